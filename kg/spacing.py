"""What scanners and pages did to a text, mended before anything is looked for.

Half-width marks for full-width ones throughout: 一,加强领导.

Line breaks that became indents, or blanks: 。　　一、…。　　二、… in one line is put back into lines, length by length.

Spaces inside words: a space between two Chinese characters parts agencies in a signature and the lines of a
title, so it is noise only in a text whose prose is full of them. Page numbers and running heads, and the breaks of lines that
go on. Offsets are kept, so that what is found in the closed text is said of the text as it was.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from kg.page_marks import find_marks, goes_on_over, without_mark
from kg.paragraphs import find_lines
from kg.text import fold_width, parse_numeral
from kg.wrapping import find_wraps

_RUN_TOGETHER = 100  # characters of a line that may hold several paragraphs
# GB/T 9704-2012, 7.3.3: two characters, here as two wide spaces, four narrow ones, or some of both.
_WIDE = r"(?:\u3000{2}|[^\S\n]{4}|(?=[^\S\n]{0,2}\u3000)[^\S\n]{3})"
_INDENT = re.compile(rf"(?<=\S)(?=[^\S\n]*{_WIDE})[^\S\n]+(?=\S)")
# A sentence that ends before an indent, or a date that stands behind one: a signature.
_ENDS_PARAGRAPH = re.compile(rf"[。；：:;]{_WIDE}|(?<=[^\S\n]{{4}})[\d〇○]{{4}}年[\d ]{{1,4}}月[\d ]{{1,4}}日")
_FLATTENED = 300  # characters of a line that may be a whole page, whose line breaks became single blanks
_BLANK = re.compile(r"(?<![,、])(?:(?<=[一-龥。;:!?》〉)〕”]) (?=[^ |])|(?<=[^ |]) (?=[一-龥(《]))")
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百]{1,4}[章条] ?")
_SIGNED = re.compile(r" \d{4}年\d{1,2}月\d{1,2}日(?= )")
_LONE_ORDINAL = re.compile(r"(?m)^(?P<ordinal>[ \u3000]*(?:第[一二三四五六七八九十百零]{1,5}条|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、]))[ \u3000]*\n\s*(?=[^\s第（(\d—-])(?![一二三四五六七八九十]{1,3}、)")
_PIECE = 20  # characters between two such blanks, on average at least
_BEFORE_ORDINALS = 3  # such blanks at least
_SHARE = 0.1  # of all such blanks
_INNER = re.compile(r"(?<=[一-龥,。、;:《》“”()〔〕]) (?=[一-龥,。、;:《》“”()〔〕\d])|(?<=\d) (?=[一-龥,。、;:])")
_IN_WORD = re.compile(r" (?<=[一-龥] )(?=[一-龥])")
_OPENING = 10  # characters of a line, where spaces follow its ordinal (第一条 为…)
_PROSE = 40  # characters of a line that is no heading, list or table row
_NOISE = 1 / 200  # spaces to a character of prose
_FEWEST = 10  # spaces

_STOP = re.compile(r"(?m)(?P<ordinal>^ *\(?[一二三四五六七八九十]{1,3}\)?\.)|(?<=[一-龥)”》])\.(?= *(?:$|[一-龥(“《]))")
_FEWEST_STOPS = 3
_COMMA_ORDINAL = re.compile(r"(?m)^ *([一二三四五六七八九十]{1,3}),(?=[一-龥“《])")


class Closed(NamedTuple):
    """A text without what does not belong to it, and for each of its characters the offset in the text as it was."""

    text: str
    offsets: list[int]


def restore_breaks(text: str) -> str:
    """The text with line breaks where they became indents or blanks inside a line that holds several paragraphs; as long as before."""
    return "\n".join(_restored(line) if len(line) > _RUN_TOGETHER and "|" not in line else line for line in text.split("\n"))


def _restored(line: str) -> str:
    """A line break for the first character of each indent, where paragraphs end before indents; else for blanks."""
    if _ENDS_PARAGRAPH.search(line):
        return _INDENT.sub(lambda gap: "\n" + gap.group()[1:], line)
    folded = fold_width(line) if len(line) > _FLATTENED else ""
    blanks = [gap.start() for gap in _BLANK.finditer(folded)]
    ordinals = [at for at in blanks if _ORDINAL.match(folded, at + 1)]
    if len(ordinals) < _BEFORE_ORDINALS:
        return line
    among = [at for at in blanks if ordinals[0] <= at <= ordinals[-1]]  # before them is the page's head, behind them are forms
    if len(ordinals) < _SHARE * len(among) or ordinals[-1] - ordinals[0] < _PIECE * len(among):
        return line  # the blanks inside words of a scanned text
    signed = _SIGNED.search(folded, ordinals[-1])
    broken = {at for at in blanks if not signed or at <= signed.end()}  # below the signature stands what is annexed
    return "".join("\n" if at in broken else char for at, char in enumerate(line))


def join_ordinals(text: str) -> str:
    """The text with a blank for the line break behind an ordinal on a line of its own (第一条 / 为了…); as long as before."""
    return _LONE_ORDINAL.sub(lambda lone: lone["ordinal"] + " " * (len(lone.group()) - len(lone["ordinal"])), text)


def restore_marks(text: str) -> str:
    """A folded text typed with half-width marks throughout, with 。 for its full stops and 、 behind its 一, 二,; as long as before."""
    stops = [mark.start() for mark in _STOP.finditer(text) if not mark["ordinal"]]
    stops = stops if len(stops) >= _FEWEST_STOPS and len(stops) > 2 * text.count("。") else []
    ordinals = list(_COMMA_ORDINAL.finditer(text))
    if [parse_numeral(ordinal[1]) for ordinal in ordinals] != list(range(1, len(ordinals) + 1)) or len(ordinals) < 2:
        ordinals = []
    marks = dict.fromkeys(stops, "。") | dict.fromkeys((ordinal.end() - 1 for ordinal in ordinals), "、")
    return "".join(marks.get(at, char) for at, char in enumerate(text)) if marks else text


def close_up(text: str, written: str) -> Closed | None:
    """The closed text of a folded text; None for a text that is clean. ``written``: the text before its marks were folded."""
    gone = [*_inner_spaces(text), *_breaks(text, written)]
    if not gone:
        return None
    left_out = set()
    for start, end in gone:
        left_out.update(range(start, end))
    offsets = [at for at in range(len(text)) if at not in left_out]
    return Closed("".join(text[at] for at in offsets), offsets)


def _inner_spaces(text: str) -> list[tuple[int, int]]:
    prose = [line for line in text.split("\n") if len(line) >= _PROSE and "  " not in line.strip()]
    spaces = sum(len(_IN_WORD.findall(line[_OPENING:])) for line in map(str.strip, prose))
    if spaces < _FEWEST or spaces < _NOISE * sum(map(len, prose)):
        return []
    return [match.span() for match in _INNER.finditer(text)]


def _breaks(text: str, written: str) -> list[tuple[int, int]]:
    """Page numbers and running heads, and what stands between two lines that are one."""
    printed = find_lines(text)
    marks = find_marks(text, printed)
    lines = [without_mark(text, line) for line in printed]
    gone = [(max(text.rfind("\n", 0, lines[at].start), 0), lines[at].end) for at in marks]
    gone += [(line.end, whole.end) for line, whole in zip(lines, printed) if line.end < whole.end]
    kept = [at for at in range(len(lines)) if at not in marks]
    for a, b in pairwise(kept):
        glued = lines[a].end < printed[a].end
        if (glued or b - a > 1) and goes_on_over(text, lines[a], lines[b], glued):
            gone.append((lines[a].end, lines[b].start))
    return gone + find_wraps(text, written, [lines[at] for at in kept])
