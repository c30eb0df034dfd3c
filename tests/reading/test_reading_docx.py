"""kg.reading.docx and numbering: all text in order, ordinals written out, hostile files refused."""

import io
import zipfile

import pytest
from word_file import level, numbered, paragraph, word_file

from kg.errors import ReadError
from kg.reading import DOCX, read_bytes
from kg.reading.numbering import write_chinese, write_number


def text_of(*parts: str, **more: str) -> str:
    return read_bytes("a.docx", word_file("".join(parts), **more)).text


def test_paragraphs_and_tables_in_order():
    table = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>任务</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>责任单位</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>被合并</w:t></w:r></w:p></w:tc>"
        f"<w:tc>{paragraph('市水利局')}{paragraph('市财政局')}</w:tc></w:tr></w:tbl>"
    )
    text = text_of(paragraph("关于加强河道管理的通知"), table, paragraph("2021年6月8日"))
    assert text == "关于加强河道管理的通知\n任务 | 责任单位\n| 市水利局 市财政局\n2021年6月8日"


def test_a_table_of_one_column_only_lays_out():
    assert text_of(f"<w:tbl><w:tr><w:tc>{paragraph('一、总体要求')}{paragraph('按规定办理。')}</w:tc></w:tr></w:tbl>") == "一、总体要求\n按规定办理。"


def test_text_that_stands_in_other_elements_than_runs():
    body = (
        "<w:p><w:r><w:t>自</w:t></w:r><w:smartTag><w:r><w:t>2021年6月8日</w:t></w:r></w:smartTag><w:ins><w:r><w:t>起</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>施行</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:hyperlink><w:r><w:t>，见附件</w:t></w:r></w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert text_of(body) == "自2021年6月8日起施行，见附件\n甲 乙\n丙-丁"


def test_a_text_box_comes_once():
    box = "<w:txbxContent><w:p><w:r><w:t>岚州市人民政府文件</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>岚政发〔2021〕15号</w:t></w:r></w:p>"
    )
    assert text_of(body) == "岚州市人民政府文件\n岚政发〔2021〕15号"


LISTS = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:abstractNum w:abstractNumId="8">' + level(0, "chineseCounting", "第%1条", '<w:suff w:val="space"/>') + level(1, "bullet", "●") + "</w:abstractNum>"
    '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
)


def test_ordinals_that_word_writes():
    body = [
        numbered("总体要求", 1), numbered("主要任务", 1), numbered("完善制度", 1, 1), numbered("修订办法", 1, 2), numbered("建立台账", 1, 2),
        paragraph("正文没有序号。"), numbered("强化监督", 1, 1), numbered("组织实施", 1), numbered("落实责任", 1, 1), numbered("另一部分", 2),
    ]  # fmt: skip
    assert text_of(*body, numbering=LISTS).split("\n") == [
        "一、总体要求", "二、主要任务", "（一）完善制度", "1.修订办法", "2.建立台账", "正文没有序号。", "（二）强化监督", "三、组织实施",
        "（一）落实责任", "一、另一部分",
    ]  # fmt: skip


def test_articles_bullets_and_numbering_by_style():
    styles = (
        '<w:style w:styleId="a1"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="a2"><w:basedOn w:val="a1"/></w:style>'
    )
    styled = [paragraph("为了规范管理，制定本办法。", '<w:pStyle w:val="a2"/>'), paragraph("本办法适用于本市。", '<w:pStyle w:val="a1"/>')]
    unnumbered = paragraph("附则", '<w:pStyle w:val="a1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    text = text_of(*styled, numbered("说明", 3, 1), unnumbered, numbering=LISTS, styles=styles)
    assert text.split("\n") == ["第一条 为了规范管理，制定本办法。", "第二条 本办法适用于本市。", "说明", "附则"]


@pytest.mark.parametrize(
    "number, format, written",
    [
        (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (11, "chineseCountingThousand", "十一"), (20, "japaneseCounting", "二十"),
        (105, "chineseCounting", "一百零五"), (110, "chineseCounting", "一百一十"), (1010, "chineseCounting", "一千零一十"),
        (3, "ideographTraditional", "丙"), (2, "decimalEnclosedCircle", "②"), (30, "decimalEnclosedCircle", "30"), (4, "lowerRoman", "iv"),
        (9, "upperRoman", "IX"), (2, "upperLetter", "B"), (12, "chineseLegalSimplified", "拾贰"), (7, "decimalZero", "07"), (12, "decimalFullWidth", "１２"),
        (5, "never-heard-of", "5"), (0, "decimal", "0"),
    ],
)  # fmt: skip
def test_number_formats(number, format, written):
    assert write_number(number, format) == written
    assert write_chinese(0) == "〇"


def test_what_is_reported_of_a_document():
    policy = read_bytes("dir/通知.docx", word_file(paragraph("通知")))
    assert (policy.media_type, policy.encoding, policy.source, policy.diagnostics) == (DOCX, None, "dir/通知.docx", ())


def test_bombs_are_refused():
    with pytest.raises(ReadError, match="refused"):
        text_of(paragraph("甲" * 3_000_000))
    entities = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with pytest.raises(ReadError, match="document type"):
        text_of(paragraph("&b;"), prolog=entities)


def test_files_that_are_no_word_documents():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    whole = word_file(paragraph("通知"))
    for raw, reason in [
        (out.getvalue(), "without a Word document"),
        (whole[: len(whole) // 2], "broken"),
        (whole.replace(b"word/document.xml", b"word/document.xm_"), "without a Word document|broken"),
        (word_file("<w:p>"), "broken"),
        (word_file(paragraph("")), "no text"),
        (b"not a zip at all", "not a docx"),
    ]:
        with pytest.raises(ReadError, match=reason):
            read_bytes("a.docx", raw)
