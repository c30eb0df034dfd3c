"""Whether a page is a policy document at all, and if not, why.

News, interviews, interpretations (解读), tenders, examination and result notices
and index pages stand on the same sites and cite the same documents; they give
no facts. A page is doubted only when it lacks what makes a document official:
a number of its own, recipients, numbered orders, a signature.
"""

import re
from itertools import islice

from kg.components import Match
from kg.numbers import find_numbers
from kg.titles import bare, document_type

_HEAD = 3  # paragraphs that name what the page is, where it has no title
_LONGEST_HEAD = 200  # characters of them
_OPENING = 600  # characters in which news say that they are news
_FEW = 3  # numbered orders that no news have
# Each form with the reason that the record gives.
_FORMS = (
    (re.compile(r"(?:政策|文件)?解读|一图读懂|图解|问答|答记者问|答问(?=\s|$)|解读稿|起草说明|^关于《[^》]{4,80}》的?(?:起草|编制|修订|修改|制定|情况)*的?说明(?=\s|$)"), "interpretation"),
    (re.compile(r"(?:招标|采购|中标|成交|竞价|磋商|询价|比选|流标|评标)(?:项目)?(?:结果)?(?:公告|公示|文件)(?=\s|$)|中标候选人"), "tender"),
    (re.compile(r"(?:面试|笔试|体检|考试|录用|招聘|拟录取|成绩|拟聘|资格审查).{0,16}(?:公告|通知|公示|名单|安排|简章)|聘用.{0,60}人员.{0,12}(?:公告|公示|名单)$"), "examination or recruitment notice"),
    (re.compile(r"统计(?:公报|月报|快报)(?=\s|$|\()"), "statistics"),
)
ISSUED = ("tender", "examination or recruitment notice", "statistics")  # reasons of what an agency has issued all the same
_NEWS = re.compile(
    r"主持召开|记者|本报讯|新华社|\d{1,2}月\d{1,2}日(?:上午|下午|晚)?,[^。]{0,60}(?:举行|召开|会见|出席|签署|调研|签约|赴)|据悉|据了解|据[^,。]{2,30}(?:消息|报道)|(?:今日|昨日|日前|近日)[,(]|\d{1,2}月\d{1,2}日,(?:据|[^。]{2,40}(?:发布|印发|出台)了?(?:《|通知|关于))|(?:《[一-龥]{2,8}》|通知)(?:提出|明确|指出|显示|强调|从)|(?:文件|通知|政策|措施)(?:提出|要求|明确),|会议(?:听取|指出|强调|研究)|编者按"
)
# 中国网5月13日讯, 新华社北京5月13日电: how a report begins, also one that quotes all measures
_DATELINE = re.compile(r"(?:^|\n) *(?:本报讯|本网讯|(?:[一-龥]{1,7}[网报社]|[一-龥]{2,6}客户端)(?:[一-龥]{2,4})?(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:讯|电))(?=[ (,:—-])")
_IN_FULL = "全文如下"  # (新华社北京10月12日电) …印发了《…》…全文如下: the document itself
_HEARSAY = re.compile("据[^,。]{2,30}(?:消息|报道)")
# The page speaks to its reader: 哪些政策适合你?一文了解!
_ADDRESSES_READER = re.compile(r"一[文图](?:了解|读懂|看懂|带你)|[你您](?!单位)[^。\n]{0,16}[?!]|[哪怎][^。\n]{1,20}[你您](?!单位)")
_EXCLAIMS = re.compile(r"(?:\A|\n)[^\n。]{4,40}!(?=\n)")  # 这笔钱直接发放至个人! No document is called so
# A column of a site: titles with the days on which they were put there, [03-23]
_LISTED = re.compile(r"(?:通知|意见|办法|方案|规定|决定|公告|通告|细则|措施|规划|批复)(?:\([^()]{2,8}\))?[》)]* *[〔\[(]?(?:\d{4}[-/.])?\d{1,2}[-/.]\d{1,2}[〕\])]?(?!\d)")
_MANY = 6  # of these
# Questions and their answers, each on a line: 答:…
_ANSWERED = re.compile(r"\n *(?:答|回答|解答) *:")
_ANSWERS = 3  # of them are no document's
# What a page without title, number and recipients speaks of throughout, and how often at least.
_SPEAKS_OF = (
    (re.compile("招标人|投标人|开标|招标文件|招标条件|评标|中标"), 6, "tender"),
    (re.compile("报考人员|报考者|准考证|笔试|面试|考试录用|报名(?:序号|确认)|招考"), 8, "examination or recruitment notice"),
)
_INTERVIEW = re.compile(r"记者(?:就[^。]{0,60})?(?:专访|采访)了|回答了?[^。]{0,8}记者[^。]{0,6}提问|接受[^。]{0,16}(?:专访|采访)|答记者问")
_ORDERS = re.compile(r"现(?:就|将|提出|印发|予|公告|通告|纪要)|请(?:认真|遵照|贯彻)|特此(?:通知|公告|通告|批复|函复|通报)|制定(?:以下|如下)|责任单位[:]|责任部门[:]")


def find_genre(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """At most one match: label = why the page is no policy, offsets of the words that say so."""
    body = found["body"][0] if found["body"] else None
    title = next((m for m in found["header"] if m.label == "title"), None)
    number = any(m.label == "number" for m in found["header"]) or any(find_numbers(text[m.start : m.end]) for m in found["table"] if m.label == "number")
    recipients = any(m.label == "recipients" for m in found["header"])
    signed = any(m.label == "issuer" for m in found["signature"])
    if not number and not (recipients and signed):  # 关于做好公开招聘工作的通知 orders something
        head = found["paragraphs"][:_HEAD]
        start, end = (title.start, title.end) if title else (head[0].start, head[-1].end) if head else (0, 0)
        for form, reason in _FORMS:
            named = form.search(text, start, min(end, start + _LONGEST_HEAD))
            if named:
                return [Match(*named.span(), reason)]
    if not body:
        return [Match(0, min(len(text), 1), "no text of a document")]
    if not number and not recipients:
        told = _ADDRESSES_READER.search(text, body.start, min(body.end, body.start + _LONGEST_HEAD)) or _EXCLAIMS.search(text, 0, body.start + _LONGEST_HEAD)
        if told and not (told.re is _EXCLAIMS and _ORDERS.search(told.group())):
            return [Match(*told.span(), "interpretation")]
        answered = list(islice(_ANSWERED.finditer(text, body.start, body.end), _ANSWERS))
        if len(answered) == _ANSWERS and not signed:
            return [Match(*answered[0].span(), "interpretation")]
        listed = list(islice(_LISTED.finditer(text), _MANY))
        if len(listed) == _MANY:
            return [Match(*listed[0].span(), "index page")]
        for words, often, reason in _SPEAKS_OF if not title else ():
            spoken = list(islice(words.finditer(text, body.start, body.end), often))
            if len(spoken) == often:
                return [Match(*spoken[0].span(), reason)]
        report = _DATELINE.search(text, max(0, body.start - 1), min(body.end, body.start + _OPENING))
        opening = text[body.start : min(body.end, body.start + 2 * _OPENING)]
        if report and (_IN_FULL not in opening or _HEARSAY.search(opening)):
            return [Match(*report.span(), "news")]
    formal = number or recipients or found["promulgation"] or found["signature"] or found["measures"]
    if title and not formal:  # a document's name over a report of it
        news = _NEWS.search(text, body.start, min(body.end, body.start + _LONGEST_HEAD))
        return [Match(*news.span(), "news")] if news else []
    if title or number or recipients or any(m.label == "title" and document_type(bare(text, m.start, m.end)) for m in found["table"]):
        return []
    asked = _INTERVIEW.search(text, body.start, min(body.end, body.start + _OPENING))
    if asked:
        return [Match(*asked.span(), "interpretation")]
    news = _NEWS.search(text, body.start, min(body.end, body.start + _OPENING))
    if news and len(found["measures"]) < _FEW:
        return [Match(*news.span(), "news")]
    if not found["measures"] and not _ORDERS.search(text, body.start, body.end):
        return [Match(body.start, body.start + 1, "neither title, number, recipients nor orders")]
    return []
