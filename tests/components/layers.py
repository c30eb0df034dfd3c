"""Layers of a text that a test writes, up to the one it looks at."""

from kg.pipeline import find_layers
from kg.text import fold


def layers_of(text):
    """The folded text and all its layers."""
    folded = fold(text)
    return folded, find_layers(folded)


def words_of(text, layer, label=None):
    """The words of the matches of one layer, of one label if given."""
    folded, found = layers_of(text)
    return [folded[m.start : m.end] for m in found[layer] if label in (None, m.label)]
