"""Questions to the graph: run in a process of their own, within limits, read-only.

Oxigraph cannot stop a query, some kill the process that runs them (thousands of
nested brackets, strings that double), and SERVICE fetches from the network. So a
query runs in ``kg.query_worker``, which is killed when its time is up; what is
refused, and how that is found out, is said in ``kg.query_text`` and there.
"""

import importlib.util
import marshal
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from kg.errors import QueryError, QueryStopped, WorkspaceError
from kg.queries import Question
from kg.query_limits import Limits
from kg.query_rows import read_rows, write_size
from kg.query_text import screen
from kg.store import find_current

_running: set[subprocess.Popen] = set()
_waiting: list[subprocess.Popen] = []  # started ahead, one at most but for a race
_STACK = (-11, -6, 3221225725)  # ended by a signal; Windows: STATUS_STACK_OVERFLOW


@dataclass
class QueryResult:
    """The rows of an answer, read from a temporary file: use it in ``with``, or close it.

    ``columns``: the header; ``types``: for each column ``integer``, ``number``
    or ``text``, by what all its values are; ``count``: rows there are to read;
    ``more``: whether a row limit cut the answer. Iterating gives tuples of plain
    lexical values, None where unbound. ASK has one column ``answer`` with true or
    false, CONSTRUCT and DESCRIBE have ``subject``, ``predicate``, ``object``.
    """

    columns: tuple[str, ...]
    types: tuple[str, ...]
    count: int
    more: bool
    _folder: tempfile.TemporaryDirectory

    def __iter__(self) -> Iterator[tuple[str | None, ...]]:
        return read_rows(str(Path(self._folder.name, "rows")))

    def __enter__(self) -> "QueryResult":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        self._folder.cleanup()


class Stopper:
    """Ends a query from another thread, also one that has not begun: ``stop(reason)``; the query raises QueryStopped with the reason."""

    def __init__(self):
        self.reason: str | None = None
        self._worker: subprocess.Popen | None = None
        self._lock = Lock()

    def stop(self, reason: str) -> None:
        with self._lock:
            self.reason = self.reason or reason
            if self._worker is not None:
                self._worker.kill()

    def watch(self, worker: subprocess.Popen) -> None:
        with self._lock:
            self._worker = worker
            if self.reason is not None:
                worker.kill()


def start_ahead(folder: Path) -> None:
    """Start the process of the next query, unless one waits already: it loads its modules and opens the current graph under ``folder`` meanwhile.

    A query that comes for another graph is answered all the same. Call it from a thread that lives as long as the queries
    asked from it, since Linux ends a process with the thread that started it. Nothing happens where there is no graph.
    """
    if not _waiting:
        with suppress(WorkspaceError, OSError):
            _waiting.append(_start_worker(str(find_current(folder))))


def run_query(folder: Path, question: str | Question, limits: Limits = Limits(), limit: int | None = None, stopper: Stopper | None = None) -> QueryResult:
    """The answer of the current graph under ``folder`` to a SELECT, ASK, CONSTRUCT or DESCRIBE, or to a named question.

    ``limit``: rows that are read, more are cut off (None: all). The prefixes of
    the vocabulary are declared unless the query declares them. Raises QueryError
    with one line (does not parse, refused, over a limit), WorkspaceError without a graph.
    """
    if isinstance(question, str):
        question = Question(question)
    with _made_request(folder, question.sparql, limits) as (request, kept):
        request |= {"computed": question.computed, "parameters": question.parameters, "limit": limit, "file": str(Path(kept.name, "rows"))}
        summary = _run_worker(request, limits, stopper)
    return QueryResult(
        tuple(summary["columns"]), tuple(summary["types"]), summary["count"], summary["more"], kept
    )


@dataclass
class SerializedAnswer:
    """A whole answer in a temporary file; ``form`` is its format, None where none of those asked for fits its kind."""

    form: str | None
    path: Path
    _folder: tempfile.TemporaryDirectory

    def close(self) -> None:
        self._folder.cleanup()


def serialize_query(folder: Path, sparql: str, forms: tuple[str | None, str | None], limits: Limits = Limits(), stopper: Stopper | None = None) -> SerializedAnswer:
    """The answer of the current graph under ``folder`` in a standard format, with the types of its terms; close it.

    ``forms``: json, xml, csv or tsv for SELECT and ASK; ttl, nt, rdfxml or jsonld for CONSTRUCT and DESCRIBE. Errors as of ``run_query``.
    """
    with _made_request(folder, sparql, limits) as (request, kept):
        path = Path(kept.name, "answer")
        answer = _run_worker({**request, "forms": forms, "file": str(path)}, limits, stopper)
    return SerializedAnswer(answer["form"], path, kept)


@contextmanager
def _made_request(folder: Path, sparql: str, limits: Limits):
    """What every worker is told, and a folder for its answer, which is removed where the query fails."""
    request = {
        "doubtful": screen(sparql, limits), "graph": str(find_current(folder)), "sparql": sparql, "parent": os.getpid(),
        "seconds": limits.wait, "memory": limits.memory, "rows": limits.rows, "size": limits.size,
    }  # fmt: skip
    kept = tempfile.TemporaryDirectory(prefix="policykg-", ignore_cleanup_errors=True)
    try:
        yield request, kept
    except BaseException:
        kept.cleanup()
        raise


def _start_worker(graph: str = "") -> subprocess.Popen:
    """A process that waits for one request; it opens ``graph`` at once where that is named."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "RUST_BACKTRACE": "0", "MALLOC_ARENA_MAX": "2"}  # or threads and traces reserve its memory
    return subprocess.Popen([*_worker_command(), graph], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def _take_worker() -> subprocess.Popen:
    while _waiting:
        with suppress(IndexError):  # another thread was faster
            worker = _waiting.pop()
            if worker.poll() is None:
                return worker
            worker.communicate()  # it has ended by itself: nothing is kept of it
    return _start_worker()


def _run_worker(request: dict, limits: Limits, stopper: Stopper | None) -> dict:
    asked = marshal.dumps(request)
    with _take_worker() as worker:
        _running.add(worker)
        try:
            if stopper is not None:
                stopper.watch(worker)
            out, err = worker.communicate(asked, timeout=limits.wait)
        except subprocess.TimeoutExpired:
            raise QueryStopped(f"the query was stopped after {limits.wait:g} seconds (--timeout allows more)") from None
        finally:
            worker.kill()
            _running.discard(worker)
    if worker.returncode:
        if stopper is not None and stopper.reason:
            raise QueryStopped(stopper.reason)
        raise QueryStopped(_explain_end(worker.returncode, err, limits))
    answer = marshal.loads(out)
    if "error" in answer:
        raise (QueryStopped if answer.get("stopped") else QueryError)(answer["error"])
    return answer


def _explain_end(code: int, said: bytes, limits: Limits) -> str:
    if any(word in said for word in (b"memory", b"Memory", b"bad_alloc", b"temporarily unavailable")):  # of Rust, Python, C++ and a thread
        return f"the query was stopped: it needs more than {write_size(limits.memory)} of memory (--max-memory allows more)"
    if code in _STACK:
        return "the query was stopped: it broke the engine; thousands of parts behind or inside each other do that, ask in smaller parts (VALUES, IN)"
    return f"the query was stopped: its process ended with code {code}"


def stop_queries() -> None:
    """End the queries that run in other threads and the process that waits, before this one ends; each query raises QueryStopped there."""
    for worker in [*_running, *_waiting]:
        worker.kill()


@cache
def _worker_command() -> list[str]:
    """Python with the worker, and with nothing of the user's folder (-P), where a file could stand for a module of ours.

    Without ``site`` (-S) it starts faster; the folders of installed packages are named instead.
    """
    packages = [path for path in sys.path if os.path.basename(path) in ("site-packages", "dist-packages")]
    oxigraph = importlib.util.find_spec("pyoxigraph").submodule_search_locations[0]
    plain = os.path.dirname(oxigraph) in packages
    paths = [str(Path(__file__).resolve().parent.parent), *(packages if plain else [])]
    start = f"import sys; sys.path += {paths!r}; from kg.query_worker import main; main()"
    return [sys.executable, "-P", *(["-S"] if plain else []), "-X", "utf8", "-c", start]
