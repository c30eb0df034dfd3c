"""A table as an Excel workbook of one sheet: the few parts of OOXML that a table needs.

Text cells are inline strings, so nothing in a document can become a formula.
The file has no dates in it: the same rows give the same bytes.
"""

import re
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from kg.errors import OutputError

ROWS = 1_048_576  # of a sheet, header included
CELL = 32_767  # characters of a cell

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="policykg" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # _x0041_ in a cell would be read as A
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})  # xml.sax.saxutils would load the network modules
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")  # more digits than a spreadsheet keeps stay text


def write_xlsx(
    columns: Iterable[str], types: Iterable[str], rows: Iterable[Iterable[str | None]], stream: BinaryIO
) -> None:
    """``types``: integer, number or text for each column. Raises OutputError when a sheet cannot hold the rows."""
    numeric = [kind != "text" for kind in types]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in _PARTS.items():
            archive.writestr(zipfile.ZipInfo(name), _HEAD + xml)
        with archive.open(zipfile.ZipInfo("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            sheet.write(_row(columns, [False] * len(numeric)))
            for number, row in enumerate(rows, 2):
                if number > ROWS:
                    raise OutputError(f"a sheet holds {ROWS} rows: take csv or parquet")
                sheet.write(_row(row, numeric))
            sheet.write(b"</sheetData></worksheet>")


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
