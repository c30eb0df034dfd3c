"""Full names of other forms than place + organ: vertical bodies, zones, townships, firms.

Bodies that bear the short name of their place stand in ``lexicon/placed_names.tsv``. All words are folded.
"""

import re
from functools import cache

from kg.agency_lists import is_organ_end
from kg.agency_places import full_place, of_level_word, zone_named
from kg.lexicon import load_table, split_cell
from kg.organs import body_row, full_organ
from kg.regions import Region, leading_place, region_named

# The government of a township, and how its own documents call it
_TOWNSHIP = re.compile(r"(?P<town>[一-龥]{1,8}?(?:[镇乡]|街道))(?P<organ>人民政府|政府|办事处|街道办)")
_OWN_TOWNSHIP = {"镇人民政府": "镇", "镇政府": "镇", "乡人民政府": "乡", "乡政府": "乡", "街道办事处": "街道", "街道办": "街道", "办事处": "街道"}
_NO_TOWN = re.compile(r"建制|重点|中心|试点|相关|有关|其他|所在|各|本|该|两|全|乡镇|镇街")
# 国家税务总局某县税务局, also with the short name of the place or a level word put before it once more
_TAXES = re.compile(r"[省市县区州]?国家税务总局(?P<place>.{1,12}?)税务局")
# A firm's registered name, with the place or what else says whose it is
_COMPANY = re.compile(r".{4,}(?:有限责任公司|有限公司)(?:.{2,14}公司)?|中国.{4,}公司.{2,8}分公司|中国.{2,}银行.{2,8}分行|国网.{2,8}(?:电力|供电)公司")
COMPANY_STARTS = re.compile(r"中国|国家|国网|中铁|中建")
_BRANCHES = {"经开区": "经济技术开发区", "高新区": "高新技术产业开发区"}
_ZONE = re.compile(r"(?P<own>.{2,16}?)(?:新区|开发区|示范区|度假区|风景名胜区|风景区|产业园区?|工业园区?|园区|试验区|合作区|功能区|保税区)$")
# A zone that is said to be no more than this could be any
_KIND_OF_ZONE = re.compile(r"(?:国家级?|省级|经济|技术|高新|产业|工业|农业|科技|现代|综合|旅游|循环|化工|示范|试验)+")
_ANY_ZONE = ("", "开发区", "示范区", "度假区", "产业园", "产业园区", "工业园", "园区", "试验区", "合作区", "功能区")
_GROUP_NAME = re.compile(r"\(\?P<\w+>")
# 中国(某地)自由贸易试验区某某片区管理委员会 says its place itself
_FREE_TRADE = re.compile(r"中国\((?P<place>[一-龥]{2,8})\)自由贸易试验区[一-龥]{0,12}管理委员会")
_ADMINISTRATION = re.compile(r"(?:管委会|管理委员会)$")


def other_form(words: str, place: Region | None) -> str | None:
    """The full name of an agency that is not named place + organ, or None where its form is none of these.

    Args:
        words: the agency as written.
        place: the division of the document's issuer, or None.
    """
    for row, form in _placed_forms() if _any_placed_form().fullmatch(words) else ():
        match = form.fullmatch(words)
        name = _placed_name(row["name"], row["holders"], match, place) if match else None
        if name:
            return name
    free_trade = _FREE_TRADE.fullmatch(words)
    full = free_trade and region_named(free_trade["place"]) or _full_forms().fullmatch(words)
    return _tax_office(words, place) or (words if full or _is_company(words) else _zone_office(words, place))


@cache
def _placed_forms() -> tuple[tuple[dict[str, str], re.Pattern], ...]:
    return tuple((row, re.compile(row["pattern"])) for row in load_table("placed_names"))


@cache
def _any_placed_form() -> re.Pattern:
    """The same as one pattern: most words have none of these forms."""
    return re.compile("|".join(_GROUP_NAME.sub("(?:", form.pattern) for _, form in _placed_forms()))


def _placed_name(name: str, holders: str, match: re.Match, place: Region | None) -> str | None:
    """A name that bears its place as it is written: 萍乡金融监管分局, 人行合肥中心支行.

    ``holders``: bureau, only provinces and the cities with these codes (计划单列市) have it; bank, 市
    alone is the document's own; zone, only where the place is known.
    """
    holder, *cities = split_cell(holders) or ("",)
    words = match.groupdict()
    where = words["place"]
    if re.fullmatch(r"[省市县区州]", where):
        region = of_level_word(where, place) if holder == "bank" else None
        return name.format(**words | {"place": full_place(region)}) if region else None
    region = region_named(where, within=place) or region_named(where)
    if holder and holder != "bank" and region is None:
        return None
    if holder == "bureau" and (where == region.name or region.level != "province" and region.code not in cities):
        return None  # 河南省金融监管局 is the province's own
    return name.format(**words | {"rank": _BRANCHES.get(words.get("rank"), words.get("rank"))})


@cache
def _full_forms() -> re.Pattern:
    """Names that are full as they stand: those of the tables, with any place in them."""
    names = {row["name"] for table in ("bodies", "placed_names") for row in load_table(table)}
    return re.compile("|".join(name_pattern(name).pattern for name in sorted(names) if not name.startswith("{")))


def name_pattern(name: str) -> re.Pattern:
    """A name of the tables with any place in it."""
    return re.compile(re.sub(r"\\\{\w+\\\}", "(?:(?!中国|国家|中共|国务院).){1,20}", re.escape(name)))  # not two names in a row


def _is_company(words: str) -> bool:
    return bool(_COMPANY.fullmatch(words) and (COMPANY_STARTS.match(words) or _begins_with_place(words, None)))


def _begins_with_place(words: str, place: Region | None) -> int:
    """The length of the place that words begin with, short names too (肇庆新区, 鹰潭华润燃气有限公司); 0 without one."""
    led = leading_place(words, within=place)
    return led[1] if led else next((n for n in (4, 3, 2) if region_named(words[:n], within=place)), 0)


def _tax_office(words: str, place: Region | None) -> str | None:
    match = _TAXES.fullmatch(words)
    if match is None:
        return None
    where = match["place"]
    region = of_level_word(where, place) if re.fullmatch(r"[省市县区州]", where) else region_named(where, within=place) or region_named(where)
    if region and region.name != where:
        return f"国家税务总局{full_place(region)}税务局"
    return words[words.index("国") :]


def _zone_office(words: str, place: Region | None) -> str | None:
    """The administration of a zone with a name of its own: 某市某某风景名胜区管委会, 江北新区管委会."""
    zone = _ADMINISTRATION.sub("", words)
    match = _ZONE.match(zone)
    if zone == words or not match or not place or "各" in words:
        return None
    known = zone_named(zone, place)
    if known:
        return known + "管理委员会"
    region = of_level_word(zone[0], place) if zone[0] in "省市县区州" else None
    if region:
        own = match["own"][1:]
        return None if len(own) < 2 or _KIND_OF_ZONE.fullmatch(own) else full_place(region) + zone[1:] + "管理委员会"
    length = _begins_with_place(zone, place)
    return zone + "管理委员会" if length and zone[length:] not in _ANY_ZONE else None


def is_office_elsewhere(words: str, region: Region, rest: str) -> bool:
    """True for the office of an organ in another place: 某省通信管理局某市通信发展管理办公室 is full as it stands.

    ``region``, ``rest``: the place with which ``words`` begin, and what follows it.
    """
    for end in re.finditer(r"局|厅|委员会", rest if words.startswith(region.name) else ""):
        organ = rest[: end.end()]
        row = body_row(organ, region)
        if row and row["name"] == "{place}" + organ or full_organ(organ, region) == organ:
            inner = leading_place(rest[end.end() :], within=region)
            return bool(inner and len(rest) - end.end() - inner[1] >= 3 and is_organ_end(rest))
    return False


def township_name(words: str, region: Region) -> str | None:
    """The government of a township of a county (某某镇政府), in full."""
    match = _TOWNSHIP.fullmatch(words) if region.level == "county" else None
    if match is None or len(match["town"]) < 2 + match["town"].endswith("街道") or _NO_TOWN.search(match["town"]):
        return None
    return full_place(region) + match["town"] + ("办事处" if match["town"].endswith("街道") else "人民政府")


def is_own_township(words: str, issuer: str) -> bool:
    """True for what a document of a township (its folded issuer) calls its own government: 镇人民政府."""
    match = _TOWNSHIP.search(issuer) if words in _OWN_TOWNSHIP else None
    return bool(match and match["town"].endswith(_OWN_TOWNSHIP[words]) and match.end() == len(issuer))
