"""Links drawn at random with a fixed seed, one a line, to be read by eye.

    python benchmarks/link_sample.py WORKSPACE [COUNT]

Each line: reason, the words of the mention, the citing document, and what it was linked to. Mentions of one document that
has been told twice are drawn once.
"""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg.build import load_linked  # noqa: E402
from kg.workspace import Workspace  # noqa: E402

SEED = 20231


def main(workspace: str, count: int = 200) -> None:
    linked, records = load_linked(Workspace.open(workspace))
    by_sha = {record.sha256: record for record in records}
    documents = {document.key: document for document in linked.documents}
    links = [link for link in linked.citations if link.cited]
    print(f"{len(links)} links of {len(linked.citations)} mentions")
    for link in sorted(random.Random(SEED).sample(links, min(count, len(links))), key=lambda one: (one.source, one.index)):
        record, cited = by_sha[link.source], documents[link.cited]
        citation = record.citations[link.index]
        where = f"{cited.status} {cited.title} {cited.number or ''} {cited.date or cited.published or ''} {cited.region or cited.level or ''}"
        print(f"{link.reason}\t{citation.relation}\t{' '.join(citation.text.split())}\t← {record.header.title or record.source}\t→ {where}")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
