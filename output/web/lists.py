"""The first page, the search and the lists."""

import re

from starlette.responses import RedirectResponse, Response

from kg.queries import list_queries
from kg.search import KINDS, Item, mark_words
from kg.vocab import LEVELS, STATUSES

from .visit import Visit

PAGE, HITS, FEW = 50, 20, 10
ASKED = 200  # characters of a question
_LISTS = {"documents": "document", "agencies": "agency", "regions": "region", "subjects": "subject"}
_ORDERS = ("rank", "date", "title")
_SHA = "SELECT ?sha WHERE { <%s> prov:wasDerivedFrom/pol:sha256 ?sha }"
_MEASURE = "SELECT ?text WHERE { <%s> pol:text ?text }"
_BLANKS = re.compile(r"\s+")


def show_home(visit: Visit) -> Response:
    index = visit.reading.index
    cited, _ = index.list_items("document", limit=FEW)
    newest, _ = index.list_items("document", order="date", limit=FEW)
    return visit.render(
        "home.html", counts=index.counts, cited=[item for item in cited if item.cited], newest=newest, levels=index.count_by("level", "document"),
        level_names=(*LEVELS, ""), statuses=index.count_by("status", "document"), status_names=tuple(STATUSES), questions=len(list_queries()),
    )  # fmt: skip


def show_search(visit: Visit) -> Response:
    asked = visit.request.query_params.get("q", "")[:ASKED]
    if not asked.strip():
        return RedirectResponse(visit.url("/"), 303)
    kind, page = visit.choice("kind", KINDS), visit.number("page", most=500)
    found = visit.reading.index.find(asked, kind, (page - 1) * HITS, HITS)
    documents = {item.id: item for item in visit.reading.index.items({item.document for item in found.items if item.document})}
    words = list(found.words)
    hits = [(item, documents.get(item.document), _marked(visit, item, words), _snippet(visit, item, words)) for item in found.items]
    return visit.render(
        "search.html", asked=asked, kind=kind, found=found, hits=hits, page=page, pages=-(-found.total // HITS), kinds=KINDS,
        all=sum(found.counts.values()),
    )  # fmt: skip


def show_list(visit: Visit, name: str) -> Response:
    kind, index = _LISTS[name], visit.reading.index
    where = {}
    if kind != "subject" and (level := visit.request.query_params.get("level")) in (*LEVELS, "none"):
        where["level"] = "" if level == "none" else level
    if kind == "document":
        year = visit.request.query_params.get("year", "")
        if year == "none":
            where["year"] = ""
        elif year.isascii() and year.isdecimal() and len(year) == 4:
            where["year"] = int(year)
        if status := visit.choice("status", STATUSES):
            where["status"] = status
    order = (visit.choice("order", _ORDERS) if kind == "document" else None) or "rank"
    page = visit.number("page")
    items, total = index.list_items(kind, order=order, offset=(page - 1) * PAGE, limit=PAGE, **where)
    if total and not items:  # beyond the last page
        page = -(-total // PAGE)
        items, total = index.list_items(kind, order=order, offset=(page - 1) * PAGE, limit=PAGE, **where)
    options = {field: index.count_by(field, kind, **{key: value for key, value in where.items() if key != field}) for field in _filters(kind)}
    return visit.render(
        "list.html", name=name, kind=kind, items=items, total=total, page=page, pages=-(-total // PAGE), where=where, order=order,
        orders=_ORDERS if kind == "document" else (), options={field: _options(visit, field, counts) for field, counts in options.items()},
    )  # fmt: skip


def _filters(kind: str) -> tuple[str, ...]:
    return {"document": ("level", "year", "status"), "subject": ()}.get(kind, ("level",))


def _options(visit: Visit, field: str, counts: dict) -> list[tuple[str, str, int]]:
    """(value in the address, words, count), in the order of levels, newest years first."""
    if field == "year":
        known = [(str(year), str(year), counts[year]) for year in sorted((year for year in counts if year is not None), reverse=True)]
    else:
        names = LEVELS if field == "level" else STATUSES
        known = [(name, visit.word(f"{field}.{name}"), counts[name]) for name in names if name in counts]
    return known + ([("none", visit.word("list.none"), counts[None])] if None in counts else [])


def _marked(visit: Visit, item: Item, words: list[str]) -> tuple[tuple[str, bool], ...]:
    """The title in pieces, the words of the question marked."""
    return mark_words(item.title or item.number or visit.word("untitled"), words, 10_000)


def _snippet(visit: Visit, item: Item, words: list[str]) -> tuple[tuple[str, bool], ...]:
    """The words of the question where they stand: in a title with all of them nothing is to be added."""
    marked = {piece for piece, is_marked in _marked(visit, item, words) if is_marked}
    if item.kind not in ("document", "measure") or len(marked) >= len(set(words)):
        return ()
    text = None
    if item.kind == "measure":
        text = next((text for (text,) in visit.reading.store.rows(_MEASURE % item.iri)), None)
    elif item.status == "full":
        found = (visit.reading.texts.find(sha) for (sha,) in sorted(visit.reading.store.rows(_SHA % item.iri)))
        text = next((text for text in found if text), None)
    pieces = mark_words(text, words, 160) if text else ()
    return tuple((_BLANKS.sub(" ", piece), marked) for piece, marked in pieces) if any(marked for _, marked in pieces) else ()
