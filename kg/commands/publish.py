"""policykg publish."""

import click

from kg.commands.frame import command, json_option, log, print_json, stages, warn_of_open_line, workspace_option


@command("publish", example="policykg publish for-the-server --bulk --workspace demo/workspace")
@click.argument("target", metavar="URL|FOLDER")
@workspace_option
@click.option("--bulk", is_flag=True, help="Write gzipped N-Quads with a manifest into FOLDER, for a server's own loader 批量文件.")
@click.option("--piece-mb", type=click.FloatRange(min=0.01, max=1000), default=8.0, show_default=True, help="Largest request in MB.")
@json_option
def publish(target, workspace, bulk, piece_mb, as_json):
    """Send the graph to a SPARQL server (发布) by Graph Store Protocol, or write files for it.

    Oxigraph's address is http://HOST:7878/store, Virtuoso's http://HOST:8890/sparql-graph-crud-auth.

    Credentials: POLICYKG_ENDPOINT_USER and POLICYKG_ENDPOINT_PASSWORD, or POLICYKG_ENDPOINT_TOKEN, in the environment.
    """
    from kg.iris import BASE
    from kg.remote import Server, write_bulk
    from kg.remote import publish as publish_store
    from kg.store import Store
    from kg.workspace import Workspace

    is_url = target.lower().startswith(("http:", "https:"))
    if bulk == is_url:
        raise click.UsageError("name a folder with --bulk, or the address of a Graph Store (http://… or https://…) without.")
    space = Workspace.open(workspace)
    store = Store.open_current(space.graph_folder)
    if bulk:
        manifest = write_bulk(store.quads(), target)
        if as_json:
            print_json(manifest)
        log.info("%d quads in %d parts in %s", manifest["quads"], len(manifest["parts"]), target)
        return
    with Server(target) as server, stages() as progress:
        warn_of_open_line(server)
        report = publish_store(store, server, space.about.get("base") or BASE, piece=int(piece_mb * 1e6), progress=progress)
    if as_json:
        print_json({"graphs": report.graphs, "triples": report.triples, "sent": report.sent, "removed": report.removed})
    log.info("%d graphs of %d triples are there: %d sent, %d were, %d removed", report.graphs, report.triples, report.sent, report.graphs - report.sent, report.removed)
