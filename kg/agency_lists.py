"""Agencies in text: lists of them taken apart, and names found in running text.

A list of agencies is split at 、 , ; and at 和 及 between agencies; a name that holds 和 stays whole
(工业和信息化部), and so do groups of levels (各市、县(市、区)人民政府). All text is folded, offsets are
characters, end exclusive.
"""

import re
from functools import cache

from kg.lexicon import load_table, split_cell
from kg.organs import is_field, is_organ
from kg.regions import leading_place

LEVELS = "省|自治区|直辖市|地区|地|市|县|区|州|盟|旗|师市|师|兵团|团场|团镇|团|镇|乡|街道|乡镇|镇街|镇乡|园区|功能区|开发区|村|社区|街镇|区县|县区|市县|市州"
_GROUP_HEAD = re.compile(rf"(?:各级|各|有关|相关|所在|其他|全)?(?:{LEVELS})+(?:\([^()]*\))?$")
_LEVEL_START = re.compile(rf"(?:{LEVELS})(?!直)")
_GROUP_TAIL = re.compile(rf"(?:{LEVELS})+(?:\([^()]*\))?(?:人民政府|政府|管委会|党委|办事处|党工委|街道办|办)?(?:\([^()]*\))?$")
_GOVERNMENTS = re.compile(r"各(?:地区|[市县区州盟旗乡镇])+(?:\([^()]*\))?(?:人民)?政府(?:\([^()]*\))?$")
_LEVELS_ONLY = re.compile(rf"\((?:{LEVELS}|自治县|自治州|特区|林区|行委|师|[、,和])+\)$")
# With what the name of an agency, or of a group of them, ends.
ORGAN_END = re.compile(
    r"(?:局|委|厅|部|办|会|院|政府|行|部门|单位|公司|集团|室|中心|署|队|海关|机构|团|校|镇|乡|街道|机关|组织|组|专班|社|处|所|科|企业|馆|台|网|站|联|厂|园|库|协|总部|中央)$"
)
_ZONE_END = re.compile(r"(?:新区|高新区|经开区|开发区|示范区|度假区|园区|景区|保税区|合作区|工业园|[市县区州盟旗师省]|各地|地方|属地)$")
_PEOPLE = re.compile(r"负责人|责任人|主任|局长|书记|同志|人员|干部")
# In running text: where a name may end, and what may not go on from there.
_SPOKEN_END = re.compile(
    r"部门(?:和单位|、单位)?|(?:有关|相关|成员|牵头|责任|主管|各|直属)单位|人民政府(?!部门)|政府(?!部门|采购|投资|性|购买|引导|储备|补贴|主导|统筹|规章)"
    r"|局(?![长部限面势域])|厅(?!长)|委员会(?!主任)|委(?![员托任派组宣统政编网办党直老农])|办公室(?!主任)|办公厅|(?<![承主举开兴督协经公民筹创申代查交严试停续补通立快联自必不可帮难要须已能未中])办(?![理法好学事公证案结件妥成实])"
    r"|(?<=[织传战防育务政安化游输设利障源境业源])部(?![门分署队长级委位])|小组|工作组|专班|指挥部|联席会议|管委会|办事处|街道办|街道(?!办)|党委(?!和)|党组|党工委|工委(?!会)"
    r"|残联|妇联|总工会|工商联|科协|海关|人民银行(?![^,。;、]{1,12}[分支]行|[^,。;、]{1,6}营)|[分支]行(?!业)|营管部|营业管理部|法院|检察院|科室|处室|村委会|居委会|村民委员会|居民委员会|中心(?![城校医区支])|总队|支队|大队|供销社|总社|(?:公安|司法|税务|监察|检察|审计|行政|党政|主管|登记|海关)机关(?!工委)|(?:经办|实施|登记|监督|监察|管理|征收|执法|编制|派出)机构"
    r"|党委(?:和|、)政府|(?:银监|证监|保监)会"
)
_SPOKEN_GROUP = re.compile(
    r"设区的?市|各级党委(?:和|、)政府|各(?:设区)?(?:省|自治区|直辖市|市|县|区|州|地|镇|乡|街道|团)[、省市县区州盟地镇乡街道师团自治直辖]*(?:\((?:[省市县区旗州盟、]|自治县|特区|街道)+\))?(?:街道办|办事处|(?<=街道)办)?|县\(市、区\)|市\(州\)|省\(区、市\)"
)
_LEVELS_LISTED = re.compile(
    rf"(?:各|设区的)?(?:{LEVELS})级?(?:\([^()]{{1,12}}\))?(?:(?:、|和|及|或)(?:{LEVELS})级?(?:\([^()]{{1,12}}\))?)+(?=[一-龥]{{2}})"
)
_IN_CHARGE = re.compile(r"(?:国务院|省级|设区的市级|市级|县级|、)*(?:省|市|县|区|地方)?级?负责[^,。;、]{2,16}?的部门")
_SPOKEN_CHARS = re.compile(r"(?:[^,。;:!?、\n“”《》()]|“[^“”]{1,30}”|\([^()]{1,30}\)){1,34}")
# What makes words before an organ's end no name; 推进…领导小组 and the like are names all the same.
_NO_NAME = re.compile(
    r"要|应当|必须|设在|设于|下设|^[对将把向经凡若如请报到在以从为因当给按与跟让使]|负责(?!科室|部门|处室)|牵头(?!单位|部门)|会同|配合|加强|建立|完善|鼓励|支持|开展|依法|按照|根据|通过|作为|进行|实行|成立|设立|明确|督促|强化|做好|确保|履行|充分|发挥|争取|指导|协助|取得|加快|结合|报送|申请|提交|可以|不得|是|的(?!市|举办|主管|上级|行政)"
)
_PROJECT = re.compile(r"(?:领导小组|工作组|协调小组|专班|指挥部|联席会议)(?:办公室)?$")
_SAYS = re.compile(r"(?<!自)由|应当|必须|需要|负责(?!科室|部门|处室)|如有|如果|可以|不得")
_REGULATED = re.compile(r"(?:业主委员会|(?:学校|企业|医院|院校|高校|协会|公司)(?:党委|党组|党组织|工会|办公室))$")
_STAFF = re.compile(r"(?:相关|主要|分管|有关)*(?:负责人|负责同志|领导|人员|工作人员|干部)|[任为](?:成员|组长|副组长)")
_MORE = re.compile(r"(?:\([^()]{1,30}\))?(?:办公室|成员单位|牵头单位|党组|党委)(?!主任)")
_BELOW = re.compile(r"(?:\([^()]{1,10}\))?([一-龥]{2,12}?)(?:行政|主管)*部门")
_SPOKEN_TAIL = re.compile(r"等(?:有关|相关|其他)*(?:部门和单位|部门|单位)?")
_ASIDE_BRACKET = re.compile(r"\((?:以下|简称|下称)[^()]{1,30}\)")
_ASIDE = re.compile(r"以下|简称|下称|含|不含|包括|除")
_TAIL = re.compile(r"(?:[等及](?=等|有关|相关|其他)|等)(?:各)?(?:有关|相关|其他|其它|责任|市级|县级|省级|市直|县直|省直|\d+个?|[一二三四五六七八九十]+个?)*(?:部门和单位|部门、单位|单位和部门|部门|单位|机构|科室)?$")
_GLOSS = re.compile(r"\([^()]*\)$")
_ONE_BRACKET = str.maketrans("〔〕", "()")
_AFTER_FIELD = re.compile(r"以及|和|及|与|暨|、|等(?=有关|相关|其他|部门)")
_JOINTS = re.compile(r"以及|和|及|与|暨|、")


def _depth_zero(text: str, marks: str) -> list[int]:
    """The positions of ``marks`` outside brackets."""
    depth, found = 0, []
    for i, char in enumerate(text):
        if char in "(《":
            depth += 1
        elif char in ")》":
            depth = max(0, depth - 1)
        elif not depth and char in marks:
            found.append(i)
    return found


def is_agency(words: str) -> bool:
    """True for words that can be an agency or a group of them by their form: they end as one does."""
    core = _GLOSS.sub("", words) or words
    if not 1 < len(words) <= 45 or _PEOPLE.search(core) or _SAYS.search(core):
        return False
    return bool(ORGAN_END.search(core) or _ZONE_END.search(core) or ORGAN_END.search(words[:-1]) and words[-1] == ")" or is_field(core))


def is_known(words: str) -> bool:
    """True for an agency that the lexicon knows (with a place or a level word before it), and for groups of governments."""
    core = _GLOSS.sub("", words)
    led = leading_place(core)
    bare = [core, re.sub(r"^(?:各级|各|有关|相关)?(?:自治区|师市|地区|[省市县区州盟旗师团])+", "", core), core[led[1] :] if led else ""]
    if any(is_organ(rest) or re.fullmatch(r"管委会|管理委员会", rest) for rest in bare if rest):
        return True
    return bool(_central_forms().fullmatch(core)) or bool(re.match(r"各", core) and re.search(r"政府|部门|单位|管委会|街道|[乡镇区县]$", core))


def _is_organ_end(words: str) -> bool:
    return len(words) > 1 and bool(ORGAN_END.search(_GLOSS.sub("", words)))


def _cut_at_and(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split one item at 和 及 以及 与 where agencies stand on both sides."""
    words = text[start:end]
    stem = re.sub(r"(?:行政|主管)*(?:部门|单位)$", "", words)
    if is_field(stem) or is_organ(words) or _central_forms().fullmatch(words):
        return [(start, end)]
    for joint in re.finditer(r"等?(?:以及|和|及|与|暨)", words):
        left, right = words[: joint.start()], words[joint.end() :]
        if not left or not right or re.match(r"(?:部门|单位|个人|政府(?!.*[局委厅办])|其(?!他)|有关单位|相关单位|机构)", right):
            continue
        fields = is_field(left) and re.search(r"(?:部门|[局委厅])$", right) and is_field(re.sub(r"(?:行政|主管)*(?:部门)$|[局委厅]$", "", right))
        if fields or _is_organ_end(left) and (_is_organ_end(right) or _ZONE_END.search(right) or re.match(r"(?:各|有关|相关|其他)", right)):
            return [(start, start + joint.start()), *_cut_at_and(text, start + joint.end(), end)]
    return [(start, end)]


def _joins(left: str, right: str) -> bool:
    """True where two items are one group of levels: 各团镇 and 乡, 市 and 区民政部门, 各市(州) and 各县(市、区)人民政府."""
    if not _GROUP_HEAD.match(left):
        return False
    if right.startswith("各"):
        return left.startswith("各") and bool(_GOVERNMENTS.match(right))
    if not _LEVEL_START.match(right):
        return False
    several = left.startswith(("各", "有关", "相关", "全"))
    return not several or bool(_GROUP_TAIL.match(right))


def split_agencies(text: str) -> list[tuple[int, int]]:
    """The agencies of a list, as offsets into the folded list text.

    Glosses in brackets after a name and a tail 等有关部门 are left out. Items are not looked up:
    a list of any names is split.
    """
    text = text.translate(_ONE_BRACKET)
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
    tail = _TAIL.search(text, start, end)
    if tail and (tail.start() > start):
        end = tail.start()
    elif tail:
        return start, start
    gloss = _GLOSS.search(text, start, end)
    if gloss and gloss.start() > start and not _LEVELS_ONLY.match(gloss.group()) and (_ASIDE.match(gloss.group()[1:]) or not ORGAN_END.search(gloss.group()[1:-1])):
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
        if joined and not line[joined[-1][1] : start].strip() and not _is_organ_end(line[joined[-1][0] : joined[-1][1]].replace(" ", "")):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


@cache
def _central_forms() -> re.Pattern:
    forms = {form for row in load_table("central_agencies") for form in (row["name"], *split_cell(row["short"]))}
    return re.compile("|".join(sorted(map(re.escape, forms), key=lambda form: (-len(form), form))))


def _spoken_name(words: str, start: int, end: int) -> int | None:
    """The end of the agency with which running words begin, or None."""
    in_charge = _IN_CHARGE.match(words, start, end)
    if in_charge:
        return in_charge.end()
    listed = _LEVELS_LISTED.match(words, start, end)
    window = _SPOKEN_CHARS.match(words, listed.end() if listed else start, end)
    for stop in _SPOKEN_END.finditer(words, start, window.end() if window else start):
        name = words[start : stop.end()]
        project = _PROJECT.search(name) and not _NO_NAME.match(name)
        if _NO_NAME.search(name) and not project or _REGULATED.search(name) or _SAYS.search(name):
            break
        if len(name) < 3 and name != "政府" or name == "办公室":
            continue
        return _longer(words, stop.end(), end)
    group = _SPOKEN_GROUP.match(words, start, end)
    return group.end() if group else None


def _longer(words: str, last: int, end: int) -> int:
    """A name read to its first end, with what may go on from there: 领导小组办公室, 政府(管委会)住建部门."""
    more = _MORE.match(words, last, end)
    if more:
        return more.end()
    below = _BELOW.match(words, last, end)
    if below and is_field(below.group(1)):
        return below.end()
    if words.startswith("(", last):
        close = words.find(")", last, end)
        if close >= 0 and ORGAN_END.search(words[last + 1 : close]) and not _ASIDE.match(words, last + 1):
            return close + 1
    return last


def _field_end(words: str, start: int, end: int) -> int | None:
    """The end of a bare field before 、 or 和, the longest that is one (人力资源和社会保障、财政部门)."""
    for joint in reversed([joint.start() for joint in _AFTER_FIELD.finditer(words, start + 2, min(end, start + 16))]):
        if is_field(_without_level(words[start:joint])):
            return joint
    return None


def read_agencies(words: str, start: int, end: int) -> tuple[list[tuple[int, int]], int]:
    """The agencies with which running words begin, and where their list ends.

    Bare fields (人力资源和社会保障) count where a 部门 follows in the list. Firms, schools and other
    regulated parties are none.
    """
    found: list[tuple[int, int]] = []
    fields: list[tuple[int, int]] = []
    at = after = start
    while at < end:
        bare = _field_end(words, at, end)
        last = bare or _spoken_name(words, at, end)
        if bare:
            fields.append((at, bare))
        elif last is not None:
            if words[at:last].endswith("部门"):
                found += fields
            found.append((at, last))
            fields, after = [], last
        else:
            break
        at = last
        joint = _JOINTS.match(words, at, end)
        if not joint:
            break
        at = joint.end()
    aside = _ASIDE_BRACKET.match(words, after, end) if found and not fields else None
    after = aside.end() if aside else after
    tail = _SPOKEN_TAIL.match(words, fields[-1][1] if fields else after, end)
    if tail and fields and "部门" in tail.group():
        found += fields
        after = tail.end()
    elif tail and found and not fields:
        after = tail.end()
    if _STAFF.match(words, after, end):
        return [], after
    return _joined(words, found), after


def _joined(words: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbours that are one group of levels as one: 各团镇 and 乡."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and words[joined[-1][1] : start] == "、" and _joins(words[slice(*joined[-1])], words[start:end]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _without_level(words: str) -> str:
    return re.sub(r"^(?:师市|自治区|[省市县区州盟旗师])(?=..)", "", words) if not is_field(words) else words


_ENDS = re.compile(r"局|厅|委员会|委(?![员托任派])|办公室|办公厅|人民政府|院|部(?=$|[^分门署队])|署|会(?=$|[^议上员计场])")


def find_agencies(text: str) -> list[tuple[int, int]]:
    """Agencies in running folded text that are written with a place, or central; longest first, none overlapping."""
    found: list[tuple[int, int]] = [match.span() for match in _central_forms().finditer(text)]
    taken = 0
    for match in _ENDS.finditer(text):
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
