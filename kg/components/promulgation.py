"""The promulgation note of a regulation (题注): who passed or issued it, when, under which number.

It stands between the title and the first chapter or article, in brackets or line by line:
(2010年11月19日国务院令第583号公布 根据…修订); 2018年3月1日 某市人民代表大会常务委员会第三次会议通过.
The first 公布 is the document's own; later ones amend it.
"""

import re

from kg.components import Match
from kg.numbers import find_numbers
from kg.text import find_dates

_PASSED = re.compile(r"(?P<who>[一-龥]{2,24}人民代表大会(?:常务委员会)?)[^\n,。;]{0,20}?通过")
_PUBLISHED = re.compile(r"(?:公布|发布|颁布|令)")
_FIRST_UNIT = re.compile(r"第[一1] ?[章条编]|目 ?录|一、")
_LONGEST = 1500  # characters of a note


def find_promulgation(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Labels ``number``, ``date``, ``issuer`` of the note below the title; offsets in the folded text."""
    title = next((m for m in found["header"] if m.label == "title"), None)
    if not title or any(m.label == "recipients" for m in found["header"]):
        return []
    end = min(len(text), title.end + _LONGEST)
    first = _FIRST_UNIT.search(text, title.end, end)
    if not first:
        return []
    end = first.start()
    dates = find_dates(text[title.end : end])
    if not dates:
        return []
    matches = []
    start, stop = title.end + dates[0][0], title.end + dates[0][1]
    number = next(iter(find_numbers(text[stop:end])), None)
    if number and _PUBLISHED.search(text, stop + number[0], min(end, stop + number[1] + 6)):
        matches.append(Match(stop + number[0], stop + number[1], "number"))
    passed = _PASSED.search(text, stop, end)
    if passed and not matches:
        matches.append(Match(*passed.span("who"), "issuer"))
    return [*matches, Match(start, stop, "date")] if matches else []
