"""Queries in their own process: answers, what is refused, what is stopped, and the named questions."""

import io
import json
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from linked_sample import LINKED, RECORDS

from kg.errors import QueryError, QueryStopped, WorkspaceError
from kg.queries import Question, list_queries, load_query, read_question
from kg import query as asking
from kg.query import Stopper, run_query, serialize_query, start_ahead, stop_queries
from kg.query_limits import LENGTH, Limits
from kg.query_text import screen
from kg.query_worker import Refused, check_query
from kg.rdf import quads_for
from kg.store import Store
from output.answer import ANSWER_FORMATS, write_answer

ROOT = Path(__file__).parent.parent
OPINION, NOTICE = "国务院关于校车安全的意见", "太康县人民政府办公室关于印发太康县校车安全工作方案的通知"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
SAMPLE = """SELECT ?title ?n ?half ?none WHERE {
  VALUES (?title ?n ?half) { ("甲,\\"乙\\"\\n丙" 3 2.5) ("=1+1" 10 1) }
} ORDER BY ?n"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("graph")
    Store.build(made, quads_for(LINKED, RECORDS))
    return made


def rows(folder, sparql, **options):
    with run_query(folder, sparql, **options) as result:
        return list(result)


def written(folder, form, sparql=SAMPLE):
    stream = io.BytesIO()
    with run_query(folder, sparql) as result:
        write_answer(result, form, stream)
    return stream.getvalue()


def test_three_lines_without_prefixes_answer_the_first_question(folder):
    found = rows(
        folder,
        """SELECT ?title ?cited WHERE {
  ?d pol:status pol:full ; dcterms:title ?title ; eli:cites ?c .
  ?c pol:level level:central ; dcterms:title ?cited }""",
    )
    assert (NOTICE, OPINION) in found and len(found) == 4


def test_a_declaration_of_the_user_holds(folder):
    assert rows(folder, "PREFIX pol: <http://a/> SELECT ?d { ?d pol:status ?s }") == []


def test_kinds_of_questions_have_columns(folder):
    assert rows(folder, 'ASK { ?d eli:id_local "国发〔2012〕48号" }', limits=Limits(seconds=float("inf"))) == [("true",)]
    with run_query(folder, "CONSTRUCT { ?c pol:x ?d } WHERE { ?d pol:implements ?c }") as result:
        assert result.columns == ("subject", "predicate", "object")
        assert result.count == len(list(result)) == 1
    assert len(rows(folder, "DESCRIBE level:central")) == 4
    with run_query(folder, SAMPLE) as result:
        assert result.columns == ("title", "n", "half", "none")
        assert result.types == ("text", "integer", "number", "text")


def test_a_dataset_that_the_query_names_holds(folder):
    links = "https://w3id.org/policykg/id/graph/links"
    whole, named, other = (
        int(rows(folder, f"SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}")[0][0])
        for clause in ("", f"FROM <{links}>", "FROM <http://a/>")
    )
    assert whole > named > other == 0


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT"),
        ("PREFIX x: <http://a/> # SELECT\n delete where { ?a ?b ?c }", "DELETE"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD"),
        ("CLEAR ALL", "CLEAR"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE"),
        ("SELECT * { OPTIONAL { { SELECT * { service silent ?x { ?a ?b ?c } } } } }", "SERVICE"),
        ("ASK { FILTER(?a<?b)SERVICE#c>\n?x { ?a ?b ?c } }", "SERVICE"),
    ],
)
def test_what_changes_or_fetches_is_refused(folder, sparql, message):
    with pytest.raises(QueryError, match=f"refused: {message}"):
        run_query(folder, sparql)


@pytest.mark.parametrize(
    "sparql",
    ['SELECT * { ?a ?b "SERVICE" }', "SELECT * { ?service ?b <http://a/service> } # SERVICE", 'ASK { ?a ?b "LOAD from x" }'],
)
def test_the_word_alone_is_not_refused(sparql):
    assert screen(sparql) and check_query(sparql) is False


def test_an_escape_does_not_hide_a_keyword():
    with pytest.raises(Refused, match="SERVICE"):
        check_query("SELECT * { \\u0053ERVICE <http://a/> { ?a ?b ?c } }")


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("", "does not parse"),
        ("SELECT", "does not parse: line 1"),
        ("SELECT ?x {\n ?x nope:a ?b }", "line 2: the prefix of nope:a is not declared"),
        ("SELECT ?x { ?x a ?b", "does not parse"),
        ("the most cited {", "has to begin with SELECT"),
        ("ASK {" * 101, "brackets"),
        ("#" * (LENGTH + 1), "characters"),
    ],
)
def test_a_bad_query_is_one_line(folder, sparql, message):
    with pytest.raises(QueryError, match=message) as caught:
        run_query(folder, sparql)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 250


def test_a_slow_query_is_stopped(folder):
    started = time.monotonic()
    with pytest.raises(QueryError, match="stopped after 1 seconds"):
        run_query(folder, SLOW, limits=Limits(seconds=1))
    assert time.monotonic() - started < 5


@pytest.mark.skipif(sys.platform == "win32", reason="no memory limit there")
def test_a_query_that_dies_is_one_line(folder):
    doubling = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
    with pytest.raises(QueryError, match="stopped: it needs more than 300 MB of memory .--max-memory"):
        run_query(folder, f'SELECT (STRLEN(?x30) AS ?n) {{ BIND("aaaaaaaaaa" AS ?x0) {doubling} }}', limits=Limits(seconds=20, memory=300 << 20))


@pytest.mark.parametrize("sparql", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE ?s { ?s ?p ?o }"])
def test_an_answer_over_its_limits_is_an_error_and_never_cut(folder, sparql):
    count = len(rows(folder, sparql))
    assert len(rows(folder, sparql, limits=Limits(rows=count))) == count
    for limits, option in ((Limits(rows=count - 1), "--max-rows"), (Limits(size=500), "--max-size")):
        with pytest.raises(QueryStopped, match=f"answer has more than .*{option} allows more"):
            run_query(folder, sparql, limits)
        for forms in (("json", "ttl"), ("xml", "nt"), ("csv", "rdfxml"), ("tsv", "jsonld")):
            with pytest.raises(QueryStopped, match=option):
                serialize_query(folder, sparql, forms, limits)
    kept = serialize_query(folder, sparql, ("json", "ttl"), Limits(rows=count))
    assert kept.path.stat().st_size > 500
    kept.close()


def test_a_query_is_stopped_from_another_thread(folder):
    stopper = Stopper()
    timer = threading.Timer(0.5, stopper.stop, ["others wait"])
    timer.start()
    started = time.monotonic()
    with pytest.raises(QueryStopped, match="others wait"):
        run_query(folder, SLOW, stopper=stopper)
    with pytest.raises(QueryStopped, match="others wait"):  # one that has not begun
        run_query(folder, SLOW, stopper=stopper)
    assert time.monotonic() - started < 5


def has_ended(process):
    """Within two seconds, by its id."""
    for _ in range(40):
        stat = Path(f"/proc/{process}/stat")
        if not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc")
def test_a_worker_dies_with_its_parent(folder):
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; from kg.query import run_query; run_query(Path({str(folder)!r}), {SLOW!r})"
    parent = subprocess.Popen([sys.executable, "-c", script])
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    for _ in range(200):
        if worker := children.read_text().split():
            break
        time.sleep(0.05)
    time.sleep(0.5)
    parent.kill()
    parent.wait()
    assert has_ended(worker[0])


def waiting_worker(folder):
    """A process that has been started ahead and has opened the graph."""
    stop_queries()
    rows(folder, "ASK {}")  # takes what other tests have left
    start_ahead(folder)
    (worker,) = asking._waiting
    return worker


def test_a_process_started_ahead_answers_once(folder, monkeypatch):
    waiting_worker(folder)
    start_ahead(folder)
    assert len(asking._waiting) == 1
    with monkeypatch.context() as patched:
        patched.setattr(asking, "_start_worker", lambda graph="": pytest.fail("another one was started"))
        assert rows(folder, "ASK { ?s a pol:Agency }") == [("true",)]
    assert rows(folder, "ASK { ?s a pol:Agency }") == [("true",)]


def test_a_process_started_ahead_answers_about_the_graph_it_is_asked_about(folder, tmp_path):
    Store.build(tmp_path, ["<https://example.org/a> <https://example.org/b> <https://example.org/c> <https://example.org/g> ."])
    waiting_worker(folder)
    assert rows(tmp_path, "SELECT ?s { ?s ?p ?o }") == [("https://example.org/a",)]
    start_ahead(tmp_path)
    Store.build(tmp_path, ["<https://example.org/later> <https://example.org/b> <https://example.org/c> <https://example.org/g> ."])
    assert rows(tmp_path, "SELECT ?s { ?s ?p ?o }") == [("https://example.org/later",)]


def test_a_process_started_ahead_has_the_limits_of_its_query(folder):
    waiting_worker(folder)
    started = time.monotonic()
    with pytest.raises(QueryStopped, match="after 1 seconds"):
        run_query(folder, SLOW, limits=Limits(seconds=1))
    assert time.monotonic() - started < 10
    waiting_worker(folder)
    with pytest.raises(QueryStopped, match="memory"):
        run_query(folder, "SELECT (GROUP_CONCAT(?x) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?a), STR(?d), STR(?g)) AS ?x) }", limits=Limits(memory=250 << 20))


def test_a_process_that_died_while_it_waited_is_replaced(folder):
    worker = waiting_worker(folder)
    worker.kill()
    worker.wait()
    assert rows(folder, "ASK {}") == [("true",)]


def test_no_process_is_started_ahead_without_a_graph(tmp_path):
    stop_queries()
    asking._waiting.clear()
    start_ahead(tmp_path)
    assert asking._waiting == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc")
def test_a_process_that_waits_ends_with_its_parent(folder):
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; from kg.query import start_ahead, _waiting; start_ahead(Path({str(folder)!r})); print(_waiting[0].pid, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        worker = parent.stdout.readline().strip()
        parent.kill()
    assert has_ended(worker)


def test_no_graph_is_said_before_a_process_starts(tmp_path):
    with pytest.raises(WorkspaceError):
        run_query(tmp_path, "ASK {}")


def test_a_limit_cuts_and_says_so(folder):
    with run_query(folder, "SELECT * { ?s ?p ?o }", limit=5) as result:
        assert (result.count, result.more, len(list(result))) == (5, True, 5)
    with run_query(folder, "SELECT * { ?s ?p ?o } LIMIT 5", limit=5) as result:
        assert (result.count, result.more) == (5, False)


def test_formats_have_a_header_and_plain_values(folder):
    assert written(folder, "csv").decode() == 'title,n,half,none\n"甲,""乙""\n丙",3,2.5,\n=1+1,10,1,\n'
    assert written(folder, "tsv").decode() == 'title\tn\thalf\tnone\n甲,"乙"\\n丙\t3\t2.5\t\n=1+1\t10\t1\t\n'
    assert json.loads(written(folder, "json")) == [
        {"title": '甲,"乙"\n丙', "n": "3", "half": "2.5", "none": None},
        {"title": "=1+1", "n": "10", "half": "1", "none": None},
    ]
    assert "甲" in written(folder, "json").decode()


@pytest.mark.parametrize("form", ANSWER_FORMATS)
def test_no_rows_is_a_header_alone(folder, form):
    empty = written(folder, form, 'SELECT ?a ?b { ?a pol:status ?b . ?a eli:id_local "无" }')
    if form == "json":
        assert json.loads(empty) == []
    elif form in ("csv", "tsv", "table"):
        assert empty.decode().split() == {"csv": ["a,b"], "tsv": ["a", "b"], "table": ["a", "b", "-", "-"]}[form]
    else:
        assert empty


def test_a_table_is_aligned_for_wide_characters(folder):
    text = "ab甲乙" + "很长" * 40 + "\\u001b[31m"
    lines = written(folder, "table", f'SELECT ?a ?n {{ VALUES (?a ?n) {{ ("{text}" 1) ("甲" 22) ("e\\u001b[2J" 3) }} }}').decode().split("\n")
    assert lines[0].startswith("a") and set(lines[1]) == {"-", " "}
    widths = [sum(2 if ord(char) > 0x2E80 else 1 for char in line) for line in lines[2:5]]
    assert len(set(widths)) == 1 and "…" in lines[2] and "\x1b" not in "".join(lines)


def test_parquet_and_xlsx_have_typed_columns(folder):
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(written(folder, "parquet")))
    assert [str(kind) for kind in table.schema.types] == ["string", "int64", "double", "string"]
    assert table.column("n").to_pylist() == [3, 10] and table.column("none").null_count == 2
    with zipfile.ZipFile(io.BytesIO(written(folder, "xlsx"))) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    cells = [[(cell.get("t"), "".join(cell.itertext())) for cell in row] for row in sheet.iter(space + "row")]
    assert cells[2] == [("inlineStr", "=1+1"), (None, "10"), (None, "1"), (None, "")]
    assert not list(sheet.iter(space + "f"))
    assert written(folder, "xlsx") == written(folder, "xlsx")


def test_every_named_question_is_described_and_runs(folder):
    listed = list_queries()
    names = [entry["name"] for entry in listed]
    assert names == sorted(names)
    assert {
        "most-cited", "cited-by", "citations-of", "central-documents-cited", "cited-but-missing", "measures-of-agency",
        "lead-agencies", "planned-documents", "joint-issuers", "level-matrix", "targets-due", "documents", "agencies",
    } <= set(names)  # fmt: skip
    for entry in listed:
        assert set(entry) == {"name", "zh", "en", "parameters"} and entry["zh"] and entry["en"]
    assert json.loads(json.dumps(listed)) == listed
    store = Store.open_current(folder)
    for name in names:
        sparql = load_query(name).sparql
        assert screen(sparql) is False
        assert store.query(sparql).variables


@pytest.mark.parametrize(
    ("name", "parameters", "expected"),
    [
        ("most-cited", {"limit": "1"}, [(OPINION, "国发〔2012〕48号", "中央", None, "2")]),
        ("most-cited-policies", {"limit": "1"}, [(OPINION, "国发〔2012〕48号", "中央", "2")]),
        ("most-cited-of-rank", {"rank": "法律"}, [("中华人民共和国义务教育法", None, "中央", "1")]),
        ("most-cited-of-rank", {"rank": "标准"}, 0),
        ("cited-by-level-year", {"number": "国发〔2012〕48号"}, [(None, "市级", "1"), ("2023", "县级", "1")]),
        ("chain-to-central", {"number": "太政办〔2023〕7号"}, [("县级", NOTICE, "太政办〔2023〕7号", "中央", OPINION, "国发〔2012〕48号")]),
        ("taken-up-by", {"number": "国发〔2012〕48号"}, [("2022-03-01", "市级", "周口市", "关于校车安全的意见", None, "依据"), ("2023-05-10", "县级", "太康县", NOTICE, "太政办〔2023〕7号", "贯彻落实")]),
        ("citation-direction", {}, 3),
        ("conflicts", {}, [(NOTICE, "太政办〔2023〕7号", "date", "2023-05-10", "2023-05-12", "blog/repost.html"),
                           (NOTICE, "太政办〔2023〕7号", "number", None, "周政办〔2022〕30号", "blog/repost.html")]),
        ("repeals", {}, [("2022-03-15", "周口市人民政府办公室转发市教育局市财政局关于校车安全的意见的通知", "周政办〔2022〕30号", "废止", "部分", "国务院关于学校安全的通报", "国发〔2010〕3号")]),
        ("expiring", {"year": "2025"}, 0),
        ("documents-of-agency", {"agency": "周口市财政局"}, 1),
        ("documents-by-year", {}, [(None, "中央", "1", "0"), (None, "市级", "2", "0"), ("2023", "县级", "1", "0")]),
        ("regions", {}, 2),
        ("measures-of-document", {"number": "太政办〔2023〕7号"}, 6),
        ("agency-cooperation", {}, 2),
        ("not-policies", {}, [("city/news.html", "news")]),
        ("sources", {}, 5),
        ("agency-changes", {}, 0),
        ("subjects", {}, [("教育", "1"), ("校车", "1")]),
        ("same-measure", {}, 0),
        ("adoption", {"number": "国发〔2012〕48号", "level": "county"}, 2844),
        ("central-documents", {"limit": "1", "laws": "yes"}, 1),
        ("communities", {}, 5),
        ("longest-chain", {}, 3),
        ("main-path", {}, 2),
        ("co-citation", {}, [("关于校车安全的意见", None, "国务院关于学校安全的通报", "国发〔2010〕3号", "1")]),
        ("coupling", {}, 1),
        ("cited-by", {"number": "国发[2012]第48号"}, 3),
        ("citations-of", {"number": "太政办〔2023〕7号"}, 4),
        ("central-documents-cited", {}, 4),
        ("cited-but-missing", {}, [(OPINION, "国发〔2012〕48号", "国务院", "中央", "2"), ("中华人民共和国义务教育法", None, None, "中央", "1")]),
        ("measures-of-agency", {"agency": "县教体局"}, 2),
        ("lead-agencies", {"limit": "1"}, [("太康县教育体育局", "县级", "1", "0", "0")]),
        ("planned-documents", {}, [("太康县校车管理办法", NOTICE, "太政办〔2023〕7号", "true")]),
        ("joint-issuers", {}, [("周口市教育局", "周口市财政局", "1")]),
        ("level-matrix", {}, [("县级", "中央", "2", "2"), ("市级", "中央", "2", "2"), ("市级", "市级", "1", "1")]),
        ("targets-due", {"year": "2025"}, 1),
        ("targets-due", {"year": "2024"}, 0),
        ("documents", {}, 4),
        ("agencies", {}, 9),
        ("unresolved-citations", {}, 2),
        ("basis-not-in-force", {}, 0),
    ],
)  # fmt: skip
def test_named_questions_answer(folder, name, parameters, expected):
    found = rows(folder, load_query(name, parameters))
    assert len(found) == expected if isinstance(expected, int) else found == expected


def test_a_parameter_cannot_change_the_question(folder):
    nasty = '"} UNION { ?s ?p ?o } #\\" \n　\u202e'
    assert rows(folder, load_query("measures-of-agency", {"agency": nasty})) == []
    assert rows(folder, load_query("cited-by", {"number": nasty})) == []
    with pytest.raises(QueryError, match="whole number"):
        load_query("most-cited", {"limit": "1 } #"})


@pytest.mark.parametrize(
    ("name", "given", "same"),
    [("adoption", {"level": "市级"}, {"level": "prefecture"}), ("most-cited-of-rank", {"rank": "law"}, {"rank": "法律"}), ("coupling", {"laws": "Yes"}, {"laws": "yes"})],
)
def test_a_parameter_of_a_closed_list_takes_its_labels_and_nothing_else(name, given, same):
    assert load_query(name, given) == load_query(name, same)
    with pytest.raises(QueryError, match=f"{next(iter(given))} is one of .*, not 'none'"):
        load_query(name, dict.fromkeys(given, "none"))
    with pytest.raises(QueryError, match="level is one of province, prefecture, county"):
        load_query("adoption", {"level": "central"})


@pytest.mark.parametrize("sparql", ["DESCRIBE level:central", "LOAD <http://a/>", "clear all", "PREFIX a: <b:>\nDROP ALL"])
def test_sparql_without_a_brace_is_no_name(sparql):
    assert read_question([sparql]) == Question(sparql)


def test_the_words_of_a_command_line(tmp_path):
    assert read_question(["most-cited", "limit=3"]) == load_query("most-cited", {"limit": "3"})
    assert read_question(["ASK {}"]) == read_question(["-"], "ASK {}") == Question("ASK {}")
    file = tmp_path / "mine.rq"
    file.write_text("\ufeffASK { }", encoding="utf-8")
    assert read_question([str(file)]) == Question("ASK { }")
    for words, message in (
        (["most-citd"], "no question is called"),
        (["../query"], "no question is called"),
        (["most-cited", "top=3"], "no parameter 'top'"),
        (["cited-by", "国发〔2012〕48号"], "write number=…"),
        ([str(tmp_path / "none.rq")], "cannot be read"),
        (["ASK", "{}"], "no question is called|is no parameter"),
        (["ASK {}", "limit=3"], "only a named question"),
    ):
        with pytest.raises(QueryError, match=message):
            read_question(words)


def test_a_query_loads_no_heavy_library():
    script = (
        "import sys, kg.query, kg.queries, output.answer;"
        "print([name for name in ('rdflib', 'spacy', 'pyarrow', 'networkx', 'pyshacl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_process_of_a_query_loads_only_what_it_needs():
    # Beside Oxigraph itself: each of these takes longer to load than most queries to answer.
    script = "import sys; [sys.modules.pop(name, None) for name in ('re', 'typing')]; import kg.query_worker; print([name for name in ('re', 'typing', 'dataclasses', 'inspect', 'json', 'pathlib') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path += {[str(ROOT), *sys.path]!r}; {script}"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_in_the_users_folder_stands_for_no_module_of_ours(folder, tmp_path, monkeypatch):
    for name in ("json.py", "kg.py", "pyoxigraph.py"):
        (tmp_path / name).write_text("raise SystemExit(9)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert rows(folder, "ASK { ?s a pol:Agency }") == [("true",)]


def test_documents_that_rest_on_what_had_ended(tmp_path):
    from fake_extraction import extract_lines

    from kg.build import build
    from kg.queries import load_query

    county = "level: county\nregion: 411627\nissuers: 太康县人民政府\n"
    texts = {
        "old": "title: 太康县校车安全管理办法\ndate: 2019-01-10\n",
        "end": "title: 太康县校车安全管理规定\ndate: 2022-03-01\ncites: repeals | 太康县校车安全管理办法 | \n",
        "before": "title: 太康县校车检查工作方案\ndate: 2021-03-01\ncites: basis | 太康县校车安全管理办法 | \n",
        "after": "title: 太康县校车驾驶人考核方案\ndate: 2023-03-01\ncites: basis | 太康县校车安全管理办法 | \n",
        "other": "title: 太康县校车路线规划方案\ndate: 2023-03-01\ncites: implements | 太康县校车安全管理办法 | \n",
    }
    (tmp_path / "docs").mkdir()
    for name, text in texts.items():
        (tmp_path / "docs" / f"{name}.txt").write_text(county + text, encoding="utf-8")
    build([tmp_path / "docs"], tmp_path / "w", extract=extract_lines)
    rows = list(Store.open_current(tmp_path / "w" / "graph").rows(load_query("basis-not-in-force").sparql))
    assert [row[0] for row in rows] == ["太康县校车驾驶人考核方案"]
    assert rows[0][5] == "2022-03-01"


@pytest.mark.parametrize(
    "name",
    ["cited-by", "taken-up-by", "adoption", "central-documents-cited", "measures-of-agency", "targets-due", "planned-documents", "conflicts", "unresolved-citations",
     "documents-of-agency", "central-documents", "communities", "longest-chain", "main-path", "co-citation", "coupling"],
)  # fmt: skip
def test_a_document_without_title_and_number_is_called_by_its_file(name):
    bare = tuple(replace(document, title=None, number=None) if document.title == NOTICE else document for document in LINKED.documents)
    store = Store.in_memory(quads_for(replace(LINKED, documents=bare), RECORDS))
    given = {"number": "国发〔2012〕48号", "agency": "太康县", "year": "2025", "laws": "yes"}
    question = load_query(name, {key: given[key] for key in load_query(name).parameters if key in given})
    assert "blog/repost.html" in {cell for row in store.rows(question.sparql) for cell in row}  # the first of its two files


def test_a_measure_in_several_places_names_those_that_are_known():
    city = replace(RECORDS[2], measures=tuple(replace(one, heading="核定校车线路") for one in RECORDS[2].measures))
    placeless = tuple(replace(document, region=None) if document.title == "关于校车安全的意见" else document for document in LINKED.documents)
    for documents, expected in ((LINKED.documents, ("2", {"周口市", "太康县"})), (placeless, ("1", {"太康县"}))):
        store = Store.in_memory(quads_for(replace(LINKED, documents=documents), [*RECORDS[:2], city, *RECORDS[3:]]))
        [(measure, count, places, where)] = store.rows(load_query("same-measure").sparql)
        assert (measure, count, places, set(where.split("；"))) == ("核定校车线路", "2", *expected)
