"""Reading: the bytes of one source become a PolicyText.

``read`` and ``read_bytes`` raise ReadError and nothing else; ``list_sources``
says which files an input means. What a file is, is seen from its first bytes and
only then from its name: a page saved as .txt is still a page.
"""

import hashlib
import os
import re
import stat
import sys
from pathlib import Path

from kg.errors import ReadError
from kg.reading.decode import decode
from kg.reading.sources import STDIN, SUFFIXES, Source, Sources, list_sources, nothing_readable
from kg.records import PolicyText

__all__ = ["SIZE_LIMIT", "STDIN", "SUFFIXES", "Source", "Sources", "list_sources", "nothing_readable", "read", "read_bytes"]

SIZE_LIMIT = 100_000_000  # bytes of one file; a 公文 has a few hundred thousand at most, a scan some millions

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Also of fragments: what crawlers save of a page begins with one of these.
_PAGE_START = re.compile(
    r"[\ufeff\s]*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|meta|title|body|div|table|article|section|p)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_OLD_OFFICE = (b"\xd0\xcf\x11\xe0", b"{\\rtf")  # .doc and .wps; .rtf
_REFUSED = (
    (b"\x89PNG", "an image, not text"),
    (b"\xff\xd8\xff", "an image, not text"),
    (b"GIF8", "an image, not text"),
    (b"Rar!", "an archive, not text"),
    (b"7z\xbc\xaf", "an archive, not text"),
    (b"\x1f\x8b", "an archive, not text"),
)


def read(path: str | os.PathLike, name: str | None = None, limit: int = SIZE_LIMIT) -> PolicyText:
    """The text of one file ("-" is stdin); ``name`` is its source in the record, by default its base name.

    ``limit`` is the size in bytes above which a file is refused. Raises ReadError, with the path as given.
    """
    path = os.fspath(path)
    if path == STDIN:
        return read_bytes(name or STDIN, _within(STDIN, sys.stdin.buffer.read(limit + 1), limit))
    try:
        # Looked at before opening: a pipe or a device could block for ever.
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise ReadError(path, "a folder, not a file")
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(path, "not a regular file")
        with open(path, "rb") as stream:
            raw = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise ReadError(path, getattr(error, "strerror", None) or str(error)) from error
    try:
        return read_bytes(name or os.path.basename(path), _within(path, raw, limit))
    except ReadError as error:
        raise ReadError(path, error.reason) from error


def read_bytes(name: str, raw: bytes) -> PolicyText:
    """The text of a source whose bytes are at hand; the suffix of ``name`` helps to tell Markdown from plain text.

    Raises ReadError, and nothing else, for whatever bytes.
    """
    for magic, reason in _REFUSED:
        if raw.startswith(magic):
            raise ReadError(name, reason)
    suffix = Path(name).suffix.lower()
    encoding, notes = None, ()
    # The readers of containers are imported where they are used: each costs more than reading a page.
    if b"%PDF-" in raw[:1024]:
        from kg.reading.pdf import read_pdf

        media_type = "application/pdf"
        text, notes = read_pdf(name, raw)
    elif raw.startswith(b"PK\x03\x04"):
        from kg.reading.docx import read_docx

        media_type = DOCX
        text, notes = read_docx(name, raw)
    elif raw.startswith(_OLD_OFFICE):
        from kg.reading.office import read_office

        media_type, text, notes = read_office(name, raw)
    elif suffix in (".pdf", ".docx") and raw:
        raise ReadError(name, f"not a {suffix[1:]} file, whatever its name says")
    else:
        text, encoding, notes = decode(name, raw)
        if suffix in (".html", ".htm") or _is_page(text):
            from kg.reading.html import read_html

            media_type = "text/html"
            text = read_html(name, text)
        elif suffix == ".md":
            from kg.reading.markdown import read_markdown

            media_type = "text/markdown"
            text = read_markdown(text)
        else:
            media_type = "text/plain"
    if not text.strip():
        raise ReadError(name, "no text in it")
    return PolicyText(name, text, hashlib.sha256(raw).hexdigest(), media_type, encoding, tuple(notes))


def _is_page(text: str) -> bool:
    return _PAGE_START.match(text, 0, 2000) is not None


def _within(path: str, raw: bytes, limit: int) -> bytes:
    if len(raw) > limit:
        raise ReadError(path, f"larger than {limit // 1_000_000} MB")
    return raw
