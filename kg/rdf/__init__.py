"""Linked records as quads: pure, one N-Quads line each, in any order, possibly twice.

A triple stands in exactly one graph because the graph follows from its subject:
what was minted from a source (the source, its parts, measures, responsibilities,
targets, citations, evidence) stands in that source's graph; documents,
agencies, regions and concepts, which depend on all records, in the links graph.
"""

from kg.rdf.blocks import LAST, Block, Told, key_of_block, name_of_block
from kg.rdf.graph import Graphs, Said, quads_for, quads_told
from kg.rdf.lines import read_lines

__all__ = ["LAST", "Block", "Graphs", "Said", "Told", "key_of_block", "name_of_block", "quads_for", "quads_told", "read_lines"]
