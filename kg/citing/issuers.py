"""The agencies that issued a cited document: those that stand before 《, and those its title begins with.

中共中央办公厅、国务院办公厅《关于…的意见》, 财政部等六部门印发的《…》, 国家《…规划纲要》;
国务院办公厅关于…的通知, 国家发展改革委 国家能源局关于…. An agency is known by its table or by
the place and the organ word it is made of; anything else before 《 belongs to the sentence.
"""

import re
from functools import lru_cache

from kg.agencies import agency_kind, canonical_name
from kg.lexicon import load_table, split_cell
from kg.regions import leading_place

_LONGEST = 60  # characters of a list of agencies
_ORGAN = re.compile(
    r"(?:国务院|中央|部|委|局|厅|办公厅|办公室|政府|委员会|总局|总署|署|[市省区县]办|政协|总工会|联合会|协会|学会|证监会|银保监会|银监会|保监会|常委会|领导小组|指挥部"
    r"|法院|检察院|科学院|工程院|银行|管委会|中心|公署|办事处|供销合作总社|军区|[分支]行|大会|公司|党组|党工委|编委会)$"
)
_NO_ORGAN = re.compile(r"(?:[内全外干各本战总]部|全会|会议|论坛|[项学俱]目?部|部分|当局|部署)$|会议|精神|决策|工作部署")
_NOT_NAMED = re.compile(r"^(?:各|有关|相关|我|本|该|你|贵(?=[省市县区局厅委部院公单])|其|由|所在|当地|上级|同级)")
_OWN_LEVEL = re.compile(r"^(?:省|自治区|市|县|区|州|盟|旗|兵团|师市|师|团|镇|乡|街道)(?=[^、])")
_PLACED = re.compile(r"^[^前后日月年近各我本的了是在对及和与等]{2,8}?(?:省|自治区|市|县|区|自治州|盟|旗|兵团|师|开发区|新区)[一-龥]{1,24}$")
_UNPLACED = re.compile(r"[一-龥]{2,12}[局厅委办]$")  # behind an agency with a place: 某市住建局、财政局
_ANCHORED = re.compile(r"^(?:国务院|国家|中共|中央|党中央|中国|全国|最高人民|中华|中办|国办)")
_SINGLE = "按据依由经将对与和及以向照如原凭为在是用把"  # words of one character with which a clause leads to an agency
_BREAKS = "以及|领会|报请|近日|日前|此前|关于(?:对(?!外))?|现将|结合|会同|经由|通过|属于|来自|对照|报送|上报|配合|协同|联合|包括|其中|特别是|下发|转发|印发|批转|出台|符合|不符合"
# 财政部2003年11月17日发布的《, 省政府印发的《, 财政部等六部门《
_DATED = re.compile(r"(?:于 *)?(?:(?:\d{4}|今|去|当)年 *)?(?:\d{1,2}月 *)?(?:\d{1,2}日)?(?:联合|共同|最新)?(?:(?:印发|发布|公布|颁布|下发|颁发|制发)(?:实施|施行)?[的了]?|(?:出台|制定)(?:实施)?的) *$")
_SEVERAL = re.compile(r"等 *[\d一二三四五六七八九十两]{0,3} *[个家]?(?:部门|部委|单位|委办局)(?:联合|共同)? *$")
_STOP = re.compile(r"[^一-龥、 〇]")
_SEPARATOR = re.compile(r"[、 ]+")
_AND = re.compile(r"和|与|及|暨|以及")
_TITLE_HEAD = re.compile(r"关于|印发|转发|批转|公布|发布")


@lru_cache(maxsize=1)
def _breaks() -> re.Pattern:
    verbs = {row["verb"] for row in load_table("relation_verbs") if row["side"] == "left" and len(row["verb"]) > 1}
    return re.compile(_BREAKS + "|" + "|".join(sorted(verbs, key=lambda verb: (-len(verb), verb))))


@lru_cache(maxsize=4096)
def is_agency(words: str) -> bool:
    """Whether folded words without white space are the name of one agency: by the tables, or a place and an organ word."""
    if not 2 <= len(words) <= 40 or _NOT_NAMED.match(words) or not _ORGAN.search(words) or _NO_ORGAN.search(words):
        return False
    if canonical_name(words, None) or _ANCHORED.match(words) or _central().match(words):
        return True
    level = _OWN_LEVEL.match(words)
    if level:
        return len(words) > level.end()
    led = leading_place(words)
    return bool(led and led[1] < len(words)) or bool(_PLACED.match(words))


def _without_lead(words: str) -> str:
    """An item without the words of the sentence that lead to it: 根据财政部 → 财政部, (5月9)日某局 → 某局."""
    words = words.lstrip("年月日号")
    last = 0
    for cut in _breaks().finditer(words):
        if is_agency(words[cut.end() :].removeprefix("原")):
            last = cut.end()
    words = words[last:]
    if words and words[0] in _SINGLE and not leading_place(words) and (words[0] == "原" or not canonical_name(words, None)):
        words = words[1:]
    return words


def start_of_issuers(text: str, end: int, floor: int = 0) -> int | None:
    """Where the agencies begin that stand directly before the 《 at ``end``; None where none do.

    ``floor``: they begin not before. Offsets are characters of the folded text.
    """
    at = len(text[floor:end].rstrip()) + floor
    tail = _DATED.search(text, max(floor, at - 40), at)
    if tail:
        at = tail.start()
    several = _SEVERAL.search(text, max(floor, at - 16), at)
    if several:
        at = several.start()
    if not tail and not several and text.endswith("国家", floor, at):
        return at - 2
    low = max(floor, at - _LONGEST)
    run = next((m.end() for m in reversed(list(_STOP.finditer(text, low, at)))), low)
    start = None
    cuts = [run, *(m.end() for m in _SEPARATOR.finditer(text, run, at))]
    stop = at
    for cut in reversed(cuts):
        item = text[cut:stop].strip("、 ")
        words = _without_lead(item)
        first = _first_of_pair(words)
        if first is not None or is_agency(words):
            start = cut + text[cut:stop].index(words) + (first or 0)
            if first or words != item:
                break
        elif item and not _UNPLACED.fullmatch(item):
            break
        stop = cut
    return start


def _first_of_pair(words: str) -> int | None:
    """Where the first agency begins in 甲和乙; None where the words are no such pair (or one name with 和 in it)."""
    if is_agency(words) and canonical_name(words, None):
        return None
    for joint in _AND.finditer(words):
        right = words[joint.end() :]
        left = _without_lead(words[: joint.start()])
        if is_agency(right):
            return joint.start() - len(left) if is_agency(left) else joint.end()
    return None


def split_issuers(words: str) -> tuple[str, ...]:
    """The agencies of a list before 《 or at the head of a title, in order; () where a part of it is none.

    They are apart by 、, a space or 和, or by nothing: 国家发展改革委国家能源局, 中共中央国务院.
    """
    words = _SEVERAL.sub("", _DATED.sub("", words.strip())).strip()
    found: list[str] = []
    for item in filter(None, _SEPARATOR.split(re.sub(r"(?<!\s)\s*\n\s*", "", words))):
        item = item[1:] if item.startswith("原") and not leading_place(item) else item
        parts = ("国家",) if item == "国家" else _split_run(item)
        if not parts and found and _UNPLACED.fullmatch(item):
            parts = (item,)
        if not parts:
            return ()
        found += parts
    return tuple(found)


def _split_run(words: str) -> tuple[str, ...]:
    """The agencies of a run without 、 or spaces; () where it is not agencies throughout."""
    if is_agency(words) and canonical_name(words, None) and not _glued(words):
        return (words,)
    return _glued(words) or ((words,) if is_agency(words) else ())


@lru_cache(maxsize=1024)
def _glued(words: str) -> tuple[str, ...]:
    """Two or more agencies that stand together with nothing or 和 between them, or ()."""
    if agency_kind(canonical_name(words, None) or "") == "vertical" or _central().fullmatch(words):
        return ()  # 国家税务总局某省税务局, 国务院国资委: one
    for cut in range(2, len(words) - 1):
        left, right = words[:cut], words[cut:]
        joint = _AND.match(right)
        if not is_agency(left) or left.endswith(("国务院", "人民政府")) and not joint and not _ANCHORED.match(right) and not _heads(right):
            continue
        rest = right[joint.end() :] if joint else right
        if _heads(rest):
            tail = _glued(rest) or ((rest,) if is_agency(rest) else ())
            if tail:
                return (left, *tail)
    return ()


@lru_cache(maxsize=1024)
def _heads(words: str) -> bool:
    """Whether an agency that is named with its place, or a central one, can begin here."""
    return bool(_ANCHORED.match(words) or _central().match(words) or leading_place(words) or _OWN_LEVEL.match(words))


@lru_cache(maxsize=1)
def _central() -> re.Pattern:
    forms = {form for row in load_table("central_agencies") for form in (row["name"], *split_cell(row["short"])) if len(form) > 2}
    return re.compile("|".join(sorted(map(re.escape, forms), key=lambda form: (-len(form), form))))


def issuers_in_title(title: str) -> tuple[str, ...]:
    """The agencies with which a folded title begins (国务院办公厅关于…, 财政部 税务总局关于…), or ()."""
    for head in _TITLE_HEAD.finditer(title[:120]):
        words = _SEVERAL.sub("", title[: head.start()].strip())
        if not words:
            return ()
        found = split_issuers(words)
        if found:
            return found
    return ()
