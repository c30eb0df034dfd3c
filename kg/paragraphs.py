"""Paragraphs and ordinals: how the lines of a source become the units of a 公文.

Pages come with their line breaks lost, or with lines torn. Both are mended
here, once, so that every component sees the paragraphs the author wrote; lines
that a page's width broke are one already (``kg.wrapping``). Everything works on folded text (see ``kg.text``); offsets are characters
in it.
"""

import re
from collections import Counter
from typing import NamedTuple

from kg.remembered import remember
from kg.text import parse_numeral


class Paragraph(NamedTuple):
    """Characters ``start`` to ``end`` without the white space around them."""

    start: int
    end: int


class Ordinal(NamedTuple):
    """The number that opens a unit: its style, its value, and where the unit's own words begin."""

    style: str
    value: int
    end: int


_RANKS = ("han", "han_paren", "arabic", "arabic_paren", "circled")  # of GB/T 9704-2012
_HAN = "一二三四五六七八九十百零〇"
_COUNT = rf"(?:[{_HAN}]+-?|-)"  # OCR takes 一 for a dash
# The styles of GB/T 9704-2012, 7.3.3 (一、 (一) 1. (1)), then those of regulations and of older documents.
_ORDINAL = re.compile(
    rf"(?P<article>第\s?(?:[{_HAN}]+|\d(?: ?\d){{0,3}})\s?条(?:之[{_HAN}])?[ 、:.]*)"
    rf"|(?P<chapter>第\s?[{_HAN}\d]+\s?[章编][ ]*)"
    rf"|(?P<section>第\s?[{_HAN}\d]+\s?节[ ]*)"
    rf"|(?P<han>{_COUNT}\s?、[ ]*|[{_HAN}]+\s?\.[ ]*)"
    rf"|(?P<han_paren>\(\s?{_COUNT}\s?\)\s?[、.,]?[ ]*|[{_HAN}]+\s?\)\s?[、.,]?[ ]*|[㈠-㈩]\s?[、.]?[ ]*)"
    r"|(?P<arabic>\d{1,3}\s?[.、](?!\d|、)[ ]*|\d{1,3}\s?[.、](?=(?:19|20)\d\d年)|\d{1,2}、(?=\d{1,2}月)|\d{1,2}。(?=[一-龥])|[⒈-⒛][ ]*)"
    r"|(?P<arabic_paren>\(\s?\d{1,2}\s?\)\s?[、.]?[ ]*|\d{1,2}\)[ ]*|[⑴-⒇][ ]*)"
    rf"|(?P<circled>[①-⑳][ ]*)|(?P<named>(?:任务|行动|举措|措施|工程)(?:[{_HAN}]{{1,3}}|\d{{1,2}})[:、][ ]*)"  # of plans of action
)
_OPENS_ORDINAL = re.compile(rf"[第任行举措工(\-{_HAN}\d㈠-㈩⒈-⒛⑴-⒇①-⑳]")  # most lines open with none of these
_NUMERAL = re.compile(rf"{_COUNT}|\d+|[㈠-㈩⒈-⒛⑴-⒇①-⑳]")
_ENCLOSED = {chr(ord(first) + n): n + 1 for first, many in (("㈠", 10), ("⒈", 20), ("⑴", 20), ("①", 20)) for n in range(many)}
# Where an ordinal may stand inside a line: not in a reference to an article or item.
_INSIDE = re.compile(
    rf"(?<![条款项第、至和及{_HAN}])(?P<at>\([{_HAN}]{{1,3}}\)(?![项款]))"
    rf"|(?<=[。；;:：!?”)〉》 \n])(?P<han>[{_HAN}]{{1,3}}、)"
    rf"|(?<![\d.a-zA-Z件表图第年月日约至-])(?P<arabic>\d{{1,2}}[.、](?!\d(?!\d{{3}}年)))"
    r"|(?<![第条款项至、和及\d])(?P<paren>\(\d{1,2}\)(?![项款]))"
    rf"|(?<=[。；;”) ])(?P<article>第[{_HAN}]{{1,4}}条(?![款项第规的之、和与至及或]))"
    rf"|(?<=[。；;”) ])(?P<chapter>第[{_HAN}]{{1,3}}章)|(?<=[一-龥])(?P<below>第[{_HAN}]{{1,4}}条(?![款项第规的之、和与至及或]))"
)
_CHAPTER_TITLE = 20  # characters of 第三章认定程序, where 第九条 follows on the same line
_CHAPTER = re.compile(rf"[^第]*第[{_HAN}]{{1,3}}章[^第。;]*$")
_ABOVE_ARTICLE = re.compile(rf"(第[{_HAN}]{{1,3}}[章节][^。;:第]{{2,24}}?) +(?=第[{_HAN}]{{1,4}}条[ :])")
_LEADS_TO_FIRST = re.compile(r"(?:如下|决定|批复): *(?=一、|\(一\)|1[.、](?!\d))")
_RUNS_ON = re.compile(rf"[。;] *(?=[(\d{_HAN}])")
_BEFORE_HAN = re.compile(rf"。(?=[{_HAN}]{{1,3}}、)")
_ANNEX_LIST = re.compile(r"(?<=[。;) ])附件 *(?::|1[.、])")
_ANNEX_ITSELF = re.compile(r"(?<=日) ?附件 *\d{0,2}(?= *[一-龥])")  # behind the signature that follows the list
_ITEM = "arabic"  # the highest style that the items of a box have
_BOX = re.compile(rf"专栏 *(?:\d{{1,2}}|[{_HAN}]{{1,3}})(?!\d)")
_NUMBER_ALONE = re.compile(r"[-一~·. ]*\d{1,3}[-一~·. ]*")  # of a page or a row
_GOES_ON = re.compile("[、,;:。)》”]|或者|以及|及其|的(?:规定|要求|通知)")  # no paragraph begins so
_FIGURE = re.compile(r"为(?=\d)")  # nor so behind words that are no sentence: …调整 / 为80万元
_CLOSES = re.compile(r"[^()。]{0,200}\)")  # what stands before is still inside the bracket
_NO_END = re.compile(r"[、,]$|(?<=[一-龥])(?:调整为|以及|或者|将|把|被|[^的]和)$")  # no paragraph ends so
_SET_APART = "   "  # before a line that goes on from none: a signature, a title in the middle
_REST_OF_TITLE = 60  # characters in which an open 《 is closed
_TORN_TAIL = 4  # characters after the last 。: fewer may be a name below it
_LABELLED = re.compile(r"[ \n]*[一-龥]{2,6}(?:单位|部门|时限|领导) *:[^。]*$")  # 责任单位:市水利局、市气象局 ends so, above the signature
_LINE = re.compile(r"[^\n]+")
ENDS_SENTENCE = tuple("。!?:;；：|")  # of what is folded, and of quotations left as they are
_BARS = 2  # in a row of a table at least
_LONGEST_CELL = 400  # characters; a collector's row has a whole text in one
_WHOLE_TEXT = 1500  # characters in one line that are a text without its line breaks
_LONG = 300  # characters in one line that make a lost line break likely
_WRAPPED_AT_LEAST = 16  # characters: no page is narrower
_WIDEST = 60  # characters of a line that a page's width broke
# A line as long as the page is wide that is whole all the same: a title, links, an address.
TITLE_LINE = re.compile(r"[一-龥]{6,40}(?:办法|规定|细则|条例|方案|意见|通知|公告|通告|决定|规划|计划)")


def find_ordinal(text: str, start: int, end: int) -> Ordinal | None:
    """The ordinal with which the characters from ``start`` begin, or None."""
    match = _OPENS_ORDINAL.match(text, start, end) and _ORDINAL.match(text, start, end)
    if not match:
        return None
    value = _value(match.group())
    return Ordinal(match.lastgroup, value, match.end()) if value else None


@remember
def _value(ordinal: str) -> int | None:
    numeral = _NUMERAL.search(ordinal.replace(" ", "")).group()  # 第 1 2 条
    return _ENCLOSED.get(numeral) or parse_numeral(numeral.replace("-", "一"))


def find_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a folded text: torn lines joined, lost line breaks put back at ordinals."""
    last: dict[str, int] = {}  # the count of each style, as far as the text has come
    return [piece for paragraph in _join_broken(text, find_lines(text)) for piece in _split_run_on(text, paragraph, last)]


def find_lines(text: str) -> list[Paragraph]:
    """The lines of a text that hold more than white space."""
    return [line for match in _LINE.finditer(text) if (line := _stripped(text, *match.span()))]


def _join_broken(text: str, lines: list[Paragraph]) -> list[Paragraph]:
    """Join what was torn: inside a bracket, inside a sentence of prose."""
    joined: list[Paragraph] = []
    torn = False
    opened, stop, bracket = 0, -1, 0  # of the paragraph that grows: 《 without 》, its last 。, and ( without )
    for line in lines:
        if _NUMBER_ALONE.fullmatch(text, *line):
            continue
        adjoins = bool(joined) and line.start - joined[-1].end == 1
        if adjoins and not torn:
            figure = _FIGURE.match(text, *line) and not text.endswith(ENDS_SENTENCE, 0, joined[-1].end)
            torn = bool(figure or _GOES_ON.match(text, *line) or bracket > 0 and _CLOSES.match(text, line.start))
        if torn and not find_ordinal(text, *line) and not TITLE_LINE.fullmatch(text, *line) and not text.startswith(_SET_APART, line.start - len(_SET_APART)):
            joined[-1] = Paragraph(joined[-1].start, line.end)
        else:
            joined.append(line)
            opened, stop, bracket = 0, -1, 0
        bracket += text.count("(", *line) - text.count(")", *line)
        opened += text.count("《", *line) - text.count("》", *line)
        stop = max(stop, text.rfind("。", *line))
        torn = _is_torn(text, joined[-1], opened > 0, stop)
    return joined


def _is_torn(text: str, line: Paragraph, opened: bool, stop: int) -> bool:
    """Whether a line surely goes on: a bracket is open, or a sentence after a 。 has no end."""
    length = line.end - line.start
    if text.endswith(("、", ","), line.start, line.end) or opened and 0 <= text.find("》", line.end, line.end + _REST_OF_TITLE):
        return True
    if length < _WRAPPED_AT_LEAST or text.endswith(ENDS_SENTENCE, line.start, line.end):
        return False
    words = text[line.end - _WRAPPED_AT_LEAST : line.end]
    if opened or length > _WIDEST and _NO_END.search(words):
        return True
    tail = line.end - stop - 1 if stop >= 0 else 0
    return tail >= _TORN_TAIL and not re.search(r"[])〕》”\d]$", words) and not _LABELLED.match(text, stop + 1, line.end)


def _stripped(text: str, start: int, end: int) -> Paragraph | None:
    """The characters without the white space around them, None where there is nothing else."""
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    return Paragraph(start, end) if start < end else None


def _split_run_on(text: str, paragraph: Paragraph, last: dict[str, int]) -> list[Paragraph]:
    """Cut a very long line before each ordinal that continues or opens a count, a shorter one where its own count goes on."""
    if is_row(text, paragraph):
        return [paragraph]
    above = _ABOVE_ARTICLE.match(text, *paragraph)
    if above:  # 第一章 总则  第一条 为…
        return [Paragraph(paragraph.start, above.end(1)), *_split_run_on(text, Paragraph(above.end(), paragraph.end), last)]
    opening = find_ordinal(text, *paragraph)
    if opening:
        last[opening.style] = opening.value
    elif leads := _LEADS_TO_FIRST.search(text, *paragraph):  # 现批复如下:一、同意…
        return [Paragraph(paragraph.start, leads.end()), *_split_run_on(text, Paragraph(leads.end(), paragraph.end), last)]
    if paragraph.end - paragraph.start < _LONG and text.find("。第", *paragraph) < 0 and not _goes_on(text, paragraph, last):  # an article or chapter
        return _split_at_next(text, paragraph, opening, last)
    annexes = _ANNEX_LIST.search(text, paragraph.start + 1, paragraph.end)
    operative = annexes.start() if annexes else paragraph.end
    inside = [m for m in _INSIDE.finditer(text, paragraph.start + 1, operative) if _may_open(text, m, operative - paragraph.start)]
    ordinals = [(start, ordinal) for start in (m.start() for m in inside) if (ordinal := find_ordinal(text, start, operative))]
    later = Counter((ordinal.style, ordinal.value) for _, ordinal in ordinals)
    cuts = [paragraph.start]
    for start, ordinal in ordinals:
        later[ordinal.style, ordinal.value] -= 1
        opens = ordinal.value == 1 and later[ordinal.style, 2] > 0
        step = ordinal.value - last.get(ordinal.style, -9)
        if opens or step == 1 or (step == 2 and ordinal.style == "han"):  # one 三、 may itself be lost
            last[ordinal.style] = ordinal.value
            cuts.append(start)
    annex = _ANNEX_ITSELF.search(text, operative, paragraph.end) if annexes else None
    cuts += [operative, annex.start(), annex.end()] if annex else [operative, paragraph.end] if annexes else [paragraph.end]
    pieces = [Paragraph(a, a + len(text[a:b].rstrip())) for a, b in zip(cuts, cuts[1:])]
    return pieces + _split_run_on(text, Paragraph(annex.end(), paragraph.end), last) if annex else pieces


def is_row(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph is a row of a table, three cells and more; one whose cell holds a whole text is none."""
    if text.count("|", *paragraph) < _BARS:
        return False
    return max(map(len, text[slice(*paragraph)].split("|"))) <= _LONGEST_CELL


def _may_open(text: str, ordinal: re.Match, length: int) -> bool:
    """Whether an ordinal inside a line of that length may open a paragraph: (1) only where a whole text has lost its breaks, for it stands in prose too."""
    if ordinal.lastgroup == "paren":
        return length >= _WHOLE_TEXT
    return ordinal.lastgroup != "below" or _CHAPTER.match(text, max(0, ordinal.start() - _CHAPTER_TITLE), ordinal.start()) is not None


def _goes_on(text: str, paragraph: Paragraph, last: dict[str, int]) -> bool:
    """Whether the count of 一、 goes on inside a line, behind the end of a sentence."""
    inside = (find_ordinal(text, stop.end(), paragraph.end) for stop in _BEFORE_HAN.finditer(text, *paragraph))
    return any(ordinal and ordinal.style == "han" and ordinal.value == last.get("han", -9) + 1 for ordinal in inside)


def _split_at_next(text: str, paragraph: Paragraph, opening: Ordinal | None, last: dict[str, int]) -> list[Paragraph]:
    """Cut a line that opens with 1. before the 2. behind the end of a sentence, and so on."""
    cuts = [paragraph.start]
    for stop in _RUNS_ON.finditer(text, opening.end, paragraph.end) if opening and opening.style.startswith(("arabic", "han")) else ():
        ordinal = find_ordinal(text, stop.end(), paragraph.end) if _INSIDE.match(text, stop.end(), paragraph.end) else None
        if ordinal and ordinal.style == opening.style and ordinal.value == last[opening.style] + 1:
            last[opening.style] = ordinal.value
            cuts.append(stop.end())
    return [Paragraph(a, a + len(text[a:b].rstrip())) for a, b in zip(cuts, [*cuts[1:], paragraph.end])]


def without_boxes(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs without the items of boxes: 专栏1 重点工程 stands beside the text and counts from 1, whose own count goes on behind it."""
    kept: list[Paragraph] = []
    is_open, item = False, None  # the last item of the box
    for paragraph in paragraphs:
        ordinal = find_ordinal(text, *paragraph)
        if _BOX.match(text, paragraph.start):
            is_open, item = True, None
        elif ordinal and is_open:
            if item and rank_of_style(ordinal.style) > rank_of_style(item.style):
                continue
            if ordinal.value == (item.value + 1 if item else 1) and (ordinal.style == item.style if item else rank_of_style(ordinal.style) >= rank_of_style(_ITEM)):
                item = ordinal
                continue
            is_open = False
        kept.append(paragraph)
    return kept


def rank_of_style(style: str) -> int:
    """The lower a style stands in a text, the more; -1 for those of regulations."""
    return _RANKS.index(style) if style in _RANKS else -1
