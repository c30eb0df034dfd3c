"""The store: a new folder for each build, a pointer, readers that see whole graphs only."""

import io

import pytest
from linked_sample import LINKED, RECORDS
from rdflib import Dataset, Graph

from kg.errors import WorkspaceError
from kg.rdf import quads_for
from kg.sorted_lines import sorted_lines
from kg.store import POINTER, Store, _Stream, find_current, open_graph

LINE = '<http://a/s{0}> <http://a/p> "{0}" <http://a/g> .\n'


def lines(count):
    return [LINE.format(number) for number in range(count)]


def test_what_was_loaded_comes_back_as_the_same_bytes(tmp_path):
    expected = list(sorted_lines(quads_for(LINKED, RECORDS)))
    store = Store.build(tmp_path, quads_for(LINKED, RECORDS))
    assert list(store.quads()) == expected
    assert len(store) == len(expected)


def test_a_build_replaces_the_graph_and_the_reader_before_keeps_its_own(tmp_path):
    reader = Store.build(tmp_path, lines(3))
    Store.build(tmp_path, lines(5))
    assert len(reader) == 3 and len(Store.open_current(tmp_path)) == 5
    Store.build(tmp_path, lines(7))
    assert len(Store.open_current(tmp_path)) == 7
    assert len(list(tmp_path.glob("graph-*"))) == 2  # the current one and the one before


def test_what_is_loaded_and_removed_piece_by_piece_is_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.store._PIECE", 2)
    monkeypatch.setattr("kg.store._REMOVED", 2)
    several = [line.replace("/g>", f"/g{number}>") for number, line in enumerate(lines(7))]
    assert list(Store.build(tmp_path, several).quads()) == [line.encode() for line in several]
    changed = Store.change(tmp_path, [f"http://a/g{number}" for number in range(5)], several[5:6], lines(3))
    assert list(changed.quads()) == sorted(line.encode() for line in [several[6], *lines(3)])


def test_two_readers_at_once(tmp_path):
    Store.build(tmp_path, lines(3))
    first, second = Store.open_current(tmp_path), Store.open_current(tmp_path)
    assert list(first.rows("SELECT ?o { <http://a/s1> ?p ?o }")) == [("1",)]
    assert len(second) == 3


def test_a_build_that_fails_leaves_the_graph_before(tmp_path):
    Store.build(tmp_path, lines(3))

    def broken():
        yield from lines(2)
        yield "no quad\n"

    with pytest.raises(WorkspaceError, match="could not be written"):
        Store.build(tmp_path, broken())

    def stopped():
        yield from lines(2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Store.build(tmp_path, stopped())
    assert len(Store.open_current(tmp_path)) == 3
    assert len(Store.build(tmp_path, lines(4))) == 4


def test_no_graph_and_a_lost_graph_are_one_line_each(tmp_path):
    with pytest.raises(WorkspaceError, match="run policykg build"):
        Store.open_current(tmp_path / "nowhere")
    (tmp_path / POINTER).write_text("graph-9\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="is gone"):
        find_current(tmp_path)


def test_a_folder_that_cannot_be_written_is_a_known_failure(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="could not be written"):
        Store.build(tmp_path / "file", lines(1))


def test_the_store_is_an_rdflib_dataset(tmp_path):
    Store.build(tmp_path, quads_for(LINKED, RECORDS))
    dataset = open_graph(tmp_path)
    assert isinstance(dataset, Dataset)
    rows = list(dataset.query("SELECT ?n { ?d eli:id_local ?n ; pol:status pol:cited-only }"))
    assert [str(row.n) for row in rows] == ["国发〔2012〕48号"]
    assert len(dataset) == len(Store.open_current(tmp_path))


@pytest.mark.parametrize(("form", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld")])
def test_rdflib_reads_what_is_dumped(form, parser):
    store, stream = Store.in_memory(quads_for(LINKED, RECORDS)), io.BytesIO()
    store.dump(form, stream)
    parsed = Dataset(default_union=True) if form == "jsonld" else Graph()
    parsed.parse(data=stream.getvalue().decode("utf-8"), format=parser)
    assert len(parsed) == len(store)


def test_lines_are_read_in_pieces_of_any_size_and_empty_ones_end_nothing():
    lines = ["甲\n", *[""] * 2500, "乙\n"]
    stream = _Stream(lines)
    pieces = list(iter(lambda: stream.read(2), b""))
    assert b"".join(pieces).decode() == "甲\n乙\n" and max(map(len, pieces)) == 2
    assert _Stream([b"a\n", b"b\n"]).read() == b"a\nb\n"
