"""One endless line of every kind, marks without end, and a folder of very many files: the build ends, counts them all, and stays small.

``POLICYKG_LARGE`` is the size of a line in MB (20), ``POLICYKG_FILES`` how many files a folder has (2,000); ``make hostile`` takes 500 and 100,000.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from measured import run

ROOT = Path(__file__).resolve().parent.parent.parent
MEGABYTES = int(os.environ.get("POLICYKG_LARGE", "20"))
FILES = int(os.environ.get("POLICYKG_FILES", "2000"))
TITLE = "青山县人民政府办公室关于加强河道管理的通知"
NOTICE = f"{TITLE}\n青政办〔2023〕7号\n各乡镇人民政府：\n现就有关事项通知如下。\n一、加强管理。由县水利局负责。\n"
PROGRAM_MB = 400  # what a build of small files and the worker's own need
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")


def build(folder: Path, *words: str) -> tuple[dict, str, float]:
    """(report, what was said, MB of the largest process) of ``policykg build`` in a folder, which must end well."""
    code, out, said, peak, seconds = run(str(ROOT / "cli.py"), "build", *words, "--workspace", "w", "--json", folder=folder, timeout=5_000)
    assert code == 0 and "Traceback" not in said and "internal error" not in said, said
    report = json.loads(out)
    print(f"\n{' '.join(words)}: {report['files']}, {seconds:.0f} s of CPU, {peak:.0f} MB the largest process")
    return report, said, peak


def write_line(path: Path, start: bytes, piece: bytes, end: bytes = b"") -> None:
    with open(path, "wb") as stream:
        stream.write(start)
        for _ in range(MEGABYTES):
            stream.write(piece * (1_000_000 // len(piece)))
        stream.write(end)


def write_lines(folder: Path) -> Iterator[str]:
    (folder / "docs").mkdir()
    (folder / "docs" / "good.txt").write_text(NOTICE, encoding="utf-8")
    write_line(folder / "docs" / "line.txt", b"", TITLE.encode())
    write_line(folder / "docs" / "line.html", b"<html><body><p>", "<b>河道</b>管理".encode())
    write_line(folder / "docs" / "line.md", b"# ", "| **河道** ".encode())
    write_line(folder / "line.csv", "标题,发文字号\n".encode(), TITLE.encode())
    good = json.dumps({"id": "good", "text": NOTICE}).encode()
    write_line(folder / "line.jsonl", b'{"id": "long", "text": "', TITLE.encode(), b'"}\n' + good + b"\n")


@linux
@pytest.mark.parametrize("most", [MEGABYTES // 5, MEGABYTES * 2])
def test_endless_lines_are_bounded(most, tmp_path):
    """Files above the limit are not looked at; files below it, which a user allows, cost what he allows."""
    write_lines(tmp_path)
    memory = 500 if MEGABYTES < 100 else 2_000
    limits = ("--max-file-mb", str(most), "--max-seconds", "120", "--max-memory-mb", str(memory))
    report, said, peak = build(tmp_path, "docs", "line.jsonl", "--catalogue", "line.csv", *limits)
    files = report["files"]
    assert files["seen"] == files["read"] + files["failed"] + files["passed_over"] and files["passed_over"] == 0
    assert said.count("not read: ") == files["failed"]
    if most < MEGABYTES:
        assert files == {"seen": 7, "read": 2, "failed": 5, "passed_over": 0} and said.count("--max-file-mb") == 5
        assert peak < PROGRAM_MB + 3 * most
    else:
        assert files["read"] >= 1 and peak < PROGRAM_MB + memory


@linux
def test_marks_without_end_take_time_in_proportion(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "marks.txt").write_bytes("《".encode() * (MEGABYTES * 20_000 // 3))
    (tmp_path / "docs" / "good.txt").write_text(NOTICE, encoding="utf-8")
    report, _, peak = build(tmp_path, "docs")
    assert report["files"] == {"seen": 2, "read": 2, "failed": 0, "passed_over": 0} and peak < PROGRAM_MB + 2_000


@pytest.mark.skipif(sys.platform == "win32", reason="memory as Unix counts it")
def test_a_folder_of_very_many_files(tmp_path):
    docs = tmp_path / "docs"
    for number in range(FILES):
        if number % 1_000 == 0:
            (docs / str(number)).mkdir(parents=True)
        (docs / str(number // 1_000 * 1_000) / f"{number}.txt").write_text(f"青山县水利局关于第{number}号河道管理的通知", encoding="utf-8")
    (docs / "empty.txt").write_bytes(b"")
    (docs / "other.zip").write_bytes(b"PK")
    started = time.monotonic()
    report, said, peak = build(tmp_path, "docs")
    assert report["files"] == {"seen": FILES + 2, "read": FILES, "failed": 1, "passed_over": 1} and said.count("not read: ") == 1
    assert peak < PROGRAM_MB + FILES / 100 and time.monotonic() - started < 60 + FILES / 20
