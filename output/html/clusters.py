"""Positions of the view: nodes that hold others together as hubs, their leaves around them.

A leaf (one neighbour) stands on a sunflower spiral around its hub, so a document
with forty citations of its own is a disc and not a star of lines. networkx lays
out the hubs alone (spring layout, fixed seed), then discs that overlap are pushed
apart. Physics in the browser stays off: the picture draws at once. Integers in
pixels, the same for the same graph.
"""

import math

import networkx
import numpy

from .elements import label_width

SEED = 9704  # GB/T 9704, the form of official documents
SPACING = 34  # between the leaves of one hub
FIRST_RING = 30  # from a hub to its first leaves
HUB_SPACING = 120  # between hubs, besides their discs
STEP = 20  # of the grid in which parts are packed
HUBS_BY_SPRING = 300  # above 500 nodes networkx wants scipy; further hubs stand beside their neighbours
GOLDEN = math.pi * (3 - math.sqrt(5))
STRETCH = 1.35  # screens are wider than high
FEW = 90  # so many nodes can all have their labels at once
SCREEN = (820, 600)  # of which this is left for nodes, with labels to the right of them
LINE = 21  # height of a label's line


def place_in_clusters(nodes: list[dict], edges: list[dict]) -> None:
    """Set ``x`` and ``y`` of each node from ``size`` (half its width) and ``label``; ``edges`` name their ends by id."""
    ties = networkx.Graph()
    ties.add_nodes_from(node["id"] for node in nodes)
    ties.add_edges_from((edge["source"], edge["target"]) for edge in edges if edge["source"] != edge["target"])
    parts = sorted(networkx.connected_components(ties), key=lambda part: (-len(part), min(part)))
    place = _pack([_place_part(ties, sorted(part)) for part in parts])
    if len(nodes) <= FEW:
        place = _clear_labels(_fill(place), {node["id"]: node for node in nodes})
    for node in nodes:
        node["x"], node["y"] = (round(float(value)) for value in place[node["id"]])


def _pack(parts: list[dict[str, tuple]]) -> dict[str, tuple]:
    """Put the parts, largest first, each at the highest free place and there furthest to the left."""
    boxes = []
    for part in parts:
        xs, ys = zip(*part.values())
        boxes.append((min(xs), min(ys), max(xs) - min(xs) + HUB_SPACING, max(ys) - min(ys) + HUB_SPACING))
    area = sum(box[2] * box[3] for box in boxes)
    columns = math.ceil(max(max((box[2] for box in boxes), default=0), math.sqrt(area) * STRETCH) / STEP)
    skyline = [0.0] * columns  # how far down each column is taken
    place = {}
    for part, (left, top, wide, high) in zip(parts, boxes):
        span = math.ceil(wide / STEP)
        y, start = min((max(skyline[first : first + span]), first) for first in range(columns - span + 1))
        skyline[start : start + span] = [y + high] * span
        place.update({key: (start * STEP + spot[0] - left, y + spot[1] - top) for key, spot in part.items()})
    return place


def _place_part(ties: networkx.Graph, part: list[str]) -> dict[str, tuple]:
    leaves: dict[str, list[str]] = {}
    hubs = []
    for node in part:
        around = list(ties[node])
        # Two nodes with nobody else: the first by id is the hub.
        if len(around) == 1 and (ties.degree(around[0]) > 1 or around[0] < node):
            leaves.setdefault(around[0], []).append(node)
        else:
            hubs.append(node)
    place = _place_hubs(ties, hubs, {hub: _disc(len(leaves.get(hub, ()))) for hub in hubs})
    for hub, around in leaves.items():
        x, y = place[hub]
        for index, leaf in enumerate(around):
            distance = FIRST_RING + SPACING * 0.62 * math.sqrt(index + 1)
            place[leaf] = (x + distance * math.cos(index * GOLDEN), y + distance * math.sin(index * GOLDEN))
    return _lay_flat(place)


def _lay_flat(place: dict[str, tuple]) -> dict[str, tuple]:
    """Turn a part so that it is wider than high, as screens are."""
    points = numpy.array(list(place.values()), dtype=float)
    points -= points.mean(axis=0)
    (xx, xy), (_, yy) = points.T @ points
    angle = -0.5 * math.atan2(2 * xy, xx - yy)
    turn = numpy.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return dict(zip(place, map(tuple, points @ turn)))


def _fill(place: dict[str, tuple]) -> dict[str, tuple]:
    """Stretch the whole to the screen, so that it is drawn at full size and labels keep clear as planned."""
    points = numpy.array(list(place.values()), dtype=float)
    points -= points.min(axis=0)
    points *= numpy.array(SCREEN) / numpy.maximum(points.max(axis=0), SCREEN[1] / 3)
    return dict(zip(place, map(tuple, points)))


def _clear_labels(place: dict[str, tuple], nodes: dict[str, dict]) -> dict[str, tuple]:
    """Move nodes up or down until none lies on another, nor on the label to the right of another."""
    keys = list(place)
    points = numpy.array([place[key] for key in keys], dtype=float)
    radii = numpy.array([1.2 * nodes[key]["size"] for key in keys])
    wide = numpy.array([label_width(nodes[key]["label"]) + 8 for key in keys]) + radii
    marks = radii[:, None] + radii[None, :]
    for _ in range(150):
        left, right = points[:, 0] - radii, points[:, 0] + wide
        beside = (left[:, None] < right[None, :]) & (left[None, :] < right[:, None])
        touching = numpy.abs(points[:, None, 0] - points[None, :, 0]) < marks
        apart = points[:, None, 1] - points[None, :, 1]
        # Two at the same height part by their order.
        way = numpy.where(apart == 0, numpy.sign(numpy.arange(len(keys))[:, None] - numpy.arange(len(keys))[None, :]), numpy.sign(apart))
        lacking = numpy.maximum(numpy.where(touching, marks + 3, numpy.where(beside, LINE, 0)) - numpy.abs(apart), 0)
        numpy.fill_diagonal(lacking, 0)
        if lacking.max() < 1:
            break
        points[:, 1] += (way * lacking).sum(axis=1) * 0.35
    return dict(zip(keys, map(tuple, points)))


def _disc(leaves: int) -> float:
    return FIRST_RING + SPACING * 0.62 * math.sqrt(leaves) if leaves else 14


def _place_hubs(ties: networkx.Graph, hubs: list[str], radius: dict[str, float]) -> dict[str, tuple]:
    chosen = sorted(hubs, key=lambda hub: (-ties.degree(hub), hub))
    core = ties.subgraph(chosen[:HUBS_BY_SPRING])
    ordered = networkx.Graph()  # a subgraph iterates in an order of its own
    ordered.add_nodes_from(chosen[:HUBS_BY_SPRING])
    ordered.add_edges_from(sorted(tuple(sorted(tie)) for tie in core.edges))
    spread = math.sqrt(sum((radius[hub] + HUB_SPACING / 2) ** 2 for hub in hubs)) * 1.3
    start = networkx.spring_layout(ordered, seed=SEED, iterations=80, k=1.6 / math.sqrt(len(ordered)))
    spots = {hub: start[hub] * spread for hub in ordered}
    for index, hub in enumerate(chosen[HUBS_BY_SPRING:]):
        near = [spots[other] for other in ties[hub] if other in spots]
        middle = sum(near) / len(near) if near else numpy.zeros(2)
        spots[hub] = middle + 20 * numpy.array([math.cos(index * GOLDEN), math.sin(index * GOLDEN)])
    points = numpy.array([spots[hub] for hub in chosen]) * (STRETCH, 1)
    _push_apart(points, numpy.array([radius[hub] for hub in chosen]))
    return dict(zip(chosen, map(tuple, points)))


def _push_apart(points: numpy.ndarray, radii: numpy.ndarray, rounds: int = 60) -> None:
    wanted = radii[:, None] + radii[None, :] + SPACING
    numpy.fill_diagonal(wanted, 0)
    for _ in range(rounds):
        apart = points[:, None, :] - points[None, :, :]
        distance = numpy.maximum(numpy.hypot(apart[..., 0], apart[..., 1]), 0.01)
        lacking = numpy.maximum(wanted - distance, 0)
        if lacking.max() < 1:
            return
        points += (apart / distance[..., None] * (lacking * 0.5)[..., None]).sum(axis=1)
