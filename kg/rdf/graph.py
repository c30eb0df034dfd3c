"""All quads of a corpus: documents and links first, then the graph of each source and each catalogue."""

from collections.abc import Iterable, Iterator

from kg.catalogue import Catalogue
from kg.iris import BASE, Iris
from kg.linked import Linked, LinkedCitation, LinkedResponsibility
from kg.rdf.catalogue import quads_for_catalogue
from kg.rdf.documents import Links
from kg.rdf.facts import quads_for_source
from kg.rdf.sources import Sources
from kg.records import Record
from kg.vocab import SCHEMES


def quads_for(
    linked: Linked, records: Iterable[Record], base: str = BASE, catalogues: Iterable[Catalogue] = ()
) -> Iterator[str]:
    """The quads of linked records: N-Quads lines with their line end, unordered, some of them twice.

    ``base`` is the IRI under which individuals are minted. The set of lines
    depends on the content of ``linked``, ``records`` and ``catalogues`` only, not on their order.
    """
    iris = Iris(base)
    sources = Sources(linked, records, catalogues)
    links = Links(linked, sources, iris)
    citations: dict[str, dict[int, LinkedCitation]] = {}
    responsibilities: dict[str, dict[tuple[int, int], LinkedResponsibility]] = {}
    for citation in linked.citations:
        citations.setdefault(citation.source, {})[citation.index] = citation
        yield from links.quads_for_link(citation)
    for responsibility in linked.responsibilities:
        key = responsibility.index, responsibility.position
        responsibilities.setdefault(responsibility.source, {})[key] = responsibility
    for document in linked.documents:
        yield from links.quads_for_document(document)
    for agency in linked.agencies:
        yield from links.quads_for_agency(agency)
    for sha, record in sources.records.items():
        yield from quads_for_source(record, sources, citations.get(sha, {}), responsibilities.get(sha, {}), iris)
    for conflict in linked.conflicts:
        yield from links.quads_for_conflict(conflict)
    for change in linked.changes:
        yield from links.quads_for_change(change)
    for catalogue in sources.catalogues.values():
        yield from quads_for_catalogue(catalogue, sources, citations, iris)
    yield from links.quads_for_regions()
    yield from links.quads_for_concepts(SCHEMES)
    yield from links.quads_for_run([*sources.records, *sources.catalogues])
