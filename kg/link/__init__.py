"""All records → linked records: which texts and citations are one document, and why.

``tables`` makes rows of the records, ``rules/*.sql`` decide, ``keys`` names what was decided, and
``documents`` and ``agencies`` write it down. See docs/linking.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kg.catalogue import Catalogue, CatalogueRow
from kg.link.agencies import Agencies
from kg.link.decisions import Decided, Decision
from kg.link.documents import Mention, link_cited, link_read, titles_of
from kg.link.engine import run_rules
from kg.link.keys import former_keys, key_of_number, key_of_sighting, key_of_title, keys_of_documents
from kg.link.reasons import REASONS
from kg.link.tables import Sighting, build_tables, mention_id, read_sightings, sid_of_speaker
from kg.link.validity import Validity
from kg.linked import Linked, LinkedCitation, LinkedDocument, LinkedPart, LinkedResponsibility
from kg.records import Record

__all__ = ["Decided", "Decision", "distinct_records", "link_records"]

_RESULTS = ("member", "numbered", "adopted", "number_target", "link", "fulfilled")


def distinct_records(records: Iterable[Record]) -> list[Record]:
    """One record for each content, sorted by hash: the same bytes under two names are one source."""
    found: dict[str, Record] = {}
    for record in records:
        known = found.get(record.sha256)
        if known is None or record.source < known.source:
            found[record.sha256] = record
    return [found[sha256] for sha256 in sorted(found)]


def link_records(
    records: Iterable[Record],
    scratch: Path | None = None,
    catalogues: Iterable[Catalogue] = (),
    decided: Decided | None = None,
    run: Callable[[dict[str, list[tuple]], tuple[str, ...], Path | None], dict[str, list[tuple]]] = run_rules,
) -> Linked:
    """All documents, agencies and links of the records and the catalogues' rows; the same in any order of input.

    ``scratch``: a folder to which the rules may spill what does not fit into memory. ``decided``: what was decided in
    review; it notes which decisions found their evidence. ``run``: what runs the rules.
    """
    rows = {row.record.sha256: row for catalogue in catalogues for row in catalogue.rows}
    kept = distinct_records([*records, *(row.record for row in rows.values())])
    sightings = read_sightings(kept)
    results = run(build_tables(sightings, kept), _RESULTS, scratch)
    return _Assembly(kept, sightings, results, rows, decided or Decided()).link()


class _Assembly:
    """Puts the rules' results together: targets (``tid``) become documents with keys."""

    def __init__(
        self,
        records: list[Record],
        sightings: list[Sighting],
        results: dict[str, list[tuple]],
        rows: dict[str, CatalogueRow],
        decided: Decided,
    ):
        self.records, self.agencies, self.rows, self.decided = records, Agencies(), rows, decided
        self.by_sid = {sighting.sid: sighting for sighting in sightings}
        ruled = dict(results["member"])
        self.document_of = decided.split(ruled)
        gone = set(ruled.values()) - set(self.document_of.values())
        moved = {tid: self.document_of[tid] for tid in gone}  # a document is called by its centre
        self.members: dict[str, list[Sighting]] = {}
        for sighting in sightings:  # in the order of their standing
            self.members.setdefault(self.document_of[sighting.sid], []).append(sighting)
        self.links: dict[str, list[tuple[str, str]]] = {}
        for mid, tid, reason in results["link"]:
            self.links.setdefault(mid, []).append((moved.get(tid, tid), reason))
        numbers = {centre: self.by_sid[centre].nkey for _, centre in results["numbered"]}
        numbers |= {tid: nkey for nkey, tid in results["adopted"]}
        self.number_target = [(nkey, moved.get(tid, tid)) for nkey, tid in results["number_target"]]
        self.fulfilled = {plan: moved.get(tid, tid) for plan, tid in results["fulfilled"]}
        stubs = {tid for found in self.links.values() for tid, _ in found} - set(self.members)
        self.keys = keys_of_documents(self.members, numbers, stubs)
        self.mentions: dict[str, list[Mention]] = {}
        self.by_key = {key: tid for tid, key in self.keys.items()}
        if decided.decisions:
            self._decide(stubs)

    def _decide(self, stubs: set[str]) -> None:
        """Put stubs to the documents that review says they are; documents answer to the weaker keys of their texts too."""
        weaker = {tid: {key_of_sighting(text, dated) for text in texts for dated in (True, False)} for tid, texts in self.members.items()}
        for tid, keys in former_keys(self.keys, weaker).items():
            for key in keys:
                self.by_key.setdefault(key, tid)
        renamed = self.decided.renamed(self.by_key, stubs)
        for mid, found in self.links.items():
            self.links[mid] = [(renamed[tid], "reviewed") if tid in renamed else (tid, reason) for tid, reason in found]
        for tid in renamed:
            self.by_key[self.keys.pop(tid)] = renamed[tid]

    def link(self) -> Linked:
        citations = tuple(sorted(self._citations(), key=lambda c: (c.source, c.index)))
        read = {tid: link_read(self.keys[tid], texts, self._mentions_of(tid), self.agencies, self.rows)
                for tid, texts in self.members.items()}  # fmt: skip
        documents = [document for document, _ in read.values()]
        for tid in sorted(set(self.keys) - set(self.members)):
            if tid in self.mentions:  # a candidate that no mention settled on is no document
                status = "planned" if tid.startswith("p|") else "cited-only"
                documents.append(link_cited(self.keys[tid], status, self._mentions_of(tid), self.agencies))
        documents = self._complete(documents, citations)
        responsibilities = tuple(sorted(self._responsibilities(), key=lambda r: (r.source, r.index, r.position)))
        changes = self.agencies.link_changes()  # before the agencies: successors are agencies too
        return Linked(
            changes=changes,
            documents=tuple(sorted(documents, key=lambda document: document.key)),
            agencies=self.agencies.link_agencies(),
            citations=citations,
            responsibilities=responsibilities,
            conflicts=tuple(sorted((c for _, found in read.values() for c in found), key=repr)),
            parts=tuple(sorted(self._parts(), key=lambda part: (part.source, part.part or ""))),
        )

    def _speaker(self, record: Record, part: str | None) -> Sighting:
        return self.by_sid[sid_of_speaker(self.by_sid, record, part)]

    def _mentions_of(self, tid: str) -> list[Mention]:
        return self.mentions.get(tid, [])

    def _citations(self) -> Iterable[LinkedCitation]:
        settled = []
        for record in self.records:
            for index, citation in enumerate(record.citations if record.kind == "policy" else ()):
                speaker = self._speaker(record, citation.part)
                found = self.links.get(mention_id(record.sha256, index), [])
                found = self.decided.settle(record.sha256, citation.text, found, self.by_key)
                tid, reason, candidates = _settle(found, bool(citation.title))
                if tid:
                    self.mentions.setdefault(tid, []).append(Mention(citation, speaker.home))
                settled.append((record.sha256, index, citation, speaker, tid, reason, candidates))
        known = set(self.members) | set(self.mentions)
        for sha256, index, citation, speaker, tid, reason, candidates in settled:
            yield LinkedCitation(
                source=sha256,
                index=index,
                citing=self.keys[self.document_of[speaker.sid]],
                cited=self.keys[tid] if tid else None,
                relation=citation.relation,
                scope=citation.scope,
                reason=reason,
                confidence=REASONS[reason].confidence,
                candidates=tuple(sorted(self.keys[other] for other in candidates if other in known)),
            )

    def _complete(self, documents: list[LinkedDocument], citations: tuple[LinkedCitation, ...]) -> list[LinkedDocument]:
        """The fields that only all links together give: repealed, fulfilled, former keys."""
        validity = Validity(documents, citations)
        fulfilled = {self.keys[plan]: self.keys[tid] for plan, tid in self.fulfilled.items() if plan in self.keys}
        weaker = {}
        for tid in self.keys:
            texts = self.members.get(tid, ())
            weaker[tid] = {key_of_sighting(text, dated) for text in texts if text.core for dated in (True, False)}
            weaker[tid] |= {key_of_title(owner, core) for owner, core in titles_of(self._mentions_of(tid))}
        for nkey, tid in self.number_target:  # the other orders that issued a work
            if tid in weaker:
                weaker[tid].add(key_of_number(nkey))
        former = {self.keys[tid]: keys for tid, keys in former_keys(self.keys, weaker).items()}
        return [
            replace(
                document,
                in_force=validity.in_force(document),
                expires=validity.ended(document),
                fulfilled_by=fulfilled.get(document.key),
                former_keys=() if document.status == "planned" else former.get(document.key, ()),
            )
            for document in documents
        ]

    def _responsibilities(self) -> Iterable[LinkedResponsibility]:
        for record in self.records:
            for index, measure in enumerate(record.measures if record.kind == "policy" else ()):
                home = self._speaker(record, measure.part).home
                for duty in measure.responsibilities:
                    agency = self.agencies.key_of(duty.name, home, duty.agency) if duty.name else None
                    reason = "name" if agency else "unnamed"
                    yield LinkedResponsibility(record.sha256, measure.id, duty.position, agency, reason, index)

    def _parts(self) -> Iterable[LinkedPart]:
        for record in self.records:
            for part in (None, *(part.id for part in record.parts)) if record.kind == "policy" else ():
                sid = sid_of_speaker(self.by_sid, record, part)
                tid = self.document_of[sid]
                yield LinkedPart(record.sha256, part, self.keys[tid], self.members[tid][0].sid == sid)


def _settle(found: list[tuple[str, str]], has_title: bool) -> tuple[str | None, str, list[str]]:
    """(target, reason, candidates) of a mention: one good target is a link; several, or refused ones, are none."""
    good = [(tid, reason) for tid, reason in found if REASONS[reason].confidence > 0]
    if len(good) == 1:
        return *good[0], []
    if good:
        return None, "ambiguous", [tid for tid, _ in good]
    if not found:
        return None, "self" if has_title else "nothing", []
    reason = min(reason for _, reason in found)
    return None, reason, [tid for tid, _ in found if reason != "self"]
