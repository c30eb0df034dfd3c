"""Links drawn at random with a fixed seed, one a line, to be read by eye.

    python benchmarks/link_sample.py WORKSPACE [COUNT [SEED [READ...]]]

Each line: reason, the words of the mention, the citing document, and what it was linked to. Mentions of one document that
has been told twice are drawn once. READ: earlier outputs; mentions of theirs, by words and citing document, are left out.
"""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg.build import load_linked  # noqa: E402
from kg.workspace import Workspace  # noqa: E402

SEED = 20231


def main(workspace: str, count: str = "200", seed: str = str(SEED), *read: str) -> None:
    linked, records = load_linked(Workspace.open(workspace))
    by_sha = {record.sha256: record for record in records}
    documents = {document.key: document for document in linked.documents}
    known = {tuple(line.split("\t")[2:4]) for path in read for line in Path(path).read_text(encoding="utf-8").splitlines()}
    links = [link for link in linked.citations if link.cited and _said(link, by_sha) not in known]
    print(f"{len(links)} links of {len(linked.citations)} mentions")
    for link in sorted(random.Random(int(seed)).sample(links, min(int(count), len(links))), key=lambda one: (one.source, one.index)):
        citation, cited = by_sha[link.source].citations[link.index], documents[link.cited]
        where = f"{cited.status} {cited.title} {cited.number or ''} {cited.date or cited.published or ''} {cited.region or cited.level or ''}"
        print("\t".join([link.reason, citation.relation, *_said(link, by_sha), f"→ {where}"]))


def _said(link, by_sha: dict) -> tuple[str, str]:
    """The words of a mention, and the document that has them."""
    record = by_sha[link.source]
    return " ".join(record.citations[link.index].text.split()), f"← {record.header.title or record.source}"


if __name__ == "__main__":
    main(*sys.argv[1:])
