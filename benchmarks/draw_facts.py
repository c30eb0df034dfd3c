"""Facts drawn at random, to be read against their source by eye: ``python benchmarks/draw_facts.py [--targets] [DOCS...]``.

200 facts, so many of each kind, or with --targets 100 targets; DOCS are by default ``pool`` of the shared corpus.
A fact's place in the draw is the digest of the seed and the fact itself, so that a change of the
rules changes only the facts that it changes. What a reader found stands in ``facts_read.tsv``
(digest, kind, right or wrong, and of a wrong one at most 40 characters); facts that nobody has read yet
are printed with the words around them, and with --count the share that is right, by kind.
"""

import argparse
import csv
import hashlib
from collections import Counter
from dataclasses import dataclass

from gold_documents import ROOT, shared_corpus

from kg.engines.local import extract_source
from kg.reading import list_sources, read
from kg.records import Record

SEED = "2026"
SIZES = {"header": 50, "part": 15, "citation": 40, "measure": 35, "responsibility": 40, "target": 20}
TARGETS = {"target": 100}
READ = ROOT / "benchmarks/facts_read.tsv"
_AROUND, _HEAD = 90, 700  # characters shown around a fact, and of a document's head for its header
_HEADER = (
    "title", "number", "issuers", "date", "printed", "published", "effective", "expires", "type", "subtype", "level", "region", "recipients",
    "cc", "approved_by", "index_number", "subjects",
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    file: str
    kind: str
    value: str
    start: int | None
    end: int | None

    @property
    def digest(self) -> str:
        return hashlib.sha256("\t".join((SEED, self.file, self.kind, self.value)).encode()).hexdigest()[:12]


def facts_of(record: Record) -> list[Fact]:
    """The facts of one record, each of them once."""
    found = []

    def add(kind: str, *values, start=None, end=None) -> None:
        found.append(Fact(record.source, kind, " | ".join(str(value) for value in values if value not in (None, "")), start, end))

    header = record.header
    for field in _HEADER:
        value = getattr(header, field)
        words = header.evidence.get(field)
        if value:
            text = " ".join(value) if isinstance(value, tuple) else value
            add("header", field, text, start=words and words.start, end=words and words.end)
    for part in record.parts:
        add("part", part.role, part.title, part.number, *part.issuers, part.date, part.type, start=part.start, end=min(part.end, part.start + 120))
    for c in record.citations:
        add("citation", c.relation, c.scope, c.title, c.number, *c.issuers, c.article, start=c.start, end=c.end)
    for m in record.measures:
        add("measure", m.id, m.kind, m.heading, start=m.start, end=min(m.end, m.start + 160))
        for duty in m.responsibilities:
            inherited = "inherited" if duty.inherited else None
            add("responsibility", m.id, m.label, duty.agency, duty.role, inherited, f"name {duty.name}", start=duty.start, end=duty.end)
    for t in record.targets:
        add("target", t.text, f"metric {t.metric}", t.comparator, t.value, t.unit, f"due {t.due}", start=t.start, end=t.end)
    return list({fact.digest: fact for fact in found}.values())


def draw(docs: list[str], sizes: dict[str, int]) -> tuple[list[Fact], Counter]:
    """The facts drawn of each kind, and how many there are to draw from."""
    found: dict[str, list[Fact]] = {kind: [] for kind in sizes}
    for source in list_sources(docs).files:
        record = extract_source(source)
        if isinstance(record, Record):
            for fact in facts_of(record):
                if fact.kind in found:
                    found[fact.kind].append(fact)
    drawn = [fact for kind, size in sizes.items() for fact in sorted(found[kind], key=lambda fact: fact.digest)[:size]]
    return drawn, Counter({kind: len(facts) for kind, facts in found.items()})


def load_read() -> dict[str, tuple[str, str]]:
    """Digest → (right or wrong, note) of the facts that were read."""
    if not READ.exists():
        return {}
    with READ.open(encoding="utf-8", newline="") as stream:
        return {row["digest"]: (row["verdict"], row["note"]) for row in csv.DictReader(stream, delimiter="\t")}


def table(drawn: list[Fact], known: Counter) -> str:
    """Share right by kind, then the wrong ones."""
    read_facts, lines = load_read(), []
    lines.append(f"{'kind':16}{'of':>7}{'read':>7}{'right':>7}{'share':>8}")
    total: Counter = Counter()
    for kind in dict.fromkeys(fact.kind for fact in drawn):
        verdicts = Counter(read_facts[fact.digest][0] for fact in drawn if fact.kind == kind and fact.digest in read_facts)
        counts = {"of": known[kind], "read": verdicts.total(), "right": verdicts["right"]}
        total.update(counts)
        lines.append(f"{kind:16}" + "".join(f"{n:7}" for n in counts.values()) + f"{counts['right'] / max(1, counts['read']):8.3f}")
    if len(total) and len(lines) > 2:
        lines.append(f"{'all':16}" + "".join(f"{n:7}" for n in total.values()) + f"{total['right'] / max(1, total['read']):8.3f}")
    unread = sum(fact.digest not in read_facts for fact in drawn)
    if unread:
        lines.append(f"{unread} facts drawn are not read yet")
    wrong = [(fact, read_facts[fact.digest][1]) for fact in drawn if read_facts.get(fact.digest, ("",))[0] == "wrong"]
    return "\n".join([*lines, "", *(f"wrong: {fact.file} {fact.kind}: {note}" for fact, note in wrong)]).rstrip()


def show(facts: list[Fact], docs: list[str]) -> None:
    """The facts file by file with the words around them, between 【 and 】."""
    paths = {source.name: source for source in list_sources(docs).files}
    for file in sorted({fact.file for fact in facts}):
        text = read(paths[file].path, file).text
        print(f"\n######## {file}")
        mine = [fact for fact in facts if fact.file == file]
        if any(fact.kind in ("header", "part") for fact in mine):
            print("HEAD " + " / ".join(text[:_HEAD].split("\n")))
            print("FOOT " + " / ".join(text[-_HEAD // 2 :].split("\n")))
        for fact in mine:
            print(f"{fact.digest} {fact.kind}: {fact.value}")
            if fact.start is not None:
                words = text[max(0, fact.start - _AROUND) : fact.start] + "【" + text[fact.start : fact.end] + "】" + text[fact.end : fact.end + _AROUND]
                print("      " + " / ".join(words.split("\n")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("docs", nargs="*")
    parser.add_argument("--targets", action="store_true", help="100 targets")
    parser.add_argument("--count", action="store_true", help="the share that is right, by kind, of what was read")
    args = parser.parse_args()
    docs = args.docs or [str(shared_corpus() / "pool")]
    drawn, known = draw(docs, TARGETS if args.targets else SIZES)
    if args.count:
        print(table(drawn, known))
        return
    known_digests = load_read()
    show([fact for fact in drawn if fact.digest not in known_digests], docs)


if __name__ == "__main__":
    main()
