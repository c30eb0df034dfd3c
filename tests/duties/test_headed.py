"""Units whose heading is an agency, which is the subject of what follows."""

import pytest

from kg.components import Match
from kg.components.responsibilities import find_responsibilities
from kg.text import fold


def found_in(*units: tuple[str, str], kind: str = "task") -> list[tuple[str, str, str]]:
    """(ref, agency, role) of siblings given as (heading, words), numbered 3.1, 3.2 …"""
    text, measures, headings = "", [], []
    for number, (heading, words) in enumerate(units, start=1):
        start = len(text)
        text += f"{number}.{heading}"
        headings.append(Match(start + 2, len(text), "heading", f"3.{number}"))
        text += words + "\n"
        measures.append(Match(start, len(text), kind, f"3.{number}"))
    text = fold(text)
    matches = find_responsibilities(text, {"measures": measures, "headings": headings})
    return [(match.ref, text[match.start : match.end], match.label) for match in matches]


RAISES = ("市财政局", "。统筹安排资金,加强绩效管理。")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("。牵头负责河道整治,编制年度计划。", [("市水务局", "lead")]),
        ("。牵头负责河道整治。会同市林业局制定标准。", [("市水务局", "lead"), ("市林业局", "support")]),
        ("。制定规划,会同有关部门开展评估。", [("市水务局", "lead"), ("有关部门", "support")]),
        ("。在水利规划中优先安排河道整治项目。", [("市水务局", "responsible")]),
        ("。负责河道整治。", [("市水务局", "responsible")]),
        (":负责河道整治;牵头编制规划。", [("市水务局", "lead")]),
        ("\n负责河道整治,编制年度计划。", [("市水务局", "responsible")]),
        ("。配合有关部门开展监测,做好发布工作。", [("市水务局", "support")]),
        ("。负责监督项目实施。", [("市水务局", "guide")]),
        ("。负责河道整治。由市林业局负责岸线绿化。", [("市水务局", "responsible"), ("市林业局", "responsible")]),
    ],
)
def test_a_heading_that_is_an_agency_is_the_subject(words, expected):
    found = found_in(("市水务局", words), RAISES)
    assert [(agency, role) for ref, agency, role in found if ref.startswith("3.1#")] == expected
    assert ("3.2#1", "市财政局", "responsible") in found


def test_a_heading_of_several_agencies_and_one_of_a_group():
    found = found_in(("市水务局、市林业局", "。加强岸线绿化和河道巡查。"), RAISES, ("其他部门", "。其他各有关部门按照职责分工,协同做好河道整治工作。"))
    assert [(agency, role) for _, agency, role in found] == [
        ("市水务局", "responsible"),
        ("市林业局", "responsible"),
        ("市财政局", "responsible"),
        ("其他部门", "responsible"),
    ]


def test_a_heading_of_duties_stands_alone_where_the_words_begin_with_its_verb():
    assert found_in(("县人民政府职责", "。\n负责制定本地区整治方案,统筹推进各项工作。")) == [("3.1#1", "县人民政府", "responsible")]
    assert found_in(("县人民政府职责", "。\n加强本地区整治工作,统筹推进。")) == []


@pytest.mark.parametrize(
    "units",
    [
        [("市水务局", "。加强河道巡查,清理淤泥。")],  # one heading proves nothing
        [("加强巡查", "。清理淤泥,疏浚河道。"), RAISES],
        [("高等学校", "。制定具体措施,加快建设。"), ("企业", "。落实安全措施,加强培训。")],
        [("市水务局", ":联系电话0799-6661234。"), ("市财政局", ":联系电话0799-6664321。")],  # contacts
        [("受理部门", "。政务大厅受理窗口当场受理。"), ("审批方式", "。网上办理,当场发证。")],
        [("市水务局河道巡查", "。加强巡查,清理淤泥。"), ("市财政局资金安排", "。统筹安排,加强管理。")],
    ],
)
def test_headings_that_are_no_subject(units):
    assert [found for found in found_in(*units) if found[1] != "市财政局" or len(units) == 1] == []


def test_headings_that_are_agencies_by_their_form_need_siblings_that_say_so():
    found = found_in(("乡农科站", "。负责疫情监测和技术指导。"), ("公安机关", "。负责疫区封锁和治安维护。"), ("各村(居)委会", "。负责养殖户排查登记。"))
    assert [(agency, role) for _, agency, role in found] == [("乡农科站", "responsible"), ("公安机关", "responsible"), ("各村(居)委会", "responsible")]
    assert found_in(("乡农科站", "。负责疫情监测和技术指导。"), ("强化排查", "。实行全覆盖排查登记。")) == []
    assert found_in(("乡农科站", "。加强疫情监测和技术指导。"), ("财务科", "。加强经费保障和绩效管理。")) == []


def test_articles_have_no_such_headings():
    assert found_in(("市水务局", "。加强河道巡查,清理淤泥。"), RAISES, kind="rule") == []
