"""``policykg serve`` as a process with small limits, what the system says of it, and a listener that nobody may call."""

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
SECONDS, ROWS, SIZE, MEMORY, AT_ONCE = 1.5, 20_000, 4_000_000, 700, 4
SPARQL = "application/sparql-query"


class Trap:
    """A listener on loopback that counts who calls."""

    def __init__(self):
        import socket

        self.calls = 0
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}/x"
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            self._listener.accept()[0].close()
            self.calls += 1


class Server:
    def __init__(self, process: subprocess.Popen, port: int):
        self.process, self.port = process, port

    def ask(self, query: str | bytes, client: str = "127.0.0.1", accept: str = "*/*", timeout: float = 60) -> tuple[int, dict, bytes]:
        """(status, headers, body) of a query from one of this machine's loopback addresses; IncompleteRead where the body is cut."""
        return self._send("POST", "/sparql", query.encode("utf-8", "surrogatepass") if isinstance(query, str) else query, {"Content-Type": SPARQL, "Accept": accept}, client, timeout)

    def ask_by_address(self, query: str, client: str = "127.0.0.1") -> tuple[int, dict, bytes]:
        return self._send("GET", "/sparql?" + urlencode({"query": query}, errors="surrogatepass"), None, {}, client, 60)

    def page(self, path: str = "/", client: str = "127.0.0.1") -> tuple[int, dict, bytes]:
        return self._send("GET", path, None, {}, client, 60)

    def _send(self, method, path, body, headers, client, timeout):
        # More than the system's buffers hold: an early answer arrives while it is still being sent.
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout, source_address=(client, 0))
        try:
            try:
                connection.request(method, path, body, headers)
            except (BrokenPipeError, ConnectionResetError):
                pass
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def memory(self) -> int:
        """Bytes that the server itself holds."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def children(self) -> list[str]:
        """Those that have a query, and with it its limits; beside them one alone may wait for the next."""
        found = self._processes()
        asked = [child for child in found if not _waits(child)]
        assert len(found) - len(asked) <= 1 + AT_ONCE, found  # those just started for a query have no limits yet
        return asked

    def _processes(self) -> list[str]:
        found = []
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                found += (task / "children").read_text().split()
            except OSError:  # the thread has ended
                pass
        return found

    def settle(self) -> list[str]:
        """The children that are left when it has had time to end them, but for the one that waits."""
        until = time.monotonic() + 10
        while len(left := self._processes()) > 1 or self.children():
            if time.monotonic() > until:
                return left
            time.sleep(0.1)
        return []


def _waits(child: str) -> bool:
    """Whether the process has no limit of memory: it gets that with its query."""
    try:
        limits = Path(f"/proc/{child}/limits").read_text()
    except OSError:  # it has ended
        return False
    return re.search(r"Max address space +unlimited", limits) is not None


@contextmanager
def hostile_server(workspace, scratch: Path):
    """``scratch`` takes its temporary files, so that what is left of them is seen."""
    command = [sys.executable, "cli.py", "serve", "--workspace", str(workspace), "--port", "0", "--timeout", str(SECONDS),
               "--max-rows", str(ROWS), "--max-size", str(SIZE), "--max-memory", f"{MEMORY}MB", "--at-once", str(AT_ONCE)]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, encoding="utf-8", env={**os.environ, "TMPDIR": str(scratch)})
    try:
        port = re.search(r":(\d+)/", process.stderr.readline())[1]
        yield Server(process, int(port))
    finally:
        process.terminate()
        process.wait(20)
