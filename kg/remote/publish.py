"""The graph of a workspace on a server, by the SPARQL 1.1 Graph Store Protocol: one PUT for each named graph that is not there yet.

What the server holds is written there, in a graph of its own (``…graph/published``): before a graph is sent the digest that
it is going to have, afterwards that it has it. So publishing twice sends nothing, what was stopped anywhere goes on from
there, and graphs that are gone are removed, by whomever they were sent. A graph larger than ``piece`` is sent as a PUT and
POSTs that add to it; no graph of ours has blank nodes, so a piece that arrives twice changes nothing.
"""

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kg.remote.server import Answer, Server
from kg.store import Store

PIECE = 8_000_000  # bytes of one request
PUBLISHED, PUBLISHING = "urn:policykg:published", "urn:policykg:publishing"
_NOTED = 200  # graphs sent between two notes of what is there
_LINE = re.compile(rf'^<([^>]+)>\s+<({PUBLISHED}|{PUBLISHING})>\s+"([0-9a-f]*)"', re.MULTILINE)
_GONE = ""  # the digest of a graph that is to be removed

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class PublishReport:
    """``graphs`` of ``triples`` are on the server now; ``sent`` of them were sent, ``removed`` others taken away."""

    graphs: int
    triples: int
    sent: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Graph:
    """A graph in the spool: where its triples stand, and their digest."""

    start: int
    end: int
    triples: int
    digest: str


def publish(store: Store, server: Server, base: str, *, piece: int = PIECE, progress: Progress | None = None) -> PublishReport:
    """Make the server's graphs under ``base`` those of ``store``; other graphs of the server stay.

    Raises EndpointError; what has been sent stays, and publishing again goes on. Two at once on one server are not kept apart.
    """
    progress = progress or (lambda stage, done, total: None)
    manifest = f"{base}graph/published"
    with tempfile.TemporaryFile() as spool:
        graphs = _spool(store, spool)
        noted = _read_manifest(server.send("GET", {"graph": manifest}, headers={"Accept": "application/n-triples"}, waits=()), server)
        there = {graph for graph, digests in noted.items() if graph in graphs and _holds(digests, graphs[graph].digest)}
        waiting = [graph for graph in graphs if graph not in there]
        gone = sorted(set(noted) - set(graphs))
        if waiting or gone:
            intents = [(graph, PUBLISHING, graphs[graph].digest) for graph in waiting] + [(graph, PUBLISHING, _GONE) for graph in gone]
            _send(server, "POST", manifest, _lines(intents), piece)
        unnoted: list[str] = []
        for done, graph in enumerate(waiting):
            progress("publish", done, len(waiting))
            _send_graph(server, graph, graphs[graph], spool, piece)
            unnoted.append(graph)
            if len(unnoted) == _NOTED:
                _send(server, "POST", manifest, _lines((graph, PUBLISHED, graphs[graph].digest) for graph in unnoted), piece)
                unnoted.clear()
        for graph in gone:
            answer = server.send("DELETE", {"graph": graph})
            if answer.status != 404:  # taken away before
                server.check(answer)
        if waiting or gone:
            _send(server, "PUT", manifest, _lines((graph, PUBLISHED, found.digest) for graph, found in graphs.items()))
        progress("publish", len(waiting), len(waiting))
    return PublishReport(len(graphs), sum(found.triples for found in graphs.values()), len(waiting), len(gone))


def _spool(store: Store, spool: BinaryIO) -> dict[str, _Graph]:
    """All graphs in their order, their triples in ``spool``."""
    graphs = {}
    for graph, triples in store.graphs():
        start, digest, count = spool.tell(), hashlib.sha256(), 0
        for triple in triples:
            spool.write(triple)
            digest.update(triple)
            count += 1
        graphs[graph] = _Graph(start, spool.tell(), count, digest.hexdigest()[:32])
    return graphs


def _read_manifest(answer: Answer, server: Server) -> dict[str, dict[str, set[str]]]:
    """What the server says it holds or was to hold: digests by graph, published and publishing apart."""
    found: dict[str, dict[str, set[str]]] = {}
    if answer.status != 404:
        for graph, state, digest in _LINE.findall(server.check(answer).body.decode("utf-8", "replace")):
            found.setdefault(graph, {PUBLISHED: set(), PUBLISHING: set()})[state].add(digest)
    return found


def _holds(digests: dict[str, set[str]], wanted: str) -> bool:
    """True where a graph is on the server with this digest and nothing else was ever begun since the last whole publication."""
    begun = digests[PUBLISHING]
    return wanted in digests[PUBLISHED] and (begun == {wanted} or not begun and len(digests[PUBLISHED]) == 1)


def _send_graph(server: Server, graph: str, found: _Graph, spool: BinaryIO, piece: int) -> None:
    method = "PUT"
    for start, end in _pieces(spool, found.start, found.end, piece):
        spool.seek(start)
        _send(server, method, graph, spool.read(end - start))
        method = "POST"


def _pieces(spool: BinaryIO, start: int, end: int, piece: int) -> Iterator[tuple[int, int]]:
    """Where to cut, at line ends: spans of at most ``piece`` bytes and the rest of a line."""
    while start < end:
        if end - start <= piece:
            yield start, end
            return
        spool.seek(start + piece)
        spool.readline()
        cut = min(spool.tell(), end)
        yield start, cut
        start = cut


def _lines(rows) -> bytes:
    return "".join(f'<{graph}> <{state}> "{digest}" .\n' for graph, state, digest in rows).encode("ascii")


def _send(server: Server, method: str, graph: str, triples: bytes, piece: int | None = None) -> None:
    """One request, or for lines of a manifest that are only added several."""
    while triples:
        cut = len(triples) if piece is None or len(triples) <= piece else triples.rindex(b"\n", 0, max(piece, 1000)) + 1
        body, triples = triples[:cut], triples[cut:]
        # N-Triples are Turtle, and every server takes that.
        server.check(server.send(method, {"graph": graph}, body, {"Content-Type": "text/turtle"}))
