"""Slow, greedy and broken clients against the real server: each is ended in its time, and holds nobody up."""

import contextlib
import socket
import time
import urllib.request

import pytest
from conftest import serving

import output.web.connections as connections

QUICK = {"HEAD": 0.6, "BODY": 0.6, "STALL": 0.8, "_DRAIN": 0.6}


@pytest.fixture
def address(workspace, monkeypatch):
    for name, seconds in QUICK.items():
        monkeypatch.setattr(connections, name, seconds)
    with serving(workspace) as address:
        yield address


def connect(address, small_window=False):
    client = socket.socket()
    if small_window:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(30)
    client.connect(("127.0.0.1", int(address.rsplit(":", 1)[1])))
    return client


def read_all(client) -> bytes:
    said = b""
    with contextlib.suppress(ConnectionResetError):
        while chunk := client.recv(65536):
            said += chunk
    return said


def honest(address) -> float:
    """Seconds in which somebody else gets a page and an answer."""
    began = time.monotonic()
    for path in ("/", "/sparql?query=ASK%7B%7D"):
        with urllib.request.urlopen(address + path, timeout=20) as answer:
            assert answer.status == 200 and answer.read()
    return time.monotonic() - began


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", b"408"), (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: 1", b"408"),
        (b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nASK", b""),
        (b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n", b""),
    ],
    ids=["nothing", "half a head", "half a body", "half of chunks"],
)  # fmt: skip
def test_what_does_not_come_in_time_is_ended(address, sent, said):
    with connect(address) as client:
        began = time.monotonic()
        client.sendall(sent)
        answer = read_all(client)
        assert 0.4 < time.monotonic() - began < 5
        assert said in answer[:20] and b" 200 " not in answer


def test_a_letter_at_a_time_is_not_enough(address):
    """The time is of the whole head: each byte does not begin it anew."""
    with connect(address) as client:
        began = time.monotonic()
        with contextlib.suppress(OSError):
            for letter in b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"a" * 100:
                client.sendall(bytes([letter]))
                time.sleep(0.05)
                if time.monotonic() - began > 5:
                    pytest.fail("still open")
        assert time.monotonic() - began < 3


def test_a_second_request_has_its_own_time(address):
    with connect(address) as client:
        for _ in range(3):
            client.sendall(b"HEAD /static/site.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert b"200" in client.recv(65536)[:20]
            time.sleep(0.4)
        client.sendall(b"GET ")
        began = time.monotonic()
        read_all(client)
        assert time.monotonic() - began < 4


def test_who_does_not_read_is_ended_and_the_answer_is_not_kept(address, tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    query = "SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff%7DLIMIT%2030000"
    with connect(address, small_window=True) as client:
        client.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        assert b"200" in client.recv(20)
        until = time.monotonic() + 15
        while list(tmp_path.iterdir()) and time.monotonic() < until:
            time.sleep(0.1)
        assert list(tmp_path.iterdir()) == []
        said = read_all(client)
        assert b'"}}]}}' not in said[-20:]  # it was cut, and looks cut: its length was promised, or its last chunk is missing


def test_a_thousand_idle_clients_hold_nobody_up(address, monkeypatch):
    monkeypatch.setattr(connections, "MOST", 50)
    monkeypatch.setattr(connections, "HEAD", 60.0)
    clients = []
    try:
        for number in range(200):
            clients.append(connect(address))
            clients[-1].sendall(b"GET / HTTP/1.1\r\nX: ")
        assert honest(address) < 10
        ended = 0
        for client in clients:
            client.settimeout(0.01)
            with contextlib.suppress(TimeoutError):
                ended += read_all(client) == b""
        assert ended >= 145  # the oldest made room
    finally:
        for client in clients:
            client.close()


@pytest.mark.parametrize(
    ("head", "size", "status"),
    [
        ("POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nContent-Length: 10000000\r\n\r\n", 10_000_000, b"413"),
        ("POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10000000\r\n\r\n", 10_000_000, b"413"),
        ("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10000000\r\n\r\n", 10_000_000, b"405"),
        ("GET /sparql?query=", 10_000_000, b"414"),
        ("GET /sparql?query=", 130_000, b"414"),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ", 10_000_000, b"431"),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\x00 \r\n\r\n", 10, b"400"),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_read(address, head, size, status):
    """The answer comes while most of it has not been sent, and arrives also at who sends it all."""
    with connect(address) as client:
        client.sendall(head.encode() + b"a" * min(size, 200_000) + (b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" if size == 130_000 else b""))
        assert status in client.recv(65536)[:20]
    with connect(address) as client:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            client.sendall(head.encode() + b"a" * size + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert status in client.recv(65536)[:20]
    assert honest(address) < 10


def test_chunks_without_an_end_are_ended(address):
    with connect(address) as client:
        client.sendall(b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n")
        began, sent = time.monotonic(), 0
        with contextlib.suppress(OSError):
            while time.monotonic() - began < 8:
                client.sendall(b"10000\r\n" + b"#" * 0x10000 + b"\r\n")
                sent += 0x10000
        assert time.monotonic() - began < 8 and sent < 64 << 20
        assert b"413" in client.recv(100)
