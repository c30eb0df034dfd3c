"""Labels (责任单位:…) and brackets ((省教育厅牵头,省财政厅配合)) that name agencies."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from kg.agency_lists import is_agency, is_known, split_agencies
from kg.duties import Duty
from kg.duties.brackets import Brackets
from kg.duties.sentences import sentence_duties
from kg.text import find_outside

Clause = tuple[int, int, list[Duty]]  # where a clause starts and ends, and the agencies it names
_LABEL = re.compile(
    r"(?<![各关])(?:(?P<lead>牵头(?:考核|负责|责任|主办)?|责任\(牵头\)|主办)|(?P<responsible>[责贵]任|主责|负责|落实|实施|执行|承办)"
    r"|(?P<support>配合|支撑|协办|协同|协作|协助|参与|参加|支持)|(?P<guide>指导|督导|监督))(?:(?:责任)?(?:单位|部门|主体|科室|处室)"
    r"(?:\([^()]{1,40}\))?(?:(?:及|和|与|、)(?:责任|负责)人)?|(?<=[(;,。\n](?:牵头|主办|配合|协办))(?=:))(?:(?P<mark>:?\):?|[:为是。])|(?=[\n ]))?"
)
_OPENS_LABEL, _OF_LABEL = re.compile("[牵责主贵负落实执承配协参支指督监]"), re.compile("单位|部门|主体|科室|处室|(?:牵头|主办|配合|协办):")
_PAGE_LABELS = ("主办单位", "承办单位")  # they stand in the footers of sites too; counted in brackets only
_NEXT_LABEL = re.compile(r"[,;。 \n)][^\s、,;:。()]{2,10}:|\(?(?:完成|办结|整改|工作|落实)(?:时限|时间|期限) *[:)]")
_OPENS_LINE = re.compile(r"(?:^|[\n。;])[ *#]*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]+ *)?(?P<mark>\()?$")
_WORDS_OF_LABEL = re.compile(r"[,;。\n ](?P<words>[一-龥]{1,6})$")  # ;县级责任单位:
_BEFORE_COLON = re.compile("[一-龥]{0,6}(?:分工|责任|单位|部门|职责):")  # (分工:市水务局牵头)
_DATED = re.compile(r"\d[年月日]|年底|月底|长期|持续")
_AFTERTHOUGHT = re.compile(r"以(?:[下上]|黑体)|下同|不再|列第|排名|排序|排第|排在|列首|首位|第一|逗号|分号")
_ADVERB = re.compile(
    r"(?:等?(?:按照?|根据|依据|依照|在)?(?:各自|部门|有关|相关|法定|自身|本单位|单位)*的?(?:工作)?(?:职责|职能|职权|权限)(?:(?:和|及|与)?(?:任务)?分工|范围|要求|划分)*内?"
    r"|按照?(?:任务|工作|责任)?分工|分工|分别|共同|具体|统一|联合|积极|主动|密切|依法|切实|要|应当|应|须|均|全面|全力|认真|做好|抓好|加强|予以|给予)$"
)
_CLOSING = re.compile(
    r"(?:(?P<accountable>负总责)"
    r"|(?P<lead>负责牵头|总?牵头(?:负责|组织|落实|实施|推进|推动|办理|抓总|协调|抓好|开展|制定|指导|主抓|统筹)*|主办|主抓)"
    r"|(?P<support>(?:负责)?(?:协同|积极|协助|参与|主动|支持)*配合(?:落实|实施|做好|推进|参与)?|参与|参加|协办|协助|协同|支持)"
    r"|(?P<guide>(?:负责)?(?:监督|督导|督促|指导|督查|检查)(?:、|和)?(?:监督|督导|督促|指导|落实|检查|考核|实施|推动)*)"
    r"|(?P<responsible>负责(?:组织|落实|实施|推进|推动|办理|制定|统筹|协调|执行|具体实施|考核|完成)*|(?:组织|具体)?实施|(?:组织|抓好|推进|贯彻|分工)?落实|办理|执行|承办|承担))"
    r"(?:有关|相关|此项|该项)?(?:工作|到位)?$"
)
# One of these is in all that _CLOSING finds.
_ROLE_WORD = re.compile("负总责|牵头|主办|主抓|配合|参与|参加|协办|协助|协同|支持|监督|督导|督促|指导|督查|检查|负责|实施|落实|办理|执行|承办|承担")
_HANDED_ON = re.compile(
    r"以下(?:各项)?(?:措施|任务|工作)?均(?:需要?|由|须)(?P<needed>[^。;\n]{2,120}?)(?:分别|共同|按职责)*(?:落实|负责|实施|执行)"
    r"|责任单位均(?:包括|含|为)(?P<included>(?:[^,。;\n()]|\([^()]{1,30}\)){2,120})"
)
_SHORT_NAME = re.compile("[一-龥]{2,8}")
_LONGEST_LINE = 400  # characters of a list below its label
_CUTS = ",;。\n"
_ENDS_CLAUSE = ("牵头", "负责", "主办", "配合", "参与", "参加", "协办", "协助")


def find_labelled(words: str, brackets: Brackets) -> list[Clause]:
    """Labels with the lists after them. Label and list may run over lines."""
    marks = [match for match in _find_labels(words) if _opens_list(words, match, brackets)]
    found = []
    for match, following in zip(marks, [*marks[1:], None]):
        end = _end_of_list(words, match.end(), _start_of_label(words, following) if following else len(words), brackets)
        duties = read_roles(words, match.end(), end, _label_role(match)) or []
        found.append((match.start(), end, _without_persons(words, duties) if "人" in match.group() else duties))
    if any(duty.role == "lead" for _, _, duties in found for duty in duties):
        return [(start, end, [duty._replace(ahead="") for duty in duties]) for start, end, duties in found]
    return found


def _start_of_label(words: str, match: re.Match) -> int:
    """Where a label begins, with the words before it that say whose: 县级责任单位:, 其他责任单位:."""
    if ")" in (match.group("mark") or ""):
        return match.start() - words.startswith("(", match.start() - 1)
    own = _WORDS_OF_LABEL.search(words, max(0, match.start() - 8), match.start())
    return own.start() if own and match.group("mark") == ":" and not is_known(own["words"]) else match.start()


def _without_persons(words: str, duties: list[Duty]) -> list[Duty]:
    """The agencies below 责任单位及责任人: 市应急局 of 市应急局 王某某."""
    named = (duty._replace(end=duty.start + len(words[duty.start : duty.end].partition(" ")[0])) for duty in duties)
    return [duty for duty in named if is_agency(words[duty.start : duty.end])]


def _find_labels(words: str) -> Iterator[re.Match]:
    """What ``_LABEL`` finds, looked for only at the characters with which it begins."""
    at = 0
    for first in _OPENS_LABEL.finditer(words) if _OF_LABEL.search(words) else ():
        label = _LABEL.match(words, first.start()) if first.start() >= at else None
        if label:
            at = label.end()
            yield label


def find_handed_on(words: str) -> list[tuple[int, list[Duty]]]:
    """Clauses that give agencies to all measures that follow: (end, agencies)."""
    found = []
    for match in _HANDED_ON.finditer(words) if "均" in words else ():
        start = match.start("needed") if match.group("needed") else match.start("included")
        listed = match.group("needed") or match.group("included")
        found.append((match.end(), [Duty(start + first, start + last, "responsible") for first, last in split_agencies(listed)]))
    return found


def _label_role(match: re.Match) -> str:
    return next(role for role in ("lead", "responsible", "support", "guide") if match.group(role))


def _opens_list(words: str, match: re.Match, brackets: Brackets) -> bool:
    inside = brackets.around(match.start()) is not None
    if match.group().startswith(_PAGE_LABELS) and not inside:
        return False
    mark = match.group("mark") or ""
    after = words[match.end() : match.end() + 30]
    opening = _OPENS_LINE.search(words, max(0, match.start() - 12), match.start())
    bracketed = ")" in mark  # 【责任单位】市水务局, not 市水务局(牵头单位)、
    if mark == ":" or bracketed and opening and opening["mark"]:
        return True
    if mark in ("为", "是") or inside or bracketed:
        first = re.split(r"[、,;。)\n]", after)[0]
        spans = split_agencies(first)
        return bool(spans) and (is_known(first[slice(*spans[0])]) or first.startswith("各") and is_agency(first))
    # on a line of its own, or before a gap: nothing but the list follows
    listed = re.split(r"[。;\n]", words[match.end() : match.end() + _LONGEST_LINE].lstrip("\n "))[0]
    spans = split_agencies(listed) if opening and (mark or after[:1] in ("\n", " ")) else ()
    return bool(spans) and is_known(listed[slice(*spans[0])]) and all(is_agency(listed[first:last]) for first, last in spans)


def _end_of_list(words: str, start: int, stop: int, brackets: Brackets) -> int:
    """Where a labelled list ends: at its bracket, the next label, the full stop, or its line."""
    around = brackets.around(start)
    end = min(stop, around[1]) if around else stop
    line = -1 if around else words.find("\n", start + (words[start : start + 1] == "\n"), end)
    # over the line end only where the list is plainly not over
    while line >= 0 and (words[line - 1] in "、," or words.startswith("、", line + 1)):
        line = words.find("\n", line + 1, end)
    end = line if line >= 0 else end
    full_stop = words.find("。", start, end)
    end = full_stop if full_stop >= 0 else end
    label = _NEXT_LABEL.search(words, start, end)
    return label.start() if label else end


def find_bracketed(words: str, brackets: Brackets, taken: list[Clause]) -> list[Clause]:
    """Brackets that name who does what: with a role word, or nothing but names after a sentence."""
    found = []
    offset = 0
    labels = [clause[0] for clause in taken]
    for start, end in brackets.pairs:
        if start < offset or end - start < 4:
            continue
        label = bisect_left(labels, start)
        if label < len(labels) and labels[label] < end or label and start < taken[label - 1][1]:
            continue  # a label has read it
        duties = read_roles(words, start + 1, end, None)
        if duties is None and _stands_apart(words, start, end):
            duties = _names_only(words, start + 1, end)
        if duties:
            found.append((start, end + 1, duties))
            offset = end + 1
    return found


def _stands_apart(words: str, start: int, end: int) -> bool:
    """True for a bracket between sentences or at the end of a paragraph: no gloss of the word before it."""
    before, after = words[start - 1 : start], words[end + 1 : end + 3]
    if before in ("。", ";", "!", "\n"):
        return True
    closes = after in ("", "。") or after[:1] == "\n" or after == "。\n"
    return closes and not re.search(r"(?:部门|单位|机构|机关|[局委厅]|《.*》|》)$", words[max(0, start - 4) : start])


def _names_only(words: str, start: int, end: int) -> list[Duty] | None:
    """The agencies of a bracket that holds nothing else."""
    lists: list[list[Duty]] = []
    for first, last in _segments(words, start, end):
        if lists and _AFTERTHOUGHT.match(words, first, last):
            break
        if lists and _DATED.search(words, first, last):
            continue  # (市水务局;2025年6月底前完成)
        lists.append(_listed(words, first, last, "responsible"))
    duties = _marked(words, lists, "responsible") if lists else []
    return duties if _is_list(words, duties, half_known=True) else None


def _segments(words: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between , ; 。 and line breaks, and the 、 behind a role word (甲牵头、乙配合), outside brackets and quotation marks."""
    cuts = [at for at in find_outside(_CUTS + "、", words, "()“”", start, end) if words[at] != "、" or words.endswith(_ENDS_CLAUSE, start, at)]
    cuts = [start - 1, *cuts, end]
    stretches = ((label.end() if (label := _BEFORE_COLON.match(words, a + 1, b)) else a + 1, b) for a, b in pairwise(cuts))
    return [(first, last) for first, last in stretches if words[first:last].strip()]


def _before_adverbs(words: str, start: int, end: int) -> int:
    adverb = _ADVERB.search(words, start, end)
    while adverb:
        end = adverb.start()
        adverb = _ADVERB.search(words, start, end)
    return end


def _listed(words: str, start: int, end: int, role: str) -> list[Duty]:
    """The agencies of one list, with 会同 inside it, and (牵头) or (配合) after a name."""
    duties = []
    while (together := words.find("会同", start, end)) >= 0:
        duties += _listed_alone(words, start, together, "lead")
        start, role = together + 2, "support"
    return duties + _listed_alone(words, start, end, role)


def _listed_alone(words: str, start: int, end: int, role: str) -> list[Duty]:
    duties = []
    for first, last in split_agencies(words[start:end]):
        first, last = start + first, start + last
        gloss = re.match(r"\((?:(牵头|主办|总牵头)|(配合|协办))(?:单位|部门)?\)", words[last : min(end, last + 8)])
        own = ("lead" if gloss.group(1) else "support") if gloss else role
        duties.append(Duty(first, last, own))
    return duties


def _is_list(words: str, duties: list[Duty], half_known: bool = False) -> bool:
    """True for agencies; one in four may be a body that has no form of one (某师大) where half are known, which ``half_known`` asks of all."""
    items = [words[duty.start : duty.end] for duty in duties]
    strange = [item for item in items if not is_agency(item)]
    plain = len(strange) * 4 <= len(items) and all(_SHORT_NAME.fullmatch(item) for item in strange)
    return bool(items) and plain and (not strange and not half_known or sum(map(is_known, items)) * 2 >= len(items))


def read_roles(words: str, start: int, end: int, default: str | None) -> list[Duty] | None:
    """The agencies of a bracket or labelled list: each list takes the role word that follows it.

    ``default``: the role of lists without a word, from the label. Without a default the words are a
    bracket, and None where they are not plainly lists with role words.
    """
    duties: list[Duty] = []
    pending: list[list[Duty]] = []  # lists apart by commas that wait for their role word
    spoken = False
    for first, last in _segments(words, start, end):
        segment = words[first:last]
        if _AFTERTHOUGHT.match(segment) or default and _DATED.search(segment):
            continue
        made = _with_role(words, first, last, bool(default) or spoken or bool(pending))
        if made is not None:
            here, role = made
            theirs = (default or "responsible") if role == "support" else role  # 甲,乙配合: who supports is said of 乙 alone
            waiting = [[duty._replace(role=theirs) for duty in listed] for listed in pending]
            duties += _marked(words, waiting + [here] * bool(here), role)
            pending, spoken = [], True
            continue
        if spoken and not default and not all(is_known(segment[a:b]) for a, b in split_agencies(segment)):
            break  # the bracket goes on with other words
        here = _listed(words, first, last, default or "responsible")
        if not default and not _is_list(words, here):
            return None
        pending.append([duty for duty in here if 2 <= duty.end - duty.start <= 40])
    if pending and not (default or spoken):
        return None
    duties += _marked(words, pending, default or "responsible")
    return [duty._replace(ahead="") for duty in duties] if any(duty.role == "lead" for duty in duties) else duties


def _marked(words: str, lists: list[list[Duty]], role: str) -> list[Duty]:
    """One list of several stretches, its first agencies marked where none of them is said to lead."""
    joined = [duty for listed in lists for duty in listed]
    several = len(joined) > 1 or bool(joined) and words.startswith("等", joined[0].end)  # 某部等有关部门负责
    if role != "responsible" or not several or any(duty.role != role for duty in joined):
        return joined
    before = len(lists[0]) if len(lists) > 1 else 0
    return [duty._replace(ahead="first" if i == 0 else "comma" if i < before else "") for i, duty in enumerate(joined)]


def _with_role(words: str, first: int, last: int, in_list: bool) -> tuple[list[Duty], str] | None:
    """A stretch of a bracket that ends with a role word, or has one after its first agencies."""
    if words.startswith("由", first):
        first += 1
    closing = _CLOSING.search(words, first, last) if _ROLE_WORD.search(words, first, last) else None
    if closing:
        stop = _before_adverbs(words, first, closing.start())
        role = closing.lastgroup
        if stop <= first:
            return ([], role) if in_list else None
        here = _listed(words, first, stop, role)
        if _is_list(words, here):
            return here, role
    spoken = sentence_duties(words, first, last, in_list)
    return (spoken, spoken[0].role) if spoken and spoken[0].start == first else None
