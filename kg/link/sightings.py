"""Sightings: the texts of records that are documents.

A source's covering text with what it issues, a text it forwards, or the row of a catalogue.
"""

import re
from dataclasses import dataclass, replace

from kg.agencies import agency_kind
from kg.catalogue import ROW_TYPE
from kg.link.filed import place_of_source
from kg.link.mentions import day_said, read_citation
from kg.link.owners import canonical_issuer, code_of_number, family_of, number_read, place_of_code, places_conflict
from kg.link.titles import CENTRAL, Title, forwarded_issuers, is_generic, parse_title, place_of_agency
from kg.numbers import Number
from kg.records import Part, Record
from kg.text import fold

_REVISING = re.compile("修改|修正|修订|废止")  # decisions that a regulation's note names


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
    number = number_read(said.number, home)
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


def _home(level: str | None, region: str | None, issuers: tuple[str, ...]) -> str:
    if level == CENTRAL:
        return CENTRAL
    return region or next((place for name in issuers if (place := place_of_agency(name))), "")


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


def _place_of_row(number: str) -> str:
    """Where a row's 市政府 is: the place of the code, where it is sure and local."""
    parsed = number_read(number, "")
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
