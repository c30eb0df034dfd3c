"""Which source tells what: one document may have been found several times, one source may hold several documents."""

from collections.abc import Iterable, Iterator

from kg.catalogue import Catalogue
from kg.linked import Linked, LinkedPart
from kg.records import Part, Record


class Sources:
    """Records by source, and the document that speaks in each text of each: the covering text (None) or a part."""

    def __init__(self, linked: Linked, records: Iterable[Record], catalogues: Iterable[Catalogue] = ()):
        """Order of input does not matter; of the same bytes under two paths the record of the first path stays. They are kept: give outlines."""
        self.catalogues: dict[str, Catalogue] = {}
        self._rows: dict[str, list[str]] = {}  # sha256 of a row to those of the catalogues that have it
        self._names: dict[str, set[str]] = {}
        for catalogue in catalogues:
            self._names.setdefault(catalogue.sha256, set()).add(catalogue.name)
            self.catalogues[catalogue.sha256] = catalogue
        for sha in sorted(self.catalogues):
            for row in self.catalogues[sha].rows:
                self._rows.setdefault(row.record.sha256, []).append(sha)
        self.records: dict[str, Record] = {}
        self._paths: dict[str, set[str]] = {}
        for record in records:
            self._paths.setdefault(record.sha256, set()).add(record.source)
            known = self.records.get(record.sha256)
            if known is None or record.source < known.source:
                self.records[record.sha256] = record
        self._speakers = {(part.source, part.part): part.document for part in linked.parts}
        self._winners = {(part.source, part.part) for part in linked.parts if part.wins}
        self._parts: dict[str, list[LinkedPart]] = {}
        for part in linked.parts:
            self._parts.setdefault(part.source, []).append(part)

    def is_row(self, sha: str) -> bool:
        """True for the row of a catalogue, which is a source of no text."""
        return sha in self._rows

    def catalogues_of(self, shas: Iterable[str]) -> list[str]:
        """The catalogues in which rows stand, sorted."""
        return sorted({catalogue for sha in shas for catalogue in self._rows.get(sha, ())})

    def names(self, sha: str) -> list[str]:
        """All names under which a catalogue was given, sorted."""
        return sorted(self._names[sha])

    def paths(self, sha: str) -> list[str]:
        """All paths under which these bytes were found, sorted."""
        return sorted(self._paths[sha])

    def speakers(self, sha: str) -> list[LinkedPart]:
        """Who speaks in each text of a source."""
        return self._parts.get(sha, [])

    def speaker(self, sha: str, part: str | None) -> str | None:
        """Key of the document that speaks in this text."""
        return self._speakers.get((sha, part))

    def told(self, sha: str, part: str | None) -> str | None:
        """The same, where this text stands for the document: a text found twice must not count twice."""
        return self._speakers[sha, part] if (sha, part) in self._winners else None

    def is_document(self, sha: str, part: Part) -> bool:
        """True for a forwarded text: a document of its own, not a node of its source."""
        return part.role == "forwarded" and self.speaker(sha, part.id) != self.speaker(sha, None)

    def parts_of(self, sha: str, text: str | None) -> Iterator[Part]:
        """The parts of the document that speaks in a text: of a covering text also the documents it forwards."""
        document = self.speaker(sha, text)
        for part in self.records[sha].parts:
            if self.is_document(sha, part):
                if text is None:
                    yield part
            elif self.speaker(sha, part.id) == document:
                yield part
