"""policykg query."""

import sys

import click

from kg.commands.frame import (
    command,
    json_option,
    log,
    open_output,
    output_option,
    print_json,
    print_text,
    warn_of_open_line,
    warn_of_unknown_number,
    workspace_option,
)
from kg.commands.limits import query_limit_options


@command("query", example="policykg query most-cited limit=5 --workspace demo/workspace")
@click.argument("question", nargs=-1, metavar="[NAME [PARAM=VALUE...] | SPARQL | FILE.rq | -]")
@workspace_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "tsv", "json", "xlsx", "parquet"]), help="table on a terminal, else csv.")
@query_limit_options(size="2GB")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL server instead of the workspace 远程端点.")
@click.option("--list", "listed", is_flag=True, help="The named questions 命名问题; needs no workspace.")
@json_option
@output_option
def query(question, workspace, form, limits, endpoint, listed, as_json, output):
    """Answer a named question or SPARQL from the graph (查询); read-only."""
    from kg.queries import list_queries, read_question

    if listed:
        questions = list_queries()
        if as_json:
            return print_json(questions, output)
        lines = [f"{q['name']:28} {q['zh']}  {q['en']}" + "".join(f"  [{k}={v}]" for k, v in q["parameters"].items()) for q in questions]
        return print_text("\n".join(lines), output)
    if not question:
        raise click.UsageError("Missing a question: a name (--list shows all), SPARQL, a .rq file, or - for standard input.")
    from kg.query import run_query, start_ahead
    from kg.workspace import Workspace

    folder = None if endpoint else Workspace.open(workspace).graph_folder
    if folder:
        start_ahead(folder)  # while the rest is loaded and read
    from output.answer import TABLE_ROWS, write_answer

    # What is no UTF-8 is kept as such, and refused with the query; no more is read than may be asked.
    stdin = click.get_text_stream("stdin", encoding="utf-8", errors="surrogateescape").read(limits.length + 1) if question == ("-",) else ""
    sparql = read_question(list(question), stdin)
    form = form or ("json" if as_json else "table" if output == "-" and sys.stdout.isatty() else "csv")
    most = TABLE_ROWS if form == "table" else None
    if endpoint:
        answer = _ask_endpoint(endpoint, sparql, limits, most)
    else:
        answer = run_query(folder, sparql, limits, most)
    with answer as result:
        if not endpoint and (not result.count or sparql.computed == "adoption" and all(row[2] == "0" for row in result)):
            warn_of_unknown_number(folder, sparql)
        with open_output(output) as stream:
            write_answer(result, form, stream)
        more = f", cut at {TABLE_ROWS}: --format csv gives all" if result.more else ""
        log.info("%d rows%s", result.count, more)


def _ask_endpoint(url, question, limits, most):
    from kg.remote import Server, ask_endpoint

    with Server(url) as server:
        warn_of_open_line(server)
        return ask_endpoint(server, question, limits, most)
