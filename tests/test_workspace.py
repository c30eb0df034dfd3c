"""The workspace folder: what it accepts, what it refuses, and that files in it are whole."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import kg.record_file
from kg.errors import WorkspaceError
from kg.records import Header, Record
from kg.record_file import Stored, read_rows
from kg.texts import pack_text, unpack_text
from kg.workspace import FORMAT, Workspace, extractor_hash, lexicon_hash, program_hash

ROOT = Path(__file__).resolve().parents[1]


def record(name, title="太康县校车安全管理办法"):
    sha = name.encode().hex().ljust(64, "0")
    return Record(f"{name}.txt", sha, "text/plain", "policy", None, Header(title=title))


def stored(name, *title):
    return Stored.of(record(name, *title), "e1")


def complete(folder):
    space = Workspace.prepare(folder)
    space.write_about(base="https://example.org/", graph="none")
    return space


def test_records_come_back_equal_as_often_as_they_are_asked_for(tmp_path):
    space = complete(tmp_path / "w")
    space.write_records(iter([stored("a", "中文（试行）"), stored("b")]))
    records = Workspace.open(tmp_path / "w").records()
    assert list(records) == list(records) == [record("a", "中文（试行）"), record("b")]
    assert list(records.of_sources({record("b").sha256})) == [record("b")]
    assert list(records.heads()) == [(one.source, one.sha256, "policy", "e1") for one in records]
    assert not list(space.folder.glob("*.new"))


def test_records_can_be_written_from_the_file_that_they_replace(tmp_path):
    space = complete(tmp_path / "w")
    space.write_records(Stored.of(record(f"{number:05d}"), "e1") for number in range(2_500))  # more than are held at once
    again = space.write_records(row for (source, _), row in space.records().rows() if source != "00001.txt")
    assert [one.source for one in again] == [f"{number:05d}.txt" for number in range(2_500) if number != 1]


def test_rows_that_were_read_and_new_ones_make_the_file_that_values_make(tmp_path):
    space = complete(tmp_path / "w")
    numbers = [f"{number:05d}" for number in range(2_500)]
    space.write_records(map(stored, numbers))
    anew = {number: stored(number, "改") for number in (numbers[0], *numbers[700:800:3], numbers[999], *numbers[2_100:])}
    space.write_records(anew.get(source[:5], row) for (source, _), row in space.records().rows() if source != "00001.txt")
    mixed = (space.folder / "records.parquet").read_bytes()
    space.write_records(anew.get(number, stored(number)) for number in numbers if number != "00001")
    assert mixed == (space.folder / "records.parquet").read_bytes()


def test_new_records_are_read_from_the_journal_of_their_build(tmp_path, monkeypatch):
    space = complete(tmp_path / "w")
    old, new, twin = record("a"), record("b"), replace(record("b"), source="c.txt")
    with space.journal("e1") as journal:
        for one in (twin, new):
            journal.note(one, pack_text("文"))
        records = space.write_records([stored("a"), stored("b"), Stored.of(twin, "e1")], journal)
        assert list(records.of_sources({old.sha256, new.sha256})) == [old, new, twin]
        monkeypatch.setattr(kg.record_file, "read_rows", lambda path, columns, shas: read_rows(path, columns) if "json" not in columns else pytest.fail("all were read"))
        assert list(records.of_sources({new.sha256})) == [new, twin]
        assert list(records.of_sources({"0" * 64})) == []


def test_what_is_no_workspace_is_said_with_what_to_do(tmp_path):
    with pytest.raises(WorkspaceError, match="no workspace at .*: make one with policykg build"):
        Workspace.open(tmp_path / "missing")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="is no policykg workspace"):
        Workspace.open(tmp_path)
    with pytest.raises(WorkspaceError, match="is a file"):
        Workspace.open(tmp_path / "notes.txt")
    with pytest.raises(WorkspaceError, match="holds other files"):
        Workspace.prepare(tmp_path)
    with pytest.raises(WorkspaceError, match="cannot be used as a workspace"):
        Workspace.prepare(tmp_path / "notes.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_newer_format_is_refused_and_an_older_one_is_rebuilt(tmp_path):
    space = complete(tmp_path / "w")
    space.write_records([stored("a")])
    about = json.loads((space.folder / "workspace.json").read_text(encoding="utf-8"))
    for newer in ({"format": FORMAT + 1}, {"schema": "99"}):
        (space.folder / "workspace.json").write_text(json.dumps(about | newer), encoding="utf-8")
        for enter in (Workspace.open, Workspace.prepare):
            with pytest.raises(WorkspaceError, match="newer policykg .*: update policykg"):
                enter(space.folder)
    (space.folder / "workspace.json").write_text(json.dumps(about | {"format": FORMAT - 1}), encoding="utf-8")
    with pytest.raises(WorkspaceError, match="older policykg: run policykg build again"):
        Workspace.open(space.folder)
    assert list(Workspace.prepare(space.folder).records()) == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "x"}', '{"format": 1}'])
def test_a_damaged_workspace_is_one_clear_error(tmp_path, text):
    (tmp_path / "workspace.json").write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError, match="is damaged"):
        Workspace.open(tmp_path)


def test_damaged_records_are_one_clear_error(tmp_path):
    space = complete(tmp_path / "w")
    (space.folder / "records.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(WorkspaceError, match="records.parquet cannot be read"):
        list(space.records())


def test_a_second_build_is_told_who_holds_the_lock(tmp_path):
    space = complete(tmp_path / "w")
    with space.locked():
        with pytest.raises(WorkspaceError, match=f"is being built by process {os.getpid()}"):
            with Workspace.open(tmp_path / "w").locked():
                pass
    with space.locked():  # and afterwards it is free
        pass


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path):
    space = complete(tmp_path / "w")
    script = (
        "import sys, os; from kg.workspace import Workspace\n"
        "with Workspace.open(sys.argv[1]).locked():\n    os.kill(os.getpid(), 9)\n"
    )
    run = subprocess.run([sys.executable, "-c", script, str(space.folder)], cwd=ROOT, timeout=60)
    assert run.returncode != 0
    assert (space.folder / "lock").read_text(encoding="utf-8").strip() != str(os.getpid())
    with space.locked():
        assert (space.folder / "lock").read_text(encoding="utf-8").strip() == str(os.getpid())


def test_a_journal_goes_on_after_a_line_that_a_kill_cut_short(tmp_path):
    space = complete(tmp_path / "w")
    with space.journal("e1") as journal:
        journal.note(record("a"), pack_text("a 的正文\ud800\t"))
        journal.note(record("b"), pack_text("b 的正文\ud800\t"))
    (path,) = space.folder.glob("extracted-*.jsonl")
    path.write_bytes(path.read_bytes()[:-20])
    with space.journal("e1") as journal:
        assert [source for source, _ in journal] == ["a.txt"]
        journal.note(record("c"), pack_text("c"))
        assert unpack_text(journal.packed(("c.txt", record("c").sha256))) == "c"
    with space.journal("e1") as journal:
        assert [source for source, _ in journal] == ["a.txt", "c.txt"]
        assert unpack_text(journal.packed(("a.txt", record("a").sha256))) == "a 的正文\ud800\t"
    with space.journal("e2") as journal:
        assert not journal
    space.drop_journals()
    assert not list(space.folder.glob("extracted-*"))


def test_no_permission_is_one_clear_error(tmp_path):
    if os.name == "nt" or os.geteuid() == 0 and not os.path.isdir("/sys/kernel"):
        pytest.skip("this user may write everywhere")
    closed = tmp_path
    if os.geteuid() == 0:  # no folder of his own is closed to root, but this one, where nobody makes anything
        closed = Path("/sys/kernel")
    tmp_path.chmod(0o500)
    with pytest.raises(WorkspaceError, match="cannot be used"):
        Workspace.prepare(closed / "w")


def test_hashes_are_stable_and_apart():
    assert len({extractor_hash(), program_hash(), lexicon_hash()}) == 3
    assert all(len(digest) == 16 for digest in (extractor_hash(), program_hash(), lexicon_hash()))
