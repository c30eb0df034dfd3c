"""Task tables 任务分工表, 责任清单: each row that divides work becomes a measure with its agencies and its due date.

Grammar: docs/grammar/tables.md. The rows are read in ``kg.duties.tables``; here they become measures
beside the document's numbered units, in place of those that a table's own lines look like.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from kg.agency_lists import is_agency, is_known
from kg.components import Match
from kg.duties.brackets import Brackets
from kg.duties.columns import ROLES, TASKS
from kg.duties.compact import compact
from kg.duties.lists import find_labelled, read_roles
from kg.duties.rows import Cell, Row, Table
from kg.duties.tables import find_tables
from kg.paragraphs import find_ordinal
from kg.text import parse_numeral

_HEADED = re.compile(r"单位|部门|主体|机构|科室|处室|分工")  # no table divides work without one of these
_NUMBER = re.compile(r"\(?(?:(?P<path>\d{1,4}(?:[.-]\d{1,3})*)|(?P<han>[一二三四五六七八九十]{1,3}))[)、.]*")
_TOTAL = re.compile(r"[\s合总小]*计")
_STRETCH = re.compile(r"(?:\([^()]*\)|[^,;。\n])+")
_MARK = re.compile(r"[、,;。:\n]")
_LONGEST_NAME = 46  # characters; no agency has as many
_LINE_END = re.compile(r"\n")
_SHORTEST = 4  # characters of a task


@dataclass
class _Measure:
    """A row, or several that share their task, on the way to a measure; ``path`` as in its id."""

    path: str
    start: int
    end: int
    cells: list[Match]
    named: set[tuple[str, str]] = field(default_factory=set)


def find_table_measures(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """The cells of all rows that are measures, ref = the measure's id: part, then unit and group above, then number.

    Labels: ``row`` (the row), ``heading`` (its task up to 。), ``words`` (a cell that says what to do), ``due`` (the
    cell with the date), a role (an agency); and ``table`` for the table as a whole, without ref.
    """
    if not found["body"] or not _HEADED.search(text):
        return []
    tables = [(table, _Reader(text, table).read()) for table in find_tables(text, found["body"][0].start, found["body"][0].end)]
    tables = [(table, rows) for table, rows in tables if any(cell.label in ROLES for row in rows for cell in row.cells)]
    matches = [Match(table.start, table.end, "table") for table, _ in tables]
    taken = {measure.ref for measure in found["measures"] if not _is_inside(measure, matches)}
    times: dict[str, int] = {}
    for table, rows in tables:
        part = next((part.ref for part in found["parts"] if part.start <= table.start < part.end), "")
        above = bisect_left(found["measures"], table.start, key=_start) - 1
        heads = above >= 0 and _leads_to(text, found["measures"][above], table.start)
        unit = found["measures"][above].ref.rpartition("/")[2] if heads else ""
        for row in rows:
            ref = written = f"{part}/" * bool(part) + f"{unit}." * bool(unit) + row.path
            while ref in taken:  # a document that counts wrongly: ids stay unique
                times[written] = times.get(written, 1) + 1
                ref = f"{written}~{times[written]}"
            taken.add(ref)
            matches += [Match(row.start, row.end, "row", ref), *(cell._replace(ref=ref) for cell in row.cells)]
    return matches


def add_measures(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """The layer ``measures`` with the rows of tables: units end where a table begins; lines of a table are no units."""
    tables = [match for match in found["task_cells"] if match.label == "table"]
    if not tables:
        return found["measures"]
    kept = []
    for measure in found["measures"]:
        if _is_inside(measure, tables):
            continue
        following = bisect_left(tables, measure.start, key=_start)
        table = tables[following].start if following < len(tables) else len(text)
        if table >= measure.end:
            kept.append(measure)
        elif not _leads_to(text, measure, table):
            kept.append(measure._replace(end=measure.start + len(text[measure.start : table].rstrip())))
    return kept + [match._replace(label="task") for match in found["task_cells"] if match.label == "row"]


def add_headings(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """The layer ``headings`` with those of the rows, without those of units that are no measures any more."""
    if not found["task_cells"]:
        return found["headings"]
    measures = {measure.ref: measure for measure in found["measures"]}
    kept = [m for m in found["headings"] if m.ref in measures and measures[m.ref].start <= m.start <= measures[m.ref].end]
    return kept + [match for match in found["task_cells"] if match.label == "heading"]


def _is_inside(measure: Match, tables: list[Match]) -> bool:
    before = bisect_right(tables, measure.start, key=_start) - 1
    return before >= 0 and measure.start < tables[before].end


def _start(match: Match) -> int:
    return match.start


def _leads_to(text: str, measure: Match, table: int) -> bool:
    """True for a unit that only heads a table (三、任务分工): the rows are its items, it is no measure itself."""
    return measure.label in ("task", "safeguard") and measure.start < table < measure.end and "。" not in text[measure.start : table]


class _Reader:
    """One table on its way to measures."""

    def __init__(self, text: str, table: Table):
        self.text, self.table = text, table
        columns = table.columns
        self.roles, self.dues = columns.of(*ROLES), columns.of("due")
        self.number = columns.first("number")
        self.task = columns.first(*TASKS)
        self.heading = self._heading_column()
        self.count = 0

    def _heading_column(self) -> int:
        """The column whose cells are the headings: the task's, or where a task spans several rows that of its steps."""
        finer = [column for column in self.table.columns.of("task", "step", "detail") if column > self.task]
        below = [row for row in self.table.rows if not _is_filled(row, self.task)]
        for column in finer:
            if any(_is_filled(row, column) and not _is_filled(row, self.task) for row in below):
                return column
        return self.task

    def read(self) -> list[_Measure]:
        measures: list[_Measure] = []
        for rows in self._under_one_task():
            measures += self._measures_of(rows)
        return measures

    def _under_one_task(self) -> list[list[Row]]:
        """The rows, together with those below them whose task cell is empty: it spans them."""
        spans: list[list[Row]] = []
        for row in self.table.rows:
            if _is_filled(row, self.task):
                spans.append([row])
            elif spans and row.groups == spans[-1][-1].groups:
                spans[-1].append(row)
        return spans

    def _measures_of(self, rows: list[Row]) -> list[_Measure]:
        first, below = rows[0], rows[1:]
        # A cell of the first row speaks for all rows where no other fills its column: it spans them.
        roles_span = bool(below) and not any(_is_filled(row, column) for row in below for column in self.roles)
        due_spans = bool(below) and not any(_is_filled(row, column) for row in below for column in self.dues)
        numbered_apart = self.number is not None and any(_is_filled(row, self.number) for row in below)
        measures: list[_Measure] = []
        for row in rows:
            column = self.heading if _is_filled(row, self.heading) else self.task
            if _is_filled(row, column):
                path = self._path(row, rows, column, len(measures), numbered_apart)
                made = self._open(row, column, path)
                speaks = any(_is_filled(r, c) for r in (row, first if roles_span else row) for c in self.roles)
                if made is None or not (speaks or self.number is not None and _is_filled(row, self.number)):
                    continue
                measures.append(made)
                self._add(made, row, first if roles_span else row, first if due_spans else row)
            elif measures:
                self._add(measures[-1], row, row, row)
                measures[-1].end = max(measures[-1].end, row.end)
        return measures

    def _path(self, row: Row, rows: list[Row], column: int, made: int, numbered_apart: bool) -> str:
        """The ordinals of a row: of the groups above it, its number, and its place among the steps of one task."""
        own = _numeral(row.cells[self.number].within(self.text)) if self.number is not None else None
        shared = _numeral(rows[0].cells[self.number].within(self.text)) if self.number is not None else None
        steps = column != self.task and len(rows) > 1 and not numbered_apart
        if not made or not steps:
            ordinal = find_ordinal(self.text, *row.cells[column]) if self.number is None and not steps else None
            self.count = ordinal.value if ordinal else self.count + 1
        number = (shared if steps else own) or str(self.count)
        return ".".join([*map(str, row.groups), number, *([str(made + 1)] if steps else [])])

    def _open(self, row: Row, column: int, path: str) -> _Measure | None:
        cell = row.cells[column]
        ordinal = find_ordinal(self.text, *cell)
        start = ordinal.end if ordinal and ordinal.end < cell.end else cell.start
        stop = self.text.find("。", start, cell.end)
        end = stop if stop > start else cell.end
        words = self.text[start:end].rstrip(" \n:;。、")
        if len(words) < _SHORTEST or _TOTAL.fullmatch(words):
            return None
        says = [row.cells[i] for i in self.table.columns.of(*TASKS, "goal") if _is_filled(row, i)]
        cells = [Match(start, start + len(words), "heading"), *(Match(*cell, "words") for cell in says)]
        return _Measure(path, row.start, row.end, cells)

    def _add(self, measure: _Measure, row: Row, roles: Row, due: Row) -> None:
        """Give a measure the agencies of one row and the date of another."""
        for column in self.roles:
            for agency in _agencies(self.text, roles.cells[column], self.table.columns.kinds[column], self.table.first_leads):
                key = (self.text[agency.start : agency.end], agency.label)
                if key not in measure.named:
                    measure.named.add(key)
                    measure.cells.append(agency)
        measure.cells += [Match(*due.cells[column], "due") for column in self.dues if _is_filled(due, column)]


def _is_filled(row: Row, column: int) -> bool:
    return row.cells[column].start < row.cells[column].end


def _numeral(words: str) -> str | None:
    """12, 3.1 and (一) as they stand in an id: 12, 3.1, 1."""
    match = _NUMBER.fullmatch(words.strip())
    if not match:
        return None
    if match["han"]:
        value = parse_numeral(match["han"])
        return str(value) if value else None
    return ".".join(str(int(piece)) for piece in re.split(r"[.-]", match["path"]))


def _agencies(text: str, cell: Cell, role: str, first_leads: bool) -> list[Match]:
    """The agencies of one cell: each in the role that the cell says (牵头单位：…, …牵头, …配合), else in its column's."""
    if cell.start == cell.end:
        return []
    words, at = compact(text, cell.start, cell.end, [match.start() for match in _LINE_END.finditer(text, cell.start, cell.end)])
    words = _parted(words.replace("\n", " "))
    labelled = find_labelled(words, Brackets(words))
    if labelled:
        duties = [duty for clause in labelled for duty in clause[2]]
    else:  # 市教育局，市财政局配合: each stretch has its own word or none
        duties = [duty for piece in _STRETCH.finditer(words) for duty in read_roles(words, *piece.span(), role) or ()]
    duties = [duty for duty in sorted(duties) if is_agency(words[duty.start : duty.end])]
    found = [Match(at[duty.start], at[duty.end - 1] + 1, duty.role) for duty in duties]
    if first_leads and len(found) > 1 and all(agency.label == "responsible" for agency in found):
        found[0] = found[0]._replace(label="lead")
    return found


def _parted(words: str) -> str:
    """Compact words with 、 for each blank that parts two agencies of a cell, one below the other."""
    first, *rest = words.split(" ")
    made, left = [first], _MARK.split(first)[-1]
    for piece in rest:
        marks = _MARK.split(piece)
        apart = is_agency(left) and is_agency(marks[0]) and not is_known(left + marks[0])
        made += ["、" if apart else " ", piece]
        left = marks[-1] if apart or len(marks) > 1 else (left + piece)[-_LONGEST_NAME:]
    return "".join(made)
