"""Units whose heading is an agency: 3.市水务局。在规划中优先安排…: the heading is the subject of what follows.

So are the sections written that divide duties. One such heading proves nothing; two siblings do that are known
agencies, or agencies by their form over words that begin with 负责, and so does a heading that says it (市水务局职责) over such words.
"""

import re

from kg.agency_lists import is_agency, is_known, split_agencies
from kg.components import Match
from kg.duties import Duty
from kg.duties.agents import PUBLIC_BODY, read_agencies
from kg.remembered import remember
from kg.units import unit_words

_HEAD = re.compile(r"(?P<names>[^:。;\n]{2,80}?)(?P<duties>的?(?:主要|工作|具体)*(?:职责|责任|任务)(?:分工)?)? *(?=[:。\n]|$)")
_BEGINS = re.compile(r"[:。\n ]*(?:具体|主要|全面)?(?:负责|牵头|承担)(?!人)")
_CHARGED = re.compile(r"(?:具体|主要|全面|依法)*(?:(?P<responsible>负责(?!人|牵头)|承担)|(?P<lead>(?:负责)?牵头|会同)|(?P<support>(?:积极|主动|负责|做好)*(?:配合|协助|参与)))")
_SUPPORTS = re.compile(r"[:。\n ]*(?:负责|做好|积极|主动|依法)*(?:配合|协助|参与)")
_STATION = re.compile(rf"(?!有关|相关|其他|办公室)[一-龥]{{1,8}}(?:{PUBLIC_BODY}|科|室|中心)")  # 乡农科站, 法规科
_NO_WORK = re.compile(r"电话|联系人|地址|\d{7}|\d{3,4}-\d")  # a list of contacts
_GROUP = re.compile(r"其他|其它|各|有关|相关")
# With what a list of agencies ends: an organ, a place, 等有关部门, a gloss.
_LAST = tuple("局委厅部办会院行府门位司团室中心署队关构校镇乡道组社处所科业馆台网站联厂园库协央区市县州盟旗师省地方居村等科他它任级直个)〕:.。“” \n")
_LONGEST = 100  # characters of a line that names agencies
_SHORTEST = 8  # characters that say what an agency has to do
_SIBLINGS = 2


def find_heads(text: str, measures: list[Match], headings: list[Match]) -> dict[str, list[tuple[int, int]]]:
    """The agencies that a unit's heading consists of, by the unit's id; offsets in the folded text."""
    words = {heading.ref: heading for heading in headings}
    heads: dict[str, list[tuple[int, int]]] = {}
    known: dict[str, set[str]] = {}
    for measure in measures:
        heading = words.get(measure.ref)
        if heading is None or measure.label not in ("task", "safeguard"):
            continue
        head = _HEAD.match(text, heading.start, measure.end)
        spans = _agencies(text, *head.span("names")) if head else []
        if not spans or measure.end - head.end() < _SHORTEST or _NO_WORK.search(text, head.end(), measure.end):
            continue
        heads[measure.ref] = spans
        if head["duties"] and _BEGINS.match(text, head.end(), measure.end):
            known.setdefault(measure.ref, set()).update((measure.ref, measure.ref + "#"))
        if all(is_known(text[first:last]) for first, last in spans) or _BEGINS.match(text, head.end(), measure.end):
            known.setdefault(parent_of(measure.ref), set()).add(measure.ref)
    return {ref: spans for ref, spans in heads.items() if len(known.get(ref, ())) >= _SIBLINGS or len(known.get(parent_of(ref), ())) >= _SIBLINGS}


def find_heads_above(text: str, measures: list[Match]) -> dict[str, list[tuple[int, int]]]:
    """The agencies of which the line above a section's first measure consists (二、市公安局 / (一)负责…), by what the ids of its measures begin with.

    As with headings, one such line proves nothing.
    """
    heads: dict[str, list[tuple[int, int]]] = {}
    for measure in measures:
        end = measure.start
        while end > 0 and text[end - 1] in " \n":
            end -= 1
        start = text.rfind("\n", max(0, end - _LONGEST), end) + 1
        words = unit_words(text, start, end)
        head = _HEAD.fullmatch(text, words, end) if words > start else None
        spans = _agencies(text, *head.span("names")) if head else []
        if spans and (all(is_known(text[first:last]) for first, last in spans) or role_of_head(text, measure)):
            heads.setdefault(parent_of(measure.ref), spans)
    return heads if len(heads) >= _SIBLINGS else {}


def role_of_head(text: str, measure: Match) -> str | None:
    """The role that a measure gives to the agency of the line above its section: 负责…, 牵头…, 配合…; None where it does not begin so."""
    verb = _CHARGED.match(text, unit_words(text, measure.start, measure.end), measure.end)
    return verb.lastgroup if verb else None


def _agencies(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The agencies of words that consist of nothing else."""
    return [(start + first, start + last) for first, last in _nothing_else(text[start:end])]


@remember
def _nothing_else(words: str) -> list[tuple[int, int]]:
    if not words.endswith(_LAST) or not all(is_agency(words[first:last]) for first, last in split_agencies(words)):
        return []
    spans, after = read_agencies(words, 0, len(words))
    if not spans and _STATION.fullmatch(words):
        return [(0, len(words))]
    return spans if after == len(words) else []


def parent_of(ref: str) -> str:
    """With what the ids of a measure and its siblings begin: 2. of 2.1."""
    return re.sub(r"[^./]+$", "", ref)


def with_heads(words: str, heads: list[tuple[int, int]], duties: list[Duty]) -> list[Duty]:
    """The duties of a unit with one role for the agencies of its heading.

    ``duties`` were read with the heading as subject: it leads where a clause says so, else it has the first role that
    one gives it; without any it supports where the words begin so, and else is responsible.
    """
    own = [duty for duty in duties if (duty.start, duty.end) in heads]
    named = {words[first:last] for first, last in heads}
    if all(_GROUP.match(name) for name in named):  # 其他部门。其他各有关部门和单位…: said twice
        named |= {words[duty.start : duty.end] for duty in duties if _GROUP.match(words, duty.start)}
    supports = _SUPPORTS.match(words, heads[-1][1])
    role = "lead" if any(duty.role == "lead" for duty in own) else own[0].role if own else "support" if supports else "responsible"
    others = [duty for duty in duties if words[duty.start : duty.end] not in named]
    return [*(Duty(first, last, role) for first, last in heads), *others]
