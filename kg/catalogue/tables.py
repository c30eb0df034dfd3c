"""Table files as headings and rows of strings: CSV in any usual encoding and delimiter, XLSX, Parquet.

A cell is a string without blanks at its ends; what a spreadsheet holds as a date is ISO, an empty cell "".
"""

import csv
import datetime
import io
import warnings
from collections.abc import Iterable, Iterator

from kg.errors import ReadError

Row = tuple[int, list[str]]  # the line in the file, from 1; its cells
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"
_DELIMITERS = ",\t;|"
_EMPTY = frozenset({"nan", "nat", "none", "null", "n/a", "-", "--", "—", "无"})
LARGEST = 200_000_000  # bytes of a file
_LONGEST = 20_000  # characters of a cell that are looked at: no field has more
_MOST_CELLS = 20_000_000  # a small workbook can unpack to more than memory holds, and a cell of CSV can be one byte


def read_table(name: str, raw: bytes) -> tuple[str, list[str], Iterator[Row]]:
    """(media type, headings, rows) of a file; rows that are wholly empty are left out. Raises ReadError."""
    if not raw.strip():
        raise ReadError(name, "empty file")
    if len(raw) > LARGEST:
        raise ReadError(name, f"larger than {LARGEST // 1_000_000} MB")
    if raw.startswith(b"PAR1"):
        kind, rows = PARQUET, _read_parquet(name, raw)
    elif raw.startswith(b"PK\x03\x04"):
        kind, rows = XLSX, _read_xlsx(name, raw)
    elif raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError(name, "an old .xls workbook: save it as .xlsx or CSV")
    else:
        kind, rows = CSV, _read_csv(name, raw)
    filled = ((line, cells) for line, cells in rows if any(cells))
    first = next(filled, None)
    if first is None:
        raise ReadError(name, "no rows in it")
    return kind, first[1], filled


def _clean(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    words = str(value)[:_LONGEST].replace("\ufeff", "").strip(" \t\r\n\u3000\xa0'")
    return "" if words.lower() in _EMPTY else words


def _read_csv(name: str, raw: bytes) -> Iterator[Row]:
    text = _decode(name, raw)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda mark: (first.count(mark), -_DELIMITERS.index(mark)))
    csv.field_size_limit(LARGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        line, seen = 1, 0
        for cells in reader:
            seen += len(cells)
            if seen > _MOST_CELLS:
                raise ReadError(name, f"more than {_MOST_CELLS} cells")
            yield line, [_clean(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(name, f"line {reader.line_num}: {error}") from error


def _decode(name: str, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise ReadError(name, "neither UTF-8 nor GB18030 text")


def _read_xlsx(name: str, raw: bytes) -> Iterator[Row]:
    import openpyxl  # here: a build without workbooks must not pay for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations that no row needs
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            sheet = next(iter(book.worksheets), None)
            seen = 0
            for line, cells in enumerate(sheet.iter_rows(values_only=True) if sheet else (), start=1):
                seen += len(cells)
                if seen > _MOST_CELLS:
                    raise ReadError(name, f"more than {_MOST_CELLS} cells")
                yield line, [_clean(cell) for cell in cells]
    except ReadError:
        raise
    except Exception as error:  # whatever a broken workbook does to its reader
        raise ReadError(name, f"not a readable workbook ({type(error).__name__})") from error


def _read_parquet(name: str, raw: bytes) -> Iterator[Row]:
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.read_table(pyarrow.BufferReader(raw))
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise ReadError(name, f"not a readable Parquet file ({error})") from error
    yield 1, [str(column) for column in table.column_names]
    line = 2
    for batch in table.to_batches(max_chunksize=4096):
        columns = [column.to_pylist() for column in batch.columns]
        for cells in _turned(columns, batch.num_rows):
            yield line, [_joined(cell) for cell in cells]
            line += 1


def _turned(columns: list[list], rows: int) -> Iterable[tuple]:
    return zip(*columns) if columns else (() for _ in range(rows))


def _joined(value: object) -> str:
    """A list in a cell (of issuers) as one string."""
    return "；".join(_clean(one) for one in value) if isinstance(value, list) else _clean(value)
