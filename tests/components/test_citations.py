"""Citations: forms that are one, forms that are none, and the relation of each. All sentences are invented."""

import re

import pytest

from kg.citing.issuers import split_issuers
from kg.citing.titles import names_document
from kg.components import Match
from kg.components.citations import find_citations, parse_citation
from kg.lexicon import load_table
from kg.text import fold, simplify

VERBS = load_table("relation_verbs")
ENDINGS = load_table("title_endings")
RELATIONS = {"repeals", "amends", "extends", "forwards", "answers", "plans", "revises", "basis", "implements", "applies", "cites"}


def cite(words: str, found: dict | None = None) -> list[dict]:
    """The fields of each citation, with its label and the words it covers."""
    folded, simple = fold(words), simplify(words)
    matches = find_citations(folded, {"body": [Match(0, len(words), "body")], **(found or {})})
    return [
        {**parse_citation(simple[m.start : m.end], m.label), "label": m.label, "ref": m.ref, "words": simple[m.start : m.end]}
        for m in matches
    ]


def body(sentence: str) -> str:
    """The sentence as a unit's text, below a preamble."""
    return f"为做好节水工作,现就有关事项通知如下:\n一、工作任务\n{sentence}\n"


# What the words are, title, number, issuers, article of the one citation in them.
FORMS = [
    ("title", "各县要落实《关于加强节水工作的意见》。", "关于加强节水工作的意见", None, (), None),
    ("title and number", "落实《关于加强节水工作的意见》(国发〔2012〕48号)。", "关于加强节水工作的意见", "国发〔2012〕48号", (), None),
    ("square brackets", "落实《关于加强节水工作的意见》[国发[2012]48号]。", "关于加强节水工作的意见", "国发〔2012〕48号", (), None),
    ("full width, 第, zeros", "落实《关于加强节水工作的意见》（国发（２０１２）第０４８号）。", "关于加强节水工作的意见", "国发〔2012〕48号", (), None),
    ("number without bracket", "落实《关于加强节水工作的意见》国发〔2012〕48号。", "关于加强节水工作的意见", "国发〔2012〕48号", (), None),
    ("a code that begins like a joint", "落实《和政县人民政府关于加强节水工作的意见》(和政发〔2012〕8号)。", "和政县人民政府关于加强节水工作的意见", "和政发〔2012〕8号", ("和政县人民政府",), None),
    ("number before", "落实国发〔2012〕48号《关于加强节水工作的意见》。", "关于加强节水工作的意见", "国发〔2012〕48号", (), None),
    ("number and 文件 before", "落实国发〔2012〕48号文件《关于加强节水工作的意见》。", "关于加强节水工作的意见", "国发〔2012〕48号", (), None),
    ("number alone", "各县要落实国发〔2012〕48号文件。", None, "国发〔2012〕48号", (), None),
    ("order alone", "取水许可按照国务院令第460号办理。", None, "国务院令第460号", ("国务院",), None),
    ("order behind", "依据《取水许可条例》(国务院令第460号)办理。", "取水许可条例", "国务院令第460号", ("国务院",), None),
    ("number with short form", "落实《关于加强节水工作的意见》(国发〔2012〕48号,以下简称《意见》)。", "关于加强节水工作的意见", "国发〔2012〕48号", (), None),
    ("short form, then number", "落实《关于加强节水工作的意见》(以下简称《意见》)(国发〔2012〕48号)。", "关于加强节水工作的意见", "国发〔2012〕48号", (), None),
    ("two numbers", "落实《关于加强节水工作的意见》(国发〔2012〕48号、水规〔2012〕9号)。", "关于加强节水工作的意见", "国发〔2012〕48号", (), None),
    ("number broken by a line", "落实《关于加强节水工作的意见》(国发〔2012〕48\n号)。", "关于加强节水工作的意见", "国发〔2012〕48号", (), None),
    ("title broken by a line", "落实《关于加强\n节水工作的意见》。", "关于加强节水工作的意见", None, (), None),
    ("nested 〈〉", "落实《水利部关于印发〈节水办法〉的通知》。", "水利部关于印发〈节水办法〉的通知", None, ("水利部",), None),
    ("nested 《》", "落实《水利部关于印发《节水办法》的通知》。", "水利部关于印发《节水办法》的通知", None, ("水利部",), None),
    ("nested <>", "落实《水利部关于印发<节水办法>的通知》。", "水利部关于印发<节水办法>的通知", None, ("水利部",), None),
    ("nested, 》 missing", "落实《水利部关于印发《节水办法》的通知(水规〔2012〕9号)。", "水利部关于印发《节水办法》的通知", "水规〔2012〕9号", ("水利部",), None),
    ("agency before", "按照国务院《取水许可条例》办理。", "取水许可条例", None, ("国务院",), None),
    ("agencies before", "落实中共中央办公厅、国务院办公厅《关于节水的意见》。", "关于节水的意见", None, ("中共中央办公厅", "国务院办公厅"), None),
    ("agency and others", "落实水利部等六部门《关于节水的意见》。", "关于节水的意见", None, ("水利部",), None),
    ("agency that issued", "落实水利部2012年3月5日印发的《关于节水的意见》。", "关于节水的意见", None, ("水利部",), None),
    ("agencies with 和", "落实水利部和财政部《关于节水的意见》。", "关于节水的意见", None, ("水利部", "财政部"), None),
    ("国家 before", "落实国家《节水中长期规划纲要》。", "节水中长期规划纲要", None, ("国家",), None),
    ("agencies in title", "落实《财政部 水利部关于节水的通知》。", "财政部 水利部关于节水的通知", None, ("财政部", "水利部"), None),
    ("agencies run together", "落实《国家发展改革委国家能源局关于节水的通知》。", "国家发展改革委国家能源局关于节水的通知", None, ("国家发展改革委", "国家能源局"), None),
    ("article", "按照《中华人民共和国水法》第七条第二款办理。", "中华人民共和国水法", None, (), "第七条第二款"),
    ("articles", "按照《取水许可条例》(国务院令第460号)第三条、第五条办理。", "取水许可条例", "国务院令第460号", ("国务院",), "第三条、第五条"),
    ("article behind short form", "按照《中华人民共和国水法》(以下简称《水法》)第七条办理。", "中华人民共和国水法", None, (), "第七条"),
    ("standard", "用水器具应符合《节水型生活用水器具》(CJ/T164-2014)标准。", "节水型生活用水器具", None, (), None),
    ("standard with national code", "用水器具应符合《用水单位水计量器具配备》(GB/T24789-2009)标准。", "用水单位水计量器具配备", None, (), None),
    ("treaty", "全面对接《某区域水资源合作协定》。", "某区域水资源合作协定", None, (), None),
    ("named by its year", "各县要落实《节水中国2035》。", "节水中国2035", None, (), None),
    ("no 《》 but a number", "根据水利部关于加强节水工作的通知(水规〔2012〕9号)要求办理。", "水利部关于加强节水工作的通知", "水规〔2012〕9号", ("水利部",), None),
    ("number behind 的通知", "落实《某县节水办法》的通知(某政发〔2012〕4号)要求。", "某县节水办法", "某政发〔2012〕4号", (), None),
    ("traditional", "各縣要貫徹落實《關於加強節水工作的意見》(國發〔2012〕48號)。", "关于加强节水工作的意见", "国发〔2012〕48号", (), None),
]


@pytest.mark.parametrize("words, title, number, issuers, article", [f[1:] for f in FORMS], ids=[f[0] for f in FORMS])
def test_form(words, title, number, issuers, article):
    (found,) = cite(body(words))
    assert (found["title"], found["number"], found["issuers"], found["article"]) == (title, number, issuers, article)


NONE = [
    ("book", "组织学习《节水知识读本》。"),
    ("newspaper", "在《某省日报》公告。"),
    ("course", "开设《水利工程概论》课程。"),
    ("form", "填写《取水许可申请表》(附件1)。"),
    ("promise", "签订《节水承诺书》。"),
    ("contract", "按照《供水合同》约定缴纳水费。"),
    ("certificate", "依法取得《取水许可证》。"),
    ("licence", "凭《营业执照》办理。"),
    ("notice that somebody gets", "凭水务所出具的《取水事项办理通知》缴费。"),
    ("name alone", "按照水法和取水许可条例办理。"),
    ("short form", "各县要落实《意见》要求。"),
    ("本办法", "本办法未规定的,按上述通知执行。"),
    ("number of a case", "见(2019)黔01民终123号判决。"),
    ("number of a page", "京ICP备2023011375号"),
    ("issued here", "现将《某县节水办法》印发给你们,请遵照执行。"),
    ("approved, issued here", "《某县节水办法》已经县政府同意,现予公布。"),
    ("made and issued here", "我局制定了《某县节水办法》,现印发给你们。"),
    ("several issued here", "《某县节水方案》《某县取水方案》等2个方案已经县政府同意,现印发给你们。"),
    ("listed annex", "各镇严格按照《某县节水审核时限图》落实。\n附件:1.某县节水审核时限图\n2.某县节水奖励表\n"),
    ("annexed", "取水设施应符合《某县取水技术要点(试行)》要求,具体内容见附件。\n附件:某县取水技术要点(试行)\n"),
    ("draft for comment", "我局起草了《某县节水办法(征求意见稿)》,现公开征求意见。"),
    ("list of annexes", "附件:1.《某县节水办法》\n2.《某县节水奖励办法》"),
    ("editor's note", "编者注:《某县节水办法》已废止。"),
    ("this document is over", "本通知中附件《某县节水办法》废止"),
    ("interpretation", "相关阅读:《某县节水办法》政策解读"),
    ("unclosed", "各县要落实《关于加强节水工作的意见。\n\n二、保障措施"),
]


@pytest.mark.parametrize("words", [n[1] for n in NONE], ids=[n[0] for n in NONE])
def test_no_citation(words):
    assert cite(body(words)) == []


RELATION = [
    ("basis", "根据全国人大常委会2015年8月29日修订通过的《中华人民共和国水法》第三十八条规定,制定本目录。"),
    ("repeals", "本办法自2023年6月1日起施行,原《某县节水办法》(某政发〔2012〕4号)同时废止。"),
    ("repeals", "自本通知印发之日起,《某县节水办法》停止执行。"),
    ("repeals", "《某县节水办法》自2024年6月1日失效,未兑现的按原政策执行。"),
    ("repeals", "决定废止《某县节水办法》。"),
    ("cites", "拟废止《某县节水办法》,现公开征求意见。"),
    ("repeals:partial", "《某县节水办法》第三条同时废止。"),
    ("repeals:partial", "《某县节水办法》在试验区不再执行。"),
    ("repeals:partial", "《某县节水办法》中关于收费的规定停止执行。"),
    ("repeals:partial", "停止执行《某县节水办法》中关于收费的规定。"),
    ("repeals:partial", "在试验区不再执行《某县节水办法》。"),
    ("repeals", "停止执行《某县节水办法》。"),
    ("cites", "《某县节水办法》废止前作出的决定继续有效。"),
    ("cites", "《某县节水办法》已于2012年废止。"),
    ("amends", "将《某县节水办法》第三条“三年”修改为“五年”。"),
    ("amends", "取消《某县节水办法》中的户籍限制。"),
    ("amends", "对《某县节水办法》作如下修改。"),
    ("extends", "《某县节水办法》有效期延长至2030年12月31日。"),
    ("extends", "《某县节水办法》继续有效。"),
    ("extends", "将《某县节水办法》执行期限延长两年。"),
    ("forwards", "现将《水利部关于节水的通知》(水规〔2012〕9号)转发给你们,请遵照执行。"),
    ("forwards", "县政府同意水务局《关于节水的意见》,现转发给你们,请遵照执行。"),
    ("cites", "县政府同意水务局《关于节水的意见》。"),
    ("amends", "经研究,现对《某县节水办法》进行调整。"),
    ("cites", "确需对《某县节水规划》进行调整的,按程序报批。"),
    ("forwards", "水利部《关于节水的意见》已经县政府同意,现转发给你们。"),
    ("answers", "你局《关于核定取水指标的请示》(某水字〔2012〕9号)收悉。"),
    ("plans", "抓紧研究制定《某县节水奖励办法》。"),
    ("cites", "制定《某县节水办法》实施细则。"),
    ("cites", "此前先后出台了《某县节水办法》。"),
    ("revises", "修订完善《某县节水办法》。"),
    ("cites", "修订后的《某县节水办法》向社会公开。"),
    ("basis", "根据《中华人民共和国水法》,制定本办法。"),
    ("applies", "各镇按照《中华人民共和国水法》办理取水许可。"),
    ("implements", "各镇按照《关于节水的意见》精神做好工作。"),
    ("applies", "按照《关于节水的意见》,做好精神文明建设。"),
    ("implements", "推动《关于节水的意见》落实。"),
    ("applies", "执行《节水器具标准》。"),
    ("applies", "按《节水办法实施细则》执行。"),
    ("applies", "以《节水办法实施细则》为依据。"),
    ("implements", "贯彻落实县委常委会审议通过的《关于节水的意见》。"),
    ("implements", "落实县委要求和《关于节水的意见》。"),
    ("cites", "严厉查处违反《中华人民共和国水法》的行为。"),
    ("cites", "除《中华人民共和国水法》另有规定外,一律公开。"),
    ("cites", "《中华人民共和国水法》施行以来,成效明显。"),
]


@pytest.mark.parametrize("label, words", RELATION)
def test_relation(label, words):
    assert [found["label"] for found in cite(body(words))] == [label]


def test_list_shares_the_verb_and_what_follows():
    words = "根据《中华人民共和国水法》、《取水许可条例》(国务院令第460号)以及国务院《关于节水的意见》等规定,制定本办法。"
    assert [found["label"] for found in cite(body(words))] == ["basis"] * 3
    words = "《甲县节水办法》(甲政发〔2011〕1号)、《甲县取水办法》和2012年3月5日甲县人民政府发布的《甲县供水办法》同时废止。"
    assert [found["label"] for found in cite(body(words))] == ["repeals"] * 3
    words = "1964年4月2日水利部发布的《城市节水管理规定》,1964年7月2日水利部、商业部发布的《取水管理暂行办法》同时废止。"
    assert [found["label"] for found in cite(body(words))] == ["repeals"] * 2


def test_nearest_verb_decides():
    words = "为贯彻落实《关于节水的意见》,根据《中华人民共和国水法》,制定《某县节水奖励办法》。"
    assert [found["label"] for found in cite(body(words))] == ["implements", "applies", "plans"]


def test_place_decides_between_basis_and_applies():
    preamble = "按照《关于节水的意见》要求,现就有关事项通知如下:\n一、各镇按照《取水许可条例》办理。\n"
    assert [found["label"] for found in cite(preamble)] == ["basis", "applies"]
    articles = "第一条 为了节水,根据《中华人民共和国水法》和本县实际,制定本办法。\n第二条 取水依照《取水许可条例》办理。\n"
    assert [found["label"] for found in cite(articles)] == ["basis", "applies"]


def test_list_of_repealed_documents():
    words = "经清理,现对以下规范性文件宣布失效:\n1.某省节水奖励办法(试行)\n发文单位:省水利厅、省财政厅\n文号:某水〔2005〕第011号\n2.《某省取水办法》(某水〔2006〕12号)\n特此通知。"
    first, second = cite(words)
    assert (first["title"], first["number"], first["issuers"]) == ("某省节水奖励办法(试行)", "某水〔2005〕11号", ("省水利厅", "省财政厅"))
    assert first["label"] == second["label"] == "repeals"


def test_list_of_bases():
    words = body("(一)编制依据\n1.《中华人民共和国水法》\n2.《取水许可条例》")
    assert [found["label"] for found in cite(words)] == ["basis", "basis"]


@pytest.mark.parametrize(
    "items, labels",
    [
        ("(一)国务院应对疫情联防联控机制《关于做好节水工作的通知》(国机制发〔2020〕17号)\n(二)省水利厅《某省取水许可条例》", ["basis", "basis"]),
        ("根据《中华人民共和国水法》、《取水许可条例》,", ["basis", "basis"]),  # the text is cut off before 制定本预案
    ],
)
def test_a_heading_about_grounds_says_what_stands_below_it(items, labels):
    assert [found["label"] for found in cite(body(f"四、有关依据\n{items}"))] == labels
    assert [found["label"] for found in cite(body(f"四、工作要求\n{items}"))] != labels


def test_short_form_gives_no_new_entry():
    words = "落实《关于加强节水工作的意见》(以下简称《节水意见》)。各镇要对照《节水意见》自查,依照《中华人民共和国水法》办理。违反《水法》的,依法处理。"
    assert [found["title"] for found in cite(body(words))] == ["关于加强节水工作的意见", "中华人民共和国水法"]


def test_a_bracket_that_nothing_opens_is_no_part_of_a_title():
    assert [c["title"] for c in cite(body("根据《中华人民共和国水法)》和《某县节水办法(试行)》,制定本办法。"))] == ["中华人民共和国水法", "某县节水办法(试行)"]


def test_document_itself_is_no_citation():
    title = "某县人民政府关于印发《某县节水工作实施方案》的通知"
    words = f"{title}\n某政发〔2023〕7号\n各镇人民政府:\n请按《某县节水工作实施方案》和某政发〔2023〕7号、某政发〔2022〕3号文件执行。\n"
    number = words.index("某政发")
    found = {"header": [Match(0, len(title), "title"), Match(number, number + 12, "number")], "body": [Match(number, len(words), "body")]}
    assert [(c["title"], c["number"]) for c in cite(words, found)] == [(None, "某政发〔2022〕3号")]


def test_former_version_of_the_document_is_a_citation():
    title = "某县节水办法"
    words = f"{title}\n第一条 为了节水,制定本办法。\n第九条 本办法自2023年6月1日起施行。2011年3月5日发布的《某县节水办法》同时废止。\n"
    found = {"header": [Match(0, len(title), "title")], "body": [Match(len(title), len(words), "body")]}
    assert [(c["title"], c["label"]) for c in cite(words, found)] == [("某县节水办法", "repeals")]


def test_title_of_the_document_speaks_too():
    title = "某县人民政府关于废止《某县取水办法》的决定"
    words = f"{title}\n经研究,作出如下决定。\n"
    found = {"header": [Match(0, len(title), "title")], "body": [Match(len(title), len(words), "body")]}
    assert [(c["title"], c["label"]) for c in cite(words, found)] == [("某县取水办法", "repeals")]
    title = "某县人民政府关于修改《某县取水办法》的决定"
    words = f"{title}\n经研究,作出如下决定。\n"
    assert [c["label"] for c in cite(words, found)] == ["amends"]


def test_parts():
    words = "某县人民政府转发县水务局关于节水意见的通知\n县水务局《关于节水的意见》已经县政府同意,现转发给你们。\n关于节水的意见\n根据《中华人民共和国水法》,提出以下意见。\n"
    start = words.index("关于节水的意见\n根据")
    found = {
        "header": [Match(0, words.index("\n"), "title")],
        "body": [Match(words.index("\n"), len(words), "body")],
        "parts": [Match(start, len(words) - 1, "forwarded", "1")],
    }
    assert [(c["title"], c["label"], c["ref"]) for c in cite(words, found)] == [
        ("关于节水的意见", "forwards", ""),
        ("中华人民共和国水法", "basis", "1"),
    ]
    issued = {**found, "parts": [Match(start, len(words) - 1, "issued", "1")]}
    assert [c["title"] for c in cite(words.replace("转发", "印发"), issued)] == ["中华人民共和国水法"]


def test_only_the_covering_text_forwards():
    words = "现印发方案。\n某县节水方案\n一、转发《关于节水的意见》。\n"
    found = {"parts": [Match(words.index("某县"), len(words) - 1, "issued", "1")]}
    assert [(c["label"], c["ref"]) for c in cite(words, found)] == [("cites", "1")]


def test_outside_the_body_is_nothing():
    words = "相关:落实《甲县节水办法》。\n各镇要落实《乙县节水办法》。\n"
    found = {"body": [Match(words.index("各镇"), len(words), "body")]}
    assert [c["title"] for c in cite(words, found)] == ["乙县节水办法"]


@pytest.mark.parametrize(
    "history, label",
    [
        ("根据2010年9月3日《某省人民代表大会常务委员会关于修改部分法规的决定》修正", "basis"),
        ("2010年9月3日《某省人民代表大会常务委员会关于修改部分法规的决定》第一次修正", "cites"),
    ],
)
def test_history_of_a_law(history, label):
    words = f"(2001年5月1日某省人民代表大会通过 {history})\n第一条 为了节水,制定本条例。\n"
    assert [c["label"] for c in cite(words)] == [label]


@pytest.mark.parametrize(
    "words, count",
    [
        ("继续执行《某县节水联席会议2021年第一次会议纪要》(某水纪〔2021〕1号)。", 1),
        ("继续执行《某县节水联席会议2021年第一次会议纪要》。", 0),
        ("提交《某县节水情况报告》(某水〔2021〕1号)。", 0),
    ],
)
def test_minutes_are_cited_by_their_number(words, count):
    assert len([c for c in cite(body(words)) if c["title"]]) == count


def test_matches_do_not_overlap_and_cover_their_words():
    words = body("落实国务院《关于节水的意见》(国发〔2012〕48号)第三条、水规〔2012〕9号和《取水许可条例》。")
    matches = find_citations(fold(words), {})
    assert all(a.end <= b.start for a, b in zip(matches, matches[1:]))
    assert words[matches[0].start : matches[0].end] == "国务院《关于节水的意见》(国发〔2012〕48号)第三条"


@pytest.mark.parametrize("broken", ["", "《", "》》》", "《" * 3000, "《甲办法" * 500, "号" * 3000, "〔2012〕号" * 300, "关于" * 2000 + "(国发〔2012〕48号)", "根据《甲办法》" + "文件" * 900, "根据《甲办法》" + "等有关规定" * 900])
def test_odd_text_gives_matches_and_no_error(broken):
    assert isinstance(find_citations(fold(broken), {}), list)


@pytest.mark.parametrize(
    "words, agencies",
    [
        ("中共中央国务院", ("中共中央", "国务院")),
        ("财政部税务总局住房城乡建设部", ("财政部", "税务总局", "住房城乡建设部")),
        ("国家税务总局广东省税务局", ("国家税务总局广东省税务局",)),
        ("工业和信息化部、财政部", ("工业和信息化部", "财政部")),
        ("贵州省人民政府办公厅", ("贵州省人民政府办公厅",)),
        ("广东省人民政府国有资产监督管理委员会", ("广东省人民政府国有资产监督管理委员会",)),
        ("贵局", ()),
        ("内部", ()),
    ],
)
def test_issuers(words, agencies):
    assert split_issuers(words) == agencies


def test_verbs_are_sorted_and_unique():
    keys = [(row["side"], row["verb"]) for row in VERBS]
    assert keys == sorted(set(keys))
    assert {row["relation"] for row in VERBS} <= RELATIONS
    assert {row["side"] for row in VERBS} == {"left", "right", "around"}


@pytest.mark.parametrize("row", VERBS, ids=lambda row: f"{row['side']}-{row['verb']}")
def test_verb_gives_its_relation_in_its_example_and_not_in_its_counterexample(row):
    labels = {found["relation"] for found in cite(body(row["example"]))}
    assert row["relation"] in labels
    labels = {found["relation"] for found in cite(body(row["counterexample"]))}
    assert row["relation"] not in labels


def test_endings_are_sorted_and_unique():
    endings = [row["ending"] for row in ENDINGS]
    assert endings == sorted(set(endings))


@pytest.mark.parametrize("row", ENDINGS, ids=lambda row: row["ending"])
def test_ending_decides_what_a_title_names(row):
    about = f"关于核定取水指标的{row['ending']}"
    assert names_document(row["example"]) is (row["names"] == "document")
    if row["names"] == "letter":
        assert names_document(about) is True
    assert not re.search(r"[《》]", row["example"])


def test_the_own_number_on_another_agencys_title_is_a_citation():
    """A city and its district may have one code: 朔政发 is 朔州市's and 朔城区's."""
    head = "朔城区人民政府关于加强节水工作的通知\n朔政发〔2012〕1号\n"
    cited = "为落实《朔州市人民政府关于节水工作的意见》(朔政发〔2012〕1号)。"
    own = "本通知见《朔城区人民政府关于加强节水工作的通知》(朔政发〔2012〕1号)。"
    title, number = head.index("\n"), head.index("朔政发")
    found = {"header": [Match(0, title, "title"), Match(number, len(head) - 1, "number")]}
    for sentence, expected in ((cited, ["朔州市人民政府关于节水工作的意见"]), (own, [])):
        text = head + body(sentence)
        layers = {**found, "body": [Match(len(head), len(text), "body")]}
        assert [parse_citation(text[m.start : m.end], m.label)["title"] for m in find_citations(fold(text), layers)] == expected
