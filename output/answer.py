"""The answer of a query as a file: table, csv, tsv, json, xlsx, parquet.

Every format has a header row and plain lexical values (docs/decisions/answers-are-plain-values.md). csv and
tsv are for programs: a cell that begins with = + - @ stays as it is, and a
spreadsheet may take it for a formula; in xlsx it is text.
"""

import codecs
import io
import json
import unicodedata
from collections.abc import Callable, Iterable
from itertools import chain, islice
from typing import BinaryIO

from kg.cells import make_harmless, row_writer
from kg.query import QueryResult
from output.xlsx import write_xlsx

TABLE_ROWS = 200  # rows of a table on a terminal; ask for csv to see all
_CELL = 60  # columns of a cell in a table
_BATCH = 50_000


def write_answer(result: QueryResult, form: str, stream: BinaryIO) -> None:
    """Write the rows in one of ``ANSWER_FORMATS``, UTF-8 without BOM."""
    ANSWER_FORMATS[form](result, stream)


def write_csv(result: QueryResult, stream: BinaryIO) -> None:
    write_rows(result.columns, result, stream)


def write_rows(columns: Iterable[str], rows: Iterable[Iterable], stream: BinaryIO) -> None:
    """A header row and the rows as csv, \\n line ends."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = row_writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    text.detach()


def write_spreadsheet_csv(result: QueryResult, stream: BinaryIO) -> None:
    """csv for spreadsheets: with a BOM, without which Excel takes UTF-8 for GBK, and no cell that is a formula."""
    stream.write(codecs.BOM_UTF8)
    numeric = [kind != "text" for kind in result.types]
    rows = (tuple(cell if number or cell is None else make_harmless(cell) for cell, number in zip(row, numeric)) for row in result)
    write_rows(result.columns, rows, stream)


def write_tsv(result: QueryResult, stream: BinaryIO) -> None:
    r"""One line a row: a tab, a line break and a backslash inside a value are \t, \n, \r and \\."""
    escapes = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
    for row in chain([result.columns], result):
        stream.write("\t".join((cell or "").translate(escapes) for cell in row).encode("utf-8") + b"\n")


def write_json(result: QueryResult, stream: BinaryIO) -> None:
    """One array of objects, a row each; null where a variable is not bound."""
    stream.write(b"[")
    for number, row in enumerate(result):
        line = json.dumps(dict(zip(result.columns, row)), ensure_ascii=False, sort_keys=True)
        stream.write((",\n " if number else "\n ").encode() + line.encode("utf-8"))
    stream.write(b"\n]\n" if result.count else b"]\n")


def write_table(result: QueryResult, stream: BinaryIO) -> None:
    """Aligned for a terminal: full-width characters take two columns, long cells are cut."""
    rows = [[_shorten(cell or "") for cell in row] for row in chain([result.columns], result)]
    widths = [max(_width(row[place]) for row in rows) for place in range(len(result.columns))]
    rows.insert(1, ["-" * width for width in widths])
    for row in rows:
        line = "  ".join(
            _pad(cell, width, kind != "text") for cell, width, kind in zip(row, widths, result.types)
        )
        stream.write(line.rstrip().encode("utf-8") + b"\n")


def write_parquet(result: QueryResult, stream: BinaryIO) -> None:
    """Columns that hold whole numbers only are int64, other numbers double, the rest strings."""
    import pyarrow
    from pyarrow import parquet

    kinds = {"integer": (pyarrow.int64(), int), "number": (pyarrow.float64(), float), "text": (pyarrow.string(), str)}
    columns = [kinds[kind] for kind in result.types]
    schema = pyarrow.schema([(name, kind) for name, (kind, _) in zip(result.columns, columns)])
    waiting = iter(result)
    with parquet.ParquetWriter(stream, schema) as writer:
        while rows := list(islice(waiting, _BATCH)):
            cells = [
                pyarrow.array([None if row[place] is None else read(row[place]) for row in rows], kind)
                for place, (kind, read) in enumerate(columns)
            ]
            writer.write_table(pyarrow.Table.from_arrays(cells, schema=schema))


ANSWER_FORMATS: dict[str, Callable[[QueryResult, BinaryIO], None]] = {
    "table": write_table,
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
    "xlsx": lambda result, stream: write_xlsx(result.columns, result.types, result, stream),
    "parquet": write_parquet,
}


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _shorten(cell: str) -> str:
    """One line without control characters (a document may hold escape sequences), at most ``_CELL`` columns."""
    kept, width = [], 0
    for char in cell:
        char = " " if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") else char
        width += _width(char)
        if width > _CELL:
            return "".join(kept) + "…"
        kept.append(char)
    return "".join(kept)


def _pad(cell: str, width: int, right: bool) -> str:
    space = " " * (width - _width(cell))
    return space + cell if right else cell + space
