"""What the graph says of everything that has a page: one property a query, put together here.

A join over the union of all graphs costs five times what its rows cost one property at a time, and so do OPTIONAL parts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from kg.search.words import plain
from kg.store import Store

_STATUSES = {"full": 0, "catalogued": 1, "cited-only": 2, "planned": 3}
_KINDS = {"document": 1, "agency": 2, "region": 3, "subject": 4, "measure": 5}  # in the order in which they are shown
_MOST = 10**7  # citations that can be told apart
_TOGETHER = 100  # documents whose measures are asked for at once

_LINKS = "SELECT ?g WHERE { GRAPH ?g { ?d pol:status ?status } } LIMIT 1"
_SAID = "SELECT ?s ?v WHERE { GRAPH <%s> { ?s %s ?v } }"
_CLASS = "SELECT ?s WHERE { GRAPH <%s> { ?s a %s } }"
_SHAS = "SELECT ?source ?sha WHERE { ?source pol:sha256 ?sha }"
_DUTIES = "SELECT ?a (COUNT(?m) AS ?n) WHERE { ?m pol:involvedAgency ?a } GROUP BY ?a"
_MEASURES = """
SELECT ?d ?m ?ordinal ?heading ?text ?start WHERE {
  VALUES ?d { %s }
  GRAPH ?g { ?m dcterms:isPartOf ?d ; pol:heading ?heading ; pol:ordinal ?ordinal ; pol:text ?text ; pol:evidence/oa:start ?start }
}"""


@dataclass(slots=True)
class Entry:
    """An item before it has an id; the fields of ``kg.search.asking.Item`` and what it is found by.

    ``about``: its other words, in the form of the index; ``sources``: hashes of what its document was read from;
    ``body``: those of them whose text is its own.
    """

    rank: str
    kind: str
    iri: str
    title: str | None
    number: str | None = None
    by: str | None = None
    level: str | None = None
    region: str | None = None
    year: str | None = None
    date: str | None = None
    status: str | None = None
    cited: int = 0
    cites: int = 0
    about: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with the document that it is part of; ``start``: where it stands in the text."""

    entry: Entry
    document: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """All items but the measures, in the order in which they are shown; ``held``: the documents of each holder, by IRI, in this order."""

    entries: list[Entry]
    held: dict[str, list[str]]


def gather_entries(store: Store) -> Gathered:
    """Everything that has a page but the measures."""
    links = next((graph for (graph,) in store.rows(_LINKS)), None)
    if links is None:
        return Gathered([], {})
    return _Gathering(store, links).gather()


def gather_measures(store: Store, documents: Iterable[Entry]) -> Iterator[Measure]:
    """The measures of these documents, in their order, each document's as they stand in the text."""
    waiting = (document for document in documents if document.status == "full")
    while batch := list(islice(waiting, _TOGETHER)):
        found: dict[str, dict[str, tuple]] = {}
        for document, iri, ordinal, heading, text, start in store.rows(_MEASURES % " ".join(f"<{entry.iri}>" for entry in batch)):
            found.setdefault(document, {})[iri] = (int(start), iri, ordinal, heading, text)
        for document in batch:
            for start, iri, ordinal, heading, text in sorted(found.get(document.iri, {}).values()):
                rank = f"{_KINDS['measure']}{document.rank[1:]} {start:010d} {_last(iri)}"
                yield Measure(Entry(rank, "measure", iri, heading, ordinal, cited=document.cited), document.iri, start, text)


class _Gathering:
    def __init__(self, store: Store, links: str):
        self.store, self.links = store, links
        self.names, self.levels, self.codes = (dict(self._said(term)) for term in ("skos:prefLabel", "pol:level", "skos:notation"))
        self.statuses = dict(self._said("pol:status"))
        self.holders: dict[str, set[str]] = {}  # of each document
        self.held: dict[str, list[str]] = {}
        self.plain_name = cache(plain)  # an agency issues thousands

    def gather(self) -> Gathered:
        agencies = {iri for iri in self._members("pol:Agency") if iri in self.names}
        documents = sorted(self._documents(agencies), key=_by_rank)
        for document in documents:
            for holder in self.holders.pop(document.iri):
                self.held.setdefault(holder, []).append(document.iri)
        others = [*self._agencies(agencies), *self._regions(), *self._subjects()]
        return Gathered([*documents, *sorted(others, key=_by_rank)], self.held)

    def _said(self, term: str) -> Iterator[tuple[str, str]]:
        return self.store.rows(_SAID % (self.links, term))

    def _members(self, term: str) -> list[str]:
        return [iri for (iri,) in self.store.rows(_CLASS % (self.links, term))]

    def _documents(self, agencies: set[str]) -> Iterator[Entry]:
        titles, numbers, places, dates, years = (
            dict(self._said(term)) for term in ("dcterms:title", "eli:id_local", "eli:jurisdiction", "eli:date_document", "pol:year")
        )
        cited, cites = self._count_citations()
        issuers, sources, subjects = self._issuers(agencies), self._sources(), _grouped(self._said("eli:is_about"))
        forwarded = {iri for iri, outer in self._said("dcterms:isPartOf") if outer in self.statuses}
        for iri, status in self.statuses.items():
            status = _last(status)
            number, date, year, named = numbers.get(iri), dates.get(iri), years.get(iri), issuers.get(iri, ())
            count = cited.get(iri, 0)
            rank = f"{_rank('document', count)}{_STATUSES[status]}{_backwards(date or year or '')}{number or ''} {_last(iri)}"
            read = tuple(sorted(sources.get(iri, ()))) if status == "full" else ()
            self.holders[iri] = {*(agency for _, agency in named), places.get(iri), *subjects.get(iri, ())} - {None}
            yield Entry(
                rank, "document", iri, titles.get(iri), number, "、".join(name for name, _ in named), _last(self.levels.get(iri)), self.codes.get(places.get(iri)),
                year, date, status, count, cites.get(iri, 0), (plain(number or ""), *(self.plain_name(name) for name, _ in named)), read,
                () if iri in forwarded else read,  # a forwarded text is found in the document that forwards it
            )  # fmt: skip

    def _count_citations(self) -> tuple[Counter[str], Counter[str]]:
        """How many others cite each document, and how many it cites."""
        cited, cites = Counter(), Counter()
        for citing, other in self._said("eli:cites"):
            if citing != other:
                cited[other] += 1
                cites[citing] += 1
        return cited, cites

    def _issuers(self, agencies: set[str]) -> dict[str, list[tuple[str, str]]]:
        """Who issued each document as (name, IRI), the first issuer first."""
        first = dict(self._said("pol:leadIssuer"))
        found = _grouped((document, agency) for document, agency in self._said("eli:passed_by") if agency in agencies)
        return {
            document: sorted(((self.names[agency], agency) for agency in named), key=lambda pair: (pair[1] != first.get(document), pair))
            for document, named in found.items()
        }

    def _sources(self) -> dict[str, list[str]]:
        shas = dict(self.store.rows(_SHAS))
        return _grouped((document, shas[source]) for document, source in self._said("prov:wasDerivedFrom") if source in shas)

    def _agencies(self, agencies: set[str]) -> Iterator[Entry]:
        places = dict(self._said("dcterms:spatial"))
        others = _grouped((agency, name) for agency, name in self._said("skos:altLabel") if agency in agencies)
        duties = {agency: int(n) for agency, n in self.store.rows(_DUTIES)}
        for iri in agencies:
            name, issued, duty = self.names[iri], len(self.held.get(iri, ())), duties.get(iri, 0)
            about = tuple(map(plain, sorted(others.get(iri, ()))))
            rank = f"{_rank('agency', issued + duty)}{name} {_last(iri)}"
            yield Entry(rank, "agency", iri, name, level=_last(self.levels.get(iri)), region=self.codes.get(places.get(iri)), cited=issued, cites=duty, about=about)

    def _regions(self) -> Iterator[Entry]:
        for iri in self._members("pol:Region"):
            if code := self.codes.get(iri):
                count = len(self.held.get(iri, ()))
                rank = f"{_rank('region', count)}{code} {_last(iri)}"
                yield Entry(rank, "region", iri, self.names.get(iri) or code, code, level=_last(self.levels.get(iri)), region=code, cited=count, about=(code,))

    def _subjects(self) -> Iterator[Entry]:
        for iri in dict.fromkeys(subject for _, subject in self._said("eli:is_about")):
            if name := self.names.get(iri):
                count = len(self.held.get(iri, ()))
                yield Entry(f"{_rank('subject', count)}{name} {_last(iri)}", "subject", iri, name, cited=count)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
    return found


def _by_rank(entry: Entry) -> str:
    return entry.rank


def _rank(kind: str, count: int) -> str:
    """The beginning of a rank: the kinds in their order, in each what has most first."""
    return f"{_KINDS[kind]}{max(0, _MOST - 1 - count):07d}"


def _last(iri: str | None) -> str | None:
    return None if iri is None else iri.replace("#", "/").rsplit("/", 1)[1]


def _backwards(day: str) -> str:
    """Eight figures by which the newest day comes first, and none last."""
    parts = [part for part in day.split("-") if part.isdecimal()][:3]
    if not parts:
        return "99999999"
    figures = [max(0, most - int(part)) for part, most in zip(parts, (9999, 99, 99))]
    return f"{figures[0]:04d}" + "".join(f"{figure:02d}" for figure in figures[1:]) + "00" * (3 - len(parts))
