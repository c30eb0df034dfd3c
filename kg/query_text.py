r"""What the text of a query says before a parser sees it: an update, its depth, whether SERVICE stands in it.

A parser calls itself once for each bracket inside another and dies of some thousands, so depth is counted here, and brackets
in strings, comments and addresses must neither add to it nor take from it. One thing cannot be told without the grammar: whether
``<`` begins an address or compares (``(1<a:b#>2)``). There the text is read both ways, and the deepest way counts.

SERVICE is looked for in the same words. Oxigraph takes escapes (``\u0022``) for what they mean only within strings and addresses,
as its own parser does; rdflib's, which looks a second time in the worker, everywhere.
"""

import re
from heapq import heappop, heappush

from kg.errors import QueryError
from kg.query_limits import Limits

UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
REFUSED_SERVICE = "refused: SERVICE would send data to another server"
_PROLOGUE = re.compile(r"(?:\s++|#[^\n\r]*+|(?i:PREFIX)\s++[^\s:]*+:\s*+<[^>]*+>|(?i:BASE)\s++<[^>]*+>)*+")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FROM = re.compile(r"(?<![?$\w])from(?!\w)")

_BLANK = re.compile(r"(?:\s++|#[^\n\r]*+)++")
_LONG = {quote: re.compile(rf"{quote * 3}(?:[^{quote}\\]++|\\.|{quote}{{1,2}}(?!{quote}))*+{quote * 3}", re.DOTALL) for quote in "'\""}
_SHORT = {quote: re.compile(rf"{quote}(?:[^{quote}\\\n\r]++|\\.)*+{quote}", re.DOTALL) for quote in "'\""}
_ADDRESS = re.compile(r'<(?:[^<>"{}|^`\\\x00-\x20]|\\[uU])*+>')
_NAME = re.compile(r"[?$@]\w++|[^\W\d][\w.-]*+(?::(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*+)?|:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*+|\d++")
_CLOSERS = {")": "(d", "]": "[", "}": "{v"}


def screen(sparql: str, limits: Limits = Limits()) -> bool:
    """Raise QueryError for an update (by its first word), for SERVICE, for a text too long or too deep.

    True when the query has to be parsed for SERVICE or FROM: it holds the letters of one of the words, as they are or as escapes.
    """
    if len(sparql) > limits.length:
        raise QueryError(f"the query has more than {limits.length} characters (--max-length allows more)")
    if _SURROGATE.search(sparql):
        raise QueryError("the query is not UTF-8")
    word = first_word(sparql, ";")
    if word in UPDATES:
        raise QueryError(f"refused: {word} changes or fetches data, and the graph is read-only")
    plain = _ESCAPE.sub(lambda match: _decode(match[1] or match[2]), sparql)
    letters = (sparql if plain == sparql else sparql + plain).casefold()
    service = "service" in letters
    for text in {sparql, plain}:
        if service or sum(map(text.count, "([{")) + text.count("<<") > limits.depth:
            _read(text, limits.depth)
    return service or _FROM.search(letters) is not None


def first_word(sparql: str, behind: str = "") -> str:
    """The word with which a query begins, in capitals: behind prefixes, comments and, where it is there, one ``behind``."""
    rest = sparql[_PROLOGUE.match(sparql).end() :]
    return re.match(r"[A-Za-z]*", rest.removeprefix(behind))[0].upper()


def _decode(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else ""


def _read(text: str, most: int) -> None:
    """Read the text in every way a parser might; QueryError where one way is deeper than ``most`` or has the word SERVICE.

    A way is (place, -depth, number, open brackets, after an operand?, after VALUES?); of two at one place in one situation the deeper goes on.
    """
    ways, seen, made = [(0, 0, 0, None, False, False)], set(), 0
    while ways:
        place, depth, _, opened, operand, values = heappop(ways)
        blank = _BLANK.match(text, place)
        place = blank.end() if blank else place
        kind = opened[0] if opened else ""
        if place == len(text) or (place, kind, operand, values) in seen:
            continue
        seen.add((place, kind, operand, values))
        for after, opened, operand, values in _step(text, place, opened, operand, values):
            made += 1
            below = opened[1] if opened else 0
            if below > most:
                raise QueryError(f"the query has more than {most} brackets inside each other (--max-depth allows more)")
            heappush(ways, (after, -below, made, opened, operand, values))


def _step(text: str, place: int, opened, operand: bool, values: bool):
    """The ways to go on behind the next token: (place, open brackets as (kind, count, those around), operand, values)."""
    char = text[place]
    kind = opened[0] if opened else ""
    if char in "'\"":
        string = text.startswith(char * 3, place) and _LONG[char].match(text, place) or _SHORT[char].match(text, place)
        return [(string.end(), opened, True, False)] if string else []  # no parser gets beyond a string without an end
    if char == "<":
        address = _ADDRESS.match(text, place)
        found = [(address.end(), opened, True, values)] if address else []
        if text.startswith("<<", place):
            found.append((place + 2, _open("q", opened), False, False))
        if not address or operand and kind == "(":  # only an operand in an expression is compared
            found.append((place + 1, opened, False, values))
        return found
    if kind == "q" and text.startswith(">>", place):
        return [(place + 2, opened[2], True, False)]
    if char in "([{":
        inner = "d" if char == "(" and kind in ("v", "d") else "v" if char == "{" and values else char
        return [(place + 1, _open(inner, opened), False, values and char == "(")]
    if char in _CLOSERS:
        return [(place + 1, opened[2] if opened and kind in _CLOSERS[char] else opened, True, values)]
    name = _NAME.match(text, place)
    if name is None:
        return [(place + (2 if char == "\\" else 1), opened, False, values)]
    words = name[0].upper()
    prefix, colon, _ = words.partition(":")
    if words[0] not in "?$@" and "SERVICE" in prefix and (not colon or _leads_to_group(text, name.end())):
        raise QueryError(REFUSED_SERVICE)
    return [(name.end(), opened, True, words == "VALUES" or values and words[0] in "?$")]


def _open(kind: str, opened):
    return kind, (opened[1] if opened else 0) + 1, opened


def _leads_to_group(text: str, place: int) -> bool:
    """Whether ``service:x {`` stands here, which can be SERVICE and an address."""
    blank = _BLANK.match(text, place)
    return text.startswith("{", blank.end() if blank else place)
