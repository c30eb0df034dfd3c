"""The graph of a build: made from scratch, or from the current one where little has changed; the same quads either way.

Each graph but that of the links has a mark, a digest of all that it is made from: one whose mark has not changed is as it
was. The links graph is made of blocks that have marks too (``kg.links_file``). Marks and lines lie in the folder of the
graph that they belong to.
"""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kg.errors import WorkspaceError
from kg.links_file import LINKS, change_links, keep_links
from kg.marks_file import MARKS, keep_marks, read_marks
from kg.rdf import Graphs
from kg.record_file import RecordFile
from kg.stats import count_graph, count_links, count_nodes, count_triples, keep_counts, load_counts
from kg.store import Store, find_current

_MADE_OF = "made-of"
_MOST = 4  # from scratch where more than one in so many graphs has changed


def load_graph(folder: Path, graphs: Graphs, records: RecordFile, salt: str, scratch: Path, fingerprint: str = "") -> tuple[Store, dict[str, int]]:
    """Make the graph current that holds ``graphs``, of which ``records`` are the records; it and its counts.

    ``salt``: what all depend on besides the records (the program, its tables); ``scratch``: a folder for what does not fit into
    memory; ``fingerprint``: of all that the graph is made of, which ``made_of`` says of it. Raises WorkspaceError as ``Store.build``.
    """
    marks, lines = graphs.marks(salt), scratch / LINKS
    try:
        with suppress(WorkspaceError):  # also of a graph that was damaged: it is made from scratch
            if change := _find_change(find_current(folder), marks, graphs, salt, lines):
                return change_graph(folder, change, graphs, records, marks, lines, fingerprint)
        described = chain(keep_links(lines, graphs.links(salt)), _lines_of(graphs, records, marks.keys()))
        store = Store.build(folder, described, lambda new: _leave_beside(new, lines, marks, graphs, None, fingerprint))
        return store, keep_counts(store, count_graph(store))
    finally:
        lines.unlink(missing_ok=True)


class Change(NamedTuple):
    """Marks' names: of graphs that are ``gone`` or made anew, and of those that are made ``anew`` or for the first time; the same of the links' lines."""

    gone: set[str]
    anew: set[str]
    less: set[str]
    more: set[str]


def _find_change(before: Path, marks: dict[str, str], graphs: Graphs, salt: str, lines: Path) -> Change | None:
    """None where too much has changed. ``lines``: where to keep those of the links. Raises WorkspaceError."""
    known = read_marks(before)
    anew = {name for name, mark in marks.items() if known.get(name) != mark}
    gone = known.keys() - marks.keys()
    if not (before / LINKS).is_file() or _MOST * len(anew | gone) > len(marks):
        return None
    try:
        less, more = change_links(lines, graphs.links(salt), before / LINKS)
    except (OSError, ValueError) as error:
        raise WorkspaceError(f"{lines} cannot be written: {error}") from error
    return Change(anew & known.keys() | gone, anew, less, more)


def change_graph(
    folder: Path, change: Change, graphs: Graphs, records: RecordFile, marks: dict[str, str], lines: Path, fingerprint: str
) -> tuple[Store, dict[str, int]]:
    """The graph before with what has changed, and its counts: what has not changed is not counted again.

    ``graphs``: those that are made anew, at least; ``marks``: of all; ``lines``: the file of the links', which is moved. Raises WorkspaceError.
    """
    before = find_current(folder)
    gone, anew = (sorted(map(graphs.name_of, names)) for names in (change.gone, change.anew))
    old = Store.open_current(folder)
    counts = Counter(load_counts(old))
    counts.subtract(count_nodes(old, gone) | {"triples": count_triples(old, gone)})
    del old
    store = Store.change(folder, gone, change.less, chain(change.more, _lines_of(graphs, records, change.anew)), lambda new: _leave_beside(new, lines, marks, graphs, before, fingerprint))
    counts.update(count_nodes(store, anew) | {"triples": count_triples(store, anew) + len(change.more) - len(change.less)})
    counts.subtract(count_links(change.less))
    counts.update(count_links(change.more))
    return store, keep_counts(store, dict(counts))


def _leave_beside(new: Path, lines: Path, marks: dict[str, str], graphs: Graphs, before: Path | None, fingerprint: str) -> None:
    """Leave in the folder of a new graph what belongs to it. Raises OSError."""
    shutil.move(lines, new / LINKS)
    keep_marks(new / MARKS, marks, graphs.made_of, before)
    (new / _MADE_OF).write_text(fingerprint, encoding="ascii")


def made_of(folder: Path) -> str:
    """The fingerprint of all that the current graph under ``folder`` was made of; "" where there is none, or nobody says."""
    try:
        return (find_current(folder) / _MADE_OF).read_text(encoding="ascii")
    except (OSError, ValueError, WorkspaceError):
        return ""


def _lines_of(graphs: Graphs, records: RecordFile, names: Iterable[str]) -> Iterator[str]:
    """The lines of the graphs with these marks' names."""
    for record in records.of_sources(names):
        yield from graphs.of_record(record)
    yield from graphs.of_catalogues(sorted(name for name in names if name.startswith("catalogue/")))
