"""A workspace's own tables: rows that override ours, added one by one, and put to use for a build."""

import hashlib
import os
import sys
from pathlib import Path

from kg.errors import WorkspaceError
from kg.lexicon import OWN, OWN_SOURCE, columns_of, key_of, list_tables, read_rows
from kg.lexicon.check import check_tables


def use_own_tables(folder: Path | None) -> None:
    """From here on tables are read with those of ``folder`` over ours; None: ours alone.

    What this process has already worked out from tables is forgotten; processes started later follow. Raises
    WorkspaceError where the own tables do not hold.
    """
    wanted = str(Path(folder).resolve()) if folder and Path(folder).is_dir() else ""
    marked = f"{wanted}|{hash_own_tables(folder)}" if wanted else ""
    if marked == _state["used"]:
        return
    if wanted and (faults := check_tables(Path(wanted), ours=False)):
        more = f", and {len(faults) - 1} more" if faults[1:] else ""
        raise WorkspaceError(f"the workspace's own tables cannot be used: {faults[0]}{more}: mend them, see policykg lexicon check")
    _state["used"] = marked
    os.environ.pop(OWN, None)
    if wanted:
        os.environ[OWN] = wanted
    for name, module in list(sys.modules.items()):
        if name == "kg" or name.startswith("kg."):
            for value in list(vars(module).values()):
                if callable(getattr(value, "cache_clear", None)) and getattr(value, "__name__", "") not in _KEPT:
                    value.cache_clear()


_state = {"used": ""}
_KEPT = ("extractor_hash", "program_hash", "lexicon_hash", "catalogue_hash")  # hashes of our files, which do not change


def hash_own_tables(folder: Path | None) -> str:
    """16 hex digits of what the own tables say, "" for none."""
    paths = sorted(Path(folder).glob("*.tsv")) if folder and Path(folder).is_dir() else []
    if not paths:
        return ""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def list_own_rows(folder: Path) -> list[dict]:
    """Every own row as {table, overrides, row}: ``overrides`` where it takes the place of one of ours."""
    found = []
    ours = Path(__file__).resolve().parent
    for path in sorted(Path(folder).glob("*.tsv")):
        known = {key_of(path.stem, row) for row in read_rows(ours / path.name)} if path.stem in list_tables() else set()
        found += [{"table": path.stem, "overrides": key_of(path.stem, row) in known, "row": row} for row in read_rows(path)]
    return found


def add_row(folder: Path, table: str, values: dict[str, str]) -> bool:
    """Write one row into the own table; True where it replaces an own row of the same key.

    Raises ValueError that says what is wrong: a table or a column that is none of ours, a key without a value.
    """
    if table not in list_tables():
        raise ValueError(f"no table {table}: {', '.join(list_tables())}")
    columns = columns_of(table)
    if strange := sorted(set(values) - set(columns)):
        raise ValueError(f"{table} has no column {', '.join(strange)}: {', '.join(columns)}")
    if any("\t" in value or "\n" in value for value in values.values()):
        raise ValueError("a value holds a tab or a line break")
    row = {column: values.get(column, "").strip() for column in columns}
    if "source" in row:
        row["source"] = row["source"] or OWN_SOURCE
    if not key_of(table, row)[0]:
        raise ValueError(f"{table}: {columns_of(table)[0]} is needed, as in {columns[0]}=…")
    path = Path(folder) / f"{table}.tsv"
    rows = {key_of(table, known): known for known in read_rows(path)} if path.is_file() else {}
    replaced = key_of(table, row) in rows
    rows[key_of(table, row)] = row
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(columns), *("\t".join(rows[key][column] for column in columns) for key in sorted(rows))]
    draft = path.with_name(path.name + ".new")
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    os.replace(draft, path)
    return replaced
