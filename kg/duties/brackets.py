"""The brackets of compact words, paired once."""

import re
from bisect import bisect_right

_BRACKET = re.compile(r"[()\n]")
_LONGEST = 1500  # characters; more is an aside that was never closed
_NESTED = 8  # brackets deep; more is no list of agencies


class Brackets:
    """Pairs of round brackets within paragraphs: ``pairs`` as (open, close), ascending; not deeper than eight."""

    def __init__(self, words: str):
        self.pairs: list[tuple[int, int]] = []
        opened: list[int] = []
        for match in _BRACKET.finditer(words) if "(" in words else ():
            offset, char = match.start(), match.group()
            if char == "(":
                opened.append(offset)
            elif char == "\n":
                opened.clear()
            elif opened:
                start = opened.pop()
                if offset - start <= _LONGEST and len(opened) < _NESTED:
                    self.pairs.append((start, offset))
        self.pairs.sort()

    def around(self, offset: int) -> tuple[int, int] | None:
        """The innermost pair around an offset, or None."""
        index = bisect_right(self.pairs, (offset, -1))
        for start, end in reversed(self.pairs[max(0, index - 2 * _NESTED) : index]):
            if start < offset <= end:
                return start, end
        return None
