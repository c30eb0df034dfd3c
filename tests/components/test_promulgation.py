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
        ("（2008年4月7日国务院令第521号公布　根据2015年3月2日《国务院关于修改部分行政法规的决定》修订）", "2008年4月7日", {"number": "国务院令第521号"}),
        ("2011年3月1日 部务会议通过\n2011年3月9日 水利部令第41号发布\n2015年8月6日 水利部令第47号第一次修正", "2011年3月9日", {"number": "水利部令第41号"}),
        ("2016年9月28日 清河市第十三届人民代表大会常务委员会第五次会议通过\n2016年11月25日 清河省第十二届人民代表大会常务委员会第三十次会议批准", "2016年9月28日", {"issuer": "清河市第十三届人民代表大会常务委员会"}),
        ("发布日期：2020-05-08 来源：某网\n（2020年4月30日国务院令第727号公布）", "2020年4月30日", {"number": "国务院令第727号"}),
    ],
)
def test_who_made_it_and_when(note, date, rest):
    assert said(note) == {"date": date} | rest


@pytest.mark.parametrize(
    "note",
    [
        "2015年8月6日 水利部令第47号《水利部关于修改部分规章的决定》修正",
        "2011年3月1日 部务会议通过",
        "2024年3月1日 清河市第十六届人民代表大会常务委员会第二次会议通过的《关于修改九件地方性法规的决定》修正",
    ],
)
def test_a_revision_alone_does_not_date_the_text(note):
    assert said(note) == {}


def test_the_note_may_part_two_lines_of_the_same_title():
    note = "2022年6月30日 清河市第十六届人民代表大会常务委员会第十八次会议通过\n清河市农村公路 养护办法"
    assert said(note) == {"date": "2022年6月30日", "issuer": "清河市第十六届人民代表大会常务委员会"}


def test_announcement_above_the_regulation():
    order = "清河省人大常委会\n公告\n（十三届第7号）\n《清河省农村公路条例》已由清河省第十三届人民代表大会常务委员会第四次会议于2019年9月26日通过，现予公布，自2020年1月1日起施行。\n"
    text = order + "清河省人民代表大会常务委员会\n2019年9月26日\n清河省农村公路条例\n" + ARTICLES
    assert words_of(text, "header", "number") == ["清河省人大常委会\n公告\n(十三届第7号"]
    assert words_of(text, "signature", "issuer") == ["清河省人民代表大会常务委员会"]
    assert words_of(text, "signature", "date") == ["2019年9月26日"]


def test_the_note_of_a_decision_ends_with_its_bracket():
    text = "河南省人民政府关于修改《河南省公路管理办法》的决定\n（2022年5月10日河南省人民政府令第210号公布）\n省政府决定对《河南省公路管理办法》作如下修改：\n一、将第五条修改为：“县级负责。”\n二、删去第十二条。\n"
    assert words_of(text, "promulgation", "date") == ["2022年5月10日"]
    assert words_of(text, "promulgation", "number") == ["河南省人民政府令第210号"]
    assert words_of(text.replace("（2022年5月10日河南省人民政府令第210号公布）", "（此件公开发布，请遵照执行）"), "promulgation") == []
