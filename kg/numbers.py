"""Document numbers (发文字号): where they stand in running text, and what they say.

GB/T 9704-2012, 7.2.5: 发文机关代字, year in 〔〕, serial; no 第, no leading zeros, 号 at the
end. Orders and announcements (国务院令第588号, 财政部公告2015年第12号) keep their kind and 第.

The finder starts at the literal 号, reads serial, year and kind to the left, and then decides
where the code begins: in text the code often stands directly after a title or a verb
(…的通知沪府发〔2012〕34号). All functions read FOLDED text (``kg.text.fold``).
"""

import re
from dataclasses import dataclass, replace

from kg.text import parse_numeral

_DIGITS = frozenset("0123456789")
_NUMERALS = frozenset("〇○零一二三四五六七八九十百千")
_BRACKETS = frozenset("〔〕()")
_RUN = 40  # a code or an organ's name is never longer


@dataclass(frozen=True, slots=True)
class Number:
    """One document number.

    ``canonical``: 国发〔2012〕48号, 国务院令第588号, 财政部公告2015年第12号. ``code``: what stands before the
    year or 第 (国发, 国务院令, 财政部公告). ``year`` None for orders that count through. ``kind``: 令, 公告,
    通告, 纪要, 电, 函, 复, or 文 for all others.
    """

    canonical: str
    code: str
    year: int | None
    serial: int
    kind: str


# Words that no code contains: the code begins after the last of them.
_STOPS = re.compile(
    "通知(?!$)|的|意见|方案|规定|决定|文件|文号|字号|根据|依据|按照|依照|参照|遵照|关于|执行|落实|贯彻|实施|下发|印发|发布|颁布|制定|转发|批转|废止"
    "|修改|精神|要求|以及|详见|参见|条例|细则|规划|纲要|国务院(?!令|公告)"
)
_SERIAL_KINDS = ("会议纪要", "公告", "通告", "令")


def _is_hanzi(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇"


def _skip(text: str, at: int) -> int:
    """The position after the last character before ``at`` that is no space."""
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return at


def _figures(text: str, end: int) -> tuple[int, int] | None:
    """The figures that end at ``end``: (start, value), in digits with inner spaces or in Chinese numerals."""
    end = _skip(text, end)
    start = end
    if start and text[start - 1] in _DIGITS:
        while start > 0 and (text[start - 1] in _DIGITS or text[start - 1] == " "):
            start -= 1
    else:
        while start > 0 and text[start - 1] in _NUMERALS:
            start -= 1
    while start < end and text[start] == " ":
        start += 1
    value = parse_numeral(text[start:end].replace(" ", ""))
    return None if value is None else (start, value)


def _code_start(text: str, end: int) -> int | None:
    start = end
    while start > 0 and end - start < _RUN and _is_hanzi(text[start - 1]):
        start -= 1
    run = text[start:end]
    for stop in _STOPS.finditer(run):
        start = end - len(run) + stop.end()
    return start if 0 < end - start <= 24 else None


def _scan(text: str, at: int) -> tuple[int, int, Number] | None:
    """The number whose 号 is ``text[at]``."""
    serial = _figures(text, at)
    if serial is None or not 0 < serial[1] < 100000:
        return None
    left = _skip(text, serial[0])
    ordinal = left > 0 and text[left - 1] == "第"
    if ordinal:
        left = _skip(text, left - 1)
    year = None
    bracketed = left > 0 and text[left - 1] in _BRACKETS
    if bracketed:
        left = _skip(text, left - 1)
        if left and text[left - 1] == "年":
            left -= 1
        figures = _figures(text, left)
        if figures is None or not 1949 <= figures[1] <= 2099:
            return None
        year, left = figures[1], _skip(text, figures[0])
        if not left or text[left - 1] not in _BRACKETS:
            return None
        left = _skip(text, left - 1)
    elif left and (text[left - 1] == "年" or (ordinal and text[left - 1] in _DIGITS)):
        figures = _figures(text, left - (text[left - 1] == "年"))
        if figures is None or not 1949 <= figures[1] <= 2099:
            return None
        year, left = figures[1], _skip(text, figures[0])
    if not bracketed and not text.endswith(_SERIAL_KINDS, 0, left):
        return None
    start = _code_start(text, left)
    if start is None:
        return None
    code = text[start:left].replace(" ", "")
    if code.startswith("中华人民共和国") and "主席" not in code:
        code = code[7:]
    kind = next((k for k in ("令", "公告", "通告", "纪要", "电", "函", "复") if code.endswith(k)), "文")
    if bracketed:
        canonical = f"{code}〔{year}〕{serial[1]}号"
    else:
        canonical = f"{code}{year}年第{serial[1]}号" if year else f"{code}第{serial[1]}号"
    return start, at + 1, Number(canonical, code, year, serial[1], kind)


def find_numbers(folded: str) -> list[tuple[int, int]]:
    """Document numbers in folded text as (start, end), in order, from the code to 号."""
    found = []
    at = folded.find("号")
    while at >= 0:
        scanned = _scan(folded, at)
        if scanned:
            found.append(scanned[:2])
        at = folded.find("号", at + 1)
    return found


def parse_number(words: str, region=None) -> Number | None:
    """The document number that folded ``words`` contain, the first of several; None if they contain none.

    ``region``: the code of the document's place; an order of 省政府, 市政府 then takes its full name.
    """
    at = words.find("号")
    while at >= 0:
        scanned = _scan(words, at)
        if scanned:
            return scanned[2]
        at = words.find("号", at + 1)
    return None


def issuer_of(number: Number, region: str | None = None) -> tuple[str | None, float]:
    """The agency that the code names, and how sure that is (0 to 1); (None, 0.0) where it is not."""
    central = {"国发": "国务院", "国办发": "国务院办公厅", "国函": "国务院", "国办函": "国务院办公厅", "国务院令": "国务院",
               "中发": "中共中央", "中办发": "中共中央办公厅", "厅字": "中共中央办公厅"}
    name = central.get(number.code)
    return (name, 1.0) if name else (None, 0.0)
