"""Answers that SPARQL alone cannot give: the rows of a question turned by a function, named in its file.

A question whose head says ``# computed: longest-chain`` selects what the answer is made of; the function of that
name here makes the answer. Each takes the rows (plain lexical values, None where unbound, by column name) and the
question's parameters, and returns the columns and the rows, str, int, float or None in the cells.
"""

from collections.abc import Callable, Iterable

import networkx as nx

from kg.adoption import make_adoption_table
from kg.network import count_co_citations, count_couplings, find_longest_chain, find_main_path, measure_places

Row = dict[str, str | None]
Answer = tuple[tuple[str, ...], list[tuple]]


def _read_citations(rows: Iterable[Row]) -> nx.DiGraph:
    """The graph of rows with citing, citing_title, citing_number and the same of cited; the same in any order of rows."""
    graph = nx.DiGraph()
    for row in sorted(rows, key=lambda row: (row["citing"], row["cited"])):
        for end in ("citing", "cited"):
            graph.add_node(row[end], title=row[f"{end}_title"], number=row[f"{end}_number"])
        if row["citing"] != row["cited"]:
            graph.add_edge(row["citing"], row["cited"])
    return graph


def _names(graph: nx.DiGraph, *nodes: str) -> tuple[str | None, ...]:
    return tuple(graph.nodes[node][name] for node in nodes for name in ("title", "number"))


def _central_documents(rows: Iterable[Row], parameters: dict[str, str]) -> Answer:
    graph = _read_citations(rows)
    places = sorted(measure_places(graph).items(), key=lambda item: (-item[1].pagerank, _order(graph, item[0])))
    found = [(*_names(graph, node), *place) for node, place in places[: int(parameters["limit"])]]
    return ("title", "number", "cited_by", "cites", "pagerank", "community"), found


def _communities(rows: Iterable[Row], parameters: dict[str, str]) -> Answer:
    graph = _read_citations(rows)
    places = measure_places(graph)
    members: dict[int, list[str]] = {}
    for node, place in places.items():
        members.setdefault(place.community, []).append(node)
    found = []
    for community, nodes in sorted(members.items())[: int(parameters["limit"])]:
        most = sorted(nodes, key=lambda node: (-places[node].cited_by, _order(graph, node)))
        found += [(community, len(nodes), *_names(graph, node), places[node].cited_by) for node in most[:5]]
    return ("community", "documents", "title", "number", "cited_by"), found


def _longest_chain(rows: Iterable[Row], parameters: dict[str, str]) -> Answer:
    graph = _read_citations(rows)
    return ("step", "title", "number"), [(step, *_names(graph, node)) for step, node in enumerate(find_longest_chain(graph), 1)]


def _main_path(rows: Iterable[Row], parameters: dict[str, str]) -> Answer:
    graph = _read_citations(rows)
    path = enumerate(find_main_path(graph), 1)
    return ("step", "title", "number", "cited_title", "cited_number", "paths"), [(step, *_names(graph, a, b), paths) for step, (a, b, paths) in path]


def _pairs(count: Callable) -> Callable:
    def answer(rows: Iterable[Row], parameters: dict[str, str]) -> Answer:
        graph = _read_citations(rows)
        pairs = sorted(count(graph).items(), key=lambda item: (-item[1], *(_order(graph, node) for node in item[0])))
        found = [(*_names(graph, a, b), times) for (a, b), times in pairs[: int(parameters["limit"])]]
        return ("title", "number", "with_title", "with_number", "documents"), found

    return answer


def _order(graph: nx.DiGraph, node: str) -> tuple[str, str, str]:
    title, number = _names(graph, node)
    return number or "", title or "", node


COMPUTED: dict[str, Callable[[Iterable[Row], dict[str, str]], Answer]] = {
    "adoption": make_adoption_table,
    "central-documents": _central_documents,
    "communities": _communities,
    "longest-chain": _longest_chain,
    "main-path": _main_path,
    "co-citation": _pairs(count_co_citations),
    "coupling": _pairs(count_couplings),
}
