"""Where a policy went, and what stands around a document, an agency or a place: parts of the networks for pictures.

All take the networks of ``kg.network`` and give IRIs or a smaller network.
"""

import networkx as nx

from kg.queries import quote_string
from kg.regions import is_within, region_by_code
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
