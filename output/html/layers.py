"""Positions of the citation map: levels from top to bottom, years from left to right.

Every mark has a place for its label to the right of it, so that at full size no
label touches another: a layer is a stack of rows, and a document takes the first
row that is free at its year. Where a year has more documents than its rows hold,
its column grows wider. Integers in pixels, the same for the same documents.
"""

import heapq
import math
from dataclasses import dataclass

from .elements import label_width
from .terms import LEVELS

ROW = 26  # height of one row
COLUMNS = (84, 72, 62, 54, 48, 42, 36, 30, 26)  # least width of a year: the widest with which the picture fits
SCREEN = 1000  # into this width; the narrowest where none does
GAP = 26  # width of a run of years without a document, drawn as a break
SLACK = 1.2  # labels keep their size where the whole is drawn a little smaller
MARK = 28  # width of a mark with the space around it
PADDING = 16  # above and below the rows of a layer
ASPECT = 1.05  # width to height at full size; on a screen the whole is squeezed more in width than in height
FEWEST_ROWS = 5  # to choose from; a layer is only as high as the rows it uses
THINNEST = 0.03  # of the whole height, for a layer of few documents beside one of thousands: room for its name on a screen
LONGEST_RUN = 3  # years without a document that still have their columns


@dataclass(frozen=True, slots=True)
class Axes:
    """``years``: {year, x, width}, year None for the undated column, "gap" for a break;
    ``layers``: {level, y, height}, top to bottom; ``width`` and ``height`` of the whole."""

    years: list[dict]
    layers: list[dict]
    width: int
    height: int


def place_in_layers(nodes: list[dict]) -> Axes:
    """Set ``x`` and ``y`` of each node from its ``level``, ``year``, ``cited`` and ``label``."""
    room = {node["id"]: MARK + round(SLACK * label_width(node["label"])) for node in nodes}
    for column in COLUMNS:
        axes = _place(nodes, column, room)
        if axes.width <= SCREEN:
            return axes
        if axes.width - len(axes.years) * (column - COLUMNS[-1]) > SCREEN:  # not even the narrowest fits
            break
    return _place(nodes, COLUMNS[-1], room)


def _place(nodes: list[dict], column: int, room: dict[str, int]) -> Axes:
    levels = [level for level in LEVELS if any(node["level"] == level for node in nodes)]
    rows = _row_counts(nodes, levels)
    taken = {level: _Rows(rows[level]) for level in levels}
    row_of: dict[str, int] = {}
    columns = []
    x = 0
    of_year: dict[int | None, list[dict]] = {}
    for node in nodes:
        of_year.setdefault(node["year"], []).append(node)
    for year in _columns(nodes):
        if year == "gap":
            columns.append({"year": "gap", "x": x, "width": GAP})
            x += GAP
            continue
        right = x + column
        for node in sorted(of_year.get(year, ()), key=lambda node: (LEVELS.index(node["level"]), -node["cited"], node["label"], node["id"])):
            left, row_of[node["id"]] = taken[node["level"]].take(x, room[node["id"]])
            node["x"] = left + MARK // 2
            right = max(right, node["x"] + MARK)
        if year is None:  # the undated stand apart: no label of theirs reaches into a year
            right = max([right, *(rows.end + MARK for rows in taken.values())])
        columns.append({"year": year, "x": x, "width": right - x})
        x = right
    layers = []
    y = 0
    used_rows = {level: 1 + max(row_of[node["id"]] for node in nodes if node["level"] == level) for level in levels}
    heights = {level: 2 * PADDING + ROW * max(used, 2) for level, used in used_rows.items()}
    thinnest = round(THINNEST * sum(heights.values()))
    for level, used in used_rows.items():
        height = max(heights[level], thinnest)
        top = y + (height - ROW * used) // 2 + ROW // 2
        for node in nodes:
            if node["level"] == level:
                node["y"] = top + ROW * row_of[node["id"]]
        layers.append({"level": level, "y": y, "height": height})
        y += height
    width = max([x, *(rows.end for rows in taken.values())])
    return Axes(columns, layers, width, y)


class _Rows:
    """The rows of a layer, filled from left to right; ``end``: where the longest ends."""

    def __init__(self, count: int):
        self.end = 0
        self._free = list(range(count))  # rows that nothing reaches into, a heap
        self._busy: list[tuple[int, int]] = []  # (where its last label ends, row), a heap

    def take(self, x: int, width: int) -> tuple[int, int]:
        """(left, row): the first row that is free at ``x``, else the row that is free soonest after it."""
        while self._busy and self._busy[0][0] <= x:
            heapq.heappush(self._free, heapq.heappop(self._busy)[1])
        if not self._free:
            x, row = heapq.heappop(self._busy)
        else:
            row = heapq.heappop(self._free)
        heapq.heappush(self._busy, (x + width, row))
        self.end = max(self.end, x + width)
        return x, row


def _row_counts(nodes: list[dict], levels: list[str]) -> dict[str, int]:
    # Share the height among the layers by the room their labels take; square root: the area is given.
    room = {level: sum(MARK + label_width(node["label"]) for node in nodes if node["level"] == level) for level in levels}
    total = sum(room.values())
    all_rows = math.sqrt(total * ROW / ASPECT) / ROW
    return {level: max(FEWEST_ROWS, math.ceil(all_rows * room[level] / total)) for level in levels}


def _columns(nodes: list[dict]) -> list:
    years = sorted({node["year"] for node in nodes if node["year"] is not None})
    columns: list = [None] if any(node["year"] is None for node in nodes) else []
    for before, year in zip([None, *years], years):
        if before is not None and year - before - 1 > LONGEST_RUN:
            columns.append("gap")
        elif before is not None:
            columns.extend(range(before + 1, year))
        columns.append(year)
    return columns
