"""Lines that the width of a page broke.

Printed lines are equal in width, not in characters: a Chinese character or full-width mark takes two columns, a digit or half-width
mark one, and the indent counts. A line is full where what the next one begins with had no room on it; it goes on where it is full,
does not end a sentence, and the next stands at the edge of the text and opens nothing.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kg.page_marks import NUMBER_LINE
from kg.paragraphs import ENDS_SENTENCE, TITLE_LINE, Paragraph, find_ordinal

_LONG = 32  # columns of a line that may be full: no page is narrower
_WIDEST = 120  # columns of a page
_RAGGED = 4  # columns by which full lines differ: marks hang out, or are squeezed in
_FEW = 4  # long lines
_FEWEST_FULL = 3  # that end inside a sentence
_FULL_AT_LEAST = 0.25  # of the long lines are full
_LONGER_AT_MOST = 0.12  # of them, where a page number or two lines stand in one
_INDENT = 8  # columns to the right of the text's edge, where paragraphs begin: what stands further is set apart, a title or a signature
_COLUMNS = 2  # of a Chinese character
_NARROW = re.compile(r"[\x00-\xff\u2000-\u200d\uff61-\uff9f]")
_UNBROKEN = re.compile(r"[《“（(〈〔\[]{0,3}(?:[A-Za-z0-9.%]{1,12}|[^\n])[、，。；：！？）》”〉〕\],;:!?)]{0,3}")  # what moves to the next line whole
_BREAKS_BEFORE = "《“〈"
_BREAKS_AFTER = "、,。;:!?》”"
_ENDS_UNIT = tuple("。!?:|")  # what a line ends in that does not go on, where paragraphs are indented
_DUTY = re.compile(r"(?:[(〔][^()〔〕。;:]{0,8}(?:单位|部门|主体|领导|时限) ?:[^。;]{0,200}|负责|配合|落实|实施|参与|参加|牵头)[)〕]$")  # a bracket that ends a unit
_LOOKED_BACK = 240  # characters
_MARKS = (*ENDS_SENTENCE, *"、,)〕》”")  # a list of names ends in none
_REFERENCE = re.compile(r"\([^()]{1,3}\)(?:[、和与至及]?\(|[项目款])|\d{1,2}\)[。,;)]")  # (二)、(三)项 opens nothing, nor does 第七条 where no sentence ends before it
_OF_HEAD = re.compile(r"(?:责任|牵头|主办|承办|协办|配合|参与|参加|落实|发文|发布|制发|制定|成文|生成|印发|公开|完成)(?:单位|部门|机关|机构|日期|时间|时限|文号|字号) ?:|(?:19|20)\d\d-\d{1,2}-\d")
_FEW_PIECES = 8
_BROKEN_AT_LEAST = 0.05  # of the lines of a page are short and end in a comma, where its reader broke them there
# A line as long as the page is wide that is whole all the same: a title, links, an address.
_STANDS_ALONE = re.compile(r"的[一-龥]{0,4}(?:通知|意见|决定|公告|通告|通报|批复|函|办法|规定|方案)$|(?<![^\n ])(?:《[^《》\n]+》|\([^()\n]+\))$|>|https?:")
_PROSE, _PREAMBLE = re.compile("[,。;]"), re.compile("为|根据|按照|依据|遵照|依照|贯彻|落实|经|现")  # whatever it names last


class _Line(NamedTuple):
    """Characters ``start`` to ``end`` without the white space around them, and how many columns they take on the page."""

    start: int
    end: int
    indent: int
    width: int  # with the indent
    first: int  # of what cannot be broken at its beginning
    breaks: int  # line breaks above; the end of a page is one


class _Page(NamedTuple):
    """The width at which lines were broken and by how much they differ, the indent of those that go on, and the line breaks between two."""

    width: int
    ragged: int
    left: int
    breaks: int
    full: int  # lines that end inside a sentence
    indented: bool  # whether paragraphs are


def find_wraps(text: str, written: str, lines: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """What stands between two lines that are one: from the end of the first to the beginning of the second.

    ``written`` is the text before its marks were folded, as long as ``text``; ``lines`` are those of the text, without page numbers.
    """
    wide = (line for line in lines if line.end - line.start > _WIDEST // _COLUMNS)  # characters, of which most are Chinese
    if sum(_columns(written[slice(*line)]) > _WIDEST + _COLUMNS for line in wide) > _LONGER_AT_MOST * len(lines):
        return []  # paragraphs, whole
    measured = _measure(written, lines)
    margins = [line.start - text.rfind("\n", 0, line.start) - 1 for line in measured]
    by_characters = [
        line._replace(indent=_COLUMNS * margin, width=_COLUMNS * (margin + line.end - line.start), first=_COLUMNS) for line, margin in zip(measured, margins)
    ]
    page, ruled = _page(text, measured), measured
    other = _page(text, by_characters, ragged=0)  # where a program broke the lines, all have as many
    if other and (not page or other.full > page.full):
        page, ruled = other, by_characters
    if not page:
        return []
    in_pieces = _in_pieces(text, ruled, page)
    wraps, opened, printed = [], 0, ruled[0].width  # the line that begins the paragraph; columns of the printed line so far
    for at in range(1, len(ruled)):
        above, line = ruled[at - 1], ruled[at]
        full = printed + line.first > page.width - page.ragged
        piece = in_pieces and not full and printed + line.width <= page.width + page.ragged and _is_piece(text, ruled[opened], above, line)
        printed = printed + line.width if piece else line.width
        if (full or piece) and _may_go_on(text, above, line, page) and not _stands_alone(text, ruled[opened], above):
            wraps.append((above.end, line.start))
        else:
            opened = at
    return wraps


def _measure(written: str, lines: Sequence[Paragraph]) -> list[_Line]:
    """The lines as they are printed."""
    ruled = []
    above = 0
    for start, end in lines:
        between = written[above:start]
        margin = written[written.rfind("\n", 0, start) + 1 : start]
        words = written[start:end]
        indent = _columns(margin)
        ruled.append(_Line(start, end, indent, indent + _columns(words), _columns(_UNBROKEN.match(words).group()), 1 if between.strip() else between.count("\n")))
        above = end
    return ruled


def _columns(words: str) -> int:
    return _COLUMNS * len(words) - len(_NARROW.findall(words))


def _page(text: str, lines: list[_Line], ragged: int = _RAGGED) -> _Page | None:
    """The page whose width broke the lines, None where none did: hardly any line is longer, many are as long, most of those
    end inside a sentence, and the last line of such with a mark."""
    long = [line for line in lines if line.width - line.indent >= _LONG and text.find("|", line.start, line.end) < 0]
    if len(long) < _FEW:
        return None
    widths = Counter(line.width for line in long)
    width = max(widths, key=lambda columns: (sum(widths[columns - less] for less in range(ragged + 1)), columns))
    if width > _WIDEST or sum(many for columns, many in widths.items() if columns > width + _COLUMNS) > _LONGER_AT_MOST * len(long):
        return None
    full = {at for at, line in enumerate(lines[:-1]) if line.width - line.indent >= _LONG and line.width + lines[at + 1].first > width - ragged}
    ended_or_row = (at for at in full if text.endswith(ENDS_SENTENCE, lines[at].start, lines[at].end) or text.find("|", lines[at].start, lines[at].end) >= 0)
    inside = full - {*ended_or_row} - {at for at in full if find_ordinal(text, lines[at + 1].start, lines[at + 1].end)}
    last = [lines[at + 1] for at in inside if at + 1 not in inside]  # of paragraphs
    ended = sum(text.endswith(_MARKS, line.start, line.end) for line in last)
    if len(inside) < _FEWEST_FULL or len(full) < _FULL_AT_LEAST * len(long) or len(inside) < len(full) / 2 or ended < len(last) / 4:
        return None
    left = Counter(lines[at + 1].indent for at in inside).most_common(1)[0][0]
    breaks = Counter(lines[at + 1].breaks for at in inside).most_common(1)[0][0]
    first = [lines[at].indent > left + 1 for at in inside if at - 1 not in full]
    return _Page(width, ragged, left, breaks, len(inside), sum(first) * 2 > len(first))


def _in_pieces(text: str, lines: list[_Line], page: _Page) -> bool:
    """Whether the reader of a pdf broke printed lines again at punctuation: many that are short end in a comma."""
    broken = sum(line.width < page.width - page.ragged and text.endswith(("、", ","), line.start, line.end) for line in lines)
    return broken >= max(_FEW_PIECES, _BROKEN_AT_LEAST * len(lines))


def _is_piece(text: str, opened: _Line, above: _Line, line: _Line) -> bool:
    """Whether a line may be a piece of the printed line above, broken at punctuation."""
    opens = find_ordinal(text, line.start, line.end) or text[above.end - 1] in ":)" and _PREAMBLE.match(text, line.start)
    if opens or line.start - above.end > 1:
        return False
    if text[above.end - 1] in _BREAKS_AFTER or text[line.start] in _BREAKS_BEFORE:
        return True
    in_brackets = text[above.end - 1] == ")" or text[line.start] == "("  # a line of a head ends so: the day, (此件公开发布)
    return in_brackets and bool(_PROSE.search(text, max(opened.start, above.end - _LOOKED_BACK), above.end) or find_ordinal(text, opened.start, above.end))


def _may_go_on(text: str, above: _Line, line: _Line, page: _Page) -> bool:
    """Whether a line may go on in the next: no sentence ends, nothing opens, and both stand where running text does."""
    if text.endswith(_ENDS_UNIT if page.indented else ENDS_SENTENCE, above.start, above.end):
        return False
    if not page.indented and text[above.end - 1] in ")〕" and _DUTY.search(text, max(0, above.end - _LOOKED_BACK), above.end):
        return False
    if text.find("|", above.start, line.end) >= 0:  # a row of a table
        return False
    if line.breaks > page.breaks or line.indent > page.left + 1 or above.indent > page.left + _INDENT:
        return False
    if NUMBER_LINE.fullmatch(text, line.start, line.end) or _OF_HEAD.match(text, line.start, line.end):
        return False
    ordinal = find_ordinal(text, line.start, line.end)
    return not ordinal or ordinal.style == "article" or _REFERENCE.match(text, line.start, line.end) is not None


def _stands_alone(text: str, opened: _Line, last: _Line) -> bool:
    """Whether the lines so far are a title or an address."""
    if not (_STANDS_ALONE.search(text, last.start, last.end) or opened == last and TITLE_LINE.fullmatch(text, last.start, last.end)):
        return False
    return not (_PREAMBLE.match(text, opened.start) or _PROSE.search(text, opened.start, last.end))
