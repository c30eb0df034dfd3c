"""What a catalogue gives: rows as records, and the rows that could not be used, with the reason."""

import dataclasses
import hashlib
import json
from dataclasses import dataclass

from kg.records import Citation, Header, Record

ROW_TYPE = "application/x-policykg-row"  # media type of the record of a row: no text was read


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One row: its record (a header, citations of an edge, no evidence) and what only a catalogue says.

    ``line``: of the file, from 1, the headings included. The record's sha256 is that of the row's
    content, so that the same row in two exports is one sighting.
    """

    record: Record
    line: int
    identifier: str | None = None  # the catalogue's own id of the document
    url: str | None = None  # http or https only
    validity: str | None = None  # as written: 现行有效
    in_force: bool | None = None
    rank: str | None = None  # one of ours, see kg.ranks

    def to_json(self) -> str:
        """One line; fields that say nothing are left out, which halves a workspace's catalogue."""
        said = {name: getattr(self, name) for name in ("line", "identifier", "url", "validity", "in_force", "rank")}
        header = {f.name: getattr(self.record.header, f.name) for f in dataclasses.fields(Header)}
        row = {name: value for name, value in said.items() if value is not None}
        row["header"] = {name: value for name, value in header.items() if value}
        row["source"], row["sha256"] = self.record.source, self.record.sha256
        if self.record.citations:
            row["citations"] = [dataclasses.asdict(citation) for citation in self.record.citations]
        return json.dumps(row, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, line: str) -> "CatalogueRow":
        row = json.loads(line)
        header = {name: tuple(value) if isinstance(value, list) else value for name, value in row.pop("header").items()}
        citations = tuple(Citation(**{**said, "issuers": tuple(said["issuers"])}) for said in row.pop("citations", ()))
        return cls(make_record(row.pop("source"), row.pop("sha256"), Header(**header), citations), **row)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row, or a cell, that could not be used: ``words`` are what stood there, cut at 60 characters."""

    line: int
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One file: ``columns`` maps our names to its headings, ``unknown`` are headings that nobody knows."""

    name: str
    sha256: str  # of the file's bytes
    media_type: str
    kind: str  # catalogue, edges
    columns: dict[str, str]
    unknown: tuple[str, ...]
    rows: tuple[CatalogueRow, ...]
    refused: tuple[Refused, ...]


def make_record(source: str, sha256: str, header: Header, citations: tuple[Citation, ...] = ()) -> Record:
    return Record(source, sha256, ROW_TYPE, "policy", None, header, citations=citations)


def hash_row(header: Header, *more: str | None) -> str:
    """The hex SHA-256 of a row's content; ``more``: url, validity and the like."""
    content = {name: value for name, value in dataclasses.asdict(header).items() if value}
    return hashlib.sha256(json.dumps(["row", content, more], ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")).hexdigest()
