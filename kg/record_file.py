"""The records of a workspace on disk: one Parquet file, sorted by source, read as a stream.

A hundred thousand records do not fit into the memory of an office PC; what goes over all of them goes over the file.
"""

import json
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kg.errors import WorkspaceError
from kg.records import Record

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

    @property
    def key(self) -> tuple[str, str]:
        """Source and sha256, which no two have in common."""
        return self.source, self.sha256


class RecordFile:
    """Records in the order of their keys, as often as it is iterated; without a file there are none."""

    def __init__(self, path: Path | None):
        self.path = path

    def __iter__(self) -> Iterator[Record]:
        """Raises WorkspaceError for a damaged file, as every other way to read it."""
        return (self._parse(stored) for stored in self.stored())

    def of_sources(self, shas: Container[str]) -> Iterator[Record]:
        """The records of these sha256 alone, which is cheaper than all."""
        return (self._parse(stored) for stored in map(Stored._make, self._rows(_COLUMNS, shas)))

    def heads(self) -> Iterator[tuple[str, str, str, str]]:
        """(source, sha256, kind, extractor) of each, which is cheaper still."""
        return self._rows(("source", "sha256", "kind", "extractor"))

    def stored(self) -> Iterator[Stored]:
        return map(Stored._make, self._rows(_COLUMNS))

    def _rows(self, columns: tuple[str, ...], shas: Container[str] | None = None) -> Iterator[tuple]:
        from pyarrow import ArrowException

        if self.path is None or not self.path.is_file():
            return
        try:
            yield from read_rows(self.path, columns, shas)
        except (OSError, KeyError, ArrowException) as error:
            raise self._damaged(error) from error

    def _parse(self, stored: Stored) -> Record:
        try:
            return Record.from_json(stored.line)
        except (ValueError, KeyError, TypeError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> WorkspaceError:
        return WorkspaceError(f"{self.path} cannot be read ({error}): delete the workspace and build again")


def read_rows(path: Path, columns: tuple[str, ...], shas: Container[str] | None = None) -> Iterator[tuple]:
    """The rows of a file of strings, those of these sha256 alone where they are given. Raises OSError, KeyError, ArrowException."""
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(_GROUP, columns=list(columns)):
            if shas is not None:
                batch = batch.filter(pyarrow.array([sha256 in shas for sha256 in batch.column("sha256").to_pylist()]))
            yield from zip(*(batch.column(name).to_pylist() for name in columns))


def made_by(path: Path) -> str | None:
    """What ``written_rows`` was told of who made a file; None where there is none or it cannot be read."""
    import pyarrow.parquet

    try:
        return pyarrow.parquet.read_schema(path).metadata[_MAKER].decode("ascii")
    except (OSError, KeyError, TypeError, pyarrow.ArrowException):
        return None


def write_records(path: Path, records: Iterable[Stored]) -> None:
    """A new file of records, which come in the order of their keys. Raises OSError where the disk does not take it."""
    with written_rows(path, _COLUMNS) as write:
        for stored in records:
            write(stored)


@contextmanager
def written_rows(path: Path, columns: tuple[str, ...], maker: str = "") -> Iterator[Callable[[tuple], None]]:
    """In ``with``: what adds a row to a new file of strings. Raises OSError where the disk does not take it."""
    import pyarrow
    import pyarrow.parquet

    schema = pyarrow.schema([(name, pyarrow.string()) for name in columns], {_MAKER: maker})
    waiting: list[tuple] = []

    def write() -> None:
        writer.write_table(pyarrow.table([pyarrow.array(column, pyarrow.string()) for column in zip(*waiting)], schema=schema))
        waiting.clear()

    def add(row: tuple) -> None:
        waiting.append(row)
        if len(waiting) == _GROUP:
            write()

    with pyarrow.parquet.ParquetWriter(path, schema) as writer:
        yield add
        if waiting:
            write()
