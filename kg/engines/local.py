"""Extraction over many sources on this machine: one process, or several that share nothing.

What comes out does not depend on how many there are: results stand in the order
of the sources. Workers are spawned, not forked (Windows has no fork), get file
names and give records and texts back, never a Doc. They leave Ctrl-C to their parent and
end when it is gone.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import connection
from typing import NamedTuple

from kg.errors import ReadError
from kg.reading import STDIN, Source, read
from kg.records import PolicyText, Record
from kg.texts import pack_text

AHEAD = 8  # sources given to each process before its results are asked for
_WORTH_A_PROCESS = 4  # sources: a process needs one to two seconds to load the pipeline

Extract = Callable[[PolicyText], Record]


class Extracted(NamedTuple):
    """A record, and the text that its offsets point into, as ``kg.texts`` keeps it."""

    record: Record
    packed: bytes


def extract_source(source: Source, extract: Extract | None = None) -> Record | ReadError:
    """The record of one source, or why it has none."""
    return _record(extract_with_text(source, extract))


def extract_with_text(source: Source, extract: Extract | None = None) -> Extracted | ReadError:
    """The record of one source and its text, or why it has none. Nothing is raised: one odd file does not stop a run."""
    if extract is None:
        from kg.extract import extract_record as extract
    try:
        policy = read(source.path, source.name)
        return Extracted(extract(policy), pack_text(policy.text))
    except ReadError as error:
        return error
    except Exception as error:  # a document must not raise: what does is an error of ours, and is reported as one
        return ReadError(source.path, f"internal error, please report it: {type(error).__name__}: {error}")


def extract_sources(
    sources: Iterable[Source], jobs: int = 1, extract: Extract | None = None
) -> Iterator[Record | ReadError]:
    """One record or error for each source, in their order, as they become ready; arguments as of ``extract_texts``."""
    yield from map(_record, extract_texts(sources, jobs, extract))


def extract_texts(
    sources: Iterable[Source], jobs: int = 1, extract: Extract | None = None
) -> Iterator[Extracted | ReadError]:
    """One result for each source, in their order, as they become ready.

    Args:
        sources: files to read; stdin (``-``) is read in this process.
        jobs: processes at most; a few files are not worth a second one.
        extract: PolicyText → Record, importable by name where ``jobs`` > 1; by default ``kg.extract.extract_record``.
    """
    sources = list(sources)
    work = partial(extract_with_text, extract=extract)
    jobs = min(jobs, len(sources) // _WORTH_A_PROCESS)
    if jobs <= 1:
        yield from map(work, sources)
        return
    waiting = deque(sources)
    while waiting:
        yield from _run_pool(waiting, jobs, work)
        if waiting:  # a process died on one of the first sources: alone in a pool it does no harm to others
            for _ in range(min(jobs * AHEAD, len(waiting))):
                yield from _run_alone(waiting.popleft(), work)


def _record(result: Extracted | ReadError) -> Record | ReadError:
    return result.record if isinstance(result, Extracted) else result


def _run_pool(waiting: deque[Source], jobs: int, work: Callable) -> Iterator[Extracted | ReadError]:
    """Results of sources from the left of ``waiting``, which is empty afterwards unless a process died."""
    running: deque = deque()
    pool = _open_pool(jobs)
    try:
        upcoming = iter(tuple(waiting))
        while True:
            while len(running) < jobs * AHEAD and (source := next(upcoming, None)) is not None:
                running.append(None if source.path == STDIN else pool.submit(work, source))
            if not running:
                return
            task = running.popleft()
            result = work(waiting[0]) if task is None else task.result()
            waiting.popleft()
            yield result
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _run_alone(source: Source, work: Callable) -> Iterator[Extracted | ReadError]:
    if source.path == STDIN:
        yield work(source)
        return
    with _open_pool(1) as pool:
        try:
            yield pool.submit(work, source).result()
        except BrokenProcessPool:
            yield ReadError(source.path, "reading it ended the process (out of memory, or an error in a library)")


def _open_pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    connection.wait([multiprocessing.parent_process().sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
