"""The file of an answer, which counts the rows and bytes that go into it and ends the query at the limits."""

import marshal
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from kg.query_limits import write_size

BATCH = 1000  # rows written at once
_XSD = "http://www.w3.org/2001/XMLSchema#"
NUMERIC = {_XSD + "integer": "integer", **dict.fromkeys((_XSD + "decimal", _XSD + "double", _XSD + "float"), "number")}  # kind of a datatype
_INSIDE = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_STRING = re.compile(rb'"' + _INSIDE.pattern + rb'"', re.DOTALL)


class TooLarge(Exception):
    """An answer over a limit; its text is the message for the user."""


def count_up_to(rows: Iterable, most: int | None) -> Iterator:
    """The rows, until there are more than ``most``."""
    for count, row in enumerate(rows, 1):
        if count - 1 == most:
            raise TooLarge(f"the query was stopped: its answer has more than {most} rows (--max-rows allows more, LIMIT asks for fewer)")
        yield row


def write_rows(
    path: str, columns: int, rows: Iterable[tuple], words: Callable[[Any], str], kind: Callable[[Any], str],
    most: int | None, size: int | None, limit: int | None,
) -> tuple[list[str], int, bool]:  # fmt: skip
    """Write rows as ``kg.query.QueryResult`` reads them; the kind of each column, how many rows, whether there are more.

    ``words`` and ``kind`` (integer, number, text) are asked of the cells of a row that are not None. ``most`` rows and ``size`` bytes
    are what an answer may have, else TooLarge is raised; of ``limit`` rows on they are cut off.
    """
    kinds: list[str | None] = [None] * columns
    count, more = 0, False
    batch: list[tuple] = []
    with open(path, "wb") as opened:
        file = AnswerFile(opened, size)
        for row in count_up_to(rows, most):
            if count == limit:
                more = True
                break
            count += 1
            for place, cell in enumerate(row):
                if cell is not None and kinds[place] != "text":
                    kinds[place] = _join(kinds[place], kind(cell))
            batch.append(tuple(None if cell is None else words(cell) for cell in row))
            if len(batch) == BATCH:
                file.write(marshal.dumps(batch))
                batch = []
        file.write(marshal.dumps(batch))
    return [name or "text" for name in kinds], count, more


def _join(known: str | None, kind: str) -> str:
    """The kind of a column that was ``known``, which is no text, and now has ``kind`` too."""
    return kind if known in (None, kind) or kind == "text" else "number"


class AnswerFile:
    """A binary stream for Oxigraph's serializers. ``form``: json, xml, csv or tsv, whose rows are counted as they pass; None: no rows."""

    def __init__(self, file: BinaryIO, size: int | None, form: str | None = None, rows: int | None = None):
        self._file, self._size, self._rows = file, size, rows
        self._count = {"json": self._in_json, "xml": self._in_xml, "csv": self._in_csv, "tsv": self._in_tsv}.get(form) if rows is not None else None
        self._written, self._found = 0, -1 if form in ("csv", "tsv") else 0  # a header is no row
        self._quoted, self._kept = False, b""  # within a string; what the last chunk left over

    def write(self, chunk: bytes) -> int:
        self._written += len(chunk)
        if self._size is not None and self._written > self._size:
            raise TooLarge(f"the query was stopped: its answer has more than {write_size(self._size)} (--max-size allows more, LIMIT asks for less)")
        if self._count:
            self._found += self._count(chunk)
            if self._found > self._rows:
                raise TooLarge(f"the query was stopped: its answer has more than {self._rows} rows (--max-rows allows more, LIMIT asks for fewer)")
        return self._file.write(chunk)

    def flush(self) -> None:
        self._file.flush()

    def _in_tsv(self, chunk: bytes) -> int:
        """A line break inside a cell is written as an escape."""
        return chunk.count(b"\n")

    def _in_csv(self, chunk: bytes) -> int:
        found = 0
        for number, part in enumerate(chunk.split(b'"')):
            self._quoted ^= number > 0
            found += 0 if self._quoted else part.count(b"\n")
        return found

    def _in_xml(self, chunk: bytes) -> int:
        text = self._kept + chunk
        self._kept = text[-7:]
        return text.count(b"<result>")

    def _in_json(self, chunk: bytes) -> int:
        """A row begins with ``{`` right behind ``[`` or ``,``: within a row a name stands before every ``{``. Strings are left out."""
        text, place = self._kept + chunk, 0
        if self._quoted:
            place = _INSIDE.match(text).end()
            if place == len(text) or text[place] != 0x22:  # the chunk ends within the string, perhaps with a backslash
                self._kept = text[place:]
                return 0
            place += 1
        words, quote, cut = _STRING.sub(b"_", text[place:]).partition(b'"')  # a quote that is left opens a string that goes on
        self._quoted = bool(quote)
        if self._quoted:
            self._kept = b"\\" if (len(cut) - len(cut.rstrip(b"\\"))) % 2 else b""
        else:
            self._kept = words[-1:] if words.endswith((b"[", b",")) else b""
        return words.count(b"[{") + words.count(b",{")
