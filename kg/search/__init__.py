"""The search index: what a graph holds by its words, in one SQLite file with trigrams, made from the graph and the texts.

``index_workspace`` makes it at the end of a build, ``SearchIndex`` asks it. Everything that has a page of its own is an
item: documents, agencies, regions, subjects and measures. Items are numbered in the order in which they are shown
(what most others cite first), so that the first hits of a query are found without reading the others; those that changed
since the index was made come behind them.
"""

from kg.search.asking import Found, Item, SearchIndex
from kg.search.current import index_workspace, is_current
from kg.search.making import write_index
from kg.search.words import KINDS, mark_words

__all__ = ["KINDS", "Found", "Item", "SearchIndex", "index_workspace", "is_current", "mark_words", "write_index"]
