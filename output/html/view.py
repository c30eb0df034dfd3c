"""The interactive view: documents, agencies and, if asked, measures, as a pyvis network; one HTML file.

pyvis holds the network and its options; its page template is not used, because it
links scripts from a CDN and puts text into the page as markup (pyvis 0.3.2).
"""

import json
import math
from typing import BinaryIO

import networkx

from .clusters import place_in_clusters
from .elements import Elements, PictureOptions, keep_within, lines_between, read_elements
from .page import FRAME, page_file, render_page, vis_network_script

LIMIT = 600  # marks that can be told apart on one screen and drawn at once on a canvas
SHAPES = {"central": "dot", "province": "square", "prefecture": "diamond", "county": "triangle",
          "township": "triangleDown", "unknown": "star"}
_OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 0},
    "interaction": {"hover": True, "hoverConnectedEdges": False, "selectConnectedEdges": False, "hideEdgesOnZoom": False,
                    "keyboard": {"enabled": False}, "zoomSpeed": 0.6},
    "edges": {"smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.08}, "arrowStrikethrough": False,
              "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}}, "selectionWidth": 1, "hoverWidth": 1},
}


def write_view(graph: networkx.MultiDiGraph, stream: BinaryIO, *, options: PictureOptions = PictureOptions()) -> Elements:
    """Write the view to ``stream`` (binary, UTF-8) and return what it draws; ``left_out`` says what it does not."""
    elements = read_elements(graph, agencies=True, measures=options.measures)
    elements = keep_within(elements, LIMIT if options.limit is None else options.limit)
    neighbours = _count_neighbours(elements)
    for node in elements.nodes:
        node["size"] = 4.5 if node["kind"] == "measure" else round(min(18, 7 + 1.6 * math.sqrt(neighbours[node["id"]])), 1)
        # Which labels come first: documents with a text, then whatever holds most together.
        node["weight"] = neighbours[node["id"]] + (40 if node.get("status") == "full" else 0)
    place_in_clusters(elements.nodes, elements.edges)
    lines = lines_between(elements, facts=options.site is not None)
    picture = {
        "nodes": [{name: value for name, value in node.items() if name not in ("x", "y", "size")} for node in elements.nodes],
        "lines": lines,
        "left_out": elements.left_out,
        "places": elements.places,
        "network": _network(elements.nodes, lines),
    } | ({"site": options.site} if options.site else {})
    scripts = [vis_network_script(), *(page_file(name) for name in (*FRAME, "view.js"))]
    stream.write(render_page(picture, name="view", title=options.title, language=options.language, scripts=scripts))
    return elements


def _network(nodes: list[dict], lines: list[dict]) -> dict:
    from pyvis.network import Network  # half a second of imports (IPython): only when a view is written

    network = Network(directed=True, cdn_resources="in_line")
    for index, node in enumerate(nodes):
        measure = node["kind"] == "measure"
        shape = "hexagon" if node["kind"] == "agency" else "dot" if measure else SHAPES[node["level"]]
        network.add_node(index, label=node["label"], shape=shape, group="measure" if measure else node["level"],
                         x=node["x"], y=node["y"], size=node["size"], physics=False)
    for index, line in enumerate(lines):
        network.add_edge(line["source"], line["target"], id=index)
    network.set_options(json.dumps(_OPTIONS))
    drawn, edges, _, _, _, chosen = network.get_network_data()
    return {"nodes": drawn, "edges": edges, "options": json.loads(chosen)}


def _count_neighbours(elements: Elements) -> dict[str, int]:
    ties: dict[str, set[str]] = {node["id"]: set() for node in elements.nodes}
    for edge in elements.edges:
        ties[edge["source"]].add(edge["target"])
        ties[edge["target"]].add(edge["source"])
    return {key: len(others) for key, others in ties.items()}
