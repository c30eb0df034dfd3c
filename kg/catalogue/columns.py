"""Which column is what: by the headings of ``lexicon/catalogue_columns.tsv``, or as the user says."""

import re
from functools import lru_cache

from kg.lexicon import load_table
from kg.text import fold

FIELDS = {
    "catalogue": frozenset(
        "title number issuers date printed published effective expires validity rank level region type url id index_number".split()
    ),
    "edges": frozenset("citing cited relation".split()),
}
_MARKS = re.compile(r"[\s_*:()〔〕/.-]+")


def fold_heading(words: str) -> str:
    return _MARKS.sub("", fold(words)).lower()


@lru_cache(maxsize=None)
def _known() -> dict[tuple[str, str], str]:
    return {(row["kind"], fold_heading(row["heading"])): row["field"] for row in load_table("catalogue_columns")}


def find_columns(kind: str, headings: list[str], mapping: dict[str, str]) -> tuple[dict[str, int], list[str]]:
    """({field: position}, headings that are unknown); of several columns of one field the first counts.

    ``mapping``: field to heading, which wins over the table. Raises ValueError for a field that is none
    of ours or a heading that the file does not have, where no other file can have it either.
    """
    found: dict[str, int] = {}
    folded = [fold_heading(words) for words in headings]
    for field, heading in mapping.items():
        if field in FIELDS[kind] and fold_heading(heading) in folded:
            found[field] = folded.index(fold_heading(heading))
    taken = set(found.values())
    unknown = []
    for position, words in enumerate(folded):
        if position in taken:
            continue
        field = _known().get((kind, words))
        if field is None:
            unknown.append(headings[position])
        elif field not in found:
            found[field] = position
    return found, [words for words in unknown if words]
