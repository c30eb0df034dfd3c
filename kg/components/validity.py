"""When a document takes effect, how long it runs, and who agreed to it.

自…起施行 and 有效期…年 close a document or stand in its last article; 经…同意
stands in its first paragraph. Only clauses that speak of the document itself
(本办法, 本通知, or no subject at all) count.
"""

import re

from kg.components import Match
from kg.paragraphs import find_ordinal

_SELF = r"(?:本|此)(?:通知|办法|意见|方案|规定|细则|条例|措施|政策措施|政策|公告|通告|决定|规划|计划|规范|制度|规程|指引|文件|规则|准则|预案|指南|实施[一-龥]{2,4}|[一-龥]{2,6})?"
_EFFECTIVE = re.compile(rf"{_SELF}[^。;\n]{{0,20}}?自(?P<when>[^。;,\n]{{1,30}}?(?:起(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}})[日天]后|(?=起)))起?(?:正式)?(?:施行|实施|执行|生效|试行)")
_UNTIL = re.compile(
    r"(?:(?:有效期(?:限)?|试行期(?:限)?|执行期(?:限)?|施行期)(?!延|顺延|继续)\s*(?:为|至|到|截至|暂定|定为|:)*\s*|(?<=[,;])(?P<trial>(?:暂定)?(?:试行|暂行))(?=[\d一二两三四五]{1,2}年))"
    r"(?P<length>(?:自[^。;\n]{1,24}?(?:至|到))?[^。;,\n]{1,24})"
)
_OF_A_PAPER = re.compile(r"(?:证|证书|资格|称号|资质|许可|合同|协议|执照|认定|结果|报告|批[复件文]|备案|名单|券|房票|保函|密码)(?:的|书)?$")
_COUNTED = r"第?[\d一二三四五六七八九十百]{1,5}"
_SESSION = (  # 第12次常务会议, 五届三次全体会议, 2022年第10次常务会议, 局长办公会
    rf"(?:(?:20\d\d年|{_COUNTED}届)*(?:{_COUNTED}次)?(?:主任|[局厅部县市区省]长)?(?:常务|全体|办公)(?:会议?)?|(?:20\d\d年|{_COUNTED}届)*{_COUNTED}次(?:会议?)?|会议)?"
)
_APPROVED = re.compile(
    rf"(?<![未须应需])(?:已)?经(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日)?(?P<who>(?!\d|全体|会议)[一-龥\d]{{2,30}}?){_SESSION}(?:(?:研究|讨论|审议)?(?:同意|批准|审定)|(?:研究|讨论|审议|(?<=会议))通过)"
)
_OPENING = 600  # characters in which the consent of a superior stands


def find_validity(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Labels ``effective``, ``expires`` (the clause), ``approved_by`` (the agency); offsets in the folded text."""
    if not found["body"]:
        return []
    start, end = found["body"][0].start, found["body"][0].end
    matches = []
    effective = None
    for effective in _EFFECTIVE.finditer(text, start, end):
        pass  # the document's own clause is the last one
    if effective:
        matches.append(Match(*effective.span("when"), "effective"))
    until = None
    for clause in _UNTIL.finditer(text, start, end):
        if clause["trial"] and (not effective or effective.end() != clause.start() - 1):
            continue  # the document's own follows 自…起施行: 本办法自…起施行,试行一年
        if not _OF_A_PAPER.search(text, max(start, clause.start() - 16), clause.start()):
            until = clause
    if until and until.start() > start + (end - start) // 2 and re.search(r"\d|[一二两三四五]年|长期", until["length"]):
        matches.append(Match(*until.span(), "expires"))
    first_unit = next((m.start for m in found["paragraphs"] if m.start >= start and find_ordinal(text, m.start, m.end)), end)
    approved = _APPROVED.search(text, start, min(end, start + _OPENING, first_unit))
    if approved:
        matches.append(Match(*approved.span("who"), "approved_by"))
    return matches
