"""What is refused, and what every response says."""

import pytest
from conftest import make_client

from output.web.accept import choose
from output.web.access import Access
from output.web.safety import HEADERS

PATHS = ("/", "/documents", "/search?q=供餐", "/sparql", "/sparql?query=x", "/static/site.css", "/static/none", "/none", "/document/none", "/map", "/picture/map", "/query", "/id/document/none", "/questions/none")


@pytest.mark.parametrize("path", PATHS)
def test_every_response_has_the_headers(client, path):
    answer = client.get(path)
    assert {name.decode() for name in HEADERS} <= set(answer.headers)
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["base-uri"] == "'none'" and policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in str(policy) and "http" not in str(policy) and "*" not in str(policy)
    assert "set-cookie" not in answer.headers and not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.1.5:8765", "0.0.0.0", "", "127.0.0.1:8765@evil.example", "[::]"])
def test_another_host_is_refused(client, host):
    assert not Access().knows(host)
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:80", "localhost:8765", "LOCALHOST", "[::1]:8765", "127.0.0.53"])
def test_this_machine_is_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_only_reading(client):
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, "/").status_code == 405, method
    assert client.head("/").status_code == 200 and client.head("/").content == b""


def test_other_sites_get_nothing(client):
    assert client.post("/sparql", data={"query": "ASK {}"}, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/sparql", data={"query": "ASK {}"}, headers={"Origin": "http://127.0.0.1:8765"}).status_code == 200
    assert client.get("/sparql?query=ASK%7B%7D", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}).status_code == 403
    assert client.get("/documents", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status_code == 200


def test_long_addresses_are_refused(client):
    assert client.get("/search?q=" + "x" * 5000).status_code == 414
    assert client.get("/" + "x" * 5000).status_code == 414


@pytest.mark.parametrize("path", ["/document/%22%3E%3Cscript%3E", "/document/a%20%7D%20%7B", "/agency/..%2f..", "/id/graph%3E/x", "/static/..%2f..%2fcli.py", "/static/../site.py", "/concept/x%3E/y", "/picture/view/%3E", "/questions/..%2fx"])
def test_odd_names_are_not_found(client, path):
    answer = client.get(path)
    assert answer.status_code == 404 and "<script>" not in answer.text


def test_a_failure_is_a_plain_page(workspace, monkeypatch):
    from starlette.testclient import TestClient

    import output.web.lists
    from output.web import make_app

    def fail(*_, **__):
        raise RuntimeError("secret <script>")

    monkeypatch.setattr(output.web.lists, "list_queries", fail)
    client = TestClient(make_app(workspace), base_url="http://127.0.0.1:8765", raise_server_exceptions=False)
    answer = client.get("/")
    assert answer.status_code == 500 and "secret" not in answer.text and "Traceback" not in answer.text and "程序出错" in answer.text
    assert "content-security-policy" in answer.headers


def test_accept_is_weighed():
    offers = {"text/html": "html", "text/turtle": "ttl"}
    assert choose(None, offers) == choose("*/*", offers) == choose("text/html;q=0.9,text/turtle;q=0.9", offers) == "html"
    assert choose("text/turtle", offers) == choose("text/html;q=0.2, text/*;q=0.5", offers) == choose("text/html;q=x, TEXT/TURTLE", offers) == "ttl"
    assert choose("image/png", offers) is choose("text/html;q=0", offers) is None


def test_no_workspace_is_one_clear_error(tmp_path):
    from kg.errors import WorkspaceError

    with pytest.raises(WorkspaceError, match="no workspace"):
        make_client(tmp_path / "none")
