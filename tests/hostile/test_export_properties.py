"""Any words of a document come back from every export, read by a reader that is not ours: the same, or in the form that docs/exports.md names.

``POLICYKG_PROPERTIES`` is how many times as many words are tried (1; ``make hostile`` takes 50).
"""

import csv
import io
import json
import os
import re
import tempfile
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import bibtexparser
import networkx as nx
import openpyxl
import pandas
import rispy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from linked_sample import LINKED, RECORDS
from lxml import etree
from rdflib import Dataset, Graph, URIRef

from kg.iris import Iris
from kg.rdf import quads_for
from kg.store import Store
from output.answer import ANSWER_FORMATS
from output.exporters import CITATION_STYLES, EXPORTERS, FOLDERS, Export

TIMES = int(os.environ.get("POLICYKG_PROPERTIES", "1"))
BUDGET = settings(max_examples=25 * TIMES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
FEW, SOME = settings(BUDGET, max_examples=5 * TIMES), settings(BUDGET, max_examples=10 * TIMES)  # rdflib takes a second for each
ODD = "\x00\x01\t\n\x0b\r\x1b\x7f\x85\xa0\u200b\u200f\u2028\u2029\u202e\u3000\ufeff\ufffd\ufffe\uffff\ud800\udfff\U00020000\U0001f600\U0010ffff\"'`,;:|\\/<>&%$#_{}[]()~^=+-@*＝＋－＠通知1aA"
WORDS = st.one_of(
    st.text(ODD, min_size=1, max_size=12), st.text(min_size=1, max_size=12),
    st.sampled_from([
        "=HYPERLINK(\"http://a/\",\"甲\")", "+cmd|' /C calc'!A0", "_x0041_", "_x005F_x0041_", "&amp;", "]]>", "--", "*Arcs", "\"*Arcs\n1 2\"", "ER  - ", "\r\nER  - \r\nTY  - BOOK", "}\n}@book{a, title={b}", "@comment{", "\\u0022", "\\", "a\\", "a\"", "\"\"",
        "'", "null", "NaN", "true", "1e5", "007", "2023-05-10", "\ufeff甲", " 甲 ", "甲\r\n乙", "甲\r乙", "通" * 400, "<script>", "\n", " ", "\t", "<a>b</a>", "%25", "NA", "", "\x85", "﻿",
    ]).filter(bool),
)  # fmt: skip
SEVERAL = st.lists(WORDS, min_size=1, max_size=8)
WORST = ["=1+1\x07\u2028\r\n\"'\\{}&<>\t", "}\n}@book{a,", "\r\nER  - \r\nTY  - BOOK", "\"*Arcs\n1 2\"", "_x0041_", "\ud800\U00020000\ufffe", "\ufeff\x85\u202e", " \u3000"]
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
NOT_IN_XML = re.compile("[\x80-\x84\x86-\x9f\u2028\u2029]")  # allowed, and no program expects them: replaced too
BLANK = re.compile("[\\s\x00-\x1f\x7f-\x9f]+")
FORMULA = re.compile("[=+@＝＋－＠-]")
UNSEEN = re.compile("[\\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*")
IRIS = Iris()


def in_graph(words: str) -> str:
    """No control character, no half of a character: one replacement each."""
    return UNPRINTABLE.sub("\ufffd", words)


def in_xml(words: str) -> str:
    return NOT_IN_XML.sub("\ufffd", in_graph(words))


def line_breaks(words: str) -> str:
    """As every XML parser reads them."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def in_one_line(words: str) -> str:
    return BLANK.sub(" ", in_graph(words)).strip()


def is_lines(lines: list[str]) -> bool:
    """Whether nothing takes one of them for two, or for an order to a terminal."""
    return not any(re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", line) for line in lines)


def from_cell(words: str | None) -> str:
    """openpyxl leaves in inline strings what programs read as an underscore."""
    return (words or "").replace("_x005F_", "_")


def store_with(several: list[str]) -> tuple[Store, dict[str, str], dict[str, str]]:
    """The sample with these words as titles, names of agencies, headings, quotes and targets; the titles and names by IRI."""
    given = cycle(several)
    documents = tuple(replace(one, title=next(given)) for one in LINKED.documents)
    agencies = tuple(replace(one, name=next(given)) for one in LINKED.agencies)
    records = []
    for record in RECORDS:
        measures = tuple(replace(one, heading=next(given), label=next(given)[:30], text=next(given)) for one in record.measures)
        citations = tuple(replace(one, text=next(given), prefix=next(given)) for one in record.citations)
        targets = tuple(replace(one, text=next(given), metric=next(given)) for one in record.targets)
        records.append(replace(record, measures=measures, citations=citations, targets=targets))
    store = Store.in_memory(quads_for(replace(LINKED, documents=documents, agencies=agencies), records))
    return store, {IRIS.mint_document(one.key): one.title for one in documents}, {IRIS.mint_agency(one.key): one.name for one in agencies}


def export(store: Store, form: str, **more) -> bytes:
    stream = io.BytesIO()
    EXPORTERS[form](Export(store, **more), stream)
    return stream.getvalue()


def tables(store: Store, form: str, read, **more) -> dict:
    assert form in FOLDERS
    with tempfile.TemporaryDirectory() as folder:
        EXPORTERS[form](Export(store, **more), Path(folder))
        return {path.stem: read(path) for path in Path(folder).iterdir()}


def rows_of(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    with open(path, encoding=encoding, newline="") as file:
        return list(csv.reader(file, strict=True, delimiter=delimiter))


@FEW
@given(SEVERAL)
@example(WORST)
def test_rdf_formats(several):
    store, titles, names = store_with(several)
    label, title = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel"), URIRef("http://purl.org/dc/terms/title")
    quads = None
    for form, name in {"nq": "nquads", "trig": "trig", "jsonld": "json-ld", "nt": "nt", "ttl": "turtle", "rdfxml": "xml"}.items():
        graph = Dataset(default_union=True) if form in ("nq", "trig", "jsonld") else Graph()
        graph.parse(data=export(store, form).decode("utf-8"), format=name)
        for term, expected in ((title, titles), (label, names)):
            for iri, words in expected.items():
                # XML's parsers read every line break as one; all other formats keep it
                wanted = line_breaks(in_graph(words)) if form == "rdfxml" else in_graph(words)
                assert [str(found) for found in graph.objects(URIRef(iri), term)] == [wanted], form
        if form in ("nq", "trig", "jsonld"):
            quads = quads or set(graph.quads())
            assert len(quads) == len(store) and set(graph.quads()) == quads, form
        else:
            assert len(graph) == len(store), form


@BUDGET
@given(SEVERAL)
@example(WORST)
def test_networks(several):
    store, titles, names = store_with(several)
    whole = Export(store).linked
    shown = {iri: words for iri, words in titles.items() if iri in whole}
    assert len(shown) > 4
    graph = nx.read_graphml(io.BytesIO(export(store, "graphml")))
    assert set(graph) == set(whole) and graph.number_of_edges() == whole.number_of_edges()
    for iri, words in shown.items():
        assert graph.nodes[iri].get("title", "") == line_breaks(in_xml(words))
    assert {graph.nodes[iri].get("name", "") for iri in names if iri in graph} == {line_breaks(in_xml(names[iri])) for iri in names if iri in graph}
    root = etree.fromstring(export(store, "gexf"))
    space = {"g": "http://gexf.net/1.3"}
    [column] = root.xpath("//g:attributes[@class='node']/g:attribute[@title='title']/@id", namespaces=space)
    for iri, words in shown.items():
        assert root.xpath(f"//g:node[@id='{iri}']/g:attvalues/g:attvalue[@for='{column}']/@value", namespaces=space) == [in_xml(words)]
    lines = export(store, "pajek").decode("utf-8").split("\n")
    assert lines[0] == f"*Vertices {len(whole)}" and lines[len(whole) + 1] == "*Arcs" and lines[-1] == ""
    assert all(re.fullmatch(r'\d+ "[^"]*"', line) for line in lines[1 : len(whole) + 1]) and is_lines(lines)
    assert all(re.fullmatch(r"\d+ \d+ \d+", line) for line in lines[len(whole) + 2 : -1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.net")
        path.write_bytes(export(store, "pajek"))
        read = nx.read_pajek(path)
    assert sum(edge["weight"] for _, _, edge in read.edges(data=True)) == whole.number_of_edges()
    written = [(number, label[1:-1]) for number, _, label in (line.partition(" ") for line in lines[1 : len(whole) + 1])]
    assert len({label for _, label in written}) == len(whole)
    labels = {label.removesuffix(f" [{number}]") for number, label in written}  # where several vertices have the label
    assert {in_one_line(words).replace('"', "”").replace("\\", "＼") or iri for iri, words in shown.items()} <= labels
    files = tables(store, "vosviewer", lambda path: rows_of(path, delimiter="\t"))
    mapped = [row[1] for row in files["map"][1:]]
    assert len(mapped) > 4 and set(mapped) <= {in_one_line(words) for words in titles.values()}
    assert {len(row) for row in files["map"]} == {7} and all(is_lines(row) for row in files["map"])


@SOME
@given(SEVERAL)
@example(WORST)
def test_tables(several):
    store, titles, names = store_with(several)
    wanted = {iri: in_graph(words) for iri, words in titles.items()}
    plain = tables(store, "csv", rows_of)
    found = {row[0]: row[1] for row in plain["documents"][1:]}
    assert found == wanted and all(len(row) == len(rows[0]) for rows in plain.values() for row in rows)
    assert {row[0]: row[1] for row in plain["agencies"][1:]} == {iri: in_graph(words) for iri, words in names.items() if iri in {row[0] for row in plain["agencies"]}}
    for rows in tables(store, "csv", lambda path: rows_of(path, "utf-8-sig"), spreadsheet=True).values():
        numeric = {place for place, name in enumerate(rows[0]) if name in ("confidence", "start", "end", "value", "pagerank")}
        assert not [cell for row in rows for place, cell in enumerate(row) if place not in numeric and FORMULA.match(cell, UNSEEN.match(cell).end())]
    guarded = tables(store, "csv", lambda path: rows_of(path, "utf-8-sig"), spreadsheet=True)["documents"]
    assert {row[0]: row[1] for row in guarded[1:]}.items() >= {(iri, words) for iri, words in wanted.items() if not FORMULA.search(words) and not re.match("[\t\r]", words)}
    assert all(row[1] in (wanted[row[0]], "'" + wanted[row[0]]) for row in guarded[1:])
    typed = tables(store, "parquet", pandas.read_parquet)["documents"]
    assert dict(zip(typed["id"], typed["title"])) == wanted
    nodes = tables(store, "neo4j", rows_of)["nodes-documents"]
    assert {row[0]: row[1] for row in nodes[1:]} == wanted
    book = openpyxl.load_workbook(io.BytesIO(export(store, "xlsx")))
    cells = {row[0]: row[1] for row in book["documents"].iter_rows(min_row=2, values_only=True)}
    assert {iri: from_cell(words) for iri, words in cells.items()} == {iri: line_breaks(words) for iri, words in wanted.items()}
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@BUDGET
@given(SEVERAL)
@example(WORST)
def test_references(several):
    store, titles, names = store_with(several)
    wanted = sorted(in_one_line(title) for title, document in zip(titles.values(), LINKED.documents) if document.status != "planned")
    library = bibtexparser.parse_string(export(store, "bibtex").decode("utf-8"))
    assert not library.failed_blocks and not library.comments and {entry.entry_type for entry in library.entries} == {"misc"}
    found = [untex(next((field.value for field in entry.fields if field.key == "title"), "{}")[1:-1]) for entry in library.entries]
    assert sorted(found) == wanted
    entries = rispy.loads(export(store, "ris").decode("utf-8"))
    assert {entry["type_of_reference"] for entry in entries} == {"GOVDOC"}
    assert sorted(entry.get("title", "").strip() for entry in entries) == wanted
    stream = io.BytesIO()
    CITATION_STYLES["gbt7714"](Export(store), stream)
    lines = stream.getvalue().decode("utf-8").split("\n")
    assert len(lines) == len(wanted) + 1 and is_lines(lines) and all(line.startswith(f"[{number}] ") for number, line in enumerate(lines[:-1], 1))


def untex(words: str) -> str:
    for mark, plain in ((r"\textbackslash{}", "\0"), (r"\textasciitilde{}", "~"), (r"\textasciicircum{}", "^")):
        words = words.replace(mark, plain)
    return re.sub(r"\\([&%$#_{}])", r"\1", words).replace("\0", "\\")


@dataclass
class Answer:
    """What ``write_answer`` asks of a result."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[str | None, ...]]

    @property
    def count(self) -> int:
        return len(self.rows)

    def __iter__(self):
        return iter(self.rows)


@BUDGET
@given(SEVERAL)
@example(WORST)
def test_answers(several):
    rows = [(in_graph(words), str(number), None if number % 2 else in_graph(words)) for number, words in enumerate(several)]
    answer = Answer(("words", "number", "some"), ("text", "integer", "text"), rows)

    def written(form: str) -> bytes:
        stream = io.BytesIO()
        ANSWER_FORMATS[form](answer, stream)
        return stream.getvalue()

    empty = [tuple(cell or "" for cell in row) for row in rows]
    assert [tuple(row) for row in csv.reader(io.StringIO(written("csv").decode("utf-8"), newline=""), strict=True)][1:] == empty
    lines = written("tsv").decode("utf-8").split("\n")
    unescape = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
    assert [tuple(re.sub(r"\\.", lambda found: unescape[found[0]], cell) for cell in line.split("\t")) for line in lines[1:-1]] == empty
    assert json.loads(written("json")) == [dict(zip(answer.columns, row)) for row in rows]
    typed = pandas.read_parquet(io.BytesIO(written("parquet")))
    assert list(typed["words"]) == [row[0] for row in rows] and list(typed["number"]) == list(range(len(rows)))
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx"))).active
    found = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(from_cell(row[0]), row[1]) for row in found] == [(line_breaks(row[0]), int(row[1])) for row in rows]
    table = written("table").decode("utf-8").split("\n")
    assert len(table) == len(rows) + 3 and is_lines(table)
