"""Short forms that point back to a document named in full: 《意见》, 上述通知.

(以下简称《意见》) behind a citation gives it a name for the rest of the text; 上述, 前述 or 该
with a type points to the last citation of that type in the same or the previous paragraph. Each
is a mention of that document, with its relation; 本办法 is the document itself, and no citation.
"""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Collection, Iterator

from kg.components import Match

_NAMES = re.compile(r"[\s,(]*(?:以下|下)?(?:统一)?简?称(?:为)?[: ]*[“《\"]{1,2}(?P<name>[^”》\"\n]{2,30})[”》\"]{1,2}")
_POINTS_BACK = re.compile(r"(?:上述|前述|该)(?P<type>通知|意见|办法|规定|条例|方案|规划|决定|公告|文件)(?![一-龥]{0,200}《)")
_NAMESAKES = 8  # documents that one short form can mean
_REACH = 400  # characters back to the document that is meant


def find_short_forms(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Label = relation of the citation meant, ref = the offset at which that citation begins; offsets of the short form."""
    citations = found["citations"]
    ends = [citation.end for citation in citations]  # in order, and none inside another
    named_so: dict[str, deque[tuple[Match, int]]] = {}  # short form, to the citations that it was given to, and where
    for citation in citations:
        inside = text.find("称", citation.start, citation.end)  # 《…》(国发〔2021〕9号,以下简称《意见》)
        named = _NAMES.search(text, max(citation.start, inside - 4), citation.end) if inside > 0 else _NAMES.match(text, citation.end)
        if named:
            named_so.setdefault(f"《{named['name'].strip('《》')}》", deque(maxlen=_NAMESAKES)).append((citation, named.end()))
    matches = []
    for at, short in _find_all(text, named_so):
        after = bisect_right(ends, at)
        if after == len(ends) or citations[after].start >= at + len(short):  # inside a citation it only gives the name
            matches += [Match(at, at + len(short), c.label, str(c.start)) for c, named in named_so[short] if at >= named]
    for pointer in _POINTS_BACK.finditer(text):
        after = bisect_right(ends, pointer.start())
        meant = _last_of_type(text, citations, after, pointer)
        if meant and (after == len(ends) or pointer.start() < citations[after].start):
            matches.append(Match(*pointer.span(), meant.label, str(meant.start)))
    return sorted(set(matches))


def _find_all(text: str, wanted: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where each of the short forms stands."""
    lengths = sorted(set(map(len, wanted)))
    at = text.find("《") if lengths else -1
    while at >= 0:
        for length in lengths:
            if (short := text[at : at + length]) in wanted:
                yield at, short
        at = text.find("《", at + 1)


def _last_of_type(text: str, citations: list[Match], after: int, pointer: re.Match) -> Match | None:
    """The nearest citation before a pointer whose title ends in its type (any citation for 文件); ``after``: the first that ends behind it."""
    before = citations[bisect_left(citations, (pointer.start() - _REACH,)) : after]
    if pointer["type"] == "文件":
        return before[-1] if before else None
    ending = re.compile(rf"{pointer['type']}(?:\([^()]*\))?》")
    return next((c for c in reversed(before) if ending.search(text, c.start, c.end)), None)
