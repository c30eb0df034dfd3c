"""policykg serve."""

import os
import sys
import time
from pathlib import Path

import click

from kg.commands.frame import command, log, stages, workspace_option
from kg.commands.limits import query_limit_options

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_TOKEN = "POLICYKG_TOKEN"
_FILES = 4096  # open files that the connections may take
_LOOKS = 15  # seconds between two looks at what can be given back
_WORKED = 0.5  # seconds of CPU between them that make it worth it


@command("serve", example="policykg serve --workspace demo/workspace --port 0")
@workspace_option
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one 端口.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen 地址; any but 127.0.0.1, localhost and ::1 needs a token.")
@click.option("--token-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=f"Who asks has to show the token in this file, or in ${_TOKEN} 口令.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="Another host name by which the site is asked 主机名.")
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="A site whose scripts may use /sparql, as https://example.org 跨域.")
@click.option("--at-once", type=click.IntRange(min=1), default=4, show_default=True, help="Queries that run at once 同时查询数.")
@query_limit_options(size="256MB", rows=1_000_000)
def serve(workspace, port, host, token_file, names, origins, at_once, limits):
    """Show the workspace in a browser (网站): search, documents with their words, pictures, SPARQL."""
    from kg.query import stop_queries
    from kg.search import index_workspace, is_current
    from kg.workspace import Workspace
    from output.web import make_app, make_server

    access = _read_access(host, token_file, names, origins)
    space = Workspace.open(workspace)
    fingerprint = space.about.get("graph", "")
    if not is_current(space, fingerprint):
        log.info("making the search index of %s", workspace)
        with space.locked(), stages() as progress:
            index_workspace(space, fingerprint, progress=lambda done, total: progress("index", done, total))
    listener = _listen(host, port)
    _allow_files()
    _bound_memory()
    server = make_server(make_app(workspace, limits, access, at_once))
    shown = f"[{host}]" if ":" in host else host
    log.info("http://%s:%d/  (Ctrl-C ends it)", shown, listener.getsockname()[1])
    if access.open:
        log.info("asked from other machines, with the token as password of any user; without TLS it can be read on the way")
    try:
        server.run(sockets=[listener])
    finally:
        stop_queries()


def _read_access(host: str, token_file: Path | None, names, origins):
    from output.web import Access, check_origin, check_token

    try:
        token = token_file.read_text(encoding="utf-8") if token_file else os.environ.get(_TOKEN)
        token = None if token is None else check_token(token)
        origins = frozenset(map(check_origin, origins))
    except (ValueError, OSError) as error:
        raise click.UsageError(str(error)) from error
    if host not in _LOOPBACK and token is None:
        raise click.UsageError(f"--host {host} lets other machines ask: give a token with --token-file FILE or in ${_TOKEN}")
    return Access(token, host not in _LOOPBACK, frozenset(name.lower() for name in names), origins)


def _listen(host: str, port: int):
    import socket

    from kg.errors import OutputError

    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    if os.name != "nt":  # there it would share the port with whoever has it
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # who comes before the server is ready waits
    except OSError as error:
        listener.close()
        raise OutputError(f"{host}:{port} cannot be used: {error.strerror}; name another --host or --port") from error
    return listener


def _allow_files() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _bound_memory() -> None:
    """Two heaps for all threads, since each would keep one of its own; and what bursts leave free in them goes back to the system (glibc)."""
    if sys.platform != "linux":
        return
    import contextlib
    import ctypes
    import threading

    most_heaps = -8
    with contextlib.suppress(AttributeError):  # another libc
        libc = ctypes.CDLL(None)
        libc.mallopt(most_heaps, 2)
        threading.Thread(target=_trim, args=(libc.malloc_trim,), daemon=True).start()


def _trim(give_back) -> None:
    worked = time.process_time()
    while True:
        time.sleep(_LOOKS)
        before, worked = worked, time.process_time()
        if worked - before > _WORKED:
            give_back(0)
