"""The tables of a text that divide work, in whatever form reading or the source has left them."""

import re

from kg.duties.columns import says_first_leads
from kg.duties.rows import Table, trimmed
from kg.duties.ruled import read_ruled
from kg.duties.unruled import read_unruled

_LINE = re.compile(r"[^\n]+")
_COUNTS = re.compile(r"序 *号|编 *号|项 *次|任务 *序号|任务 *编号")  # the first head of a table without borders
_NOTE = 160  # characters before and after a table in which a note says who leads


def find_tables(text: str, start: int, end: int) -> list[Table]:
    """The tables with rows between two offsets of a folded text, in its order, none overlapping."""
    lines = [trimmed(text, *match.span()) for match in _LINE.finditer(text, start, end)]
    lines = [line for line in lines if line.start < line.end]
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        found = read_ruled(text, lines, at) if "|" in lines[at].within(text) else None
        if found is None and _COUNTS.match(text, *lines[at]):
            found = read_unruled(text, lines, at)
        if found is None:
            at += 1
            continue
        table, at = found
        if table.rows:
            beside = text[max(start, table.start - _NOTE) : table.start], text[table.end : min(end, table.end + _NOTE)]
            table.first_leads = table.columns.first_leads or any(map(says_first_leads, beside))
            tables.append(table)
    return tables
