"""Scores of extracted records against gold records, as ``extraction.md`` defines them.

Strings are compared after NFKC, without spaces and quotation marks, with one form
for brackets and dashes. Header fields: accuracy, ``null`` included, on the fields
that the gold has. Citations: the documents cited, found by number, or by title where
one side has no number. Measures: headings with their repetitions. Responsibilities:
the set of (heading, agency, role), without inherited ones and without annexes.
Precision, recall and F1 are micro-averaged over the documents.
"""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from kg.errors import NothingReadable, PolicyKGError

HEADER_FIELDS = ("title", "number", "date", "printed", "published", "type", "level", "region")
COUNTED = ("issuers", "citations", "measures", "responsibilities")
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

    def as_dict(self) -> dict:
        rows: dict = {"documents": self.documents, "without a record": self.missing}
        for name, ratio in self.ratios.items():
            rows[name] = {"accuracy": round(ratio.accuracy, 4), "right": round(ratio.right, 2), "of": ratio.of}
        for name, counts in self.counts.items():
            rows[name] = {
                "precision": round(counts.precision, 4), "recall": round(counts.recall, 4), "f1": round(counts.f1, 4),
                "hit": counts.hit, "predicted": counts.predicted, "gold": counts.gold,
            }
        return rows

    def as_text(self) -> str:
        lines = [f"{self.documents} documents, {self.missing} without a record"]
        for name, r in self.ratios.items():
            lines.append(f"{name:18} accuracy {r.accuracy:.3f}   ({r.right:g} of {r.of})")
        for name, c in self.counts.items():
            lines.append(f"{name:18} P {c.precision:.3f}  R {c.recall:.3f}  F1 {c.f1:.3f}   ({c.hit} hit, {c.predicted} predicted, {c.gold} gold)")
        return "\n".join(lines)


def load_gold(folder: str) -> dict[str, dict]:
    """The gold records of a folder (one JSON file each), or of a JSON Lines file, by file name of their source."""
    path = Path(folder)
    files = sorted(path.glob("*.json")) if path.is_dir() else []
    try:
        if files:
            records = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        elif path.is_file():
            records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        else:
            raise NothingReadable(f"{folder}: no gold records (*.json) here")
        return {file_name(record): record for record in records}
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise PolicyKGError(f"{folder}: not a gold record: {error}") from error


def file_name(record: dict) -> str:
    """The file name of a record's source, by which gold and predicted records are paired."""
    return PurePosixPath(record["source"]).name


def score_records(gold: dict[str, dict], predicted: dict[str, dict]) -> Score:
    """Score predicted records (dicts of the JSON form, by file name) against gold ones."""
    score = Score(documents=len(gold), missing=sum(name not in predicted for name in gold))
    score.ratios = {name: Ratio() for name in ("kind", *HEADER_FIELDS, "relation", "name")}
    score.counts = {name: Counts() for name in COUNTED}
    for name in sorted(gold):
        _score_one(score, name, gold[name], predicted.get(name, {}))
    return score


def _score_one(score: Score, name: str, gold: dict, predicted: dict) -> None:
    kind = score.ratios["kind"]
    kind.of += 1
    kind.right += (gold.get("kind") or "policy") == (predicted.get("kind") or "policy")
    gold_header, header = gold.get("header") or {}, predicted.get("header") or {}
    for key in HEADER_FIELDS:
        if key in gold_header:
            form = _number if key == "number" else comparable
            ratio = score.ratios[key]
            ratio.of += 1
            if predicted and form(gold_header[key]) == form(header.get(key)):
                ratio.right += 1
            else:
                score.errors.append(f"{name}: {key}: {header.get(key)!r}, should be {gold_header[key]!r}")
    if "issuers" in gold_header:
        _count(score, "issuers", name, Counter(map(comparable, header.get("issuers") or [])), Counter(map(comparable, gold_header["issuers"])))
    _score_citations(score, name, cited_documents(gold), cited_documents(predicted))
    headings = Counter(comparable(m["heading"]) for m in _measures(gold))
    _count(score, "measures", name, Counter(comparable(m["heading"]) for m in _measures(predicted)), headings)
    gold_duties, duties = _duties(gold, headings), _duties(predicted, headings)
    _count(score, "responsibilities", name, Counter(set(duties)), Counter(set(gold_duties)))
    for key in sorted(set(gold_duties) & set(duties)):
        if gold_duties[key]:
            score.ratios["name"].of += 1
            score.ratios["name"].right += gold_duties[key] == duties[key]
            if gold_duties[key] != duties[key]:
                score.errors.append(f"{name}: name of {key[1]}: {duties[key]!r}, should be {gold_duties[key]!r}")


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


def _measures(record: dict) -> list[dict]:
    """The measures that are scored: not those of annexes."""
    annexes = {part.get("id") for part in record.get("parts") or [] if part.get("role") == "annex"}
    found = []
    for measure in record.get("measures") or []:
        part = measure.get("part") or (str(measure.get("id")).split("/")[0] if "/" in str(measure.get("id")) else None)
        if part not in annexes and comparable(measure.get("heading")):
            found.append(measure)
    return found


def _duties(record: dict, gold_headings) -> dict[tuple, str | None]:
    """(heading, agency, role) to the canonical name; a heading is the gold's that it begins or that begins it."""
    return {
        (_aligned(comparable(m["heading"]), gold_headings), comparable(r.get("agency")), r.get("role")): comparable(r.get("name"))
        for m in _measures(record)
        for r in m.get("responsibilities") or []
        if not r.get("inherited")
    }


def _aligned(heading: str, gold_headings) -> str:
    if heading in gold_headings:
        return heading
    for other in gold_headings:
        short, long = sorted((heading, other), key=len)
        if len(short) >= _SHORTEST_PREFIX and long.startswith(short):
            return other
    return heading
