"""What in 《》 is the document itself and no citation: its title, the plan it issues, its short forms.

The document is known by its header and its parts; where those are not found, by the words
around the title (现将《…》印发给你们; 《…》已经…同意,现予公布; 特制定《…》).
"""

import re

from kg.citing.issuers import split_issuers
from kg.citing.relations import TITLE
from kg.citing.titles import comparable
from kg.components import Match
from kg.numbers import parse_number
from kg.regions import leading_place

_HEAD = 6  # lines of a part in which its title stands
_NO_TITLE_LINE = re.compile(r"[。;:,]|^ *(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十\d]+[章条]|\d+[.、])")
_ANNEX_MARK = re.compile(r"^ *附(?:件|表|录)? *[\d一二三四五六七八九十]{0,2} *[:.]? *")
_ENDING = 6  # characters that two writings of one title have in common at the end
_STATUS = re.compile(r"(?:试行|暂行|草案|修订|修正|征求意见稿|送审稿|公开版|20\d\d年?版?)+$")
_ISSUES = "印发|公布|发布|下发|颁布|颁发|制发|印送|下达"
_ISSUED = re.compile(rf"(?:{_ISSUES})(?:关于)?(.{{4,}}?)(?:等\d*[个件项].{{1,8}})?的(?:通知|决定|公告|通告|函)$")
_SHORT_FORM = re.compile(r"(?:简称|下称|以下称)(?:为)?[:]? ?[“《]{1,2}([^“”《》\n]{2,40})[”》]")
_HANDED_OUT = re.compile(rf"^(?:\([^()]{{0,20}}\))?(?:等[^,。]{{0,12}})?(?:予以|现予|随文|一并)?(?:{_ISSUES}|发(?=给))(?:给|你|各|实施|施行|执行|如下|[,。]|$)")
_APPROVED = re.compile(rf"^[{TITLE}、和及与]*(?:等[^,。]{{0,16}}?)?,?(?:草案)?(?:已|业)?经[^。]{{2,90}}?(?:印发|公布|发布|下发|颁布|施行|实施|执行)")
_NOW_ISSUED = re.compile(rf"^,?[^。]{{0,40}}?(?:现|特|予以|一并|随文)[^。转]{{0,12}}?(?:{_ISSUES}|发给)|^[^。]{{0,40}}?(?:公开|向社会)?征求意见")
# 附件:1.某县节水技术要点 / 2.某县节水奖励表
_ANNEXES = re.compile(r"附件 *\d{0,2} *: *(?:\d{1,2} *[.、])? *(?P<annexes>[^\n:。;《》]{6,80}(?:\n *\d{1,2} *[.、][^\n:。;《》]{6,80})*)")
_LISTED_ANNEX = re.compile(r" *\n? *\d{1,2} *[.、] *")
_TITLE = re.compile("《[^《》]+》")
_TITLES_ONLY = re.compile(rf"{_TITLE.pattern}(?:[、和及]*\s*{_TITLE.pattern})+")  # a page of several texts
_LIST = rf"[{TITLE}、和及与]*$"
_MADE = re.compile(r"(?:制[定订]|编制|编写|编印|汇编|整理|起草|修订|拟[定订]|形成|出台|研究提出)(?:完成|出台|形成|为)?了?" + _LIST)
_NOW_MADE = re.compile(r"(?:特|现)(?:研究)?(?:制[定订]|编制|出台|提出|发布|公布|印发)" + _LIST)


class OwnTexts:
    """What the document and the texts it issues are called; forwarded texts are others'."""

    def __init__(self, text: str, found: dict[str, list[Match]]):
        header = [*found.get("header", ()), *found.get("title", ())]
        self.title_spans = sorted({(m.start, m.end) for m in header if m.label == "title"})
        numbers = [parse_number(text[m.start : m.end]) for m in (*header, *found.get("promulgation", ())) if m.label == "number"]
        self._numbers = {number.canonical for number in numbers if number}
        self._keys: set[str] = set()
        for start, end in self.title_spans:
            self._add(text[start:end])
            for title in _TITLE.findall(text, start, end) if _TITLES_ONLY.fullmatch(text, start, end) else ():
                self._add(title)
        for part in found.get("parts", ()):
            if part.label != "forwarded":
                self._add_part(text, part)
        for named in _ANNEXES.finditer(text):
            for title in _LISTED_ANNEX.split(named["annexes"]):
                if "关于" not in title:  # else it may be another's document that is sent along
                    self._add(title)
        self._by_ending: dict[str, set[str]] = {}
        for key in self._keys:
            self._by_ending.setdefault(key[-_ENDING:], set()).add(key)

    def _add(self, title: str) -> None:
        key = comparable(title)
        issued = _ISSUED.search(key)
        for words in filter(None, (key, issued[1] if issued else "")):
            self._keys |= {words, _STATUS.sub("", words)}
            about = words.find("关于")
            if 0 < about < 60 and not words.endswith(("转发", "批转"), 0, about) and (split_issuers(words[:about]) or leading_place(words[:about])):
                self._keys.add(words[about:])

    def _add_part(self, text: str, part: Match) -> None:
        """One to three lines that stand together at the head of a part may be its title."""
        lines = []
        for line in text[part.start : min(part.end, part.start + 400)].split("\n"):
            line = _ANNEX_MARK.sub("", line)
            if _NO_TITLE_LINE.search(line) or len(lines) == _HEAD:
                break
            if comparable(line):
                lines.append(comparable(line))
        for first in range(len(lines)):
            for last in range(first + 1, min(first + 3, len(lines)) + 1):
                self._add("".join(lines[first:last]))

    def has_number(self, canonical: str | None) -> bool:
        """Whether this is the document's own number."""
        return canonical in self._numbers

    def has_issuer(self, name: str) -> bool:
        """Whether one of the document's own titles begins with this agency; True where no title of its own is known."""
        return not self._keys or any(key.startswith(name) for key in self._keys)

    def has_title(self, title: str) -> bool:
        """Whether a title is the document's own, or the same with or without its place, agency or (试行)."""
        key = comparable(title)
        bare = _STATUS.sub("", key)
        if key in self._keys or bare in self._keys:
            return True
        alike = self._by_ending.get(bare[-_ENDING:], ()) if len(bare) > _ENDING else ()
        return any(_adds_place(own, bare) or _adds_place(bare, own) for own in alike)


class ShortForms:
    """The short titles under which documents named in full are mentioned again."""

    def __init__(self, text: str):
        self._short = {comparable(match[1]) for match in _SHORT_FORM.finditer(text)}
        self._full: set[str] = set()

    def points_back(self, title: str, issuers: tuple[str, ...]) -> bool:
        """Whether a title points to one named before; a title that does not is remembered as named in full."""
        key = comparable(title)
        if key in self._short and key not in self._full:
            return True
        self._full.add(key)
        shorter = key.removeprefix("中华人民共和国")
        if issuers and shorter.startswith(comparable("".join(issuers))):
            shorter = shorter[len(comparable("".join(issuers))) :]
        if shorter != key and len(shorter) > 1:
            self._short.add(shorter)
        return False


def _adds_place(longer: str, shorter: str) -> bool:
    """Whether ``longer`` is ``shorter`` with a place before it."""
    before = longer.removesuffix(shorter)
    led = leading_place(before) if before and before != longer else None
    return bool(led and led[1] == len(before)) or before in ("全省", "全市", "全县", "我省", "我市", "我县")


def is_issued_here(left: str, right: str) -> bool:
    """Whether the words around a title say that this document brings it: 现将《…》印发给你们, 《…》已经…同意,现印发.

    ``left`` and ``right`` are the sentence without white space, titles as ``TITLE``.
    """
    clause = re.split("[,:;]", left)[-1]
    if _NOW_MADE.search(left):
        return True
    if _HANDED_OUT.match(right) and re.search(rf"[将对把]{_LIST}|[将对把][^,]{{0,20}}{_LIST}", clause):
        return True
    if not clause.strip(TITLE + "、和及与") and (_APPROVED.match(right) or _HANDED_OUT.match(right)):
        return True
    return bool(_MADE.search(clause) and _NOW_ISSUED.match(right))
