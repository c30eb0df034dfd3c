"""Publishing: the server ends with the graph of the workspace, whatever was there, whatever goes wrong, whoever is killed."""

import gzip
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from graph_store import GraphStore
from linked_sample import LINKED, RECORDS

from kg.errors import EndpointError
from kg.iris import BASE
from kg.rdf import quads_for
from kg.remote import Server, publish, write_bulk
from kg.remote import server as server_module
from kg.remote.server import PASSWORD, TOKEN, USER
from kg.store import Store
from kg.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent.parent
LINKS = f"{BASE}graph/links"


@pytest.fixture(scope="module")
def store():
    return Store.in_memory(quads_for(LINKED, RECORDS))


@pytest.fixture(scope="module")
def other():
    """A graph with a source less and other words in the links."""
    gone = sorted({line.rsplit(" ", 2)[1] for line in quads_for(LINKED, RECORDS) if LINKS not in line})[0]
    kept = (line for line in quads_for(LINKED, RECORDS) if not line.endswith(f"{gone} .\n"))
    return Store.in_memory(line.replace("意见", "看法") for line in kept)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(server_module.time, "sleep", lambda seconds: None)


def send(store, url, environment=None, **options):
    with Server(url, environment or {}) as server:
        return publish(store, server, BASE, **options)


def test_every_graph_arrives_and_a_second_time_nothing_is_sent(store):
    with GraphStore() as there:
        there.graphs["http://of.others/graph"] = {b"<a:b> <a:b> <a:b> .\n"}
        report = send(store, there.url)
        assert there.graphs.pop("http://of.others/graph") and there.quads(BASE) == list(store.quads())
        assert report.sent == report.graphs == len(there.graphs) - 1 and report.triples == len(store)
        there.requests.clear()
        assert send(store, there.url).sent == 0 and [method for method, _, _ in there.requests] == ["GET"]


def test_only_what_changed_is_sent_and_what_is_gone_is_removed(store, other):
    with GraphStore() as there:
        send(store, there.url)
        there.requests.clear()
        report = send(other, there.url)
        assert there.quads(BASE) == list(other.quads())
        assert report.removed == 1 and 0 < report.sent < report.graphs
        assert sum(method == "DELETE" for method, _, _ in there.requests) == 1


def test_a_large_graph_goes_in_pieces_of_whole_lines(store):
    with GraphStore(largest=6000) as there:
        send(store, there.url, piece=2000)
        assert there.quads(BASE) == list(store.quads())
        sizes = [size for method, path, size in there.requests if quote(LINKS, safe="") in path]
        assert len(sizes) > 3 and max(sizes) < 3000


def test_where_it_was_stopped_the_next_one_goes_on(store, other):
    """After each number of requests the server goes away; whichever graph is published then, the server ends with it."""
    with GraphStore() as whole:
        send(store, whole.url)
        send(other, whole.url)
        steps = len(whole.requests)
    for stop in range(0, steps, 2):
        for following in (store, other):
            with GraphStore() as there:
                there.failures = [None] * stop + [500] * 200
                with pytest.raises(EndpointError, match="status 500"):
                    send(store, there.url)
                    send(other, there.url)
                there.failures = []
                send(following, there.url)
                assert there.quads(BASE) == list(following.quads()), stop


def test_a_busy_or_absent_minded_server_is_asked_again(store):
    with GraphStore() as there:
        there.failures = [None, 503, "drop", 429, None, "drop", 502]
        send(store, there.url)
        assert there.quads(BASE) == list(store.quads())


@pytest.mark.parametrize("scheme", ["basic", "digest", "bearer"])
def test_credentials_come_from_the_environment(store, scheme):
    with GraphStore("me", "Geheim,1", scheme) as there:
        with pytest.raises(EndpointError, match=f"set {USER} and {PASSWORD}, or {TOKEN}"):
            send(store, there.url)
        wrong = {TOKEN: "Geheim,2"} if scheme == "bearer" else {USER: "me", PASSWORD: "Geheim,2"}
        with pytest.raises(EndpointError, match="does not accept") as refused:
            send(store, there.url, wrong)
        assert "Geheim" not in str(refused.value)
        right = {TOKEN: "Geheim,1"} if scheme == "bearer" else {USER: "me", PASSWORD: "Geheim,1"}
        assert send(store, there.url, right).sent > 0
        assert there.quads(BASE) == list(store.quads())
        if scheme == "digest":
            assert all("Basic" not in headers.get("Authorization", "") for headers in there.headers)


@pytest.mark.parametrize(("status", "words"), [(403, "may not"), (404, "no such service"), (405, "right address"), (413, "this size"), (302, "elsewhere"), (400, "status 400")])
def test_a_refusal_says_what_it_means_and_no_secret(store, status, words):
    with GraphStore() as there:
        there.failures = [None, *[status] * 9]
        with pytest.raises(EndpointError, match=words) as refused:
            send(store, there.url, {TOKEN: "Geheim"})
        assert "Geheim" not in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://me:Geheim@127.0.0.1/store", "ftp://127.0.0.1/", "http:///store", "http://127.0.0.1:99999/", "http://127.0.0.1/ä", "http://h/#x"])
def test_an_address_that_is_none_or_holds_a_password_is_refused(url):
    with pytest.raises(EndpointError) as refused:
        Server(url)
    assert "Geheim" not in str(refused.value)


def test_nobody_there_is_one_line(store):
    with GraphStore() as there:
        url = there.url
    with pytest.raises(EndpointError, match="cannot be reached: Connection refused"):
        send(store, url)


def run(*words, environment=None, **options):
    return subprocess.run([sys.executable, str(ROOT / "cli.py"), *map(str, words)], capture_output=True, text=True, env={**os.environ, **(environment or {})}, timeout=120, **options)


def test_the_command_line_shows_no_secret(built):
    with GraphStore("me", "Geheim", "basic") as there:
        said = run("publish", there.url, "--workspace", built, "-v", environment={USER: "me", PASSWORD: "falsch-Geheim"})
        assert said.returncode == 1 and said.stdout == "" and "Geheim" not in said.stderr and len(said.stderr.splitlines()) == 1
        assert run("publish", there.url.replace("//", "//me:Geheim@"), "--workspace", built).stderr.count("Geheim") == 0
        done = run("publish", there.url, "--workspace", built, "--json", environment={USER: "me", PASSWORD: "Geheim"})
        assert done.returncode == 0 and json.loads(done.stdout)["sent"] == 20
    assert run("publish", "somewhere", "--workspace", built).returncode == 2


def dump_of(url: str) -> list[bytes]:
    with urlopen(f"{url}/store", timeout=60) as answer:
        return sorted(line for line in answer.read().splitlines(keepends=True) if b"<urn:policykg:" not in line)


def test_killed_anywhere_then_again_it_ends_right_on_oxigraph(oxigraph, built, store):
    wanted = list(Store.open_current(Workspace.open(built).graph_folder).quads())
    dice, killed = random.Random(7), 0
    for _ in range(5):
        send(store, f"{oxigraph}/store")  # another graph is there
        command = [sys.executable, str(ROOT / "cli.py"), "publish", f"{oxigraph}/store", "--workspace", str(built), "--piece-mb", "0.05"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.3 + dice.random())
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
        said = run("publish", f"{oxigraph}/store", "--workspace", built)
        assert said.returncode == 0, said.stderr
        assert dump_of(oxigraph) == wanted
    assert killed


def test_bulk_files_are_the_graph_and_the_same_bytes_each_time(store, tmp_path):
    first = write_bulk(store.quads(), tmp_path / "a", part=20_000)
    (tmp_path / "a" / "part-00099.nq.gz").write_bytes(b"of an earlier one")
    assert write_bulk(store.quads(), tmp_path / "a", part=20_000) == first
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == ["manifest.json", *(part["name"] for part in first["parts"])] and len(names) > 3
    lines = b""
    for part in first["parts"]:
        packed = (tmp_path / "a" / part["name"]).read_bytes()
        assert hashlib.sha256(packed).hexdigest() == part["sha256"] and len(packed) == part["bytes"]
        lines += gzip.decompress(packed)
    assert lines == b"".join(store.quads()) and hashlib.sha256(lines).hexdigest() == first["sha256"]
    assert json.loads((tmp_path / "a" / "manifest.json").read_text()) == first


def test_bulk_files_that_were_not_finished_have_no_manifest(store, tmp_path):
    write_bulk(store.quads(), tmp_path)

    def broken():
        yield b"<a:a> <a:a> <a:a> <a:a> .\n"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_bulk(broken(), tmp_path)
    assert not (tmp_path / "manifest.json").exists()
