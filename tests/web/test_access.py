"""The token, the names of the machine, and other sites' scripts."""

import base64

import pytest
from conftest import BASE

from output.web.access import Access, check_origin, check_token

TOKEN = "correct-horse-battery"
BASIC = {"Authorization": "Basic " + base64.b64encode(f"any:{TOKEN}".encode()).decode()}
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ASK = "/sparql?query=ASK%7B%7D"


@pytest.fixture(scope="module")
def make(workspace):
    testing = pytest.importorskip("starlette.testclient")
    from output.web import make_app

    def make(base=BASE, **access):
        return testing.TestClient(make_app(workspace, access=Access(**access)), base_url=base, follow_redirects=False)

    return make


def test_without_the_token_there_is_a_page_that_asks_for_it_and_nothing_else(make):
    client = make(token=TOKEN)
    for path in ("/", "/documents", "/none", ASK, "/sparql", "/picture/map", "/id/x/y", "/search?q=供餐"):
        for headers in ({}, {"Authorization": "Bearer wrong-" + TOKEN}, {"Authorization": f"Bearer {TOKEN[:-1]}"}, {"Authorization": "Basic !!!"}, {"Authorization": "Basic"},
                        {"Authorization": "Basic " + base64.b64encode(b"\xff:\xff").decode()}, {"Authorization": f"Digest {TOKEN}"}, {"Authorization": TOKEN}):  # fmt: skip
            answer = client.get(path, headers=headers)
            assert answer.status_code == 401 and answer.headers["www-authenticate"].startswith("Basic realm=") and "供餐" not in answer.text
            assert "content-security-policy" in answer.headers and TOKEN not in answer.text
    assert "需要口令" in client.get("/").text and "asks for a token" in client.get("/?lang=en").text
    assert client.get(f"/?token={TOKEN}").status_code == 401  # never from an address
    assert client.get("/static/site.css").status_code == 200  # or that page had no style
    assert client.post("/sparql", data={"query": "ASK {}"}).status_code == 401


@pytest.mark.parametrize("headers", [BASIC, BEARER, {"Authorization": f"bearer  {TOKEN}"}])
def test_with_the_token_everything_is_there(make, headers):
    client = make(token=TOKEN)
    assert client.get("/", headers=headers).status_code == 200 and client.get(ASK, headers=headers).json()["boolean"] is True
    assert client.get("/", headers={**headers, "Host": "evil.example"}).status_code == 421
    assert client.post("/sparql", data={"query": "ASK {}"}, headers={**headers, "Origin": "https://evil.example"}).status_code == 403
    assert client.post("/sparql", data={"query": "ASK {}"}, headers={**headers, "Origin": "https://127.0.0.1:8765"}).status_code == 200  # behind a proxy with TLS


def test_names_of_the_machine(make):
    here, everywhere = Access(), Access(token=TOKEN, open=True, names=frozenset({"kg.example.org"}))
    for host in ("192.168.1.5:8765", "10.0.0.1", "[fe80::1]:80", "kg.example.org:443", "KG.Example.org"):
        assert everywhere.knows(host) and not here.knows(host)
    for host in ("evil.example", "kg.example.org.evil.example", "0.0.0.0", "[::]:80", "", "192.168.1.5.nip.io", "a@192.168.1.5", "192.168.1.5:8765:1", "x kg.example.org"):
        assert not everywhere.knows(host), host
    client = make("http://192.168.1.5:8765", token=TOKEN, open=True)
    assert client.get("/", headers=BEARER).status_code == 200 and client.get("/").status_code == 401


def test_other_sites_may_use_the_endpoint_only_where_asked(make):
    friend, foe = {"Origin": "https://app.example.org", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}, {"Origin": "https://evil.example"}
    client = make(origins=frozenset({"https://app.example.org"}))
    answer = client.get(ASK, headers=friend)
    assert answer.status_code == 200 and answer.headers["access-control-allow-origin"] == "https://app.example.org" and "origin" in answer.headers["vary"].lower()
    assert "access-control-allow-credentials" not in answer.headers and answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert client.get("/sparql?query=nonsense", headers=friend).headers["access-control-allow-origin"] == "https://app.example.org"
    preflight = client.options("/sparql", headers={**friend, "Access-Control-Request-Method": "POST"})
    assert preflight.status_code == 204 and "Authorization" in preflight.headers["access-control-allow-headers"] and preflight.content == b""
    for answer in (client.get(ASK, headers=foe), client.options("/sparql", headers=foe), client.get("/", headers=friend), make().get(ASK, headers=friend), client.get(ASK, headers={"Origin": "null"})):
        assert answer.status_code in (403, 405) and "access-control-allow-origin" not in answer.headers
    guarded = make(token=TOKEN, origins=frozenset({"https://app.example.org"}))
    assert guarded.options("/sparql", headers=friend).status_code == 204  # a browser asks without the token
    assert guarded.get(ASK, headers=friend).status_code == 401 and guarded.get(ASK, headers={**friend, **BEARER}).status_code == 200


def test_what_is_no_token_or_origin_is_said():
    assert check_token(f" {TOKEN}\n") == TOKEN and check_origin("http://localhost:3000") == "http://localhost:3000"
    for token in ("", "short", "fifteen-letters", "with blanks in the middle of it", "口令口令口令口令口令口令口令口令"):
        with pytest.raises(ValueError, match="at least 16"):
            check_token(token)
    for origin in ("*", "null", "example.org", "https://example.org/", "https://example.org/path", "javascript://x", ""):
        with pytest.raises(ValueError, match="no origin"):
            check_origin(origin)
