"""What stands around documents: the citation network with measures and agencies, for pictures and tables.

Nodes and edges as in ``kg.network``, and beside them, ``kind`` on each node and ``relation`` on each edge:

node ``measure``
    iri, label (at most 30 characters), heading, ordinal, measure_kind (task,
    safeguard, …), text, document (IRI), source (path of the file), start, end
node ``agency``
    iri, name, organ (party, government, office, department, vertical, …),
    level, region, region_name
edge measure → document
    relation ``part-of``
edge measure → agency
    relation lead, support, guide, accountable or responsible; quote, written,
    inherited, position, source, start, end
edge document → agency
    relation ``issued-by``
"""

from collections.abc import Collection

import networkx as nx

from kg.iris import last_name
from kg.network import issuer_rows, load_network
from kg.store import Store

_MEASURES = """
SELECT ?m ?d ?label ?heading ?ordinal ?kind ?text ?start ?end ?path WHERE {%s
  ?m a pol:Measure ; dcterms:isPartOf ?d ; rdfs:label ?label ; pol:heading ?heading ; pol:ordinal ?ordinal ;
     pol:text ?text ; pol:evidence ?e .
  ?e oa:start ?start ; oa:end ?end ; oa:hasSource/pol:path ?path .
  OPTIONAL { ?m pol:measureKind ?kind }
}"""
_RESPONSIBILITIES = """
SELECT ?r ?m ?agency ?role ?written ?inherited ?position ?quote ?start ?end ?path WHERE {%s
  ?r pol:ofMeasure ?m ; pol:agency ?agency ; pol:role ?role ; pol:agencyWritten ?written ;
     pol:inherited ?inherited ; pol:position ?position ; pol:evidence ?e .
  ?e oa:exact ?quote ; oa:start ?start ; oa:end ?end ; oa:hasSource/pol:path ?path .
}"""
_ISSUER_WORDS = """
SELECT ?d ?quote ?path WHERE {%s
  ?d pol:status pol:full ; prov:wasDerivedFrom ?source . FILTER NOT EXISTS { ?d dcterms:isPartOf ?outer }
  ?e oa:hasSource ?source ; pol:field "issuers" ; oa:exact ?quote . ?source pol:path ?path .
}"""
_AGENCIES = """
SELECT ?a ?name ?organ ?level ?code ?region WHERE {
  ?a a pol:Agency ; skos:prefLabel ?name .
  OPTIONAL { ?a pol:organKind ?organ }
  OPTIONAL { ?a pol:level ?level }
  OPTIONAL { ?a dcterms:spatial ?place . ?place skos:notation ?code OPTIONAL { ?place skos:prefLabel ?region } }
}"""


_FEW = 300  # nodes that are named in a query; more are chosen from the rows of all


def load_neighbourhood(
    store: Store, documents: set[str] | None = None, catalogue: bool = False, network: nx.MultiDiGraph | None = None
) -> nx.MultiDiGraph:
    """The citation network with measures and agencies around ``documents`` (IRIs), or around all that were read.

    The documents that these cite, or that cite them, are in it too, with their
    issuers; measures only of ``documents`` themselves. ``catalogue`` as in ``load_network``;
    ``network``: what that gave, where it has been loaded; it is not changed where ``documents`` are named.
    """
    network = load_network(store, catalogue) if network is None else network
    if documents is None:
        documents = {iri for iri, node in network.nodes(data=True) if node["status"] == "full"}
    else:
        near = {iri for edge in network.edges() if documents & set(edge) for iri in edge}
        network = network.subgraph(near | (documents & set(network))).copy()
    agencies = {row[0]: row for row in store.rows(_AGENCIES)}

    def add_agency(iri: str) -> None:
        _, name, organ, level, code, region = agencies[iri]
        network.add_node(
            iri, kind="agency", iri=iri, name=name, organ=last_name(organ), level=last_name(level),
            region=code, region_name=region,
        )  # fmt: skip

    issuer_words = {document: (quote, path) for document, quote, path in sorted(store.rows(_ISSUER_WORDS % _among("d", network)), reverse=True)}
    for document, agency, *_ in sorted(row for row in issuer_rows(store, _among("d", network)) if row[0] in network):
        add_agency(agency)
        quote, path = issuer_words.get(document, (None, None))
        network.add_edge(document, agency, "issued-by", relation="issued-by", quote=quote, source=path)
    for row in sorted(row for row in store.rows(_MEASURES % _among("d", documents)) if row[1] in documents):
        measure, document, label, heading, ordinal, kind, text, start, end, path = row
        if measure in network:
            continue  # the same bytes under two paths
        network.add_node(
            measure, kind="measure", iri=measure, label=label, heading=heading, ordinal=ordinal,
            measure_kind=last_name(kind), text=text, document=document,
            source=path, start=int(start), end=int(end),
        )  # fmt: skip
        network.add_edge(measure, document, "part-of", relation="part-of", source=path)
    measures = [iri for iri, kind in network.nodes(data="kind") if kind == "measure"]
    for row in sorted(row for row in store.rows(_RESPONSIBILITIES % _among("m", measures)) if row[1] in network):
        responsibility, measure, agency, role, written, inherited, position, quote, start, end, path = row
        add_agency(agency)
        network.add_edge(
            measure, agency, responsibility,
            relation=last_name(role), written=written, inherited=inherited == "true", position=int(position),
            quote=quote, source=path, start=int(start), end=int(end),
        )  # fmt: skip
    return network


def _among(name: str, iris: Collection[str]) -> str:
    """The part of a query that binds a variable to these nodes, empty for many."""
    return f" VALUES ?{name} {{ {' '.join(f'<{iri}>' for iri in iris)} }}" if len(iris) <= _FEW else ""
