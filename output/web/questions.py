"""The named questions as forms, their answers as tables with links, and the page for one's own SPARQL."""

import io

from starlette.exceptions import HTTPException
from starlette.responses import Response

from kg.errors import QueryError, QueryStopped
from kg.queries import list_queries, load_query
from kg.query import run_query
from kg.vocab import PREFIXES

from ..answer import write_spreadsheet_csv
from .columns import column_words
from .safety import STRICT
from .visit import CONCEPTS, Visit

ROWS = 300  # of an answer on the page
# The one style element that YASGUI 4.6.2 makes: of the handles that widen a table's columns, always the same text.
_COLUMNS = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
_LINKED = ("number", "title", "agency", "name")  # columns whose cells may name something that has a page


def show_questions(visit: Visit) -> Response:
    return visit.render("questions.html", questions=list_queries())


def show_question(visit: Visit, name: str, graph_folder) -> Response:
    """The form, and the answer where the form was sent or there is nothing to fill in; ``format=csv`` sends all rows."""
    question = next((one for one in list_queries() if one["name"] == name), None)
    if question is None:
        raise HTTPException(404)
    given = {key: value for key in question["parameters"] if (value := visit.request.query_params.get(key)) not in (None, "")}
    csv = visit.request.query_params.get("format") == "csv"
    values = {**question["parameters"], **given}
    asked = csv or bool(given) or not question["parameters"] or "ask" in visit.request.query_params
    answer, error, sparql, status = None, None, None, 200
    try:
        loaded = load_query(name, values)
        sparql = None if loaded.computed else loaded.sparql.strip()
        if asked:
            with run_query(graph_folder, loaded, visit.limits, None if csv else ROWS, visit.stopper) as result:
                if csv:
                    return _send_csv(result, name)
                answer = {"columns": result.columns, "types": result.types, "rows": _linked(visit, result), "count": result.count, "more": result.more}
    except QueryStopped as stopped:
        error, status = str(stopped), 503
    except QueryError as failed:
        error, status = str(failed), 400
    return visit.render(
        "question.html", status=status, question=question, values=values, answer=answer, error=error, called=lambda name: column_words(name, visit.language), sparql=sparql, rows=ROWS,
    )  # fmt: skip


def show_query(visit: Visit) -> Response:
    examples = [one | {"sparql": load_query(one["name"]).sparql.strip()} for one in list_queries() if not load_query(one["name"]).computed]
    asked = visit.request.query_params.get("query", "")
    response = visit.render("query.html", seconds=f"{visit.limits.seconds:g}", examples=examples, asked=asked, prefixes=PREFIXES, concepts=CONCEPTS)
    response.headers["Content-Security-Policy"] = STRICT.replace("style-src 'self'", f"style-src 'self' {_COLUMNS}")
    return response


def _linked(visit: Visit, result) -> list[list[tuple[str, str | None]]]:
    """Rows of (cell, link): IRIs of the graph, and cells that are the number or the name of just one thing."""
    rows = [[cell or "" for cell in row] for row in result]
    named = [place for place, column in enumerate(result.columns) if column.endswith(_LINKED)]
    known = visit.reading.index.find_named({row[place] for row in rows for place in named if row[place]})
    made = []
    for row in rows:
        cells = []
        for place, cell in enumerate(row):
            link = visit.link(cell) if cell.startswith(visit.reading.base) else None
            if link is None and place in named and cell in known:
                link = visit.link(known[cell].iri)
            cells.append((cell, link))
        made.append(cells)
    return made


def _send_csv(result, name: str) -> Response:
    """For a spreadsheet, as a person opens it there; programs ask /sparql, which changes no cell."""
    stream = io.BytesIO()
    write_spreadsheet_csv(result, stream)
    return Response(stream.getvalue(), media_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}.csv"'})
