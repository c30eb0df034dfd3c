"""Answers about short words, kept: the same agencies, fields and numerals are asked about again and again."""

from collections.abc import Callable
from functools import lru_cache, wraps

_LONGEST = 64  # characters; longer words hardly come again
_KEPT = 32_768  # answers of one question


def remember(ask: Callable) -> Callable:
    """``ask``, a pure function of words alone, with its last answers about short ones kept."""
    known = lru_cache(maxsize=_KEPT)(ask)

    @wraps(ask)
    def answer(words: str):
        return known(words) if len(words) <= _LONGEST else ask(words)

    return answer
