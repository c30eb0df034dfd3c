"""Spaces that scanners and pdf viewers put inside words, taken out before anything is looked for.

A space between two Chinese characters parts agencies in a signature and the lines of a title, so it
is noise only in a text whose prose is full of them. Offsets are kept, so that what is found in the closed
text is said of the text as it was.
"""

import re
from typing import NamedTuple

_INNER = re.compile(r"(?<=[一-龥,。、;:《》“”()〔〕\d]) (?=[一-龥,。、;:《》“”()〔〕\d])")
_IN_WORD = re.compile(r"(?<=[一-龥]) (?=[一-龥])")
_PROSE = 40  # characters of a line that is no heading, list or table row
_NOISE = 1 / 200  # spaces to a character of prose
_FEWEST = 10  # spaces


class Closed(NamedTuple):
    """A text without its inner spaces, and for each of its characters the offset in the text as it was."""

    text: str
    offsets: list[int]


def close_up(text: str) -> Closed | None:
    """The closed text of a folded text whose words are full of spaces; None for a text that is clean."""
    prose = [line for line in text.split("\n") if len(line) >= _PROSE and "  " not in line.strip()]
    spaces = sum(len(_IN_WORD.findall(line)) for line in prose)
    if spaces < _FEWEST or spaces < _NOISE * sum(map(len, prose)):
        return None
    gone = {match.start() for match in _INNER.finditer(text)}
    offsets = [at for at in range(len(text)) if at not in gone]
    return Closed("".join(text[at] for at in offsets), offsets)
