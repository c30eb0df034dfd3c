"""``/sparql`` by the SPARQL 1.1 Protocol: queries only, each in the worker with its limits, the answer whole before a status is sent."""

import threading
from urllib.parse import parse_qsl

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from kg.errors import QueryError, QueryStopped, WorkspaceError
from kg.query import LENGTH, TIMEOUT, serialize_query

from .accept import choose

ROWS = {
    "application/sparql-results+json": "json", "application/json": "json", "application/sparql-results+xml": "xml", "application/xml": "xml",
    "text/csv": "csv", "text/tab-separated-values": "tsv",
}  # fmt: skip
TRIPLES = {
    "text/turtle": "ttl", "application/n-triples": "nt", "text/plain": "nt", "application/rdf+xml": "rdfxml", "application/xml": "rdfxml",
    "application/ld+json": "jsonld", "application/json": "jsonld",
}  # fmt: skip
SENT_AS = {
    "json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values",
    "ttl": "text/turtle", "nt": "application/n-triples", "rdfxml": "application/rdf+xml", "jsonld": "application/ld+json",
}  # fmt: skip
AT_ONCE = 4  # queries that run; others wait for their turn
WAIT = 20.0  # seconds
_BODY = 4 * LENGTH  # bytes; a character of a form takes up to nine, but no query of people does

_DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

<{address}> a sd:Service ;
    sd:endpoint <{address}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV, formats:SPARQL_Results_TSV,
        formats:Turtle, formats:N-Triples, formats:RDF_XML, formats:JSON-LD .
"""


class Endpoint:
    """The endpoint over the current graph under ``graph_folder()``; ``timeout`` in seconds."""

    def __init__(self, graph_folder, timeout: float = TIMEOUT):
        self.graph_folder, self.timeout = graph_folder, timeout
        self._turns = threading.Semaphore(AT_ONCE)

    async def answer(self, request: Request) -> Response:
        try:
            query = await _read_query(request)
        except _Refused as refused:
            return PlainTextResponse(refused.reason + "\n", refused.status)
        if query is None:
            address = str(request.url.replace(query=""))
            return Response(_DESCRIPTION.format(address=address), media_type="text/turtle")
        accept = request.headers.get("accept")
        forms = choose(accept, ROWS), choose(accept, TRIPLES)
        if forms == (None, None):
            return PlainTextResponse(_offers(), 406)
        return await run_in_threadpool(self._run, query, forms)

    def _run(self, query: str, forms: tuple[str | None, str | None]) -> Response:
        if not self._turns.acquire(timeout=WAIT):
            return PlainTextResponse(f"busy: {AT_ONCE} queries are running\n", 503, {"Retry-After": "10"})
        try:
            answer = serialize_query(self.graph_folder(), query, forms, self.timeout)
        except QueryStopped as error:
            return PlainTextResponse(f"{error}\n", 503)
        except QueryError as error:
            return PlainTextResponse(f"{error}\n", 400)
        except WorkspaceError as error:
            return PlainTextResponse(f"{error}\n", 503)
        finally:
            self._turns.release()
        if answer.form is None:
            answer.close()
            return PlainTextResponse(_offers(), 406)
        return FileResponse(answer.path, media_type=SENT_AS[answer.form], headers={"Vary": "Accept"}, background=BackgroundTask(answer.close))


class _Refused(Exception):
    def __init__(self, status: int, reason: str):
        self.status, self.reason = status, reason


async def _read_query(request: Request) -> str | None:
    """The query of a GET, a form or a body; None for a GET that asks nothing. Raises _Refused."""
    parameters = list(request.query_params.multi_items())
    query = None
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/sparql-query":
            query = _decode(await _read_body(request))
        elif kind == "application/x-www-form-urlencoded":
            try:
                parameters += parse_qsl(_decode(await _read_body(request)), keep_blank_values=True, errors="strict", max_num_fields=50)
            except ValueError:
                raise _Refused(400, "the form cannot be read: percent-encoded UTF-8 is expected") from None
        elif kind == "application/sparql-update":
            raise _Refused(403, "refused: the graph is read-only")
        else:
            raise _Refused(415, "POST takes application/sparql-query or application/x-www-form-urlencoded")
    names = [name for name, _ in parameters]
    if "update" in names:
        raise _Refused(403, "refused: the graph is read-only")
    if {"default-graph-uri", "named-graph-uri"} & set(names):
        raise _Refused(400, "default-graph-uri and named-graph-uri are not taken: queries read the union of all graphs; name others with FROM in the query")
    given = [value for name, value in parameters if name == "query"]
    if query is not None:
        if given:
            raise _Refused(400, "the query is in the body: no query parameter may be given too")
        return query
    if len(given) > 1:
        raise _Refused(400, "one query parameter is allowed")
    if not given and (request.method == "POST" or names):
        raise _Refused(400, "there is no query parameter")
    return given[0] if given else None


async def _read_body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BODY:
            raise _Refused(413, f"a query has at most {LENGTH} characters")
    return body


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise _Refused(400, "the query is not UTF-8") from None


def _offers() -> str:
    return "offered are, for SELECT and ASK: " + ", ".join(ROWS) + "; for CONSTRUCT and DESCRIBE: " + ", ".join(TRIPLES) + "\n"
