"""The figures of docs/accuracy.md, from the commands that print them.

    python benchmarks/accuracy.py [SECTION...]            say which sections no longer hold what their command prints
    python benchmarks/accuracy.py --write [SECTION...]    write them

A section stands between <!-- begin NAME --> and <!-- end NAME -->. Times and what libraries of others say
differ from run to run, so only the sections of our own accuracy are compared. Entity recognition is
written by an environment in which its libraries are installed (see benchmarks/entities.py); without any of them
its section stays as it is.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/accuracy.md"
CORPUS = Path(os.environ.get("POLICYKG_SHARED", ROOT.parent / "shared")) / "corpus"
COMMANDS = {
    "dev": ["cli.py", "evaluate", str(CORPUS / "gold"), str(CORPUS / "seeds"), str(CORPUS / "dev"), "--halves", "docs/accuracy-half-a.txt", "-q"],
    "naive": ["benchmarks/naive.py"],
    "entities": ["benchmarks/entities.py"],
    "degraded": ["benchmarks/degraded.py"],
    "throughput": ["benchmarks/throughput.py"],
    "facts": ["benchmarks/draw_facts.py", "--count"],
    "targets": ["benchmarks/draw_facts.py", "--targets", "--count"],
}
EXACT = ("dev", "naive")  # what a test compares; the others take long, or are not ours alone


def print_section(name: str) -> str:
    """What the command of a section prints now."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run([sys.executable, *COMMANDS[name]], cwd=ROOT, stdout=subprocess.PIPE, env=environment, check=True)
    return run.stdout.decode("utf-8").strip().replace("\r\n", "\n")


def _block(name: str) -> re.Pattern:
    return re.compile(rf"(?<=<!-- begin {name} -->\n).*?(?=<!-- end {name} -->)", re.DOTALL)


def written_section(name: str) -> str:
    """What the page says in a section."""
    return _block(name).search(PAGE.read_text(encoding="utf-8"))[0].strip("`\n")


def write_section(name: str, printed: str) -> None:
    page, written = _block(name).subn(lambda _: f"```\n{printed}\n```\n", PAGE.read_text(encoding="utf-8"))
    assert written == 1, f"{PAGE} has no section {name}"
    PAGE.write_text(page, encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(COMMANDS))
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if unknown := set(args.sections) - set(COMMANDS):
        parser.error(f"no section {', '.join(sorted(unknown))}")
    differ = []
    for name in args.sections or (COMMANDS if args.write else EXACT):
        printed = print_section(name)
        if name == "entities" and printed.count(": not run") == 3:
            print("entities: none of the libraries is installed, the section stays as it is")
        elif args.write:
            write_section(name, printed)
            print(f"{name}: written")
        elif printed != written_section(name):
            differ.append(name)
            print(f"{name}: differs")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
