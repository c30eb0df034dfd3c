"""Time and memory of a file: what breaks a limit is stopped, named, and the run goes on with the others."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from greedy import allocate, crash, fail, sleep, spin, square, suffocate
from pdf_file import pdf_file, set_text
from word_file import paragraph, word_file

from kg.engines import local
from kg.engines.local import extract_sources, read_source
from kg.engines.workers import Job, Workers
from kg.errors import ReadError
from kg.reading import LIGHT, Limits, list_sources
from kg.records import Record

ROOT = Path(__file__).resolve().parent.parent.parent
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
SHORT = Limits(seconds=2, memory=300_000_000)


def jobs(*calls):
    return [Job(f"{number}", call) for number, call in enumerate(calls)]


@pytest.mark.parametrize("count", [1, 2])
def test_jobs_that_break_a_limit_fail_alone(count):
    calls = [partial(square, 2), sleep, partial(square, 3), spin, crash, partial(square, 4), fail, partial(square, 5)]
    with Workers(count, SHORT) as workers:
        results = list(workers.run(jobs(*calls)))
    assert [result for result in results if isinstance(result, int)] == [4, 9, 16, 25]
    reasons = [result.reason for result in results if isinstance(result, ReadError)]
    assert [reason.split(" (")[0] for reason in reasons] == ["not read within 2 seconds"] * 2 + ["reading it ended the process", "internal error, please report it: ValueError: odd"]
    assert "--max-seconds" in reasons[0] and [r.path for r in results if isinstance(r, ReadError)] == ["1", "3", "4", "6"]


@linux
def test_memory_is_limited_and_the_limit_is_named():
    with Workers(1, SHORT) as workers:
        results = list(workers.run(jobs(partial(allocate, 100), partial(allocate, 2000), suffocate, partial(square, 3))))
    assert results[0] == 100 and results[3] == 9
    assert [result.reason for result in results[1:3]] == ["reading it needs more than 300 MB of memory (--max-memory-mb allows more)"] * 2


def test_results_come_in_the_order_of_the_jobs():
    with Workers(2, SHORT) as workers:
        assert list(workers.run(jobs(*(partial(square, n) for n in range(100))))) == [n * n for n in range(100)]


def write_hard_files(folder: Path) -> None:
    folder.mkdir()
    notice = "青山县人民政府办公室关于加强河道管理的通知"
    deep = "<w:tbl><w:tr><w:tc>" * 4000 + paragraph("深") + "</w:tc></w:tr></w:tbl>" * 4000
    (folder / "a-good.txt").write_text(f"{notice}\n青政办〔2023〕7号\n", encoding="utf-8")
    (folder / "b-deep.docx").write_bytes(word_file(paragraph(notice) + deep))
    (folder / "c-bomb.docx").write_bytes(word_file(paragraph("通" * 12_000_000)))
    (folder / "d-large.docx").write_bytes(word_file("".join(paragraph(f"{n}") for n in range(15_000))))
    (folder / "e-entities.docx").write_bytes(word_file(paragraph("&a;"), prolog='<!DOCTYPE w:document [<!ENTITY a "通知">]>'))
    (folder / "f-long.txt").write_text(notice + "《" * 3_000_000, encoding="utf-8")
    (folder / "g-good.docx").write_bytes(word_file(paragraph(notice)))
    (folder / "h-good.pdf").write_bytes(pdf_file(set_text([f"|{notice[:20]}"])))
    loop = pdf_file(set_text(["通知"])).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    (folder / "i-loop.pdf").write_bytes(loop)


def test_many_texts_take_one_process_that_ends_with_them(tmp_path, monkeypatch):
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(f"关于河道的第{n}号通知\n" * 100, encoding="utf-8")
    sources = list_sources([tmp_path]).files
    here = list(extract_sources(sources))
    monkeypatch.setattr(local, "_MANY", 3)
    monkeypatch.setattr(local, "_extract_here", lambda *_: pytest.fail("many are read elsewhere"))
    assert list(extract_sources(sources)) == here and all(isinstance(result, Record) for result in here)
    assert not multiprocessing.active_children()


@linux
def test_hard_files_give_the_same_with_any_number_of_processes(tmp_path):
    write_hard_files(tmp_path / "docs")
    sources = list_sources([tmp_path / "docs"]).files
    limits = Limits(characters=2_000_000, seconds=60, memory=800_000_000)
    one, two = (list(extract_sources(sources, count, None, limits)) for count in (1, 2))
    assert [str(result) for result in one] == [str(result) for result in two]
    read = {source.name for source, result in zip(sources, one) if isinstance(result, Record)}
    assert {"a-good.txt", "g-good.docx", "h-good.pdf"} <= read
    reasons = {source.name: result.reason for source, result in zip(sources, one) if isinstance(result, ReadError)}
    assert "more than 2000000 characters" in reasons["f-long.txt"] and "document type" in reasons["e-entities.docx"]
    assert not any("internal error" in reason for reason in reasons.values())


def test_an_honest_large_file_is_read(tmp_path):
    pages = [set_text([f"（{n}）" + "各乡镇人民政府要加强河道管理。" * 20]) for n in range(60)]
    raw = pdf_file(*pages)
    picture = b"\n" + b"\x80" * 30_000_000  # as a scan: what nobody draws
    (tmp_path / "scan.pdf").write_bytes(raw + picture + raw[raw.rindex(b"startxref") :])
    [source] = list_sources([tmp_path / "scan.pdf"]).files
    assert read_source(source).text.count("河道管理") > 1000


def test_small_texts_take_no_process(tmp_path, monkeypatch):
    monkeypatch.setattr(local.Workers, "run", lambda *_: pytest.fail("no process for small texts"))
    (tmp_path / "a.txt").write_text("关于河道的通知\n" * 100, encoding="utf-8")
    (tmp_path / "b.html").write_text("<html><body><p>关于加强河道管理的通知。</p></body></html>", encoding="utf-8")
    assert all(isinstance(result, Record) for result in extract_sources(list_sources([tmp_path]).files))
    (tmp_path / "c.txt").write_bytes(b"x" * (LIGHT + 1))
    with pytest.raises(pytest.fail.Exception):
        list(extract_sources(list_sources([tmp_path / "c.txt"]).files))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_workers_die_with_their_parent(tmp_path):
    script = (
        "import sys; sys.path[:0] = [{!r}, {!r}]\n"
        "from functools import partial\nfrom greedy import spin_and_tell\nfrom kg.engines.workers import Job, Workers\nfrom kg.reading import Limits\n"
        "if __name__ == '__main__':\n"
        "    list(Workers(2, Limits()).run([Job(str(n), partial(spin_and_tell, {!r} + str(n))) for n in range(2)]))\n"
    ).format(str(ROOT), str(Path(__file__).parent), str(tmp_path / "pid"))
    (tmp_path / "parent.py").write_text(script, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(tmp_path / "parent.py")], stderr=subprocess.DEVNULL)
    told = [tmp_path / "pid0", tmp_path / "pid1"]
    deadline = time.monotonic() + 60
    while not all(path.exists() and path.read_text() for path in told) and time.monotonic() < deadline:
        time.sleep(0.05)
    pids = [int(path.read_text()) for path in told]
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 10
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_running, pids))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z")


