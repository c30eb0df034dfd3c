"""Linking: what a mention means, and why."""

from records_to_link import BALANCED, by_status, central, cite, cited_of, linzhou, reasons_of, record, taikang

from kg.database import give_room
from kg.link import link_records
from kg.records import Part


def test_a_title_beside_its_number_teaches_what_the_title_alone_means():
    linked = link_records(
        [
            taikang("one", cite(BALANCED, "国发〔2012〕48号"), title="太康县某工作意见"),
            linzhou("two", cite(BALANCED), title="林州市某工作意见"),
            linzhou("three", cite("关于深入推进义务教育均衡发展的意见", issuers=["国务院"]), title="林州市别的工作意见"),
            linzhou("four", cite(None, "国发〔2012〕48号"), title="林州市又一工作意见"),
        ]
    )
    (stub,) = by_status(linked, "cited-only")
    assert [cited_of(linked, name) for name in ("one", "two", "three", "four")] == [[stub]] * 4
    assert (stub.title, stub.number, stub.level, stub.region, stub.year) == (BALANCED, "国发〔2012〕48号", "central", None, 2012)
    assert stub.issuers == ("agency|国务院",)
    assert reasons_of(linked, "one") == ["number"] and reasons_of(linked, "two") == ["title-learned"]
    assert {"level", "year", "type"} <= set(stub.derived)


def test_a_pair_whose_code_is_anothers_teaches_nothing():
    linked = link_records(
        [
            taikang("one", cite("河南省人民政府关于校车管理的意见", "国发〔2012〕48号"), title="太康县甲意见"),
            linzhou("two", cite("河南省人民政府关于校车管理的意见"), title="林州市乙意见"),
        ]
    )
    assert cited_of(linked, "two")[0].number is None


def test_a_number_alone_gives_issuer_level_and_year():
    linked = link_records([taikang("one", cite(None, "国办发〔2019〕7号"), title="太康县甲意见")])
    (stub,) = by_status(linked, "cited-only")
    assert (stub.issuers, stub.level, stub.year, stub.title) == (("agency|国务院办公厅",), "central", 2019, None)
    assert "issuers" in stub.derived


def test_a_document_that_was_read_is_cited_by_number_title_and_the_text_it_issues():
    notice = central(
        "law", title="国务院关于印发国家校车安全改革实施方案的通知", number="国发〔2012〕48号",
        parts=[Part("1", "issued", "国家校车安全改革实施方案", None, (), None, "方案", 1, 9)],
    )  # fmt: skip
    linked = link_records(
        [
            notice,
            taikang("one", cite(None, "国发〔2012〕48号"), title="太康县甲意见"),
            taikang("two", cite("国务院关于印发国家校车安全改革实施方案的通知"), title="太康县乙意见"),
            taikang("three", cite("国家校车安全改革实施方案"), title="太康县丙意见"),
            taikang("four", cite("校车安全改革实施方案"), title="太康县丁意见"),
        ]
    )
    assert not by_status(linked, "cited-only")
    assert [reasons_of(linked, n)[0] for n in ("one", "two", "three", "four")] == ["number", "title", "title", "title-reach"]
    assert {cited_of(linked, n)[0].number for n in ("one", "two", "three", "four")} == {"国发〔2012〕48号"}


def test_a_place_in_the_title_is_a_hard_block():
    linked = link_records(
        [
            central("law", title="国家校车安全发展规划", date="2012-01-01"),
            taikang("one", cite("江苏省校车安全发展规划"), cite("国家校车安全发展规划"), title="太康县甲意见"),
        ]
    )
    other, same = cited_of(linked, "one")
    assert (other.status, other.level, other.region) == ("cited-only", "province", "320000")
    assert same.status == "full"


def test_nothing_later_than_its_citer_is_linked_by_title():
    linked = link_records(
        [
            central("law", title="国务院关于校车安全的意见", number="国发〔2020〕3号", date="2020-02-01"),
            linzhou("one", cite("国务院关于校车安全的意见"), cite(None, "国发〔2020〕3号"), title="林州市甲意见"),
        ]
    )
    by_title, by_number = cited_of(linked, "one")
    assert by_title.status == "cited-only" and by_number is None
    assert reasons_of(linked, "one") == ["title", "later"]


def test_two_candidates_stay_unlinked_and_are_named():
    linked = link_records(
        [
            taikang("old", title="太康县校车安全工作方案", number="太政〔2015〕3号", date="2015-02-01"),
            taikang("new", title="太康县校车安全工作方案", number="太政〔2020〕9号", date="2020-02-01"),
            taikang("one", cite("太康县校车安全工作方案"), title="太康县甲意见"),
        ]
    )
    (link,) = [link for link in linked.citations if link.source.startswith(b"one".hex())]
    assert link.cited is None and link.reason == "ambiguous" and link.confidence == 0
    assert sorted(link.candidates) == sorted(d.key for d in linked.documents if d.number in ("太政〔2015〕3号", "太政〔2020〕9号"))


def test_a_local_code_is_that_of_the_citing_place():
    taihe = {"issuers": ["太和县人民政府办公室"], "level": "county", "region": "341222", "date": "2023-03-01"}
    linked = link_records(
        [
            taikang("a", title="太康县甲工作意见", number="太政办〔2023〕2号", date="2023-01-05"),
            record("b", title="太和县甲工作意见", number="太政办〔2023〕2号", **taihe),
            taikang("one", cite(None, "太政办〔2023〕2号"), title="太康县乙工作意见"),
            record("two", cite(None, "太政办〔2023〕2号"), title="太和县乙工作意见", **taihe),
        ]
    )
    assert len([d for d in linked.documents if d.number == "太政办〔2023〕2号"]) == 2
    assert [cited_of(linked, n)[0].region for n in ("one", "two")] == ["411627", "341222"]


def test_a_title_so_general_that_it_could_be_anybodys_is_that_documents_own():
    linked = link_records(
        [taikang("one", cite("实施方案"), title="太康县甲意见"), linzhou("two", cite("实施方案"), title="林州市甲意见")]
    )
    assert len(by_status(linked, "cited-only")) == 2
    assert reasons_of(linked, "one") == ["title-here"]


def test_the_number_of_another_title_is_not_believed():
    linked = link_records(
        [
            central("law", title=BALANCED, number="国发〔2012〕48号"),
            linzhou("one", cite("国务院关于加强饮用水水源保护的若干规定", "国发〔2012〕48号"), title="林州市甲意见"),
        ]
    )
    (link,) = [link for link in linked.citations]
    assert link.reason == "disagree" and link.cited is None and link.candidates == ("number|central|国发|2012|48",)


def test_plans_become_planned_documents_and_are_fulfilled_later():
    linked = link_records(
        [
            taikang("one", cite("校车安全管理考核办法", relation="plans"), title="太康县甲意见"),
            taikang("two", title="太康县校车安全管理考核办法", number="太政办〔2023〕30号", date="2023-09-01"),
            linzhou("three", cite("校车安全管理考核办法", relation="plans"), title="林州市甲意见"),
        ]
    )
    plans = by_status(linked, "planned")
    assert len(plans) == 2
    assert sorted(plan.fulfilled_by or "" for plan in plans) == ["", "number|411627|太政办|2023|30"]


def test_a_mention_of_the_document_itself_is_no_link():
    linked = link_records([taikang("one", cite(None, "太政办〔2023〕2号"), title="太康县甲意见", number="太政办〔2023〕2号")])
    assert reasons_of(linked, "one") == ["self"] and len(linked.documents) == 1


def test_a_whole_repeal_ends_force_and_a_partial_one_does_not():
    linked = link_records(
        [
            taikang(
                "one", cite(None, "太政办〔2015〕2号", relation="repeals"),
                cite(None, "太政办〔2016〕2号", relation="repeals", scope="partial"), title="太康县甲意见",
            ),
        ]
    )  # fmt: skip
    force = {document.number: document.in_force for document in by_status(linked, "cited-only")}
    assert force == {"太政办〔2015〕2号": False, "太政办〔2016〕2号": None}


def test_the_state_before_a_title_makes_it_central():
    linked = link_records(
        [
            linzhou("one", cite("中长期校车发展规划纲要(2010-2020年)", issuers=["国家"]), title="林州市甲意见"),
            taikang("two", cite("国家中长期校车发展规划纲要（2010—2020年）"), title="太康县甲意见"),
        ]
    )
    (stub,) = by_status(linked, "cited-only")
    assert (stub.level, stub.year, stub.issuers) == ("central", 2010, ())


def test_a_common_title_without_a_place_is_that_of_the_citing_place():
    common, proper = "关于进一步促进房地产市场平稳健康发展的若干措施", "商品房预售资金监管办法"
    linked = link_records(
        [
            taikang("one", cite(common), cite(proper), title="太康县甲意见"),
            taikang("two", cite(common), cite(proper), title="太康县乙意见"),
            linzhou("three", cite(common), cite(proper), title="林州市甲意见"),
            record("found", title=common),
            record("again", title=common),
        ]
    )
    one, two, three = (cited_of(linked, name) for name in ("one", "two", "three"))
    assert one[0] == two[0] != three[0] and one[1] == two[1] == three[1]
    assert {document.status for document in one + three} == {"cited-only"}
    assert len(by_status(linked, "full")) == 5


def test_within_a_document_a_title_means_the_number_beside_it():
    title = "关于促进我市房地产市场平稳健康发展的通知"
    linked = link_records(
        [
            record("one", cite(title, "某房联〔2018〕2号"), cite(title), title="关于几项措施的意见"),
            record("two", cite(title), title="关于别的措施的意见"),
        ]
    )
    assert [document.number for document in cited_of(linked, "one")] == ["某房联〔2018〕2号"] * 2
    assert [document.number for document in cited_of(linked, "two")] == [None]


def test_a_number_of_an_unknown_owner_is_one_where_the_title_is_one():
    title = "关于推进非住宅商品房去库存的若干意见"
    linked = link_records(
        [
            taikang("one", cite(title, "某房〔2021〕176号"), cite(None, "某联发〔2020〕3号"), title="太康县甲意见"),
            record("two", cite(title, "某房〔2021〕176号"), cite(None, "某联发〔2020〕3号"), title="关于几项措施的意见"),
            linzhou("three", cite(None, "某联发〔2020〕3号"), title="林州市甲意见", date="2023-04-20"),
        ]
    )
    one, two, three = (cited_of(linked, name) for name in ("one", "two", "three"))
    assert one[0] == two[0]
    assert one[1] == three[0] != two[1]  # a bare number: the same within a province, not beyond


def test_rules_that_do_not_fit_are_given_room(monkeypatch):
    records = [taikang(f"n{n}", cite(f"太康县校车安全管理办法（{n % 7}）"), title=f"太康县校车安全管理办法（{n}）", date="2021-02-01") for n in range(40)]
    expected, given = link_records(records), []
    monkeypatch.setattr("kg.database._MEMORY", "1MB")
    monkeypatch.setattr("kg.database.give_room", lambda connection: given.append(connection) or give_room(connection))
    assert link_records(records) == expected and len(given) == 1
