"""All quads of a corpus, and their order in a file."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice

from kg.iris import BASE, Iris
from kg.linked import Linked, LinkedCitation, LinkedResponsibility
from kg.rdf.documents import Links
from kg.rdf.facts import quads_for_source
from kg.rdf.sources import find_sources
from kg.records import Record
from kg.vocab import SCHEMES

CHUNK = 1_000_000  # lines sorted in memory at once, about 200 MB


def quads_for(linked: Linked, records: Iterable[Record], base: str = BASE) -> Iterator[str]:
    """The quads of linked records: N-Quads lines with their line end, unordered, some of them twice.

    ``base`` is the IRI under which individuals are minted. The set of lines
    depends on the content of ``linked`` and ``records`` only, not on their order.
    """
    iris = Iris(base)
    sources = find_sources(linked, records)
    links = Links(linked, sources, iris)
    citations: dict[str, dict[int, LinkedCitation]] = {}
    responsibilities: dict[str, dict[tuple[str, int], LinkedResponsibility]] = {}
    for citation in linked.citations:
        citations.setdefault(citation.source, {})[citation.index] = citation
        yield from links.quads_for_link(citation)
    for responsibility in linked.responsibilities:
        key = responsibility.measure, responsibility.position
        responsibilities.setdefault(responsibility.source, {})[key] = responsibility
    for document in linked.documents:
        yield from links.quads_for_document(document)
    for agency in linked.agencies:
        yield from links.quads_for_agency(agency)
    for sha, record in sources.records.items():
        yield from quads_for_source(record, sources, citations.get(sha, {}), responsibilities.get(sha, {}), iris)
    yield from links.quads_for_regions()
    yield from links.quads_for_concepts(SCHEMES)
    yield from links.quads_for_run(sources.records)


def sorted_lines(lines: Iterable[str], chunk: int = CHUNK) -> Iterator[bytes]:
    """The lines as UTF-8, sorted by bytes, each once; more than ``chunk`` lines go through temporary files."""
    lines = iter(lines)
    with ExitStack() as files:
        runs = []
        while part := list(islice(lines, chunk)):
            ordered = sorted({line.encode("utf-8") for line in part})
            if len(part) < chunk and not runs:
                yield from ordered
                return
            run = files.enter_context(tempfile.TemporaryFile())
            run.writelines(ordered)
            run.seek(0)
            runs.append(run)
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                yield line
                last = line
