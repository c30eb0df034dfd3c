"""Runs the linking rules: each file of ``rules/`` is a SELECT that makes the table of its name.

The text is plain SQL (joins, groups, windows) so that another engine can run it. Similarity of
titles is one pure batch function beside it, called where the rules ask for it: after the table
``compared`` stands.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from kg.database import open_database
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


class WaitingRows:
    """Rows of the tables in ``COLUMNS`` that wait for an engine, which takes those of a table together."""

    def __init__(self):
        self._waiting: dict[str, list[tuple]] = {name: [] for name in COLUMNS}

    def add(self, rows: dict[str, list[tuple]]) -> None:
        """Rows of tables, by the names in ``COLUMNS``."""
        for name, more in rows.items():
            self._waiting[name] += more
            if len(self._waiting[name]) >= _AT_ONCE:
                self._take(name)

    def _take(self, name: str) -> None:
        """Take what waits for a table, which may be nothing, and clear it."""
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
        for name in COLUMNS:
            self._take(name)
        for name, rule in load_rules():
            self._database.execute(f"CREATE TABLE {name} AS {rule}")
            if name == "compared":
                pairs = sorted(self._database.execute("SELECT DISTINCT cited, known FROM compared").fetchall())
                columns = "cited known likeness:double"
                self._create("likeness", columns)
                self._insert("likeness", columns, [(*pair, score) for pair, score in zip(pairs, score_likeness(pairs))])
        return {name: self._sorted(name) for name in results}

    def _take(self, name: str) -> None:
        self._insert(name, COLUMNS[name], self._waiting[name])
        self._waiting[name].clear()

    def _sorted(self, name: str) -> Iterator[tuple]:
        found = self._database.cursor().execute(f"SELECT * FROM {name} ORDER BY ALL NULLS FIRST")
        while rows := found.fetchmany(_AT_ONCE):
            yield from rows

    def _create(self, name: str, columns: str) -> None:
        kinds = {"": "VARCHAR", "int": "BIGINT", "bool": "BOOLEAN", "double": "DOUBLE"}
        self._database.execute(f"CREATE TABLE {name} ({', '.join(f'{column} {kinds[kind]}' for column, kind in split_columns(columns))})")

    def _insert(self, name: str, columns: str, rows: list[tuple]) -> None:
        if not rows:
            return
        self._database.register("incoming", table_of(columns, rows))
        self._database.execute(f"INSERT INTO {name} SELECT * FROM incoming")
        self._database.unregister("incoming")


def table_of(columns: str, rows: list[tuple]):
    """The rows as an Arrow table; ``columns`` as in ``COLUMNS``."""
    import pyarrow

    kinds = {"": pyarrow.string(), "int": pyarrow.int64(), "bool": pyarrow.bool_(), "double": pyarrow.float64()}
    fields = [pyarrow.field(column, kinds[kind]) for column, kind in split_columns(columns)]
    turned = zip(*rows) if rows else ((),) * len(fields)
    arrays = [pyarrow.array(values, field.type) for values, field in zip(turned, fields)]
    return pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields))


def split_columns(columns: str) -> list[tuple[str, str]]:
    """(name, kind) of each column; "" is the kind of strings."""
    return [(name, kind) for name, _, kind in (column.partition(":") for column in columns.split())]
