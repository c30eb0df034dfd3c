"""Where a policy went, and what stands around a document, an agency or a place: parts of the networks for pictures.

All take the networks of ``kg.network`` and give IRIs or a smaller network.
"""

from collections.abc import Iterable

import networkx as nx

from kg.queries import quote_string
from kg.regions import ancestors, is_within, region_by_code
from kg.store import Store

TAKEN_UP = frozenset({"basis", "implements", "forwards"})

_OF_AGENCY = """
SELECT ?name ?d WHERE {
  ?a a pol:Agency ; skos:prefLabel ?name .
  { ?d eli:passed_by ?a } UNION { ?m pol:involvedAgency ?a ; dcterms:isPartOf ?d }
  FILTER EXISTS { ?a skos:prefLabel|skos:altLabel ?form FILTER(STR(?form) = %s) }
}"""


def find_near(network: nx.MultiDiGraph, start: set[str], depth: int) -> set[str]:
    """The documents at most ``depth`` citations away from those of ``start``, whichever cites the other."""
    near = {iri for iri in start if iri in network}
    for _ in range(depth):
        near |= {end for edge in network.edges() if near & set(edge) for end in edge}
    return near


def find_of_region(network: nx.MultiDiGraph, code: str) -> set[str]:
    """The documents of a division and of those in it."""
    place = region_by_code(code)
    regions = {iri: region_by_code(node["region"]) for iri, node in network.nodes(data=True)}
    return {iri for iri, region in regions.items() if region and place and is_within(region, place)}


def find_of_agency(store: Store, name: str) -> tuple[set[str], set[str]]:
    """(full names, documents): the agencies that bear a name or were written so, and what they issued or have a part in."""
    rows = list(store.rows(_OF_AGENCY % quote_string(name)))
    return {row[0] for row in rows}, {row[1] for row in rows}


def find_spread(network: nx.MultiDiGraph, policy: str) -> nx.MultiDiGraph:
    """The policy, every document that rests on it, implements it or forwards it, directly or through others, and these citations.

    Empty for a document that is not in the network, as a row of a catalogue that nobody cites.
    """
    taken = nx.MultiDiGraph((a, b, key) for a, b, key, relation in network.edges(keys=True, data="relation") if relation in TAKEN_UP)
    spread = ({policy} | nx.ancestors(taken, policy)) if policy in taken else {policy} & set(network)
    part = nx.MultiDiGraph(**network.graph | {"unlinked": 0})  # rows of catalogues are no part of it
    part.add_nodes_from((iri, network.nodes[iri]) for iri in sorted(spread))
    for a, b, key, edge in network.edges(keys=True, data=True):
        if a in spread and b in spread and edge["relation"] in TAKEN_UP:
            part.add_edge(a, b, key, **edge)
    return part


def find_evidence(rows: Iterable[dict], network: nx.MultiDiGraph, policy: str) -> list[dict]:
    """The rows of the adoption table (``kg.adoption``, as dicts of text), each with the sentence that takes the policy up and
    the path of its file (None where the network has none), and ``above``: the province of its division, None for a province."""
    named: dict[tuple, list[str]] = {}
    for iri, node in network.nodes(data=True):
        if node.get("kind") == "document":
            named.setdefault((node.get("title") or None, node.get("number") or None), []).append(iri)

    def known(title: str | None, number: str | None) -> list[str]:
        return named.get((title or None, number or None), []) if title or number else []

    found = []
    for row in rows:
        ends = known(row["through_title"], row["through_number"]) or [policy]
        between = [(a, b) for a in known(row["title"], row["number"]) for b in ends if network.has_edge(a, b)]
        edges = [edge for a, b in between for edge in network.get_edge_data(a, b).values() if edge["relation"] in TAKEN_UP]
        first = min(edges, key=lambda edge: (edge.get("source") or "", edge.get("start") or 0), default={})
        place = region_by_code(row["code"])
        above = ancestors(place) if place and place.level != "province" else ()
        found.append({**row, "sentence": first.get("sentence"), "source": first.get("source"), "above": above[-1].name if above else None})
    return found
