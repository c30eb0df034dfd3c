"""What linking keeps of each record, worked out where the record lies: one Parquet folder, which the rules read as it is.

A source that was read under several names has a row for each of them; the ``first`` by name is the one that is linked.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.engines.program import Program
from kg.link import Gist, gist_of, kinds_of_rows
from kg.link.on_spark import columns_of
from kg.records import Record

SCHEMA = ", ".join(["source string", "first boolean", "gist string", *(f"{name} array<struct<{columns_of(name, ':')}>>" for name in kinds_of_rows())])
_RECORDS = "SELECT source, row_number() OVER (PARTITION BY sha256 ORDER BY source) = 1 AS first, json FROM records"


def make_gists(session, folder: Path, program: Program):
    """The gists of the table ``records`` as Parquet files in ``folder``; a frame of ``SCHEMA``, in any order."""
    session.sql(_RECORDS).mapInArrow(_Gists(program), SCHEMA).write.mode("overwrite").parquet(str(folder))
    return session.read.schema(SCHEMA).parquet(str(folder))


class Gists:
    """The gists that are linked, without their rows; with them the outlines of all records are read, and kept."""

    def __init__(self, folder: Path):
        self._folder = folder
        self.outlines: list[Record] = []

    def __iter__(self) -> Iterator[Gist]:
        from pyarrow import parquet

        for path in sorted(self._folder.glob("*.parquet")):
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(1000, columns=["first", "gist"]):
                    for first, line in zip(*(column.to_pylist() for column in batch.columns)):
                        gist = Gist.from_json(line, {})
                        self.outlines.append(gist.outline)
                        if first:
                            yield gist


class _Gists:
    """A task over batches of records."""

    def __init__(self, program: Program):
        self.program = program

    def __call__(self, batches: Iterable) -> Iterator:
        import pyarrow

        from kg.arrow import array_of

        self.program.use()
        kinds = {name: pyarrow.list_(kind) for name, kind in kinds_of_rows().items()}
        for batch in batches:
            gists = [gist_of(Record.from_json(line)) for line in batch.column("json").to_pylist()]
            told = pyarrow.array([gist.to_json() for gist in gists], pyarrow.string())
            rows = [array_of(kind, [gist.rows.get(name, []) for gist in gists]) for name, kind in kinds.items()]
            yield pyarrow.RecordBatch.from_arrays([batch.column("source"), batch.column("first"), told, *rows], names=["source", "first", "gist", *kinds])
