"""The lexicon: DATA in TSV files beside this module, and its loader.

One entry a line, tab separated, the first line names the columns, sorted, UTF-8.
Every row has a ``source`` key that stands in ``sources.tsv``. An empty cell is
an empty string; a cell with several values joins them with ；.

A workspace may have tables of its own (``own``): a row of theirs takes the place of ours with the same
key, others are added. They are named by an environment variable, which processes started later inherit.
"""

import os
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent
OWN = "POLICYKG_LEXICON"  # folder of the workspace's own tables
OWN_SOURCE = "workspace"  # source of a row that names none
# Columns that together name one row; of a table that is not listed every column but the source.
KEYS = {
    "abbreviations": ("abbreviation", "level", "place", "first"),
    "bodies": ("written", "level", "first"),
    "catalogue_columns": ("kind", "heading"),
    "catalogue_values": ("field", "word"),
    "central_agencies": ("name",),
    "central_codes": ("letter",),
    "code_stops": ("word",),
    "document_types": ("word",),
    "government_offices": ("code",),
    "laws": ("name",),
    "number_codes": ("code",),
    "organ_exceptions": ("letters", "code", "first"),
    "organ_letters": ("letters",),
    "page_labels": ("label",),
    "region_letters": ("letters", "code", "organ"),
    "regions": ("code", "name"),
    "sources": ("key",),
    "zones": ("code", "name"),
}


@lru_cache(maxsize=None)
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``name.tsv`` as dicts by column name, in file order, with the workspace's own rows put over them.

    Rows are shared between callers: read them, do not change them. Raises
    FileNotFoundError for a table that does not exist and ValueError, naming the
    line, for a row with the wrong number of cells.
    """
    ours = read_rows(_FOLDER / f"{name}.tsv")
    folder = os.environ.get(OWN)
    path = Path(folder) / f"{name}.tsv" if folder else None
    if path is None or not path.is_file():
        return ours
    rows = {key_of(name, row): row for row in ours}
    if len(rows) < len(ours):  # a key that ours bear twice: nothing is put over them
        return ours + read_rows(path)
    return tuple({**rows, **{key_of(name, row): row for row in read_rows(path)}}.values())


def read_rows(path: Path) -> tuple[dict[str, str], ...]:
    """The rows of one file; raises as ``load_table``."""
    lines = path.read_text(encoding="utf-8").split("\n")
    columns = lines[0].split("\t")
    rows = []
    for line_number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise ValueError(f"{path.name} line {line_number}: {len(cells)} cells, expected {len(columns)}")
        rows.append(dict(zip(columns, cells)))
    return tuple(rows)


def key_of(name: str, row: dict[str, str]) -> tuple[str, ...]:
    """What names a row in its table."""
    return tuple(row[column] for column in KEYS.get(name) or [column for column in row if column != "source"])


def columns_of(name: str) -> list[str]:
    """The columns of one of our tables, in their order. Raises FileNotFoundError."""
    with open(_FOLDER / f"{name}.tsv", encoding="utf-8") as stream:
        return stream.readline().rstrip("\n").split("\t")


def split_cell(cell: str) -> tuple[str, ...]:
    """The values of a cell that joins several with ；; () for an empty cell."""
    return tuple(value for value in cell.split("；") if value)


def list_tables() -> tuple[str, ...]:
    """The names of all tables, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.tsv")))
