"""What linking keeps of the records of a workspace, beside them: one Parquet file that a build writes as it links.

A gist is worked out where the last build had none of this record, and of all records when the program has changed.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kg.link import Gist, KeptRows, gist_of, kinds_of_rows
from kg.record_file import RecordFile, Row, made_by, read_batches, written_rows
from kg.records import Record
from kg.workspace import GISTS, Workspace, program_hash

_TEXTS = ("source", "sha256", "extractor", "gist")  # beside them the columns of ``kinds_of_rows``
_KEY = _TEXTS[:3]
_NONE = None, None, None, None


def keep_gists(space: Workspace, records: RecordFile) -> Iterator[Gist]:
    """The gist of each record of a workspace, in their order, kept for the next build when all have been taken. Raises WorkspaceError."""
    with space.replaced(GISTS) as draft:
        yield from write_gists(draft, records, space.folder / GISTS, program_hash())


def write_gists(path: Path, records: RecordFile, before: Path, program: str) -> Iterator[Gist]:
    """The gist of each record, in the order of the records; when all have been taken they are a new file at ``path``.

    ``before``: the file of the last build, which need not be there; ``program``: what a gist depends on besides its record.
    Raises WorkspaceError for a damaged file of records, OSError where the disk does not take the new one.
    """
    import pyarrow

    wanted = [(source, sha256, extractor) for source, sha256, _, extractor in records.heads()]
    known = set(wanted) & {key for key, _, _, _ in _rows(before, program, _KEY)}
    anew = records.of_sources({sha256 for source, sha256, extractor in wanted if (source, sha256, extractor) not in known})
    tables = kinds_of_rows()
    schema = pyarrow.schema([*((name, pyarrow.string()) for name in _TEXTS), *((name, pyarrow.list_(kind)) for name, kind in tables.items())])
    with closing(_rows(before, program, tuple(schema.names))) as rows, written_rows(path, schema, program) as write:
        kept = (row for row in rows if row[0] in known)
        for key in wanted:
            gist, row = _parsed(*next(kept, _NONE)) if key in known else (None, None)
            if gist is None:
                gist = gist_of(_find(key, records.of_sources({key[1]}) if key in known else anew))
                row = (*key, gist.to_json(), *(gist.rows.get(name, []) for name in tables))
            write(row)
            yield gist


def _find(key: tuple[str, str, str], records: Iterator[Record]) -> Record:
    return next(record for record in records if (record.source, record.sha256) == key[:2])


def _parsed(key: tuple, line: str, rows: KeptRows | None, row: Row | None) -> tuple[Gist | None, Row | None]:
    """The gist that a line says; none of a damaged one."""
    try:
        return Gist.from_json(line, rows), row
    except (ValueError, KeyError, TypeError):
        return None, None


def _rows(path: Path, program: str, columns: tuple[str, ...]) -> Iterator[tuple[tuple, str | None, KeptRows | None, Row | None]]:
    """Of each row of a file that this program wrote its key, its line, its rules' rows and itself, as far as they can be read; none of another file.

    ``columns``: all, or those of the key alone.
    """
    from pyarrow import ArrowException

    if made_by(path) != program:
        return
    try:
        for batch in read_batches(path, columns):
            texts = [batch.column(name).to_pylist() for name in columns[: len(_TEXTS)]]
            tables = {name: batch.column(name) for name in columns[len(_TEXTS) :]}
            for place, (source, sha256, extractor, *line) in enumerate(zip(*texts)):
                yield (source, sha256, extractor), line[0] if line else None, KeptRows(tables, place), Row(batch, place)
    except (OSError, KeyError, ArrowException):
        return
