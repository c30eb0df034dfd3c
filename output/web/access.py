"""Who may ask: with which token, by which name of this machine, from pages of which other sites."""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import re
import socket
from dataclasses import dataclass

SHORTEST = 16  # characters of a token
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:@/?#\s]+)(?::\d{1,5})?")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+")


@dataclass(frozen=True)
class Access:
    """``token``: what everybody has to show, None on this machine alone. ``open``: asked from other machines too.

    ``names``: host names by which it may be asked besides its own; ``origins``: sites whose scripts may use the endpoint.
    """

    token: str | None = None
    open: bool = False
    names: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()

    def knows(self, host: str) -> bool:
        """Whether a Host header means this machine, and not another name that leads here (DNS rebinding).

        The port is not looked at. An address cannot be rebound, so any is taken where other machines may ask.
        """
        match = _HOST.fullmatch(host)
        if match is None:
            return False
        name = match[1].strip("[]").lower().rstrip(".")
        if name == "localhost" or name in self.names:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return self.open and name == socket.gethostname().lower()
        return address.is_loopback or self.open and not address.is_unspecified

    def admits(self, authorization: str | None) -> bool:
        """Whether an Authorization header shows the token: ``Bearer TOKEN``, or ``Basic`` with it as the password of any user."""
        if self.token is None:
            return True
        scheme, _, shown = (authorization or "").strip().partition(" ")
        shown = shown.strip()
        if scheme.lower() == "basic":
            try:
                shown = base64.b64decode(shown, validate=True).decode("utf-8").partition(":")[2]
            except (binascii.Error, ValueError):
                shown = ""
        elif scheme.lower() != "bearer":
            shown = ""
        return hmac.compare_digest(_digest(shown), _digest(self.token))

    def allows(self, origin: str | None) -> bool:
        return origin is not None and origin in self.origins


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def check_token(token: str) -> str:
    """The token without blanks around it. Raises ValueError for one that can be guessed or not be sent."""
    token = token.strip()
    if len(token) < SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
        raise ValueError(f"the token needs at least {SHORTEST} ASCII characters without blanks: python -c 'import secrets; print(secrets.token_urlsafe(24))' makes one")
    return token


def check_origin(origin: str) -> str:
    """An origin as browsers send it. Raises ValueError for anything else, * included."""
    if not _ORIGIN.fullmatch(origin):
        raise ValueError(f"{origin} is no origin: write https://example.org or http://example.org:8080, without a path; * is not taken")
    return origin.lower()
