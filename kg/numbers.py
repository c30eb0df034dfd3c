"""Document numbers (发文字号): where they stand in running text, and what they say.

GB/T 9704-2012, 7.2.5: 发文机关代字, the year in 〔〕, the serial without 第 and leading zeros, 号.
Orders and announcements keep their kind and 第: 国务院令第588号, 财政部公告2015年第12号.

The finder starts at the literal 号, reads serial and year to the left, and then decides where
the code (``kg.number_codes``) or the name of the organ (``kg.number_organs``) begins. All
functions read FOLDED text (``kg.text.fold``).
"""

import re
from dataclasses import dataclass

from kg.number_codes import code_start, is_certain
from kg.number_issuers import CERTAIN, issuer_of, place_of
from kg.number_organs import SERIAL_KINDS, government_in, organ_start, tidy_organ
from kg.regions import Region
from kg.text import fold, parse_numeral

__all__ = ["CERTAIN", "Number", "describe_number", "find_numbers", "issuer_of", "parse_number", "place_of"]

_DIGITS = frozenset("0123456789")
_NUMERALS = frozenset("〇○◯零一二三四五六七八九十百千")
# Both ways round, and one for the other: 〔2019〔150号, (2017〕 are typing slips of one form.
_BRACKETS = frozenset("〔〕(){}<>〈〉")
_BEHIND_DEPARTMENT = ("函", "字", "发")  # 某某办(局)函
_BEFORE_SERIAL = _BRACKETS | frozenset("第年令告要")
_RUN = 40  # characters looked at to the left of the year: no name of organs is longer
_KINDS = ("公告", "通告", "纪要", "令", "电", "函", "复")
_YEARS = range(1949, 2100)
_TERM = re.compile(r"〔第?\d{1,2}届〕$")  # 人民代表大会常务委员会公告〔16届〕第95号
_BARE_TERM = re.compile(r"第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})届$")  # 人大常委会公告(十三届第7号)
_ORDER_AFTER = re.compile(r" *(令|公告|通告)")


@dataclass(frozen=True, slots=True)
class Number:
    """One document number.

    ``canonical``: 国发〔2012〕48号, 国务院令第588号, 财政部公告2015年第12号. ``code``: what stands before the
    year or 第 (国发, 国务院令, 财政部公告). ``year`` is None for orders that count on through the years.
    ``kind``: 公告, 通告, 纪要, 令, 电, 函 or 复 where the code ends so, else 文.
    """

    canonical: str
    code: str
    year: int | None
    serial: int
    kind: str

    @property
    def organ(self) -> str:
        """The code without its kind: the organ's name in 国务院令, 财政部公告."""
        return _BARE_TERM.sub("", self.code.split("〔")[0]).removesuffix("会议纪要").removesuffix(self.kind)


def _skip(text: str, at: int) -> int:
    """The position after the last character before ``at`` that is no space."""
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return at


def _figures(text: str, end: int, most: int) -> tuple[int, int] | None:
    """The figures that end at ``end`` as (start, value): digits with spaces between them, or Chinese numerals."""
    end = start = _skip(text, end)
    if start and text[start - 1] in _DIGITS:
        while start > 0 and end - start < 2 * most and (text[start - 1] in _DIGITS or text[start - 1] == " "):
            start -= 1
    else:
        while start > 0 and end - start < most and text[start - 1] in _NUMERALS:
            start -= 1
    while start < end and text[start] == " ":
        start += 1
    words = text[start:end].replace(" ", "")
    if not 0 < len(words) <= most:
        return None
    value = int(words) if words.isascii() else parse_numeral(words)
    return None if value is None else (start, value)


def _year(text: str, end: int) -> tuple[int, int] | None:
    """The year whose four figures end at ``end``, as (start, year)."""
    figures = _figures(text, end, 4)
    return figures if figures and figures[1] in _YEARS else None


def _is_hanzi(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇"


def _code_run(text: str, end: int) -> tuple[int, str]:
    """The unbroken characters before ``end``: (start, characters); a department in brackets, 甘发改(规) and 鲁密办(局)函, is inside."""
    start = end
    close = end - (text[end - 1 : end] in _BEHIND_DEPARTMENT)
    if close > 2 and text[close - 1] == ")":
        opening = text.rfind("(", max(0, close - 5), close)
        if opening > 0 and all(_is_hanzi(char) for char in text[opening + 1 : close - 1]) and _is_hanzi(text[opening - 1]):
            start = opening
    while start > 0 and end - start < _RUN and _is_hanzi(text[start - 1]):
        start -= 1
    if start > 0 and text[start - 1] in _DIGITS and text.startswith("日", start) and end - start > 2:  # 8月3日鲁政发
        start += 1
    return start, text[start:end]


def _spaced_run(text: str, end: int) -> int:
    """Where a code begins whose letters stand apart (豫 政 办 〔2012〕 of a letterhead)."""
    start = end
    while start > 2 and end - start < 2 * 8 and _is_hanzi(text[start - 1]) and text[start - 2] == " ":
        left = _skip(text, start - 1)
        if left == 0 or not _is_hanzi(text[left - 1]) or (left > 1 and _is_hanzi(text[left - 2])):
            return start - 1
        start = left
    return start - 1 if start > 0 and start != end and _is_hanzi(text[start - 1]) else start


def _find_code(text: str, end: int) -> int | None:
    start, run = _code_run(text, end)
    if len(run) == 1 and start > 1 and text[start - 1] == " ":
        spaced = _spaced_run(text, end)
        joined = text[spaced:end].replace(" ", "")
        if len(joined) > 2 and code_start(joined) == 0:
            return spaced
    bare = run.split("(")[0]
    at = code_start(bare)
    return None if at is None else start + at


def _letterhead(text: str, at: int) -> int:
    """The end of an order's letterhead before ``at``, where 第…号 stands on a line of its own under it; else ``at``."""
    above = at
    while above > 0 and at - above < 24 and text[above - 1] in " \n":
        above -= 1
    return above if text.endswith(("令", "公告", "通告"), 0, above) else at


def _year_before(text: str, left: int, end: int, ordinal: bool) -> tuple[int, int, int | None, str, bool] | None:
    """The year, or the term of a congress (16届), that ends at ``left``, in brackets or before 第.

    (left, end, year, term, bracketed): where it begins, and where the number ends if a bracket
    around all of it closes later. None where a bracket holds something else.
    """
    before = text[left - 1] if left else ""
    if before in _BRACKETS:
        inner = _skip(text, left - 1)
        figures = _year(text, inner - (inner > 0 and text[inner - 1] == "年"))
        if figures:
            opening = _skip(text, figures[0])
            if opening and text[opening - 1] in _BRACKETS:
                return _skip(text, opening - 1), end, figures[1], "", True
            return None
        term = _TERM.search(text[max(0, left - 7) : left])
        if term:
            return left - len(term.group()), end, None, term.group(), False
        if before == "(" and text[end : end + 1] == ")":
            return left - 1, end + 1, None, "", False  # 国务院令(第588号)
        return None
    if before == "届" and ordinal:
        term = _BARE_TERM.search(text[max(0, left - 6) : left])
        if term is None:
            return None
        left -= len(term.group())
        inside = left > 0 and text[left - 1] == "(" and text[end : end + 1] == ")"
        return left - inside, end + inside, None, term.group(), False
    if before != "年" and not (ordinal and before in _DIGITS):
        return left, end, None, "", False
    figures = _year(text, left - (before == "年"))
    if figures is None:
        return None
    left = _skip(text, figures[0])
    if left and text[left - 1] in "〔(" and text[end : end + 1] in ("〕", ")"):
        left, end = _skip(text, left - 1), end + 1  # 财政部公告(2015年第12号)
    return left, end, figures[1], "", False


def _code_before(text: str, left: int, end: int, bracketed: bool) -> tuple[int, int, str] | None:
    """The code or organ, with its kind, that ends at ``left``: (start, end of the number, code)."""
    kind = next((word for word in SERIAL_KINDS if text.endswith(word, 0, left)), "")
    after = None if kind or bracketed else _ORDER_AFTER.match(text, end)  # 国务院第588号令
    if kind or after:
        close = left - len(kind)
        start = organ_start(text, close)
        if start is not None:
            named = kind or after[1]
            return start, after.end() if after else end, tidy_organ(text[start:close], named) + named
    if not bracketed and not kind:
        return None
    start = _find_code(text, left)
    if start is None or not (is_certain(text[start:left]) or (bracketed and left - start > (3 if kind else 0))):
        return None
    code = text[start:left].replace(" ", "")
    return None if code in SERIAL_KINDS else (start, end, code)


def _scan(text: str, at: int) -> tuple[int, int, Number] | None:
    """The number whose 号 is ``text[at]``, as (start, end, number)."""
    serial = _figures(text, at, 6)
    if serial is None or not 0 < serial[1] < 100_000:
        return None
    left = _skip(text, serial[0])
    if left == 0 or (text[left - 1] not in _BEFORE_SERIAL and not _ORDER_AFTER.match(text, at + 1)):
        return None  # a house, a line of the underground: most of what stands before 号
    ordinal = text[left - 1] == "第"
    if ordinal:
        left = _skip(text, left - 1)
        if text.endswith(("〕年", ")年"), 0, left):
            left -= 1  # 令〔2010〕年第2号
    dated = _year_before(text, left, at + 1, ordinal)
    if dated is None:
        return None
    left, end, year, term, bracketed = dated
    coded = _code_before(text, _letterhead(text, left) if ordinal and not bracketed else left, end, bracketed)
    if coded is None:
        return None
    start, end, code = coded
    kind = next((word for word in _KINDS if code.endswith(word)), "文")
    code += term
    if bracketed:
        canonical = f"{code}〔{year}〕{serial[1]}号"
    else:
        canonical = f"{code}{year}年第{serial[1]}号" if year else f"{code}第{serial[1]}号"
    return start, end, Number(canonical, code, year, serial[1], kind)


def _scan_all(folded: str):
    at = folded.find("号")
    done = 0
    while at >= 0:
        scanned = _scan(folded, at)
        if scanned and scanned[0] >= done:
            yield scanned
            done = scanned[1]
        at = folded.find("号", at + 1)


def find_numbers(folded: str) -> list[tuple[int, int]]:
    """Document numbers in folded text as (start, end), in order: from the code or the organ's name to 号."""
    return [(start, end) for start, end, _ in _scan_all(folded)]


def parse_number(words: str, region: "Region | str | None" = None) -> Number | None:
    """The document number that folded ``words`` contain, the first of several; None if they contain none.

    ``region``: the place, or its code, of the document in which they stand. An order of 省政府 or
    市政府 then takes the government's full name: 省政府令第199号 in 河南省 is 河南省人民政府令第199号.
    """
    for _, _, number in _scan_all(words):
        return _in_place(number, region) if region else number
    return None


def _in_place(number: Number, region: "Region | str") -> Number:
    organ = government_in(number.organ, region) if number.kind in SERIAL_KINDS else None
    if organ is None:
        return number
    code = organ + number.code[len(number.organ) :]
    return Number(code + number.canonical[len(number.code) :], code, number.year, number.serial, number.kind)


def describe_number(text: str) -> dict[str, object]:
    """What one line says as a document number: the result of ``policykg number``.

    Keys canonical, code, year, serial, issuer, level, region, confidence. All are None where
    the line has no number; issuer, level and region are None where they are not sure.
    ``confidence`` is that of the issuer, 0 to 1. ``text`` as written, in any width and script.
    """
    number = parse_number(fold(text))
    keys = ("canonical", "code", "year", "serial", "issuer", "level", "region", "confidence")
    if number is None:
        return dict.fromkeys(keys)
    issuer, confidence = issuer_of(number)
    level, region = place_of(number)
    values = (number.canonical, number.code, number.year, number.serial, issuer, level, region, round(confidence, 2))
    return dict(zip(keys, values, strict=True))
