"""Answers in the standard formats, whose rows are counted in the bytes as Oxigraph writes them."""

import re
from io import BufferedIOBase

from kg.query_rows import AnswerFile, too_many_rows

_INSIDE = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_STRING = re.compile(rb'"' + _INSIDE.pattern + rb'"', re.DOTALL)


class CountedFile(AnswerFile):
    """A stream for Oxigraph's serializers of ``form`` json, xml, csv or tsv, that takes ``rows`` rows as well (None: any number)."""

    def __init__(self, file: BufferedIOBase, size: int | None, form: str, rows: int | None):
        super().__init__(file, size)
        self._rows = rows
        self._count = {"json": self._in_json, "xml": self._in_xml, "csv": self._in_csv, "tsv": self._in_tsv}[form]
        self._found = -1 if form in ("csv", "tsv") else 0  # a header is no row
        self._quoted, self._kept = False, b""  # within a string; what the last chunk left over

    def write(self, chunk: bytes) -> int:
        if self._rows is not None:
            self._found += self._count(chunk)
            if self._found > self._rows:
                raise too_many_rows(self._rows)
        return super().write(chunk)

    def _in_tsv(self, chunk: bytes) -> int:
        """A line break inside a cell is written as an escape."""
        return chunk.count(b"\n")

    def _in_csv(self, chunk: bytes) -> int:
        found = 0
        for number, part in enumerate(chunk.split(b'"')):
            self._quoted ^= number > 0
            found += 0 if self._quoted else part.count(b"\n")
        return found

    def _in_xml(self, chunk: bytes) -> int:
        text = self._kept + chunk
        self._kept = text[-7:]
        return text.count(b"<result>")

    def _in_json(self, chunk: bytes) -> int:
        """A row begins with ``{`` right behind ``[`` or ``,``: within a row a name stands before every ``{``. Strings are left out."""
        text, place = self._kept + chunk, 0
        if self._quoted:
            place = _INSIDE.match(text).end()
            if place == len(text) or text[place] != 0x22:  # the chunk ends within the string, perhaps with a backslash
                self._kept = text[place:]
                return 0
            place += 1
        words, quote, cut = _STRING.sub(b"_", text[place:]).partition(b'"')  # a quote that is left opens a string that goes on
        self._quoted = bool(quote)
        if self._quoted:
            self._kept = b"\\" if (len(cut) - len(cut.rstrip(b"\\"))) % 2 else b""
        else:
            self._kept = words[-1:] if words.endswith((b"[", b",")) else b""
        return words.count(b"[{") + words.count(b",{")
