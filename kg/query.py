"""Questions to the graph: run in a process of their own, with a time limit, read-only.

Oxigraph cannot stop a query, some kill the process that runs them (thousands of
nested brackets, strings that double), and SERVICE fetches from the network. So a
query runs in ``kg.query_worker``, which is killed when its time is up; what is
refused, and how that is found out, is said there.
"""

import importlib.util
import marshal
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import QueryError, QueryStopped
from kg.queries import Question
from kg.store import find_current

TIMEOUT = 60.0  # seconds
LONGEST = 7 * 86_400.0
MEMORY = 2 << 30  # bytes a query may take, where the system can limit it
LENGTH = 100_000  # characters of a query
NESTING = 100  # brackets inside brackets
ROOM = 256 << 20  # bytes of an answer that is sent on, where the system can limit it
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
_PROLOGUE = re.compile(r"(?:\s+|#[^\n\r]*|(?i:PREFIX)\s+[^\s:]*:\s*<[^>]*>|(?i:BASE)\s+<[^>]*>)*;?")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FROM = re.compile(r"(?<![?$\w])from(?!\w)")
_running: set[subprocess.Popen] = set()


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
        with open(Path(self._folder.name, "rows"), "rb") as rows:
            read = 0
            while read < self.count:
                batch = marshal.load(rows)
                read += len(batch)
                yield from batch

    def __enter__(self) -> "QueryResult":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        self._folder.cleanup()


def run_query(folder: Path, question: str | Question, timeout: float = TIMEOUT, limit: int | None = None) -> QueryResult:
    """The answer of the current graph under ``folder`` to a SELECT, ASK, CONSTRUCT or DESCRIBE, or to a named question.

    ``timeout`` in seconds; ``limit``: rows at most (None: all). The prefixes of
    the vocabulary are declared unless the query declares them. Raises QueryError
    with one line (does not parse, refused, stopped), WorkspaceError without a graph.
    """
    if isinstance(question, str):
        question = Question(question)
    check_size(question.sparql)
    timeout = min(timeout, LONGEST)
    request = {
        "graph": str(find_current(folder)),
        "sparql": question.sparql,
        "computed": question.computed,
        "parameters": question.parameters,
        "doubtful": screen(question.sparql),
        "seconds": timeout,
        "memory": MEMORY,
        "limit": limit,
    }
    kept = tempfile.TemporaryDirectory(prefix="policykg-", ignore_cleanup_errors=True)
    try:
        summary = _run_worker({**request, "rows": str(Path(kept.name, "rows"))}, timeout)
    except BaseException:
        kept.cleanup()
        raise
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


def serialize_query(folder: Path, sparql: str, forms: tuple[str | None, str | None], timeout: float = TIMEOUT) -> SerializedAnswer:
    """The answer of the current graph under ``folder`` in a standard format, with the types of its terms; close it.

    ``forms``: json, xml, csv or tsv for SELECT and ASK; ttl, nt, rdfxml or jsonld for CONSTRUCT and DESCRIBE. Limits and errors as of ``run_query``.
    """
    check_size(sparql)
    timeout = min(timeout, LONGEST)
    kept = tempfile.TemporaryDirectory(prefix="policykg-", ignore_cleanup_errors=True)
    path = Path(kept.name, "answer")
    try:
        request = {"graph": str(find_current(folder)), "sparql": sparql, "doubtful": screen(sparql), "seconds": timeout, "memory": MEMORY, "room": ROOM}
        answer = _run_worker({**request, "forms": forms, "answer": str(path)}, timeout)
    except BaseException:
        kept.cleanup()
        raise
    return SerializedAnswer(answer["form"], path, kept)


def screen(sparql: str) -> bool:
    """Raise QueryError for an update, by its first word; True when the query has to be parsed for SERVICE or FROM.

    What is doubtful goes to rdflib's parser in the worker; the letters of both words, written as they are or as
    escapes, stand in few others.
    """
    word = re.match(r"[A-Za-z]*", sparql[_PROLOGUE.match(sparql).end() :])[0].upper()
    if word in UPDATES:
        raise QueryError(f"refused: {word} changes or fetches data, and the graph is read-only")
    letters = (sparql + _ESCAPE.sub(lambda match: _decode(match[1] or match[2]), sparql)).casefold()
    return "service" in letters or _FROM.search(letters) is not None


def _decode(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else ""


def check_size(sparql: str) -> None:
    """Raise QueryError for what no person writes and a parser dies of. Brackets in strings count too."""
    if len(sparql) > LENGTH:
        raise QueryError(f"the query has {len(sparql)} characters, {LENGTH} are allowed")
    depth = 0
    for char in sparql:
        if char in "([{":
            depth += 1
            if depth > NESTING:
                raise QueryError(f"the query has more than {NESTING} brackets inside each other")
        elif char in ")]}":
            depth -= 1


def _run_worker(request: dict, timeout: float) -> dict:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # each thread would reserve memory
    with subprocess.Popen(_worker_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as worker:
        _running.add(worker)
        try:
            out, err = worker.communicate(marshal.dumps(request), timeout=timeout)
        except subprocess.TimeoutExpired:
            raise QueryStopped(f"the query was stopped after {timeout:g} seconds (--timeout allows more)") from None
        finally:
            worker.kill()
            _running.discard(worker)
    if worker.returncode:
        if b"memory" in err.lower():
            raise QueryStopped(f"the query was stopped: it needs more than {MEMORY >> 30} GB of memory")
        raise QueryStopped(f"the query was stopped: its process ended with code {worker.returncode}")
    answer = marshal.loads(out)
    if "error" in answer:
        raise (QueryStopped if answer.get("stopped") else QueryError)(answer["error"])
    return answer


def stop_queries() -> None:
    """End the queries that run in other threads, before this process ends; each raises QueryStopped there."""
    for worker in list(_running):
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
