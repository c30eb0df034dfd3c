"""The citation network and the neighbourhood, from the small corpus made by hand."""

from dataclasses import replace

import networkx as nx
import pytest
from linked_sample import COUNTY, EDUCATION, LINKED, NOTICE, OPINION, PLANNED, RECORDS, REPOST, shuffled

from kg.iris import Iris
from kg.neighbourhood import load_neighbourhood
from kg.network import (
    citations_between_policies,
    count_co_citations,
    count_couplings,
    find_longest_chain,
    find_main_path,
    load_network,
    measure_places,
)
from kg.rdf import quads_for
from kg.store import Store

IRIS = Iris()


@pytest.fixture(scope="module")
def store():
    return Store.in_memory(quads_for(LINKED, RECORDS))


def test_every_document_is_a_node_with_what_a_picture_needs(store):
    network = load_network(store)
    assert len(network) == len(LINKED.documents)
    node = network.nodes[IRIS.mint_document(NOTICE)]
    assert node["number"] == "太政办〔2023〕7号" and node["issuers"] == ("太康县人民政府办公室",)
    assert (node["level"], node["region"], node["region_name"]) == ("county", "411627", "太康县")
    assert (node["date"], node["year"], node["type"], node["status"]) == ("2023-05-10", 2023, "通知", "full")
    assert node["in_force"] is True
    stub = network.nodes[IRIS.mint_document(OPINION)]
    assert (stub["status"], stub["year"], stub["level"], stub["in_force"]) == ("cited-only", 2012, "central", None)
    assert network.nodes[IRIS.mint_document(PLANNED)]["status"] == "planned"


def test_the_network_knows_the_places_above_and_the_subjects(store):
    network = load_network(store)
    places = network.graph["places"]
    assert places["411627"] == ("太康县", "411600") and places["411600"] == ("周口市", "410000") and places["410000"] == ("河南省", None)
    assert {node["region"] for _, node in network.nodes(data=True)} - {None} <= set(places)
    assert network.nodes[IRIS.mint_document(NOTICE)]["subjects"] == ("教育", "校车")


def test_the_lead_issuer_comes_first(store):
    network = load_network(store)
    [joint] = [node for _, node in network.nodes(data=True) if len(node["issuers"]) == 2]
    assert joint["issuers"] == ("周口市教育局", "周口市财政局")


def test_every_mention_is_an_edge_with_its_evidence(store):
    network = load_network(store)
    linked = [link for link in LINKED.citations if link.cited and link.source != REPOST]
    assert network.number_of_edges() == len(linked)
    edges = network.get_edge_data(IRIS.mint_document(NOTICE), IRIS.mint_document(OPINION))
    assert sorted(edge["relation"] for edge in edges.values()) == ["cites", "implements"]
    first = edges[IRIS.mint_citation(COUNTY, 0)]
    assert first["quote"] == "《国务院关于校车安全的意见》(国发[2012]48号)"
    assert first["sentence"] == f"为贯彻{first['quote']}精神，现就有关事项通知如下。"
    assert (first["source"], first["start"], first["end"]) == ("county/notice.html", 60, 87)
    assert (first["confidence"], first["reason"], first["scope"]) == (1.0, "number", None)


def test_the_neighbourhood_has_measures_and_agencies(store):
    near = load_neighbourhood(store, {IRIS.mint_document(NOTICE)})
    kinds = [node["kind"] for _, node in near.nodes(data=True)]
    assert kinds.count("measure") == 2
    measure, agency = IRIS.mint_measure(COUNTY, 0), IRIS.mint_agency(EDUCATION)
    [edge] = near.get_edge_data(measure, agency).values()
    assert (edge["relation"], edge["written"], edge["inherited"], edge["position"]) == ("lead", "县教体局", False, 1)
    assert near.nodes[agency]["organ"] == "department" and near.nodes[agency]["region_name"] == "太康县"
    assert near.has_edge(IRIS.mint_document(NOTICE), IRIS.mint_agency("太康县人民政府办公室"), "issued-by")
    assert IRIS.mint_document(OPINION) in near and IRIS.mint_document("国务院|2010|3") not in near
    everything = load_neighbourhood(store)
    assert sum(node["kind"] == "measure" for _, node in everything.nodes(data=True)) == 3


def test_equal_stores_give_equal_graphs(store):
    other = Store.in_memory(quads_for(*shuffled(3)))
    for load in (load_network, load_neighbourhood):
        one, two = load(store), load(other)
        assert list(one.nodes(data=True)) == list(two.nodes(data=True))
        assert list(one.edges(keys=True, data=True)) == list(two.edges(keys=True, data=True))


def test_an_empty_graph_is_an_empty_network():
    assert len(load_network(Store.in_memory([]))) == len(load_neighbourhood(Store.in_memory([]))) == 0


def test_a_document_without_title_and_number_has_the_path_of_its_source():
    bare = [replace(d, title=None, number=None) if d.key == NOTICE else d for d in LINKED.documents]
    network = load_network(Store.in_memory(quads_for(replace(LINKED, documents=tuple(bare)), RECORDS)))
    assert network.nodes[IRIS.mint_document(NOTICE)]["title"] == "blog/repost.html"


def graph_of(*edges, **ranks):
    """Documents named by letters, each edge ``"ab"``: a cites b."""
    network = nx.MultiDiGraph()
    for node in sorted({node for edge in edges for node in edge} | set(ranks)):
        network.add_node(node, kind="document", status="full", rank=ranks.get(node))
    network.add_edges_from(edges)
    return network


def test_the_graph_between_policies_has_each_pair_once_and_no_laws():
    network = graph_of("ab", "ab", "aa", "ac", "cd", c="law", d="standard")
    assert set(citations_between_policies(network).edges()) == {("a", "b")}
    assert set(citations_between_policies(network, laws=True).edges()) == {("a", "b"), ("a", "c"), ("c", "d")}


def test_places_in_the_network():
    graph = citations_between_policies(graph_of("ac", "bc", "cd", "xy"))
    places = measure_places(graph)
    assert (places["c"].cited_by, places["c"].cites) == (2, 1)
    assert places["d"].pagerank > places["c"].pagerank > places["a"].pagerank == places["b"].pagerank
    assert abs(sum(place.pagerank for place in places.values()) - 1) < 1e-6
    assert {places[node].community for node in "abcd"} == {1} and {places[node].community for node in "xy"} == {2}
    assert measure_places(citations_between_policies(graph_of())) == {}
    wider = graph.copy()
    wider.add_nodes_from(f"row {number}" for number in range(50))  # of a catalogue, neither citing nor cited
    assert measure_places(wider).items() >= places.items() and measure_places(wider)["row 7"] == (0, 0, 0.0, 0)
    turned = nx.DiGraph(reversed(list(graph.edges())))
    assert {node: measure_places(turned)[node] for node in places} == places


def test_the_longest_chain_and_the_main_path_differ():
    #  a → b → c → d is longest; most paths run e,f,g → h → i,j
    graph = citations_between_policies(graph_of("ab", "bc", "cd", "eh", "fh", "gh", "hi", "hj"))
    assert find_longest_chain(graph) == ["a", "b", "c", "d"]
    assert find_main_path(graph) == [("e", "h", 2), ("h", "i", 3)]


def test_documents_that_cite_each_other_break_no_measure():
    graph = citations_between_policies(graph_of("ab", "ba", "bc"))
    assert find_longest_chain(graph) == ["b", "c"] and find_main_path(graph) == [("b", "c", 1)]
    assert find_longest_chain(nx.DiGraph()) == find_main_path(nx.DiGraph()) == []


def test_co_citation_and_coupling_count_pairs():
    graph = citations_between_policies(graph_of("ax", "ay", "bx", "by", "cx"))
    assert count_co_citations(graph) == {("x", "y"): 2}
    assert count_couplings(graph) == {("a", "b"): 2, ("a", "c"): 1, ("b", "c"): 1}
