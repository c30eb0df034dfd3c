"""Hostile files that hold many documents: JSON Lines, Parquet, WARC. Whatever they hold, the others in them are read and none is lost from the count."""

import gzip
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from mutations import _bits, _numbers, _repeated, _slice, _truncation

from kg.engines.local import unpack_guarded
from kg.errors import ReadError, one_line
from kg.reading import Limits, members
from kg.reading.members import MOST_SAID, list_members, name_member, unpack

ROOT = Path(__file__).resolve().parent.parent.parent
NOTICE = "青山县人民政府办公室关于加强河道管理的通知\n青政办〔2023〕{}号\n各乡镇人民政府：\n现就有关事项通知如下。\n一、加强管理。由县水利局负责。\n"
SMALL = Limits(file_bytes=200_000, seconds=30, memory=400_000_000)
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")


def line(name, number: int = 1) -> bytes:
    return json.dumps({"name": name, "text": NOTICE.format(number)}).encode() + b"\n"


def page(address: bytes, body: bytes, *headers: bytes) -> bytes:
    answer = b"\r\n".join((b"HTTP/1.1 200 OK", b"Content-Type: text/html", *headers)) + b"\r\n\r\n" + body
    return b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (address, len(answer), answer)


def files_of(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["a\ud800b", "a\u202eb\u2028\x85c", "𠀀" * 90, "a/" * 3000, "\udfff/..", "字/" * 900, "x" * 300 + ".txt", "CON", "a\x00b"])
def test_no_name_of_a_member_breaks_a_file_or_a_terminal(name, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(line(name) + line("good"))
    assert unpack(str(tmp_path / "a.jsonl"), tmp_path / "out") == []
    assert len(files_of(tmp_path / "out")) == 2 and "good.txt" in files_of(tmp_path / "out")
    made = name_member(name, b"x", ".txt")
    assert one_line(made) == made and ".." not in Path(made).parts and len(made.encode()) < 2_100


def test_a_line_without_end_is_one_error_and_the_next_is_read(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(line("one") + b'{"text": "' + "《".encode() * 1_000_000 + b'"}\n' + line("two"))
    failed = unpack(str(tmp_path / "a.jsonl"), tmp_path / "out", SMALL)
    assert [str(error) for error in failed] == [f"{tmp_path}/a.jsonl:2: larger than 0.2 MB (--max-file-mb allows more)"]
    assert set(files_of(tmp_path / "out")) == {"one.txt", "two.txt"}


def test_damage_inside_a_packed_file_is_an_error(tmp_path):
    draw = random.Random(1)
    packed = bytearray(gzip.compress(b"".join(line(str(draw.random())) for _ in range(3000))))
    packed[len(packed) // 2 : len(packed) // 2 + 30] = b"\xff" * 30
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    failed = unpack(str(tmp_path / "a.jsonl.gz"), tmp_path / "out")
    assert "cannot be read" in failed[-1].reason and len(files_of(tmp_path / "out")) > 100


def test_a_million_bad_lines_are_counted_not_kept(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"[1]\n" * 50_000 + line("good"))
    failed = unpack(str(tmp_path / "a.jsonl"), tmp_path / "out")
    assert len(failed) == MOST_SAID + 1 and failed[-1].reason == f"{50_000 - MOST_SAID} more of its documents cannot be read"
    assert set(files_of(tmp_path / "out")) == {"good.txt"}


def test_a_page_that_unpacks_to_more_than_a_file_may_have_is_none(tmp_path):
    pytest.importorskip("warcio")
    bomb = page(b"http://a/bomb", gzip.compress(b"<p>" + b"x" * 30_000_000), b"Content-Encoding: gzip")
    (tmp_path / "a.warc").write_bytes(page(b"http://a/one", b"<p>1</p>") + bomb + page(b"http://[a/", b"<p>2</p>") + page(b"http://a/three", b"<p>3</p>"))
    failed = unpack(str(tmp_path / "a.warc"), tmp_path / "out", SMALL)
    assert [str(error) for error in failed] == ["a/bomb.html: larger than 0.2 MB (--max-file-mb allows more)"]
    assert len(files_of(tmp_path / "out")) == 3 and sum(files_of(tmp_path / "out").values()) < 100


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.warc"])
def test_a_file_of_nothing_is_said_to_be_that(name, tmp_path):
    if name == "a.warc":
        pytest.importorskip("warcio")
    (tmp_path / name).write_bytes(gzip.compress(b"\n \n") if name.endswith("gz") else b"")
    assert [error.reason for error in unpack(str(tmp_path / name), tmp_path / "out")] == ["no documents in it"]


@linux
def test_rows_that_unpack_to_gigabytes_end_their_process_alone(tmp_path):
    from pyarrow import DictionaryArray, array, int32, parquet, table

    column = DictionaryArray.from_arrays(array([0] * 1_000, int32()), ["x" * 5_000_000])
    parquet.write_table(table({"name": array(["a"] * 1_000), "bytes": column}), tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").stat().st_size < 20_000_000
    [error] = unpack_guarded(tmp_path / "a.parquet", tmp_path / "out", SMALL)
    assert "--max-memory-mb" in error.reason


def test_a_thread_without_memory_is_a_want_of_memory(tmp_path, monkeypatch):
    def fail(path, limits):
        raise OSError("Unknown error: Failed to launch worker thread: Resource temporarily unavailable")

    monkeypatch.setattr(members, "_list_rows", fail)
    with pytest.raises(MemoryError):
        list(list_members(str(tmp_path / "a.parquet"), SMALL))


@pytest.mark.parametrize("columns", [{"name": [1], "bytes": [2]}, {"name": ["a"], "bytes": [[1]]}, {"name": [None], "bytes": [None]}, {"bytes": [b"x"]}])
def test_columns_of_other_kinds_are_refused(columns, tmp_path):
    from pyarrow import parquet, table

    parquet.write_table(table(columns), tmp_path / "a.parquet")
    found = list(list_members(str(tmp_path / "a.parquet")))
    assert len(found) == 1 and (isinstance(found[0], ReadError) or found[0][1] == b"")


@pytest.mark.parametrize("kind", ["jsonl.gz", "parquet", "warc"])
def test_damaged_collections_raise_nothing(kind, tmp_path):
    if kind == "warc":
        pytest.importorskip("warcio")
    whole = {"jsonl.gz": lambda: gzip.compress(b"".join(line(str(n)) for n in range(9))), "parquet": rows, "warc": lambda: b"".join(page(b"http://a/%d" % n, b"<p>x</p>") for n in range(9))}[kind]()
    path = tmp_path / f"a.{kind}"
    for number in range(150):
        draw = random.Random(f"{kind} {number}")
        raw = whole
        for _ in range(draw.randint(1, 3)):
            raw = draw.choice((_bits, _truncation, _slice, _numbers, _repeated))(draw, raw)
        path.write_bytes(raw)
        for member in list_members(str(path), SMALL):
            assert isinstance(member, ReadError) or one_line(member[0]) == member[0]


def rows() -> bytes:
    import io

    from pyarrow import parquet, table

    out = io.BytesIO()
    parquet.write_table(table({"name": [f"{n}.txt" for n in range(9)], "bytes": [NOTICE.format(n).encode() for n in range(9)]}), out, row_group_size=3)
    return out.getvalue()


def test_a_build_counts_what_could_not_be_unpacked(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(line("one") + b"[1]\n" + b'{"text": "' + b"x" * 3_000_000 + b'"}\n' + line("two\ud800", 2))
    command = [sys.executable, str(ROOT / "cli.py"), "build", "a.jsonl", "--workspace", "w", "--json", "--max-file-mb", "1"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 0 and "Traceback" not in said, said
    assert json.loads(done.stdout)["files"] == {"seen": 4, "read": 2, "failed": 2, "passed_over": 0}
    assert said.count("not read: ") == 2 and "a.jsonl:2: a line without text or html" in said and "a.jsonl:3: larger than 1 MB" in said


def test_a_member_that_cannot_be_read_is_called_by_its_name(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(line("one") + b'{"id": "empty", "text": ""}\n')
    command = [sys.executable, str(ROOT / "cli.py"), "build", "a.jsonl", "--workspace", "w"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 0 and "not read: empty.txt: empty file" in said and "policykg-" not in said, said
    assert [one["source"] for one in json.loads((tmp_path / "w" / "run.json").read_text(encoding="utf-8"))["failed"]] == ["empty.txt"]
