"""Agencies: their full names, and what a name says of level, place and kind.

Documents shorten names by leaving out what their reader knows: 县教体局 in a document of 太康县 is
太康县教育体育局. ``canonical_name`` puts it back where the document lets it be known and gives None for
groups (各有关部门), bare field words (交通) and everything that two agencies could be.
"""

import re
from functools import cache

from kg.agency_lists import find_agencies, split_agencies, split_issuers
from kg.lexicon import load_table, split_cell
from kg.organs import body_row, charged_centrally, full_organ
from kg.regions import Region, ancestors, leading_place, region_by_code
from kg.text import fold

__all__ = [
    "agency_kind",
    "agency_level",
    "agency_region",
    "canonical_name",
    "find_agencies",
    "full_place",
    "short_place",
    "split_agencies",
    "split_issuers",
]

# What begins or ends a word for many: no agency of its own.
GROUP = re.compile(
    r"^(?:各|有关|相关|其他|其它|所在|当地|属地|辖区|本级|上级|上一级|下级|同级|基层|地方|两级|省直|市直|县直|区直|设区的|全[省市县区])"
    r"|[、,;]|(?:有关|相关|责任|成员|牵头|配合|等)(?:部门|单位)|各级|^部门$|^单位$|^政府$"
)
LEVEL_WORD = re.compile(r"自治区|师市|地区|[省市县区州盟旗师]")
EXPLICIT_WHOLE = re.compile(
    r"(?:领导小组|委员会|指挥部|联席会议|工作专班|联动机制|协调小组|工作组|推进组)(?:\([^()]+\))?(?:办公室)?$"
)
# Provinces by their short name, and the cities with a plan of their own: they have bureaus (监管局), others branches (分局).
_WITH_BUREAU = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
    "|大连|宁波|厦门|青岛|深圳"
)
# Vertical bodies that are named with the short name of their place: 萍乡金融监管分局, 人行合肥中心支行
SHORT_PLACED = (
    (re.compile(r"(?:国家)?(?:金融监督管理总局|金融监管总局)(.{2,8})监管(局|分局|支局)$"), "国家金融监督管理总局{0}监管{1}"),
    (re.compile(r"(?:中国)?(?:银行保险监督管理委员会|银保监会)(.{2,8})监管(局|分局)$"), "中国银行保险监督管理委员会{0}监管{1}"),
    (re.compile(r"(.{2,7}?)金融监管(分局|支局)$"), "国家金融监督管理总局{0}监管{1}"),
    (re.compile(rf"({_WITH_BUREAU})金融监管(局)$"), "国家金融监督管理总局{0}监管{1}"),
    (re.compile(r"(.{2,7}?)银保监(分局)$"), "中国银行保险监督管理委员会{0}监管{1}"),
    (re.compile(rf"({_WITH_BUREAU})银保监(局)$"), "中国银行保险监督管理委员会{0}监管{1}"),
    (re.compile(rf"({_WITH_BUREAU})证监局()$"), "中国证券监督管理委员会{0}监管局"),
    (re.compile(r"(?:中国人民银行|人民银行|人行)(.{2,8}?)营管部()$"), "中国人民银行{0}营业管理部"),
    (re.compile(r"(?:中国人民银行|人民银行|人行)(.{2,8}?)(营业管理部|中心支行|支行|分行)$"), "中国人民银行{0}{1}"),
    (re.compile(r"([^省市县区]{2,4})(海关)$"), "{0}{1}"),
)
# Forms that mean a central body in documents of any level; 发展改革委 alone does so only in central ones.
_ALWAYS_CENTRAL = re.compile(
    r"(?:国家|国务院|中央|中共中央|全国|中国|中华|共青团中央|最高人民|教育部|公安部|民政部|司法部|财政部|水利部|商务部|外交部|国防部)|.{2,10}(?:部|总局|总署|[^委协学]会)$"
)
ZONES = {"经开区": "经济技术开发区", "高新区": "高新技术产业开发区"}


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
            if region.code.startswith("XB") and region.parent:
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
    return _central_form(bare, year) or charged_centrally(bare) if bare != words else None


def _in_place(region: Region, rest: str, bare: bool) -> str | None:
    """The full name of the organ ``rest`` of a division; ``bare`` where nothing said that it is that division's."""
    row = body_row(rest, region)
    if row and not (bare and row["kind"] not in ("vertical", "department")):
        party = region.name + ("委" if region.name[-1] in "省市县区州盟旗" and not region.name.endswith("自治区") else "委员会")
        if region.level == "county" and region.name.endswith("区"):
            party = full_place(region) + "委"
        return row["name"].format(place=full_place(region), short=short_place(region), party=party)
    organ = full_organ(rest, region)
    if organ and not (bare and re.search(r"(?:中心|院|处|站|队)$", organ)):
        return full_place(region) + organ
    if not bare and len(rest) >= 6 and EXPLICIT_WHOLE.search(rest):
        return full_place(region) + rest
    return None


def canonical_name(written: str, place: Region | None, *, central: bool = False, year: int | None = None) -> str | None:
    """The full name of an agency, or None where the document does not let it be known.

    Args:
        written: the agency as written (县教体局, 国家发展改革委); any width, simplified.
        place: the division of the document's issuer; None for central documents and unknown places.
        central: the document's issuer is central, so that bare names (发展改革委) are central ones.
        year: of the document, for forms that two bodies bore one after the other; without it today's.
    """
    words = fold(written).replace(" ", "").replace("\n", "").removeprefix("原")
    if not words or GROUP.search(words):
        return None
    name = _central_name(words, central, year)
    if name is None and not central:
        name = _local_name(words, place)
    return name.replace("(", "（").replace(")", "）") if name else None


def _local_name(words: str, place: Region | None) -> str | None:
    for form, template in SHORT_PLACED:
        match = form.match(words)
        if match:
            named = match.group(1)
            if re.fullmatch(r"[省市县区州]", named):
                region = _of_level_word(named, place)
                return template.format(full_place(region), *match.groups()[1:]) if region and template.startswith("中国人民银行") else None
            return template.format(*match.groups())
    if re.match(r"国家税务总局.+税务局$|国家外汇管理局.+分局$|中国.{4,}公司.{2,8}分公司$|中国.{2,}银行.{2,8}分行$|中共.+(?:委|委员会|部|办公室|校)$|中国共产主义青年团.+委员会$", words):
        return words
    placed = _explicit_place(words, place)
    if placed and placed[1]:
        region, rest = placed
        if rest in ("管委会", "管理委员会") and region != region_by_code(region.code):  # a zone, not a division
            return _zone_name(region) + "管理委员会"
        zone = re.fullmatch(r"(经开区|高新区)(?:管委会|管理委员会)", rest)
        if zone:
            return words[: -len(rest)] + ZONES[zone.group(1)] + "管理委员会"
        if words[: -len(rest)][-1] not in "省市县区州盟旗团师":  # 郑州公积金中心, 福清生态环境局: named without 市
            short = words[: -len(rest)]
            if "公积金" in rest:
                return short + "住房公积金管理中心"
            if rest == "生态环境局":
                return None
        return _in_place(region, rest, bare=False)
    league = re.fullmatch(r"团([省市县区州])委", words)
    if league:
        words = league.group(1) + "团委"
    word = LEVEL_WORD.match(words)
    region = _of_level_word(word.group(), place) if word else None
    name = _in_place(region, words[word.end() :], bare=False) if region else None
    if name or place is None or word and region is None and not full_organ(words, place):
        return name
    if words.endswith("厅"):  # only provinces have 厅
        place = next((region for region in _lineage(place) if region.level == "province"), None)
    return _in_place(place, words, bare=True) if place else None


def agency_level(name: str) -> str | None:
    """central, province, prefecture, county or township, of a full name; None where it does not say."""
    words = fold(name)
    if words in _central() or re.match(r"国务院|中共中央|中央|国家(?!税务总局.|金融监督管理总局.|外汇管理局.)|最高人民|全国", words):
        return "central"
    placed = leading_place(re.sub(r"^(?:中共|中国共产主义青年团|国家税务总局|中国人民银行|中国人民政治协商会议)", "", words))
    if placed is None:
        return None
    region, length = placed
    return "township" if re.search(r"(?:[乡镇]|街道)(?:人民政府|办事处|委员会|党委)", words) else region.level


def agency_region(name: str) -> str | None:
    """The code of the division that a full name begins with; None for central bodies and where it has none."""
    words = re.sub(r"^(?:中共|中国共产主义青年团|国家税务总局|中国人民银行|中国人民政治协商会议)", "", fold(name))
    placed = leading_place(words)
    return placed[0].code if placed else None


KINDS = (
    ("enterprise", re.compile(r"(?:公司|集团|银行|厂)(?:.{2,8}(?:分行|支行))?$")),
    ("vertical", re.compile(r"^国家税务总局.|^国家金融监督管理总局.|^中国证券监督管理委员会.|^中国银行(?:保险|业)监督管理委员会.|^中国人民银行.|^国家外汇管理局.+分局|海关$|海事局$")),
    ("群团", re.compile(r"^中国共产主义青年团|共青团|妇女联合会|残疾人联合会|总工会$|工商业联合会|科学技术协会|归国华侨联合会|红十字会|贸易促进委员会|文学艺术界联合会|社会科学界联合会")),
    ("party", re.compile(r"^中共|^中国共产党|党委|党组|^中央(?!人民政府)")),
    ("congress", re.compile(r"人民代表大会")),
    ("office", re.compile(r"(?:人民政府|国务院)办公[厅室]$")),
    ("government", re.compile(r"人民政府$|^国务院$|街道办事处$|行政公署$")),
    ("department", re.compile(r"(?:部|委员会|局|厅|署|总局|总署|办公室|中心|管理处|支队|总队|院)$")),
)


def agency_kind(name: str) -> str | None:
    """party, congress, government, office, department, vertical, 群团 or enterprise, by the form of a full name."""
    words = fold(name)
    if re.search(r"(?:法院|检察院|学院|医院|政治协商会议.*)$", words):
        return None
    return next((kind for kind, form in KINDS if form.search(words)), None)
