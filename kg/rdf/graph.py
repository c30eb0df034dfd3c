"""All quads of a corpus: documents and links first, then the graph of each source and each catalogue."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from kg.catalogue import Catalogue
from kg.iris import BASE, Iris
from kg.linked import Linked, LinkedCitation, LinkedPart
from kg.rdf.blocks import Block, Told, block_of_document, digest_of, links_in_blocks
from kg.rdf.catalogue import quads_for_catalogue
from kg.rdf.documents import Links
from kg.rdf.facts import quads_for_source
from kg.rdf.lines import line_for_link
from kg.rdf.sources import Sources
from kg.records import Record
from kg.vocab import PROV

_CATALOGUE = "catalogue/"
_PART, _CITATION = attrgetter(*LinkedPart.__slots__), attrgetter(*LinkedCitation.__slots__)


class Said(NamedTuple):
    """What linking says of a source: who speaks in it, its citations, and the keys of the documents that were read from it."""

    parts: list[LinkedPart]
    citations: list[LinkedCitation]
    documents: list[str]

    @classmethod
    def of(cls, parts: list[list], citations: list[list], documents: list[str]) -> "Said":
        """Of the values that ``Graphs.made_of`` writes as JSON."""
        return cls([LinkedPart(*one) for one in parts], [LinkedCitation(*map(_as_kept, one)) for one in citations], documents)


def _as_kept(value):
    return tuple(value) if isinstance(value, list) else value


class Graphs:
    """The quads of linked records, graph by graph: N-Quads lines with their line end, unordered, some of them twice.

    Which lines there are depends on the content of ``linked``, the records and the catalogues only, not on their order.
    ``outlines``: of all records, for ``Sources``; ``base``: the IRI under which individuals are minted.
    """

    def __init__(self, linked: Linked, outlines: Iterable[Record], base: str = BASE, catalogues: Iterable[Catalogue] = ()):
        self._linked, self._iris = linked, Iris(base)
        self._sources = Sources(linked, outlines, catalogues)
        self._citations: dict[str, list[LinkedCitation]] = {}
        for citation in linked.citations:
            self._citations.setdefault(citation.source, []).append(citation)
        self._documents: dict[str, list[str]] = {}
        for document in linked.documents:
            for sha256 in document.sources:
                self._documents.setdefault(sha256, []).append(document.key)

    def of_links(self) -> Iterator[str]:
        """The links graph: documents, agencies, and what is said directly between documents."""
        for block in self.links(""):
            yield from block.make()

    def links(self, salt: str) -> Iterator[Block]:
        """The same block by block, in the order of their names; ``salt`` as in ``marks``."""
        return links_in_blocks(self._linked, self._sources, self._iris, self._salted(salt))

    def blocks_of(self, documents: Iterable[Told], salt: str) -> dict[str, Block]:
        """The blocks of some documents, by their names."""
        links = Links(self._linked, self._sources, self._iris)
        blocks = (block_of_document(told.document, told.citations, told.conflicts, links, self._salted(salt)) for told in documents)
        return {block.name: block for block in blocks}

    def line_of_use(self, sha256: str) -> str:
        """The line of the links graph that says that this source was read."""
        return line_for_link(self._iris.run, PROV.used, self._iris.mint_source(sha256), self._iris.links_graph)

    def of_record(self, record: Record) -> Iterator[str]:
        """The graph of a record's source; nothing where another record stands for the same bytes."""
        sha256 = record.sha256
        if self._sources.records[sha256].source == record.source:
            yield from quads_for_source(record, self._sources, self._citations.get(sha256, []), self._linked.responsible.get(sha256, ()), self._iris)

    def of_catalogues(self, names: Iterable[str]) -> Iterator[str]:
        """The graphs of the catalogues that ``marks`` names so."""
        for name in names:
            yield from quads_for_catalogue(self._sources.catalogues[name.removeprefix(_CATALOGUE)], self._sources, self._citations, self._iris)

    def marks(self, salt: str) -> dict[str, str]:
        """For each graph but that of the links a digest of all that it is made from, by the sha256 of its source, with
        ``catalogue/`` before it for a catalogue. ``salt``: what all depend on besides the records: the program, its tables."""
        marks = {sha256: self.mark_of(sha256, salt) for sha256 in self._sources.records}
        for sha256 in self._sources.catalogues:
            lines = sorted(set(self.of_catalogues([sha256])))
            marks[_CATALOGUE + sha256] = digest_of(self._salted(salt), lines)
        return marks

    def mark_of(self, sha256: str, salt: str) -> str:
        """The mark of the graph of one source."""
        said = self._sources.records[sha256].source, self._sources.paths(sha256), *self._said_of(sha256), self._linked.responsible.get(sha256)
        return digest_of(self._salted(salt), said)

    def made_of(self, name: str) -> str:
        """Of the graph that ``marks`` calls so what linking says of its source, as JSON, of which ``Said`` is made again."""
        return json.dumps(self._said_of(name), ensure_ascii=False)

    def told_of(self, sha256: str) -> str:
        """What linking says of a source, as JSON: with its record all that ``quads_told`` needs to make its graph."""
        return json.dumps([self._said_of(sha256), self._sources.paths(sha256), self._linked.responsible.get(sha256, ())], ensure_ascii=False)

    def _said_of(self, sha256: str) -> tuple[list[tuple], list[tuple], list[str]]:
        """Who speaks in a source, its citations, and the documents that were read from it."""
        return [*map(_PART, self._sources.speakers(sha256))], [*map(_CITATION, self._citations.get(sha256, ()))], self._documents.get(sha256, [])

    def _salted(self, salt: str) -> str:
        return f"{salt} {self._iris.base}"

    @property
    def base(self) -> str:
        """The IRI under which individuals are minted."""
        return self._iris.base

    @property
    def sources(self) -> Iterable[str]:
        """The sha256 of the sources of all records."""
        return self._sources.records.keys()

    @property
    def links_name(self) -> str:
        """The IRI of the links graph."""
        return self._iris.links_graph

    def name_of(self, mark: str) -> str:
        """The IRI of the graph that ``marks`` calls so."""
        sha256 = mark.removeprefix(_CATALOGUE)
        return self._iris.mint_catalogue_graph(sha256) if sha256 != mark else self._iris.mint_source_graph(sha256)


def quads_told(record: Record, told: str, base: str) -> Iterator[str]:
    """The graph of a record's source, as of ``Graphs.of_record``; ``told``: of ``Graphs.told_of``."""
    said, paths, responsible = json.loads(told)
    parts, citations, _ = Said.of(*said)
    linked = Linked(documents=(), agencies=(), citations=tuple(citations), responsible={record.sha256: responsible}, parts=tuple(parts))
    return Graphs(linked, [replace(record.outline(), source=path) for path in paths], base).of_record(record)


def quads_for(
    linked: Linked, records: Iterable[Record], base: str = BASE, catalogues: Iterable[Catalogue] = ()
) -> Iterator[str]:
    """All quads of linked records. ``records`` is gone over twice and not kept: a list, or what reads a file again."""
    catalogues = list(catalogues)
    graphs = Graphs(linked, (record.outline() for record in records), base, catalogues)
    yield from graphs.of_links()
    for record in records:
        yield from graphs.of_record(record)
    yield from graphs.of_catalogues(sorted({catalogue.sha256 for catalogue in catalogues}))
