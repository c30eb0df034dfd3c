"""The lines of the links graph, kept beside it block by block: what has changed is found without making or comparing all of them."""

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from kg.rdf import LAST, Block
from kg.record_file import Row, read_batches, read_kept, written_rows

LINKS = "links.parquet"
_COLUMNS = ("name", "mark", "noted", "made_of", "lines")


def read_links(graph: Path) -> Iterator[str]:
    """The lines of the links graph, without their ends. Raises OSError or ValueError where they were not kept. ``graph``: the folder of one."""
    for batch in _batches(graph / LINKS, _COLUMNS[4:]):
        for lines in batch.column(0).to_pylist():
            yield from lines.split("\n")[:-1]


def keep_links(path: Path, blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of the blocks, which are a file at ``path`` when all have been taken. Raises OSError."""
    with written_rows(path, _schema(), compression="zstd") as write:
        for block in blocks:
            lines = block.make()
            write((block.name, block.mark, block.noted, block.made_of, "".join(lines)))
            yield from lines


def change_links(path: Path, blocks: Iterable[Block], before: Path) -> tuple[set[str], set[str]]:
    """Make the same file of the one ``before``, of which the blocks with known marks are taken; the lines that go, and those that come.

    Raises OSError or ValueError, also for a file that is damaged.
    """
    gone: set[str] = set()
    come: set[str] = set()
    kept = _kept(before)
    with written_rows(path, _schema(), compression="zstd") as write:
        name, mark, noted, row = next(kept, _NONE)
        for block in blocks:
            while name is not None and name < block.name:
                gone.update(_lines_in(row))
                name, mark, noted, row = next(kept, _NONE)
            known = name == block.name
            if known and block.mark and mark == block.mark:
                block.skip(noted)
                write(row)
            else:
                lines = block.make()
                write((block.name, block.mark, block.noted, block.made_of, "".join(lines)))
                old = _lines_in(row) if known else []
                if lines != old:
                    gone.update(old)
                    come.update(lines)
            if known:
                name, mark, noted, row = next(kept, _NONE)
        while name is not None:
            gone.update(_lines_in(row))
            name, mark, noted, row = next(kept, _NONE)
    return gone - come, come - gone


def change_blocks(path: Path, dropped: Container[str], anew: Mapping[str, Block], replaced: Mapping[str, str], before: Path) -> tuple[set[str], set[str]]:
    """The same where it is known what has changed: blocks that are ``dropped``, by name, those that are made ``anew``, and lines of the last one, each for another."""
    gone: set[str] = set()
    come: set[str] = set()
    waiting = sorted(anew)[::-1]
    with written_rows(path, _schema(), compression="zstd") as write:
        for name, _, noted, row in _kept(before):
            while waiting and waiting[-1] <= name:
                block = anew[waiting.pop()]
                lines = block.make()
                write((block.name, block.mark, block.noted, block.made_of, "".join(lines)))
                come.update(lines)
            if name == LAST:
                old = _lines_in(row)
                lines = [replaced.get(line, line) for line in old]
                write((name, "", noted, "", "".join(lines)))
                come.update(lines)
            elif name in dropped or name in anew:
                old = _lines_in(row)
            else:
                write(row)
                continue
            gone.update(old)
    return gone - come, come - gone


def read_made_of(graph: Path) -> dict[str, str]:
    """By the name of each block what it was made of. Raises OSError or ValueError where it was not kept. ``graph``: the folder of one."""
    return {name: told for batch in _batches(graph / LINKS, ("name", "made_of")) for name, told in zip(*(column.to_pylist() for column in batch.columns))}


_NONE = None, None, None, None


def _kept(path: Path) -> Iterator[tuple[str, str, str, Row]]:
    for said, row in read_kept(_batches(path, _COLUMNS), _COLUMNS[:3]):
        yield *said, row


def _lines_in(row: Row) -> list[str]:
    return [f"{line}\n" for line in row.batch.column("lines")[row.place].as_py().split("\n")[:-1]]


def _batches(path: Path, columns: tuple[str, ...]) -> Iterator:
    try:
        yield from read_batches(path, columns)
    except KeyError as error:
        raise ValueError(f"{path}: {error}") from error


def _schema():
    import pyarrow

    return pyarrow.schema([(name, pyarrow.string()) for name in _COLUMNS])
