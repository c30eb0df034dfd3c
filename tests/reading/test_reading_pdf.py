"""kg.reading.pdf and layout: paragraphs are whole again, across pages too, and lines that are lines stay so."""

import pytest
from pdf_file import LEFT, PITCH, SIZE, TOP, pdf_file, set_text

from kg.errors import ReadError
from kg.reading import read_bytes
from kg.reading.layout import PageLine, join_lines

LONG = "为规范河道采砂行为，维护河势稳定，保障防洪安全，根据《中华人民共和国水法》《中华人民共和国河道管理条例》等法律法规规定，结合我市实际，现提出如下意见，请认真贯彻执行。"
LONGER = "（一）落实属地责任。县级人民政府对本行政区域内河道采砂管理负总责，建立定期巡查制度，及时处置违法行为。（市水利局牵头，市公安局、市交通运输局按职责分工负责）"


def text_of(raw: bytes) -> list[str]:
    return read_bytes("a.pdf", raw).text.split("\n")


def test_wrapped_lines_become_paragraphs_and_the_heads_lines_stay():
    paragraphs = [
        "|岚州市人民政府文件", "|岚政发〔2021〕15号", "|岚州市人民政府关于加强全市", "|河道采砂管理工作的意见",
        "<各县（市、区）人民政府，市政府各部门、各直属机构，各有关企业事业单位：", LONG, "一、明确管理责任", LONGER, ">岚州市人民政府", ">2021年6月8日",
    ]  # fmt: skip
    assert text_of(pdf_file(set_text(paragraphs))) == [text.lstrip("|<>") for text in paragraphs]


def test_a_sentence_goes_on_over_the_page_and_page_numbers_go():
    lines = set_text([LONG, LONGER])
    for cut in range(1, len(lines)):
        first = [*lines[:cut], (LEFT + 12 * SIZE, 60.0, "— 1 —")]
        second = [(x, TOP - PITCH * row, text) for row, (x, _, text) in enumerate(lines[cut:])] + [(LEFT + 12 * SIZE, 60.0, "- 2 -")]
        assert text_of(pdf_file(first, second)) == [LONG, LONGER]


def test_running_heads_go_and_numbers_within_the_text_stay():
    pages = [
        [(LEFT, 810.0, "岚州市水利局　河道采砂管理制度汇编"), *set_text([f"第{n}条", LONG, "2021", f"共有{n}项。"]), (LEFT + 200, 40.0, f"第 {n} 页 共 3 页")]
        for n in (1, 2, 3)
    ]
    text = text_of(pdf_file(*pages))
    assert text == [line for n in (1, 2, 3) for line in (f"第{n}条", LONG, "2021", f"共有{n}项。")]


def test_blanks_that_only_set_characters_apart_go():
    assert text_of(pdf_file([(LEFT, TOP, "公"), (LEFT + 4 * SIZE, TOP, "告"), (LEFT, 700.0, "全文共二十八条，自公布之日起施行。")]))[0] == "公告"
    row = [(LEFT, TOP, "成文日期：2021"), (LEFT + 9.25 * SIZE, TOP, "年"), (LEFT + 10.5 * SIZE, TOP, "6"), (LEFT + 11.75 * SIZE, TOP, "月")]
    assert text_of(pdf_file(row))[0] == "成文日期：2021年6月"


def test_what_was_drawn_last_but_stands_higher_is_put_in_its_place():
    title, *rest = set_text(["|关于加强河道管理的通知", "|（代拟稿）", LONG])
    moved = [title, *rest[1:], rest[0]]
    assert text_of(pdf_file(moved)) == ["关于加强河道管理的通知", "（代拟稿）", LONG]


def line(text: str, left: float, row: int, right: float | None = None, tabular: bool = False) -> PageLine:
    return PageLine(text, left, left + len(text) if right is None else right, -1.5 * row, -1.5 * row - 1, 1.0, tabular)


def test_paragraphs_without_indents_part_at_the_end_of_a_sentence():
    full = "市水利局负责全市河道采砂的统一管理和监督检查工作并且定期通报。"
    lines = [line(full, 0, 0), line("县水利局负责本县河道采砂的日常管理和监督检查工作并且定期上报", 0, 1), line("市水利局。", 0, 2)]
    assert join_lines([lines]) == [full, lines[1].text + lines[2].text]


def test_rows_of_a_table_and_lines_of_other_size_are_not_joined():
    wide = "序号任务名称责任单位完成时限序号任务名称责任单位完成时限序号任务"
    assert len(join_lines([[line(wide, 0, 0, tabular=True), line(wide, 0, 1, tabular=True)]])) == 2
    big = PageLine("岚州市人民政府关于加强全市河道采砂管理工作的意见稿", 0, 31, 0, -1.2, 1.2)
    assert join_lines([[big, line(wide, 0, 1), line("名称", 0, 2)]]) == [big.text, wide + "名称"]


def test_scans_broken_and_encrypted_files():
    with pytest.raises(ReadError, match="scanned pdf without a text layer"):
        read_bytes("a.pdf", pdf_file([]))
    with pytest.raises(ReadError, match="broken PDF"):
        read_bytes("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 10)
    with pytest.raises(ReadError, match="not a pdf"):
        read_bytes("a.pdf", b"hello")
    with pytest.raises(ReadError, match="password"):
        read_bytes("a.pdf", encrypted(pdf_file(set_text([LONG]))))


def encrypted(raw: bytes) -> bytes:
    import io

    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(raw))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_without_text_among_others_are_reported():
    policy = read_bytes("a.pdf", pdf_file(set_text([LONG]), []))
    assert policy.text == LONG and policy.media_type == "application/pdf" and policy.encoding is None
    assert [note.code for note in policy.diagnostics] == ["pages-without-text"]


def test_pypdf_reads_what_pdfium_does_not_open(monkeypatch):
    import pypdfium2

    def refuse(raw):
        raise pypdfium2.PdfiumError("Failed to load document (PDFium: Data format error).")

    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
    policy = read_bytes("a.pdf", pdf_file(set_text(["|关于加强河道管理的通知", LONG, LONGER])))
    assert [note.code for note in policy.diagnostics] == ["pdf-fallback"]
    assert policy.text.replace("\n", "") == "关于加强河道管理的通知" + LONG + LONGER
