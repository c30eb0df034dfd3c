"""Units that are items of a list and no measures: conditions, papers, what is the matter, whom a text is for.

What makes a list are its heading or the words that lead to it, and that its items order nothing. All functions look at folded text.
"""

import re

from kg.units import Unit, heading_of, once

BRACKETED = re.compile(r"\([^()]*\)")
_CRITERIA = re.compile(r"(?:以下|下列|如下|之一)[^。:]{0,30}[:。]?$|对(?:以下|下列)[^。:]{4,60}[:]$")
_CONDITIONS = re.compile(r"(?:以下|下列|如下)[^。:]{0,12}(?:条件|要件|情形|材料)[^。:]{0,4}:$|(?:符合|满足|具备)(?:以下|下列)[^。:]{0,8}要求:$")  # whatever the items end in
# 重点治理的突出问题: (一)…不牢问题。(二)…重大安全风险。 What is the matter, not what is to be done.
_NAMES_STATES, _STATE = re.compile("(?:主要内容|问题|风险|隐患)$"), re.compile("(?:问题|风险|隐患|情况|情形)$")
# 集中整治以下重点问题: the items are what is the matter, whatever they end in, unless they give orders
_TO_MEND = re.compile(r"(?:整治|治理|排查|查处|纠治|查纠|打击|检查)(?:以下|下列|如下)[^。:]{0,12}(?:问题|隐患|风险|行为|现象|乱象|情形):$")
ORDERS = re.compile("(?:进一步|着力|切实|大力|积极|全面|深入|持续|严格|坚决)*(?:加强|加快|推进|确保|推动|完善|健全|建立|强化|落实|开展|整治|治理|解决|排查|查处|打击|严禁|规范|提高|提升|做好|组织|实施|纠正|清理)")
# 免费内容, 个人条件: what stands below is a list, where its items are names and no sentences
_NAMES_ITEMS = re.compile(r"[一-龥]{0,6}(?:内容|范围|条件|项目|材料|标准|种类|类别)[:。]?$")
# 实施下列行为,…依法处罚: (一)…的;(二)…的;
_CONDUCT = re.compile("(?:下列|以下|如下)[^。]*:$")
_SAYS = re.compile(r"应当?|须|不得|给予|予以|可以?|由|负责|按|实行|执行|享受|补[贴助]|奖励|发放|减免|提高|降低")
# 单位范围, 第一层次人才(A类): who it is for, item by item
_NAMES_WHOM, _WHOM = re.compile(r"(?:对象|范围|领域|条件|层次|类别)[一-龥]{0,4}(?:\([^()]*\))?[:。]?$"), re.compile(r"(?:人才|人员|专家|带头人|人|者|学生|家庭|[企事]业单位|企业|机构|单位|组织|园区)[;。]?$")
_CONDITIONS_OR_PAPERS = re.compile(r"(?![^。:]*范围)[一-龥、]{0,12}(?:条件|资格|材料|资料|(?:评选|认定|创建|考核|验收|评审|评定)标准)(?:要求|清单)?[:。]?")
_OF_CONDITIONS = tuple("件格料准求单:。")  # the last characters of these
# 报告内容包括:1.…, 主要表现为:1.…; not 主要任务包括:
_CONSISTS_OF = re.compile(r"(?<!任务)(?<!工作)(?<!措施)(?<!职责)(?:包括|主要有|分为|表现为)(?:以下|下列|如下)?[^。:]{0,6}:$")
_ENTRIES_BELOW = re.compile(r"(?:以下|下列)[^。:]{0,8}(?:企业|单位|个人|同志|集体|学校)[^。:]{0,8}:$")
_MOSTLY = 2 / 3  # of the items
_SCORED = re.compile(r"[得计扣加减]\d+(?:\.\d+)?分")
_WORK_BELOW = re.compile(r"(?:以下|下列|如下)[^。:]{0,6}(?:工作|措施|任务|事项)[^。:]{0,4}:$")  # (一)加强宣传引导;
_MEMBERS_BELOW = re.compile(r"成员(?:单位)?(?:包括|为|有|如下)?:$")
_CASES = re.compile(r"(?:下列|以下|如下)(?:情形|情况|行为|条件|材料)之?一?的")
_CASE_AND_RULE = re.compile("[的时],[一-龥]")
_ONE_OF = re.compile(r"有(?:下列|以下|如下)(?:情形|情况|条件)之一的?[^。]*[:。]$")  # whatever the items end in
# 申请条件, 补贴申请应提交材料: what stands below is a list; not 优化出让条件
_LIST_HEADING = re.compile(
    r"(?:(?:购房|住房)?补[贴助]|奖励|政策|贷款|提取)?(?:申[请报领]|享受|办理|认定|推荐|受理|准入|参评|评选|评定|任职|选派|选拔|入选|报名|报考|录用)?(?:人|对象|企业|单位)?(?:的?(?:基本|资格))?条件|[一-龥]{0,4}资格(?:要求|条件)|不予[一-龥]{2,6}的?情形"
    r"|[^,。:]{0,10}(?:(?:应|需|须|所需|需要|应当)(?:提[交供]|报送|装订)?的?|申[请报领]|报送|装订的?|证明|提[交供]的?)(?:证明|申[请报领]|报送)?的?(?:材料|资料)(?:要求|清单)?"
    r"|[^,。:]{0,40}(?:申[请报]|提交)材料(?:要求|清单)|[^,。:]{2,30}(?:应当?|需要?|须)提[交供]:?"
)
# a verb at its head, or one that is no part of such a noun's words anywhere: 有序解决住房突出问题
TAKES_UP = re.compile(
    "(?:进一步|着力|切实|大力|积极|全面|深入|持续|严格|坚决|及时|合理|科学)*(?:开展|规范|提升|做好|组织|实施|纠正|清理|突出(?!问题|短板)|聚焦|总结|推广|借鉴|抓|控制|压缩|细化|分解|查|剖析|整改|紧|围绕|树立|锚定|补|弥补|重视|关注|正视|立足"
    "|分析|研判|掌握|了解|摸|认|用好|确定|设定|制定|设置|统筹|贯彻|践行|秉持|统一|创新|改进|纳入|营造|发布|公开|公布|准备|备齐|高度|牢牢)"
    "|.*(?:解决|保证|提供|破解|化解|攻克|消除|克服|调整|改善|保障|鼓励|支持|加大|加强|加快|加密|放宽|放大|巩固|拓展|扩大|扩展|延长|缩短|降低|提高|打造|构筑|构建|培育|塑造|厚植|彰显|转化|完成|实现|压实|投入|深化|推进|推动|强化|优化|明确|坚持"
    "|把握|抢抓|抓住|建立|健全|完善|落实|防范|应对|查处|排查|打击|整治|治理|梳理|增强|限售|发挥|形成)"
)
DEMANDS = re.compile("(?<![主重需必纪摘概简首])要(?![求素点闻害件道领])|应(?![急对用答届])|必须|须|不得|严禁|负责|牵头|责任单位|责任部门|确保|请")


@once
def is_list(text: str, unit: Unit) -> bool:
    """Whether the units below are mere items of a list: 下列…: with items that end in a semicolon, or a heading that only names one."""
    if not unit.children:
        return False
    opening = text[unit.words : unit.children[0].start].rstrip()
    heading = heading_of(text, unit)
    label = opening[len(heading) :].lstrip("。: \n")  # 需装订的申报材料 / 第一部分:
    if (_LIST_HEADING.fullmatch(opening.rstrip(":")) or _LIST_HEADING.fullmatch(heading) and len(label) < 8 or _CONDITIONS.search(opening)) and not any(child.children for child in unit.children):
        return True
    if _names_conditions(text, unit):
        return True
    named = _CONSISTS_OF.search(opening) or _ENTRIES_BELOW.search(opening) or _NAMES_WHOM.search(opening) and not TAKES_UP.match(opening)
    if named and len(unit.children) > 1 and all(is_name(text, child) and not DEMANDS.search(text, child.words, child.end) for child in unit.children):
        return True
    if len(unit.children) > 1 and text.find("分", unit.words, unit.children[-1].end) >= 0 and _are_scores(text, unit.children):
        return True
    if _MEMBERS_BELOW.search(opening) or groups_states(text, unit) or _ONE_OF.search(opening) and not any(_orders(text, child) for child in unit.children):
        return True
    if len(unit.children) > 1 and all("是否" in heading_of(text, child) for child in unit.children):  # what is to be looked at
        return True
    if len(unit.children) > 1 and _NAMES_STATES.search(heading_of(text, unit)) and all(_STATE.search(heading_of(text, child)) for child in unit.children):
        return True
    if len(unit.children) > 1 and _NAMES_WHOM.search(opening) and all(_is_whom(text, child) for child in unit.children):
        return True
    ends = [text[child.start : child.end].rstrip()[-2:] for child in unit.children[:-1]]
    sent_along = opening.endswith("。") and not any(end[-1] == ";" or "\n" in text[child.words : child.end].strip() for end, child in zip(ends, unit.children))  # below an order
    if ends and (sent_along or _NAMES_ITEMS.fullmatch(opening)) and all(end[-1] != "。" for end in ends) and all(is_name(text, child) for child in unit.children):
        return True
    conduct = bool(_CONDUCT.search(opening)) and all(end == "的;" for end in ends)
    if _WORK_BELOW.search(opening) and all(ORDERS.match(heading_of(text, child)) for child in unit.children):
        return False
    return bool(ends) and all(end[-1] == ";" for end in ends) and (conduct or bool(_CRITERIA.search(opening) or _CASES.search(opening)))


def _are_scores(text: str, units: list[Unit]) -> bool:
    """Whether most units say what they count (计20分), and order nothing."""
    scored = (unit for unit in units if _SCORED.search(text, unit.words, unit.end) and not ORDERS.match(heading_of(text, unit)))
    return _MOSTLY * len(units) <= sum(1 for _ in scored)


@once
def _names_conditions(text: str, unit: Unit) -> bool:
    """Whether the items of a unit are conditions or papers by its heading, or by that of the unit in which it is a group: 申报条件 / (一)合作社 / 1.…"""
    headings = (heading_of(text, above) for above in (unit, unit.parent) if above)
    named = any(heading.endswith(_OF_CONDITIONS) and _CONDITIONS_OR_PAPERS.fullmatch(heading) and not TAKES_UP.match(heading) for heading in headings)
    return named and not any(child.children for child in unit.children)


@once
def groups_states(text: str, unit: Unit) -> bool:
    """Whether a unit lists in groups what is the matter: 整治下列情形: (一)共性突出风险。1.…"""
    opening = text[unit.words : unit.children[0].start].rstrip() if unit.children else ""
    if _TO_MEND.search(opening):
        return not any(ORDERS.match(heading_of(text, child)) for child in unit.children)
    return bool(_CONDITIONS.search(opening)) and all(_STATE.search(heading_of(text, child)) for child in unit.children)


def _orders(text: str, unit: Unit) -> bool:
    """Whether an item says what to do, or what follows from a case (发生更换的,提交…)."""
    return bool(ORDERS.match(heading_of(text, unit)) or _CASE_AND_RULE.search(heading_of(text, unit)))


def is_name(text: str, unit: Unit) -> bool:
    """Whether a unit is one line that orders nothing; what follows it may."""
    own = BRACKETED.sub("", text[unit.words : unit.end].strip().split("\n", 1)[0])
    return not unit.children and "。" not in own[:-1] and not ORDERS.match(own) and not _SAYS.search(own)


def _is_whom(text: str, unit: Unit) -> bool:
    """Whether a unit is one sentence without its verb, which names persons or bodies."""
    own = text[unit.words : unit.end].strip()
    return not unit.children and "。" not in own[:-1] and _WHOM.search(own) is not None
