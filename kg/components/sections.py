"""Units and measures: the numbered headings of the operative part, and which of them say what to do.

GB/T 9704-2012, 7.3.3: 一、 (一) 1. (1); regulations have 第…条. A measure is the lowest numbered
unit with a text of its own; guiding thought, principles, goals, definitions and lists are none.
"""

import bisect
import re
from collections import Counter
from functools import cache
from itertools import islice

from kg.agency_lists import is_known, split_agencies
from kg.components import Match
from kg.duties.columns import column_kind, head_of
from kg.lexicon import load_table
from kg.paragraphs import Paragraph, find_ordinal, is_row, without_boxes
from kg.titles import is_agency_line, is_title
from kg.unit_lists import BRACKETED, DEMANDS, ORDERS, TAKES_UP, groups_states, is_list, is_name
from kg.units import SENTENCE_END, Unit, heading_of, nest_units, once, over_items, unit_words, without_contents

_CLOSING = re.compile(r"^(?:本|此|该|以上|上述)[一-龥]{0,12}(?:自|由|适用|有效|执行|实施|施行|如|中|所|未|除)|^(?:特此|附件|附[:]|附表|抄送|此[件复]|\(此件)|^本(?:通知|办法|意见|方案|措施|政策)")
# A last paragraph without a number that speaks of the whole document: 各地区、各部门要…; …对本意见执行情况进行督促检查
_OF_THE_WHOLE = re.compile(r"^各(?:地区?|省|市|县|区|级|部门|单位|有关|乡镇|镇)|(?:对|将)本(?:通知|办法|意见|方案|措施|规定|规划|计划)|上述(?:政策|措施|规定)|(?:贯彻|落实|执行|实施)情况")
_FINAL_ONLY = re.compile(
    r"自.{0,30}起.{0,4}(?:施行|实施|执行|生效)|本(?<!.本).{2,12}从.{0,30}起.{0,4}(?:施行|实施|执行|生效)|自\d{4}年[\d年月日起]{2,10}[至到][\d年月日止]{4,12},?(?:施行|实施|执行)|本(?<!.本).{2,20}(?:执行|施行|实施|有效)[至到]\d{4}年|有效期|试行期|由.{2,40}负责解释|负责解释|同时废止|以本.{1,6}为准|停止执行|另有规定的?,?从其规定|自行(?:废止|失效)|不一致的|如遇[^。]{2,40}(?:变化|调整)|解释权|(?:执行|实施|适用)(?:时间|期限)(?:为|自|从|是)"
)
_LETTER = re.compile(r"[^\W\d_]")  # a page's number, - 3 -, has none
_CLOSING_HEADING = re.compile(r"(?:(?:预案|办法|方案|规定)(?:解释|实施时间|生效时间|实施日期)|其[他它](?:事[项宜]|规定|要求)?|附 *则|(?:实施|施行|执行|生效|有效)(?:日期|时间|期限?))$")
_RESPONSIBLE = re.compile(r"\([^()]*(?:牵头|负责|责任单位|责任部门|责任主体|配合|落实单位)[^()]*\)[\s;]*$")
_NAMES = re.compile(r"(?<![门位构关局委厅》])\((?P<names>[^()]{3,80})\)[\s;]*$")  # (区体育局) behind what is to be done
_BELOW_TEXT = re.compile(r"附件? *[:]|附件 *[1一][:. ]|抄送|主题词[:]")
_DATE_LINE = re.compile(r"\(?[\d〇○Oo零一二三四五六七八九十]{2,4}年.{1,3}月.{1,3}日\)?")
# 某部办公厅《…》(某发〔2020〕1号) and 某省某规定(省政府令第114号): documents and no orders
_ONE_TITLE = re.compile(r"(?!严格|认真|切实|贯彻|执行|落实|按照?|参照|遵照|学习|宣传)(?:[一-龥、 ]{2,40}(?:[部委会局厅室办院府组]|机制))?《[^》]+》;?(?:\(.*\))?")
_OF_NUMBER = re.compile(r"\([^()]*第? *\d+ *号\)$")
_NUMBER_REACH = 60  # characters of a number in its brackets
_HEADS = 3  # of a table, one below the other
_FOR_ALL = re.compile(r"以上|上述")
_DUTY = re.compile(r"(?:牵头|责任|配合|落实)(?:单位|部门)|负责|牵头")
_MEMBERS = re.compile(r"[^。:]{0,60}(?:小组|指挥部|专班|委员会|工作组)?\s*(?:总召集人|召集人|组\s*长|总指挥|主\s*任)\s*:[^。]{2,}?成\s*员\s*:")  # who they are
_MEMBER = re.compile(r"(?:组 *长|副组长|成 *员(?:单位)?|(?:总|副)?召集人|(?:总|副总|副)指挥长?|指挥长|主 *任|副主任|联络员) *:[^。]*[。;]?")
_CONTACTS = re.compile(r"(?:监督|咨询|举报|投诉|服务|受理|报送|值班)+(?:电话|热线|邮箱|方式|渠道|地址|人员)(?=\s*(?:[:。\n]|及|$))|(?:电子)?邮箱 *:|联系(?:方式|人|电话)(?:[及和与、]联系(?:方式|人|电话))*\s*(?:[:。\n]|$)")
_WHEN = re.compile(r"[一-龥]{0,8}(?:时间|日期|期限)[ :。\n]*[\d年月日号时点分午星期至到起止从自即—~\-()上下旬初中底末前后、: ]{4,40}[。;]?")  # 活动时间: no order
# 为…,特制定本办法; 本办法所称…是指…: in a text without articles neither is an order
_PURPOSE, _DEFINES = re.compile(r"为了?[^。]{4,}制定本[一-龥]{2,6}$"), re.compile(r"本[一-龥]{2,6}所称[^。]{1,40}(?:是指|指的是|,指)")
_ACCOUNTS = re.compile(r"(?:户名|[账帐]号|开户行|开户银行) *:")
# 明确目标,落实责任; 坚持原则,严格把关
_TWO_ORDERS = re.compile(r"(?:明确|坚持|紧盯|锚定|细化|聚焦|突出|严守|把握|围绕|对标|确立|分解)[一-龥]{0,4}(?:原则|目标|任务|要求),[一-龥]{2,}")
_NAMES_MEMBERS = re.compile("[一-龥]{0,10}(?:成员|专家|人员|单位)名单")
# 我市节水工作面临的形势, 上半年工作回顾, 约束性指标: a noun for what is, was or shall be; where nothing below demands anything
_NOUNS = (
    "回顾", "现状", "形势", "问题", "不足", "短板", "薄弱环节", "困难", "成绩", "成效", "成就", "经验", "做法", "背景", "概况", "特点", "机遇", "挑战", "优势", "制约因素", "趋势", "原因", "指标", "定位", "方针", "理念", "成果", "目标",
)  # fmt: skip
_NAMES_WHAT_IS = re.compile(r"[一-龥“”、\d]{0,20}")
_REQUIREMENTS = ("总体要求", "总要求", "基本要求", "目标要求")  # with 指导思想 and 基本原则 below, or with orders
_TERMS = re.compile(r"(?:关于)?(?:部分|有关|相关)?(?:名词|术语|概念|用语|定义)(?:(?:名词|术语|概念|用语|定义)|[及和与的、])*(?:界定|解释|释义|定义|说明|含义)*$")
_COUNTED = re.compile(r"[一-龥“”]{2,24}[ \\]*\(\d+ ?(?:个|名|人|家|户|项|件)[ \\]*\)$")  # 先进单位(30个): who they are
_COLUMN = re.compile(r"[一-龥、“”]{2,24}栏,?(?:填写|填报|只填)")  # how to fill in a form
_MEMBER_LIST = re.compile(r"名[单录]$|成员名单|组成人员|(?:名词|术语)解释$")


# Annexes that are to be filled in or looked up; 任务清单 and 责任清单 order something
_FORM = re.compile(r"(?:台账|标语|评分(?:标准|表|细则)|联络表|(?:申[请报]|推荐|审批|备案|报名|承诺|登记)(?:书|表)|(?:合同|协议)书?(?:\([^()]*\))?|提纲|口号|日程(?:安排|表)?|议程|格式|样[本式]|示范文本|(?:编制|起草)说明|(?:汇总|统计|明细|一览)表|(?:填报|填表)说明|(?:物资|项目|问题|材料|设备)清单)$")


@cache
def _safeguards() -> re.Pattern:
    return re.compile(rf"(?:{'|'.join(_words('safeguard'))})(?!阶段|方式|步骤)")


@cache
def _outside() -> re.Pattern:
    """Headings that are nothing but such words, joined by 和; or run on from one of the plainest, their break lost."""
    words = "|".join(_words("outside"))
    plain = "|".join(_words("outside-opening"))
    return re.compile(rf"(?:{words}|[一-龥]{{2,4}}(?:原则|目标))(?:(?:和|及|与|、)[一-龥]{{0,4}}(?:{words}|原则|目标|思路|要求|任务))*$|(?:{plain})[^,:。]{{6}}")


def _words(kind: str) -> list[str]:
    return sorted((re.escape(row["word"]) for row in load_table("section_words") if row["kind"] == kind), key=len, reverse=True)


def find_measures(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Label = kind, ref = id (``1/3.1``: part, then the path of ordinals); offsets of the whole unit, ordinal included."""
    if not found["body"]:
        return []
    body = found["body"][0]
    measures = []
    times: Counter[str] = Counter()
    starts, ends = [m.start for m in found["paragraphs"]], [m.end for m in found["paragraphs"]]
    annexed = {part.ref for part in found["parts"] if part.label == "annex"}
    for part, start, end in _stretches(body, found["parts"]):
        inside = found["paragraphs"][bisect.bisect_right(ends, start) : bisect.bisect_left(starts, end)]
        paragraphs = [Paragraph(max(m.start, start), min(m.end, end)) for m in inside]
        heads = [text[p.start : p.end].strip() for p in paragraphs[:3] if p.end - p.start < 60] if part else []
        if any(_MEMBER_LIST.search(head) or part in annexed and _FORM.search(head) for head in heads):
            continue
        stop = _operative_end(text, paragraphs, found["signature"], start)
        operative = [p for p in paragraphs if p.start < stop and not is_row(text, p)]
        units = nest_units(text, without_boxes(text, without_contents(text, operative)), stop)
        for unit in units:
            unit.end = _own_end(text, operative, unit, unit is units[-1])
        in_articles = sum(unit.style == "article" for unit in units) >= 2
        reach = over_items(text, units) if in_articles else {}
        for unit in units:
            kind = _kind_of_article(text, unit) if in_articles else _kind(text, unit)
            whole = None if in_articles else _ordered_as_a_whole(text, paragraphs, unit)
            if whole:  # the clause for the whole is the parent's, not the last item's
                unit.end, unit.children[-1].end = unit.children[-1].end, whole
                for changed in (unit, unit.children[-1], unit.parent):
                    if changed:
                        changed.known.clear()
                kind = "task"
            if kind and not (in_articles and unit.style != "article"):
                path = (unit.value,) if in_articles else unit.path
                ref = f"{part}/" * bool(part) + ".".join(map(str, path))
                times[ref] += 1
                if times[ref] > 1:  # a document that counts wrongly: ids stay unique
                    ref += f"~{times[ref]}"
                end = _end_of_list(unit) if unit.children and not in_articles and not whole else reach.get(unit.start, unit.end)
                measures.append(Match(unit.start, end, kind, ref))
    return measures


def _end_of_list(unit: Unit) -> int:
    """Where the last item of a list ends, with what is said of all items below it."""
    return max(unit.end, _end_of_list(unit.children[-1])) if unit.children else unit.end


def find_headings(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Ref = id of the measure; offsets of the words after its ordinal up to the first 。 or the end of its first paragraph with words."""
    ends = [m.end for m in found["paragraphs"]]
    matches = []
    for measure in found["measures"]:
        start = unit_words(text, measure.start, measure.end)
        letter = _LETTER.search(text, start, measure.end)
        line = bisect.bisect_right(ends, letter.start() if letter else measure.end)
        end = min(ends[line], measure.end) if line < len(ends) else measure.end
        stop = text.find("。", start, end)
        end = stop if stop >= 0 else end
        bracket = _RESPONSIBLE.search(text, start, end) or _names_agencies(text, start, end)
        if bracket and bracket.start() > start:
            end = bracket.start()
        while end > start and text[end - 1] in " \n:;。*#":
            end -= 1
        matches.append(Match(start, end, "heading", measure.ref))
    return matches


def _names_agencies(text: str, start: int, end: int) -> re.Match | None:
    """The bracket with which words end, where it holds nothing but agencies."""
    bracket = _NAMES.search(text, start, end)
    names = split_agencies(bracket["names"]) if bracket else ()
    return bracket if names and all(is_known(bracket["names"][first:last]) for first, last in names) else None


def _stretches(body: Match, parts: list[Match]):
    """The covering text, then each part: (part id or "", start, end)."""
    first = min((p.start for p in parts), default=body.end)
    if first > body.start:
        yield "", body.start, first
    for part in parts:
        yield part.ref, part.start, part.end


def _operative_end(text, paragraphs, signature, start) -> int:
    """Where the numbered units of a stretch are over: at its signature, its 附件 list, or its end."""
    stop = paragraphs[-1].end if paragraphs else start
    signed = [m for m in signature if m.start > start]
    first = next((p for p in paragraphs if not any(p.start <= m.start and m.end <= p.end for m in signed)), None)
    marks = [m.start for m in signed if first and m.start > first.start]  # a date right below the title ends nothing
    marks += _heads_of_table(text, paragraphs)
    opened = False
    for p in paragraphs:
        opened = opened or find_ordinal(text, *p) is not None
        if _BELOW_TEXT.match(text, p.start) and (opened or not text.startswith("主题词", p.start)):
            marks.append(p.start)
            break
    for p in reversed(paragraphs):  # a part is signed by its own author
        words = "".join(text[p.start : p.end].split())
        if not (is_agency_line(words) or _DATE_LINE.fullmatch(words)):
            break
        marks.append(p.start)
    return min([mark for mark in marks if mark > start] + [stop])


def _heads_of_table(text: str, paragraphs: list[Paragraph]) -> list[int]:
    """Where a table begins whose heads stand below each other, 序号 / 任务 / 责任单位: the ordinals in its cells are no units of the text."""
    for place, paragraph in enumerate(paragraphs):
        heads = [head_of(text[slice(*line)]) for line in paragraphs[place : place + _HEADS]] if text.startswith("序", paragraph.start) else []
        if len(heads) == _HEADS and column_kind(heads[0]) == "number" and all(map(column_kind, heads)):
            return [paragraph.start]
    return []


def _own_end(text, paragraphs, unit, is_last) -> int:
    """The end of a unit's own text; paragraphs that speak of the whole document close the last unit."""
    end = unit.end
    if is_last:
        end = _without_last_word(text, paragraphs, unit)
        for paragraph in paragraphs:
            if unit.words < paragraph.start < end and _CLOSING.match(text[paragraph.start : paragraph.end]):
                end = paragraph.start
                break
    return unit.start + len(text[unit.start : end].rstrip())


def _without_last_word(text, paragraphs, unit) -> int:
    """The end of the last unit before a closing paragraph about the whole, where the unit and the one before it are a paragraph each."""
    inside = [p for p in paragraphs if unit.start <= p.start < unit.end]
    siblings = unit.parent.children if unit.parent else []
    if unit.style == "article" or len(inside) != 2 or len(siblings) < 2 or "。" not in text[unit.words : inside[0].end - 1]:
        return unit.end
    before = siblings[-2]
    alone = sum(before.start <= p.start < before.end for p in paragraphs) == 1
    return inside[1].start if alone and _OF_THE_WHOLE.search(text[slice(*inside[1])]) else unit.end


@once
def _is_outside(text: str, unit: Unit) -> bool:
    """Whether a heading names what is no measure: guiding thought, principles, goals."""
    whole = heading_of(text, unit)
    heading = re.split(r"[,:(]", whole, maxsplit=1)[0].replace(" ", "")
    if _TWO_ORDERS.match(whole):
        return False
    told = heading.endswith(_NOUNS) and _NAMES_WHAT_IS.fullmatch(heading) and not TAKES_UP.match(heading)
    if told and not DEMANDS.search(text, unit.words, unit.children[-1].end if unit.children else unit.end):
        return True
    ordering = (heading in _REQUIREMENTS or heading.endswith("任务")) and len(unit.children) > 1
    ordering = ordering and all(ORDERS.match(heading_of(text, child)) or DEMANDS.search(text, child.words, child.end) for child in unit.children)
    return not ordering and bool(_outside().match(heading) or _TERMS.match(heading) or _NAMES_MEMBERS.fullmatch(whole))


@once
def _is_safeguard(text: str, unit: Unit) -> bool:
    return bool(_safeguards().search(heading_of(text, unit)[:20]))


def _kind(text: str, unit: Unit) -> str | None:
    """task or safeguard; None where the unit is no measure."""
    heading = heading_of(text, unit)
    if any(_is_outside(text, ancestor) for ancestor in unit.ancestors()):
        return None
    if unit.parent and (is_list(text, unit.parent) or unit.parent.parent and groups_states(text, unit.parent.parent)):
        return None
    if unit.children:
        return "task" if is_list(text, unit) else None
    if unit.parent and _COUNTED.match(heading_of(text, unit.parent)) and is_name(text, unit):
        return None
    if _names_document(text, unit) or _PURPOSE.match(heading) or _DEFINES.match(heading):
        return None
    own = text[unit.words : unit.end]
    if _COLUMN.match(heading) or _COUNTED.match(heading) and "。" not in own.strip()[:-1] and not _DUTY.search(own):
        return None
    if _MEMBERS.match(own) or _MEMBER.fullmatch(own.strip()) or _WHEN.fullmatch(own.strip()) or _ACCOUNTS.search(own) or _CONTACTS.match(own):
        return None
    sentences = (s for s in SENTENCE_END.split(own) if s.strip())
    substance = (s for s in sentences if _LETTER.search(s) and not _FINAL_ONLY.search(BRACKETED.sub("", s)))
    enough = 2 if _CLOSING_HEADING.match(heading) else 1
    if len(list(islice(substance, enough))) < enough:
        return None
    return "safeguard" if any(_is_safeguard(text, ancestor) for ancestor in unit.ancestors()) else "task"


def _names_document(text: str, unit: Unit) -> bool:
    """Whether a unit only names a document (lists of what is repealed, of annexes), without a sentence about it."""
    own = text[unit.words : unit.end].strip()
    first = own.split("\n", 1)[0].strip().rstrip(";。")
    numbered = _OF_NUMBER.search(first, max(0, len(first) - _NUMBER_REACH))
    if "。" in own.removesuffix("。"):
        return False
    return bool(_ONE_TITLE.fullmatch(first)) or is_title(first[: numbered.start()] if numbered else first) and bool(numbered or "。" not in own)


def _ordered_as_a_whole(text: str, paragraphs: list[Paragraph], unit: Unit) -> int | None:
    """The end of the last item of a parent, where a paragraph below it holds a responsibility clause for all; else None."""
    if not unit.children or unit.children[-1].children:
        return None
    last = unit.children[-1]
    for n in range(bisect.bisect_right(paragraphs, (last.words,)), len(paragraphs)):
        paragraph = paragraphs[n]
        if paragraph.start >= last.end:
            break
        if _FOR_ALL.match(text, paragraph.start):
            if _DUTY.search(text, paragraph.start, paragraph.end):
                return last.start + len(text[last.start : paragraph.start].rstrip())
    return None


def _kind_of_article(text: str, unit: Unit) -> str | None:
    words = text[unit.words : unit.end]
    if not _LETTER.search(words):
        return None
    chapter = next((heading_of(text, a) for a in unit.ancestors() if a.style == "chapter"), "")
    if re.search(r"(?:自|^本.{2,12}从).{0,40}起(?:[\d一二三四五六七八九十]{1,3}[日天]后)?(?:施行|实施|执行)|负责解释|同时废止", words) and len(words) < 300:
        return "final"
    if re.search(r"(?:所称|是指|本[一-龥]{2,4}所称)", words[:60]):
        return "definition"
    if re.search(r"罚则|法律责任|责任追究", chapter) or re.search(r"处.{0,20}罚款|给予(?:处分|警告)|追究刑事责任|责令(?:改正|限期)", words):
        return "sanction"
    return "task" if re.search(r"应当|负责|组织|建立|开展|推进", words) else "rule"
