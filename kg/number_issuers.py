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
from kg.regions import Region, ancestors, divisions, leading_place, region_by_code

CERTAIN = 0.9

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


def _bears(region: Region, letters: str) -> bool:
    """True where ``letters`` can stand for ``region``: by the table, or taken from its name in order."""
    if any(row["code"] == region.code for row in _letter_rows().get(letters, ())):
        return True
    if letters in ("省", "市", "县", "区", "州", "盟", "旗"):
        return region.name.endswith(letters)
    at = 0
    for char in letters:
        at = region.name.find(char, at) + 1
        if at == 0:
            return False
    return True


def _bears_nested(region: Region, letters: str) -> bool:
    """A district's letters behind its city's: 深南 is 深圳市南山区."""
    above = ancestors(region)
    return any(
        _bears(region, letters[cut:]) and any(_bears(one, letters[:cut]) for one in above) for cut in range(1, len(letters))
    )


def _place_of_letters(letters: str, organ: str, region: Region | None) -> tuple[Region | None, float]:
    if region is not None:
        # The document's place first, then what is above it: numbers of the county and the city that it cites.
        for place in (region, *ancestors(region)):
            if _bears(place, letters):
                return place, 0.95
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
    column = "municipality" if region.level == "province" and region.name.endswith("市") else region.level
    name = row[column]
    if not name or (year is not None and not int(row["first"] or 0) <= year <= int(row["last"] or 9999)):
        return None
    return _full_place(region) + name


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
    # In the year of a reform both numbered with the same letters; the older one until it was abolished.
    fitting = [row for row in rows if year is None or int(row["first"] or 0) <= year <= int(row["last"] or 9999)]
    if len(fitting) > 1 and year is not None:
        return None, 0.5
    if len(fitting) != 1:
        return None, 0.0
    for code in _also().get(parts.organ, ()):
        if region is not None and code in (region.code, *(above.code for above in ancestors(region))):
            return None, 0.5
    name = fitting[0]["name"]
    single = parts.organ not in central_prefixes()
    if fitting[0]["kind"] == "department" and _OFFICE_OF_MINISTRY.match(parts.rest) and not parts.organ.endswith(("办", "厅")):
        name += "办公厅"
    elif fitting[0]["kind"] == "department" and len(parts.organ) > 1 and re.search("[办厅](?:发|函)?$", parts.organ):
        name += "办公厅"
    return name, 0.9 if single else 0.95


def _named_organ(words: str, region: Region | None) -> str | None:
    """The full name of the organ of an order or announcement: 国家发展改革委 → 国家发展和改革委员会."""
    for row in load_table("central_agencies"):
        if words == row["name"] or words in split_cell(row["short"]):
            return row["name"]
    if words == "中华人民共和国主席":
        return words
    led = leading_place(words, within=region) or leading_place(words)
    if led and re.search(r"(?:人民政府|委员会|人民代表大会|厅|局)$", words[led[1] :]):
        return words
    return None


def place_of(number, region: "Region | str | None" = None) -> tuple[str | None, str | None]:
    """(level, GB/T 2260 code) of the issuer of ``number``; ("central", None), or (None, None) where not sure.

    ``region``: the place, or its code, of the document in which the number stands.
    """
    home = region_by_code(region) if isinstance(region, str) else region
    if number.kind in ("令", "公告", "通告") and len(number.code) > 3:
        led = leading_place(number.organ, within=home) or leading_place(number.organ)
        if led:
            return led[0].level, led[0].code
        return ("central", None) if _named_organ(number.organ, home) else (None, None)
    parts = split_code(number.code)
    name = (code_rows().get(number.code) or {}).get("issuer")
    led = leading_place(name.removeprefix("中共")) if name else None
    if parts is None or parts.central:
        if parts is not None and not led and issuer_of(number, home)[1] > 0:
            return "central", None
        return (None, None)
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
        return place.code in (home.code, *(above.code for above in ancestors(home))) or _sole(parts, place)
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
    if number.kind in ("令", "公告", "通告") and len(number.code) > 3:
        name = _named_organ(number.organ, home)
        return (name, 0.98) if name else (None, 0.0)
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
