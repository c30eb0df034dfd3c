"""Asking the index: hits in tiers, lists with filters, what an agency, a region or a subject holds."""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path

from kg.numbers import find_numbers, parse_number
from kg.search.tables import LISTED, VERSION
from kg.search.words import KINDS, LONGEST, plain, split_words
from kg.text import fold

MOST = 5000  # hits in names that are counted and can be paged to
MOST_TEXTS = 1000  # hits in texts
PATIENCE = 0.8  # seconds for the texts: what was found until then is shown
_EXPANDED = 4000  # trigrams that a word of one or two characters may begin


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that has a page. ``kind``: see ``KINDS``; the rest is None where it has no such thing.

    ``id``: in this file only; ``rank``: sorts items in the order in which they are shown; ``number``: of a document, of a region
    its code, of a measure its ordinal; ``by``: issuers; ``cited``: of a document how many others cite it, of an agency, region or
    subject how many documents it holds; ``document``: of a measure the id of its document.
    """

    id: int
    rank: str
    kind: str
    iri: str
    title: str | None
    number: str | None
    by: str | None
    level: str | None
    region: str | None
    year: int | None
    date: str | None
    status: str | None
    cited: int
    cites: int
    document: int | None
    place: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits. ``total``: of all kinds asked for; ``more``: whether there may be more than were counted; ``counts``: hits by kind."""

    items: tuple[Item, ...]
    total: int
    more: bool
    counts: dict[str, int]
    words: tuple[str, ...]


# Two questions, so that of many hits the first are read and no others: those whose ids stand in order, and those that were added.
_HITS = "SELECT items.rank, items.id, items.kind FROM {{table}} CROSS JOIN items ON items.id = {{table}}.rowid WHERE {{table}} MATCH ? AND {{table}}.rowid {where} ? ORDER BY {by} LIMIT ?"
_IN_ORDER = _HITS.format(where="<=", by="{table}.rowid")
_ADDED = _HITS.format(where=">", by="items.rank")
_COLUMNS = ", ".join(f"items.{field.name}" for field in fields(Item))


class SearchIndex:
    """An index open for reading: use it in ``with``. Raises OSError or ValueError for a file that is none of this version."""

    def __init__(self, path: Path):
        if not Path(path).is_file():
            raise FileNotFoundError(path)
        self._connection = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        try:
            self.meta = dict(self._connection.execute("SELECT name, value FROM meta"))
        except sqlite3.Error as error:
            self._connection.close()
            raise ValueError(f"{path} is no search index: {error}") from error
        if self.meta.get("version") != VERSION:
            self._connection.close()
            raise ValueError(f"{path} is of version {self.meta.get('version')}")

    def __enter__(self) -> "SearchIndex":
        return self

    def __exit__(self, *_) -> None:
        self._connection.close()

    @property
    def counts(self) -> dict[str, int]:
        """Documents, agencies, measures … of the graph."""
        return json.loads(self.meta["counts"])

    def find(self, asked: str, kind: str | None = None, offset: int = 0, limit: int = 20) -> Found:
        """Hits for the words of ``asked``, all of which must be found; of one kind or of all.

        First what has exactly this number or name, then what has the words in its title, in number, issuer or
        other names, and last in its text; within each the documents that most others cite.
        """
        words = split_words(asked)
        hits: dict[int, str] = dict(self._same(asked))  # ids with their kinds, in the order in which they were found
        cut = False
        for columns in ("title", "title about"):
            rows, more = self._match("names", words, MOST, columns)
            cut = cut or more
            hits |= rows
        # One character alone is in every second text: it is looked for in names.
        if words and max(map(len, words)) > 1 and len(hits) < MOST:
            rows, more = self._match("bodies", words, MOST_TEXTS, "body")
            cut = cut or more
            hits |= rows
        known = Counter(hits.values())
        counts = {name: known[name] for name in KINDS}
        chosen = [id for id, its in hits.items() if kind in (None, its)]
        return Found(tuple(self.items(chosen[offset : offset + limit])), len(chosen), cut, counts, tuple(words))

    def _same(self, asked: str) -> list[tuple[int, str]]:
        """What has exactly the number or the name that was asked for, with its kind."""
        folded = fold(asked[:LONGEST]).strip()
        numbers = {plain(folded)}
        for written in (folded, folded + "号"):  # 国发〔2021〕91 as people type it
            if find_numbers(written) == [(0, len(written))] and (parsed := parse_number(written)):
                numbers.add(plain(parsed.canonical))
        marks = ", ".join("?" * len(numbers))
        found = self._rows(f"SELECT id, kind FROM items WHERE same_number IN ({marks}) ORDER BY rank LIMIT 200", *sorted(numbers))
        return found + (self._rows("SELECT id, kind FROM items WHERE same_title = ? ORDER BY rank LIMIT 200", plain(folded)) if plain(folded) else [])

    def _match(self, table: str, words: list[str], most: int, columns: str) -> tuple[dict[int, str], bool]:
        """The first items, as they are shown, that hold all words in these columns, with their kinds; and whether there may be more."""
        expression = self._expression(table, words)
        if not expression:
            return {}, False
        last, highest = int(self.meta["last"]), int(self.meta["highest"])
        end = time.monotonic() + PATIENCE
        self._connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
        found: list[tuple[str, int, str]] = []
        cut = False
        try:
            for part in (_IN_ORDER, _ADDED)[: 1 + (highest > last)]:
                found += self._connection.execute(part.format(table=table), (f"{{{columns}}} : ({expression})", last, most + 1))
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            cut = True
        finally:
            self._connection.set_progress_handler(None, 0)
        if highest > last:
            found.sort()
        return {id: kind for _, id, kind in found[:most]}, cut or len(found) > most

    def _expression(self, table: str, words: list[str]) -> str:
        """The question for FTS5: every word a quoted string, a short one as all trigrams that it begins."""
        told = []
        for word in words:
            if len(word) >= 3:
                told.append(_quote(word))
                continue
            terms = self._rows(f"SELECT term FROM terms_of_{table} WHERE term >= ? AND term < ? LIMIT {_EXPANDED}", word, word + "\U0010ffff")
            if not terms:
                return ""
            told.append("(" + " OR ".join(_quote(term) for (term,) in terms) + ")")
        return " AND ".join(told)

    def items(self, ids: Iterable[int]) -> list[Item]:
        """The items with these ids, in this order."""
        ids = list(ids)
        rows = self._rows(f"SELECT {_COLUMNS} FROM items WHERE id IN ({', '.join('?' * len(ids))})", *ids)
        known = {row[0]: Item(*row) for row in rows}
        return [known[id] for id in ids if id in known]

    def by_iri(self, iris: Iterable[str]) -> dict[str, Item]:
        """The items of these IRIs; what is no item is left out."""
        waiting, found = iter(dict.fromkeys(iris)), {}
        while batch := list(islice(waiting, 500)):
            rows = self._rows(f"SELECT {_COLUMNS} FROM items WHERE iri IN ({', '.join('?' * len(batch))})", *batch)
            found |= {row[3]: Item(*row) for row in rows}
        return found

    def find_named(self, names: Iterable[str]) -> dict[str, Item]:
        """By name what alone has just this number or title; measures have none."""
        wanted = {name: plain(name) for name in names}
        waiting, found = iter(sorted(set(wanted.values()) - {""})), {}
        while batch := list(islice(waiting, 400)):
            marks = ", ".join("?" * len(batch))
            for column in ("same_number", "same_title"):
                for name, id in self._rows(f"SELECT {column}, MIN(id) FROM items WHERE {column} IN ({marks}) GROUP BY {column} HAVING COUNT(*) = 1", *batch):
                    found.setdefault(name, id)
        known = {item.id: item for item in self.items(found.values())}
        return {name: known[found[form]] for name, form in wanted.items() if form in found}

    def list_items(self, kind: str, *, order: str = "rank", offset: int = 0, limit: int = 50, **where) -> tuple[list[Item], int]:
        """A page of all items of a kind, and how many there are. ``where``: level, year, status, region; "" for what has none.

        ``order``: ``rank`` (most cited, or with most documents), ``date`` (newest first) or ``title``.
        """
        tests, values = _tests(kind, where)
        by = {"rank": "rank", "date": "date IS NULL, date DESC, rank", "title": "title IS NULL, title, rank"}[order]
        rows = self._rows(f"SELECT {_COLUMNS} FROM items WHERE {tests} ORDER BY {by} LIMIT ? OFFSET ?", *values, limit, offset)
        (total,) = self._rows(f"SELECT COUNT(*) FROM items WHERE {tests}", *values)[0]
        return [Item(*row) for row in rows], total

    def count_by(self, field: str, kind: str, **where) -> dict[str | int | None, int]:
        """How many items of a kind have each value of ``level``, ``year`` or ``status``."""
        if field not in ("level", "year", "status"):
            raise ValueError(field)
        tests, values = _tests(kind, where)
        return dict(self._rows(f"SELECT {field}, COUNT(*) FROM items WHERE {tests} GROUP BY {field} ORDER BY {field}", *values))

    def held(self, holder: int, *, offset: int = 0, limit: int = 50) -> list[Item]:
        """The documents of an agency (issued), a region or a subject, most cited first."""
        sql = f"SELECT {_COLUMNS} FROM holds JOIN items ON items.id = holds.document WHERE holder = ? AND holds.place >= ? ORDER BY holds.place LIMIT ?"
        return [Item(*row) for row in self._rows(sql, holder, offset, limit)]

    def held_by(self, kind: str, region: str) -> list[Item]:
        """The items of a kind that lie in a region, by its code."""
        return [Item(*row) for row in self._rows(f"SELECT {_COLUMNS} FROM items WHERE region = ? AND kind = ? ORDER BY rank LIMIT 500", region, kind)]

    def _rows(self, sql: str, *values) -> list[tuple]:
        return self._connection.execute(sql, values).fetchall()


def read_meta(path: Path) -> dict[str, str]:
    """What an index says of itself (fingerprint, graph, counts); {} where there is none of this version."""
    try:
        with SearchIndex(path) as index:
            return index.meta
    except (OSError, ValueError, sqlite3.Error):
        return {}


def _quote(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _tests(kind: str, where: dict) -> tuple[str, list]:
    tests, values = ["kind = ?", *([LISTED] if kind != "measure" else [])], [kind]
    for field in ("level", "year", "status", "region"):
        value = where.get(field)
        if value == "":
            tests.append(f"{field} IS NULL")
        elif value is not None:
            tests.append(f"{field} = ?")
            values.append(value)
    return " AND ".join(tests), values
