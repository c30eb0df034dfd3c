"""The tables of the graph as files: a folder of csv or parquet files, one workbook with a sheet for each, neo4j's import files.

csv is for programs unless it is written for spreadsheets: then it begins with a BOM, without which Excel takes
UTF-8 for GBK, and a text that a spreadsheet would take for a formula (= + - @, tab) gets a ' before it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from kg.cells import make_harmless, row_writer
from output.tables import Table, lexical_rows
from output.xlsx import Sheet, write_workbook

# neo4j: the label of each table of nodes, the tables of edges with their ends and type.
_LABELS = {"documents": "Document", "measures": "Measure", "agencies": "Agency", "targets": "Target"}
_EDGES = {"citations": ("citing", "cited", "CITES"), "responsibilities": ("measure", "agency", "RESPONSIBLE"), "issuers": ("document", "agency", "ISSUED_BY")}
_BELOW = {"measures": "document", "targets": "document"}
NEO4J_FILES = (*(f"nodes-{name}.csv" for name in _LABELS), *(f"relationships-{name}.csv" for name in (*_EDGES, "parts")))
_TYPES = {str: "", int: ":int", float: ":double", bool: ":boolean"}


def write_csv_folder(tables: Iterable[Table], folder: Path, *, spreadsheet: bool = False) -> None:
    """``documents.csv``, ``citations.csv`` …: a header row, \\n line ends, UTF-8; ``spreadsheet`` as said above."""
    for table in tables:
        numeric = [kind in (int, float) for kind in table.types]
        rows = lexical_rows(table.rows)
        if spreadsheet:
            rows = (tuple(cell if number or cell is None else make_harmless(cell) for cell, number in zip(row, numeric)) for row in rows)
        _write_csv(folder / f"{table.name}.csv", table.columns, rows, "utf-8-sig" if spreadsheet else "utf-8")


def _write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable], encoding: str = "utf-8") -> None:
    with open(path, "w", encoding=encoding, newline="") as file:
        writer = row_writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def write_parquet_folder(tables: Iterable[Table], folder: Path) -> None:
    """``documents.parquet`` …: string, int64, double and bool columns."""
    import pyarrow
    from pyarrow import parquet

    kinds = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    for table in tables:
        columns = list(zip(*table.rows)) or [()] * len(table.columns)
        arrays = [pyarrow.array(values, kinds[kind]) for values, kind in zip(columns, table.types)]
        parquet.write_table(pyarrow.Table.from_arrays(arrays, names=list(table.columns)), folder / f"{table.name}.parquet")


def write_tables_xlsx(tables: Iterable[Table], stream: BinaryIO) -> None:
    """One workbook, one sheet a table; text is never a formula."""
    write_workbook([Sheet(t.name, t.columns, ["text" if kind in (str, bool) else "number" for kind in t.types], lexical_rows(t.rows)) for t in tables], stream)


def write_neo4j_folder(tables: Iterable[Table], folder: Path) -> None:
    """Files for ``neo4j-admin database import``: nodes with :ID and :LABEL, relationships with :START_ID, :END_ID, :TYPE.

    Relationships are CITES (its relation as a property), ISSUED_BY, RESPONSIBLE (its role; of named agencies only), PART_OF.
    """
    below = []
    for table in tables:
        if table.name in _LABELS:
            head = [":ID" if column == "id" else column + _TYPES[kind] for column, kind in zip(table.columns, table.types)]
            rows = ((*row, _LABELS[table.name]) for row in lexical_rows(table.rows))
            _write_csv(folder / f"nodes-{table.name}.csv", [*head, ":LABEL"], rows)
            if table.name in _BELOW:
                at = table.columns.index(_BELOW[table.name])
                below += [(row[0], row[at], "PART_OF") for row in table.rows]
        else:
            start, end, verb = _EDGES[table.name]
            at = table.columns.index(end)
            names = {start: ":START_ID", end: ":END_ID"}
            head = [names.get(column, column + _TYPES[kind]) for column, kind in zip(table.columns, table.types)]
            _write_csv(folder / f"relationships-{table.name}.csv", [*head, ":TYPE"], ((*row, verb) for row in lexical_rows(table.rows) if row[at] is not None))
    if below:
        _write_csv(folder / "relationships-parts.csv", [":START_ID", ":END_ID", ":TYPE"], below)
