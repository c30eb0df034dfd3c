"""Records as the tables that the linking rules read.

Everything that needs the lexicon (owner of a number, core of a title, places within reach) is worked out here, row by row;
what belongs together is for the rules.
"""

from datetime import date as calendar_date

from kg.link.mentions import day_said, mention_id, read_citation
from kg.link.owners import code_of_number, family_of, place_of_code, places_conflict
from kg.link.sightings import Sighting
from kg.link.titles import CENTRAL, is_generic, is_statute, is_work, parse_title, place_of_agency
from kg.records import Citation, Record
from kg.regions import ancestors, region_by_code

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


def rows_of_mentions(record: Record, speakers: dict[str | None, Sighting]) -> dict[str, list[tuple]]:
    """The rows that the rules read of the citations of a record; ``speakers``: of ``find_speakers``."""
    rows: dict[str, list[tuple]] = {"mention": [], "mention_name": []}
    for index, citation in enumerate(record.citations):
        speaker = speakers.get(citation.part, speakers[None])
        mid = mention_id(record.sha256, index)
        rows["mention"].append(_mention_row(mid, speaker, citation))
        rows["mention_name"] += _mention_names(mid, speaker.home, citation)
    return rows
