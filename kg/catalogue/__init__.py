"""The catalogue: tables of documents (exports of law databases, lists of a site) as records with their own provenance.

``load_catalogue`` reads one file (CSV, XLSX, Parquet); its rows become records that linking treats as
sightings of documents, weaker than any text. ``edges`` turns a table of citations into such rows too.
See docs/catalogue.md.
"""

from kg.catalogue.loading import load_catalogue, parse_mapping
from kg.catalogue.rows import ROW_TYPE, Catalogue, CatalogueRow, Refused

__all__ = ["ROW_TYPE", "Catalogue", "CatalogueRow", "Refused", "load_catalogue", "parse_mapping"]
