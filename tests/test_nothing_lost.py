"""Nothing is lost: whatever ends a build, the last complete state is there and the next build ends in the right bytes.

Killed are whole process groups with SIGKILL, at each moment at which a file of the workspace is touched and at random ones.
``POLICYKG_KILLS`` (20) says how many; ``make hostile`` has 1,000.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_build import COUNTY, build_fake, lines_of, scratch_lines, three, write

from kg import graph_change
from kg.review import find_doubts, write_doubts
from kg.stats import load_stats
from kg.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
KILLS = int(os.environ.get("POLICYKG_KILLS", "20"))
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of a POSIX system")


def start(docs, workspace, jobs, moment, *decisions):
    words = [sys.executable, ROOT / "tests" / "crashing.py", docs, workspace, jobs, moment, *decisions]
    return subprocess.Popen(list(map(str, words)), start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def edit(docs, draw, turn):
    """Other files than before: one new, one changed, sometimes one gone."""
    names = sorted(path.name for path in docs.glob("*.txt"))
    write(docs, f"new{turn}.txt", f"title: 太康县第{turn}号方案\n{COUNTY}cites: basis | 太康县第{turn - 1}号方案 |\n")
    write(docs, draw.choice(names), f"title: 太康县改{turn}方案\n{COUNTY}")
    if draw.random() < 0.3:
        (docs / draw.choice(names)).unlink()


def test_a_build_killed_at_any_moment_leaves_the_last_state_and_the_next_ends_right(tmp_path, monkeypatch):
    docs, space, draw = three(tmp_path / "docs"), tmp_path / "w", random.Random(7)
    build_fake(docs, space)
    edit(docs, draw, 1)
    began = time.monotonic()
    ended = start(docs, space, 2, 0)
    moments, lasts = int(ended.communicate(timeout=120)[0]), time.monotonic() - began
    assert ended.returncode == 0 and moments > 15
    assert lines_of(space) == scratch_lines(docs)
    killed = 0
    for turn in range(2, KILLS + 2):
        before = lines_of(space)
        edit(docs, draw, turn)
        if turn % 3:
            run = start(docs, space, 1 + turn % 2, 1 + (turn * 7) % moments)
        else:
            run = start(docs, space, 2, 0)
            time.sleep(draw.uniform(0, lasts))
            os.killpg(run.pid, signal.SIGKILL)
        errors = run.communicate(timeout=120)[1]
        assert "Traceback" not in errors
        killed += run.returncode == -signal.SIGKILL
        after, wanted = lines_of(space), scratch_lines(docs)
        assert after in (before, wanted), turn
        Workspace.open(space)
        monkeypatch.setattr(graph_change, "_MOST", 4 * (turn % 2))  # made anew, or changed
        build_fake(docs, space)
        assert lines_of(space) == wanted, turn
        assert load_stats(Workspace.open(space))["triples"] == len(wanted)
    assert killed > KILLS * 0.7


def test_files_that_go_back_to_what_they_were_after_a_kill_end_right(tmp_path):
    """The graph that a build has left which was killed before its end is not taken for the one before, nor its report."""
    docs, space, draw = three(tmp_path / "docs"), tmp_path / "w", random.Random(3)
    build_fake(docs, space)
    whole, report, kept = lines_of(space), Workspace.open(space).load_report(), shutil.copytree(docs, tmp_path / "kept")
    edit(docs, draw, 1)
    moments = int(start(docs, shutil.copytree(space, tmp_path / "other"), 1, 0).communicate(timeout=120)[0])
    newer = 0
    for moment in range(moments - 9, moments + 1):
        edit(docs, draw, moment)
        run = start(docs, space, 1, moment)
        run.communicate(timeout=120)
        newer += run.returncode == -signal.SIGKILL and lines_of(space) != whole
        shutil.rmtree(docs)
        shutil.copytree(kept, docs)
        build_fake(docs, space)
        assert lines_of(space) == whole, moment
        assert {**Workspace.open(space).load_report(), "extracted": report["extracted"]} == report, moment
    assert newer > 1


def test_decisions_survive_a_kill_while_they_are_taken_in(tmp_path):
    docs, space = tmp_path / "docs", tmp_path / "w"
    docs.mkdir()
    for name in "ab":
        write(docs, f"{name}.txt", f"title: 太康县校车安全管理办法\nnumber: 太政〔2023〕{ord(name)}号\n{COUNTY}")
    write(docs, "c.txt", f"title: 太康县校车工作方案\n{COUNTY}cites: basis | 太康县校车安全管理办法 |\n")
    build_fake(docs, space)
    rows = find_doubts(Workspace.open(space))
    assert rows
    table = tmp_path / "review.csv"
    table.write_bytes(write_doubts([{**row, "decision": "no"} for row in rows]))
    done = 0
    for moment in range(1, 8):
        run = start(docs, space, 1, moment, table)
        run.communicate(timeout=120)
        assert run.returncode == -signal.SIGKILL
        kept = len(Workspace.open(space).load_decisions())
        assert kept in (0, len(rows)) and kept >= done  # all or none, and never fewer than were taken in
        done = kept
    assert done == len(rows)
    build_fake(docs, space)
    assert lines_of(space) != scratch_lines(docs)  # what was decided counts


def test_workers_end_with_their_parent_and_do_not_keep_its_lock(tmp_path):
    docs, space = tmp_path / "docs", tmp_path / "w"
    docs.mkdir()
    for number in range(12):
        write(docs, f"{number}.txt", f"title: 太康县第{number}号方案\n{COUNTY}sleep: 20\n")
    run = start(docs, space, 2, 0)
    deadline = time.monotonic() + 60
    while len(workers := children_of(run.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(workers) >= 2
    os.kill(run.pid, signal.SIGKILL)  # the parent alone
    run.communicate(timeout=60)
    with Workspace.prepare(space).locked():
        pass
    deadline = time.monotonic() + 15
    while any(is_running(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in workers if is_running(pid)]


def children_of(pid):
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        pytest.skip("no /proc")


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("limit", [0, 2_000, 20_000, 60_000, 150_000])
def test_a_full_disk_is_one_clear_error_and_no_damage(tmp_path, limit):
    """The size that a file may have stands for the room on the disk: the system refuses the byte after it."""
    docs, space = three(tmp_path / "docs"), tmp_path / "w"
    build_fake(docs, space)
    before = lines_of(space)
    for number in range(40):
        write(docs, f"more{number}.txt", f"title: 太康县第{number}号方案\n{COUNTY}" + f"measure: 做好工作{number} | 县教育局 | 太康县教育局\n" * 40)
    script = (
        "import sys, resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"sys.path[:0] = [{str(ROOT / 'tests')!r}, {str(ROOT)!r}]\n"
        "from fake_extraction import extract_lines; import kg.build as b; from kg.errors import PolicyKGError\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "try:\n    b.build([sys.argv[1]], sys.argv[2], extract=extract_lines)\n"
        "except PolicyKGError as error:\n    print(error)\n    sys.exit(1)\n"
    )
    run = subprocess.run([sys.executable, "-B", "-c", script, docs, space], capture_output=True, text=True, timeout=120)
    assert run.returncode == 1 and "Traceback" not in run.stderr, run.stderr
    assert len(run.stdout.strip().split("\n")) == 1 and str(space) in run.stdout
    assert lines_of(space) == before
    assert not list(space.glob("*.new"))
    build_fake(docs, space)
    assert lines_of(space) == scratch_lines(docs)


def test_readers_see_the_graph_before_or_after_while_builds_go_on(tmp_path):
    docs, space, draw = three(tmp_path / "docs"), tmp_path / "w", random.Random(3)
    build_fake(docs, space)
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path; from kg.store import Store; from kg.errors import WorkspaceError\n"
        "print('reading', flush=True)\n"
        "while not Path(sys.argv[2]).exists():\n"
        "    store = Store.open_current(Path(sys.argv[1]))\n"
        "    print(len(store), sum(1 for _ in store.quads()), flush=True)\n"
    )
    reader = subprocess.Popen([sys.executable, "-c", script, space / "graph", tmp_path / "stop"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert reader.stdout.readline() == "reading\n"
    sizes = {len(lines_of(space))}
    for turn in range(1, 6):
        edit(docs, draw, turn)
        build_fake(docs, space)
        sizes.add(len(lines_of(space)))
    (tmp_path / "stop").touch()
    seen, errors = reader.communicate(timeout=60)
    counts = [tuple(map(int, line.split())) for line in seen.splitlines()]
    assert reader.returncode == 0 and errors == ""
    assert len(counts) > 5 and all(said == read and said in sizes for said, read in counts)
