"""The words of a measure without the page: no soft line breaks, no spaces, and the way back to the offsets."""

import re

_PIECE = re.compile(r"[^ \r\n]+")
_MARKS = frozenset("、,;:。()〔〕“”《》")
_ONE_BRACKET = str.maketrans("〔〕", "()")


def compact(text: str, start: int, end: int, breaks: list[int]) -> tuple[str, list[int]]:
    """The characters of the folded ``text`` between two offsets, and the offset of each.

    Line breaks go, but at the offsets ``breaks`` (ascending), where paragraphs end, one stays. A space
    stays only between two words of a line, where it may stand for 、 between agencies. All brackets
    become ().
    """
    words: list[str] = []
    at: list[int] = []
    for first, last in zip([start, *breaks], [*breaks, end]):
        before = None  # where the piece before this one on the same paragraph ends
        for piece in _PIECE.finditer(text, first, last):
            joint = ""
            if before is None:
                joint = "\n" if words else ""
            elif text[before - 1] not in _MARKS and text[piece.start()] not in _MARKS and "\n" not in text[before : piece.start()]:
                joint = " "
            if joint:
                words.append(joint)
                at.append(piece.start() - 1 if joint == " " else first)
            words.append(piece.group())
            at.extend(range(*piece.span()))
            before = piece.end()
    return "".join(words).translate(_ONE_BRACKET), at
