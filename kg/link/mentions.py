"""Mentions: what citations say of the documents that they mean."""

import re
from functools import lru_cache
from typing import NamedTuple

from kg.link.owners import family_of, number_read, place_of_code, places_conflict
from kg.link.titles import CENTRAL, Title, parse_title, place_beside, place_of_agency, split_issuers
from kg.numbers import Number
from kg.records import Citation
from kg.text import find_dates, fold

_SAID_WITHIN = 40  # characters before a citation
# between the day and the title: who issued it, its number; never 起, 前 or 止, which make the day another's
_SAID = re.compile(r"(?!起|之?前|以前|之?后|以后|以来|至|止|内)[^,。;:、《》()]{0,24}")


class Mention(NamedTuple):
    """What a citation says of the document that it means, and the place of the document that speaks."""

    title: str | None
    number: str | None
    issuers: tuple[str, ...]
    home: str


def read_citation(citation: Citation, home: str) -> tuple[Title | None, tuple[str, ...], str, Number | None]:
    """(title, issuers' full names, place, number) of a citation in a document of ``home``."""
    return read_mention(Mention(citation.title, citation.number, citation.issuers, home))


@lru_cache(maxsize=16384)
def read_mention(mention: Mention) -> tuple[Title | None, tuple[str, ...], str, Number | None]:
    """The same of what is kept of a citation."""
    home = mention.home
    title = parse_title(mention.title, home) if mention.title else None
    before: tuple[str, ...] = ()
    state = False
    for words in mention.issuers:
        if words == "国家":  # 国家《…纲要》 says central and names no agency
            state = True
        else:
            before += split_issuers(fold(words), place_beside(before, fold(words), home))
    number = number_of_mention(mention)
    issuers = (title.issuers if title else ()) or before
    if number and before and not (title and title.issuers):
        said = place_of_agency(before[0])
        if places_conflict(said, place_of_code(number, home)[0]) and place_of_code(number, said)[0] != said:
            issuers = ()  # the agency before 《 is not the issuer (省政府转发的《国务院…》)
    issuers = tuple(dict.fromkeys(issuers))
    place = (title.place if title else "") or next((p for name in issuers if (p := place_of_agency(name))), "")
    return title, issuers, place or (CENTRAL if state else ""), number


def number_of_mention(mention: Mention) -> Number | None:
    """The number alone, which is read sooner."""
    return number_read(mention.number, mention.home)


def name_of_mention(mention: Mention) -> tuple[str, str] | None:
    """(owner, core) under which a mention alone would name its document; None for one without a title."""
    title, issuers, place, _ = read_mention(mention)
    return (family_of(issuers[0]) if issuers else place, title.core) if title and title.core else None


def day_said(citation: Citation) -> str:
    """The day that stands before a cited document and is its own: 根据2016年2月6日国务院《…决定》; "" where none does."""
    words = fold(citation.prefix or "")[-_SAID_WITHIN:]
    dates = find_dates(words)
    return dates[-1][2] if dates and _SAID.fullmatch(words, dates[-1][1]) else ""


def mention_id(sha256: str, index: int) -> str:
    """The id of a citation in the rules' tables."""
    return f"{sha256}#{index:05d}"


def read_mention_id(mid: str) -> tuple[str, int]:
    """The sha256 and the index of which ``mention_id`` made it."""
    sha256, _, index = mid.rpartition("#")
    return sha256, int(index)
