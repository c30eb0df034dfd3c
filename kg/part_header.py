"""The header of a part, from its words: what a notice issues, forwards or annexes has a title and a type of its own.

A forwarded text is a document of its own: its number and issuers stand at its head, its signature at its foot.
"""

import re

from kg.agency_lists import split_issuers
from kg.issuer_names import full_names
from kg.numbers import parse_number
from kg.paragraphs import find_ordinal
from kg.regions import Region
from kg.text import find_dates, fold
from kg.titles import document_type, is_agency_line, who_speaks

_ANNEX_MARK = re.compile(r"^附(?:件|表|录)?\s*+(?:[\d一二三四五六七八九十]{1,2}\s*+)?[:：.]?")
_SHORT = 40  # characters of a line that is a number
_HEAD, _FOOT = 6, 12  # lines that may hold its title, its signature


def parse_part(words: str, role: str, place: Region | None = None) -> dict:
    """title, number, issuers, date and type of a part, from its simplified words.

    ``place``: the division of the document that forwards it.
    """
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    head = [line for line in lines[:_HEAD] if not _ANNEX_MARK.fullmatch(line)]
    numbered = [i for i, line in enumerate(head[:-1]) if len(line) < _SHORT and parse_number(fold(line))]
    title, kind = _title(head[numbered[-1] + 1 :] if numbered else head)  # a letterhead stands above the number
    if numbered and not kind and (above := _title(head[: numbered[0]]))[1]:
        title, kind = above
    number, date = None, None
    issuers: tuple[str, ...] = ()
    if role == "forwarded":
        numbers = [parse_number(fold(line)) for line in head if len(line) < _SHORT]
        number = next((n.canonical for n in numbers if n), None)
        date, signed = _signature(lines)
        names = signed or ([who_speaks(title)] if who_speaks(title) else [])
        year = int(date[:4]) if date else None
        issuers = tuple(name for line in names for a, b in split_issuers(fold(line)) for name in full_names(fold(line)[a:b], line[a:b], place, year))
    return {"title": title, "number": number, "issuers": issuers, "date": date, "type": kind}


def _title(head: list[str]) -> tuple[str | None, str | None]:
    """The title at the head of a part, of up to four lines, and its type; the first short line where none has a type."""
    units = (i for i, line in enumerate(head) if i and find_ordinal(fold(line), 0, len(line)))
    for count in range(1, min(4, len(head), next(units, len(head))) + 1):
        joined = _ANNEX_MARK.sub("", "".join("".join(head[:count]).split()))
        kind = document_type(joined)
        if kind and len(joined) <= 120 and not re.search(r"[。;；!?]", joined):
            return joined.strip("《》"), kind[0]
    first = _ANNEX_MARK.sub("", re.sub(r"\s+", "", head[0])) if head else ""
    return (first, None) if 0 < len(first) <= 80 and not re.search(r"[。;；]|[:：]$", first) else (None, None)


def _signature(lines: list[str]) -> tuple[str | None, list[str]]:
    """The date and the lines of agencies with which a part closes."""
    for i in range(len(lines) - 1, max(len(lines) - _FOOT, 0), -1):
        folded = fold(lines[i])
        dates = find_dates(folded)
        if dates and not folded[: dates[-1][0]].strip(" (") and not folded[dates[-1][1] :].strip(" )"):
            signers = []
            while i > 0 and is_agency_line(re.sub(r"\s+", "", fold(lines[i - 1])).strip("()")):
                i -= 1
                signers.insert(0, lines[i].strip("（）() "))
            return dates[-1][2], signers
    return None, []
