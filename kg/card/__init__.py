"""One document's card (``policykg show``): what it is, what it cites, who cites it, what it orders of whom.

A card is read from the graph alone, so it shows what queries would find. ``kg.card.text`` writes it for people.
"""

import dataclasses
import re
from collections import Counter
from dataclasses import dataclass

from kg.iris import last_name
from kg.numbers import find_numbers, parse_number
from kg.store import Store
from kg.text import fold
from kg.vocab import RELATIONS

_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_MARKS = re.compile(r"[\s《》〈〉“”‘’\"'()〔〕\-·、,]+")
_STATUS_ORDER = ("full", "catalogued", "cited-only", "planned")

_DOCUMENTS = """
SELECT ?d ?status ?title ?number ?date ?year WHERE {
  ?d pol:status ?status
  OPTIONAL { ?d dcterms:title ?title } OPTIONAL { ?d eli:id_local ?number }
  OPTIONAL { ?d eli:date_document ?date } OPTIONAL { ?d pol:year ?year } %s
}"""
_ISSUERS = """
SELECT ?d ?name (EXISTS { ?d pol:leadIssuer ?a } AS ?first) WHERE { ?d eli:passed_by ?a . ?a skos:prefLabel ?name %s }"""
_FIELDS = """
SELECT ?printed ?published ?effective ?expires ?type ?subtype ?level ?code ?region ?force ?approved ?fulfilled WHERE {
  OPTIONAL { <%(d)s> pol:datePrinted ?printed } OPTIONAL { <%(d)s> eli:date_publication ?published }
  OPTIONAL { <%(d)s> eli:first_date_entry_in_force ?effective } OPTIONAL { <%(d)s> eli:date_no_longer_in_force ?expires }
  OPTIONAL { <%(d)s> eli:type_document/skos:prefLabel ?type FILTER(LANG(?type) = "zh") }
  OPTIONAL { <%(d)s> pol:subtype ?subtype } OPTIONAL { <%(d)s> pol:level ?level }
  OPTIONAL { <%(d)s> eli:jurisdiction ?place . ?place skos:notation ?code OPTIONAL { ?place skos:prefLabel ?region } }
  OPTIONAL { <%(d)s> eli:in_force ?force } OPTIONAL { <%(d)s> pol:approvedBy ?approved }
  OPTIONAL { <%(d)s> pol:fulfilledBy ?fulfilled }
}"""
_CITES = """
SELECT ?c ?cited ?relation ?scope ?reason ?confidence ?quote ?start WHERE {
  ?c pol:citing <%(d)s> ; pol:relation ?relation ; pol:linkReason ?reason ; pol:confidence ?confidence ; pol:evidence ?e .
  ?e oa:exact ?quote ; oa:start ?start
  OPTIONAL { ?c pol:cited ?cited } OPTIONAL { ?c pol:scope ?scope }
}"""
_CITED_BY = """
SELECT ?c ?citing ?relation ?scope ?reason ?confidence ?quote ?start WHERE {
  ?c pol:cited <%(d)s> ; pol:citing ?citing ; pol:relation ?relation ; pol:linkReason ?reason ;
     pol:confidence ?confidence ; pol:evidence ?e .
  ?e oa:exact ?quote ; oa:start ?start
  OPTIONAL { ?c pol:scope ?scope }
}"""
_CANDIDATES = "SELECT ?c ?d WHERE { ?c pol:citing <%(d)s> ; pol:candidate ?d }"
_MEASURES = """
SELECT ?m ?ordinal ?heading ?kind ?start WHERE {
  ?m a pol:Measure ; dcterms:isPartOf <%(d)s> ; pol:ordinal ?ordinal ; pol:heading ?heading ; pol:evidence/oa:start ?start
  OPTIONAL { ?m pol:measureKind ?kind }
}"""
_DUTIES = """
SELECT ?m ?position ?role ?written ?name WHERE {
  ?m a pol:Measure ; dcterms:isPartOf <%(d)s> . ?r pol:ofMeasure ?m ; pol:position ?position ; pol:role ?role ;
     pol:agencyWritten ?written
  OPTIONAL { ?r pol:agency/skos:prefLabel ?name }
}"""
_LISTS = {
    "derived": "SELECT ?v WHERE { <%(d)s> pol:derivedField ?v }",
    "recipients": "SELECT ?v WHERE { <%(d)s> pol:recipient ?v }",
    "sources": "SELECT ?v WHERE { <%(d)s> prov:wasDerivedFrom/pol:path ?v }",
    "subjects": "SELECT ?v WHERE { <%(d)s> dcterms:subject ?v }",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A document as a list names it; ``status`` full, catalogued, cited-only or planned."""

    iri: str
    status: str
    title: str | None
    number: str | None
    date: str | None
    year: int | None
    issuers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions that lead from one document to another with one relation; reason and confidence of the best."""

    relation: str
    scope: str | None
    document: Reference
    times: int
    reason: str
    confidence: float
    quote: str


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A mention whose document is open: why, and which documents it could be."""

    relation: str
    quote: str
    reason: str
    candidates: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is responsible for a measure: as written, and the full name where it is known."""

    role: str
    written: str
    name: str | None


@dataclass(frozen=True, slots=True)
class CardMeasure:
    id: str
    heading: str
    kind: str | None
    responsibilities: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All of one document; ``fields`` are plain values by the names of ``extraction.md``, None where not known."""

    document: Reference
    fields: dict
    cites: tuple[Mentions, ...]
    cited_by: tuple[Mentions, ...]
    unlinked: tuple[Unlinked, ...]
    measures: tuple[CardMeasure, ...]

    def agencies(self) -> list[tuple[str, int]]:
        """The departments made responsible, by full name where it is known, with the number of their measures."""
        counted = Counter(name for m in self.measures for name in {duty.name or duty.written for duty in m.responsibilities})
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))

    def as_dict(self) -> dict:
        """The card as one JSON document."""
        document = dataclasses.asdict(self.document)
        rest = {name: [dataclasses.asdict(item) for item in getattr(self, name)] for name in ("cites", "cited_by", "unlinked", "measures")}
        agencies = [{"name": name, "measures": count} for name, count in self.agencies()]
        return {**document, **self.fields, **rest, "agencies": agencies}


def find_documents(store: Store, ref: str) -> list[Reference]:
    """The documents that ``ref`` means: an IRI, a number in any spelling, or words of a title (all must stand in it).

    A title written whole is that document alone. Read documents come first; [] where none is meant.
    """
    ref = ref.strip()
    if _IRI.fullmatch(ref):
        successors = [iri for (iri,) in store.rows(f"SELECT ?d {{ <{ref}> dcterms:isReplacedBy+ ?d }}")]
        return [known for iri in (ref, *sorted(successors)) for known in _references(store, iri)][:1]
    folded = fold(ref)
    number = parse_number(folded) if find_numbers(folded) == [(0, len(folded))] else None
    if number:
        return [known for known in _references(store) if known.number == number.canonical]
    words = [word for part in folded.split() if (word := _MARKS.sub("", part).casefold())]
    if not words:
        return []
    plain = {known: _MARKS.sub("", fold(f"{known.title or ''}{known.number or ''}")).casefold() for known in _references(store)}
    found = [known for known, text in plain.items() if all(word in text for word in words)]
    whole = [known for known in found if known.title and _MARKS.sub("", fold(known.title)).casefold() == "".join(words)]
    return whole or found


def _references(store: Store, iri: str | None = None) -> list[Reference]:
    only = f"FILTER(?d = <{iri}>)" if iri else ""
    issuers: dict[str, list[tuple[bool, str]]] = {}
    for document, name, first in store.rows(_ISSUERS % only):
        issuers.setdefault(document, []).append((first != "true", name))
    found = [
        Reference(
            document, last_name(status), title, number, date, int(year) if year else None,
            tuple(name for _, name in sorted(issuers.get(document, ()))),
        )
        for document, status, title, number, date, year in store.rows(_DOCUMENTS % only)
    ]  # fmt: skip
    return sorted(found, key=lambda known: (_STATUS_ORDER.index(known.status), known.title or "", known.number or "", known.iri))


def load_card(store: Store, iri: str) -> Card:
    """The card of a document that is in the graph (an IRI of ``find_documents``)."""
    known = {reference.iri: reference for reference in _references(store)}
    here = {"d": iri}
    names = ("printed", "published", "effective", "expires", "type", "subtype", "level", "region", "region_name", "in_force", "approved_by", "fulfilled_by")
    fields = dict(zip(names, min(store.rows(_FIELDS % here), key=repr)))
    fields["level"] = last_name(fields["level"])
    fields["in_force"] = None if fields["in_force"] is None else fields["in_force"].endswith("-inForce")
    for name, query in _LISTS.items():
        fields[name] = sorted(value for (value,) in store.rows(query % here))
    candidates: dict[str, list[Reference]] = {}
    for citation, document in sorted(store.rows(_CANDIDATES % here)):
        candidates.setdefault(citation, []).append(known[document])
    rows = sorted(store.rows(_CITES % here), key=lambda row: (int(row[7]), row[0]))
    return Card(
        document=known[iri],
        fields=fields,
        cites=_group(rows, known),
        cited_by=_group(sorted(store.rows(_CITED_BY % here), key=lambda row: (known[row[1]].title or "", row[0])), known),
        unlinked=tuple(
            Unlinked(last_name(row[2]), row[6], row[4], tuple(candidates.get(row[0], ()))) for row in rows if row[1] is None
        ),
        measures=tuple(_measures(store, here)),
    )


def _group(rows: list[tuple], known: dict[str, Reference]) -> tuple[Mentions, ...]:
    """One entry for each document and relation, the strongest relations first, else as they come."""
    together: dict[tuple, list[tuple]] = {}
    for row in rows:
        if row[1] is not None:
            together.setdefault((last_name(row[2]), row[3], row[1]), []).append(row)
    order = list(RELATIONS)
    found = []
    for (relation, scope, document), same in together.items():
        best = max(same, key=lambda row: float(row[5]))
        found.append(Mentions(relation, scope, known[document], len(same), best[4], float(best[5]), best[6]))
    return tuple(sorted(found, key=lambda mentions: order.index(mentions.relation)))


def _measures(store: Store, here: dict[str, str]):
    duties: dict[str, list[tuple]] = {}
    for measure, position, role, written, name in store.rows(_DUTIES % here):
        duties.setdefault(measure, []).append((int(position), last_name(role), written, name))
    for measure, ordinal, heading, kind, _ in sorted(store.rows(_MEASURES % here), key=lambda row: (int(row[4]), row[0])):
        ordered = sorted(duties.get(measure, ()), key=lambda duty: (duty[0], duty[2], duty[1]))
        yield CardMeasure(ordinal, heading, last_name(kind), tuple(Duty(*duty[1:]) for duty in ordered))
