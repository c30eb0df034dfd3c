"""What a document does with the one it cites: the relation of a citation.

The verbs stand in ``lexicon/relation_verbs.tsv``: to the left of the title (贯彻落实《…》; the
nearest decides, and a list shares it), to its right (《…》同时废止) or around it (以《…》为依据).
Sentences are read without white space, with every title as one mark, so that a verb inside
a title is none.
"""

import re
from functools import cache
from typing import NamedTuple

from kg.lexicon import load_table

TITLE = "\0"  # stands for a citation, or any other title, in the words around one


class Context(NamedTuple):
    """Where a citation stands: words of its sentence to the ``left``, and to the ``right`` from the end of its list."""

    left: str
    right: str
    preamble: bool = False  # before the first unit, or in the first article
    own_title: bool = False  # in the title of the document itself
    covering: bool = True  # in the covering text, not in a part
    heading: str | None = None  # the relation that a heading gives to what stands below it
    article: bool = False  # an article of the cited document is named
    title_word: str | None = None  # the word for its type in which its title ends
    units: bool = True  # the text has numbered units
    told: bool = False  # below a heading of what was done


_CONTINUES = re.compile(rf"^(?:以及|[和及与或、并{TITLE}]|$)")
_LISTED = re.compile(rf"{TITLE}(?:等[^,]{{0,10}})?$")
# Behind a verb: it describes the document (修订后的《…》) or is part of a noun (实施方案).
_NO_VERB = re.compile(
    r"(?:实施|施行|执行|通过|公布|发布)?(?:后|过|好)?的|期限|方案|细则|办法|条例|意见|主体|情况|单位|机制|依据|机构|人员|效果|程序|工作(?!方案)|计划|过程|部门|进度|责任|法[^律]|之日|以来"
)
# 1998年发布、2004年修订的《…》; 根据《…》制定的《…》: all up to 的 describes the document
_DESCRIBES = re.compile(
    rf"(?:施行|实施)?、(?:根据[^,。{TITLE}]{{0,20}}{TITLE})?(?:[^,。{TITLE}]{{1,40}}的)?$|[^,。{TITLE}]{{0,20}}{TITLE}(?:(?:有关|的)?(?:规定|精神|要求))?(?:重新)?(?:修正|修订|修改|制[定订]|编制)的$"
)
_AND_THEN = re.compile("并(?:组织|认真|严格)?|")
_AND = ("和", "、", "及", "与")
_BEHIND_ITS_TITLE = re.compile(f"{TITLE}的?$")
_HANDED_DOWN = ("印发", "发布", "公布", "颁布", "下发")
_AGENCY_END = re.compile("[府部委局厅办院会室]$")
_PAST = re.compile(r"(?:已|已经|先后|相继|陆续|近日|日前|此前|业已)[^,]{0,4}$")
_TELLS = re.compile(r"^[^,]{0,20}(?:年来|以来),|^[^,]{0,6}截至[^,]{2,16},")  # 近年来,…: what was done
_ENACTED = re.compile(r"(?:颁布|发布|公布|印发|出台)(?:并|、)?实施$")
_OTHER_WORD = {  # what follows a verb of one character where it is part of another word
    "按": re.compile(r"[时期月年季需劳比件揭]|规定(?!和)|程序|要求|职责"),
    "据": re.compile(r"[此悉点]|了解|统计|介绍"),
    "依": re.compile(r"[法规托然次旧]"),
}
_OTHER_WORD_BEFORE = {"据": "依根数证票单收论占凭", "将": "即", "对": "针相面", "以": "可予加所足难得", "把": ""}
_NEAR = 14  # characters between a verb of one character and the title

_LEADS = re.compile(
    r"制[定订][本此](?![市省县区地州旗行级])|特(?:制[定订]|提出)|(?:制[定订]|提出|作出|采取)(?:如下|以下)|如下[:。]|如下$|印发给|现(?!行|有|状|场|代|金|实|阶段)[^。]{0,60}(?:如下|以下)"
)
# 按《…》规定执行: a rule to follow, in the preamble too
_FOLLOWED = re.compile(
    r"^(?:等|的|有关|相关|文件|规定|要求|标准|文|政策|内容|程序|进行){0,8}"
    r"(?:执行|实施|办理|处理|落实|处罚|处置|发放|给予|予以|收取|缴纳|缴存|认定)"
)
# 请按照《…》, 各县要依据《…》: what others are told to do; 近年来,各县按照《…》: what they have done
_TOLD = re.compile(r"(?<![申报提邀聘])请(?![示求])|(?<![主重必需只])(?:应当?|要|须|务必|立即|严格|严肃|一律|认真|抓紧)(?:[按依据根遵][照据]?)$|^[^,]{0,20}(?:年来|以来),")
# 根据《…》规定,经研究,决定…: the authority of a decision
_DECIDED = re.compile(
    r"^[^,。]{0,30},(?:[^,。]{2,20},){0,2}(?:(?:[^,。]{0,12}[府局委部厅会院办])?(?:现|特|研究)?决定|现(?:批准|授予|认定|确定|予以|吊销|撤销|取消|公告)|同意)"
    r"|^[^,。]{0,30},经[^,。]{2,20},(?:批准|授予|认定|确定)"
)
_MADE_AFTER = re.compile(rf"本[^,。{TITLE}]{{2,8}}(?:根据|依据|按照|依照)[^。;]*制[定订]")  # 本细则根据《…》制定
_CHANGED_HERE = re.compile(r"^(?:的?(?:部分|有关|相关)|中|第|文件中)|(?:修改|修订|调整)(?:内容)?(?:为|如下)|如下:?$")
_AMENDED_BY = re.compile(r"^(?:第?[一二三四五]次)?(?:修正|修订|修改)(?:[)。,]|$)")  # the history under a law's title
_LETTERS = ("请示", "函", "报告", "申请")
_ANSWER = re.compile(r"^的(?:批复|复函|回复|答复)")
_RECEIVED = re.compile(r"收到了?(?:你[^,]{1,6}|来)?$")
_MADE_BY = re.compile(rf"^(?:的?(?:规定|精神|要求))?(?:重新)?(?:修正|修订|修改|制[定订]|编制)的[^,。]{{0,12}}{TITLE}")  # 根据《…》修正的《…》
_NOT_SPIRIT = re.compile("[障病卫文疾科分抚损]")  # 精神障碍, 精神文明
_FILLER = re.compile(
    r"^(?:等[^,]{0,16})?(?:[^,]{0,30}(?:不一致|不相?符|相?抵触|冲突)的(?:有关|相关)?(?:规定|内容|条款|部分)?)?(?:自[^,]{2,26}(?:起|后)|从[^,]{2,20}起|[^,]{0,14}日起|同时|到期|(?:有效)?期届?满|中?(?:规定|明确|有)[^,]{1,30}(?:政策|措施|标准|期限)的?|(?:已|业)?经[^,]{2,40})?$"
)
_NOT_DONE = re.compile(r"(?:未|不|拟|应当|需要|可以|建议|是否|已|已经|被|已于.{0,14}|已自.{0,14})$")
_PROPOSED = re.compile(r"(?:拟|建议|计划|提请[^,。]{0,14}|适时|及时|逐步|推动|清理|修[改订][、或和])(?:或|、|对|将|予以|一并|宣布|决定|全部)?$")  # 拟废止《…》 ends nothing yet
_NOT_YET_OVER = re.compile(r"前|后|之|的.|或|日|情形|时(?!起)")
_WHOLE = re.compile(r"(?:和|及|以及)其?(?:有关|相关|配套|补充){1,2}规定|等?(?:有关|相关)?(?:\d+件)?(?:规范性)?(?:文件|通知)(?=自|同|即|也|均|一|停|废|予|失|$)|有效期.{0,12}")
_PARTIAL = re.compile(r"第[\d一二三四五六七八九十百]+[条款项章]|中|关于|部分|条款|规定|附件|内容|政策")
_QUOTED = re.compile(r"“[^“”]*”|\([^()]*\)|〔[^〔〕]*〕")
_OF_ANOTHER = re.compile(r"^(?:的|等)?(?:具体|相关|配套|实施|贯彻|落实|操作){1,3}(?:细则|办法|方案|意见|政策|措施|规定|标准|条例|规章|制度)|^相(?:配套|衔接)")
_BESIDE = re.compile(r"^(?:的|相)?(?:配套|实施)")  # 健全《…》配套制度, 修订《…》实施细则
_OWN_OBJECT = re.compile(r"^(?:的|相)?(?:配套|实施)|(?:规定|要求|明确|确定|提出)的|与")  # 做好《…》要求的规划编制
_A_NOUN = re.compile("方案|细则|办法|条例|意见|情况")  # 做好《…》实施方案, 强化《…》执行情况督查
_AGAINST = re.compile(r"^的?(?:有关|相关)?(?:规定|要求)?(?:不一致|不相符|不符|相?抵触|相?冲突|相违背)")  # 与《…》不一致的内容
_SOON = re.compile(r"(?:尽快|抓紧|底前|\d月前|\d日前|年内)(?:研究|组织|正式)?$")
# 《…》应尽快修订; 《…》修订工作于年底前完成; 《…》由某局另行制定; 《…》年底前出台
_TO_DO = (
    ("revises", re.compile(r"^(?:应当?|要|须)?(?:尽快|抓紧|及时)(?:进行)?修[订改]|^的?(?:全面)?修[订编改](?:工作|任务)(?:[,于]|$)")),
    ("plans", re.compile(r"^由[^,。]{2,20}另行制[定订]|^(?:[^,。]{0,8}(?:底前|年内)|尽快)(?:出台|印发)|^的?(?:起草|制[定订]|编制)(?:工作|任务)(?:[,于]|$)")),
)
_STRONG = ("repeals", "amends", "extends", "forwards", "answers")
_REACH = {"repeals": 60, "amends": 160, "extends": 80, "forwards": 60, "answers": 12, "implements": 14, "applies": 16, "plans": 14, "revises": 14}


@cache
def _verbs(side: str) -> tuple[re.Pattern, dict[str, str]]:
    relations = {row["verb"]: row["relation"] for row in load_table("relation_verbs") if row["side"] == side}
    return re.compile("|".join(sorted(map(re.escape, relations), key=lambda verb: (-len(verb), verb)))), relations


@cache
def _pairs() -> tuple[tuple[str, str, str], ...]:
    rows = (row for row in load_table("relation_verbs") if row["side"] == "around")
    return tuple(sorted((tuple(row["verb"].split("…")) + (row["relation"],) for row in rows), key=lambda pair: (-len(pair[1]), -len(pair[0]))))


def relation_of(context: Context) -> str:
    """The relation of a citation; ``repeals:partial`` where a repeal is for a part, a place or a case."""
    right = _QUOTED.sub("", context.right)
    clause = re.split("[,:]", context.left)[-1]
    if (context.title_word or "").endswith(_LETTERS) and (context.own_title and _ANSWER.match(right) or context.covering and _RECEIVED.search(clause)):
        return "answers"
    if clause.endswith(("与", "同")) and _AGAINST.match(right):
        return "cites"
    verb, relation = _left_verb(clause)
    if not verb or verb == "同意":  # 国务院同意财政部《…》,现转发给你们
        strong = _around(clause, right) or _on_right(right, context)
        if strong in _STRONG:
            return _scoped(strong, right, context)
        verb, relation = _left_verb(_with_list(context.left))
    relation = _of_change(relation, right, context)
    if relation in _STRONG:
        return _scoped(relation, right, context, verb) if relation != "forwards" or context.covering else "cites"
    if relation is None and context.heading:
        return context.heading
    if relation == "basis":
        if _MADE_BY.match(right):
            return "cites"
        leads = context.heading == "basis" or _LEADS.search(context.right) or _MADE_AFTER.search(context.left + TITLE + right)
        told = _TOLD.search(_up_to_verb(context.left, verb))
        if leads or _AMENDED_BY.match(right) or not told and (context.preamble and not _FOLLOWED.match(right) or not context.units and _DECIDED.match(right)):
            return "basis"
        relation = "applies"
    told = context.told or bool(_TELLS.match(context.left))
    if _is_no_order(relation, right, told) or told and verb and _ENACTED.search(_up_to_verb(clause, verb)):
        return "cites"
    if relation == "implements" and verb.endswith("执行") and context.title_word in ("标准", "规范"):
        return "applies"
    if relation in (None, "applies") or verb == "学习":  # 学习《…》等文件精神
        other = _around(clause, right) or _on_right(right, context)
        if other is None and relation is None and not told and "了" not in clause and "已" not in right[:_REACH["plans"]]:
            other = next((order for order, form in _TO_DO if form.search(right)), None)
        other = None if _is_no_order(other, right, told) else other
        relation = relation if other in _STRONG else _of_change(other, right, context) or relation
    return relation or "cites"


def _is_no_order(relation: str | None, right: str, told: bool) -> bool:
    """Whether 制定 or 修订 tells what was done, or speaks of another document under this one (制定《…》实施细则)."""
    other = {"plans": _OF_ANOTHER, "revises": _BESIDE}.get(relation or "")
    return bool(other and (told or other.match(right)))


def _up_to_verb(left: str, verb: str) -> str:
    """The sentence up to its last ``verb``."""
    return left[: left.rfind(verb) + len(verb)]


def leads_to_issue(words: str) -> bool:
    """Whether the rest of a sentence says what is issued on the authority named before it (…,制定本办法; …通知如下)."""
    return bool(_LEADS.search(words))


def _of_change(relation: str | None, right: str, context: Context) -> str | None:
    """``relation``; an order to revise is a change made here in the title, of an article, or where the words behind it say what is changed."""
    return "amends" if relation == "revises" and (context.own_title or context.article or _CHANGED_HERE.search(right)) else relation


def _with_list(left: str) -> str:
    """The last clause, with the clauses before it that it continues as a list (根据《甲》,《乙》和…)."""
    clauses = re.split("[,:]", left)
    clause = clauses.pop()
    while clauses and _CONTINUES.match(clause) and _LISTED.search(clauses[-1]):
        clause = clauses.pop() + clause
    return clause


def _left_verb(clause: str) -> tuple[str | None, str | None]:
    """The last verb of the clause that governs what follows, and its relation."""
    pattern, relations = _verbs("left")
    found: tuple[str | None, str | None] = (None, None)
    end = 0  # of the verb before
    for match in pattern.finditer(clause):
        verb, after = match.group(), clause[match.end() :]
        if _NO_VERB.match(after) or _DESCRIBES.match(after) or len(verb) == 1 and not _governs(verb, clause[: match.start()], after):
            continue
        if found[1] in ("basis", "implements", "applies") and (verb in _HANDED_DOWN or relations[verb] == "forwards" and _AGENCY_END.search(clause, 0, match.start())):
            continue  # 根据省政府印发《…》, 根据某局转发某厅《…》: who issued it, not what is done
        made, end = found[1] == "plans" and _AND_THEN.fullmatch(clause, end, match.start()), match.end()
        if made and relations[verb] in ("cites", "implements") or _BEHIND_ITS_TITLE.search(clause, 0, match.start()) and after[:1] in _AND:
            continue  # 制定并印发《…》; 《…》起草和《…》修订: the verb of the title before it
        if verb in _HANDED_DOWN and _SOON.search(clause, 0, match.start()):
            found = verb, "plans"
            continue
        past = after.startswith("了") or _PAST.search(clause, 0, match.start())
        relation = relations[verb]
        proposed = relation == "repeals" and _PROPOSED.search(clause, 0, match.start())
        found = verb, "cites" if proposed or past and relation in ("plans", "revises", "forwards") or after.startswith("了") and relation == "repeals" else relation
    return found


def _governs(verb: str, before: str, after: str) -> bool:
    """Whether a verb of one character is one, and near enough to the title."""
    other = _OTHER_WORD.get(verb)
    if other and other.match(after) or before[-1:] and before[-1:] in _OTHER_WORD_BEFORE.get(verb, ""):
        return False
    return len(after.replace(TITLE, "")) <= _NEAR


def _around(clause: str, right: str) -> str | None:
    """The relation of words that stand on both sides of the title: 将…修改为, 推进…落实."""
    nearest: tuple[int, str | None] = (len(right), None)
    for before, after, relation in _pairs():
        if after not in right:
            continue
        at = clause.rfind(before)
        if at < 0 or len(clause) - at - len(before) > _NEAR or _left_verb(clause[at + len(before) :])[0]:
            continue
        if len(before) == 1 and not _governs(before, clause[:at], clause[at + 1 :]):
            continue
        reach = right[: _REACH[relation]] if relation in _STRONG else right.split(",")[0][: _REACH[relation]]
        at = reach.find(after)
        if -1 < at < nearest[0] and not _A_NOUN.match(reach, at + len(after)) and not (relation in ("plans", "revises") and _OWN_OBJECT.search(reach, 0, at)):
            nearest = at, relation
    return nearest[1]


def _on_right(right: str, context: Context) -> str | None:
    """The relation of a verb whose subject the title is: 《…》同时废止, 《…》收悉, 《…》精神."""
    pattern, relations = _verbs("right")
    clauses = right.split(",")
    subject = clauses[0]
    if len(clauses) > 1 and _FILLER.match(subject):
        subject += clauses[1]
    for match in pattern.finditer(subject):
        relation = relations[match.group()]
        before, after = subject[: match.start()], subject[match.end() :]
        if relation not in _STRONG and match.end() > len(clauses[0]):
            continue
        if match.group() == "精神" and _NOT_SPIRIT.match(after):
            continue
        if len(before) > _REACH[relation] or relation != "forwards" and _left_verb(before.replace("发布之日", ""))[0]:
            continue
        if relation == "repeals" and (_NOT_DONE.search(before) or _NOT_YET_OVER.match(after) and not context.own_title):
            continue
        if relation == "amends" and not context.article and not re.match(r"第|中|规定的|附件|的第|“|文件中|有关|关于|根据本决定|[^,]{0,8}条", right):
            continue
        return relation
    return None


def _scoped(relation: str, right: str, context: Context, verb: str = "") -> str:
    """``relation``; a repeal of articles, or in a place or case, is partial."""
    if relation != "repeals":
        return relation
    before = re.split("废止|停止|失效|终止", right, maxsplit=1)[0][:40]
    partial = context.article or "不再" in verb + right[: _REACH["repeals"]] or _PARTIAL.search(_WHOLE.sub("", before))
    return "repeals:partial" if partial else "repeals"
