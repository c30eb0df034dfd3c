"""The code of a document number (发文机关代字): where it begins, and of which letters it is made.

A code is composed: letters of the place (豫, 新兵, 黔东南), letters of the agency (政, 政办,
教, 发改), then those of a department and of the kind (规, 函, 字). Central codes have no place
(国发, 发改价格, 财库). The tables are in ``kg/lexicon``: ``region_letters``, ``organ_letters``,
``central_agencies``, ``central_codes``, ``code_stops``, and ``number_codes`` with whole codes.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kg.lexicon import load_table, split_cell

LONGEST = 14  # characters of the longest code counted


class CodeParts(NamedTuple):
    """A code taken apart: ``place`` "" for central codes and for 市政发 ``市``; ``organ`` its letters."""

    place: str
    organ: str
    rest: str
    central: bool


@cache
def code_rows() -> dict[str, dict[str, str]]:
    """Whole codes that were counted: code to row of ``number_codes``."""
    return {row["code"]: row for row in load_table("number_codes")}


@cache
def central_prefixes() -> frozenset[str]:
    """Beginnings, two letters and more, that only one central agency's codes have."""
    cells = (split_cell(row["code"]) for row in load_table("central_agencies"))
    return frozenset(prefix for cell in cells for prefix in cell if len(prefix) > 1)


@cache
def _central_letters() -> dict[str, tuple[str, ...]]:
    return {row["letter"]: split_cell(row["next"]) for row in load_table("central_codes")}


@cache
def place_letters() -> frozenset[str]:
    """Letters that stand for one place or a few, from the table."""
    return frozenset(row["letters"] for row in load_table("region_letters"))


@cache
def _place_initials() -> frozenset[str]:
    names = (split_cell(row["short"])[:1] or (row["name"],) for row in load_table("regions"))
    return frozenset(name[0][0] for name in names)


@cache
def _place_names() -> frozenset[str]:
    return frozenset(name for row in load_table("regions") for name in split_cell(row["short"]) if len(name) < 5)


@cache
def organ_letters() -> frozenset[str]:
    return frozenset(row["letters"] for row in load_table("organ_letters"))


@cache
def _letters_of_codes() -> frozenset[str]:
    """Characters that stand after the first of some counted code."""
    return frozenset(char for code in code_rows() for char in code[1:]) | frozenset("令公告通字函")


@cache
def _stops(kind: str) -> re.Pattern:
    """The words of one kind as a pattern; kind ``ending``: words of two characters and more that end a title."""
    kinds = ("stop", "title") if kind == "ending" else (kind,)
    words = [row["word"] for row in load_table("code_stops") if row["kind"] in kinds]
    if kind == "ending":
        endings = [word for word in words if len(word) > 1 and word not in ("公告", "通告", "批复", "答复")]  # these are kinds
        return re.compile("(?:" + "|".join(endings) + ")$")
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


# What ends a number that is no document's: licences, contracts, judgments, addresses, issues.
_NO_CODE = re.compile(r"(?:证|合同|协议|判决书|裁定书|通知书|说明书|(?<![公铁交])路|街|楼|栋|弄|幢|室|期|票|第|号)$")
_OFFICE_LETTER = re.compile(r"办公[厅室](?:便函|便笺)$")  # the letterhead before it (某省人民政府办公厅) is not repeated in the code
_GENERIC = frozenset({"便函", "函", "发", "字", "文", "办", "通知", "公告", "通告", "令", "复", "电", "明电"})
_JOINING = "和或且在对等照据"  # of these only 和 begins names of places: 和政发, but not 和科发
_GOVERNMENT_LETTERS = "政府委党县"
_SPELT = 3  # letters of an organ that leave no doubt
_WHOLE = 9  # characters of a code of letters that the tables do not have, between two marks


def _organ_at(words: str) -> str:
    for length in range(min(6, len(words)), 0, -1):
        if words[:length] in organ_letters():
            return words[:length]
    return ""


def _central_prefix(code: str) -> str:
    for length in range(min(8, len(code)), 1, -1):
        # 国发, 中发, 厅字 are whole codes: 中发改规字 is of 中山市.
        if code[:length] in central_prefixes() and (length > 2 or length == len(code) or code[1] not in "发函字"):
            return code[:length]
    for following in _central_letters().get(code[0], ()):
        if code.startswith(following, 1):
            return code[0]
    return ""


def _lettered(rest: str, most: int) -> bool:
    return len(rest) <= most and all(char in _letters_of_codes() for char in rest)


def _places_before(code: str):
    """The beginnings of a code that may stand for a place, the surest first."""
    lengths = range(min(5, len(code) - 1), 0, -1)
    yield from (code[:length] for length in lengths if code[:length] in place_letters())
    yield from (code[:length] for length in lengths if length > 1 and code[:length] in _place_names())
    initials = _place_initials()
    if code[0] in initials or code[0] in "省市县区州盟旗":
        yield code[0]
    # A district behind its city (深南, 温鹿), a place that says what it is (晋市, 金区).
    for length in (2, 3):
        if length < len(code) and code[0] in initials and all(char in initials or char in "市县区州" for char in code[1:length]):
            yield code[:length]


@lru_cache(maxsize=16384)
def split_code(code: str) -> CodeParts | None:
    """The parts of a code that is made as codes are made, None of other words."""
    if not code or len(code) > LONGEST:
        return None
    prefix = _central_prefix(code)
    if prefix and _lettered(code[len(prefix) :], 6):
        return CodeParts("", prefix, code[len(prefix) :], True)
    for place in _places_before(code):
        organ = _organ_at(code[len(place) :])
        rest = code[len(place) + len(organ) :]
        if organ and (_lettered(rest, 6) or len(organ) >= _SPELT and len(rest) == 1):  # 津市场监管垄: any division of an organ that is spelt out
            return CodeParts(place, organ, code[len(place) + len(organ) :], False)
    return None


def is_certain(code: str) -> bool:
    """A code that is complete as it stands: counted, central, or with letters of one place."""
    parts = split_code(code)
    known = parts is not None and (parts.central or parts.place in place_letters())
    return known or (len(code) != 2 and code in code_rows())


@lru_cache(maxsize=16384)
def code_start(run: str) -> int | None:
    """Where the code begins in ``run``, the unbroken characters before the year; None if no code is there.

    Verbs and title words end what is before it (的通知|沪府发); of what is left, short words between
    two marks are a code as a whole, and of long words the first place from which a code can be composed.
    """
    office = _OFFICE_LETTER.search(run)
    if office:
        return office.start()
    start = 0
    for stop in _stops("stop").finditer(run):
        if stop.end() < len(run):
            start = stop.end()
    if run.startswith("函", start) and split_code(run[start + 1 :]):
        start += 1  # …制度的函|渝府办函: the line break before the number is lost
    left = run[start:]
    if not left or _NO_CODE.search(left):
        return None
    if is_certain(left):
        return start
    if left[0] == "原" and left[:2] not in _place_names() and not _organ_at(left[1:2]) and split_code(left[1:]):
        start, left = start + 1, left[1:]  # 原|舞政: what was in force until now; 原政 and 原平政 are codes
    if left[0] in _JOINING and len(left) > 2 and left[1] not in _GOVERNMENT_LETTERS:
        start, left = start + 1, left[1:]
    for weak in _stops("weak").finditer(left):
        after = left[weak.end() :]
        if weak.group() == "原" and left[weak.start() : weak.start() + 2] in _place_names():
            continue  # 原平
        # 有关工作和|豫科: the words before are none of a code; 经|国发, but 并政发 of 太原.
        apart = weak.start() > 0 and left[0] not in place_letters() and not split_code(left)
        if is_certain(after) or (apart and split_code(after)):
            return start + weak.end()
    for title in _stops("title").finditer(left):
        if is_certain(left[title.end() :]):
            return start + title.end()
    if _stops("ending").search(left):
        return None  # 暂行办法〔2012〕34号: the title's end, and no code
    composed = next((at for at in range(max(0, len(left) - LONGEST), len(left)) if split_code(left[at:])), None)
    if composed is None or composed == 0 or (len(left) <= _WHOLE and not _is_word(left[:composed], left[composed:])):
        return start if composed == 0 or (1 < len(left) <= _WHOLE and left not in _GENERIC) else None
    return start + composed


def _is_word(before: str, code: str) -> bool:
    """True where ``before`` is no part of the code after it: 按|榕政办, but not 沪扫|黑办."""
    if before[0] in place_letters():
        return False
    if not is_certain(code):
        return _stops("weak").fullmatch(before[-1]) is not None
    return not all(char in _letters_of_codes() or char in _place_initials() for char in before) or bool(
        _stops("weak").search(before)
    )
