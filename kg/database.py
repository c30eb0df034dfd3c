"""DuckDB in memory: without a network, within the memory of an office PC."""

from pathlib import Path

_MEMORY = "300MB"


def open_database(scratch: Path | None = None):
    """A connection of its own; ``scratch``: a folder to which what does not fit into memory may spill."""
    import duckdb  # here: commands that link nothing must not pay for it

    options = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": _MEMORY,
        "preserve_insertion_order": False,
        "temp_directory": str(scratch) if scratch else "",
    }
    return duckdb.connect(":memory:", config=options)
