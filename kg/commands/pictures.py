"""policykg view and policykg map."""

import click

from kg.commands.frame import (
    command,
    json_option,
    log,
    open_output,
    open_store,
    output_option,
    print_json,
    workspace_option,
)


def _picture_options(function):
    """The options that view and map share."""
    for option in (
        click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="In which the page opens 语言."),
        click.option("--limit", type=click.IntRange(min=1), help="Most nodes to draw; what is left out is said."),
        click.option("--title", help="Heading of the page 标题."),
    ):
        function = option(function)
    return function


@command("view", example="policykg view -o view.html --workspace demo/workspace")
@workspace_option
@_picture_options
@click.option("--measures", is_flag=True, help="Draw measures and responsible departments too 措施与责任单位.")
@output_option
def view(workspace, title, limit, language, measures, output):
    """Draw documents and agencies as one interactive HTML file (交互视图)."""
    from kg.neighbourhood import load_neighbourhood
    from output.html import PictureOptions, write_view

    network = load_neighbourhood(open_store(workspace))
    with open_output(output) as stream:
        drawn = write_view(network, stream, options=PictureOptions(title=title, language=language, limit=limit, measures=measures))
    _say_drawn(drawn)


@command("map", example="policykg map -o map.html --workspace demo/workspace")
@workspace_option
@_picture_options
@json_option
@output_option
def draw_map(workspace, title, limit, language, as_json, output):
    """Draw the citations between central and local policies as one HTML file (引用地图)."""
    from kg.network import load_network
    from output.html import PictureOptions, map_elements, write_map

    network = load_network(open_store(workspace))
    options = PictureOptions(title=title, language=language, limit=limit)
    if as_json:
        elements = map_elements(network, options=options)
        print_json(elements, output)
        log.info("%d nodes, %d edges", len(elements["nodes"]), len(elements["edges"]))
        return
    with open_output(output) as stream:
        drawn = write_map(network, stream, options=options)
    _say_drawn(drawn)


def _say_drawn(drawn) -> None:
    left_out = f"; {drawn.left_out['hidden']} nodes left out: the page says which" if drawn.left_out else ""
    log.info("%d nodes, %d edges%s", len(drawn.nodes), len(drawn.edges), left_out)
