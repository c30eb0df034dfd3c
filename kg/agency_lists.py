"""Agencies in text: lists of them taken apart, and names found in running text.

A list of agencies is split at 、 , ; and at 和 及 between agencies; a name that holds 和 stays whole
(工业和信息化部), and so do groups of levels (各市、县(市、区)人民政府). All text is folded, offsets are
characters, end exclusive.
"""

import re
from functools import cache

from kg.lexicon import load_table
from kg.organs import is_field, is_organ
from kg.regions import leading_place

LEVELS = "省|自治区|直辖市|地区|市|县|区|州|盟|旗|师市|师|兵团|团场|团镇|团|镇|乡|街道|乡镇|镇街|镇乡|园区|开发区|村|社区|街镇"
GROUP_HEAD = re.compile(rf"(?:各级|各|有关|相关|所在|其他|全)?(?:{LEVELS})+(?:\([^()]*\))?$")
LEVEL_START = re.compile(rf"(?:{LEVELS})(?!直)")
GROUP_TAIL = re.compile(rf"(?:{LEVELS})+(?:\([^()]*\))?(?:人民政府|政府|管委会|党委|办事处|党工委|办)?$")
# With what an agency's name ends
ORGAN_END = re.compile(
    r"(?:局|委|厅|部|办|会|院|政府|行|部门|单位|公司|集团|室|中心|署|总队|支队|大队|海关|机构|团|办事处|院校|镇|乡|街道|分局|机关|组织|专班|工委|党校|社|处|所|组)(?:\([^()]*\))?$"
)
TAIL = re.compile(r"(?:[等及](?=等|有关|相关|其他)|等)(?:各)?(?:有关|相关|其他|其它|责任|市级|县级|省级|市直|县直|省直|\d+个?|[一二三四五六七八九十]+个?)*(?:部门和单位|部门、单位|单位和部门|部门|单位|机构|科室)?$")
GLOSS = re.compile(r"\([^()]*\)$")


def _depth_zero(text: str, marks: str) -> list[int]:
    """The positions of ``marks`` outside brackets."""
    depth, found = 0, []
    for i, char in enumerate(text):
        if char in "(〔《":
            depth += 1
        elif char in ")〕》":
            depth = max(0, depth - 1)
        elif not depth and char in marks:
            found.append(i)
    return found


def _is_agency(words: str) -> bool:
    return bool(ORGAN_END.search(words)) and len(words) > 1


def _cut_at_and(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split one item at 和 及 以及 与 where agencies stand on both sides."""
    words = text[start:end]
    stem = re.sub(r"(?:行政|主管)*(?:部门|单位)$", "", words)
    if is_field(stem) or is_organ(words):
        return [(start, end)]
    for joint in re.finditer(r"以及|和|及|与|暨", words):
        left, right = words[: joint.start()], words[joint.end() :]
        if not left or not right or re.match(r"(?:部门|单位|个人|政府(?!.*[局委厅办])|其(?!他)|有关单位|相关单位|机构)", right):
            continue
        fields = is_field(left) and re.search(r"(?:部门|[局委厅])$", right) and is_field(re.sub(r"(?:行政|主管)*(?:部门)$|[局委厅]$", "", right))
        if fields or _is_agency(left) and (_is_agency(right) or re.match(r"(?:各|有关|相关|其他)", right)):
            return [(start, start + joint.start()), *_cut_at_and(text, start + joint.end(), end)]
    return [(start, end)]


def _joins(left: str, right: str) -> bool:
    """True where two items are one group of levels: 各团镇 and 乡, 市 and 区民政部门."""
    if not GROUP_HEAD.match(left) or not LEVEL_START.match(right):
        return False
    several = left.startswith(("各", "有关", "相关", "全"))
    return not several or bool(GROUP_TAIL.match(right))


def split_agencies(text: str) -> list[tuple[int, int]]:
    """The agencies of a list, as offsets into the folded list text.

    Glosses in brackets after a name and a tail 等有关部门 are left out. Items are not looked up:
    a list of any names is split.
    """
    cuts = [-1, *_depth_zero(text, "、,;，；\n"), len(text)]
    items: list[tuple[int, int]] = []
    for before, after in zip(cuts, cuts[1:]):
        start, end = _trimmed(text, before + 1, after)
        if start >= end:
            continue
        if items and text[items[-1][1] : start].strip() in ("、", ",") and _joins(_last_level(text, items[-1]), text[start:end]):
            items[-1] = (items[-1][0], end)
        else:
            items.append((start, end))
    found = []
    for start, end in items:
        for first, last in _cut_at_and(text, start, end):
            first, last = _without_tail(text, *_trimmed(text, first, last))
            if first < last:
                found.append((first, last))
    return found


def _last_level(text: str, item: tuple[int, int]) -> str:
    """An item with the members of its group as one word, so that 各团镇、乡 may be joined by 、街道办."""
    return re.sub(r"[、, ]", "", text[item[0] : item[1]])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n:.。“”":
        start += 1
    while start < end and text[end - 1] in " \n:.。“”":
        end -= 1
    return start, end


def _without_tail(text: str, start: int, end: int) -> tuple[int, int]:
    tail = TAIL.search(text, start, end)
    if tail and (tail.start() > start):
        end = tail.start()
    elif tail:
        return start, start
    gloss = GLOSS.search(text, start, end)
    if gloss and gloss.start() > start and not ORGAN_END.search(gloss.group()[1:-1]):
        end = gloss.start()
    return _trimmed(text, start, end)


def split_issuers(line: str) -> list[tuple[int, int]]:
    """The agencies of a letterhead or signature line: apart by spaces, 、 or nothing but their ends.

    国家发展改革委 财政部 住房城乡建设部 are three; a closing 文件 belongs to none.
    """
    end = re.search(r"(?:文件)?\s*$", line).start()
    found = []
    for item in re.finditer(r"[^、,;\s]+", line[:end]):
        found.extend(_cut_at_and(line, item.start(), item.end()))
    joined: list[tuple[int, int]] = []
    for start, stop in found:  # 河 南 省 财 政 厅 is spaced out, not six names
        if joined and not line[joined[-1][1] : start].strip() and not _is_agency(line[joined[-1][0] : joined[-1][1]].replace(" ", "")):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


@cache
def _central_forms() -> re.Pattern:
    forms = {row["name"] for row in load_table("central_agencies")}
    return re.compile("|".join(sorted(map(re.escape, forms), key=lambda form: (-len(form), form))))


ENDS = re.compile(r"局|厅|委员会|委(?![员托任派])|办公室|办公厅|人民政府|院|部(?=$|[^分门署队])|署|会(?=$|[^议上员计场])")


def find_agencies(text: str) -> list[tuple[int, int]]:
    """Agencies in running folded text that are written with a place, or central; longest first, none overlapping."""
    found: list[tuple[int, int]] = [match.span() for match in _central_forms().finditer(text)]
    taken = 0
    for match in ENDS.finditer(text):
        end = match.end()
        for start in range(max(taken, end - 30), end - 3):
            led = leading_place(text[start:end])
            if led and led[1] < end - start and is_organ(text[start + led[1] : end]):
                found.append((start, end))
                taken = end
                break
    found.sort(key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int]] = []
    for span in found:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
