"""The answers that the documentation shows: found, and written anew.

A ``console`` block that begins with ``$ `` is a command over the demonstration's workspace with its answer below it; a
command may end in ``| head -n N``. ``python tests/documented.py`` writes all answers anew.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOWN = ("README.md", "README.zh.md", "docs/queries.md", "docs/sparql.md")
_BLOCK = re.compile(r"^```console\n\$ (.*?)^```$", re.M | re.S)
_HEAD = re.compile(r" \| head -n (\d+)$")


def split_console(block: str) -> tuple[str, str]:
    """The command of a block, which ends where its quotes close, and the answer below it."""
    lines = block.splitlines(keepends=True)
    length = next(n for n in range(1, len(lines) + 1) if "".join(lines[:n]).count("'") % 2 == 0)
    return "".join(lines[:length]), "".join(lines[length:])


def find_consoles(name: str) -> list[tuple[str, str]]:
    """(command, answer) of each block of a file, in its order."""
    return [split_console(match[1]) for match in _BLOCK.finditer((ROOT / name).read_text(encoding="utf-8"))]


def cut(command: str) -> tuple[list[str], int | None]:
    """The arguments of a command behind ``policykg``, and the number of lines that ``| head`` leaves."""
    head = _HEAD.search(command.rstrip())
    program, *arguments = shlex.split(_HEAD.sub("", command.rstrip()))
    if program != "policykg":
        raise ValueError(f"not a command of ours: {command}")
    return arguments, int(head[1]) if head else None


def first_lines(answer: str, number: int | None) -> str:
    return answer if number is None else "".join(answer.splitlines(keepends=True)[:number])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "POLICYKG_WORKSPACE": "demo/workspace", "PYTHONPATH": str(ROOT)}

        def run(arguments: list[str]) -> str:
            done = subprocess.run([sys.executable, ROOT / "cli.py", *arguments], cwd=folder, env=environment, capture_output=True, check=True)
            return done.stdout.decode("utf-8")

        run(["demo"])

        def renew(match: re.Match) -> str:
            command, _ = split_console(match[1])
            arguments, number = cut(command)
            return f"```console\n$ {command}{first_lines(run(arguments), number)}```"

        for name in SHOWN:
            path = ROOT / name
            path.write_text(_BLOCK.sub(renew, path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
