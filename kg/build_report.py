"""What a build came to: for who called it, and for ``run.json``."""

from dataclasses import dataclass
from pathlib import Path

from kg.catalogue import Catalogue
from kg.errors import ReadError, one_line
from kg.link import Decided
from kg.linked import Linked
from kg.record_file import RecordFile


@dataclass(frozen=True)
class BuildReport:
    """What a build came to.

    ``counts``: as ``stats`` reports them, ``files`` = {seen, read, failed, passed_over} among them;
    ``extracted``: files that were read anew, the others were unchanged; ``failed``: sources that could
    not be read, with the reason; ``passed_over``: names of a folder's other files.
    """

    workspace: Path
    counts: dict
    extracted: int
    failed: tuple[ReadError, ...]
    passed_over: tuple[str, ...]


def describe_run(
    report: BuildReport, records: RecordFile, catalogues: list[Catalogue], decided: Decided, linked: Linked | None, before: dict
) -> dict:
    """What goes into ``run.json``: what went in, what came out, what is doubtful, by the names of the sources.

    ``linked``: None where nothing was linked; the conflicts and doubts of ``before``, the report of the last build, stay then.
    """
    inputs = [{"source": source, "sha256": sha256, "kind": kind} for source, sha256, kind, _ in records.heads()]
    doubts = {name: before.get(name, []) for name in ("unlinked", "conflicts", "orphans")}
    if linked is not None:
        doubts["orphans"] = [decision.as_dict() for decision in decided.orphans()]
        rows = {row.record.sha256: row.record for catalogue in catalogues for row in catalogue.rows}
        names = {sha256: row.source for sha256, row in rows.items()} | {one["sha256"]: one["source"] for one in reversed(inputs)}
        doubts["conflicts"] = [{"document": c.document, "field": c.field, "kept": c.kept, "other": c.other, "source": names[c.source]} for c in linked.conflicts]
        open_ = sorted((c for c in linked.citations if c.cited is None), key=lambda c: (names[c.source], c.source, c.index))  # by names, which stay when bytes change
        texts = {(sha256, 0): row.citations[0].text for sha256, row in rows.items() if row.citations}
        for record in records.of_sources({citation.source for citation in open_}):
            texts |= {(record.sha256, index): citation.text for index, citation in enumerate(record.citations)}
        doubts["unlinked"] = [
            {"source": names[c.source], "citation": texts[c.source, c.index], "reason": c.reason, "candidates": list(c.candidates)}
            for c in open_
        ]
    doubts["conflicts"] = sorted(doubts["conflicts"], key=lambda said: [said[name] for name in ("document", "field", "kept", "other", "source")])
    return {
        "counts": report.counts,
        "extracted": report.extracted,
        "inputs": inputs,
        "failed": sorted(({"source": one_line(e.path), "reason": one_line(e.reason)} for e in report.failed), key=lambda e: e["source"]),
        "passed_over": sorted(report.passed_over),
        "catalogues": [
            {
                "source": catalogue.name,
                "sha256": catalogue.sha256,
                "kind": catalogue.kind,
                "columns": catalogue.columns,
                "unknown_columns": list(catalogue.unknown),
                "rows": len(catalogue.rows),
                "refused": [{"line": one.line, "reason": one.reason, "words": one.words} for one in catalogue.refused],
            }
            for catalogue in sorted(catalogues, key=lambda one: (one.kind, one.name, one.sha256))
        ],
        **doubts,
    }
