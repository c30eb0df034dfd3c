"""Review: doubtful links and merges as a table for a spreadsheet, and the decisions that come back.

What is decided is keyed by its evidence (``kg.link.decisions``), kept in the workspace, and put over the
rules' results by every later build.
"""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

from kg.build import load_linked
from kg.catalogue import ROW_TYPE
from kg.catalogue.tables import read_table
from kg.cells import make_harmless
from kg.errors import ReadError
from kg.link import Decision
from kg.link.likeness import find_alike
from kg.link.reasons import REASONS
from kg.link.titles import parse_title, type_of_title
from kg.linked import Linked, LinkedDocument
from kg.records import Record
from kg.workspace import Workspace

COLUMNS = ("key", "kind", "reason", "score", "one", "evidence", "candidate", "source", "decision", "ref")
_SURE = 0.9  # confidence from which a link is not offered
_COMPARED = ("title", "number", "date")  # a merge whose texts disagree in these is offered
_YES = frozenset("yes y true 1 是 对 同 同一 ok".split())
_NO = frozenset("no n false 0 否 不 错 异 不同 非".split())


def find_doubts(workspace: Workspace) -> list[dict[str, str]]:
    """The rows of the review table, the least sure last; what has been decided is left out."""
    linked, records = load_linked(workspace)
    decided = {Decision(**one).key for one in workspace.load_decisions()}
    doubts = _Doubts(linked, records)
    rows = [*doubts.links(), *doubts.merges(), *doubts.alike()]
    rows = [row for row in rows if row["key"] not in decided]
    return sorted(rows, key=lambda row: (row["kind"], -float(row["score"]), row["key"]))


class _Doubts:
    def __init__(self, linked: Linked, records: Iterable[Record]):
        self.linked = linked
        self.records = {record.sha256: record for record in records}
        self.documents = {document.key: document for document in linked.documents}

    def links(self) -> Iterable[dict[str, str]]:
        """Mentions linked with little confidence, and each candidate of those that stayed open."""
        for link in self.linked.citations:
            record = self.records[link.source]
            quote = record.citations[link.index].text
            open_ = [link.cited] if link.cited and 0 < link.confidence < _SURE and link.reason != "planned" else link.candidates
            for key in open_:
                if key in self.documents:
                    yield _row(
                        Decision("link", link.source, key, quote),
                        REASONS[link.reason].zh,
                        link.confidence,
                        _name(self.documents[link.citing]),
                        quote,
                        _name(self.documents[key]),
                        record.source,
                    )

    def merges(self) -> Iterable[dict[str, str]]:
        """Two texts that were taken for one document and disagree, or of which one says neither number nor day: its title joined it."""
        said: dict[tuple[str, str], list[str]] = {}
        for part in self.linked.parts:
            record = self.records[part.source]
            header = record.header
            if record.media_type != ROW_TYPE and not part.part and part.source != self.documents[part.document].sources[0] and not (header.number or header.date or header.printed or header.published):
                said[part.document, part.source] = ["无发文字号、无日期，仅标题相同"]
        for conflict in self.linked.conflicts:
            if conflict.field in _COMPARED and conflict.kept:
                said.setdefault((conflict.document, conflict.source), []).append(f"{conflict.field}: {conflict.kept} ≠ {conflict.other}")
        texts = {(part.document, part.source): f"{part.source}#{part.part or ''}" for part in reversed(self.linked.parts)}
        for (key, sha256), differences in sorted(said.items()):
            document = self.documents[key]
            one, other = texts.get((key, sha256)), texts.get((key, document.sources[0]))
            if one and other and one != other:
                score = 1 - len(differences) / (len(_COMPARED) + 1)
                yield _row(
                    Decision("merge", one, other),
                    "两处来源合为一件，所载不同",
                    score,
                    _name(document),
                    "；".join(differences),
                    self.records[document.sources[0]].source,
                    self.records[sha256].source,
                )

    def alike(self) -> Iterable[dict[str, str]]:
        """Documents known by a title in citations only, and documents of the same place and type with a title like it."""
        groups: dict[tuple, tuple[dict[str, list], dict[str, list]]] = {}
        for document in self.linked.documents:
            if document.title and document.status != "planned":
                core = parse_title(document.title, document.region or "").core
                ours, theirs = groups.setdefault((document.level, document.region, type_of_title(document.title)[0]), ({}, {}))
                if document.status == "cited-only" and not document.number:
                    ours.setdefault(core, []).append(document)
                theirs.setdefault(core, []).append(document)
        for ours, theirs in groups.values():
            for one, other, score in find_alike(ours, theirs) if ours else ():
                for cited in ours[one]:
                    for known in theirs[other]:
                        if known.status != "cited-only" or known.number or cited.key < known.key:  # of two stubs once
                            decision = Decision("alike", cited.key, known.key)
                            yield _row(decision, "标题相似", score / 100, _name(cited), cited.title, _name(known), "")


def _name(document: LinkedDocument) -> str:
    return " ".join(filter(None, (document.title, document.number, document.date))) or document.key


def _row(decision: Decision, reason: str, score: float, one: str, evidence: str, candidate: str, source: str) -> dict[str, str]:
    ref = json.dumps([decision.kind, decision.one, decision.other, decision.quote], ensure_ascii=False)
    cells = (decision.key, decision.kind, reason, f"{score:.2f}", one, evidence, candidate, source, "", ref)
    return dict(zip(COLUMNS, cells))


def write_doubts(rows: Iterable[dict[str, str]], bom: bool = False) -> bytes:
    """The rows as CSV in UTF-8; cells that a spreadsheet would take for formulas begin with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([make_harmless(" ".join(row[name].split())) if name != "ref" else row[name] for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8", "replace")


def read_decisions(path: Path) -> tuple[list[Decision], list[tuple[int, str]]]:
    """The decisions of a table that was filled in (CSV in any usual encoding, XLSX), and the lines that are none."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReadError(str(path), error.strerror or str(error)) from error
    _, headings, rows = read_table(path.name, raw)
    try:
        at, ref = headings.index("decision"), headings.index("ref")
    except ValueError:
        raise ReadError(str(path), "no columns decision and ref: this is no table of policykg review") from None
    decisions, refused = [], []
    for line, cells in rows:
        word = cells[at].lower() if at < len(cells) else ""
        if not word:
            continue
        said = "yes" if word in _YES else "no" if word in _NO else None
        try:
            kind, one, other, quote = json.loads(cells[ref])
        except (ValueError, IndexError, TypeError):
            said = None
        if said is None or kind not in ("link", "merge", "alike"):
            refused.append((line, word))
        else:
            decisions.append(Decision(kind, one, other, quote, said))
    return decisions, refused


def apply_decisions(workspace: Workspace, decisions: Iterable[Decision]) -> tuple[int, int]:
    """Take decisions into the workspace for good; a later one replaces an earlier one. (new or changed, all)."""
    with workspace.locked():
        known = {Decision(**one).key: Decision(**one) for one in workspace.load_decisions()}
        changed = 0
        for decision in decisions:
            changed += known.get(decision.key) != decision
            known[decision.key] = decision
        workspace.write_decisions([decision.as_dict() for decision in sorted(known.values())])
    return changed, len(known)
