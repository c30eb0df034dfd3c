"""What linking keeps of a record: the same read again from its line, worked out once, made anew when it is damaged or old."""

from dataclasses import replace

import pytest

from kg import gist_file
from kg.extract import extract_record
from kg.gist_file import write_gists
from kg.link import Gist, KeptRows, gist_of, link_gists, link_records
from kg.reading import list_sources, read
from kg.record_file import RecordFile, Stored, write_records


@pytest.fixture(scope="module")
def example_records(examples):
    return [extract_record(read(source.path, source.name)) for source in list_sources([examples]).files]


@pytest.fixture
def kept(tmp_path, example_records):
    write_records(tmp_path / "records.parquet", sorted((Stored.of(record, "x") for record in example_records), key=lambda stored: stored[:2]))
    return RecordFile(tmp_path / "records.parquet")


def gists(kept, before, program="p") -> list[Gist]:
    path = kept.path.with_name("gists.parquet")
    found = [replace(gist, rows=as_tuples(gist.rows)) for gist in write_gists(path.with_suffix(".new"), kept, before or path, program)]
    path.with_suffix(".new").replace(path)
    return found


def as_tuples(rows) -> dict[str, list[tuple]]:
    """Rows as they are worked out, also of those that were read."""
    rows = rows.as_tuples() if isinstance(rows, KeptRows) else rows
    return {name: table for name, table in rows.items() if table}


def by_key(record):
    return record.source, record.sha256


@pytest.fixture
def worked_out(monkeypatch):
    """The sources of the records whose gists are worked out."""
    sources = []
    monkeypatch.setattr(gist_file, "gist_of", lambda record: sources.append(record.source) or gist_of(record))
    return sources


def test_a_gist_is_its_line(example_records):
    assert len(example_records) > 10
    for record in example_records:
        gist = gist_of(record)
        assert Gist.from_json(gist.to_json(), gist.rows) == gist, record.source


def test_the_links_are_those_of_the_records(kept, example_records):
    gists(kept, None)
    linked = link_records(example_records)
    assert link_gists(gists(kept, None)) == link_gists(gists(kept, None)) == linked
    path = kept.path.with_name("gists.parquet")
    for changed in ({}, {0: "0" * 64}, {2: "1" * 64, 3: "2" * 64}):  # as they were read, some of them worked out between the others
        records = [replace(record, sha256=changed.get(place, record.sha256)) for place, record in enumerate(sorted(example_records, key=by_key))]
        write_records(kept.path, sorted((Stored.of(record, "x") for record in records), key=lambda stored: stored[:2]))
        found = write_gists(path.with_suffix(".new"), kept, path, "p")
        assert link_gists(found) == link_records(records)


def test_a_gist_is_worked_out_once(kept, example_records, worked_out):
    assert gists(kept, None) == gists(kept, None)
    assert len(worked_out) == len(example_records)
    gists(kept, None, "another program")
    assert len(worked_out) == 2 * len(example_records)


def test_only_what_has_changed_is_worked_out(kept, example_records, worked_out):
    gists(kept, None)
    first, second, *rest = sorted(example_records, key=by_key)
    changed = [replace(first, sha256="0" * 64), replace(second, source="zzz.txt"), *rest]
    rows = [Stored.of(record, "x") for record in changed]
    rows[2] = rows[2]._replace(extractor="y")
    write_records(kept.path, sorted(rows, key=lambda stored: stored[:2]))
    worked_out.clear()
    assert [gist.outline.source for gist in gists(kept, None)] == sorted(row.source for row in rows)
    assert sorted(worked_out) == sorted([first.source, "zzz.txt", rest[0].source])


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b"nonsense"), lambda path: path.write_bytes(path.read_bytes()[:-100]), lambda path: path.unlink()])
def test_a_damaged_file_is_made_anew(kept, worked_out, damage):
    whole = gists(kept, None)
    damage(kept.path.with_name("gists.parquet"))
    worked_out.clear()
    assert gists(kept, None) == whole
    assert len(worked_out) == len(whole)


def test_a_damaged_line_is_worked_out_again(kept, worked_out, monkeypatch):
    whole = gists(kept, None)
    worked_out.clear()
    lines = iter(range(100))
    read = Gist.from_json
    monkeypatch.setattr(Gist, "from_json", lambda line, rows: read(line[:-1] if next(lines) == 3 else line, rows))
    assert gists(kept, None) == whole
    assert worked_out == [whole[3].outline.source]
