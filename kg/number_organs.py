"""Orders and announcements: where the name of the organ begins before 令, 公告, 通告, 会议纪要.

Their number has no code but the organ's name: 国务院令第588号, 河南省人民政府令第199号, 财政部
税务总局公告2023年第12号. The name is looked for from the left, so that the longest counts, and must be a
central agency's, a place's with an organ's ending, or stand between two marks as a whole.
"""

import re
from functools import cache

from kg.lexicon import load_table, split_cell
from kg.regions import Region, ancestors, leading_place, region_by_code

SERIAL_KINDS = ("会议纪要", "公告", "通告", "令")
_STATE = "中华人民共和国"
_RUN = 40
_GOVERNMENT = re.compile(r"(?:省|市|县|区|州|自治[区州县])(?:人民)?政府$")
_ENDING = re.compile(
    r"(?:人民)?政府$|(?:第[一二三四五六七八九十]{1,3}届)?人(?:民代表)?大会?(?:常务委员会|常委会)?$|[厅局委会办署院部]$|办公[厅室]$|中心$|海关$|支队$|总队$"
)
# What no name of an organ has inside.
_BROKEN = re.compile(r"的|关于|根据|按照|依据|以及|发布|公布|印发|执行|规定|办法|条例|通知|意见|废止|修改|《|^(?:按|以|和|与|及|见|由|将|对|在|第(?!.{1,3}届)|本|该|其)")


@cache
def _central_names() -> frozenset[str]:
    names = set()
    for row in load_table("central_agencies"):
        names.update((row["name"], *split_cell(row["short"])))
    return frozenset(name for name in names if len(name) > 1)


def is_central(words: str) -> bool:
    """True for a central agency's name, or several in a row (财政部税务总局, 财政部 海关总署)."""
    words = words.removeprefix(_STATE)
    if words in _central_names() or words == "主席":
        return True
    for cut in range(min(22, len(words)), 1, -1):
        if words[:cut] in _central_names():
            rest = words[cut:].lstrip(" 、和")
            if rest and is_central(rest):
                return True
    return False


def _is_local(words: str) -> bool:
    if _GOVERNMENT.fullmatch(words):
        return True
    if " " in words or "、" in words:
        return False
    for body in ("国家税务总局", "中国人民银行"):
        words = words.removeprefix(body)  # their own offices: 国家税务总局河北省税务局
    led = leading_place(words)
    if led is None:
        return False
    rest = words[led[1] :]
    return bool(rest) and bool(_ENDING.search(rest)) and not _BROKEN.search(rest)


def organ_start(text: str, end: int) -> int | None:
    """Where the organ's name that ends at ``end`` begins in folded text; None where no organ stands there."""
    while end > 0 and text[end - 1] == " ":
        end -= 1
    start, solid = end, end
    while start > 0 and end - start < _RUN:
        char = text[start - 1]
        if "\u4e00" <= char <= "\u9fff":
            start -= 1
            if solid == start + 1:
                solid = start
        elif char in " 、" and start - 1 > 0 and "\u4e00" <= text[start - 2] <= "\u9fff":
            start -= 1
        else:
            break
    run = text[start:end]
    # Names of several agencies may stand apart; those of places do not.
    for at in range(len(run) - 1):
        if run[at] not in " 、" and (is_central(run[at:]) or (start + at >= solid and _is_local(run[at:]))):
            return start + at
    words = text[solid:end]
    if 4 <= len(words) <= 20 and _ENDING.search(words) and not _BROKEN.search(words):
        return solid  # 中国资产评估协会公告: unknown, but between two marks and named like an organ
    return None


def tidy_organ(words: str, kind: str) -> str:
    """The organ's name as it stands in the canonical form: without spaces, 、 and the name of the state."""
    name = re.sub(r"[ 、]", "", words)
    if name.endswith("主席") and kind == "令":
        return _STATE + "主席"
    name = name.removeprefix(_STATE) or name
    return re.sub(r"(?<=[省市县州])政府$|(?<=自治区)政府$", "人民政府", name) if len(name) > 3 and not name.startswith("市") else name


def government_in(organ: str, region: "Region | str") -> str | None:
    """The full name of 省政府, 市人民政府 … in a document of ``region``; None for other organs."""
    match = re.fullmatch(r"(省|市|县|区|州|自治[区州县])(?:人民)?政府", organ)
    place = region_by_code(region) if isinstance(region, str) else region
    if match is None or place is None:
        return None
    for one in (place, *ancestors(place)):
        if one.name.endswith(match[1]):
            return one.name + "人民政府"
    return None
