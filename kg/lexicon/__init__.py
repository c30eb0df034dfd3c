"""The lexicon: DATA in TSV files beside this module, and its loader.

One entry a line, tab separated, the first line names the columns, sorted, UTF-8.
Every row has a ``source`` key that stands in ``sources.tsv``. An empty cell is
an empty string; a cell with several values joins them with ；.
"""

from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


@lru_cache(maxsize=None)
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``name.tsv`` as dicts by column name, in file order.

    Rows are shared between callers: read them, do not change them. Raises
    FileNotFoundError for a table that does not exist and ValueError, naming the
    line, for a row with the wrong number of cells.
    """
    path = _FOLDER / f"{name}.tsv"
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


def split_cell(cell: str) -> tuple[str, ...]:
    """The values of a cell that joins several with ；; () for an empty cell."""
    return tuple(value for value in cell.split("；") if value)


def list_tables() -> tuple[str, ...]:
    """The names of all tables, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.tsv")))
