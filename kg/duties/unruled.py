"""Tables whose borders are lost, where what is what is certain all the same.

Such a table begins with 序号 and other heads, on one line with blanks between them or each on its own, and its rows
begin with rising numbers. What follows a number are pieces of cells in the order of the columns. A row counts where
its pieces can be dealt out to the columns in one way only: agencies where the heads say agencies, a date where they
say a date, and neither in a task. Grammar: docs/grammar/tables.md.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.agency_lists import is_agency, is_known, split_agencies
from kg.duties.columns import ROLES, TASKS, Columns, column_kind, head_of, read_columns
from kg.duties.rows import LONGEST_GROUP, Cell, Groups, Row, Table, split_line, trimmed
from kg.paragraphs import find_ordinal

_MOST_HEADS = 9
_LEAST_HEADS = 3
_MOST_LINES = 30  # of one row, and pieces of cells on them
_LONGEST_LINE = 300  # characters; what is longer is a paragraph of the text
_SHORTEST_TASK = 4
_SPREAD = {"task": 12, "role": 8, "due": 3}  # pieces that one cell can be in
_DATE = re.compile(r"(?:20\d\d|\d{1,2} *月|年[底内]|[全每常]年|每[月季周]|第?[一二三四]季度|长期|持续|常态|即|立行|按时|按需)[^。;、]{0,24}")
_NUMBERED = re.compile(r"(\d{1,3})[.、]?(?= |$)")
_BLANK = re.compile(r" +")
_WIDE_BLANK = re.compile(r" {2,}")
_BEGINS = re.compile(r"附件|注:|\(此件|备注|抄送|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章条]")


class _Block(NamedTuple):
    """Lines ``start`` to ``stop`` from one number on; ``bounded`` where the row surely ends with them."""

    start: int
    stop: int
    groups: tuple[int, ...]
    bounded: bool


def read_unruled(text: str, lines: list[Cell], at: int) -> tuple[Table, int] | None:
    """The table whose heads begin on line ``at``, and the line after its last row; None where that is no such line.

    At least two rows must fit. Of those that do not, one in five is left out; with more of them the table is over.
    """
    mark = _WIDE_BLANK if "  " in lines[at].within(text) else _BLANK
    heads, first = _heads(text, lines, at, mark)
    columns = read_columns(heads) if len(heads) >= _LEAST_HEADS and column_kind(heads[0]) == "number" else None
    if columns is None:
        return None
    table, after, misfits = Table(columns, lines[at].start), first, 0
    for block in _blocks(text, lines, first, heads, mark):
        row = _row(text, lines[block.start : block.stop], columns, block, mark)
        if row is not None:
            table.rows.append(row)
            after = next((n for n in range(block.start, block.stop) if lines[n].start >= row.end), block.stop)
        elif block.bounded:
            misfits += 1
            if misfits > max(1, len(table.rows) // 4):
                break
    return (table, after) if len(table.rows) > 1 else None


def _heads(text: str, lines: list[Cell], at: int, mark: re.Pattern) -> tuple[list[str], int]:
    """The heads from line ``at`` on, as long as lines are nothing but heads, and the line after them."""
    heads: list[str] = []
    while at < len(lines) and len(heads) < _MOST_HEADS:
        line = _without_bar(text, lines[at])
        whole = head_of(line.within(text))
        here = [whole] if column_kind(whole) else [head_of(cell.within(text)) for cell in split_line(text, line, mark)]
        if not all(map(column_kind, here)) or heads and column_kind(here[0]) == "number":
            break
        heads += here
        at += 1
    return heads, at


def _without_bar(text: str, line: Cell) -> Cell:
    """A line without the border that some sites leave at its end."""
    return trimmed(text, line.start, line.end - text.endswith("|", *line))


def _blocks(text: str, lines: list[Cell], first: int, heads: list[str], mark: re.Pattern) -> Iterator[_Block]:
    groups, number, start, here = Groups(), 0, None, first
    while here < len(lines):
        line = _without_bar(text, lines[here])
        numbered = _NUMBERED.match(text, *line)
        again = here > first and text.startswith(heads[0][0], line.start) and _heads(text, lines, here, mark)
        if numbered and (int(numbered[1]) > number or int(numbered[1]) == 1):
            if start is not None:
                yield _Block(start, here, groups.path(), True)
            start, number = here, int(numbered[1])
        elif again and again[0] == heads or _is_group(text, line):
            if start is not None:
                yield _Block(start, here, groups.path(), True)
                start = None
            if again and again[0] == heads:  # on the next page
                here = first = again[1]
                continue
            groups.open(text, line)
        elif start is None or again and again[0] or here - start >= _MOST_LINES or len(line.within(text)) > _LONGEST_LINE or _BEGINS.match(text, *line):
            break
        here += 1
    if start is not None:
        yield _Block(start, here, groups.path(), False)


def _is_group(text: str, line: Cell) -> bool:
    """Whether a line between rows groups them: 二、深化改革, or one character of a group written down the page."""
    ordinal = find_ordinal(text, *line)
    short = line.end - line.start <= LONGEST_GROUP and text[line.end - 1] != "。"
    return line.end - line.start == 1 and not text[line.start].isdigit() or bool(short and ordinal and ordinal.style in ("han", "han_paren"))


def _row(text: str, lines: list[Cell], columns: Columns, block: _Block, mark: re.Pattern) -> Row | None:
    lines = [_without_bar(text, line) for line in lines]
    numbered = _NUMBERED.match(text, *lines[0])
    number = Cell(lines[0].start, numbered.end())
    rest = trimmed(text, number.end, lines[0].end)
    alone = rest.start == rest.end  # then each line is a piece, else blanks part the pieces of a line
    pieces = [[]] if alone else [split_line(text, rest, mark)]
    pieces += [[line] if alone else split_line(text, line, mark) for line in lines[1:]]
    dealt, used = None, 0
    for count in [len(lines)] if block.bounded else range(1, len(lines) + 1):
        more = _deal(text, [piece for line in pieces[:count] for piece in line], columns)
        if dealt is not None and (more is None or columns.kinds[-1] not in ROLES):
            break  # below the last row only a list of agencies can be seen to go on
        dealt, used = more, count
    if dealt is None or not block.bounded and not alone and used < len(lines):
        return None  # the line after it may be the rest of its cells
    return Row((number, *dealt), block.groups)


def _deal(text: str, pieces: list[Cell], columns: Columns) -> list[Cell] | None:
    """The pieces as cells of the columns behind the number, if there is one way only."""
    kinds = columns.kinds[1:]
    if not len(kinds) <= len(pieces) <= _MOST_LINES:
        return None
    kinds = ["role" if kind in ROLES else "task" if kind in TASKS else kind if kind == "due" else "" for kind in kinds]
    valid: dict[tuple[str, int, int], bool] = {}
    # From the last column: the ways to deal out all pieces from one on, as the end of the first cell; None for several.
    ways: list[dict[int, int | None]] = [{} for _ in kinds] + [{len(pieces): len(pieces)}]
    for column in range(len(kinds) - 1, -1, -1):
        kind = kinds[column]
        for start in range(column, len(pieces)):
            for stop in range(start + 1, min(len(pieces), start + _SPREAD.get(kind, _MOST_LINES)) + 1):
                if stop not in ways[column + 1]:
                    continue
                key = (kind, start, stop)
                if key not in valid:
                    valid[key] = _is_cell(text, pieces[start:stop], kind)
                if valid[key]:
                    several = start in ways[column] or ways[column + 1][stop] is None
                    ways[column][start] = None if several else stop
    cells, start = [], 0
    for column in range(len(kinds)):
        stop = ways[column].get(start)
        if stop is None:
            return None
        cells.append(Cell(pieces[start].start, pieces[stop - 1].end))
        start = stop
    return cells


def _is_cell(text: str, pieces: list[Cell], kind: str) -> bool:
    """Whether pieces, one behind the other, can be a cell of a kind of column."""
    words = [piece.within(text) for piece in pieces]
    joined = "".join(words)
    if not kind:
        return True
    if joined.startswith(("、", ",")) or joined.endswith(("、", ",")):
        return False
    if kind == "role":
        return all(map(_is_list, words)) or bool(names := _names(joined)) and all(map(is_known, names))
    if kind == "due":
        return bool(_DATE.fullmatch(joined))
    return len(joined) >= _SHORTEST_TASK and not any(_is_list(piece, sure=True) or _DATE.fullmatch(piece) for piece in words)


def _names(words: str) -> list[str]:
    words = words.replace(" ", "").strip("。;、,")
    return [words[first:last] for first, last in split_agencies(words)]


def _is_list(words: str, sure: bool = False) -> bool:
    """True for nothing but agencies by their form; ``sure``: one of them known."""
    names = _names(words)
    return bool(names) and all(map(is_agency, names)) and (not sure or any(map(is_known, names)))
