"""Questions to a SPARQL server: the same answers in the same form as from the graph of a workspace.

What would be refused there is refused here, before anything is sent. The answer is taken as SPARQL 1.1 results in JSON
(of CONSTRUCT and DESCRIBE as N-Triples) and comes whole or not at all: a server that cuts answers off is found out by its headers.
"""

import json
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path
from urllib.parse import urlencode

from kg.errors import EndpointError, QueryError, QueryStopped
from kg.queries import Question
from kg.query import QueryResult
from kg.query_limits import Limits
from kg.query_rows import NUMERIC, TooLarge, write_rows
from kg.query_text import first_word, screen
from kg.remote.server import Answer, Server
from kg.vocab import PREFIXES

_JSON, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def ask_endpoint(server: Server, question: str | Question, limits: Limits = Limits(), limit: int | None = None) -> QueryResult:
    """The answer of a server to a SELECT, ASK, CONSTRUCT or DESCRIBE, or to a named question; its default graph has to be the union of all.

    ``limits``: its seconds are for the whole; ``limit``: rows that are read, more are cut off (None: all). Raises QueryError and EndpointError with one line.
    """
    if isinstance(question, str):
        question = Question(question)
    if screen(question.sparql, limits):
        from kg.query_worker import Refused, check_query  # a real parse, which takes rdflib

        try:
            check_query(question.sparql)
        except Refused as error:
            raise QueryError(str(error)) from None
    form = first_word(question.sparql)
    if form not in _FORMS:
        raise QueryError("the query does not parse: it has to begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    answer = _ask(server, _declare(question.sparql), _JSON if form in ("SELECT", "ASK") else _TRIPLES, limits.seconds)
    columns, rows = _read_rows(answer, server) if form in ("SELECT", "ASK") else _read_triples(answer)
    if question.computed:
        from kg.computed import COMPUTED  # networkx takes longer to load than most answers to arrive

        plain = ({name: cell and cell[0] for name, cell in zip(columns, row)} for row in rows)
        columns, made = COMPUTED[question.computed](plain, question.parameters)
        rows = (tuple(None if cell is None else _cell(cell) for cell in row) for row in made)
    return _keep(tuple(columns), rows, limits, limit)


def _ask(server: Server, sparql: str, accept: str, timeout: float) -> Answer:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
    form = urlencode({"query": sparql}).encode("ascii")
    try:
        answer = server.send("POST", None, form, headers, waits=(), deadline=time.monotonic() + timeout)
    except TimeoutError:
        raise QueryStopped(f"the query was given up after {timeout:g} seconds (--timeout allows more)") from None
    if answer.status in (400, 500) and answer.explain():
        raise QueryError(f"{server.url} did not answer: {answer.explain()}")
    server.check(answer)
    if answer.headers.get("x-sql-state") or answer.headers.get("x-sparql-maxrows"):  # Virtuoso's ways to cut an answer
        most = answer.headers.get("x-sparql-maxrows")
        raise QueryStopped(f"{server.url} cut the answer off " + (f"at {most} rows: ask for less (LIMIT) or raise its ResultSetMaxRows" if most else "when its time was up"))
    return answer


def _declare(sparql: str) -> str:
    """The query with those prefixes of the vocabulary that it uses and does not declare."""
    used = [name for name in PREFIXES if re.search(rf"(?<![\w.-]){name}:", sparql)]
    free = [name for name in used if not re.search(rf"(?i:PREFIX)\s+{name}:", sparql)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in free) + sparql


Cell = tuple[str, str]  # plain words, and what they are: integer, number, text


def _read_rows(answer: Answer, server: Server) -> tuple[list[str], Iterator[tuple[Cell | None, ...]]]:
    try:
        said = json.loads(answer.body)
        if "boolean" in said:
            return ["answer"], iter([(("true" if said["boolean"] else "false", "text"),)])
        columns = [str(name) for name in said["head"]["vars"]]
        bindings = said["results"]["bindings"]
        rows = [tuple(_term(binding.get(name)) for name in columns) for binding in bindings]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise EndpointError(f"{server.url} did not answer with SPARQL results: is this the address for queries?") from None
    return columns, iter(rows)


def _term(said: dict | None) -> Cell | None:
    if said is None:
        return None
    kind, value = said["type"], said["value"]
    if kind == "bnode":
        return f"_:{value}", "text"
    if not isinstance(value, str):
        raise ValueError("a term that is no string")
    return value, NUMERIC.get(said.get("datatype"), "text")


def _cell(value: str | int | float) -> Cell:
    """A cell of a computed answer, in the words in which the embedded store would give it."""
    from kg.store import lexical_of

    kind = "text" if isinstance(value, (bool, str)) else "integer" if isinstance(value, int) else "number"
    return lexical_of(value), kind


def _read_triples(answer: Answer) -> tuple[list[str], Iterator[tuple[Cell, ...]]]:
    from kg.store import read_triples

    try:
        rows = list(read_triples(answer.body))
    except SyntaxError as error:
        raise EndpointError(f"the answer is no N-Triples: {error}") from None
    return ["subject", "predicate", "object"], (tuple((cell, "text") for cell in row) for row in rows)


def _keep(columns: tuple[str, ...], rows: Iterable[tuple[Cell | None, ...]], limits: Limits, limit: int | None) -> QueryResult:
    """The rows in a temporary file, as ``QueryResult`` reads them."""
    kept = tempfile.TemporaryDirectory(prefix="policykg-", ignore_cleanup_errors=True)
    try:
        kinds, count, more = write_rows(str(Path(kept.name, "rows")), len(columns), rows, itemgetter(0), itemgetter(1), limits.rows, limits.size, limit)
    except TooLarge as error:
        kept.cleanup()
        raise QueryStopped(str(error)) from None
    return QueryResult(columns, tuple(kinds), count, more, kept)
