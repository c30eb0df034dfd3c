"""kg.reading.sources: which files an input means, and what each is called."""

import os
import sys

import pytest

from kg.reading import list_sources


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.MD", "sub/c.html", "sub/deep/d.pdf", "e.doc", "sub/f.xlsx", ".hidden.txt", ".git/g.txt", "通知[1].txt"):
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path / "docs"


def names(sources) -> list[str]:
    return [source.name for source in sources.files]


def test_a_folder_is_walked_in_order_without_hidden_entries(folder):
    sources = list_sources([folder])
    assert names(sources) == ["a.MD", "b.txt", "sub/c.html", "sub/deep/d.pdf", "通知[1].txt"]
    assert sources.passed_over == ("e.doc", "sub/f.xlsx") and sources.failed == ()
    assert all(os.path.isfile(source.path) for source in sources.files)
    assert list_sources([f"{folder}/"]) == list_sources([str(folder)])


def test_files_named_are_taken_whatever_their_suffix(folder):
    assert names(list_sources([folder / "e.doc", folder / "sub" / "c.html", "-"])) == ["e.doc", "c.html", "-"]


def test_globs_the_shell_did_not_expand(folder):
    assert names(list_sources([f"{folder}/*.txt"])) == ["b.txt", "通知[1].txt"]
    assert names(list_sources([f"{folder}/**/*.pdf"])) == ["d.pdf"]
    assert names(list_sources([folder / "通知[1].txt"])) == ["通知[1].txt"]
    assert [error.reason for error in list_sources([f"{folder}/*.nothing"]).failed] == ["no such file or folder"]


def test_what_is_not_there_is_reported_and_the_rest_is_read(folder):
    sources = list_sources([folder / "none.txt", folder / "b.txt", "", "a\x00b"])
    assert names(sources) == ["b.txt"]
    assert [error.path for error in sources.failed] == [str(folder / "none.txt"), "", "a\x00b"]


def test_the_same_file_twice_is_one_source(folder):
    assert names(list_sources([folder / "b.txt", folder, folder / "sub" / ".." / "b.txt"])).count("b.txt") == 1


def test_equal_names_are_told_apart_in_any_order(tmp_path):
    for place in ("x/1/a.txt", "y/1/a.txt", "z/a.txt"):
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).write_text("x", encoding="utf-8")
    inputs = [tmp_path / "x" / "1", tmp_path / "y" / "1" / "a.txt", tmp_path / "z"]
    told = {source.path: source.name for source in list_sources(inputs).files}
    assert sorted(told.values()) == ["x/1/a.txt", "y/1/a.txt", "z/a.txt"]
    assert told == {source.path: source.name for source in list_sources(reversed(inputs)).files}


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_links_and_pipes_in_a_folder_are_left(tmp_path, folder):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret.txt").write_text("x", encoding="utf-8")
    (folder / "linked").symlink_to(tmp_path / "out", target_is_directory=True)
    (folder / "link.txt").symlink_to(tmp_path / "out" / "secret.txt")
    os.mkfifo(folder / "pipe.txt")
    assert names(list_sources([folder])) == ["a.MD", "b.txt", "sub/c.html", "sub/deep/d.pdf", "通知[1].txt"]
