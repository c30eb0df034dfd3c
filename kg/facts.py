"""The facts of records as lines of text, and which of them two versions of the extraction do not share.

A fact is its document's file name, its kind and its value, parted by tabs. Offsets are no part of
it: words that stand elsewhere but say the same are the same fact.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath


def facts_of(record: dict) -> Iterator[str]:
    """One line a fact of a record in its JSON form (``policykg extract``), in no particular order."""
    name = PurePosixPath(record["source"]).name

    def fact(kind: str, *values) -> str:
        said = " | ".join(" ".join(str(value).split()) for value in values if value not in (None, ""))
        return "\t".join((name, kind, said))

    yield fact("kind", record.get("kind") or "policy", record.get("reason"))
    for field, value in (record.get("header") or {}).items():
        if field != "evidence":
            for one in value if isinstance(value, list) else [value]:
                if one not in (None, ""):
                    yield fact(field, one)
    for part in record.get("parts") or []:
        yield fact("part", part.get("id"), part.get("role"), part.get("title"), part.get("number"), *(part.get("issuers") or []), part.get("date"))
    for cited in record.get("citations") or []:
        scope = "partial" if cited.get("scope") else None
        yield fact("citation", cited.get("relation"), scope, cited.get("title"), cited.get("number"), cited.get("article"), *(cited.get("issuers") or []))
    for measure in record.get("measures") or []:
        yield fact("measure", measure.get("id"), measure.get("kind"), measure.get("heading"))
        for duty in measure.get("responsibilities") or []:
            inherited = "inherited" if duty.get("inherited") else None
            yield fact("responsibility", measure.get("id"), duty.get("role"), inherited, duty.get("agency"), duty.get("name"))
    for target in record.get("targets") or []:
        figure = (target.get(field) for field in ("metric", "comparator", "value", "unit", "due"))
        yield fact("target", target.get("measure"), target.get("text"), *figure)


def compare_facts(old: Iterable[dict], new: Iterable[dict], names: Collection[str]) -> tuple[list[str], list[str]]:
    """Facts gained and facts lost from ``old`` to ``new`` in the files of these names, each sorted; a fact lost twice stands twice."""
    before, after = (
        Counter(fact for record in records if PurePosixPath(record["source"]).name in names for fact in facts_of(record))
        for records in (old, new)
    )
    return sorted((after - before).elements()), sorted((before - after).elements())
