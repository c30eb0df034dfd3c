"""Cards: how a document is found, and what its card says."""

import json
from dataclasses import replace

import pytest
from records_to_link import BALANCED, central, cite, linzhou, taikang

from kg.card import find_documents, load_card
from kg.card.text import format_card, format_list
from kg.link import link_records
from kg.rdf import quads_for
from kg.records import Measure, Responsibility
from kg.store import Store

NOTICE = "太康县人民政府办公室关于印发太康县校车安全工作方案的通知"


def with_evidence(record):
    """Citations at different places, so that their order is that of the text."""
    placed = [
        replace(citation, start=10 * at, end=10 * at + 5, text=citation.title or citation.number)
        for at, citation in enumerate(record.citations)
    ]
    return replace(record, citations=tuple(placed))


@pytest.fixture(scope="module")
def store():
    duties = (
        Responsibility("县教体局", "太康县教育体育局", "lead", 1, False, 0, 4, "县教体局"),
        Responsibility("各有关部门", None, "support", 2, False, 5, 9, "各有关部门"),
    )
    measures = (
        Measure("1", "task", "统一校车标识", "统一校车标识", None, 100, 120, "x", duties),
        Measure("2", "safeguard", "加强督导检查", "加强督导检查", None, 200, 220, "x", duties[:1]),
    )
    notice = taikang(
        "notice",
        cite(BALANCED, "国发〔2012〕48号"),
        cite(BALANCED, "国发〔2012〕48号"),
        cite("校车安全管理条例", relation="basis"),
        cite("太康县校车安全管理办法", relation="repeals"),
        title=NOTICE, number="太政办〔2023〕7号", recipients=("各乡镇人民政府",),
    )  # fmt: skip
    records = [
        with_evidence(replace(notice, measures=measures)),
        with_evidence(linzhou("other", cite(BALANCED), title="林州市校车工作意见", number="林政〔2019〕5号")),
        taikang("old", title="太康县校车安全管理办法", number="太政〔2015〕3号", date="2015-02-01"),
        taikang("new", title="太康县校车安全管理办法", number="太政〔2020〕9号", date="2020-02-01"),
        central("law", title="国务院关于校车的决定", date="2011-01-01"),
    ]
    return Store.in_memory(quads_for(link_records(records), records))


def titles(found):
    return [reference.title for reference in found]


@pytest.mark.parametrize("ref", ["国发[2012]48号", "国发〔2012〕48号", "國發（2012）第48號", "国发【2012】48 号", " 国发〔２０１２〕４８号 "])
def test_a_number_is_found_in_any_spelling(store, ref):
    assert titles(find_documents(store, ref)) == [BALANCED]


def test_all_words_of_a_title_must_match_and_read_documents_come_first(store):
    assert titles(find_documents(store, "校车 太康县 工作")) == [NOTICE]
    assert [reference.status for reference in find_documents(store, "校车")] == ["full"] * 5 + ["cited-only"]
    assert titles(find_documents(store, "義務教育 均衡")) == [BALANCED]
    assert find_documents(store, "校车 火星") == [] == find_documents(store, " ") == find_documents(store, "国发〔1999〕1号")


def test_a_title_written_whole_is_that_document_alone(store):
    assert titles(find_documents(store, "《国务院关于校车的决定》")) == ["国务院关于校车的决定"]
    assert len(find_documents(store, "太康县校车安全管理办法")) == 2


def test_an_iri_is_found_also_one_that_was_replaced(store):
    (known,) = find_documents(store, "国发〔2012〕48号")
    assert find_documents(store, known.iri) == [known]
    ((former,),) = store.rows(f"SELECT ?former {{ ?former dcterms:isReplacedBy <{known.iri}> }}")
    assert find_documents(store, former) == [known]
    assert find_documents(store, "https://example.org/nothing") == []


def test_a_card_says_what_a_document_cites_and_orders(store):
    card = load_card(store, find_documents(store, "太政办〔2023〕7号")[0].iri)
    assert [(entry.relation, entry.document.title, entry.times) for entry in card.cites] == [
        ("basis", "校车安全管理条例", 1),
        ("implements", BALANCED, 2),
    ]
    (unlinked,) = card.unlinked
    assert unlinked.reason == "ambiguous" and len(unlinked.candidates) == 2
    assert [(measure.id, len(measure.responsibilities)) for measure in card.measures] == [("1", 2), ("2", 1)]
    assert card.agencies() == [("太康县教育体育局", 2), ("各有关部门", 1)]
    assert card.fields["level"] == "county" and card.fields["region_name"] == "太康县"
    assert card.fields["sources"] == ["notice.txt"] and card.fields["recipients"] == ["各乡镇人民政府"]


def test_a_card_of_a_stub_says_who_cites_it_and_what_is_derived(store):
    card = load_card(store, find_documents(store, "国发〔2012〕48号")[0].iri)
    assert titles([entry.document for entry in card.cited_by]) == [NOTICE, "林州市校车工作意见"]
    assert card.document.year == 2012 and {"level", "year"} <= set(card.fields["derived"])
    text = format_card(card)
    assert "known by citation only" in text and "林政〔2019〕5号  " in text and "中央 central" in text


def test_text_and_json_say_the_same(store):
    card = load_card(store, find_documents(store, "太政办〔2023〕7号")[0].iri)
    text = format_card(card)
    for words in (NOTICE, "太政办〔2023〕7号", "依据 is based on", "×2", "牵头 lead: 县教体局", "统一校车标识", "措施 measures (2)", "ambiguous"):
        assert words in text
    assert "1 more" in format_card(card, measures=1) and "加强督导检查" not in format_card(card, measures=1)
    said = json.loads(json.dumps(card.as_dict(), ensure_ascii=False))
    assert said["title"] == NOTICE and said["cites"][1]["document"]["number"] == "国发〔2012〕48号"
    assert said["agencies"][0] == {"name": "太康县教育体育局", "measures": 2}
    assert said["measures"][0]["responsibilities"][0] == {"role": "lead", "written": "县教体局", "name": "太康县教育体育局"}


def test_several_matches_are_a_list(store):
    lines = format_list(find_documents(store, "太康县校车安全管理办法")).splitlines()
    assert len(lines) == 2 and all("https://" in line and "已读全文" in line for line in lines)
