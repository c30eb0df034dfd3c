"""The title block of a document: 标题, 发文字号 and 主送机关 as they stand at its head.

GB/T 9704-2012: the letterhead and the number (7.2.4, 7.2.5), the title in one to
four lines, 发文机关 + 关于 + 事由 + 文种 (7.3.1), the recipients with a colon (7.3.2).
Pages add their own title, and many leave out one or the other.
"""

import re
from functools import cache

from kg.components import Match
from kg.lexicon import load_table
from kg.numbers import find_numbers
from kg.paragraphs import Paragraph, find_ordinal
from kg.regions import leading_place

_HEAD = 60  # paragraphs from the top in which the title may stand
_LINES = 6  # of a title
_RUN_ON_HEAD = 400  # characters in which a head without line breaks has its title
_SHORTEST, _LONGEST = 7, 200  # characters of a title
_WRAPPING = "《》〈〉<>“”\" \n#*"
_STATUS = r"(?:\((?:[^()]{0,12}(?:试行|暂行|草案|修订|修正|征求意见稿|送审稿|审议稿)[^()]{0,8}|\d{4}年版?|\d{4}-\d{4}年?)\))?"
_NO_TITLE = re.compile(r"解读|问答|图解|答记者问|新闻发布|^附件|^目录|>|http|责任编辑|^来源|^时间|一图读懂|新闻发布会|^\W*$")
# Lines that stand between two texts and belong to no title: a date, a remark on publicity, who signs an order.
_INTERRUPTS = re.compile(r"\(?(?:\d{4}|[二一][〇○零一二三四五六七八九]{3})年.{1,8}日\)?$|\(?此件|\(?联系|\(?(?:省长|市长|县长|区长|部长|主席|主任|局长|总理|州长)|附件|\(?主动公开|第.{1,6}号$|目 ?录$|\(\d{4}年|[)\]〕,.、]")
_SENTENCE = re.compile(r"[。;!?|]|[,:].{0,200}[,:]|^[一-龥]{2,6}:")
_PREAMBLE = re.compile(r"为|根据|按照|依据|经|近年来|近期|现将|现就|《")
# An order or announcement whose serial stands on the line below: 某省人民政府令 / (第19号).
_ORDER_NUMBER = re.compile(r"(?<![一-龥》])[一-龥 ]{2,40}(?:令|公告|通告) *\n[\s(]*(?:\d{4}年)? *第 *[\d一二三四五六七八九十百零〇]+ *号(?=\s*\)?\s*(?:\n|$))")
_OWN_NUMBER = re.compile(r"^[(\[〔【]?\s*(?:发文字号|文号|字号)?\s*[::]?\s*")
_ADDRESSEE = re.compile(
    r"人民政府|政府|委员会|[部委厅局办院会署社站所处]|单位|机关|公司|集团|学校|幼儿园|高校|大学|企业|机构|银行|中心|街道|乡镇|镇|各县|各市|各区|各地|职工|同志|你"
)
_AGENCY_LINE = re.compile(
    r"^[^,。:;!?《》0-9a-zA-Z]{2,80}(?:政府|办公[厅室]|委员会|[部委厅局署院会]|总社|党组|中央|国务院|银行|[分支]行|管理部|小组|指挥部|中心|管委会)$"
)


# 某省健康促进委员会 / (爱国卫生运动委员会): the second name of one body, on a line of its own or not.
_SECOND_NAME = re.compile(r"\((?=[一-龥]{4,30}(?:委员会|办公室|局|厅)\))|(?<=[会室局厅])\)|\((?:代章|盖章)\)")


@cache
def _type_words() -> str:
    words = {row["word"] for row in load_table("document_types")}
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@cache
def _title_end() -> re.Pattern:
    return re.compile(rf"(?:{_type_words()}){_STATUS}$")


@cache
def _ends_in_type() -> re.Pattern:
    return re.compile(rf"的(?:{_type_words()}){_STATUS}$")


@cache
def _run_on_title() -> re.Pattern:
    """A title that lost the line break after it: up to the first type word that something else follows."""
    return re.compile(rf"[^。;:!?《》]{{0,60}}?关于[^。;:!?]{{2,120}}?的(?:{_type_words()})(?=[^的和、》」及])")


def _bare(text: str, start: int, end: int) -> str:
    """The words without white space and without the marks that only wrap them."""
    return re.sub(r"\s+", "", text[start:end]).strip(_WRAPPING)


def is_title(words: str) -> bool:
    """Whether words without white space have the form of a title: they end in a type of document and are no sentence."""
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and bool(_title_end().search(words))
        and not re.fullmatch(r"[^关于]{2,30}(?:令|公告|文件)", words)
        and not _NO_TITLE.search(words)
        and not _SENTENCE.search(words)
        and words.count("《") == words.count("》")
        and not words.startswith(("现将", "根据", "按照", "为", "请", "并", "本"))
    )


def is_agency_line(words: str) -> bool:
    """Whether a line names agencies and nothing else: a letterhead, a signature, the first line of a title."""
    words = _SECOND_NAME.sub("", words)
    return bool(_AGENCY_LINE.match(words)) and "关于" not in words and len(words) <= 120


def find_number_lines(text: str, paragraphs: list[Paragraph]) -> list[Match]:
    """Numbers that are a line of their own, or open or close a line of the head."""
    head = text[: paragraphs[-1].end]
    matches = [Match(m.start(), m.end(), "number") for m in _ORDER_NUMBER.finditer(head)]
    for start, end in paragraphs:
        for number_start, number_end in find_numbers(text[start:end]):
            before = text[start : start + number_start].strip(" (〔[【")
            after = text[start + number_end : end].strip(" )〕]】")
            opens = not before and re.match(r"[^。;《]{2,300}:", after)  # the recipients follow on the same line
            if (len(before) <= 2 or _OWN_NUMBER.fullmatch(before)) and not after or opens:
                matches.append(Match(start + number_start, start + number_end, "number"))
    return matches


def find_titles(text: str, paragraphs: list[Paragraph]) -> list[tuple[int, int, int]]:
    """Blocks of one to six paragraphs of the form of a title: (first paragraph, last paragraph + 1, characters)."""
    blocks = []
    for first, (start, _) in enumerate(paragraphs):
        if find_ordinal(text, *paragraphs[first]):
            continue
        best = None
        for last in range(first, min(first + _LINES, len(paragraphs))):
            line = _bare(text, *paragraphs[last])
            if len(line) > _LONGEST or _INTERRUPTS.match(line) or (last > first and (find_ordinal(text, *paragraphs[last]) or find_numbers(text[slice(*paragraphs[last])]))):
                break
            words = _bare(text, start, paragraphs[last].end)
            if len(words) > _LONGEST or _SENTENCE.search(words):
                break
            if best and not line.startswith(("的", "和", "及", "意见", "通知", "(")) and not _unfinished(words, line):
                break  # the block was whole before this line
            if is_title(words):
                best = last + 1
        if best:
            blocks.append((first, best, len(_bare(text, start, paragraphs[best - 1].end))))
    return blocks


def _unfinished(words: str, line: str) -> bool:
    """Whether a title that says 关于 or 印发 still lacks the 的 with its type, and this line brings it."""
    lacks = re.search(r"关于|印发|转发|批转", words[: -len(line)]) and not _ends_in_type().search(words[: -len(line)])
    return bool(lacks) and bool(_ends_in_type().search(line)) and "关于" not in line


def find_title_block(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Title, number and recipients at the head of the document, each once.

    ``found["paragraphs"]`` are the paragraphs, ``found["table"]`` the page's table. Offsets are
    characters of the folded text; a title may run over several lines.
    """
    paragraphs = [Paragraph(m.start, m.end) for m in found["paragraphs"][:_HEAD]]
    if not paragraphs:
        return []
    table_titles = {_bare(text, m.start, m.end) for m in found["table"] if m.label == "title"}
    numbers = find_number_lines(text, paragraphs[: _opening_of_text(text, paragraphs) + 1])
    title = _best_title(text, paragraphs, numbers, table_titles)
    matches = []
    if title:
        first, last = title
        matches.append(_trimmed(text, paragraphs[first].start, paragraphs[last - 1].end, "title"))
    else:
        last = 0
        for start, end in paragraphs[: _opening_of_text(text, paragraphs) + 1]:
            run_on = _run_on_title().search(text, start, min(end, start + _RUN_ON_HEAD))
            if run_on and end - start > 120 and not _PREAMBLE.match(text, start):
                return _split_run_on_head(text, start, run_on)
    number = _own_number(text, numbers, matches) or _number_said_later(text, matches)
    if number:
        matches.append(number)
    recipients = _find_recipients(text, paragraphs, last)
    if recipients:
        matches.append(recipients)
    return matches


def _best_title(text, paragraphs, numbers, table_titles) -> tuple[int, int] | None:
    number_lines = {i for i, (start, end) in enumerate(paragraphs) for n in numbers if start <= n.start < end}
    best, best_score = None, 0.0
    seen = {}
    opening = _opening_of_text(text, paragraphs)
    for first, last, _ in find_titles(text, paragraphs):
        if first > opening:
            break
        words = _bare(text, paragraphs[first].start, paragraphs[last - 1].end)
        if words.startswith("关于") or re.match(r"(?:印发|转发|批转)", words):
            while first > 0 and is_agency_line(_bare(text, *paragraphs[first - 1])) and first - 1 not in number_lines:
                first -= 1  # the issuers stand on lines of their own above 关于
            words = _bare(text, paragraphs[first].start, paragraphs[last - 1].end)
        score = 1.0
        score += 2 * ("关于" in words) + 2 * (words in table_titles)
        score += 2 * any(i in number_lines for i in range(last, last + 3))
        score += 2 * any(i in number_lines for i in range(first - 2, first))
        score += 2 * (_find_recipients(text, paragraphs, last, within=3) is not None)
        score += 1 * (words in seen) + 1 * bool(re.match(r".{2,40}(?:政府|办公[厅室]|[部委厅局院会])关于", words))
        score += 1.5 * (leading_place(words) is not None or words.startswith(("国务院", "中共中央", "国家", "关于")))
        alone = _bare(text, *paragraphs[last - 1])
        score -= 1.5 * (last - first > 1 and is_title(alone) and "关于" in alone and not alone.startswith("关于"))
        score -= first * 0.05
        seen[words] = True
        if score > best_score:
            best, best_score = (first, last), score
    return best


def _opening_of_text(text, paragraphs) -> int:
    """The first paragraph that is addressed to somebody or is plain prose: below it stand no titles of the document."""
    for i, (start, end) in enumerate(paragraphs):
        words = _bare(text, start, end)
        prose = len(words) > 90 and len(re.findall("[,。;]", words)) >= 2 or _PREAMBLE.match(words) and len(words) > 30
        if prose and not is_title(words):
            return i
        if _find_recipients(text, paragraphs, i, within=1):
            return i
    return len(paragraphs)


def _trimmed(text: str, start: int, end: int, label: str) -> Match:
    """The span without marks that only wrap it: a 《 at its head with its 》 at the end, white space."""
    while start < end and (text[start] in " \n#*" or (text[start] in "《<" and text[end - 1] in "》>" and text.find("》", start, end) == end - 1)):
        end -= text[start] in "《<"
        start += 1
    while end > start and text[end - 1] in " \n*":
        end -= 1
    return Match(start, end, label)


def _own_number(text, numbers, matches) -> Match | None:
    """The number nearest to the title; else one before the title on its own line (武政办〔2018〕4号《…》)."""
    title = next((m for m in matches if m.label == "title"), None)
    if not numbers:
        return None
    if not title:
        return numbers[0]
    near = [n for n in numbers if n.start < title.end + 400]
    return min(near, key=lambda n: (min(abs(n.start - title.end), abs(title.start - n.end)), n.start), default=None)


def _number_said_later(text, matches) -> Match | None:
    """The number beside the document's own title further down, as its annexed forms cite it: 《本文题名》(号)."""
    title = next((m for m in matches if m.label == "title"), None)
    if not title:
        return None
    said = text.find("《" + _bare(text, title.start, title.end) + "》", title.end)
    if said < 0:
        return None
    start = text.index("》", said) + 1
    number = next(iter(find_numbers(text[start : start + 40])), None)
    return Match(start + number[0], start + number[1], "number") if number and number[0] <= 2 else None


def _find_recipients(text, paragraphs, first, within=8) -> Match | None:
    for start, end in paragraphs[first : first + within]:
        number = next(iter(find_numbers(text[start:end])), None)
        if number and number[0] <= 2:
            start += number[1]  # 财库〔2019〕38号各…: the number's line lost its break
        words = text[start:end].strip()
        if find_ordinal(text, start, end) or len(words) > 400:
            break
        head, colon, rest = words.partition(":")
        whole = colon and not rest
        if whole or (colon and len(head) < 200 and len(rest) > 30):
            if _ADDRESSEE.search(head) and not re.search(r"[。;《]|通知如下|如下$|公告如下|文号|日期|时间|来源|作者", head):
                return Match(start, start + len(head), "recipients")
        elif not colon and words.startswith("各") and len(words) < 150 and "。" not in words and _ADDRESSEE.search(words[-6:]):
            return Match(start, end, "recipients")
        if "。" in words:
            break
    return None


def _split_run_on_head(text: str, opening: int, run_on: re.Match) -> list[Match]:
    """Title, number and recipients of a head that lost its line breaks; the number stands before or behind the title."""
    start, end = run_on.span()
    matches = []
    number = next(iter(find_numbers(text[opening : end + 40])), None)
    if number:
        number_start, number_end = number[0] + opening, number[1] + opening
        matches.append(Match(number_start, number_end, "number"))
        if number_end <= end:
            start = max(start, number_end)
    matches.append(_trimmed(text, start, end, "title"))
    if number and number_start >= end:
        end = number_end
    colon = text.find(":", end, end + 300)
    stop = text.find("。", end, end + 300)
    if colon > 0 and (stop < 0 or colon < stop) and _ADDRESSEE.search(text, end, colon):
        matches.append(Match(end, colon, "recipients"))
    return matches
