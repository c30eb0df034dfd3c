"""Agencies: full names, what a name says, lists taken apart, and the tables behind all this."""

import re

import pytest

from kg.agencies import agency_kind, agency_level, agency_region, canonical_name, split_agencies, split_issuers
from kg.agency_lists import is_agency, is_known
from kg.lexicon import load_table, split_cell
from kg.organs import full_field, full_organ
from kg.regions import region_by_code

TABLES = ("abbreviations", "organs", "bodies", "organ_words", "organ_ends", "placed_names", "agency_kinds")


def named(written: str, code: str | None, **known) -> str | None:
    return canonical_name(written, region_by_code(code), **known)


@pytest.mark.parametrize(
    ("written", "code", "name"),
    [
        # the field in full, the place of the level word
        ("县教体局", "411627", "太康县教育体育局"),
        ("县发改委", "411627", "太康县发展和改革委员会"),
        ("县住建局", "411627", "太康县住房和城乡建设局"),
        ("市民政局", "411627", "周口市民政局"),
        ("省教育厅", "140000", "山西省教育厅"),
        ("省科技厅", "411627", "河南省科学技术厅"),
        ("市市场监管局", "360300", "萍乡市市场监督管理局"),
        ("市监局", "411627", "太康县市场监督管理局"),
        ("区教育局", "440106", "广州市天河区教育局"),
        ("自治区教育厅", "450000", "广西壮族自治区教育厅"),
        ("市教委", "310000", "上海市教育委员会"),
        ("市国资委", "360300", "萍乡市国有资产监督管理委员会"),
        ("省国资委", "340000", "安徽省人民政府国有资产监督管理委员会"),
        ("市政府办公室", "360300", "萍乡市人民政府办公室"),
        ("省推进乡村书屋建设工作领导小组", "340000", "安徽省推进乡村书屋建设工作领导小组"),
        # bare organs are the place's own
        ("教育局", "XB01", "第一师阿拉尔市教育局"),
        ("教育厅", "411627", "河南省教育厅"),
        ("财政部门", "XB01", "第一师阿拉尔市财政局"),
        ("师市教育部门", "XB01", "第一师阿拉尔市教育局"),
        ("教育行政部门", "310000", "上海市教育委员会"),
        # vertical bodies
        ("县税务局", "411627", "国家税务总局太康县税务局"),
        ("县金融监管支局", "360822", "国家金融监督管理总局吉水监管支局"),
        ("萍乡金融监管分局", "360300", "国家金融监督管理总局萍乡监管分局"),
        ("广东金融监管局", "440000", "国家金融监督管理总局广东监管局"),
        ("省金融监管局", "440000", "广东省地方金融监督管理局"),
        ("安徽证监局", "340000", "中国证券监督管理委员会安徽监管局"),
        ("人行合肥中心支行", "340000", "中国人民银行合肥中心支行"),
        ("农发行贵州省分行", "520000", "中国农业发展银行贵州省分行"),
        ("国开行贵州省分行", "520000", "国家开发银行贵州省分行"),
        ("市供销合作社", "500000", "重庆市供销合作总社"),
        ("市供销社", "410100", "郑州市供销合作社联合社"),
        ("省公共资源交易监管局", "420000", "湖北省公共资源交易监督管理局"),
        ("省大数据局", "520000", "贵州省大数据发展管理局"),
        ("财政经济委员会", "410100", "郑州市财政经济委员会"),  # the congress's own is one in central documents only
        ("人民银行市分行", "430300", "中国人民银行湘潭市分行"),
        ("合肥海关", "340000", "合肥海关"),
        ("省外汇管理局", "340000", "国家外汇管理局安徽省分局"),
        # party, people's organisations, courts
        ("县委编办", "411627", "中共太康县委机构编制委员会办公室"),
        ("县委组织部", "411627", "中共太康县委组织部"),
        ("县委农村工作领导小组办公室", "411627", "中共太康县委农村工作领导小组办公室"),
        ("自治区党委宣传部", "450000", "中共广西壮族自治区委员会宣传部"),
        ("区委宣传部", "440106", "中共广州市天河区委宣传部"),
        ("团县委", "411627", "中国共产主义青年团太康县委员会"),
        ("县残联", "411627", "太康县残疾人联合会"),
        ("省贸促会", "340000", "中国国际贸易促进委员会安徽省委员会"),
        ("市中级人民法院", "360300", "萍乡市中级人民法院"),
        ("县法院", "411627", "太康县人民法院"),
        # places and zones inside the document's place
        ("安源区人民政府", "360300", "萍乡市安源区人民政府"),
        ("萍乡经开区管委会", "360300", "萍乡经济技术开发区管理委员会"),
        ("两江新区管委会", "500000", "重庆两江新区管理委员会"),
        ("江西省财政厅", "360300", "江西省财政厅"),
        ("昆明供电局", "530100", "昆明供电局"),
        ("国网萍乡供电公司", "360300", "国网萍乡供电公司"),
        ("省慈善总会", "360300", "江西省慈善总会"),
        ("市委教育工委", "330600", "中共绍兴市委教育工作委员会"),
        ("中共绍兴市委教育工委", "330600", "中共绍兴市委教育工作委员会"),
        ("中共太康县委编办", "411627", "中共太康县委机构编制委员会办公室"),
        ("漳州市住房公积金中心", "350600", "漳州市住房公积金中心"),  # in full, as some are called
        ("市公积金中心", "350600", "漳州市住房公积金管理中心"),
        ("中国(上海)自由贸易试验区临港新片区管理委员会", "310000", "中国（上海）自由贸易试验区临港新片区管理委员会"),
    ],
)
def test_canonical_name_puts_back_what_the_place_makes_known(written, code, name):
    assert named(written, code) == name


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("各有关部门", "411627"),
        ("各乡镇政府", "411627"),
        ("相关部门", "411627"),
        ("属地政府", "411627"),
        ("设区的市", "140000"),
        ("交通", "411627"),  # a bare field word
        ("市文旅局", "320100"),  # 文化和旅游局 or 文化广电和旅游局
        ("市人民银行", "411627"),  # branch, sub-branch, of which year
        ("公积金中心", "360822"),  # whose, in a document of a county
        ("福清生态环境局", "350181"),  # a branch of the city's
        ("党委组织部", "XB01"),
        ("县教育局", None),
        ("省工作专班成员单位", "340000"),
        ("市发展改革委、市财政局", "360300"),
    ],
)
def test_canonical_name_is_none_where_two_could_be_meant(written, code):
    assert named(written, code) is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("发展改革委", "国家发展和改革委员会"),
        ("国务院教育行政部门", "教育部"),
        ("科技部", "科学技术部"),
        ("全国妇联", "中华全国妇女联合会"),
        ("国务院人力资源社会保障行政部门", "人力资源和社会保障部"),
        ("人力资源社会保障行政部门", None),  # of any level
    ],
)
def test_bare_names_are_central_in_central_documents(written, name):
    assert named(written, None, central=True) == name


def test_a_form_that_two_bodies_bore_goes_by_the_year():
    assert named("西藏自治区人民政府", None, central=True) == "西藏自治区人民政府"  # says its place itself
    assert named("人民政府", None, central=True) is None
    assert named("上海铁路局", None, central=True) is None  # a branch of a central body, not the city's
    assert named("国管局", None, central=True, year=2010) == "国务院机关事务管理局"
    assert named("国管局", None, central=True, year=2018) == "国家机关事务管理局"


def test_a_local_organ_is_not_taken_for_a_central_one():
    assert named("发展改革委", "360300") == "萍乡市发展和改革委员会"
    assert named("财政部", "360300") == "财政部"


@pytest.mark.parametrize(
    ("written", "code", "year", "name"),
    [
        ("省工商局", "440000", 2016, "广东省工商行政管理局"),
        ("市质监局", "360300", 2015, "萍乡市质量技术监督局"),
        ("省国土资源厅", "320000", 2013, "江苏省国土资源厅"),
        ("县国土局", "411627", 2013, "太康县国土资源局"),
        ("国土资源部门", "411627", 2013, "太康县国土资源局"),
        ("县卫计委", "411627", 2016, "太康县卫生和计划生育委员会"),
        ("市食药监局", "360300", 2016, "萍乡市食品药品监督管理局"),
        ("市安监局", "360300", 2016, "萍乡市安全生产监督管理局"),
        ("县环保局", "411627", 2016, "太康县环境保护局"),
        ("环保部门", "360300", 2016, "萍乡市环境保护局"),
        ("环保部门", "360300", 2021, None),
        ("环保部门", "360300", None, None),
        ("县文广新局", "411627", 2016, "太康县文化广电新闻出版局"),
        ("省新闻出版广电局", "440000", 2016, "广东省新闻出版广电局"),
        ("市规划局", "360300", 2016, "萍乡市规划局"),
        ("省经信委", "440000", 2016, "广东省经济和信息化委员会"),
        ("市农委", "310000", 2016, "上海市农业委员会"),
        ("市农委", "310000", 2021, "上海市农业农村委员会"),
        ("市农委", "360300", 2021, None),
        ("县交通局", "411627", 2006, "太康县交通局"),
        ("县交通局", "411627", 2012, "太康县交通运输局"),
        ("县交通局", "411627", None, "太康县交通运输局"),
        ("省编办", "320000", 2013, "江苏省机构编制委员会办公室"),
        ("县编办", "411627", 2021, "中共太康县委机构编制委员会办公室"),
        ("省计委", "210000", 1998, "辽宁省计划委员会"),
        ("省经贸委", "210000", 1998, "辽宁省经济贸易委员会"),
        ("省计生委", "210000", 1999, "辽宁省计划生育委员会"),
        ("省计生委", "210000", 2008, "辽宁省人口和计划生育委员会"),
        ("省计委", "210000", 2008, None),
        ("省外办", "320000", 2013, None),  # 外事办公室 or 外事侨务办公室
    ],
)
def test_organs_of_a_reform_go_by_the_year(written, code, year, name):
    assert named(written, code, year=year) == name


@pytest.mark.parametrize(
    ("written", "code", "name"),
    [
        ("海关总署广东分署", "440000", "海关总署广东分署"),
        ("国网某某电力有限公司秦皇岛供电公司", "130300", "国网某某电力有限公司秦皇岛供电公司"),
        ("中国铁塔股份有限公司萍乡市分公司", "360300", "中国铁塔股份有限公司萍乡市分公司"),
        ("市公共交通集团有限公司", "360300", None),
        ("国网萍乡供电分公司", "360300", None),
        ("市国家税务总局秦皇岛税务局", "130300", "国家税务总局秦皇岛市税务局"),
        ("国家税务总局太康县税务局", "411627", "国家税务总局太康县税务局"),
        ("河北省通信管理局秦皇岛市通信发展管理办公室", "130300", "河北省通信管理局秦皇岛市通信发展管理办公室"),
        ("北京市大数据工作推进小组", "110000", "北京市大数据工作推进小组"),
        ("北京市大数据工作推进小组办公室", "110000", "北京市大数据工作推进小组办公室"),
        ("工作推进小组办公室", "110000", None),
        ("县征地拆迁服务中心", "511528", "兴文县征地拆迁服务中心"),
        ("广州市残疾人辅助器具服务中心", "440100", "广州市残疾人辅助器具服务中心"),
        ("残疾人辅助器具服务中心", "440100", None),
        ("江北新区管委会", "320100", "南京江北新区管理委员会"),
        ("市龙虎山风景名胜区管委会", "360600", "鹰潭市龙虎山风景名胜区管理委员会"),
        ("鹰潭高新技术产业开发区管委会", "360600", "鹰潭高新技术产业开发区管理委员会"),
        ("肇庆新区管委会", "441200", "肇庆新区管理委员会"),
        ("黄山现代服务业产业园管委会", "341000", "黄山现代服务业产业园管理委员会"),
        ("市经济开发区管委会", "360600", None),
        ("宜春开发区管委会", "360900", None),
        ("园区管委会", "360600", None),
        ("南京海事局", "320100", "南京海事局"),
        ("银保监会株洲分局", "430200", "中国银行保险监督管理委员会株洲监管分局"),
        ("国家矿山安全监察局贵州局", "520000", "国家矿山安全监察局贵州局"),
        ("济南住房公积金中心", "370100", "济南住房公积金管理中心"),
        ("住房公积金管理中心", "440100", None),
        ("国资中心", "350181", None),  # 国有资产监督管理, 国有资产服务
        ("福州滨海新城人才住房工作小组", "350100", None),  # whose place, 福州市 or the zone
        ("南阳市银保监分局邓州监管组", "411300", None),
        ("区建设管理委", "310117", "上海市松江区建设和管理委员会"),
        ("区交通委", "310117", "上海市松江区交通委员会"),
        ("区交通委", "500103", "重庆市渝中区交通运输委员会"),
        ("辽宁出入境检验检疫局", "210000", "辽宁出入境检验检疫局"),
        ("省政府新闻办", "210000", "辽宁省人民政府新闻办公室"),
        ("华润燃气有限公司", "360600", None),
        ("鹰潭华润燃气有限公司", "360600", "鹰潭华润燃气有限公司"),
        ("省政府妇儿工委办公室", "410000", "河南省人民政府妇女儿童工作委员会办公室"),
        ("市综合执法局", "330600", "绍兴市综合行政执法局"),
        ("税务部门", "411627", "国家税务总局太康县税务局"),
        ("市管各园区管委会", "341300", None),
        ("市房产局", "320100", None),  # 住房保障和房产局, 房产管理局
        ("奉贤区柘林镇人民政府", "310120", "上海市奉贤区柘林镇人民政府"),
        ("城关镇政府", "411627", "太康县城关镇人民政府"),
        ("建制镇人民政府", "411627", None),
        ("镇人民政府", "411627", None),
        ("城关镇政府", "411600", None),  # of which county
        ("兵团办公厅", "XB00", "新疆生产建设兵团办公厅"),
        ("兵团教育局", "XB01", "新疆生产建设兵团教育局"),
        ("行政审批政务信息管理局", "410000", "河南省行政审批和政务信息管理局"),
        ("行政审批政务信息管理局", "440000", None),
    ],
)
def test_names_that_stand_as_written_or_take_the_place(written, code, name):
    assert named(written, code) == name


@pytest.mark.parametrize(
    ("written", "issuer", "name"),
    [
        ("镇人民政府", "上海市奉贤区柘林镇人民政府", "上海市奉贤区柘林镇人民政府"),
        ("镇政府", "奉贤区柘林镇人民政府", "上海市奉贤区柘林镇人民政府"),
        ("街道办事处", "奉贤区南桥街道办事处", "上海市奉贤区南桥街道办事处"),
        ("街道办事处", "上海市奉贤区柘林镇人民政府", None),
        ("镇人民政府", "柘林镇人民政府办公室", None),
        ("各镇人民政府", "上海市奉贤区柘林镇人民政府", None),
        ("镇人民政府", None, None),
    ],
)
def test_a_township_calls_itself_no_more_than_that(written, issuer, name):
    assert named(written, "310120", issuer=issuer) == name


@pytest.mark.parametrize(
    ("name", "kind", "level", "region"),
    [
        ("太康县教育体育局", "department", "county", "411627"),
        ("国家税务总局太康县税务局", "vertical", "county", "411627"),
        ("中共太康县委组织部", "party", "county", "411627"),
        ("太康县人民政府办公室", "office", "county", "411627"),
        ("太康县人民政府", "government", "county", "411627"),
        ("太康县残疾人联合会", "群团", "county", "411627"),
        ("安徽省人民代表大会常务委员会", "congress", "province", "340000"),
        ("中国人民银行萍乡市分行", "vertical", "prefecture", "360300"),
        ("国家金融监督管理总局吉水监管支局", "vertical", "county", None),
        ("重庆市高级人民法院", None, "province", "500000"),
        ("教育部", "department", "central", None),
        ("自然资源部矿产资源保护监督司", "department", "central", None),
        ("国家发展和改革委员会办公厅", "department", "central", None),
        ("海关总署广东分署", "vertical", "province", "440000"),
        ("国家能源局江苏监管办公室", "vertical", "province", "320000"),
        ("国家统计局江苏调查总队", "vertical", "province", "320000"),
        ("国家市场监督管理总局", "department", "central", None),
        ("中华全国总工会", "群团", "central", None),
        ("太康县城关回族镇人民政府", "government", "township", "411627"),
    ],
)
def test_kind_level_and_region_of_a_full_name(name, kind, level, region):
    assert (agency_kind(name), agency_level(name), agency_region(name)) == (kind, level, region)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("县教体局、县财政局,县残联", ["县教体局", "县财政局", "县残联"]),
        ("各市、县(市、区)人民政府,省教育厅", ["各市、县(市、区)人民政府", "省教育厅"]),
        ("各市〔州〕、各县〔市、区〕人民政府,省林业局", ["各市〔州〕、各县〔市、区〕人民政府", "省林业局"]),
        ("各团镇、乡,各街道办", ["各团镇、乡", "各街道办"]),
        ("各团镇、乡、街道办", ["各团镇、乡、街道办"]),
        ("各区县、各园区管委会", ["各区县", "各园区管委会"]),
        ("县直有关单位、各镇", ["县直有关单位", "各镇"]),
        ("市教育局 市财政局 各区政府", ["市教育局", "市财政局", "各区政府"]),
        ("工业和信息化部、公安部", ["工业和信息化部", "公安部"]),
        ("发展改革、财政部门", ["发展改革", "财政部门"]),
        ("财政和教育部门", ["财政", "教育部门"]),
        ("市、区民政部门", ["市、区民政部门"]),
        ("市发展改革委和市财政局等有关部门", ["市发展改革委", "市财政局"]),
        ("市科委、浦东新区等相关区政府", ["市科委", "浦东新区"]),
        ("商务部、邮政局等和各省级人民政府", ["商务部", "邮政局", "各省级人民政府"]),
        ("市商务委及各区县政府和某某新区", ["市商务委", "各区县政府", "某某新区"]),
        ("县自然资源和规划局(林业局)、县住建局(以下简称住建局)", ["县自然资源和规划局", "县住建局"]),
        ("属地政府(管委会)、各级党委和政府", ["属地政府(管委会)", "各级党委和政府"]),
        ("中央和国家机关工委、教育部", ["中央和国家机关工委", "教育部"]),
    ],
)
def test_split_agencies(text, parts):
    assert [text[start:end] for start, end in split_agencies(text)] == parts


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("国家发展改革委 财政部 住房城乡建设部", ["国家发展改革委", "财政部", "住房城乡建设部"]),
        ("江苏省发展和改革委员会、江苏省财政厅文件", ["江苏省发展和改革委员会", "江苏省财政厅"]),
        ("河 南 省 财 政 厅", ["河 南 省 财 政 厅"]),
    ],
)
def test_split_issuers_of_a_letterhead(line, names):
    assert [line[start:end] for start, end in split_issuers(line)] == names


def test_agencies_are_told_by_their_form_and_by_the_lexicon():
    assert is_agency("市公积金中心") and is_agency("某某高新区") and not is_agency("由市财政局") and not is_agency("主要负责人")
    assert is_known("县教体局") and is_known("各镇人民政府") and not is_known("购房家庭")


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_sorted_unique_and_sourced(table):
    rows = [tuple(row.values()) for row in load_table(table)]
    assert rows == sorted(set(rows))
    assert {row["source"] for row in load_table(table)} <= {row["key"] for row in load_table("sources")}


def test_ends_of_names_match_their_examples_only():
    for row in load_table("organ_ends"):
        assert re.search(f"(?:{row['pattern']})$", row["example"]), row
        assert not row["counterexample"] or not re.search(row["pattern"], row["counterexample"]), row


def test_kinds_match_their_examples():
    for row in load_table("agency_kinds"):
        assert agency_kind(row["example"]) == (row["kind"] or None), row


def test_names_with_their_place_match_their_examples_only():
    for row in load_table("placed_names"):
        match = re.fullmatch(row["pattern"], row["example"])
        assert match and canonical_name(row["example"], region_by_code("360300")), row
        # the form may fit, but no such place holds the name
        assert canonical_name(row["counterexample"], None) in (None, *_central_names()), row


def _central_names() -> set[str]:
    return {row["name"] for row in load_table("central_agencies")}


def test_levels_and_kinds_in_the_tables_are_known():
    levels = {"province", "prefecture", "county"}
    for table in ("abbreviations", "bodies"):
        assert {level for row in load_table(table) for level in split_cell(row["level"])} <= levels
    kinds = {"party", "congress", "government", "office", "department", "vertical", "群团", "enterprise", ""}
    assert {row["kind"] for table in ("bodies", "agency_kinds") for row in load_table(table)} <= kinds


def test_abbreviations_expand_to_names_that_stay_as_they_are():
    for row in load_table("abbreviations"):
        if row["last"] or not row["full"]:
            continue  # held below
        place = region_by_code(row["place"] or {"province": "340000", "prefecture": "360300"}.get(row["level"], "411627"))
        organ = full_organ(row["full"], place) or full_organ(row["full"] + "局", place)
        assert organ in (row["full"], row["full"] + "局"), row


def test_forms_of_the_past_expand_in_their_years():
    for row in load_table("abbreviations"):
        place = region_by_code(row["place"] or {"province": "340000", "prefecture": "360300"}.get(row["level"], "411627"))
        year = int(row["last"] or 2021)
        assert full_field(row["abbreviation"], place, year) == (row["full"] or None) or row["level"], row


def test_years_in_the_tables_are_years():
    for table in ("abbreviations", "bodies", "organs"):
        for row in load_table(table):
            assert re.fullmatch(r"(?:(?:19|20)\d\d)?;(?:(?:19|20)\d\d)?", f"{row['first']};{row['last']}"), row
            assert not (row["first"] and row["last"]) or row["first"] <= row["last"]


@pytest.mark.parametrize("written, name", [("财政经济委员会", "全国人民代表大会财政经济委员会"), ("常委会预算工作委员会", "全国人民代表大会常务委员会预算工作委员会")])
def test_committees_of_the_congress_in_its_own_documents(written, name):
    assert named(written, None, central=True) == name


@pytest.mark.parametrize("name, level", [("茂林镇党政办公室", "township"), ("茂林镇人民政府", "township"), ("清河街道办事处", "township"), ("茂林镇中学", None)])
def test_level_of_a_township_that_names_no_county(name, level):
    assert agency_level(name) == level
