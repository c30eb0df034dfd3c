"""The words of a measure without the page: no soft line breaks, no spaces, and the way back to the offsets."""

import re

_PIECE = re.compile(r"[^ \r\n]+")
_FOOT_OF_PAGE = re.compile(r"-\d{1,3}-$")  # 住建-10- at the end of a line, in a paragraph that goes on
_MARKS = frozenset("、,;:。()〔〕“”《》")
_ONE_BRACKET = dict(zip("〔〕〈〉<>", "()()()"))
_BRACKETS = re.compile("[〔〕〈〉<>]")


def compact(text: str, start: int, end: int, breaks: list[int]) -> tuple[str, list[int]]:
    """The characters of the folded ``text`` between two offsets, and the offset of each.

    Line breaks and the page numbers before them go, but at the offsets ``breaks`` (ascending), where paragraphs end, one stays. A space
    stays only between two words of a line, where it may stand for 、 between agencies. All brackets
    become ().
    """
    words: list[str] = []
    at: list[int] = []
    for first, last in zip([start, *breaks], [*breaks, end]):
        before = None  # where the piece before this one on the same paragraph ends
        for piece in _PIECE.finditer(text, first, last):
            stop = piece.end()
            if text.startswith("\n", stop) and stop < last:
                foot = _FOOT_OF_PAGE.search(text, piece.start(), stop)
                stop = foot.start() if foot else stop
                if stop == piece.start():
                    continue
            joint = ""
            if before is None:
                joint = "\n" if words else ""
            elif text[before - 1] not in _MARKS and text[piece.start()] not in _MARKS and "\n" not in text[before : piece.start()]:
                joint = " "
            if joint:
                words.append(joint)
                at.append(piece.start() - 1 if joint == " " else first)
            words.append(text[piece.start() : stop])
            at.extend(range(piece.start(), stop))
            before = piece.end()
    joined = "".join(words)
    for written in set(_BRACKETS.findall(joined)):
        joined = joined.replace(written, _ONE_BRACKET[written])
    return joined, at
