"""Which source tells what: one document may have been found several times, one source may hold several documents."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.linked import Linked
from kg.records import Part, Record


@dataclass(frozen=True)
class Sources:
    """Records by source, and the document that speaks in each part of each.

    ``records``: one record for each sha256; ``paths``: all paths under which its
    bytes were found, sorted; ``speakers``: (sha256, part id or None) to document key;
    ``tellers``: document key to the one source whose measures, targets and parts
    stand for the document, so that a text found twice does not count twice;
    ``own``: (sha256, part id) of the parts that are documents of their own.
    """

    records: dict[str, Record]
    paths: dict[str, tuple[str, ...]]
    speakers: dict[tuple[str, str | None], str]
    tellers: dict[str, str]
    own: frozenset[tuple[str, str]]

    def speaker_told_by(self, sha: str, part: str | None) -> str | None:
        """The document that speaks in this part, when this source is the one that stands for it."""
        key = self.speakers.get((sha, part))
        return key if key is not None and self.tellers[key] == sha else None


def find_sources(linked: Linked, records: Iterable[Record]) -> Sources:
    """Order of input does not matter; of the same bytes under two paths the record of the first path stays."""
    by_sha: dict[str, Record] = {}
    paths: dict[str, set[str]] = {}
    for record in records:
        paths.setdefault(record.sha256, set()).add(record.source)
        known = by_sha.get(record.sha256)
        if known is None or record.source < known.source:
            by_sha[record.sha256] = record
    speakers = _find_speakers(linked, by_sha)
    tellers: dict[str, str] = {}
    for document in linked.documents:
        known = [sha for sha in document.sources if sha in by_sha]
        with_measures = [sha for sha in known if by_sha[sha].measures]
        if known:
            tellers[document.key] = (with_measures or known)[0]
    own = frozenset((document.sources[0], document.part) for document in linked.documents if document.part is not None)
    return Sources(by_sha, {sha: tuple(sorted(found)) for sha, found in paths.items()}, speakers, tellers, own)


def _find_speakers(linked: Linked, records: dict[str, Record]) -> dict[tuple[str, str | None], str]:
    speakers: dict[tuple[str, str | None], str] = {}
    for document in linked.documents:
        if document.part is None:
            for sha in document.sources:
                if sha in records:
                    speakers.setdefault((sha, None), document.key)
        else:
            speakers[document.sources[0], document.part] = document.key
    for sha, record in records.items():
        own = [part for part in record.parts if (sha, part.id) in speakers]
        for part in record.parts:
            outer = _find_outer(part, own)
            speaker = speakers.get((sha, outer.id if outer else None))
            if part not in own and speaker is not None:
                speakers[sha, part.id] = speaker
    return speakers


def _find_outer(part: Part, own: list[Part]) -> Part | None:
    """The smallest part with a document of its own around this one: an annex of a forwarded text is that text's."""
    around = [other for other in own if other is not part and other.start <= part.start and part.end <= other.end]
    return min(around, key=lambda other: other.end - other.start, default=None)
