"""The process that runs one query: request on stdin, rows into a file, a summary on stdout, all of it marshalled.

Most queries take less time than Python takes to load a few modules, so this one loads nothing that it does not need: marshal
and not json (parent and child are the same interpreter), regular expressions and rdflib only for the few queries that ``kg.query``
could not clear. Oxigraph's own parser takes queries only, so an update cannot run. SERVICE and FROM are looked for with a second real
parser, rdflib's, in a query whose text contains these letters at all; and no socket can be made in this process (``kg.query_cage``).
"""

import marshal
import os
import sys

import pyoxigraph as ox

from kg.query_cage import refuse_sockets, shut_in
from kg.query_rows import NUMERIC, AnswerFile, TooLarge, count_up_to, write_rows
from kg.vocab import PREFIXES

_FORMS = {
    "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV,
    "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD,
}  # fmt: skip


class Refused(Exception):
    """A query that is not run; its text is the message for the user."""


class Stopped(Exception):
    """A query that was begun and cannot be finished."""


def main() -> None:
    refuse_sockets()
    opened = _open_ahead(sys.argv[1])
    try:
        request = marshal.load(sys.stdin.buffer)
    except EOFError:  # nobody has asked before the parent ended
        os._exit(0)
    shut_in(request["seconds"], request["memory"], request["parent"])
    request["opened"] = opened.get(request["graph"])
    try:
        answer = serialize_answer(request) if "forms" in request else answer_query(request)
    except Refused as error:
        answer = {"error": str(error)}
    except (Stopped, TooLarge) as error:
        answer = {"error": str(error), "stopped": True}
    marshal.dump(answer, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing is left to do, and tidying up takes longer than most queries


def _open_ahead(graph: str) -> dict[str, ox.Store]:
    """The store in the folder ``graph``; {} without one, or where it cannot be opened: who asks for it hears why."""
    try:
        return {graph: ox.Store.read_only(graph)} if graph else {}
    except OSError:
        return {}


def answer_query(request: dict) -> dict:
    """Run ``sparql`` on the store in ``graph``, turn the rows where ``computed`` says how, write them to ``file``; {columns, types, count, more}."""
    columns, rows = _read_rows(_ask(request))
    if request["computed"]:
        from kg.computed import COMPUTED  # networkx takes longer to load than most queries to answer

        plain = ({name: term and _lexical(term) for name, term in zip(columns, row)} for row in rows)
        columns, made = COMPUTED[request["computed"]](plain, request["parameters"])
        rows = (tuple(None if cell is None else ox.Literal(cell) for cell in row) for row in made)
    types, count, more = write_rows(request["file"], len(columns), rows, _lexical, _kind, request["rows"], request["size"], request["limit"])
    return {"columns": columns, "types": types, "count": count, "more": more}


def serialize_answer(request: dict) -> dict:
    """Write the answer to ``file`` in that of ``forms`` = (of rows, of triples) which fits its kind; {form}, None where none does."""
    answer = _ask(request)
    rows, triples = request["forms"]
    is_graph = isinstance(answer, ox.QueryTriples)
    form = triples if is_graph else rows
    if form is not None:
        from kg.query_standard import CountedFile  # loads regular expressions

        try:
            with open(request["file"], "wb") as file:
                if is_graph:
                    ox.serialize(count_up_to(answer, request["rows"]), AnswerFile(file, request["size"]), _FORMS[form], prefixes=PREFIXES)
                else:
                    answer.serialize(CountedFile(file, request["size"], form, request["rows"]), _FORMS[form])
        except OSError as error:
            raise Stopped(f"the query was stopped: its answer cannot be written: {error}") from None
    return {"form": form}


def _ask(request: dict):
    sparql = request["sparql"]
    dataset = bool(request["doubtful"]) and check_query(sparql)
    try:
        store = ox.Store.read_only(request["graph"]) if request["opened"] is None else request["opened"]
        return store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=not dataset)
    except SyntaxError as error:
        raise Refused(_explain(str(error), sparql)) from None
    except OSError as error:
        raise Refused(f"the graph cannot be read: {error}") from None


def check_query(sparql: str) -> bool:
    """Raise Refused for SERVICE. True when the query names its own dataset (FROM)."""
    names = set(_parse_names(sparql))
    if "ServiceGraphPattern" in names:
        raise Refused("refused: SERVICE would send data to another server")
    return "DatasetClause" in names


def _parse_names(sparql: str) -> list[str]:
    """The names of all nodes of the parse tree."""
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    # Declared twice is legal and the last one holds: the query's own stand after ours.
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    try:
        waiting = [parseQuery(declared + sparql)]
    except Exception:  # noqa: BLE001 pyparsing's own, RecursionError, and whatever odd input finds
        raise Refused(_explain(_syntax_error(sparql), sparql)) from None
    names = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            names.append(node.name)
            waiting.extend(node.values())
        elif not isinstance(node, str) and hasattr(node, "__iter__"):
            waiting.extend(node)
    return names


def _syntax_error(sparql: str) -> str:
    """What Oxigraph says of a query that rdflib cannot read; it is not run."""
    try:
        ox.Store().query(sparql, prefixes=PREFIXES)
    except SyntaxError as error:
        return str(error)
    return "it holds the word SERVICE or FROM and cannot be checked; write it in plain SPARQL 1.1"


def _explain(message: str, sparql: str) -> str:
    """One line of the parser's many: where, near which words, what it waited for."""
    import re

    place = re.search(r"at (\d+):(\d+)", message)
    if message.endswith("expected CONSTRUCT"):
        return "the query does not parse: it has to begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if place is None:
        return "the query does not parse: " + " ".join(message.split())[:200]
    line, column = int(place[1]), int(place[2])
    words = (sparql.split("\n")[line - 1 : line] or [""])[0]
    if "Prefix not found" in message:
        name = re.search(r"\S*$", words[: column - 1])[0]
        return f"the query does not parse: line {line}: the prefix of {name} is not declared"
    near = (words[column - 1 :].split(None, 1) or ["its end"])[0]
    expected = " ".join(message[place.end() :].lstrip(": ").split())[:120]
    return f"the query does not parse: line {line}, column {column}, near {near[:40]}: {expected}"


def _read_rows(answer) -> tuple:
    if isinstance(answer, ox.QuerySolutions):
        return [variable.value for variable in answer.variables], (tuple(solution) for solution in answer)
    if isinstance(answer, ox.QueryBoolean):
        return ["answer"], iter([(ox.Literal(bool(answer)),)])
    return ["subject", "predicate", "object"], ((t.subject, t.predicate, t.object) for t in answer)


def _lexical(term) -> str:
    return str(term) if isinstance(term, (ox.Triple, ox.BlankNode)) else term.value


def _kind(term) -> str:
    return NUMERIC.get(term.datatype.value, "text") if isinstance(term, ox.Literal) else "text"
