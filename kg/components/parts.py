"""The texts that a notice issues (印发), forwards (转发, 批转) or annexes.

A part opens with its own title below the covering text: after the signature, or
where the title that the notice names stands on lines of its own. An annex opens
with 附件 on a line of its own (GB/T 9704-2012, 7.3.4).
"""

import bisect
import re
from functools import partial
from itertools import islice

from kg.components import Match
from kg.paragraphs import Paragraph, find_ordinal
from kg.self_named import HAS_MADE
from kg.text import find_dates
from kg.titles import find_titles, is_agency_line

_ISSUES = re.compile(r"印发|发布|公布|下发|颁布|颁发|制发")
_SAYS_SO = re.compile(rf"印发给你们|予以?印发|现予?(?:以)?(?:印发|公布|发布)|现将.{{0,80}}印发|{HAS_MADE}")
_FORWARDS = re.compile(r"转发|批转")
_ANNEX = re.compile(r"^附(?:件|表|录|图)? *[\d一二三四五六七八九十]{0,2} *[:.]?$|^附(?:件|表) *[\d一二三四五六七八九十]{1,2} *[:. ]? *(?=[一-龥《])")
_LABEL = re.compile(r"(?:[一-龥]{2,6}|[一-龥](?: +[一-龥]){1,3}) *:")  # of a page: 发布日期: …
_LIST_ITEM = re.compile(r"^\d{1,2} *[.、]|^附(?:件|表)")
_ATTACHED = re.compile(r"附 *[:.1一]")  # above the signature the list of what is attached, below it the text itself
_PUNCTUATION = re.compile(r"[\s《》〈〉<>“”\"'()〔〕,、.·—-]")
_FIRST_UNITS = 12  # paragraphs below a signature in which an untitled text shows its units
_PUBLICITY = re.compile(r" *[(〔](?:此件|主动公开)[^()〔〕\n]{0,12}[)〕]\s*")
_FURTHER_ANNEX = re.compile(r"附件 *(?:[2-9]|1\d|[二三四五六七八九十]{1,2})[:.]?$")
_SAME_TITLE = 10  # characters that make two lines name one annex


def find_parts(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Label = role, ref = id of the part (``1``, ``2`` … in the order of the text); offsets from its title to its end."""
    if not found["body"]:
        return []
    body = found["body"][0]
    paragraphs = [Paragraph(max(m.start, body.start), m.end) for m in found["paragraphs"] if m.end > body.start and m.start < body.end]
    title = next((_key(text[m.start : m.end]) for m in found["header"] if m.label == "title"), "")
    covering = " ".join(islice((text[p.start : p.end] for p in paragraphs if not _LABEL.match(text, p.start)), 4))
    role = _role(title, covering)
    openings = []
    if role:
        openings += _openings_of_issued(text, paragraphs, title, covering, role, _signed_at(found))
    if role and not openings:
        openings += _opening_without_title(text, paragraphs, role, _signed_at(found))
    openings += _openings_of_annexes(text, paragraphs, openings, title, _signed_at(found))
    openings.sort()
    matches = []
    for n, (start, role) in enumerate(openings, 1):
        end = openings[n][0] if n < len(openings) else body.end
        end = start + len(text[start:end].rstrip())
        matches.append(Match(start, end, role, str(n)))
    return matches


def _key(words: str) -> str:
    return _PUNCTUATION.sub("", words)


def _role(title: str, covering: str) -> str | None:
    if _FORWARDS.search(title) or (not title and _FORWARDS.search(covering)):
        return "forwarded"
    if _ISSUES.search(title) or _SAYS_SO.search(covering):
        return "issued"
    return None


def _signed_at(found) -> int | None:
    """Where the covering text is signed."""
    dates = [m.end for m in found["signature"] if m.label == "date"]
    signers = [m.end for m in found["signature"] if m.label == "issuer"]
    return max(dates + signers, default=None)


def _openings_of_issued(text, paragraphs, title, covering, role, signed) -> list[tuple[int, str]]:
    named = title + _key(covering)
    openings = []
    for first, last, _ in find_titles(text, paragraphs):
        start = paragraphs[first].start
        words = _key(text[start : paragraphs[last - 1].end])
        words_bare = re.sub(r"(?:试行|暂行|草案|修订)$", "", words)
        if len(words_bare) < 5 or first == 0:
            continue
        is_named = words in named or words_bare in named or _core(words_bare) in named
        follows_signature = signed is not None and 0 <= start - signed < 120
        first_line = "".join(text[start : paragraphs[first].end].split())
        if not openings and _FURTHER_ANNEX.match(text[paragraphs[first - 1].start : paragraphs[first - 1].end].strip()):
            continue  # a notice issues what is attached first; where that is not its text, no later annex is
        listed = _LIST_ITEM.match(first_line) or signed is not None and start < signed and _ATTACHED.match(first_line)
        standing_alone = not (listed or is_agency_line(first_line) or find_dates(first_line))
        if standing_alone and (is_named or (follows_signature and not openings)):
            if not openings or start > openings[-1][0] + 60:
                openings.append((start, role))
    return openings


def _opening_without_title(text, paragraphs, role, signed) -> list[tuple[int, str]]:
    """Where an issued text begins that the page gives without its title: numbered units right below the signature."""
    below = [p for p in map(partial(_behind_publicity, text), paragraphs) if signed is not None and signed <= p.start < p.end]
    units = [p for p in below[:_FIRST_UNITS] if find_ordinal(text, *p) and not _LIST_ITEM.match(text, p.start)]
    return [(below[0].start, role)] if len(units) >= 2 else []


def _behind_publicity(text: str, paragraph: Paragraph) -> Paragraph:
    """A paragraph without the (此件公开发布) with which it begins, or which it is."""
    mark = _PUBLICITY.match(text, *paragraph)
    return Paragraph(mark.end(), paragraph.end) if mark else paragraph


def _core(words: str) -> str:
    """A title without the place or agency before 关于, at least its last twelve characters."""
    return words[-max(12, len(words) // 2) :]


def _openings_of_annexes(text, paragraphs, issued, title, signed) -> list[tuple[int, str]]:
    openings = []
    if not any(_ANNEX.match(text[start:end].strip()) for start, end in paragraphs[:-1]):
        return openings
    starts = {start for start, _ in issued}
    after = signed or (max(starts) if starts else None)
    keys = [_key(text[p.start : p.end]) for p in paragraphs]
    later: dict[str, list[int]] = {}  # the paragraphs that begin so
    for k, key in enumerate(keys):
        for length in range(1, min(len(key), _SAME_TITLE) + 1):
            later.setdefault(key[:length], []).append(k)
    for i, (start, end) in enumerate(paragraphs[:-1]):
        words = text[start:end].strip()
        mark = _ANNEX.match(words)
        if not mark or len(words) > 60 or (after is not None and start < after and not starts):
            continue
        named = _key(words[mark.end() :])
        same = later.get(named[:_SAME_TITLE], [])
        following = bisect.bisect_right(same, i)
        again = same[following] if following < len(same) else None
        if again is not None:  # the list of annexes (附件说明); the annex itself stands further down
            start, i = paragraphs[again].start, again - 1
        elif _LIST_ITEM.match(text, paragraphs[i + 1].start) or (len(words) > 12 and after is None):
            continue
        if any(opening in starts for opening in range(start, start + 200)):
            continue  # the issued text is itself attached as 附件
        is_issued = title and any(len(key) >= 6 and key in title for key in keys[i + 1 : i + 3]) and not starts
        is_issued = is_issued and not openings  # what is attached first is the text; the others are annexes
        openings.append((start, "issued" if is_issued else "annex"))
    return sorted(set(openings))
