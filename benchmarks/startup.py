"""What a command costs before it does anything: ``python benchmarks/startup.py``; seconds of the processor, medians of nine runs.

``python -c pass`` is the baseline of each ratio; the workspace is that of the examples.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLI = str(ROOT / "cli.py")


def spent(*words: str) -> float:
    """Seconds of user and system time of one process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, CLI, "demo", folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        commands = {
            "python -c pass": (("-c", "pass"), None),
            "policykg --help": ((CLI, "--help"), 0.3),
            "policykg query most-cited": ((CLI, "query", "most-cited", "--workspace", f"{folder}/workspace"), 0.6),
            "policykg stats": ((CLI, "stats", "--workspace", f"{folder}/workspace"), None),
        }
        bare = 0.0
        for name, (words, aim) in commands.items():
            seconds = statistics.median(spent(*words) for _ in range(9))
            bare = bare or seconds
            print(f"{name:28} {seconds:.3f} s   {seconds / bare:5.1f} x python" + (f"   (aim <= {aim} s)" if aim else ""))


if __name__ == "__main__":
    main()
