"""Whether a page is a policy document at all, and if not, why.

News, interviews, interpretations (解读), tenders, examination and result notices
and index pages stand on the same sites and cite the same documents; they give
no facts. A page is doubted only when it lacks what makes a document official:
a number of its own, recipients, numbered orders, a signature.
"""

import re

from kg.components import Match

# Each form with the reason that the record gives.
_FORMS = (
    (re.compile(r"(?:政策|文件)?解读|一图读懂|图解|问答|答记者问|解读稿|起草说明"), "interpretation"),
    (re.compile(r"(?:招标|采购|中标|成交|竞价|磋商|询价|比选|流标|评标)(?:项目)?(?:结果)?(?:公告|公示|文件)$|中标候选人"), "tender"),
    (re.compile(r"(?:面试|笔试|体检|考试|录用|招聘|拟录取|成绩|拟聘|资格审查).{0,16}(?:公告|通知|公示|名单|安排|简章)"), "examination or recruitment notice"),
)
_NEWS = re.compile(
    r"主持召开|记者|本报讯|新华社|\d{1,2}月\d{1,2}日(?:上午|下午|晚)?,[^。]{0,60}(?:举行|召开|会见|出席|签署|调研|签约|赴)|据悉|据了解|会议(?:听取|指出|强调|研究)|编者按"
)
_ORDERS = re.compile(r"现(?:就|将|提出|印发|予|公告|通告|对)|请(?:认真|遵照|按照|贯彻|各)|特此(?:通知|公告|通告|批复|函复|通报)|应当|不得|本(?:通知|办法|意见|方案|措施|规定|条例)|制定以下|以下(?:政策|措施)|责任单位|责任部门")


def find_genre(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """At most one match: label = why the page is no policy, offsets of the words that say so."""
    body = found["body"][0] if found["body"] else None
    title = next((m for m in found["title"] if m.label == "title"), None)
    number = any(m.label == "number" for m in found["title"] + found["table"])
    head_end = title.start if title else (body.start if body else len(text))
    head = text[: min(len(text), 400)] if not title else text[:title.start] + text[title.start : title.end]
    first_lines = " ".join(text[m.start : m.end] for m in found["paragraphs"][:3])[:200]
    for form, reason in _FORMS:
        named = form.search(text, title.start, title.end) if title else form.search(first_lines)
        if named and not number:
            return [Match(*named.span(), reason)] if title else [Match(0, min(len(text), 1), reason)]
    if not body:
        return [Match(0, min(len(text), 1), "no text of a document")]
    if title or number or any(m.label == "recipients" for m in found["title"]):
        return []
    orders = _ORDERS.search(text, body.start, body.end)
    news = _NEWS.search(text, body.start, min(body.end, body.start + 600))
    if news and len(found["measures"]) < 3:
        return [Match(*news.span(), "news")]
    if not found["measures"] and not orders:
        return [Match(body.start, body.start + 1, "neither title, number, recipients nor orders")]
    return []
