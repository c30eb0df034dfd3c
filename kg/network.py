"""The citation network as a networkx graph, and its measures.

The graph is a ``networkx.MultiDiGraph`` whose nodes are IRIs. Nodes and edges
are added in sorted order, so that equal stores give equal graphs. Attributes
are plain strings, numbers, tuples or None; all text comes from documents and is
not escaped for any format.

Node attributes: kind ``document``,
    iri, title (else the number, else the path of its source), number (or None),
    issuers (tuple of names), level (central, province, prefecture, county,
    township or None), region (code or None), region_name, date (ISO or None),
    year (int or None: of the date, else of the number, else of the title), type
    (文种 or None), rank (效力级别 or None), organ (kind of the first issuer or None),
    subjects (tuple of 主题分类 and 主题词),
    status (full, cited-only, planned; catalogued only
    where it cites or is cited), in_force (True, False or None)

Of the network itself (``network.graph``): places, {code: (name, code of the division above or None)};
    unlinked, how many rows of catalogues are not in it because they neither cite nor are cited

One edge for each mention, its key the IRI of the ``pol:Citation``: relation
    (basis, implements, applies, cites, repeals, amends, extends, forwards,
    answers, revises, plans), scope (partial or None), confidence (0 to 1),
    reason (how the link was found), article (or None), quote (the words),
    sentence (the quote with the rest of its sentence),
    source (path of the file), start, end (of the quote, in characters; None for the row of a table)
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import networkx as nx

from kg.iris import last_name
from kg.store import Store

LAWS = ("law", "administrative-regulation", "local-regulation", "rule", "standard", "treaty")  # ranks that are no policies
DAMPING = 0.85
SEED = 1  # of the order in which communities are looked for: the same graph gives the same

_BREAKS = re.compile(r"(?<!\s)\s*\n\s*")

# The documents first, bound in a subselect: the rest is then looked up for these alone.
_LINKED = """{ SELECT DISTINCT ?d {
    { VALUES ?known { pol:full pol:cited-only pol:planned } ?d pol:status ?known }
    UNION { ?d eli:cites ?other } UNION { ?other eli:cites ?d } } }"""
_DOCUMENTS = """
SELECT ?d ?status ?title ?number ?level ?code ?region ?date ?year ?type ?force ?rank ?organ WHERE {
  %s
  ?d pol:status ?status .
  OPTIONAL { ?d dcterms:title ?title }
  OPTIONAL { ?d eli:id_local ?number }
  OPTIONAL { ?d pol:level ?level }
  OPTIONAL { ?d eli:jurisdiction ?place . ?place skos:notation ?code OPTIONAL { ?place skos:prefLabel ?region } }
  OPTIONAL { ?d eli:date_document ?date }
  OPTIONAL { ?d pol:year ?year }
  OPTIONAL { ?d eli:type_document/skos:prefLabel ?type FILTER(LANG(?type) = "zh") }
  OPTIONAL { ?d eli:in_force ?force }
  OPTIONAL { ?d pol:rank ?rank }
  OPTIONAL { ?d pol:organKind ?organ }
}"""
_ISSUERS = """
SELECT ?d ?a ?name (EXISTS { ?d pol:leadIssuer ?a } AS ?first) WHERE {
  %s
  ?d eli:passed_by ?a . ?a skos:prefLabel ?name
}"""
_SUBJECTS = "SELECT ?d ?subject WHERE { %s ?d dcterms:subject ?subject }"
_UNLINKED = """SELECT (COUNT(?d) AS ?count) WHERE {
  ?d pol:status pol:catalogued MINUS { ?d eli:cites ?other } MINUS { ?other eli:cites ?d }
}"""
_PLACES = """
SELECT ?code ?name ?above WHERE {
  ?place a pol:Region ; skos:notation ?code ; skos:prefLabel ?name .
  OPTIONAL { ?place dcterms:isPartOf/skos:notation ?above }
}"""
_PATHS = """
SELECT ?d (MIN(?path) AS ?first) WHERE {
  { SELECT ?d { ?d pol:status pol:full FILTER NOT EXISTS { ?d dcterms:title|eli:id_local ?name } } }
  ?d prov:wasDerivedFrom/pol:path ?path
} GROUP BY ?d"""
# A citation, its link and its evidence stand in one graph: asked of each by itself, they are found in half the time.
_CITATIONS = """
SELECT ?c ?citing ?cited ?relation ?scope ?confidence ?reason ?article ?quote ?start ?end ?prefix ?suffix ?source WHERE { GRAPH ?one {
  ?c pol:citing ?citing ; pol:cited ?cited ; pol:relation ?relation ; pol:confidence ?confidence ; pol:linkReason ?reason .
  { ?c pol:evidence ?e . ?e oa:exact ?quote ; oa:start ?start ; oa:end ?end ; oa:hasSource ?source }
  UNION { ?c a pol:CatalogueEntry ; pol:text ?quote ; dcterms:isPartOf ?source }
  OPTIONAL { ?c oa:prefix ?prefix }
  OPTIONAL { ?c oa:suffix ?suffix }
  OPTIONAL { ?c pol:scope ?scope }
  OPTIONAL { ?c pol:article ?article }
} }"""
_FILES = "SELECT ?source (MIN(?path) AS ?first) { ?source pol:path ?path } GROUP BY ?source"  # the same bytes under two paths: the first stands for both


class Place(NamedTuple):
    """The place of a document in the citation network."""

    cited_by: int  # documents that cite it (in-degree; Garfield 1955)
    cites: int  # documents it cites
    pagerank: float  # share of all attention, passed on along citations (Page, Brin, Motwani, Winograd 1999), damping 0.85; 0 for none
    community: int  # documents that cite each other more than others (Louvain: Blondel et al. 2008), 1 is the largest; 0 for none


def load_network(store: Store, catalogue: bool = False) -> nx.MultiDiGraph:
    """All documents, and an edge for each mention whose document is known.

    ``catalogue``: also the rows of catalogues that neither cite nor are cited, tens of thousands.
    """
    network = nx.MultiDiGraph(places={code: (name, above) for code, name, above in sorted(store.rows(_PLACES), key=lambda row: row[0])})
    network.graph["unlinked"] = 0 if catalogue else int(next(store.rows(_UNLINKED))[0])
    _add_documents(network, store, catalogue)
    files = dict(store.rows(_FILES))
    for row in sorted(store.rows(_CITATIONS), key=lambda row: row[0]):
        citation, citing, cited, relation, scope, confidence, reason, article, quote, start, end, prefix, suffix, source = row
        network.add_edge(
            citing, cited, citation,
            relation=last_name(relation), scope=scope, confidence=float(confidence), reason=reason, article=article,
            quote=quote, sentence=f"{prefix or ''}{_BREAKS.sub('', quote)}{suffix or ''}",
            source=files.get(source), start=None if start is None else int(start), end=None if end is None else int(end),
        )  # fmt: skip
    return network


def citations_between_policies(network: nx.MultiDiGraph, laws: bool = False) -> nx.DiGraph:
    """Who cites whom, one edge for a pair whatever the number of mentions, citing → cited.

    Without documents that are only planned, and without laws, regulations, rules, standards and treaties (by rank)
    unless ``laws``: a procurement law leads every count of mentions, and is no policy.
    """
    kept = {
        iri for iri, node in network.nodes(data=True)
        if node["kind"] == "document" and node["status"] != "planned" and (laws or node["rank"] not in LAWS)
    }  # fmt: skip
    graph = nx.DiGraph()
    graph.add_nodes_from((iri, node) for iri, node in network.nodes(data=True) if iri in kept)
    graph.add_edges_from((a, b) for a, b in network.edges() if a in kept and b in kept and a != b)
    return graph


def measure_places(graph: nx.DiGraph) -> dict[str, Place]:
    """The place of each node; PageRank rounded to nine digits, so that machines agree.

    Attention is shared among those that cite or are cited: the thousands of a catalogue that do neither have none, and take none.
    """
    linked = nx.DiGraph(sorted(graph.edges()))  # one order, whatever the graph was made from
    ranks = nx.pagerank(linked, alpha=DAMPING) if linked else {}
    groups = nx.community.louvain_communities(linked.to_undirected(), seed=SEED) if linked else []
    groups = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))
    community = {node: number for number, group in enumerate(groups, 1) for node in group}
    return {
        node: Place(graph.in_degree(node), graph.out_degree(node), round(ranks.get(node, 0.0), 9), community.get(node, 0)) for node in graph
    }


def _without_circles(graph: nx.DiGraph) -> nx.DiGraph:
    """The graph without the edges inside circles of citations, which time forbids and errors make."""
    circle = {node: number for number, group in enumerate(nx.strongly_connected_components(graph)) for node in group}
    return nx.edge_subgraph(graph, [edge for edge in graph.edges() if circle[edge[0]] != circle[edge[1]]])


def find_longest_chain(graph: nx.DiGraph) -> list[str]:
    """The longest path of citations, from the last document to the first: the longest path of the graph without circles.

    Of several the one that comes first in the order of IRIs.
    """
    straight = nx.DiGraph(sorted(_without_circles(graph).edges()))
    return nx.dag_longest_path(straight) if straight else []


def find_main_path(graph: nx.DiGraph) -> list[tuple[str, str, int]]:
    """The global main path, as (citing, cited, weight): where most of the network's paths run.

    The weight of an edge is its search path count (Hummon, Doreian 1989; Batagelj 2003): the number of paths from a
    document that nobody cites to one that cites nobody that lead through it; the path with the greatest sum is taken
    (Liu, Lu 2012), from the last document to the first.
    """
    straight = nx.DiGraph(sorted(_without_circles(graph).edges()))
    order = list(nx.lexicographical_topological_sort(straight))
    before, after = {}, {}
    for node in order:
        before[node] = sum(before[citing] for citing in straight.predecessors(node)) or 1
    for node in reversed(order):
        after[node] = sum(after[cited] for cited in straight.successors(node)) or 1
    for citing, cited in straight.edges():
        straight.edges[citing, cited]["weight"] = before[citing] * after[cited]
    path = nx.dag_longest_path(straight, topo_order=order) if order else []
    return [(a, b, straight.edges[a, b]["weight"]) for a, b in zip(path, path[1:])]


def count_co_citations(graph: nx.DiGraph) -> Counter[tuple[str, str]]:
    """For each pair of documents how many others cite both (Small 1973); pairs in the order of IRIs."""
    return Counter(pair for node in graph for pair in combinations(sorted(graph.successors(node)), 2))


def count_couplings(graph: nx.DiGraph) -> Counter[tuple[str, str]]:
    """For each pair of documents how many others both cite (bibliographic coupling: Kessler 1963)."""
    return Counter(pair for node in graph for pair in combinations(sorted(graph.predecessors(node)), 2))


def issuer_rows(store: Store, chosen: str = "") -> Iterator[tuple[str, str, str, str]]:
    """(document, agency, its name, "true" for the first issuer); ``chosen``: a pattern that binds ?d, empty for all documents."""
    return store.rows(_ISSUERS % chosen)


def _add_documents(network: nx.MultiDiGraph, store: Store, catalogue: bool) -> None:
    chosen = "" if catalogue else _LINKED
    issuers: dict[str, list[tuple[bool, str]]] = {}
    for document, _, name, first in issuer_rows(store, chosen):
        issuers.setdefault(document, []).append((first != "true", name))
    subjects: dict[str, set[str]] = {}
    for document, subject in store.rows(_SUBJECTS % chosen):
        subjects.setdefault(document, set()).add(subject)
    paths = dict(store.rows(_PATHS))
    for row in sorted(store.rows(_DOCUMENTS % chosen), key=lambda row: row[0]):
        iri, status, title, number, level, code, region, date, year, kind, force, rank, organ = row
        network.add_node(
            iri, kind="document", iri=iri, title=title or number or paths.get(iri, ""), number=number,
            issuers=tuple(name for _, name in sorted(issuers.get(iri, ()))),
            level=last_name(level), region=code, region_name=region, date=date,
            year=None if year is None else int(year),
            type=kind, rank=last_name(rank), organ=last_name(organ), subjects=tuple(sorted(subjects.get(iri, ()))),
            status=last_name(status), in_force=None if force is None else force.endswith("-inForce"),
        )  # fmt: skip
