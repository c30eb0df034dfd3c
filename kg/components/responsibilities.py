"""Responsibilities 责任: which agencies a measure's explicit clauses make responsible, and in which role.

Grammar: docs/grammar/responsibilities.md. The clauses are read in ``kg.duties``; here they are
held against the measures, numbered, and handed on (以下均需X落实,不再列出).
"""

import re
from bisect import bisect_left, bisect_right
from itertools import chain

from kg.agencies import canonical_name
from kg.agency_lists import GROUP, LEVELS_LISTED, MANY, split_agencies
from kg.agency_places import explicit_place, full_place
from kg.components import Match
from kg.duties import Duty
from kg.duties.brackets import Brackets
from kg.duties.columns import ROLES
from kg.duties.compact import compact
from kg.duties.headed import find_heads, find_heads_above, parent_of, role_of_head, with_heads
from kg.duties.lists import Clause, find_bracketed, find_handed_on, find_labelled
from kg.duties.sentences import find_spoken
from kg.organs import is_field, is_organ
from kg.paragraphs import find_paragraphs
from kg.regions import Region, is_division, region_named

_LITERAL = re.compile(r"负责|牵头|会同|配合|承担|担负|责任|贵任|主责|负总责|职责|职能|职权|(?:单位|部门|主体|科室|处室) *:|[(〔]")
_SHARED_OFFICE = re.compile("[省市县区州盟旗]委、[省市县区州盟旗]政府(?:督查室|办公[室厅]|研究室|信访局)")  # 市委、市政府督查室: an office of both, not the committee
_ENDS_PARAGRAPH = re.compile(r"\)?。?\n")
_TORN = 160  # characters of a torn bracket on its first line
_CLOSES = re.compile(r"\s*[^()〔〕\n。]{1,200}[)〕]")
_INTERPRETS = re.compile(r"(?<![^,。;\n])[^,。;\n]*(?:(?:负责|牵头)[^,。;\n]{0,8}解释(?!(?:、|和|及|与)(?:宣传|咨询|协调|引导|疏导|服务|答复))|解释(?:权|工作)?,?由[^,。;\n]*负责)[^,。;\n]*")
# What a place in a list means, for lists that name no leader: the words, and the places that lead.
_CONVENTIONS = (
    (
        re.compile(
            r"(?:列|排|排名|排列|排序|名列)?(?:在)?(?:第一|首)(?:位|个|名)?(?:者|的)?[^,。;\n]{0,6}?(?:均|即)?为(?:该项|该项任务的?)?总?牵头"
        ),
        ("first",),
    ),
    (re.compile(r"逗号(?:之)?前面?的?[^,。;\n]{0,6}?为牵头"), ("first", "comma")),
)
_SAYS_WHO_LEADS = re.compile(r"为(?:该项(?:任务的?)?)?总?牵头")  # both end so; few documents say it
_FROM_HERE_ON = re.compile(r"[^。\n]{0,20}(?:下同|以下同)")
_EVERYWHERE = re.compile(r"(?:各项|每项|各条|每条|各举措)[^。\n]{0,8}$")


def find_responsibilities(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """The agencies of every measure, in the order of the text.

    Label: the role, with ``:inherited`` where the clause stands in an earlier measure. Ref: the
    measure's id, ``#``, and the 1-based position. Offsets cover the agency as written.
    """
    measures = sorted(found["measures"], key=lambda measure: (measure.start, -measure.end))
    if not measures:
        return []
    rows = _of_rows(found)
    ends = sorted(paragraph.end for paragraph in found.get("paragraphs") or find_paragraphs(text))
    breaks = [end for end in ends if not _tears_bracket(text, end)]
    conventions = _find_conventions(text, measures)
    heads, above = find_heads(text, measures, found.get("headings", [])), find_heads_above(text, measures)
    handed_on: list[tuple[int, str, list[Match]]] = []
    matches: list[Match] = []
    for index, measure in enumerate(measures):
        if measure.ref in rows:
            matches += rows[measure.ref]
            continue
        seen: set[tuple[str, str]] = set()
        role = role_of_head(text, measure) if (over := above.get(parent_of(measure.ref))) else None
        for first, stop in over if role else ():
            seen.add((text[first:stop], f"{role}:inherited"))
            matches.append(Match(first, stop, f"{role}:inherited", f"{measure.ref}#{len(seen)}"))
        in_article = measure.label not in ("task", "safeguard")
        last = index + 1 == len(measures) or _part(measures[index + 1]) != _part(measure)
        for start, end in _own_stretches(measures, index):
            if measure.ref not in heads and not _LITERAL.search(text, start, end):
                continue
            words, at = compact(text, start, end, breaks[bisect_right(breaks, start) : bisect_left(breaks, end)])
            subject = [(bisect_left(at, first), bisect_left(at, stop)) for first, stop in heads.get(measure.ref, ()) if start <= first < end]
            for duty in _read(words, in_article, last, subject):
                match = _placed(duty, at, conventions)
                key = (words[duty.start : duty.end], match.label)
                if key not in seen:
                    seen.add(key)
                    matches.append(match._replace(ref=f"{measure.ref}#{len(seen)}"))
            for clause_end, duties in find_handed_on(words):
                handed_on.append((at[clause_end - 1], _part(measure), [_placed(duty, at, []) for duty in duties]))
    return _with_inherited(text, measures, matches, handed_on)


def _tears_bracket(text: str, end: int) -> bool:
    """True for a paragraph that ends in an open bracket which the next line closes: (责⏎任单位:…)."""
    first = max(0, end - _TORN)
    opened = max(text.rfind("(", first, end), text.rfind("〔", first, end))
    open_still = opened >= 0 and all(text.find(mark, opened, end) < 0 for mark in ")〕\n")
    return open_still and bool(_CLOSES.match(text, end))


def _of_rows(found: dict[str, list[Match]]) -> dict[str, list[Match]]:
    """The agencies of measures that are rows of a table, by id: what its columns say, not what a sentence in it says."""
    rows: dict[str, list[Match]] = {}
    for cell in sorted(found.get("task_cells", ())):
        agencies = rows.setdefault(cell.ref, [])
        if cell.label in ROLES:
            agencies.append(cell._replace(ref=f"{cell.ref}#{len(agencies) + 1}"))
    return rows


def _read(words: str, in_article: bool, last_unit: bool, heads: list[tuple[int, int]]) -> list[Duty]:
    """All duties in compact words: what labels and brackets have read is no sentence any more.

    Who interprets the document (由X负责解释) counts in articles only. In the last unit the
    paragraphs after its own label or bracket are the document's closing words. ``heads``: the agencies of the
    unit's heading, where it is one.
    """
    brackets = Brackets(words)
    labelled = find_labelled(words, brackets)
    clauses = labelled + find_bracketed(words, brackets, labelled)
    rest = words
    if clauses or not in_article and "解释" in words:
        rest = _without(words, clauses, in_article, last_unit)
    spoken = find_spoken(rest, heads)
    if heads:
        spoken = with_heads(rest, heads, spoken)
    duties = [duty for duty in chain(spoken, *(clause[2] for clause in clauses)) if not (duty.end - duty.start == 2 and _SHARED_OFFICE.match(words, duty.start))]
    return sorted(duties, key=lambda duty: duty.start)


def _without(words: str, clauses: list[Clause], in_article: bool, last_unit: bool) -> str:
    """The words with 。 for what is no sentence: the clauses, in the last unit what closes the document, who interprets it."""
    rest = list(words)
    closed = len(rest)
    for first, last, _ in clauses:
        rest[first:last] = "。" * (last - first)
        if last_unit and last < closed and _ENDS_PARAGRAPH.match(words, last):
            closed = last
    rest[closed:] = "。" * (len(rest) - closed)
    if not in_article and "解释" in words:
        for match in _INTERPRETS.finditer(words):
            rest[match.start() : match.end()] = "。" * len(match.group())
    return "".join(rest)


def _placed(duty: Duty, at: list[int], conventions: list[tuple[int, int, tuple[str, ...]]]) -> Match:
    """A duty at its offsets in the text; the first of a list leads where the document says so."""
    start, end = at[duty.start], at[duty.end - 1] + 1
    leads = duty.ahead and any(first <= start < last and duty.ahead in places for first, last, places in conventions)
    return Match(start, end, "lead" if leads else duty.role)


def _find_conventions(text: str, measures: list[Match]) -> list[tuple[int, int, tuple[str, ...]]]:
    """列第一位者为牵头单位 and 逗号前为牵头单位: where each holds, and which places in a list then lead.

    With 下同 from its own measure on, with 各项 everywhere, else in its own line.
    """
    found = []
    starts = [measure.start for measure in measures]
    for words, places in _CONVENTIONS if _SAYS_WHO_LEADS.search(text) else ():
        for match in words.finditer(text):
            measure = bisect_right(starts, match.start()) - 1
            start = starts[measure] if measure >= 0 else match.start()
            end = text.find("\n", match.end())
            if _EVERYWHERE.search(text, max(0, match.start() - 12), match.start()):
                start, end = 0, len(text)
            elif _FROM_HERE_ON.match(text, match.end()):
                end = len(text)
            found.append((start, end if end >= 0 else len(text), places))
    return found


def _part(measure: Match) -> str:
    return measure.ref.partition("/")[0] if "/" in measure.ref else ""


def _own_stretches(measures: list[Match], index: int) -> list[tuple[int, int]]:
    """A measure without the measures inside it."""
    measure = measures[index]
    stretches, at = [], measure.start
    for other in range(index + 1, len(measures)):
        if measures[other].start >= measure.end:
            break
        if measures[other].start > at:
            stretches.append((at, measures[other].start))
        at = max(at, measures[other].end)
    if at < measure.end:
        stretches.append((at, measure.end))
    return stretches


def _with_inherited(text: str, measures: list[Match], matches: list[Match], handed_on) -> list[Match]:
    """Give what a clause hands on to every later measure of its part that does not name it itself."""
    if not handed_on:
        return matches
    own: dict[str, list[Match]] = {}
    for match in matches:
        own.setdefault(match.ref.rpartition("#")[0], []).append(match)
    made = []
    for measure in measures:
        here = own.get(measure.ref, [])
        named = {text[match.start : match.end] for match in here}
        for offset, part, duties in handed_on:
            if measure.start < offset or _part(measure) != part:
                continue
            for duty in duties:
                words = text[duty.start : duty.end]
                if words not in named:
                    named.add(words)
                    here.append(duty._replace(label=f"{duty.label}:inherited", ref=f"{measure.ref}#{len(here) + 1}"))
        made += here
    return made


def parse_responsibility(
    words: str,
    label: str,
    place: Region | None,
    *,
    before: str = "",
    after: str = "",
    central: bool = False,
    year: int | None = None,
    issuer: str | None = None,
    all_levels: bool = False,
) -> dict[str, object]:
    """The fields of one responsibility: agency, name, role, inherited.

    Args:
        words: the agency as written, simplified.
        label: the span's label (``lead``, ``responsible:inherited``).
        place: the division of the issuer of the text that speaks; None for central ones.
        before, after: simplified text around the agency (some 80 characters), for what its list
            shares: 市发展改革、财政部门 says 市 and 部门 once.
        central, year: of the document, as in ``canonical_name``.
        issuer: the only one, or a township's: 我部, 镇人民政府.
        all_levels: the document orders governments of several levels (县级以上人民政府), so that 教育部门 is of any.
    """
    role, _, inherited = label.partition(":")
    agency = _PAGE.sub("", words)
    whole = _with_shared(agency, before, after)
    of_any = all_levels and is_field(_DEPARTMENT.sub("", whole)) and not is_organ(whole)
    if len(whole) == 2 and whole[0] == "我":
        name = issuer if issuer and issuer.endswith(_CALLS_ITSELF[whole[1]]) else None
    elif of_any or _is_bare(agency) and (_OF_A_LEVEL.search(before) or _is_of_levels(before)):
        name = None
    else:
        name = canonical_name(whole, place, central=central, year=year, issuer=issuer) or _government_of(whole, place)
    return {"agency": agency, "name": name, "role": role, "inherited": bool(inherited)}


def _government_of(words: str, place: Region | None) -> str | None:
    """The government for which a division stands in a list: 浦东新区, 贵阳市."""
    led = explicit_place(words, place)
    return f"{full_place(led[0])}人民政府" if led and not led[1] and words.endswith(led[0].name) and is_division(led[0]) else None


_PAGE = re.compile(r"-\d{1,3}-(?=\n)|\s")  # the page's line breaks, and the page number before them
_SHARED_AFTER = re.compile(rf"(?:[、和及与,][^、和及与,。;:()]{{2,12}})*?(?:等(?={MANY})[^单,。;]{{0,16}}?|(?:行政|主管)*)部门")
_CALLS_ITSELF = {"部": "部", "局": ("局", "总局"), "委": ("委", "委员会"), "厅": "厅", "署": ("署", "总署"), "办": ("办", "办公室", "办公厅")}  # 我部, 我办
_DEPARTMENT = re.compile(r"(?:行政|主管)*部门$")
_SPACE = re.compile(r"\s")
_OF_A_LEVEL = re.compile(  # of any level too: 市级财政部门和|审计, 各区县教育局牵头,会同|公安
    r"(?:各级|[省市县]级|县级以上|设区的市)[^、,。;:()]{2,16}(?:部门|机构)(?:牵头|负责)*,?(?:会同|、|和|及)[^。;:()]{0,40}$"
    r"|各[省市县区州盟旗镇乡、()（）]{1,9}[一-龥]{2,12}?(?:部门|机构|[局委办])[^。;；:：]{0,40}$"
)
_LEVEL = re.compile(r"^(?:国务院|自治区|师市|[省市县区州盟旗师])")
_OF_LEVELS = re.compile(rf"(?:{LEVELS_LISTED}|{GROUP}|[省市县][县区乡]|各级|县级以上(?:地方)?)(?P<fields>(?:[^、和及与,。;:()\s]{{2,12}}[、和及与]){{1,8}})$")  # 各县(市、区)财政、|教育部门
_NAMES_ORGAN = re.compile(r"[局委厅办部院会署室组行队处]$|中心$|政府$")  # 住建 and 人社 name a field of work, 住建委 an organ
_ZONES = ("新区", "开发区", "高新区", "经开区")
_NOT_LISTED = re.compile(r"[^一-龥、,和及与()]|\((?![^()]*\))")
_SHARED_ZONE = re.compile(r"(?:[、和及与,][^、和及与,。;:()]{2,14})*?[^、和及与,。;:()]{2,14}管委会")
_PARTY_ORGAN = re.compile(r"(?:宣传|组织|统战|统一战线工作|社会工作)部|政法委|网信办|党校")
_PARTY_BEFORE = re.compile(r"自治区党委|兵团党委|[省市县区州盟旗]委(?=.)")
_SHARED_BEFORE = re.compile(r"国务院|自治区|师市|[省市县区州盟旗]")


def _is_of_levels(before: str) -> bool:
    """True behind fields that are those of a group of levels."""
    listed = _OF_LEVELS.search(before.replace("（", "(").replace("）", ")"))
    return bool(listed) and all(is_field(field) for field in re.split("[、和及与]", listed["fields"])[:-1])


def _is_bare(agency: str) -> bool:
    """True for an organ or 部门 without the place or level word that says whose it is; 市监委 has one, 市监局 has none."""
    return is_organ(agency) and not (_LEVEL.match(agency) and is_organ(_LEVEL.sub("", agency))) or is_field(_DEPARTMENT.sub("", agency))


def _with_shared(agency: str, before: str, after: str) -> str:
    """The agency with the level word and the 部门 that its list says once."""
    stem = _LEVEL.sub("", agency)
    if (is_field(agency) or is_field(stem)) and not _NAMES_ORGAN.search(agency) and _SHARED_AFTER.match(_SPACE.sub("", after)):
        agency += "部门"
    if agency.endswith(_ZONES) and not is_division(region_named(agency)) and _SHARED_ZONE.match(_SPACE.sub("", after)):
        agency += "管委会"
    party = bool(_PARTY_ORGAN.fullmatch(agency))
    if party or _is_bare(agency):
        listed = _NOT_LISTED.split(_SPACE.sub("", before).replace("〔", "(").replace("〕", ")"))[-1]
        items = [listed[first:last] for first, last in split_agencies(listed)] if listed.endswith(("、", ",", "和", "及", "与")) else []
        for item in reversed(items):
            shared = (_PARTY_BEFORE if party else _SHARED_BEFORE).match(item)
            if shared and party:
                return shared.group() + agency
            if shared and _is_bare(item[shared.end() :]):
                return shared.group() + agency
            if item.startswith(("各", "有关", "相关")):
                break
    return agency
