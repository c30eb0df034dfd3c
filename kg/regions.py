"""Places: the administrative divisions of GB/T 2260, and the place with which a name begins.

The table (``lexicon/regions.tsv``) has every province, prefecture and county
since 1980, the abolished ones too, and the divisions (师) of the 新疆生产建设兵团,
which have no GB/T 2260 code and stand under codes of our own (XB00 the corps,
XB01 … XB14). ``lexicon/zones.tsv`` has development zones with an administration
of their own; a zone has the code of the division that contains it.

Levels: the municipalities directly under the central government are provinces,
their districts counties; 副省级城市 are prefectures; counties directly under a
province are counties.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon import load_table, split_cell


@dataclass(frozen=True, slots=True)
class Region:
    """One division: ``code`` of GB/T 2260, ``level`` province, prefecture or county.

    ``parent`` is the code of the division above, None for provinces. ``first`` and
    ``last`` are the years of the name, None where it goes on beyond the table (1980, today).
    """

    code: str
    name: str
    level: str
    parent: str | None
    first: int | None = None
    last: int | None = None


# What may follow a place's name without its suffix (安徽教育厅): the beginning of an agency's name.
_ORGAN_START = re.compile(
    "人民政府|政府|[省市县区州盟旗]委|[省市县区州盟旗](?:人民)?政府|委|党|团|教|财政|发展|发改|科|工|公安|民|司法|人力|人社|人才|人防"
    "|人大|自然资源|国|规划|生态|环|住|建|城|交通|水|农|商|文|旅游|卫|计划|计生|退役|应急|审计|统计|市场|质|安|食品|药|广|新闻"
    "|体育|医|金融|林|园|知识产权|信|机关|机构|粮|物价|税|地|海|气象|邮政|烟草|住房|档案|经|外|侨|宗教|扶贫|乡村|大数据|数据|行政"
    "|政|开发区|高新|管|法院|检察|总工会|共青团|妇|残|消防|审批|发布|关于|纪|监"
)
_NOT_AFTER_PROVINCE = "路街区县州道港"  # 上海路, 北京街道, 河北区: the province's name is only part of another name
_ORGAN_WORDS = frozenset({"公安", "民政", "通道", "开放"})  # short names of places that begin agencies (湖北省公安厅)
_ANY_DISTRICT = re.compile("[新老旧]?[市城郊]区|.区")
_LONGEST = 22


@lru_cache(maxsize=None)
def divisions() -> tuple[tuple[Region, tuple[str, ...]], ...]:
    """Every row of the table with the short names of each, in the table's order."""
    rows = []
    for row in load_table("regions"):
        first, last = (int(row[key]) if row[key] else None for key in ("first", "last"))
        region = Region(row["code"], row["name"], row["level"], row["parent"] or None, first, last)
        rows.append((region, split_cell(row["short"])))
    return tuple(rows)


@lru_cache(maxsize=None)
def _by_code() -> dict[str, Region]:
    found: dict[str, Region] = {}
    for region, _ in divisions():
        known = found.get(region.code)
        if known is None or (region.last or 9999) >= (known.last or 9999):
            found[region.code] = region
    return found


@lru_cache(maxsize=None)
def _by_name() -> dict[str, tuple[Region, ...]]:
    """Full names, with zones and the names 某县 of autonomous counties: all regions that ever bore each."""
    found: dict[str, list[Region]] = {}
    for region, shorts in divisions():
        for name in (region.name, *(s for s in shorts if s[-1] in "县州旗")):
            found.setdefault(name, []).append(region)
    for row in load_table("zones"):
        parent = _by_code()[row["code"]]
        found.setdefault(row["name"], []).append(Region(row["code"], row["name"], row["level"], parent.parent))
    return {name: tuple(regions) for name, regions in found.items()}


@lru_cache(maxsize=None)
def _by_short() -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = {}
    for region, shorts in divisions():
        for name in shorts:
            if name[-1] not in "县州旗":
                found.setdefault(name, []).append(region)
    return {name: tuple(regions) for name, regions in found.items()}


def region_by_code(code: str | None) -> Region | None:
    """The division with this code under its latest name, None for a code that the table does not have."""
    return _by_code().get(code or "")


def ancestors(region: Region) -> tuple[Region, ...]:
    """The divisions that contain ``region``, nearest first, without itself: 太康县 → (周口市, 河南省)."""
    found = []
    above = region_by_code(region.parent)
    while above is not None:
        found.append(above)
        above = region_by_code(above.parent)
    return tuple(found)


def is_within(region: Region, place: Region) -> bool:
    """True where ``region`` is ``place`` or lies in it."""
    return region.code == place.code or any(above.code == place.code for above in ancestors(region))


def _one(regions: tuple[Region, ...], within: Region | None) -> Region | None:
    """The one region meant: those of today first, then the last of the abolished; None where two remain.

    新区, 市区, 郊区, 老城区, 新市区 are names of districts and words for any: without the city around them they name none.
    """
    if within is None and regions and _ANY_DISTRICT.fullmatch(regions[0].name):
        return None
    if within is not None:
        regions = tuple(region for region in regions if is_within(region, within))
    current = [region for region in regions if region.last is None]
    if current:
        highest = [region for region in current if region.level != "county"] or current
        return highest[0] if len(highest) == 1 else None
    if not regions or len({region.code[:2] for region in regions}) > 1:
        return None
    latest = max(region.last for region in regions)
    last = [region for region in regions if region.last == latest]
    return last[0] if len(last) == 1 else None


def _as_region(within: "Region | str | None") -> Region | None:
    return region_by_code(within) if isinstance(within, str) else within


@lru_cache(maxsize=16384)
def _leading(name: str, within: Region | None) -> tuple[Region, int] | None:
    full, short = _by_name(), _by_short()
    for length in range(min(len(name), _LONGEST), 1, -1):
        words = name[:length]
        if words in full:
            region = _one(full[words], within)
            if region is None and within is None:
                return None
            if region is not None:
                return _deeper(name, region, length)
        if words in short and words not in _ORGAN_WORDS:
            region = _one(short[words], within)
            after = name[length : length + 1]
            if region is None or (region.level == "county" and within is None):
                continue
            if region.level == "province" and region.code[:2] != "XB":
                fits = after == "" or after not in _NOT_AFTER_PROVINCE
            else:
                fits = _ORGAN_START.match(name, length) is not None
            if fits or _deeper(name, region, length)[1] > length:
                return _deeper(name, region, length)
    return None


def _deeper(name: str, region: Region, length: int) -> tuple[Region, int]:
    inner = _leading(name[length:], region)
    if inner is None or inner[0].code == region.code:
        return region, length
    return inner[0], length + inner[1]


def leading_place(name: str, within: "Region | str | None" = None) -> tuple[Region, int] | None:
    """The place with which an agency's name or a title begins, and the length of its words.

    Nested places count together: 河南省周口市太康县教育体育局 → (太康县, 9). A name without its
    suffix counts for provinces (河南), and for others before words that begin an agency (广州开发区).
    ``within``: a region (or its code) that must contain the place; without it an ambiguous name
    (鼓楼区) gives None. ``name`` in simplified characters, without 中共 before it.
    """
    return _leading(name[:64], _as_region(within))


def leading_places(name: str) -> tuple[Region, ...]:
    """All divisions that ever bore the full name with which a name begins: 和平区人民政府 → those of 天津市 and 沈阳市."""
    full = _by_name()
    longest = next((name[:length] for length in range(min(len(name), _LONGEST), 1, -1) if name[:length] in full), "")
    return full.get(longest, ())


def is_division(region: Region | None) -> bool:
    """True for a division, False for a zone (两江新区), which has the code of the place in which it lies."""
    return region is not None and region == region_by_code(region.code)


def region_named(name: str, within: "Region | str | None" = None) -> Region | None:
    """The division of this name: full (太康县), short (河南, 广州), a province's letter (豫), or nested.

    None for a name that the table does not have, and where several divisions bear it
    (朝阳区) unless ``within`` leaves one.
    """
    place = _as_region(within)
    for index in (_by_name(), _by_short()):
        if name in index:
            return _one(index[name], place)
    found = _leading(name, place)
    return found[0] if found and found[1] == len(name) else None
