"""Responsibilities 责任: which agencies a measure's explicit clauses make responsible, and in which role.

Grammar: docs/grammar/responsibilities.md. The clauses are read in ``kg.duties``; here they are
held against the measures, numbered, and handed on (以下均需X落实,不再列出).
"""

import re
from bisect import bisect_left, bisect_right

from kg.agencies import canonical_name
from kg.agency_lists import split_agencies
from kg.components import Match
from kg.duties import Duty
from kg.duties.compact import compact
from kg.duties.lists import find_bracketed, find_labelled
from kg.duties.sentences import find_spoken
from kg.organs import is_field, is_organ
from kg.paragraphs import find_paragraphs
from kg.regions import Region

_LITERAL = re.compile(r"负责|牵头|会同|配合|承担|责任|落实|实施|主办|协办|参与|[(〔]")
_FIRST_LEADS = re.compile(
    r"(?:列|排|排名|排列|排在|名列)?(?:在)?(?:第一|首)(?:位|个|名)?(?:者|的|单位|部门)?(?:均|即)?(?:为|是)?牵头"
)
_HANDED_ON = re.compile(
    r"(?:以下(?:各项)?(?:措施|任务|工作)?均(?:需|由|需要|须)(?P<needed>[^。;\n]{2,120}?)(?:分别|共同|按职责)*(?:落实|负责|实施|执行))"
    r"|(?:(?:以下)?(?:各项)?责任单位均(?:包括|含|为)(?P<included>[^。;\n)〕]{2,120}?)(?=[,。;)〕\n]))"
)


def find_responsibilities(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """The agencies of every measure, in the order of the text.

    Label: the role, with ``:inherited`` where the clause stands in an earlier measure. Ref: the
    measure's id, ``#``, and the 1-based position. Offsets cover the agency as written.
    """
    measures = sorted(found["measures"], key=lambda measure: (measure.start, -measure.end))
    if not measures:
        return []
    paragraphs = found.get("paragraphs") or find_paragraphs(text)
    breaks = sorted(paragraph.end for paragraph in paragraphs)
    first_leads = [match.start() for match in _FIRST_LEADS.finditer(text)]
    matches: list[Match] = []
    handed_on: list[tuple[int, str, list[Duty]]] = []
    for index, measure in enumerate(measures):
        inner = [m for m in measures[index + 1 :] if m.start < measure.end]
        duties: list[Duty] = []
        for start, end in _own_stretches(measure, inner):
            if _LITERAL.search(text, start, end):
                duties += _duties_between(text, start, end, breaks, first_leads)
        matches += _numbered(text, measure, duties)
        for clause in _HANDED_ON.finditer(text, measure.start, measure.end):
            if not any(m.start <= clause.start() < m.end for m in inner):
                handed_on.append((clause.end(), _part(measure), _inherited(text, clause)))
    return _with_inherited(text, measures, matches, handed_on)


def _part(measure: Match) -> str:
    return measure.ref.partition("/")[0] if "/" in measure.ref else ""


def _own_stretches(measure: Match, inner: list[Match]) -> list[tuple[int, int]]:
    """The measure without the measures inside it."""
    stretches, at = [], measure.start
    for other in inner:
        if other.start > at:
            stretches.append((at, other.start))
        at = max(at, other.end)
    if at < measure.end:
        stretches.append((at, measure.end))
    return stretches


def _duties_between(text: str, start: int, end: int, breaks: list[int], first_leads: list[int]) -> list[Duty]:
    """The duties of a stretch of text, as offsets into the text."""
    inside = set(breaks[bisect_right(breaks, start) : bisect_left(breaks, end)])
    words, at = compact(text, start, end, inside)
    labelled = find_labelled(words)
    taken = [clause[:2] for clause in labelled]
    bracketed = find_bracketed(words, taken)
    rest = list(words)
    for first, last, _ in labelled + bracketed:
        rest[first:last] = "。" * (last - first)
    duties = [duty for _, _, duties in labelled + bracketed for duty in duties] + find_spoken("".join(rest))
    placed = []
    for duty in sorted(duties, key=lambda duty: duty.start):
        first, last = at[duty.start], at[duty.end - 1] + 1
        leads = duty.first and first_leads and first_leads[0] < last + 200 and _convention_holds(text, first, last, first_leads)
        placed.append(Duty(first, last, "lead" if leads else duty.role))
    return placed


def _convention_holds(text: str, start: int, end: int, first_leads: list[int]) -> bool:
    """列第一位者为牵头单位: from there on where it says 下同, else in its own paragraph."""
    for offset in first_leads:
        same_line = text.rfind("\n", 0, offset) < start and end <= (text.find("\n", offset) + 1 or len(text) + 1)
        if same_line or offset < start and "下同" in text[offset : offset + 30]:
            return True
    return False


def _numbered(text: str, measure: Match, duties: list[Duty]) -> list[Match]:
    """One match for each agency and role of a measure, positions in the order of the text."""
    seen: set[tuple[str, str]] = set()
    matches = []
    for duty in duties:
        key = (re.sub(r"\s", "", text[duty.start : duty.end]), duty.role)
        if key not in seen:
            seen.add(key)
            matches.append(Match(duty.start, duty.end, duty.role, f"{measure.ref}#{len(matches) + 1}"))
    return matches


def _inherited(text: str, clause: re.Match) -> list[Duty]:
    group = "needed" if clause.group("needed") else "included"
    start = clause.start(group)
    return [Duty(start + first, start + last, "responsible") for first, last in split_agencies(clause.group(group))]


def _with_inherited(text: str, measures: list[Match], matches: list[Match], handed_on) -> list[Match]:
    """Give what a clause hands on to every later measure of its part that does not name it itself."""
    if not handed_on:
        return matches
    made = []
    for measure in measures:
        own = [match for match in matches if match.ref.rpartition("#")[0] == measure.ref]
        made += own
        named = {text[match.start : match.end] for match in own}
        position = len(own)
        for offset, part, duties in handed_on:
            if measure.start < offset or _part(measure) != part:
                continue
            for duty in duties:
                if text[duty.start : duty.end] not in named:
                    named.add(text[duty.start : duty.end])
                    position += 1
                    made.append(Match(duty.start, duty.end, f"{duty.role}:inherited", f"{measure.ref}#{position}"))
    return made


def parse_responsibility(
    words: str, label: str, place: Region | None, *, before: str = "", after: str = "", central: bool = False, year: int | None = None
) -> dict[str, object]:
    """The fields of one responsibility: agency, name, role, inherited.

    Args:
        words: the agency as written, simplified.
        label: the span's label (``lead``, ``responsible:inherited``).
        place: the division of the issuer of the text that speaks; None for central ones.
        before, after: simplified text around the agency (some 80 characters), for what its list
            shares: 市发展改革、财政部门 says 市 and 部门 once.
        central, year: of the document, as in ``canonical_name``.
    """
    role, _, inherited = label.partition(":")
    agency = re.sub(r"\s", "", words)
    name = canonical_name(_with_shared(agency, before, after), place, central=central, year=year)
    return {"agency": agency, "name": name, "role": role, "inherited": bool(inherited)}


_SHARED_AFTER = re.compile(r"(?:[、和及与,][^、和及与,。;:()]{2,12})*?(?:等)?(?:行政|主管)*部门")
_SHARED_ZONE = re.compile(r"(?:[、和及与,][^、和及与,。;:()]{2,14})*?[^、和及与,。;:()]{2,14}管委会")
_SHARED_BEFORE = re.compile(r"国务院|自治区|师市|[省市县区州盟旗]")


def _is_bare(agency: str) -> bool:
    """True for an organ or 部门 without the place or level word that says whose it is."""
    return is_organ(agency) or is_field(re.sub(r"(?:行政|主管)*部门$", "", agency))


def _with_shared(agency: str, before: str, after: str) -> str:
    """The agency with the level word and the 部门 that its list says once."""
    stem = re.sub(r"^(?:国务院|自治区|师市|[省市县区州盟旗师])", "", agency)
    if (is_field(agency) or is_field(stem)) and _SHARED_AFTER.match(re.sub(r"\s", "", after)):
        agency += "部门"
    if _SHARED_ZONE.match(re.sub(r"\s", "", after)) and re.search(r"(?:新区|开发区|高新区|经开区)$", agency):
        agency += "管委会"
    if _is_bare(agency):
        listed = re.split(r"[^一-龥、,和及与()]", re.sub(r"\s", "", before))[-1]
        items = [listed[first:last] for first, last in split_agencies(listed)] if listed.endswith(("、", ",", "和", "及", "与")) else []
        for item in reversed(items):
            shared = _SHARED_BEFORE.match(item)
            if shared and _is_bare(item[shared.end() :]):
                return shared.group() + agency
            if item.startswith(("各", "有关", "相关")):
                break
    return agency
