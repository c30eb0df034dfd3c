"""The names of issuers as documents write them, in full; names that lost what stood between them are taken apart."""

import re

from kg.agencies import agency_level, canonical_name
from kg.agency_lists import is_central_form
from kg.regions import Region, leading_place

_SHORTEST = 3  # characters of an agency: 财政部
_LONGEST_FORM = 24  # characters of a central body
_LONGEST = 120  # of names that run together
_OFFICE = re.compile(r"(?:办公[厅室]|综合司)$")
_AGENCY = re.compile(
    r"(?:政府|办公[厅室]|委员会|委|部|厅|局|院|署|会|总社|银行|中心|小组|党组|中央|国务院|办事处|指挥部|法院|检察院|公司|大学|集团|处|办|团|司)(?:[((].*[))])?$|军区$|警备区$|军分区$"
)


def full_names(words: str, written: str, place: Region | None, year: int | None) -> list[str]:
    """The full names of agencies that stand together without a mark (国家发展改革委国家能源局); as ``written`` where unknown."""
    return (_taken_apart(words, place, year) if len(words) <= _LONGEST else None) or [full_name(words, place, year) or written.strip()]


def _taken_apart(words: str, place: Region | None, year: int | None) -> list[str] | None:
    """The full names one after the other, all of them known; None where one is not."""
    whole = None if _repeats_place(words) else full_name(words, place, year)
    if whole:
        return [whole]
    for cut in range(_SHORTEST, len(words) - _SHORTEST + 1):
        first = full_name(words[:cut], place, year) if _opens_name(words[cut:]) else None
        rest = _taken_apart(words[cut:], place, year) if first else None
        if rest:
            return [first, *rest]
    return None


def _opens_name(words: str) -> bool:
    """Whether words begin as a full name does: with a place, or as central bodies do."""
    return leading_place(words) is not None or agency_level(words) == "central" or any(is_central_form(words[:end]) for end in range(_SHORTEST, _LONGEST_FORM))


def _repeats_place(words: str) -> bool:
    """Whether the place that opens a name comes again: 河南省医疗保障局河南省财政厅."""
    led = leading_place(words)
    return led is not None and words.count(words[: led[1]]) > 1


def full_name(words: str, place: Region | None, year: int | None = None) -> str | None:
    """The full name of an issuer as its document writes it, of that year; an office (办公厅, 综合司) is named after its agency."""
    words = words.strip()
    name = canonical_name(words, place, central=place is None, year=year)
    office = _OFFICE.search(words)
    if name is None and office:
        owner = canonical_name(words[: office.start()], place, central=place is None, year=year)
        return owner + office.group() if owner else None
    return name


def looks_like_agency(name: str) -> bool:
    return len(name) >= 2 and _AGENCY.search(name) is not None
