"""Reading: the bytes of one source become a PolicyText.

``read`` and ``read_bytes`` raise ReadError and nothing else; ``list_sources``
says which files an input means. What a file is, is seen from its first bytes and
only then from its name: a page saved as .txt is still a page.
"""

import hashlib
import os
import re
import sys
from html import unescape
from pathlib import Path

from kg.errors import ReadError
from kg.reading.decode import decode
from kg.reading.limits import Limits
from kg.reading.opening import hash_file, load_bytes, load_small, open_regular
from kg.reading.sources import STDIN, SUFFIXES, Source, Sources, list_sources, nothing_readable
from kg.records import PolicyText

__all__ = [
    "LIGHT", "STDIN", "SUFFIXES", "Limits", "Source", "Sources", "hash_file", "is_light", "is_packed", "list_sources", "load_bytes", "load_light", "load_stdin",
    "nothing_readable", "read", "read_bytes",
]  # fmt: skip

LIGHT = 300_000  # bytes up to which text and pages are read without precautions: they take time and memory in proportion
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Also of fragments: what crawlers save of a page begins with one of these.
_PAGE_START = re.compile(
    r"[\ufeff\s]*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|meta|title|body|div|table|article|section|p)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_DEEP, _MANY_TAGS = 2_000, 20_000  # of a page: elements that are not closed, and all
_OLD_OFFICE = (b"\xd0\xcf\x11\xe0", b"{\\rtf")  # .doc and .wps; .rtf
_REFUSED = (
    (b"\x89PNG", "an image, not text"),
    (b"\xff\xd8\xff", "an image, not text"),
    (b"GIF8", "an image, not text"),
    (b"Rar!", "an archive, not text"),
    (b"7z\xbc\xaf", "an archive, not text"),
    (b"\x1f\x8b", "an archive, not text"),
)


def read(path: str | os.PathLike, name: str | None = None, limits: Limits = Limits(), follow: bool = True) -> PolicyText:
    """The text of one file ("-" is stdin); ``name`` is its source in the record, by default its base name.

    ``follow``: whether ``path`` may be a link. Raises ReadError, with the path as given. Seconds and memory of
    ``limits`` are for who reads in a process of its own: ``kg.engines``.
    """
    path = os.fspath(path)
    raw = load_stdin(limits) if path == STDIN else load_bytes(path, limits, follow)
    try:
        return read_bytes(name or (STDIN if path == STDIN else os.path.basename(path)), raw, limits)
    except ReadError as error:
        raise ReadError(path, error.reason) from error


def load_light(source: Source, limits: Limits) -> bytes | None:
    """The bytes of a source that may be read without precautions, None for all others. Raises ReadError."""
    raw = load_small(source.path, min(LIGHT, limits.file_bytes), source.follow)
    return raw if raw is not None and is_light(raw) else None


def is_light(raw: bytes) -> bool:
    """Whether these are a text or page of modest size: no container that libraries unpack, nothing that another program reads,
    no page of so many open elements that its parser would take long."""
    if len(raw) > LIGHT or b"%PDF-" in raw[:1024] or raw.startswith((b"PK\x03\x04", *_OLD_OFFICE)):
        return False
    tags = raw.count(b"<")
    return tags < _DEEP or tags < _MANY_TAGS and tags - 2 * raw.count(b"</") < _DEEP


def is_packed(path: str) -> bool:
    """Whether a file has to be unpacked by a library: a zip archive, as workbooks are, or Parquet."""
    try:
        with open_regular(path) as stream:
            return stream.read(4) in (b"PK\x03\x04", b"PAR1")
    except (OSError, ValueError, ReadError):
        return False


def load_stdin(limits: Limits) -> bytes:
    raw = sys.stdin.buffer.read(limits.file_bytes + 1)
    if len(raw) > limits.file_bytes:
        raise limits.too_large(STDIN)
    return raw


def read_bytes(name: str, raw: bytes, limits: Limits = Limits()) -> PolicyText:
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

        media_type, text, notes = read_office(name, raw, limits.seconds)
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
            text = _REFERENCE.sub(_character, text)
    if len(text) > limits.characters:
        raise limits.too_long(name)
    if not text.strip():
        raise ReadError(name, "no text in it")
    return PolicyText(name, text, hashlib.sha256(raw).hexdigest(), media_type, encoding, tuple(notes))


# What a text keeps of the page that it was copied from.
_REFERENCE = re.compile(r"&(?:#(?:\d{2,5}|[xX][0-9A-Fa-f]{2,4})|nbsp|[lr][ds]quo|middot|[mn]dash|hellip|amp|lt|gt|quot);")


def _character(reference: re.Match) -> str:
    """What a reference (&#8220; &nbsp;) stands for; itself where that is nothing to be seen."""
    character = unescape(reference.group()).replace("\xa0", " ")
    return character if character.isprintable() else reference.group()


def _is_page(text: str) -> bool:
    return _PAGE_START.match(text, 0, 2000) is not None
