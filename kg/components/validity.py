"""When a document takes effect, how long it runs, and who agreed to it.

自…起施行 and 有效期…年 close a document or stand in its last article; 经…同意
stands in its first paragraph. Only clauses that speak of the document itself
(本办法, 本通知, or no subject at all) count.
"""

import re

from kg.components import Match
from kg.paragraphs import find_ordinal

_SELF = r"(?:本|此)(?:通知|办法|意见|方案|规定|细则|条例|措施|政策措施|政策|公告|通告|决定|规划|计划|规范|制度|规程|指引|文件|规则|准则|预案|指南|实施[一-龥]{2,4}|[一-龥]{2,6})?"
# 从 is older, and common in prose: of the document itself only
_FROM = rf"(?:{_SELF}[^。;\n]{{0,20}}?自|(?:[本此][一-龥]{{2,12}}?|(?:发布|公布|印发|下发),?|并)从)"
_EFFECTIVE = re.compile(rf"{_FROM}(?P<when>[^。;,\n]{{1,30}}?(?:起(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}})[日天]后|(?=起)))起?(?:正式)?(?:施行|实施|执行|生效|试行)")
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
# 自…起施行,至2026年5月31日止; 自…至…执行; 本公告(规定的税收政策)执行至2027年12月31日
_BEHIND = re.compile(rf",?(?:(?:有效期?)?(?:截?至|到)(?P<until>{_DAY})|(?P<ended>{_DAY})(?:起?废止|止|失效))")
_FROM_TO = re.compile(rf"[本此][一-龥]{{2,8}}自(?P<when>{_DAY})起?(?:至|到)(?P<until>{_DAY})(?:止|期间)?,?(?:施行|实施|执行|有效|试行)")
_RUNS_TO = re.compile(rf"本(?:通知|公告|通告|办法|意见|规定|细则|方案|措施|政策)(?:规定的?[一-龥]{{2,12}})?(?:延续)?(?:执行|施行|实施|有效)(?:至|到)(?P<until>{_DAY})")
_UNTIL = re.compile(
    r"(?:(?:有效期(?:限)?|试行期(?:限)?|执行期(?:限)?|施行期)(?!延|顺延|继续|届?满)\s*(?:为|至|到|截至|暂定|定为|:)*\s*|(?<=[,;])(?P<trial>(?:暂定)?(?:试行|暂行))(?=[\d一二两三四五]{1,2}年))"
    r"(?P<length>(?:自[^。;\n]{1,24}?(?:至|到))?[^。;,\n]{1,24})"
)
_OF_A_PAPER = re.compile(r"(?:证|证书|资格|称号|资质|许可|合同|协议|执照|认定|结果|报告|批[复件文]|备案|名单|券|房票|保函|密码)(?:的|书)?$")
_SENTENCE = 60  # characters before a term in which its sentence says whose it is
_OWN_TERM = re.compile(r"(?:(?<!\()自[^。;\n]{1,30}起[^。;\n]{0,8}(?:施行|实施|执行|生效|试行)|本(?:通知|公告|通告|办法|意见|规定|细则|方案|措施|文件|政策措施)),?$")
_OF_ANOTHER = re.compile("》[^。;\n]{0,30}(?:继续有效|延长|延续|延期)[^。;\n]{0,16}$")
_FIGURE = re.compile(r"\d|[一二两三四五]年|长期")
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
    if not effective:
        for effective in _FROM_TO.finditer(text, start, end):
            pass
    if effective:
        matches.append(Match(*effective.span("when"), "effective"))
    matches += _find_term(text, start, end, effective)
    first_unit = next((m.start for m in found["paragraphs"] if m.start >= start and find_ordinal(text, m.start, m.end)), end)
    approved = _APPROVED.search(text, start, min(end, start + _OPENING, first_unit))
    if approved:
        matches.append(Match(*approved.span("who"), "approved_by"))
    return matches


def _find_term(text: str, start: int, end: int, effective: re.Match | None) -> list[Match]:
    """How long the document runs: the last clause that surely speaks of it, else the last of its second half, else the day up to which it runs."""
    last, own = None, None
    for clause in _UNTIL.finditer(text, start, end):
        before = text[max(start, clause.start() - _SENTENCE) : clause.start()]
        if clause["trial"] and (not effective or effective.end() != clause.start() - 1):
            continue  # the document's own follows 自…起施行: 本办法自…起施行,试行一年
        if not _OF_A_PAPER.search(before) and not _OF_ANOTHER.search(before):
            last = clause
            if _FIGURE.search(clause["length"]) and (_OWN_TERM.search(before) or own and own.end() == clause.start() - 1):
                own = clause
    until = own or (last if last and last.start() > start + (end - start) // 2 and _FIGURE.search(last["length"]) else None)
    if until:
        return [Match(*until.span(), "expires")]
    day = effective if effective and effective.re is _FROM_TO else effective and _BEHIND.match(text, effective.end(), end) or _RUNS_TO.search(text, start, end)
    return [Match(*day.span(day.lastgroup), "expires")] if day else []
