"""Text work that keeps offsets: script, width, numerals, dates.

Every conversion here gives exactly as many characters as it was given, so an
offset means the same in the original, the simplified and the folded text.
Finders all over the program work on folded text; strings that go into records
are cut from simplified text.
"""

import re
import unicodedata
from datetime import date
from functools import cache

from kg.remembered import remember

# Radicals that printed PDFs give instead of the character (⺠ for 民) and that NFKC leaves alone;
# after Unicode's EquivalentUnifiedIdeograph.txt, simplified where the character has a simplified form.
_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽"
    "⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲"
)
_CHARACTERS = (
    "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尣巳幺彑彐忄㣺扌攵旡日月歺民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒罓罓罓羊羊羊耂肀聿肉臼"
    "艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅长镸长门阜阝雨青韦页风飞食飠飠饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟"
)

# 著 that is read zhe or zhuo and written 着 since 1955 (OpenCC leaves it); 著名, 显著, 著作 stay.
_ZHE = re.compile(
    r"(?<![显卓昭名论专编原译合巨])著(?=[力眼重手想落实陆])"
    r"|(?<=[沿随本有朝向味在志跟接执附围绕穿衣抓带面临为起看])著(?![名作述称录者书])"
)

# Traditional characters that names in simplified text keep (乾安县, 於潜镇, 魏徵).
_KEPT = "乾於徵麴夥"
_TRADITIONAL_SHARE = 0.02  # of the characters converted; running traditional text has a quarter and more


def _compatibility_table() -> dict[int, str]:
    table = dict(zip(map(ord, _RADICALS), _CHARACTERS, strict=True))
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)):
        for code in range(first, last + 1):
            normal = unicodedata.normalize("NFKC", chr(code))
            if normal != chr(code) and len(normal) == 1:
                table[code] = normal
    return table


def _width_table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    pairs = (
        # Presentation and vertical forms of the same marks, and U+2236 that old pages use as a colon.
        ("﹐︐﹑︑､﹒﹔︔﹕︓︰∶﹖︖﹗︕｡︒﹙︵﹚︶﹪", ",,、、、.;;::::??!!。。(())%"),
        ("［【﹝〖︻︹﹇[⦗", "〔" * 9),
        ("］】﹞〗︼︺﹈]⦘", "〕" * 9),
        ("︽︾︿﹀", "《》〈〉"),
        ("「﹁｢『﹃」﹂｣』﹄＂", "“““‘‘”””’’\""),
        ("—–―─━－‐‑‒−﹣⸺", "-" * 12),
        # U+E5E5 is what GB18030 makes of the blank A3A0; controls and marks of direction show as nothing.
        ("\t\xa0\xad\u1680\u180e\u202f\u205f\u2060\u3000\ufeff\ue5e5\x7f", " " * 12),
        ("\u2028\u2029\x85\f\v", "\n" * 5),
    )
    for written, folded in pairs:
        table.update(zip(map(ord, written), folded, strict=True))
    for first, last in ((0x00, 0x08), (0x0E, 0x1F), (0x2000, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069)):
        table.update(dict.fromkeys(range(first, last + 1), " "))
    return table


def _misnamed_table() -> dict[int, str]:
    """What the fonts of one typesetter call by the number of GB 2312 in place of Unicode: ꎬ is A3AC, ，; its full stop is A3AE, and 《》 are « »."""
    table = {code: chr(code - 0xA3A1 + 0xFF01) for code in range(0xA3A1, 0xA3FF)}
    return table | {0xA3AE: "。", ord("«"): "《", ord("»"): "》", 0x1001B0: "."}


_MISNAMED, _IS_MISNAMED = _misnamed_table(), re.compile("[\ua3ac\ua3ae\ua3ba\ua3bb]")
_COMPATIBILITY = _compatibility_table()
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")  # looking first is three times cheaper
_WIDTH = {chr(code): folded for code, folded in _width_table().items()}
_OF_WIDTH = re.compile(f"[{re.escape(''.join(_WIDTH))}]")
_SURROGATES = re.compile("[\ud800-\udfff]")


# Characters that OpenCC converts in some phrases only (沈思, but not 沈阳), after its TSPhrases.txt.
_IN_PHRASES = "哩坏沈甦瞭藉衹覆"


@cache
def _converter():
    # Loaded on first use: commands that touch no document text must not pay for it.
    import opencc

    return opencc.OpenCC("t2s").convert


@cache
def _convertible() -> re.Pattern:
    """Every character that OpenCC may convert, with those beyond the basic plane and lone surrogates, which it refuses."""
    ideographs = "".join(map(chr, (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))))
    converted = _converter()("\n".join(ideographs)).split("\n")
    changed = "".join(a for a, b in zip(ideographs, converted, strict=True) if a != b)
    return re.compile(f"[{changed}{_IN_PHRASES}\ud800-\udfff\U00010000-\U0010ffff]")


def _converted(plain: str) -> str:
    """What OpenCC makes of a text: it is given only the lines that hold what it may convert, three in a hundred of most texts."""
    find, convert = _convertible().search, _converter()
    pieces, at = [], 0
    while match := find(plain, at):
        start = plain.rfind("\n", at, match.start()) + 1 or at
        end = plain.find("\n", match.end())
        end = len(plain) if end < 0 else end
        pieces += plain[at:start], convert(plain[start:end])
        at = end
    return "".join([*pieces, plain[at:]]) if pieces else plain


def simplify(text: str) -> str:
    """``text`` in simplified characters, the same length.

    Radicals and compatibility ideographs become the ordinary characters, marks that a pdf's font calls by other names (ꎬ ꎮ) what
    they look like. 著 becomes 着
    where it is the particle or in 著力, 著眼, 著重 and the like. Place names that are
    written with a traditional character in simplified text (乾安县) keep it.
    """
    plain = text.translate(_COMPATIBILITY) if _COMPATIBLE.search(text) else text
    if _IS_MISNAMED.search(plain):
        plain = plain.translate(_MISNAMED)
    try:
        simplified = _converted(plain)
    except UnicodeEncodeError:  # lone surrogates, from an argument in a broken locale
        plain = _SURROGATES.sub("\ufffd", plain)
        simplified = _converted(plain)
    if len(simplified) != len(plain):  # a phrase of another length: characters one by one cannot shift
        convert = _converter()
        simplified = "".join(short if len(short := convert(c)) == 1 else c for c in plain)
    if simplified != plain and any(c in plain for c in _KEPT):
        simplified = _keep_names(plain, simplified)
    return _ZHE.sub("着", simplified) if "著" in simplified else simplified


def _keep_names(plain: str, simplified: str) -> str:
    changed = sum(a != b and a not in _KEPT for a, b in zip(plain, simplified))
    if changed > _TRADITIONAL_SHARE * len(plain):
        return simplified
    return "".join(a if a in _KEPT else b for a, b in zip(plain, simplified))


def fold(text: str) -> str:
    """``text`` in the one form that finders read, the same length.

    Simplified; full-width ASCII as ASCII; every blank, zero-width and control character as
    a space; all square and lenticular brackets as 〔 〕, corner quotes as “ ” ‘ ’, dashes as -;
    line, paragraph and page separators as a line feed. 。、《》〈〉“”· stay.
    """
    return fold_width(simplify(text))


def fold_width(simple: str) -> str:
    """What ``fold`` makes of simplified text."""
    for char in set(_OF_WIDTH.findall(simple)):  # few of them are there: twenty times faster than to translate
        simple = simple.replace(char, _WIDTH[char])
    return simple


_DIGITS = {c: value for value, chars in enumerate(
    ("0０〇○零◯", "1１一壹", "2２二两贰", "3３三叁", "4４四肆", "5５五伍", "6６六陆", "7７七柒", "8８八捌", "9９九玖")
) for c in chars}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_LONGEST_NUMERAL = 40  # characters: what is longer counts nothing, and Python refuses to read the longest
_TENS = {"廿": "二十", "卅": "三十"}


def find_outside(marks: str, text: str, brackets: str, start: int = 0, end: int | None = None) -> list[int]:
    """Offsets of the characters ``marks`` that stand outside brackets, in ``text[start:end]``.

    ``brackets``: pairs of one opening and one closing character, as in ``"()《》"``; they nest, and
    a closing one without its opening counts for nothing.
    """
    opening, closing = brackets[::2], brackets[1::2]
    depth, found = 0, []
    for match in _any_of(marks + brackets).finditer(text, start, len(text) if end is None else end):
        char = match.group()
        if char in opening:
            depth += 1
        elif char in closing:
            depth = max(0, depth - 1)
        elif not depth:
            found.append(match.start())
    return found


@cache
def _any_of(characters: str) -> re.Pattern:
    return re.compile(f"[{re.escape(characters)}]")


@remember
def parse_numeral(words: str) -> int | None:
    """The whole number that ``words`` write: 12, １２, 十二, 一百零五, 二〇二三, 〇, 两; None if they write none."""
    words = "".join(_TENS.get(c, c) for c in words if not c.isspace())
    if not words or len(words) > _LONGEST_NUMERAL:
        return None
    if all(c in _DIGITS for c in words):  # figures one after the other: 12, 二〇二三
        return int("".join(str(_DIGITS[c]) for c in words))
    total = section = 0
    digit = None
    for c in words:
        if c in _DIGITS:
            if digit:  # 一二百 writes no number
                return None
            digit = _DIGITS[c]
        elif c in _UNITS:
            section += (1 if digit is None else digit) * _UNITS[c]
            digit = None
        elif c in _MYRIADS and (section or digit):
            total += (section + (digit or 0)) * _MYRIADS[c]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)


# Dates are found at 年 or at the figures of the year, and the rest is read to both sides: five times faster
# than one pattern that starts anywhere.
_FIGURE = "0-9〇○◯零一二两三四五六七八九十廿卅"
_AFTER_YEAR = re.compile(rf"年 {{0,9}}([{_FIGURE} ]{{1,5}}?) {{0,9}}月 {{0,9}}([{_FIGURE} ]{{1,7}}?) {{0,9}}日")
_YEAR_BEFORE = re.compile(r"[0-9〇○◯零OoОо一二三四五六七八九](?: *[0-9〇○◯零OoОо一二三四五六七八九]){3} *$")
_SEPARATED = re.compile(r"[12][0-9]{3} *([-./]) *([0-9]{1,2}) *\1 *([0-9]{1,2})")
_LETTER_O = str.maketrans("OoОо", "〇〇〇〇")
_TIME = re.compile(r"[0-2]\d:[0-5]\d(?!\d)")


def find_dates(folded: str) -> list[tuple[int, int, str]]:
    """Full dates in folded text as (start, end, ISO date), in order.

    Forms: 2023年5月10日, 二〇二三年五月十日 (also 二○二三, 二零二三), 2023-5-10, 2023.05.10,
    2023/5/10; spaces inside are allowed. Dates that no calendar has, and figures that go on
    to the left or right (serials, versions, paths), are none.
    """
    found = []
    for match in _AFTER_YEAR.finditer(folded):
        left = max(0, match.start() - 12)
        year = _YEAR_BEFORE.search(folded, left, match.start())
        if year:
            iso = _iso(year.group().translate(_LETTER_O), match[1], match[2])
            if iso:
                found.append((year.start(), match.end(), iso))
    for match in _SEPARATED.finditer(folded):
        start, end = match.span()
        before, after = folded[max(0, start - 1) : start], folded[end : end + 2]
        timed = _TIME.match(folded, end) is not None  # 2023-03-2717:48, glued together by a page
        goes_on = after[:1].isdigit() and not timed or (after[:1] in ("-", ".", "/") and after[1:].isdigit())
        if before.isdigit() or before in ("-", ".", "/") or goes_on:
            continue
        iso = _iso(folded[start : start + 4], match[2], match[3])
        if iso:
            found.append((start, end, iso))
    return sorted(found)


def parse_date(folded: str) -> str | None:
    """The first date of folded text as ISO, or None."""
    found = find_dates(folded)
    return found[0][2] if found else None


def _iso(year: str, month: str, day: str) -> str | None:
    numbers = [parse_numeral(part) for part in (year, month, day)]
    if None in numbers or not 1900 <= numbers[0] <= 2099:
        return None
    try:
        return date(*numbers).isoformat()
    except (ValueError, OverflowError):
        return None
