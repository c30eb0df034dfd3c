"""Scores of extracted records against gold records, as ``extraction.md`` defines them.

Strings are compared after NFKC, without spaces and quotation marks, with one form
for brackets and dashes. Header fields: accuracy, ``null`` included, on the fields
that the gold has; ``header`` is the mean of the six that every document should have.
Citations: the documents cited, found by number, or by title where one side has no
number. Measures: headings with their repetitions. Responsibilities: the set of
(heading, agency, role), without inherited ones and without annexes; also without
looking at the role, and without aligning headings that begin alike. Evidence: of the
citations and measures predicted, those whose words stand at their offsets.
Precision, recall and F1 are micro-averaged over the documents.

Rules are written on one half of the documents and counted on the other, so a score
is also asked for each half.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from kg.errors import NothingReadable, PolicyKGError

HEADER_FIELDS = ("title", "number", "date", "printed", "published", "type", "level", "region")
SIX_FIELDS = ("title", "number", "date", "type", "level", "region")  # what every document should have
COUNTED = ("issuers", "citations", "measures", "responsibilities")
ANY_ROLE, EXACT_HEADING = "responsibilities, any role", "responsibilities, exact heading"
HALVES = ("first half", "second half")
_BEGINNING = 12  # characters of a title or heading that its evidence must hold
_SHORTEST_PREFIX = 6  # characters of a heading that identify it when one side is longer
_LEFT_OUT = re.compile(r"[\s\u200b\ufeff\"'“”‘’「」『』﹁﹂]")
_FORMS = (
    (re.compile(r"[〔\[【﹝(〈<《]"), "("),
    (re.compile(r"[〕\]】﹞)〉>》]"), ")"),
    (re.compile(r"[—–―─~～﹣-]+"), "-"),
    (re.compile(r"[。;；:：,，、.·．•]+$"), ""),
)


@dataclass
class Ratio:
    """``right`` of ``of``; the right ones may be shares."""

    right: float = 0
    of: int = 0

    @property
    def accuracy(self) -> float:
        return self.right / self.of if self.of else 0.0


@dataclass
class Counts:
    """Hits among what was predicted and what the gold has."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, got: set, wanted: set) -> None:
        self.hit += len(got & wanted)
        self.predicted += len(got)
        self.gold += len(wanted)

    @property
    def precision(self) -> float:
        return self.hit / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Score:
    """The figures of one evaluation; ``errors`` are lines of text, what was missed and what was wrong."""

    documents: int = 0
    missing: int = 0
    ratios: dict[str, Ratio] = field(default_factory=dict)
    counts: dict[str, Counts] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def lowest_f1(self) -> float:
        """The lowest F1 of issuers, citations, measures and responsibilities."""
        return min(self.counts[name].f1 for name in COUNTED)

    def rows(self) -> Iterator[tuple[str, Ratio | Counts]]:
        """What is printed, in its order; header fields that no gold record has are left out."""
        for name in ("kind", *HEADER_FIELDS):
            if self.ratios[name].of or name == "kind":
                yield name, self.ratios[name]
        yield "header", self.ratios["header"]
        yield from self.counts.items()
        for name, ratio in self.ratios.items():
            if name not in ("kind", *HEADER_FIELDS, "header"):
                yield name, ratio

    def as_dict(self) -> dict:
        rows: dict = {"documents": self.documents, "without a record": self.missing}
        for name, row in self.rows():
            if isinstance(row, Ratio):
                rows[name] = {"accuracy": round(row.accuracy, 4), "right": round(row.right, 2), "of": row.of}
            else:
                rows[name] = {
                    "precision": round(row.precision, 4), "recall": round(row.recall, 4), "f1": round(row.f1, 4),
                    "hit": row.hit, "predicted": row.predicted, "gold": row.gold,
                }  # fmt: skip
        return rows

    def as_text(self) -> str:
        lines = [f"{self.documents} documents, {self.missing} without a record"]
        for name, row in self.rows():
            if isinstance(row, Ratio):
                lines.append(f"{name:32} accuracy {row.accuracy:.3f}   ({round(row.right, 2):g} of {row.of})")
            else:
                figures = f"P {row.precision:.3f}  R {row.recall:.3f}  F1 {row.f1:.3f}"
                lines.append(f"{name:32} {figures}   ({row.hit} hit, {row.predicted} predicted, {row.gold} gold)")
        return "\n".join(lines)


def load_records(path: str) -> list[dict]:
    """The records of a folder (one JSON file each), or of a JSON Lines file, in their JSON form."""
    files = sorted(Path(path).glob("*.json"))
    try:
        if files:
            records = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        elif Path(path).is_file():
            records = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").split("\n") if line.strip()]
        else:
            raise NothingReadable(f"{path}: no records (*.json) here")
        for record in records:
            file_name(record)
        return records
    except (OSError, ValueError, KeyError, TypeError) as error:  # ValueError: no JSON, or no UTF-8
        raise PolicyKGError(f"{path}: not a record: {error}") from error


def load_gold(path: str) -> dict[str, dict]:
    """The gold records of a folder or a JSON Lines file, by file name of their source."""
    return {file_name(record): record for record in load_records(path)}


def load_names(path: str) -> set[str]:
    """File names of documents, one a line."""
    try:
        return {line.strip() for line in Path(path).read_text(encoding="utf-8-sig").splitlines()} - {""}
    except (OSError, ValueError) as error:
        raise PolicyKGError(f"{path}: not a list of file names: {error}") from error


def file_name(record: dict) -> str:
    """The file name of a record's source, by which gold and predicted records are paired."""
    return PurePosixPath(record["source"]).name


def score_records(gold: Mapping[str, dict], predicted: Mapping[str, dict], texts: Mapping[str, Mapping[str, str]] | None = None) -> Score:
    """Score predicted records (dicts of the JSON form, by file name) against gold ones.

    ``texts``: name of a row of the table → the text of each source by file name, against which the
    offsets are checked. It may be another form of the text if that has the same length.
    """
    texts = texts or {}
    score = Score(documents=len(gold), missing=sum(name not in predicted for name in gold))
    score.ratios = {name: Ratio() for name in ("kind", *HEADER_FIELDS, "header", "relation", "name", *texts)}
    score.counts = {name: Counts() for name in (*COUNTED, ANY_ROLE, EXACT_HEADING)}
    for name in sorted(gold):
        record = predicted.get(name, {})
        _score_header(score, name, gold[name], record)
        _score_citations(score, name, cited_documents(gold[name]), cited_documents(record))
        _score_measures(score, name, gold[name], record)
        for row, known in texts.items():
            if name in known:
                _score_evidence(score, name, row, record, known[name])
    return score


def score_halves(
    gold: Mapping[str, dict], predicted: Mapping[str, dict], texts: Mapping[str, Mapping[str, str]] | None = None, first: Collection[str] | None = None
) -> dict[str, Score]:
    """The score of each half of the documents: those named in ``first`` and the others; by default every other file name."""
    ordered = sorted(gold)
    named = set(ordered[::2] if first is None else first)
    halves = ([name for name in ordered if name in named], [name for name in ordered if name not in named])
    return {half: score_records({name: gold[name] for name in names}, predicted, texts) for half, names in zip(HALVES, halves)}


def _score_header(score: Score, name: str, gold: dict, predicted: dict) -> None:
    kind = score.ratios["kind"]
    kind.of += 1
    kind.right += (gold.get("kind") or "policy") == (predicted.get("kind") or "policy")
    gold_header, header = gold.get("header") or {}, predicted.get("header") or {}
    for key in HEADER_FIELDS:
        if key in gold_header:
            form = _number if key == "number" else comparable
            right = bool(predicted) and form(gold_header[key]) == form(header.get(key))
            for ratio in (score.ratios[key], *([score.ratios["header"]] if key in SIX_FIELDS else ())):
                ratio.of += 1
                ratio.right += right
            if not right:
                score.errors.append(f"{name}: {key}: {header.get(key)!r}, should be {gold_header[key]!r}")
    if "issuers" in gold_header:
        _count(score, "issuers", name, Counter(map(comparable, header.get("issuers") or [])), Counter(map(comparable, gold_header["issuers"])))


def _score_measures(score: Score, name: str, gold: dict, predicted: dict) -> None:
    headings = Counter(comparable(m["heading"]) for m in scored_measures(gold))
    _count(score, "measures", name, Counter(comparable(m["heading"]) for m in scored_measures(predicted)), headings)
    wanted, found, exact = _duties(gold), _duties(predicted, headings), _duties(predicted)
    _count(score, "responsibilities", name, Counter(set(found)), Counter(set(wanted)))
    score.counts[EXACT_HEADING].add(set(exact), set(wanted))
    score.counts[ANY_ROLE].add({key[:2] for key in found}, {key[:2] for key in wanted})
    names = score.ratios["name"]
    for key in sorted(set(wanted) & set(found), key=str):
        if wanted[key]:
            names.of += 1
            names.right += wanted[key] == found[key]
            if wanted[key] != found[key]:
                score.errors.append(f"{name}: name of {key[1]}: {found[key]!r}, should be {wanted[key]!r}")


def _score_evidence(score: Score, name: str, row: str, predicted: dict, text: str) -> None:
    """A citation stands where the beginning of its title, or its number's last figures stand; a measure by its heading."""
    claims = [(c, (c.get("title"), c.get("number"))) for c in predicted.get("citations") or []]
    claims += [(m, (m.get("heading"),)) for m in scored_measures(predicted)]
    for claim, words in claims:
        start, end = claim.get("start"), claim.get("end")
        within = isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)
        piece = comparable(text[start:end]) or "" if within else ""
        figures = [f for w in words if w for f in re.findall(r"\d+", w)[-1:]]
        beginnings = [form[:_BEGINNING] for form in map(comparable, words) if form]
        right = within and any(sign in piece for sign in (*beginnings, *figures[-1:]))
        score.ratios[row].of += 1
        score.ratios[row].right += right
        if not right:
            score.errors.append(f"{name}: {row} of {words} is {piece[:40]!r}")


def _count(score: Score, what: str, name: str, got: Counter, wanted: Counter) -> None:
    counts = score.counts[what]
    counts.hit += sum((got & wanted).values())
    counts.predicted += sum(got.values())
    counts.gold += sum(wanted.values())
    score.errors += [f"{name}: {what} missed: {x}" for x in sorted(map(str, wanted - got))]
    score.errors += [f"{name}: {what} wrong: {x}" for x in sorted(map(str, got - wanted))]


def comparable(words: str | None) -> str | None:
    """One form for all ways to write the same words."""
    if words is None:
        return None
    text = _LEFT_OUT.sub("", unicodedata.normalize("NFKC", str(words)))
    for form, by in _FORMS:
        text = form.sub(by, text)
    return text.replace("，", ",").replace("；", ";").replace("：", ":") or None


def _number(words: str | None) -> str | None:
    """A document number as it must stand: its canonical brackets are part of it."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words)) if words else None


def cited_documents(record: dict) -> dict[tuple, set]:
    """The distinct documents a record cites: (number, title) to the relations of their mentions."""
    mentions: dict[tuple, set] = {}
    for citation in record.get("citations") or []:
        key = (_number(citation.get("number")), comparable(citation.get("title")))
        if any(key):
            mentions.setdefault(key, set()).add(citation.get("relation"))
    merged: dict[tuple, set] = {}
    for key in sorted(mentions, key=lambda k: (-sum(x is not None for x in k), str(k))):
        known = next((other for other in merged if _one_document(other, key)), None)
        merged.setdefault(known or key, set()).update(mentions[key])
    return merged


def _one_document(a: tuple, b: tuple) -> bool:
    same_number = a[0] and a[0] == b[0] and (not a[1] or not b[1] or a[1] == b[1])
    same_title = a[1] and a[1] == b[1] and (not a[0] or not b[0] or a[0] == b[0])
    return bool(same_number or same_title)


def _score_citations(score: Score, name: str, gold: dict, predicted: dict) -> None:
    left, pairs = list(predicted), []
    for key in gold:
        found = next((p for p in left if (key[0] == p[0] if key[0] and p[0] else key[1] and key[1] == p[1])), None)
        if found:
            pairs.append((key, found))
            left.remove(found)
    counts = score.counts["citations"]
    counts.hit += len(pairs)
    counts.predicted += len(predicted)
    counts.gold += len(gold)
    paired = {key for key, _ in pairs}
    score.errors += [f"{name}: citations missed: {key}" for key in gold if key not in paired]
    score.errors += [f"{name}: citations wrong: {key}" for key in left]
    for key, found in pairs:
        relation = score.ratios["relation"]
        relation.of += 1
        relation.right += len(gold[key] & predicted[found]) / len(gold[key] | predicted[found])
        if gold[key] != predicted[found]:
            score.errors.append(f"{name}: relation of {key}: {sorted(map(str, predicted[found]))}, should be {sorted(map(str, gold[key]))}")


def scored_measures(record: dict) -> list[dict]:
    """The measures that are scored: not those of annexes."""
    annexes = {part.get("id") for part in record.get("parts") or [] if part.get("role") == "annex"}
    found = []
    for measure in record.get("measures") or []:
        part = measure.get("part") or (str(measure.get("id")).split("/")[0] if "/" in str(measure.get("id")) else None)
        if part not in annexes and comparable(measure.get("heading")):
            found.append(measure)
    return found


def _duties(record: dict, gold_headings: Collection[str] = ()) -> dict[tuple, str | None]:
    """(heading, agency, role) to the canonical name; a heading is the gold's that it begins or that begins it."""
    return {
        (align_heading(comparable(m["heading"]), gold_headings), comparable(r.get("agency")), r.get("role")): comparable(r.get("name"))
        for m in scored_measures(record)
        for r in m.get("responsibilities") or []
        if not r.get("inherited")
    }


def align_heading(heading: str, gold_headings: Collection[str]) -> str:
    """The gold heading that this one is, begins or begins with (six characters at least); else itself."""
    if heading in gold_headings:
        return heading
    for other in gold_headings:
        short, long = sorted((heading, other), key=len)
        if len(short) >= _SHORTEST_PREFIX and long.startswith(short):
            return other
    return heading
