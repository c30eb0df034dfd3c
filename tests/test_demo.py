"""The demonstration leaves what the README says, twice the same."""

import pytest

from kg.demo import NUMBER, run_demo
from kg.errors import PolicyKGError
from kg.queries import load_query
from kg.query import run_query


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return run_demo(tmp_path_factory.mktemp("demo") / "demo")


def test_all_files_are_there(demo):
    assert list(demo.files) == ["graph.ttl", "view.html", "map.html", "answer.txt"]
    assert all(path.stat().st_size > 500 for path in demo.files.values())
    assert (demo.files["graph.ttl"].parent / "workspace" / "workspace.json").is_file()


def test_every_example_is_read(demo):
    assert demo.report.counts["files"] == {"seen": 18, "read": 18, "failed": 0, "passed_over": 0}
    assert demo.report.counts["stubs"] > 5


def test_the_answer_names_the_documents_that_cite_the_opinion(demo):
    assert NUMBER in demo.answer
    for number in ("国办发〔2022〕93号", "教财〔2022〕97号", "黔府发〔2022〕92号", "遵府办发〔2022〕94号", "黔府函〔2023〕297号"):
        assert number in demo.answer
    assert "依据" in demo.answer and "贯彻落实" in demo.answer
    assert demo.files["answer.txt"].read_text(encoding="utf-8") == demo.answer


@pytest.mark.parametrize(("name", "words"), [
    ("conflicts", ("国发〔2021〕91号", "2021-09-18", "2021-09-16", "catalogue.csv")),
    ("basis-not-in-force", ("黔府发〔2024〕91号", "贵州省行政规范性文件制定和监督管理规定", "2023-12-31")),
    ("unresolved-citations", ("《学生餐营养指南》", "国卫办食品〔2017〕91号", "教体艺厅〔2019〕92号")),
    ("agency-changes", ("2018", "国家食品药品监督管理总局", "国家市场监督管理总局")),
])  # fmt: skip
def test_the_catalogue_gives_these_questions_their_answers(demo, name, words):
    graph = demo.files["graph.ttl"].parent / "workspace" / "graph"
    with run_query(graph, load_query(name)) as result:
        rows = [{str(value) for value in row} for row in result]
    for word in words:
        assert any(word in row for row in rows), rows


def test_the_graph_parses_and_holds_the_chain(demo):
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(demo.files["graph.ttl"], format="turtle")
    numbers = {str(number) for number in graph.objects(None, rdflib.URIRef("http://data.europa.eu/eli/ontology#id_local"))}
    assert {"国发〔2021〕91号", "黔府发〔2022〕92号", "遵府办发〔2022〕94号", "湄府办发〔2022〕195号", "兴府发〔2023〕96号"} <= numbers


def test_the_pictures_are_pages_that_name_the_opinion(demo):
    for name in ("view.html", "map.html"):
        page = demo.files[name].read_text(encoding="utf-8")
        assert "Content-Security-Policy" in page and "国务院关于加强乡村学校供餐工作的意见" in page


def test_a_second_run_writes_the_same_bytes(demo):
    folder = demo.files["graph.ttl"].parent
    before = {name: path.read_bytes() for name, path in demo.files.items()}
    again = run_demo(folder)
    assert again.report.extracted == 0
    assert {name: path.read_bytes() for name, path in again.files.items()} == before


def test_a_folder_that_cannot_be_made_is_one_known_failure(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PolicyKGError):
        run_demo(tmp_path / "file" / "demo")
