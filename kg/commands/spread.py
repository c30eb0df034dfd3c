"""policykg timeline and policykg flow: how a policy spread."""

import click

from kg.commands.frame import command, log, one_document, open_output, open_store, output_option, page_options, workspace_option


@command("timeline", example="policykg timeline 国发〔2021〕91号 --level prefecture -o timeline.html --workspace demo/workspace")
@click.argument("ref", metavar="REF")
@workspace_option
@click.option("--level", type=click.Choice(["province", "prefecture", "county"]), default="province", show_default=True, help="Of which regions 层级.")
@page_options
@output_option
def timeline(ref, workspace, level, language, title, output):
    """Draw which regions took up a document, when and through what, and which did not (采用时间线)."""
    from kg.errors import QueryError
    from kg.iris import last_name
    from kg.network import load_network
    from kg.queries import load_query
    from kg.query import run_query
    from kg.spread import find_evidence
    from kg.workspace import Workspace
    from output.html.sheet import write_timeline

    store = open_store(workspace)
    known = one_document(store, ref)
    if not known.number:
        raise QueryError(f"{ref}: the document has no number, by which others would cite it")
    question = load_query("adoption", {"number": known.number, "level": level})
    with run_query(Workspace.open(workspace).graph_folder, question) as result:
        rows = [dict(zip(result.columns, row)) for row in result]
    level_of_it = next((last_name(iri) for (iri,) in store.rows(f"SELECT ?level {{ <{known.iri}> pol:level ?level }}")), None)
    policy = {"title": known.title, "number": known.number, "day": known.date, "level": level_of_it}
    rows = find_evidence(rows, load_network(store), known.iri)
    with open_output(output) as stream:
        write_timeline(rows, stream, policy=policy, title=title, language=language)
    log.info("%d regions, %d took it up", len(rows), sum(row["adopted"] == "1" for row in rows))


@command("flow", example="policykg flow 国发〔2021〕91号 -o flow.html --workspace demo/workspace")
@click.argument("ref", metavar="REF")
@workspace_option
@page_options
@output_option
def flow(ref, workspace, language, title, output):
    """Draw how a document spread from central to county: who rests on it, implements or forwards it (政策传导图)."""
    from kg.network import load_network
    from kg.spread import find_spread
    from output.html import PictureOptions, write_map
    from output.html.terms import term

    store = open_store(workspace)
    known = one_document(store, ref)
    spread = find_spread(load_network(store), known.iri)
    named = title or " ".join(filter(None, (term("picture.flow", language), known.title, known.number)))
    with open_output(output) as stream:
        drawn = write_map(spread, stream, options=PictureOptions(title=named, language=language))
    log.info("%d documents, %d citations", len(drawn.nodes), len(drawn.edges))
