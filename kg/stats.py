"""Counts of what a graph holds, and of the files that it was made from."""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

from kg.store import Store
from kg.vocab import POL, PROV, RDF, STATUSES
from kg.workspace import Workspace

_COUNTS = "counts.json"  # beside the graph that they are of
# Every count is one of nodes that bear one line, in the links graph or in those of sources and catalogues. ``documents`` were read,
# ``catalogued`` are known from a catalogue, ``stubs`` are cited only; ``linked`` citations have a document.
_IN_LINKS = {
    "agencies": (RDF.type, POL.Agency),
    "catalogued": (POL.status, STATUSES["catalogued"]),
    "documents": (POL.status, STATUSES["full"]),
    "planned": (RDF.type, POL.PlannedDocument),
    "regions": (RDF.type, POL.Region),
    "stubs": (POL.status, STATUSES["cited-only"]),
}
_IN_SOURCES = {"citations": POL.Citation, "measures": POL.Measure, "responsibilities": POL.Responsibility, "sources": PROV.Entity, "targets": POL.Target}
_PATTERNS = {
    **{name: f"?n <{predicate}> <{value}>" for name, (predicate, value) in _IN_LINKS.items()},
    **{name: f"?n a <{kind}>" for name, kind in _IN_SOURCES.items()},
    "linked": "?n a pol:Citation FILTER EXISTS { ?n pol:cited ?d }",
}
_SAID_IN_LINKS = {(f"<{predicate}>", f"<{value}>"): name for name, (predicate, value) in _IN_LINKS.items()}


def count_graph(store: Store) -> dict[str, int]:
    """Documents, stubs, agencies … and ``triples`` of a graph, by name."""
    return {name: _count(store, pattern) for name, pattern in _PATTERNS.items()} | {"triples": len(store)}


def count_nodes(store: Store, graphs: Iterable[str]) -> dict[str, int]:
    """The same of some graphs of sources and catalogues (IRIs), without the triples.

    Graph by graph: a query over some thousand graphs goes over all nodes of a kind in the store (90 s of 100,000 documents).
    """
    counted: Counter[str] = Counter()
    for graph in graphs:
        subjects = {name: store.subjects(graph, RDF.type, kind) for name, kind in _IN_SOURCES.items()}
        if subjects["citations"]:
            subjects["linked"] = subjects["citations"] & store.subjects(graph, POL.cited)
        counted.update({name: len(found) for name, found in subjects.items()})
    return counted


def count_links(lines: Iterable[str]) -> dict[str, int]:
    """The same of lines of the links graph: what is counted there is said once of each node."""
    counted = Counter(_SAID_IN_LINKS.get(tuple(line.split(" ", 3)[1:3])) for line in lines)
    del counted[None]
    return counted


def count_triples(store: Store, graphs: Iterable[str]) -> int:
    """The triples of some named graphs (IRIs)."""
    return _count(store, "?s ?p ?o", f"VALUES ?g {{ {' '.join(f'<{graph}>' for graph in graphs)} }}")


def _count(store: Store, pattern: str, values: str = "") -> int:
    ((count,),) = store.rows(f"SELECT (COUNT(*) AS ?count) WHERE {{ {values} GRAPH ?g {{ {pattern} }} }}")
    return int(count)


def keep_counts(store: Store, counts: dict[str, int]) -> dict[str, int]:
    """Leave the counts of a graph beside it, where the disk takes them; the same counts."""
    with suppress(OSError):  # they are counted again
        (store.folder / _COUNTS).write_text(json.dumps(counts), encoding="ascii")
    return counts


def load_counts(store: Store) -> dict[str, int]:
    """The counts of a graph, as ``count_graph`` gives them: those that were kept, else counted."""
    with suppress(OSError, ValueError):
        counts = json.loads((store.folder / _COUNTS).read_text(encoding="ascii"))
        if isinstance(counts, dict) and counts.keys() == {*_PATTERNS, "triples"}:
            return counts
    return count_graph(store)


def load_stats(workspace: Workspace) -> dict:
    """What ``policykg stats`` reports: ``files`` of the last complete build, and the counts of the current graph."""
    report = workspace.load_report()
    files = report.get("counts", {}).get("files", dict.fromkeys(("seen", "read", "failed", "passed_over"), 0))
    catalogues = report.get("counts", {}).get("catalogues", dict.fromkeys(("files", "rows", "refused"), 0))
    return {"files": files, "catalogues": catalogues, **load_counts(Store.open_current(workspace.graph_folder))}
