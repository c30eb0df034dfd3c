"""What a build notes as it goes, to go on from if it is stopped: each record with its text, one line each.

Appended and flushed line by line; a line cut short by a kill is not read. The texts stay in the file: only where
they stand is kept in memory.
"""

import base64
import binascii
from pathlib import Path

from kg.errors import WorkspaceError
from kg.records import Record

Key = tuple[str, str]  # source, sha256


class Journal:
    """Open it in ``with``; ``found``: the records of a build that did not end."""

    def __init__(self, path: Path):
        self.found: dict[Key, Record] = {}
        self._places: dict[Key, tuple[int, int]] = {}  # of a packed text in base64: offset and length
        self._path = path
        try:
            self._end = self._read() if path.is_file() else 0
            self._stream = open(path, "ab")
            self._stream.truncate(self._end)
        except OSError as error:
            raise WorkspaceError(f"{path} cannot be written: {error.strerror}") from error

    def _read(self) -> int:
        complete = 0
        with open(self._path, "rb") as lines:
            for line in lines:
                packed, tab, record = line.partition(b"\t")
                try:
                    read = Record.from_json(record.decode("utf-8"))
                    base64.b64decode(packed, validate=True)
                except (ValueError, KeyError, TypeError, binascii.Error):
                    break
                if not tab or not line.endswith(b"\n"):
                    break
                self.found[read.source, read.sha256] = read
                self._places[read.source, read.sha256] = complete, len(packed)
                complete += len(line)
        return complete

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *_) -> None:
        self._stream.close()

    def __len__(self) -> int:
        return len(self._places)

    def note(self, record: Record, packed: bytes) -> None:
        """``packed``: the record's text as ``kg.texts`` keeps it."""
        text = base64.b64encode(packed)
        line = text + b"\t" + record.to_json().encode("utf-8") + b"\n"
        self._stream.write(line)
        self._stream.flush()
        self._places[record.source, record.sha256] = self._end, len(text)
        self._end += len(line)

    def packed(self, key: Key) -> bytes | None:
        """The packed text of a record that was noted."""
        if key not in self._places:
            return None
        offset, length = self._places[key]
        with open(self._path, "rb") as stream:
            stream.seek(offset)
            return base64.b64decode(stream.read(length))
