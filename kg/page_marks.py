"""Page numbers and running heads: lines of the page that are none of the text, and whether a sentence goes on over them.

GB/T 9704-2012, 7.5: the number of a page stands on a line of its own between two dashes. Word's own and those of gazettes are
bare, or stand between dots: they are page numbers only where they count up through the text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kg.paragraphs import ENDS_SENTENCE, TITLE_LINE, Paragraph, find_ordinal
from kg.titles import is_agency_line

_NUMBER = re.compile(
    r"[-一]{1,2} ?\d{1,4} ?[-一]{1,2}|[上下]一页|#* ?[Pp]age ?\d{1,4}(?: ?(?:of|/) ?\d{1,4})? ?:?|第 ?\d{1,4} ?页(?:[,/ ]*共 ?\d{1,4} ?页)?"
)
_GLUED = re.compile(r"(?<=[^\d\s]) ?[-一] ?\d{1,3} ?[-一]$")  # at the end of the last line
_COUNTED = re.compile(r"[·•~.-]? ?(?P<number>\d{1,3}) ?(?:[·•~.-]|/ ?\d{1,3})?")
_APART = 60  # characters between two numbers that count pages: the rows of a table are counted too
_LONGEST_HEAD, _LONGEST_LINE = 40, 100  # characters, without blanks and with them
_TIMES = 3  # that a line stands below a page number, before it is a running head
# From the first time on: the name of a gazette with its issue, the document's own number said above, any line said above inside a sentence.
_GAZETTE = re.compile(r"[一-龥·|]{0,30}公报[·|(]*(?:19|20)\d\d年?(?:第\d{1,4}卷)?[第.]\d{1,4}期?.{0,20}|(?:19|20)\d\d年第\d{1,4}期[一-龥·|]{0,30}公报")
NUMBER_LINE = re.compile(r"[(〔]?[一-龥]{1,14} ?〔 ?\d{4} ?〕 ?第? ?\d+ ?号[)〕]?|\(?[\d〇○零一二三四五六七八九十]{4}年.{2,8}日\)?")
_OWN_NUMBER = re.compile(r"[(〔]?[一-龥]{1,14}〔\d{4}〕第?\d+号[)〕]?")
_GOES_ON = ("、", ",", "(", "〔", "《", "“")  # no page ends a paragraph so
_CLOSING = tuple("、,;。:)〕》”")  # no paragraph begins so
_OPENING = re.compile(r"\(|附件")  # but so
_OPEN = re.compile(r"[(《][^()《》。]{0,100}$")
_PROSE, _SENTENCE = re.compile("[,。;:]"), re.compile("[,。;]")
_WHOLE = re.compile(r"\)$|的(?:通知|意见|决定|公告|通告|通报|批复|函|办法|规定|方案)$")
_LONG = 24  # characters: a printed line, which no heading at the foot of a page fills


def find_marks(text: str, lines: Sequence[Paragraph]) -> set[int]:
    """Which of the lines of a text are page numbers or running heads."""
    marks = {at for at, line in enumerate(lines) if _NUMBER.fullmatch(text, *line)}
    marks |= _counted(text, lines)
    beside = {near for at in marks for near in (at - 1, at + 1) if 0 <= near < len(lines)} - marks
    words = {at: head for at in beside if len(head := _said(text, lines[at])) <= _LONGEST_HEAD}
    times = Counter(head for at, head in words.items() if at - 1 in marks)
    first = {_said(text, line): at for at, line in reversed([*enumerate(lines)]) if line.end - line.start <= _LONGEST_LINE} if words else {}
    heads = {
        at for at, head in words.items()
        if at - 1 in marks and times[head] >= _TIMES or _GAZETTE.fullmatch(head) or first.get(head, at) < at and (_OWN_NUMBER.fullmatch(head) or _is_within(text, lines, marks, at))
    }  # fmt: skip
    return marks | heads


def _is_within(text: str, lines: Sequence[Paragraph], marks: set[int], head: int) -> bool:
    """Whether a sentence goes on over a line and the page number beside it."""
    above, below = (head - 2, head + 1) if head - 1 in marks else (head - 1, head + 2)
    return 0 <= above and below < len(lines) and goes_on_over(text, lines[above], lines[below])


def _said(text: str, line: Paragraph) -> str:
    return "".join(text[slice(*line)].split())


def _counted(text: str, lines: Sequence[Paragraph]) -> set[int]:
    """The lines of nothing but a number that number pages: those in the midst of a list or bracket; all, where they count the pages
    of a text one by one and far apart, between marks or over sentences of prose, which the rows of a table do not hold."""
    found = [(at, number) for at, line in enumerate(lines) if (number := _COUNTED.fullmatch(text, *line))]
    inside = [at for at, _ in found if 0 < at < len(lines) - 1]
    cut = {at for at in inside if _is_cut(text, lines[at - 1], lines[at + 1]) and not text[lines[at - 1].end - 1].isdigit()}
    values = [int(number["number"]) for _, number in found]
    if len(found) < 2 or values != list(range(values[0], values[0] + len(values))):
        return cut
    if any(lines[later].start - lines[at].end < _APART for (at, _), (later, _) in pairwise(found)):
        return cut
    prose = (at for at in inside if _SENTENCE.search(text, *lines[at - 1]) and goes_on_over(text, lines[at - 1], lines[at + 1]))
    marked = all(number.group().strip() != number["number"] for _, number in found)
    return {at for at, _ in found} if cut or marked or any(prose) and "序号" not in text else cut


def without_mark(text: str, line: Paragraph) -> Paragraph:
    """A line without the page number that is glued to its end."""
    glued = _GLUED.search(text, max(line.start, line.end - 8), line.end)
    return Paragraph(line.start, glued.start()) if glued and glued.start() > line.start else line


def goes_on_over(text: str, above: Paragraph, below: Paragraph, glued: bool = False) -> bool:
    """Whether the line below a page number goes on from the one above: that is prose without an end, this opens nothing.

    ``glued``: the number stands at the end of the line above, and no page ends a paragraph so.
    """
    if _is_cut(text, above, below):
        return True
    if find_ordinal(text, *below) or NUMBER_LINE.fullmatch(text, *below) or TITLE_LINE.fullmatch(text, *below) or _is_signer(text, below):
        return False
    if text.endswith(ENDS_SENTENCE, *above) or _WHOLE.search(text, *above) or _OPENING.match(text, *below) or text[below.start - 1] != "\n":
        return False
    if glued or above.end - above.start >= _LONG:
        return True
    return (text.find("。", *above) >= 0) if find_ordinal(text, *above) else _PROSE.search(text, *above) is not None


def _is_signer(text: str, line: Paragraph) -> bool:
    """Whether a line is nothing but an agency, as in a signature."""
    return line.end - line.start <= _LONGEST_HEAD and is_agency_line(_said(text, line))


def _is_cut(text: str, above: Paragraph, below: Paragraph) -> bool:
    """Whether a line surely goes on: it ends in a comma or inside a bracket or title, or the next begins with a closing mark."""
    if text.startswith(_CLOSING, below.start):
        return True
    is_open = text.endswith(_GOES_ON, *above) or _OPEN.search(text, max(above.start, above.end - 100), above.end)
    return bool(is_open) and not find_ordinal(text, *below) and not TITLE_LINE.fullmatch(text, *below)
