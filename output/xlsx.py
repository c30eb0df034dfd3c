"""Tables as an Excel workbook, a sheet each: the few parts of OOXML that tables need.

Text cells are inline strings, so nothing in a document can become a formula.
The file has no dates in it: the same rows give the same bytes.
"""

import re
import zipfile
from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

from kg.errors import OutputError

ROWS = 1_048_576  # of a sheet, header included
CELL = 32_767  # characters of a cell

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # _x0041_ in a cell would be read as A
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})  # xml.sax.saxutils would load the network modules
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")  # more digits than a spreadsheet keeps stay text


class Sheet(NamedTuple):
    """``types``: text for a column of texts, anything else for one of numbers; a number that is none stays text."""

    name: str
    columns: Iterable[str]
    types: Iterable[str]
    rows: Iterable[Iterable[str | None]]


def write_xlsx(
    columns: Iterable[str], types: Iterable[str], rows: Iterable[Iterable[str | None]], stream: BinaryIO
) -> None:
    """A workbook of one sheet. ``types``: integer, number or text for each column. Raises OutputError when a sheet cannot hold the rows."""
    write_workbook([Sheet("policykg", columns, types, rows)], stream)


def write_workbook(sheets: list[Sheet], stream: BinaryIO) -> None:
    """The sheets in their order, names of at most 31 characters. Raises OutputError when a sheet cannot hold its rows."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in _parts([sheet.name for sheet in sheets]).items():
            archive.writestr(zipfile.ZipInfo(name), _HEAD + xml)
        for place, sheet in enumerate(sheets, 1):
            numeric = [kind != "text" for kind in sheet.types]
            with archive.open(zipfile.ZipInfo(f"xl/worksheets/sheet{place}.xml"), "w", force_zip64=True) as file:
                file.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
                file.write(_row(sheet.columns, [False] * len(numeric)))
                for number, row in enumerate(sheet.rows, 2):
                    if number > ROWS:
                        raise OutputError(f"a sheet holds {ROWS} rows: take csv or parquet")
                    file.write(_row(row, numeric))
                file.write(b"</sheetData></worksheet>")


def _parts(names: list[str]) -> dict[str, str]:
    """The parts of a workbook that only name others."""
    ids = range(1, len(names) + 1)
    override = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET}"/>' for n in ids)
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in zip(ids, names))
    related = "".join(f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in ids)
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK}"/>{override}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
    }


def _row(cells: Iterable[str | None], numeric: list[bool]) -> bytes:
    written = []
    for cell, number in zip(cells, numeric):
        if cell is None:
            written.append("<c/>")
        elif number and _NUMBER.fullmatch(cell):
            written.append(f"<c><v>{cell}</v></c>")
        else:
            text = _ESCAPE.sub("_x005F_", _ILLEGAL.sub("\ufffd", cell[:CELL])).translate(_MARKUP)
            written.append(f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
    return f"<row>{''.join(written)}</row>".encode()
