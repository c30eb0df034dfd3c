"""What the graph says of everything that has a page.

Most of what a query costs is the words of its answer (5 µs each), then steps from one pattern to the next by the store's
index (8 µs): so counts are made in the store, and properties are read each by itself and put together by hash, in the store
by sub-SELECTs, where that saves saying an IRI again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kg.iris import Iris
from kg.store import Store

_STATUSES = {"full": 0, "catalogued": 1, "cited-only": 2, "planned": 3}
_KINDS = {"document": 1, "agency": 2, "region": 3, "subject": 4, "measure": 5}  # in the order in which they are shown
_MOST = 10**7  # citations that can be told apart
_TOGETHER = 100  # documents whose measures are asked for at once

_LINKS_GRAPH = "graph/links"
_LINKS = "SELECT ?g WHERE { GRAPH ?g { ?d pol:status ?status } } LIMIT 1"
_SAID = "SELECT ?s ?v WHERE { GRAPH <%s> { ?s %s ?v } }"
_TABLE = "SELECT ?s %s WHERE { GRAPH <%s> { ?s %s . %s } }"
_COLUMN = "OPTIONAL { SELECT ?s %(v)s WHERE { ?s %(term)s %(v)s } }"
_COUNT = "SELECT %s (COUNT(*) AS ?n) WHERE { GRAPH <%s> { ?s eli:cites ?o FILTER(!sameTerm(?s, ?o)) } } GROUP BY %s"
_DUTIES = "SELECT ?a (COUNT(*) AS ?n) WHERE { ?m pol:involvedAgency ?a } GROUP BY ?a"
_MEASURES = """
SELECT ?d ?m ?ordinal ?heading ?text ?start WHERE {
  VALUES ?d { %s }
  GRAPH ?g { ?m dcterms:isPartOf ?d ; pol:heading ?heading ; pol:ordinal ?ordinal ; pol:text ?text ; pol:evidence/oa:start ?start }
}"""


@dataclass(slots=True)
class Entry:
    """An item before it has an id; the fields of ``kg.search.asking.Item`` and what it is found by.

    ``about``: its other words; ``sources``: hashes of what its document was read from;
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


def gather_entries(store: Store, shas: Iterable[str]) -> Gathered:
    """Everything that has a page but the measures; ``shas``: of the sources that there are texts of."""
    links = next((graph for (graph,) in store.rows(_LINKS)), None)
    if links is None:
        return Gathered([], {})
    iris = Iris(links.removesuffix(_LINKS_GRAPH))
    return _Gathering(store, links, {iris.mint_source(sha): sha for sha in shas}).gather()


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
    def __init__(self, store: Store, links: str, shas: dict[str, str]):
        self.store, self.links, self.shas = store, links, shas
        self.codes = dict(self._said("skos:notation"))
        self.agencies = self._table("a pol:Agency", "skos:prefLabel", "pol:level", "dcterms:spatial")
        self.holders: dict[str, set[str]] = {}  # of each document
        self.held: dict[str, list[str]] = {}

    def gather(self) -> Gathered:
        documents = sorted(self._documents(), key=_by_rank)
        for document in documents:
            for holder in self.holders.pop(document.iri):
                self.held.setdefault(holder, []).append(document.iri)
        others = [*self._agencies(), *self._regions(), *self._subjects()]
        return Gathered([*documents, *sorted(others, key=_by_rank)], self.held)

    def _said(self, term: str) -> Iterator[tuple[str, str]]:
        return self.store.rows(_SAID % (self.links, term))

    def _table(self, which: str, *terms: str) -> dict[str, tuple]:
        """The values of ``terms`` for every subject of which ``which`` holds, None for what is not said."""
        values = [f"?v{index}" for index in range(len(terms))]
        columns = " ".join(_COLUMN % {"v": value, "term": term} for value, term in zip(values, terms))
        return {iri: told for iri, *told in self.store.rows(_TABLE % (" ".join(values), self.links, which, columns))}

    def _documents(self) -> Iterator[Entry]:
        cited, cites = self._count_citations("?o"), self._count_citations("?s")
        issuers, subjects = self._issuers(), _grouped(self._said("eli:is_about"))
        sources = _grouped((document, self.shas[source]) for document, source in self._said("prov:wasDerivedFrom") if source in self.shas)
        named = self._table("pol:status ?status", "pol:status", "dcterms:title", "eli:id_local")
        forwarded = {iri for iri, outer in self._said("dcterms:isPartOf") if outer in named}
        placed = self._table("pol:status ?status", "pol:level", "eli:jurisdiction", "eli:date_document", "pol:year")
        for iri, (status, title, number) in named.items():
            level, place, date, year = placed.pop(iri)
            status, issuing, count = _last(status), issuers.get(iri, ()), cited.get(iri, 0)
            rank = f"{_rank('document', count)}{_STATUSES[status]}{_backwards(date or year or '')}{number or ''} {_last(iri)}"
            read = tuple(sorted(sources.get(iri, ()))) if status == "full" else ()
            self.holders[iri] = {*(agency for _, agency in issuing), place, *subjects.get(iri, ())} - {None}
            yield Entry(
                rank, "document", iri, title, number, "、".join(name for name, _ in issuing), _last(level), self.codes.get(place), year, date, status,
                count, cites.get(iri, 0), (number or "", *(name for name, _ in issuing)), read,
                () if iri in forwarded else read,  # a forwarded text is found in the document that forwards it
            )  # fmt: skip

    def _count_citations(self, of: str) -> dict[str, int]:
        """How many others cite each document (``?o``), or how many it cites (``?s``)."""
        return {document: int(n) for document, n in self.store.rows(_COUNT % (of, self.links, of))}

    def _issuers(self) -> dict[str, list[tuple[str, str]]]:
        """Who issued each document as (name, IRI), the first issuer first."""
        first = dict(self._said("pol:leadIssuer"))
        found = _grouped((document, agency) for document, agency in self._said("eli:passed_by") if agency in self.agencies)
        return {
            document: sorted(((self.agencies[agency][0], agency) for agency in issuing), key=lambda pair: (pair[1] != first.get(document), pair))
            for document, issuing in found.items()
        }

    def _agencies(self) -> Iterator[Entry]:
        others = _grouped((agency, name) for agency, name in self._said("skos:altLabel") if agency in self.agencies)
        duties = {agency: int(n) for agency, n in self.store.rows(_DUTIES)}
        for iri, (name, level, place) in self.agencies.items():
            issued, duty = len(self.held.get(iri, ())), duties.get(iri, 0)
            rank = f"{_rank('agency', issued + duty)}{name} {_last(iri)}"
            yield Entry(rank, "agency", iri, name, level=_last(level), region=self.codes.get(place), cited=issued, cites=duty, about=tuple(sorted(others.get(iri, ()))))

    def _regions(self) -> Iterator[Entry]:
        for iri, (code, name, level) in self._table("a pol:Region", "skos:notation", "skos:prefLabel", "pol:level").items():
            count = len(self.held.get(iri, ()))
            rank = f"{_rank('region', count)}{code} {_last(iri)}"
            yield Entry(rank, "region", iri, name or code, code, level=_last(level), region=code, cited=count, about=(code,))

    def _subjects(self) -> Iterator[Entry]:
        subjects = {subject for _, subject in self._said("eli:is_about")}
        for iri, name in self._said("skos:prefLabel") if subjects else ():
            if iri in subjects:
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
