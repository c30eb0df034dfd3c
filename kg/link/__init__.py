"""All records → linked records: which texts and citations are one document, and why.

``gist`` keeps of each record what linking needs: its ``sightings`` and ``mentions``, of which ``tables`` makes rows; ``rules/*.sql`` decide, ``keys`` names what was decided, and
``documents`` and ``agencies`` write it down. See docs/linking.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from sys import intern

from kg.catalogue import Catalogue, CatalogueRow
from kg.link.agencies import Agencies, Met
from kg.link.decisions import Decided, Decision
from kg.link.documents import link_cited, link_read
from kg.link.engine import KeptRows, Rules
from kg.link.gist import Gist, Said, gist_of, kinds_of_rows
from kg.link.keys import former_keys, key_of_number, key_of_title, keys_of_documents, keys_of_sighting
from kg.link.reasons import REASONS
from kg.link.standing import rows_in_line
from kg.link.mentions import Mention, read_mention_id
from kg.link.sightings import Sighting, find_speakers
from kg.link.validity import Validity
from kg.linked import Linked, LinkedCitation, LinkedDocument, LinkedPart
from kg.records import Record

__all__ = ["Decided", "Decision", "Gist", "KeptRows", "gist_of", "kinds_of_rows", "link_gists", "link_records"]

_RESULTS = ("member", "numbered", "adopted", "number_target", "link", "fulfilled", "agency")


def link_records(
    records: Iterable[Record],
    scratch: Path | None = None,
    catalogues: Iterable[Catalogue] = (),
    decided: Decided | None = None,
    rules: Callable[[Path | None], Rules] = Rules,
) -> Linked:
    """All documents, agencies and links of the records and the catalogues' rows: ``link_gists`` of what linking keeps of them."""
    return link_gists(map(gist_of, records), scratch, catalogues, decided, rules)


def link_gists(
    gists: Iterable[Gist],
    scratch: Path | None = None,
    catalogues: Iterable[Catalogue] = (),
    decided: Decided | None = None,
    rules: Callable[[Path | None], Rules] = Rules,
) -> Linked:
    """All documents, agencies and links of the records and the catalogues' rows; the same in any order of input.

    The gists are gone over once. The same bytes under two names are one source. ``scratch``: a folder
    to which the rules may spill what does not fit into memory. ``decided``: what was decided in review; it notes which
    decisions found their evidence. ``rules``: the engine that runs the rules.
    """
    rows = {row.record.sha256: row for catalogue in catalogues for row in catalogue.rows}
    decided = decided or Decided()
    with rules(scratch) as ruling:
        reading = _Reading(ruling, decided)
        for gist in chain(gists, (gist_of(row.record) for row in rows.values())):
            reading.read(gist)
        sightings = reading.in_line()
        assembly = _Assembly(reading, sightings, ruling.run(_RESULTS), rows, decided)
    return assembly.link()


class _Reading:
    """What is kept of every gist: its sightings, what its citations say, the keys of the agencies it makes responsible."""

    def __init__(self, rules: Rules, decided: Decided):
        self.sightings: dict[str, tuple[Sighting, ...]] = {}  # by sha256 of the source, as the next two
        self.said: dict[str, list[Said]] = {}
        self.responsible: dict[str, tuple[str | None, ...]] = {}
        self.named: dict[Mention, str | None] = {}  # the key that each alone would have given its document
        self._rules, self._decided = rules, decided
        self._mentions: dict[Mention, Mention] = {}  # most are made many times and kept once

    def read(self, gist: Gist) -> None:
        sha256 = gist.outline.sha256
        if not gist.sightings or sha256 in self.sightings:
            return
        self.sightings[sha256] = gist.sightings
        self._rules.add(gist.rows)
        if gist.said:
            self.said[sha256] = [self._kept(sha256, said) for said in gist.said]
        if gist.responsible:
            self.responsible[sha256] = gist.responsible

    def _kept(self, sha256: str, said: Said) -> Said:
        """The same with its words only where review has decided about them."""
        sid, relation, scope, part, new, named, text, ends = said
        mention = self._mentions.setdefault(new, new)
        if mention is new:
            self.named[new] = key_of_title(*named) if named else None
        return Said(sid, relation, scope, part, mention, None, text if self._decided.about(sha256, text) else "", ends)

    def in_line(self) -> list[Sighting]:
        """All sightings, the best attested first, which the rules get in this order."""
        found, rows = rows_in_line(chain.from_iterable(self.sightings.values()))
        self._rules.add(rows)
        return found


class _Assembly:
    """Puts the rules' results together: targets (``tid``) become documents with keys."""

    def __init__(
        self,
        reading: _Reading,
        sightings: list[Sighting],
        results: dict[str, Iterable[tuple]],
        rows: dict[str, CatalogueRow],
        decided: Decided,
    ):
        self.reading, self.agencies, self.rows, self.decided = reading, Agencies(), rows, decided
        for met in results["agency"]:
            self.agencies.add(Met(*met))
        self.by_sid = {sighting.sid: sighting for sighting in sightings}
        one = {sid: sid for sid in self.by_sid}  # of the many equal strings that the rules give, one is kept
        ruled = {one[sid]: one[tid] for sid, tid in results["member"]}
        self.document_of = decided.split(ruled)
        gone = set(ruled.values()) - set(self.document_of.values())
        moved = {tid: self.document_of[tid] for tid in gone}  # a document is called by its centre
        self.members: dict[str, list[Sighting]] = {}
        for sighting in sightings:  # in the order of their standing
            self.members.setdefault(self.document_of[sighting.sid], []).append(sighting)
        self.links: dict[str, dict[int, list[tuple[str, str]]]] = {sha256: {} for sha256 in reading.said}
        for mid, tid, reason in results["link"]:
            sha256, index = read_mention_id(mid)
            tid = moved.get(tid) or one.setdefault(tid, tid)
            self.links[sha256].setdefault(index, []).append((tid, intern(reason)))
        numbers = {centre: self.by_sid[centre].nkey for _, centre in results["numbered"]}
        numbers |= {tid: nkey for nkey, tid in results["adopted"]}
        self.number_target = [(nkey, moved.get(tid, tid)) for nkey, tid in results["number_target"]]
        self.fulfilled = {plan: moved.get(tid, tid) for plan, tid in results["fulfilled"]}
        stubs = {tid for links in self.links.values() for found in links.values() for tid, _ in found} - set(self.members)
        self.keys = keys_of_documents(self.members, numbers, stubs)
        self._join_equal(stubs)
        self.mentions: dict[str, list[Mention]] = {}
        self.by_key = {key: tid for tid, key in self.keys.items()}
        if decided.decisions:
            self._decide(stubs)

    def _join_equal(self, stubs: set[str]) -> None:
        """Stubs with one key are one document: what two texts of a document call 实施细则 each within itself."""
        first: dict[str, str] = {}
        joined = {tid: one for tid in sorted(stubs) if (one := first.setdefault(self.keys[tid], tid)) != tid}
        self._put(joined)
        for tid in joined:
            del self.keys[tid]
        stubs -= joined.keys()

    def _put(self, other: dict[str, str], reason: str | None = None) -> None:
        """Put the targets in ``other`` for those that they are called by there, in all links, for this reason or that of the link; each is a mention's target once."""
        for links in self.links.values() if other else ():
            for index, found in links.items():
                if any(tid in other for tid, _ in found):
                    put = [(other[tid], reason or why) if tid in other else (tid, why) for tid, why in found]
                    links[index] = list({tid: (tid, why) for tid, why in reversed(put)}.values())[::-1]

    def _decide(self, stubs: set[str]) -> None:
        """Put stubs to the documents that review says they are; documents answer to the weaker keys of their texts too."""
        weaker = {tid: set().union(*map(keys_of_sighting, texts)) for tid, texts in self.members.items()}
        for tid, keys in former_keys(self.keys, weaker).items():
            for key in keys:
                self.by_key.setdefault(key, tid)
        renamed = self.decided.renamed(self.by_key, stubs)
        self._put(renamed, "reviewed")
        for tid in renamed:
            self.by_key[self.keys.pop(tid)] = renamed[tid]

    def link(self) -> Linked:
        citations = tuple(self._citations())
        read = {tid: link_read(self.keys[tid], texts, self._mentions_of(tid), self.agencies, self.rows)
                for tid, texts in self.members.items()}  # fmt: skip
        documents = [document for document, _ in read.values()]
        for tid in sorted(set(self.keys) - set(self.members)):
            if tid in self.mentions:  # a candidate that no mention settled on is no document
                status = "planned" if tid.startswith("p|") else "cited-only"
                documents.append(link_cited(self.keys[tid], status, self._mentions_of(tid), self.agencies))
        documents = self._complete(documents, citations)
        changes = self.agencies.link_changes()  # before the agencies: successors are agencies too
        return Linked(
            changes=changes,
            documents=tuple(sorted(documents, key=lambda document: document.key)),
            agencies=self.agencies.link_agencies(),
            citations=citations,
            responsible=self.reading.responsible,
            conflicts=tuple(sorted((c for _, found in read.values() for c in found), key=repr)),
            parts=tuple(sorted(self._parts(), key=lambda part: (part.source, part.part or ""))),
        )

    def _mentions_of(self, tid: str) -> list[Mention]:
        return self.mentions.get(tid, [])

    def _citations(self) -> Iterable[LinkedCitation]:
        settled = []
        for sha256 in sorted(self.reading.said):
            links = self.links[sha256]
            for index, said in enumerate(self.reading.said[sha256]):
                found = links.get(index, [])
                if said.text:
                    found = self.decided.settle(sha256, said.text, found, self.by_key)
                tid, reason, candidates = _settle(found, bool(said.mention.title))
                if tid:
                    self.mentions.setdefault(tid, []).append(said.mention)
                settled.append((sha256, index, said, tid, reason, candidates))
        known = set(self.members) | set(self.mentions)
        for sha256, index, said, tid, reason, candidates in settled:
            yield LinkedCitation(
                source=sha256,
                index=index,
                citing=self.keys[self.document_of[said.sid]],
                cited=self.keys[tid] if tid else None,
                relation=said.relation,
                scope=said.scope,
                reason=reason,
                confidence=REASONS[reason].confidence,
                candidates=tuple(sorted([self.keys[other] for other in candidates if other in known])) if candidates else (),
                part=said.part,
                ends=said.ends,
            )

    def _complete(self, documents: list[LinkedDocument], citations: tuple[LinkedCitation, ...]) -> list[LinkedDocument]:
        """The fields that only all links together give: repealed, fulfilled, former keys."""
        validity = Validity(documents, citations)
        fulfilled = {self.keys[plan]: self.keys[tid] for plan, tid in self.fulfilled.items() if plan in self.keys}
        weaker, named = {}, self.reading.named
        for tid in self.keys:
            texts = self.members.get(tid, ())
            weaker[tid] = set(filter(None, map(named.__getitem__, self._mentions_of(tid))))
            for text in texts:
                if text.core:
                    weaker[tid] |= keys_of_sighting(text)
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

    def _parts(self) -> Iterable[LinkedPart]:
        for sha256, sightings in self.reading.sightings.items():
            for part, speaker in find_speakers(sightings[0].record, sightings).items():
                tid = self.document_of[speaker.sid]
                yield LinkedPart(sha256, part, self.keys[tid], self.members[tid][0] is speaker)


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
