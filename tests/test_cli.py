"""The contract of the command line, run as a user runs it: stdout, stderr, exit codes."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kg.commands.frame import open_output

ROOT = Path(__file__).resolve().parent.parent


def policykg(*arguments, cwd, stdin=b"", env=None):
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)],
        cwd=cwd, input=stdin, capture_output=True, timeout=300, env={**os.environ, **(env or {})},
    )  # fmt: skip


def refused(run, code):
    """The one line on stderr of a run that failed with this code; nothing on stdout, no traceback."""
    lines = run.stderr.decode("utf-8").splitlines()
    assert run.returncode == code, lines
    assert run.stdout == b""
    assert not any("Traceback" in line for line in lines)
    if code == 1:
        assert len(lines) == 1, lines
    return lines[-1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, examples):
    """A folder with a workspace ``ws`` of the examples."""
    place = tmp_path_factory.mktemp("cli")
    run = policykg("build", *sorted(examples.glob("0*.txt")), "--workspace", "ws", cwd=place)
    assert run.returncode == 0, run.stderr.decode("utf-8")
    assert run.stdout == b""
    assert "files seen" in run.stderr.decode("utf-8").splitlines()[-1]
    return place


@pytest.mark.parametrize("command", ["build", "extract", "text", "number", "show", "query", "export", "view", "map", "stats", "validate", "evaluate", "demo"])
def test_help_has_an_example(command, tmp_path):
    run = policykg(command, "--help", cwd=tmp_path)
    assert run.returncode == 0
    said = run.stdout.decode("utf-8")
    assert f"policykg {command}" in said.rsplit("Example", 1)[1]


def test_version(tmp_path):
    run = policykg("--version", cwd=tmp_path)
    assert run.stdout.decode().startswith("policykg, version ")


@pytest.mark.parametrize(
    "arguments, code, says",
    [
        (("extract", "missing.txt"), 1, "missing.txt"),
        (("extract", "empty.txt"), 1, "empty.txt"),
        (("extract", "garbage.txt"), 1, "garbage.txt"),
        (("extract", "nothing"), 1, "nothing readable in nothing"),
        (("build", "nothing", "--workspace", "new"), 1, "nothing readable in nothing"),
        (("text", "garbage.txt"), 1, "garbage.txt"),
        (("extract",), 2, "DOCS"),
        (("extract", "--no-such-option", "x"), 2, "no-such-option"),
        (("no-such-command",), 2, "no-such-command"),
        (("stats", "--workspace", "nowhere"), 1, "nowhere"),
        (("query", "most-cited", "--workspace", "nowhere"), 1, "nowhere"),
        (("show", "x", "--workspace", "nowhere"), 1, "nowhere"),
        (("view", "--workspace", "nowhere", "-o", "v.html"), 1, "nowhere"),
        (("evaluate", "nothing", "empty.txt"), 1, "nothing"),
    ],
)
def test_bad_input_gives_one_clear_line(tmp_path, arguments, code, says):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "garbage.txt").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "nothing").mkdir()
    assert says in refused(policykg(*arguments, cwd=tmp_path), code)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT ?s WHERE { ?s ?p }",
        "INSERT DATA { <http://a> <http://b> <http://c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/x>",
        "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "no-such-question",
    ],
)
def test_bad_and_refused_questions(folder, question):
    refused(policykg("query", question, "--workspace", "ws", cwd=folder), 1)


def test_a_folder_without_permission(folder, examples):
    if os.name == "nt" or os.geteuid() == 0:
        target = "/proc/policykg/out.html"
    else:
        locked = folder / "locked"
        locked.mkdir(exist_ok=True)
        locked.chmod(0o500)
        target = str(locked / "out.html")
    assert target in refused(policykg("map", "--workspace", "ws", "-o", target, cwd=folder), 1)


def test_extract_gives_one_record_a_line_and_goes_on_after_a_bad_file(tmp_path, examples):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bad.txt").write_bytes(b"")
    (tmp_path / "docs" / "note.xyz").write_text("passed over")
    source = sorted(examples.glob("0*.txt"))[0]
    (tmp_path / "docs" / "good.txt").write_bytes(source.read_bytes())
    run = policykg("extract", "docs", cwd=tmp_path)
    assert run.returncode == 0
    (record,) = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
    assert record["source"] == "good.txt" and record["kind"] == "policy" and record["schema"]
    said = run.stderr.decode("utf-8")
    assert "bad.txt" in said and "3 files seen, 1 read, 1 failed, 1 passed over" in said


def test_the_same_bytes_in_any_locale_and_number_of_processes(tmp_path, examples):
    sources = sorted(examples.glob("0*.txt"))[:3]
    plain = policykg("extract", *sources, cwd=tmp_path)
    other = policykg("extract", *sources, "--jobs", "2", cwd=tmp_path, env={"PYTHONIOENCODING": "cp936", "LANG": "C", "LC_ALL": "C"})
    assert plain.returncode == other.returncode == 0
    assert plain.stdout == other.stdout and not plain.stdout.startswith(b"\xef\xbb\xbf")


def test_standard_input(tmp_path, examples):
    source = sorted(examples.glob("0*.txt"))[0]
    run = policykg("extract", "-", cwd=tmp_path, stdin=source.read_bytes())
    assert json.loads(run.stdout)["source"] == "-"


def test_number_gives_as_many_results_as_lines(tmp_path):
    lines = "国发[2012]48号\n不是文号\n國發〔2012〕48號\n".encode()
    run = policykg("number", "-", cwd=tmp_path, stdin=lines)
    rows = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
    assert [row["canonical"] for row in rows] == ["国发〔2012〕48号", None, "国发〔2012〕48号"]
    assert set(rows[0]) == {"canonical", "code", "year", "serial", "issuer", "level", "region", "confidence"}
    assert (rows[0]["year"], rows[0]["serial"], rows[0]["issuer"], rows[0]["level"]) == (2012, 48, "国务院", "central")
    assert rows[1]["serial"] is None


def test_text_prints_what_offsets_point_into(tmp_path, examples):
    source = next(examples.glob("*traditional*.txt"))
    original = policykg("text", source, cwd=tmp_path).stdout.decode("utf-8")
    simplified = policykg("text", "--simplified", source, cwd=tmp_path).stdout.decode("utf-8")
    record = json.loads(policykg("extract", source, cwd=tmp_path).stdout)
    evidence = record["header"]["evidence"]["title"]
    assert original[evidence["start"] : evidence["end"]] == evidence["text"]
    assert len(original) == len(simplified) and original != simplified


def test_stats_count_every_file(folder):
    counts = json.loads(policykg("stats", "--json", "--workspace", "ws", cwd=folder).stdout)
    files = counts["files"]
    assert files == {"seen": 7, "read": 7, "failed": 0, "passed_over": 0}
    assert counts["sources"] == 7 and counts["documents"] >= 7  # a forwarded text is a document of its own
    assert counts["citations"] > 10 and counts["stubs"] > 0 and counts["measures"] > 20


def test_query_formats(folder):
    csv = policykg("query", "most-cited", "limit=3", "--workspace", "ws", cwd=folder).stdout.decode("utf-8")
    assert csv.splitlines()[0].startswith("title,") and len(csv.splitlines()) == 4
    rows = json.loads(policykg("query", "most-cited", "limit=3", "--json", "--workspace", "ws", cwd=folder).stdout)
    assert len(rows) == 3
    listed = json.loads(policykg("query", "--list", "--json", cwd=folder).stdout)
    assert {"name", "zh", "en", "parameters"} == set(listed[0])


def test_show_and_its_no(folder):
    shown = policykg("show", "国发[2021]91号", "--workspace", "ws", cwd=folder)
    assert shown.returncode == 0 and "国发〔2021〕91号" in shown.stdout.decode("utf-8")
    assert policykg("show", "没有这个文件", "--workspace", "ws", cwd=folder).returncode == 3


def test_validate_conforms_and_a_bad_file_does_not(folder):
    assert policykg("validate", "--workspace", "ws", cwd=folder).returncode == 0
    invalid = sorted((ROOT / "ontology/examples/invalid").glob("*.ttl"))[0]
    run = policykg("validate", invalid, "--json", cwd=folder)
    assert run.returncode == 3
    assert json.loads(run.stdout)["conforms"] is False


def test_evaluate_and_a_low_score(tmp_path, examples):
    gold = examples / "gold"
    run = policykg("evaluate", gold, examples, "--json", cwd=tmp_path)
    assert run.returncode == 0
    assert json.loads(run.stdout)["citations"]["f1"] > 0.95
    (tmp_path / "gold").mkdir()
    wrong = {"source": "01-state-council-opinion.txt", "header": {"title": "别的题名"}, "citations": [{"title": "没有的文件", "number": None, "relation": "cites"}]}
    (tmp_path / "gold" / "one.json").write_text(json.dumps(wrong), encoding="utf-8")
    assert policykg("evaluate", "gold", examples, "--min-f1", "0.5", cwd=tmp_path).returncode == 3


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "jsonld", "rdfxml"])
def test_export_to_file_and_stdout(folder, form):
    to_file = policykg("export", "--format", form, "-o", f"graph.{form}", "--workspace", "ws", cwd=folder)
    assert to_file.returncode == 0 and to_file.stdout == b""
    assert policykg("export", "--format", form, "--workspace", "ws", cwd=folder).stdout == (folder / f"graph.{form}").read_bytes()


def test_pictures(folder):
    for picture in ("view", "map"):
        run = policykg(picture, "-o", f"{picture}.html", "--workspace", "ws", cwd=folder)
        assert run.returncode == 0
        assert (folder / f"{picture}.html").read_bytes().startswith(b"<!doctype html>")
    drawn = json.loads(policykg("map", "--json", "--workspace", "ws", cwd=folder).stdout)
    assert drawn["nodes"] and drawn["edges"]


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["--format", "csv"], ["agencies.csv", "citations.csv", "documents.csv", "issuers.csv", "measures.csv", "responsibilities.csv", "targets.csv"]),
        (["--format", "vosviewer"], ["map.txt", "network.txt"]),
        (["--format", "csv", "--only", "citations", "--bom"], ["citations.csv", "documents.csv"]),
    ],
)
def test_formats_of_several_files_take_a_folder(folder, tmp_path, arguments, files):
    run = policykg("export", *arguments, "-o", tmp_path / "out", "--workspace", "ws", cwd=folder)
    assert run.returncode == 0 and run.stdout == b"", run.stderr.decode("utf-8")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == files
    refused(policykg("export", *arguments, "--workspace", "ws", cwd=folder), 2)


def test_no_file_of_an_earlier_export_stays_beside_a_narrowed_one(folder, tmp_path):
    for more in ([], ["--only", "citations"]):
        (tmp_path / "mine.csv").write_text("kept", encoding="utf-8")
        assert policykg("export", "--format", "csv", *more, "-o", tmp_path, "--workspace", "ws", cwd=folder).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["citations.csv", "documents.csv", "mine.csv"]


def test_an_empty_part_and_a_number_that_nobody_has_are_said(folder):
    empty = policykg("export", "--format", "bibtex", "--since", "2099", "--workspace", "ws", cwd=folder)
    assert (empty.returncode, empty.stdout) == (0, b"") and b"the export is empty" in empty.stderr
    for words in (["query", "cited-by", "number=国发2021"], ["query", "adoption", "number=国发2021"], ["export", "--adoption", "国发2021"]):
        run = policykg(*words, "--workspace", "ws", cwd=folder)
        assert run.returncode == 0 and "no document of the graph has the number 国发2021" in run.stderr.decode("utf-8"), words
    known = policykg("query", "cited-by", "number=湄府办发〔2022〕195号", "--workspace", "ws", cwd=folder)
    assert b"no document" not in known.stderr


def test_an_export_can_be_narrowed_and_is_other_than_the_whole(folder):
    whole, part = (policykg("export", "--format", "nt", *more, "--workspace", "ws", cwd=folder).stdout for more in ([], ["--level", "central"]))
    assert 0 < len(part.splitlines()) < len(whole.splitlines()) and set(part.splitlines()) < set(whole.splitlines())
    for wrong in (["--format", "nt", "--level", "town"], ["--format", "nt", "--citation-style", "gbt7714"], []):
        refused(policykg("export", *wrong, "--workspace", "ws", cwd=folder), 2)
    listed = policykg("export", "--citation-style", "gbt7714", "--workspace", "ws", cwd=folder).stdout.decode("utf-8")
    assert listed.startswith("[1] ") and "[Z]." in listed


def test_the_table_of_adoption_has_those_that_did_not(folder):
    run = policykg("export", "--adoption", "国发〔2021〕91号", "--level", "province", "--workspace", "ws", cwd=folder)
    lines = run.stdout.decode("utf-8").splitlines()
    assert lines[0].startswith("code,region,adopted,date,lag_days,") and len(lines) > 30
    assert lines[1].startswith("520000,贵州省,1,2022-") and ",0," in lines[-1]
    for wrong in (["--format", "gexf"], ["--region", "贵州省"], ["--since", "2020"], ["--format", "xlsx", "--bom"], ["--citation-style", "gbt7714"]):
        refused(policykg("export", "--adoption", "国发〔2021〕91号", *wrong, "--workspace", "ws", cwd=folder), 2)
    refused(policykg("export", "--format", "ttl", "--bom", "--workspace", "ws", cwd=folder), 2)
    opened = policykg("export", "--adoption", "国发〔2021〕91号", "--level", "省级", "--bom", "--workspace", "ws", cwd=folder)
    assert opened.stdout == b"\xef\xbb\xbf" + run.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["view", "--document", "国发〔1999〕1号"], 1),
        (["view", "--agency", "没有这个机关"], 1),
        (["view", "--region", "没有这个地方"], 1),
        (["view", "--agency", "教育部", "--region", "贵州省"], 2),
        (["flow", "没有这份文件"], 1),
        (["timeline", "没有这份文件"], 1),
    ],
)
def test_what_cannot_be_drawn_is_one_line(folder, arguments, code):
    refused(policykg(*arguments, "--workspace", "ws", cwd=folder), code)


_OPINION = "国务院关于加强乡村学校供餐工作的意见 国发〔2021〕91号"


@pytest.mark.parametrize("arguments, title", [
    (["view", "--document", "国发〔2021〕91号", "--depth", "2"], f"关系图 {_OPINION}"), (["view", "--agency", "教育部"], "关系图 教育部"),
    (["view", "--region", "贵州省", "--language", "en"], "Relations 贵州省"), (["flow", "国发〔2021〕91号"], f"政策传导图 {_OPINION}"),
    (["timeline", "国发〔2021〕91号"], f"采用时间线 {_OPINION}"), (["matrix"], "引用矩阵"), (["matrix", "--by", "issuer"], "引用矩阵"),
])  # fmt: skip
def test_pictures_of_a_part_are_whole_pages(folder, arguments, title):
    run = policykg(*arguments, "--workspace", "ws", cwd=folder)
    assert run.returncode == 0, run.stderr.decode("utf-8")
    assert run.stdout.startswith(b"<!doctype html>") and run.stdout.rstrip().endswith(b"</html>") and b"Content-Security-Policy" in run.stdout
    assert f"<title>{title}</title>".encode() in run.stdout


def test_explain_names_the_reference_that_means_no_document(folder):
    run = policykg("explain", "国发〔2021〕91号", "国发〔2099〕1号", "--workspace", "ws", cwd=folder)
    assert "国发〔2099〕1号 means 0 documents" in refused(run, 3)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_a_device_and_a_link_are_written_to_and_stay(tmp_path):
    pipe, link, real = tmp_path / "pipe", tmp_path / "link", tmp_path / "real"
    os.mkfifo(pipe)
    real.write_text("before")
    link.symlink_to(real)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    for target in (pipe, link):
        with open_output(str(target)) as stream:
            stream.write(b"written")
    reader.join(10)
    assert read == [b"written"] and pipe.is_fifo()
    assert link.is_symlink() and real.read_bytes() == b"written"
    with open_output("/dev/null") as stream:
        stream.write(b"written")
    assert not os.path.isfile("/dev/null") and sorted(os.listdir(tmp_path)) == ["link", "pipe", "real"]
