"""The signature (发文机关署名, 成文日期) and the imprint (版记: 抄送, 印发) of a document.

GB/T 9704-2012, 7.3.5 and 7.4: the agencies, each on a line, and below them the
date; at the foot 抄送 and 印发机关和印发日期. A covering notice is signed before
the text that it issues, so the first signature of the body is the document's.
"""

import re
from itertools import pairwise

from kg.agencies import canonical_name
from kg.components import Match
from kg.paragraphs import Paragraph, find_ordinal
from kg.regions import leading_place
from kg.text import find_dates
from kg.titles import SEAL, bare, is_agency_line

_PRINTED = re.compile(r"(?:印发|印制)\W*(?:\(?共?印?\d+份\)?)?")
_CC = re.compile(r"抄 *[送报]单?位? *[::]")
_AGENCY_TAIL = re.compile(r"(?<![一-龥])[一-龥、 \n()]{3,120}$")
_ORDER_SIGNER = re.compile(r"^(?:[一-龥]{2,18}(?:部|局|委员会|委|政府|署|院))?(?:省长|市长|县长|区长|部长|主席|主任|局长|厅长|行长|署长|总理|院长|州长|盟长|旗长)\s*:?[一-龥 ·]{2,12}$")
_RUN_ON = 60  # characters of a paragraph that is more than a signature
# A date that a sentence goes on from is no signature: 某市财政局2023年5月10日印发《…》.
_SAYS_MORE = re.compile(r"\s*(?:[,、;:.-]|公(?!告(?:下载|链接|附件|原文))|[印发布前后以之起至的下出制召举第上修通会关对向在与和在转]|内|期间|凌晨)")
_BETWEEN = re.compile("[、,]")
_DATE_REACH = 30  # characters behind a title in which its date ends
_TITLE_ENDS = re.compile("方案|办法|规定|细则|意见|计划|规划|名单|清单|[^代]表(?!彰)")
_TORN = 12  # characters of a name that lost its end
_HEREBY = re.compile(r"\s*特此(?:函[告复达]|通[知告报]|公告|批复|报告)\s*")
_NEAR = 300  # characters before a date in which the annex, the sentence end and who signs stand
_HEAD = 600  # characters below the title in which it may stand again
_OF_SITE = re.compile(r"[(〔\[] *(?:打印|关闭|收藏|返回|此件|主动)[^()〔〕\[\]]{0,12}[)〕\]]")  # behind the date: 【打印本页】
_DAY_ALONE = re.compile(r"[ (]*(?P<day>\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日)[ )]*(?:文件)?(?:印发|发布|公布)?[ )]*")
_IN_HEAD = 80  # characters below the title in which its day may stand
_BELOW_DATE = 60  # characters in which who signs may follow the date
_LAST = 6  # paragraphs of a text without a date among which its signature is looked for
_PASSED = re.compile(r"(?:[一-龥 ]{4,60}会议?通过)?\)")  # (2021年9月29日某省第十三届人民代表大会常务委员会第二十五次会议通过)
_CC_LINES = 6  # of 抄送
_SIGNERS = 30  # agencies that may sign one document, each on a line


def find_signature(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Labels ``issuer`` (one line of agencies each), ``date``, ``printed``, ``cc``; offsets of the words."""
    if not found["body"]:
        return []
    body = found["body"][0]
    paragraphs = [Paragraph(max(m.start, body.start), m.end) for m in found["paragraphs"] if m.end > body.start and m.start < body.end]
    below_title = _below_title(text, found)
    matches = [*below_title]
    dated = {m.label for m in matches}
    signer = _issuer_of_title(text, found)
    for i, (start, end) in enumerate(paragraphs):
        words = text[start:end].replace("\n", " ")  # a date may be broken over two lines
        cc = _CC.match(words)
        if cc and "cc" not in dated:
            matches.append(Match(start + cc.end(), _end_of_cc(text, paragraphs[i:]), "cc"))
            dated.add("cc")
            continue
        dates = find_dates(words)
        if not dates:
            continue
        if "date" not in dated and end - start > _RUN_ON:
            inside = _signed_inside(text, start, words, dates, signer)
            matches += inside
            dated.update(m.label for m in inside)
        date_start, date_end, _ = dates[-1]
        tail = _OF_SITE.sub("", words[date_end:]).strip(" )。]】")
        if _PRINTED.fullmatch(tail) and "printed" not in dated and (len(words) < 120 or i + 1 == len(paragraphs) and words.rstrip().endswith("印发")):
            matches.append(Match(start + date_start, start + date_end, "printed"))
            dated.add("printed")
        elif "date" not in dated and not tail:
            signers = _signers(text, paragraphs, i, start + date_start)
            if signers or _torn(words[:date_start]) or _alone(words[:date_start]) and "年" in words[date_start:date_end]:  # 2026-02-26 alone is the site's stamp
                matches.append(Match(start + date_start, start + date_end, "date"))
                matches += signers
                dated.add("date")
    if "date" not in dated:
        matches += _below_order(text, found) or _behind_title(text, found) or _in_head(text, found)
    if not any(m.label == "issuer" for m in matches):
        foot = min((m.start for m in matches if m.label in ("cc", "printed")), default=body.end)
        if "date" in dated:  # alone below a notice: who signs further down has written what it forwards
            foot = min([foot, *(m.end + _BELOW_DATE for m in matches if m.label == "date" and m not in below_title)])
        above = [p for p in paragraphs if p.end <= foot]
        if above and any(m.label == "printed" for m in matches) and is_agency_line("".join(text[slice(*above[-1])].split())):
            above.pop()  # the 印发机关 stands on the line above its date
        matches += _undated(text, above) or _byline(text, found)
    return matches


def _end_of_cc(text: str, paragraphs: list[Paragraph]) -> int:
    """The end of 抄送, which may run on over the lines above the 印发机关: 省委各部门。 / 省人大常委会办公厅,省法院。"""
    end = paragraphs[0].end
    for line in paragraphs[1:_CC_LINES]:
        words = text[line.start : line.end]
        if find_dates(words) or not words.rstrip().endswith(("。", ",", ";")):
            break
        end = line.end
    return end


def _alone(before: str) -> bool:
    return not before.strip(" (〔【[") or bool(_ORDER_SIGNER.match(before.strip()))


def _torn(before: str) -> bool:
    """Whether a date stands behind the last sentence and the beginning of a name: 。某省财政2021年2月25日."""
    last = re.split("[。;!?]", before)
    return len(last) > 1 and 2 < len(last[-1]) <= _TORN and leading_place(last[-1]) is not None


def _below_title(text, found) -> list[Match]:
    """The date in brackets under the title, (2021年5月25日), (2021年5月25日某会议通过), and the agencies on the line between them."""
    title = next((m for m in found["header"] if m.label == "title"), None)
    if not title:
        return []
    between = []
    for m in found["paragraphs"]:
        if title.end <= m.start <= title.end + 60:
            words = text[m.start : m.end].strip()
            dates = find_dates(words)
            if len(dates) == 1 and words[: dates[0][0]] == "(" and _PASSED.fullmatch(words, dates[0][1]):
                return [*between, Match(m.start + dates[0][0], m.start + dates[0][1], "date")]
            between = [Match(m.start, m.end, "issuer")] if is_agency_line("".join(words.split())) else []
    return []


def _behind_title(text: str, found) -> list[Match]:
    """The date that a collection puts in brackets behind a title, 某厅关于…的通知(2023年5月4日)."""
    title = next((m for m in found["header"] if m.label == "title"), None)
    dates = find_dates(text[title.end : title.end + _DATE_REACH].replace("\n", " ")) if title else []
    if dates and text[title.end : title.end + dates[0][0]].strip(" 》") == "(" and text.startswith(")", title.end + dates[0][1]):
        return [Match(title.end + dates[0][0], title.end + dates[0][1], "date")]
    return []


def _in_head(text: str, found) -> list[Match]:
    """The day alone, or beside the number, on a line around the title, as gazettes print it: (2001年8月3日 鲁政发〔2001〕66号)."""
    title, number, recipients = (next((m for m in found["header"] if m.label == label), None) for label in ("title", "number", "recipients"))
    if not title:
        return []
    above = min(title.start, number.start if number else title.start)
    below = min(recipients.start, title.end + _HEAD) if recipients else title.end + _IN_HEAD
    for m in found["paragraphs"]:
        if m.end <= above or m.start > below or m.start < title.end and not (number and m.start <= number.start < m.end):
            continue
        line = Paragraph(max(m.start, title.end) if m.start < title.end < m.end else m.start, m.end)
        words = text[slice(*line)]
        if number and line.start <= number.start and number.end <= line.end:
            words = words[: number.start - line.start] + " " * (number.end - number.start) + words[number.end - line.start :]
        day = _DAY_ALONE.fullmatch(words)
        if day:
            return [Match(line.start + day.start("day"), line.start + day.end("day"), "date")]
    return []


def _byline(text: str, found) -> list[Match]:
    """The agencies on a line of their own right below the title, in older texts and in collections of laws: 财政部、司法部."""
    title = next((m for m in found["header"] if m.label == "title"), None)
    words = bare(text, title.start, title.end) if title else ""
    for line, below in pairwise(found["paragraphs"] if title else ()):
        if line.start > found["body"][0].end or line.start > title.end + _HEAD:
            break
        if bare(text, line.start, line.end) == words and all(_is_known(name) for name in _BETWEEN.split("".join(text[below.start : below.end].split()))):
            return [Match(below.start, below.end, "issuer")]
    return []


def _below_order(text, found) -> list[Match]:
    """Who signed an order that stands above the regulation it promulgates, and the date below: 省长 某某某, or its agency."""
    number, title = (next((m for m in found["header"] if m.label == label), None) for label in ("number", "title"))
    if not title:
        return []
    numbered = bool(number) and number.end < title.start
    above = [m for m in found["paragraphs"] if (number.end if numbered else 0) <= m.start and m.end <= title.start]
    for signer, line in pairwise(above):
        dates = find_dates(text[line.start : line.end])
        if dates and dates[0][:2] == (0, line.end - line.start):
            if _ORDER_SIGNER.match("".join(text[signer.start : signer.end].split())):
                return [Match(line.start, line.end, "date")]
            if numbered and is_agency_line("".join(text[signer.start : signer.end].split())):
                return [Match(signer.start, signer.end, "issuer"), Match(line.start, line.end, "date")]
    return []


def _signers(text: str, paragraphs: list[Paragraph], i: int, date_start: int) -> list[Match]:
    """The agencies above a date, or before it on its own line."""
    start, _ = paragraphs[i]
    before = text[start:date_start].rstrip()
    if before.strip(" ("):
        return _signers_in_line(text, start, start + len(before))
    signers = []
    for above in reversed(paragraphs[max(0, i - _SIGNERS) : i]):
        words = SEAL.sub("", "".join(text[above.start : above.end].split()))
        several = text[above.start : above.end].split()  # 科技部 全国妇联 中国科协
        if not (_signs(words) or all(map(_signs, several))) or find_ordinal(text, *above):
            if not signers and _ORDER_SIGNER.match(text[above.start : above.end].strip()):
                continue  # an order is signed by the head of the agency
            break
        if signers and text[signers[0].start] == "(":  # the second name of the body on the line above it
            signers[0] = signers[0]._replace(start=above.start)
        else:
            signers.insert(0, Match(above.start, above.end, "issuer"))
    if not signers and i > 0 and paragraphs[i - 1].end - paragraphs[i - 1].start > 60:
        above = paragraphs[i - 1]
        return _signers_in_line(text, above.start, above.end)
    return signers


def _signs(words: str) -> bool:
    return is_agency_line(words) or _is_known(words)


def _is_known(words: str) -> bool:
    """Whether a line names an agency that does not end like one: 国铁集团."""
    return canonical_name(words, None, central=True) is not None


def _signed_inside(text: str, start: int, words: str, dates, signer: str) -> list[Match]:
    """A signature inside a paragraph that lost its line breaks: 。某市财政局2023年5月10日某市…方案.

    It opens a sentence, or is the ``signer`` that the title names.
    """
    for date_start, date_end, _ in dates:
        if _SAYS_MORE.match(words, date_end):
            continue
        nearest = max(0, date_start - _NEAR)
        opens = max(nearest, 1 + max(words.rfind(mark, nearest, date_start) for mark in "。;:!?》"))
        opens += _before_signer(words[opens:date_start])
        signers = words[opens:date_start].strip()
        first = None
        if opens > 1 and 4 <= len(signers) <= 40 and is_agency_line(SEAL.sub("", signers)):
            first = start + opens
        elif signer and re.sub(r"\(代章\)$", "", signers).endswith(signer):
            first = start + words.rindex(signer, 0, date_start)
        if first is not None:
            return [Match(first, start + date_start, "issuer"), Match(start + date_start, start + date_end, "date")]
    return []


def _before_signer(words: str) -> int:
    """The characters of an annex' title, or of 特此函告, before the agency that signs: 附件:某某分工方案某省某局2020年11月2日."""
    hereby = _HEREBY.match(words)
    if hereby:
        return hereby.end()
    ends = (end.end() for end in _TITLE_ENDS.finditer(words, max(0, len(words) - _NEAR)))
    return next((end for end in ends if leading_place(words[end:]) and is_agency_line(words[end:])), 0)


def _issuer_of_title(text: str, found) -> str:
    """What stands before 关于 in the title, as one agency that may sign the document."""
    title = next((m for m in found["header"] if m.label == "title"), None)
    named = re.match(r"[^,。《》]{4,40}?(?=关于|印发|转发|批转)", bare(text, title.start, title.end)) if title else None
    return named.group() if named else ""


def _signers_in_line(text: str, start: int, end: int) -> list[Match]:
    """Agencies that close a line, after the last sentence: 特此通知。某省财政厅2019年7月26日."""
    last_stop = max(text.rfind(mark, start, end) for mark in "。;:!?")
    first = max(start, last_stop + 1)
    first += _before_signer(text[first:end]) if first < end else 0
    words = "".join(text[first:end].split())
    if last_stop < 0 and len(words) > 40 and " " not in text[first:end]:
        return []
    if is_agency_line(SEAL.sub("", words)):
        while first < end and text[first] in " \n":
            first += 1
        return [Match(first, end, "issuer")]
    return []


def _undated(text: str, paragraphs: list[Paragraph]) -> list[Match]:
    """Agencies alone on the last lines, without a date."""
    signers = []
    for above in reversed(paragraphs[-_SIGNERS:]):
        words = "".join(text[above.start : above.end].split())
        if is_agency_line(words) and len(words) >= 5 and not find_ordinal(text, *above) and "附件" not in words:
            signers.insert(0, Match(above.start, above.end, "issuer"))
        elif signers or len(words) > 30 or above.start < paragraphs[-_LAST:][0].start:
            break
    return signers
