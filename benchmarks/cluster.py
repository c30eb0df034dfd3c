"""What a build on a cluster leaves to one machine: ``python benchmarks/cluster.py [COUNT...]``.

COUNT (1,000 and 5,000) documents of ``generator.py`` are built here, then on a cluster of this machine (a master and two workers of one core;
it takes Java 17 and ``policykg[spark]``). Printed are the processor's seconds and the peak of memory of the local build and of the Python of the driver, which
is what does not become less with more machines, and the ratio of both. The N-Quads have to be the same.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "tests" / "cluster")]

from generator import Generator, write_documents  # noqa: E402

MEMORY = {"spark.executor.memory": "600m", "spark.driver.memory": "1g"}


def build_here(docs: str, folder: str) -> str:
    """The sha256 of the sorted N-Quads of a local build."""
    from kg.build import build
    from kg.remote import write_bulk
    from kg.store import Store

    build([docs], f"{folder}/workspace")
    return write_bulk(Store.open_current(Path(folder) / "workspace" / "graph").quads(), f"{folder}/quads")["sha256"]


def build_there(docs: str, folder: str, master: str) -> str:
    """The same of a build on a cluster."""
    from kg.cluster import build_on_cluster

    return build_on_cluster([docs], f"{folder}/there", master, options=MEMORY).counts["sha256"]


def measured(task, *words: str, whose: tuple[int, ...] = (resource.RUSAGE_SELF,)) -> None:
    """Print [sha256, CPU, peak MB] of a task; ``whose``: the local build extracts in a process of its own, the driver's other process is Java."""
    sha256 = task(*words)
    used = [resource.getrusage(who) for who in whose]
    print(json.dumps([sha256, sum(one.ru_utime + one.ru_stime for one in used), max(one.ru_maxrss for one in used) / 1024]))


def main(counts: list[int]) -> None:
    from servers import Cluster

    print("documents   local: CPU s  peak MB   driver: CPU s  peak MB   driver / local: CPU  memory   the same quads")
    with tempfile.TemporaryDirectory() as made:
        cluster = Cluster(Path(made))
        try:
            for count in counts:
                with tempfile.TemporaryDirectory() as folder:
                    write_documents(Path(folder), Generator(1, 1000).documents(count))
                    words = f"{folder}/docs", folder
                    here, there = (_fresh(cluster, *task) for task in (("--here", *words), ("--there", *words, cluster.master)))
                same = here[0] == there[0]
                print(f"{count:9,}   {here[1]:12.1f}  {here[2]:7.0f}   {there[1]:13.1f}  {there[2]:7.0f}   {there[1] / here[1]:19.2f}  {there[2] / here[2]:6.2f}   {same}", flush=True)
        finally:
            cluster.stop()


def _fresh(cluster, *words: str) -> list:
    run = subprocess.run([sys.executable, __file__, *words], env=cluster.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True)
    return json.loads(run.stdout.splitlines()[-1])


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("counts", nargs="*", type=int, default=[1_000, 5_000])
    arguments.add_argument("--here", nargs=2, help=argparse.SUPPRESS)
    arguments.add_argument("--there", nargs=3, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.here:
        measured(build_here, *chosen.here, whose=(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    elif chosen.there:
        measured(build_there, *chosen.there)
    else:
        main(chosen.counts)
