"""The linking rules on Spark SQL: the same text as on DuckDB (``kg.link.engine``), on the same tables.

Each table is written as Parquet before the next rule reads it, so that the loss of an executor costs a part of one rule.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.link.engine import load_rules, make_table, score_likeness
from kg.link.tables import COLUMNS


def run_rules_on_spark(session, tables: dict[str, list[tuple]], results: tuple[str, ...], folder: Path) -> dict[str, list[tuple]]:
    """As ``run_rules``: rows of the tables named in ``results``, sorted. ``folder``: where all machines of the cluster keep the tables."""
    from pyarrow import parquet

    for name, columns in COLUMNS.items():
        path = Path(folder, name)
        path.mkdir(parents=True, exist_ok=True)
        parquet.write_table(make_table(columns, tables[name]), path / "rows.parquet")
        kinds = {"": "string", "int": "bigint", "bool": "boolean", "double": "double"}
        _show(session, folder, name, ", ".join(f"{column} {kinds[kind]}" for column, _, kind in (c.partition(":") for c in columns.split())))
    for name, rule in load_rules():
        _make(session, folder, name, session.sql(rule))
        if name == "compared":
            pairs = session.sql("SELECT DISTINCT cited, known FROM compared")
            _make(session, folder, "likeness", pairs.mapInArrow(_score, "cited string, known string, likeness double"))
    return {name: sorted((tuple(row) for row in session.table(name).collect()), key=repr) for name in results}


def _make(session, folder: Path, name: str, frame) -> None:
    frame.write.mode("overwrite").parquet(str(Path(folder, name)))
    _show(session, folder, name, frame.schema)


def _show(session, folder: Path, name: str, schema) -> None:
    """A table for the rules that follow; its schema is given, since finding it out would be a job more."""
    session.read.schema(schema).parquet(str(Path(folder, name))).createOrReplaceTempView(name)


def _score(batches) -> Iterator:
    import pyarrow

    for batch in batches:
        cited, known = batch.column(0).to_pylist(), batch.column(1).to_pylist()
        scores = pyarrow.array(score_likeness(list(zip(cited, known))), pyarrow.float64())
        yield pyarrow.RecordBatch.from_arrays([batch.column(0), batch.column(1), scores], names=["cited", "known", "likeness"])
