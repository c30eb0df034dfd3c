"""A Graph Store that goes wrong when asked to, in this process: graphs as sets of lines."""

import base64
import hashlib
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class GraphStore:
    """Use it in ``with``. ``failures``: what to do with the next requests, in order: a status, "drop", or None."""

    def __init__(self, user: str = "", password: str = "", scheme: str = "", largest: int | None = None):
        self.graphs: dict[str, set[bytes]] = {}
        self.requests: list[tuple[str, str, int]] = []
        self.headers: list[dict[str, str]] = []
        self.failures: list = []
        self.user, self.password, self.scheme, self.largest = user, password, scheme, largest
        self.reply = (200, "application/sparql-results+json", b"{}", {})  # to queries

    def __enter__(self):
        store = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_PUT(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                store.requests.append((self.command, self.path, len(body)))
                store.headers.append(dict(self.headers))
                failure = store.failures.pop(0) if store.failures else None
                if failure == "drop":
                    self.connection.close()
                    self.close_connection = True
                elif failure:
                    self.answer(failure, b"no <b>such</b> thing: " + self.headers.get("Authorization", "").encode())
                elif not store.accepts(self.command, self.path, self.headers.get("Authorization", "")):
                    self.answer(401, b"", {"WWW-Authenticate": 'Digest realm="R, x", nonce="n1", qop="auth"' if store.scheme == "digest" else 'Basic realm="R"'})
                elif store.largest and len(body) > store.largest:
                    self.answer(413, b"too large")
                elif urlsplit(self.path).path == "/query":
                    status, kind, words, headers = store.reply
                    self.answer(status, words, {"Content-Type": kind, **headers})
                else:
                    self.answer(*store.change(self.command, parse_qs(urlsplit(self.path).query)["graph"][0], body))

            do_POST = do_GET = do_DELETE = do_PUT

            def parse_request(self):
                parsed = super().parse_request()
                if parsed and "Content-Length" not in self.headers:
                    self.headers["Content-Length"] = "0"
                return parsed

            def answer(self, status, body=b"", headers=None):
                self.close_connection = "Content-Length" in (headers or {})
                self.send_response(status)
                for name, value in {"Content-Type": "text/plain", **(headers or {})}.items():
                    self.send_header(name, value)
                if not (headers or {}).get("Content-Length"):
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/store"
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def change(self, method, graph, body):
        if method == "GET":
            return (200, b"".join(sorted(self.graphs[graph]))) if graph in self.graphs else (404, b"none")
        if method == "DELETE":
            return (204,) if self.graphs.pop(graph, None) is not None else (404,)
        lines = set(body.splitlines(keepends=True))
        assert all(line.endswith(b" .\n") for line in lines)
        self.graphs[graph] = lines | (self.graphs.get(graph, set()) if method == "POST" else set())
        return (204,)

    def accepts(self, method, path, said):
        if not self.scheme:
            return True
        if self.scheme == "bearer":
            return said == f"Bearer {self.password}"
        if self.scheme == "basic":
            return said == "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        fields = dict(re.findall(r'(\w+)="?([^",]*)"?', said))
        own = hashlib.md5(f"{self.user}:R, x:{self.password}".encode()).hexdigest()
        asked = hashlib.md5(f"{method}:{path}".encode()).hexdigest()
        wanted = hashlib.md5(":".join((own, "n1", fields.get("nc", ""), fields.get("cnonce", ""), "auth", asked)).encode()).hexdigest()
        return said.startswith("Digest ") and fields.get("response") == wanted

    def quads(self, base):
        """All lines as N-Quads, without what publishing notes for itself."""
        return sorted(line[:-2] + f"<{graph}> .\n".encode() for graph, lines in self.graphs.items() if graph != f"{base}graph/published" for line in lines)
