"""What the graph of each source was made of, in one file beside the graph: its mark, and what linking said of the source."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from kg.record_file import Row, read_batches, read_kept, written_rows

MARKS = "marks.parquet"
_COLUMNS = ("name", "mark", "made_of")


def read_marks(graph: Path) -> dict[str, str]:
    """By the sha256 of each source a digest of all that its graph was made from; {} where nobody says. ``graph``: the folder of one."""
    try:
        return {name: mark for batch in _batches(graph, _COLUMNS[:2]) for name, mark in zip(*(column.to_pylist() for column in batch.columns))}
    except OSError:
        return {}


def read_made_of(graph: Path, names: Collection[str]) -> dict[str, str]:
    """By their marks' names what these graphs were made of (``Graphs.made_of``). Raises OSError where that was not kept."""
    found = {}
    for batch in _batches(graph, _COLUMNS):
        told = batch.column("made_of")
        found |= {name: told[place].as_py() for place, name in enumerate(batch.column("name").to_pylist()) if name in names}
    return found


def keep_marks(path: Path, marks: dict[str, str], made_of: Callable[[str], str], before: Path | None = None) -> None:
    """Write the file of a graph with these ``marks``; ``made_of``: asked for those that the graph in the folder ``before`` has not. Raises OSError."""
    import pyarrow

    with written_rows(path, pyarrow.schema([(name, pyarrow.string()) for name in _COLUMNS]), compression="zstd") as write:
        kept = _rows(before) if before else iter(())
        name, mark, row = next(kept, _NONE)
        for wanted in sorted(marks):
            while name is not None and name < wanted:
                name, mark, row = next(kept, _NONE)
            write(row if (name, mark) == (wanted, marks[wanted]) else (wanted, marks[wanted], made_of(wanted)))


_NONE = None, None, None


def _rows(graph: Path) -> Iterator[tuple[str, str, Row]]:
    for said, row in read_kept(_batches(graph, _COLUMNS), _COLUMNS[:2]):
        yield *said, row


def _batches(graph: Path, columns: tuple[str, ...]) -> Iterator:
    try:
        yield from read_batches(graph / MARKS, columns)
    except (KeyError, ValueError) as error:
        raise OSError(f"{graph / MARKS}: {error}") from error
