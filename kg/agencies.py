"""Agencies: their full names, and what a name says of level, place and kind.

Documents shorten names by leaving out what their reader knows: 县教体局 in a document of 太康县 is
太康县教育体育局. ``canonical_name`` puts it back where the document lets it be known and gives None for
groups (各有关部门), bare field words (交通) and everything that two agencies could be.
"""

import re
from functools import cache, lru_cache

from kg.agency_forms import is_office_elsewhere, is_own_township, name_pattern, other_form, township_name
from kg.agency_lists import split_agencies, split_issuers
from kg.agency_places import explicit_place, full_place, lineage, of_level_word, short_place, zone_name
from kg.lexicon import load_table, split_cell
from kg.organs import body_row, charged_centrally, full_organ, is_shortened
from kg.regions import Region, is_division, leading_place, region_by_code
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
    r"|[、,;]|(?:有关|相关|责任|成员|牵头|配合|等)(?:部门|单位)|各级|^部门$|^单位$|^政府$|(?:居民|村民|业主)委员会$"
)
_LEVEL_WORD = re.compile(r"自治区|兵团|师市|地区|[省市县区州盟旗师]")
# Organs of a time or a task, which bear the place and their own words: 某市防汛抗旱指挥部
_OF_PARTY = re.compile("委(?!员会)")  # 市委全面依法治市委员会办公室
_PARTY_ORGAN = re.compile(r"中共(?P<place>[一-龥]{2,12})(?P<organ>委(?!员会)[一-龥]{0,12}(?:工委|[^公]办))")
_ORGAN_OF_TASK = re.compile(r"(?:小组|委员会|指挥部|联席会议|专班|联动机制|工作组|推进组)(?:\([^()]+\))?(?:办公室)?$")
_INSTITUTION = re.compile(r"[一-龥]{5,}中心")  # behind the whole name of its place: 某市残疾人辅助器具服务中心
# 市城市管理监督局, 区森林与园林管理局: of one place only, and written in full
_WRITTEN_OUT = re.compile(r"[一-龥]{4,}(?:管理局|监督局|执法局|事务局|管理中心|服务中心)")
# Forms that mean a central body in documents of any level; 发展改革委 alone does so only in central ones.
_ALWAYS_CENTRAL = re.compile(r"(?:国家|国务院|中央|中共中央|全国|中国|中华|共青团中央|最高人民)|.{2,10}(?:部|总局|总署|[^委协学员]会)$")
# Offices and departments (司) within central bodies
_WITHIN_CENTRAL = re.compile(r"(?:办公[厅室]|[一-龥]{1,16}司)")


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
        return ("中共" if _OF_PARTY.match(rest) else "") + full_place(region) + rest
    if not bare and _WRITTEN_OUT.fullmatch(rest) and not is_shortened(rest):
        return full_place(region) + rest
    return township_name(rest, region_by_code(region.code) or region)  # a zone has none but those of its division


@lru_cache(maxsize=16384)
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
    name = _central_name(words, central, year) or (other_form(words, None) if central else None)
    if name is None and (not central or _says_its_place(words)):
        own = fold(issuer) if issuer else ""
        name = (_local_name(own, place, year) or own) if is_own_township(words, own) else _local_name(words, place, year)
    return name.replace("(", "（").replace(")", "）") if name else None


def _says_its_place(words: str) -> bool:
    """Whether a name begins with the whole name of a division, as 西藏自治区人民政府 does in a central document; not 上海铁路局."""
    placed = explicit_place(words, None)
    return placed is not None and words.startswith(placed[0].name)


def _party_organ(words: str, year: int | None) -> str | None:
    """The full name of an organ of the party behind its place: 中共太康县委编办."""
    organ = _PARTY_ORGAN.fullmatch(words)
    led = leading_place(organ["place"]) if organ else None
    return _in_place(led[0], organ["organ"], bare=False, year=year) if led and led[1] == len(organ["place"]) else None


def _local_name(words: str, place: Region | None, year: int | None) -> str | None:
    name = _party_organ(words, year) or other_form(words, place)
    if name:
        return name
    placed = explicit_place(words, place)
    if placed and placed[1]:
        region, rest = placed
        if rest in ("管委会", "管理委员会") and not is_division(region):
            return zone_name(region) + "管理委员会"
        if rest == "生态环境局" and not words.startswith(region.name):  # 福清生态环境局 is its city's branch
            return None
        if is_office_elsewhere(words, region, rest):
            return words
        if _ORGAN_OF_TASK.search(rest) and len(rest) >= 6 and not words.startswith((region.name, full_place(region))):
            return None  # 福州滨海新城…工作小组: what follows the short name may belong to it
        written_out = words.startswith(region.name) and _INSTITUTION.fullmatch(rest)
        return full_place(region) + rest if written_out else _in_place(region, rest, bare=False, year=year)
    league = re.fullmatch(r"团([省市县区州])委", words)
    if league:
        words = league.group(1) + "团委"
    word = _LEVEL_WORD.match(words)
    region = of_level_word(word.group(), place) if word else None
    name = _in_place(region, words[word.end() :], bare=False, year=year) if region else None
    if name or place is None or word and region is None and not full_organ(words, place, year):
        return name
    if words.endswith("厅"):  # only provinces have 厅
        place = next((region for region in lineage(place) if region.level == "province"), None)
    return _in_place(place, words, bare=True, year=year) if place else None


@cache
def _leading_bodies() -> re.Pattern:
    """What stands before the place in the names of vertical, party and people's bodies: 国家税务总局, 中共."""
    heads = {row["name"].partition("{")[0] for table in ("bodies", "placed_names") for row in load_table(table)} - {""}
    return re.compile("|".join(sorted(map(re.escape, heads), key=lambda head: (-len(head), head))))


def _placed_in(name: str) -> tuple[Region, int] | None:
    head = _leading_bodies().match(name)
    return leading_place(name[head.end() :] if head else name)


_TOWNSHIP = re.compile(r"[一-龥]{2,}(?:[乡镇]|街道)(?:人民政府|办事处|委员会|党委|党政办)")


@lru_cache(maxsize=16384)
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
        if _TOWNSHIP.match(words):
            return "township"  # of a county that it does not name
        return "central" if not head and re.match(r"国务院|中共中央|中央|国家|最高人民|全国", words) else None
    return "township" if _TOWNSHIP.search(words) else placed[0].level


def _is_within_central(words: str) -> bool:
    """True for offices and departments of central bodies: 自然资源部矿产资源保护监督司, 国家发展和改革委员会办公厅."""
    if not words.endswith(("司", "办公厅", "办公室")):
        return False
    ends = [end for end in range(3, min(len(words), 30)) if words[:end] in _central_kinds()]
    return any(_WITHIN_CENTRAL.fullmatch(words, end) and not leading_place(words[end:]) for end in ends)


@lru_cache(maxsize=16384)
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
    bodies = [(name_pattern(row["name"]), row["kind"] or None) for row in load_table("bodies")]
    return tuple(dict.fromkeys((*bodies, *((re.compile(row["pattern"]), row["kind"] or None) for row in load_table("agency_kinds")))))


@lru_cache(maxsize=16384)
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
