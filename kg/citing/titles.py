"""Titles in 《》: where they stand, and whether they name a normative document.

A title may hold titles of its own (《关于印发〈…〉的通知》, written with 《》 or 〈〉
inside). What stands in 《》 is a document by the word it ends in
(``lexicon/document_types.tsv``, ``lexicon/title_endings.tsv``): forms,
certificates, contracts, books and newspapers are none.
"""

import re
from functools import cache

from kg.lexicon import load_table

_LONGEST = 240  # characters of a title with its line breaks; a missing 》 must not swallow a page
_MARKS = re.compile(r"[《》]|\n\s*\n")
_CLOSES = re.compile(r"[^《》。;:!?]{1,80}》")  # behind a page break inside a title
_DEEPEST = 4  # titles in titles in titles
_LEAD = 80  # characters of a title before the title in it
# What goes on after an inner title that closed too early: 《关于印发《X》的通知
_CUT_OFF = re.compile(r"(?:等[^《》。\n]{0,24})?的(?:补充|实施)?(?:通知|决定|意见|公告|通告|批复|命令|函)")
_ENDS_SENTENCE = re.compile("[。;:]")
_TRAILING = re.compile(r"(?:\([^()]*\)|〔[^〔〕]*〕|[\s“”\"'‘’])+$")
_YEAR_NAMED = re.compile(r"(?:19|20)\d\d(?:年)?$")  # 《中国制造2025》
_ABOUT = re.compile(r"关于.+的[^的]{1,6}$")
_STANDARD = re.compile(r" *[(〔]? *(?:中华人民共和国)?(?:(?:国家|行业|地方|团体)标准)? *[A-Z]{1,5}\d{0,2}(?:/[A-Z]{1,6})?[ -]?\d{2,}")
_SHORT, _LAWS = 4, ("法", "法典", "条例", "纲要", "公约", "通则")  # 《实施方案》 points back, 《公司法》 does not
_COUNTED = re.compile(r"[\d一二三四五六七八九十]+[条项](?:政策|措施|政策措施|举措)?")
_MARKS_AND_SPACE = re.compile(r"[\s\"'“”‘’《》〈〉<>()〔〕·,、.。:;-]")


def find_titles(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The outermost 《…》 of folded text as (start, end), marks included, in order.

    Titles may run over a line break, over empty lines only where their 》 soon follows. A title whose inner 》
    is its only one is read up to the type word that follows (《关于印发《X》的通知).
    """
    end = len(text) if end is None else end
    found = []
    at = text.find("《", start, end)
    while at >= 0:
        close = _closing(text, at, end)
        if close:
            found.append((at, close))
        at = text.find("《", close or at + 1, end)
    return found


def _closing(text: str, at: int, end: int) -> int | None:
    """Where the title that opens at ``at`` ends; None where it does not."""
    depth, first = 0, None
    for mark in _MARKS.finditer(text, at, min(end, at + _LONGEST)):
        if mark.group() == "《":
            if depth and first is None and (mark.start() - at > _LEAD or _ENDS_SENTENCE.search(text, at, mark.start())):
                return None  # this one was never closed, and the next begins elsewhere
            depth += 1
            if depth > _DEEPEST:
                return None
        elif mark.group() == "》":
            depth -= 1
            first = first or mark.end()
            if not depth:
                return _with_tail(text, at, mark.end(), end)
        elif first or not _CLOSES.match(text, mark.end(), end):
            break
    return _with_tail(text, at, first, end) if first else None


def _with_tail(text: str, at: int, close: int, end: int) -> int:
    """The end with the words that a too early 》 left outside: 的通知》, or 的通知 where 》 is missing."""
    words = text[at:close]
    opened = words.count("《") - words.count("》") or words.count("〈") + words.count("<") - words.count("〉") - words.count(">")
    if opened <= 0:
        return close
    tail = _CUT_OFF.match(text, close, min(end, close + 40))
    if not tail:
        return close
    return tail.end() + 1 if text[tail.end() : tail.end() + 1] == "》" else tail.end()


@cache
def _endings() -> tuple[dict[str, str], int]:
    """Last word of a title, to what it names; and the length of the longest word."""
    kinds = {row["word"]: "document" for row in load_table("document_types")}
    kinds |= {row["ending"]: row["names"] for row in load_table("title_endings")}
    return kinds, max(map(len, kinds))


def last_word(title: str) -> str | None:
    """The word of the tables that the title (without its marks) ends in, (试行) and the like left out; the longest."""
    kinds, longest = _endings()
    words = _TRAILING.sub("", re.sub(r"\s", "", title))
    return next((words[-n:] for n in range(min(longest, len(words)), 0, -1) if words[-n:] in kinds), None)


def names_document(title: str, after: str = "", numbered: bool = False) -> bool | None:
    """Whether a folded title (without its marks) names a normative document; None where its form does not say.

    ``after``: the folded text behind 》, for the code of a standard. ``numbered``: it has a 发文字号, as minutes must.
    """
    kinds, _ = _endings()
    word = last_word(title)
    bare = _TRAILING.sub("", re.sub(r"\s", "", title))
    kind = kinds.get(word)
    if _STANDARD.match(after):
        return True
    if kind == "document" or kind in ("letter", "numbered") and _ABOUT.search(bare) or kind == "numbered" and numbered:
        return True
    if kind is not None:
        return False
    return True if _YEAR_NAMED.search(bare) else None


def is_short_form(title: str) -> bool:
    """Whether a title is nothing but the word for its type (《意见》, 《实施方案》): it points back."""
    bare = _TRAILING.sub("", re.sub(r"\s", "", title))
    if len(bare) <= _SHORT:
        return not bare.endswith(_LAWS) or bare.endswith(("办法", "方法"))
    return bare == last_word(title) or bool(_COUNTED.fullmatch(bare))


def comparable(title: str) -> str:
    """A title without white space and marks, so that two writings of one title are equal."""
    return _MARKS_AND_SPACE.sub("", title)
