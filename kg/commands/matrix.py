"""policykg matrix."""

import click

from kg.commands.frame import command, log, open_output, open_store, output_option, page_options, workspace_option


@command("matrix", example="policykg matrix --by level -o matrix.html --workspace demo/workspace")
@workspace_option
@click.option("--by", "kind", type=click.Choice(["level", "issuer"]), default="level", show_default=True, help="Level to level, or place to issuer 层级或发文机关.")
@click.option("--format", "form", type=click.Choice(["html", "csv"]), default="html", show_default=True, help="A heat map, or its figures.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Places and issuers at most.")
@page_options
@output_option
def matrix(workspace, kind, form, limit, language, title, output):
    """Count citations from level to level, or from place to issuer, as a heat map (引用矩阵)."""
    from kg.matrix import count_issuers, count_levels
    from kg.network import load_network
    from output.answer import write_rows
    from output.html.sheet import write_matrix

    network = load_network(open_store(workspace))
    counted = count_levels(network) if kind == "level" else count_issuers(network, limit)
    with open_output(output) as stream:
        if form == "html":
            write_matrix(counted, stream, kind=kind, title=title, language=language)
        else:
            figures = ([row, *(counted.counts.get((row, column), 0) for column in counted.columns)] for row in counted.rows)
            write_rows(["citing", *counted.columns], figures, stream)
    if counted.unplaced or counted.beyond:
        log.info("%d more without a place or an issuer, %d of places and issuers beyond --limit", counted.unplaced, counted.beyond)
    log.info("%d citations between documents, %d rows, %d columns", sum(counted.counts.values()), len(counted.rows), len(counted.columns))
