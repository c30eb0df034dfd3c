"""Making the index: items from the graph, their words, the texts of documents; a new file, renamed when it is whole.

Where there is an index, a copy of it is brought up to date: an item that is what it was keeps its id and its words, any other
gets a new id (FTS5 without content cannot forget a row), a document together with its measures.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import lru_cache
from pathlib import Path

from kg.errors import WorkspaceError
from kg.search.asking import read_meta
from kg.search.gathering import Entry, gather_entries, gather_measures
from kg.search.tables import INDEXES, SCHEMA, VERSION
from kg.search.words import plain
from kg.store import Store
from kg.texts import Texts
from kg.workspace import program_hash

Progress = Callable[[int, int], None]
_ENDS = "  "  # behind each value, so that its last characters begin a trigram too
_WORN = 5  # an index of which a fifth is dead or out of order is made anew
_TOGETHER = 500  # rows written at once
_LETTERS = 1 << 20  # characters of texts that may wait for them
_ROW = f"INSERT INTO items VALUES ({', '.join('?' * 19)})"


def write_index(
    path: Path, store: Store, texts: Texts, *, fingerprint: str, marks: dict[str, str] | None = None, counts: dict | None = None, progress: Progress | None = None
) -> None:
    """Make the index of a graph at ``path``, or bring the one that is there up to date. Raises WorkspaceError where the disk does not take it.

    ``fingerprint``: of the graph, by which a later reader sees that the index belongs to it; ``marks``: as ``read_marks`` gives them,
    without which all texts are read; ``counts``: what ``count_graph`` says.
    """
    draft, progress = Path(f"{path}.new"), progress or (lambda done, total: None)
    progress(0, 1)
    filling = _Filling(draft, store, texts, marks or {}, progress)
    meta = {"version": VERSION, "program": program_hash(), "fingerprint": fingerprint, "graph": store.folder.name if store.folder else "", "counts": json.dumps(counts or {})}
    try:
        before = read_meta(path)
        if before.get("program") != meta["program"] or not filling.bring_up_to_date(path, meta):
            filling.make_anew(meta)
        os.replace(draft, path)
    except (OSError, sqlite3.Error) as error:
        raise WorkspaceError(f"{path} cannot be written: {error}") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


class _Filling:
    def __init__(self, draft: Path, store: Store, texts: Texts, marks: dict[str, str], progress: Progress):
        self.draft, self.store, self.texts, self.marks, self.progress = draft, store, texts, marks, progress
        self.named = {sha: source for source, sha in sorted(texts.keys(), reverse=True)}  # the name under which each text is found
        self.gathered = gather_entries(store, self.named)

    def make_anew(self, meta: dict[str, str]) -> None:
        self.draft.unlink(missing_ok=True)
        with closing(self._open()) as connection:
            connection.executescript(SCHEMA)
            _tune(connection, automerge=0, crisismerge=1000, hashsize=8 << 20)  # all is merged at the end
            connection.execute("BEGIN")
            ids, last = self._add(connection, self.gathered.entries, 0)
            self._hold(connection, ids)
            _say(connection, {**meta, "last": str(last), "highest": str(last)})
            connection.execute("COMMIT")
            connection.executescript(INDEXES)
            for words in ("names", "bodies"):
                connection.execute(f"INSERT INTO {words} ({words}) VALUES ('optimize')")
            _tune(connection, automerge=4, crisismerge=16, hashsize=1 << 20)
            connection.execute("ANALYZE")

    def bring_up_to_date(self, path: Path, meta: dict[str, str]) -> bool:
        """Whether it was worth it, and the index before not damaged: else the draft is nothing."""
        shutil.copyfile(path, self.draft)
        with closing(self._open()) as connection:
            try:
                return self._renew(connection, meta)
            except sqlite3.DatabaseError:
                return False

    def _renew(self, connection: sqlite3.Connection, meta: dict[str, str]) -> bool:
        last, highest = (int(connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0]) for name in ("last", "highest"))
        known = {iri: (id, made) for id, iri, made in connection.execute("SELECT id, iri, made FROM items WHERE kind <> 'measure'")}
        ids, changed = {}, []
        for entry in self.gathered.entries:
            id, made = known.get(entry.iri, (0, None))
            if made is not None and made == self._digest(entry):
                ids[entry.iri] = id
            else:
                changed.append(entry)
        connection.execute("BEGIN")
        connection.execute("CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)")
        connection.executemany("INSERT INTO gone VALUES (?)", ((id,) for iri, (id, _) in known.items() if iri not in ids))
        for column in ("document", "id"):
            connection.execute(f"DELETE FROM items WHERE {column} IN (SELECT id FROM gone)")
        (living,) = connection.execute("SELECT COUNT(*) FROM items").fetchone()
        if (highest - living) * _WORN > highest or (highest - last + len(changed)) * _WORN > highest:
            return False
        renewed, highest = self._add(connection, changed, highest)
        self._hold(connection, ids | renewed)
        _say(connection, {**meta, "highest": str(highest)})
        connection.execute("COMMIT")
        return True

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.draft, isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):  # a file that is not whole is never renamed into place
            connection.execute(f"PRAGMA {setting}")
        return connection

    def _add(self, connection: sqlite3.Connection, entries: list[Entry], last: int) -> tuple[dict[str, int], int]:
        """Write these items and the measures of the documents among them behind the id ``last``; their ids and the last of them."""
        rows, ids = _Rows(connection, last), {}
        for done, entry in enumerate(entries):
            if done % 1000 == 0:
                self.progress(done, len(entries))
            ids[entry.iri] = rows.add(entry, self._body(entry), made=self._digest(entry))
        for measure in gather_measures(self.store, (entry for entry in entries if entry.kind == "document")):
            rows.add(measure.entry, plain(measure.text), document=ids[measure.document], place=measure.start)
        rows.write()
        return ids, rows.last

    def _body(self, entry: Entry) -> str:
        for sha in entry.body:
            if text := self.texts.find(sha):
                return plain(text)
        return ""

    def _digest(self, entry: Entry) -> bytes | None:
        """Of all that the item, its text and its measures are made from; None where that is not known."""
        marks = [self.marks.get(sha) for sha in entry.sources]
        if None in marks or (entry.status == "full" and not marks):
            return None
        names = [self.named[sha] for sha in entry.sources]
        told = (entry.rank, entry.title, entry.number, entry.by, entry.level, entry.region, entry.year, entry.date, entry.status,
                entry.cited, entry.cites, entry.about, entry.sources, entry.body, marks, names)  # fmt: skip
        return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=12).digest()

    def _hold(self, connection: sqlite3.Connection, ids: dict[str, int]) -> None:
        """What each agency, region and subject holds, all of it: a place in one list moves those behind it."""
        connection.execute("DELETE FROM holds")
        held = sorted((ids[holder], documents) for holder, documents in self.gathered.held.items() if holder in ids)
        connection.executemany("INSERT INTO holds VALUES (?, ?, ?)", ((holder, place, ids[iri]) for holder, documents in held for place, iri in enumerate(documents)))


class _Rows:
    """Items with their words on their way into the file, under the ids that follow ``last``."""

    def __init__(self, connection: sqlite3.Connection, last: int):
        self.connection, self.last = connection, last
        self.items, self.names, self.bodies, self.letters = [], [], [], 0
        self.plain_name = lru_cache(maxsize=32_768)(plain)  # an agency issues thousands

    def add(self, entry: Entry, body: str, *, document: int | None = None, place: int | None = None, made: bytes | None = None) -> int:
        self.last += 1
        title, number, alone = plain(entry.title or ""), plain(entry.number or ""), entry.kind != "measure"
        self.items.append(
            (self.last, entry.rank, entry.kind, entry.iri, entry.title, entry.number, entry.by, entry.level, entry.region, entry.year, entry.date,
             entry.status, entry.cited, entry.cites, document, place, (title or None) if alone else None, (number or None) if alone else None, made)
        )  # fmt: skip
        told = "".join(form + _ENDS for words in entry.about if (form := self.plain_name(words)))
        self.names.append((self.last, title + _ENDS, told))
        if body:  # with the names, so that one word may stand in the title and another in the text
            self.bodies.append((self.last, title + _ENDS + told + body + _ENDS))
            self.letters += len(body)
        if len(self.items) >= _TOGETHER or self.letters > _LETTERS:
            self.write()
        return self.last

    def write(self) -> None:
        self.connection.executemany(_ROW, self.items)
        self.connection.executemany("INSERT INTO names (rowid, title, about) VALUES (?, ?, ?)", self.names)
        self.connection.executemany("INSERT INTO bodies (rowid, body) VALUES (?, ?)", self.bodies)
        self.items, self.names, self.bodies, self.letters = [], [], [], 0


def _say(connection: sqlite3.Connection, meta: dict[str, str]) -> None:
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())


def _tune(connection: sqlite3.Connection, **settings: int) -> None:
    for words in ("names", "bodies"):
        connection.executemany(f"INSERT INTO {words} ({words}, rank) VALUES (?, ?)", settings.items())
