"""Word documents (.docx): paragraphs, tables and text boxes in the order of the document.

Read from the XML itself: python-docx leaves out the text in inserted runs,
content controls and smart tags (in which older Word wraps dates and places). Only
the parts that hold text are unpacked, each up to a limit, and XML with a document
type is refused, so that neither a zip bomb nor an entity bomb gets far.
"""

import io
import zipfile

from lxml import etree

from kg.errors import ReadError
from kg.reading.numbering import Numbering, child, load_numbering, local, value
from kg.records import Diagnostic

_PART_LIMIT = 40_000_000  # bytes of one unpacked part; a document of 500 pages has about 10 million
_RATIO_LIMIT = 300  # unpacked to packed; the XML of documents packs 10 to 40 times

_WIDEST_CELL = 20  # columns

# Deleted text, field codes, formatting, what a reader does not see.
_SKIPPED = frozenset("del moveFrom delText instrText delInstrText pPr rPr sectPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr rt".split())


def read_docx(name: str, raw: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of a .docx, a paragraph a line, a table row a line with ' | ' between cells.

    Ordinals that Word numbers by itself are written out; text boxes stand before the paragraph that anchors them; headers,
    footers, notes, comments and deleted text are left out. Raises ReadError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = {info.filename: info for info in archive.infolist()}
            main = next((part for part in ("word/document.xml", "word/document2.xml") if part in parts), None)
            if main is None:
                raise ReadError(name, "an archive or Office file without a Word document in it")
            document = _parse(name, archive, parts[main])
            numbering = load_numbering(
                *(
                    _parse(name, archive, parts[part]) if part in parts else None
                    for part in ("word/numbering.xml", "word/styles.xml")
                )
            )
        lines = _blocks(child(document, "body"), numbering)
    except (ReadError, MemoryError):
        raise
    except RuntimeError as error:  # zipfile's word for "needs a password", and its NotImplementedError
        raise ReadError(name, "the file is encrypted or packed in an unknown way") from error
    except Exception as error:  # zipfile, zlib and lxml raise a dozen classes on broken files
        raise ReadError(name, f"a broken .docx file ({type(error).__name__})") from error
    text = "\n".join(lines)
    if not text.strip():
        raise ReadError(name, "no text in the document (only pictures?)")
    return text, ()


def _parse(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> etree._Element:
    if info.file_size > _PART_LIMIT or info.file_size > 1_000_000 and info.file_size > _RATIO_LIMIT * info.compress_size:
        raise ReadError(name, f"{info.filename} unpacks to {info.file_size // 1_000_000} MB: refused")
    with archive.open(info) as stream:
        unpacked = stream.read(_PART_LIMIT + 1)  # the size in the directory may lie
    if len(unpacked) > _PART_LIMIT:
        raise ReadError(name, f"{info.filename} unpacks to more than {_PART_LIMIT // 1_000_000} MB: refused")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(unpacked, parser)
    if root.getroottree().docinfo.doctype:
        raise ReadError(name, f"{info.filename} declares a document type (entities): refused")
    return root


def _blocks(container: etree._Element | None, numbering: Numbering) -> list[str]:
    lines: list[str] = []
    for element in container if container is not None else ():
        kind = local(element)
        if kind == "p":
            lines.extend(_paragraph(element, numbering))
        elif kind == "tbl":
            lines.extend(_table(element, numbering))
        elif kind not in _SKIPPED:  # content controls, custom XML, inserted blocks
            lines.extend(_blocks(element, numbering))
    return lines


def _paragraph(paragraph: etree._Element, numbering: Numbering) -> list[str]:
    label = numbering.label(paragraph)
    runs: list[str] = []
    boxes: list[str] = []
    _collect(paragraph, numbering, runs, boxes)
    text = "".join(runs).replace("\xa0", " ").replace("\u200b", "")
    own = [line for part in text.split("\n") if (line := part.strip())]
    if own and label:
        own[0] = label + own[0]
    return boxes + own


def _collect(element: etree._Element, numbering: Numbering, runs: list[str], boxes: list[str]) -> None:
    for inner in element:
        kind = local(inner)
        if kind == "t":
            runs.append(inner.text or "")
        elif kind in ("tab", "ptab"):
            runs.append(" ")
        elif kind in ("br", "cr"):
            runs.append("\n")
        elif kind == "noBreakHyphen":
            runs.append("-")
        elif kind == "txbxContent":
            boxes.extend(_blocks(inner, numbering))
        elif kind == "AlternateContent":  # the same box twice, for new and old programs
            _collect(inner if len(inner) < 2 else inner[:1][0], numbering, runs, boxes)
        elif kind == "r" and _is_hidden(inner):
            continue
        elif kind not in _SKIPPED:
            _collect(inner, numbering, runs, boxes)


def _is_hidden(run: etree._Element) -> bool:
    mark = child(run, "rPr", "vanish")
    return mark is not None and value(mark) not in ("0", "false", "off")


def _table(table: etree._Element, numbering: Numbering) -> list[str]:
    rows = [[_blocks(cell, numbering) if not _continues(cell) else [] for cell in row] for row in _rows(table)]
    heads = next((at for at, row in enumerate(rows) if len(row) > 1), 0)
    if rows:
        rows[heads] = [column for cell, lines in zip(_rows(table)[heads], rows[heads]) for column in (lines, *[[]] * _further(cell))]
    width = max(map(len, rows), default=0)
    holds_text = any(len(cell) > 8 and sum(map(len, cell)) > 800 for row in rows for cell in row)
    if width < 2 or holds_text:  # only lays the page out
        return [line for row in rows for cell in row for line in cell]
    return [" | ".join(" ".join(cell) for cell in row).strip() for row in rows if any(row)]


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    def inside(container: etree._Element, wanted: str) -> list[etree._Element]:
        found = []
        for element in container:
            if local(element) == wanted:
                found.append(element)
            elif local(element) in ("sdt", "sdtContent", "customXml", "ins"):
                found.extend(inside(element, wanted))
        return found

    return [inside(row, "tc") for row in inside(table, "tr")]


def _further(cell: etree._Element) -> int:
    """The columns beyond its own that a cell covers, where another cell stands behind it."""
    merged = child(cell, "tcPr", "gridSpan")
    span = value(merged) or "" if merged is not None and cell.getnext() is not None else ""
    return min(int(span), _WIDEST_CELL) - 1 if span.isdecimal() and 0 < len(span) < 5 else 0


def _continues(cell: etree._Element) -> bool:
    # A cell merged with the one above: its place stays, empty.
    merged = child(cell, "tcPr", "vMerge")
    return merged is not None and value(merged) in (None, "continue")
