"""The site: which address shows what."""

import functools
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.query import Stopper, start_ahead
from kg.query_limits import Limits
from kg.search import Item

from . import documents, lists, pictures, questions, resources as things
from .access import Access
from .endpoint import Endpoint
from .safety import Safety
from .site import Site
from .turns import RETRY, Busy, Turns
from .visit import Visit, static_file

STATIC = {
    "palette.css": "text/css", "site.css": "text/css", "site.js": "text/javascript", "query.js": "text/javascript",
    "vendor/yasgui.min.js": "text/javascript", "vendor/yasgui.min.css": "text/css",
}  # fmt: skip
USUAL = Limits(rows=1_000_000, size=256 << 20)
AT_ONCE = 4  # queries
DRAWN = 2  # pictures at once; they are drawn in this process


def make_app(workspace: Path, limits: Limits = USUAL, access: Access = Access(), at_once: int = AT_ONCE) -> ASGIApp:
    """The site over a workspace whose index is current. ``limits``: of each query; ``access``: who may ask. Raises WorkspaceError."""
    site = Site(workspace, _warm_aside)

    def graph_folder() -> Path:
        return site.graph_folder

    queries = Turns(at_once, afterwards=lambda: start_ahead(graph_folder()))
    drawing = Turns(DRAWN, waiting=40, fair=3600.0)

    def page(show: Callable[..., Response], turns: Turns | None = None) -> Callable[[Request], Response]:
        """A route's endpoint, run in a thread: ``show(visit, **path parameters)``; what works for long waits for its turn."""

        @functools.wraps(show)
        def answer(request: Request, stopper: Stopper | None = None) -> Response:
            with site.reading() as reading:
                return show(Visit(request, reading, limits, stopper), **request.path_params)

        if turns is None:
            return answer

        async def answer_in_turn(request: Request) -> Response:
            try:
                return await turns.run(request, functools.partial(answer, request))
            except Busy:
                raise HTTPException(503, headers={"Retry-After": RETRY}) from None

        return answer_in_turn

    def of_document(show: Callable[..., Response], *more, turns: Turns | None = None) -> Callable[[Request], Response]:
        return page(lambda visit, name: show(visit, _document(visit, name), *more), turns)

    routes = [
        Route("/", page(lists.show_home)),
        Route("/search", page(lists.show_search)),
        *(Route(f"/{name}", page(functools.partial(lists.show_list, name=name))) for name in ("documents", "agencies", "regions", "subjects")),
        Route("/document/{name}/citing", of_document(documents.show_citing)),
        Route("/map", page(pictures.show_map)),
        Route("/matrix", page(pictures.show_matrix)),
        Route("/picture/map", page(pictures.send_map, drawing)),
        Route("/picture/matrix", page(pictures.send_matrix, drawing)),
        *(Route(f"/{kind}/document/{{name}}", of_document(pictures.show_of_document, kind)) for kind in ("view", "flow", "timeline")),
        *(
            Route(f"/picture/{kind}/{{name}}", page(lambda visit, name, kind=kind: pictures.send_of_document(visit, _document(visit, name), kind, graph_folder()), drawing))
            for kind in ("view", "flow", "timeline")
        ),
        Route("/questions", page(questions.show_questions)),
        Route("/questions/{name}", page(lambda visit, name: questions.show_question(visit, name, graph_folder()), queries)),
        Route("/query", page(questions.show_query)),
        Route("/sparql", Endpoint(graph_folder, limits, queries).answer, methods=["GET", "POST"]),
        Route("/static/{name:path}", _send_static),
        Route("/concept/{scheme}/{name}", page(things.show_concept)),
        Route("/id/{kind}/{name}", page(things.redirect)),
        Route("/{kind}/{name}", page(things.show_resource)),
    ]
    _warm_aside(site)
    # Outside of everything, so that the page of an internal error has its headers too.
    return Safety(Starlette(routes=routes, exception_handlers={HTTPException: _show_refusal, Exception: _show_failure}), access, _ask_for_token)


def _warm_aside(site: Site) -> None:
    threading.Thread(target=_warm, args=(site,), daemon=True).start()


def _warm(site: Site) -> None:
    """Load the citation network and draw the map of a graph just opened, before someone asks: both take seconds where it is large."""
    with suppress(Exception), site.reading() as reading:  # who asks for the picture is told what is wrong
        pictures.draw_map(reading, "zh")


def _document(visit: Visit, name: str) -> Item:
    iri = f"{visit.reading.base}document/{name}"
    item = visit.reading.index.by_iri([iri]).get(iri)
    if item is None:
        raise HTTPException(404)
    return item


def _send_static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    return Response(static_file(name), media_type=STATIC[name])


def _show_refusal(request: Request, error: HTTPException) -> Response:
    visit = Visit(request, None)
    known = f"error.{error.status_code}" if error.status_code in (404, 405, 414, 503) else None
    told = error.detail if known is None or error.detail not in ("Not Found", "Method Not Allowed", "Service Unavailable") else visit.word(known)
    response = visit.render("error.html", status=error.status_code, code=error.status_code, told=told)
    response.headers.update(error.headers or {})
    return response


def _ask_for_token(request: Request) -> Response:
    visit = Visit(request, None)
    return visit.render("error.html", status=401, code=401, told=visit.word("error.401"))


def _show_failure(request: Request, error: Exception) -> Response:
    """A plain page; what happened is for the terminal. Starlette raises the error again for the server's log."""
    try:
        return Visit(request, None).render("error.html", status=500, code=500, told=Visit(request, None).word("error.500"))
    except Exception:  # noqa: BLE001 the page of errors must not be the error
        return PlainTextResponse("internal error\n", 500)
