"""``/sparql`` by the SPARQL 1.1 Protocol: queries only, each in the worker with its limits, the answer whole before a status is sent."""

import threading
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from kg.errors import QueryError, QueryStopped, WorkspaceError
from kg.query import Stopper, serialize_query
from kg.query_limits import Limits

from .accept import choose
from .turns import RETRY, Busy, Turns

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
KEPT = 1 << 30  # bytes of answers that clients have not taken yet; small ones are always kept
SMALL = 1 << 20
_BYTES = 4  # of a character of a query at most; in a form it takes up to nine, but no query of people does

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
    """The endpoint over the current graph under ``graph_folder()``."""

    def __init__(self, graph_folder, limits: Limits, turns: Turns):
        self.graph_folder, self.limits, self.turns = graph_folder, limits, turns
        self._lock, self._kept = threading.Lock(), 0

    async def answer(self, request: Request) -> Response:
        try:
            query = await _read_query(request, self.limits.length)
        except _Refused as refused:
            return PlainTextResponse(refused.reason + "\n", refused.status)
        if query is None:
            address = str(request.url.replace(query=""))
            return Response(_DESCRIPTION.format(address=address), media_type="text/turtle")
        accept = request.headers.get("accept")
        forms = choose(accept, ROWS), choose(accept, TRIPLES)
        if forms == (None, None):
            return PlainTextResponse(_offers(), 406)
        try:
            return await self.turns.run(request, lambda stopper: self._run(query, forms, stopper))
        except Busy as busy:
            return _later(busy)

    def _run(self, query: str, forms: tuple[str | None, str | None], stopper: Stopper) -> Response:
        try:
            answer = serialize_query(self.graph_folder(), query, forms, self.limits, stopper)
        except QueryStopped as error:
            return _later(error)
        except QueryError as error:
            return PlainTextResponse(f"{error}\n", 400)
        except WorkspaceError as error:
            return _later(error)
        if answer.form is None:
            answer.close()
            return PlainTextResponse(_offers(), 406)
        size = answer.path.stat().st_size
        with self._lock:
            full = size > SMALL and self._kept + size > KEPT
            self._kept += 0 if full else size
        if full:
            answer.close()
            return _later("busy: other answers of this size are being sent")

        def done() -> None:
            answer.close()
            with self._lock:
                self._kept -= size

        return KeptFile(answer.path, done, media_type=SENT_AS[answer.form], headers={"Vary": "Accept"})


class KeptFile(FileResponse):
    """A file that is removed when it has been sent, and also when the client left before."""

    def __init__(self, path, done, **options):
        super().__init__(path, **options)
        self._done = done

    async def __call__(self, scope, receive, send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._done()


def _later(reason) -> Response:
    return PlainTextResponse(f"{reason}\n", 503, {"Retry-After": RETRY})


class _Refused(Exception):
    def __init__(self, status: int, reason: str):
        self.status, self.reason = status, reason


async def _read_query(request: Request, length: int) -> str | None:
    """The query of a GET, a form or a body; None for a GET that asks nothing. Raises _Refused."""
    parameters = list(request.query_params.multi_items())
    query = None
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/sparql-query":
            query = _decode(await _read_body(request, length))
        elif kind == "application/x-www-form-urlencoded":
            try:
                parameters += parse_qsl(_decode(await _read_body(request, length)), keep_blank_values=True, errors="strict", max_num_fields=50)
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


async def _read_body(request: Request, length: int) -> bytes:
    too_long = _Refused(413, f"a query has at most {length} characters")
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > _BYTES * length:
        raise too_long  # before any of it is read
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > _BYTES * length:
                raise too_long
    except ClientDisconnect:
        raise _Refused(408, "the query did not come in time") from None
    return bytes(body)


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise _Refused(400, "the query is not UTF-8") from None


def _offers() -> str:
    return "offered are, for SELECT and ASK: " + ", ".join(ROWS) + "; for CONSTRUCT and DESCRIBE: " + ", ".join(TRIPLES) + "\n"
