"""Citations counted from level to level, and from place to issuer, with the sentences behind each number."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import networkx as nx

from kg.vocab import LEVELS

SHOWN = 20  # pairs of a cell that are kept with their sentences
_UPWARD = (*reversed(tuple(LEVELS)), "unknown")
Cell = tuple[str, str]  # row, column


class Pair(NamedTuple):
    """One document that cites another: IRIs, what they are called, and the first sentence of those that cite, with the path of its file."""

    citing: str
    cited: str
    citing_name: str
    cited_name: str
    sentence: str
    source: str | None


@dataclass(frozen=True)
class Matrix:
    """``counts[row, column]``: pairs of documents of which one cites the other, each counted once; ``rows`` and ``columns`` in the order to show;
    ``pairs``: the first ``SHOWN`` of each, by name. ``unplaced``: pairs without a place or an issuer; ``beyond``: those of places or issuers that are not shown."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: dict[Cell, int]
    pairs: dict[Cell, tuple[Pair, ...]] = field(default_factory=dict)
    unplaced: int = 0
    beyond: int = 0


def count_levels(network: nx.MultiDiGraph) -> Matrix:
    """Citing level by cited level, from below to above; unknown levels last."""
    cells = _cells(network, lambda a, b: (a["level"] or "unknown", b["level"] or "unknown"))
    return Matrix(
        tuple(level for level in _UPWARD if any(row == level for row, _ in cells)),
        tuple(level for level in _UPWARD if any(column == level for _, column in cells)),
        *_counted(network, cells),
    )


def count_issuers(network: nx.MultiDiGraph, limit: int) -> Matrix:
    """Citing place by first issuer of what is cited: the ``limit`` issuers with most citations, and the places that cite them most. A central document's place is 中央."""

    def cell_of(a: dict, b: dict) -> Cell | None:
        place = "中央" if a["level"] == "central" else a["region_name"]
        return (place, b["issuers"][0]) if place and b["issuers"] else None

    cells = _cells(network, cell_of)
    columns = _most(cells, 1, limit)
    shown = {cell: pairs for cell, pairs in cells.items() if cell[1] in columns}
    rows = _most(shown, 0, limit)
    counts, pairs = _counted(network, {cell: those for cell, those in shown.items() if cell[0] in rows})
    placed = sum(map(len, cells.values()))
    return Matrix(rows, columns, counts, pairs, len(_citing_pairs(network)) - placed, placed - sum(counts.values()))


def _cells(network: nx.MultiDiGraph, cell_of: Callable[[dict, dict], Cell | None]) -> dict[Cell, list[tuple[str, str]]]:
    """The pairs of documents of each cell."""
    cells: dict[Cell, list[tuple[str, str]]] = {}
    for a, b in sorted(_citing_pairs(network)):
        cell = cell_of(network.nodes[a], network.nodes[b])
        if cell:
            cells.setdefault(cell, []).append((a, b))
    return cells


def _citing_pairs(network: nx.MultiDiGraph) -> set[tuple[str, str]]:
    return {(a, b) for a, b, relation in network.edges(data="relation") if relation != "plans" and a != b}


def _counted(network: nx.MultiDiGraph, cells: dict[Cell, list[tuple[str, str]]]) -> tuple[dict[Cell, int], dict[Cell, tuple[Pair, ...]]]:
    def named(pair: tuple[str, str]) -> tuple:
        return (*(_name(network.nodes[one]) for one in pair), pair)

    kept = {cell: sorted(pairs, key=named)[:SHOWN] for cell, pairs in cells.items()}
    pairs = {cell: tuple(_pair(network, *pair) for pair in those) for cell, those in kept.items()}
    return {cell: len(those) for cell, those in cells.items()}, pairs


def _pair(network: nx.MultiDiGraph, a: str, b: str) -> Pair:
    edges = network.get_edge_data(a, b).values()
    first = min((edge for edge in edges if edge["relation"] != "plans"), key=lambda edge: (edge.get("source") or "", edge.get("start") or 0))
    return Pair(a, b, _name(network.nodes[a]), _name(network.nodes[b]), first.get("sentence") or "", first.get("source"))


def _name(node: dict) -> str:
    return " ".join(filter(None, (node.get("title"), node.get("number"))))


def _most(cells: dict[Cell, list], side: int, limit: int) -> tuple[str, ...]:
    total: Counter[str] = Counter()
    for cell, pairs in cells.items():
        total[cell[side]] += len(pairs)
    return tuple(name for name, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:limit])
