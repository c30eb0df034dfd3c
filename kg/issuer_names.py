"""The names of issuers as documents write them, in full; names that lost what stood between them are taken apart."""

import re

from kg.agencies import agency_level, canonical_name
from kg.agency_forms import COMPANY_STARTS
from kg.agency_lists import is_central_form
from kg.regions import Region, leading_place

_SHORTEST = 3  # characters of an agency: 财政部
_LONGEST_FORM = 24  # characters of a central body
_LONGEST = 120  # of names that run together
_ENDS_ORGAN = "府厅局委会院室署"
_OFFICE = re.compile(r"(?:办公[厅室]|综合司|秘书局)$")
# 中共某省委, 中共某市委员会组织部: organs of the party are called by their place
_PARTY = re.compile(r"中共(?P<place>.{2,12}?)委(?:员会)?(?:办公[厅室]|文明办|编办|网信办|政法委|改革办|农办|(?:组织|宣传|统战|统一战线工作|社会工作)部|(?:政法|机构编制|保密|网络安全和信息化|全面依法[省市县区]?|直属机关工作)委员会(?:办公室)?)?")
_AGENCY = re.compile(
    r"(?:政府|办公[厅室]|委员会|委|部|厅|局|院|署|会|总社|银行|中心|小组|党组|中央|国务院|办事处|指挥部|法院|检察院|公司|大学|集团|处|办|团|司|海关|[分支]行|[总支大]队|机制)(?:[((].*[))])?$|军区$|警备区$|军分区$"
)


def full_names(words: str, written: str, place: Region | None, year: int | None) -> list[str]:
    """The full names of agencies that stand together without a mark (国家发展改革委国家能源局); as ``written`` where unknown."""
    led = leading_place(words.removeprefix("中共")) if place is None else None
    place = led[0] if led else place
    return (_taken_apart(words, place, year) if len(words) <= _LONGEST else None) or [full_name(words, place, year) or written.strip()]


def _taken_apart(words: str, place: Region | None, year: int | None) -> list[str] | None:
    """The full names one after the other, all of them known; None where one is not."""
    whole = None if _repeats_place(words) else full_name(words, place, year)
    if whole:
        return [whole]
    for cut in range(_SHORTEST, len(words) - _SHORTEST + 1):
        first = full_name(words[:cut], place, year) if _opens_name(words[cut:]) and _closes_name(words[:cut]) else None
        rest = _taken_apart(words[cut:], place, year) if first else None
        if rest:
            return [first, *rest]
    return None


def _opens_name(words: str) -> bool:
    """Whether words begin as a full name does: with a place, or as central bodies and their firms do."""
    return leading_place(words.removeprefix("中共")) is not None or bool(COMPANY_STARTS.match(words)) or agency_level(words) == "central" or any(is_central_form(words[:end]) for end in range(_SHORTEST, _LONGEST_FORM))


def _closes_name(words: str) -> bool:
    """Whether words may be a whole name: 中共太康县委, not 中共太 before 康县."""
    return not words.startswith("中共") or _is_of_party(words) or is_central_form(words)


def _repeats_place(words: str) -> bool:
    """Whether the place that opens a name comes again (河南省医疗保障局河南省财政厅), or another of its level, or the country inside it."""
    words = words.removeprefix("中共")
    led = leading_place(words)
    if "中国" in words[1:] or led is None:
        return "中国" in words[1:]
    behind = (leading_place(words[cut:]) for cut in range(led[1] + _SHORTEST, len(words) - _SHORTEST) if words[cut - 1] in _ENDS_ORGAN)
    return words.count(words[: led[1]]) > 1 or any(other and other[0].level == led[0].level and other[1] == len(other[0].name) for other in behind)


def full_name(words: str, place: Region | None, year: int | None = None) -> str | None:
    """The full name of an issuer as its document writes it, of that year; an office (办公厅, 综合司) is named after its agency."""
    words = words.strip()
    name = canonical_name(words, place, central=place is None, year=year)
    if name is None and _is_of_party(words):
        return words
    office = _OFFICE.search(words)
    if name is None and office:
        owner = canonical_name(words[: office.start()], place, central=place is None, year=year)
        return owner + office.group() if owner else None
    return name


def _is_of_party(words: str) -> bool:
    party = _PARTY.fullmatch(words)
    led = leading_place(party["place"]) if party else None
    return led is not None and led[1] == len(party["place"])


def looks_like_agency(name: str) -> bool:
    return len(name) >= 2 and _AGENCY.search(name) is not None
