"""The citation map: central documents at the top, local ones below, years from left to right; one HTML file."""

from typing import BinaryIO

import networkx

from .elements import Elements, PictureOptions, keep_within, lines_between, read_elements
from .layers import Axes, place_in_layers
from .page import FRAME, page_file, render_page, vendored_script

SMALL = 1500  # marks that SVG draws and moves without delay; more are drawn by sigma.js
LIMIT = 50_000  # marks that sigma.js still moves without delay; the best connected are kept


def write_map(graph: networkx.MultiDiGraph, stream: BinaryIO, *, options: PictureOptions = PictureOptions()) -> Elements:
    """Write the map to ``stream`` (binary, UTF-8) and return what it draws; ``left_out`` says what it does not."""
    elements, axes = _place(graph, options)
    lines = lines_between(elements, facts=options.site is not None)
    picture = {
        "nodes": elements.nodes,
        "lines": lines,
        "axes": {"years": axes.years, "layers": axes.layers, "width": axes.width, "height": axes.height},
        "left_out": elements.left_out,
        "places": elements.places,
        "unlinked": elements.unlinked,
    } | ({"site": options.site} if options.site else {})
    page = {"name": "map", "title": options.title, "language": options.language}
    shared = [page_file(name) for name in (*FRAME, "axes.js")]
    if len(elements.nodes) <= SMALL:
        stream.write(render_page(picture, scripts=[*shared, page_file("map.js")], **page))
        return elements
    # The sentences are most of a large map: the page opens them after it has drawn.
    evidence = [line.pop("mentions") for line in lines]
    scripts = [*shared, page_file("raster.js"), page_file("large.js")]
    parts = {"graphology": vendored_script("graphology"), "sigma": vendored_script("sigma"), "shapes": page_file("shapes.js")}
    stream.write(render_page(picture, scripts=scripts, later={"evidence": evidence}, parts=parts, **page))
    return elements


def map_elements(graph: networkx.MultiDiGraph, *, options: PictureOptions = PictureOptions()) -> dict:
    """What ``write_map`` would draw: {nodes, edges}, JSON-able; one edge for each mention, x and y in pixels."""
    elements, _ = _place(graph, options)
    return {"nodes": elements.nodes, "edges": [{name: value for name, value in edge.items() if name != "fact"} for edge in elements.edges]}


def _place(graph: networkx.MultiDiGraph, options: PictureOptions) -> tuple[Elements, Axes]:
    elements = keep_within(read_elements(graph), LIMIT if options.limit is None else options.limit)
    return elements, place_in_layers(elements.nodes)
