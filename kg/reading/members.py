"""Files that hold many documents: JSON Lines, Parquet of raw documents, WARC. Each member has a name and its bytes.

The name is the member's own, below the file and never of the file's order, so that it is the same in whatever pieces the
file is read: of JSON Lines its ``name`` or ``id``, of a web page its address without the scheme. It says how the member is
read, and ends with a known suffix; a member without a name is called by the hash of its bytes.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kg.errors import UNSEEN, ReadError
from kg.reading.limits import Limits
from kg.reading.sources import SUFFIXES

Member = tuple[str, bytes]  # name, raw bytes

SAME_NAME = "another document of this name was read"
MOST_SAID = 1_000  # members of one file that are named because they cannot be read; of the others their number is said
_KINDS = {".jsonl": "lines", ".ndjson": "lines", ".parquet": "rows", ".warc": "warc"}
_TYPES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md", "application/pdf": ".pdf",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx"}  # fmt: skip
_BATCH = 256
_NOT_IN_NAMES = re.compile(rf'[\\:*?"<>|]|{UNSEEN.pattern}')
_PART, _NAME = 240, 2_000  # bytes of one part and of a whole name: file systems take 255 and some 4,000


def kind_of_members(path: str) -> str | None:
    """``lines``, ``rows`` or ``warc`` where a file of this name holds many documents, else None."""
    return _KINDS.get(Path(path.lower().removesuffix(".gz")).suffix)


def list_members(path: str, limits: Limits = Limits()) -> Iterator[Member | ReadError]:
    """The members of one file in its order; an error stands for a member, or for the rest of a file that is damaged.

    A line or page of more bytes than a file may have is none. Memory of ``limits`` is for who reads in a process of its own.
    """
    readers = {"lines": _list_lines, "rows": _list_rows, "warc": _list_pages}
    try:
        yield from readers[kind_of_members(path)](path, limits)
    except MemoryError:
        raise
    except Exception as error:  # zlib, pyarrow and warcio raise what they like, OverflowError among it
        if "temporarily unavailable" in str(error):  # no memory was left for a thread of pyarrow's
            raise MemoryError from error
        yield ReadError(path, f"cannot be read: {getattr(error, 'strerror', None) or ' '.join(str(error).split())[:200]}")


def unpack(path: str, folder: Path, limits: Limits = Limits()) -> list[ReadError]:
    """Write the members of one file under ``folder``, and say what could not be read: ``MOST_SAID`` of them, and how many more.

    Of two members of one name and unlike bytes the one with the smaller SHA-256 stays, in whatever order they come.
    """
    failed, more = [], 0
    for error in _unpack(path, folder, limits):
        if len(failed) < MOST_SAID:
            failed.append(error)
        else:
            more += 1
    return [*failed, ReadError(path, f"{more} more of its documents cannot be read")] if more else failed


def _unpack(path: str, folder: Path, limits: Limits) -> Iterator[ReadError]:
    member = None
    for member in list_members(path, limits):
        if isinstance(member, ReadError):
            yield member
            continue
        name, raw = member
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            before = target.read_bytes() if target.exists() else raw
            if before != raw:
                yield ReadError(name, SAME_NAME)
                raw = min(before, raw, key=lambda one: hashlib.sha256(one).digest())
            target.write_bytes(raw)
        except OSError as error:
            yield ReadError(name, f"cannot be unpacked: {error.strerror or error}")
    if member is None:
        yield ReadError(path, "no documents in it")


def read_line(line: bytes) -> Member:
    """The member of a line of JSON: {name or id, text or html}. Raises ValueError with the reason."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("a line that is no JSON") from None
    words, suffix = None, ".txt"
    if isinstance(said, dict):
        words, suffix = (said["html"], ".html") if "html" in said else (said.get("text"), ".txt")
    if not isinstance(words, str):
        raise ValueError("a line without text or html")
    raw = words.encode("utf-8", "surrogatepass")
    name = said.get("name") or said.get("id")
    return name_member(str(name) if isinstance(name, (str, int)) else "", raw, suffix), raw


def name_member(said: str, raw: bytes, suffix: str) -> str:
    """A path of plain parts with forward slashes, below nothing and above nothing, with a suffix that says how it is read."""
    parts = [_NOT_IN_NAMES.sub("_", part).strip(" ") for part in said.split("/")]
    parts = [part[:80].encode("utf-8")[:_PART].decode("utf-8", "ignore") for part in parts if part.strip(".")]
    name = "/".join(part.lstrip(".") or "_" for part in parts)
    if not name or len(name.encode("utf-8")) > _NAME:
        name = hashlib.sha256(raw).hexdigest()[:20]
    return name if Path(name).suffix.lower() in SUFFIXES else name + suffix


def _list_lines(path: str, limits: Limits) -> Iterator[Member | ReadError]:
    longest = limits.file_bytes + 1
    with (gzip.open if path.lower().endswith(".gz") else open)(path, "rb") as stream:
        number = 0
        while line := stream.readline(longest):
            number += 1
            if len(line) == longest:
                yield limits.too_large(f"{path}:{number}")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(longest)
            elif line.strip():
                try:
                    yield read_line(line)
                except ValueError as error:
                    yield ReadError(f"{path}:{number}", str(error))


def _list_rows(path: str, limits: Limits) -> Iterator[Member | ReadError]:
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        check_columns(file.schema_arrow.names)
        for batch in file.iter_batches(_BATCH, columns=["name", "bytes"]):
            for name, raw in zip(batch["name"].to_pylist(), batch["bytes"].to_pylist()):
                yield read_row(name, raw)


def check_columns(names: list[str]) -> None:
    if not {"name", "bytes"} <= set(names):
        raise ValueError(f"a Parquet of raw documents has the columns name and bytes, this one has {', '.join(names)[:100]}")


def read_row(name: str | None, raw: bytes | str | None) -> Member:
    """The member of a row. Raises ValueError where its cells are no words and no bytes."""
    raw = raw.encode("utf-8") if isinstance(raw, str) else b"" if raw is None else raw
    if not isinstance(raw, bytes) or not isinstance(name, str | None):
        raise ValueError("a Parquet of raw documents has strings as names and bytes or strings as bytes")
    return name_member(name or "", raw, ".txt"), raw


def _list_pages(path: str, limits: Limits) -> Iterator[Member | ReadError]:
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise ValueError("reading WARC takes pip install 'policykg[spark]'") from None
    with open(path, "rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                if record.rec_type not in ("response", "resource"):
                    continue
                status = record.http_headers.get_statuscode() if record.http_headers else "200"
                kind = ((record.http_headers or record.rec_headers).get_header("Content-Type") or "").partition(";")[0].strip().lower()
                if status == "200" and kind in _TYPES:
                    raw = record.content_stream().read(limits.file_bytes + 1)
                    name = _name_page(record.rec_headers.get_header("WARC-Target-URI") or "", raw, _TYPES[kind])
                    yield limits.too_large(name) if len(raw) > limits.file_bytes else (name, raw)
        except ArchiveLoadFailed as error:
            yield ReadError(path, f"no WARC, or a damaged one: {' '.join(str(error).split())[:100]}")


def _name_page(address: str, raw: bytes, suffix: str) -> str:
    try:
        parts = urlsplit(address.strip("<>"))
    except ValueError:  # an address that is none
        return name_member("", raw, suffix)
    asked = f"_{hashlib.sha256(parts.query.encode()).hexdigest()[:8]}" if parts.query else ""
    path = unquote(parts.path, errors="replace")
    name = (parts.netloc + (path if path.strip("/") else "/index")).rstrip("/")
    if asked and Path(name).suffix.lower() in SUFFIXES:
        name, own = name[: -len(Path(name).suffix)], Path(name).suffix
        return name_member(name + asked + own, raw, suffix)
    return name_member(name + asked, raw, suffix)
