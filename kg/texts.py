"""The plain text of every source, by its hash: what the offsets of records point into, kept so that no original file is needed.

One SQLite file in the workspace, each text compressed by itself, so that one of a hundred thousand is found in a
millisecond and a build holds none but the one in hand. Written whole, or as a copy in which little has changed; who reads opens it for as long as a page needs.
"""

import shutil
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

_TABLE = "CREATE TABLE texts (sha256 TEXT NOT NULL, source TEXT NOT NULL, text BLOB NOT NULL)"
_INSERT = "INSERT INTO texts (source, sha256, text) VALUES (?, ?, ?)"
_INDEX = "CREATE UNIQUE INDEX texts_by_hash ON texts (sha256, source)"


def pack_text(text: str) -> bytes:
    """A text as it is kept; a lone surrogate of a broken page stays what it is, or offsets would move."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack_text(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def write_texts(path: Path, rows: Iterable[tuple[str, str, bytes]]) -> None:
    """A new file of (source, sha256, packed text). Raises OSError where the disk does not take it."""
    Path(path).unlink(missing_ok=True)
    try:
        with closing(_open_draft(path)) as connection:
            connection.execute("BEGIN")
            connection.execute(_TABLE)
            connection.executemany(_INSERT, rows)
            connection.execute(_INDEX)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise OSError(f"{path}: {error}") from error


def change_texts(path: Path, before: Path, gone: Iterable[tuple[str, str]], rows: Iterable[tuple[str, str, bytes]]) -> bool:
    """The same as a copy of the file ``before``, without the texts of these (source, sha256) and with these rows.

    False where that file is damaged: what is at ``path`` then is of no use. Raises OSError as ``write_texts``.
    """
    shutil.copyfile(before, path)
    try:
        with closing(_open_draft(path)) as connection:
            connection.execute("BEGIN")
            connection.executemany("DELETE FROM texts WHERE source = ? AND sha256 = ?", gone)
            connection.executemany(_INSERT, rows)
            connection.execute("COMMIT")
    except sqlite3.DatabaseError:
        return False
    return True


def _open_draft(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")  # a file that is not whole is never renamed into place
    return connection


class Texts:
    """The texts of one workspace, for reading; without a file, or with one that is damaged, there are none."""

    def __init__(self, path: Path):
        self._connection = None
        if Path(path).is_file():
            self._connection = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    def __enter__(self) -> "Texts":
        return self

    def __exit__(self, *_) -> None:
        if self._connection is not None:
            self._connection.close()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._rows("SELECT 1 FROM texts LIMIT 1"))

    def keys(self) -> set[tuple[str, str]]:
        """(source, sha256) of each."""
        return set(self._rows("SELECT source, sha256 FROM texts"))

    def packed(self, source: str, sha256: str) -> bytes | None:
        """As it is kept, to be copied."""
        rows = self._rows("SELECT text FROM texts WHERE sha256 = ? AND source = ?", sha256, source)
        return rows[0][0] if rows else None

    def find(self, sha256: str) -> str | None:
        """The text of these bytes; under several names as the first of them was read, as in the graph."""
        rows = self._rows("SELECT text FROM texts WHERE sha256 = ? ORDER BY source LIMIT 1", sha256)
        try:
            return unpack_text(rows[0][0]) if rows else None
        except (zlib.error, UnicodeDecodeError):
            return None

    def _rows(self, sql: str, *values: str) -> list[tuple]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error:
            return []
