"""Whether two search indexes say the same: by IRI, since the ids of one that was brought up to date are others."""

import dataclasses
import hashlib
import re

from kg.search import KINDS, SearchIndex
from kg.store import Store

_SHA = re.compile(rb'sha256> "([0-9a-f]{64})"')


def marks_of(store: Store) -> dict[str, str]:
    """A digest of the graph of each source, by the source's hash."""
    marks = {}
    for _, lines in store.graphs():
        whole = b"".join(lines)
        if found := _SHA.search(whole):
            marks[found[1].decode()] = hashlib.sha256(whole).hexdigest()
    return marks


def answers(index: SearchIndex, questions: list[str]) -> dict:
    """All that an index answers, with IRIs in place of ids."""
    iris = dict(index._connection.execute("SELECT id, iri FROM items"))

    def shown(items):
        return [dataclasses.replace(item, id=0, document=iris.get(item.document)) for item in items]

    found = {}
    for asked in questions:
        for kind in (None, "document", "measure"):
            hits = index.find(asked, kind, limit=100)
            found["find", asked, kind] = shown(hits.items), hits.total, hits.more, hits.counts
        found["second page", asked] = shown(index.find(asked, offset=3, limit=5).items)
    for kind in KINDS:
        for order in ("rank", "date", "title"):
            items, total = index.list_items(kind, order=order, limit=10_000)
            found["list", kind, order] = shown(items), total
        found["some", kind] = shown(index.list_items(kind, offset=2, limit=3, level="county")[0])
        for field in ("level", "year", "status"):
            found["count", kind, field] = index.count_by(field, kind)
        for holder in index.list_items(kind, limit=10_000)[0]:
            found["held", holder.iri] = shown(index.held(holder.id, limit=10_000)), shown(index.held(holder.id, offset=1, limit=2))
            found["held by", holder.iri] = shown(index.held_by("agency", holder.number or ""))
    known = index.by_iri(iris.values())
    found["by iri"] = dict(zip(known, shown(known.values())))
    named = index.find_named(questions)
    found["named"] = dict(zip(named, shown(named.values())))
    found["counts"] = index.counts
    return found
