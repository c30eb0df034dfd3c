"""Builds: incremental ones end like one from scratch, odd files do not stop them, a kill leaves the last graph."""

import gc
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_extraction import extract_lines

from kg.build import Tables, build
from kg.engines.local import extract_sources
from kg.errors import NothingReadable, ReadError, WorkspaceError
from kg.link import link_records
from kg.rdf import quads_for
from kg.reading import list_sources
from kg.stats import load_stats
from kg.store import Store
from kg.texts import unpack_text
from kg.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
COUNTY = "level: county\nregion: 411627\nissuers: 太康县人民政府\n"


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def three(folder):
    write(folder, "a.txt", f"title: 太康县校车安全管理办法\nnumber: 太政〔2023〕2号\ndate: 2023-02-01\n{COUNTY}")
    write(folder, "b.txt", f"title: 太康县校车工作方案\n{COUNTY}cites: basis | 太康县校车安全管理办法 | \nmeasure: 做好工作 | 县教体局 | 太康县教育体育局")
    write(folder, "sub/c.txt", f"title: 太康县别的方案\n{COUNTY}cites: implements | 国务院关于校车的意见 | 国发〔2012〕48号")
    return folder


def lines_of(workspace):
    return sorted(line.decode("utf-8") for line in Store.open_current(Path(workspace) / "graph").quads())


def written(docs):
    """What the texts of a workspace should be: every readable file of the folder."""
    return {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in docs.rglob("*.txt")}


def texts_of(workspace):
    with Workspace.open(workspace).open_texts() as texts:
        return {source: unpack_text(texts.packed(source, sha)) for source, sha in texts.keys()}


def build_fake(docs, workspace, **more):
    return build([docs] if isinstance(docs, Path) else docs, workspace, extract=extract_lines, **more)


def test_cycles_are_looked_for_again_after_a_build(tmp_path):
    build_fake(three(tmp_path / "docs"), tmp_path / "w")
    assert gc.isenabled()
    with pytest.raises(NothingReadable):
        build_fake([tmp_path / "none"], tmp_path / "w")
    assert gc.isenabled()


def test_counts_say_what_was_seen_and_what_came_of_it(tmp_path):
    docs = three(tmp_path / "docs")
    write(docs, "empty.txt", "")
    write(docs, "odd.txt", "raise: something")
    write(docs, "picture.png", "x")
    report = build_fake([docs, tmp_path / "missing.txt"], tmp_path / "w")
    assert report.counts["files"] == {"seen": 7, "read": 3, "failed": 3, "passed_over": 1}
    wanted = {"documents": 3, "stubs": 1, "citations": 2, "linked": 2, "measures": 1, "responsibilities": 1, "planned": 0}
    assert {name: report.counts[name] for name in wanted} == wanted
    assert report.counts["agencies"] == 3 and report.counts["triples"] == len(lines_of(tmp_path / "w"))
    assert {Path(error.path).name for error in report.failed} == {"empty.txt", "odd.txt", "missing.txt"}
    assert report.passed_over == ("picture.png",)
    assert load_stats(Workspace.open(tmp_path / "w")) == report.counts
    run = json.loads((tmp_path / "w" / "run.json").read_text(encoding="utf-8"))
    assert run["versions"].keys() == {"format", "schema", "policykg", "extractor", "lexicon"} and len(run["versions"]["extractor"]) == 16
    assert [entry["source"] for entry in run["inputs"]] == ["a.txt", "b.txt", "sub/c.txt"]
    assert any("something" in entry["reason"] for entry in run["failed"])


def test_an_unchanged_file_is_not_extracted_again(tmp_path):
    docs = three(tmp_path / "docs")
    assert build_fake(docs, tmp_path / "w").extracted == 3
    before = Store.open_current(tmp_path / "w" / "graph").folder
    assert build_fake(docs, tmp_path / "w").extracted == 0
    assert Store.open_current(tmp_path / "w" / "graph").folder == before  # nothing changed: the graph stays
    write(docs, "b.txt", f"title: 太康县新方案\n{COUNTY}")
    report = build_fake(docs, tmp_path / "w")
    assert report.extracted == 1 and report.counts["citations"] == 1


def test_texts_are_those_of_the_sources_of_the_last_build(tmp_path):
    docs = three(tmp_path / "docs")
    build_fake(docs, tmp_path / "w", jobs=1)
    assert texts_of(tmp_path / "w") == written(docs)
    before = (tmp_path / "w" / "texts.sqlite").stat().st_mtime_ns
    build_fake(docs, tmp_path / "w")
    assert (tmp_path / "w" / "texts.sqlite").stat().st_mtime_ns == before  # nothing is written again
    (docs / "a.txt").unlink()
    write(docs, "b.txt", f"title: 太康县新方案\n{COUNTY}")
    assert build_fake(docs, tmp_path / "w").extracted == 1
    assert texts_of(tmp_path / "w") == written(docs) and len(written(docs)) == 2
    write(docs, "list.csv", "标题,发文字号\n太康县校车安全管理办法,太政〔2023〕2号\n")
    build([], tmp_path / "w", tables=Tables((docs / "list.csv",)), extract=extract_lines)
    assert texts_of(tmp_path / "w") == {}


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"SQLite format 3\0 no more")])
def test_texts_that_are_gone_are_read_again(tmp_path, damage):
    docs = three(tmp_path / "docs")
    build_fake(docs, tmp_path / "w")
    graph = lines_of(tmp_path / "w")
    damage(tmp_path / "w" / "texts.sqlite")
    assert texts_of(tmp_path / "w") == {}
    assert build_fake(docs, tmp_path / "w").extracted == 3
    assert texts_of(tmp_path / "w") == written(docs) and lines_of(tmp_path / "w") == graph


def test_a_graph_that_is_gone_is_made_again(tmp_path):
    docs = three(tmp_path / "docs")
    build_fake(docs, tmp_path / "w")
    before = lines_of(tmp_path / "w")
    (tmp_path / "w" / "graph" / "current").unlink()
    build_fake(docs, tmp_path / "w")
    assert lines_of(tmp_path / "w") == before


def scratch_lines(docs):
    """The quads of these files without any workspace."""
    results = extract_sources(list_sources([docs]).files, 1, extract_lines)
    records = [record for record in results if not isinstance(record, ReadError)]
    return sorted(set(quads_for(link_records(records), records)))


TITLES = ["太康县校车安全管理办法", "校车安全管理办法", "国务院关于校车的意见", "国家校车规划", "太康县校车工作方案"]
NUMBERS = ["国发〔2012〕48号", "太政〔2023〕2号", "太政〔2022〕9号", ""]


def random_text(draw):
    lines = [f"title: {draw.choice(TITLES)}", COUNTY.rstrip()]
    if number := draw.choice(NUMBERS):
        lines.append(f"number: {number}")
    if draw.random() < 0.7:
        lines.append(f"date: 202{draw.randint(2, 4)}-03-01")
    for _ in range(draw.randint(0, 3)):
        lines.append(f"cites: {draw.choice(['basis', 'plans', 'repeals'])} | {draw.choice(TITLES)} | {draw.choice(NUMBERS)}")
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_of_edits_ends_like_one_build_from_scratch(tmp_path, seed):
    draw = random.Random(seed)
    docs = tmp_path / "docs"
    write(docs, "first.txt", random_text(draw))
    for _ in range(5):
        for _ in range(draw.randint(1, 3)):
            names = sorted(path.name for path in docs.iterdir())
            action = draw.choice(["add", "add", "edit", "remove", "copy"])
            if action == "remove" and len(names) > 1:
                (docs / draw.choice(names)).unlink()
            elif action == "copy":
                write(docs, f"copy{draw.randint(0, 3)}.txt", (docs / draw.choice(names)).read_text(encoding="utf-8"))
            else:
                name = draw.choice(names) if action == "edit" else f"doc{draw.randint(0, 9)}.txt"
                write(docs, name, random_text(draw))
        build_fake(docs, tmp_path / "w")
        assert lines_of(tmp_path / "w") == scratch_lines(docs)


def test_order_of_inputs_does_not_matter(tmp_path):
    docs = three(tmp_path / "docs")
    files = [docs / "a.txt", docs / "b.txt", docs / "sub" / "c.txt"]
    build_fake(files, tmp_path / "1")
    build_fake(files[::-1], tmp_path / "2")
    assert lines_of(tmp_path / "1") == lines_of(tmp_path / "2")
    assert (tmp_path / "1" / "records.parquet").read_bytes() == (tmp_path / "2" / "records.parquet").read_bytes()


def test_any_number_of_processes_gives_the_same_bytes(tmp_path):
    docs = tmp_path / "docs"
    draw = random.Random(7)
    for position in range(12):
        write(docs, f"doc{position}.txt", random_text(draw) + f"\ntitle: 太康县第{position}号方案")
    write(docs, "odd.txt", "raise: something")
    one, two = build_fake(docs, tmp_path / "1"), build_fake(docs, tmp_path / "2", jobs=3)
    assert one.counts == two.counts and [str(e) for e in one.failed] == [str(e) for e in two.failed]
    assert (tmp_path / "1" / "records.parquet").read_bytes() == (tmp_path / "2" / "records.parquet").read_bytes()
    assert lines_of(tmp_path / "1") == lines_of(tmp_path / "2")


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_file_that_ends_its_process_is_reported_and_the_others_are_read(tmp_path):
    docs = tmp_path / "docs"
    for position in range(9):
        write(docs, f"doc{position}.txt", "die: now" if position == 4 else f"title: 太康县第{position}号方案\n{COUNTY}")
    results = list(extract_sources(list_sources([docs]).files, 2, extract_lines))
    assert [isinstance(result, ReadError) for result in results] == [position == 4 for position in range(9)]
    assert "ended the process" in results[4].reason


def test_nothing_readable_leaves_everything_as_it_was(tmp_path):
    (tmp_path / "docs").mkdir()
    with pytest.raises(NothingReadable, match="nothing readable in .*: no .docx"):
        build_fake(tmp_path / "docs", tmp_path / "w")
    write(tmp_path / "docs", "empty.txt", "")
    with pytest.raises(NothingReadable, match="empty.txt"):
        build_fake(tmp_path / "docs", tmp_path / "w")
    write(tmp_path / "docs", "also-empty.txt", "")
    with pytest.raises(NothingReadable, match=": 2 failed, the first one .*also-empty.txt"):
        build_fake(tmp_path / "docs", tmp_path / "w")
    assert not (tmp_path / "w").exists()
    build_fake(three(tmp_path / "good"), tmp_path / "w")
    before = lines_of(tmp_path / "w")
    with pytest.raises(NothingReadable):
        build_fake(tmp_path / "docs", tmp_path / "w")
    assert lines_of(tmp_path / "w") == before
    assert load_stats(Workspace.open(tmp_path / "w"))["files"]["read"] == 3


def test_a_workspace_inside_the_folder_that_is_built_is_not_read(tmp_path):
    docs = three(tmp_path / "docs")
    for _ in range(2):
        report = build_fake(docs, docs / "policykg-workspace")
        assert report.counts["files"] == {"seen": 3, "read": 3, "failed": 0, "passed_over": 0}


def test_the_base_is_kept_until_another_is_named(tmp_path):
    docs = three(tmp_path / "docs")
    build_fake(docs, tmp_path / "w", base="https://example.org/id/")
    named = lines_of(tmp_path / "w")
    assert any("<https://example.org/id/document/" in line for line in named)
    build_fake(docs, tmp_path / "w")
    assert lines_of(tmp_path / "w") == named
    build_fake(docs, tmp_path / "w", base="https://example.com/")
    assert not any("example.org" in line for line in lines_of(tmp_path / "w"))
    with pytest.raises(ValueError, match="base IRI"):
        build_fake(docs, tmp_path / "w", base="nonsense")


def test_nothing_of_the_machine_or_the_run_is_in_the_graph(tmp_path):
    docs = three(tmp_path / "docs")
    build_fake(docs, tmp_path / "w")
    text = "".join(lines_of(tmp_path / "w"))
    assert str(tmp_path) not in text and time.strftime("%Y-%m-%dT") not in text


def test_two_seeds_cite_one_document_by_title_and_by_number(shared, tmp_path):
    seeds = shared / "corpus" / "seeds"
    build([seeds], tmp_path / "w")
    store = Store.open_current(tmp_path / "w" / "graph")
    found = store.rows(
        'SELECT ?path WHERE { ?d eli:id_local "国发〔2012〕48号" . ?c pol:cited ?d ; pol:citing/prov:wasDerivedFrom/pol:path ?path }'
    )
    assert {path[:3] for (path,) in found} == {"000", "003"}
    by_number = store.rows('SELECT ?level ?year WHERE { ?d eli:id_local "国发〔2012〕48号" ; pol:level ?level ; pol:year ?year }')
    assert [(level.rsplit("/", 1)[1], year) for level, year in by_number] == [("central", "2012")]


def test_progress_is_told(tmp_path):
    told = []
    build_fake(three(tmp_path / "docs"), tmp_path / "w", progress=lambda *said: told.append(said))
    assert ("extract", 3, 3) in told and [stage for stage, done, total in told if done == total] == ["extract", "link", "load"]
    assert told[-1][0] == "index"


def test_two_builds_at_once_are_refused(tmp_path):
    docs = three(tmp_path / "docs")
    build_fake(docs, tmp_path / "w")
    with Workspace.open(tmp_path / "w").locked(), pytest.raises(WorkspaceError, match="is being built by process"):
        build_fake(docs, tmp_path / "w")


KILLED = """
import sys, os
sys.path[:0] = [{tests!r}, {root!r}]
from fake_extraction import extract_lines
from kg.build import Tables, build
import kg.build, kg.store
def killed(*_):
    os.kill(os.getpid(), 9)
if sys.argv[3] == "extract":
    seen = []
    def extract_lines_(policy):
        seen.append(policy)
        if len(seen) == 2:
            killed()
        return extract_lines(policy)
    extract_lines_.__qualname__ = "extract_lines"
    build([sys.argv[1]], sys.argv[2], extract=extract_lines_)
elif sys.argv[3] == "link":
    kg.build.link_gists = killed
elif sys.argv[3] == "load":
    kg.store._write_pointer = killed
elif sys.argv[3] == "report":
    kg.workspace.Workspace.write_report = killed
build([sys.argv[1]], sys.argv[2], extract=extract_lines)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("stage", ["extract", "link", "load", "report"])
def test_a_killed_build_leaves_the_last_graph_and_the_next_one_goes_on(tmp_path, stage):
    docs = three(tmp_path / "docs")
    build_fake(docs, tmp_path / "w")
    before = lines_of(tmp_path / "w")
    for name in "defg":
        write(docs, f"{name}.txt", f"title: 太康县第{name}号方案\n{COUNTY}")
    script = KILLED.format(tests=str(ROOT / "tests"), root=str(ROOT))
    run = subprocess.run([sys.executable, "-c", script, str(docs), str(tmp_path / "w"), stage], timeout=60)
    assert run.returncode == -signal.SIGKILL
    after = lines_of(tmp_path / "w")
    assert after == before or stage == "report" and after == scratch_lines(docs)
    report = build_fake(docs, tmp_path / "w")
    assert report.extracted == (3 if stage == "extract" else 0)
    assert lines_of(tmp_path / "w") == scratch_lines(docs)
    assert load_stats(Workspace.open(tmp_path / "w")) == report.counts
    assert texts_of(tmp_path / "w") == written(docs)

