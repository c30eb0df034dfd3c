"""Names of organs without their place: 教体局 → 教育体育局, by the level of government that has them.

Everything here is read from the lexicon: ``abbreviations.tsv`` (fields and whole organs as they are shortened; an
empty full name is one that only the place knows: 金融办), ``organs.tsv`` (which organ is charged with a field, by
level), ``bodies.tsv`` (organs whose full name is not place + organ) and ``organ_words.tsv`` (the words that names
written in full consist of). Rows with years hold in these.
"""

import re
from functools import cache

from kg.lexicon import load_table, split_cell
from kg.regions import Region
from kg.remembered import remember

_SUFFIX = re.compile(r"(委员会|办公室|委|局|厅|中心|院|处|站|总队|支队)$")
_WHOLE_ONLY = re.compile(r"(?:中心|院|处|站|总队|支队)$")  # 国资中心 may be 国有资产服务中心: their fields are not shortened by rule
_LONGEST = 30  # characters of a field; the words of longer ones are not tried
_WHOLE = re.compile(rf"{_SUFFIX.pattern}|联合社$|总社$")
# 教育部门, 教育行政部门, 住房城乡建设主管部门: the organ that is charged with a field
_CHARGED = re.compile(r"(?:行政管理|行政主管|行政|主管|管理)?(?:部门|机关)$")


def _of_year(rows: list[dict[str, str]], year: int | None) -> list[dict[str, str]]:
    """The rows that held in a year; where it is not known today's, or those of the past when there are no others."""
    if year:
        return [row for row in rows if int(row["first"] or 0) <= year <= int(row["last"] or 9999)]
    return [row for row in rows if not row["last"]] or rows


def level_column(region: Region) -> str:
    """The column of ``organs.tsv`` that holds for a region: the four municipalities have their own."""
    return "municipality" if region.level == "province" and region.name.endswith("市") else region.level


@cache
def _abbreviations() -> dict[str, list[dict[str, str]]]:
    return _by_column("abbreviations", "abbreviation")


@cache
def _bodies() -> dict[str, list[dict[str, str]]]:
    return _by_column("bodies", "written")


def _by_column(table: str, column: str) -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in load_table(table):
        rows.setdefault(row[column], []).append(row)
    return rows


@cache
def _organs() -> dict[str, dict[str, str]]:
    return {row["field"]: row for row in load_table("organs")}


def _charged(field: str, column: str, year: int | None) -> str | None:
    """The organ of a column that is charged with a field in a year; of fields that are over, none without a year."""
    row = _organs().get(field)
    if row is None or not _of_year([row], year) or row["last"] and not year:
        return None
    return row[column] or None


@cache
def _full_words() -> re.Pattern:
    words = {row["word"] for row in load_table("organ_words")} | set(_organs())
    words |= {row["full"] for row in load_table("abbreviations") if row["full"]}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(f"(?:(?:{'|'.join(map(re.escape, ordered))})[和与]?)+")


def _is_of_level(row: dict[str, str], region: Region) -> bool:
    return not row["level"] or region.level in split_cell(row["level"])


def full_field(field: str, region: Region, year: int | None = None) -> str | None:
    """The field of work in full (发改 → 发展和改革), or None where it is not known to be one, or of several.

    ``year``: of the document, for words that meant one organ and then another (农委).
    """
    rows = _rows_for(field, region, year)
    if rows:
        return rows[0]["full"] or None if len({row["full"] for row in rows}) == 1 else None
    return field if field in _organs() or _is_full(field) else None


def _rows_for(written: str, region: Region, year: int | None) -> list[dict[str, str]]:
    """The abbreviation's rows of this place, else of its level, else those of any."""
    rows = [row for row in _abbreviations().get(written, []) if _is_of_place(row["place"], region) and _is_of_level(row, region)]
    rows = _of_year(rows, year)
    return [row for row in rows if row["place"]] or [row for row in rows if row["level"]] or rows


def _is_of_place(code: str, region: Region) -> bool:
    """Whether a row of a place holds for a division: of that place, or below the province that it names (区建设管理委 in 上海)."""
    return code in ("", region.code) or code.endswith("0000") and code[:2] == region.code[:2]


@remember
def _is_full(field: str) -> bool:
    """True for a field that is written in full: all its words are."""
    return len(field) <= _LONGEST and _full_words().fullmatch(field) is not None


def full_organ(written: str, region: Region, year: int | None = None) -> str | None:
    """The organ in full, without its place, or None where the form does not make it certain.

    Args:
        written: the organ as written, without place or level word (教体局, 教育部门), folded.
        region: the division whose organ it is; its level decides between 教育厅 and 教育局.
        year: of the document; organs of a reform have other names before and after it.
    """
    rows = _rows_for(written, region, year)
    if rows and not rows[0]["full"]:
        return None
    whole = full_field(written, region, year) if rows else None
    if whole and _WHOLE.search(whole):
        return whole
    charged = _CHARGED.search(written)
    if charged and charged.start():
        field = full_field(written[: charged.start()], region, year)
        return _charged(field, level_column(region), year) if field else None
    suffix = _SUFFIX.search(written)
    field = written[: suffix.start()] if suffix else ""
    if _WHOLE_ONLY.search(written):
        field = field if _is_full(field) else None
    else:
        field = full_field(field, region, year)
    return field + {"委": "委员会"}.get(suffix.group(1), suffix.group(1)) if field else None


def body_row(written: str, region: Region, year: int | None = None) -> dict[str, str] | None:
    """The row of ``bodies.tsv`` for an organ written without place or level word, or None; None too where two rows fit."""
    rows = _of_year([row for row in _bodies().get(written, ()) if _is_of_level(row, region)], year)
    own = [row for row in rows if row["level"]] or rows
    return own[0] if len({row["name"] for row in own}) == 1 else None


def charged_centrally(field: str, year: int | None = None) -> str | None:
    """The central body charged with a field: 教育行政部门 in 国务院教育行政部门 → 教育部."""
    charged = _CHARGED.search(field)
    words = field[: charged.start()] if charged else field
    rows = _of_year(_abbreviations().get(words, []), year)
    full = next((row["full"] for row in rows if not row["place"] and (not row["level"] or "province" in row["level"])), words)
    return _charged(full, "central", year)


@remember
def is_shortened(words: str) -> bool:
    """True for words that begin with an abbreviation (住建, 食药监), so that they are no name in full."""
    rows = (row for length in range(2, _LONGEST) for row in _abbreviations().get(words[:length], ()))
    return any(not words.startswith(row["full"]) for row in rows)


@cache
def _fields() -> frozenset[str]:
    return frozenset(_organs()) | frozenset(_abbreviations())


def is_field(words: str) -> bool:
    """True for a field of work that an organ is charged with, in full or short: 教育, 发改, 住房和城乡建设."""
    return words in _fields()


@remember
def is_organ(words: str) -> bool:
    """True for an organ written without its place, known at some level of government: 教体局, 人民政府."""
    if words in _bodies() or words in _abbreviations():
        return True
    suffix = _SUFFIX.search(words)
    field = words[: suffix.start()] if suffix else ""
    return bool(field) and (field in _fields() or _is_full(field))
