"""Questions to the graph: run in a process of their own, with a time limit, read-only.

Oxigraph cannot stop a query, some kill the process that runs them (thousands of
nested brackets, strings that double), and SERVICE fetches from the network. So a
query runs in ``kg.query_worker``, which is killed when its time is up; what is
refused, and how that is found out, is said there.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError
from kg.queries import Question
from kg.store import find_current

TIMEOUT = 60.0  # seconds
LONGEST = 7 * 86_400.0
MEMORY = 2 << 30  # bytes a query may take, where the system can limit it
LENGTH = 100_000  # characters of a query
NESTING = 100  # brackets inside brackets


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
        with open(Path(self._folder.name, "rows"), encoding="utf-8") as rows:
            for row in rows:
                yield tuple(json.loads(row))

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
    root = str(Path(__file__).resolve().parent.parent)
    start = f"import sys; sys.path.append({root!r}); from kg.query_worker import main; main()"
    # -P: no file of the user's folder can stand for a module of ours.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # each thread would reserve memory
    command = [sys.executable, "-P", "-X", "utf8", "-c", start]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as worker:
        try:
            out, err = worker.communicate(json.dumps(request).encode("ascii"), timeout=timeout)
        except subprocess.TimeoutExpired:
            raise QueryError(f"the query was stopped after {timeout:g} seconds (--timeout allows more)") from None
        finally:
            worker.kill()
    if worker.returncode:
        if b"memory" in err.lower():
            raise QueryError(f"the query was stopped: it needs more than {MEMORY >> 30} GB of memory")
        raise QueryError(f"the query was stopped: its process ended with code {worker.returncode}")
    answer = json.loads(out)
    if "error" in answer:
        raise QueryError(answer["error"])
    return answer
