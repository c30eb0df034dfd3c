"""Why two documents are linked, or are one, or are neither: step by step, with the words that say it.

Links are read from the graph. Why two texts are one document is asked of the rules again, over the texts of that
document alone; why two documents are two, of what their keys are made of.
"""

from dataclasses import dataclass, field

from kg.build import load_linked
from kg.card import Reference, find_documents
from kg.iris import Iris
from kg.link.engine import Rules
from kg.link.reasons import REASONS
from kg.link.standing import rows_in_line
from kg.link.sightings import Sighting, find_speakers, read_sightings
from kg.link.tables import rows_of_mentions, rows_of_sighting
from kg.link.titles import parse_title
from kg.linked import Linked, LinkedCitation, LinkedDocument
from kg.records import Record
from kg.store import Store
from kg.vocab import RELATIONS
from kg.workspace import Workspace

_MERGES = {
    "numbered": ("发文字号相同，发文机关所在地相同，标题或日期不相抵触", "the same number of the same owner's place, title or date not contradicting"),
    "titled": ("无文号，与同地同题的一件有号文件不相抵触", "without a number, and not contradicting the one numbered document of its place and title"),
    "dated": ("地方、标题、日期相同", "the same place, title and date"),
    "undated": ("无日期，地方、机关、标题相同", "without a date, the same place, issuer and title"),
}
_TABLES = tuple(_MERGES)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation: what was compared or found, in both languages, and the words that say it."""

    zh: str
    en: str
    quote: str = ""
    where: str = ""

    def as_dict(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en, "quote": self.quote, "where": self.where}


@dataclass
class Explanation:
    """``related``: one document, linked, or candidates of one another. ``one`` and ``other``: what A and B were taken to mean."""

    related: bool
    one: Reference
    other: Reference
    steps: list[Step] = field(default_factory=list)

    def as_dict(self) -> dict:
        ends = {name: {"iri": end.iri, "title": end.title, "number": end.number} for name, end in (("a", self.one), ("b", self.other))}
        return {"related": self.related, **ends, "steps": [step.as_dict() for step in self.steps]}


@dataclass(frozen=True, slots=True)
class Unclear:
    """A reference that means no document or several: ``found`` are those it can mean."""

    ref: str
    found: list[Reference]


def explain(workspace: Workspace, store: Store, one: str, other: str) -> Explanation | Unclear:
    """Why A and B are related or not; ``Unclear`` for the first reference that does not mean one document."""
    ends = []
    for ref in (one, other):
        found = find_documents(store, ref)
        if len(found) != 1:
            return Unclear(ref, found)
        ends.append(found[0])
    linked, records = load_linked(workspace)
    return _Explainer(linked, records, Iris(workspace.about["base"])).explain(*ends)


class _Explainer:
    def __init__(self, linked: Linked, records: list[Record], iris: Iris):
        self.linked = linked
        self.records = {record.sha256: record for record in records}
        self.documents = {iris.mint_document(document.key): document for document in linked.documents}
        self.keys = {document.key: document for document in linked.documents}

    def explain(self, one: Reference, other: Reference) -> Explanation:
        a, b = self.documents[one.iri], self.documents[other.iri]
        if a.key == b.key:
            return Explanation(True, one, other, list(self._merged(a)))
        steps = [*self._links(a, b), *self._links(b, a)]
        related = bool(steps)
        return Explanation(related, one, other, steps + list(self._two(a, b)))

    def _links(self, citing: LinkedDocument, cited: LinkedDocument):
        """Every mention of one document in the other, linked or only a candidate."""
        for link in self.linked.citations:
            if link.citing != citing.key:
                continue
            if link.cited == cited.key:
                relation = RELATIONS.labels[RELATIONS.find(link.relation)][0]
                yield self._step(link, f"“{_name(citing)}”{relation}“{_name(cited)}”", "linked")
            elif cited.key in link.candidates:
                yield self._step(link, f"“{_name(citing)}”的一处引用可能指“{_name(cited)}”，未链接", "not linked, a candidate")
        if citing.fulfilled_by == cited.key:
            yield Step("拟制定的文件已制定：标题与地方相同", "a planned document that was made: the same title and place")
        for part in self.linked.parts:
            if part.document == cited.key and part.part is not None and part.source in citing.sources:
                yield Step(f"“{_name(citing)}”转发“{_name(cited)}”，在同一来源中", "forwarded in the same source", "", self.records[part.source].source)

    def _step(self, link: LinkedCitation, zh: str, en: str) -> Step:
        reason, record = REASONS[link.reason], self.records[link.source]
        citation = record.citations[link.index]
        said = f"{zh}：{reason.zh}（{link.confidence:.2f}）"
        return Step(said, f"{en}: {reason.en} ({link.confidence:.2f})", citation.text, f"{record.source} {citation.start}-{citation.end}")

    def _merged(self, document: LinkedDocument):
        """Which rule put each source to the document, asked of the rules over these sources alone."""
        texts = [self.records[sha256] for sha256 in document.sources if sha256 in self.records]
        if len(document.sources) < 2:
            names = [record.source for record in texts]
            yield Step("只有一处来源" if names else "没有来源，只见于引用", "one source only" if names else "no source: known by citation only", "", " ".join(names))
        read = [(record, read_sightings(record)) for record in texts]
        sightings, in_line = rows_in_line(sighting for _, found in read for sighting in found)
        with Rules() as rules:
            for record, found in read:
                rules.add(rows_of_mentions(record, find_speakers(record, found)))
            for sighting in sightings:
                rules.add(rows_of_sighting(sighting))
            rules.add(in_line)
            rule = {sid: name for name, rows in rules.run(_TABLES).items() for sid, _ in rows}
        keys = {part.document for part in self.linked.parts}
        for sighting in sightings:
            speaks = [p.document for p in self.linked.parts if f"{p.source}#{p.part or ''}" == sighting.sid] if keys else []
            if document.key in speaks and len(document.sources) > 1:
                zh, en = _MERGES.get(rule.get(sighting.sid, ""), ("没有标题", "no title"))
                yield Step(f"来源合为一件：{zh}", f"merged: {en}", _said(sighting), sighting.record.source)
        for conflict in self.linked.conflicts:
            if conflict.document == document.key:
                source = self.records[conflict.source].source
                yield Step(f"{conflict.field} 不一致：取“{conflict.kept}”", f"{conflict.field} differs: the first was kept", conflict.other, source)
        for link in self.linked.citations:
            if link.cited == document.key:
                yield self._step(link, f"引用它的一处（{_name(self.keys[link.citing])}）", "a mention that means it")

    def _two(self, a: LinkedDocument, b: LinkedDocument):
        """What of number, place, title and date keeps two documents apart."""
        yield Step(f"不是同一件：{a.key} ≠ {b.key}", "two documents: their keys differ")
        for name, zh in (("number", "发文字号"), ("level", "层级"), ("region", "地区"), ("type", "文种"), ("date", "日期")):
            said = getattr(a, name), getattr(b, name)
            word = "相同" if said[0] == said[1] else "不同" if all(said) else "一方未写"
            same = "the same" if said[0] == said[1] else "different" if all(said) else "one does not say"
            yield Step(f"{zh}{word}", f"{name}: {same}", " | ".join(value or "—" for value in said))
        cores = [parse_title(end.title, end.region or "").core if end.title else "" for end in (a, b)]
        same = cores[0] == cores[1]
        yield Step(f"标题核心{'相同' if same else '不同'}", f"core of the title: {'the same' if same else 'different'}", " | ".join(core or "—" for core in cores))


def _name(document: LinkedDocument) -> str:
    return document.title or document.number or document.key


def _said(sighting: Sighting) -> str:
    header = sighting.part or sighting.record.header
    return " · ".join(filter(None, (header.number, header.title, "、".join(sighting.issuers), sighting.home, header.date)))
