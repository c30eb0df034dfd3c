"""The rank of a document (效力级别), where its form says it: never a guess.

立法法: laws are made by the National People's Congress and its Standing Committee, 行政法规 by the State Council,
地方性法规 by the congresses of provinces and prefectures, 规章 by order (令) of departments of the State Council and
of governments of provinces and prefectures. 中国共产党党内法规制定条例: 准则, 条例, 规定, 办法, 规则, 细则 of the party.
Of all other documents only those are told whose number or type says it: 规 at the end of a government's code is
规范性文件; letters, replies, circulars, reports, requests and minutes are 工作文件. Whether a 通知 is one
or the other depends on what it says, and stays open.
"""

import re

from kg.laws import rank_of_law
from kg.numbers import parse_number
from kg.text import fold

_STANDARD = re.compile(r"(?<![A-Za-z])(?:GB(?:/[TZ])?|DB[0-9]{2}(?:/T)?|[A-Z]{2,3}/T) ?[0-9]{2,}")
_PARTY = re.compile("^(?:中国共产党|中共)")
_STATE = re.compile("^中华人民共和国")
_NORMATIVE_CODE = re.compile("[政府]办?规字?$")  # in codes of departments 规 is also their planning division
_WORKING_TYPES = frozenset({"函", "复函", "批复", "通报", "请示", "报告", "纪要"})
_ADMINISTRATION = frozenset({"government", "office", "department", "vertical"})
_TREATY_TYPES = frozenset({"公约", "条约"})
_PARTY_TYPES = frozenset({"准则", "条例", "规定", "办法", "规则", "细则"})
_RULE_TYPES = frozenset({"令", "命令", "规定", "办法", "规则", "细则", "决定"})


def rank_of(
    title: str | None, number: str | None, kind: str | None, level: str | None, organ: str | None
) -> str | None:
    """法律, 行政法规, 地方性法规, 规章, 规范性文件, 工作文件, 党内法规, 标准, 条约, or None where the form does not say.

    ``kind``: the document's type (文种); ``level`` and ``organ``: level and kind of its first issuer.
    """
    title = title or ""
    parsed = parse_number(fold(number)) if number else None
    by_order = kind in ("令", "命令") or (parsed is not None and parsed.kind == "令")
    if _STANDARD.search(title):
        return "标准"
    if level in (None, "central") and (law := rank_of_law(title)):
        return law.removeprefix("部门")
    if kind in _TREATY_TYPES and level in (None, "central") and organ is None:
        return "条约"
    if _PARTY.search(title) or organ == "party":
        return "党内法规" if kind in _PARTY_TYPES and _PARTY.search(title) and level in (None, "central") else None
    if kind in ("法", "宪法") or title.endswith("法典"):
        return "法律"
    if kind == "条例":
        return _rank_of_regulations(title, level, organ)
    if by_order and organ in ("government", "department") and kind in _RULE_TYPES:
        if level == "central":
            return "行政法规" if organ == "government" else "规章"
        return "规章" if organ == "government" and level in ("province", "prefecture") else None
    if parsed is not None and _NORMATIVE_CODE.search(parsed.code):
        return "规范性文件"
    return "工作文件" if kind in _WORKING_TYPES and organ in _ADMINISTRATION and not by_order else None


def _rank_of_regulations(title: str, level: str | None, organ: str | None) -> str | None:
    if level == "central":
        return "法律" if organ == "congress" else "行政法规" if organ == "government" or _STATE.search(title) else None
    return "地方性法规" if level in ("province", "prefecture") and organ in (None, "congress") else None
