"""A build on a real Spark cluster (one master, two workers) gives the bytes of a local one: in any number of pieces, from every kind of input, and when an
executor is killed. One such run here; ``make cluster`` does the others (POLICYKG_CLUSTER=all)."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from collections_sample import write_collections
from servers import Cluster

from kg.commands.frame import unpacked
from kg.build import Tables, build, load_linked
from kg.lexicon.own import add_row
from kg.reading import Limits
from kg.remote.bulk import write_bulk
from kg.store import Store
from kg.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent.parent
ALL = os.environ.get("POLICYKG_CLUSTER") == "all"
only_all = pytest.mark.skipif(not ALL, reason="make cluster runs it")
C1 = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# Small documents: what Spark takes to compile its plans would be most of the time.
SETTINGS = {
    "spark.executor.memory": "600m", "spark.driver.memory": "600m", "spark.sql.shuffle.partitions": "2", "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN", "spark.driver.extraJavaOptions": C1, "spark.executor.extraJavaOptions": C1,
}  # fmt: skip


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    pytest.importorskip("pyspark")
    pytest.importorskip("warcio")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("no java: apt-get install openjdk-17-jre-headless")
    running = Cluster(tmp_path_factory.mktemp("cluster"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def mixed(tmp_path_factory, examples):
    """A folder, JSON Lines, Parquet and WARC with the examples spread among them, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("mixed")
    made = write_collections(folder, examples)
    (folder / "docs").mkdir()
    shutil.copy(examples / "02-state-council-office-plan.html", folder / "docs" / "plan.html")  # the same bytes under two names
    (folder / "docs" / "empty.txt").write_bytes(b"")
    if sys.platform == "linux":  # where a name is any bytes
        shutil.copy(examples / "02-state-council-office-plan.html", os.fsdecode(os.fsencode(folder / "docs") + b"/\xd6\xd0.html"))
    return [folder / "docs", *made]


def build_here(docs, folder, tables=Tables(), limits=Limits()):
    """(sha256 of the sorted N-Quads, files counted) of a local build into the workspace in ``folder``, which may be there."""
    with unpacked(tuple(map(str, docs)), limits) as (plain, unread, _):
        report = build(plain, folder / "workspace", tables=tables, unread=unread, limits=limits)
    store = Store.open_current(Workspace.open(folder / "workspace").graph_folder)
    return write_bulk(store.quads(), folder / "bulk")["sha256"], report.counts["files"]


def build_there(cluster, docs, folder, *words, interrupt=None):
    """The same of ``policykg build --engine spark``; ``interrupt`` is called while it runs."""
    settings = [word for key, value in SETTINGS.items() for word in ("--spark", f"{key}={value}")]
    command = [sys.executable, str(ROOT / "cli.py"), "build", *map(str, docs), "--engine", "spark", "--master", cluster.master, "-o", str(folder), *words, "--json"]
    process = subprocess.Popen([*command, *settings], env=cluster.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
    if interrupt:
        threading.Thread(target=interrupt, args=(process,), daemon=True).start()
    out, said = process.communicate(timeout=540)
    assert process.returncode == 0, said
    report = json.loads(out)
    return report["sha256"], report["files"]


def decide(workspace):
    """An own table, by which a full name is another, and a link that review has refused."""
    add_row(workspace / "lexicon", "abbreviations", {"abbreviation": "教体", "full": "教育和体育事务"})
    space = Workspace.open(workspace)
    linked, records = load_linked(space)
    by_sha = {record.sha256: record for record in records}
    citation = next(citation for citation in linked.citations if citation.cited)
    quote = by_sha[citation.source].citations[citation.index].text
    space.write_decisions([{"kind": "link", "one": citation.source, "other": citation.cited, "quote": quote, "decision": "no"}])


def kill_an_executor(cluster, made, killed):
    """Once tasks write into the folder ``made``: kill one of the two executors."""

    def interrupt(process):
        while process.poll() is None and not killed:
            if (made / "_temporary").exists() and len(found := cluster.executors()) > 1:
                time.sleep(0.5)
                os.kill(found[0], signal.SIGKILL)
                killed.append(found[0])
            time.sleep(0.05)

    return interrupt


def test_the_same_bytes_from_every_kind_of_input_though_an_executor_is_killed(cluster, mixed, tmp_path, examples):
    killed = []
    again = shutil.copy(examples / "catalogue.csv", tmp_path / "again.csv")  # the same bytes under two names
    tables = Tables((examples / "catalogue.csv", again))
    limits = Limits(file_bytes=30_000, characters=1_200)  # the docx is larger, some texts are longer
    without = build_here(mixed, tmp_path, tables, limits)
    decide(tmp_path / "workspace")
    there = build_there(
        cluster, mixed, tmp_path / "there", "--catalogue", str(tables.catalogues[0]), "--catalogue", str(again), "--partitions", "4",
        "--max-file-mb", "0.03", "--max-characters", "1200", "--workspace", str(tmp_path / "workspace"), interrupt=kill_an_executor(cluster, tmp_path / "there" / "records", killed),
    )  # fmt: skip
    assert killed, "no executor was running"
    assert there == build_here(mixed, tmp_path, tables, limits)
    assert there[0] != without[0] and json.loads((tmp_path / "there" / "run.json").read_text(encoding="utf-8"))["orphans"] == []
    assert there[1]["failed"] == 4  # an empty one, the docx, two texts
    kept = sorted(path.name for path in (tmp_path / "there").iterdir())
    assert kept == ["gists", "links", "quads", "records", "run.json"] and list((tmp_path / "there" / "records").glob("*.parquet"))


@only_all
@pytest.mark.parametrize("partitions", [1, 4, 16])
def test_in_any_number_of_pieces(cluster, tmp_path, examples, partitions):
    assert build_there(cluster, [examples], tmp_path / "there", "--partitions", str(partitions)) == build_here([examples], tmp_path)


@only_all
@pytest.mark.parametrize("which", range(4))
def test_from_each_input_alone(cluster, mixed, tmp_path, which):
    assert build_there(cluster, mixed[which : which + 1], tmp_path / "there") == build_here(mixed[which : which + 1], tmp_path)


@pytest.fixture(scope="module")
def archive(shared, tmp_path_factory):
    """The archive, and what a local build of it gives."""
    docs = [shared / "corpus" / "archive.jsonl.gz"]
    return docs, build_here(docs, tmp_path_factory.mktemp("archive"))


@only_all
@pytest.mark.parametrize("stage", ["records", "gists", "scratch/sources"])
def test_of_the_archive_though_an_executor_is_killed(cluster, archive, tmp_path, stage):
    docs, here = archive
    killed = []
    there = build_there(cluster, docs, tmp_path / "there", interrupt=kill_an_executor(cluster, tmp_path / "there" / stage, killed))
    assert killed and there == here


def test_no_cluster_there_is_one_line(tmp_path, examples):
    pytest.importorskip("pyspark")
    for words, code in ((["--engine", "spark"], 2), (["--master", "local[1]"], 2), (["--engine", "spark", "--master", "nowhere", "-o", str(tmp_path / "x")], 1)):
        run = subprocess.run([sys.executable, str(ROOT / "cli.py"), "build", str(examples), *words], capture_output=True, text=True, timeout=120, cwd=tmp_path)
        assert run.returncode == code and run.stdout == "" and "Traceback" not in run.stderr, run.stderr
