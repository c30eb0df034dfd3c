"""Files that hold many documents: their members have the same names and bytes however they are read, and none leaves its folder."""

import gzip
import json

import pytest
from collections_sample import write_collections

from kg.commands.frame import unpacked
from kg.errors import ReadError
from kg.reading.members import SAME_NAME, kind_of_members, list_members, name_member, unpack


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_members_have_names_and_the_bytes_of_their_documents(tmp_path, examples):
    pytest.importorskip("warcio")
    made = write_collections(tmp_path, examples)
    for path, documents in made.items():
        found = dict(list_members(str(path)))
        assert found == documents and len(found) >= 3, path
        assert unpack(str(path), tmp_path / "out" / path.name) == []
        assert files_of(tmp_path / "out" / path.name) == documents


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a/b.txt", "a/b.txt"), ("../../etc/passwd", "etc/passwd.txt"), ("/x/./y", "x/y.txt"), (".hidden/.x", "hidden/x.txt"), ("a\nb\\c", "a_b_c.txt"),
     ("..", None), ("", None), ("C:/x.html", "C_/x.html"), ("字" * 300, "字" * 80 + ".txt")],
)  # fmt: skip
def test_no_name_leaves_its_folder(name, expected):
    assert name_member(name, b"x", ".txt") == (expected or "2d711642b726b0440162.txt")


def test_odd_lines_are_reported_and_the_others_are_read(tmp_path):
    path = tmp_path / "x.jsonl"
    lines = [{"id": 7, "text": "甲"}, [1], {"text": 5}, {"name": "乙.md", "text": "乙"}, {"html": "<p>丙</p>"}]
    path.write_bytes(b"\n".join(json.dumps(line).encode() for line in lines) + b"\n{\n\n" + b'{"id": "8", "text": "\\ud800"}')
    found = list(list_members(str(path)))
    names = [member[0] for member in found if not isinstance(member, ReadError)]
    assert names[:2] == ["7.txt", "乙.md"] and names[2].endswith(".html") and names[3] == "8.txt"
    assert [str(error) for error in found if isinstance(error, ReadError)] == [
        f"{path}:2: a line without text or html", f"{path}:3: a line without text or html", f"{path}:6: a line that is no JSON",
    ]  # fmt: skip


def test_of_two_of_one_name_the_same_stays_in_any_order(tmp_path):
    lines = [json.dumps({"id": "a", "text": text}) for text in ("one", "two", "one")]
    kept = []
    for number, order in enumerate((lines, lines[::-1], lines[1:])):
        (tmp_path / f"{number}.jsonl").write_text("\n".join(order))
        failed = unpack(str(tmp_path / f"{number}.jsonl"), tmp_path / str(number))
        assert {error.reason for error in failed} == {SAME_NAME}
        kept.append(files_of(tmp_path / str(number)))
    assert kept[0] == kept[1] == kept[2] and len(kept[0]) == 1


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz", "x.parquet", "x.warc", "x.warc.gz"])
@pytest.mark.parametrize("raw", [b"", b"\x00\xff" * 50, gzip.compress(b'{"text": "a"}\n' * 99)[:40]])
def test_a_damaged_file_is_an_error_and_no_crash(tmp_path, name, raw):
    if "warc" in name:
        pytest.importorskip("warcio")
    (tmp_path / name).write_bytes(raw)
    found = list(list_members(str(tmp_path / name)))
    assert kind_of_members(name) and (isinstance(found[-1], ReadError) if found else raw == b"")


def test_a_build_on_this_machine_reads_them(tmp_path, examples):
    made = write_collections(tmp_path, examples)
    path = next(path for path in made if path.name.endswith(".parquet"))
    with unpacked((str(path), str(examples))) as (docs, unread, _):
        assert unread == () and docs[0] == str(examples) and files_of(type(path)(docs[1])) == made[path]
    assert not type(path)(docs[1]).exists()
