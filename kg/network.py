"""The citation network, and what stands around a document, as networkx graphs for pictures and measures.

Every graph is a ``networkx.MultiDiGraph`` whose nodes are IRIs. Nodes and edges
are added in sorted order, so that equal stores give equal graphs. Attributes
are plain strings, numbers, tuples or None; all text comes from documents and is
not escaped for any format.

Node attributes, ``kind`` on each:

``document``
    iri, title (else the number, else the path of its source), number (or None),
    issuers (tuple of names), level (central, province, prefecture, county,
    township or None), region (code or None), region_name, date (ISO or None),
    year (int or None: of the date, else of the number, else of the title), type
    (文种 or None), status (full, cited-only, planned; catalogued only
    where it cites or is cited), in_force (True, False or None)
``measure``
    iri, label (at most 30 characters), heading, ordinal, measure_kind (task,
    safeguard, …), text, document (IRI)
``agency``
    iri, name, organ (party, government, office, department, vertical, …),
    level, region, region_name

Edge attributes, ``relation`` on each:

document → document
    One edge for each mention, its key the IRI of the ``pol:Citation``: relation
    (basis, implements, applies, cites, repeals, amends, extends, forwards,
    answers, revises, plans), scope (partial or None), confidence (0 to 1),
    reason (how the link was found), article (or None), quote (the words),
    sentence (the quote with the rest of its sentence),
    source (path of the file), start, end (of the quote, in characters)
measure → document
    relation ``part-of``
measure → agency
    relation lead, support, guide, accountable or responsible; quote, written,
    inherited, position, source, start, end
document → agency
    relation ``issued-by``
"""

import re

import networkx as nx

from kg.store import Store

_BREAKS = re.compile(r"\s*\n\s*")

_DOCUMENTS = """
SELECT ?d ?status ?title ?number ?level ?code ?region ?date ?year ?type ?force WHERE {
  ?d pol:status ?status .
  FILTER(?status != pol:catalogued || EXISTS { ?d eli:cites|^eli:cites ?other })
  OPTIONAL { ?d dcterms:title ?title }
  OPTIONAL { ?d eli:id_local ?number }
  OPTIONAL { ?d pol:level ?level }
  OPTIONAL { ?d eli:jurisdiction ?place . ?place skos:notation ?code OPTIONAL { ?place skos:prefLabel ?region } }
  OPTIONAL { ?d eli:date_document ?date }
  OPTIONAL { ?d pol:year ?year }
  OPTIONAL { ?d eli:type_document/skos:prefLabel ?type FILTER(LANG(?type) = "zh") }
  OPTIONAL { ?d eli:in_force ?force }
}"""
_ISSUERS = """
SELECT ?d ?a ?name (EXISTS { ?d pol:leadIssuer ?a } AS ?first) WHERE {
  ?d eli:passed_by ?a . ?a skos:prefLabel ?name
}"""
_PATHS = """
SELECT ?d (MIN(?path) AS ?first) WHERE {
  ?d prov:wasDerivedFrom/pol:path ?path FILTER NOT EXISTS { ?d dcterms:title|eli:id_local ?name }
} GROUP BY ?d"""
_CITATIONS = """
SELECT ?c ?citing ?cited ?relation ?scope ?confidence ?reason ?article ?quote ?start ?end ?prefix ?suffix ?path WHERE {
  ?c pol:citing ?citing ; pol:cited ?cited ; pol:relation ?relation ; pol:confidence ?confidence ;
     pol:linkReason ?reason ; pol:evidence ?e .
  ?e oa:exact ?quote ; oa:start ?start ; oa:end ?end ; oa:hasSource ?source .
  OPTIONAL { ?source pol:path ?path }
  OPTIONAL { ?c oa:prefix ?prefix }
  OPTIONAL { ?c oa:suffix ?suffix }
  OPTIONAL { ?c pol:scope ?scope }
  OPTIONAL { ?c pol:article ?article }
}"""
_MEASURES = """
SELECT ?m ?d ?label ?heading ?ordinal ?kind ?text WHERE {
  ?m a pol:Measure ; dcterms:isPartOf ?d ; rdfs:label ?label ; pol:heading ?heading ; pol:ordinal ?ordinal ;
     pol:text ?text .
  OPTIONAL { ?m pol:measureKind ?kind }
}"""
_RESPONSIBILITIES = """
SELECT ?r ?m ?agency ?role ?written ?inherited ?position ?quote ?start ?end ?path WHERE {
  ?r pol:ofMeasure ?m ; pol:agency ?agency ; pol:role ?role ; pol:agencyWritten ?written ;
     pol:inherited ?inherited ; pol:position ?position ; pol:evidence ?e .
  ?e oa:exact ?quote ; oa:start ?start ; oa:end ?end ; oa:hasSource/pol:path ?path .
}"""
_AGENCIES = """
SELECT ?a ?name ?organ ?level ?code ?region WHERE {
  ?a a pol:Agency ; skos:prefLabel ?name .
  OPTIONAL { ?a pol:organKind ?organ }
  OPTIONAL { ?a pol:level ?level }
  OPTIONAL { ?a dcterms:spatial ?place . ?place skos:notation ?code OPTIONAL { ?place skos:prefLabel ?region } }
}"""


def load_network(store: Store) -> nx.MultiDiGraph:
    """All documents, and an edge for each mention whose document is known."""
    network = nx.MultiDiGraph()
    _add_documents(network, store)
    seen = set()
    for row in sorted(store.rows(_CITATIONS), key=lambda row: (row[0], row[13] or "")):
        citation, citing, cited, relation, scope, confidence, reason, article, quote, start, end, prefix, suffix, path = row
        if citation in seen:
            continue  # the same bytes under two paths: the first path stands for both
        seen.add(citation)
        network.add_edge(
            citing, cited, citation,
            relation=_last(relation), scope=scope, confidence=float(confidence), reason=reason, article=article,
            quote=quote, sentence=f"{prefix or ''}{_BREAKS.sub('', quote)}{suffix or ''}",
            source=path, start=int(start), end=int(end),
        )  # fmt: skip
    return network


def load_neighbourhood(store: Store, documents: set[str] | None = None) -> nx.MultiDiGraph:
    """The citation network with measures and agencies around ``documents`` (IRIs), or around all that were read.

    The documents that these cite, or that cite them, are in it too, with their
    issuers; measures only of ``documents`` themselves.
    """
    network = load_network(store)
    if documents is None:
        documents = {iri for iri, node in network.nodes(data=True) if node["status"] == "full"}
    else:
        near = {iri for edge in network.edges() if documents & set(edge) for iri in edge}
        network = network.subgraph(near | (documents & set(network))).copy()
    agencies = {row[0]: row for row in store.rows(_AGENCIES)}

    def add_agency(iri: str) -> None:
        _, name, organ, level, code, region = agencies[iri]
        network.add_node(
            iri, kind="agency", iri=iri, name=name, organ=_last(organ), level=_last(level),
            region=code, region_name=region,
        )  # fmt: skip

    for document, agency, *_ in sorted(row for row in store.rows(_ISSUERS) if row[0] in network):
        add_agency(agency)
        network.add_edge(document, agency, "issued-by", relation="issued-by")
    for row in sorted(row for row in store.rows(_MEASURES) if row[1] in documents):
        measure, document, label, heading, ordinal, kind, text = row
        network.add_node(
            measure, kind="measure", iri=measure, label=label, heading=heading, ordinal=ordinal,
            measure_kind=_last(kind), text=text, document=document,
        )  # fmt: skip
        network.add_edge(measure, document, "part-of", relation="part-of")
    for row in sorted(row for row in store.rows(_RESPONSIBILITIES) if row[1] in network):
        responsibility, measure, agency, role, written, inherited, position, quote, start, end, path = row
        add_agency(agency)
        network.add_edge(
            measure, agency, responsibility,
            relation=_last(role), written=written, inherited=inherited == "true", position=int(position),
            quote=quote, source=path, start=int(start), end=int(end),
        )  # fmt: skip
    return network


def _add_documents(network: nx.MultiDiGraph, store: Store) -> None:
    issuers: dict[str, list[tuple[bool, str]]] = {}
    for document, _, name, first in store.rows(_ISSUERS):
        issuers.setdefault(document, []).append((first != "true", name))
    paths = dict(store.rows(_PATHS))
    for row in sorted(store.rows(_DOCUMENTS), key=lambda row: row[0]):
        iri, status, title, number, level, code, region, date, year, kind, force = row
        network.add_node(
            iri, kind="document", iri=iri, title=title or number or paths.get(iri, ""), number=number,
            issuers=tuple(name for _, name in sorted(issuers.get(iri, ()))),
            level=_last(level), region=code, region_name=region, date=date,
            year=None if year is None else int(year),
            type=kind, status=status.rsplit("#", 1)[1], in_force=None if force is None else force.endswith("-inForce"),
        )  # fmt: skip


def _last(iri: str | None) -> str | None:
    """The name at the end of a concept's IRI."""
    return None if iri is None else iri.rsplit("/", 1)[1]
