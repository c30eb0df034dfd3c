"""Document numbers: forms found and parsed, where the code begins, and who issued."""

import csv
import re

import pytest
from growing import AT_MOST, growth

from kg.lexicon import load_table
from kg.numbers import describe_number, find_numbers, issuer_of, parse_number, place_of
from kg.text import fold

FORMS = [  # as written, canonical
    ("国发〔2012〕48号", "国发〔2012〕48号"),
    ("国发[2012]48号", "国发〔2012〕48号"),
    ("国发【2012】48号", "国发〔2012〕48号"),
    ("国发﹝2012﹞48号", "国发〔2012〕48号"),
    ("国发［２０１２］４８号", "国发〔2012〕48号"),
    ("国发(2012)第48号", "国发〔2012〕48号"),
    ("國發（2012）第048號", "国发〔2012〕48号"),
    ("国发(2012〕48号", "国发〔2012〕48号"),
    ("国发[2012[48号", "国发〔2012〕48号"),
    ("国发〔2012年〕48号", "国发〔2012〕48号"),
    ("国发 〔 2012 〕 4 8 号", "国发〔2012〕48号"),
    ("豫 政 办 〔2012〕 12 号", "豫政办〔2012〕12号"),
    ("国发〔二〇一二〕四十八号", "国发〔2012〕48号"),
    ("国发〔二○一二〕48号", "国发〔2012〕48号"),
    ("新兵党办发〔2020〕41号", "新兵党办发〔2020〕41号"),
    ("阿府办发〔2020〕4号", "阿府办发〔2020〕4号"),
    ("穗民规字〔2018〕10号", "穗民规字〔2018〕10号"),
    ("国科发火〔2016〕32号", "国科发火〔2016〕32号"),
    ("发改经体〔2016〕2120号", "发改经体〔2016〕2120号"),
    ("琼健爱卫〔2025〕7号", "琼健爱卫〔2025〕7号"),
    ("豫政办明电〔2020〕1号", "豫政办明电〔2020〕1号"),
    ("甘发改高技(规)〔2023〕660号", "甘发改高技(规)〔2023〕660号"),
    ("国家税务总局便函〔2020〕3号", None),
    ("办公厅便函〔2021〕68号", "办公厅便函〔2021〕68号"),
    ("某省人民政府办公厅办公厅便函〔2021〕68号", "办公厅便函〔2021〕68号"),
    ("市政府会议纪要〔2020〕3号", "市政府会议纪要〔2020〕3号"),
    ("国务院令第588号", "国务院令第588号"),
    ("国务院令588号", "国务院令第588号"),
    ("国务院令(第588号)", "国务院令第588号"),
    ("国务院第588号令", "国务院令第588号"),
    ("中华人民共和国国务院令 第588号", "国务院令第588号"),
    ("中华人民共和国国务院令\n\n第588号", "国务院令第588号"),
    ("主席令第六十九号", "中华人民共和国主席令第69号"),
    ("中华人民共和国主席令第69号", "中华人民共和国主席令第69号"),
    ("中华人民共和国教育部令第40号", "教育部令第40号"),
    ("中国人民银行令〔2018〕第1号", "中国人民银行令〔2018〕1号"),
    ("交通运输部令2016年第62号", "交通运输部令2016年第62号"),
    ("财政部公告2015年第12号", "财政部公告2015年第12号"),
    ("财政部公告(2015年第12号)", "财政部公告2015年第12号"),
    ("财政部2015年第12号公告", "财政部公告2015年第12号"),
    ("国家税务总局公告2018年第28号", "国家税务总局公告2018年第28号"),
    ("财政部 税务总局公告2023年第12号", "财政部税务总局公告2023年第12号"),
    ("财政部、税务总局、海关总署公告2019年第39号", "财政部税务总局海关总署公告2019年第39号"),
    ("省政府令第199号", "省政府令第199号"),
    ("河南省政府令第199号", "河南省人民政府令第199号"),
    ("河南省第十三届人民代表大会常务委员会公告第26号", "河南省第十三届人民代表大会常务委员会公告第26号"),
    ("西安市人民代表大会常务委员会公告〔16届〕第95号", "西安市人民代表大会常务委员会公告〔16届〕第95号"),
    ("国家税务总局河北省税务局通告2020年第10号", "国家税务总局河北省税务局通告2020年第10号"),
    ("中国资产评估协会公告2019年第3号", "中国资产评估协会公告2019年第3号"),
    # what is no number, or too disordered to be sure
    ("国发2012(48)号", None),
    ("国发〔2012〕48", None),
    ("国发〔2012〕号48", None),
    ("国发〔12〕48号", None),
    ("国发〔3012〕48号", None),
    ("〔2012〕48号", None),
    ("公告2018年第14号", None),
    ("第十三届全国人大第一号", None),
    ("2019年第7号", None),
    ("中山路12号", None),
    ("建设用地规划许可证〔2012〕34号", None),
    ("买卖合同(2012)34号", None),
    ("(2019)某01民终12号", None),
    ("会议纪要〔2020〕3号", None),
    ("税务总局2020年第8号", None),
    ("甘肃省人大常委会公告(十三届第7号)", "甘肃省人大常委会公告十三届第7号"),
    ("甘肃省人民代表大会常务委员会公告\n（第十三届第7号）", "甘肃省人民代表大会常务委员会公告第十三届第7号"),
    ("第十四届第3号", None),
]


@pytest.mark.parametrize("written, canonical", FORMS, ids=[row[0] for row in FORMS])
def test_forms(written, canonical):
    number = parse_number(fold(written))
    assert (number and number.canonical) == canonical


@pytest.mark.parametrize("canonical", sorted({canonical for _, canonical in FORMS if canonical}))
def test_the_canonical_form_parses_to_itself(canonical):
    assert parse_number(fold(canonical)).canonical == canonical


def test_fields():
    number = parse_number("财政部公告2015年第12号")
    assert (number.code, number.year, number.serial, number.kind, number.organ) == ("财政部公告", 2015, 12, "公告", "财政部")
    number = parse_number("国办函〔2014〕3号")
    assert (number.code, number.year, number.serial, number.kind) == ("国办函", 2014, 3, "函")
    assert parse_number("国务院令第588号").year is None


BOUNDARIES = [  # text before the number, number
    ("关于做好春耕工作的通知", "沪府发〔2012〕34号"),
    ("实施意见", "宁建规〔2023〕4号"),
    ("根据", "豫政办〔2012〕5号"),
    ("各区县要认真按照", "财预〔2017〕137号"),
    ("以及按", "国发〔1978〕104号"),
    ("购房套数的认定按", "榕政办〔2016〕186号"),
    ("有关项目不受", "琼建房〔2017〕250号"),
    ("上述补贴与", "绵办规〔2022〕2号"),
    ("对", "武房发〔2023〕8号"),
    ("手续费标准是指", "儋建〔2024〕43号"),
    ("继续按", "自自然资规发〔2024〕23号"),
    ("额度可按", "揭公积金管委〔2022〕3号"),
    ("延续实施", "赣市公管委字〔2022〕3号"),
    ("关于废止", "沪府办发〔1998〕8号"),
    ("某某省财政厅文件", "鲁财会〔2021〕13号"),
    ("山东省市场监督管理局", "鲁市监标函〔2021〕33号"),
    ("国务院", "国发〔2012〕48号"),
    ("发展规划", "沪府发〔2016〕3号"),
    ("和", "国办发〔2012〕5号"),
    ("未按", "中国人民银行公告〔2020〕19号"),
    ("根据2013年7月18日", "国务院令第638号"),
    ("1.《关于加强管理的意见》(", "国发〔2012〕48号"),
    ("文号:", "太政办〔2023〕7号"),
    ("发文字号:", "晋政办发〔2022〕69号"),
    ("5、", "财库〔2019〕38号"),
    ("的", "黄城管执规〔2023〕1号"),
    ("关于同意建立联席会议制度的函", "渝府办函〔2021〕52号"),
]


@pytest.mark.parametrize("before, number", BOUNDARIES, ids=[row[1] for row in BOUNDARIES])
def test_the_code_begins_where_the_words_before_it_end(before, number):
    text = fold(f"第一条{before}{number}执行。")
    assert [text[start:end] for start, end in find_numbers(text)] == [fold(number)]


@pytest.mark.parametrize(
    "number",
    ["和政办〔2012〕5号", "并政办发〔2012〕5号", "国中医药办法监发〔2014〕3号", "沪规划资源规〔2022〕4号", "沪扫黑办〔2019〕7号",
     "渝纲要办发〔2022〕2号", "皖教办案〔2019〕198号", "自府发〔2022〕2号", "杭建科通知〔2020〕3号", "人社部发〔2012〕3号", "赣府厅字〔2020〕3号"],
)  # fmt: skip
def test_letters_that_are_words_elsewhere_stay_in_the_code(number):
    text = f"({number})"
    assert find_numbers(text) == [(1, len(text) - 1)]


def test_several_numbers_beside_each_other():
    text = "国发〔2012〕48号、国办发〔2015〕4号和豫政〔2016〕5号、中山科发〔2019〕247号 中山科规字〔2019〕4号"
    assert [text[start:end] for start, end in find_numbers(text)] == [
        "国发〔2012〕48号", "国办发〔2015〕4号", "豫政〔2016〕5号", "中山科发〔2019〕247号", "中山科规字〔2019〕4号",
    ]  # fmt: skip


ISSUERS = [  # number, document's place, issuer, level, region
    ("国发〔2012〕48号", None, "国务院", "central", None),
    ("国办发〔2018〕129号", None, "国务院办公厅", "central", None),
    ("中发〔2015〕9号", None, "中共中央", "central", None),
    ("中办发〔2019〕1号", None, "中共中央办公厅", "central", None),
    ("豫政办〔2023〕5号", None, "河南省人民政府办公厅", "province", "410000"),
    ("晋教基〔2015〕27号", None, "山西省教育厅", "province", "140000"),
    ("沪教委基〔2012〕3号", None, "上海市教育委员会", "province", "310000"),
    ("发改价格〔2016〕1号", None, "国家发展和改革委员会", "central", None),
    ("财库〔2019〕38号", None, "财政部", "central", None),
    ("财税〔2008〕1号", "410000", "财政部", "central", None),
    ("京财科文〔2019〕3号", None, "北京市财政局", "province", "110000"),
    ("新兵党办发〔2020〕41号", None, "中共新疆生产建设兵团委员会办公厅", "province", "XB00"),
    ("穗民规字〔2018〕10号", None, "广州市民政局", "prefecture", "440100"),
    ("穗府办规〔2021〕7号", None, "广州市人民政府办公厅", "prefecture", "440100"),
    ("工信厅科函〔2016〕2号", None, "工业和信息化部办公厅", "central", None),
    ("国务院令第588号", None, "国务院", "central", None),
    ("国家发展改革委令第5号", None, "国家发展和改革委员会", "central", None),
    ("财政部税务总局公告2023年第12号", None, "财政部", "central", None),
    ("河南省人民政府令第199号", None, "河南省人民政府", "province", "410000"),
    # the agency that bore the letters in that year
    ("环发〔2005〕5号", None, "国家环境保护总局", "central", None),
    ("环发〔2012〕5号", None, "环境保护部", "central", None),
    ("国卫办医发〔2017〕3号", None, "国家卫生和计划生育委员会办公厅", "central", None),
    ("国卫医发〔2020〕3号", None, "国家卫生健康委员会", "central", None),
    # local letters need the document's place
    ("太政办〔2023〕7号", None, None, None, None),
    ("太政办〔2023〕7号", "411627", "太康县人民政府办公室", "county", "411627"),
    ("周政办〔2023〕17号", "411627", "周口市人民政府办公室", "prefecture", "411600"),
    ("豫政〔2023〕17号", "411627", "河南省人民政府", "province", "410000"),
    ("宁政发〔2015〕3号", None, None, None, None),
    ("宁政发〔2015〕3号", "320100", "南京市人民政府", "prefecture", "320100"),
    ("宁政发〔2015〕3号", "640000", "宁夏回族自治区人民政府", "province", "640000"),
    ("吉府办字〔2023〕77号", "360822", "吉安市人民政府办公室", "prefecture", "360800"),
    ("深南府办规〔2020〕2号", None, "深圳市南山区人民政府办公室", "county", "440305"),
    ("青政发〔2008〕1号", "630000", "青海省人民政府", "province", "630000"),
    ("青政发〔2008〕1号", "370202", "青岛市人民政府", "prefecture", "370200"),
    # never a guess
    ("沪食药安办〔2012〕3号", None, None, "province", "310000"),
    ("教基〔2010〕8号", "410000", None, None, None),
    ("教基〔2010〕8号", "440100", "教育部", "central", None),
    ("中发改规字〔2022〕10号", "442000", "中山市发展和改革局", "prefecture", "442000"),
    ("某政办〔2020〕1号", None, None, None, None),
]


@pytest.mark.parametrize("words, place, issuer, level, region", ISSUERS, ids=[f"{row[0]}@{row[1]}" for row in ISSUERS])
def test_issuer_level_and_region(words, place, issuer, level, region):
    number = parse_number(fold(words), place)
    name, confidence = issuer_of(number, place)
    assert name == issuer
    assert (confidence >= 0.9) == (name is not None)
    assert place_of(number, place) == (level, region)


def test_an_order_of_the_provinces_government_takes_the_province():
    assert parse_number("省政府令第199号", "411627").canonical == "河南省人民政府令第199号"
    assert parse_number("市政府令第3号", "411627").canonical == "周口市人民政府令第3号"
    assert parse_number("国务院令第3号", "411627").canonical == "国务院令第3号"


def test_describe_number():
    keys = ["canonical", "code", "year", "serial", "issuer", "level", "region", "confidence"]
    assert describe_number("國發（2012）第48號") == dict(
        zip(keys, ["国发〔2012〕48号", "国发", 2012, 48, "国务院", "central", None, 0.95])
    )
    assert describe_number("没有文号") == dict.fromkeys(keys)
    assert describe_number("")["serial"] is None
    unsure = describe_number("太政办〔2023〕7号")
    assert (unsure["serial"], unsure["issuer"]) == (7, None)


def test_odd_text_does_not_raise():
    for words in ("号", "〕号", "1号", "第1号", "〔2012〕1号", "年第1号", "2012年第1号", ")第1号", "(第1号)", "令第1号", "第1号令", "号" * 50):
        assert find_numbers(words) == []


@pytest.mark.parametrize("piece", ["各县区人民政府、市直有关部门要结合实际,认真抓好落实。\n", "1号", "(2012", "政", "〔2012〕"])
def test_the_time_of_the_finder_grows_with_the_text(piece):
    assert growth(find_numbers, lambda length: piece * (length // len(piece)), 200_000) <= AT_MOST


def test_the_numbers_of_the_catalogue(shared):
    """At least 99.5 % of the well-formed numbers give code, year and serial as they stand."""
    well_formed = re.compile(r"(?:发文字号:)? *([\u4e00-\u9fff]{2,10}) *〔 *(\d{4}) *〕 *0*(\d+) *号")
    bled = re.compile("|".join(row["word"] for row in load_table("code_stops") if row["kind"] == "stop"))
    total = right = 0
    for name in ("catalogue.csv", "numbers.csv"):
        with (shared / "corpus" / "catalogue" / name).open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                words = fold(row["doc_number"]).strip()
                match = well_formed.fullmatch(words)
                if match and not bled.search(match[1]):
                    number = parse_number(words)
                    total += 1
                    right += number is not None and (number.code, number.year, number.serial) == (match[1], int(match[2]), int(match[3]))
    assert total > 27_000
    assert right / total >= 0.995


@pytest.mark.parametrize(
    "words, number",
    [
        ("原舞政〔2009〕33号文件同时废止", "舞政〔2009〕33号"), ("现行莱编〔2010〕7号文件", "莱编〔2010〕7号"), ("行署也下发了六署〔1996〕41号文件", "六署〔1996〕41号"),
        ("原政〔2009〕33号", "原政〔2009〕33号"), ("原政办发〔2009〕33号", "原政办发〔2009〕33号"), ("原平政发〔2009〕33号", "原平政发〔2009〕33号"),
        ("加强有关工作和豫政〔2009〕33号", "豫政〔2009〕33号"),
    ],
)  # fmt: skip
def test_words_before_a_number_are_no_letters_of_its_code(words, number):
    assert parse_number(words).canonical == number
