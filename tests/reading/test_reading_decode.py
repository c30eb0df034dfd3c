"""kg.reading.decode: the encoding is found whatever the label says; nothing is repaired that is not certain."""

import pytest

from kg.errors import ReadError
from kg.reading.decode import decode, likeness

SIMPLIFIED = (
    "县人民政府办公室关于印发农村公路养护工作方案的通知\n各乡镇人民政府，县政府各部门：\n"
    "为进一步加强农村公路养护管理工作，经县政府同意，现就有关事项通知如下。\n一、总体要求\n"
    "到2025年底，全县农村公路列养率达到百分之百。（县交通运输局牵头，县财政局配合）\n"
)
TRADITIONAL = (
    "縣人民政府辦公室關於印發農村公路養護工作方案的通知\n各鄉鎮人民政府，縣政府各部門：\n"
    "為進一步加強農村公路養護管理工作，經縣政府同意，現就有關事項通知如下。\n一、總體要求\n"
)


@pytest.mark.parametrize(
    "text, codec, found",
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED + "碶㙍䶮", "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-32", "utf-32-le"),
        ("国发〔2012〕48号", "gb18030", "gb18030"),
        ("Notice of 2019\n", "ascii", "utf-8"),
    ],
)
def test_the_encoding_is_found(text, codec, found):
    assert decode("a.txt", text.encode(codec)) == (text, found, ())


@pytest.mark.parametrize("label", ["gb2312", "GBK", "utf-8", "big5", "iso-8859-1", "no-such-thing", "hex", "undefined"])
def test_a_label_is_only_a_hint(label):
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">\n<p>陈珺、李旻昇：{SIMPLIFIED}</p>'
    text, encoding, notes = decode("a.html", page.encode("gb18030"))
    assert (text, encoding, notes) == (page, "gb18030", ())


def test_a_big5_page_with_its_label():
    page = f'<?xml version="1.0" encoding="big5"?>{TRADITIONAL}'
    assert decode("a.html", page.encode("big5hkscs"))[:2] == (page, "big5hkscs")


def test_line_ends_and_nuls_go_before_offsets_are_counted():
    assert decode("a.txt", "一\r\n二\r三\n四\x00五".encode())[0] == "一\n二\n三\n四五"


def test_the_blank_of_chinese_editors_is_a_space():
    assert decode("a.txt", "通知".encode("gb18030") + b"\xa3\xa0" + SIMPLIFIED.encode("gb18030"))[0].startswith("通知\u3000县")


def test_a_few_broken_bytes_leave_the_rest_readable():
    raw = bytearray((SIMPLIFIED * 5).encode())
    raw[100:101] = b"\xff"
    text, encoding, notes = decode("a.txt", bytes(raw))
    assert encoding == "utf-8" and "\ufffd" in text and "列养率" in text
    assert [note.code for note in notes] == ["broken-bytes"]
    cut = SIMPLIFIED.encode()[:-2]
    assert decode("a.txt", cut)[1] == "utf-8"


@pytest.mark.parametrize("wrong, right", [("gb18030", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030")])
def test_garbled_text_is_restored_where_that_is_certain(wrong, right):
    text = SIMPLIFIED.replace("。", "，")
    text = "经县政府同意\n现就有关事项通知如下\n县交通运输局牵头\n加强财政资金使用管理\n"
    garbled = text.encode(right).decode(wrong)
    restored, _, notes = decode("a.txt", garbled.encode())
    assert restored == text and [note.code for note in notes] == ["mojibake-repaired"]


def test_garbled_text_that_lost_bytes_is_only_reported():
    garbled = SIMPLIFIED.encode().decode("gb18030", "replace").replace("\ufffd", "?")
    text, _, notes = decode("a.txt", garbled.encode())
    assert text == garbled and [note.code for note in notes] == ["mojibake"]


@pytest.mark.parametrize("raw", [b"", b"  \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", "\u3000\n\u3000".encode(), b"\x00\x00"])
def test_empty_files(raw):
    with pytest.raises(ReadError, match="empty file"):
        decode("a.txt", raw)


@pytest.mark.parametrize("raw", [bytes(range(256)) * 8, b"\x7fELF\x02\x01" + bytes(200), b"\x93NUMPY\x80\xff\xfe\x01" * 40])
def test_binary_files(raw):
    with pytest.raises(ReadError, match="not text"):
        decode("a.txt", raw)


def test_likeness_tells_prose_from_wrong_decodings():
    assert likeness(SIMPLIFIED) > 0.6 and likeness(TRADITIONAL) > 0.6
    assert likeness(SIMPLIFIED.encode("gb18030").decode("big5hkscs", "replace")) < 0.1
    assert likeness(TRADITIONAL.encode("big5").decode("gb18030", "replace")) < 0.1
    assert likeness("plain ASCII") == 0.0
