"""What linking keeps of the records of a workspace, beside them: one Parquet file that a build writes as it links.

A gist is worked out where the last build had none of this record, and of all records when the program has changed.
"""

from collections.abc import Container, Iterator
from contextlib import closing, suppress
from pathlib import Path

from kg.errors import WorkspaceError
from kg.link import Gist, KeptRows, gist_of, kinds_of_rows
from kg.record_file import RecordFile, Row, made_by, read_batches, read_rows, written_rows
from kg.records import Record
from kg.workspace import GISTS, Workspace, program_hash

_TEXTS = ("source", "sha256", "extractor", "gist")  # beside them the columns of ``kinds_of_rows``
_KEY = _TEXTS[:3]
_NONE = None, None, None, None
Key = tuple[str, str, str]  # source, sha256, extractor


def keep_gists(space: Workspace, records: RecordFile) -> Iterator[Gist]:
    """The gist of each record of a workspace, in their order, kept for the next build when all have been taken. Raises WorkspaceError."""
    with space.replaced(GISTS) as draft:
        yield from write_gists(draft, records, space.folder / GISTS, program_hash())


def write_gists(path: Path, records: RecordFile, before: Path, program: str) -> Iterator[Gist]:
    """The gist of each record, in the order of the records; when all have been taken they are a new file at ``path``.

    ``before``: the file of the last build, which need not be there; ``program``: what a gist depends on besides its record.
    Raises WorkspaceError for a damaged file of records, OSError where the disk does not take the new one.
    """
    wanted = [(source, sha256, extractor) for source, sha256, _, extractor in records.heads()]
    known = set(wanted) & {key for key, _, _, _ in _rows(before, program, _KEY)}
    anew = records.of_sources({sha256 for source, sha256, extractor in wanted if (source, sha256, extractor) not in known})
    schema = _schema()
    with closing(_rows(before, program, tuple(schema.names))) as rows, written_rows(path, schema, program) as write:
        kept = (row for row in rows if row[0] in known)
        for key in wanted:
            gist, row = _parsed(*next(kept, _NONE)) if key in known else (None, None)
            if gist is None:
                gist = gist_of(_find(key, records.of_sources({key[1]}) if key in known else anew))
                row = _row(key, gist)
            write(row)
            yield gist


def kept_keys(space: Workspace) -> list[Key]:
    """Of which records the gists are that are kept, in their order."""
    return [key for key, _, _, _ in _rows(space.folder / GISTS, program_hash(), _KEY)]


def reword_gists(space: Workspace, records: RecordFile, changed: dict[str, Key]) -> dict[str, Gist] | None:
    """Put the gists of texts that were ``changed`` (by their former sha256 their keys now) in the place of those before; by the former sha256 each.

    None, and nothing is written, where one of them means something else to linking than the one before. Raises WorkspaceError.
    """
    program, schema = program_hash(), _schema()
    anew, gists = records.of_sources({key[1] for key in changed.values()}), {}  # in the order of the file: names have not changed
    with suppress(_Otherwise), space.replaced(GISTS) as draft:
        with closing(_rows(space.folder / GISTS, program, tuple(schema.names))) as rows, written_rows(draft, schema, program) as write:
            for key, line, kept, row in rows:
                if key[1] in changed:
                    known, _ = _parsed(key, line, kept, row)
                    gist = gists[key[1]] = gist_of(_find(changed[key[1]], anew))
                    if known is None or known.meaning() != gist.meaning():
                        raise _Otherwise
                    row = _row(changed[key[1]], gist)
                write(row)
        if len(gists) < len(changed):  # the file ended before its end: it is damaged
            raise _Otherwise
        return gists
    return None


class _Otherwise(Exception):
    """A text says something else than before."""


def find_outlines(space: Workspace, shas: Container[str]) -> list[Record]:
    """The outlines of the records of these sources, of gists that are kept. Raises WorkspaceError where they cannot be read."""
    from pyarrow import ArrowException

    try:
        return [Gist.from_json(line, {}).outline for _, line in read_rows(space.folder / GISTS, ("sha256", "gist"), shas)] if shas else []
    except (OSError, KeyError, ArrowException) as error:
        raise WorkspaceError(f"{space.folder / GISTS} cannot be read: {error}") from error


def _row(key: Key, gist: Gist) -> tuple:
    return (*key, gist.to_json(), *(gist.rows.get(name, []) for name in kinds_of_rows()))


def _schema():
    import pyarrow

    return pyarrow.schema([*((name, pyarrow.string()) for name in _TEXTS), *((name, pyarrow.list_(kind)) for name, kind in kinds_of_rows().items())])


def _find(key: Key, records: Iterator[Record]) -> Record:
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
