"""The form of the index file.

``rank`` is the place of an item as a word: items stand in the order of their ranks, and a rank follows from its item alone
(what cites it, its day, its number), so that it stays when others change. The ids up to ``last`` (see ``meta``) stand in the
order of their ranks; those up to ``highest`` were added since, in no order. An id that ``items`` does not have is dead.
``made``: a digest of all that an item, its words and its measures were made from, None where nothing is known of a source.
"""

VERSION = "4"

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE items (
  id INTEGER PRIMARY KEY, rank TEXT, kind TEXT, iri TEXT, title TEXT, number TEXT, by TEXT, level TEXT, region TEXT, year INTEGER,
  date TEXT, status TEXT, cited INTEGER, cites INTEGER, document INTEGER, place INTEGER, same_title TEXT, same_number TEXT, made BLOB
);
CREATE TABLE holds (holder INTEGER, place INTEGER, document INTEGER, PRIMARY KEY (holder, place)) WITHOUT ROWID;
CREATE VIRTUAL TABLE names USING fts5(title, about, content='', columnsize=0, tokenize='trigram');
CREATE VIRTUAL TABLE bodies USING fts5(body, content='', columnsize=0, tokenize='trigram');
CREATE VIRTUAL TABLE terms_of_names USING fts5vocab(names, 'row');
CREATE VIRTUAL TABLE terms_of_bodies USING fts5vocab(bodies, 'row');
"""

# Lists are of what is no measure: a question has to say so in these words to get the index.
LISTED = "kind <> 'measure'"

INDEXES = f"""
CREATE UNIQUE INDEX items_by_iri ON items (iri);
CREATE INDEX items_by_title ON items (same_title) WHERE same_title IS NOT NULL;
CREATE INDEX items_by_number ON items (same_number) WHERE same_number IS NOT NULL;
CREATE INDEX items_by_document ON items (document) WHERE document IS NOT NULL;
CREATE INDEX items_by_region ON items (region, kind) WHERE region IS NOT NULL;
CREATE INDEX items_by_rank ON items (kind, rank) WHERE {LISTED};
CREATE INDEX items_by_level ON items (kind, level, year) WHERE {LISTED};
CREATE INDEX items_by_year ON items (kind, year) WHERE {LISTED};
CREATE INDEX items_by_date ON items (kind, date IS NULL, date DESC, rank) WHERE {LISTED};
CREATE INDEX items_in_order ON items (kind, title IS NULL, title, rank) WHERE {LISTED};
"""
