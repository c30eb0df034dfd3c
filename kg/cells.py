"""Cells of tables that people open in a spreadsheet, and rows that stay rows in every program."""

import csv
import re
from typing import Protocol, TextIO

# Programs pass over blanks and signs that are not seen before they look for the sign of a formula.
_FORMULA = re.compile(r"[\t\r]|[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\-@＝＋－＠]")


def make_harmless(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


class RowWriter(Protocol):
    """What ``csv.writer`` gives."""

    def writerow(self, row, /): ...

    def writerows(self, rows, /): ...


def row_writer(stream: TextIO) -> RowWriter:
    r"""A writer of csv with \n line ends that puts a carriage return in quotes too: bare, most programs take it for the end of a row."""
    return csv.writer(_Rows(stream), lineterminator="\r\n")  # quoted is what has a character of the line's end


class _Rows:
    def __init__(self, stream: TextIO):
        self._stream = stream

    def write(self, row: str) -> None:
        self._stream.write(row[:-2] + "\n")
