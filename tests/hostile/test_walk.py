"""What a folder may hold beside documents: nothing outside it is read, everything is accounted for, no name speaks to a terminal."""

import os
import socket
import sys

import pytest
from click.testing import CliRunner

from kg.build import build
from kg.engines.local import extract_sources
from kg.errors import ReadError
from kg.reading import Limits, Source, list_sources, opening, read
from kg.records import Record
from kg.workspace import Workspace

NOTICE = "青山县人民政府办公室关于加强河道管理的通知\n青政办〔2023〕{}号\n各乡镇人民政府：\n现就有关事项通知如下。\n一、加强管理。由县水利局负责。\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="names, links and pipes as Unix has them")

NAMES = [b"a\nb.txt", b"\x1b[31mred.txt", b"bad\xff\xfe.txt", b"a\\nb.txt", b"a..txt.txt", "通\u202etxt.txt".encode(), b"-rf.txt", b"'$(x)`.txt", b"%s%n.txt",
         b"<script>.txt", b"a\tb\r.md", b" .txt"]  # fmt: skip


def write(folder, name: bytes, number: int):
    path = os.path.join(os.fsencode(folder), name)
    with open(path, "wb") as stream:
        stream.write(NOTICE.format(number).encode())


@posix
def test_no_name_breaks_the_report_the_graph_or_the_terminal(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    for number, name in enumerate(NAMES):
        write(docs, name, number)
    (docs / os.fsdecode(b"bad\xff\x1b.pdf")).write_bytes(b"no pdf")
    (docs / os.fsdecode(b"other\xff\n.zip")).write_bytes(b"PK")
    report = build([docs], tmp_path / "w")
    assert report.counts["files"] == {"seen": 14, "read": 12, "failed": 1, "passed_over": 1}
    names = {record.source for record in Workspace.open(tmp_path / "w").records()}
    assert len(names) == len(NAMES) and all(name.isprintable() for name in names)
    assert {"a\\nb.txt", "a\\\\nb.txt", "\\x1b[31mred.txt", "bad\\udcff\\udcfe.txt"} <= names
    run = Workspace.open(tmp_path / "w").load_report()
    assert run["passed_over"] == ["other\\udcff\\n.zip"] and run["failed"][0]["source"].isprintable()


@posix
def test_lines_on_stderr_stay_lines(tmp_path, monkeypatch):
    import cli

    write(tmp_path, b"good.txt", 1)
    (tmp_path / os.fsdecode(b"evil\n\x1b]0;owned\x07\xff.txt")).write_bytes(bytes(range(256)) * 9)
    result = CliRunner().invoke(cli.cli, ["extract", str(tmp_path)])
    assert result.exit_code == 0 and "not read: " in result.stderr
    assert all(line.isprintable() for line in result.stderr.split("\n")) and result.stderr.count("\n") == 2


@posix
def test_links_pipes_sockets_and_loops_are_passed_over(tmp_path):
    docs, outside = tmp_path / "docs", tmp_path / "outside"
    docs.mkdir(), outside.mkdir()
    write(docs, b"good.txt", 1)
    write(outside, b"secret.txt", 2)
    (docs / "secret.txt").symlink_to(outside / "secret.txt")
    (docs / "outside").symlink_to(outside, target_is_directory=True)
    (docs / "loop").symlink_to(docs, target_is_directory=True)
    (docs / "nowhere.txt").symlink_to("nowhere")
    (docs / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(docs / "pipe.txt")
    here = os.getcwd()
    os.chdir(docs)  # names of sockets are short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("socket.txt")
    finally:
        os.chdir(here)
    report = build([docs], tmp_path / "w")
    assert report.counts["files"] == {"seen": 8, "read": 1, "failed": 0, "passed_over": 7}
    assert set(report.passed_over) == {"secret.txt", "outside", "loop", "nowhere.txt", "zero.txt", "pipe.txt", "socket.txt"}


@posix
@pytest.mark.parametrize("special", ["/dev/zero", "/dev/stdin", "/dev/null"])
def test_devices_named_by_the_user_are_refused(special):
    [result] = extract_sources([Source(special, "x")])
    assert isinstance(result, ReadError) and "not a regular file" in result.reason


@posix
def test_what_became_a_link_after_it_was_listed_is_not_followed(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    write(docs, b"a.txt", 1)
    write(tmp_path, b"secret.txt", 2)
    [source] = list_sources([docs]).files
    (docs / "a.txt").unlink()
    (docs / "a.txt").symlink_to(tmp_path / "secret.txt")
    [result] = extract_sources([source])
    assert isinstance(result, ReadError) and result.reason == "not a regular file"
    [named] = list_sources([docs / "a.txt"]).files  # named by the user, it is followed
    assert isinstance(next(iter(extract_sources([named]))), Record)


def test_what_vanishes_is_counted_as_failed(tmp_path):
    for number in range(3):
        write(tmp_path, b"%d.txt" % number, number)
    sources = list_sources([tmp_path]).files
    (tmp_path / "1.txt").unlink()
    results = list(extract_sources(sources))
    assert [isinstance(result, ReadError) for result in results] == [False, True, False]


@pytest.mark.parametrize("size", [10, 9_000])
def test_what_changes_while_it_is_read_is_said(tmp_path, monkeypatch, size):
    write(tmp_path, b"a.txt", 1)
    real = os.fstat

    class Status:
        def __init__(self, handle):
            self.st_mode, self.st_size = real(handle).st_mode, size

    monkeypatch.setattr(opening.os, "fstat", Status)
    with pytest.raises(ReadError, match="changed while it was read"):
        read(tmp_path / "a.txt")


def test_a_file_is_not_read_beyond_the_limit(tmp_path):
    with open(tmp_path / "huge.txt", "wb") as stream:
        stream.truncate(50_000_000_000)  # takes no room
    write(tmp_path, b"good.txt", 1)
    report = build([tmp_path], tmp_path / "w", limits=Limits(file_bytes=1_000_000))
    assert [str(error).rsplit(": ")[-1] for error in report.failed] == ["larger than 1 MB (--max-file-mb allows more)"]
    assert report.counts["files"]["read"] == 1
