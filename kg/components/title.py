"""The title block of a document: 标题, 发文字号 and 主送机关 as they stand at its head.

GB/T 9704-2012: the letterhead and the number (7.2.4, 7.2.5), the title in one to
four lines, 发文机关 + 关于 + 事由 + 文种 (7.3.1), the recipients with a colon (7.3.2).
Pages add their own title, and many leave out one or the other.
"""

import re
from functools import cache
from itertools import pairwise

from kg.components import Match
from kg.numbers import find_numbers
from kg.paragraphs import Paragraph
from kg.recipients import find_recipients, is_labelled, recipients_behind
from kg.regions import leading_place
from kg.titles import FILED, ITS_GOVERNMENT, OF_SEVERAL, bare, document_type, find_titles, is_agency_line, is_title, type_words

_HEAD = 60  # paragraphs from the top in which the title may stand
_ABOVE = 60  # characters in which the number stands before or behind a title
_LINES = 6  # of a title
_RUN_ON_HEAD = 400  # characters in which a head without line breaks has its title
_PREAMBLE = re.compile(r"据[^,。]{2,30}(?:消息|报道)|为|根据|按照|依据|经|近年来|近期|现将|现就|《")
# An order or announcement whose serial stands on the line below: 某省人民政府令 / (第19号).
_ORDER_NUMBER = re.compile(r"(?<![一-龥》])[一-龥 ]{2,40}(?:\n *)?(?:令|公 *告|通 *告) *\n[\s(]*(?:(?:\d{4} ?年|第?[\d一二三四五六七八九十]{1,3}届)? *第 *[\d一二三四五六七八九十百零〇]+|〔(?:\d{4}|第?\d{1,2}届)〕 *第? *\d{1,6}) *号(?=\s*\)?\s*(?:\n|$))")
_IN_MARKS = re.compile(r"《(?P<title>[^《》]+(?:《[^《》]+》[^《》]*)*)》 *[(〔]?(?P<number>[^\s《》()]*?)[)〕]?")
# A report's headline: 某市教育局发布《…》, 某市《…》的通知
_ZONE = re.compile(r"(?:高新|经开|开发|新)区$")
_HEADLINE = re.compile(r"(?P<who>[一-龥][一-龥 、]{1,40}?)(?:近日|日前|正式|联合|(?P<verb>发布|印发|出台|公布|下发)了?)*\n?(?=《)")
# A row of a collector's table as one line: 2023-08-25 | who | title | text
_ROW = re.compile(r"^\d{4}-\d\d-\d\d[ \d:]*\|(?:[^|\n]{2,60}\|)? *(?:[〔\[][^|\n]{2,40}[〕\]])? *(?P<title>[^|\n]{7,160}?) *\|", re.M)
# What a law database puts behind a title: (国务院令第638号第二次修订), (2021年修正)
_REVISION_NOTE = re.compile(r"(?<! ) *\((?:[^()]{0,40}(?:令第?\d+号|\d{4}年)[^()]{0,12})(?:修订|修正|修改)(?:本|版)?\)$|(?<! ) *[(〔\[]已?(?:失效|废止)[)〕\]]$")
_MARKED = re.compile(r"[(〔\[](?:已?(?:废止|失效|修改)|现行有效|通知公告|规范性文件|政策文件)[)〕\]] *")  # by a site
_NUMBER_BEHIND = re.compile(r"[(〔\[] *(?:[^()\n]{0,40}〔\d{4}〕|(?:\d{4}年 *)?第) *\d{1,6} *号 *[)〕\]] *$")
_DATE_BEHIND = re.compile(r" *\( *\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日 *\)$")
_COLLECTED = re.compile(r"\d{1,3}[.、] *(?=[一-龥《])")  # 8. 某部关于…的通知: its place in a collection
_REPOSTED = re.compile(r"(?:转发|转载|转): *(?=[一-龥《])")  # what a site puts before the title of another's document
_SITE = re.compile(r" *(?:(?:--|_| - |\|)(?=[^-_|]).{2,40}|-[一-龥]{2,20}|[(〔\[][一-龥]{0,4}(?:有效|失效|废止|摘录|节选|摘要|全文|附件|附图|图)[)〕\]])$")
_LONGEST_SITE = 50  # characters of it
_FOLLOWED = re.compile(r"(?:根据|按照|依据|执行|符合)[^。\n]{0,8}$")
_ENDED = re.compile(r"废止|失效|停止执行")
_SHORT_TITLE = re.compile("[一-龥]{2,4}(?:条例|规定|办法|细则|规则)")
_REGULATION_BEGINS = re.compile(r"第一[章条]|总 *则|\([^()]{0,40}(?:\d年|令|会议)")
_NAMES_ITSELF = re.compile(f"{ITS_GOVERNMENT}(?:办公[厅室])?(?:关于|印发|转发|批转)")
_DAY = re.compile(r"(?:\d{4}年\d{1,2}月\d{1,2}日)? *(?:文件)?(?:印发|发布|公布)?")  # beside a number
_BEFORE_NUMBER, _LONGEST_NUMBER = 100, 80  # characters
_OWN_NUMBER = re.compile(r"^[(\[〔【]?\s*(?:发文字号|文号|字号)?\s*:?\s*(?:(?:等级|紧急程度)[: ]*[一-龥·• ]{1,8})?")
# The title where only the file that is attached bears it: 某政办发〔2013〕8号某市…的通知.doc
_FILE_NAME = re.compile(r"(?<=\n) *(?P<title>[^\n:;。]{8,120}?的(?:通知|意见|决定|公告|通告|批复|函))\.(?:docx?|pdf|wps|ofd) *(?=\n|$)", re.I)


@cache
def _run_on_title() -> re.Pattern:
    """A title that lost the line break after it: up to the first type word that something else follows."""
    return re.compile(rf"[^。;:!?《》]{{0,60}}?(?:关于[^。;:!?]{{2,120}}?的(?:{type_words()})|(?:印发|转发)《[^《》]{{4,100}}》的通知)(?=[^的和、》」及])")


def find_number_lines(text: str, paragraphs: list[Paragraph]) -> list[Match]:
    """Numbers that are a line of their own, or open or close a line of the head."""
    head = text[: paragraphs[-1].end]
    matches = [Match(m.start(), m.end(), "number") for m in _ORDER_NUMBER.finditer(head)]
    for start, end in paragraphs:
        for number_start, number_end in find_numbers(text[start:end]):
            if number_start > _BEFORE_NUMBER:
                break
            before = text[start : start + number_start].strip(" (〔[【")
            after = text[start + number_end : end].strip(" )〕]】")
            opens = not before and (re.match(r"[^。;《]{2,300}:", after) or is_title("".join(after.split())))  # the recipients or the title follow on the same line
            several = len(after) <= _LONGEST_NUMBER and (0, len(after)) in find_numbers(after)  # one for each of two issuers
            own = len(before) <= 2 or _OWN_NUMBER.fullmatch(before) or _DAY.fullmatch(before)
            if own and (not after or several or _DAY.fullmatch(after)) or opens:
                matches.append(Match(start + number_start, start + number_end, "number"))
    return matches


def find_title_block(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Title, number and recipients at the head of the document, each once.

    ``found["paragraphs"]`` are the paragraphs, ``found["table"]`` the page's table. Offsets are
    characters of the folded text; a title may run over several lines.
    """
    lines = [Paragraph(m.start, m.end) for m in found["paragraphs"][:_HEAD]]
    if not lines:
        return []
    filed = FILED.match(text, *lines[0])
    if filed and filed.end() < lines[0].end and (leading_place(filed["under"]) or is_agency_line(filed["under"])):
        lines[0] = Paragraph(filed.end(), lines[0].end)
    printed = [_without_site(text, line) for line in lines]
    lines = [_below_number(text, line) for line in printed]
    lines = [Paragraph(reposted.end(), line.end) if (reposted := _REPOSTED.match(text, *line)) else line for line in lines]
    lines[0] = _without_place_in_collection(text, lines)
    paragraphs = [Paragraph(start, _without_number(text, start, end)) for start, end in lines]
    table_titles = {bare(text, m.start, m.end) for m in found["table"] if m.label == "title"}
    numbers = find_number_lines(text, printed[: _opening_of_text(text, paragraphs) + 1])
    matches = _heading_in_marks(text, _undated(text, lines[0]))
    matches = matches or _title_in_row(text, paragraphs[-1].end)
    title = None if matches else _best_title(text, paragraphs, numbers, table_titles)
    last = 1 if matches else 0
    if not matches and not title:
        matches = _headline(text, lines[1 : min(_LINES, _opening_of_text(text, paragraphs))])
    if title:
        first, last = title
        matches.append(_trimmed(text, paragraphs[first].start, paragraphs[last - 1].end, "title"))
    elif not matches:
        for start, end in paragraphs[: _opening_of_text(text, paragraphs) + 1]:
            about = text.find("关于", start, min(end, start + _RUN_ON_HEAD))
            above = find_numbers(text[start:about]) if about >= 0 else []
            begin = start + above[-1][1] if above else start  # behind the letterhead and its number
            run_on = _run_on_title().search(text, begin, min(end, start + _RUN_ON_HEAD)) if about >= 0 else None
            opens = run_on and (run_on.start() == begin or text[start : run_on.start()].rstrip().endswith("号"))
            if opens and (end - start > 120 or text[end - 1] == ":") and not _PREAMBLE.match(text, start):
                return _split_run_on_head(text, start, run_on)
    if not matches:
        matches = _short_title(text, lines) or _name_of_file(text)
    again = [] if numbers else _run_on_again(text, [*matches, *found["table"]])
    if again:
        return again
    if not any(m.label == "number" for m in matches):
        number = _behind_title(text, lines, title) or _own_number(text, numbers, matches) or _number_said_later(text, matches)
        matches += [number] if number else []
    recipients = find_recipients(text, paragraphs[last:])
    if recipients:
        matches.append(Match(*recipients, "recipients"))
    return matches


def _below_number(text: str, line: Paragraph) -> Paragraph:
    """A line without the number that stands before the title on it: 国税发〔2005〕111号 某总局关于…的通知."""
    number = next(iter(find_numbers(text[line.start : min(line.end, line.start + _ABOVE)])), None)
    if not number or number[0] or not is_title(bare(text, line.start + number[1], line.end)):
        return line
    return Paragraph(line.end - len(text[line.start + number[1] : line.end].lstrip()), line.end)


def _without_site(text: str, line: Paragraph) -> Paragraph:
    """A line without what a page adds behind a document's title: …的通知--党政办-某市某学校, …的意见_某市政府网, …的通知[条款失效], …的办法(节选)."""
    site = _SITE.search(text, max(line.start, line.end - _LONGEST_SITE), line.end)
    return Paragraph(line.start, site.start()) if site and is_title(bare(text, line.start, site.start())) else line


def _without_place_in_collection(text: str, lines: list[Paragraph]) -> Paragraph:
    """The first line without the ordinal that a collection gives a text, where a title follows it."""
    counted = _COLLECTED.match(text, *lines[0])
    if not counted:
        return lines[0]
    head = [Paragraph(counted.end(), lines[0].end), *lines[1:_LINES]]
    head = [Paragraph(start, _without_number(text, start, end)) for start, end in head]
    named = any(first == 0 for first, _, _ in find_titles(text, head)) or _heading_in_marks(text, _undated(text, head[0]))
    return Paragraph(counted.end(), lines[0].end) if named else lines[0]


def _undated(text: str, line: Paragraph) -> Paragraph:
    """A line without the date in brackets that closes it."""
    dated = _DATE_BEHIND.search(text, max(line.start, line.end - 40), line.end)
    return Paragraph(line.start, dated.start()) if dated else line


def _without_number(text: str, start: int, end: int) -> int:
    """The end of a line without the number or date that closes it behind a title: …的通知(某政办〔2020〕1号), …的公告(第350号), …意见某建规〔2023〕4号."""
    dated = _DATE_BEHIND.search(text, max(start, end - 40), end)
    span = dated.span() if dated else _closing_number(text, start, end)
    title_end = start + len(text[start : span[0]].rstrip()) if span else end
    return title_end if title_end > start and document_type(text[start:title_end]) else end


def _closing_number(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The number with which a line closes, with the brackets around it."""
    behind = _NUMBER_BEHIND.search(text, max(start, end - 60), end)
    if behind:
        return behind.span()
    bare = next((span for span in reversed(find_numbers(text[start:end])) if not text[start + span[1] : end].strip()), None)
    return (start + bare[0], end) if bare else None


def _behind_title(text: str, lines: list[Paragraph], title: tuple[int, int] | None) -> Match | None:
    """The number that closes the title's line, where it has a code."""
    line = lines[title[1] - 1] if title else None
    span = line and _closing_number(text, *line)
    if not span or _without_number(text, *line) == line.end:
        return None
    number = next(iter(find_numbers(text[slice(*span)])), None)
    return Match(span[0] + number[0], span[0] + number[1], "number") if number else None


def _heading_in_marks(text: str, line: Paragraph) -> list[Match]:
    """Title and number of a text whose first line is nothing but its own title in 《》, with the number behind it, and before it
    perhaps who has issued it."""
    start, end = line
    who = _HEADLINE.match(text, start, end)
    if who and (_is_place(who["who"]) or who["verb"] and (is_agency_line("".join(who["who"].split())) or _ZONE.search(who["who"]))):
        start = who.end()
    if text.endswith("》的通知", start, end) and not (who and who["verb"]):  # 某局印发《…》的通知 is a title as it stands
        end -= len("的通知")
    found = _IN_MARKS.fullmatch(text, start, end)
    if not found:
        return []
    words = bare(text, *found.span("title"))
    if not document_type(words) and "关于" not in words:
        return []
    title = Match(*found.span("title"), "title")
    numbers = find_numbers(found["number"])
    if [(0, len(found["number"]))] == numbers:
        return [title, Match(*found.span("number"), "number")]
    return [] if found["number"] else [title]


def _headline(text: str, lines: list[Paragraph]) -> list[Match]:
    """The same on a line below those of the site, where it says who has issued the text: 中共中央办公厅 国务院办公厅印发《…》."""
    for line in lines:
        headline = _HEADLINE.match(text, *line)
        if headline and headline["verb"] and (matches := _heading_in_marks(text, _undated(text, line))):
            return matches
    return []


def _title_in_row(text: str, end: int) -> list[Match]:
    """The title among the cells of a collector's row."""
    row = _ROW.search(text, 0, end)
    whole = row and is_title(bare(text, *row.span("title")))
    return [_trimmed(text, *row.span("title"), "title")] if whole else []


def _name_of_file(text: str) -> list[Match]:
    """Title and number by the name of a file that is attached to a page without a title."""
    named = _FILE_NAME.search(text)
    if not named or re.match("附件|附表", named["title"]):
        return []
    start, end = named.span("title")
    number = next(iter(find_numbers(named["title"])), None)
    if number and number[0] == 0:
        return [Match(start + number[1], end, "title"), Match(start, start + number[1], "number")]
    return [Match(start, end, "title")]


def _short_title(text: str, lines: list[Paragraph]) -> list[Match]:
    """The title of a regulation that is shorter than titles are (信访条例), above its promulgation or its first article."""
    for line, below in pairwise(lines[:_LINES]):
        if _SHORT_TITLE.fullmatch(bare(text, *line)) and _REGULATION_BEGINS.match(text, below.start):
            return [_trimmed(text, *line, "title")]
    return []


def _is_place(words: str) -> bool:
    led = leading_place(words)
    return bool(led) and led[1] == len(words)


def _best_title(text, paragraphs, numbers, table_titles) -> tuple[int, int] | None:
    number_lines = {i for i, (start, end) in enumerate(paragraphs) for n in numbers if start <= n.start < end}
    best, best_score = None, 0.0
    seen = {}
    opening = _opening_of_text(text, paragraphs)
    for first, last, _ in find_titles(text, paragraphs):
        if first > opening:
            break
        words = bare(text, paragraphs[first].start, paragraphs[last - 1].end)
        if words.startswith("关于") or re.match(r"(?:印发|转发|批转)", words):
            while first > 0 and is_agency_line(OF_SEVERAL.sub("", bare(text, *paragraphs[first - 1]))) and first - 1 not in number_lines:
                first -= 1  # the issuers stand on lines of their own above 关于
            words = bare(text, paragraphs[first].start, paragraphs[last - 1].end)
        score = 1.0
        score += 2 * ("关于" in words) + 2 * (words in table_titles)
        score += 2 * any(i in number_lines for i in range(last, last + 3))
        score += 2 * any(i in number_lines for i in range(first - 2, first))
        score += 2 * (find_recipients(text, paragraphs[last:], within=3) is not None)
        score += 1 * (words in seen) + 1 * bool(re.match(r".{2,40}(?:政府|办公[厅室]|[部委厅局院会])关于", words))
        score += 1.5 * (leading_place(words) is not None or words.startswith(("国务院", "中共中央", "国家", "关于")))
        alone = bare(text, *paragraphs[last - 1])
        above = [bare(text, *line) for line in paragraphs[first : last - 1]]
        itself = bool(_NAMES_ITSELF.match(alone))  # 某省人民政府文件 / 省政府关于…: the line above is the letterhead, or the site
        goes_on = not itself and all(is_agency_line(line) and not alone.startswith(line) for line in above)  # of several issuers some stand on a line above
        score -= 1.5 * (not goes_on and is_title(alone) and "关于" in alone and not alone.startswith("关于"))
        score -= 5 * (itself and bool(above))
        score -= first * 0.05
        seen[words] = True
        if score > best_score:
            best, best_score = (first, last), score
    return best


def _opening_of_text(text, paragraphs) -> int:
    """The first paragraph that is addressed to somebody or is plain prose: below it stand no titles of the document."""
    for i, (start, end) in enumerate(paragraphs):
        words = bare(text, start, end)
        prose = len(words) > 90 and len(re.findall("[,。;]", words)) >= 2 or _PREAMBLE.match(words) and len(words) > 30
        if prose and not is_title(words):
            return i
        if not is_labelled(text, paragraphs[i]) and find_recipients(text, paragraphs[i : i + 1]):
            return i
    return len(paragraphs)


def _trimmed(text: str, start: int, end: int, label: str) -> Match:
    """The span without marks that only wrap it, a 《 at its head with its 》 at the end, white space, and without a note of revision."""
    while start < end and (text[start] in " \n#*-_" or (text[start] in "《<" and text[end - 1] in "》>" and text.find("》", start, end) == end - 1)):
        end -= text[start] in "《<"
        start += 1
    mark = _MARKED.match(text, start, end)
    start = mark.end() if mark and mark.end() < end else start
    note = _REVISION_NOTE.search(text, start, end)
    end = note.start() if note else end
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
    said = text.find("《" + bare(text, title.start, title.end) + "》", title.end)
    if said < 0:
        return None
    start = text.index("》", said) + 1
    if not _FOLLOWED.search(text, max(0, said - 12), said) or _ENDED.search(text, start, start + 60):
        return None  # an earlier text of the same title: 《本办法》(财库〔2003〕119号)同时废止
    number = next(iter(find_numbers(text[start : start + 40])), None)
    return Match(start + number[0], start + number[1], "number") if number and number[0] <= 2 else None


def _run_on_again(text: str, said: list[Match]) -> list[Match]:
    """Title, number and recipients of a head without line breaks, below the title that the page gives."""
    title = next((m for m in said if m.label == "title"), None)
    if not title:
        return []
    words = text[title.start : title.end]
    start = text.find(words, title.end)
    while start >= 0:
        end = start + len(words)
        above = max(0, start - _ABOVE)
        numbers = [(above + a, above + b) for a, b in find_numbers(text[above:start])]
        issuer = bare(text, numbers[-1][1], start) if numbers else ""
        if numbers and (not issuer or is_agency_line(issuer)):
            recipients = recipients_behind(text, end)
            if recipients:
                return [_trimmed(text, numbers[-1][1], end, "title"), Match(*numbers[-1], "number"), _trimmed(text, *recipients, "recipients")]
        below = next(iter(find_numbers(text[end : end + _ABOVE])), None)
        if below and not text[end : end + below[0]].strip(" \n(〔[") and (recipients := recipients_behind(text, end + below[1])):
            return [Match(start, end, "title"), Match(end + below[0], end + below[1], "number"), _trimmed(text, *recipients, "recipients")]
        start = text.find(words, end)
    return []


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
    recipients = recipients_behind(text, end)
    return [*matches, _trimmed(text, *recipients, "recipients")] if recipients else matches
