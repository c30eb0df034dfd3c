"""What every request has to be and what every response says: for this machine, without scripts of others, without traces."""

import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

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
# The port is not looked at: what is refused is another name that leads here (DNS rebinding).
_LOOPBACK = re.compile(r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?", re.IGNORECASE)


def is_loopback(host: str) -> bool:
    """Whether a Host header names this machine itself."""
    return _LOOPBACK.fullmatch(host) is not None


class Safety:
    """ASGI middleware: refuses what does not come from this machine's own pages, and puts ``HEADERS`` on every response.

    A response that has set one of them itself keeps its own.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message):
            if message["type"] == "http.response.start":
                named = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *((name, value) for name, value in HEADERS.items() if name not in named)]
            await send(message)

        if refused := refuse(Request(scope)):
            await PlainTextResponse(refused[1] + "\n", refused[0])(scope, receive, send_safely)
            return
        await self.app(scope, receive, send_safely)


def refuse(request: Request) -> tuple[int, str] | None:
    """(status, reason) for a request that is not answered."""
    if not is_loopback(request.headers.get("host", "")):
        return 421, "this site answers to 127.0.0.1 and localhost only"
    if request.method not in ("GET", "HEAD") and (request.method, request.url.path) != ("POST", "/sparql"):
        return 405, "this site can only be read"
    most = LONGEST_QUERY if request.url.path == "/sparql" else LONGEST
    if len(request.scope.get("query_string", b"")) + len(request.scope.get("raw_path") or b"") > most:
        return 414, "the address is too long"
    # A page from elsewhere may link here, and do nothing else: no form, no script, no image whose work this machine does.
    if request.headers.get("sec-fetch-site") == "cross-site" and not (request.method == "GET" and request.headers.get("sec-fetch-mode") == "navigate" and request.url.path != "/sparql"):
        return 403, "requests from other sites are refused"
    origin = request.headers.get("origin")
    if origin is not None and origin != f"{request.url.scheme}://{request.headers.get('host')}":
        return 403, "requests from other sites are refused"
    return None
