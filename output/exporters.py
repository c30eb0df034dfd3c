"""What leaves the program: one room a family of formats, and the list of them.

``EXPORTERS[name](export, target)``: ``target`` is a binary stream; for the formats in ``FOLDERS``, which are several
files, it is the path of a folder that exists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from kg.neighbourhood import load_neighbourhood
from kg.selection import Selection, narrow_quads
from kg.store import FORMATS, Store
from output.graphs import write_gexf, write_graphml, write_pajek, write_vosviewer_folder
from output.references import write_bibtex, write_gbt7714, write_ris
from output.spreadsheets import NEO4J_FILES, write_csv_folder, write_neo4j_folder, write_parquet_folder, write_tables_xlsx
from output.tables import TABLES, Table, make_tables


@dataclass
class Export:
    """What is exported: a store, what of it is kept, and whether csv is for spreadsheets."""

    store: Store
    selection: Selection = Selection()
    spreadsheet: bool = False

    @cached_property
    def network(self):
        """Documents, measures and agencies; of catalogues also the rows that cite nothing."""
        return self._narrowed(catalogue=True)

    @cached_property
    def linked(self):
        """The same without the rows of catalogues that neither cite nor are cited: what a picture or measure is of."""
        return self._narrowed(catalogue=False)

    def _narrowed(self, catalogue: bool):
        network = load_neighbourhood(self.store, catalogue=catalogue)
        return self.selection.narrow(network) if self.selection else network

    @property
    def tables(self) -> list[Table]:
        return make_tables(self.network, None if self.selection.only_citations else self.store)

    @cached_property
    def graph(self) -> Store:
        """The store, or a smaller one in memory that holds what is kept."""
        return Store.in_memory(narrow_quads(self.store, self.selection, self.network)) if self.selection else self.store


def _write_rdf(form: str) -> Callable:
    """Sorted, so that equal graphs give equal files; nq, trig and jsonld keep the named graphs, the others have the triples of all."""
    return lambda export, stream: export.graph.dump(form, stream)


EXPORTERS: dict[str, Callable] = {
    **{form: _write_rdf(form) for form in FORMATS},
    "graphml": lambda export, stream: write_graphml(export.linked, stream),
    "gexf": lambda export, stream: write_gexf(export.linked, stream),
    "pajek": lambda export, stream: write_pajek(export.linked, stream),
    "vosviewer": lambda export, folder: write_vosviewer_folder(export.linked, folder),
    "neo4j": lambda export, folder: write_neo4j_folder(export.tables, folder),
    "csv": lambda export, folder: write_csv_folder(export.tables, folder, spreadsheet=export.spreadsheet),
    "xlsx": lambda export, stream: write_tables_xlsx(export.tables, stream),
    "parquet": lambda export, folder: write_parquet_folder(export.tables, folder),
    "bibtex": lambda export, stream: write_bibtex(export.network, stream),
    "ris": lambda export, stream: write_ris(export.network, stream),
}
# The formats of several files, and all files that each may write.
FOLDERS: dict[str, tuple[str, ...]] = {
    "vosviewer": ("map.txt", "network.txt"),
    "neo4j": NEO4J_FILES,
    **{form: tuple(f"{table}.{form}" for table in TABLES) for form in ("csv", "parquet")},
}
CITATION_STYLES: dict[str, Callable] = {"gbt7714": lambda export, stream: write_gbt7714(export.network, stream)}
