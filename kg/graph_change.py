"""The graph of a build: made from scratch, or from the current one where little has changed; the same quads either way.

Each graph but that of the links has a mark, a digest of all that it is made from: one whose mark has not changed is as it
was. Of the links graph all lines are made each time and held against those of the graph before. Marks and lines lie in
the folder of the graph that they belong to.
"""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from kg.database import open_database
from kg.errors import WorkspaceError
from kg.rdf import Graphs
from kg.record_file import RecordFile
from kg.stats import count_graph, count_nodes, count_triples, keep_counts, load_counts
from kg.store import Store, find_current

_MARKS, _LINES = "marks.json", "links.parquet"
_MOST = 4  # from scratch where more than one in so many graphs has changed
_AT_ONCE = 50_000  # lines written together
_READ_AT_ONCE = 5_000


def load_graph(folder: Path, graphs: Graphs, records: RecordFile, salt: str, scratch: Path) -> tuple[Store, dict[str, int]]:
    """Make the graph current that holds ``graphs``, of which ``records`` are the records; it and its counts.

    ``salt``: what all depend on besides the records (the program, its tables); ``scratch``: a folder for what does not fit into
    memory. Raises WorkspaceError as ``Store.build``.
    """
    marks, lines = graphs.marks(salt), scratch / _LINES

    def beside(new: Path) -> None:
        shutil.move(lines, new / _LINES)
        (new / _MARKS).write_text(json.dumps(marks), encoding="ascii")

    try:
        with suppress(WorkspaceError):  # also of a graph that was damaged: it is made from scratch
            if change := _find_change(find_current(folder), marks, graphs, lines):
                return _change(folder, change, graphs, records, lines, beside)
        store = Store.build(folder, chain(_kept(graphs.of_links(), lines), _lines_of(graphs, records, marks.keys())), beside)
        return store, keep_counts(store, count_graph(store))
    finally:
        lines.unlink(missing_ok=True)


class _Change(NamedTuple):
    """Marks' names: of graphs that are ``gone`` or made anew, and of those that are made ``anew`` or for the first time."""

    before: Path
    gone: set[str]
    anew: set[str]


def _find_change(before: Path, marks: dict[str, str], graphs: Graphs, lines: Path) -> _Change | None:
    """None where too much has changed. ``lines``: where to keep those of the links."""
    known = read_marks(before)
    anew = {name for name, mark in marks.items() if known.get(name) != mark}
    gone = known.keys() - marks.keys()
    if not (before / _LINES).is_file() or _MOST * len(anew | gone) > len(marks):
        return None
    try:
        for _ in _kept(graphs.of_links(), lines):
            pass
    except OSError as error:
        raise WorkspaceError(f"{lines} cannot be written: {error}") from error
    return _Change(before, anew & known.keys() | gone, anew)


def _change(
    folder: Path, change: _Change, graphs: Graphs, records: RecordFile, lines: Path, beside: Callable[[Path], None]
) -> tuple[Store, dict[str, int]]:
    """The graph before with what has changed, and its counts: what has not changed is not counted again."""
    gone, anew = (sorted(map(graphs.name_of, names)) for names in (change.gone, change.anew))
    old = Store.open_current(folder)
    counts = Counter(load_counts(old))
    counts.subtract(count_nodes(old, [*gone, graphs.links_name]) | {"triples": count_triples(old, gone)})
    del old
    less, more = (_Counted(_difference(*pair, lines.parent)) for pair in ((change.before / _LINES, lines), (lines, change.before / _LINES)))
    store = Store.change(folder, gone, less, chain(more, _lines_of(graphs, records, change.anew)), beside)
    counts.update(count_nodes(store, [*anew, graphs.links_name]) | {"triples": count_triples(store, anew) + more.count - less.count})
    return store, keep_counts(store, dict(counts))


class _Counted:
    """``lines``, and how many have been taken."""

    def __init__(self, lines: Iterator[str]):
        self._lines, self.count = lines, 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.count += 1
            yield line


def read_marks(graph: Path) -> dict[str, str]:
    """By the sha256 of each source a digest of all that its graph was made from; {} where nobody says. ``graph``: the folder of one."""
    try:
        marks = json.loads((graph / _MARKS).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    return marks if isinstance(marks, dict) else {}


def read_links(graph: Path) -> Iterator[str]:
    """The lines of the links graph, some of them twice. Raises OSError or ValueError where they were not kept. ``graph``: the folder of one."""
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(graph / _LINES, pre_buffer=False) as kept:
        for together in kept.iter_batches(_READ_AT_ONCE, use_threads=False):
            yield from together.column(0).to_pylist()


def _lines_of(graphs: Graphs, records: RecordFile, names: Iterable[str]) -> Iterator[str]:
    """The lines of the graphs with these marks' names."""
    for record in records.of_sources(names):
        yield from graphs.of_record(record)
    yield from graphs.of_catalogues(sorted(name for name in names if name.startswith("catalogue/")))


def _kept(lines: Iterable[str], path: Path) -> Iterator[str]:
    """The lines, which are in the file at ``path`` when all have been taken."""
    import pyarrow
    import pyarrow.parquet

    schema = pyarrow.schema([("line", pyarrow.string())])
    lines = iter(lines)
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while together := list(islice(lines, _AT_ONCE)):
            writer.write_table(pyarrow.table([pyarrow.array(together, pyarrow.string())], schema=schema))
            yield from together


def _difference(one: Path, other: Path, scratch: Path) -> Iterator[str]:
    """The lines of one file that the other has not. Raises OSError."""
    from duckdb import Error

    try:
        with closing(open_database(scratch)) as database:
            found = database.execute("SELECT line FROM read_parquet(?) EXCEPT SELECT line FROM read_parquet(?)", [str(one), str(other)])
            while rows := found.fetchmany(_AT_ONCE):
                yield from (line for (line,) in rows)
    except Error as error:
        raise OSError(str(error)) from error
