"""A build that kills its own process group: ``crashing.py DOCS WORKSPACE JOBS MOMENT [DECISIONS]``, run by test_nothing_lost.

MOMENT n > 0 is the n-th time that it opens a file of the workspace for writing, renames or removes one; 0 lets it end,
and prints how many such moments there were.
"""

import os
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

_TOUCHING = {"os.link", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree", "sqlite3.connect"}


def main(docs: str, workspace: str, jobs: int, moment: int, decisions: str = "") -> None:
    from fake_extraction import extract_lines

    import kg.workspace
    from kg import graph_change
    from kg.build import build
    from kg.review import apply_decisions, read_decisions
    from kg.workspace import Workspace

    passed = 0
    if moment % 2:  # however much has changed, the graph before is changed and not made anew
        graph_change._MOST = kg.workspace._MOST_TEXTS = 0

    def watch(event: str, arguments: tuple) -> None:
        nonlocal passed
        if event == "open":
            path, mode, flags = arguments
            touching = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) if isinstance(flags, int) else "w" in (mode or "")
        else:
            path, touching = arguments[0] if arguments else "", event in _TOUCHING
        if touching and isinstance(path, str | os.PathLike) and workspace in os.fspath(path):
            passed += 1
            if passed == moment:
                os.killpg(0, signal.SIGKILL)

    sys.addaudithook(watch)
    if decisions:
        apply_decisions(Workspace.open(workspace), read_decisions(Path(decisions))[0])
    build([docs], workspace, jobs=jobs, extract=extract_lines)
    print(passed)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), *sys.argv[5:])
