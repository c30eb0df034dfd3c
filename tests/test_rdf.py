"""Quads of a small corpus made by hand, read back with rdflib."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from linked_sample import (
    BUREAUS,
    CIRCULAR,
    CITY,
    COUNTY,
    COUNTY_OFFICE,
    EDUCATION,
    FINANCE,
    FORWARDING,
    LAW,
    LINKED,
    NEWS,
    NOTICE,
    OPINION,
    PLANNED,
    RECORDS,
    REPOST,
    STATE_COUNCIL,
    shuffled,
)
from rdflib import BNode, Dataset, Literal, URIRef

from kg.iris import Iris
from kg.rdf import quads_for
from kg.rdf.lines import line_for_date, line_for_link, line_for_string, line_for_value, line_for_words, read_lines
from kg.sorted_lines import sorted_lines
from kg.store import Store
from kg.vocab import DCTERMS, ELI, OA, ORG, POL, PROV, RDF, SKOS, XSD

IRIS = Iris()
TESTS = Path(__file__).parent


@pytest.fixture(scope="module")
def graph():
    dataset = Dataset(default_union=True)
    dataset.parse(data=b"".join(sorted_lines(quads_for(LINKED, RECORDS))).decode(), format="nquads")
    return dataset


def objects(graph, subject, predicate):
    return sorted(str(term) for term in graph.objects(URIRef(subject), URIRef(predicate)))


def document(key):
    return IRIS.mint_document(key)


def test_a_triple_stands_in_one_graph_and_no_node_is_blank(graph):
    quads = list(graph.quads((None, None, None, None)))
    assert max(Counter(quad[:3] for quad in quads).values()) == 1
    assert not any(isinstance(term, BNode) for quad in quads for term in quad)
    homes = {}
    for subject, _, _, name in quads:
        homes.setdefault(subject, set()).add(name)
    assert all(len(names) == 1 for names in homes.values())


def test_every_iri_is_ascii_and_one_by_the_strictest_reader(graph):
    terms = {term for quad in graph.quads((None, None, None, None)) for term in quad if isinstance(term, URIRef)}
    assert all(str(term).isascii() for term in terms)
    for term in terms:  # the store loads without this check
        pyoxigraph.NamedNode(str(term))


def test_a_document_says_what_its_header_says(graph):
    node = document(NOTICE)
    assert objects(graph, node, RDF.type) == [POL.PolicyDocument]
    assert objects(graph, node, POL.status) == [POL.full]
    assert list(graph.objects(URIRef(node), URIRef(DCTERMS.title))) == [
        Literal("太康县人民政府办公室关于印发太康县校车安全工作方案的通知", lang="zh")
    ]
    assert objects(graph, node, ELI.id_local) == ["太政办〔2023〕7号"]
    assert objects(graph, node, POL.numberCode) == ["太政办"]
    assert objects(graph, node, POL.numberYear) == ["2023"] and objects(graph, node, POL.numberSerial) == ["7"]
    assert objects(graph, node, ELI.passed_by) == [IRIS.mint_agency(COUNTY_OFFICE)]
    assert objects(graph, node, POL.leadIssuer) == []
    assert list(graph.objects(URIRef(node), URIRef(ELI.date_document))) == [Literal("2023-05-10", datatype=XSD.date)]
    assert objects(graph, node, POL.datePrinted) == ["2023-05-11"]
    assert objects(graph, node, ELI.date_publication) == ["2023-05-12"]
    assert objects(graph, node, ELI.first_date_entry_in_force) == ["2023-06-01"]
    assert objects(graph, node, ELI.date_no_longer_in_force) == ["2028-05-31"]
    assert objects(graph, node, ELI.in_force) == [ELI["InForce-inForce"]]
    assert objects(graph, node, ELI.jurisdiction) == [IRIS.mint_region("411627")]
    assert objects(graph, node, POL.level) == ["https://w3id.org/policykg/level/county"]
    assert objects(graph, node, POL.organKind) == ["https://w3id.org/policykg/organ/office"]
    assert objects(graph, node, ELI.type_document) == ["https://w3id.org/policykg/type/notice"]
    assert objects(graph, node, POL.recipient) == sorted(["各乡镇人民政府", "县政府各部门"])
    assert objects(graph, node, POL.copyRecipient) == ["县委办公室"]
    assert objects(graph, node, POL.approvedBy) == ["县政府"]
    assert objects(graph, node, DCTERMS.identifier) == ["K0001-0203"]
    assert objects(graph, node, DCTERMS.subject) == ["教育", "校车"]
    assert objects(graph, node, ELI.is_about) == sorted(IRIS.mint_subject(word) for word in ("教育", "校车"))
    assert objects(graph, node, PROV.wasDerivedFrom) == [IRIS.mint_source(COUNTY), IRIS.mint_source(REPOST)]


def test_a_joint_document_has_its_first_issuer_as_lead(graph):
    first, second = (IRIS.mint_agency(name) for name in LINKED.documents[2].issuers)
    assert objects(graph, document(BUREAUS), ELI.passed_by) == sorted([first, second])
    assert objects(graph, document(BUREAUS), POL.leadIssuer) == [first]


def test_a_stub_is_marked_and_says_what_was_derived(graph):
    node = document(OPINION)
    assert objects(graph, node, POL.status) == [POL["cited-only"]]
    assert objects(graph, node, POL.derivedField) == ["issuers", "level", "year"]
    assert objects(graph, node, POL.year) == ["2012"]
    assert objects(graph, node, ELI.passed_by) == [IRIS.mint_agency(STATE_COUNCIL)]
    assert objects(graph, node, PROV.wasDerivedFrom) == []
    assert objects(graph, document(LAW), POL.rank) == ["https://w3id.org/policykg/rank/law"]
    assert objects(graph, document(PLANNED), POL.rank) == []


def test_citations_stand_directly_with_eli_cites_beside_each_but_plans(graph):
    notice = document(NOTICE)
    assert objects(graph, notice, POL.implements) == [document(OPINION)]
    assert objects(graph, notice, ELI.based_on) == [document(LAW)]
    assert objects(graph, notice, POL.plans) == [document(PLANNED)]
    assert objects(graph, notice, ELI.cites) == sorted([document(OPINION), document(LAW)])
    assert objects(graph, notice, POL.applies) == []  # two candidates remain: nothing is said directly
    assert objects(graph, document(FORWARDING), POL.forwards) == [document(BUREAUS)]
    assert objects(graph, document(FORWARDING), ELI.repeals) == [document(CIRCULAR)]
    assert objects(graph, document(PLANNED), RDF.type) == [POL.PlannedDocument]
    assert objects(graph, document(PLANNED), POL.fulfilledBy) == [document(BUREAUS)]


def test_a_better_key_leaves_the_old_iri_behind(graph):
    assert objects(graph, document("title|国务院|校车安全"), DCTERMS.isReplacedBy) == [document(OPINION)]
    assert objects(graph, document(NOTICE), DCTERMS.isReplacedBy) == []  # a key that is another document's now


def test_a_mention_is_a_node_with_reason_confidence_and_evidence(graph):
    node = IRIS.mint_citation(COUNTY, 1)
    assert objects(graph, node, RDF.type) == [POL.Citation]
    assert objects(graph, node, POL.citing) == [document(NOTICE)]
    assert objects(graph, node, POL.cited) == [document(LAW)]
    assert objects(graph, node, POL.relation) == ["https://w3id.org/policykg/relation/basis"]
    assert objects(graph, node, POL.linkReason) == ["title"]
    assert list(graph.objects(URIRef(node), URIRef(POL.confidence))) == [Literal("0.95", datatype=XSD.decimal)]
    assert objects(graph, node, POL.article) == ["第十一条"]
    assert objects(graph, node, POL.inPart) == [IRIS.mint_part(COUNTY, "1")]
    [evidence] = objects(graph, node, POL.evidence)
    assert evidence == IRIS.mint_evidence(COUNTY, 210, 224)
    assert objects(graph, evidence, RDF.type) == [OA.TextPositionSelector, OA.TextQuoteSelector]
    assert objects(graph, evidence, OA.start) + objects(graph, evidence, OA.end) == ["210", "224"]
    assert objects(graph, evidence, OA.exact) == ["《中华人民共和国义务教育法》"]
    assert objects(graph, evidence, OA.hasSource) == [IRIS.mint_source(COUNTY)]


def test_an_open_citation_names_its_candidates(graph):
    node = IRIS.mint_citation(COUNTY, 4)
    assert objects(graph, node, POL.cited) == []
    assert objects(graph, node, POL.candidate) == sorted([document(CIRCULAR), document(LAW)])
    assert objects(graph, IRIS.mint_citation(CITY, 2), POL.scope) == ["partial"]


def test_a_measure_says_who_is_responsible(graph):
    node = IRIS.mint_measure(COUNTY, 0)
    education, finance = IRIS.mint_agency(EDUCATION), IRIS.mint_agency(FINANCE)
    assert objects(graph, node, DCTERMS.isPartOf) == [document(NOTICE)]
    assert objects(graph, node, POL.inPart) == [IRIS.mint_part(COUNTY, "1")]
    assert objects(graph, node, POL.ordinal) == ["1/1"]
    assert objects(graph, node, POL.leadAgency) == [education]
    assert finance in objects(graph, node, POL.supportingAgency)
    assert len(objects(graph, node, POL.involvedAgency)) == 3
    group = IRIS.mint_responsibility(COUNTY, 0, 3)
    assert objects(graph, group, POL.agencyWritten) == ["各乡镇"] and objects(graph, group, POL.agency) == []
    second = IRIS.mint_measure(COUNTY, 1)
    assert objects(graph, second, POL.heading) == ['加强督查\n"每月"一次']
    assert objects(graph, second, POL.guidingAgency) == [education]
    assert objects(graph, second, POL.accountableAgency) == [finance]
    assert objects(graph, IRIS.mint_responsibility(COUNTY, 1, 1), POL.inherited) == ["true"]


def test_a_target_has_its_figure_and_date(graph):
    node = IRIS.mint_target(COUNTY, 0)
    assert objects(graph, node, POL.ofMeasure) == [IRIS.mint_measure(COUNTY, 0)]
    assert list(graph.objects(URIRef(node), URIRef(POL.value))) == [Literal("93.5", datatype=XSD.decimal)]
    assert objects(graph, node, POL.unit) == ["%"] and objects(graph, node, POL.comparator) == [">="]
    assert list(graph.objects(URIRef(node), URIRef(POL.due))) == [Literal("2025-12-31", datatype=XSD.date)]
    assert objects(graph, IRIS.mint_target(COUNTY, 1), POL.ofMeasure) == []


def test_a_text_found_twice_counts_once(graph):
    assert objects(graph, IRIS.mint_measure(REPOST, 0), RDF.type) == []
    assert objects(graph, IRIS.mint_part(REPOST, "1"), RDF.type) == []
    assert objects(graph, IRIS.mint_target(REPOST, 0), RDF.type) == []
    assert objects(graph, IRIS.mint_citation(REPOST, 0), RDF.type) == []
    assert objects(graph, IRIS.mint_source(REPOST), POL.path) == ["blog/repost.html"]  # its provenance stays


def test_a_forwarded_part_is_a_document_and_speaks_for_itself(graph):
    notice, text = document(FORWARDING), document(BUREAUS)
    lines, names = IRIS.mint_part(CITY, "2"), IRIS.mint_part(CITY, "3")
    assert objects(graph, notice, ELI.has_part) == sorted([text, names])
    assert objects(graph, text, DCTERMS.isPartOf) == [notice]
    assert objects(graph, text, POL.partRole) == ["https://w3id.org/policykg/part-role/forwarded"]
    assert objects(graph, text, ELI.responsibility_of_agent) == objects(graph, notice, ELI.passed_by)
    assert objects(graph, text, ELI.has_part) == [lines]  # the annex inside it is its own
    assert objects(graph, lines, DCTERMS.isPartOf) == [text]
    assert objects(graph, IRIS.mint_measure(CITY, 0), DCTERMS.isPartOf) == [text]
    assert objects(graph, IRIS.mint_measure(CITY, 0), POL.inPart) == []
    assert objects(graph, IRIS.mint_part(CITY, "1"), RDF.type) == []
    [kind] = objects(graph, lines, ELI.type_document)
    assert objects(graph, kind, SKOS.prefLabel) == ["一览表"]  # a type that no list has


def test_agencies_have_one_name_their_forms_and_their_place(graph):
    node = IRIS.mint_agency(EDUCATION)
    assert objects(graph, node, SKOS.prefLabel) == [EDUCATION]
    assert objects(graph, node, SKOS.altLabel) == sorted(["县教体局", "教体局"])
    assert objects(graph, node, DCTERMS.spatial) == [IRIS.mint_region("411627")]
    assert objects(graph, node, ORG.subOrganizationOf) == [IRIS.mint_agency("太康县人民政府")]


def test_regions_reach_up_to_the_province(graph):
    county, city, province = (IRIS.mint_region(code) for code in ("411627", "411600", "410000"))
    assert objects(graph, county, SKOS.notation) == ["411627"] and objects(graph, county, SKOS.prefLabel) == ["太康县"]
    assert objects(graph, county, DCTERMS.isPartOf) == [city] and objects(graph, city, DCTERMS.isPartOf) == [province]


def test_sources_are_entities_also_those_that_are_no_policy(graph):
    node = IRIS.mint_source(COUNTY)
    assert objects(graph, node, RDF.type) == [PROV.Entity] and objects(graph, node, POL.sha256) == [COUNTY]
    assert objects(graph, node, POL.path) == ["county/notice.html"]
    assert objects(graph, IRIS.mint_evidence(COUNTY, 4, 15), POL.field) == ["number"]
    assert objects(graph, IRIS.mint_source(NEWS), POL.notPolicy) == ["news"]
    assert objects(graph, IRIS.run, PROV.used) == sorted(IRIS.mint_source(record.sha256) for record in RECORDS)


def test_a_conflict_names_what_was_kept_and_who_said_otherwise(graph):
    found = {}
    for node in graph.subjects(URIRef(POL.conflictOf), URIRef(document(NOTICE))):
        said = (objects(graph, node, term) for term in (POL.kept, POL.other, PROV.wasDerivedFrom))
        [found_field] = objects(graph, node, POL.field)
        found[found_field] = list(said)
    assert found == {
        "date": [["2023-05-10"], ["2023-05-12"], [IRIS.mint_source(REPOST)]],
        "number": [[], ["周政办〔2022〕30号"], [IRIS.mint_source(REPOST)]],
    }


def test_the_same_bytes_under_two_paths_are_one_source():
    again = replace(RECORDS[0], source="another/copy.html")
    added = set(quads_for(LINKED, [*RECORDS, again])) - set(quads_for(LINKED, RECORDS))
    assert [line.split(" ")[1:3] for line in added] == [[f"<{POL.path}>", '"another/copy.html"']]


def test_the_order_of_input_changes_no_byte():
    expected = list(sorted_lines(quads_for(LINKED, RECORDS)))
    assert expected == sorted(expected)
    for seed in range(5):
        linked, records = shuffled(seed)
        assert list(sorted_lines(quads_for(linked, records))) == expected
    assert list(sorted_lines(quads_for(LINKED, RECORDS), chunk=50)) == expected  # through temporary files


def test_another_process_writes_the_same_bytes(tmp_path):
    script = (
        "import sys; from linked_sample import *; from kg.rdf import *; from kg.sorted_lines import *;"
        "sys.stdout.buffer.writelines(sorted_lines(quads_for(*shuffled(11))))"
    )
    env = {"PYTHONHASHSEED": "12345", "PYTHONPATH": f"{TESTS.parent}:{TESTS}", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=env, cwd=tmp_path)
    assert done.stdout == b"".join(sorted_lines(quads_for(LINKED, RECORDS)))


def test_odd_characters_are_kept_or_replaced_one_for_one():
    line = line_for_string("http://a/s", "http://a/p", 'a"b\\c\nd\re\tf\x00g\ud800h\ufffei\u202e', "http://a/g")
    [quad] = Dataset().parse(data=line, format="nquads").quads((None, None, None, None))
    assert str(quad[2]) == 'a"b\\c\nd\re\tf\ufffdg\ufffdh\ufffdi\u202e'


@pytest.mark.parametrize(
    ("value", "lexical"),
    [(93.0, "93"), (93.5, "93.5"), (0.1, "0.1"), (1e-7, "0.0000001"), (100000000.0, "100000000"), (-2.50, "-2.5"), (0.0, "0")],
)
def test_decimals_are_canonical(value, lexical):
    assert f'"{lexical}"^^<{XSD.decimal}>' in line_for_value("http://a/s", "http://a/p", value, "http://a/g")


@pytest.mark.parametrize(
    ("day", "written"),
    [("2023-05-10", True), ("2024-02-29", True), ("2023-02-29", False), ("2023-05", False), ("20230510", False), ("", False)],
)
def test_a_day_that_no_calendar_has_is_not_written(day, written):
    line = line_for_date("http://a/s", "http://a/p", day, "http://a/g")
    assert (f'"{day}"^^<{XSD.date}>' in line) if written else line == ""


@pytest.mark.parametrize("words", ["国发〔2021〕91号", 'say "no"', "back\\slash \\n", "two\nlines\r\ttab", "> <x> .", "end\\", "", '"', "\x00\x0b", "𠮷 é"])
def test_lines_are_read_as_the_store_reads_them(words):
    graph, subject = "http://example.org/g", "http://example.org/s"
    lines = [
        line_for_words(subject, DCTERMS.title, words, graph), line_for_string(subject, ELI.id_local, words, graph),
        line_for_date(subject, ELI.date_document, "2021-05-10", graph), line_for_value(subject, POL.year, 2021, graph),
        line_for_link(subject, ELI.cites, "http://example.org/o", graph), line_for_string(subject, POL.path, words, graph),
    ]  # fmt: skip
    wanted = (DCTERMS.title, ELI.id_local, ELI.date_document, POL.year, ELI.cites)
    stored = Store.in_memory(lines).rows("SELECT ?s ?p ?v WHERE { ?s ?p ?v FILTER(?p != pol:path) }")
    assert sorted(read_lines(lines, wanted)) == sorted(stored) and len(list(read_lines(lines, wanted))) == 5
