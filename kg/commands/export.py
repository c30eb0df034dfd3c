"""policykg export."""

from pathlib import Path

import click

from kg.commands.frame import command, log, open_output, output_option, workspace_option


@command("export", example="policykg export --format ttl -o graph.ttl --workspace demo/workspace")
@workspace_option
@click.option("--format", "form", required=True, help="ttl, nt, nq, trig, jsonld or rdfxml.")
@output_option
def export(workspace, form, output):
    """Write the graph in a format that other tools read (导出)."""
    from kg.store import Store
    from kg.workspace import Workspace
    from output import EXPORTERS, FOLDERS

    if form not in EXPORTERS:
        raise click.BadParameter(f"{form!r} is not one of {', '.join(EXPORTERS)}", param_hint="--format")
    store = Store.open_current(Workspace.open(workspace).graph_folder)
    if form in FOLDERS:
        if output == "-":
            raise click.UsageError(f"{form} is several files: name a folder with -o")
        EXPORTERS[form](store, Path(output))
    else:
        with open_output(output) as stream:
            EXPORTERS[form](store, stream)
    log.info("%d triples", len(store))
