"""The graph as tables, for spreadsheets, pandas, R and graph databases: one row a document, mention, measure, duty, target, agency.

``ids`` are IRIs; the other tables point to them. Cells are strings, numbers or None; several issuers stand in one
cell, joined by ；. ``start`` and ``end`` are characters in the text of ``source`` (the path of the file).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import networkx as nx

from kg.iris import last_name
from kg.network import citations_between_policies, measure_places
from kg.store import Store

_TARGETS = """
SELECT ?t ?d ?m ?due ?comparator ?value ?unit ?metric ?text ?path ?start ?end WHERE {
  ?t a pol:Target ; dcterms:isPartOf ?d ; pol:text ?text ; pol:evidence ?e .
  ?e oa:start ?start ; oa:end ?end ; oa:hasSource/pol:path ?path .
  OPTIONAL { ?t pol:ofMeasure ?m }
  OPTIONAL { ?t pol:due ?due }
  OPTIONAL { ?t pol:comparator ?comparator }
  OPTIONAL { ?t pol:value ?value }
  OPTIONAL { ?t pol:unit ?unit }
  OPTIONAL { ?t pol:metric ?metric }
}"""
# Duties of those of whom no name is known (各区政府, 有关部门): no node of a network, and a quarter of all duties.
_UNNAMED = """
SELECT ?r ?m ?role ?written ?inherited ?position ?quote ?start ?end ?path WHERE {
  ?r pol:ofMeasure ?m ; pol:role ?role ; pol:agencyWritten ?written ; pol:inherited ?inherited ; pol:position ?position ; pol:evidence ?e .
  ?e oa:exact ?quote ; oa:start ?start ; oa:end ?end ; oa:hasSource/pol:path ?path .
  FILTER NOT EXISTS { ?r pol:agency ?agency }
}"""
# Column and its type; the attribute of the node or edge has the same name unless one follows.
_COLUMNS = {
    "documents": "id:iri title number issuers type level region region_name date year:int rank organ status in_force:bool "
    "cited_by:int cites:int pagerank:float community:int",
    "citations": "id citing cited relation scope confidence:float reason article quote source start:int end:int",
    "measures": "id:iri document ordinal kind:measure_kind label heading text source start:int end:int",
    "responsibilities": "id measure agency role:relation written inherited:bool position:int quote source start:int end:int",
    "issuers": "document agency position:int",
    "agencies": "id:iri name organ level region region_name",
    "targets": "id document measure due comparator value:float unit metric text source start:int end:int",
}
_KINDS = frozenset({"int", "float", "bool"})
TABLES = tuple(_COLUMNS)


class Table(NamedTuple):
    """``columns`` and their ``types`` (str, int, float, bool); ``rows``: tuples of these, None where nothing is known."""

    name: str
    columns: tuple[str, ...]
    types: tuple[type, ...]
    rows: list[tuple]


def make_tables(network: nx.MultiDiGraph, store: Store | None = None) -> list[Table]:
    """The tables of a network (``kg.neighbourhood``); targets and duties without a named agency, which no network has, come from
    ``store`` where it is given.

    The measures of the network (in-degree, PageRank, community) count policies and laws alike.
    """
    places = measure_places(citations_between_policies(network, laws=True))
    rows: dict[str, list[tuple]] = {name: [] for name in _COLUMNS}
    for iri, node in sorted(network.nodes(data=True)):
        if node["kind"] == "document":
            place = places[iri]._asdict() if iri in places else {}
            rows["documents"].append(_row("documents", node | place | {"issuers": "；".join(node["issuers"]) or None}))
        else:
            table = "measures" if node["kind"] == "measure" else "agencies"
            rows[table].append(_row(table, node))
    for a, b, key, edge in sorted(network.edges(keys=True, data=True), key=lambda one: (one[0], one[2], one[1])):
        ends = {"id": key, "citing": a, "cited": b, "measure": a, "agency": b, "document": a}
        if network.nodes[a]["kind"] == network.nodes[b]["kind"] == "document":
            rows["citations"].append(_row("citations", edge | ends))
        elif edge["relation"] == "issued-by":
            name = network.nodes[b]["name"]
            order = network.nodes[a]["issuers"]
            rows["issuers"].append(_row("issuers", ends | {"position": order.index(name) + 1 if name in order else None}))
        elif edge["relation"] != "part-of":
            rows["responsibilities"].append(_row("responsibilities", edge | ends))
    if store:
        rows["targets"] = list(_targets(network, store))
        rows["responsibilities"] = sorted(rows["responsibilities"] + list(_unnamed(network, store)), key=lambda row: row[1::-1])
    return [_table(name, rows[name]) for name in _COLUMNS if rows[name] or name in ("documents", "citations")]


def _targets(network: nx.MultiDiGraph, store: Store) -> Iterator[tuple]:
    kinds = _table("targets", []).types
    told = {document for _, document in network.nodes(data="document")}
    seen = set()
    for row in sorted(store.rows(_TARGETS), key=lambda row: (row[0], row[9])):
        if row[1] in told and row[0] not in seen:
            seen.add(row[0])
            yield tuple(None if cell is None else kind(cell) for kind, cell in zip(kinds, row))


def _unnamed(network: nx.MultiDiGraph, store: Store) -> Iterator[tuple]:
    seen = set()  # the same bytes under two paths: the first stands for both
    for duty, measure, role, written, inherited, position, quote, start, end, path in sorted(store.rows(_UNNAMED), key=lambda row: (row[0], row[-1])):
        if measure in network and duty not in seen:
            seen.add(duty)
            yield _row("responsibilities", {
                "id": duty, "measure": measure, "relation": last_name(role), "written": written, "inherited": inherited == "true",
                "position": int(position), "quote": quote, "source": path, "start": int(start), "end": int(end),
            })  # fmt: skip


def _names(table: str) -> Iterator[tuple[str, str, str]]:
    """(column, attribute, type) of each column."""
    for word in _COLUMNS[table].split():
        column, _, more = word.partition(":")
        yield column, column if more in _KINDS or not more else more, more if more in _KINDS else "str"


def _table(name: str, rows: list[tuple]) -> Table:
    kinds = {"int": int, "float": float, "bool": bool, "str": str}
    columns, _, types = zip(*_names(name))
    return Table(name, columns, tuple(kinds[kind] for kind in types), rows)


def _row(table: str, values: dict) -> tuple:
    return tuple(values.get(attribute) for _, attribute, _ in _names(table))


def lexical(value) -> str | None:
    """A cell as text: true and false in small letters, as in every other answer."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def lexical_rows(rows: Iterable[tuple]) -> Iterator[tuple[str | None, ...]]:
    return (tuple(map(lexical, row)) for row in rows)
