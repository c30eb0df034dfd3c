"""Lines that the width of a page broke are one again, and evidence points into the text as it was."""

import re
import unicodedata

import pytest

from kg.extract import extract_record
from kg.paragraphs import find_paragraphs
from kg.records import PolicyText
from kg.spacing import close_up
from kg.text import fold, simplify

RULES = """清河市人民政府关于印发清河市农村公路养护办法的通知
清政发〔2021〕5号
各县、区人民政府，市政府各部门：
《清河市农村公路养护办法》已经2021年3月2日市政府第12次常务会议讨论通过，现印发给你们，请认真贯彻执行。
清河市人民政府
2021年3月9日
清河市农村公路养护办法
第一条 为了加强农村公路养护，保障公路完好畅通，根据《中华人民共和国公路法》《农村公路养护管理办法》（交通运输部令2015年第22号）等规定，制定本办法。
第二条 市交通运输局是农村公路养护的主管部门，负责组织实施本办法，发展改革、财政、自然资源等部门按照各自职责，共同做好养护工作。
第三条 县道由市公路中心负责养护，乡道、村道由各乡镇人民政府负责养护，日常巡查每月不少于2次，检查结果按照第二条、第五条的规定公布。
第四条 市财政局会同市交通运输局每年安排3000万元养护资金，并于6月30日前下达；逾期未下达的，由市审计局督促整改。
第五条 本办法自2021年5月1日起施行，有效期五年。原《清河市农村公路管理办法》（清政发〔2012〕31号）同时废止。
"""


def paragraphs(text):
    closed = close_up(fold(text), simplify(text))
    folded = closed.text if closed else fold(text)
    return [folded[start:end] for start, end in find_paragraphs(folded)]


def columns(words):
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in words)


def printed(text, width, indent, gap="\n"):
    """The text as a page prints it: no line but the last of a paragraph has room for what follows, and no line begins with a mark."""
    lines = []
    for number, paragraph in enumerate(text.strip().split("\n")):
        line = indent if number > 2 and len(paragraph) > 20 else ""
        for unit in re.findall(r"[《（〔]*(?:[0-9]+|.)[，。；：、）》〕]*", paragraph):
            if columns(line + unit) > width:
                lines.append(line)
                line = ""
            line += unit
        lines.append(line)
    return gap.join(lines) + "\n"


def record_of(text):
    return extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8"))


@pytest.mark.parametrize("width", [44, 56, 60, 68])
@pytest.mark.parametrize("indent", ["", "    ", "　　"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_facts_of_a_printed_text_are_those_of_its_paragraphs(width, indent, gap):
    text = printed(RULES, width, indent, gap)
    record, whole = record_of(text), record_of(RULES)
    assert len(text.splitlines()) >= 19
    assert (record.header.title, record.header.number, record.header.date, record.header.recipients) == (
        whole.header.title, whole.header.number, whole.header.date, whole.header.recipients
    )  # fmt: skip
    assert [part.title for part in record.parts] == [part.title for part in whole.parts]
    assert [(c.title, c.number, c.relation) for c in record.citations] == [(c.title, c.number, c.relation) for c in whole.citations]
    assert [(m.id, m.heading) for m in record.measures] == [(m.id, m.heading) for m in whole.measures]
    assert [[(r.name, r.role) for r in m.responsibilities] for m in record.measures] == [[(r.name, r.role) for r in m.responsibilities] for m in whole.measures]
    for fact in (*record.citations, *record.measures, *record.header.evidence.values()):
        assert text[fact.start : fact.end] == fact.text


PAGES = {
    "a margin": lambda lines: [" " * 10 + line for line in lines],
    "form feeds": lambda lines: [("\f" if at % 12 == 11 else "") + line for at, line in enumerate(lines)],
    "page numbers": lambda lines: [f"{line}\n\n             — {at // 12 + 1} —\n" if at % 12 == 11 else line for at, line in enumerate(lines)],
    "a gazette": lambda lines: [f"{line}\n· {at // 9 + 1} ·\n清河市人民政府公报　　　　　　2021年第3期" if at % 9 == 8 else line for at, line in enumerate(lines)],
}


@pytest.mark.parametrize("width", [44, 56, 68])
@pytest.mark.parametrize("indent", ["", "    "])
@pytest.mark.parametrize("way", PAGES)
def test_facts_of_printed_pages_are_those_of_their_paragraphs(width, indent, way):
    text = "\n".join(PAGES[way](printed(RULES, width, indent).split("\n")))
    record, whole = record_of(text), record_of(RULES)
    assert (record.header.title, record.header.number, record.header.date) == (whole.header.title, whole.header.number, whole.header.date)
    assert [part.title for part in record.parts] == [part.title for part in whole.parts]
    assert [(c.title, c.number, c.relation) for c in record.citations] == [(c.title, c.number, c.relation) for c in whole.citations]
    assert [(m.id, m.heading) for m in record.measures] == [(m.id, m.heading) for m in whole.measures]
    assert [[(r.name, r.role) for r in m.responsibilities] for m in record.measures] == [[(r.name, r.role) for r in m.responsibilities] for m in whole.measures]
    assert all(text[fact.start : fact.end] == fact.text for fact in (*record.citations, *record.measures, *record.header.evidence.values()))


def test_a_list_of_lines_about_as_long_stays_a_list():
    schools = "\n".join(f"清河市第{number}高级中学校舍{words}工程{number}20平方米" for number, words in enumerate(["维修", "新建", "改建扩建", "加固", "安全改造", "改造"], 1))
    assert len(paragraphs(f"附件\n项目名单\n{schools}\n")) == 8


def test_units_and_rows_about_as_long_are_no_page():
    units = "".join(f"{n}、加强县道巡查。（牵头单位：市公路中心；责任单位：市公安局、市财政局）\n" for n in "一二三四五六")
    assert len(paragraphs(f"{units}清河市人民政府\n2021年3月9日\n")) == 8
    rows = "".join(f"{n} | 加强县道巡查并且建立台账 | 市公路中心和各县区人民政府 | 市公安局\n" for n in range(5))
    assert len(paragraphs(f"{rows}现将上述任务分工印发给你们\n")) == 6


def test_what_is_set_apart_or_opens_is_not_joined_to_a_full_line():
    body = "各县区人民政府应当把农村公路养护经费列入本级财政预算并且按季度足额拨付到位不得以任何理由挤占"
    lines = "\n".join(["    " + body[:26], body[26:] + body[:9]] * 4)
    assert paragraphs(f"{lines}\n                          清河市人民政府\n")[-1] == "清河市人民政府"
    assert paragraphs(f"{lines}\n一、明确责任\n")[-1] == "一、明确责任"
    assert paragraphs(f"{lines}\n2021年3月9日\n")[-1] == "2021年3月9日"


def test_hard_wrapped_lines_are_joined_and_short_ones_kept():
    body = "各县区要把村道养护经费列入本级财政预算并随物价水平逐年调整不得挤占挪用也不得以其他名目抵扣违者由审计部门追回"
    wrapped = "\n".join(body[i : i + 18] for i in range(0, len(body), 18))
    text = f"关于村道养护的通知\n{wrapped}。\n一、明确责任\n{wrapped}。\n二、落实经费\n{wrapped}。\n"
    joined = [paragraph.replace("\n", "") for paragraph in paragraphs(text)]
    assert joined == ["关于村道养护的通知", body + "。", "一、明确责任", body + "。", "二、落实经费", body + "。"]


def test_lines_of_half_full_paragraphs_are_joined_too():
    paragraph = "各县区要把村道养护经费列入本级财政预算并随物价水平逐年调整，不得挤占挪用。"
    wrapped = "\n".join(paragraph[i : i + 24] for i in range(0, len(paragraph), 24))
    text = "".join(f"（{n}）{wrapped}\n" for n in "一二三四五六七八九")
    assert [p.replace("\n", "") for p in paragraphs(text)] == [f"({n}){paragraph}".replace("，", ",") for n in "一二三四五六七八九"]


def test_a_page_broken_again_at_punctuation():
    """Printed lines in two pieces, the first of which ends in 、 or ,."""
    units = [f"{n}、加强县道巡查并由各县区人民政府落实人员和经费,对桥梁和隧道实行专人负责、专账管理,做到有路必养并且养必到位,切实提高农村公路养护管理水平并保障群众安全出行。" for n in "一二三四五六七八九"]
    lines = [unit[at : at + 24] for unit in units for at in range(0, len(unit), 24)]
    pieces = "\n".join(re.sub("^(.{3,}[、,])", r"\1\n", line) for line in lines)
    assert pieces.count("\n") > len(lines) + 8
    assert [line.replace("\n", "") for line in paragraphs(pieces)] == units


def test_lines_as_wide_as_the_page_are_joined_although_some_are_longer():
    body = "各县区人民政府应当把农村公路养护经费列入本级财政预算并且按季度足额拨付到位不得以任何理由挤占或者挪用县道和乡道由县级负责养护"
    lines = [body[at : at + 26] for at in range(0, len(body) - 26, 26)] * 8
    longer = [line + "两行并作一行。" for line in lines[:2]]
    assert len(paragraphs("\n".join([*lines, *longer]))) < 4


@pytest.mark.parametrize("indent", ["", "　　"])
def test_lines_broken_by_a_program_that_counted_characters(indent):
    whole = [indent + line for line in RULES.strip().split("\n")]
    text = "\n".join(line[at : at + 36] for line in whole for at in range(0, len(line), 36))
    assert [(m.id, m.heading) for m in record_of(text).measures] == [(m.id, m.heading) for m in record_of(RULES).measures]
