"""Titles taken apart: core, place, issuers, type and year."""

import pytest

from kg.link.titles import is_generic, parse_title, type_of_title, year_of_title


@pytest.mark.parametrize(
    "one, other",
    [
        ("国务院关于印发国家职业教育改革实施方案的通知", "国家职业教育改革实施方案"),
        ("太康县人民政府办公室关于印发太康县校车管理工作实施方案的通知", "太康县校车管理工作实施方案"),
        ("太康县人民政府关于印发《太康县校车管理工作实施方案》的通知", "太康县校车管理工作实施方案"),
        ("中华人民共和国教育法", "教育法"),
        ("中华人民共和国教育法(2021年修正)", "中华人民共和国教育法"),
        ("国家中长期教育改革和发展规划纲要(2010-2020年)", "国家中长期教育改革和发展规划纲要（2010—2020年）"),
        ("中共中央 国务院关于打赢脱贫攻坚战的决定", "中共中央、国务院关于打赢脱贫攻坚战的决定"),
        ("关于进一步做好校车管理工作的通知", "关于进一步做好校车管理工作的 通知"),
        ("国务院关于深入推进“义务教育”均衡发展的意见", "国务院关于深入推进义务教育均衡发展的意见"),
    ],
)
def test_forms_of_one_title_share_core_and_place(one, other):
    assert (parse_title(one).core, parse_title(one).place) == (parse_title(other).core, parse_title(other).place)


@pytest.mark.parametrize(
    "notice, issued",
    [
        ("国务院关于印发全民校车安全行动计划纲要(2006—2010—2020年)的通知", "《全民校车安全行动计划纲要（2006—2010—2020年）》"),
        ("国务院校车安全联防联控机制关于印发校车复运防控指南的通知", "校车复运防控指南"),
    ],
)
def test_a_notice_shares_the_core_of_what_it_issues(notice, issued):
    assert parse_title(notice).core == parse_title(issued).core and parse_title(notice).place == "central"


@pytest.mark.parametrize(
    "one, other",
    [
        ("河南省校车管理办法", "江苏省校车管理办法"),
        ("国家中长期教育改革和发展规划纲要", "江苏省中长期教育改革和发展规划纲要"),
        ("关于做好校车管理工作的通知", "关于做好校车管理工作的意见"),
        ("校车管理办法", "校车管理办法(试行)"),
        ("国家安全法", "安全法"),
        ("太康县教育体育局转发周口市教育局关于做好校车管理工作的通知", "周口市教育局关于做好校车管理工作的通知"),
    ],
)
def test_different_titles_differ_in_core_or_place(one, other):
    assert (parse_title(one).core, parse_title(one).place) != (parse_title(other).core, parse_title(other).place)


def test_a_notice_of_two_texts_knows_both():
    title = parse_title("教育部关于印发〈校车管理办法〉和〈校车驾驶人管理办法〉的通知")
    assert title.inner == ("校车管理办法", "校车驾驶人管理办法")
    assert title.issuers == ("教育部",)


def test_issuers_written_together_are_taken_apart():
    assert parse_title("财政部税务总局关于延续有关政策的公告").issuers == ("财政部", "国家税务总局")


def test_what_a_title_says_of_type_and_year():
    assert type_of_title("太康县校车管理办法(试行)") == ("办法", "管理办法")
    assert year_of_title("发展规划纲要(2010-2020年)") == 2010
    assert year_of_title("“十四五”发展规划") == 2021
    assert year_of_title("校车管理办法") is None
    assert is_generic("实施方案") and not is_generic("校车管理工作实施方案")


# --- cited documents


def test_several_that_are_counted_with_家_are_issuers_too():
    words = "许昌市住房和城乡建设局等七{}关于印发《许昌市促进养护若干措施》的通知"
    assert parse_title(words.format("家单位"), "411000").core == parse_title(words.format("部门"), "411000").core
