"""Whose document it is: the division and level of a document from all that speaks of it.

The issuers' names come first; a document whose issuer is not written still says
我县 and 县财政局, and names its own division more often than any other.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.agencies import agency_level, canonical_name, short_place
from kg.numbers import find_numbers, parse_number, place_of
from kg.regions import Region, leading_place, region_by_code, region_named
from kg.remembered import remember

_OURS = re.compile(r"(?=[我全本省市县区州盟旗])(?:[我全本]([省市县区州盟旗])|(?<!各)([省市县区州盟旗])直(?![辖接属管]))")
_OWN_ORGAN = re.compile(r"(?<![一-龥])([省市县区州盟旗])(?:委|政府|人民政府|财政局|教育局|发改委|发展改革委|住建局|自然资源局|税务局|公安局|教体局|人社局)")
_NAME = re.compile(r"[一-龥]{2,7}?(?:自治[县州]|[省市县区旗])")
_LEVEL_OF = {"省": "province", "市": "prefecture", "州": "prefecture", "盟": "prefecture", "县": "county", "区": "county", "旗": "county"}
_ALL_PROVINCES = re.compile("省、自治区、直辖市|(?:听取|审议)国务院")  # whom the State Council reports to
_EXPLAINED = re.compile(r"本[一-龥]{2,4}由([一-龥]{2,20}?)(?:(?:会同|、|和)[一-龥、]{2,40}?)?(?:共同)?负责解释")
_ENDS_NAME = re.compile("[省市县区旗州]")
_LONGEST_NAME = 10  # characters that _NAME takes
_AT_LEAST = 2  # mentions of the division
_MINE = re.compile(r"[我本]([省市县区州盟旗])(?!级|区)")
_CITED = re.compile(r"《[^《》]*》")
_HAS_COUNTIES = re.compile(r"[各(、]县[(、区市)]|县\([市区]|县市区|区县|县区|市、县|各区")  # a prefecture's 我市, never a county's
# A division that another is measured by, or that stands in a list of several.
_COMPARED = re.compile(r"(?:参照|比照|参考|对标|学习|借鉴|[、和与及至])$")
_BELOW_PROVINCE = re.compile("省[、和及与]$")  # 如遇国家和某省、某市政策调整: a county's superiors
# Organs that speak for the document: who explains it, whose committee has passed it, who makes its details.
_SPEAKS = re.compile(
    r"本[一-龥]{2,4}由([一-龥]{4,30}?)(?:会同[一-龥、]{2,40}?)?负责(?:解释|具体解释)|经([一-龥]{4,30}?)(?:第?[一-龥\d]{0,12}次?[一-龥]{0,4}会议)?审议"
    r"|具体[一-龥]{2,4}由([一-龥]{4,30}?)(?:另行|负责)?(?:制定|解释)"
)
_ISSUES = re.compile(r"([一-龥]{2,40}?)(?:今日|近日|日前|正式|联合|发文|等[\d一二三四五六七八九十]*个?部门)*(?:发布|印发|出台|下发|公布|制定)了?$")
# What a local title says is done in the place that follows: 关于促进临安区…, 关于印发《广元市…》.
_DONE_IN = re.compile(r"(?:促进|推动|推进|优化|调整|加强|规范|完善|实施|做好|深化|印发|发布|征求对?|公布|关于)[《〈<\"“]?$")
_REPORT = 60  # characters in which a report says who has issued what
_OF_ANOTHER = re.compile("批复|复函|转发|批转|同意|授权|支持")
_LOOKED_AT = 20_000  # characters of the text


def place_of_names(names: list[str]) -> Region | None:
    """The division with which the first name begins that begins with one (titles, agencies)."""
    for name in names:
        led = leading_place(name)
        if led:
            return led[0]
    return None


def place_in_title(title: str) -> Region | None:
    """The one division in which a folded title says that something is done: 关于促进临安区…, 关于印发《广元市…》的通知; None
    where it names several, or speaks of another's place (关于同意…的批复)."""
    if _OF_ANOTHER.search(title):
        return None
    found = {}
    for match in re.finditer(r"[省市县区州盟旗]", title):
        for start in range(max(0, match.end() - 12), match.end() - 1):
            region = region_named(title[start : match.end()])
            if region and region.last is None and region.name == title[start : match.end()]:
                found.setdefault(region.code, (region, start))
                break
    if len(found) != 1:
        return None
    region, start = next(iter(found.values()))
    return region if _DONE_IN.search(title[:start]) else None


def place_of_issuer(issuers: Sequence[str], code: str | None) -> Region | None:
    """The division with this code, under the name that the first issuer gives it: a zone is that zone (平潭综合实验区), a county that of its time."""
    led = leading_place(issuers[0]) if issuers else None
    return led[0] if led and led[0].code == code else region_by_code(code)


def place_of_text(text: str, title: str = "", head: str = "") -> Region | None:
    """The division that a folded text calls its own.

    Who issued what bears its own ``title``, who explains it or has passed it; else the division that it names most often, of the
    level of 我市, 我县 where it says so; else the only one it names where it says 我市, or the city of the districts that it names. ``head``: what stands above it, where a
    report's headline may say who has issued it.
    """
    text = text[:_LOOKED_AT]
    return _place_of_speakers(head[-_LOOKED_AT:] + text, title) or _place_named_most(text) or _place_named_once(text) or _place_of_districts(text)


def _place_of_speakers(text: str, title: str) -> Region | None:
    organs = [organ for groups in _SPEAKS.findall(text) for organ in groups if organ]
    told = re.finditer(re.escape("《" + title), text if title else text[:_REPORT])  # without a title: a report's first line
    issued = (_ISSUES.search(text, max(0, m.start() - _REPORT), m.start()) for m in told)
    places = {led[0].code for organ in [*organs, *(found[1] for found in issued if found)] if (led := leading_place(organ))}
    return region_by_code(places.pop()) if len(places) == 1 else None


def _is_superior(text: str, start: int) -> bool:
    """Whether the name that begins there follows a province in a row: 国家和某省、某市."""
    return _BELOW_PROVINCE.search(text, max(0, start - 2), start) is not None


def _place_named_once(text: str) -> Region | None:
    mine = set(_MINE.findall(text))
    if len(mine) != 1:
        return None
    word = mine.pop()
    named = set()
    superiors = word == "市" and not _HAS_COUNTIES.search(text)  # a city may be a county, which cites what its superior made
    for match in _find_names(_CITED.sub("", text) if superiors else text):
        region = _region_at_end(match.group())
        if region and region.last is None and region.name.endswith(word) and _is_of_level(region, word):
            before = match.group()[: -len(region.name)] or match.string[: match.start()][-2:]
            if superiors and _is_superior(match.string, match.end() - len(region.name)):
                continue
            if _COMPARED.search(before) or match.string[match.end() : match.end() + 1] == "、":
                return None
            named.add(region.code)
    return region_by_code(named.pop()) if len(named) == 1 else None


def _place_of_districts(text: str) -> Region | None:
    """The city of which a text that says 我市 names several districts (鹿城区、龙湾区、瓯海区), and none of another's; or which it names
    itself with three of its counties (灵武市、永宁县、贺兰县参照执行)."""
    if "市" not in _MINE.findall(text):
        return None
    named = {region for match in _find_names(text) if (region := _region_at_end(match.group())) and region.last is None}
    counties = {region for region in named if region.level == "county"}
    districts = {region for region in counties if region.name.endswith("区")}
    cities = {region.parent for region in districts or counties}
    city = region_by_code(cities.pop()) if len(cities) == 1 else None
    return city if len(districts) >= _AT_LEAST or city in named and not districts and len(counties) > _AT_LEAST else None


def _place_named_most(text: str) -> Region | None:
    """It must be named in full once; from there on its short name counts too. A text that names none may still cite its numbers."""
    own = Counter(word for groups in _OURS.findall(text) for word in groups if word)
    own += Counter(_OWN_ORGAN.findall(text))
    word = min(own, key=lambda said: (-own[said], said)) if own else None
    regions = {region for match in _find_names(text) if (region := _region_at_end(match.group())) and not _is_superior(text, match.end() - len(region.name))}
    named: Counter[str] = Counter()
    for region in regions:
        if _is_of_level(region, word):
            named[region.code] = max(named[region.code], text.count(_short(region)))  # a division may have had several names
    if not named:
        return _place_of_numbers(text, word) if own[word] >= _AT_LEAST else None
    (code, count), *others = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    unsure = count < _AT_LEAST or (others and others[0][1] * 2 > count)
    return None if unsure else region_by_code(code)


def speaks_for_all(text: str) -> bool:
    """Whether a folded text that names no place of its own is a central one: it orders all provinces, hears the State Council, or a ministry explains it."""
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
    return region.level == _LEVEL_OF[word] or (word == "市" and region.name.endswith("市")) or (word == "区" and region.name.endswith("自治区"))


def _find_names(text: str) -> Iterator[re.Match]:
    """What ``_NAME`` finds in a text, looked for only before the characters in which it ends."""
    at = 0
    for last in _ENDS_NAME.finditer(text):
        name = _NAME.search(text, max(at, last.end() - _LONGEST_NAME), last.end())
        if name:
            at = name.end()
            yield name


@remember
def _region_at_end(words: str) -> Region | None:
    """The division whose name ends the words (在吉水县 ends in 吉水县)."""
    for start in range(len(words) - 1):
        region = region_named(words[start:])
        if region:
            return region
    return None
