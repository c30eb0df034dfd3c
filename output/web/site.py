"""What the site reads: the current graph, its index and the texts, opened anew when a build has replaced them."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg.search import SearchIndex
from kg.store import Store
from kg.texts import Texts
from kg.workspace import Workspace


@dataclass
class Snapshot:
    """One complete graph. ``made``: what was computed of it once, by name."""

    store: Store
    graph: str  # name of its folder
    fingerprint: str
    made: dict = field(default_factory=dict)
    making: defaultdict = field(default_factory=lambda: defaultdict(threading.Lock))  # one lock a name: making one may need another

    def once(self, name, make):
        """``make()``, called once for each name and graph."""
        if name not in self.made:
            with self.making[name]:
                if name not in self.made:
                    self.made[name] = make()
        return self.made[name]


@dataclass
class Reading:
    """What one request reads, all of the same build."""

    snapshot: Snapshot
    index: SearchIndex
    texts: Texts
    base: str

    @property
    def store(self) -> Store:
        return self.snapshot.store


class Site:
    """A workspace to show; ``renewed`` is called when it has opened a graph. Raises WorkspaceError where there is none, or no graph in it."""

    def __init__(self, folder: Path, renewed: Callable[["Site"], None] = lambda site: None):
        self.space = Workspace.open(folder)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._renewed = renewed

    @property
    def graph_folder(self) -> Path:
        return self.space.graph_folder

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """The last complete build. The index is written last, so it says which graph that is."""
        with SearchIndex(self.space.search_path) as index, self.space.open_texts() as texts:
            yield Reading(self._current(index.meta), index, texts, self.space.about["base"])

    def _current(self, meta: dict[str, str]) -> Snapshot:
        known = self._snapshot
        if known is not None and (known.graph, known.fingerprint) == (meta["graph"], meta["fingerprint"]):
            return known
        with self._lock:
            if self._snapshot is None or (self._snapshot.graph, self._snapshot.fingerprint) != (meta["graph"], meta["fingerprint"]):
                self.space = Workspace.open(self.space.folder)  # a build may have changed the base
                self._snapshot = Snapshot(Store.open_current(self.space.graph_folder), meta["graph"], meta["fingerprint"])
                self._renewed(self)
            return self._snapshot
