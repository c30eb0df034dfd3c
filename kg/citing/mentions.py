"""What belongs to one mention of a document: agencies, title, numbers, article.

Forms: 《…》(国发〔2012〕48号); 《…》国发〔2012〕48号; 国发〔2012〕48号《…》; 国务院令第588号公布的《…》;
国办发〔2012〕48号文; 财政部《…》第三条第二款; several numbers in one bracket; a title without 《》
that its number follows: 国务院办公厅关于…的通知(国办发〔2012〕48号).
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from kg.citing.issuers import start_of_issuers
from kg.citing.titles import find_titles, names_document
from kg.numbers import Number, find_numbers, parse_number


class Mention(NamedTuple):
    """A candidate in folded text: its span, its title (with 《》, or bare), its first number, its article.

    ``listed``: its number stands in a cell or line of its own below or beside the title.
    """

    start: int
    end: int
    title: tuple[int, int] | None = None
    number: tuple[int, int] | None = None
    article: tuple[int, int] | None = None
    listed: bool = False


_OPENER = re.compile(r"[ \n]{0,2}[(〔]")
_BROKEN = re.compile(r"\n(?<=[\d〕〔)]\n)(?=[\d号第〕])")  # a line break inside a number
_JOINTS = "和及与或"  # 《…》和国发〔2021〕91号: no part of the code
_CALLED = re.compile(r"的(?:通知|决定|公告|批复)(?=[(〔])")
_CLOSERS = {"(": ")", "〔": "〕"}
_BRACKET = 160  # characters of the longest bracket behind a title
# Between a number and the title it belongs to: 国发〔2012〕48号文件《, 国务院令第588号公布的《
_NUMBER_BEFORE = re.compile(r" ?(?:文|文件)? ?(?:(?:印发|发布|公布|颁布|下发)的?)? ?")
_ARTICLE = re.compile(r"[ 中的]?(?=第[\d一二三四五六七八九十百零〇]{1,7}条)")
_ONE_ARTICLE = re.compile(r"第[\d一二三四五六七八九十百零〇]{1,7}[条款项目](?:之[一二三四五六七八九])?|第?\([\d一二三四五六七八九十]{1,3}\)项")
_AND = re.compile(r"(?:[、和及至]|以及)?(?=第)")
_ISSUES = re.compile(r"关于(?:[^。;,:\n]|\n(?! *[\d(])){0,40}(?:印发|公布|发布|下发|修改|修订|废止|转发|批转|贯彻|落实|实施|执行)$")
_ISSUING_TYPE = re.compile(r"(?:等[^《》。,;\n]{0,24})?的(?:补充|实施)?(?:通知|决定|意见|公告|通告|批复|请示|函|报告)")
_STOPS = "。;:,!?|”〕\n\t"
_BARE = 120  # characters of the longest title without 《》
_CELL = re.compile(r"[ |\n\t]*(?:(?:发文|发布|制定|制发)(?:单位|机关|部门)[: |][^\n]{2,60}\n)?[ |\n\t]*(?:(?:发文字号|发文号|文件编号|文号|字号)[: |]*)?$")
_ITEM = re.compile(r"^[ |]*(?:[(]?[\d一二三四五六七八九十]{1,3}[)]?[.、 |]+)?")


def find_mentions(text: str, start: int, end: int) -> list[Mention]:
    """All candidates between ``start`` and ``end``, in order, none inside another."""
    titles = find_titles(text, start, end)
    found = find_numbers(_BROKEN.sub(" ", text[start:end]))
    numbers = _outside(titles, [(start + a + _joined(text, start + a), start + b) for a, b in found])
    mentions: list[Mention] = []
    floor = start
    for n, title in enumerate(titles):
        if title[0] < floor:  # (以下简称《意见》) behind a title
            continue
        ceiling = titles[n + 1][0] if n + 1 < len(titles) else end
        near = numbers[bisect_left(numbers, (floor, 0)) : bisect_left(numbers, (min(end, title[1] + _BRACKET + 40), 0))]
        mentions.append(_around_title(text, title, near, floor, ceiling))
        floor = mentions[-1].end
    spans = [mention[:2] for mention in mentions]
    low = start
    for number in numbers:
        at = bisect_left(spans, (number[0] + 1, 0))
        if at and number[0] < spans[at - 1][1] or number[0] < low:
            continue
        before = max(low, spans[at - 1][1] if at else start)
        mentions.append(_around_number(text, number, before, spans[at][0] if at < len(spans) else end))
        low = mentions[-1].end
    return sorted(mentions)


def _joined(text: str, at: int) -> bool:
    """Whether the first character of a code only joins it to what is before; behind a bracket it is its own: (和政发〔2021〕9号)."""
    return text[at] in _JOINTS and text[at - 1 : at] not in ("(", "〔")


def parse_cited_number(text: str, mention: Mention, region: str | None = None) -> Number | None:
    """The number of a mention, line breaks inside it mended; None where it has none."""
    return parse_number(_BROKEN.sub(" ", text[slice(*mention.number)]), region) if mention.number else None


def _outside(titles, numbers):
    """The numbers that stand in no title."""
    kept, n = [], 0
    for number in numbers:
        while n < len(titles) and titles[n][1] <= number[0]:
            n += 1
        if n == len(titles) or number[0] < titles[n][0]:
            kept.append(number)
    return kept


def _around_title(text: str, title: tuple[int, int], numbers, floor: int, ceiling: int) -> Mention:
    outer = _outer_title(text, title, floor)
    number, end = _number_behind(text, (outer or title)[1], numbers)
    if outer and number:
        return _with_article(text, Mention(outer[0], end, outer, number))
    if outer:
        number, end = _number_behind(text, title[1], numbers)
    start = None
    for before in numbers:
        if floor <= before[0] and before[1] <= title[0] and _NUMBER_BEFORE.fullmatch(text, before[1], title[0]):
            start = before[0]
            bracketed = number and text[title[1] : number[0]].strip()
            number, end = (number, end) if bracketed else (before, title[1])
    if start is None:
        start = start_of_issuers(text, title[0], floor)
    return _with_article(text, Mention(title[0] if start is None else start, end, title, number))


def _outer_title(text: str, title: tuple[int, int], floor: int) -> tuple[int, int] | None:
    """The title without 《》 that the one at ``title`` is part of: 某局关于印发《…》的通知."""
    about = _ISSUES.search(text, max(floor, title[0] - _BARE), title[0])
    tail = _ISSUING_TYPE.match(text, title[1]) if about else None
    if not tail:
        return None
    start = start_of_issuers(text, about.start(), floor)
    return about.start() if start is None else start, tail.end()


def _number_behind(text: str, at: int, numbers) -> tuple[tuple[int, int] | None, int]:
    """The first number behind a title, in one of the brackets that follow it or bare; and where its bracket ends."""
    called = _CALLED.match(text, at)  # 《…办法》的通知(某政发〔2023〕7号)
    end = called.end() if called else at
    for _ in range(3):
        opener = _OPENER.match(text, end)
        if not opener:
            break
        close = text.find(_CLOSERS[text[opener.end() - 1]], opener.end(), opener.end() + _BRACKET)
        if close < 0:
            break
        inner = next((n for n in numbers if opener.end() <= n[0]), None)
        if inner and inner[0] < close:
            close = text.find(_CLOSERS[text[opener.end() - 1]], inner[1], inner[1] + _BRACKET)
            last = max(n[1] for n in numbers if n[0] < max(close, inner[1]))
            return inner, close + 1 if close >= 0 else last
        end = close + 1
    bare = next((n for n in numbers if n[0] == at or text[at : n[0]] == " "), None)
    return (bare, bare[1]) if bare else (None, at)


def _with_article(text: str, mention: Mention) -> Mention:
    """The mention with 第…条 that follows it, behind a bracket like (以下简称《…》) too."""
    at = mention.end
    opener = _OPENER.match(text, at)
    if opener and text.startswith(("以下简称", "简称", "下称", "以下称"), opener.end()):
        close = text.find(_CLOSERS[text[opener.end() - 1]], opener.end(), opener.end() + 40)
        at = close + 1 if close >= 0 else at
    first = _ARTICLE.match(text, at)
    if not first:
        return mention
    start = at = first.end()
    while one := _ONE_ARTICLE.match(text, at):
        end = one.end()
        joint = _AND.match(text, end)
        at = joint.end() if joint else end
    return mention._replace(end=end, article=(start, end))


def _around_number(text: str, number: tuple[int, int], floor: int, ceiling: int) -> Mention:
    at = len(text[floor : number[0]].rstrip(" ")) + floor
    mention = Mention(*number, None, number)
    opener = text[at - 1] if at > floor and text[at - 1] in "(〔" else None
    title = _bare_title(text, at - 1 if opener else at, floor)
    if title:
        close = text.find(_CLOSERS[opener], number[1], min(ceiling, number[1] + _BRACKET)) if opener else -1
        mention = Mention(title[0], close + 1 if close >= 0 else number[1], title, number)
        return _with_article(text, mention)
    cell = _CELL.search(text, max(floor, at - 90), at)
    if cell and cell.group().strip(" ") or at == floor or text[at - 1] == "\n":
        title = _cell_title(text, cell.start() if cell else at, floor)
        return Mention(title[0] if title else number[0], number[1], title, number, None, True)
    return _with_article(text, mention)


def _bare_title(text: str, at: int, floor: int) -> tuple[int, int] | None:
    """The title without 《》 that ends at ``at``: from its agencies or 关于 on, or a list item's whole line."""
    end = len(text[floor:at].rstrip()) + floor
    run = end
    low = max(floor, end - _BARE)
    while run > low and text[run - 1] not in _STOPS:
        run -= 1
    about = text.find("关于", run, end)
    if about >= 0:
        issuers = start_of_issuers(text, about, run)
        start = about if issuers is None or text[issuers:about] == "国家" else issuers
        return (start, end) if names_document(text[start:end]) else None
    opens = run == 0 or text[run - 1] == "\n"
    return _cell_title(text, end, floor) if opens and end > run else None


def _cell_title(text: str, at: int, floor: int) -> tuple[int, int] | None:
    """The title that fills the line or cell that ends at ``at``, its ordinal left out."""
    end = len(text[floor:at].rstrip(" |\n\t")) + floor
    start = max(text.rfind(mark, floor, end) + 1 for mark in "\n|\t")
    start = _ITEM.match(text[max(start, floor) : end]).end() + max(start, floor)
    words = text[start:end]
    fits = 6 <= len(words) <= _BARE and not any(mark in words for mark in "。;:,《") and names_document(words)
    return (start, end) if fits else None
