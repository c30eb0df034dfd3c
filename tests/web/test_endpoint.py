"""/sparql by the SPARQL 1.1 Protocol: ways to ask, forms of the answer, and what is not sent as success."""

import json

import pytest
from conftest import make_client

import output.web.endpoint as endpoint
from kg.query_limits import LENGTH, Limits
from kg.store import Store
from kg.workspace import Workspace

NUMBERS = "SELECT ?n WHERE { ?d eli:id_local ?n } ORDER BY ?n"
FORM = "application/x-www-form-urlencoded"
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STRLEN(STR(?c)) > STRLEN(STR(?i))) }"


def ask(client, query, accept=None, **headers):
    return client.get("/sparql", params={"query": query}, headers={**({"Accept": accept} if accept else {}), **headers})


def test_three_ways_to_ask_give_the_same_answer(client, workspace):
    store = Store.open_current(Workspace.open(workspace).graph_folder)
    wanted = [number for (number,) in store.rows(NUMBERS)]
    answers = [
        ask(client, NUMBERS),
        client.post("/sparql", data={"query": NUMBERS}),
        client.post("/sparql", content=NUMBERS.encode("utf-8"), headers={"Content-Type": "application/sparql-query; charset=utf-8"}),
    ]
    for answer in answers:
        assert answer.status_code == 200 and answer.headers["content-type"] == "application/sparql-results+json"
        assert [row["n"]["value"] for row in answer.json()["results"]["bindings"]] == wanted != []


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"), ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"), ("text/csv", "text/csv"), ("text/tab-separated-values", "text/tab-separated-values"),
        ("*/*", "application/sparql-results+json"), ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/html, text/*;q=0.3", "text/csv"), ("application/sparql-results+json;q=0, application/json;q=0, */*;q=0.1", "application/sparql-results+xml"),
    ],
)  # fmt: skip
def test_rows_come_in_the_form_that_is_accepted(client, accept, sent):
    for query in (NUMBERS, "ASK { ?d eli:cites ?e }"):
        answer = ask(client, query, accept)
        assert answer.status_code == 200 and answer.headers["content-type"].partition(";")[0] == sent


@pytest.mark.parametrize(
    ("accept", "sent"),
    [("text/turtle", "text/turtle"), ("application/n-triples", "application/n-triples"), ("application/rdf+xml", "application/rdf+xml"), ("application/ld+json", "application/ld+json"), ("*/*", "text/turtle")],
)
def test_triples_come_in_the_form_that_is_accepted(client, accept, sent):
    for query in ("CONSTRUCT WHERE { ?s a pol:Region ; pol:level ?l }", "DESCRIBE level:central"):
        answer = ask(client, query, accept)
        assert answer.status_code == 200 and answer.headers["content-type"].partition(";")[0] == sent and answer.content


def test_terms_keep_their_kind(client):
    (row,) = ask(client, 'SELECT ?d ?title ?year WHERE { ?d eli:id_local "国发〔2021〕91号" ; dcterms:title ?title ; pol:year ?year }').json()["results"]["bindings"]
    assert row["d"]["type"] == "uri" and row["title"]["xml:lang"] == "zh" and row["year"] == {"type": "literal", "value": "2021", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}


def test_what_no_form_fits_is_406(client):
    assert ask(client, NUMBERS, "image/png").status_code == 406
    assert ask(client, NUMBERS, "text/turtle").status_code == 406 and ask(client, "DESCRIBE level:central", "text/csv").status_code == 406


@pytest.mark.parametrize("broken", ["SELECT", "SELECT * WHERE { ?s ?p }", "nonsense", "", "SELECT ?x { ?x unknown:y ?z }", "(" * 500, "INSERT DATA { <a:b> <a:b> <a:b> }", "DROP ALL",
                                    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "LOAD <http://127.0.0.1:9/>"])  # fmt: skip
def test_what_does_not_parse_or_is_refused_is_400_with_the_reason(client, broken):
    answer = client.post("/sparql", data={"query": broken})
    assert answer.status_code == 400 and answer.headers["content-type"].startswith("text/plain") and len(answer.text.splitlines()) == 1 and len(answer.text) > 10
    assert "Traceback" not in answer.text


def test_requests_that_the_protocol_does_not_know(client):
    assert client.post("/sparql", data={"update": "DROP ALL"}).status_code == 403
    assert client.post("/sparql", content="DROP ALL", headers={"Content-Type": "application/sparql-update"}).status_code == 403
    assert client.get("/sparql", params={"query": NUMBERS, "default-graph-uri": "https://example.org/"}).status_code == 400
    assert client.post("/sparql", data={"query": NUMBERS, "named-graph-uri": "https://example.org/"}).status_code == 400
    assert client.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D").status_code == 400
    assert client.post("/sparql?query=ASK%7B%7D", content="ASK {}", headers={"Content-Type": "application/sparql-query"}).status_code == 400
    assert client.post("/sparql", content=b"query=%ff%fe", headers={"Content-Type": FORM}).status_code == 400
    assert client.post("/sparql", content=b"\xff\xfe", headers={"Content-Type": "application/sparql-query"}).status_code == 400
    assert client.post("/sparql", content="{}", headers={"Content-Type": "application/json"}).status_code == 415
    assert client.post("/sparql").status_code in (400, 415) and client.get("/sparql?x=1").status_code == 400
    assert client.post("/sparql", content="#" * (5 * LENGTH), headers={"Content-Type": "application/sparql-query"}).status_code == 413
    assert client.put("/sparql", content="x").status_code == 405 and client.delete("/sparql").status_code == 405


def test_without_a_query_the_endpoint_describes_itself(client):
    answer = client.get("/sparql")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/turtle")
    described = Store.in_memory([])
    described._inner.load(answer.content, format=__import__("pyoxigraph").RdfFormat.TURTLE)
    assert list(described.rows("SELECT ?e { ?s <http://www.w3.org/ns/sparql-service-description#endpoint> ?e }")) == [("http://127.0.0.1:8765/sparql",)]


def test_from_names_graphs_and_the_rest_is_the_union(client):
    (graph,) = [row["g"]["value"] for row in ask(client, "SELECT DISTINCT ?g { GRAPH ?g { ?d pol:status pol:full } }").json()["results"]["bindings"]]
    count = lambda clause: int(ask(client, f"SELECT (COUNT(*) AS ?n) {clause} WHERE {{ ?s ?p ?o }}").json()["results"]["bindings"][0]["n"]["value"])  # noqa: E731
    assert 0 < count(f"FROM <{graph}>") < count("")


def test_an_overrun_is_never_success(workspace):
    client = make_client(workspace, limits=Limits(seconds=0.7))
    answer = ask(client, HEAVY)
    assert answer.status_code == 503 and "stopped" in answer.text
    assert ask(client, NUMBERS).status_code == 200


@pytest.mark.parametrize("accept", ["text/csv", "application/json", "application/xml", "text/tab-separated-values"])
def test_an_answer_that_is_too_large_is_not_success(workspace, accept):
    for limits, option in ((Limits(size=20_000), "--max-size"), (Limits(rows=999), "--max-rows")):
        answer = ask(make_client(workspace, limits=limits), "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 1000", accept)
        assert answer.status_code == 503 and option in answer.text and len(answer.text.splitlines()) == 1
    assert ask(make_client(workspace, limits=Limits(rows=1000)), "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 1000", accept).status_code == 200


def test_large_answers_that_nobody_takes_are_few(client, monkeypatch):
    monkeypatch.setattr(endpoint, "KEPT", 1000)
    monkeypatch.setattr(endpoint, "SMALL", 900)
    answer = ask(client, "SELECT * WHERE { ?a ?b ?c } LIMIT 1000")
    assert answer.status_code == 503 and answer.headers["retry-after"] and "other answers" in answer.text
    assert ask(client, "SELECT * WHERE { ?a ?b ?c } LIMIT 1").status_code == 200


def test_nothing_is_left_behind(client, tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for query in (NUMBERS, "broken", "DESCRIBE level:central"):
        ask(client, query, "text/csv")
    assert list(tmp_path.iterdir()) == []


def test_json_of_rows_is_json(client):
    assert json.loads(ask(client, "SELECT ?a ?b WHERE { VALUES (?a ?b) { (UNDEF \"\\\"\\\\\") } }").text)["results"]["bindings"] == [{"b": {"type": "literal", "value": '"\\'}}]
