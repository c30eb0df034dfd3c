"""Lines in byte order, also when they are more than the memory holds."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice

CHUNK = 1_000_000  # lines sorted in memory at once, about 200 MB


def sorted_lines(lines: Iterable[str | bytes], chunk: int = CHUNK) -> Iterator[bytes]:
    """The lines as UTF-8, sorted by bytes, each once; more than ``chunk`` lines go through temporary files."""
    lines = iter(lines)
    with ExitStack() as files:
        runs = []
        while part := list(islice(lines, chunk)):
            ordered = sorted({line.encode("utf-8") if isinstance(line, str) else line for line in part})
            if len(part) < chunk and not runs:
                yield from ordered
                return
            run = files.enter_context(tempfile.TemporaryFile())
            run.writelines(ordered)
            run.seek(0)
            runs.append(run)
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                yield line
                last = line
