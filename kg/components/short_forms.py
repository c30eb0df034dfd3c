"""Short forms that point back to a document named in full: 《意见》, 上述通知.

(以下简称《意见》) behind a citation gives it a name for the rest of the text; 上述, 前述 or 该
with a type points to the last citation of that type in the same or the previous paragraph. Each
is a mention of that document, with its relation; 本办法 is the document itself, and no citation.
"""

import re

from kg.components import Match

_NAMES = re.compile(r"[\s,(]*(?:以下|下)?(?:统一)?简?称(?:为)?[: ]*[“《\"]{1,2}(?P<name>[^”》\"\n]{2,30})[”》\"]{1,2}")
_POINTS_BACK = re.compile(r"(?:上述|前述|该)(?P<type>通知|意见|办法|规定|条例|方案|规划|决定|公告|文件)(?![一-龥]*《)")
_REACH = 400  # characters back to the document that is meant


def find_short_forms(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Label = relation of the citation meant, ref = the offset at which that citation begins; offsets of the short form."""
    citations = found["citations"]
    taken = [(c.start, c.end) for c in citations]  # a short form inside a citation only gives the name
    matches = []
    for citation in citations:
        inside = text.find("称", citation.start, citation.end)  # 《…》(国发〔2021〕9号,以下简称《意见》)
        named = _NAMES.search(text, max(citation.start, inside - 4), citation.end) if inside > 0 else _NAMES.match(text, citation.end)
        if named:
            short = f"《{named['name'].strip('《》')}》"
            at = text.find(short, named.end())
            while at >= 0:
                if not any(start < at + len(short) and at < end for start, end in taken):
                    matches.append(Match(at, at + len(short), citation.label, str(citation.start)))
                at = text.find(short, at + len(short))
    for pointer in _POINTS_BACK.finditer(text):
        meant = _last_of_type(text, citations, pointer)
        if meant and not any(start <= pointer.start() < end for start, end in taken):
            matches.append(Match(*pointer.span(), meant.label, str(meant.start)))
    return sorted(set(matches))


def _last_of_type(text: str, citations: list[Match], pointer: re.Match) -> Match | None:
    """The nearest citation before a pointer whose title ends in its type (any citation for 文件)."""
    before = [c for c in citations if pointer.start() - _REACH <= c.start and c.end <= pointer.start()]
    if pointer["type"] == "文件":
        return before[-1] if before else None
    ending = re.compile(rf"{pointer['type']}(?:\([^()]*\))?》")
    return next((c for c in reversed(before) if ending.search(text, c.start, c.end)), None)
