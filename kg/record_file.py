"""The records of a workspace on disk: one Parquet file, sorted by source, read as a stream.

A hundred thousand records do not fit into the memory of an office PC; what goes over all of them goes over the file.
"""

import json
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.arrow import array_of
from kg.errors import WorkspaceError
from kg.records import Record

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Schema

    from kg.journal import Journal

_GROUP = 1_000  # records read and written at once
_MAKER = b"policykg"  # in a file's metadata
_COLUMNS = ("source", "sha256", "media_type", "kind", "extractor", "json")


class Stored(NamedTuple):
    """A record as it is kept: ``line`` is its JSON, ``extractor`` what made it (``kg.workspace.extractor_hash``)."""

    source: str
    sha256: str
    media_type: str
    kind: str
    extractor: str
    line: str

    @classmethod
    def of(cls, record: Record, extractor: str) -> "Stored":
        return cls(record.source, record.sha256, record.media_type, record.kind, extractor, record.to_json())

    @classmethod
    def of_line(cls, line: str, extractor: str) -> "Stored":
        """The same of a record that is JSON already."""
        said = json.loads(line)
        return cls(said["source"], said["sha256"], said["media_type"], said["kind"], extractor, line)


class Row(NamedTuple):
    """A row of a file as it was read, to be written again without its strings being made."""

    batch: "RecordBatch"
    place: int


class RecordFile:
    """Records in the order of their keys, as often as it is iterated; without a file there are none.

    ``journal``: of the build that wrote the file, where it is still open.
    """

    def __init__(self, path: Path | None, journal: "Journal | None" = None):
        self.path, self._journal = path, journal

    def __iter__(self) -> Iterator[Record]:
        """Raises WorkspaceError for a damaged file, as every other way to read it."""
        return (self._parse(line) for (line,) in self._rows(("json",)))

    def of_sources(self, shas: Collection[str]) -> Iterator[Record]:
        """The records of these sha256 alone, which is cheaper than all, and cheapest where all of them are new: the journal has them one by one."""
        if not shas:
            return iter(())
        if self._journal and all(key in self._journal for key in self._keys(shas)):
            return map(self._parse, map(self._journal.line, self._keys(shas)))
        return (self._parse(line) for _, line in self._rows(("sha256", "json"), shas))

    def heads(self) -> Iterator[tuple[str, str, str, str]]:
        """(source, sha256, kind, extractor) of each, which is cheaper still."""
        return self._rows(("source", "sha256", "kind", "extractor"))

    def rows(self) -> Iterator[tuple[tuple[str, str], Row]]:
        """The key of each and its row, for ``write_records``."""
        yield from read_kept(self._read(lambda path: read_batches(path, _COLUMNS)), _COLUMNS[:2])

    def _keys(self, shas: Collection[str]) -> Iterator[tuple[str, str]]:
        return (key for key in self._rows(("source", "sha256")) if key[1] in shas)

    def _rows(self, columns: tuple[str, ...], shas: Container[str] | None = None) -> Iterator[tuple]:
        return self._read(lambda path: read_rows(path, columns, shas))

    def _read(self, read: Callable[[Path], Iterator]) -> Iterator:
        from pyarrow import ArrowException

        if self.path is None or not self.path.is_file():
            return
        try:
            yield from read(self.path)
        except (OSError, KeyError, ArrowException) as error:
            raise self._damaged(error) from error

    def _parse(self, line: str) -> Record:
        try:
            return Record.from_json(line)
        except (ValueError, KeyError, TypeError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> WorkspaceError:
        return WorkspaceError(f"{self.path} cannot be read ({error}): delete the workspace and build again")


def read_batches(path: Path, columns: tuple[str, ...]) -> Iterator["RecordBatch"]:
    """The rows of a file, some together, with these columns of it in their order. Raises OSError, KeyError, ArrowException."""
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(_GROUP, columns=list(columns)):
            yield batch.select(list(columns))


def read_kept(batches: Iterable["RecordBatch"], columns: tuple[str, ...]) -> Iterator[tuple[tuple, Row]]:
    """What each row says in these columns, and the row itself."""
    for batch in batches:
        for place, said in enumerate(zip(*(batch.column(name).to_pylist() for name in columns))):
            yield said, Row(batch, place)


def read_rows(path: Path, columns: tuple[str, ...], shas: Container[str] | None = None) -> Iterator[tuple]:
    """The rows of columns of strings, those of these sha256 alone where they are given. Raises as ``read_batches``."""
    for batch in read_batches(path, columns):
        if shas is not None:
            import pyarrow

            batch = batch.filter(pyarrow.array([sha256 in shas for sha256 in batch.column("sha256").to_pylist()], pyarrow.bool_()))
        yield from zip(*(batch.column(name).to_pylist() for name in columns))


def made_by(path: Path) -> str | None:
    """What ``written_rows`` was told of who made a file; None where there is none or it cannot be read."""
    import pyarrow.parquet

    try:
        return pyarrow.parquet.read_schema(path).metadata[_MAKER].decode("ascii")
    except (OSError, KeyError, TypeError, pyarrow.ArrowException):
        return None


def write_records(path: Path, records: Iterable[Stored | Row]) -> None:
    """A new file of records, which come in the order of their keys. Raises OSError where the disk does not take it."""
    import pyarrow

    with written_rows(path, pyarrow.schema([(name, pyarrow.string()) for name in _COLUMNS])) as write:
        for stored in records:
            write(stored)


@contextmanager
def written_rows(path: Path, schema: "Schema", maker: str = "", compression: str = "snappy") -> Iterator[Callable[[tuple | Row], None]]:
    """In ``with``: what adds a row to a new file, the same bytes for a row that was read and for one of values.

    ``schema``: of strings and of lists of rows; ``maker``: see ``made_by``. Raises OSError where the disk does not take it.
    """
    import pyarrow.parquet

    schema = schema.with_metadata({_MAKER: maker})
    long = {"json", "gist", "lines", "made_of"}  # no two values are equal: a dictionary of them costs time
    leaves = [f"{field.name}.list.element.{one.name}" for field in schema if pyarrow.types.is_list(field.type) for one in field.type.value_type]
    short = [name for name in schema.names if name not in long and pyarrow.types.is_string(schema.field(name).type)]
    with pyarrow.parquet.ParquetWriter(path, schema, compression=compression, use_dictionary=[*short, *leaves]) as writer:
        group = _Group(writer, schema)
        yield group.add
        group.write()


class _Group:
    """Rows that are written together: of rows that follow each other in a batch that was read only where they begin and end is kept."""

    def __init__(self, writer, schema: "Schema"):
        self._writer, self._schema = writer, schema
        self._pieces: list[RecordBatch] = []  # of rows that were read
        self._values: list[tuple] = []  # the others
        self._order: list[int] = []  # which row of the pieces, or (below 0) of the values, comes next
        self._read: list = [None, 0, 0]  # a batch, its first row and the one behind the last

    def add(self, row: tuple | Row) -> None:
        if not isinstance(row, Row):
            self._values.append(row)
            self._order.append(-len(self._values))
        else:
            if row.batch is not self._read[0] or row.place != self._read[2]:
                self._end_read()
                self._read = [row.batch, row.place, row.place]
            self._read[2] += 1
            self._order.append(len(self._order) - len(self._values))
        if len(self._order) == _GROUP:
            self.write()

    def write(self) -> None:
        """Write what waits, if anything does."""
        import pyarrow

        self._end_read()
        made, count = len(self._values), len(self._order)
        tables = [pyarrow.Table.from_batches(self._pieces).cast(self._schema)] if self._pieces else []
        if made:
            tables.append(pyarrow.Table.from_struct_array(array_of(pyarrow.struct(self._schema), self._values)).cast(self._schema))
        if tables:
            table = pyarrow.concat_tables(tables)
            if len(tables) > 1:  # some between the others
                table = table.take(pyarrow.array([place if place >= 0 else count - made - 1 - place for place in self._order]))
            self._writer.write_table(table.combine_chunks())
        self._pieces, self._values, self._order = [], [], []

    def _end_read(self) -> None:
        batch, start, stop = self._read
        if batch is not None:
            self._pieces.append(batch.slice(start, stop - start))
        self._read = [None, 0, 0]
