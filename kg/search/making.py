"""Making the index: items from the graph, their words, the texts of documents; a new file, renamed when it is whole."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from kg.errors import WorkspaceError
from kg.search.words import plain
from kg.store import Store
from kg.texts import Texts

VERSION = "3"  # of the file's form
_STATUSES = {"full": 0, "catalogued": 1, "cited-only": 2, "planned": 3}
_ENDS = "  "  # behind each value, so that its last characters begin a trigram too

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE items (
  id INTEGER PRIMARY KEY, kind TEXT, iri TEXT, title TEXT, number TEXT, by TEXT, level TEXT, region TEXT, year INTEGER,
  date TEXT, status TEXT, cited INTEGER, cites INTEGER, document INTEGER, place INTEGER, same_title TEXT, same_number TEXT
);
CREATE TABLE holds (holder INTEGER, document INTEGER, PRIMARY KEY (holder, document)) WITHOUT ROWID;
CREATE VIRTUAL TABLE names USING fts5(title, about, content='', columnsize=0, tokenize='trigram');
CREATE VIRTUAL TABLE bodies USING fts5(body, content='', columnsize=0, tokenize='trigram');
CREATE VIRTUAL TABLE terms_of_names USING fts5vocab(names, 'row');
CREATE VIRTUAL TABLE terms_of_bodies USING fts5vocab(bodies, 'row');
"""
_INDEXES = """
CREATE UNIQUE INDEX items_by_iri ON items (iri);
CREATE INDEX items_by_title ON items (same_title) WHERE same_title IS NOT NULL;
CREATE INDEX items_by_number ON items (same_number) WHERE same_number IS NOT NULL;
CREATE INDEX items_by_level ON items (kind, level, year);
CREATE INDEX items_by_year ON items (kind, year);
CREATE INDEX items_by_date ON items (kind, date IS NULL, date DESC, id);
CREATE INDEX items_in_order ON items (kind, title IS NULL, title, id);
CREATE INDEX items_by_region ON items (region, kind);
"""

# One property at a time: a query with as many OPTIONAL parts takes ten times as long.
_DOCUMENTS = "SELECT ?d ?status WHERE { ?d pol:status ?status }"
_FIELDS = {
    "title": "SELECT ?d ?v WHERE { ?d dcterms:title ?v }",
    "number": "SELECT ?d ?v WHERE { ?d eli:id_local ?v }",
    "level": "SELECT ?d ?v WHERE { ?d pol:level ?v }",
    "place": "SELECT ?d ?v WHERE { ?d eli:jurisdiction ?v }",
    "date": "SELECT ?d ?v WHERE { ?d eli:date_document ?v }",
    "year": "SELECT ?d ?v WHERE { ?d pol:year ?v }",
}
_COUNTS = {
    "cited": "SELECT ?d (COUNT(DISTINCT ?other) AS ?n) WHERE { ?other eli:cites ?d FILTER(?other != ?d) } GROUP BY ?d",
    "cites": "SELECT ?d (COUNT(DISTINCT ?other) AS ?n) WHERE { ?d eli:cites ?other FILTER(?other != ?d) } GROUP BY ?d",
}
_ISSUERS = "SELECT ?d ?a (EXISTS { ?d pol:leadIssuer ?a } AS ?first) WHERE { ?d eli:passed_by ?a }"
_AGENCIES = """
SELECT ?a ?name ?level ?code WHERE {
  ?a a pol:Agency ; skos:prefLabel ?name OPTIONAL { ?a pol:level ?level } OPTIONAL { ?a dcterms:spatial/skos:notation ?code }
}"""
_OTHER_NAMES = "SELECT ?a ?name WHERE { ?a skos:altLabel ?name . ?a a pol:Agency }"
_DUTIES = "SELECT ?a (COUNT(?m) AS ?n) WHERE { ?m pol:involvedAgency ?a } GROUP BY ?a"
_REGIONS = "SELECT ?r ?code ?name ?level WHERE { ?r a pol:Region ; skos:notation ?code OPTIONAL { ?r skos:prefLabel ?name } OPTIONAL { ?r pol:level ?level } }"
_SUBJECTS = "SELECT DISTINCT ?s ?name WHERE { ?d eli:is_about ?s . ?s skos:prefLabel ?name }"
_ABOUT = "SELECT ?d ?s WHERE { ?d eli:is_about ?s }"
_TEXTS = "SELECT ?d ?sha ?outer WHERE { ?d pol:status pol:full ; prov:wasDerivedFrom/pol:sha256 ?sha OPTIONAL { ?d dcterms:isPartOf ?outer . ?outer pol:status ?any } }"
_MEASURES = """
SELECT ?m ?ordinal ?heading ?text ?start WHERE {
  ?m dcterms:isPartOf <%s> ; a pol:Measure ; pol:ordinal ?ordinal ; pol:heading ?heading ; pol:text ?text ; pol:evidence/oa:start ?start
}"""


def write_index(
    path: Path, store: Store, texts: Texts, *, fingerprint: str, counts: dict | None = None, progress: Callable[[int, int], None] | None = None
) -> None:
    """Make the index of a graph at ``path``, replacing what is there. Raises WorkspaceError where the disk does not take it.

    ``fingerprint``: of the graph, by which a later reader sees that the index belongs to it; ``counts``: what ``count_graph`` says.
    """
    draft = Path(f"{path}.new")
    draft.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")  # a file that is not whole is never renamed into place
            connection.executescript(_SCHEMA)
            connection.execute("BEGIN")
            _Making(connection, store, texts, progress or (lambda done, total: None)).fill()
            ranges = {kind: (first, last + 1) for kind, first, last in connection.execute("SELECT kind, MIN(id), MAX(id) FROM items GROUP BY kind")}
            meta = {"version": VERSION, "ranges": json.dumps(ranges), "fingerprint": fingerprint, "graph": store.folder.name if store.folder else "", "counts": json.dumps(counts or {})}
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())
            connection.execute("COMMIT")
            connection.executescript(_INDEXES)
            for words in ("names", "bodies"):
                connection.execute(f"INSERT INTO {words} ({words}) VALUES ('optimize')")
            connection.execute("ANALYZE")
        finally:
            connection.close()
        os.replace(draft, path)
    except (OSError, sqlite3.Error) as error:
        raise WorkspaceError(f"{path} cannot be written: {error}") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


class _Making:
    def __init__(self, connection: sqlite3.Connection, store: Store, texts: Texts, progress: Callable[[int, int], None]):
        self.connection, self.store, self.texts, self.progress = connection, store, texts, progress
        self.ids: dict[str, int] = {}  # of an item's IRI
        self.next = 1
        self.plain_name = cache(plain)  # an agency issues thousands

    def fill(self) -> None:
        agencies = {row[0]: row for row in self.store.rows(_AGENCIES)}
        issuers: dict[str, list[tuple[bool, str, str]]] = {}
        for document, agency, first in self.store.rows(_ISSUERS):
            if agency in agencies:
                issuers.setdefault(document, []).append((first != "true", agencies[agency][1], agency))
        measured = self._documents({document: sorted(named) for document, named in issuers.items()})
        issued: dict[str, set[str]] = {}
        for document, named in issuers.items():
            for _, _, agency in named:
                issued.setdefault(agency, set()).add(document)
        self._agencies(agencies, issued)
        self._holders("region", _REGIONS, _FIELDS["place"])
        self._holders("subject", _SUBJECTS, _ABOUT)
        self._hold((agency, document) for agency, documents in issued.items() for document in documents)
        self._measures(measured)

    def _documents(self, issuers: dict[str, list[tuple]]) -> list[tuple[str, int]]:
        """Documents in the order in which they are shown; given back: those that may have measures, with their citations."""
        counted = {name: {document: int(n) for document, n in self.store.rows(query)} for name, query in _COUNTS.items()}
        sources: dict[str, list[str]] = {}
        for document, sha, outer in self.store.rows(_TEXTS):
            if outer is None:  # a forwarded text is found in the document that forwards it
                sources.setdefault(document, []).append(sha)
        statuses = dict(self.store.rows(_DOCUMENTS))
        codes = {iri: code for iri, code, *_ in self.store.rows(_REGIONS)}
        known = {name: {iri: value for iri, value in self.store.rows(query) if iri in statuses} for name, query in _FIELDS.items()}
        rows = [(iri, status, *(known[name].get(iri) for name in _FIELDS)) for iri, status in statuses.items()]
        ranked = sorted(rows, key=lambda row: (-counted["cited"].get(row[0], 0), _STATUSES[_last(row[1])], _backwards(row[6] or row[7] or ""), row[2] or "", row[0]))
        full = []
        for done, (iri, status, title, number, level, place, date, year) in enumerate(ranked):
            if done % 1000 == 0:
                self.progress(done, len(ranked))
            by = "、".join(name for _, name, _ in issuers.get(iri, ()))
            cited = counted["cited"].get(iri, 0)
            body = self._body(sources.get(iri, ()))
            self._add(
                ("document", iri, title, number, by, _last(level), codes.get(place), year, date, _last(status), cited, counted["cites"].get(iri, 0), None, None,
                 plain(title) if title else None, plain(number) if number else None),
                plain(title or ""), [plain(number or ""), *(self.plain_name(name) for _, name, _ in issuers.get(iri, ()))], body,
            )  # fmt: skip
            if _last(status) == "full":
                full.append((iri, cited))
        return full

    def _body(self, shas: Iterable[str]) -> str:
        for sha in sorted(shas):
            if text := self.texts.find(sha):
                return plain(text)
        return ""

    def _agencies(self, agencies: dict[str, tuple], issued: dict[str, set[str]]) -> None:
        other: dict[str, list[str]] = {}
        for agency, name in self.store.rows(_OTHER_NAMES):
            other.setdefault(agency, []).append(name)
        duties = {agency: int(n) for agency, n in self.store.rows(_DUTIES)}
        ranked = sorted(agencies.values(), key=lambda row: (-len(issued.get(row[0], ())) - duties.get(row[0], 0), row[1], row[0]))
        for iri, name, level, code in ranked:
            self._add(
                ("agency", iri, name, None, None, _last(level), code, None, None, None, len(issued.get(iri, ())), duties.get(iri, 0), None, None, plain(name), None),
                plain(name), [plain(one) for one in sorted(other.get(iri, ()))], "",
            )  # fmt: skip

    def _holders(self, kind: str, query: str, ties: str) -> None:
        """Regions or subjects, with the documents that are theirs."""
        theirs: dict[str, set[str]] = {}
        for document, holder in self.store.rows(ties):
            theirs.setdefault(holder, set()).add(document)
        rows = {row[0]: row for row in self.store.rows(query)}.values()
        if kind == "region":
            found = [(iri, name or code, code, _last(level)) for iri, code, name, level in rows]
        else:
            found = [(iri, name, None, None) for iri, name in rows]
        for iri, name, code, level in sorted(found, key=lambda row: (-len(theirs.get(row[0], ())), row[2] or row[1], row[0])):
            count = len(theirs.get(iri, ()))
            self._add((kind, iri, name, code, None, level, code, None, None, None, count, 0, None, None, plain(name), code), plain(name), [code or ""], "")
        self._hold((holder, document) for holder, documents in theirs.items() for document in documents)

    def _hold(self, pairs: Iterable[tuple[str, str]]) -> None:
        known = ((self.ids[holder], self.ids[document]) for holder, document in pairs if holder in self.ids and document in self.ids)
        self.connection.executemany("INSERT OR IGNORE INTO holds VALUES (?, ?)", sorted(known))

    def _measures(self, documents: list[tuple[str, int]]) -> None:
        for document, cited in documents:
            for iri, ordinal, heading, text, start in self._measures_of(document):
                row = ("measure", iri, heading, ordinal, None, None, None, None, None, None, cited, 0, self.ids[document], start, None, None)
                self._add(row, plain(heading), [], plain(text))

    def _measures_of(self, document: str) -> Iterator[tuple]:
        rows = {row[0]: row for row in self.store.rows(_MEASURES % document)}
        for iri, ordinal, heading, text, start in sorted(rows.values(), key=lambda row: (int(row[4]), row[0])):
            yield iri, ordinal, heading, text, int(start)

    def _add(self, row: tuple, title: str, about: list[str], body: str) -> None:
        self.ids[row[1]] = self.next
        self.connection.execute(f"INSERT INTO items VALUES ({self.next}, {', '.join('?' * len(row))})", row)
        told = "".join(value + _ENDS for value in about if value)
        self.connection.execute("INSERT INTO names (rowid, title, about) VALUES (?, ?, ?)", (self.next, title + _ENDS, told))
        if body:  # with the names, so that one word may stand in the title and another in the text
            self.connection.execute("INSERT INTO bodies (rowid, body) VALUES (?, ?)", (self.next, title + _ENDS + told + body + _ENDS))
        self.next += 1


def _last(iri: str | None) -> str | None:
    return None if iri is None else iri.replace("#", "/").rsplit("/", 1)[1]


def _backwards(day: str) -> tuple[int, ...]:
    """A key by which the newest day comes first, and none last."""
    return tuple(-int(part) for part in day.split("-") if part.isdecimal()) or (0,)
