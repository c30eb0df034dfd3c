"""What the graph says of one document, as plain values with the place of the words that say it."""

from collections import defaultdict
from dataclasses import dataclass, field

from kg.iris import last_name
from kg.search import Item
from kg.vocab import DCTERMS, ELI, OA, POL, PREFIXES, RELATIONS

from .site import Reading

_OWN = "SELECT ?p ?o WHERE { <%s> ?p ?o }"
_LABEL = 'SELECT ?label WHERE { <%s> skos:prefLabel ?label FILTER(LANG(?label) = "%s") }'
_SOURCES = """
SELECT ?source ?sha ?format ?path WHERE {
  <%s> prov:wasDerivedFrom ?source . ?source pol:sha256 ?sha ; dcterms:format ?format ; pol:path ?path
}"""
_FIELDS = """
SELECT ?field ?source ?start ?end ?exact WHERE {
  <%s> prov:wasDerivedFrom ?source . ?e oa:hasSource ?source ; pol:field ?field ; oa:start ?start ; oa:end ?end ; oa:exact ?exact
}"""
# All of a citation's triples and then its evidence: with an OPTIONAL for each property the query takes a hundred times as long.
_CITES = "SELECT ?c ?p ?o WHERE { %s ?c ?p ?o }"
_WORDS = "SELECT ?c ?source ?start ?end ?exact WHERE { %s ?c pol:evidence ?e . ?e oa:hasSource ?source ; oa:start ?start ; oa:end ?end ; oa:exact ?exact }"
_CANDIDATES = "SELECT ?c ?d WHERE { ?c pol:citing <%s> ; pol:candidate ?d }"
_CITED_BY = "SELECT ?c ?citing WHERE { ?c pol:cited <%s> ; pol:citing ?citing }"
_MEASURES = """
SELECT ?m ?ordinal ?heading ?kind ?text ?source ?start ?end WHERE {
  ?m dcterms:isPartOf <%s> ; a pol:Measure ; pol:ordinal ?ordinal ; pol:heading ?heading ; pol:text ?text ; pol:evidence ?e .
  ?e oa:hasSource ?source ; oa:start ?start ; oa:end ?end OPTIONAL { ?m pol:measureKind ?kind }
}"""
_DUTIES = """
SELECT ?r ?m ?role ?agency ?written ?position ?inherited ?source ?start ?end ?exact WHERE {
  ?m dcterms:isPartOf <%s> ; a pol:Measure . ?r pol:ofMeasure ?m ; a pol:Responsibility ; pol:role ?role ; pol:agencyWritten ?written ;
  pol:position ?position ; pol:inherited ?inherited ; pol:evidence ?e . ?e oa:hasSource ?source ; oa:start ?start ; oa:end ?end ; oa:exact ?exact
  OPTIONAL { ?r pol:agency ?agency }
}"""
_TARGETS = """
SELECT ?t ?m ?metric ?comparator ?value ?unit ?due ?source ?start ?end ?exact WHERE {
  ?t dcterms:isPartOf <%s> ; a pol:Target ; pol:evidence ?e . ?e oa:hasSource ?source ; oa:start ?start ; oa:end ?end ; oa:exact ?exact
  OPTIONAL { ?t pol:ofMeasure ?m } OPTIONAL { ?t pol:metric ?metric } OPTIONAL { ?t pol:comparator ?comparator }
  OPTIONAL { ?t pol:value ?value } OPTIONAL { ?t pol:unit ?unit } OPTIONAL { ?t pol:due ?due }
}"""
_PARTS = """
SELECT ?part ?role ?title ?source ?start ?end WHERE {
  ?part dcterms:isPartOf <%s> ; a pol:Part ; pol:evidence ?e . ?e oa:hasSource ?source ; oa:start ?start ; oa:end ?end
  OPTIONAL { ?part pol:partRole ?role } OPTIONAL { ?part dcterms:title ?title }
}"""
_ENTRIES = """
SELECT ?entry ?row ?file ?identifier ?url ?validity ?title WHERE {
  ?entry pol:describes <%s> ; pol:row ?row ; dcterms:isPartOf ?of OPTIONAL { ?of pol:path ?file }
  OPTIONAL { ?entry dcterms:identifier ?identifier } OPTIONAL { ?entry <https://schema.org/url> ?url }
  OPTIONAL { ?entry pol:validity ?validity } OPTIONAL { ?entry dcterms:title ?title }
}"""
_CONFLICTS = """
SELECT ?x ?field ?kept ?other ?path WHERE {
  ?x pol:conflictOf <%s> ; pol:field ?field ; pol:other ?other OPTIONAL { ?x pol:kept ?kept }
  OPTIONAL { ?x prov:wasDerivedFrom/pol:path ?path }
}"""
_FULFILS = "SELECT ?d WHERE { ?d pol:fulfilledBy <%s> }"


@dataclass(frozen=True, slots=True)
class Words:
    """Where something is said: ``source`` is the IRI of the source, ``exact`` the words, None for a whole part."""

    source: str
    start: int
    end: int
    exact: str | None

    @property
    def place(self) -> str:
        return f"e-{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation. ``other``: the document at its other end, None where it is open; ``words``: None for a row of a table."""

    iri: str
    other: Item | None
    relation: str
    scope: str | None
    article: str | None
    reason: str
    confidence: float
    before: str
    quote: str
    after: str
    words: Words | None
    candidates: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    iri: str
    role: str
    agency: Item | None
    written: str
    inherited: bool
    words: Words


@dataclass(frozen=True, slots=True)
class Target:
    iri: str
    metric: str | None
    figure: str
    due: str | None
    words: Words


@dataclass(frozen=True, slots=True)
class Measure:
    iri: str
    ordinal: str
    heading: str
    kind: str | None
    words: Words
    duties: tuple[Duty, ...]
    targets: tuple[Target, ...]


@dataclass
class Dossier:
    """``own``: what the document's node says itself, by property; ``fields``: where its header's fields are said."""

    item: Item
    own: dict[str, list[str]]
    sources: list[dict]
    fields: dict[str, Words] = field(default_factory=dict)
    cites: list[Mention] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)  # of no measure
    parts: list[dict] = field(default_factory=list)
    entries: list[dict] = field(default_factory=list)
    conflicts: list[dict] = field(default_factory=list)
    fulfils: list[Item] = field(default_factory=list)

    def one(self, term: str) -> str | None:
        return (self.own.get(term) or [None])[0]

    @property
    def unlinked(self) -> list[Mention]:
        return [mention for mention in self.cites if mention.other is None]


def load_dossier(reading: Reading, item: Item) -> Dossier:
    """All that the document's page shows, but for who cites it."""
    rows, iri = reading.store.rows, item.iri
    own: dict[str, list[str]] = defaultdict(list)
    for term, value in sorted(rows(_OWN % iri)):
        own[term].append(value)
    dossier = Dossier(item, dict(own), _sources(reading, iri))
    if not _is_forwarded(reading, dossier):  # the header of the covering text is not a forwarded text's own
        for name, source, start, end, exact in sorted(rows(_FIELDS % iri), key=lambda row: (row[1], int(row[2]))):
            dossier.fields.setdefault(name, Words(source, int(start), int(end), exact))
    candidates: dict[str, list[str]] = defaultdict(list)
    for citation, document in sorted(rows(_CANDIDATES % iri)):
        candidates[citation].append(document)
    dossier.cites = _mentions(reading, f"?c pol:citing <{iri}> .", candidates)
    targets = _targets(reading, iri)
    dossier.measures = _measures(reading, iri, targets)
    dossier.targets = [target for _, found in sorted(targets.items(), key=lambda pair: pair[0] or "") for target in found]
    for part, role, title, source, start, end in sorted(rows(_PARTS % iri), key=lambda row: (int(row[4]), row[0])):
        dossier.parts.append({"iri": part, "role": last_name(role), "title": title, "words": Words(source, int(start), int(end), None)})
    entries: dict[str, dict] = {}
    for entry, row, file, identifier, url, validity, title in sorted(rows(_ENTRIES % iri), key=lambda row: (row[2] or "", int(row[1]), repr(row))):
        safe = url if url and url.lower().startswith(("http://", "https://")) else None
        entries.setdefault(entry, {"iri": entry, "row": row, "file": file, "identifier": identifier, "url": safe, "validity": validity, "title": title})
    dossier.entries = list(entries.values())
    dossier.conflicts = [dict(zip(("iri", "field", "kept", "other", "path"), row)) for row in sorted(rows(_CONFLICTS % iri), key=repr)]
    dossier.fulfils = list(reading.index.by_iri(document for (document,) in rows(_FULFILS % iri)).values())
    return dossier


def find_citing(reading: Reading, iri: str) -> list[tuple[Item, list[str]]]:
    """The documents that cite this one, most cited first, each with the IRIs of its mentions."""
    mentions: dict[str, list[str]] = defaultdict(list)
    for citation, citing in reading.store.rows(_CITED_BY % iri):
        mentions[citing].append(citation)
    found = reading.index.by_iri(mentions)
    return [(item, sorted(mentions[item.iri])) for item in sorted(found.values(), key=lambda item: item.rank)]


def load_mentions(reading: Reading, citations: list[str]) -> list[Mention]:
    """Mentions by IRI; ``other`` is the document that is cited."""
    if not citations:
        return []
    return _mentions(reading, "VALUES ?c { " + " ".join(f"<{iri}>" for iri in citations) + " }", {})


def load_label(reading: Reading, iri: str | None, language: str) -> str | None:
    """The label of a concept in the language asked for, else in Chinese."""
    if iri is None:
        return None
    for wanted in dict.fromkeys((language, "zh")):
        for (label,) in reading.store.rows(_LABEL % (iri, wanted)):
            return label
    return last_name(iri)


def _sources(reading: Reading, iri: str) -> list[dict]:
    found: dict[str, dict] = {}
    for source, sha, form, path in sorted(reading.store.rows(_SOURCES % iri)):
        known = found.setdefault(source, {"iri": source, "sha256": sha, "format": form, "paths": []})
        if path not in known["paths"]:
            known["paths"].append(path)
    return list(found.values())


def _is_forwarded(reading: Reading, dossier: Dossier) -> bool:
    return any(item.kind == "document" for item in reading.index.by_iri(dossier.own.get(DCTERMS.isPartOf, ())).values())


def _mentions(reading: Reading, pattern: str, candidates: dict[str, list[str]]) -> list[Mention]:
    """The mentions that ``pattern`` binds to ``?c``, by relation, then as they stand in the text."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for citation, term, value in reading.store.rows(_CITES % pattern):
        said[citation][term] = value
    places = {row[0]: Words(row[1], int(row[2]), int(row[3]), row[4]) for row in reading.store.rows(_WORDS % pattern)}
    known = reading.index.by_iri([own[POL.cited] for own in said.values() if POL.cited in own] + [iri for found in candidates.values() for iri in found])
    order, found = list(RELATIONS), []
    for iri, own in said.items():
        words = places.get(iri)
        found.append(
            Mention(
                iri, known.get(own.get(POL.cited)), last_name(own.get(POL.relation)) or "cites", own.get(POL.scope), own.get(POL.article),
                own.get(POL.linkReason, ""), float(own.get(POL.confidence, 0)), own.get(OA.prefix, ""), (words.exact if words else own.get(POL.text)) or "",
                own.get(OA.suffix, ""), words, tuple(known[one] for one in candidates.get(iri, ()) if one in known),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (order.index(one.relation), one.words.start if one.words else 0, one.iri))


def _measures(reading: Reading, iri: str, targets: dict[str | None, list[Target]]) -> list[Measure]:
    duties: dict[str, list[tuple]] = defaultdict(list)
    rows = {row[0]: row for row in reading.store.rows(_DUTIES % iri)}
    agencies = reading.index.by_iri(row[3] for row in rows.values() if row[3])
    for duty, measure, role, agency, written, position, inherited, source, start, end, exact in rows.values():
        words = Words(source, int(start), int(end), exact)
        duties[measure].append((int(position), duty, Duty(duty, last_name(role), agencies.get(agency), written, inherited == "true", words)))
    found = []
    measures = {row[0]: row for row in reading.store.rows(_MEASURES % iri)}
    for measure, ordinal, heading, kind, text, source, start, end in sorted(measures.values(), key=lambda row: (int(row[6]), row[0])):
        mine = tuple(duty for *_, duty in sorted(duties.get(measure, ()), key=lambda one: one[:2]))
        words = Words(source, int(start), int(end), text)
        found.append(Measure(measure, ordinal, heading, last_name(kind), words, mine, tuple(targets.pop(measure, ()))))
    return found


def _targets(reading: Reading, iri: str) -> dict[str | None, list[Target]]:
    found: dict[str | None, list[Target]] = defaultdict(list)
    rows = {row[0]: row for row in reading.store.rows(_TARGETS % iri)}
    for target, measure, metric, comparator, value, unit, due, source, start, end, exact in sorted(rows.values(), key=lambda row: (int(row[8]), row[0])):
        figure = f"{_COMPARED.get(comparator, comparator or '')} {value or ''} {unit or ''}".strip()
        found[measure].append(Target(target, metric, figure, due, Words(source, int(start), int(end), exact)))
    return found


_COMPARED = {"=": "", ">=": "≥", "<=": "≤"}


def short_name(iri: str) -> str:
    """An IRI with the prefix of the vocabulary: eli:cites."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and "/" not in iri[len(base) :]:
            return f"{prefix}:{iri[len(base) :]}"
    return iri


DATES = {
    "date": ELI.date_document, "printed": POL.datePrinted, "published": ELI.date_publication,
    "effective": ELI.first_date_entry_in_force, "expires": ELI.date_no_longer_in_force,
}  # fmt: skip
