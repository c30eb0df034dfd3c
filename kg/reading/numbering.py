"""Automatic numbering of Word documents: the 一、 and （一） that stand in no text.

A paragraph that Word numbers has its ordinal only in numbering.xml and
styles.xml; without it measures lose their place. ``Numbering.label`` counts along
as the paragraphs are read (ECMA-376 part 1, 17.9).
"""

from dataclasses import dataclass, field

from lxml import etree

_DIGITS = "〇一二三四五六七八九"
_SEQUENCES = {  # formats that are a row of characters
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
}
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCounting taiwaneseCountingThousand "
    "ideographDigital japaneseDigitalTenThousand taiwaneseDigital koreanDigital2".split()
)
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LAST_LEVEL = 8


def local(element: etree._Element) -> str:
    """The name of an element without its namespace (which differs between transitional and strict files)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is not None:
        for key, text in element.attrib.items():
            if key.rpartition("}")[2] == name:
                return text
    return None


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first descendant down a path of local names."""
    for name in names:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    style: str | None = None


@dataclass(slots=True)
class _Style:
    number: str | None
    level: int | None
    based_on: str | None


@dataclass
class Numbering:
    """The lists of one document and how far each has been counted."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)  # abstract list id to its levels
    numbers: dict[str, str] = field(default_factory=dict)  # number id to abstract list id
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)  # number id to level to new start
    styles: dict[str, _Style] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraph: etree._Element) -> str:
        """The ordinal Word shows before ``paragraph``, with the blank behind it where it needs one; "" for none.

        Counts the paragraph: to be called once for each, in the document's order.
        """
        number, depth = self._place(child(paragraph, "pPr"))
        levels = self.lists.get(self.numbers.get(number or "", ""))
        if not levels or depth not in levels:
            return ""
        counts = self.counts.setdefault(self.numbers[number], {})
        restart = self.overrides.get(number, {}).pop(depth, None)
        level = levels[depth]
        counts[depth] = restart if restart is not None else counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none") and "%" not in level.text:
            return ""
        text = level.text
        for index in range(depth + 1):
            above = levels.get(index)
            if above is not None and (mark := f"%{index + 1}") in text:
                text = text.replace(mark, write_number(counts.get(index, above.start), above.format))
        text = text.strip()
        needs_blank = level.suffix != "nothing" and text[-1:] not in "、.．。,，)）:：〕]"
        return text + " " if text and needs_blank else text

    def _place(self, properties: etree._Element | None) -> tuple[str | None, int]:
        own = child(properties, "numPr")
        number, depth = value(child(own, "numId")), _whole(value(child(own, "ilvl")))
        style, seen = value(child(properties, "pStyle")), set()
        named = style
        while number is None and style in self.styles and style not in seen:
            seen.add(style)
            rule = self.styles[style]
            number, style = rule.number, rule.based_on
            depth = rule.level if depth is None else depth
        if depth is None:  # the level may say which style it is for
            levels = self.lists.get(self.numbers.get(number or "", ""), {})
            depth = next((index for index, level in levels.items() if named and level.style == named), 0)
        return number, min(depth, _LAST_LEVEL)


def load_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """The lists of a document from the roots of numbering.xml and styles.xml, either of which may be missing."""
    made = Numbering()
    links: dict[str, str] = {}
    for element in numbering if numbering is not None else ():
        if local(element) == "abstractNum":
            key = value(element, "abstractNumId") or ""
            made.lists[key] = {_whole(value(level, "ilvl")) or 0: _level(level) for level in element if local(level) == "lvl"}
            if linked := value(child(element, "numStyleLink")):
                links[key] = linked
        elif local(element) == "num":
            number = value(element, "numId") or ""
            made.numbers[number] = value(child(element, "abstractNumId")) or ""
            for override in element:
                start = _whole(value(child(override, "startOverride"))) if local(override) == "lvlOverride" else None
                if start is not None:
                    made.overrides.setdefault(number, {})[_whole(value(override, "ilvl")) or 0] = start
    for element in styles if styles is not None else ():
        if local(element) == "style":
            rule = child(element, "pPr", "numPr")
            made.styles[value(element, "styleId") or ""] = _Style(
                value(child(rule, "numId")), _whole(value(child(rule, "ilvl"))), value(child(element, "basedOn"))
            )
    for key, style in links.items():
        target = made.styles.get(style)
        if target and (levels := made.lists.get(made.numbers.get(target.number or "", ""))):
            made.lists[key] = levels
    return made


def _level(element: etree._Element) -> _Level:
    start = _whole(value(child(element, "start")))
    return _Level(
        format=value(child(element, "numFmt")) or "decimal",
        text=value(child(element, "lvlText")) or "",
        start=1 if start is None else start,
        suffix=value(child(element, "suff")) or "tab",
        style=value(child(element, "pStyle")),
    )


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None


def write_number(number: int, format: str) -> str:
    """``number`` in a numbering format of Word; formats that Chinese documents do not use come as decimals."""
    row = _SEQUENCES.get(format)
    if row and 1 <= number <= len(row):
        return row[number - 1]
    if format in _CHINESE:
        return write_chinese(number)
    if format == "chineseLegalSimplified":
        return write_chinese(number).translate(_LEGAL)
    if format in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        text = ""
        for size, letters in _ROMAN:
            count, number = divmod(number, size)
            text += letters * count
        return text.upper() if format == "upperRoman" else text
    if format == "decimalFullWidth":
        return "".join(chr(ord(c) + 0xFEE0) for c in str(number))
    return f"{number:02d}" if format == "decimalZero" else str(number)


def write_chinese(number: int) -> str:
    """A number below ten thousand in Chinese numerals as ordinals have it: 十, 二十一, 一百零五."""
    if not 0 < number < 10_000:
        return _DIGITS[0] if number == 0 else str(number)
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = bool(text) and number > 0
    return text[1:] if text.startswith("一十") else text
