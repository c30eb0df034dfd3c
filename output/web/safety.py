"""What every request has to be and what every response says: from who may ask, without scripts of others, without traces."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .access import Access

LONGEST = 4000  # bytes of an address; that of a query to the endpoint may be longer
LONGEST_QUERY = 120_000
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
HEADERS = {
    b"content-security-policy": STRICT.encode("ascii"),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-cache",
}
CORS = {b"access-control-expose-headers": b"Retry-After", b"cross-origin-resource-policy": b"cross-origin"}
PREFLIGHT = {b"access-control-allow-methods": b"GET, POST", b"access-control-allow-headers": b"Accept, Authorization, Content-Type", b"access-control-max-age": b"600"}
_ASK = (b"www-authenticate", b'Basic realm="policykg", charset="UTF-8"')


class Safety:
    """ASGI middleware: refuses what does not come from those who may ask, and puts ``HEADERS`` on every response.

    A response that has set one of them itself keeps its own. ``ask_for_token``: makes the page for who shows none.
    """

    def __init__(self, app: ASGIApp, access: Access = Access(), ask_for_token: Callable[[Request], Response] | None = None):
        self.app, self.access, self.ask_for_token = app, access, ask_for_token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        added = dict(HEADERS)
        if request.url.path == "/sparql" and self.access.origins:
            added[b"vary"] = b"Origin"
            if self.access.allows(origin := request.headers.get("origin")):
                added |= CORS | {b"access-control-allow-origin": origin.encode("ascii")}

        async def send_safely(message):
            if message["type"] == "http.response.start":
                named = {name.lower() for name, _ in message["headers"]} - {b"vary"}
                message["headers"] = [*message["headers"], *((name, value) for name, value in added.items() if name not in named)]
            await send(message)

        await (self._refuse(request) or self.app)(scope, receive, send_safely)

    def _refuse(self, request: Request) -> Response | None:
        if refused := refuse(request, self.access):
            return PlainTextResponse(refused[1] + "\n", refused[0])
        if request.method == "OPTIONS":  # asked by a browser before the request itself, without the token
            response = Response(status_code=204)
            response.raw_headers += PREFLIGHT.items()
            return response
        if request.url.path.startswith("/static/") or self.access.admits(request.headers.get("authorization")):
            return None
        response = self.ask_for_token(request) if self.ask_for_token and request.url.path != "/sparql" else PlainTextResponse("the token is missing or wrong\n", 401)
        response.raw_headers.append(_ASK)
        return response


def refuse(request: Request, access: Access) -> tuple[int, str] | None:
    """(status, reason) for a request that is not answered."""
    if not access.knows(request.headers.get("host", "")):
        return 421, "this site does not answer to that name" if access.open else "this site answers to 127.0.0.1 and localhost only"
    endpoint, origin = request.url.path == "/sparql", request.headers.get("origin")
    allowed = endpoint and access.allows(origin)
    if request.method not in ("GET", "HEAD") and not (endpoint and request.method == "POST") and not (allowed and request.method == "OPTIONS"):
        return 405, "this site can only be read"
    most = LONGEST_QUERY if endpoint else LONGEST
    if len(request.scope.get("query_string", b"")) + len(request.scope.get("raw_path") or b"") > most:
        return 414, "the address is too long"
    if allowed:
        return None
    # A page from elsewhere may link here, and do nothing else: no form, no script, no image whose work this machine does.
    if request.headers.get("sec-fetch-site") == "cross-site" and not (request.method == "GET" and request.headers.get("sec-fetch-mode") == "navigate" and not endpoint):
        return 403, "requests from other sites are refused"
    # Behind a proxy that speaks TLS the page is at https, and this site does not know.
    schemes = {request.url.scheme, "https"} if access.token else {request.url.scheme}
    if origin is not None and origin not in {f"{scheme}://{request.headers.get('host')}" for scheme in schemes}:
        return 403, "requests from other sites are refused"
    return None
