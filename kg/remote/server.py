"""One server of SPARQL over HTTP: who we are to it, what is tried again, and what its refusals mean.

Credentials come from the environment only (``POLICYKG_ENDPOINT_USER`` with ``_PASSWORD``, or ``_TOKEN``) and stand in
no address, message or log. A password is sent when the server asks for one, by Digest where it offers that. Redirects
are not followed: they would take credentials and data elsewhere. Every request of ours may be sent twice.
"""

import base64
import hashlib
import http.client
import os
import re
import secrets
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlencode, urlsplit
from urllib.request import parse_http_list, parse_keqv_list

from kg.errors import EndpointError

USER, PASSWORD, TOKEN = "POLICYKG_ENDPOINT_USER", "POLICYKG_ENDPOINT_PASSWORD", "POLICYKG_ENDPOINT_TOKEN"
LARGEST = 1 << 30  # bytes of an answer
WAITS = (0.3, 1.0, 3.0, 8.0)  # seconds before another attempt
_LONGEST_WAIT = 30.0
_BUSY = (429, 502, 503, 504)
_BLOCK = 1 << 16
_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\U0010ffff]+")


@dataclass(frozen=True)
class Answer:
    """What a server answered; ``headers`` by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes

    def explain(self) -> str:
        """The server's own words, one short line."""
        if "html" in self.headers.get("content-type", ""):
            return ""
        return _UNPRINTABLE.sub(" ", self.body[:2000].decode("utf-8", "replace")).strip()[:200]


class Server:
    """An address of a server, with a connection that stays open between requests: use it in ``with``.

    Raises EndpointError for an address that is none or that holds a password, and for whatever goes wrong with it.
    """

    def __init__(self, url: str, environment: Mapping[str, str] = os.environ, timeout: float = 60.0):
        self.parts = _split(url)
        self.url, self.timeout = url, timeout
        self._user, self._password = environment.get(USER, ""), environment.get(PASSWORD, "")
        self._token = environment.get(TOKEN, "")
        if any(char in self._user + self._token + self._password for char in "\r\n\0"):
            raise EndpointError("user, password and token may not hold line breaks")
        self._challenge: dict[str, str] | None = None  # what the server last asked for; None: nothing yet
        self._count = 0
        self._connection: http.client.HTTPConnection | None = None

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def is_open_to_others(self) -> bool:
        """True where credentials would cross a network unencrypted."""
        local = self.parts.hostname in ("localhost", "::1") or (self.parts.hostname or "").startswith("127.")
        return self.parts.scheme == "http" and not local and bool(self._user or self._token)

    def send(
        self, method: str, parameters: Mapping[str, str] | None = None, body: bytes = b"", headers: Mapping[str, str] | None = None,
        waits: tuple[float, ...] = WAITS, deadline: float | None = None,
    ) -> Answer:  # fmt: skip
        """The answer to one request, whatever its status; tried again after each of ``waits`` while the server is busy or away.

        ``deadline``: of ``time.monotonic``, after which TimeoutError is raised.
        """
        query = "&".join(filter(None, (self.parts.query, urlencode(parameters or {}))))
        target = (self.parts.path or "/") + (f"?{query}" if query else "")
        for wait in (*waits, None):
            answer = failure = None
            try:
                answer = self._send(method, target, body, dict(headers or {}), deadline)
            except TimeoutError as error:
                self.close()
                if deadline is not None and time.monotonic() >= deadline:
                    raise
                failure = error
            except (OSError, http.client.HTTPException) as error:
                self.close()
                failure = error
            if answer is not None and (answer.status not in _BUSY or wait is None):
                return answer
            if wait is None:
                raise EndpointError(f"{self.url} cannot be reached: {self._reason(failure)}") from failure
            time.sleep(max(wait, _asked_wait(answer)))
        raise AssertionError("the last attempt returns or raises")

    def check(self, answer: Answer) -> Answer:
        """The answer itself where it is a success, else EndpointError that says what to do."""
        if 200 <= answer.status < 300:
            return answer
        said = answer.explain()
        for secret in filter(None, (self._password, self._token)):
            said = said.replace(secret, "…")
        raise EndpointError(f"{self.url} {self._meaning(answer)}" + (f" ({said})" if said else ""))

    def _meaning(self, answer: Answer) -> str:
        status = answer.status
        if status == 401:
            if self._user or self._token:
                return f"does not accept the {'token' if self._token else 'user and password'} of the environment"
            return f"asks for credentials: set {USER} and {PASSWORD}, or {TOKEN}"
        meanings = {
            403: "refuses: these credentials may not do that",
            404: "has no such service (Oxigraph: /store and /query, Virtuoso: /sparql-graph-crud-auth and /sparql)",
            405: "takes no such request: is this the right address? (Oxigraph: /store and /query, Virtuoso: /sparql-graph-crud-auth and /sparql)",
            413: "takes no requests of this size",
            415: "does not take this format",
        }
        if 300 <= status < 400:
            return f"sends elsewhere, to {_UNPRINTABLE.sub('', answer.headers.get('location', '?'))[:200]}: give that address"
        return meanings.get(status, f"answered with status {status}")

    def _send(self, method: str, target: str, body: bytes, headers: dict[str, str], deadline: float | None) -> Answer:
        answer = self._send_once(method, target, body, headers, deadline)
        if answer.status == 401 and not self._token and self._user and self._take_challenge(answer):
            answer = self._send_once(method, target, body, headers, deadline)
        return answer

    def _send_once(self, method: str, target: str, body: bytes, headers: dict[str, str], deadline: float | None) -> Answer:
        if authorization := self._authorization(method, target):
            headers["Authorization"] = authorization
        connection = self._connect(deadline)
        try:
            connection.request(method, target, body, {"User-Agent": "policykg", "Connection": "keep-alive", **headers})
        except (BrokenPipeError, ConnectionResetError):
            pass  # a server that refuses a body may answer before it has read it
        response = connection.getresponse()
        blocks, size = [], 0
        while block := response.read1(_BLOCK):
            blocks.append(block)
            size += len(block)
            if size > LARGEST:
                raise EndpointError(f"{self.url}: the answer is larger than {LARGEST >> 20} MB: ask for less (LIMIT)")
            if deadline is not None:
                connection.sock and connection.sock.settimeout(_left(deadline))
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)
        response.close()  # an answer without a body does not end by itself, and no request goes out before it has
        if response.will_close:
            self.close()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, b"".join(blocks))

    def _connect(self, deadline: float | None) -> http.client.HTTPConnection:
        timeout = self.timeout if deadline is None else _left(deadline)
        if self._connection is None:
            if self.parts.scheme == "https":
                context = ssl.create_default_context()
                self._connection = http.client.HTTPSConnection(self.parts.hostname, self.parts.port, timeout=timeout, context=context)
            else:
                self._connection = http.client.HTTPConnection(self.parts.hostname, self.parts.port, timeout=timeout)
        if self._connection.sock is not None:
            self._connection.sock.settimeout(timeout)
        return self._connection

    def _take_challenge(self, answer: Answer) -> bool:
        """Whether there is something else to try: the first time, or when the nonce has become stale."""
        offered = answer.headers.get("www-authenticate", "")
        kind, _, rest = offered.partition(" ")
        known, self._count = self._challenge, 0
        if kind.lower() == "digest":
            said = parse_keqv_list(parse_http_list(rest))
            if said.get("algorithm", "MD5").upper() not in _HASHES:
                return False
            self._challenge = {"kind": "digest", **said}
            return known is None or known.get("nonce") != said.get("nonce")
        self._challenge = {"kind": "basic"}
        return known is None and kind.lower() == "basic"

    def _authorization(self, method: str, target: str) -> str | None:
        if self._token:
            return f"Bearer {self._token}"
        if not self._challenge:
            return None
        if self._challenge["kind"] == "basic":
            return "Basic " + base64.b64encode(f"{self._user}:{self._password}".encode()).decode("ascii")
        self._count += 1
        return _digest(self._challenge, method, target, self._user, self._password, self._count)

    def _reason(self, error: Exception | None) -> str:
        if isinstance(error, TimeoutError):
            return f"no answer within {self.timeout:g} seconds"
        if isinstance(error, ssl.SSLError):
            return f"its certificate or encryption is not accepted: {getattr(error, 'reason', None) or error}"
        if isinstance(error, OSError):
            return error.strerror or str(error)
        return f"it broke the connection off or speaks no HTTP ({type(error).__name__})"


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 raises ValueError for a port that is none
    except ValueError:
        raise EndpointError("the address does not parse: http://HOST:PORT/PATH is expected") from None
    if "@" in parts.netloc:
        raise EndpointError(f"the address holds a user or password, which others can read: set {USER} and {PASSWORD} instead")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment or re.search(r"[^\x21-\x7e]", url):
        raise EndpointError("the address has to be http://… or https://… in plain ASCII without #")
    return parts


def _digest(challenge: dict[str, str], method: str, target: str, user: str, password: str, count: int) -> str:
    """The header of RFC 7616, qop auth or the older form without."""
    algorithm = challenge.get("algorithm", "MD5").upper()

    def hashed(words: str) -> str:
        return _HASHES[algorithm](words.encode("utf-8")).hexdigest()

    realm, nonce = challenge.get("realm", ""), challenge.get("nonce", "")
    own, asked = hashed(f"{user}:{realm}:{password}"), hashed(f"{method}:{target}")
    fields = {"username": user, "realm": realm, "nonce": nonce, "uri": target}
    plain = {"algorithm": algorithm}
    if "auth" in [word.strip() for word in challenge.get("qop", "").split(",")]:
        client, number = secrets.token_hex(8), f"{count:08x}"
        fields["cnonce"], plain["qop"], plain["nc"] = client, "auth", number
        fields["response"] = hashed(f"{own}:{nonce}:{number}:{client}:auth:{asked}")
    else:
        fields["response"] = hashed(f"{own}:{nonce}:{asked}")
    if "opaque" in challenge:
        fields["opaque"] = challenge["opaque"]
    quoted = [f'{name}="{_quoted(value)}"' for name, value in fields.items()]
    return "Digest " + ", ".join([*quoted, *(f"{name}={value}" for name, value in plain.items())])


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _asked_wait(answer: Answer | None) -> float:
    """Seconds that a busy server asks for (Retry-After), within reason."""
    said = answer.headers.get("retry-after", "") if answer else ""
    return min(float(said), _LONGEST_WAIT) if said.isascii() and said.isdecimal() else 0.0
