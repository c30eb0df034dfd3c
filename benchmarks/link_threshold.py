"""From which likeness on two titles are one document's: measured on rows of catalogues.

    python benchmarks/link_threshold.py CATALOGUE.csv …

Labels are free: rows of one owner with the same number are one document, rows with different numbers are two. Pairs are
those that linking compares: one place, one type, one block of figures, titles that are not equal. Half of the places chose the
threshold, the other half tells how it does.
"""

import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg.catalogue import load_catalogue  # noqa: E402
from kg.iris import hash_key  # noqa: E402
from kg.link.likeness import find_alike  # noqa: E402
from kg.link.sightings import read_sightings  # noqa: E402
from kg.link.titles import type_of_title  # noqa: E402


def main(paths: list[str]) -> None:
    records = [row.record for path in paths for row in load_catalogue(path).rows]
    groups = defaultdict(lambda: defaultdict(set))  # (place, type, year) → core → numbers
    for sighting in (sighting for record in records for sighting in read_sightings(record)):
        if sighting.nkey and sighting.core and sighting.number.year:
            base, _ = type_of_title(sighting.record.header.title)
            groups[sighting.home, base, sighting.number.year][sighting.core].add(sighting.nkey)
    scored = []
    for key, cores in groups.items():
        half = int(hash_key(repr(key)), 16) % 2
        for one, other, score in find_alike(cores, cores, 80):
            if one < other:
                scored.append((score, bool(cores[one] & cores[other]), half, one, other))
    same = sum(label for _, label, *_ in scored)
    print(f"{len(scored)} pairs from 80 on in one place, type, year and block; {same} of them of one number")
    print("threshold  half A: one document / all   half B: one document / all")
    for threshold in (80, 85, 88, 90, 92, 94, 95, 96, 97, 98):
        said = []
        for half in (0, 1):
            kept = [label for score, label, of, *_ in scored if score >= threshold and of == half]
            said.append(f"{sum(kept):4d} / {len(kept):4d}  {sum(kept) / len(kept) if kept else 0:.3f}")
        print(f"{threshold:9d}  {'             '.join(said)}")
    for score, label, _, one, other in sorted(scored, reverse=True)[:40]:
        if not label:
            print(f"  two numbers, {score:.1f}: {one[:40]} | {other[:40]}")


if __name__ == "__main__":
    main(sys.argv[1:])
