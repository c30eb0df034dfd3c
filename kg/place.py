"""Whose document it is: the division and level of a document from all that speaks of it.

The issuers' names come first; a document whose issuer is not written still says
我县 and 县财政局, and names its own division more often than any other.
"""

import re
from collections import Counter

from kg.agencies import agency_level, canonical_name, short_place
from kg.numbers import find_numbers, parse_number, place_of
from kg.regions import Region, leading_place, region_by_code, region_named

_OURS = re.compile(r"我([省市县区州盟旗])|全([省市县区州盟旗])|本([省市县区州盟旗])|(?<!各)([省市县区州盟旗])直(?![辖接属管])")
_OWN_ORGAN = re.compile(r"(?<![一-龥])([省市县区州盟旗])(?:委|政府|人民政府|财政局|教育局|发改委|发展改革委|住建局|自然资源局|税务局|公安局|教体局|人社局)")
_NAME = re.compile(r"[一-龥]{2,7}?(?:自治[县州]|[省市县区旗])")
_LEVEL_OF = {"省": "province", "市": "prefecture", "州": "prefecture", "盟": "prefecture", "县": "county", "区": "county", "旗": "county"}
_ALL_PROVINCES = re.compile("省、自治区、直辖市")
_EXPLAINED = re.compile(r"本[一-龥]{2,4}由([一-龥]{2,20}?)(?:(?:会同|、|和)[一-龥、]{2,40}?)?(?:共同)?负责解释")
_AT_LEAST = 2  # mentions of the division
_LOOKED_AT = 20_000  # characters of the text


def place_of_names(names: list[str]) -> Region | None:
    """The division with which the first name begins that begins with one (titles, agencies)."""
    for name in names:
        led = leading_place(name)
        if led:
            return led[0]
    return None


def place_of_text(text: str) -> Region | None:
    """The division that a folded text calls its own: the one it names most often, of the level of 我市, 我县 where it says so.

    It must be named in full once; from there on its short name counts too. A text that names none may still cite its numbers.
    """
    text = text[:_LOOKED_AT]
    own = Counter(word for groups in _OURS.findall(text) for word in groups if word)
    own += Counter(_OWN_ORGAN.findall(text))
    word = min(own, key=lambda said: (-own[said], said)) if own else None
    regions = {_region_at_end(match.group()) for match in _NAME.finditer(text)} - {None}
    named = {region.code: text.count(_short(region)) for region in regions if _is_of_level(region, word)}
    if not named:
        return _place_of_numbers(text, word) if own[word] >= _AT_LEAST else None
    (code, count), *others = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    unsure = count < _AT_LEAST or (others and others[0][1] * 2 > count)
    return None if unsure else region_by_code(code)


def speaks_for_all(text: str) -> bool:
    """Whether a folded text that names no place of its own is a central one: it orders all provinces, or a ministry explains it."""
    explained = _EXPLAINED.search(text)
    return bool(_ALL_PROVINCES.search(text)) or bool(explained and agency_level(canonical_name(explained[1], None, central=True) or "") == "central")


def _place_of_numbers(text: str, word: str | None) -> Region | None:
    """The one division of the level of 我市, 我县 … whose agencies' numbers a text cites."""
    places = (place_of(parse_number(text[start:end])) for start, end in find_numbers(text))
    regions = {region for _, code in places if (region := region_by_code(code)) and _is_of_level(region, word)}
    return regions.pop() if len(regions) == 1 else None


def _short(region: Region) -> str:
    """What a text calls a division that it has named in full: 清河 for 清河市, of two characters or more."""
    return short_place(region) if len(short_place(region)) > 1 else region.name


def _is_of_level(region: Region, word: str | None) -> bool:
    """Whether a division may be what a text calls 我市 (a prefecture, or a county that is a city), 我县 …"""
    if word is None:
        return region.level in ("prefecture", "county")
    return region.level == _LEVEL_OF[word] or (word == "市" and region.name.endswith("市"))


def _region_at_end(words: str) -> Region | None:
    """The division whose name ends the words (在吉水县 ends in 吉水县)."""
    for start in range(len(words) - 1):
        region = region_named(words[start:])
        if region:
            return region
    return None
