"""The pipeline in plain sight: which component runs when, and where they meet.

A component looks first, then writes. Looking is a pure function
``find_…(text, found) -> list[Match]`` over the folded text (see ``kg.text``)
and the layers found before it; writing puts its matches into
``doc.spans[layer]``. Components do not import each other.
"""

from typing import NamedTuple


class Match(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of the text; ``label`` and ``ref`` become the span's label and id."""

    start: int
    end: int
    label: str
    ref: str = ""
