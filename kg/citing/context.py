"""Where a citation stands: its sentence, the preamble, the heading of its list.

Built once for a document; every look-up is a bisection.
"""

import re
from bisect import bisect_right

from kg.citing.mentions import Mention
from kg.citing.relations import TITLE, leads_to_issue
from kg.citing.titles import find_titles
from kg.components import Match
from kg.paragraphs import find_ordinal, find_paragraphs

_RUN_OF_TITLES = re.compile(f"{TITLE}{{2,}}")
_STOP = re.compile(r"[。;!?]")
_ASIDES = re.compile(r"“[^“”]*”|\([^()]*\)")
_ENDS_LINE = "。;:!?)〕》”|"
_WRAPPED = 25  # characters of a line that the page's width may have cut
_REACH = 500  # characters of a sentence that are looked at to each side
_RANKS = ("chapter", "section", "article", "han", "han_paren", "arabic", "arabic_paren")
_UNITS = ("chapter", "article", "han", "han_paren", "arabic")
_JOINT = re.compile(
    r"(?:\([^()]{0,60}\)|〔[^〔〕]{0,60}〕)?(?:等(?:有关|相关)?(?:法律|法规|文件|规定)*)?[、,和及与或以并 \n]*(?:原|(?:19|20)\d\d ?年(?:\d{1,2} ?月)?(?:\d{1,2} ?日)?)?"
    r"(?:[一-龥、 \n]{2,30}(?:发布|印发|公布|颁发|颁布|制定|下发)的)?"
)
_ENDS = re.compile(r"(?:[:]|目录|清单|文件|规范性文件|规章|法规|草案|项目|一览表|名单|(?:下列|以下)[^。]{2,30}(?:修改|废止|失效))$")
_LISTS = (
    ("extends", re.compile(r"继续有效|有效期.{0,6}延长|延长.{0,4}有效期")),
    ("repeals", re.compile(r"废止|失效|停止执行|停止施行")),
    ("amends", re.compile(r"修改")),
    ("plans", re.compile(r"(?:制定|起草|出台|审议)[^,。:修废]{0,8}(?:项目|草案|规章|法规)$")),
    ("revises", re.compile(r"(?:修订|修改)[^,。:制废]{0,4}(?:项目|草案|规章|法规)$")),
    ("forwards", re.compile(r"(?:文件|通知|规定|意见)(?:转发|批转)给?(?:你们|各[^,。]{1,10})(?:,请[^,。:]{0,16})?:$")),
)
_BASIS_HEADING = re.compile(r"依据(?:文件|如下)?[:]?$")
_BASES_ON_LINE = re.compile(rf"[^。:,{TITLE}]{{2,20}}依据。")  # (二)编制依据。《…》、《…》
_BASIS_LABEL = re.compile(rf"依据(?:有|是|为|如下|文件)?:[{TITLE}、和及等,]*$")
_ITEM = re.compile(r"[ |]*(?:[(]?[\d一二三四五六七八九十]{1,3}[)]?[.、 |]*)?")
_NAMES = re.compile(r"[一-龥、 ]{2,40}(?:部|委|会|局|厅|室|办|院|府|机制|组)")  # who issued the document of an item
_ISSUED = re.compile(r"(印发|发布|公布|颁布|下发|颁发|制发)了? *$")
_ANNEX_LIST = re.compile(r" *附(?:件|表|录)? *[\d一二三四五六七八九十]{0,2} *[:.]")
# 一、发展现状; (一)工作回顾。: what stands below tells what was done
_TELLS = re.compile(r"[^。:;,]{0,14}(?:现状|(?:发展|工作|现实|建设|主要)基础|成效|成就|成绩|回顾|背景|进展(?:情况)?)(?:[与和及][^。:;,]{2,10})?(?:[。:]|$)")
_LEADS_TO_LIST = re.compile(r"(?:废止|停止执行|失效|修改)[^。:]{0,6}(?:下列|以下)|(?:下列|以下)[^。:]{2,20}(?:废止|停止执行|失效)$")
_ORDINALS = re.compile(rf"[\d一二三四五六七八九十().、;,和及以原{TITLE}]")
_BARE_ITEM = 120  # characters of an annex's line in the list
# 现将《…》印发给你们, 现下达你县: what follows tells those who get it what to do
_HANDED_OUT = re.compile(r"(?<![发实出表体呈])现[^。]{0,300}?(?:印发|转发|批转|下发|下达|颁发|发)\s{0,3}给?\s{0,3}[你各]")
_SENTENCE = 30  # characters of a paragraph without a stop that is no title, name or date
_HEADING = 60  # characters of a heading without a colon
_NAMED = 24  # of a heading that names what is to be made: 二、拟制定的政府规章


class Surroundings:
    """The paragraphs and sentences of a document's body, with all titles masked."""

    def __init__(self, text: str, found: dict[str, list[Match]], start: int, end: int, mentions: list[Mention]):
        spans = [(m.start, m.end) for m in found.get("paragraphs") or ()] or find_paragraphs(text)
        self._paragraphs = [(max(a, start), min(b, end)) for a, b in spans if b > start and a < end] or [(start, end)]
        self._starts = [a for a, _ in self._paragraphs]
        self._text, self._masked = text, _mask(text, start, end, mentions)
        self._ordinals = {paragraph: find_ordinal(self._masked, *paragraph) for paragraph in self._paragraphs}
        self._bounds = self._find_bounds(start, end)
        self._headings = self._find_headings()
        self._annexed = self._find_annexed()
        self._told = self._find_told()
        self._regions = self._find_regions(found, start, end)
        self._part_starts = [region[0] for region in self._regions[1:]]
        self._group_ends = self._find_group_ends(mentions)

    def _find_bounds(self, start: int, end: int) -> list[int]:
        """The offsets at which sentences begin: behind a stop, and at paragraphs that do not just go on in the next line."""
        stops = {match.end() for match in _STOP.finditer(self._masked, start, end)}
        before = (start, start)
        for paragraph in self._paragraphs:
            if not self._goes_on(before, paragraph):
                stops.add(paragraph[0])
            before = paragraph
        return sorted(stops | {start, end})

    def _goes_on(self, before: tuple[int, int], paragraph: tuple[int, int]) -> bool:
        """Whether a paragraph is the rest of the line before it: that one is long, without an end, and no ordinal follows."""
        if paragraph[0] and self._masked[paragraph[0] - 1] == self._masked[paragraph[0]] == TITLE:
            return True  # the line break stands inside a title
        last = self._text[before[1] - 1 : before[1]]
        long = before[1] - max(before[0], self._text.rfind("\n", before[0], before[1]) + 1) >= _WRAPPED
        apart = self._text.count("\n", before[1], paragraph[0]) > 1
        return long and not apart and last not in _ENDS_LINE and not self._ordinals[paragraph]

    def _find_headings(self) -> list[str | None]:
        """For each paragraph the relation that a heading above gives it as an item."""
        relations, current = [], None
        for start, end in self._paragraphs:
            words = self._words(start, end)
            opened = _heading_relation(words)
            bases = self._ordinals[start, end] and _BASES_ON_LINE.match(words)
            relations.append("basis" if bases else current)
            if opened:
                current = opened
            elif current and not self._is_item(start, end, words):
                current = None
        return relations

    def _find_annexed(self) -> list[bool]:
        """For each paragraph whether it stands in the list of annexes (附件:1.… 2.…)."""
        flags, current = [], False
        for start, end in self._paragraphs:
            opens = bool(_ANNEX_LIST.match(self._masked, start, end))
            ordinal = self._ordinals[start, end]
            current = opens or (current and end - start < _BARE_ITEM and bool(ordinal) and ordinal.style == "arabic")
            flags.append(current)
        return flags

    def _find_told(self) -> list[bool]:
        """For each paragraph whether a heading above says that it tells what was done; it holds up to the next unit of its rank or above."""
        flags, rank = [], None
        for paragraph in self._paragraphs:
            ordinal = self._ordinals[paragraph]
            if ordinal and (rank is None or _rank(ordinal.style) <= rank):
                words = self._words(ordinal.end, min(paragraph[1], ordinal.end + _HEADING))
                rank = _rank(ordinal.style) if _TELLS.match(words) else None
            flags.append(rank is not None)
        return flags

    def _is_item(self, start: int, end: int, words: str) -> bool:
        ordinal = self._ordinals[start, end]
        if ordinal and ordinal.style in ("chapter", "article", "han"):
            return TITLE in words
        return bool(ordinal) or TITLE in words[:12] or (len(words) < 80 and "。" not in words)

    def _find_regions(self, found, start: int, end: int) -> list[tuple[int, int, str, int, bool]]:
        """Covering text and parts as (start, end, part id, end of the preamble, has units), the innermost last."""
        spans = [(start, end, "")] + sorted((m.start, m.end, m.ref) for m in found.get("parts", ()))
        covering = min((a for a, _, _ in spans[1:] if a > start), default=end)  # its preamble ends where the parts begin
        return [(a, b, ref, *self._preamble_end(a, b if ref else covering)) for a, b, ref in spans]

    def _preamble_end(self, start: int, end: int) -> tuple[int, bool]:
        """The start of the first unit, or of the second article; at most the paragraph that leads to what is issued, or the words that
        hand it out. And whether there are units."""
        at = bisect_right(self._starts, start) - 1
        found = opening = None  # opening: the first paragraph that is a sentence, the preamble of a text without units
        for n in range(max(at, 0), len(self._paragraphs)):
            first, last = self._paragraphs[n]
            if first >= end:
                break
            ordinal = self._ordinals[first, last]
            if ordinal and ordinal.style in _UNITS and (ordinal.style, ordinal.value) != ("article", 1) and ordinal.style != "chapter":
                return found or first, True
            words = self._words(first, last)
            if not found:
                handed_out = _HANDED_OUT.search(self._masked, first, last)
                leads = leads_to_issue(words) and (len(words) > _SENTENCE or words.endswith("如下:"))
                found = handed_out.end() if handed_out else last if leads else None
            if words.endswith("。") or len(words) > _SENTENCE and not words.endswith(":"):
                opening = opening or last
        return found or opening or end, False

    def _find_group_ends(self, mentions: list[Mention]) -> dict[int, int]:
        """For each mention where the list ends that it is in: 《甲》、《乙》和《丙》 share what follows."""
        ends, following = {}, None
        for mention in reversed(mentions):
            joined = following and following.start - mention.end < 100 and _JOINT.fullmatch(self._text, mention.end, following.start)
            ends[mention.start] = ends[following.start] if joined else mention.end
            following = mention
        return ends

    def _words(self, start: int, end: int) -> str:
        masked = _RUN_OF_TITLES.sub(TITLE, self._masked[start:end])
        return "".join(masked.split()).replace("*", "")

    def paragraph(self, at: int) -> tuple[int, int]:
        """The paragraph in which the offset lies."""
        return self._paragraphs[max(bisect_right(self._starts, at) - 1, 0)]

    def left(self, mention: Mention) -> str:
        """The sentence before a mention; within an open bracket, from the bracket on; of a list on one line, what leads to it."""
        start = self._bounds[max(bisect_right(self._bounds, mention.start) - 1, 0)]
        lead, _, listed = self._words(self._stretch(mention.start), mention.start).partition(":")
        if _LEADS_TO_LIST.search(lead) and not _ORDINALS.sub("", listed):
            return lead  # 同时废止下列文件:1.《…》;2.
        words = self._words(max(start, mention.start - _REACH), mention.start)
        issued = _ISSUED.search(self._text, mention.start, mention.title[0]) if mention.title else None
        words += issued.group(1) if issued else ""  # 某局印发《…》: the span covers the verb too
        head, _, inside = _ASIDES.sub("", words).rpartition("(")
        if not mention.title and not inside.strip(TITLE + "、和及与"):
            return head + inside  # 按照省水利厅(甘水发〔2014〕43号)要求: it is all that the bracket holds
        return inside

    def _stretch(self, at: int) -> int:
        """Where the words begin that no 。 or paragraph parts from the offset."""
        return max(self.paragraph(at)[0], at - _REACH, self._masked.rfind("。", max(0, at - _REACH), at) + 1)

    def right(self, mention: Mention) -> str:
        """The sentence behind the list that a mention is in."""
        end = self._group_ends[mention.start]
        at = bisect_right(self._bounds, end)
        stop = self._bounds[at] if at < len(self._bounds) else len(self._masked)
        return self._words(end, min(stop, end + _REACH))

    def tells(self, mention: Mention) -> bool:
        """Whether a mention stands below a heading of what was done (发展现状)."""
        return self._told[max(bisect_right(self._starts, mention.start) - 1, 0)]

    def in_annex_list(self, mention: Mention) -> bool:
        """Whether a mention stands in the list of annexes."""
        return self._annexed[max(bisect_right(self._starts, mention.start) - 1, 0)]

    def heading(self, mention: Mention) -> str | None:
        """The relation that the heading of its list gives to a mention that opens an item, behind its issuers if it names them; that of
        a heading 编制依据 holds for all that stands below it."""
        n = max(bisect_right(self._starts, mention.start) - 1, 0)
        opens = _ITEM.match(self._text, self._starts[n])
        named = self._text[opens.end() : mention.start]
        if mention.listed or len(named) <= 2 or _NAMES.fullmatch(named) or self._headings[n] == "basis":
            return self._headings[n]
        return "basis" if _BASIS_LABEL.search(self.left(mention)) else None

    def region(self, mention: Mention) -> tuple[str, bool, bool]:
        """The id of the part a mention is in ("" for the covering text), whether it is in the preamble, whether the text has units."""
        inner = bisect_right(self._part_starts, mention.start)
        for n in range(inner, -1, -1):  # the innermost first, the covering text last
            start, end, part, preamble_end, units = self._regions[n]
            if start <= mention.start < end:
                return part, mention.start < preamble_end, units
        return "", False, True


def _mask(text: str, start: int, end: int, mentions: list[Mention]) -> str:
    """The text with each mention and each other title as a run of ``TITLE``, the same length."""
    spans = sorted({*(m[:2] for m in mentions), *find_titles(text, start, end)})
    pieces, at = [], 0
    for first, last in spans:
        if last > at:
            first = max(first, at)
            pieces += [text[at:first], TITLE * (last - first)]
            at = last
    return "".join([*pieces, text[at:]])


def _rank(style: str) -> int:
    return _RANKS.index(style) if style in _RANKS else len(_RANKS)


def _heading_relation(words: str) -> str | None:
    if len(words) <= 20 and _BASIS_HEADING.search(words):
        return "basis"
    tail = words.rstrip("。").rsplit("。", 1)[-1]
    if not _ENDS.search(tail) or (len(tail) > _HEADING and not tail.endswith(":")) or tail.startswith("附件:"):
        return None
    relation = next((relation for relation, form in _LISTS if form.search(tail)), None)
    return relation if relation not in ("plans", "revises") or len(words) <= _NAMED and tail == words else None
