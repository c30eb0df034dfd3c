"""Linking by days and names: what a text can have known, the day said of a document, titles that pass to a successor."""

from dataclasses import replace

import pytest
from records_to_link import central, cite, cited_of, reasons_of, record, taikang

from kg.catalogue import ROW_TYPE
from kg.link import link_records

RULES = "校车采购招标投标管理办法"


def row(name, title, date=None, **said):
    return replace(record(name, title=title, date=date, **said), media_type=ROW_TYPE)


def said_on(day, citation):
    return replace(citation, prefix=f"根据{day}国务院")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"effective": "2009-01-01"}, "cited-only"),  # the day on which it takes effect stands for the day it lacks
        ({"date": "2006-09-29", "effective": "2023-05-01"}, "full"),  # revised since: its date is that of the first text
        ({"date": "2010-12-20", "effective": "2011-03-01"}, "cited-only"),  # signed before the other, in effect after
        ({}, "full"),
    ],
)
def test_what_takes_effect_on_a_day_was_not_made_after_it(said, status):
    versions = central("law", title="校车燃气管理条例", date="2011-02-19")
    asking = taikang("asking", cite("校车燃气管理条例"), title="太康县甲规范", **({"date": None} | said))
    assert cited_of(link_records([versions, asking]), "asking")[0].status == status


def test_the_day_said_of_a_document_decides_between_those_of_one_title():
    title = "国务院关于修改部分行政法规的决定"
    rows = [row(f"r{day}", title, day) for day in ("2014-07-29", "2016-02-06", "2018-03-19")]
    asking = taikang("asking", said_on("2016年2月6日", cite(title)), said_on("2015年1月1日", cite(title)), cite(title), title="太康县甲意见")
    linked = link_records([*rows, asking])
    first, other, any_of_them = cited_of(linked, "asking")
    assert first.date == "2016-02-06" and other.status == "cited-only"
    assert any_of_them is None and reasons_of(linked, "asking")[2] == "ambiguous"


def test_the_day_said_beside_a_number_finds_the_row_that_lacks_it():
    title = "国务院关于修改部分行政法规的决定"
    rows = [row(f"r{day}", title, day, level="central") for day in ("2014-07-29", "2016-02-06")]
    asking = taikang("asking", said_on("2016年2月6日", cite(title, "国务院令第666号")), title="太康县甲意见")
    [cited] = cited_of(link_records([*rows, asking]), "asking")
    assert (cited.date, cited.number) == ("2016-02-06", "国务院令第666号")


def test_a_text_that_names_the_day_of_a_decision_was_made_after_it():
    decision = row("decision", "国务院关于修改校车条例的决定", "2016-02-06")
    asking = central("asking", said_on("2016年2月6日", cite("国务院关于修改校车条例的决定")), title="校车安全条例", date="2010-11-19")
    assert cited_of(link_records([decision, asking]), "asking")[0].date == "2016-02-06"


def test_a_title_passes_to_the_document_that_repeals_its_predecessor():
    new = central("new", cite(RULES, "财政部令第18号", relation="repeals"), title=RULES, issuers=["财政部"], date="2017-07-11")
    asking = taikang("asking", cite(RULES), title="太康县甲意见", date="2019-07-26")
    linked = link_records([new, asking])
    assert cited_of(linked, "asking")[0].title == RULES and cited_of(linked, "asking")[0].status == "full"
    assert cited_of(linked, "new")[0].number == "财政部令第18号"
    others = link_records([replace(new, header=replace(new.header, title="校车采购条例")), asking])
    assert reasons_of(others, "asking") == ["title-learned"]


def test_a_row_of_a_regulation_without_a_place_is_central_and_takes_the_number_said_elsewhere():
    known = row("known", "财政校车处罚处分条例", "2004-11-30")
    asking = taikang("asking", cite("财政校车处罚处分条例", "国务院令第427号"), cite("财政校车处罚处分条例"), title="太康县甲意见")
    both = cited_of(link_records([known, asking]), "asking")
    assert [(cited.status, cited.number, cited.level) for cited in both] == [("catalogued", "国务院令第427号", "central")] * 2
    local = link_records([row("local", "太康县校车条例", "2004-11-30")])
    assert [document.region for document in local.documents] == ["411627"]


def test_a_title_in_plain_angle_brackets_is_that_of_the_text_issued():
    asking = taikang("asking", cite("财政部关于印发<校车继续教育规定>的通知", "财会〔2018〕10号"), cite("校车继续教育规定"), title="太康县甲意见")
    assert [cited.number for cited in cited_of(link_records([asking]), "asking")] == ["财会〔2018〕10号"] * 2


def test_agencies_in_the_number_of_an_announcement_stand_under_any_form():
    forms = ["财政部税务总局住房城乡建设部公告2023年第28号", "财政部 国家税务总局 住房和城乡建设部公告2023年第28号"]
    asking = taikang("asking", *(cite(None, number) for number in forms), title="太康县甲意见")
    one, other = cited_of(link_records([asking]), "asking")
    assert one.key == other.key


def test_a_text_of_the_citing_place_takes_the_number_of_a_code_that_nobody_knows():
    known = taikang("known", title="太康县人民政府关于优化校车管理的通知", date=None)
    number = cite("关于优化校车管理的通知", "校房公委〔2022〕9号")
    same, elsewhere = taikang("same", number, title="太康县甲意见"), record("elsewhere", number, title="某甲意见", region="440100", level="prefecture", date="2023-01-01")
    [cited] = cited_of(link_records([known, same]), "same")
    assert (cited.status, cited.number) == ("full", "校房公委〔2022〕9号")
    assert cited_of(link_records([known, elsewhere]), "elsewhere")[0].status == "cited-only"


def test_a_day_from_which_something_holds_is_not_the_documents_own():
    known = row("known", "国务院关于修改校车条例的决定", "2016-02-06")
    asking = taikang("asking", replace(cite("国务院关于修改校车条例的决定"), prefix="自2017年1月1日起执行"), title="太康县甲意见")
    assert cited_of(link_records([known, asking]), "asking")[0].date == "2016-02-06"


def test_a_day_said_of_another_document_does_not_date_a_text_without_a_day():
    known = cite("关于完善校车措施的指导意见", "国卫人口发〔2022〕26号", issuers=["国家卫生健康委"])
    since = replace(cite("校车计划法"), prefix="于2016年1月1日")
    asking = record("asking", known, since, title="关于调整校车政策的通知")
    linked = link_records([asking, central("other", known, title="国务院关于乙的意见", date="2023-01-01")])
    assert cited_of(linked, "asking")[0] == cited_of(linked, "other")[0] is not None
    note = said_on("2016年2月6日", cite("国务院关于修改校车条例的决定"))  # what revised it has made it what it is
    late = central("late", title="校车燃气管理条例", date="2018-02-19")
    revised = record("revised", note, cite("校车燃气管理条例"), title="太康县校车规定", region="411627", level="county")
    assert cited_of(link_records([late, revised]), "revised")[1].status == "cited-only"
