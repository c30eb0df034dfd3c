"""What a build notes as it goes, to go on from if it is stopped: each record with its text, one line each.

Appended and flushed line by line; a line cut short by a kill is not read. Records and texts stay in the file: only
where they stand is kept in memory.
"""

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path

from kg.errors import WorkspaceError
from kg.records import Record

Key = tuple[str, str]  # source, sha256


class Journal:
    """Open it in ``with``; as a container it has the keys of what was noted, that of a build that did not end too."""

    def __init__(self, path: Path):
        self._places: dict[Key, tuple[int, int, int]] = {}  # where the line begins, the bytes of its text and of its record
        self._path = path
        try:
            self._end = self._read() if path.is_file() else 0
            self._stream = open(path, "ab")
            self._stream.truncate(self._end)
            self._again = open(path, "rb")
        except OSError as error:
            raise WorkspaceError(f"{path} cannot be written: {error.strerror}") from error

    def _read(self) -> int:
        complete = 0
        with open(self._path, "rb") as lines:
            for line in lines:
                packed, _, record = line.partition(b"\t")
                try:
                    read = Record.from_json(record.decode("utf-8"))
                    base64.b64decode(packed, validate=True)
                except (ValueError, KeyError, TypeError, binascii.Error):
                    break
                if not line.endswith(b"\n"):
                    break
                self._places[read.source, read.sha256] = complete, len(packed), len(record)
                complete += len(line)
        return complete

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *_) -> None:
        self._stream.close()
        self._again.close()

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: Key) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[Key]:
        return iter(self._places)

    def note(self, record: Record, packed: bytes) -> None:
        """``packed``: the record's text as ``kg.texts`` keeps it. Raises WorkspaceError where the disk does not take it."""
        text, line = base64.b64encode(packed), record.to_json().encode("utf-8") + b"\n"
        try:
            self._stream.write(text + b"\t" + line)
            self._stream.flush()
        except OSError as error:
            raise WorkspaceError(f"{self._path} cannot be written: {error.strerror}") from error
        self._places[record.source, record.sha256] = self._end, len(text), len(line)
        self._end += len(text) + 1 + len(line)

    def packed(self, key: Key) -> bytes | None:
        """The packed text of a record that was noted."""
        if key not in self._places:
            return None
        offset, length, _ = self._places[key]
        self._again.seek(offset)
        return base64.b64decode(self._again.read(length))

    def line(self, key: Key) -> str:
        """A record that was noted, as JSON. Raises KeyError."""
        offset, text, length = self._places[key]
        self._again.seek(offset + text + 1)
        return self._again.read(length).decode("utf-8").rstrip("\n")
