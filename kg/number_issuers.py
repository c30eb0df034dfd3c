"""Who issued: what the code of a document number says of agency, level and place.

Three ways, surest first: a whole code that was counted (``lexicon/number_codes``), a central
code by its beginning and year (``central_agencies``), a local code composed of the letters of
the place and of the agency (``region_letters``, ``organ_letters``). Never a guess: a name is
given only with a confidence of ``CERTAIN`` or more. Codes of one ordinary letter repeat across
the country (太政办 is of a dozen counties): they say their place only together with the
document's own.
"""

import re
from functools import cache

from kg.lexicon import load_table, split_cell
from kg.number_codes import CodeParts, central_prefixes, code_rows, split_code
from kg.number_organs import is_central
from kg.regions import Region, ancestors, divisions, is_within, leading_place, region_by_code

CERTAIN = 0.9
ORGAN_KINDS = ("令", "公告", "通告")  # numbered under the organ's name: 财政部公告2015年第12号

_GOVERNMENT_REST = re.compile(r"[发函字规文秘复批通告任电明便令]{0,4}$")
_PARTY_REST = re.compile(r"[发字函规通电]{0,2}$")
# A department's office, its party group, leading groups and associations sign for themselves.
_NOT_DEPARTMENT = re.compile(r"^[办厅]|[领组会联协委党学]|办$")
_OFFICE_OF_MINISTRY = re.compile(r"^[办厅]")


@cache
def _letter_rows() -> dict[str, tuple[dict[str, str], ...]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in load_table("region_letters"):
        found.setdefault(row["letters"], []).append(row)
    return {letters: tuple(rows) for letters, rows in found.items()}


@cache
def _initials() -> dict[str, frozenset[str]]:
    """First characters of the short names of today's prefectures and counties, to the codes of those."""
    found: dict[str, set[str]] = {}
    for region, shorts in divisions():
        if region.last is None and region.level != "province":
            found.setdefault((shorts or (region.name,))[0][0], set()).add(region.code)
    return {initial: frozenset(codes) for initial, codes in found.items()}


@cache
def _short_names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for region, shorts in divisions():
        if region.last is None:
            for short in shorts:
                found.setdefault(short, set()).add(region.code)
    return {short: frozenset(codes) for short, codes in found.items()}


@cache
def _shorts() -> dict[Region, tuple[str, ...]]:
    return dict(reversed(divisions()))  # of equal rows the first


@cache
def _name_letters(region: Region) -> tuple[str, ...]:
    """The names from which a place's letters are taken: a province has its own letters, in the table."""
    if region.level == "province":
        return ()
    shorts = _shorts().get(region, ())
    return tuple(short for short in shorts if short[-1] not in "县州旗") or (region.name,)


def _bears(region: Region, letters: str) -> bool:
    """True where ``letters`` can stand for ``region``: by the table, or taken from its name in order."""
    if any(row["code"] == region.code for row in _letter_rows().get(letters, ())):
        return True
    if letters in ("省", "市", "县", "区", "州", "盟", "旗"):
        return region.name.endswith(letters)
    bare = letters[:-1] if len(letters) > 1 and letters[-1] in "市县区州" else letters
    return any(_in_order(bare, name) for name in _name_letters(region))


def _in_order(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)


def _bears_nested(region: Region, letters: str) -> bool:
    """A district's letters behind its city's: 深南 is 深圳市南山区."""
    above = ancestors(region)
    return any(
        _bears(region, letters[cut:]) and any(_bears(one, letters[:cut]) for one in above) for cut in range(1, len(letters))
    )


def _place_of_letters(letters: str, organ: str, region: Region | None) -> tuple[Region | None, float]:
    if region is not None:
        # The document's place and what is above it; 吉 in 吉水县 of 吉安市 is either, unless the table says.
        near = [place for place in (region, *ancestors(region)) if _bears(place, letters)]
        listed = [row["code"] for row in _letter_rows().get(letters, ()) if organ.startswith(row["organ"] or organ)]
        chosen = near if len(near) == 1 else [place for place in near if place.code in listed]
        if len(chosen) == 1:
            return chosen[0], 0.95
        if near:
            return None, 0.0
        if len(letters) > 1 and _bears_nested(region, letters):
            return region, 0.95
    rows = _letter_rows().get(letters, ())
    fitting = [row for row in rows if row["organ"] and organ.startswith(row["organ"])] or [row for row in rows if not row["organ"]]
    if len(fitting) == 1:
        return region_by_code(fitting[0]["code"]), float(fitting[0]["confidence"])
    if rows or not letters:
        return None, 0.0
    if len(letters) > 1:
        named = _short_names().get(letters, frozenset())
        return (region_by_code(next(iter(named))), 0.9) if len(named) == 1 else (None, 0.0)
    codes = _initials().get(letters, frozenset())
    prefectures = [code for code in codes if code.endswith("00")]
    # A letter with which one prefecture begins, and no county outside of it.
    if len(prefectures) == 1 and all(code[:4] == prefectures[0][:4] for code in codes):
        return region_by_code(prefectures[0]), 0.9
    return None, 0.0


@cache
def _organ_rows() -> dict[str, dict[str, str]]:
    return {row["letters"]: row for row in load_table("organ_letters")}


@cache
def _own_names() -> dict[tuple[str, str], tuple[dict[str, str], ...]]:
    """Departments that are named otherwise than the same department elsewhere, by letters and place."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in load_table("organ_exceptions"):
        found.setdefault((row["letters"], row["code"]), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _valid(row: dict[str, str], year: int | None) -> bool:
    return year is None or int(row["first"] or 0) <= year <= int(row["last"] or 9999)


@cache
def _offices() -> dict[str, str]:
    return {row["code"]: row["office"] for row in load_table("government_offices")}


def _office_word(region: Region) -> str | None:
    """办公厅 or 办公室 of a place's government and party committee; None where it was now one, now the other."""
    if region.level == "province":
        return "办公厅"
    return _offices().get(region.code, "办公室")


def _full_place(region: Region) -> str:
    parent = region_by_code(region.parent) if region.level == "county" and region.name.endswith("区") else None
    return parent.name + region.name if parent else region.name


def _party(region: Region) -> str:
    place = _full_place(region)
    return f"中共{place}委" if place[-1] in "省市县区州盟旗" and not place.endswith("自治区") else f"中共{place}委员会"


def _organ_name(parts: CodeParts, region: Region, year: int | None) -> str | None:
    row = _organ_rows()[parts.organ]
    if row["kind"] in ("government", "office"):
        if not _GOVERNMENT_REST.match(parts.rest) or region.code.startswith("XB"):
            return None
        office = "" if row["kind"] == "government" else _office_word(region)
        return None if office is None else f"{_full_place(region)}人民政府{office}"
    if row["kind"] == "party" and parts.organ in ("委", "党") and _PARTY_REST.match(parts.rest):
        return _party(region)
    if row["kind"] == "partyoffice" and _PARTY_REST.match(parts.rest):
        office = _office_word(region)
        return None if office is None else _party(region) + office
    if row["kind"] not in ("department", "群团", "other") or _NOT_DEPARTMENT.search(parts.rest):
        return None
    own = _own_names().get((parts.organ, region.code))
    if own is not None:
        names = [one["name"] for one in own if one["name"] and _valid(one, year)]
        return _full_place(region) + names[0] if len(names) == 1 else None
    name = row["municipality" if region.level == "province" and region.name.endswith("市") else region.level]
    return _full_place(region) + name if name and _valid(row, year) else None


@cache
def _central_rows() -> dict[str, tuple[dict[str, str], ...]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in load_table("central_agencies"):
        for prefix in split_cell(row["code"]):
            found.setdefault(prefix, []).append(row)
    return {prefix: tuple(rows) for prefix, rows in found.items()}


@cache
def _also() -> dict[str, tuple[str, ...]]:
    return {row["letter"]: split_cell(row["also"]) for row in load_table("central_codes")}


def _central_issuer(parts: CodeParts, year: int | None, region: Region | None) -> tuple[str | None, float]:
    rows = _central_rows().get(parts.organ, ())
    # In the year of a reform the old and the new agency both numbered with the same letters: neither is named.
    fitting = [row for row in rows if _valid(row, year)]
    if len(fitting) > 1 and year is not None:
        return None, 0.5
    if len(fitting) != 1:
        return None, 0.0
    also = _also().get(parts.organ, ()) if parts.organ not in central_prefixes() else ()
    if also and (region is None or any(is_within(region, place) for place in map(region_by_code, also))):
        return None, 0.85  # a province's department numbers with the ministry's letters: 教基 is also 河南省教育厅
    name: str | None = fitting[0]["name"]
    inside = len(parts.organ) > 1 and re.search("[办厅](?:发|函)?$", parts.organ)
    if fitting[0]["kind"] == "department" and (_OFFICE_OF_MINISTRY.match(parts.rest) or inside):
        name = _ministry_office(name)
    return name, 0.9 if parts.organ not in central_prefixes() else 0.95


def _ministry_office(name: str) -> str | None:
    """The general office of a central agency: 办公厅 of ministries and 总局, 办公室 of 局."""
    if re.search(r"(?:部|总局|总署|审计署|(?<!基金)委员会|中国人民银行)$", name):
        return name + "办公厅"
    return name + "办公室" if name.endswith("局") else None


@cache
def _central_by_name() -> dict[str, str]:
    names = {row["name"]: row["name"] for row in load_table("central_agencies")}
    for row in load_table("central_agencies"):
        for short in split_cell(row["short"]):
            names.setdefault(short, row["name"])
    return names


def _named_organ(words: str, region: Region | None) -> str | None:
    """The full name of the organ of an order or announcement, the first of several: 国家发改委 → 国家发展和改革委员会."""
    if words == "中华人民共和国主席":
        return words
    led = leading_place(words, within=region) or leading_place(words)
    if led and re.search(r"(?:人民政府|委员会|人民代表大会|厅|局)$", words[led[1] :]):
        return re.sub(r"第[一二三四五六七八九十]+届", "", words)
    first = next((cut for cut in range(len(words), 1, -1) if words[:cut] in _central_by_name()), None)
    if first and (first == len(words) or is_central(words[first:])):
        return _central_by_name()[words[:first]]
    return None


def place_of(number, region: "Region | str | None" = None) -> tuple[str | None, str | None]:
    """(level, GB/T 2260 code) of the issuer of ``number``; ("central", None), or (None, None) where not sure.

    ``region``: the place, or its code, of the document in which the number stands.
    """
    home = region_by_code(region) if isinstance(region, str) else region
    if number.kind in ORGAN_KINDS and _named_organ(number.organ, home):
        led = leading_place(number.organ, within=home) or leading_place(number.organ)
        return (led[0].level, led[0].code) if led else ("central", None)
    parts = split_code(number.code)
    row = code_rows().get(number.code)
    led = leading_place(row["issuer"].removeprefix("中共")) if row and row["issuer"] else None
    if parts is None or parts.central:
        known = issuer_of(number, home)[0] is not None
        if led and known:
            return led[0].level, led[0].code
        return ("central", None) if known and not led else (None, None)
    place, confidence = _place_of_letters(parts.place, parts.organ, home)
    if place is None and led and _row_speaks(number.code, led[0], home):
        place, confidence = led[0], 1.0
    return (place.level, place.code) if place is not None and confidence >= CERTAIN else (None, None)


def _row_speaks(code: str, place: Region | None, home: Region | None) -> bool:
    """True where a counted local code may be believed: its letters are of one place, or the document's place agrees."""
    parts = split_code(code)
    if place is None:
        return True
    if home is not None:
        if place.code in (home.code, *(above.code for above in ancestors(home))):
            return True
        near = _place_of_letters(parts.place, parts.organ, home)[0] if parts else None
        return near is None and _sole(parts, place)  # 青政发 is of 青岛市, but in 青海省 of the province
    return _sole(parts, place)


def _sole(parts: CodeParts | None, place: Region) -> bool:
    if parts is None or parts.central:
        return True
    found, confidence = _place_of_letters(parts.place, parts.organ, None)
    if found is not None:
        return found.code == place.code and confidence >= CERTAIN
    # Two letters and a department are no other place's; one ordinary letter before 政 is anybody's.
    return parts.place in _letter_rows() or len(parts.place) > 1


def issuer_of(number, region: "Region | str | None" = None) -> tuple[str | None, float]:
    """The full name of the agency that the code of ``number`` names, and how sure that is (0 to 1).

    (None, confidence) below ``CERTAIN``. ``region``: the place, or its code, of the document in
    which the number stands; local letters are then read as that place's, or one's above it.
    """
    home = region_by_code(region) if isinstance(region, str) else region
    if number.kind in ORGAN_KINDS and (named := _named_organ(number.organ, home)):
        return named, 0.98
    year = number.year
    row = code_rows().get(number.code)
    if row and row["issuer"] and (year is None or year >= int(row["first"] or 0)):
        led = leading_place(row["issuer"].removeprefix("中共"))
        if _row_speaks(number.code, led[0] if led else None, home):
            return row["issuer"], 0.95
    parts = split_code(number.code)
    if parts is None:
        return None, 0.0
    if parts.central:
        name, confidence = _central_issuer(parts, year, home)
    else:
        place, confidence = _place_of_letters(parts.place, parts.organ, home)
        name = _organ_name(parts, place, year) if place is not None else None
    return (name, confidence) if name and confidence >= CERTAIN else (None, confidence if name else 0.0)
