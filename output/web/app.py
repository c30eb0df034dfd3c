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

from kg.query import TIMEOUT
from kg.search import Item

from . import documents, lists, pictures, questions, resources as things
from .endpoint import Endpoint
from .safety import Safety
from .site import Site
from .visit import Visit, static_file

STATIC = {
    "palette.css": "text/css", "site.css": "text/css", "site.js": "text/javascript", "query.js": "text/javascript",
    "vendor/yasgui.min.js": "text/javascript", "vendor/yasgui.min.css": "text/css",
}  # fmt: skip


def make_app(workspace: Path, timeout: float = TIMEOUT) -> ASGIApp:
    """The site over a workspace whose index is current. ``timeout``: seconds for a query of a user. Raises WorkspaceError."""
    site = Site(workspace)

    def graph_folder() -> Path:
        return site.graph_folder

    def page(show: Callable[..., Response]) -> Callable[[Request], Response]:
        """A route's endpoint, run in a thread: ``show(visit, **path parameters)``."""

        @functools.wraps(show)
        def answer(request: Request) -> Response:
            with site.reading() as reading:
                return show(Visit(request, reading), **request.path_params)

        return answer

    def of_document(show: Callable[..., Response], *more) -> Callable[[Request], Response]:
        return page(lambda visit, name: show(visit, _document(visit, name), *more))

    routes = [
        Route("/", page(lists.show_home)),
        Route("/search", page(lists.show_search)),
        *(Route(f"/{name}", page(functools.partial(lists.show_list, name=name))) for name in ("documents", "agencies", "regions", "subjects")),
        Route("/document/{name}/citing", of_document(documents.show_citing)),
        Route("/map", page(pictures.show_map)),
        Route("/matrix", page(pictures.show_matrix)),
        Route("/picture/map", page(pictures.send_map)),
        Route("/picture/matrix", page(pictures.send_matrix)),
        *(Route(f"/{kind}/document/{{name}}", of_document(pictures.show_of_document, kind)) for kind in ("view", "flow", "timeline")),
        *(
            Route(f"/picture/{kind}/{{name}}", page(lambda visit, name, kind=kind: pictures.send_of_document(visit, _document(visit, name), kind, graph_folder())))
            for kind in ("view", "flow", "timeline")
        ),
        Route("/questions", page(questions.show_questions)),
        Route("/questions/{name}", page(lambda visit, name: questions.show_question(visit, name, graph_folder()))),
        Route("/query", page(lambda visit: questions.show_query(visit, timeout))),
        Route("/sparql", Endpoint(graph_folder, timeout).answer, methods=["GET", "POST"]),
        Route("/static/{name:path}", _send_static),
        Route("/concept/{scheme}/{name}", page(things.show_concept)),
        Route("/id/{kind}/{name}", page(things.redirect)),
        Route("/{kind}/{name}", page(things.show_resource)),
    ]
    threading.Thread(target=_warm, args=(site,), daemon=True).start()
    # Outside of everything, so that the page of an internal error has its headers too.
    return Safety(Starlette(routes=routes, exception_handlers={HTTPException: _show_refusal, Exception: _show_failure}))


def _warm(site: Site) -> None:
    """Load the citation network, which takes seconds for a large graph, before someone asks for a picture."""
    with suppress(Exception), site.reading() as reading:  # who asks for the picture is told what is wrong
        pictures.load_citations(reading)


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
    known = f"error.{error.status_code}" if error.status_code in (404, 405, 414) else None
    told = error.detail if known is None or error.detail not in ("Not Found", "Method Not Allowed") else visit.word(known)
    return visit.render("error.html", status=error.status_code, code=error.status_code, told=told)


def _show_failure(request: Request, error: Exception) -> Response:
    """A plain page; what happened is for the terminal. Starlette raises the error again for the server's log."""
    try:
        return Visit(request, None).render("error.html", status=500, code=500, told=Visit(request, None).word("error.500"))
    except Exception:  # noqa: BLE001 the page of errors must not be the error
        return PlainTextResponse("internal error\n", 500)
