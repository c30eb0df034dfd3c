"""Lines of a page's layout become paragraphs, across pages too.

A line is joined to the one before where the layout makes that certain: the line
before is full, this one starts at the left edge of the text, both are of one size. GB/T 9704-2012
sets body text in 28 characters a line with every paragraph indented by two (7.3.3), so that an unindented line
goes on and an indented one begins; titles are centred and signatures stand to the right (7.3.1, 7.3.5),
so that neither starts at the left edge and both stay lines of their own.
"""

import re
from collections import Counter
from dataclasses import dataclass

_PAGE_NUMBER = re.compile(r"[-—–－·•\s]*\d{1,3}[-—–－·•\s]*|第?\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}")
_ITEM = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}(?:[.．、]\d{0,2})+|第[一二三四五六七八九十百零\d]{1,6}[条章节款编]|"
    r"附件|附表|[①-⑳]|主题词|抄送|—|●"
)
_FINISHED = tuple("。；：！？:;!?")
_BODY_WIDTH = 15  # ems from which a line says where the text's edges are


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a page and where it stands, in points from the lower left; ``em`` is the width of a character."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    em: float
    tabular: bool = False  # has a gap as between the columns of a table


@dataclass(frozen=True, slots=True)
class _Frame:
    """The edges of a page's text, and whether its paragraphs are indented."""

    left: float
    right: float
    indented: bool


def join_lines(pages: list[list[PageLine]]) -> list[str]:
    """The paragraphs of a document, one string each, without page numbers and running headers."""
    pages = [_without_number(page) for page in _without_running_heads(pages)]
    frames: list[_Frame | None] = []
    for page in pages:  # a page of short lines, as the last often is, has the edges of the one before
        frames.append(_frame(page) or (frames[-1] if frames else None))
    indented = any(frame.indented for frame in frames if frame)
    text: list[str] = []
    last: tuple[PageLine, _Frame | None, int] | None = None
    for number, (page, frame) in enumerate(zip(pages, frames)):
        for line in page:
            if last and _goes_on(last[0], last[1], line, frame, indented, number != last[2]):
                text[-1] += _glue(text[-1], line.text) + line.text
            else:
                text.append(line.text)
            last = (line, frame, number)
    return text


def _goes_on(before: PageLine, frame: _Frame | None, line: PageLine, own: _Frame | None, indented: bool, new_page: bool) -> bool:
    if frame is None or own is None or before.tabular or line.tabular:
        return False
    if abs(before.em - line.em) > 0.08 * line.em:
        return False
    # What could not be broken moves to the next line whole: a number in figures leaves the line before shorter.
    unbroken = re.match(r"[\x21-\x7e〔〕]*", line.text).end() * 0.55
    if before.right < frame.right - (1.3 + unbroken) * line.em:
        return False
    if line.left > own.left + 0.7 * line.em or before.left > frame.left + 4.5 * line.em:
        return False
    if not new_page and not 0 < before.top - line.top < 2.6 * max(line.em, line.top - line.bottom):
        return False
    # Without indents a full line that ends a sentence may end the paragraph.
    return indented or not (before.text.endswith(_FINISHED) or _ITEM.match(line.text))


def _glue(before: str, after: str) -> str:
    return " " if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha() else ""


def _frame(page: list[PageLine]) -> _Frame | None:
    """The edges of the running text, from the lines of its size that are wide; None where there are none."""
    sizes = Counter()
    for line in page:
        sizes[round(line.em, 1)] += len(line.text)
    if not sizes:
        return None
    em = sizes.most_common(1)[0][0]
    wide = [line for line in page if abs(line.em - em) <= 0.08 * em and line.right - line.left >= _BODY_WIDTH * em]
    if not wide:
        return None
    lefts = Counter(round(line.left / em, 1) for line in wide)
    # The left edge is that of lines which go on; a page of one-line paragraphs has only indented ones.
    often = [left for left, count in lefts.items() if count > 1] or list(lefts)
    left = min(often)
    rights = Counter(round(line.right / em, 1) for line in wide)
    right, times = max(rights.items(), key=lambda pair: (pair[1], pair[0]))
    if times < 2:
        right = max(rights)
    indented = any(1.4 <= other - left <= 2.6 for other in lefts)
    return _Frame(left * em, right * em, indented)


def _without_number(page: list[PageLine]) -> list[PageLine]:
    """The page without its number: a line of figures at the very top or bottom (GB/T 9704-2012, 7.5)."""
    if not page:
        return page
    highest, lowest = max(page, key=lambda line: line.top), min(page, key=lambda line: line.bottom)
    return [line for line in page if not (line in (highest, lowest) and _PAGE_NUMBER.fullmatch(line.text))]


def _without_running_heads(pages: list[list[PageLine]]) -> list[list[PageLine]]:
    """The pages without what stands at the same height at top or bottom of most pages, figures apart."""
    filled = [page for page in pages if page]
    if len(filled) < 3:
        return pages

    def key(line: PageLine) -> tuple[str, int]:
        return re.sub(r"\d+", "", line.text), round(line.top / 4)

    def edges(page: list[PageLine]) -> set[PageLine]:
        return {min(page, key=lambda line: line.top), max(page, key=lambda line: line.top)}

    times = Counter(mark for page in filled for mark in {key(line) for line in edges(page)})
    running = {mark for mark, count in times.items() if count >= max(3, 0.6 * len(filled))}
    return [[line for line in page if not (key(line) in running and line in edges(page))] for page in pages]
