"""DuckDB in memory: without a network, within the memory of an office PC."""

from pathlib import Path

_MEMORY, _MORE = "300MB", "1500MB"


def open_database(scratch: Path | None = None):
    """A connection of its own; ``scratch``: a folder to which what does not fit into memory may spill."""
    import duckdb  # here: commands that link nothing must not pay for it

    options = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": _MEMORY,
        "preserve_insertion_order": False,
        "threads": 1,  # two take a third more of the processor for tables of this size, and each holds memory while it waits
        "temp_directory": str(scratch) if scratch else "",
    }
    return duckdb.connect(":memory:", config=options)


def execute(connection, sql: str) -> None:
    """Run a statement; once more with more memory where it did not fit."""
    import duckdb

    try:
        connection.execute(sql)
    except duckdb.OutOfMemoryException:
        give_room(connection)
        connection.execute(sql)


def give_room(connection) -> None:
    connection.execute(f"SET memory_limit='{_MORE}'")
