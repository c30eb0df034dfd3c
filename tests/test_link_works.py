"""Linking: what is one document, what is two; agencies; force."""

import random
from dataclasses import fields, replace
from pathlib import Path

import pytest
from records_to_link import BALANCED, by_status, central, cite, cited_of, linzhou, reasons_of, record, taikang

from kg.link import link_records
from kg.link.engine import load_rules, score_likeness
from kg.link.likeness import find_alike
from kg.link.reasons import REASONS
from kg.link.titles import parse_title
from kg.rdf import quads_for
from kg.records import Measure, Part, Record, Responsibility


def test_orders_that_issue_one_regulation_again_are_versions_of_one_work():
    title = "住房公积金管理条例"
    linked = link_records(
        [
            taikang("one", cite(title, "国务院令第350号"), title="太康县甲意见"),
            taikang("two", cite(title, "国务院令第350号"), title="太康县乙意见"),
            linzhou("three", cite(title, "国务院令第710号"), cite(title), title="林州市甲意见"),
            linzhou("four", cite("国务院关于修改部分行政法规的决定", "国务院令第588号"), title="林州市乙意见"),
            linzhou("five", cite("国务院关于修改部分行政法规的决定", "国务院令第666号"), title="林州市丙意见"),
        ]
    )
    work = cited_of(linked, "one")[0]
    assert cited_of(linked, "three") == [work, work] and work.number == "国务院令第350号"
    assert "number|central|国务院令||710" in work.former_keys
    assert cited_of(linked, "four") != cited_of(linked, "five")  # each decision to amend is its own


def test_an_order_that_is_repealed_is_no_version_of_what_replaced_it():
    title = "机动车登记规定"
    linked = link_records(
        [
            taikang("one", cite(title, "公安部令第124号"), title="太康县甲意见"),
            central("two", cite(title, "公安部令第102号", relation="repeals"), title="公安部关于甲的决定", issuers=["公安部"], date="2023-05-10"),
        ]
    )
    assert {document.number: document.in_force for document in by_status(linked, "cited-only")} == {
        "公安部令第124号": None,
        "公安部令第102号": False,
    }


# --- documents read


def test_the_same_document_found_twice_is_one_with_two_sources():
    same = {"title": "太康县人民政府办公室关于做好校车工作的通知", "date": "2023-05-10"}
    linked = link_records(
        [
            taikang("page", number="太政办〔2023〕7号", printed="2023-05-11", **same),
            taikang("blog", published="2023-06-01", **same),
            taikang("paper", number="太政办〔2023〕7号", **(same | {"date": "2023-05-12"})),
        ]
    )
    (document,) = linked.documents
    assert len(document.sources) == 3 and document.sources[0] == b"page".hex().ljust(64, "0")
    assert (document.date, document.printed, document.published) == ("2023-05-10", "2023-05-11", "2023-06-01")
    (conflict,) = linked.conflicts
    assert (conflict.field, conflict.kept, conflict.other) == ("date", "2023-05-10", "2023-05-12")
    assert [part.wins for part in linked.parts].count(True) == 1


def test_one_number_with_both_title_and_date_different_is_two_documents():
    linked = link_records(
        [
            taikang("one", title="太康县人民政府办公室关于做好校车工作的通知", number="太政办〔2023〕7号"),
            taikang("two", title="太康县人民政府办公室关于防汛的意见", number="太政办〔2023〕7号", date="2023-08-01"),
        ]
    )
    assert len(linked.documents) == 2


def test_a_page_that_shows_the_number_of_what_it_cites_does_not_take_it():
    linked = link_records(
        [
            central("law", title=BALANCED, number="国发〔2012〕48号"),
            taikang("page", title="太康县人民政府办公室关于做好校车工作的通知", number="国发〔2012〕48号"),
        ]
    )
    assert sorted((document.number or "") for document in linked.documents) == ["", "国发〔2012〕48号"]
    assert [conflict.field for conflict in linked.conflicts] == ["number"]


def test_a_document_without_number_gets_it_from_a_pair_elsewhere():
    linked = link_records(
        [
            taikang("bare", title="太康县人民政府办公室关于做好校车工作的通知", date="2022-03-01"),
            taikang("one", cite("太康县人民政府办公室关于做好校车工作的通知", "太政办〔2022〕5号"), title="太康县甲意见"),
            taikang("two", cite(None, "太政办〔2022〕5号", issuers=["太康县人民政府办公室"]), title="太康县乙意见"),
        ]
    )
    document = cited_of(linked, "one")[0]
    assert document.status == "full" and cited_of(linked, "two") == [document]
    assert document.number == "太政办〔2022〕5号" and "number" in document.derived
    assert document.key == "number|411627|太政办|2022|5"
    assert "title|太康县人民政府|做好校车工作通知|2022-03-01" in document.former_keys


def test_a_forwarded_text_is_a_document_and_speaks_for_itself():
    part = Part("1", "forwarded", "周口市教育局关于做好校车工作的意见", "周教〔2023〕4号", ("周口市教育局",), "2023-02-01", "意见", 10, 99)
    linked = link_records(
        [
            taikang(
                "one",
                cite("周口市教育局关于做好校车工作的意见", relation="forwards"),
                cite(BALANCED, "国发〔2012〕48号", part="1"),
                title="太康县人民政府办公室转发周口市教育局关于做好校车工作的意见的通知", number="太政办〔2023〕7号", parts=[part],
            ),
            taikang("two", cite(None, "周教〔2023〕4号", issuers=["周口市教育局"]), title="太康县乙意见"),
        ]
    )  # fmt: skip
    forwarded = next(d for d in linked.documents if d.number == "周教〔2023〕4号")
    assert (forwarded.status, forwarded.part, forwarded.level, forwarded.region) == ("full", "1", "prefecture", "411600")
    assert cited_of(linked, "one")[0] == forwarded == cited_of(linked, "two")[0]
    assert [link.citing for link in linked.citations][1] == forwarded.key
    speakers = {(part.part, part.document) for part in linked.parts if part.source.startswith(b"one".hex())}
    assert speakers == {(None, "number|411627|太政办|2023|7"), ("1", forwarded.key)}


def test_the_agency_named_with_a_title_has_it_beside_the_number_of_the_notice_that_forwards_it():
    province = {"level": "province", "region": "410000", "date": "2020-05-10"}
    notice = record("notice", title="河南省人民政府办公厅转发省教育厅关于加快校车发展意见的通知", number="豫政办〔2020〕15号", issuers=["河南省人民政府办公厅"], **province)
    opinion = record("opinion", title="关于加快校车发展的意见", issuers=["河南省教育厅"], **province)
    said = [cite("关于加快校车发展的意见", "豫政办〔2020〕15号"), cite("关于加快校车发展的意见", issuers=["省教育厅"]), cite("关于加快校车发展的意见")]
    cited = cited_of(link_records([notice, opinion, taikang("asking", *said, title="太康县甲意见")]), "asking")
    assert [document.number for document in cited] == ["豫政办〔2020〕15号", None, "豫政办〔2020〕15号"]
    assert cited[1].issuers == ("agency|河南省教育厅",) and cited[1].status == "full"


def test_what_the_covering_text_says_of_a_forwarded_text_is_that_texts():
    part = Part("1", "forwarded", "关于做好校车工作的意见", None, (), None, "意见", 10, 99)
    linked = link_records(
        [
            taikang(
                "one", cite("关于做好校车工作的意见", issuers=["县教体局", "县财政局"], relation="forwards"),
                title="太康县人民政府办公室转发县教体局等部门关于做好校车工作意见的通知", number="太政办〔2023〕7号", parts=[part],
            ),
        ]
    )  # fmt: skip
    assert not by_status(linked, "cited-only")
    (forwarded,) = [document for document in linked.documents if document.part == "1"]
    assert forwarded.issuers == ("agency|太康县教育体育局", "agency|太康县财政局")
    assert cited_of(linked, "one") == [forwarded]


def test_a_code_that_is_known_as_central_is_so_in_other_numbers():
    said = {"issuers": ["教育部"], "title": "教育部关于校车的意见", "number": "教校车〔2020〕1号", "date": "2020-01-05"}
    linked = link_records(
        [
            central("known", **said),
            taikang("one", cite(None, "教校车〔2021〕8号"), title="太康县甲意见"),
            linzhou("two", cite(None, "教校车〔2018〕8号"), title="林州市甲意见"),
        ]
    )
    assert [cited_of(linked, name)[0].key for name in ("one", "two")] == [
        "number|central|教校车|2021|8",
        "number|central|教校车|2018|8",
    ]


def test_an_issued_plan_speaks_with_its_notice():
    part = Part("1", "issued", "太康县校车工作方案", None, (), None, "方案", 10, 99)
    title = "太康县人民政府办公室关于印发太康县校车工作方案的通知"
    linked = link_records([taikang("one", cite(BALANCED, part="1"), title=title, number="太政办〔2023〕7号", parts=[part])])
    assert [link.citing for link in linked.citations] == ["number|411627|太政办|2023|7"]


def test_what_is_no_policy_gives_no_document():
    page = taikang("news", title="太康县召开校车工作会议")
    page = Record(page.source, page.sha256, page.media_type, "not-policy", "news", page.header)
    linked = link_records([page])
    assert linked.documents == () and linked.parts == ()


# --- agencies


def test_agencies_are_one_each_with_their_written_forms_and_government():
    duties = (
        Responsibility("县教体局", "太康县教育体育局", "lead", 1, False, 0, 1, "x"),
        Responsibility("教体局", "太康县教育体育局", "support", 2, False, 0, 1, "x"),
        Responsibility("各有关部门", None, "support", 3, False, 0, 1, "x"),
    )
    one = taikang("one", title="太康县甲意见")
    measures = (Measure("1", "task", "做好工作", "做好工作", None, 0, 1, "x", duties),)
    one = Record(**{f.name: getattr(one, f.name) for f in fields(one)} | {"measures": measures})
    linked = link_records([one])
    agencies = {agency.key: agency for agency in linked.agencies}
    bureau = agencies["agency|太康县教育体育局"]
    assert bureau.written == ("县教体局", "教体局")
    assert (bureau.kind, bureau.level, bureau.region) == ("department", "county", "411627")
    assert agencies[bureau.parent].name == "太康县人民政府"
    assert linked.responsible == {one.sha256: (bureau.key, bureau.key, None)}


# --- the whole


def corpus_of(seed):
    """Records that cite each other in every way, drawn from a small world."""
    draw = random.Random(seed)
    numbers = ["国发〔2012〕48号", "国办发〔2019〕7号", "太政办〔2023〕2号", "林政〔2018〕1号", "周政办〔2020〕17号", None, None]
    titles = [BALANCED, "国家校车安全发展规划", "校车安全发展规划", "太康县校车办法", "校车办法", "实施方案", "中华人民共和国教育法", None]
    relations = ["implements", "plans", "repeals", "basis", "forwards", "cites"]
    found = []
    for position in range(draw.randint(4, 12)):
        make = draw.choice([taikang, linzhou, central])
        citations = []
        for _ in range(draw.randint(0, 6)):
            title, number = draw.choice(titles), draw.choice(numbers)
            citations.append(cite(title, number, relation=draw.choice(relations), issuers=draw.choice([(), ("国务院",)])))
        said = {"title": draw.choice(titles), "number": draw.choice(numbers)}
        if draw.random() < 0.3:
            said["date"] = None
        found.append(make(f"doc{position}", *citations, **said))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_input_does_not_matter(seed):
    records = corpus_of(seed)
    linked = link_records(records)
    shuffled = list(records)
    random.Random(seed + 1).shuffle(shuffled)
    assert link_records(shuffled) == linked
    keys = [document.key for document in linked.documents]
    assert len(set(keys)) == len(keys)
    known = set(keys)
    for link in linked.citations:
        assert link.citing in known and (link.cited is None or link.cited in known)
        assert set(link.candidates) <= known
    agencies = {agency.key for agency in linked.agencies}
    assert all(set(document.issuers) <= agencies for document in linked.documents)
    former = [key for document in linked.documents for key in document.former_keys]
    assert len(former) == len(set(former)) and not known & set(former)


def test_the_same_bytes_under_two_names_are_one_source():
    one = taikang("one", title="太康县甲意见")
    copy = Record(**{f.name: getattr(one, f.name) for f in fields(one)} | {"source": "copy.txt"})
    assert link_records([one, copy]) == link_records([one])


def test_no_records_give_nothing():
    linked = link_records([])
    assert linked.documents == linked.agencies == linked.citations == ()


def test_rules_are_plain_selects_and_likeness_is_pure():
    rules = load_rules()
    assert len({name for name, _ in rules}) == len(rules) > 15
    for name, text in rules:
        words = [line for line in text.splitlines() if not line.startswith("--")]
        assert words[0].startswith("SELECT") and text.startswith("--"), name
    assert score_likeness([("甲乙丙", "甲乙丙"), ("甲乙丙", "丁戊己"), ("甲乙丙丁", "乙丙丁戊")]) == [1.0, 0.0, pytest.approx(2 / 3)]


def test_every_reason_stands_in_the_documentation():
    text = (Path(__file__).resolve().parents[1] / "docs" / "linking.md").read_text(encoding="utf-8")
    for code, reason in REASONS.items():
        assert f"| `{code}` | {reason.confidence:.2f} | {reason.zh} | {reason.en} |" in text


# --- validity


def test_a_whole_repeal_ends_a_document_on_the_day_of_the_repeal():
    linked = link_records(
        [
            taikang("old", title="太康县校车安全管理办法", date="2019-01-10"),
            taikang("new", cite("太康县校车安全管理办法", relation="repeals"), title="太康县校车安全管理规定", date="2022-03-01", effective="2022-04-01"),
            taikang("part", cite("太康县学校食堂管理办法", relation="repeals", scope="partial"), title="太康县关于停止执行有关条款的决定", date="2022-03-01"),
        ]
    )
    by_title = {document.title: document for document in linked.documents}
    assert (by_title["太康县校车安全管理办法"].in_force, by_title["太康县校车安全管理办法"].expires) == (False, "2022-04-01")
    assert (by_title["太康县学校食堂管理办法"].in_force, by_title["太康县学校食堂管理办法"].expires) == (None, None)
    assert by_title["太康县校车安全管理规定"].in_force is None


def test_a_repeal_holds_from_the_day_that_its_sentence_says():
    def end(prefix, suffix, relation="repeals"):
        citing = replace(cite("太康县校车安全管理办法", relation=relation), prefix=prefix, suffix=suffix)
        records = [taikang("old", title="太康县校车安全管理办法", date="2019-01-10"), taikang("new", citing, title="太康县关于废止有关文件的决定", date="2022-03-01")]
        return {document.title: document.expires for document in link_records(records).documents}["太康县校车安全管理办法"]

    assert end("", "自2022年5月1日起废止。") == "2022-05-01"
    assert end("自二〇二二年六月一日起，", "停止执行。") == "2022-06-01"
    assert end("自2022年5月1日起施行，", "自2022年7月1日起废止。") == "2022-03-01"  # which of the two
    assert end("根据2022年5月1日的决定，", "同时废止。") == "2022-03-01"


def test_a_term_has_run_out_when_the_corpus_goes_on_after_it_and_nobody_extends_it():
    short = taikang("short", title="太康县校车安全管理办法", date="2019-01-10", expires="2021-01-09")
    later = taikang("later", title="太康县学校食堂管理办法", date="2023-01-10", expires="2028-01-09")
    extending = taikang("extending", cite("太康县校车安全管理办法", relation="extends"), title="太康县关于延长有效期的通知", date="2020-12-01")

    def states(*records):
        return {document.title: document.in_force for document in link_records(records).documents}

    assert states(short) == {"太康县校车安全管理办法": None}
    assert states(short, later)["太康县校车安全管理办法"] is False and states(short, later)["太康县学校食堂管理办法"] is None
    assert states(short, later, extending)["太康县校车安全管理办法"] is None


def test_a_draft_ends_nothing_and_no_place_ends_what_those_above_have_made():
    state = central("state", title="国务院关于校车的意见", number="国发〔2012〕48号")
    own = taikang("own", title="太康县校车限行规定", number="太政〔2011〕4号", date="2011-09-20")
    both = [cite(None, "国发〔2012〕48号", relation="repeals"), cite(None, "太政〔2011〕4号", relation="repeals")]

    def ended(title, **said):
        linked = link_records([state, own, taikang("ending", *both, title=title, date="2019-09-20", **said)])
        assert len([link for link in linked.citations if link.cited]) == 2
        return {document.number for document in linked.documents if document.in_force is False}

    assert ended("太康县人民政府关于清理文件的决定") == {"太政〔2011〕4号"}
    assert ended("河南省人民政府关于清理文件的决定", issuers=["河南省人民政府"], level="province", region="410000") == {"太政〔2011〕4号"}
    assert ended("太康县人民政府关于拟废止部分文件的公告") == ended("太康县校车管理办法（征求意见稿）") == set()


def test_the_term_of_what_was_prolonged_is_not_its_end():
    short = taikang("short", title="太康县校车安全管理办法", date="2019-01-10", expires="2021-01-09")
    extending = taikang("extending", cite("太康县校车安全管理办法", relation="extends"), title="太康县关于延长有效期的通知", date="2020-12-01")
    ends = [{document.expires for document in link_records(records).documents if document.title == "太康县校车安全管理办法"} for records in ([short], [short, extending])]
    assert ends == [{"2021-01-09"}, {None}]


# --- likeness


def test_titles_alike_are_proposed_within_a_block_only():
    one = "进一步加强全县中小学校车安全管理工作的通知"
    assert [pair[:2] for pair in find_alike([one], ["进一步加强全县中小学校校车安全管理工作的通知"])] == [(one, "进一步加强全县中小学校校车安全管理工作的通知")]
    assert list(find_alike(["2021年度全县中小学校车检查工作方案"], ["2022年度全县中小学校车检查工作方案"])) == []
    assert list(find_alike(["废止全县中小学校车检查工作办法"], ["全县中小学校车检查工作办法"])) == []


# --- joint documents


def test_a_joint_notice_is_one_document_with_the_number_of_its_first_issuer():
    title = "教育部 公安部关于加强校车安全管理的通知"
    linked = link_records(
        [
            central("first", title=title, number="教基一〔2014〕2号", issuers=["教育部", "公安部"], date="2014-02-10"),
            central("second", title="教育部、公安部关于加强校车安全管理的通知", number="教基一〔2014〕2号", issuers=["教育部", "公安部"], date="2014-02-10"),
            taikang("citing", cite("关于加强校车安全管理的通知", "教基一〔2014〕2号", issuers=["教育部", "公安部"]), cite("教育部公安部关于加强校车安全管理的通知"), title="太康县校车安全管理意见"),
        ]
    )
    (joint,) = [document for document in linked.documents if document.level == "central"]
    assert joint.issuers == ("agency|教育部", "agency|公安部") and len(joint.sources) == 2
    assert cited_of(linked, "citing") == [joint, joint]


# --- reforms


def test_reforms_of_agencies_that_occur_are_told_to_the_end():
    linked = link_records([central("one", title="卫生部关于做好校车救护的通知", issuers=["卫生部"], date="2012-02-10")])
    told = [(change.year, change.original, change.resulting) for change in linked.changes]
    assert told == [
        (2013, ("agency|卫生部",), ("agency|国家卫生和计划生育委员会",)),
        (2018, ("agency|国家卫生和计划生育委员会",), ("agency|国家卫生健康委员会",)),
    ]
    assert {key for _, original, resulting in told for key in original + resulting} <= {agency.key for agency in linked.agencies}
    assert link_records([taikang("two", title="太康县甲意见")]).changes == ()
    lines = "".join(quads_for(linked, []))
    assert lines.count("org#ChangeEvent") == 2 and lines.count("org#resultingOrganization") == 2


def test_of_several_versions_of_a_regulation_the_latest_before_the_citing_document_is_meant():
    versions = [central(f"v{year}", title="校车安全管理条例", date=f"{year}-02-07") for year in (2005, 2014, 2021)]
    citing = [taikang(f"c{year}", cite("校车安全管理条例"), title=f"太康县甲意见{year}", date=f"{year}-05-01") for year in (2003, 2016, 2022)]
    linked = link_records(versions + citing)
    assert [cited_of(linked, f"c{year}")[0].date for year in (2003, 2016, 2022)] == [None, "2014-02-07", "2021-02-07"]
    assert reasons_of(linked, "c2022") == ["title-version"]
    notices = [taikang(f"n{year}", title="关于开展全县校车安全检查的通知", date=f"{year}-02-07") for year in (2014, 2015)]
    asking = taikang("asking", cite("关于开展全县校车安全检查的通知", issuers=["太康县人民政府办公室"]), title="太康县乙意见")
    assert reasons_of(link_records([*notices, asking]), "asking") == ["ambiguous"]


def test_rules_of_one_agency_follow_each_other():
    title = "河南省校车运营管理办法"
    made = [("一", "2008-06-01"), ("二", "2014-07-01"), ("三", "2022-01-10")]

    def linked(issuers, *citations, date="2016-03-01"):
        rules = [record(f"v{name}", title=title, issuers=issuers[place % len(issuers)], date=day, level="province", region="410000") for place, (name, day) in enumerate(made)]
        return link_records([*rules, taikang("asking", *citations, title="太康县甲意见", date=date)])

    one, two = [["河南省人民政府"]], [["河南省人民政府"], ["河南省教育厅"]]
    found = linked(one, cite(title))
    assert reasons_of(found, "asking") == ["title-version"] and cited_of(found, "asking")[0].date == "2014-07-01"
    assert reasons_of(linked(two, cite(title)), "asking") == ["ambiguous"]  # of two agencies: perhaps two rules
    assert reasons_of(linked(one, cite(title, relation="repeals")), "asking") == ["ambiguous"]  # perhaps the old one
    assert reasons_of(linked(one, cite(title), date=None), "asking") == ["ambiguous"]
    numbered = [central(f"n{year}", title="国务院工作规则", number=f"国发〔{year}〕{year % 100}号", date=None) for year in (2013, 2018)]
    for date, reason in (("2019-03-01", "title-version"), ("2018-03-01", "ambiguous")):  # of 2018 only the year is known
        assert reasons_of(link_records([*numbered, taikang("asking", cite("国务院工作规则"), title="太康县甲意见", date=date)]), "asking") == [reason]


def test_a_short_name_of_a_regulation_with_its_place_is_one_document():
    texts = [taikang(name, cite("河南省校车规定", number), title=f"太康县{name}意见") for name, number in (("甲", "河南省人民政府令第114号"), ("乙", None))]
    linked = link_records(texts)
    assert cited_of(linked, "甲") == cited_of(linked, "乙") and cited_of(linked, "甲")[0].number == "河南省人民政府令第114号"
    bare = link_records([taikang(name, cite("校车规定"), title=f"太康县{name}意见") for name in "甲乙"])
    assert cited_of(bare, "甲") != cited_of(bare, "乙")


def test_a_short_name_behind_a_central_agency_is_central():
    asking = taikang("asking", cite("关于校车尾气的公告", issuers=["生态环境部", "卫生健康委"]), cite("关于校车检查的通知", issuers=["财政部", "省财政厅"]), title="太康县甲意见")
    first, second = cited_of(link_records([asking]), "asking")
    assert first.issuers == ("agency|生态环境部", "agency|国家卫生健康委员会") and second.issuers == ("agency|财政部", "agency|河南省财政厅")
    assert parse_title("生态环境部、卫生健康委关于校车尾气的公告", "411627").issuers == ("生态环境部", "国家卫生健康委员会")


def test_a_term_of_many_years_is_no_other_title():
    assert parse_title("国家综合防灾减灾规划（2016—2020年）").core == parse_title("国家综合防灾减灾规划(2016-2020)").core
