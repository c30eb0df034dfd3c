"""policykg serve."""

import os

import click

from kg.commands.frame import command, log, stages, workspace_option


def _loopback(context, parameter, value: str) -> str:
    if value not in ("127.0.0.1", "localhost", "::1"):
        raise click.BadParameter("the site is for this machine alone: 127.0.0.1, localhost or ::1")
    return value


@command("serve", example="policykg serve --workspace demo/workspace --port 0")
@workspace_option
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one 端口.")
@click.option("--host", default="127.0.0.1", show_default=True, callback=_loopback, help="Of this machine: 127.0.0.1, localhost or ::1.")
@click.option("--timeout", type=click.FloatRange(min=0.01), default=60.0, show_default=True, help="Seconds for a query at /sparql.")
def serve(workspace, port, host, timeout):
    """Show the workspace in a browser on this machine (本地网站): search, documents with their words, pictures, SPARQL."""
    import socket

    import uvicorn

    from kg.errors import OutputError
    from kg.query import stop_queries
    from kg.search import index_workspace, is_current
    from kg.workspace import Workspace
    from output.web import make_app

    space = Workspace.open(workspace)
    fingerprint = space.about.get("graph", "")
    if not is_current(space, fingerprint):
        log.info("making the search index of %s", workspace)
        with space.locked(), stages() as progress:
            index_workspace(space, fingerprint, progress=lambda done, total: progress("index", done, total))
    listener = socket.socket(socket.AF_INET6 if host == "::1" else socket.AF_INET)
    if os.name != "nt":  # there it would share the port with whoever has it
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # who comes before the server is ready waits
    except OSError as error:
        listener.close()
        raise OutputError(f"{host}:{port} cannot be used: {error.strerror}; name another --port") from error
    server = uvicorn.Server(uvicorn.Config(make_app(workspace, timeout), log_level="warning", access_log=False, server_header=False, ws="none", lifespan="off", timeout_graceful_shutdown=2))
    shown = f"[{host}]" if ":" in host else host
    log.info("http://%s:%d/  (Ctrl-C ends it)", shown, listener.getsockname()[1])
    try:
        server.run(sockets=[listener])
    finally:
        stop_queries()
