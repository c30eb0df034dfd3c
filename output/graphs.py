"""The network for programs that draw and measure networks: GraphML, GEXF 1.3 with time, Pajek, VOSviewer.

Attributes are what the tables have (``output.tables``) as plain strings and numbers; what is not known is left out. Characters that XML
does not allow are replaced one for one.
"""

import csv
import io
import re
from collections import Counter
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

import networkx as nx

from kg.network import citations_between_policies, measure_places
from output.words import one_line

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_GEXF = "http://gexf.net/1.3"
_GEXF_TYPES = {str: "string", int: "integer", float: "double", bool: "boolean"}
_PAJEK = str.maketrans({'"': "”", "\\": "＼"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def plain_attributes(attributes: dict) -> dict:
    """Strings, numbers and truth values only: tuples joined by ；, what is None left out, no character that XML forbids."""
    plain = {}
    for name, value in attributes.items():
        if isinstance(value, tuple):
            value = "；".join(value) or None
        if value is not None:
            plain[name] = _ILLEGAL.sub("\ufffd", value) if isinstance(value, str) else value
    return plain


def _with_places(network: nx.MultiDiGraph) -> dict[str, dict]:
    """The plain attributes of each node with its label and its place in the network of citations."""
    places = measure_places(citations_between_policies(network, laws=True))
    nodes = {}
    for iri, node in sorted(network.nodes(data=True)):
        place = places[iri]._asdict() if iri in places else {}
        nodes[iri] = plain_attributes(node | place | {"label": one_line(label_of(node))})
    return nodes


def label_of(node: dict) -> str:
    """The words by which people know a node: title, agency's name, measure's heading."""
    return (node["title"] if node["kind"] == "document" else node["name"] if node["kind"] == "agency" else node["heading"]) or ""


def write_graphml(network: nx.MultiDiGraph, stream: BinaryIO) -> None:
    """GraphML as networkx writes it; an edge's key is its ``id``."""
    plain = nx.MultiDiGraph()
    plain.add_nodes_from(_with_places(network).items())
    for a, b, key, edge in sorted(network.edges(keys=True, data=True), key=lambda one: one[:3]):
        plain.add_edge(a, b, **plain_attributes(edge), mention=key)
    nx.write_graphml_xml(plain, stream, named_key_ids=True)


def write_gexf(network: nx.MultiDiGraph, stream: BinaryIO) -> None:
    """GEXF 1.3 (https://gexf.net), dynamic: a document is there from the day on which it was signed, or the first of its year; a
    citation from its citing document on. Parallel edges differ by ``kind``, which is their relation."""
    nodes = _with_places(network)
    edges = [(a, b, plain_attributes(edge)) for a, b, edge in sorted(network.edges(data=True), key=lambda one: (one[0], one[1], str(one[2]["relation"]), str(one[2].get("start"))))]
    root = ElementTree.Element("gexf", xmlns=_GEXF, version="1.3")
    ElementTree.SubElement(ElementTree.SubElement(root, "meta"), "creator").text = "policykg"
    graph = ElementTree.SubElement(root, "graph", defaultedgetype="directed", mode="dynamic", timeformat="date", timerepresentation="interval")
    columns = {
        "node": _declare(graph, "node", list(nodes.values())),
        "edge": _declare(graph, "edge", [edge for _, _, edge in edges]),
    }
    above = ElementTree.SubElement(graph, "nodes", count=str(len(nodes)))
    for iri, node in nodes.items():
        element = ElementTree.SubElement(above, "node", id=iri, label=node["label"], **_since(node))
        _fill(element, node, columns["node"])
    above = ElementTree.SubElement(graph, "edges", count=str(len(edges)))
    for number, (a, b, edge) in enumerate(edges):
        element = ElementTree.SubElement(above, "edge", id=str(number), source=a, target=b, kind=edge["relation"], label=edge["relation"], **_since(nodes[a]))
        _fill(element, edge, columns["edge"])
    ElementTree.ElementTree(root).write(stream, encoding="utf-8", xml_declaration=True)


def _declare(graph, kind: str, rows: list[dict]) -> dict[str, str]:
    """Declare the attributes of nodes or edges; {name: id}. One that holds whole and broken numbers is a double."""
    types: dict[str, set[type]] = {}
    for row in rows:
        for name, value in row.items():
            types.setdefault(name, set()).add(type(value))
    above = ElementTree.SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    ids = {}
    for number, name in enumerate(sorted(types)):
        ids[name] = f"{kind}-{number}"
        found = types[name]
        form = _GEXF_TYPES[found.pop()] if len(found) == 1 else "double" if found == {int, float} else "string"
        ElementTree.SubElement(above, "attribute", id=ids[name], title=name, type=form)
    return ids


def _fill(element, row: dict, ids: dict[str, str]) -> None:
    values = ElementTree.SubElement(element, "attvalues")
    for name, value in row.items():
        ElementTree.SubElement(values, "attvalue", {"for": ids[name], "value": str(value).lower() if isinstance(value, bool) else str(value)})


def _since(node: dict) -> dict[str, str]:
    day = node.get("date") or (f"{node['year']:04d}-01-01" if node.get("year") else "")
    return {"start": day} if _DAY.fullmatch(day) else {}


def write_pajek(network: nx.MultiDiGraph, stream: BinaryIO) -> None:
    """A Pajek network: vertices by number with their labels, arcs with the number of mentions or duties as weight.

    Quotes in labels become ” and backslashes ＼: the format has no way to write them, and networkx takes \\ for an escape. A label that
    several vertices have gets the vertex's number, [7], since networkx and others take vertices of one label for one.
    """
    numbers = {iri: number for number, iri in enumerate(sorted(network), 1)}
    labels = {iri: one_line(label_of(network.nodes[iri])).translate(_PAJEK) or iri for iri in numbers}
    borne = Counter(labels.values())
    weights: dict[tuple[int, int], int] = {}
    for a, b in network.edges():
        ends = numbers[a], numbers[b]
        weights[ends] = weights.get(ends, 0) + 1
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n", write_through=True)
    text.write(f"*Vertices {len(numbers)}\n")
    text.writelines(f'{number} "{labels[iri]}{f" [{number}]" if borne[labels[iri]] > 1 else ""}"\n' for iri, number in numbers.items())
    text.write("*Arcs\n")
    text.writelines(f"{a} {b} {weight}\n" for (a, b), weight in sorted(weights.items()))
    text.detach()


def write_vosviewer_folder(network: nx.MultiDiGraph, folder: Path) -> None:
    """``map.txt`` and ``network.txt`` of VOSviewer 1.6 (https://app.vosviewer.com/docs/file-types/map-and-network-file-type/):
    documents with citations as weight, year as score, communities as clusters; links without direction, with the number of mentions."""
    graph = citations_between_policies(network, laws=True)
    places = measure_places(graph)
    numbers = {iri: number for number, iri in enumerate(sorted(graph), 1)}
    strength: dict[tuple[int, int], int] = {}
    for a, b in network.edges():
        if a in numbers and b in numbers and a != b:
            ends = min(numbers[a], numbers[b]), max(numbers[a], numbers[b])
            strength[ends] = strength.get(ends, 0) + 1
    rows = []
    for iri, number in numbers.items():
        node, place = network.nodes[iri], places[iri]
        described = " ".join(filter(None, (node["number"], *node["issuers"], node["date"])))
        cluster = place.community if 1 <= place.community <= 1000 else ""
        rows.append([number, one_line(node["title"]), one_line(_escape(described)), cluster, place.cited_by, place.cites, node["year"] or ""])
    head = ["id", "label", "description", "cluster", "weight<Citations>", "weight<References>", "score<Year>"]
    for name, lines in (("map.txt", [head, *rows]), ("network.txt", [[*ends, times] for ends, times in sorted(strength.items())])):
        with open(folder / name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter="\t", lineterminator="\n").writerows(lines)


def _escape(words: str) -> str:
    """VOSviewer reads HTML in descriptions."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
