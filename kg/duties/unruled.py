"""Tables whose borders are lost, where what is what is certain all the same.

Listed: a cell a line, in the order of the columns. Spaced: a row a line, blanks between the cells. Both begin with
序号 and count; agencies must stand where the heads say, dates too. Grammar: docs/grammar/tables.md.
"""

import re

from kg.agency_lists import is_agency, is_known, split_agencies
from kg.duties.columns import ROLES, TASKS, Columns, column_kind, head_of, read_columns
from kg.duties.rows import LONGEST_GROUP, NUMBER, Cell, Groups, Row, Table, split_line, trimmed
from kg.paragraphs import find_ordinal

_MOST_HEADS = 9
_LEAST_HEADS = 3
_SHORTEST_TASK = 4
_LONGEST_DATE = 30
_DATED = re.compile(r"\d|年|月|季度|长期|持续|常态|全程|按时|即时|实时")
_BLANK = re.compile(r" +")
_WIDE_BLANK = re.compile(r" {2,}")
_BEGINS = re.compile(r"附件|注:|备注|抄送|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章条]")


def read_listed(text: str, lines: list[Cell], at: int) -> tuple[Table, int] | None:
    """The table with a cell a line whose first head is line ``at``, and the line after its last row.

    A row is a number and as many lines as there are other heads; only in tables of 序号, task and agencies may
    the task run over several lines and the agencies stand one below the other.
    """
    heads: list[str] = []
    for line in lines[at : at + _MOST_HEADS]:
        head = head_of(_without_bar(text, line).within(text))
        if column_kind(head) is None:
            break
        heads.append(head)
    columns = read_columns(heads) if len(heads) >= _LEAST_HEADS and column_kind(heads[0]) == "number" else None
    if columns is None:
        return None
    table = Table(columns, lines[at].start)
    groups, number, misfits = Groups(), 0, 0
    here = after = at + len(heads)
    while here < len(lines):
        line = _without_bar(text, lines[here])
        if not NUMBER.fullmatch(text, *line):
            if not _is_group(text, line):
                break
            groups.open(text, line)
            here += 1
            continue
        last, number = number, _value(text, line)
        if not (number > last or number == 1):
            break
        stop = next((n for n in range(here + 1, len(lines)) if NUMBER.fullmatch(text, *_without_bar(text, lines[n]))), len(lines))
        goes_on = stop < len(lines) and _value(text, lines[stop]) == number + 1
        cells = _cells_of_row(text, lines[here + 1 : stop], len(heads), goes_on)
        row = Row((line, *cells[: len(heads) - 1]), groups.path())
        if not _fits(text, row, columns) or goes_on and len(cells) >= len(heads):
            misfits += 1
            if misfits > len(table.rows) + 1:
                return None
            here = stop
            continue
        table.rows.append(row)
        here = after = next((n for n in range(here + 1, stop) if lines[n].start >= row.end), stop)
        if len(cells) >= len(heads):
            break  # the text goes on below the table's last row
    return (table, after) if len(table.rows) > max(1, 4 * misfits) else None


def read_spaced(text: str, lines: list[Cell], at: int) -> tuple[Table, int] | None:
    """The table with a row a line, blanks between its cells, whose heads are line ``at``, and the line after its last row.

    It ends at the first line that does not fit; that line may be the rest of the row before, which is left out then.
    """
    mark = _WIDE_BLANK if "  " in lines[at].within(text) else _BLANK
    columns = read_columns([cell.within(text) for cell in split_line(text, lines[at], mark)])
    if columns is None or len(columns.kinds) < _LEAST_HEADS or columns.kinds[0] != "number":
        return None
    table = Table(columns, lines[at].start)
    groups, number = Groups(), 0
    for here in range(at + 1, len(lines)):
        row = Row(tuple(split_line(text, lines[here], mark)), groups.path())
        if _fits(text, row, columns) and _value(text, row.cells[0]) > number:
            number = _value(text, row.cells[0])
            table.rows.append(row)
        elif _is_group(text, lines[here]):
            groups.open(text, lines[here])
        else:
            if table.rows and table.rows[-1].end == lines[here - 1].end and not _BEGINS.match(text, *lines[here]):
                table.rows.pop()
            break
    return (table, here) if len(table.rows) > 1 else None


def _without_bar(text: str, line: Cell) -> Cell:
    """A line without the border that some sites leave at its end."""
    return trimmed(text, line.start, line.end - text.endswith("|", *line))


def _value(text: str, cell: Cell) -> int:
    return int(re.match(r"\d+", cell.within(text)).group())


def _is_group(text: str, line: Cell) -> bool:
    """Whether a line between rows groups them: 二、深化改革, or one character of a group written down the page."""
    ordinal = find_ordinal(text, *line)
    short = line.end - line.start <= LONGEST_GROUP and text[line.end - 1] != "。"
    return line.end - line.start == 1 and not text[line.start].isdigit() or bool(short and ordinal and ordinal.style in ("han", "han_paren"))


def _cells_of_row(text: str, lines: list[Cell], heads: int, goes_on: bool) -> list[Cell]:
    """The cells behind a number: a line that ends in a mark, or has a line in brackets below it, goes on."""
    lines = [_without_bar(text, line) for line in lines]
    while lines and _is_group(text, lines[-1]):
        lines.pop()
    cells: list[Cell] = []
    for line in lines:
        if cells and (text[cells[-1].end - 1] in "、,(" or text[line.start] in "(、,"):
            cells[-1] = Cell(cells[-1].start, line.end)
        else:
            cells.append(line)
    first = next((n for n, cell in enumerate(cells) if n and _is_list(text, cell, sure=True)), None) if heads == _LEAST_HEADS else None
    if first is None:
        return cells
    end = next((n for n in range(first, len(cells)) if not _is_list(text, cells[n])), len(cells))
    if end < len(cells) and goes_on:
        return cells
    return [Cell(cells[0].start, cells[first - 1].end), Cell(cells[first].start, cells[end - 1].end), *cells[end:]]


def _is_list(text: str, cell: Cell, sure: bool = False) -> bool:
    """True for nothing but agencies by their form, in one line or one below the other; ``sure``: one of them known."""
    words = re.sub(r"\s*\n\s*", "、", cell.within(text)).replace(" ", "").rstrip("。;")
    spans = split_agencies(words)
    names = [words[first:last] for first, last in spans]
    return bool(names) and all(map(is_agency, names)) and (not sure or any(map(is_known, names)))


def _fits(text: str, row: Row, columns: Columns) -> bool:
    """Whether the cells of a row are what the heads above them say."""
    if len(row.cells) != len(columns.kinds) or not NUMBER.fullmatch(text, *row.cells[0]):
        return False
    for cell, kind in zip(row.cells[1:], columns.kinds[1:]):
        words = cell.within(text)
        if kind in ROLES and not _is_list(text, cell) or kind == "due" and not (_DATED.search(words) and len(words) <= _LONGEST_DATE):
            return False
        if kind in TASKS and (len(words) < _SHORTEST_TASK or _is_list(text, cell, sure=True)):
            return False
    return True
