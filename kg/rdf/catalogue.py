"""Quads of one catalogue's graph: the file as a source, and an entry for each of its rows."""

from collections.abc import Iterator

from kg.catalogue import Catalogue, CatalogueRow
from kg.iris import Iris
from kg.linked import LinkedCitation
from kg.rdf.lines import line_for_class, line_for_link, line_for_string, line_for_value, line_for_words
from kg.rdf.sources import Sources
from kg.vocab import DCTERMS, POL, PROV, RELATIONS, SCHEMA


def quads_for_catalogue(
    catalogue: Catalogue, sources: Sources, citations: dict[str, list[LinkedCitation]], iris: Iris
) -> Iterator[str]:
    """``citations``: by sha256 of the row; only edges have any."""
    graph, source = iris.mint_catalogue_graph(catalogue.sha256), iris.mint_source(catalogue.sha256)
    yield line_for_class(source, PROV.Entity, graph)
    yield line_for_string(source, POL.sha256, catalogue.sha256, graph)
    yield line_for_string(source, DCTERMS.format, catalogue.media_type, graph)
    for name in sources.names(catalogue.sha256):
        yield line_for_string(source, POL.path, name, graph)
    for row in catalogue.rows:
        node = iris.mint_entry(catalogue.sha256, row.line)
        yield line_for_class(node, POL.CatalogueEntry, graph)
        yield line_for_link(node, DCTERMS.isPartOf, source, graph)
        yield line_for_value(node, POL.row, row.line, graph)
        found = citations.get(row.record.sha256)
        if found:
            yield from _quads_for_edge(node, row, found[0], iris, graph)
        else:
            yield from _quads_for_description(node, row, sources, iris, graph)


def _quads_for_description(node: str, row: CatalogueRow, sources: Sources, iris: Iris, graph: str) -> Iterator[str]:
    document = sources.speaker(row.record.sha256, None)
    if document is not None:
        yield line_for_link(node, POL.describes, iris.mint_document(document), graph)
    if row.record.header.title:
        yield line_for_words(node, DCTERMS.title, row.record.header.title, graph)
    for identifier in filter(None, (row.identifier, row.record.header.index_number)):
        yield line_for_string(node, DCTERMS.identifier, identifier, graph)
    if row.url:
        yield line_for_link(node, SCHEMA.url, row.url, graph)
    if row.validity:
        yield line_for_string(node, POL.validity, row.validity, graph)


def _quads_for_edge(node: str, row: CatalogueRow, link: LinkedCitation, iris: Iris, graph: str) -> Iterator[str]:
    yield line_for_link(node, POL.citing, iris.mint_document(link.citing), graph)
    if link.cited is not None:
        yield line_for_link(node, POL.cited, iris.mint_document(link.cited), graph)
    for candidate in link.candidates:
        yield line_for_link(node, POL.candidate, iris.mint_document(candidate), graph)
    if relation := RELATIONS.find(link.relation):
        yield line_for_link(node, POL.relation, relation, graph)
    yield line_for_string(node, POL.linkReason, link.reason, graph)
    yield line_for_value(node, POL.confidence, float(link.confidence), graph)
    yield line_for_words(node, POL.text, row.record.citations[0].text, graph)
