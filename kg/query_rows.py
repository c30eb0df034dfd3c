"""The rows of an answer on their way into a file, which counts the bytes; both end the query at its limits.

Every query loads this, so it loads nothing that takes time: no regular expressions, no typing, no dataclasses.
"""

import marshal
from collections.abc import Callable, Iterable, Iterator
from io import BufferedIOBase

BATCH = 1000  # rows written at once
_LENGTH = 8  # bytes before a batch that say how long it is: marshal reads bytes six times as fast as a file
_XSD = "http://www.w3.org/2001/XMLSchema#"
NUMERIC = {_XSD + "integer": "integer", **dict.fromkeys((_XSD + "decimal", _XSD + "double", _XSD + "float"), "number")}  # kind of a datatype


class TooLarge(Exception):
    """An answer over a limit; its text is the message for the user."""


def count_up_to(rows: Iterable, most: int | None) -> Iterator:
    """The rows, until there are more than ``most``."""
    for count, row in enumerate(rows, 1):
        if count - 1 == most:
            raise too_many_rows(most)
        yield row


def too_many_rows(most: int) -> TooLarge:
    return TooLarge(f"the query was stopped: its answer has more than {most} rows (--max-rows allows more, LIMIT asks for fewer)")


def write_rows(
    path: str, columns: int, rows: Iterable[tuple], words: Callable[[object], str], kind: Callable[[object], str],
    most: int | None, size: int | None, limit: int | None,
) -> tuple[list[str], int, bool]:  # fmt: skip
    """Write rows as ``read_rows`` reads them; the kind of each column, how many rows, whether there are more.

    ``words`` and ``kind`` (integer, number, text) are asked of the cells of a row that are not None. ``most`` rows and ``size`` bytes
    are what an answer may have, else TooLarge is raised; of ``limit`` rows on they are cut off.
    """
    kinds: list[str | None] = [None] * columns
    open_columns = list(range(columns))
    count, more = 0, False
    batch: list[tuple] = []
    with open(path, "wb") as opened:
        file = AnswerFile(opened, size)
        for row in count_up_to(rows, most):
            if count == limit:
                more = True
                break
            count += 1
            for place in open_columns:
                if row[place] is not None:
                    kinds[place] = _join(kinds[place], kind(row[place]))
                    if kinds[place] == "text":  # whatever follows
                        open_columns = [other for other in open_columns if other != place]
            batch.append(tuple(None if cell is None else words(cell) for cell in row))
            if len(batch) == BATCH:
                _write_batch(file, batch)
                batch = []
        _write_batch(file, batch)
    return [name or "text" for name in kinds], count, more


def _write_batch(file: "AnswerFile", batch: list[tuple]) -> None:
    packed = marshal.dumps(batch)
    file.write(len(packed).to_bytes(_LENGTH, "little"))
    file.write(packed)


def read_rows(path: str) -> Iterator[tuple]:
    """The rows that ``write_rows`` has written there."""
    with open(path, "rb") as file:
        while length := file.read(_LENGTH):
            yield from marshal.loads(file.read(int.from_bytes(length, "little")))


def _join(known: str | None, kind: str) -> str:
    """The kind of a column that was ``known``, which is no text, and now has ``kind`` too."""
    return kind if known in (None, kind) or kind == "text" else "number"


class AnswerFile:
    """A binary stream that takes ``size`` bytes (None: any number), and raises TooLarge."""

    def __init__(self, file: BufferedIOBase, size: int | None):
        self._file, self._size, self._written = file, size, 0

    def write(self, chunk: bytes) -> int:
        self._written += len(chunk)
        if self._size is not None and self._written > self._size:
            raise TooLarge(f"the query was stopped: its answer has more than {write_size(self._size)} (--max-size allows more, LIMIT asks for less)")
        return self._file.write(chunk)

    def flush(self) -> None:
        self._file.flush()


def write_size(count: int) -> str:
    """2 GB, 256 MB, 1500 bytes."""
    for unit, name in ((30, "GB"), (20, "MB"), (10, "kB")):
        if count >> unit and not count & ((1 << unit) - 1):
            return f"{count >> unit} {name}"
    return f"{count} bytes"
