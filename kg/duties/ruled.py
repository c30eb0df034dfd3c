"""Tables with a row a line and | between the cells, as reading writes those of pages, Word and Markdown.

Grammar: docs/grammar/tables.md.
"""

import re

from kg.duties.columns import column_kind, head_of, read_columns
from kg.duties.rows import LONGEST_GROUP, NUMBER, Cell, Groups, Row, Table, split_line
from kg.paragraphs import find_ordinal

_BETWEEN = 3  # lines that may stand between two rows: the title and (续表) of a new page, a group
_BAR = re.compile(r"\|")
_RULE = re.compile(r"[\s|:+=-]+")
_PAGE_HEAD = re.compile(r"\(?续表?\)?|- *\d{1,3} *-|.{0,40}表")


def read_ruled(text: str, lines: list[Cell], at: int) -> tuple[Table, int] | None:
    """The table whose heads are line ``at``, and the line after its last row; None where that is no such line."""
    framed = text[lines[at].start] == "|" == text[lines[at].end - 1]
    heads = [cell.within(text) for cell in _cells(text, lines[at], framed)]
    below = [cell.within(text) for cell in _cells(text, lines[at + 1], framed)] if at + 1 < len(lines) else []
    columns, of_heads = read_columns(heads, below) if len(below) > 1 else None, 2
    if columns is None:
        columns, of_heads = read_columns(heads), 1
    if columns is None:
        return None
    repeated = [[head_of(words) for words in row if words.strip()] for row in (heads, below)[:of_heads]]
    table = Table(columns, lines[at].start)
    groups, between, grouped = Groups(), 0, False
    at += of_heads
    after = at
    while at < len(lines) and between <= _BETWEEN:
        line = lines[at]
        cells = _cells(text, line, framed)
        filled = [cell for cell in cells if cell.start < cell.end]
        words = [head_of(cell.within(text)) for cell in filled]
        at += 1
        if len(cells) > 1 and words in repeated:
            if grouped:
                break  # a table of its own below a heading of its own
            after = at
        elif len(cells) > 1 and _are_heads(words):
            break  # the heads of another table
        elif _groups_rows(text, cells, filled):
            between += 1
            if not _PAGE_HEAD.fullmatch(filled[0].within(text)):
                groups.open(text, filled[0])
                grouped = True
        elif len(cells) == 1:
            break
        elif len(cells) == len(columns.kinds) and filled and not _RULE.fullmatch(text, *line):
            table.rows.append(Row(tuple(cells), groups.path()))
            after, between, grouped = at, 0, False
        else:
            between += not _RULE.fullmatch(text, *line)
    return table, after


def _cells(text: str, line: Cell, framed: bool) -> list[Cell]:
    """The cells of a line; in a framed table the line begins and ends with a border."""
    cells = split_line(text, line, _BAR)
    return cells[1:-1] if framed and len(cells) > 2 and text[line.start] == "|" == text[line.end - 1] else cells


def _are_heads(words: list[str]) -> bool:
    kinds = [column_kind(word) for word in words]
    return kinds[:1] == ["number"] or sum(kind is not None for kind in kinds) * 2 > len(kinds)


def _groups_rows(text: str, cells: list[Cell], filled: list[Cell]) -> bool:
    """Whether a line of one cell stands over the rows below it: 二、深化改革 across the table."""
    if len(filled) != 1:
        return False
    words = filled[0].within(text)
    if len(cells) > 1:
        ordinal = find_ordinal(text, *filled[0])
        return bool(ordinal and ordinal.style in ("han", "han_paren")) or cells[0] is filled[0] and not NUMBER.fullmatch(words)
    return len(words) <= LONGEST_GROUP and not words.endswith(("。", ":")) and not words.startswith(("附件", "注:", "备注"))
