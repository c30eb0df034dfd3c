"""What leaves the program: one file a format, and the list of them.

``EXPORTERS[name](store, target)``: ``target`` is a binary stream; for the formats
in ``FOLDERS``, which are several files, it is the path of a folder.
"""

from collections.abc import Callable

from output.rdf import RDF_EXPORTERS

EXPORTERS: dict[str, Callable] = {**RDF_EXPORTERS}
FOLDERS: frozenset[str] = frozenset()
