"""What a document that lost its title calls itself: 现通知如下, 特此公告, 制定若干措施如下, 本办法自…起施行."""

import re
from functools import cache

from kg.titles import document_type, type_words

# 制定了《…》,请认真贯彻落实: a notice that issues what it says to have made; not 修订了《…》,请于5月前报意见
HAS_MADE = r"(?:制定|编制|修订)了《[^《》]{4,80}》,(?:请|望)(?![^。]{0,30}(?:意见|报))"
_SAYS_TYPE = re.compile(
    rf"(?=[通公批函决意特现予制编修])(?:(?P<below>通知|公告|通告|批复|函复|通报|决定|意见)如下|特此(?P<hereby>通知|公告|通告|批复|函复|通报)|(?:现|予以?)[^。;\n]{{0,80}}(?:印发|转发)(?:给)?你们|{HAS_MADE})"
)
# 特制定17条措施; 现提出以下政策措施
_MAKES = re.compile(r"(?:制定|提出|出台)(?:了?(?:以下|如下|若干|[\d一二三四五六七八九十]+条))+(?:工作|补充)*(?P<type>(?:政策)?措施)(?=如下|[。:])")
_ONLY_THE_CONTENT = ("政策", "标准", "目录", "清单", "报告", "安排")  # 本政策 may be of any type


@cache
def _itself() -> re.Pattern:
    """本通知, 本实施办法, 本若干措施; not 根本措施, 成本办法, 样本目录."""
    return re.compile(rf"本(?<![根基版文样成资日读课刻标剧]本)(?:若干)?(?:政策|工作)?(?P<type>{type_words()})(?![书单一-龥]{{0,2}}[>》])")


def type_said(text: str) -> tuple[int, int, str] | None:
    """Where a folded text says of what type it is, and the word: (start, end, 通知); None where it does not, or says two."""
    said = _SAYS_TYPE.search(text)
    if said:
        word = said["below"] or said["hereby"] or "通知"  # texts are issued to somebody by a notice
        return *said.span(), word
    made = _MAKES.search(text)
    if made:
        return *made.span(), made["type"]
    named = [match for match in _itself().finditer(text) if document_type(match["type"])[0] not in _ONLY_THE_CONTENT]
    if not named or len({document_type(match["type"])[0] for match in named}) > 1:
        return None
    return *named[-1].span(), named[-1]["type"]
