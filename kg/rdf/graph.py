"""All quads of a corpus: documents and links first, then the graph of each source and each catalogue."""

from collections.abc import Iterable, Iterator

from kg.catalogue import Catalogue
from kg.iris import BASE, Iris
from kg.linked import Linked, LinkedCitation
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
    depends on the content of ``linked``, ``records`` and ``catalogues`` only, not on their order. ``records`` is gone over
    twice and not kept: a list, or what reads a file again.
    """
    iris = Iris(base)
    sources = Sources(linked, records, catalogues)
    links = Links(linked, sources, iris)
    citations: dict[str, list[LinkedCitation]] = {}
    for citation in linked.citations:
        citations.setdefault(citation.source, []).append(citation)
        if sources.is_row(citation.source):
            yield from links.quads_for_link(citation)
    for document in linked.documents:
        yield from links.quads_for_document(document)
    for agency in linked.agencies:
        yield from links.quads_for_agency(agency)
    for record in records:
        if sources.records[record.sha256].source == record.source:  # else: the same bytes under another name
            cited = citations.get(record.sha256, [])
            yield from links.quads_for_citations(record, cited)
            yield from quads_for_source(record, sources, cited, linked.responsible.get(record.sha256, ()), iris)
    for conflict in linked.conflicts:
        yield from links.quads_for_conflict(conflict)
    for change in linked.changes:
        yield from links.quads_for_change(change)
    for catalogue in sources.catalogues.values():
        yield from quads_for_catalogue(catalogue, sources, citations, iris)
    yield from links.quads_for_regions()
    yield from links.quads_for_concepts(SCHEMES)
    yield from links.quads_for_run([*sources.records, *sources.catalogues])
