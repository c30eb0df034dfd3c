"""Agencies in running words: who stands at the beginning of a clause, and where the list of them ends.

Names are not looked up: a name goes to the first word that ends one (``lexicon/organ_ends.tsv``) and must
not hold a verb. Firms, schools and other regulated parties do not end so.
"""

import re
from functools import cache

from kg.agency_lists import GROUP, LEVELS_LISTED, MANY, OTHERS, is_central_form, is_group_of_levels, is_known, is_organ_end
from kg.lexicon import load_table
from kg.organs import is_field, is_organ
from kg.regions import is_division, leading_place, leading_places
from kg.remembered import remember

# 县动物防疫站, 镇卫生院, 县档案馆; not 加油站, 律师事务所, 医院, 宾馆
PUBLIC_BODY = "(?:(?<![车网电油料运气])站|(?<![场诊务易])所|(?<![医学影剧书画])院|(?<![宾饭餐旅茶])馆)"
_CHARS = re.compile(r"(?:[^,。;:!?、\n“”《》()]|“[^“”]{1,30}”|\([^()]{1,30}\)){1,34}")
_GROUP = re.compile(
    r"设区的?市|(?:乡镇|镇|乡|县|区|街道|村|社区)\((?:街道?|街道办|办事处|市|区|市、区|园区|镇|乡|乡镇|社区|居|村)\)(?![一-龥]*(?:级|长))|各级党委(?:和|、)政府|[省市县区乡镇村]{2,4}[两三四]级|县\(市、区\)|市\(州\)|省\(区、市\)"
    r"|各?(?:试点|示范|创建|申报)(?:城市|地区|省份|县\(市、区\)|(?:省|市|县|区(?!域))(?![一-龥]*(?:企业|单位|学校)))"
    r"|地[方区](?=[,。;、)负牵配会参按要]|$)"
    rf"|{GROUP}(?:街道办|办事处|(?<=街道)办)?"
)
_LEVELS_LISTED = re.compile(LEVELS_LISTED)
_IN_CHARGE = re.compile(r"(?:国务院|省级|设区的市级|市级|县级|、)*(?:省|市|县|区|地方)?级?负责[^,。;、]{2,16}?的部门")
_COMMITTEE = re.compile("[省市县区州盟旗]委(?=[、,和及与]|负总?责|牵头|统一领导|要|应)")  # of the party: 市委、市政府; not 市委文明办
_WE = re.compile("我[部局委厅署办](?![门分署队长级委位属系])")  # who issues the document
# What makes the words before an organ's end no name; 推进…领导小组 and the like are names all the same.
_NO_NAME = re.compile(
    r"^(?:[将把向凡若如请报到在以从为因给按与跟让使或]|当(?!地)|创建(?!办|工作|领导)|打造|新建|筹建|争创|对(?!外)|未(?!成年)|经(?![济信开贸发])|组织(?!部)|协调(?!小组)|引导|推动|统筹|健全|用好|压实|落实|严格|提高|授权|委托|依托|联合|规范|指定|确定|[一1]个)"
    r"|(?<=.)(?:对(?![外口台接])|(?<!行)为(?!民))|要|应当|必须|设在|设于|下设|负责(?!科室|部门|处室)|牵头(?!单位|部门)|会同|配合|加强|建立|完善|鼓励|支持|责成|承担|开展|依法|按照|根据|通过|作为"
    r"|进行|实行|成立|设立|明确|督促|强化|做好|确保|履行|充分|发挥|争取|指导|协助|取得|加快|结合|报送|申请|提交|可以|不得|[须应需]经|是|的(?!市|举办|主管|上级|行政)"
)
_ALWAYS_A_VERB = re.compile(rf"以及|等{MANY}|(?<!自)由|应当|必须|需要|如果|可以|不得")
_NO_FIELD = re.compile(rf"{_NO_NAME.pattern.replace('组织(?!部)', '组织(?=.)')}|{_ALWAYS_A_VERB.pattern}|工作|责任")
_HEADED = re.compile("[任为](?:组长|主任|总指挥|召集人)")  # 由市长任组长的领导小组
_PROJECT = re.compile(r"(?:小组|工作组|专班|指挥部|联席会议)(?:办公室)?$")
_FOUNDS = re.compile("[一-龥]{0,4}?(?:成立|组建|设立|建立)")  # 县上成立领导小组
_REGULATED = re.compile(r"(?:业主委员会|(?:评标|评审|谈判|磋商|询价)(?:委员会|小组)|(?:学校|企业|医院|院校|高校|协会|公司)(?:党委|党组|党组织|工会|办公室))$")
_STAFF = re.compile(r"(?:相关|主要|分管|有关)*(?:负责人(?![居防工行员事口民])|负责同志|领导|人员|工作人员|干部)|[任为](?:成员|组长|副组长)")
_OFFICE = re.compile(r"(?:\([^()]{1,30}\))?(?:办公[室厅]|派[出驻]机[构关]|督查[室局]|研究室|参事室|成员单位|牵头单位|党组|党委|(?<=[纪监]委)机关|(?<=纪委)[省市县区州旗]监委(?:机关)?)(?!主任)")
_GOVERNMENT_OFFICE = re.compile(r"(?:(?:(?!有关|相关|会同|主[办要]|[和与或及其等])[一-龥]){2,6}?(?<![承主举开经]))?办(?:督查[室局])?(?=[、,。;)和及与等牵负会配]|$)")  # 省政府金融办, 市政府办
_BELOW = re.compile(r"(?:\([^()]{1,10}\))?((?:(?!有关|相关|会同|所属|[和与或及其等])[一-龥]){2,12}?)(行政主管|行政管理|监督管理|主管|管理|行政)?部门")
# 县政府指定的部门, 县人民政府其他有关部门
_NAMED_BY = re.compile(r"(?:确定|指定|授权)的[一-龥]{0,10}?(?:部门|机构)|(?:其他|其它|所属)?(?:有关|相关|各)?(?:职能|工作)?部门(?:和单位)?(?!负责人)|的(?:(?!由|各|有关|相关|要求|部署|规定|决定|安排|统一)[一-龥]){2,8}?部门")
_AND_OTHERS = re.compile(OTHERS)
# 发展改革、房屋、绿化市容等相关行政管理部门: fields before one 部门, some of which only their place knows
_FIELD_LIST = re.compile(rf"(?P<items>[一-龥、]{{5,240}}?)(?P<tail>等{MANY}|部门(?:\(单位\))?)")
_LONGEST_SHORT = 8  # characters of a central body's short name
_LONGEST_FIELD = 9  # characters
# the place that says which organ is meant, before it: 申请人户籍所在地的街道办事处
_LOCATED = re.compile(r"[^,。;:由向到在报经]{1,40}?所在地的")
# 市公安局交警支队, 某市生态环境局某区分局
_UNIT = re.compile(
    r"(?:(?!负责|牵头|会同|配合|有关|[和及与等所])[一-龥]){1,8}?(?:支队|大队|总队|中队|派出所|分局|(?<=交通|入境)管理局)(?=[、,。;)和及与等负牵会配要应]|$)"
)
# 市教育局基础教育科, 国家卫生健康委疾控局: what stands within a body
_WITHIN = re.compile(r"(?=[^省市县区州盟旗镇乡各其])(?:(?!负责|牵头|会同|配合|有关|相关|直属|下属|内设|[和及与等所])[一-龥]){1,8}?(?:[司局处科]|中心|办公室)(?=[、,。;)和及与等]|(?:分别|具体)?(?:负责|牵头|会同|配合|参与|参加|协助)|$)")
_SET_UP = re.compile(r"(?:设立|设置|所属)的")  # 水利部门设立的经办机构
_HELD = re.compile(r"(?<=部门)所属(?!的)[一-龥]{2,10}?(?:机构|单位|中心)")  # 水利部门所属的 … is _SET_UP
_ASIDE = re.compile(r"\((?:以下|简称|下称)(?:[^()]|\([^()]{1,10}\)){1,30}\)")
_PLACE = re.compile(r"[一-龥]{2,7}?(?:新区|自治县|自治州|[省市县区州盟旗])(?=、|和|及|与)")
_OF_TWO = re.compile(r"(?:政府|行署|委员会|办事处|部门|[镇乡街道区县市])$")  # 政府(管委会), …委员会(…委员会); a department's second name is a gloss
# 市环卫处, 县公路段 in a list behind an agency, whatever it ends in
_LOCAL = re.compile(r"市(?![区场容直])|[省县区州盟旗镇乡](?![域村城区])")
_LOCAL_BODY = re.compile(r"(?:(?![任导长为的和及与或由将个])[一-龥]){2,7}?(?<![省市县区镇乡人员])(?=、|(?:等(?:单位|部门)?)?(?:参加|参与|配合|协助|协同|牵头|负责)(?!的))")
_PUBLIC = re.compile(rf"{PUBLIC_BODY}$")
_GLOSS = re.compile(r"\((?P<name>[^()]{1,20})\)")
_LEVEL = re.compile(r"(?:各[级地]|各?(?:师市|自治区|[省市县区州盟旗师])级?)(?:\([省市县区州盟旗、]{1,7}\))?(?=..)")
_AFTER_FIELD = re.compile(rf"以及|和|及|与|暨|、|等(?=有关|相关|其他|{MANY})")
_AROUND = re.compile(r"\(\?<?[=!][^()]*\)")  # what a pattern asks of the words around
_JOINTS = re.compile(r"以及|和|及|与|暨|或者|、")


@cache
def _ends() -> re.Pattern:
    patterns = [row["pattern"] for row in load_table("organ_ends")]
    openings = "".join(sorted(set().union(*map(_openings, patterns))))
    return re.compile(f"(?=[{openings}])(?:{'|'.join(patterns)})")  # most characters are asked no further


def _openings(pattern: str) -> set[str]:
    """The characters with which a pattern of ``organ_ends.tsv`` begins: a group of words, a class, or a word."""
    words = _AROUND.sub("", pattern)
    if words.startswith("(?:"):
        choices, rest = words[3:].split(")", 1)
        return set().union(*(_openings(choice or rest) for choice in choices.split("|")))
    return set(words[1 : words.index("]")]) if words.startswith("[") else {words[0]}


def _spoken_name(words: str, start: int, end: int) -> int | None:
    """The end of the agency with which running words begin, or None."""
    in_charge = _IN_CHARGE.match(words, start, end) or _WE.match(words, start, end)
    if in_charge:
        return in_charge.end()
    listed = _LEVELS_LISTED.match(words, start, end)
    group = _GROUP.match(words, start, end)
    window = _CHARS.match(words, listed.end() if listed else start, end)
    for stop in _ends().finditer(words, start, window.end() if window else start):
        name = words[start : stop.end()]
        project = _PROJECT.search(name) and not _NO_NAME.match(name) and not _FOUNDS.match(name) and not _HEADED.search(name)
        if (_NO_NAME.search(name) or _HEADED.search(name)) and not project or _REGULATED.search(name) or _ALWAYS_A_VERB.search(name):
            break
        if len(name) < 3 and name not in ("政府", "监委") and not _COMMITTEE.match(words, start, end) or name == "办公室" or name.count("(") > name.count(")"):
            continue  # 各乡镇(街道
        return _longer(words, start, max(stop.end(), group.end() if group else start), end)  # 各街道、镇
    if group:
        return _longer(words, start, group.end(), end)
    short = next((last for last in range(min(end, start + _LONGEST_SHORT), start + 2, -1) if is_central_form(words[start:last])), None)  # 电监会
    return short if short and not words.startswith("门", short) else None


def read_located(words: str, start: int, end: int) -> tuple[list[tuple[int, int]], int]:
    """``read_agencies`` behind the words that say whose organ is meant: 登记所在地的县级人民政府主管部门."""
    agencies, after = read_agencies(words, start, end)
    located = _SET_UP.match(words, after, end) if agencies else _LOCATED.match(words, start, end)
    return read_agencies(words, located.end(), end) if located else (agencies, after)


def _longer(words: str, start: int, last: int, end: int) -> int:
    """A name read to its first end, with what may go on from there: 领导小组办公室, 政府(管委会)住建部门."""
    more = _OFFICE.match(words, last, end)
    if more:
        return more.end()
    of_government = words.endswith("政府", start, last) and (_GOVERNMENT_OFFICE.match(words, last, end) or _NAMED_BY.match(words, last, end))
    if of_government:
        return of_government.end()
    if is_central_form(words[start:last]):  # 国家税务总局某县税务局
        placed = leading_place(words[last : min(end, last + 24)])
        branch = _ends().search(words, last + placed[1], min(end, last + placed[1] + 12)) if placed else None
        if branch:
            return branch.end()
    unit = _UNIT.match(words, last, end)
    if unit:
        return unit.end()
    within = _WITHIN.match(words, last, end) if words[last - 1] in "局委部厅会" else None
    if within and not _NO_NAME.search(within.group()) and not _ALWAYS_A_VERB.search(within.group()):
        return within.end()
    held = _HELD.match(words, last, end)
    if held:
        return held.end()
    below = _BELOW.match(words, last, end)
    if below and (is_field(below.group(1)) or below.group(2) and not _NO_NAME.search(below.group(1))):
        return below.end()
    if words.startswith("(", last):
        close = words.find(")", last, end)
        if close >= 0 and is_organ_end(words[last + 1 : close]) and not _ASIDE.match(words, last) and _OF_TWO.search(words, start, last):
            return close + 1
    return last


def _place_end(words: str, start: int, end: int) -> int | None:
    """The end of a division in full before the next of a list: it stands for its government."""
    place = _PLACE.match(words, start, end)
    return place.end() if place and any(region.name == place.group() and is_division(region) for region in leading_places(place.group())) else None


def _local_end(words: str, start: int, end: int) -> int | None:
    """The end of a body that begins with its level and has no form of an agency, as there are in lists: 市公安局、市环卫处、市水利局参加."""
    level = _LOCAL.match(words, start, end)
    body = _LOCAL_BODY.match(words, level.end(), end) if level else None
    return body.end() if body and not _NO_NAME.search(words[start : body.end()]) else None


def _field_end(words: str, start: int, end: int) -> int | None:
    """The end of a bare field before 、 or 和, the longest that is one (人力资源和社会保障、财政部门)."""
    for joint in reversed([joint.start() for joint in _AFTER_FIELD.finditer(words, start + 2, min(end, start + 16))]):
        field = _without_level(words[start:joint])
        if is_field(field) or words.startswith("等", joint) and is_organ(f"{field}局"):
            return joint
    return None


def _listed_fields(words: str, start: int, end: int) -> tuple[list[tuple[int, int]], int] | None:
    """Fields joined to one 部门 and the end of that, where half of them are known and none can be anything else."""
    listed = _FIELD_LIST.match(words, start, end)
    if not listed:
        return None
    levels = _LEVELS_LISTED.match(words, start, end)
    items, at = [], start
    stop = listed.end("items") if listed["tail"] != "部门" else listed.end()
    for joint in [*_JOINTS.finditer(words, levels.end() if levels else start, listed.end("items")), None]:
        whole = words[at : min(stop, joint.end() + _LONGEST_FIELD)].partition("、")[0] if joint and joint.group() != "、" else ""
        if whole and (is_field(whole.removesuffix("部门")) or is_organ(f"{whole.removesuffix('部门')}局")):
            continue  # 自然资源和规划, 规划和自然资源
        items.append((at, joint.start() if joint else stop))
        at = joint.end() if joint else stop
    fields = [_without_level(words[levels.end() if levels and first == start else first : last].removesuffix("部门")) for first, last in items]
    if any(not 2 <= len(field) <= _LONGEST_FIELD or _NO_FIELD.search(field) for field in fields):
        return None
    known = sum(is_field(field) or is_organ(f"{field}局") for field in fields)
    return (items, listed.end()) if known * 2 >= len(items) and known > 1 else None


def read_agencies(words: str, start: int, end: int) -> tuple[list[tuple[int, int]], int]:
    """The agencies with which running words begin, and where their list ends.

    Bare fields (人力资源和社会保障) count where a 部门 follows in the list. Firms, schools and other
    regulated parties are none.
    """
    found: list[tuple[int, int]] = []
    fields: list[tuple[int, int]] = []
    places: list[tuple[int, int]] = []  # 浦东新区、奉贤区和某区管委会
    at = after = start
    while at < end:
        place = _place_end(words, at, end)
        if place:
            places.append((at, place))
            at = _JOINTS.match(words, place, end).end()
            continue
        last = _spoken_name(words, at, end)
        name = words[at:last] if last else ""
        whole = is_field(_without_level(name.removesuffix("部门"))) or bool(name and "和" in name and is_known(name))
        bare = None if whole else _field_end(words, at, end)  # 自然资源和规划部门 is one
        last = bare or last
        if bare:
            fields.append((at, bare))
        elif last is not None:
            if words[at:last].endswith("部门"):
                found += fields
            found += [*places, (at, last)]
            fields, places, after = [], [], last
        elif not fields and (local := _local_end(words, at, end)) and (found or _PUBLIC.search(words, at, local) or words.startswith("、", local) and _spoken_name(words, local + 1, end)):
            found.append((at, local))
            after = last = local
        else:
            listed = _listed_fields(words, fields[0][0] if fields else at, end)
            if not listed:
                break
            found += listed[0]
            fields, last = [], listed[1]
            after = last
        at = last
        gloss = _GLOSS.match(words, at, end) if last == after else None
        if gloss and (is_organ_end(gloss["name"]) or gloss["name"] in "局委厅办"):  # 区委组织部(人才办)、区财政局; 水利厅(局)
            at = after = gloss.end()
        joint = _JOINTS.match(words, at, end)
        if not joint:
            break
        at = joint.end()
    aside = _ASIDE.match(words, after, end) if found and not fields else None
    after = aside.end() if aside else after
    tail = _AND_OTHERS.match(words, fields[-1][1] if fields else after, end)
    if tail and (fields and ("部门" in tail.group() or len(fields) > 1 and "单位" in tail.group()) or found and not fields):
        found += fields
        after = tail.end()
    joint = _JOINTS.match(words, after, end) if found and words.endswith(("部门", "单位"), start, after) else None
    if joint and _AND_OTHERS.fullmatch(words, words.rfind("等", start, after), after):
        more, later = read_agencies(words, joint.end(), end)
        found, after = found + more, later if more else after  # 公安、民政等部门以及消防救援机构
    if _STAFF.match(words, after, end):
        return [], after
    return _joined(words, found), after


def _joined(words: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbours that are one group of levels as one: 各团镇 and 乡."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and words[joined[-1][1] : start] == "、" and is_group_of_levels(words[slice(*joined[-1])], words[start:end]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


@remember
def _without_level(words: str) -> str:
    """A field without whose it is: 县区财政, 各级财政."""
    while not is_field(words) and (level := _LEVEL.match(words)):
        words = words[level.end() :]
    return words
