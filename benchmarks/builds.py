"""Builds of generated documents: time, memory, links against the truth: ``python benchmarks/builds.py [COUNT...] [--rounds N] [--jobs N] [--keep FILE] [--builds-only]``.

For each COUNT (1,000 and 10,000) documents of ``generator.py`` are built in a fresh process, ROUNDS times (3); medians are
printed, in seconds of the processor (what else runs on the machine counts less) and of the clock, stage by stage. Then, in
the same run: pyoxigraph's own bulk load of the same N-Quads, another build after 1 % of the files were reworded (they say another
target, which changes no link), one after 1 % have another title (all is linked again), and a build with
``--jobs`` processes, whose N-Quads must be the same. The last lines are the ratios with what is asked of them.
``--builds-only`` leaves out the loads and the build with several processes, which at 100,000 documents take an hour and 16 GB.
``--keep FILE`` adds a line of JSON for each COUNT, of which ``growth.py`` draws the picture of docs/performance.md.
"""

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from generator import Generator, write_documents  # noqa: E402

from kg.store import Store, find_current  # noqa: E402

STAGES = ("extract", "link", "load", "index", "all")
_LINKS = """SELECT ?citing ?cited WHERE { ?c a pol:Citation ; pol:citing ?a ; pol:cited ?b .
?a prov:wasDerivedFrom/pol:path ?citing . ?b prov:wasDerivedFrom/pol:path ?cited }"""


def build_here(docs: str, workspace: str, jobs: int) -> None:
    """Print {stage: [CPU, clock], peak} of one build; CPU with that of its workers."""
    from kg.build import build

    marks: dict[str, list[float]] = {}
    began = last = _now()
    stage = "extract"

    def progress(name: str, done: int, total: int) -> None:
        nonlocal last, stage
        if name != stage:
            now = _now()
            spent = marks.setdefault(stage, [0.0, 0.0])
            marks[stage] = [spent[0] + now[0] - last[0], spent[1] + now[1] - last[1]]
            last, stage = now, name

    build([docs], workspace, jobs=jobs, progress=progress)
    progress("end", 1, 1)
    marks["all"] = [last[0] - began[0], last[1] - began[1]]
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(json.dumps({**marks, "peak": peak}))


def load_here(lines: str) -> None:
    """Print [CPU, clock] of pyoxigraph's own bulk load of a file of N-Quads, made ready as ours is."""
    import pyoxigraph as ox

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # its threads may still write there
        began = _now()
        store = ox.Store(folder)
        store.bulk_load(path=lines, format=ox.RdfFormat.N_QUADS)
        store.optimize()
        store.flush()
        ended = _now()
    print(json.dumps([ended[0] - began[0], ended[1] - began[1]]))


def feed_here(lines: str) -> None:
    """The same through our store."""
    with tempfile.TemporaryDirectory() as folder, open(lines, "rb") as stream:
        began = _now()
        Store.build(Path(folder), stream)
        ended = _now()
    print(json.dumps([ended[0] - began[0], ended[1] - began[1]]))


def _now() -> tuple[float, float]:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used), time.monotonic()


def _fresh(task: str, *words) -> dict | list:
    run = subprocess.run([sys.executable, __file__, f"--{task}", *map(str, words)], stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)


def compare_links(workspace: Path, truth: Path) -> tuple[int, int, int]:
    """(links among the documents, missing, wrong)."""
    found = set(Store.open_current(workspace / "graph").rows(_LINKS))
    wanted = {tuple(line.split("\t")) for line in truth.read_text(encoding="utf-8").splitlines()}
    return len(wanted), len(wanted - found), len(found - wanted)


def write_lines(workspace: Path, path: Path) -> int:
    """The graph as sorted N-Quads; how many."""
    count = 0
    with open(path, "wb") as stream:
        for line in Store.open_current(workspace / "graph").quads():
            stream.write(line)
            count += 1
    return count


def reword(text: str) -> str:
    """The text with another target and a line more, as a page has that counts its visitors."""
    return text.replace("每季度", "每半年").replace("不少于两次", "不少于三次") + "\n"


def retitle(text: str) -> str:
    """The text with another title."""
    return text.replace("关于", "关于切实", 1)


def change(docs: Path, says: Callable[[str], str], first: int) -> int:
    """One document in a hundred, from the ``first`` on, says something else; how many those are."""
    paths = sorted(path for path in docs.rglob("*") if path.is_file())[first::100]
    for path in paths:
        path.write_text(says(path.read_text(encoding="utf-8")), encoding="utf-8")
    return len(paths)


def measure(count: int, rounds: int, jobs: int, size: float, only: bool, folder: Path) -> dict:
    write_documents(folder, Generator(1, int(size * 1000)).documents(count))
    runs = []
    for turn in range(rounds):
        shutil.rmtree(folder / "w", ignore_errors=True)
        runs.append(_fresh("build", folder / "docs", folder / "w", 1))
    middle = {stage: [statistics.median(run.get(stage, [0, 0])[i] for run in runs) for i in (0, 1)] for stage in STAGES}
    links, missing, wrong = compare_links(folder / "w", folder / "truth.tsv")
    quads = write_lines(folder / "w", folder / "graph.nq")
    disk = sum(path.stat().st_size for path in find_current(folder / "w" / "graph").iterdir())
    beside = {} if only else _beside(folder, quads, rounds, jobs)
    changed = change(folder / "docs", reword, 50)
    again = _fresh("build", folder / "docs", folder / "w", 1)
    change(folder / "docs", retitle, 20)
    linked = _fresh("build", folder / "docs", folder / "w", 1)
    return {
        "count": count, "quads": quads, "disk": disk, "stages": middle, "peak": max(run["peak"] for run in runs), "links": (links, missing, wrong),
        "changed": changed, "again": again["all"], "linked": linked["all"], "indexed": again["index"], **beside,
    }  # fmt: skip


def _beside(folder: Path, quads: int, rounds: int, jobs: int) -> dict:
    """The same quads loaded by pyoxigraph and by us, and the build with several processes."""
    own, ours = (statistics.median(_fresh(task, folder / "graph.nq")[0] for _ in range(rounds)) for task in ("load", "feed"))
    several = _fresh("build", folder / "docs", folder / "several", jobs)
    same = write_lines(folder / "several", folder / "several.nq") == quads and (folder / "several.nq").read_bytes() == (folder / "graph.nq").read_bytes()
    return {"own": own, "ours": ours, "several": several["all"][1], "same": same}


def main(counts: list[int], rounds: int, jobs: int, size: float, only: bool, keep: Path | None) -> None:
    found = []
    print("documents      quads  peak MB   ms a document (CPU): " + "  ".join(f"{stage:>7}" for stage in STAGES) + "   all by the clock")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            one = measure(count, rounds, jobs, size, only, Path(folder))
        found.append(one)
        spent = "  ".join(f"{one['stages'][stage][0] / count * 1000:7.2f}" for stage in STAGES)
        print(f"{count:9,} {one['quads']:10,} {one['peak']:8.0f}   {'':22}{spent}   {one['stages']['all'][1]:.0f} s", flush=True)
        if keep:
            with open(keep, "a", encoding="ascii") as stream:
                print(json.dumps({"count": count, "peak": one["peak"], **{stage: one["stages"][stage][0] for stage in STAGES}}), file=stream)
    for one in found:
        links, missing, wrong = one["links"]
        whole = one["stages"]["all"]
        print(f"\n{one['count']:,} documents, medians of {rounds}")
        print(f"  links equal to the truth: {links - missing} of {links}, {wrong} wrong")
        if not only:
            print(f"  loading / pyoxigraph's own bulk load of the same N-Quads: {one['ours']:.1f} s / {one['own']:.1f} s = {one['ours'] / one['own']:.2f} (aim <= 1.3)")
        print(f"  {one['changed']} files reworded: {one['again'][0]:.1f} s of {whole[0]:.1f} s = {one['again'][0] / whole[0]:.1%} (aim <= 5 % at 100,000)")
        print(f"  {one['changed']} files with another title: {one['linked'][0]:.1f} s of {whole[0]:.1f} s = {one['linked'][0] / whole[0]:.1%} (aim <= 5 % at 100,000)")
        first, again = one["stages"]["index"][0], one["indexed"][0]
        print(f"  of these the search index: {again:.1f} s of {first:.1f} s; {again / one['count'] * 1000:.2f} ms a document (aim <= 0.2)")
        if not only:
            print(f"  --jobs {jobs}: the same bytes: {one['same']}; {one['several']:.0f} s by the clock against {whole[1]:.0f} s")
        print(f"  on disk: {one['disk'] / one['quads']:.0f} bytes a quad")
    for smaller, larger in zip(found, found[1:]):
        ratio = (larger["stages"]["all"][0] / larger["count"]) / (smaller["stages"]["all"][0] / smaller["count"])
        print(f"\ntime a document at {larger['count']:,} / at {smaller['count']:,}: {ratio:.2f} (aim <= 1.4 from 10,000 to 100,000)")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--size", type=float, default=1, help="kB of a document")
    arguments.add_argument("--keep", type=Path, help="add what was measured to this file, a line of JSON for each COUNT")
    arguments.add_argument("--builds-only", action="store_true", help="no loads, no build with several processes")
    arguments.add_argument("--build", nargs=3, help=argparse.SUPPRESS)
    arguments.add_argument("--load", help=argparse.SUPPRESS)
    arguments.add_argument("--feed", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.build:
        build_here(chosen.build[0], chosen.build[1], int(chosen.build[2]))
    elif chosen.load or chosen.feed:
        load_here(chosen.load) if chosen.load else feed_here(chosen.feed)
    else:
        main(chosen.counts, chosen.rounds, chosen.jobs, chosen.size, chosen.builds_only, chosen.keep)
