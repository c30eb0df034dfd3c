"""The quads of a build on a cluster: each source's are made where its record lies, all are sorted and written in parts there.

The lines of the links graph and of catalogues, which depend on all records, come from the driver.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.engines.program import Program
from kg.rdf import Graphs, quads_told
from kg.records import Record
from kg.remote.bulk import take_parts

_LINES = "line string"
_TOLD = "SELECT json, substr(value, 66) AS told FROM told JOIN records ON sha256 = substr(value, 1, 64)"


def write_quads(session, graphs: Graphs, catalogues: Iterable[str], folder: Path, scratch: Path, program: Program) -> dict:
    """All lines, sorted, in gzipped parts with their manifest, which is given back (``kg.remote.bulk``).

    ``session``: with the table ``records``; ``catalogues``: their sha256; ``scratch``: an empty folder that all machines share.
    """
    _write_text(scratch / "told.txt", (f"{sha256} {graphs.told_of(sha256)}\n" for sha256 in graphs.sources))
    _write_text(scratch / "lines.txt", _lines_of_driver(graphs, catalogues))
    session.read.text(str(scratch / "told.txt"), lineSep="\n").createOrReplaceTempView("told")
    # Written before they are sorted: sorting goes over them twice, to see where to cut and to cut.
    session.sql(_TOLD).mapInArrow(_Quads(graphs.base, program), _LINES).write.text(str(scratch / "sources"), lineSep="\n")
    lines = session.read.text([str(scratch / "lines.txt"), str(scratch / "sources")], lineSep="\n")
    lines.orderBy("value").write.text(str(scratch / "sorted"), compression="gzip", lineSep="\n")
    return take_parts(sorted((scratch / "sorted").glob("part-*.gz")), folder)


def _write_text(path: Path, lines: Iterable[str]) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines)


def _lines_of_driver(graphs: Graphs, catalogues: Iterable[str]) -> Iterator[str]:
    """Each once: none stands in two graphs, nor in two blocks of one."""
    yield from graphs.of_links()
    for sha256 in sorted(catalogues):
        yield from dict.fromkeys(graphs.of_catalogues([sha256]))


class _Quads:
    """A task over batches of records and what linking says of them."""

    def __init__(self, base: str, program: Program):
        self.base, self.program = base, program

    def __call__(self, batches: Iterable) -> Iterator:
        import pyarrow

        self.program.use()
        for batch in batches:
            for json, told in zip(*(column.to_pylist() for column in batch.columns)):
                lines = dict.fromkeys(filter(None, quads_told(Record.from_json(json), told, self.base)))
                yield pyarrow.RecordBatch.from_arrays([pyarrow.array([line[:-1] for line in lines], pyarrow.string())], names=["line"])
