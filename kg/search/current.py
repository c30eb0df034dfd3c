"""Keeping the index of a workspace in step with its graph."""

from collections.abc import Callable

from kg.marks_file import read_marks
from kg.search.asking import read_meta
from kg.search.making import write_index
from kg.stats import load_counts
from kg.store import Store, find_current
from kg.workspace import Workspace


def is_current(space: Workspace, fingerprint: str) -> bool:
    """Whether the index was made from the graph that is current, and this graph from what ``fingerprint`` names."""
    meta = read_meta(space.search_path)
    return meta.get("fingerprint") == fingerprint and meta.get("graph") == find_current(space.graph_folder).name


def index_workspace(space: Workspace, fingerprint: str, counts: dict | None = None, progress: Callable[[int, int], None] | None = None) -> None:
    """Make the index, or bring it up to date, where it does not belong to the current graph. Hold the workspace's lock, or have it stand still.

    ``counts``: of the graph, where they are known. Raises WorkspaceError without a graph, or where nothing can be written.
    """
    if is_current(space, fingerprint):
        return
    store = Store.open_current(space.graph_folder)
    with space.open_texts() as texts:
        marks = read_marks(store.folder)
        write_index(space.search_path, store, texts, fingerprint=fingerprint, marks=marks, counts=counts or load_counts(store), progress=progress)
