"""What the graph says of everything that has a page.

Saying a term costs the store 5 µs, stepping from one pattern to the next 8 µs, so it is asked little: what stands in the
links graph is read from the lines that were kept beside it, counts are made in the store, measures are asked for together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice

from kg.iris import Iris, last_name
from kg.links_file import read_links
from kg.rdf import read_lines
from kg.store import Store
from kg.vocab import DCTERMS, ELI, POL, PROV, RDF, SKOS

_STATUSES = {"full": 0, "catalogued": 1, "cited-only": 2, "planned": 3}
_KINDS = {"document": 1, "agency": 2, "region": 3, "subject": 4, "measure": 5}  # in the order in which they are shown
_MOST = 10**7  # citations that can be told apart
_TOGETHER = 100  # documents whose measures are asked for at once

_ONE = (  # what is said once of a thing
    POL.status, DCTERMS.title, ELI.id_local, POL.level, ELI.jurisdiction, ELI.date_document, POL.year, POL.leadIssuer, SKOS.prefLabel, SKOS.notation, DCTERMS.spatial, RDF.type
)  # fmt: skip
_CLASSES = (POL.Agency, POL.Region)
_MANY = (ELI.cites, ELI.passed_by, ELI.is_about, PROV.wasDerivedFrom, DCTERMS.isPartOf, SKOS.altLabel)
_ITS_OWN = {DCTERMS.title, ELI.id_local, SKOS.prefLabel, SKOS.altLabel}  # values that are hardly said of another
_LINKS_GRAPH = "graph/links"
_LINKS = "SELECT ?g WHERE { GRAPH ?g { ?d pol:status ?status } } LIMIT 1"
_SAID = "SELECT ?s ?p ?v WHERE { VALUES ?p { %s } GRAPH <%s> { ?s ?p ?v } }"
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
    duties = {agency: int(n) for agency, n in store.rows(_DUTIES)}
    return _Gathering(_read_links(store, links), {iris.mint_source(sha): sha for sha in shas}, duties).gather()


def _read_links(store: Store, links: str) -> dict[str, dict]:
    """What the links graph says, by predicate and subject: one value, or of ``_MANY`` a list, some values of it twice."""
    if store.folder:
        with suppress(OSError, ValueError):  # a graph without its lines is asked for them
            return _sorted_out(read_lines(read_links(store.folder), _ONE + _MANY))
    return _sorted_out(store.rows(_SAID % (" ".join(f"<{predicate}>" for predicate in _ONE + _MANY), links)))


def _sorted_out(triples: Iterable[tuple[str, str, str]]) -> dict[str, dict]:
    said: dict[str, dict] = {predicate: {} for predicate in _ONE + _MANY}
    same: dict[str, str] = {}  # one string for every IRI
    for subject, predicate, value in triples:
        subject = same.setdefault(subject, subject)
        if predicate not in _ITS_OWN:
            value = same.setdefault(value, value)
        if predicate in _MANY:
            said[predicate].setdefault(subject, []).append(value)
        elif predicate != RDF.type or value in _CLASSES:
            said[predicate][subject] = value
    return said


def gather_measures(store: Store, documents: Iterable[Entry]) -> Iterator[Measure]:
    """The measures of these documents, in their order, each document's as they stand in the text."""
    waiting = (document for document in documents if document.status == "full")
    while batch := list(islice(waiting, _TOGETHER)):
        found: dict[str, dict[str, tuple]] = {}
        for document, iri, ordinal, heading, text, start in store.rows(_MEASURES % " ".join(f"<{entry.iri}>" for entry in batch)):
            found.setdefault(document, {})[iri] = (int(start), iri, ordinal, heading, text)
        for document in batch:
            for start, iri, ordinal, heading, text in sorted(found.get(document.iri, {}).values()):
                rank = f"{_KINDS['measure']}{document.rank[1:]} {start:010d} {last_name(iri)}"
                yield Measure(Entry(rank, "measure", iri, heading, ordinal, cited=document.cited), document.iri, start, text)


class _Gathering:
    def __init__(self, said: dict[str, dict], shas: dict[str, str], duties: dict[str, int]):
        self.said, self.shas, self.duties = said, shas, duties
        self.names, self.levels, self.codes, self.statuses = (said[term] for term in (SKOS.prefLabel, POL.level, SKOS.notation, POL.status))
        self.agencies = [iri for iri in self._members(POL.Agency) if iri in self.names]
        self.holders: dict[str, set[str]] = {}  # of each document
        self.held: dict[str, list[str]] = {}

    def gather(self) -> Gathered:
        documents = sorted(self._documents(), key=_by_rank)
        for document in documents:
            for holder in self.holders.pop(document.iri):
                self.held.setdefault(holder, []).append(document.iri)
        others = [*self._agencies(), *self._regions(), *self._subjects()]
        return Gathered([*documents, *sorted(others, key=_by_rank)], self.held)

    def _members(self, name: str) -> list[str]:
        return [iri for iri, its in self.said[RDF.type].items() if its == name]

    def _documents(self) -> Iterator[Entry]:
        titles, numbers, places, dates, years = (self.said[term] for term in (DCTERMS.title, ELI.id_local, ELI.jurisdiction, ELI.date_document, POL.year))
        subjects, sources, outer = (self.said[term] for term in (ELI.is_about, PROV.wasDerivedFrom, DCTERMS.isPartOf))
        issuers, cites = self._issuers(), self.said[ELI.cites]
        cited = Counter(chain.from_iterable(set(others) - {document} for document, others in cites.items()))
        for iri, status in self.statuses.items():
            status, issuing, count = last_name(status), issuers.get(iri, ()), cited[iri]
            number, place, date, year = numbers.get(iri), places.get(iri), dates.get(iri), years.get(iri)
            rank = f"{_rank('document', count)}{_STATUSES[status]}{_backwards(date or year or '')}{number or ''} {last_name(iri)}"
            read = tuple(sorted({self.shas[source] for source in sources.get(iri, ()) if source in self.shas})) if status == "full" else ()
            forwarded = any(document in self.statuses for document in outer.get(iri, ()))
            self.holders[iri] = {*(agency for _, agency in issuing), place, *subjects.get(iri, ())} - {None}
            yield Entry(
                rank, "document", iri, titles.get(iri), number, "、".join(name for name, _ in issuing), last_name(self.levels.get(iri)), self.codes.get(place), year,
                date, status, count, len({*cites.get(iri, ())} - {iri}), (number or "", *(name for name, _ in issuing)), read,
                () if forwarded else read,  # a forwarded text is found in the document that forwards it
            )  # fmt: skip

    def _issuers(self) -> dict[str, list[tuple[str, str]]]:
        """Who issued each document as (name, IRI), the first issuer first."""
        first, agencies = self.said[POL.leadIssuer], set(self.agencies)
        return {
            document: sorted(((self.names[one], one) for one in agencies.intersection(issuing)), key=lambda pair: (pair[1] != first.get(document), pair))
            for document, issuing in self.said[ELI.passed_by].items()
        }

    def _agencies(self) -> Iterator[Entry]:
        places, others = self.said[DCTERMS.spatial], self.said[SKOS.altLabel]
        for iri in self.agencies:
            name, issued, duty = self.names[iri], len(self.held.get(iri, ())), self.duties.get(iri, 0)
            rank, about = f"{_rank('agency', issued + duty)}{name} {last_name(iri)}", tuple(sorted({*others.get(iri, ())}))
            yield Entry(rank, "agency", iri, name, level=last_name(self.levels.get(iri)), region=self.codes.get(places.get(iri)), cited=issued, cites=duty, about=about)

    def _regions(self) -> Iterator[Entry]:
        for iri in self._members(POL.Region):
            if code := self.codes.get(iri):
                count = len(self.held.get(iri, ()))
                rank = f"{_rank('region', count)}{code} {last_name(iri)}"
                yield Entry(rank, "region", iri, self.names.get(iri) or code, code, level=last_name(self.levels.get(iri)), region=code, cited=count, about=(code,))

    def _subjects(self) -> Iterator[Entry]:
        for iri in dict.fromkeys(chain.from_iterable(self.said[ELI.is_about].values())):
            if name := self.names.get(iri):
                count = len(self.held.get(iri, ()))
                yield Entry(f"{_rank('subject', count)}{name} {last_name(iri)}", "subject", iri, name, cited=count)


def _by_rank(entry: Entry) -> str:
    return entry.rank


def _rank(kind: str, count: int) -> str:
    """The beginning of a rank: the kinds in their order, in each what has most first."""
    return f"{_KINDS[kind]}{max(0, _MOST - 1 - count):07d}"


def _backwards(day: str) -> str:
    """Eight figures by which the newest day comes first, and none last."""
    parts = [part for part in day.split("-") if part.isdecimal()][:3]
    if not parts:
        return "99999999"
    figures = [max(0, most - int(part)) for part, most in zip(parts, (9999, 99, 99))]
    return f"{figures[0]:04d}" + "".join(f"{figure:02d}" for figure in figures[1:]) + "00" * (3 - len(parts))
