"""What the tasks of a cluster do with their batches, without a cluster: gists, the quads of sources, parts that are there. On a real one: tests/cluster."""

import gzip
from dataclasses import replace

import pyarrow
import pytest
from pyarrow import parquet

from kg.build import build
from kg.cluster import build_on_cluster
from kg.cluster.gists import Gists, _Gists
from kg.cluster.quads import _Quads
from kg.engines.program import Program
from kg.errors import OutputError, WorkspaceError
from kg.lexicon import load_table
from kg.lexicon.own import add_row, use_own_tables
from kg.link import gist_of, kinds_of_rows, link_records
from kg.rdf import Graphs
from kg.remote.bulk import take_parts, write_bulk
from kg.workspace import Workspace

BASE = "https://example.org/"


@pytest.fixture(scope="module")
def records(tmp_path_factory, examples):
    folder = tmp_path_factory.mktemp("built")
    build([examples], folder)
    return list(Workspace.open(folder).records())


def batches_of(**columns):
    rows = pyarrow.RecordBatch.from_pydict(columns)
    return [rows.slice(place, 2) for place in range(0, len(rows), 2)]


def test_gists_are_made_in_tasks_and_linked_once_a_source(records, tmp_path):
    twice = [*records, records[0]]  # the same bytes under another name
    first = [True] * len(records) + [False]
    batches = batches_of(source=[record.source for record in twice], first=first, json=[record.to_json() for record in twice])
    table = pyarrow.Table.from_batches(_Gists(Program.here())(batches))
    parquet.write_table(table, tmp_path / "part-0.parquet")
    gists = Gists(tmp_path)
    assert [gist.to_json() for gist in gists] == [gist_of(record).to_json() for record in records]
    assert gists.outlines == [record.outline() for record in twice]
    for name in kinds_of_rows():
        rows = [[tuple(row.values()) for row in held] for held in table[name].to_pylist()]
        assert rows == [gist_of(record).rows.get(name, []) for record in twice], name


def test_what_linking_says_of_a_source_is_enough_for_its_quads(records):
    linked = link_records(records)
    outlines = [record.outline() for record in (*records, replace(records[0], source="~of another name"))]
    graphs = Graphs(linked, outlines, BASE)
    assert set(graphs.sources) == {record.sha256 for record in records}
    batches = batches_of(json=[record.to_json() for record in records], told=[graphs.told_of(record.sha256) for record in records])
    count = 0
    for record, made in zip(records, _Quads(BASE, Program.here())(batches), strict=True):
        lines = [f"{line}\n" for line in made.column("line").to_pylist()]
        assert len(lines) == len(set(lines)) and set(lines) == set(graphs.of_record(record)) - {""}
        count += len(lines)
    assert count > 5_000


def test_a_task_of_another_version_is_refused():
    other = replace(Program.here(), code="of another")
    for task in (_Gists(other), _Quads(BASE, other)):
        with pytest.raises(RuntimeError, match="another version"):
            list(task([]))


def test_a_task_uses_the_own_tables_of_the_workspace_or_none(tmp_path):
    add_row(tmp_path, "abbreviations", {"abbreviation": "瞭望办", "full": "瞭望工作办公室"})
    program = Program.here(tmp_path)
    use_own_tables(None)  # a machine that has just begun
    program.use()
    assert {"abbreviation": "瞭望办", "full": "瞭望工作办公室"}.items() <= load_table("abbreviations")[-1].items()
    add_row(tmp_path, "abbreviations", {"abbreviation": "瞭望办", "full": "瞭望办公室"})
    with pytest.raises(RuntimeError, match="own tables"):
        program.use()
    use_own_tables(None)


def test_a_folder_of_other_files_and_a_workspace_that_is_not_there_are_refused(tmp_path, examples):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="mine.txt"):
        build_on_cluster([examples], tmp_path, "local[1]")
    with pytest.raises(WorkspaceError, match="no workspace"):
        build_on_cluster([examples], tmp_path / "new", "local[1]", workspace=tmp_path / "none")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_parts_that_are_there_are_taken_as_those_that_are_written(tmp_path):
    lines = [b"<a:%d> <a:a> <a:a> <a:a> .\n" % number for number in range(9)]
    (tmp_path / "made").mkdir()
    for place, held in enumerate((lines[:4], [], lines[4:])):
        (tmp_path / "made" / f"part-{place}-abc.txt.gz").write_bytes(gzip.compress(b"".join(held)))
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "part-00007.nq.gz").write_bytes(b"of an earlier one")
    taken, written = take_parts(sorted((tmp_path / "made").iterdir()), tmp_path / "to"), write_bulk(lines, tmp_path / "else")
    assert [part["quads"] for part in taken["parts"]] == [4, 5]
    assert {name: taken[name] for name in ("quads", "sha256", "format")} == {name: written[name] for name in ("quads", "sha256", "format")}
    assert sorted(path.name for path in (tmp_path / "to").iterdir()) == ["manifest.json", "part-00000.nq.gz", "part-00001.nq.gz"]
    for part in taken["parts"]:
        assert (tmp_path / "to" / part["name"]).stat().st_size == part["bytes"]
