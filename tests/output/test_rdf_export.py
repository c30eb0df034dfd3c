"""Exported RDF: every format read back with rdflib, the same bytes for the same graph."""

import io

import pytest
from linked_sample import LINKED, RECORDS, shuffled
from rdflib import Dataset, Graph
from rdflib.compare import to_isomorphic

from kg.rdf import quads_for
from kg.store import Store
from kg.vocab import PREFIXES
from output.exporters import EXPORTERS, Export

PARSERS = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdfxml": "xml"}
NAMED = ("nq", "trig", "jsonld")


@pytest.fixture(scope="module")
def store():
    return Store.in_memory(quads_for(LINKED, RECORDS))


@pytest.fixture(scope="module")
def quads(store):
    return read(exported(store, "nq"), "nq")


def exported(store, form):
    stream = io.BytesIO()
    EXPORTERS[form](Export(store), stream)
    return stream.getvalue()


def read(content, form):
    graph = Dataset() if form in NAMED else Graph()
    graph.parse(data=content.decode("utf-8"), format=PARSERS[form])
    if form not in NAMED:
        return set(graph)
    return {(s, p, o, str(getattr(name, "identifier", name))) for s, p, o, name in graph.quads((None, None, None, None))}


@pytest.mark.parametrize("form", PARSERS)
def test_rdflib_reads_the_same_triples(store, quads, form):
    found = read(exported(store, form), form)
    assert len(found) == len(store)
    assert found == (quads if form in NAMED else {quad[:3] for quad in quads})


@pytest.mark.parametrize("form", PARSERS)
def test_the_same_graph_gives_the_same_bytes(store, tmp_path, form):
    expected = exported(store, form)
    assert exported(Store.build(tmp_path, quads_for(*shuffled(5))), form) == expected
    assert exported(store, form) == expected


@pytest.mark.parametrize("form", ["nq", "nt"])
def test_lines_are_sorted_by_bytes(store, form):
    lines = exported(store, form).splitlines(keepends=True)
    assert lines == sorted(set(lines)) and all(line.endswith(b" .\n") for line in lines)


def test_turtle_is_written_for_people(store):
    text = exported(store, "ttl").decode("utf-8")
    assert f"@prefix pol: <{PREFIXES['pol']}> ." in text
    assert "a pol:PolicyDocument ;" in text and 'dcterms:title "国务院关于校车安全的意见"@zh' in text
    subjects = [line.split(" ")[0] for line in text.splitlines() if line.startswith("<")]
    assert len(subjects) == len(set(subjects))  # each subject in one piece


def test_no_node_is_blank(store):
    graph = Graph().parse(data=exported(store, "rdfxml").decode("utf-8"), format="xml")
    assert len(to_isomorphic(graph)) == len(store) and b"_:" not in exported(store, "nt")


@pytest.mark.parametrize("form", PARSERS)
def test_an_empty_graph_is_a_readable_file(form):
    assert read(exported(Store.in_memory([]), form), form) == set()
