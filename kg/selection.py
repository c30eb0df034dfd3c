"""Narrowing the graph before it is exported: by level, place, rank, day and relation.

A *chosen* document matches all that is asked. A citation is kept where the citing document is chosen and the
relation is asked for; what it cites comes along as its other end, without measures of its own. So ``--level county``
gives the county's documents and what they cite.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import networkx as nx

from kg.regions import is_within, region_by_code, region_named
from kg.store import Store
from kg.vocab import ELI, LEVELS, RANKS, RELATION_PROPERTIES, RELATIONS, SCHEMES, Concepts


@dataclass(frozen=True)
class Selection:
    """What to keep; empty means all.

    ``levels``, ``ranks``, ``relations``: names or labels of the closed lists (county or 县级; law or 法律; basis or 依据); ``regions``: codes or names
    of divisions, which stand for all that lies in them; ``since``: a year, month or day (2019, 2019-06, 2019-06-01);
    ``only_citations``: documents and citations, no agencies, measures or targets. ValueError for what no list has.
    """

    levels: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    since: str | None = None
    only_citations: bool = False

    def __post_init__(self):
        for field, known in (("levels", LEVELS), ("ranks", RANKS), ("relations", RELATIONS)):
            object.__setattr__(self, field, tuple(_name(value, known, field.removesuffix("s")) for value in getattr(self, field)))
        if self.since is not None and not _is_day(self.since):
            raise ValueError(f"{self.since!r} is no day: write 2019, 2019-06 or 2019-06-01")
        object.__setattr__(self, "regions", tuple(map(find_code, self.regions)))

    def __bool__(self) -> bool:
        return self != Selection()

    def is_chosen(self, node: dict) -> bool:
        """Whether a document's node (``kg.network``) is what was asked for."""
        return (
            (not self.levels or node["level"] in self.levels)
            and (not self.ranks or node["rank"] in self.ranks)
            and (not self.regions or _lies_within(node["region"], self.regions))
            and (self.since is None or (node["date"] or str(node["year"] or "")) >= self.since)
        )

    def narrow(self, network: nx.MultiDiGraph) -> nx.MultiDiGraph:
        """The part of a network (with or without measures and agencies) that is kept."""
        documents = {iri for iri, node in network.nodes(data=True) if node["kind"] == "document"}
        chosen = {iri for iri in documents if self.is_chosen(network.nodes[iri])}
        cited = [edge[:3] for edge in network.edges(keys=True, data="relation") if edge[0] in chosen and edge[1] in documents and self._is_asked(edge[3])]
        kept = {end for edge in cited for end in edge[:2]} | (set() if self.relations else chosen)
        own = []
        if not self.only_citations:
            issued = [edge for edge in network.edges(keys=True) if edge[0] in kept and edge[1] not in documents]
            below = {iri for iri, document in network.nodes(data="document") if document in kept & chosen}
            own = issued + [edge for edge in network.edges(keys=True) if edge[0] in below]
        narrowed = network.edge_subgraph(cited + own).copy()
        narrowed.add_nodes_from((iri, network.nodes[iri]) for iri in network if iri in kept)
        return narrowed

    def _is_asked(self, relation: str) -> bool:
        return not self.relations or relation in self.relations


def _name(value: str, known: Concepts, what: str) -> str:
    name = known.find_name(value)
    if name is None:
        raise ValueError(f"{value!r} is no {what}: {', '.join(known)}")
    return name


def _is_day(value: str) -> bool:
    """Whether this is a year, or a month or day that there is."""
    if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", value):
        return False
    try:
        return bool(date.fromisoformat(value + "-01-01"[len(value) - 4 :]))
    except ValueError:
        return False


def find_code(value: str) -> str:
    """The code of a division given by name or code; ValueError where there is none, or several."""
    region = region_by_code(value) or region_named(value)
    if region is None:
        raise ValueError(f"{value!r} is no division, or several: give the code of GB/T 2260")
    return region.code


def _lies_within(code: str | None, places: tuple[str, ...]) -> bool:
    region = region_by_code(code)
    return region is not None and any(is_within(region, region_by_code(place)) for place in places)


# What hangs on a document, and how.
_HANGS = """
SELECT ?how ?node ?owner WHERE {
  { ?node pol:citing ?owner BIND("cites" AS ?how) }
  UNION { VALUES ?class { pol:Measure pol:Target pol:Part } ?node a ?class ; dcterms:isPartOf ?owner BIND("part" AS ?how) }
  UNION { ?node pol:describes|pol:conflictOf ?owner BIND("about" AS ?how) }
}"""
_BELOW = "SELECT ?node ?owner WHERE { ?node pol:ofMeasure ?owner . ?node a pol:Responsibility }"
_LINKS = "SELECT ?subject ?property ?object WHERE { ?subject ?property ?object FILTER(ISIRI(?object)) }"
_HEADERS = "SELECT ?node ?source WHERE { ?node pol:field ?field ; oa:hasSource ?source }"
_RELATION_OF = {ELI.cites: None} | {term: relation for relation, term in RELATION_PROPERTIES.items()}
_FACTS = frozenset({"document", "citation", "entry", "measure", "target", "part", "responsibility", "conflict", "evidence"})
_SHARED = ("region", *(scheme.prefix for scheme in SCHEMES))  # what many name stays whole


def narrow_quads(store: Store, selection: Selection, network: nx.MultiDiGraph) -> Iterator[bytes]:
    """The N-Quads lines of the store that say something of what ``selection`` keeps, sorted.

    ``network``: the narrowed network. Documents that came along as cited keep what describes them; regions and the
    closed lists stay whole; of agencies, sources and evidence those remain that a kept node names.
    """
    documents = {iri for iri, node in network.nodes(data=True) if node["kind"] == "document"}
    chosen = {iri for iri in documents if selection.is_chosen(network.nodes[iri])}
    mentions = {key for *_, key in network.edges(keys=True)}
    pairs = {(a, b, relation) for a, b, relation in network.edges(data="relation")} | {(a, b, None) for a, b in network.edges()}
    kept = set(documents)
    for how, node, owner in store.rows(_HANGS):
        if how == "cites" and node in mentions or how == "about" and owner in documents or how == "part" and owner in chosen and not selection.only_citations:
            kept.add(node)
    kept |= {node for node, owner in store.rows(_BELOW) if owner in kept}
    named = {value for subject, predicate, value in store.rows(_LINKS) if subject in kept and predicate not in _RELATION_OF}
    named |= {node for node, source in store.rows(_HEADERS) if source in named}
    for line, subject, predicate, value in map(_parts, store.quads()):
        if subject in documents and predicate in _RELATION_OF:
            if (subject, value, _RELATION_OF[predicate]) in pairs:
                yield line
        elif subject in kept or _kind_of(subject) in _SHARED or subject in named and (_kind_of(subject) not in _FACTS or _kind_of(subject) == "evidence"):
            yield line


def _kind_of(iri: str) -> str:
    """document, agency, region …: the folder of an IRI under its base, or the list that a concept is of."""
    return iri.rsplit("/", 2)[-2]


def _parts(line: bytes) -> tuple[bytes, str, str, str | None]:
    """An N-Quads line with its subject, its predicate and, where that is an IRI, its object."""
    subject, predicate, rest = line.decode("utf-8").split(" ", 2)
    return line, subject[1:-1], predicate[1:-1], rest[1 : rest.index(">")] if rest.startswith("<") else None
