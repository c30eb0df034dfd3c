"""Citations counted from level to level, and from place to issuer."""

from collections import Counter
from dataclasses import dataclass

import networkx as nx

from kg.vocab import LEVELS

_UPWARD = (*reversed(tuple(LEVELS)), "unknown")


@dataclass(frozen=True)
class Matrix:
    """``counts[row, column]``: pairs of documents of which one cites the other, each counted once; ``rows`` and ``columns`` in the order to show."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: dict[tuple[str, str], int]


def count_levels(network: nx.MultiDiGraph) -> Matrix:
    """Citing level by cited level, from below to above; unknown levels last."""
    counts = Counter((a["level"] or "unknown", b["level"] or "unknown") for a, b in _pairs(network))
    return Matrix(
        tuple(level for level in _UPWARD if any(row == level for row, _ in counts)),
        tuple(level for level in _UPWARD if any(column == level for _, column in counts)),
        dict(counts),
    )


def count_issuers(network: nx.MultiDiGraph, limit: int) -> Matrix:
    """Citing place by first issuer of what is cited: the ``limit`` issuers with most citations, and the places that cite them most. A central document's place is 中央."""
    counts = Counter()
    for a, b in _pairs(network):
        place = "中央" if a["level"] == "central" else a["region_name"]
        if place and b["issuers"]:
            counts[place, b["issuers"][0]] += 1
    columns = _most(counts, 1, limit)
    shown = Counter({pair: times for pair, times in counts.items() if pair[1] in columns})
    rows = _most(shown, 0, limit)
    return Matrix(rows, columns, {pair: times for pair, times in shown.items() if pair[0] in rows})


def _pairs(network: nx.MultiDiGraph):
    pairs = sorted({(a, b) for a, b, relation in network.edges(data="relation") if relation != "plans" and a != b})
    return [(network.nodes[a], network.nodes[b]) for a, b in pairs]


def _most(counts: Counter, side: int, limit: int) -> tuple[str, ...]:
    total: Counter[str] = Counter()
    for pair, times in counts.items():
        total[pair[side]] += times
    return tuple(name for name, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:limit])
