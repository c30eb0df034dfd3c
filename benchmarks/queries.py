"""Named questions against the same text given to Oxigraph directly, and to rdflib's memory store: ``python benchmarks/queries.py [WORKSPACE|-] [NAME...]``.

Without a WORKSPACE (or with -) the graph is the examples' own, copied under other IRIs and numbers until it has a million
triples. Each question runs four ways on the same graph:

ours
    ``kg.query.run_query``: a process of its own with its limits, the rows read back; the process was started ahead, as the site does after each
    query and the command line while it loads
alone
    the same with a process that is started when the question is asked
direct
    the SPARQL text given to pyoxigraph in a running process with the store open, all values read
rdflib
    the same in an rdflib Graph in memory, stopped after ``SECONDS``

Printed are the medians of ``ROUNDS`` in turns (of rdflib one), what ours costs beside direct, and how much faster it is than rdflib.
Computed questions are timed as what they select; the function that turns the rows is ours alone.
"""

import multiprocessing
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from examples import list_documents  # noqa: E402
from kg.build import build  # noqa: E402
from kg.queries import Question, list_queries, load_query  # noqa: E402
from kg.query import run_query, start_ahead  # noqa: E402
from kg.query_limits import Limits  # noqa: E402
from kg.store import Store  # noqa: E402
from kg.vocab import PREFIXES  # noqa: E402
from kg.workspace import Workspace  # noqa: E402

TRIPLES = 1_000_000
ROUNDS = 5
SECONDS = 120
AHEAD = 0.4  # seconds in which a process is ready
HOPS = ("chain-to-central", "measures-of-agency", "agency-cooperation")  # three steps and more from node to node
GROUPS = ("most-cited", "level-matrix", "documents-by-year")
_OWN = re.compile(rb"(https://w3id\.org/policykg/id/)(?!region/)")
_YEAR = re.compile("〔(20\\d\\d)〕".encode())


def copies(lines: list[bytes], count: int) -> Iterator[bytes]:
    """``count`` lines and more: copies with own nodes under other IRIs and numbers of other years; regions and concepts are shared."""
    yield from lines
    own = [line for line in lines if _OWN.match(line, 1)]
    for number in range(1, 1 + -(-(count - len(lines)) // len(own))):
        for line in own:
            line = _OWN.sub(rb"\g<1>%d-" % number, line)
            yield _YEAR.sub("〔".encode() + b"%d" % (3000 + number) + "〕".encode(), line)


def graph_of_a_million(folder: Path) -> Path:
    build(list_documents(), folder / "examples")
    lines = list(Store.open_current(Workspace.open(folder / "examples").graph_folder).quads())
    Store.build(folder / "graph", copies(lines, TRIPLES))
    return folder / "graph"


def seconds(ask: Callable[[], int]) -> tuple[float, int]:
    start = time.perf_counter()
    rows = ask()
    return time.perf_counter() - start, rows


def ask_ours(folder: Path, question: Question) -> int:
    with run_query(folder, Question(question.sparql), limits=Limits(seconds=SECONDS)) as result:
        return sum(1 for _ in result)


def start_and_wait(folder: Path) -> None:
    start_ahead(folder)
    time.sleep(AHEAD)


def answer_with_rdflib(triples: str, pipe) -> None:
    """In a process that can be ended: load once, then answer each query sent with (seconds, rows)."""
    from rdflib import Graph

    graph = Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    graph.parse(triples, format="nt")
    pipe.send("loaded")
    while True:
        sparql = pipe.recv()
        pipe.send(seconds(lambda: len(list(graph.query(sparql)))))


class Rdflib:
    """rdflib in a process of its own, started anew after a query that had to be stopped."""

    def __init__(self, triples: str):
        self._triples, self._process = triples, None

    def ask(self, sparql: str) -> tuple[float, int] | None:
        if self._process is None:
            self._pipe, other = multiprocessing.Pipe()
            self._process = multiprocessing.Process(target=answer_with_rdflib, args=(self._triples, other), daemon=True)
            self._process.start()
            self._pipe.recv()
        self._pipe.send(sparql)
        if self._pipe.poll(SECONDS):
            return self._pipe.recv()
        self._process.kill()
        self._process = None
        return None


def main(workspace: str = "-", *names: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Workspace.open(workspace).graph_folder if workspace != "-" else graph_of_a_million(Path(made))
        store = Store.open_current(folder)
        triples = str(Path(made, "graph.nt"))
        with open(triples, "wb") as stream:
            store.dump("nt", stream)
        rdflib = Rdflib(triples)
        print(f"{len(store)} triples; median seconds of {ROUNDS}, of rdflib 1\n")
        print(f"{'question':24}{'rows':>8}{'ours':>9}{'alone':>9}{'direct':>9}{'limit':>9}{'rdflib':>9}  ours is faster")
        over = []
        for name in names or [entry["name"] for entry in list_queries()]:
            question = load_query(name)
            ours, alone, direct, rows = [], [], [], set()
            for _ in range(ROUNDS):
                ways = ((alone, lambda: ask_ours(folder, question)), (ours, lambda: ask_ours(folder, question)), (direct, lambda: sum(1 for _ in store.rows(question.sparql))))
                for times, ask in ways:
                    if times is ours:
                        start_and_wait(folder)
                    took, count = seconds(ask)
                    times.append(took)
                    rows.add(count)
            mine, theirs = statistics.median(ours), statistics.median(direct)
            limit = 1.3 * theirs + 0.06
            compared = rdflib.ask(question.sparql) if name in HOPS + GROUPS else None
            if name in HOPS + GROUPS:
                slow, found = compared or (SECONDS, None)
                rows |= {found} - {None}
                against = f"{slow:9.2f}  {'' if compared else '> '}{slow / mine:.1f} times"
            else:
                against = ""
            print(f"{name:24}{max(rows):>8}{mine:9.3f}{statistics.median(alone):9.3f}{theirs:9.3f}{limit:9.3f}{against}{'' if len(rows) == 1 else '  ROWS DIFFER'}", flush=True)
            over += [name] * (mine > limit)
        print(f"\nover 1.3 times direct and 60 ms: {', '.join(over) or 'none'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
