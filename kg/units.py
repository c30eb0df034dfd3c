"""Numbered units and their nesting: 一、 (一) 1. (1) of GB/T 9704-2012, 7.3.3, 第…条 of regulations, 1 1.1 1.1.1 of plans for emergencies.

Everything works on folded text (see ``kg.text``); offsets are characters in it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import NamedTuple

from kg.paragraphs import Ordinal, Paragraph, find_ordinal, rank_of_style

FIXED_DEPTH = {"chapter": 0, "section": 1, "article": 2}  # in regulations; the rest nest as they come
_DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?(?!\d)[ 、]*(?=[一-龥《“\"(Ⅰ-Ⅻ]|[IV]{1,3}级)")
# 1.7月底前完成, 2.100%安装: the figure belongs to the words, where the count goes on so
_FIGURED = re.compile(r"(\d{1,2})[.、](?=\d{1,4}(?:月|日前|小时|周?岁|%|个|家|年(?!度)|G))")
_HEAD = re.compile(r"(\d{1,2})[ .、]*([一-龥][^。;:,\n]{1,20})$")  # 1 总则, above 1.1
SENTENCE_END = re.compile(r"[。\n]")
_BELOW_HEAD = 3  # paragraphs in which the first decimal unit follows its head

_LEADER = ".…·_-()0123456789"  # …… 12 behind an entry of a table of contents
_ENTRY = 40  # characters of such an entry
_WITH_LEADER = 80  # what its dots may add
_ENTRIES, _TITLED_ENTRIES = 5, 2  # of a table of contents at least; below 目录


class Decimal(NamedTuple):
    """2.1.3 before a unit: its numbers, and where the unit's own words begin."""

    numbers: tuple[int, ...]
    end: int


@dataclass
class Unit:
    """A numbered unit, ordinal included, up to the next; ``numbers`` where it has the form 2.1.3."""

    style: str
    value: int
    start: int
    words: int  # where its own words begin
    end: int
    path: tuple[int, ...]
    parent: "Unit | None"
    numbers: tuple[int, ...] = ()
    children: list["Unit"] = field(default_factory=list)
    known: dict = field(default_factory=dict)  # what was worked out of its words: its children ask again and again

    def ancestors(self):
        unit = self
        while unit:
            yield unit
            unit = unit.parent


def once(ask: Callable) -> Callable:
    """Ask the words of a unit a question once: ``ask(text, unit)``."""

    @wraps(ask)
    def answer(text: str, unit: Unit):
        if ask not in unit.known:
            unit.known[ask] = ask(text, unit)
        return unit.known[ask]

    return answer


@once
def heading_of(text: str, unit: Unit) -> str:
    """The words of a unit up to the first 。 or the end of their line."""
    stop = SENTENCE_END.search(text, unit.words, unit.end)
    return text[unit.words : stop.start() if stop else unit.end].strip()


def find_decimal(text: str, start: int, end: int) -> Decimal | None:
    """The decimal ordinal (1.1, 2.1.3) with which the characters from ``start`` begin, or None; a figure may look the same (1.5万元)."""
    match = _DECIMAL.match(text, start, end)
    return match and Decimal(tuple(int(number) for number in re.findall(r"\d+", match.group())), match.end())


def without_contents(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs without a table of contents: five headings and more, fewer below 目录, one below the other, all of which stand again further down."""
    words = ["".join(text[slice(*p)].split()).rstrip(_LEADER) if p.end - p.start <= _ENTRY + _WITH_LEADER else "" for p in paragraphs]
    last = {entry: place for place, entry in enumerate(words)}
    first = next((place for place, entry in enumerate(words) if last[entry] > place and _is_counted(text, paragraphs[place])), None)
    if first is None:
        return paragraphs
    end = first
    while end < len(words) and words[end] and last[words[end]] > end:
        end += 1
    again = [last[entry] for entry in words[first:end]]
    titled = first > 0 and "".join(text[slice(*paragraphs[first - 1])].split()) in ("目录", "目次")
    is_table = end - first >= (_TITLED_ENTRIES if titled else _ENTRIES) and again == sorted(again) and again[0] >= end
    return paragraphs[:first] + paragraphs[end:] if is_table else paragraphs


def _is_counted(text: str, paragraph: Paragraph) -> bool:
    return bool(find_ordinal(text, *paragraph) or find_decimal(text, *paragraph) or _HEAD.match(text, *paragraph))


def nest_units(text: str, paragraphs: list[Paragraph], stop: int) -> list[Unit]:
    """The units among ``paragraphs`` with their nesting, in the order of the text; the last ends at ``stop``."""
    units: list[Unit] = []
    roots: list[Unit] = []
    stack: list[Unit] = []
    counted: tuple[int, ...] = ()  # the last decimal ordinal
    for place, paragraph in enumerate(paragraphs):
        decimal = _decimal_here(text, paragraphs, place, counted, stack)
        ordinal = Ordinal("decimal", decimal.numbers[-1], decimal.end) if decimal else find_ordinal(text, *paragraph)
        ordinal = ordinal or _figured_here(text, paragraphs, place, stack)
        if not ordinal or ordinal.end >= paragraph.end:
            continue
        if ordinal.style in ("arabic_paren", "circled") and not stack:
            continue
        if decimal:
            counted = decimal.numbers
            _unwind_decimals(stack, counted)
        else:
            if _is_above(ordinal, stack):
                stack.clear()
            _unwind(stack, ordinal.style)
        parent = stack[-1] if stack else None
        value = ordinal.value
        siblings = parent.children if parent else roots
        if value == 1 and "-" in text[paragraph.start : ordinal.end] and siblings:
            value = siblings[-1].value + 1  # a dash for a numeral that was not read
        own = counted[len(parent.numbers) or 1 :] if decimal and parent else counted if decimal else (value,)
        path = (parent.path if parent else ()) + own
        unit = Unit(ordinal.style, value, paragraph.start, ordinal.end, stop, path, parent, counted if decimal else ())
        siblings.append(unit)
        units.append(unit)
        stack.append(unit)
    for unit, following in zip(units, units[1:]):
        unit.end = following.start
    return units


def unit_words(text: str, start: int, end: int) -> int:
    """Where the own words of the unit at ``start`` begin, behind its ordinal."""
    figured = _FIGURED.match(text, start, end)
    ordinal = find_ordinal(text, start, end) or not figured and find_decimal(text, start, end)
    return figured.end() if figured else ordinal.end if ordinal else start


def _figured_here(text: str, paragraphs: list[Paragraph], place: int, stack: list[Unit]) -> Ordinal | None:
    """The ordinal of a paragraph that goes on in a figure, where it is the next of its count, or the first and the next follows."""
    figured = _FIGURED.match(text, *paragraphs[place])
    if not figured:
        return None
    value = int(figured[1])
    before = next((unit.value for unit in stack if unit.style == "arabic"), 0)
    return Ordinal("arabic", value, figured.end()) if value == before + 1 and (before or _second_follows(text, paragraphs[place + 1 : place + 1 + _BELOW_HEAD])) else None


def _second_follows(text: str, paragraphs: list[Paragraph]) -> bool:
    for paragraph in paragraphs:
        ordinal, figured = find_ordinal(text, *paragraph), _FIGURED.match(text, *paragraph)
        if ordinal and ordinal.style == "arabic" or figured:
            return (int(figured[1]) if figured else ordinal.value) == 2
    return False


def _decimal_here(text: str, paragraphs: list[Paragraph], place: int, counted: tuple[int, ...], stack: list[Unit]) -> Decimal | None:
    """The decimal ordinal of a paragraph where it goes on the count, or opens it below a head of its number; or that head, 1 总则 above 1.1."""
    here = find_decimal(text, *paragraphs[place])
    if here:
        below_head = bool(stack) and not counted and stack[0].value == here.numbers[0] and set(here.numbers[1:]) == {1}
        return here if below_head or counted and _follows(here.numbers, counted) else None
    head = _HEAD.match(text, *paragraphs[place])
    if not head:
        return None
    below = (find_decimal(text, *line) for line in paragraphs[place + 1 : place + 1 + _BELOW_HEAD])
    first = next((decimal for decimal in below if decimal), None)
    return Decimal((int(head[1]),), head.start(2)) if first and first.numbers[:2] == (int(head[1]), 1) else None


def _follows(numbers: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether 2.3 or 3.1 follows 2.2, or 2.2.1 opens below it."""
    for depth in range(len(last)):
        if numbers[:depth] == last[:depth] and len(numbers) > depth and numbers[depth] == last[depth] + 1 and set(numbers[depth + 1 :]) <= {1}:
            return True
    return numbers[: len(last)] == last and len(numbers) > len(last) and set(numbers[len(last) :]) == {1}


def _unwind_decimals(stack: list[Unit], numbers: tuple[int, ...]) -> None:
    """Drop from the stack what ends where 2.3.1 opens: all but 2, or the head of that value, and 2.3."""
    while stack:
        above = stack[-1]
        if above.numbers and len(above.numbers) < len(numbers) and numbers[: len(above.numbers)] == above.numbers:
            break
        if not any(unit.numbers for unit in stack) and len(numbers) > 1 and above.value == numbers[0]:
            break
        stack.pop()


def _is_above(ordinal: Ordinal, stack: list[Unit]) -> bool:
    """Whether 二、 goes on a count above 1. and 2. whose beginning the text has lost."""
    if ordinal.value == 1 or not stack or any(unit.style == ordinal.style for unit in stack):
        return False
    return 0 <= rank_of_style(ordinal.style) < rank_of_style(stack[0].style)


def over_items(text: str, units: list[Unit]) -> dict[int, int]:
    """Where each article but the last ends with its items: at the next article or chapter; by its start."""
    fixed = [unit for unit in units if unit.style in FIXED_DEPTH]
    return {unit.start: unit.start + len(text[unit.start : following.start].rstrip()) for unit, following in zip(fixed, fixed[1:])}


def _unwind(stack: list[Unit], style: str) -> None:
    """Drop from the stack the units that end where one of ``style`` opens; a new style opens below the last unit."""
    if style in FIXED_DEPTH:
        while stack and FIXED_DEPTH.get(stack[-1].style, 9) >= FIXED_DEPTH[style]:
            stack.pop()
    elif any(unit.style == style for unit in stack):
        while stack.pop().style != style:
            pass
