"""Titles as keys: what of a title says which document it is.

The official title of a 公文 is issuers + 关于 + matter + type (GB/T 9704-2012, 7.3.1), and a notice
that issues a text wraps that text's title: 《某县人民政府关于印发〈X方案〉的通知》 is cited as 《X方案》.
``parse_title`` takes wrapper, issuers and leading place off; what remains is the core, which two
forms of one title share.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.agencies import agency_level, agency_region, canonical_name
from kg.lexicon import load_table
from kg.regions import leading_place, region_by_code
from kg.text import fold

CENTRAL = "central"
GENERIC_LENGTH = 5  # a core of fewer characters (实施方案) says nothing without its issuer or place

_MARKS = re.compile(r"[^0-9A-Za-z\u3400-\u9fff\U00020000-\U0003134f]+")
_ANGLES = str.maketrans("<>‹›", "〈〉〈〉")
_VARIANTS = str.maketrans({"地": "的", "帐": "账", "它": "他", "○": "〇"})
# 促进校车发展(的)若干措施: who cites drops it; short titles keep it, they have little else
_LAST_OF = re.compile(r"(?<=.{6})的(?=[^的]{2,10}$)")
# Where the issuers end: at the first of these outside of brackets and quotes.
_HINGE = re.compile(r"关于|印发|转发|批转|发布|公布|颁布|颁发|下发")
_COLLECTED = re.compile(r"〔[^〔〕]{2,12}〕")  # 【某省】 that collectors put before titles
# Types whose titles name one text wherever they are cited; and titles without any type word (of standards, treaties).
_PROPER_TYPES = frozenset(
    "法 宪法 条例 规定 办法 细则 规则 规程 规范 标准 准则 章程 制度 目录 公约 条约 协定 守则 解释 指南 指引 纲要".split()
)
_PROPER_WORDS = ("总体方案", "改革方案")
_FORWARDS = ("转发", "批转")
_ISSUED = re.compile(r"(?:关于)?(?:重新)?(?:印发|发布|公布|颁布|颁发|下发)(?P<inner>.+?)的?(?:通知|公告|通告|决定|令|函)$")
# 印发关于…的若干措施: the verb with the issued text's own type at the end
_ISSUED_BARE = re.compile(r"(?:关于)?(?:印发|发布|公布|颁布)(?:关于)?(?P<inner>[^《〈].+)$")
# 关于…若干措施的通知: the notice that issues it, without the verb
_ISSUED_UNSAID = re.compile(r"(?P<inner>.{6,}(?:措施|举措|细则|办法|方案|规划|意见))的?通知$")
_NOTICES = ("通知", "公告", "通告", "决定", "令", "函")
_NEXT_INNER = re.compile(r"[》〉](?:[、,]|和|及|以及|与)?[《〈]")
_SEVERAL = re.compile(r"《[^《》]+》(?:(?:[、,]|和|及|以及|与)?《[^《》]+》)+")
_OPENING, _CLOSING = "《〈“(〔", "》〉”)〕"
_COUNTED = re.compile(r"等(?:[0-9一二两三四五六七八九十]+)?[个家]?(?:部门|部委|单位|厅局|委局|部委局)$")
_BETWEEN = re.compile(r"[ 、,]+")
_ORGAN_END = re.compile(r"(?:政府|国务院|中央|办公[厅室]|[部委局厅署院会社办处站队馆]|小组|中心|公司|[分支银]行|大学)$")
_GENERAL_OFFICE = re.compile(r"(?<=..)办公[厅室]$")
_OF_HERE = re.compile("[省市县区州盟旗]")  # 省财政厅
_ACTS = re.compile(r"贯彻|落实|执行|学习|做好|加强|推进|实施|开展|进一步")  # an agency's name has none of these
_ENDS = "局厅委会室府院部处心"  # of the names of organs
_BODY = re.compile(r"(?!贯彻|落实|执行|学习).+(?:小组|委员会|指挥部|联席会议|专班|(?:联防联控|工作|协调)机制)(?:\([^()]+\))?(?:办公室)?$")  # but these may
_REVISED = re.compile(r"[(〔](?:[0-9]{4}年?)?(?:第[一二三四五六七八九十]+次)?(?:最新)?(?:修订|修正|修改)(?:版|本|案)?[)〕]")
_MARKED = re.compile(r"(?:[(〔](?:[^()〔〕]{1,14}|[0-9年月至—-]{1,30})[)〕])+$")  # (试行), (2006-2010-2020年)
_VERSIONED = re.compile(r"(?:法|条例|规定|办法|细则|规则|章程)$")
_LAW = re.compile(r"(?:法典?|条例)$")
_ACT = re.compile(r"(?<![办方做算用手作])法典?$")  # only the 全国人大 and its committee make a 法 (立法法 第十条)
# What a law database puts behind a title: the year, to keep equal titles apart, and what is annexed.
_APPENDED = re.compile(r"(?<=[一-龥〉》”)])\((?:(?:19|20)[0-9]{2}|附[:件].+)\)$")
_TERM = re.compile(r"((?:19|20)[0-9]{2})年?-(?:(?:19|20)[0-9]{2})年")
_TERM_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?((?:19|20)[0-9]{2})年")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")
_FIVE_YEARS = re.compile("十([一二三四五])五")


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart: ``core`` is comparable, without wrapper, issuers and leading place.

    ``place``: code of the division at its beginning or of its first issuer, ``"central"``, or ``""``
    where it says none. ``inner``: the titles it issues, as written, where there are several.
    ``common``: a kind of text that one place has many of, and every place the like (关于…的通知, …措施):
    without a place its title says little. Laws, rules and standards (办法, 规范) are not.
    """

    core: str
    place: str
    issuers: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    common: bool = False


def fold_title(title: str) -> str:
    """Only the characters that count: folded, without blanks and marks, one form of 的/地, 帐/账, no 的 before the kind of text."""
    words = _MARKS.sub("", fold(title)).lower()
    words = _LAST_OF.sub("", words).translate(_VARIANTS)
    return _TERM_YEAR.sub(r"\1\2", words)  # (2016-2020) is (2016-2020年)


def is_generic(core: str, place: str = "") -> bool:
    """True for a core that any document could have: 实施方案, 管理办法 (the words of a type, or shorter).

    ``place``: what its title says; with it a short name of a regulation (某省信访规定) is one document's.
    """
    return core in _type_words() or len(core) < GENERIC_LENGTH and not (place and _VERSIONED.search(core))


def is_work(title: str) -> bool:
    """True for a regulation, whose revisions (each by an order of its own) are versions of one work."""
    words = fold(title)
    return _VERSIONED.search(_REVISED.sub("", words)) is not None and not re.search("修改|修订|废止", _REVISED.sub("", words))


def is_statute(title: str) -> bool:
    """True for a law or 条例: published again under its title when it is revised."""
    words = _REVISED.sub("", fold(title))
    return is_work(title) and (words.endswith("条例") or _ACT.search(words) is not None)


@lru_cache(maxsize=None)
def _type_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("document_types"))


@lru_cache(maxsize=None)
def _longest_types() -> tuple[tuple[str, str], ...]:
    rows = ((row["word"], row["base"]) for row in load_table("document_types"))
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


def type_of_title(title: str) -> tuple[str | None, str | None]:
    """(base kind, full word) with which a title ends, marks of trial and years left out; (None, None) if none."""
    words = _MARKED.sub("", fold(title).replace(" ", "").rstrip("》〉”"))
    return next(((base, word) for word, base in _longest_types() if words.endswith(word)), (None, None))


def year_of_title(title: str) -> int | None:
    """The year with which a title's term begins: (2010-2020年) 2010, “十四五” 2021, 2023年 2023; None if it has none."""
    words = fold(title).replace(" ", "")
    term = _TERM.search(words) or _YEAR.search(words)
    if term:
        return int(term.group(1))
    plan = _FIVE_YEARS.search(words)
    return 2001 + 5 * "一二三四五".index(plan.group(1)) + 5 if plan else None


@lru_cache(maxsize=16384)
def place_of_agency(name: str) -> str:
    """``"central"``, the code of the division of an agency's full name, or ``""``."""
    if agency_level(name) == CENTRAL:
        return CENTRAL
    chief = _GENERAL_OFFICE.sub("", name)  # 商务部办公厅 is where 商务部 is
    return agency_region(name) or (place_of_agency(chief) if chief != name else "")


@lru_cache(maxsize=16384)
def full_name(written: str, place: str = "") -> str | None:
    """The full name of an agency written in a document of ``place``, also of an agency's general office, or None."""
    region, central = region_by_code(place), place == CENTRAL
    name = canonical_name(written, region, central=central)
    if name is None and (office := _GENERAL_OFFICE.search(written)) and "办公" not in written[: office.start()]:
        chief = canonical_name(written[: office.start()], region, central=central)
        name = chief + office.group() if chief else None
    return name


def split_issuers(words: str, place: str = "") -> tuple[str, ...]:
    """Full names of the agencies in ``words`` (folded), as written where no more is known; () where one piece is no agency.

    ``place``: code of the division of the document that uses the words, for 省政府, 市教育局.
    """
    names: list[str] = []
    pieces = _BETWEEN.split(_COUNTED.sub("", words.strip(" 、,")))
    for piece in (one for piece in pieces for one in _cut_at_place(piece)):
        name = full_name(piece, place_beside(names, piece, place))
        together = _take_apart(piece, place, name)
        if not (name or together) and _begins_centrally(piece):
            together = _take_apart(piece, CENTRAL, None)  # 住建部人民银行: what follows a ministry is central too
        if name or together:
            names += together or (name,)
        elif _is_agency(piece):
            names.append(piece)
        else:
            return ()
    return tuple(names)


def place_beside(names: Sequence[str], words: str, place: str) -> str:
    """Where an agency written in short behind these full names is: central behind a central one (生态环境部、卫生健康委), else ``place``."""
    central = names and not _OF_HERE.match(words) and place_of_agency(names[0]) == CENTRAL == place_of_agency(full_name(words, CENTRAL) or "")
    return CENTRAL if central else place


def _cut_at_place(words: str) -> list[str]:
    """Agencies of one place that are written together, each with the place: 某市教育局某市财政局."""
    led = leading_place(words.removeprefix("中共"))
    if not led:
        return [words]
    place = words.removeprefix("中共")[: led[1]]
    seams = [end for end in range(1, len(words)) if words[end - 1] in _ENDS and words.startswith((place, "中共" + place), end)]
    pieces = [words[begin:end] for begin, end in zip([0, *seams], [*seams, len(words)])]
    return pieces if all(len(piece) > led[1] + 1 and _is_agency(piece) for piece in pieces) else [words]


def _is_agency(words: str) -> bool:
    return bool(_BODY.match(words) or _ORGAN_END.search(words) and not _ACTS.search(words))


def _begins_centrally(words: str) -> bool:
    return any(place_of_agency(full_name(words[:cut]) or "") == CENTRAL for cut in range(2, min(len(words), 20)))


@lru_cache(maxsize=16384)
def _take_apart(words: str, place: str, whole: str | None) -> tuple[str, ...]:
    """Names written together (财政部税务总局): the first cut that leaves known names on both sides, or ().

    Where ``whole`` is a name too (国家税务总局某县税务局 as well as 中共中央国务院) only central ones are cut, and not
    one from its own short form (国务院国有资产监督管理委员会).
    """
    for cut in range(2, len(words) - 1):
        first = full_name(words[:cut], place)
        if first is None or whole and place_of_agency(first) != CENTRAL:
            continue
        second = full_name(words[cut:], place)
        more = _take_apart(words[cut:], place, second) or ((second,) if second else ())
        if more and not (whole and (whole in more or {place_of_agency(name) for name in more} != {CENTRAL})):
            return first, *more
    return ()


def _hinge(words: str) -> int:
    """Where the issuers end and 关于 or a verb of issuing begins, outside of brackets; -1 if nowhere."""
    depth = 0
    for position, character in enumerate(words):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
        elif depth == 0 and _HINGE.match(words, position):
            return position
    return -1


@lru_cache(maxsize=16384)
def parse_title(title: str, place: str = "") -> Title:
    """The comparable parts of a title; ``place`` as in ``split_issuers``. Never raises."""
    words = _APPENDED.sub("", _strip_collected(fold(title).replace("\n", "").strip().translate(_ANGLES)))
    if words[:1] == "《" and words.find("》") == len(words) - 1:
        words = words[1:-1]
    if _SEVERAL.fullmatch(words):  # a page of several texts
        return Title(fold_title(words), "", (), tuple(text.strip("《》") for text in _NEXT_INNER.split(words)), common=True)
    hinge = _hinge(words)
    issuers = split_issuers(words[:hinge], place) if hinge > 0 else ()
    matter = (words[hinge:] if issuers or hinge == 0 else words).replace(" ", "")
    speaks = place_of_agency(issuers[0]) if issuers else ""
    if matter.startswith(_FORWARDS) or matter.startswith(tuple("关于" + word for word in _FORWARDS)):
        return Title(fold_title(matter.removeprefix("关于")), speaks, issuers, common=True)
    inner: tuple[str, ...] = ()
    wrapper = _ISSUED.match(matter)
    if wrapper:
        texts = tuple(text.strip("《》〈〉“”") for text in _NEXT_INNER.split(wrapper["inner"]))
        if type_of_title(texts[-1])[0] or wrapper["inner"][0] in "《〈":
            if len(texts) == 1:
                return _parse_issued(texts[0], place, issuers, speaks)
            matter, inner = wrapper["inner"], texts
    bare = None if wrapper else _ISSUED_BARE.match(matter)
    if bare and type_of_title(matter)[0] not in (None, *_NOTICES):
        matter = bare["inner"]
    common = _is_common(matter)
    unsaid = None if wrapper else _ISSUED_UNSAID.fullmatch(matter)
    core, begins = _strip_place((unsaid["inner"] if unsaid else matter).removeprefix("关于"), place)
    return Title(core, begins or speaks, issuers, inner, common)


def forwarded_issuers(title: str, place: str = "") -> tuple[str, ...]:
    """Whose document a title without issuers forwards: 转发国务院办公厅关于…的通知; () where it forwards none."""
    words = fold(title).replace(" ", "").removeprefix("关于")
    return parse_title(words[2:].lstrip("《〈"), place).issuers if words.startswith(_FORWARDS) else ()


def _strip_collected(words: str) -> str:
    mark = _COLLECTED.match(words)
    return words[mark.end() :] if mark else words


def _parse_issued(text: str, place: str, issuers: tuple[str, ...], speaks: str) -> Title:
    """The title of the one text that a notice issues; where it names an issuer (in 国务院's name) it is that one's."""
    if text.startswith(("关于", "国务院", "中共")):
        nested = parse_title(text, place)
        if nested.issuers:
            return Title(nested.core, nested.place, issuers, common=nested.common)
    core, begins = _strip_place(text.removeprefix("关于"), place)
    return Title(core, begins or speaks, issuers, common=_is_common(text))


def _is_common(matter: str) -> bool:
    base, word = type_of_title(matter)
    return base is not None and base not in _PROPER_TYPES and word not in _PROPER_WORDS


def _strip_place(matter: str, home: str) -> tuple[str, str]:
    """The core of what remains of a title, and the place that it began with."""
    if _VERSIONED.search(_REVISED.sub("", matter)):
        matter = _REVISED.sub("", matter)
    place = ""
    if matter.startswith("中华人民共和国"):
        matter, place = matter.removeprefix("中华人民共和国"), CENTRAL
    elif matter.startswith("国家") and not matter.startswith("国家级"):
        place = CENTRAL
        if not _LAW.search(matter):  # 国家安全法 is the law's name, 国家中长期…纲要 is a plan of the state
            matter = matter.removeprefix("国家")
    elif matter.startswith(("国务院", "中共中央")):
        place = CENTRAL
    else:
        led = leading_place(matter) or (leading_place(matter, home) if region_by_code(home) else None)
        if led and led[1] < len(matter):
            matter, place = matter[led[1] :], led[0].code
        elif _ACT.search(matter):
            place = CENTRAL
    return fold_title(matter.removeprefix("关于")), place
