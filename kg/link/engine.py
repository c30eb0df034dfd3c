"""Runs the linking rules: each file of ``rules/`` is a SELECT that makes the table of its name.

The text is plain SQL (joins, groups, windows) so that another engine can run it. Similarity of
titles is one pure batch function beside it, called where the rules ask for it: after the table
``compared`` stands.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.arrow import array_of
from kg.database import execute, open_database
from kg.link.tables import COLUMNS

_RULES = Path(__file__).resolve().parent / "rules"
_AT_ONCE = 10_000  # rows handed over together


@cache
def load_rules() -> tuple[tuple[str, str], ...]:
    """(table, SQL text) of every rule in the order in which they run."""
    files = sorted(_RULES.glob("*.sql"), key=lambda path: path.name)
    return tuple((re.sub(r"^\d+_", "", path.stem), path.read_text(encoding="utf-8")) for path in files)


def score_likeness(pairs: list[tuple[str, str]]) -> list[float]:
    """For each pair of cores the share of the shorter one's pairs of characters that the other has (0 to 1)."""
    return [_overlap(one, other) for one, other in pairs]


def _overlap(one: str, other: str) -> float:
    if one == other or one in other or other in one:
        return 1.0
    first, second = ({words[i : i + 2] for i in range(len(words) - 1)} for words in (one, other))
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


class KeptRows(NamedTuple):
    """The rows of one record in a batch that was read: lists of rows in Arrow columns, by the names in ``COLUMNS``, at one ``place``."""

    columns: dict
    place: int

    def as_tuples(self) -> dict[str, list[tuple]]:
        """The same as values."""
        return {name: [tuple(row.values()) for row in column[self.place].as_py()] for name, column in self.columns.items()}


class WaitingRows:
    """Rows of the tables in ``COLUMNS`` that wait for an engine, which takes those of a table together."""

    def __init__(self):
        self._waiting: dict[str, list[tuple]] = {name: [] for name in COLUMNS}
        self._kept: dict[str, list] = {name: [] for name in COLUMNS}  # the same as Arrow tables
        self._batch: tuple[dict, list[int]] = {}, []  # columns, and the places in them that wait

    def add(self, rows: dict[str, list[tuple]] | KeptRows) -> None:
        """Rows of tables, by the names in ``COLUMNS``."""
        if isinstance(rows, KeptRows):
            if rows.columns is not self._batch[0]:
                self._end_batch()
                self._batch = rows.columns, []
            self._batch[1].append(rows.place)
            return
        for name, more in rows.items():
            self._waiting[name] += more
            if len(self._waiting[name]) >= _AT_ONCE:
                self._take(name)

    def take_all(self) -> None:
        """Hand over what still waits; also a table without rows."""
        self._end_batch()
        for name in COLUMNS:
            self._take(name)

    def _end_batch(self) -> None:
        import pyarrow

        columns, places = self._batch
        self._batch = {}, []
        for name, column in columns.items():
            held = column if len(places) == len(column) else column.take(pyarrow.array(places, pyarrow.int64()))
            self._kept[name].append(pyarrow.Table.from_struct_array(held.flatten()))
            if sum(map(len, self._kept[name])) >= _AT_ONCE:
                self._take(name)

    def _take(self, name: str) -> None:
        import pyarrow

        table = pyarrow.concat_tables([table_of(COLUMNS[name], self._waiting[name]), *self._kept[name]])
        self._waiting[name].clear()
        self._kept[name].clear()
        self._insert(name, table)

    def _insert(self, name: str, table) -> None:
        """Take the rows of a table, which may be none."""
        raise NotImplementedError


class Rules(WaitingRows):
    """The rules over one corpus; open it in ``with``, add all rows, run once.

    ``scratch``: folder to which tables and joins may spill what does not fit into the memory they are given.
    """

    def __init__(self, scratch: Path | None = None):
        self._database = open_database(scratch)
        super().__init__()
        for name, columns in COLUMNS.items():
            self._create(name, columns)

    def __enter__(self) -> "Rules":
        return self

    def __exit__(self, *_) -> None:
        self._database.close()

    def run(self, results: tuple[str, ...]) -> dict[str, Iterable[tuple]]:
        """The rows of the tables named in ``results`` after all rules have run, sorted, to be gone over once before the end."""
        self.take_all()
        for name, rule in load_rules():
            execute(self._database, f"CREATE TABLE {name} AS {rule}")
            if name == "compared":
                pairs = sorted(self._database.execute("SELECT DISTINCT cited, known FROM compared").fetchall())
                columns = "cited known likeness:double"
                self._create("likeness", columns)
                self._insert("likeness", table_of(columns, [(*pair, score) for pair, score in zip(pairs, score_likeness(pairs))]))
        return {name: self._sorted(name) for name in results}

    def _sorted(self, name: str) -> Iterator[tuple]:
        found = self._database.cursor().execute(f"SELECT * FROM {name} ORDER BY ALL NULLS FIRST")
        while rows := found.fetchmany(_AT_ONCE):
            yield from rows

    def _create(self, name: str, columns: str) -> None:
        kinds = {"": "VARCHAR", "int": "BIGINT", "bool": "BOOLEAN", "double": "DOUBLE"}
        self._database.execute(f"CREATE TABLE {name} ({', '.join(f'{column} {kinds[kind]}' for column, kind in split_columns(columns))})")

    def _insert(self, name: str, table) -> None:
        if not len(table):
            return
        self._database.register("incoming", table)
        execute(self._database, f"INSERT INTO {name} SELECT * FROM incoming")
        self._database.unregister("incoming")


def table_of(columns: str, rows: list[tuple]):
    """The rows as an Arrow table; ``columns`` as in ``COLUMNS``."""
    import pyarrow

    return pyarrow.Table.from_struct_array(array_of(kind_of(columns), rows))


def kind_of(columns: str):
    """The Arrow type of a row."""
    import pyarrow

    kinds = {"": pyarrow.string(), "int": pyarrow.int64(), "bool": pyarrow.bool_(), "double": pyarrow.float64()}
    return pyarrow.struct([(column, kinds[kind]) for column, kind in split_columns(columns)])


def split_columns(columns: str) -> list[tuple[str, str]]:
    """(name, kind) of each column; "" is the kind of strings."""
    return [(name, kind) for name, _, kind in (column.partition(":") for column in columns.split())]
