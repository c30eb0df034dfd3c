"""What a table of the division of work is made of: cells as offsets, rows, and the groups that rows stand in."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.duties.columns import Columns
from kg.paragraphs import find_ordinal

LONGEST_GROUP = 60  # characters of a line that groups the rows below it
NUMBER = re.compile(r"\d{1,3}[.、]?")


class Cell(NamedTuple):
    """Characters ``start`` to ``end`` of the text; equal where the cell is empty."""

    start: int
    end: int

    def within(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True)
class Row:
    """The cells of one row, and the ordinals of the groups it stands in: (2, 1) below 二、… and (一)…."""

    cells: tuple[Cell, ...]
    groups: tuple[int, ...] = ()

    @property
    def start(self) -> int:
        return min(cell.start for cell in self.cells if cell.start < cell.end)

    @property
    def end(self) -> int:
        return max(cell.end for cell in self.cells)


@dataclass
class Table:
    """One table: from its heads to the end of its last row.

    ``first_leads``: its heads or a note beside it say that the first agency of a cell leads.
    """

    columns: Columns
    start: int
    rows: list[Row] = field(default_factory=list)
    first_leads: bool = False

    @property
    def end(self) -> int:
        return self.rows[-1].end


class Groups:
    """The lines that group rows, as a stack of ordinals: 一、 holds (一)."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, int]] = []

    def open(self, text: str, cell: Cell) -> None:
        ordinal = find_ordinal(text, *cell)
        if ordinal is None:
            self._stack.clear()
            return
        styles = [style for style, _ in self._stack]
        if ordinal.style in styles:
            del self._stack[styles.index(ordinal.style) :]
        self._stack.append((ordinal.style, ordinal.value))

    def path(self) -> tuple[int, ...]:
        return tuple(value for _, value in self._stack)


def trimmed(text: str, start: int, end: int) -> Cell:
    """The characters between two offsets without the white space around them."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Cell(start, end)


def split_line(text: str, line: Cell, mark: re.Pattern) -> list[Cell]:
    """The cells of a line that ``mark`` parts."""
    cells, at = [], line.start
    for match in mark.finditer(text, *line):
        cells.append(trimmed(text, at, match.start()))
        at = match.end()
    return [*cells, trimmed(text, at, line.end)]
