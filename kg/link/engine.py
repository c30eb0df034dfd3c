"""Runs the linking rules: each file of ``rules/`` is a SELECT that makes the table of its name.

The text is plain SQL (joins, groups, windows) so that another engine can run it. Similarity of
titles is one pure batch function beside it, called where the rules ask for it: after the table
``compared`` stands.
"""

import re
from functools import cache
from pathlib import Path

from kg.link.tables import COLUMNS

_RULES = Path(__file__).resolve().parent / "rules"
_MEMORY = "1GB"


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


def run_rules(tables: dict[str, list[tuple]], results: tuple[str, ...], scratch: Path | None = None) -> dict[str, list[tuple]]:
    """The rows of the tables named in ``results`` after all rules have run, sorted.

    ``tables``: rows of every table in ``COLUMNS``. ``scratch``: folder to which large joins may spill.
    """
    import duckdb  # here: commands that link nothing must not pay for it

    options = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": _MEMORY,
        "temp_directory": str(scratch) if scratch else "",
    }
    with duckdb.connect(":memory:", config=options) as database:
        for name, columns in COLUMNS.items():
            _create(database, name, columns, tables[name])
        for name, rule in load_rules():
            database.execute(f"CREATE TABLE {name} AS {rule}")
            if name == "compared":
                pairs = sorted(database.execute("SELECT DISTINCT cited, known FROM compared").fetchall())
                rows = [(*pair, score) for pair, score in zip(pairs, score_likeness(pairs))]
                _create(database, "likeness", "cited known likeness:double", rows)
        return {name: sorted(database.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in results}


def _create(database, name: str, columns: str, rows: list[tuple]) -> None:
    database.register("incoming", make_table(columns, rows))
    database.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
    database.unregister("incoming")


def make_table(columns: str, rows: list[tuple]):
    """The rows as an Arrow table; ``columns`` as in ``COLUMNS``: names, with :int, :bool or :double."""
    import pyarrow

    kinds = {"": pyarrow.string(), "int": pyarrow.int64(), "bool": pyarrow.bool_(), "double": pyarrow.float64()}
    fields = [pyarrow.field(column, kinds[kind]) for column, _, kind in (c.partition(":") for c in columns.split())]
    turned = list(zip(*rows)) if rows else [()] * len(fields)
    arrays = [pyarrow.array(values, field.type) for values, field in zip(turned, fields)]
    return pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields))
