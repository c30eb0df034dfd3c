"""Counts of what a graph holds, and of the files that it was made from."""

from kg.store import Store
from kg.workspace import Workspace

# Every count is one of nodes. ``documents`` were read, ``catalogued`` are known from a catalogue, ``stubs`` are cited only; ``linked`` citations have a document.
_PATTERNS = {
    "agencies": "?n a pol:Agency",
    "catalogued": "?n a pol:PolicyDocument ; pol:status pol:catalogued",
    "citations": "?n a pol:Citation",
    "documents": "?n a pol:PolicyDocument ; pol:status pol:full",
    "linked": "?n a pol:Citation FILTER EXISTS { ?n pol:cited ?d }",
    "measures": "?n a pol:Measure",
    "planned": "?n a pol:PlannedDocument",
    "regions": "?n a pol:Region",
    "responsibilities": "?n a pol:Responsibility",
    "sources": "?n a prov:Entity",
    "stubs": "?n a pol:PolicyDocument ; pol:status pol:cited-only",
    "targets": "?n a pol:Target",
}


def count_graph(store: Store) -> dict[str, int]:
    """Documents, stubs, agencies … and ``triples`` of a graph, by name."""
    counts = {}
    for name, pattern in _PATTERNS.items():
        ((count,),) = store.rows(f"SELECT (COUNT(*) AS ?count) WHERE {{ {pattern} }}")
        counts[name] = int(count)
    return counts | {"triples": len(store)}


def load_stats(workspace: Workspace) -> dict:
    """What ``policykg stats`` reports: ``files`` of the last complete build, and the counts of the current graph."""
    report = workspace.load_report()
    files = report.get("counts", {}).get("files", dict.fromkeys(("seen", "read", "failed", "passed_over"), 0))
    catalogues = report.get("counts", {}).get("catalogues", dict.fromkeys(("files", "rows", "refused"), 0))
    return {"files": files, "catalogues": catalogues, **count_graph(Store.open_current(workspace.graph_folder))}
