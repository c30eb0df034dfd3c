"""The promulgation note below a title, and the order above a regulation."""

import pytest
from layers import layers_of, words_of

ARTICLES = "第一条 为了加强农村公路养护，制定本办法。\n第二条 本办法适用于本市。\n第三条 县级人民政府负责农村公路养护。\n"


def said(note, articles=ARTICLES):
    folded, found = layers_of(f"清河市农村公路养护办法\n{note}\n{articles}")
    return {m.label: folded[m.start : m.end] for m in found["promulgation"]}


@pytest.mark.parametrize(
    "note, date, rest",
    [
        ("（2010年11月19日国务院令第583号公布　根据2016年2月6日《国务院关于修改部分行政法规的决定》修订）", "2010年11月19日", {"number": "国务院令第583号"}),
        ("2012年12月3日 部长办公会议通过\n2012年12月19日 公安部令第125号发布\n2014年6月29日 公安部令第132号第一次修正", "2012年12月19日", {"number": "公安部令第125号"}),
        ("2017年10月31日 清河市第十三届人民代表大会常务委员会第五次会议通过\n2017年11月30日 省第十二届人民代表大会常务委员会第四十五次会议批准", "2017年10月31日", {"issuer": "清河市第十三届人民代表大会常务委员会"}),
        ("发布日期：2021-07-30 来源：某网\n（2021年7月27日国务院令第746号公布）", "2021年7月27日", {"number": "国务院令第746号"}),
    ],
)
def test_who_made_it_and_when(note, date, rest):
    assert said(note) == {"date": date} | rest


@pytest.mark.parametrize(
    "note",
    [
        "2014年6月29日 公安部令第132号《公安部关于修改部分部门规章的决定》修正",
        "2012年12月3日 部长办公会议通过",
        "2024年3月1日 清河市第十六届人民代表大会常务委员会第二次会议通过的《关于修改九件地方性法规的决定》修正",
    ],
)
def test_a_revision_alone_does_not_date_the_text(note):
    assert said(note) == {}


def test_the_note_may_part_two_lines_of_the_same_title():
    note = "2024年12月31日 清河市第十六届人民代表大会常务委员会第十八次会议通过\n清河市农村公路 养护办法"
    assert said(note) == {"date": "2024年12月31日", "issuer": "清河市第十六届人民代表大会常务委员会"}


def test_announcement_above_the_regulation():
    order = "清河省人大常委会\n公告\n（十四届第3号）\n《清河省农村公路条例》已由清河省第十四届人民代表大会常务委员会第二次会议于2023年3月28日修订通过，现予公布，自2023年5月1日起施行。\n"
    text = order + "清河省人民代表大会常务委员会\n2023年3月28日\n清河省农村公路条例\n" + ARTICLES
    assert words_of(text, "header", "number") == ["清河省人大常委会\n公告\n(十四届第3号"]
    assert words_of(text, "signature", "issuer") == ["清河省人民代表大会常务委员会"]
    assert words_of(text, "signature", "date") == ["2023年3月28日"]
