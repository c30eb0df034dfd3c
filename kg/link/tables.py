"""Records as the tables that the linking rules read.

A sighting is a text that is a document: a source's covering text with what it issues, a text it
forwards, or the row of a catalogue. A mention is a citation. Everything that needs the lexicon (owner of a number, core of a
title, places within reach) is worked out here, row by row; what belongs together is for the rules.
"""

import re
from dataclasses import dataclass, replace
from datetime import date as calendar_date
from functools import lru_cache
from typing import NamedTuple

from kg.agencies import agency_kind
from kg.catalogue import ROW_TYPE
from kg.link.filed import place_of_source
from kg.link.titles import (
    CENTRAL,
    Title,
    forwarded_issuers,
    full_name,
    is_generic,
    is_statute,
    is_work,
    parse_title,
    place_beside,
    place_of_agency,
    split_issuers,
)
from kg.numbers import Number, issuer_of, parse_number
from kg.records import Citation, Part, Record
from kg.regions import ancestors, region_by_code
from kg.text import find_dates, fold

CERTAIN = 0.9  # confidence of issuer_of from which a code's owner is believed
_SAID_WITHIN = 40  # characters before a citation
# between the day and the title: who issued it, its number; never 起, 前 or 止, which make the day another's
_SAID = re.compile(r"(?!起|之?前|以前|之?后|以后|以来|至|止|内)[^,。;:、《》()]{0,24}")
_REVISING = re.compile("修改|修正|修订|废止")  # decisions that a regulation's note names
_OFFICE = re.compile(r"(?<=政府|务院|中央|省委|市委|县委|区委|州委|盟委|旗委)办公[厅室]$|(?<=委员会)办公[厅室]$")

COLUMNS = {
    "sighted": "sid sha256 number nkey ncode owner place core family generic:bool common:bool date year:int earliest day:int row:bool",
    "sighting_name": "sid core place",
    "sighting_family": "sid family",
    "reach": "sid place",
    "mention": "mid sid relation ncode nkey owner fallback core place family generic:bool common:bool teaches:bool "
    "work:bool statute:bool rule:bool latest nyear:int number_earliest home said",
    "mention_name": "mid core place common:bool",
    "met": "key name region level written",
    "in_line": "sid standing:int",
}


@dataclass(slots=True)
class Sighting:
    """One text that is a document, with what its source says of it."""

    sid: str
    record: Record  # its outline
    part: Part | None
    issuers: tuple[str, ...]
    home: str  # "central", the code of the issuer's division, or ""
    title: Title | None
    number: Number | None
    nkey: str
    core: str
    latest: str | None
    date: str | None
    facts: int  # citations and measures of the source

    @property
    def is_row(self) -> bool:
        """True for the row of a catalogue: no text of it was read here."""
        return self.record.media_type == ROW_TYPE


@lru_cache(maxsize=16384)
def family_of(name: str) -> str:
    """An agency and its office as one: 国务院办公厅 → 国务院; documents confuse the two when they cite."""
    chief = _OFFICE.sub("", name)
    return (full_name(chief) or chief) if chief != name else name


@lru_cache(maxsize=16384)
def canonical_issuer(written: str, home: str) -> str:
    """The full name of an issuer written in a document of ``home``, else the words themselves."""
    return full_name(written, home) or fold(written).replace(" ", "").replace("(", "（").replace(")", "）")


def places_conflict(one: str, other: str) -> bool:
    """True where two places cannot be one owner's: central and local, or two provinces."""
    if not one or not other or one == other:
        return False
    return CENTRAL in (one, other) or one[:2] != other[:2]


@lru_cache(maxsize=16384)
def place_of_code(number: Number, home: str = "") -> tuple[str, str]:
    """(place, family) of the agency that a number's code names for certain, else ("", "")."""
    name, confidence = issuer_of(number, home if home != CENTRAL else None)
    return (place_of_agency(name), family_of(name)) if name and confidence >= CERTAIN else ("", "")


def code_of_number(number: Number | None) -> str:
    """Code, year and serial as one string, "" for no number.

    Agencies that are written out in the number of an announcement stand under their full names: 住建部 and 住房城乡建设部 are one.
    """
    if number is None:
        return ""
    code = number.code
    if number.kind in ("公告", "令", "通告"):
        agencies = split_issuers(code.removesuffix(number.kind))
        code = "".join(agencies) + number.kind if len(agencies) > 1 else code
    return f"{code}|{number.year or ''}|{number.serial}"


def _home(level: str | None, region: str | None, issuers: tuple[str, ...]) -> str:
    if level == CENTRAL:
        return CENTRAL
    return region or next((place for name in issuers if (place := place_of_agency(name))), "")


def _parsed(number: str | None, home: str) -> Number | None:
    return parse_number(fold(number), home if home != CENTRAL else None) if number else None


def read_sightings(record: Record) -> list[Sighting]:
    """The texts of one record that are documents: the covering text, then those it forwards; none of what is no policy."""
    if record.kind != "policy":
        return []
    main = _sighting(record, None, None)
    found = [main]
    for part in record.parts:
        if part.role == "forwarded":
            text = _sighting(record, _introduced(record, part, main.home), main)
            if not (text.nkey and text.nkey == main.nkey or text.core and text.core == main.core):
                found.append(text)
    outline = record.outline()
    for sighting in found:
        sighting.record = outline  # a hundred thousand of them are kept
    return found


def _introduced(record: Record, part: Part, home: str) -> Part:
    """The forwarded part with what the covering text says of it and its own header does not: issuers, number, title."""
    own = parse_title(part.title, home).core if part.title else ""
    alone = sum(other.role == "forwarded" for other in record.parts) == 1
    said = [c for c in record.citations if c.relation == "forwards" and find_speaker(record, c.part) is None]
    meant = [c for c in said if c.title and parse_title(c.title, home).core == own]
    if not meant and not own and alone and len(said) == 1:
        meant = said
    for citation in meant:
        issuers = read_citation(citation, home)[1]
        part = replace(part, title=part.title or citation.title, number=part.number or citation.number, issuers=part.issuers or issuers)
    return part


def _sighting(record: Record, part: Part | None, main: Sighting | None) -> Sighting:
    header = record.header
    said = part or header
    level, region = (None, None) if part else (header.level, header.region)
    context = main.home if main else (CENTRAL if level == CENTRAL else region or "")
    row = record.media_type == ROW_TYPE
    if row and not context and said.number:
        context = _place_of_row(said.number)
    issuers = tuple(dict.fromkeys(canonical_issuer(name, context) for name in said.issuers))
    title = parse_title(said.title, context) if said.title else None
    if row and title and title.issuers and not set(title.issuers) < set(issuers):
        issuers = title.issuers  # the cell of a table names the government where its office has issued
    if part and not issuers and title:
        issuers = title.issuers
    home = _home(level, region, issuers) or (title.place if title and (part or row) else "")
    if row and not home and title and not title.issuers and fold(said.title).endswith("条例") and not is_generic(title.core):
        home = CENTRAL  # 条例 of a place bear its name
    if not home and not part and not row and not issuers:
        home = place_of_source(record.source)
    number = _parsed(said.number, home)
    nkey = ""
    if number:
        owner, family = place_of_code(number, home)
        if row and not issuers and title and (forwarded := forwarded_issuers(said.title, context)) and family:
            cited = family in {family_of(name) for name in forwarded}
        else:
            cited = row and bool(title) and _is_of_others(number, family, title.issuers)
        if row and not home and not cited:
            home = owner
        if not cited and not places_conflict(owner, home):  # else: a page that shows the number of a document it cites
            nkey = f"{home or owner or (issuers[0] if issuers else '?')}|{code_of_number(number)}"
    latest = said.date if part else _latest_day(record)
    if latest is None and number and number.year:
        latest = f"{number.year}-12-31"
    if latest is None and main:
        latest = main.latest  # a text is made before it is forwarded
    facts = len(record.citations) + len(record.measures)
    return Sighting(sighting_id(record, part), record, part, issuers, home, title, number, nkey, title.core if title else "", latest, said.date, facts)


def sighting_id(record: Record, part: Part | None) -> str:
    """The id of a sighting in the rules' tables."""
    return f"{record.sha256}#{part.id if part else ''}"


def _latest_day(record: Record) -> str | None:
    """A day after which the text was not made: its date, else the day on which it takes effect; but a regulation that was revised
    bears its first date, takes effect years later, and names the days of the decisions that revised it. Where the text has no day
    of its own, the day of another document that it names only says that it is not earlier."""
    header = record.header
    day = header.date or header.printed or header.published
    if header.effective and (day is None or int(header.effective[:4]) > int(day[:4]) + 1):
        day = header.effective
    said = record.citations if day else [one for one in record.citations if _REVISING.search(one.title or "")]
    return max([day or "", *map(day_said, said)]) or None


def day_said(citation: Citation) -> str:
    """The day that stands before a cited document and is its own: 根据2016年2月6日国务院《…决定》; "" where none does."""
    words = fold(citation.prefix or "")[-_SAID_WITHIN:]
    dates = find_dates(words)
    return dates[-1][2] if dates and _SAID.fullmatch(words, dates[-1][1]) else ""


def _place_of_row(number: str) -> str:
    """Where a row's 市政府 is: the place of the code, where it is sure and local."""
    parsed = _parsed(number, "")
    place = place_of_code(parsed)[0] if parsed else ""
    return "" if place == CENTRAL else place


def _is_of_others(number: Number, family: str, issuers: tuple[str, ...]) -> bool:
    """True where a government's or party committee's number stands on a document that its title gives to others."""
    if not (family and issuers) or family in {family_of(name) for name in issuers}:
        return False
    return agency_kind(family) in ("government", "party", "office")


def find_speaker(record: Record, part_id: str | None) -> str | None:
    """The id of the forwarded part that speaks where ``part_id`` stands, None for the covering text."""
    by_id = {part.id: part for part in record.parts}
    part = by_id.get(part_id)
    if part is None:
        return None
    around = [p for p in record.parts if p.role == "forwarded" and p.start <= part.start and part.end <= p.end]
    return min(around, key=lambda p: (p.end - p.start, p.id)).id if around else None


def find_speakers(record: Record, sightings: list[Sighting]) -> dict[str | None, Sighting]:
    """Who speaks in each part of a record, by the part's id, and in the covering text (None)."""
    by_part = {sighting.part.id if sighting.part else None: sighting for sighting in sightings}
    parts = (None, *(part.id for part in record.parts))
    return {part: by_part.get(find_speaker(record, part), by_part[None]) for part in parts}


def rows_of_sighting(sighting: Sighting) -> dict[str, list[tuple]]:
    """The rows that the rules read of a sighting, by the names in ``COLUMNS``."""
    sid, record, part, home = sighting.sid, sighting.record, sighting.part, sighting.home
    title = sighting.title
    place = (title.place if title else "") or home
    family = family_of(sighting.issuers[0]) if sighting.issuers else ""
    year = int(sighting.date[:4]) if sighting.date else None
    number = sighting.number
    earliest = sighting.date or (f"{number.year}-01-01" if number and number.year else None)
    known = sighting.date or (record.header.published if sighting.is_row else None)
    day = calendar_date.fromisoformat(known).toordinal() if known else None
    if earliest is None and sighting.is_row and known:
        earliest = f"{int(known[:4]) - 1}-01-01"  # signed some time before it was published
    said = (part or record.header).number or ""
    owner = sighting.nkey.partition("|")[0]
    names = {(sighting.core, place)} if sighting.core else set()
    inner = list(title.inner) if title else []
    if part is None:
        inner += [p.title for p in record.parts if p.role == "issued" and p.title]
    for words in inner:
        issued = parse_title(words, home)
        if not is_generic(issued.core):
            names.add((issued.core, issued.place or home))
    within = {CENTRAL, home, f"?{home}"} - {"", "?"}
    region = region_by_code(home)
    within |= {above.code for above in ancestors(region)} if region else set()
    row = (
        sid, record.sha256, said, sighting.nkey, code_of_number(number) if sighting.nkey else "", owner,
        place, sighting.core, family, is_generic(sighting.core, title.place if title else ""), bool(title and title.common), sighting.date, year,
        earliest, day, sighting.is_row,
    )  # fmt: skip
    return {
        "sighted": [row],
        "sighting_name": [(sid, core, where) for core, where in sorted(names)],
        "sighting_family": [(sid, name) for name in sorted({family_of(name) for name in sighting.issuers})],
        "reach": [(sid, where) for where in sorted(within)],
    }


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
    return _parsed(mention.number, mention.home)


def name_of_mention(mention: Mention) -> tuple[str, str] | None:
    """(owner, core) under which a mention alone would name its document; None for one without a title."""
    title, issuers, place, _ = read_mention(mention)
    return (family_of(issuers[0]) if issuers else place, title.core) if title and title.core else None


def _mention_row(mid: str, sighting: Sighting, citation: Citation) -> tuple:
    home = sighting.home
    title, issuers, place, number = read_citation(citation, home)
    core = title.core if title else ""
    family = family_of(issuers[0]) if issuers else ""
    ncode, nkey, owner, fallback, teaches = code_of_number(number), "", "", "", False
    province = home[:2] if home != CENTRAL else CENTRAL
    if number:
        speaks = next((p for name in issuers if (p := place_of_agency(name))), "")
        coded, coded_family = place_of_code(number, speaks)
        if not speaks or coded != speaks:  # else: letters that two places have are those of the one that is named
            coded, coded_family = place_of_code(number, home)
        owner = speaks or coded or place
        nkey = f"{owner}|{ncode}" if owner else ""
        fallback = f"?{province}|{ncode}"
        families = {family_of(name) for name in issuers}
        agrees = not families or not coded_family or coded_family in families
        teaches = bool(core) and agrees and not places_conflict(place, owner) and not is_generic(core, place)
        if title and title.issuers and places_conflict(speaks, coded):
            ncode = nkey = fallback = ""  # number and title name different owners: the title decides
    year = number.year if number else None
    regulation = bool(core) and is_work(citation.title)
    work = regulation and teaches and number.kind == "令" and year is None
    rule = regulation and bool(place) and citation.relation not in ("repeals", "amends")  # who repeals may mean an old one
    return (
        mid, sighting.sid, citation.relation, ncode, nkey, owner, fallback, core, place, family, is_generic(core, place),
        bool(title and title.common), teaches, work, regulation and is_statute(citation.title), rule,
        sighting.latest, year, f"{year}-01-01" if year else None, home, day_said(citation),
    )  # fmt: skip


def _mention_names(mid: str, home: str, citation: Citation) -> list[tuple]:
    """The titles by which a citation names its document: its own, and those of the texts that a notice of several issues."""
    if not (citation.title and citation.number):
        return []
    title = parse_title(citation.title, home)
    issued = [parse_title(words, home) for words in title.inner]
    named = [title, *(one for one in issued if not is_generic(one.core))]
    return sorted({(mid, one.core, one.place, one.common) for one in named if one.core})


def mention_id(sha256: str, index: int) -> str:
    """The id of a citation in the rules' tables."""
    return f"{sha256}#{index:05d}"


def read_mention_id(mid: str) -> tuple[str, int]:
    """The sha256 and the index of which ``mention_id`` made it."""
    sha256, _, index = mid.rpartition("#")
    return sha256, int(index)


def rows_of_mentions(record: Record, speakers: dict[str | None, Sighting]) -> dict[str, list[tuple]]:
    """The rows that the rules read of the citations of a record; ``speakers``: of ``find_speakers``."""
    rows: dict[str, list[tuple]] = {"mention": [], "mention_name": []}
    for index, citation in enumerate(record.citations):
        speaker = speakers.get(citation.part, speakers[None])
        mid = mention_id(record.sha256, index)
        rows["mention"].append(_mention_row(mid, speaker, citation))
        rows["mention_name"] += _mention_names(mid, speaker.home, citation)
    return rows
