"""A stand-in for extraction that spawned workers can import: one fact a line, so that tests need no language work.

    title: 某县…办法
    number: 某政办〔2023〕2号
    cites: relation | title | number
    measure: heading | agency as written | full name
    raise, die, sleep: what a bad document makes a reader do
"""

import os
import time

from kg.records import Citation, Evidence, Header, Measure, PolicyText, Record, Responsibility

_HEADER = ("title", "number", "date", "level", "region")


def extract_lines(policy: PolicyText) -> Record:
    said, citations, measures = {}, [], []
    for line in policy.text.split("\n"):
        name, _, words = line.partition(":")
        start = policy.text.index(line)
        span = {"start": start, "end": start + len(line), "text": line}
        cells = [cell.strip() or None for cell in words.split("|")]
        if name in _HEADER:
            said[name] = words.strip()
        elif name == "issuers":
            said[name] = tuple(cells)
        elif name == "cites":
            relation, title, number = cells
            citations.append(Citation(title, number, (), None, relation, None, None, **span))
        elif name == "measure":
            heading, agency, full = cells
            duty = Responsibility(agency, full, "responsible", 1, False, **span)
            measures.append(Measure(str(len(measures) + 1), "task", heading, heading[:30], None, **span, responsibilities=(duty,)))
        elif name == "raise":
            raise ValueError(words.strip())
        elif name == "sleep":
            time.sleep(float(words))
        elif name == "die":
            os.kill(os.getpid(), 9)
    evidence = {"title": Evidence(0, 1, policy.text[:1])} if "title" in said else {}
    return Record(
        policy.source, policy.sha256, policy.media_type, "policy", None, Header(**said, evidence=evidence),
        citations=tuple(citations), measures=tuple(measures),
    )  # fmt: skip
