"""Agencies in lists: taken apart, and told from other words by their form.

A list of agencies is split at 、 , ; and at 和 及 between agencies; a name that holds 和 stays whole
(工业和信息化部), and so do groups of levels (各市、县(市、区)人民政府). All text is folded, offsets are
characters, end exclusive.
"""

import re
from functools import cache

from kg.lexicon import load_table, split_cell
from kg.organs import is_field, is_organ
from kg.regions import leading_place
from kg.remembered import remember
from kg.text import find_outside

LEVELS = (
    "计划单列市|省辖市|省直管县|设区的?市|省|自治区|直辖市|直管市|自治[县州旗]|地级以上市|地级市|地区|地方|地市|地|市县|市州|市|县级市|县区|县|区县|区|州|盟|旗|师市|师|兵团|团场|团镇|团|连队"
    "|镇街(?!道)|镇乡|镇|乡镇场|乡镇|乡|街道|街镇|街区|街|苏木|园区|功能区|开发区|片区|社区|村"
)
_BRACKETED_LEVELS = rf"\((?:{LEVELS}|特区|林区|行委|[、,和])++\)"
_ONE_LEVEL = rf"(?:(?:{LEVELS})(?!直)(?:{_BRACKETED_LEVELS})?)++"
# Groups go down: behind 各乡镇 comes no 县, behind 各县区 no 市 that has an organ, behind 各市 no such 省.
_HAS_ORGAN = "[一-龥]{1,10}?[局委厅部办院会](?!事处)"
_DOWN = (
    rf"(?:(?:(?<=[镇乡道村])|(?<=[社园]区))、(?![省市县区州盟旗]|自治区)|(?<=[县区旗)])(?<![社园]区)、(?!(?:[省市州盟]|自治区){_HAS_ORGAN})"
    rf"|(?<=[市州盟])、(?!(?:省|自治区){_HAS_ORGAN})|(?<![镇乡道村县区旗)市州盟])、)"
)
GROUP = rf"(?:各级?|有关|相关|属地|所在|其他){_ONE_LEVEL}(?:{_DOWN}{_ONE_LEVEL})*"
LEVELS_LISTED = rf"(?:各|设区的)?(?:{LEVELS})级?(?:\([^()]{{1,12}}\))?(?:(?:{_DOWN}|和|及|或)(?:{LEVELS})(?!直)级?(?:\([^()]{{1,12}}\))?)+(?=[一-龥]{{2}})"
# Who else belongs to a list, not named: 等有关部门, 等8个部门和单位, 等行业主管部门, 等县(市、区); 市水务局、市财政局两部门.
# Nothing but words of a kind stands between 等 and what they are, so that 等督促用水单位 is none.
MANY = (
    r"(?:有关|相关|其他|其它|各|多|的|\d{1,2}[个家]|[一二两三四五六七八九十]{1,3}[个家]?|国务院|中央|自治区|[本省市县区州盟旗](?:[级属]|直属?)?"
    r"|行业|职能|专业|业务|责任|成员|主管|行政|管理|监管|监督|执法|司法|政法|党政|综合|主要|承办|协办|主办|实施|牵头|配合|参与|参加|涉[一-龥])*+"
    r"(?:部门(?:和|及|与|、)?单位|单位(?:和|及|与)部门|部门|单位|机构|机关|科室)(?:\((?:部门|单位|机构)\))?"
)
_PLACES = r"(?:有关|相关|其他|其它|各|\d{1,2}个|[一二两三四五六七八九十]{1,3}个)*+(?:县区|区县|市县|县市|市区|市州|乡镇|镇街|街镇|镇乡|街道|园区|开发区|社区|地区|地方?|[市县镇乡村](?=\()|(?<=[个关各])[市县区州镇乡])(?:\([^()]{1,12}\))?"
OTHERS = rf"(?:等(?:(?:涉及|涉|承担|负有)[^,。;、()等]{{1,16}}(?=有关|相关|的))?(?:{MANY}|{_PLACES})?|[两三四五六七八九](?:个|家)?(?:部门|单位))"
_GROUP_HEAD = re.compile(rf"(?:各级|各|有关|相关|所在|其他|全)?(?:{LEVELS})++(?:\([^()]*\))?(?:行政公署|行署)?$")
_LEVEL_START = re.compile(rf"(?:{LEVELS})(?!直)")
_GROUP_TAIL = re.compile(
    rf"(?:{LEVELS})++(?:\([^()]*\))?(?:人民政府|政府|管委会|党委|办事处|党工委|街道办|办)?(?:\([^()]*\))?$"
)
_OF_CENTRE, _POSTED = re.compile("中央[省市区]*$"), re.compile("(?:省|市|自治区|区)(?:$|[、和及]?(?:[省市区]、?)*[驻直属])")  # 中央、省驻某单位
_THEIR_GOVERNMENT = re.compile(r"(?:人民)?政府(?:\(管委会\))?$")  # 各乡镇党委、政府
_GOVERNMENTS = re.compile(r"各(?:地区|[市县区州盟旗乡镇])+(?:\([^()]*\))?(?:人民)?政府(?:\([^()]*\))?$")
_LEVELS_ONLY = re.compile(rf"{_BRACKETED_LEVELS}$")
# With what the name of an agency ends, and with what places and zones do that stand for their governments.
_ORGAN_END = re.compile(
    r"(?:局|委|厅|部|办|会|院|政府|行|部门|单位|公司|集团|室|中心|署|队|海关|机构|团|校|镇|乡|街道|机关"
    r"|组织|组|专班|社|处|所|科|司|企业|馆|台|网|站|联|厂|园|库|协|总部|中央|(?:协调|防控)机制)$"
)
_PLACE_END = re.compile(r"(?:新区|高新区|经开区|开发区|示范区|度假区|园区|景区|保税区|合作区|工业园|[市县区州盟旗师省]|各地|地方|属地|^各(?:行政)?村(?:居|社区)?|^各社区)$")
_NO_AGENCY = re.compile(r"负责人|根据|按照|进行|出具|责任人|主任|局长|书记|同志|人员|干部|(?<!自)由|应当|必须|需要|负责(?!科室|部门|处室)|如有|如果|可以|不得")
_ASIDE = re.compile(r"\((?:以下|简称|下称|含|不含|包括|除)")
_TAIL = re.compile(rf"(?<![高中初平同对优均]){OTHERS}$|及(?=有关|相关|其他){MANY}$|等(?:有关|相关|其他)[省市县区州乡镇、()]{{0,10}}(?:人民)?政府$")
_ONE_KIND = re.compile("部门、单位(?!负责人)")  # 各部门、单位
_SECOND_NAME = re.compile(r"(?:管委会|委员会|办事处|街道办|党工委)\)$")  # 政府(管委会), 某某委员会(某某委员会)
_AROUND = " \n:.。“”"  # an item of a list
_LONGEST = 300  # characters of an item of a list: longer ones are no names
_GLOSS = re.compile(r"\((?:[^()]|\([^()]{0,40}\)){0,120}\)$")
_AND = re.compile(r"等?(?:以及|和|及|与|暨)")
_DEPARTMENT = re.compile(r"(?:行政|主管)*(?:部门|单位)$")


@remember
def is_agency(words: str) -> bool:
    """True for words that can be an agency or a group of them by their form: they end as one does."""
    core = _GLOSS.sub("", words) or words
    if not 1 < len(words) <= 45 or _NO_AGENCY.search(core):
        return False
    return is_organ_end(words) or bool(_PLACE_END.search(core)) or is_field(core)


@remember
def is_organ_end(words: str) -> bool:
    """True for words that end as the name of an organ does, a bracket after it set aside."""
    return len(words) > 1 and bool(_ORGAN_END.search(_GLOSS.sub("", words)) or words[-1] == ")" and _ORGAN_END.search(words[:-1]))


@remember
def is_known(words: str) -> bool:
    """True for an agency that the lexicon knows, with a place or a level word before it, and for groups of governments."""
    core = _GLOSS.sub("", words)
    led = leading_place(core)
    unplaced = re.sub(r"^(?:各级|各|有关|相关)?(?:自治区|师市|地区|[省市县区州盟旗师团])+", "", core)
    for rest in {core, unplaced, core[led[1] :] if led else ""}:
        if rest and (is_organ(rest) or rest in ("管委会", "管理委员会")):
            return True
    if core.startswith("各") and re.search(r"(?:政府|部门|单位|管委会|街道|[乡镇区县])$", core):
        return True
    return is_central_form(core)


def is_central_form(words: str) -> bool:
    """True for a central body, written in full or in a short form of the table."""
    return words in _central_forms()


def _cut_at_and(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split one item at 和 及 以及 与 where agencies stand on both sides."""
    if end - start > _LONGEST:
        return [(start, end)]
    words = text[start:end]
    if not _AND.search(words):
        return [(start, end)]
    stem = _DEPARTMENT.sub("", words)
    if is_field(stem) or is_organ(words) or is_central_form(words):
        return [(start, end)]
    for joint in _AND.finditer(words):
        left, right = words[: joint.start()], words[joint.end() :].removesuffix("等")
        if not left or not right or left == "中央" and _POSTED.match(right) or re.match(r"(?:部门|单位|个人|政府(?!.*[局委厅办])|其(?!他)|有关单位|相关单位|机构)", right):
            continue
        fields = is_field(left) and re.search(r"(?:部门|[局委厅])$", right) and is_field(re.sub(r"(?:行政|主管)*(?:部门)$|[局委厅]$", "", right))
        if fields or is_organ_end(left) and (is_organ_end(right) or _PLACE_END.search(right) or re.match(r"(?:各|有关|相关|其他)", right)):
            return [(start, start + joint.start()), *_cut_at_and(text, start + joint.end(), end)]
    return [(start, end)]


def is_group_of_levels(left: str, right: str) -> bool:
    """True where two items are one group of levels: 各团镇 and 乡, 市 and 区民政部门, 各市(州) and 各县(市、区)人民政府."""
    if _OF_CENTRE.match(left) and _POSTED.match(right) or left.startswith("各") and left.endswith("党委") and _THEIR_GOVERNMENT.match(right):
        return True
    if not _GROUP_HEAD.match(left):
        return False
    if right.startswith("各"):
        return left.startswith("各") and bool(_GOVERNMENTS.match(right))
    if not _LEVEL_START.match(right) or left[-1] in "镇乡道村" and right[0] in "省市县区州盟旗":
        return False
    several = left.startswith(("各", "有关", "相关", "全"))
    return not several or bool(_GROUP_TAIL.match(right))


def split_agencies(text: str) -> list[tuple[int, int]]:
    """The agencies of a list, as offsets into the folded list text.

    Glosses in brackets after a name and a tail 等有关部门 are left out. Items are not looked up:
    a list of any names is split.
    """
    return list(_split(text))


@remember
def _split(text: str) -> list[tuple[int, int]]:
    text = text.replace("〔", "(").replace("〕", ")")
    cuts = [-1, *(at for at in find_outside("、,;\n", text, "()《》") if not _ONE_KIND.match(text, max(0, at - 2))), len(text)]
    cuts = sorted({*cuts, *_marks_between(text)})
    items: list[tuple[int, int]] = []
    for before, after in zip(cuts, cuts[1:]):
        start, end = _trimmed(text, before + 1, after)
        if start >= end:
            continue
        if items and text[items[-1][1] : start].strip() in ("、", ",") and is_group_of_levels(_last_level(text, items[-1]), text[start:end]):
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


def _marks_between(text: str) -> list[int]:
    """Spaces and / that stand for 、: an organ's name ends before, another begins after (市教育局 市财政局)."""
    if " " not in text and "/" not in text:
        return []
    found, words = [], re.split(r"([、,; \n/])", text)
    at = 0
    for left, mark, right in zip(words[::2], words[1::2], words[2::2]):
        at += len(left)
        if mark in " /" and is_organ_end(left) and is_organ_end(right):
            found.append(at)
        at += 1
    return found


def _last_level(text: str, item: tuple[int, int]) -> str:
    """An item with the members of its group as one word, so that 各团镇、乡 may be joined by 、街道办."""
    return re.sub(r"[、, ]", "", text[item[0] : item[1]])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    if start >= end or text[start] not in _AROUND and text[end - 1] not in _AROUND:
        return start, end
    closing = text.rfind("”", start, end)
    while start < end and (text[start] in " \n:.。”" or text[start] == "“" and closing < start):
        start += 1
    opening = text.find("“", start, end)
    while start < end and (text[end - 1] in " \n:.。“" or text[end - 1] == "”" and not 0 <= opening < end):
        end -= 1
    return start, end


def _without_tail(text: str, start: int, end: int) -> tuple[int, int]:
    """An item without 等有关部门 and without a gloss; brackets of a name stay: 政府(管委会), 各市(州)."""
    tail = _TAIL.search(text, max(start, end - _LONGEST), end)
    end = tail.start() if tail else end
    gloss = _GLOSS.search(text, start, end) if text.find(")", start, end) >= 0 else None
    if gloss and gloss.start() > start:
        words = gloss.group()
        part_of_name = _LEVELS_ONLY.match(words) or _SECOND_NAME.search(words) and not _ASIDE.match(words)
        end = end if part_of_name else gloss.start()
    return _trimmed(text, start, end)


def split_issuers(line: str) -> list[tuple[int, int]]:
    """The agencies of a letterhead or signature line: apart by spaces, 、 or nothing but their ends.

    国家发展改革委 财政部 住房城乡建设部 are three; a closing 文件 belongs to none.
    """
    found = []
    for item in re.finditer(r"[^、,;\s]+", line.rstrip().removesuffix("文件")):
        found.extend(_cut_at_and(line, item.start(), item.end()))
    joined: list[tuple[int, int]] = []
    for start, stop in found:  # 河 南 省 财 政 厅 is spaced out, not six names
        if joined and not line[joined[-1][1] : start].strip() and not is_organ_end(line[joined[-1][0] : joined[-1][1]].replace(" ", "")):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


@cache
def _central_forms() -> frozenset[str]:
    return frozenset(form for row in load_table("central_agencies") for form in (row["name"], *split_cell(row["short"])))
