"""Traditional characters for the search of a picture: 國務院 finds what is written 国务院."""

from functools import cache

from kg.text import simplify

_IDEOGRAPHS = range(0x4E00, 0xA000)


def traditional_forms(nodes: list[dict]) -> list[str]:
    """Two strings of equal length: the traditional characters that one could type for, or that stand in, the words of ``nodes``,
    and the simplified character of each."""
    written = {character for node in nodes for words in (node["title"], node.get("number"), node.get("issuer")) for character in words or ""}
    pairs = [(old, new) for old, new in _simplified() if old in written or new in written]
    return ["".join(side) for side in zip(*pairs)] or ["", ""]


@cache
def _simplified() -> list[tuple[str, str]]:
    characters = [chr(code) for code in _IDEOGRAPHS]
    return [(old, new) for old, new in zip(characters, simplify("\n".join(characters)).split("\n")) if old != new]
