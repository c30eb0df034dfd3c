"""A command in a process that counts what it and all that it starts have taken: what ran before in this process does not count."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

_SCRIPT = (
    "import resource, subprocess, sys\n"
    "code = subprocess.run([sys.executable, *sys.argv[1:]], stdin=subprocess.DEVNULL).returncode\n"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
    "print('\\nPEAK', used.ru_maxrss, used.ru_utime + used.ru_stime, file=sys.stderr)\n"
    "sys.exit(code)\n"
)


class Measured(NamedTuple):
    """``peak``: MB of the largest process; ``seconds``: of the processor, of all."""

    code: int
    out: bytes
    said: str
    peak: float
    seconds: float


def run(*words: str, folder: Path | None = None, timeout: float) -> Measured:
    """Python with these words as its arguments."""
    done = subprocess.run([sys.executable, "-c", _SCRIPT, *words], cwd=folder, capture_output=True, timeout=timeout)
    said, _, used = done.stderr.decode("utf-8").rpartition("\nPEAK")
    peak, seconds = map(float, used.split())
    return Measured(done.returncode, done.stdout, said, peak / 1000 * (1 / 1024 if sys.platform == "darwin" else 1), seconds)
