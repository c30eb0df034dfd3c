"""The graph of a build: made from scratch, or from the current one where little has changed; the same quads either way.

Each graph but that of the links has a mark, a digest of all that it is made from: one whose mark has not changed is as it
was. Of the links graph all lines are made each time and held against those of the graph before. Marks and lines lie in
the folder of the graph that they belong to.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import chain, islice
from pathlib import Path

from kg.database import open_database
from kg.errors import WorkspaceError
from kg.rdf import Graphs
from kg.record_file import RecordFile
from kg.store import Store, find_current

_MARKS, _LINES = "marks.json", "links.parquet"
_MOST = 4  # from scratch where more than one in so many graphs has changed
_AT_ONCE = 50_000  # lines written together
_READ_AT_ONCE = 5_000


def load_graph(folder: Path, graphs: Graphs, records: RecordFile, salt: str, scratch: Path) -> Store:
    """Make the graph current that holds ``graphs``, of which ``records`` are the records.

    ``salt``: what all depend on besides the records (the program, its tables); ``scratch``: a folder for what does not fit into
    memory. Raises WorkspaceError as ``Store.build``.
    """
    marks, lines = graphs.marks(salt), scratch / _LINES

    def beside(new: Path) -> None:
        shutil.move(lines, new / _LINES)
        (new / _MARKS).write_text(json.dumps(marks), encoding="ascii")

    try:
        with suppress(WorkspaceError):  # also of a graph that was damaged: it is made from scratch
            if changes := _changes(find_current(folder), marks, graphs, records, lines):
                return Store.change(folder, *changes, beside)
        return Store.build(folder, chain(_kept(graphs.of_links(), lines), _lines_of(graphs, records, marks.keys())), beside)
    finally:
        lines.unlink(missing_ok=True)


def _changes(before: Path, marks: dict[str, str], graphs: Graphs, records: RecordFile, lines: Path) -> tuple[Iterable[str], ...] | None:
    """Graphs and lines that go, and lines that come; None where too much has changed. ``lines``: where to keep those of the links."""
    known = read_marks(before)
    changed = {name for name, mark in marks.items() if known.get(name) != mark}
    gone = known.keys() - marks.keys()
    if not (before / _LINES).is_file() or _MOST * len(changed | gone) > len(marks):
        return None
    try:
        for _ in _kept(graphs.of_links(), lines):
            pass
    except OSError as error:
        raise WorkspaceError(f"{lines} cannot be written: {error}") from error
    old = sorted(map(graphs.name_of, changed & known.keys() | gone))
    return old, _difference(before / _LINES, lines, lines.parent), chain(_difference(lines, before / _LINES, lines.parent), _lines_of(graphs, records, changed))


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
