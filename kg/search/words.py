"""The form in which words are compared: folded, without blanks and quotation marks, years in 〔〕.

国发 [2012] 48号, 国发（２０１２）48号 and 國發〔2012〕48號 are the same words, 《校车条例》 and 校车条例 too.
"""

import re

from kg.text import fold

KINDS = ("document", "agency", "region", "subject", "measure")
_PASSED_OVER = r"\s《》〈〉“”‘’\"'·、,\-"
_MARKS = re.compile(f"[{_PASSED_OVER}]+")
_YEAR = re.compile(r"\(\s*((?:19|20)\d\d)\s*\)")
LONGEST = 200  # characters of a question


def plain(text: str) -> str:
    """``text`` in the form of the index."""
    return _MARKS.sub("", _YEAR.sub(r"〔\1〕", fold(text)).lower())


def split_words(asked: str) -> list[str]:
    """The words of a question in the form of the index, all of which have to be found."""
    together = _YEAR.sub(r"〔\1〕", fold(asked[:LONGEST]))
    together = re.sub(r"\s*([〔〕])\s*", r"\1", together)
    return [word for part in together.split() if (word := plain(part))]


def mark_words(text: str, words: list[str], room: int) -> tuple[tuple[str, bool], ...]:
    """About ``room`` characters of ``text`` around the first of the words, in pieces (piece, is a word).

    The start of the text where none of them is found.
    """
    folded = fold(text)
    patterns = [_pattern(word) for word in words]
    first = next((match.start() for pattern in patterns if (match := pattern.search(folded))), 0)
    start = max(0, first - room // 3)
    end = min(len(text), start + room)
    cut = folded[start:end]
    spans = sorted(match.span() for pattern in patterns for match in pattern.finditer(cut))
    pieces, done = [], 0
    for left, right in spans:
        if left < done:
            continue
        pieces += [(text[start + done : start + left], False), (text[start + left : start + right], True)]
        done = right
    pieces.append((text[start + done : end], False))
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    return tuple(piece for piece in ((before, False), *pieces, (after, False)) if piece[0])


def _pattern(word: str) -> re.Pattern:
    """The word as it may stand in a folded text."""
    between = f"[{_PASSED_OVER}]*"
    characters = [{"〔": "[〔(]", "〕": "[〕)]"}.get(char, re.escape(char)) for char in word]
    return re.compile(between.join(characters), re.IGNORECASE)
