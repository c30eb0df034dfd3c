"""The graph in the formats of RDF: sorted, so that equal graphs give equal files.

What depends on the run (times, absolute paths, the machine) is not in the graph,
and so in none of these files.
"""

from functools import partial
from typing import BinaryIO

from kg.store import FORMATS, Store


def write_rdf(store: Store, stream: BinaryIO, *, form: str) -> None:
    """``form``: ttl, nt, nq, trig, jsonld or rdfxml.

    nq and nt are sorted by bytes; nq, trig and jsonld keep the named graphs, the others have the triples of all.
    """
    store.dump(form, stream)


RDF_EXPORTERS = {form: partial(write_rdf, form=form) for form in FORMATS}
