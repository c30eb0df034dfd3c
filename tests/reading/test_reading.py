"""kg.reading: what a file is, what is refused, and that nothing but ReadError ever comes out."""

import hashlib
import io
import os
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_file import pdf_file, set_text
from word_file import paragraph, word_file

from kg.errors import ReadError
from kg.reading import Limits, list_sources, read, read_bytes

PLAIN = "岚政发〔2021〕15号\r\n各县（市、区）人民政府：\r\n  现就加强河道采砂管理通知如下。\r\n"


def test_plain_text_stays_as_it_is(tmp_path):
    path = tmp_path / "通知.txt"
    path.write_bytes(PLAIN.encode("gb18030"))
    policy = read(path)
    assert policy.text == PLAIN.replace("\r\n", "\n")
    assert (policy.source, policy.media_type, policy.encoding) == ("通知.txt", "text/plain", "gb18030")
    assert policy.sha256 == hashlib.sha256(PLAIN.encode("gb18030")).hexdigest()
    assert read(path, "市/通知.txt").source == "市/通知.txt"


def test_references_of_a_page_become_their_characters():
    text = read_bytes("a.txt", "一、解决&#8220;老账&#8221;&nbsp;问题&hellip;&#x4E00;\nA&amp;B &unknown; &#7; R&D".encode()).text
    assert text == "一、解决“老账” 问题…一\nA&B &unknown; &#7; R&D"


def test_what_a_file_is_shows_in_its_bytes():
    assert read_bytes("a.txt", "<!DOCTYPE html><p>关于河道管理的通知</p>".encode()).media_type == "text/html"
    assert read_bytes("a.txt", "\ufeff\n<HTML><p>关于河道管理的通知</p>".encode()).text == "关于河道管理的通知"
    assert read_bytes("-", word_file(paragraph("通知"))).text == "通知"
    assert read_bytes("a.txt", pdf_file(set_text(["关于河道管理的通知"]))).media_type == "application/pdf"
    assert read_bytes("a.txt", "<!-- 存 --> <div class='c'><p>关于河道管理的通知</p></div>".encode()).text == "关于河道管理的通知"
    assert read_bytes("a.txt", '<?xml version="1.0"?>\n<html><p>通知如下</p></html>'.encode()).text == "通知如下"
    assert read_bytes("a.txt", "小于号 <html> 在正文里".encode()).media_type == "text/plain"


@pytest.mark.parametrize(
    "name, raw, reason",
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
        ("a.zip", b"PK\x03\x04" + bytes(100), "broken"),
        ("a.gz", b"\x1f\x8b\x08" + bytes(100), "archive"),
        ("a.txt", b"", "empty file"),
        ("a.html", b"<html><body> \n </body></html>", "no text"),
        ("a.md", b"<!-- only a comment -->", "no text"),
        ("a.txt", bytes(range(256)) * 20, "not text"),
    ],
)
def test_what_is_not_read_says_why(name, raw, reason):
    with pytest.raises(ReadError, match=reason) as error:
        read_bytes(name, raw)
    assert error.value.path == name and "\n" not in str(error.value)


def test_paths_that_cannot_be_read(tmp_path):
    for path, reason in [(tmp_path / "none.txt", "No such file"), (tmp_path, "a folder"), ("a\x00b", "null")]:
        with pytest.raises(ReadError, match=reason) as error:
            read(path)
        assert error.value.path == str(path)
    (tmp_path / "big.txt").write_bytes(b"x" * 3_000_001)
    with pytest.raises(ReadError, match="larger than 3 MB"):
        read(tmp_path / "big.txt", limits=Limits(file_bytes=3_000_000))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
def test_a_pipe_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadError, match="not a regular file"):
        read(tmp_path / "pipe.txt")


def test_stdin(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAIN.encode())))
    policy = read("-")
    assert policy.source == "-" and policy.text.startswith("岚政发〔2021〕15号\n各县")


WORD, PRINTED = word_file(paragraph("关于加强河道管理的通知")), pdf_file(set_text(["关于加强河道管理的通知"]))
STARTS = st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"<html>", b"<table><tr><td>", b"\xef\xbb\xbf"])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["a.txt", "a.html", "a.md", "a.docx", "a.pdf", "-"]), STARTS, st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_read_error(name, start, rest):
    try:
        policy = read_bytes(name, start + rest)
    except ReadError as error:
        assert error.reason
    else:
        assert policy.text.strip() and "\r" not in policy.text and "\x00" not in policy.text
        policy.text.encode("utf-8")


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([WORD, PRINTED]), st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_damaged_containers_give_a_text_or_a_read_error(raw, place, damage):
    place %= len(raw)
    try:
        read_bytes("a", raw[:place] + damage + raw[place + len(damage) :])
    except ReadError as error:
        assert error.reason


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("<p> </p> <td> <tr> <table> </table> <div hidden> <br> <li> <ol> <pre> <a\thref='x.doc'> &nbsp; 国务院 文号： 。".split(" ")), max_size=40))
def test_any_markup_is_read(parts):
    try:
        text = read_bytes("a.html", "".join(parts).encode()).text
    except ReadError:
        return
    assert all(line == line.strip() for line in text.split("\n") if line)


def test_the_whole_corpus_is_read_or_reported(shared):
    unread = {}
    for source in list_sources([shared / "corpus" / folder for folder in ("seeds", "dev", "pool")]).files:
        try:
            policy = read(source.path, source.name)
        except ReadError as error:
            unread[source.name] = error.reason
            continue
        assert len(policy.text) > 100, source.name
        assert policy.diagnostics == (), source.name
        assert "\ufffd" not in policy.text and "<td" not in policy.text
    assert unread == {}
