"""Edges between documents by id, number or title: looked up in the catalogues and in the texts that were read."""

import dataclasses
import re
from collections.abc import Iterable

from kg.catalogue.rows import Catalogue, Refused, hash_row, make_record
from kg.records import Header, Record

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def resolve_edges(edges: Catalogue, catalogues: Iterable[Catalogue], records: Iterable[Record] = ()) -> Catalogue:
    """The same edges with their ends in terms of full headers: of the one row with that id, the one document with that
    number, or with that title. An id that several rows bear, and words that can be none of the three, are refused; a number or
    title that nobody knows stays as it was read.
    """
    known = _Known(catalogues, records)
    rows, refused = [], list(edges.refused)
    for row in edges.rows:
        citation, own = row.record.citations[0], row.record.header
        if any(known.is_shared(end) for end in (row.identifier, citation.text)):
            refused.append(Refused(row.line, "an id that several documents bear", f"{row.identifier} {citation.text}"[:60]))
            continue
        strange = [end for end, said in ((row.identifier, own), (citation.text, citation)) if known.is_strange(end, said.number, said.title)]
        if strange:
            refused.append(Refused(row.line, "neither an id of a catalogue nor a number or a Chinese title", strange[0][:60]))
            continue
        header = known.find(row.identifier, own.number, own.title) or own
        cited = known.find(citation.text, citation.number, citation.title)
        if cited:
            citation = dataclasses.replace(citation, title=cited.title, number=cited.number, issuers=cited.issuers)
        sha256 = hash_row(header, row.identifier, citation.text, citation.relation, citation.title, citation.number)
        rows.append(dataclasses.replace(row, record=make_record(row.record.source, sha256, header, (citation,))))
    return dataclasses.replace(edges, rows=tuple(rows), refused=tuple(sorted(refused, key=lambda one: (one.line, one.reason))))


class _Known:
    """Headers by id, number and title; None where several documents share one."""

    def __init__(self, catalogues: Iterable[Catalogue], records: Iterable[Record]):
        self._ids: dict[str, Header | None] = {}
        self._names: dict[tuple[str, str], Header | None] = {}
        for row in (row for catalogue in catalogues for row in catalogue.rows):
            if row.identifier:
                self._ids[row.identifier] = self._one(self._ids.get(row.identifier, row.record.header), row.record.header)
            self._note(row.record.header)
        for record in records:
            if record.kind == "policy":
                self._note(dataclasses.replace(record.header, evidence={}))

    @staticmethod
    def _one(known: Header | None, found: Header) -> Header | None:
        """One header of two of the same document, the same whichever comes first."""
        if known is None:
            return None
        both = ((known.number, found.number), (known.title, found.title))
        if any(one and other and one != other for one, other in both) or (known.region or "") != (found.region or ""):
            return known if known == found else None
        return min(known, found, key=lambda header: (-sum(map(bool, dataclasses.astuple(header))), repr(header)))

    def _note(self, header: Header) -> None:
        for kind, name in (("number", header.number), ("title", header.title)):
            if name:
                self._names[kind, name] = self._one(self._names.get((kind, name), header), header)

    def is_shared(self, end: str | None) -> bool:
        return end is not None and self._ids.get(end, False) is None

    def is_strange(self, end: str | None, number: str | None, title: str | None) -> bool:
        """True for words without a Chinese character that name nothing known: an id that no row bears."""
        return bool(end) and end not in self._ids and not number and ("title", title) not in self._names and not _CHINESE.search(end)

    def find(self, identifier: str | None, number: str | None, title: str | None) -> Header | None:
        if identifier in self._ids:
            return self._ids[identifier]
        if number:
            return self._names.get(("number", number))
        return self._names.get(("title", title)) if title else None
