"""PDF files with a text layer: their lines with geometry, then paragraphs.

PDFium comes first: on the PDFs of the corpus it is 10 to 30 times faster than pypdf, gives ordinary
characters where the fonts name radicals, and says where each character stands, without which a
wrapped line cannot be told from a short one. pypdf reads what PDFium does not open.
"""

import io
import re
import statistics

from kg.errors import ReadError
from kg.reading.decode import likeness
from kg.reading.layout import PageLine, join_lines
from kg.records import Diagnostic

_CJK = "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN = re.compile(f"[{_CJK}]")
_MARK = re.compile("[\u3001-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…—]")
# PDFium writes U+0002 and U+FFFE for a hyphen at a line end; fonts map their hyphen to the soft hyphen.
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-", "\xa0": " ", "\u200b": None, "\ufeff": None})
_SPREAD = re.compile(f"(?<![{_CJK}])[{_CJK}](?: [{_CJK}])+(?![{_CJK}])")  # 公 告, 总 则
_SPREAD_LINE = re.compile(f"[{_CJK}]{{1,2}}(?: [{_CJK}]{{1,2}}){{2,}}")  # 税务 总局 办 公厅 文件
_ORDINAL_BEFORE = re.compile(r"\d{1,2}(?:\.\d{1,2})*")  # at a line's start; 2019 is none

_STRAYS = 4  # lines at the end of a page that may be out of place; more of them are a second column
_UNREADABLE = 0.1  # likeness below which a text layer says nothing: fonts without a map to characters


def read_pdf(name: str, raw: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of a PDF's text layer, a paragraph a line, without page numbers and running headers.

    Raises ReadError for scans without a text layer, encrypted and broken files.
    """
    pages, notes = None, ()
    try:
        pages = _pages_by_pdfium(name, raw)
    except (ReadError, MemoryError):
        raise
    except Exception:  # the bindings raise several classes; pypdf may still open the file
        notes = (Diagnostic("pdf-fallback", "PDFium did not open the file; read with pypdf, lines may be broken"),)
    if pages is None or _is_garbled(pages):
        try:
            other = _pages_by_pypdf(name, raw)
        except (ReadError, MemoryError):
            raise
        except Exception as error:  # pypdf raises a dozen classes on broken files
            if pages is None:
                raise ReadError(name, f"a broken PDF file ({type(error).__name__})") from error
        else:
            pages = other if pages is None or not _is_garbled(other) else pages
    if not any(line.text.strip() for page in pages for line in page):
        raise ReadError(name, "scanned pdf without a text layer: run OCR on it first (for example ocrmypdf -l chi_sim)")
    if _is_garbled(pages):
        raise ReadError(name, "the text layer has no readable characters (fonts without a character map): run OCR on it")
    blank = sum(not page for page in pages)
    if blank:
        notes += (Diagnostic("pages-without-text", f"{blank} of {len(pages)} pages have no text layer"),)
    return "\n".join(join_lines(pages)), notes


def _is_garbled(pages: list[list[PageLine]]) -> bool:
    text = "".join(line.text for page in pages for line in page)
    return sum(c > "\x7f" for c in text) >= 40 and likeness(text) < _UNREADABLE


def _pages_by_pdfium(name: str, raw: bytes) -> list[list[PageLine]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(name, "the PDF is encrypted and needs a password") from error
        raise
    try:
        return [_page_lines(page) for page in document]
    finally:
        document.close()


def _page_lines(page) -> list[PageLine]:
    from pypdfium2 import raw as pdfium

    layer = page.get_textpage()
    box = pdfium.FS_RECTF()
    lines: list[PageLine] = []
    row: list[tuple[str, float, float, float, float, bool]] = []
    for index in range(layer.count_chars()):
        code = pdfium.FPDFText_GetUnicode(layer.raw, index)
        if code in (10, 13):
            if row:
                lines.append(_line(row))
                row = []
            continue
        pdfium.FPDFText_GetLooseCharBox(layer.raw, index, box)
        made_up = pdfium.FPDFText_IsGenerated(layer.raw, index) == 1
        row.append((chr(code), box.left, box.right, box.top, box.bottom, made_up))
    if row:
        lines.append(_line(row))
    layer.close()
    page.close()
    return _in_place(_beside([line for line in lines if line is not None]))


def _line(row) -> PageLine | None:
    """One line of characters with their boxes: the blanks that only setting put in are taken out."""
    seen = [char for char in row if not char[0].isspace()]
    if not seen:
        return None
    widths = [right - left for character, left, right, *_ in seen if _HAN.match(character)]
    em = statistics.median(widths) if widths else statistics.median([top - bottom for *_, top, bottom, _ in seen])
    em = em if em > 0.1 else 1.0
    text = ""
    before = None
    blank = made_up = False
    for character, left, right, _, _, generated in row:
        if character in " \t\xa0":
            blank, made_up = True, made_up or generated
            continue
        if blank and before is not None and _parts(before, (character, left), em, made_up, text):
            text += " "
        text += character
        before, blank, made_up = (character, right), False, False
    # Characters beyond the basic plane come as two halves.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_HYPHENS)
    if _SPREAD_LINE.fullmatch(text):
        text = text.replace(" ", "")
    text = _SPREAD.sub(lambda match: match.group().replace(" ", ""), text)
    gap = max((b[1] - a[2] for a, b in zip(seen, seen[1:])), default=0.0)
    return PageLine(text.strip(), seen[0][1], seen[-1][2], max(c[3] for c in seen), min(c[4] for c in seen), em, gap > 2 * em)


def _parts(before: tuple[str, float], after: tuple[str, float], em: float, made_up: bool, text: str) -> bool:
    """Whether a blank between two characters is one of the text: Chinese is set without, and justified with, blanks."""
    gap = after[1] - before[1]
    han = [bool(_HAN.match(before[0])), bool(_HAN.match(after[0]))]
    if _MARK.match(before[0]) or _MARK.match(after[0]):
        return gap > 1.5 * em
    if all(han):
        return not made_up or gap > 0.5 * em
    if any(han):  # 2019 年: set apart a quarter of an em; but 1 总则 is an ordinal
        return gap > 0.6 * em or bool(_ORDINAL_BEFORE.fullmatch(text))
    return True


def _beside(lines: list[PageLine]) -> list[PageLine]:
    """Pieces that stand beside each other on one line of the page as one line."""
    joined: list[PageLine] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None:
            overlap = min(last.top, line.top) - max(last.bottom, line.bottom)
            height = min(last.top - last.bottom, line.top - line.bottom)
            gap = line.left - last.right
            if height > 0 and overlap > 0.7 * height and gap > -0.2 * line.em:
                blank = " " if gap > 0.5 * line.em else ""
                joined[-1] = PageLine(
                    last.text + blank + line.text, last.left, line.right, max(last.top, line.top),
                    min(last.bottom, line.bottom), last.em, last.tabular or line.tabular or gap > 2 * line.em,
                )  # fmt: skip
                continue
        joined.append(line)
    return joined


def _in_place(lines: list[PageLine]) -> list[PageLine]:
    """The lines with what was drawn last, but stands higher up, put where it stands.

    Printed web pages end with a search box or the line 发布时间 that belongs to their top; left at the end it would
    part a sentence that goes on overleaf.
    """
    strays = next(
        (
            count
            for count in range(min(_STRAYS, len(lines) // 2), 0, -1)
            if all(line.top > lines[-1 - count].top + 2 * line.em for line in lines[-count:])
        ),
        0,
    )
    ordered = lines[: len(lines) - strays]
    for stray in lines[len(lines) - strays :]:
        place = next((index for index, line in enumerate(ordered) if line.top < stray.bottom), len(ordered))
        ordered.insert(place, stray)
    return ordered


def _pages_by_pypdf(name: str, raw: bytes) -> list[list[PageLine]]:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError(name, "the PDF is encrypted and needs a password")
    pages = []
    for page in reader.pages:
        lines = [line.translate(_HYPHENS).rstrip() for line in page.extract_text().splitlines() if line.strip()]
        # No geometry: a character is one em wide, ASCII half, and lines stand one below the other.
        pages.append([
            PageLine(text.strip(), 0.0, _width(text), -1.5 * row, -1.5 * row - 1, 1.0, "   " in text.strip())
            for row, text in enumerate(lines)
        ])  # fmt: skip
    return pages


def _width(text: str) -> float:
    return sum(0.5 if c <= "\x7f" else 1.0 for c in text.strip())
