"""One request: its language, the links it gives out, and the page it gets."""

import re
from functools import cache
from importlib import resources
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.query import Stopper
from kg.query_limits import Limits
from kg.search import Item

from .site import Reading
from .words import word

PAGES = ("document", "agency", "region", "subject")  # kinds with a page of their own; the rest have a plain one
CONCEPTS = "https://w3id.org/policykg/"
_LOCAL = re.compile(r"([a-z][a-z-]*)/([0-9A-Za-z][0-9A-Za-z.-]*)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("output.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["thousands"] = lambda number: f"{number:,}"
    made.tests["day"] = lambda cell: re.fullmatch(r"\d{4}-\d\d-\d\d", cell) is not None
    return made


class Visit:
    """What a page needs to know of the one who asks for it."""

    def __init__(self, request: Request, reading: Reading | None, limits: Limits = Limits(), stopper: Stopper | None = None):
        self.request, self.reading = request, reading
        self.limits, self.stopper = limits, stopper  # of the queries that the page makes
        self.language = "en" if request.query_params.get("lang") == "en" else "zh"

    def word(self, key: str, **values) -> str:
        return word(key, self.language, **values)

    def url(self, path: str, fragment: str = "", **parameters) -> str:
        """A link within the site, in the language of this page; parameters that are None or empty are left out."""
        given = {name: str(value) for name, value in parameters.items() if value not in (None, "")}
        if self.language == "en":
            given.setdefault("lang", "en")
        query = urlencode(given, errors="replace")
        return path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")

    def here(self, **changes) -> str:
        """This page with other parameters."""
        given = {**self.request.query_params, **changes}
        if given.get("lang") == "zh":
            del given["lang"]
        query = urlencode({name: value for name, value in given.items() if value not in (None, "")}, errors="replace")
        return self.request.url.path + (f"?{query}" if query else "")

    def number(self, name: str, usual: int = 1, most: int = 100_000) -> int:
        """A whole number from the address, ``usual`` where it is none."""
        given = self.request.query_params.get(name, "")
        return min(max(int(given), 1), most) if given.isascii() and given.isdecimal() and len(given) < 9 else usual

    def choice(self, name: str, known) -> str | None:
        """A value from the address, None unless it is one of ``known``."""
        given = self.request.query_params.get(name)
        return given if given in known else None

    def local(self, iri: str) -> str | None:
        """The path of an IRI's page on this site, None for what is not of this graph."""
        for base, prefix in ((self.reading.base, "/"), (CONCEPTS, "/concept/")):
            if iri.startswith(base) and _LOCAL.fullmatch(iri[len(base) :]):
                return prefix + iri[len(base) :]
        return None

    def link(self, iri: str, fragment: str = "", **parameters) -> str | None:
        path = self.local(iri)
        return None if path is None else self.url(path, fragment, **parameters)

    def link_item(self, item: Item) -> str:
        return self.link(item.iri) or self.url("/")

    def render(self, template: str, *, status: int = 200, **values) -> Response:
        """The page; text of documents is escaped by the templates, control characters are left out."""
        known = {"visit": self, "word": self.word, "url": self.url, "link": self.link, "link_item": self.link_item, "language": self.language}
        text = _templates().get_template(template).render(**known, **values)
        return HTMLResponse(_CONTROLS.sub("\ufffd", text).encode("utf-8", "replace"), status)


def static_file(name: str) -> bytes:
    """A style or script of the site, or of the pictures whose palette it shares."""
    package = "output.html" if name == "palette.css" else "output.web"
    return resources.files(package).joinpath(*name.split("/")).read_bytes()
