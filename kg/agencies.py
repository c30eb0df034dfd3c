"""Agencies: their full names, and what a name says of level, place and kind.

Documents shorten names by leaving out what their reader knows: 县教体局 in a document of 太康县 is
太康县教育体育局. ``canonical_name`` puts it back where the document lets it be known and gives None for
groups (各有关部门), bare field words (交通) and everything that two agencies could be.
"""

import re
from functools import cache

from kg.agency_lists import is_organ_end, split_agencies, split_issuers
from kg.lexicon import load_table, split_cell
from kg.organs import body_row, charged_centrally, full_organ
from kg.regions import Region, ancestors, leading_place, region_by_code, region_named
from kg.text import fold

__all__ = [
    "agency_kind",
    "agency_level",
    "agency_region",
    "canonical_name",
    "full_place",
    "short_place",
    "split_agencies",
    "split_issuers",
]

# What stands for many: no agency of its own.
_GROUP = re.compile(
    r"^(?:各|有关|相关|其他|其它|所在|当地|属地|辖区|本级|上级|上一级|下级|同级|基层|地方|两级|省直|市直|县直|区直|设区的|全[省市县区])"
    r"|[、,;]|(?:有关|相关|责任|成员|牵头|配合|等)(?:部门|单位)|各级|^部门$|^单位$|^政府$"
)
_LEVEL_WORD = re.compile(r"自治区|兵团|师市|地区|[省市县区州盟旗师]")
# Organs of a time or a task, which bear the place and their own words: 某市防汛抗旱指挥部
_ORGAN_OF_TASK = re.compile(r"(?:小组|委员会|指挥部|联席会议|专班|联动机制|工作组|推进组)(?:\([^()]+\))?(?:办公室)?$")
# Forms that mean a central body in documents of any level; 发展改革委 alone does so only in central ones.
_ALWAYS_CENTRAL = re.compile(r"(?:国家|国务院|中央|中共中央|全国|中国|中华|共青团中央|最高人民)|.{2,10}(?:部|总局|总署|[^委协学]会)$")
# The government of a township, and how its own documents call it
_TOWNSHIP = re.compile(r"(?P<town>[一-龥]{1,8}?(?:[镇乡]|街道))(?P<organ>人民政府|政府|办事处|街道办)")
_OWN_TOWNSHIP = {"镇人民政府": "镇", "镇政府": "镇", "乡人民政府": "乡", "乡政府": "乡", "街道办事处": "街道", "街道办": "街道", "办事处": "街道"}
_NO_TOWN = re.compile(r"建制|重点|中心|试点|相关|有关|其他|所在|各|本|该|两|全|乡镇|镇街|、")
# 国家税务总局某县税务局, also with the short name of the place or a level word put before it once more
_TAXES = re.compile(r"[省市县区州]?国家税务总局(?P<place>.{1,12}?)税务局")
# Offices and departments (司) within central bodies
_WITHIN_CENTRAL = re.compile(r"(?:办公[厅室]|[一-龥]{1,16}司)")
_ZONES = {"经开区": "经济技术开发区", "高新区": "高新技术产业开发区"}


def full_place(region: Region) -> str:
    """The name of a division as agencies bear it: districts with their city, everything else alone."""
    parent = region_by_code(region.parent) if region.level == "county" and region.parent else None
    return parent.name + region.name if parent and region.name.endswith("区") else region.name


def short_place(region: Region) -> str:
    """The place without 省, 市, 县, as vertical bodies bear it (吉水监管支局, 广西监管局)."""
    return re.sub(r"(?:壮族|回族|维吾尔)?自治区$|(?<=..)[省市县区]$", "", region.name)


def _lineage(place: Region | None) -> tuple[Region, ...]:
    return (place, *ancestors(place)) if place else ()


def _zone_name(zone: Region) -> str:
    """The longest name of a zone: 重庆两江新区 for 两江新区."""
    names = [row["name"] for row in load_table("zones") if row["code"] == zone.code and row["name"].endswith(zone.name)]
    return max(names, key=len, default=zone.name)


def _of_level_word(word: str, place: Region | None) -> Region | None:
    """The division that 省, 市, 县 … means in a document of this place: the nearest one that ends so."""
    for region in _lineage(place):
        if word in ("师市", "师"):
            if region.code.startswith("XB") and region.level != "province":
                return region
        elif region.name.endswith(word) and (word != "区" or region.level == "county" or region is place):
            return region
    return None


def _explicit_place(words: str, place: Region | None) -> tuple[Region, str] | None:
    """The place with which the words begin, one around or in the document's place first, and the rest."""
    for region in (*_lineage(place), None):
        led = leading_place(words, within=region)
        if led:
            return led[0], words[led[1] :]
    return None


@cache
def _central() -> dict[str, tuple[tuple[str, int, int], ...]]:
    """Every form of a central body, to (full name, first year, last year) of those that bore it, today's first."""
    forms: dict[str, set[tuple[str, int, int]]] = {}
    for row in load_table("central_agencies"):
        years = (int(row["first"] or 0), int(row["last"] or 9999))
        for form in (row["name"], *split_cell(row["short"])):
            forms.setdefault(form, set()).add((row["name"], *years))
    return {form: tuple(sorted(rows, key=lambda row: (-row[2], row[0]))) for form, rows in forms.items()}


def _central_form(form: str, year: int | None) -> str | None:
    rows = _central().get(form, ())
    if year is not None:
        rows = [row for row in rows if row[1] <= year <= row[2]] or rows
    return rows[0][0] if rows else None


def _central_name(words: str, central: bool, year: int | None) -> str | None:
    bare = words.removeprefix("国务院")
    if central or _ALWAYS_CENTRAL.match(words):
        name = _central_form(words, year) or (_central_form("国家" + words, year) if central else None)
        if name:
            return name
    return _central_form(bare, year) or charged_centrally(bare, year) if bare != words else None


def _in_place(region: Region, rest: str, bare: bool, year: int | None) -> str | None:
    """The full name of the organ ``rest`` of a division; ``bare`` where nothing said that it is that division's."""
    row = body_row(rest, region, year)
    if row and not (bare and row["kind"] not in ("vertical", "department")):
        party = region.name + ("委" if region.name[-1] in "省市县区州盟旗" and not region.name.endswith("自治区") else "委员会")
        if region.level == "county" and region.name.endswith("区"):
            party = full_place(region) + "委"
        return row["name"].format(place=full_place(region), short=short_place(region), party=party)
    organ = full_organ(rest, region, year)
    if organ and not (bare and re.search(r"(?:中心|院|处|站|队)$", organ)):
        return full_place(region) + organ
    if not bare and len(rest) >= 6 and _ORGAN_OF_TASK.search(rest):
        return full_place(region) + rest
    return _township(rest, region)


def _township(words: str, region: Region) -> str | None:
    """某某镇政府 of a county: its full name."""
    match = _TOWNSHIP.fullmatch(words) if region.level == "county" else None
    if match is None or len(match["town"]) < 2 + (match["town"].endswith("街道")) or _NO_TOWN.search(match["town"]):
        return None
    return full_place(region) + match["town"] + ("办事处" if match["town"].endswith("街道") else "人民政府")


def canonical_name(
    written: str, place: Region | None, *, central: bool = False, year: int | None = None, issuer: str | None = None
) -> str | None:
    """The full name of an agency, or None where the document does not let it be known.

    Args:
        written: the agency as written (县教体局, 国家发展改革委); any width, simplified.
        place: the division of the document's issuer; None for central documents and unknown places.
        central: the document's issuer is central, so that bare names (发展改革委) are central ones.
        year: of the document, for forms that two bodies bore one after the other; without it today's.
        issuer: of a document of a township, which calls its government no more than 镇人民政府.
    """
    words = fold(written).replace(" ", "").replace("\n", "").removeprefix("原")
    if not words or _GROUP.search(words):
        return None
    name = _central_name(words, central, year)
    if name is None and not central:
        name = _own_township(words, place, issuer) or _local_name(words, place, year)
    return name.replace("(", "（").replace(")", "）") if name else None


def _own_township(words: str, place: Region | None, issuer: str | None) -> str | None:
    """The issuer in full, where the words are what a document of a township calls its own government."""
    match = _TOWNSHIP.search(fold(issuer)) if issuer and words in _OWN_TOWNSHIP else None
    if match is None or not match["town"].endswith(_OWN_TOWNSHIP[words]) or match.end() != len(issuer):
        return None
    return _local_name(fold(issuer), place, None) or issuer


def _tax_office(words: str, place: Region | None) -> str | None:
    match = _TAXES.fullmatch(words)
    if match is None:
        return None
    where = match["place"]
    region = _of_level_word(where, place) if re.fullmatch(r"[省市县区州]", where) else region_named(where, within=place) or region_named(where)
    if region and region.name != where:
        return f"国家税务总局{full_place(region)}税务局"
    return words[words.index("国") :]


def _two_places(words: str, region: Region, rest: str) -> bool:
    """True for the office of an organ in another place: 某省通信管理局某市通信发展管理办公室 is full as it stands."""
    for end in re.finditer(r"局|厅|委员会", rest):
        if body_row(rest[: end.end()], region) or full_organ(rest[: end.end()], region):
            inner = leading_place(rest[end.end() :], within=region)
            return bool(inner and len(rest) - end.end() - inner[1] >= 3 and is_organ_end(rest))
    return False


def _local_name(words: str, place: Region | None, year: int | None) -> str | None:
    name = _tax_office(words, place)
    if name:
        return name
    for row, form in _placed_forms():
        match = form.fullmatch(words)
        name = _placed_name(row["name"], row["holders"], match, place) if match else None
        if name:
            return name
    if any(form.fullmatch(words) for form in _full_forms()):
        return words
    placed = _explicit_place(words, place)
    if placed and placed[1]:
        region, rest = placed
        if rest in ("管委会", "管理委员会") and region != region_by_code(region.code):  # a zone, not a division
            return _zone_name(region) + "管理委员会"
        if rest == "生态环境局" and not words.startswith(region.name):  # 福清生态环境局 is its city's branch
            return None
        if words.startswith(region.name) and _two_places(words, region, rest):
            return words
        return _in_place(region, rest, bare=False, year=year)
    league = re.fullmatch(r"团([省市县区州])委", words)
    if league:
        words = league.group(1) + "团委"
    word = _LEVEL_WORD.match(words)
    region = _of_level_word(word.group(), place) if word else None
    name = _in_place(region, words[word.end() :], bare=False, year=year) if region else None
    if name or place is None or word and region is None and not full_organ(words, place, year):
        return name
    if words.endswith("厅"):  # only provinces have 厅
        place = next((region for region in _lineage(place) if region.level == "province"), None)
    return _in_place(place, words, bare=True, year=year) if place else None


@cache
def _placed_forms() -> tuple[tuple[dict[str, str], re.Pattern], ...]:
    return tuple((row, re.compile(row["pattern"])) for row in load_table("placed_names"))


def _placed_name(name: str, holders: str, match: re.Match, place: Region | None) -> str | None:
    """A name that bears its place as it is written: 萍乡金融监管分局, 人行合肥中心支行.

    ``holders``: bureau, only provinces and the cities with these codes (计划单列市) have it; bank, 市
    alone is the document's own; zone, only where the place is known.
    """
    holder, *cities = split_cell(holders) or ("",)
    words = match.groupdict()
    where = words["place"]
    if re.fullmatch(r"[省市县区州]", where):
        region = _of_level_word(where, place) if holder == "bank" else None
        return name.format(**words | {"place": full_place(region)}) if region else None
    region = region_named(where, within=place) or region_named(where)
    if holder and holder != "bank" and region is None:
        return None
    if holder == "bureau" and (where == region.name or region.level != "province" and region.code not in cities):
        return None  # 河南省金融监管局 is the province's own
    return name.format(**words | {"rank": _ZONES.get(words.get("rank"), words.get("rank"))})


@cache
def _full_forms() -> tuple[re.Pattern, ...]:
    """Names that are full as they stand: those of the tables, with any place in them."""
    names = {row["name"] for table in ("bodies", "placed_names") for row in load_table(table)}
    return (_FULL_COMPANY, *(_as_pattern(name) for name in sorted(names) if not name.startswith("{")))


_FULL_COMPANY = re.compile(r"(?![省市县区州][^省市县区州]).{4,}(?:有限责任公司|有限公司)(?:.{2,14}公司)?|中国.{4,}公司.{2,8}分公司|中国.{2,}银行.{2,8}分行")


def _as_pattern(name: str) -> re.Pattern:
    return re.compile(re.sub(r"\\\{\w+\\\}", ".{1,20}", re.escape(name)))


@cache
def _leading_bodies() -> re.Pattern:
    """What stands before the place in the names of vertical, party and people's bodies: 国家税务总局, 中共."""
    heads = {row["name"].partition("{")[0] for table in ("bodies", "placed_names") for row in load_table(table)} - {""}
    return re.compile("|".join(sorted(map(re.escape, heads), key=lambda head: (-len(head), head))))


def _placed_in(name: str) -> tuple[Region, int] | None:
    head = _leading_bodies().match(name)
    return leading_place(name[head.end() :] if head else name)


def agency_level(name: str) -> str | None:
    """central, province, prefecture, county or township, of a full name; None where it does not say."""
    words = fold(name)
    if words in _central() or _is_within_central(words):
        return "central"
    placed = _placed_in(words)
    if placed is None:  # 国家金融监督管理总局某地监管支局: its rank says the level where its place is not known
        head = _leading_bodies().match(words)
        rank = re.search(r"监管(支局|分局|局)$", words) if head else None
        if rank:
            return {"支局": "county", "分局": "prefecture", "局": "province"}[rank.group(1)]
        return "central" if not head and re.match(r"国务院|中共中央|中央|国家|最高人民|全国", words) else None
    return "township" if re.search(r"(?:[乡镇]|街道)(?:人民政府|办事处|委员会|党委)", words) else placed[0].level


def _is_within_central(words: str) -> bool:
    """True for offices and departments of central bodies: 自然资源部矿产资源保护监督司, 国家发展和改革委员会办公厅."""
    if not words.endswith(("司", "办公厅", "办公室")):
        return False
    ends = [end for end in range(3, min(len(words), 30)) if words[:end] in _central_kinds()]
    return any(_WITHIN_CENTRAL.fullmatch(words, end) and not leading_place(words[end:]) for end in ends)


def agency_region(name: str) -> str | None:
    """The code of the division that a full name begins with; None for central bodies and where it has none."""
    words = fold(name)
    placed = None if words in _central() else _placed_in(words)
    return placed[0].code if placed else None


@cache
def _central_kinds() -> dict[str, str | None]:
    return {row["name"]: row["kind"] or None for row in load_table("central_agencies")}


@cache
def _kinds() -> tuple[tuple[re.Pattern, str | None], ...]:
    bodies = [(_as_pattern(row["name"]), row["kind"] or None) for row in load_table("bodies")]
    return (*bodies, *((re.compile(row["pattern"]), row["kind"] or None) for row in load_table("agency_kinds")))


def agency_kind(name: str) -> str | None:
    """party, congress, government, office, department, vertical, 群团 or enterprise, by the form of a full name.

    None for courts, schools, and names of no known form.
    """
    words = fold(name)
    if words in _central_kinds():
        return _central_kinds()[words]
    if _is_within_central(words):
        return "department"
    return next((kind for form, kind in _kinds() if form.fullmatch(words)), None)
