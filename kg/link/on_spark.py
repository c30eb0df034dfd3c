"""The linking rules on Spark SQL: the same text as on DuckDB (``kg.link.engine``), on the same tables.

Each table is written as Parquet before the next rule reads it, so that the loss of an executor costs a part of one rule.
"""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.link.engine import WaitingRows, load_rules, score_likeness, split_columns
from kg.link.tables import COLUMNS

_KINDS = {"": "string", "int": "bigint", "bool": "boolean", "double": "double"}


class RulesOnSpark(WaitingRows):
    """As ``kg.link.engine.Rules``; ``folder``: where all machines of the cluster keep the tables; ``gists``: a frame of records that are linked, in
    whose columns of lists rows of the tables stand that are not added one by one."""

    def __init__(self, session, folder: Path, gists=None):
        self._session, self._folder, self._gists = session, folder, gists
        super().__init__()
        self._files: dict = {}
        shutil.rmtree(folder, ignore_errors=True)

    def __enter__(self) -> "RulesOnSpark":
        return self

    def __exit__(self, *_) -> None:
        for writer in self._files.values():
            writer.close()

    def run(self, results: tuple[str, ...]) -> dict[str, Iterable[tuple]]:
        """The rows of the tables named in ``results`` after all rules have run, sorted, to be gone over once before the end."""
        self.take_all()
        for name in COLUMNS:
            self._files.pop(name).close()
            rows = self._read(name, columns_of(name))
            if self._gists is not None and name in self._gists.columns:
                rows = rows.unionAll(self._gists.selectExpr(f"inline({name})"))
            rows.createOrReplaceTempView(name)
        for name, rule in load_rules():
            self._make(name, self._session.sql(rule))
            if name == "compared":
                pairs = self._session.sql("SELECT DISTINCT cited, known FROM compared")
                self._make("likeness", pairs.mapInArrow(_score, "cited string, known string, likeness double"))
        return {name: self._sorted(name) for name in results}

    def _sorted(self, name: str) -> Iterator[tuple]:
        table = self._session.table(name)
        return map(tuple, table.orderBy(*(table[column].asc_nulls_first() for column in table.columns)).toLocalIterator())

    def _insert(self, name: str, table) -> None:
        from pyarrow import parquet

        if name not in self._files:
            (self._folder / name).mkdir(parents=True)
            self._files[name] = parquet.ParquetWriter(self._folder / name / "rows.parquet", table.schema)
        self._files[name].write_table(table)

    def _make(self, name: str, frame) -> None:
        frame.write.parquet(str(self._folder / name))
        self._read(name, frame.schema).createOrReplaceTempView(name)

    def _read(self, name: str, schema):
        """A table that was written; its schema is given, since finding it out would be a job more."""
        return self._session.read.schema(schema).parquet(str(self._folder / name))


def columns_of(name: str, colon: str = " ") -> str:
    """The columns of a table in ``COLUMNS`` with their types, as Spark writes them."""
    return ", ".join(f"{column}{colon}{_KINDS[kind]}" for column, kind in split_columns(COLUMNS[name]))


def _score(batches) -> Iterator:
    import pyarrow

    for batch in batches:
        cited, known = batch.column(0).to_pylist(), batch.column(1).to_pylist()
        scores = pyarrow.array(score_likeness(list(zip(cited, known))), pyarrow.float64())
        yield pyarrow.RecordBatch.from_arrays([batch.column(0), batch.column(1), scores], names=["cited", "known", "likeness"])
