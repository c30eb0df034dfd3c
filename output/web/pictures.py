"""The pictures of the command line, made for this site: each a page of its own, shown in a frame below the site's head."""

import io
import re
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from starlette.exceptions import HTTPException
from starlette.responses import Response

from kg.iris import last_name
from kg.matrix import count_issuers, count_levels
from kg.neighbourhood import load_neighbourhood
from kg.network import load_network
from kg.queries import load_query
from kg.query import run_query
from kg.search import Item
from kg.spread import find_evidence, find_spread

from ..html import PictureOptions, write_map, write_view
from ..html.sheet import write_matrix, write_timeline
from ..html.terms import term
from .site import Reading
from .visit import Visit

_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_KEPT = 12  # pictures of single documents in memory
_ISSUERS = 20  # places and issuers of the matrix
_lock = Lock()


def show_map(visit: Visit) -> Response:
    return _show_frame(visit, visit.word("picture.map"), "/picture/map")


def show_matrix(visit: Visit) -> Response:
    kind = visit.choice("by", ("level", "issuer")) or "level"
    return _show_frame(visit, visit.word("picture.matrix"), "/picture/matrix", by=kind)


def show_of_document(visit: Visit, item: Item, kind: str) -> Response:
    """``kind``: view, flow or timeline."""
    level = visit.choice("level", ("province", "prefecture", "county"))
    if kind == "timeline" and not item.number:
        raise HTTPException(404, visit.word("picture.nonumber"))
    return _show_frame(visit, visit.word(f"picture.{kind}"), f"/picture/{kind}/{last_name(item.iri)}", item=item, level=level)


def send_map(visit: Visit) -> Response:
    return _send(draw_map(visit.reading, visit.language))


def send_matrix(visit: Visit) -> Response:
    kind = visit.choice("by", ("level", "issuer")) or "level"
    counted = visit.reading.snapshot.once(
        f"matrix {kind}", lambda: count_levels(_network(visit)) if kind == "level" else count_issuers(_network(visit), _ISSUERS)
    )
    return _send(_written(write_matrix, counted, kind=kind, language=visit.language, address=lambda iri: visit.link(iri) or visit.url("/")))


def send_of_document(visit: Visit, item: Item, kind: str, graph_folder) -> Response:
    language, level = visit.language, visit.choice("level", ("province", "prefecture", "county")) or "province"
    title = " ".join(filter(None, (term(f"picture.{kind}", language), item.title, item.number)))

    def view() -> bytes:
        network = load_neighbourhood(visit.reading.store, {item.iri}, network=_network(visit))
        return _written(write_view, network, options=PictureOptions(title=title, language=language, measures=True, site=visit.reading.base))

    def flow() -> bytes:
        return _written(write_map, find_spread(_network(visit), item.iri), options=PictureOptions(title=title, language=language, site=visit.reading.base))

    def address(number: str) -> str:  # a timeline names documents by their number
        return visit.url("/search", q=number, kind="document")

    def timeline() -> bytes:
        if not item.number:
            raise HTTPException(404, visit.word("picture.nonumber"))
        with run_query(graph_folder, load_query("adoption", {"number": item.number, "level": level}), visit.limits) as result:
            rows = find_evidence([dict(zip(result.columns, row)) for row in result], _network(visit), item.iri)
        return _written(write_timeline, rows, policy={"title": item.title, "number": item.number, "day": item.date, "level": item.level}, title=title, language=language, address=address)

    if kind != "timeline" and item.iri not in _network(visit):
        raise HTTPException(404, visit.word("picture.alone"))
    make = {"view": view, "flow": flow, "timeline": timeline}[kind]
    return _send(_kept(visit, (kind, item.iri, language, level), make))


def draw_map(reading: Reading, language: str) -> bytes:
    """The map of the whole graph, drawn once."""
    options = PictureOptions(language=language, site=reading.base)
    return reading.snapshot.once(f"map {language}", lambda: _written(write_map, load_citations(reading), options=options))


def load_citations(reading: Reading):
    """The citation network of the graph, loaded once."""
    return reading.snapshot.once("network", lambda: load_network(reading.store))


def _network(visit: Visit):
    return load_citations(visit.reading)


def _kept(visit: Visit, name: tuple, make: Callable[[], bytes]) -> bytes:
    """The picture, from memory where it is one of the last that were made."""
    pictures: OrderedDict = visit.reading.snapshot.once("pictures", OrderedDict)
    with _lock:
        if name in pictures:
            pictures.move_to_end(name)
            return pictures[name]
    made = make()
    with _lock:
        pictures[name] = made
        while len(pictures) > _KEPT:
            pictures.popitem(last=False)
    return made


def _written(write: Callable, *arguments, **options) -> bytes:
    stream = io.BytesIO()
    write(*arguments, stream, **options)
    return stream.getvalue()


def _send(page: bytes) -> Response:
    """A picture with the policy that its own head states, to be framed by this site alone."""
    stated = _POLICY.search(page[:20_000])
    policy = stated[1].decode("ascii").replace("&#x27;", "'").replace("&quot;", '"') if stated else "default-src 'none'"
    return Response(page, media_type="text/html", headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'self'"})


def _show_frame(visit: Visit, title: str, path: str, item: Item | None = None, **parameters) -> Response:
    levels = ("province", "prefecture", "county") if "/timeline/" in path else ()
    chosen = parameters.get("by") or parameters.get("level") or "province"
    return visit.render("picture.html", title=title, picture=visit.url(path, **parameters), item=item, levels=levels, chosen=chosen)
