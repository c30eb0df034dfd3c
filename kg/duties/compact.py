"""The words of a measure without the page: no soft line breaks, no spaces, and the way back to the offsets."""

_MARKS = "、,;:。()“”《》"
_BRACKETS = {"〔": "(", "〕": ")"}


def compact(text: str, start: int, end: int, breaks: set[int]) -> tuple[str, list[int]]:
    """The characters of the folded ``text`` between two offsets, and the offset of each.

    Line breaks go, but at the offsets ``breaks``, where paragraphs end, one stays. A space stays
    only between two words, where it may stand for 、 between agencies. All brackets become ().
    """
    words: list[str] = []
    at: list[int] = []
    for offset in range(start, end):
        char = _BRACKETS.get(text[offset], text[offset])
        if offset in breaks:
            if words and words[-1] == " ":
                words.pop(), at.pop()
            if words and words[-1] != "\n":
                words.append("\n")
                at.append(offset)
        if char == "\n" or char == " " and (not words or words[-1] in " \n" or words[-1] in _MARKS):
            continue
        if char in _MARKS and words and words[-1] == " ":
            words.pop(), at.pop()
        words.append(char)
        at.append(offset)
    return "".join(words), at
