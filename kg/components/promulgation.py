"""The promulgation note of a regulation (题注): who passed or issued it, when, under which number.

It stands between the title and the first chapter or article, in brackets or line by line:
(2010年11月19日国务院令第583号公布 根据…修订); 2018年3月1日 某市人民代表大会常务委员会第三次会议通过.
The first 公布 is the document's own; later ones amend it.
"""

import re
from typing import NamedTuple

from kg.components import Match
from kg.numbers import find_numbers
from kg.text import find_dates
from kg.titles import bare

_PASSED = re.compile(r"(?P<who>[一-龥]{2,24}人民代表大会(?:常务委员会)?)[^\n,。;]{0,20}?通过")
_PUBLISHED = re.compile(r"(?:公布|发布|颁布|令)")
_REVISED = re.compile(r"修正|修订|修改")
_FIRST_UNIT = re.compile(r"第[一1] ?[章条编]|目 ?录|一、")
_IN_BRACKETS = re.compile(r"\s*\([^()\n]{10,120}\)(?=\s)")
_LONGEST = 1500  # characters of a note


class _Event(NamedTuple):
    """One step of the note: its date, and the words up to the next date."""

    start: int
    said: int
    end: int


def find_promulgation(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Labels ``number``, ``date``, ``issuer`` of the note below the title; offsets in the folded text.

    The order that published it says number and date; without one, the congress that passed it first.
    """
    title = next((m for m in found["header"] if m.label == "title"), None)
    if not title or any(m.label == "recipients" for m in found["header"]):
        return []
    start = _end_of_first_title(text, title, found["paragraphs"])
    first = _FIRST_UNIT.search(text, title.end, min(len(text), title.end + _LONGEST))
    bracket = _IN_BRACKETS.match(text, start)  # alone where there are no units, in a resolution
    if bracket and first and not find_dates(bracket.group()):
        bracket = None
    if not first and not bracket:
        return []
    events = _events(text, start, bracket.end() if bracket else first.start())
    for event in events:
        number = next(iter(find_numbers(text[event.said : event.end])), None)
        revises = _REVISED.search(text, event.said, event.end)
        if number and not revises and _PUBLISHED.search(text, event.said + number[0], min(event.end, event.said + number[1] + 6)):
            return [Match(event.said + number[0], event.said + number[1], "number"), Match(event.start, event.said, "date")]
    for event in events:
        passed = _PASSED.search(text, event.said, event.end)
        if passed and not _REVISED.search(text, passed.end(), event.end):
            return [Match(*passed.span("who"), "issuer"), Match(event.start, event.said, "date")]
    return []


def _end_of_first_title(text: str, title: Match, paragraphs: list[Match]) -> int:
    """Where the note may begin: below the title, or below its first occurrence where the note parts the two."""
    words = bare(text, title.start, title.end)
    same = (p.end for p in paragraphs if p.end < title.start and bare(text, p.start, p.end) == words)
    return next(same, title.end)


def _events(text: str, start: int, end: int) -> list[_Event]:
    dates = [(start + first, start + last) for first, last, _ in find_dates(text[start:end])]
    following = [first for first, _ in dates[1:]] + [end]
    return [_Event(*date, stop) for date, stop in zip(dates, following)]
