"""What linking keeps of the records of a workspace, beside them: one Parquet file that a build writes as it links.

A gist is worked out where the last build had none of this record, and of all records when the program has changed.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kg.link import Gist, gist_of
from kg.record_file import RecordFile, made_by, read_rows, written_rows
from kg.records import Record
from kg.workspace import GISTS, Workspace, program_hash

_COLUMNS = ("source", "sha256", "extractor", "gist")
_KEY = _COLUMNS[:3]


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
    known = set(wanted) & set(_rows(before, program, _KEY))
    anew = records.of_sources({sha256 for source, sha256, extractor in wanted if (source, sha256, extractor) not in known})
    with closing(_rows(before, program, _COLUMNS)) as rows, written_rows(path, _COLUMNS, program) as write:
        kept = (row for row in rows if row[:3] in known)
        for key in wanted:
            gist, line = _parsed(next(kept, None)) if key in known else (None, "")
            if gist is None:
                gist = gist_of(_find(key, records.of_sources({key[1]}) if key in known else anew))
                line = gist.to_json()
            write((*key, line))
            yield gist


def _find(key: tuple[str, str, str], records: Iterator[Record]) -> Record:
    return next(record for record in records if (record.source, record.sha256) == key[:2])


def _parsed(row: tuple | None) -> tuple[Gist | None, str]:
    """The gist of a row and its line; no gist of a damaged one."""
    try:
        return Gist.from_json(row[3]), row[3]
    except (ValueError, KeyError, TypeError):
        return None, ""


def _rows(path: Path, program: str, columns: tuple[str, ...]) -> Iterator[tuple]:
    """The rows of a file that this program wrote, as far as they can be read; none of another."""
    from pyarrow import ArrowException

    if made_by(path) != program:
        return
    try:
        yield from read_rows(path, columns)
    except (OSError, KeyError, ArrowException):
        return
