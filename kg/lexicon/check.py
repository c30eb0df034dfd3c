"""Whether the tables hold: columns, keys, sources, years, and patterns against their examples."""

import re
from pathlib import Path

from kg.lexicon import KEYS, OWN_SOURCE, columns_of, key_of, list_tables, read_rows, split_cell

_OURS = Path(__file__).resolve().parent
_YEAR = re.compile(r"(?:19|20)[0-9]{2}|")


def check_tables(own: Path | None = None, ours: bool = True) -> list[str]:
    """One line for each fault of our tables (unless ``ours`` is False) and of the workspace's own: file, row, what is wrong. [] where all hold."""
    keys = {row["key"] for row in read_rows(_OURS / "sources.tsv")} | {OWN_SOURCE}
    if own and (own / "sources.tsv").is_file() and not _check("sources", own / "sources.tsv", keys):
        keys |= {row["key"] for row in read_rows(own / "sources.tsv")}
    faults = [fault for name in list_tables() for fault in _check(name, _OURS / f"{name}.tsv", keys)] if ours else []
    for path in sorted(own.glob("*.tsv")) if own and own.is_dir() else ():
        if path.stem not in list_tables():
            faults.append(f"{path.name}: none of our tables")
        else:
            faults += _check(path.stem, path, keys)
    return faults


def _check(name: str, path: Path, sources: set[str]) -> list[str]:
    where = path.name if path.parent == _OURS else str(path)
    try:
        rows = read_rows(path)
    except (OSError, ValueError) as error:
        return [f"{where}: {error}"]
    if rows and list(rows[0]) != columns_of(name):
        return [f"{where}: its columns are {', '.join(rows[0])}, expected {', '.join(columns_of(name))}"]
    faults, seen = [], set()
    for line, row in enumerate(rows, start=2):
        said = " ".join(key_of(name, row)) or "an empty key"
        faults += [f"{where} line {line} ({said}): {fault}" for fault in _faults(name, row, sources)]
        if name in KEYS and key_of(name, row) in seen:
            faults.append(f"{where} line {line} ({said}): the same key twice")
        seen.add(key_of(name, row))
    return faults


def _faults(name: str, row: dict[str, str], sources: set[str]) -> list[str]:
    faults = [f"{column} begins or ends with a blank" for column, cell in row.items() if cell != cell.strip()]
    faults += [f"{column} {row[column]} is no year" for column in ("first", "last") if not _YEAR.fullmatch(row.get(column, ""))]
    if name != "sources":
        named = split_cell(row["source"])
        faults += [f"source {key or '(none)'} is not in sources.tsv" for key in named or ("",) if key not in sources]
    if "pattern" in row:
        faults += _pattern_faults(row)
    elif name == "code_stops" and row["word"] not in row["example"]:
        faults.append(f"its example does not hold {row['word']}")
    return faults


def _pattern_faults(row: dict[str, str]) -> list[str]:
    try:
        pattern = re.compile(row["pattern"])
    except re.error as error:
        return [f"pattern does not compile: {error}"]
    missed = [words for words in split_cell(row.get("example", "")) if not pattern.search(words)]
    caught = [words for words in split_cell(row.get("counterexample", "")) if pattern.search(words)]
    return [f"does not match its example {words}" for words in missed] + [f"matches its counterexample {words}" for words in caught]
