"""How often a document number's code names the right agency: ``python benchmarks/number_issuers.py CATALOGUE.csv``.

The catalogue (columns doc_number, issuer) is split by code: half of the codes keep their row in
``lexicon/number_codes``, the others lose it and are named by composition alone; then the
halves change places, so that every code is named once without its own row. Each code counts
once, and each document once. With --region the issuer's place is given, as a document knows it.

An office filed under its government or ministry counts as right: the database does not name
offices. Issuers that the database names with an old name in brackets count under the new one.
"""

import argparse
import csv
import re
import sys
import zlib
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kg.number_codes as codes  # noqa: E402
import kg.number_issuers as issuers  # noqa: E402
from kg.numbers import parse_number  # noqa: E402
from kg.regions import leading_place  # noqa: E402
from kg.text import fold  # noqa: E402


def without_office(name: str) -> str:
    return re.sub(r"办公[厅室]$", "", name)


def read_rows(path: Path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            names = [name for name in re.split(r"[;；,，\s]+", row["issuer"]) if name]
            number = parse_number(fold(row["doc_number"]))
            if names and number:
                yield number, re.sub(r"[(（](?:原|已).*?[)）]", "", names[0].replace("人大(含常委会)", "人民代表大会常务委员会"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("--region", action="store_true", help="give the issuer's place")
    parser.add_argument("--wrong", action="store_true", help="list what was named wrongly, on stderr")
    args = parser.parse_args()
    rows = list(read_rows(args.catalogue))
    table = codes.code_rows()
    documents, by_code = Counter(), {}
    for half in (0, 1):
        kept = {code: row for code, row in table.items() if zlib.crc32(code.encode()) % 2 == half}
        bare = {code: dict(row, issuer="") for code, row in table.items()}
        # The letters that codes consist of stay known; only what the held-out codes say of their issuer goes.
        issuers.code_rows = lambda kept=kept, bare=bare: bare | kept
        for number, truth in rows:
            if zlib.crc32(number.code.encode()) % 2 == half:
                continue
            led = leading_place(truth) if args.region else None
            name, _ = issuers.issuer_of(number, led[0] if led else None)
            outcome = "none" if name is None else "right" if without_office(name) == without_office(truth) else "wrong"
            documents[outcome] += 1
            by_code.setdefault(number.code, Counter())[outcome] += 1
            if outcome == "wrong" and args.wrong:
                print(number.canonical, name, "filed under", truth, sep="\t", file=sys.stderr)
    majority = Counter(counts.most_common(1)[0][0] for counts in by_code.values())
    for what, counts in (("documents", documents), ("codes", majority)):
        named = counts["right"] + counts["wrong"]
        total = sum(counts.values())
        print(f"{what:10} {total:5}  named {named / total:.3f}  right of named {counts['right'] / max(named, 1):.3f}")


if __name__ == "__main__":
    main()
