"""policykg view and policykg map."""

import click

from kg.commands.frame import (
    command,
    json_option,
    log,
    one_document,
    open_output,
    open_store,
    output_option,
    page_options,
    print_json,
    workspace_option,
)


_limit_option = click.option("--limit", type=click.IntRange(min=1), help="Most nodes to draw; what is left out is said.")


@command("view", example="policykg view -o view.html --workspace demo/workspace")
@workspace_option
@_limit_option
@page_options
@click.option("--measures", is_flag=True, help="Draw measures and responsible departments too 措施与责任单位.")
@click.option("--document", metavar="REF", help="Only what stands around this document, with its measures 一份文件的周围.")
@click.option("--agency", metavar="NAME", help="Only the documents this agency issued or has a part in 一个机关.")
@click.option("--region", metavar="NAME", help="Only the documents of this division and those in it 一个地区.")
@click.option("--depth", type=click.IntRange(min=1, max=9), default=1, show_default=True, help="Citations away from them.")
@output_option
def view(workspace, title, limit, language, measures, document, agency, region, depth, output):
    """Draw documents and agencies as one interactive HTML file (交互视图)."""
    from kg.neighbourhood import load_neighbourhood
    from output.html import PictureOptions, write_view
    from output.html.terms import term

    if sum(given is not None for given in (document, agency, region)) > 1:
        raise click.UsageError("Give one of --document, --agency and --region.")
    store = open_store(workspace)
    around = None
    if document or agency or region:
        around = _around(store, document, agency, region, depth)
        title = title or f"{term('picture.view', language)} {_name(store, document) if document else agency or region}"
        measures = measures or document is not None
    network = load_neighbourhood(store, around)
    with open_output(output) as stream:
        drawn = write_view(network, stream, options=PictureOptions(title=title, language=language, limit=limit, measures=measures))
    _say_drawn(drawn)


@command("map", example="policykg map -o map.html --workspace demo/workspace")
@workspace_option
@_limit_option
@page_options
@click.option("--all", "everything", is_flag=True, help="Rows of catalogues that nothing ties to others too 目录中的全部文件.")
@json_option
@output_option
def draw_map(workspace, title, limit, language, everything, as_json, output):
    """Draw the citations between central and local policies as one HTML file (引用图).

    Rows of catalogues that neither cite nor are cited are left out, and the page says how many.
    """
    from kg.network import load_network
    from output.html import PictureOptions, map_elements, write_map

    network = load_network(open_store(workspace), catalogue=everything)
    options = PictureOptions(title=title, language=language, limit=limit)
    if as_json:
        elements = map_elements(network, options=options)
        print_json(elements, output)
        log.info("%d nodes, %d edges", len(elements["nodes"]), len(elements["edges"]))
        return
    with open_output(output) as stream:
        drawn = write_map(network, stream, options=options)
    _say_drawn(drawn)


def _around(store, document, agency, region, depth) -> set[str]:
    """The documents whose surroundings are drawn: those asked for, and those up to one citation less than ``depth`` away."""
    from kg.errors import QueryError
    from kg.network import load_network
    from kg.selection import find_code
    from kg.spread import find_near, find_of_agency, find_of_region

    network = load_network(store)
    if document:
        start = {one_document(store, document).iri}
    elif agency:
        names, start = find_of_agency(store, agency)
        if len(names) > 1:
            raise QueryError(f"{len(names)} agencies are {agency}: {'; '.join(sorted(names)[:5])}")
    else:
        try:
            start = find_of_region(network, find_code(region))
        except ValueError as error:
            raise QueryError(str(error)) from error
    if not start:
        raise QueryError(f"no document of {agency or region}")
    return find_near(network, start, depth - 1)


def _name(store, document: str) -> str:
    known = one_document(store, document)
    return " ".join(filter(None, (known.title, known.number)))


def _say_drawn(drawn) -> None:
    left_out = f"; {drawn.left_out['hidden']} nodes left out: the page says which" if drawn.left_out else ""
    log.info("%d nodes, %d edges%s", len(drawn.nodes), len(drawn.edges), left_out)
