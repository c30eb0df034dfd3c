"""Hostile queries against a real server and the command line: each ends in its way and time, and nobody else suffers.

The short version is for every run; ``make hostile-endpoint`` sends more (POLICYKG_ROUNDS) and prints the figures.
"""

import contextlib
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hostile_queries import QUERIES
from hostile_server import MEMORY, ROOT, ROWS, SECONDS, SIZE, Trap, hostile_server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc, and binds to several loopback addresses")
ROUNDS = int(os.environ.get("POLICYKG_ROUNDS", 0))  # 0: the short version
AT_ONCE = 200
HEAP = 20 << 20  # bytes that the allocator may keep of another burst
GIVEN_BACK = 40  # seconds within which the server does what it can to give memory back
CODES = {200: "answered", 400: "refused", 413: "refused", 414: "refused", 503: "stopped"}
NUMBERS = "SELECT ?n WHERE { ?d eli:id_local ?n } ORDER BY ?n"


@pytest.fixture(scope="module")
def trap():
    return Trap()


@pytest.fixture(scope="module")
def server(workspace, tmp_path_factory):
    scratch = tmp_path_factory.mktemp("scratch")
    with hostile_server(workspace, scratch) as server:
        server.scratch = scratch
        _warm(server)
        yield server


def _warm(server) -> None:
    """What a server holds that has worked: threads, modules, templates, and what the allocator keeps of a first burst."""
    with ThreadPoolExecutor(AT_ONCE) as clients:
        list(clients.map(lambda number: server.page(("/", "/documents", "/questions/most-cited?limit=5", "/map")[number % 4]), range(AT_ONCE)))
        list(clients.map(lambda number: server.ask(NUMBERS + " " * 50_000), range(AT_ONCE)))
        list(clients.map(lambda number: server.ask(QUERIES[number % len(QUERIES)].query, "127.0.0.3", timeout=120), range(2 * AT_ONCE)))
    server.settle()


def aimed(query, trap):
    return query.replace("ADDRESS", trap.address) if isinstance(query, str) else query


class Honest(threading.Thread):
    """Somebody who looks at pages and asks small queries, from their own address, until told to end."""

    def __init__(self, server, wanted: bytes, client: str):
        super().__init__(daemon=True)
        self.server, self.wanted, self.client = server, wanted, client
        self.pages, self.answers, self.wrong, self.busy, self.done = [], [], [], 0, threading.Event()

    def run(self) -> None:
        while not self.done.is_set():
            for path in ("/", "/documents", "/static/site.css"):
                began = time.monotonic()
                status, _, body = self.server.page(path, self.client)
                self.pages.append(time.monotonic() - began)
                if status != 200 or not body:
                    self.wrong.append((path, status))
            began = time.monotonic()
            while (asked := self.server.ask(NUMBERS, self.client))[0] == 503 and "Retry-After" in asked[1] or asked[0] == 503 and "retry-after" in asked[1]:
                self.busy += 1
                time.sleep(0.5)
            self.answers.append(time.monotonic() - began)
            if asked[0] != 200 or asked[2] != self.wanted:
                self.wrong.append((asked[0], asked[2][:80]))
            time.sleep(0.05)


@contextlib.contextmanager
def honest_meanwhile(server, client: str = "127.0.0.9"):
    somebody = Honest(server, server.ask(NUMBERS)[2], client)
    somebody.start()
    try:
        yield somebody
    finally:
        somebody.done.set()
        somebody.join(120)
        for what, times in (("pages", somebody.pages), ("queries", somebody.answers)):
            print(f"\nhonest {what}: {len(times)}, median {statistics.median(times):.2f} s, slowest {max(times):.2f} s", end="")
        print(f"; told to come back: {somebody.busy}")


@contextlib.contextmanager
def nothing_is_left(server, trap):
    """Afterwards: memory as before, no child, no file, no call."""
    before, calls = server.memory(), trap.calls
    yield
    assert server.settle() == []
    until = time.monotonic() + 10
    while list(server.scratch.iterdir()) and time.monotonic() < until:
        time.sleep(0.1)
    assert list(server.scratch.iterdir()) == []
    most = max(1.1 * before, before + HEAP)
    until = time.monotonic() + GIVEN_BACK
    while (after := server.memory()) > most and time.monotonic() < until:
        server.page("/static/site.css")
        time.sleep(1)
    print(f"\nmemory of the server: {before >> 20} MB before, {after >> 20} MB after; calls of the trap: {trap.calls - calls}")
    assert after < most
    assert trap.calls == calls
    assert server.process.poll() is None


def check_answer(name: str, ends, status: int, headers: dict, body: bytes) -> None:
    assert CODES.get(status) in ends, (name, status, body[:200])
    if status == 200:
        assert body and len(body) <= SIZE and int(headers.get("content-length", len(body))) == len(body), name
    else:
        text = body.decode("utf-8")
        assert len(text.splitlines()) == 1 and 10 < len(text) < 300 and "Traceback" not in text, (name, text[:300])


def test_each_query_ends_in_its_way_and_time(server, trap):
    def send(hostile):
        began = time.monotonic()
        while True:
            asked = time.monotonic()
            status, headers, body = server.ask(aimed(hostile.query, trap), "127.0.0.2")
            if not body.startswith(b"busy") or time.monotonic() - began > 60:
                break
        check_answer(hostile.name, hostile.ends, status, headers, body)
        took = time.monotonic() - asked
        assert took < 6 * SECONDS + 5, (hostile.name, took)  # its turn, its time, and a slow machine
        return CODES[status]

    with nothing_is_left(server, trap), honest_meanwhile(server) as somebody, ThreadPoolExecutor(3) as clients:
        ended = list(clients.map(send, QUERIES))
    assert somebody.wrong == [] and len(somebody.answers) > 5
    assert {kind: ended.count(kind) for kind in set(CODES.values())}.keys() == {"answered", "refused", "stopped"}
    print({kind: ended.count(kind) for kind in sorted(set(ended))})


@pytest.mark.parametrize("addresses", [("127.0.0.2", "127.0.0.3"), ("127.0.0.9",)], ids=["of others", "of the same address"])
def test_two_hundred_at_once(server, trap, addresses):
    """Mutated too: cut, doubled, turned; who is sent away comes back. Of the same address (behind a proxy, or all on this machine) the honest one may have to come back."""
    chance = random.Random(7)
    chosen = [mutate(chance.choice(QUERIES).query, chance) if number % 2 else chance.choice(QUERIES).query for number in range(max(AT_ONCE, ROUNDS))]
    ended, troubles, lock = {}, [], threading.Lock()

    until = time.monotonic() + (10 if not ROUNDS else ROUNDS)

    def send(number):
        while True:
            status, headers, body = server.ask(aimed(chosen[number], trap), addresses[number % len(addresses)], timeout=120)
            way = "busy" if body.startswith(b"busy") else CODES.get(status, str(status))
            with lock:
                ended[way] = ended.get(way, 0) + 1
            if way != "busy" or time.monotonic() > until:
                break
            time.sleep(0.3)
        try:
            check_answer(f"{number}: {chosen[number][:80]!r}", frozenset(CODES.values()), status, headers, body)
        except AssertionError as error:
            troubles.append(str(error)[:500])

    with nothing_is_left(server, trap), honest_meanwhile(server, "127.0.0.9") as somebody, ThreadPoolExecutor(AT_ONCE) as clients:
        list(clients.map(send, range(len(chosen))))
    print(f"{len(chosen)} queries, {AT_ONCE} at once: {dict(sorted(ended.items()))}")
    assert troubles == [] and somebody.wrong == []
    assert statistics.median(somebody.pages) < 2 and max(somebody.answers) < 60
    if addresses[0] != somebody.client:
        assert somebody.busy == 0


def mutate(query: str | bytes, chance: random.Random) -> str | bytes:
    if not query or len(query) > 1_000_000:
        return query
    start, end = sorted((chance.randrange(len(query)), chance.randrange(len(query))))
    way = chance.randrange(4)
    if way == 0:
        return query[:end]
    if way == 1:
        return query[:start] + query[start:end] * 2 + query[end:]
    if way == 2:
        return query[:start] + query[start:end][::-1] + query[end:]
    return query[:start] + query[end:]


def test_an_address_carries_a_query_as_a_body_does(server, trap):
    few = [hostile for hostile in QUERIES if isinstance(hostile.query, str) and len(hostile.query) < 2000 and hostile.ends == {"refused"}]
    with nothing_is_left(server, trap):
        for hostile in few[::4]:
            check_answer(hostile.name, hostile.ends, *server.ask_by_address(aimed(hostile.query, trap), "127.0.0.2"))


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
def test_a_stopped_answer_is_never_sent_as_success(server, accept):
    """At each limit: rows, bytes and time, where much of the answer had been made."""
    for query in (f"SELECT * {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {ROWS + 1}", "SELECT * { ?a ?b ?c . ?d ?e ?f }", "SELECT ?x { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(STRLEN(CONCAT(?c, ?f, ?i)) AS ?x) FILTER(?x < 4) }"):
        status, headers, body = server.ask(query, "127.0.0.2", accept)
        assert status == 503 and headers["content-type"].startswith("text/plain") and len(body) < 300, (query, status)
    status, headers, body = server.ask(f"SELECT ?a {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {ROWS // 4}", "127.0.0.2", accept)
    assert status == 200 and len(body) == int(headers["content-length"]) > ROWS


def test_a_client_that_leaves_leaves_no_query_behind(server, trap):
    import socket

    with nothing_is_left(server, trap):
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", server.port), source_address=("127.0.0.2", 0)) as client:
                body = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }"
                client.sendall(b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
                until = time.monotonic() + 5
                while not server.children() and time.monotonic() < until:
                    time.sleep(0.02)
                assert server.children()
            left = time.monotonic()
            assert server.settle() == [] and time.monotonic() - left < SECONDS


def test_through_the_command_line(workspace, trap):
    """The same set on stdin: exit code 0 or 1, one line on stderr, nothing on stdout that is not an answer."""
    short = {"deep", "SERVICE", "update"}  # many of them are much alike
    chosen = [hostile for number, hostile in enumerate(QUERIES) if ROUNDS or (hostile.name.split(":")[0] not in short and number % 5 == 0) or number % 16 == 0]
    calls = trap.calls

    def run(hostile):
        query = aimed(hostile.query, trap)
        command = [sys.executable, "cli.py", "query", "-", "--workspace", str(workspace), "--timeout", str(SECONDS), "--max-memory", f"{MEMORY}MB", "--max-rows", str(ROWS), "--max-size", str(SIZE)]
        began = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, input=query.encode("utf-8", "surrogatepass") if isinstance(query, str) else query, capture_output=True, timeout=60)
        told = done.stderr.decode("utf-8").splitlines()
        assert time.monotonic() - began < SECONDS + 20, hostile.name
        assert len(told) == 1 and len(told[0]) < 300, (hostile.name, told)
        assert done.returncode in ((0, 1) if "answered" in hostile.ends else (1,)), (hostile.name, told)
        if done.returncode:
            assert done.stdout == b"" and told[0].startswith("policykg: ")
        return done.returncode

    with ThreadPoolExecutor(2) as runs:
        codes = list(runs.map(run, chosen))
    assert trap.calls == calls and set(codes) == {0, 1} and len(chosen) > 20
