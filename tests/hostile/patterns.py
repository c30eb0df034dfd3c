"""Every regular expression that the product compiles, and the texts that are worst for each.

A pattern is taken where it is compiled, by a module of ours, while all modules are imported and the examples are built:
those made from lexicon tables on first use are among them. Its worst texts are made from its own pieces: what can
repeat is repeated, what begins a match is repeated without its end.
"""

import importlib
import itertools
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from re import _constants as op
from re import _parser as parser

ROOT = Path(__file__).resolve().parent.parent.parent
_PACKAGES = ("kg", "output", "ontology")
STRANGE = "\x01"  # in no pattern: ends a match that had nearly succeeded
_MANY = 8  # repeats with a smaller bound are no danger by themselves


def collect_patterns(exercise: Callable[[], None]) -> dict[re.Pattern, str]:
    """Each pattern with the module that compiled it first. Imports all modules anew, so call it in a process of its own."""
    found: dict[re.Pattern, str] = {}
    original = re._compile

    def note(pattern, flags):
        compiled = original(pattern, flags)
        if not isinstance(pattern, re.Pattern):
            frame = sys._getframe(2)
            path = Path(frame.f_code.co_filename)
            if any(path.is_relative_to(ROOT / package) for package in _PACKAGES):
                found.setdefault(compiled, f"{path.relative_to(ROOT)}:{frame.f_lineno}")
        return compiled

    re._compile = note
    try:
        for package in _PACKAGES:
            for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
                importlib.import_module(module.name)
        exercise()
    finally:
        re._compile = original
    return found


class _TooSlow(Exception):
    pass


@contextmanager
def at_most(seconds: float):
    """Raise _TooSlow inside when it takes longer; the matcher looks for signals."""

    def stop(*_):
        raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def seconds_for(pattern: re.Pattern, text: str, scan: bool = True, limit: float = 20.0) -> float:
    """CPU seconds to match at the start of a text, and to find all matches in it (``scan``)."""
    if isinstance(pattern.pattern, bytes):
        text = text.encode("latin-1", "replace")
    try:
        with at_most(limit):
            started = time.process_time()
            for _ in pattern.finditer(text) if scan else ():
                pass
            pattern.match(text)
            pattern.fullmatch(text)
            return time.process_time() - started
    except _TooSlow:
        return limit


def worst_texts(pattern: re.Pattern, length: int) -> Iterator[str]:
    """Texts of about ``length`` characters."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    pieces: dict[str, None] = {}
    for before, piece, after in itertools.islice(_pieces(tree, "", 0), 400):
        pieces.setdefault((before, piece, after))
    for before, piece, after in pieces:
        if piece:
            many = piece * max(1, length // len(piece))
            yield before + many + STRANGE
            if after:
                yield before + many + after


def _pieces(sequence, before: str, depth: int) -> Iterator[tuple[str, str, str]]:
    """(what stands before, what is repeated, what could end it) for all that repeats, and for all beginnings."""
    if depth > 6:
        return
    items = list(sequence)
    said = before
    for place, item in enumerate(items):
        kind, argument = item
        here = _sample(item)
        following = "".join(_sample(other) for other in items[place + 1 : place + 3])
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, most, inner = argument
            for sample in _samples(inner):
                if most > _MANY:
                    yield said, sample, following
                yield "", said[len(before) :] + sample * min(most, 3), ""
            yield from _pieces(inner, said, depth + 1)
        elif kind is op.SUBPATTERN:
            yield from _pieces(argument[3], said, depth + 1)
        elif kind is op.ATOMIC_GROUP:
            yield from _pieces(argument, said, depth + 1)
        elif kind is op.BRANCH:
            for branch in argument[1][:40]:
                yield from _pieces(branch, said, depth + 1)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _pieces(argument[1], said, depth + 1)
        else:
            for sample in _samples([item]):
                yield "", sample, following
        said += here
        yield "", said[len(before) :], ""


def _samples(sequence) -> list[str]:
    """A few different texts that a sequence matches."""
    items = list(sequence)
    if len(items) == 1:
        kind, argument = items[0]
        if kind is op.IN:
            return _of_class(argument)
        if kind is op.BRANCH:
            return ["".join(map(_sample, branch)) for branch in argument[1][:6]]
        if kind is op.SUBPATTERN:
            return _samples(argument[3])
    return ["".join(map(_sample, items))]


def _sample(item) -> str:
    """One text that an item matches, repeats once."""
    kind, argument = item
    if kind is op.LITERAL:
        return chr(argument)
    if kind is op.NOT_LITERAL:
        return "一" if argument != ord("一") else "二"
    if kind is op.ANY:
        return "一"
    if kind is op.IN:
        return _of_class(argument)[0]
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, most, inner = argument
        return "".join(map(_sample, inner)) * max(least, min(1, most))
    if kind is op.SUBPATTERN:
        return "".join(map(_sample, argument[3]))
    if kind is op.ATOMIC_GROUP:
        return "".join(map(_sample, argument))
    if kind is op.BRANCH:
        return "".join(map(_sample, argument[1][0]))
    return ""


_TRIED = "一二、，。,()〔〕《》的和号第年月日条 \n1a:;|-.省市县厅局等负责\t\u3000"


def _of_class(members) -> list[str]:
    """Characters of a class, at most three."""
    negated = members and members[0][0] is op.NEGATE
    if negated:
        allowed = [char for char in _TRIED if not any(_holds(member, char) for member in members[1:])]
        return allowed[:3] or ["\u4e5d"]
    found = []
    for kind, argument in members:
        if kind is op.LITERAL:
            found.append(chr(argument))
        elif kind is op.RANGE:
            found.append(chr(argument[0]))
        elif kind is op.CATEGORY:
            found.append({op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "a"}.get(argument, "，"))
    return [found[0], found[-1], found[len(found) // 2]] if len(found) > 2 else found or ["一"]


def _holds(member, char: str) -> bool:
    kind, argument = member
    if kind is op.LITERAL:
        return ord(char) == argument
    if kind is op.RANGE:
        return argument[0] <= ord(char) <= argument[1]
    if kind is op.CATEGORY:
        if argument is op.CATEGORY_SPACE:
            return char.isspace()
        if argument is op.CATEGORY_DIGIT:
            return char.isdigit()
        if argument is op.CATEGORY_WORD:
            return char.isalnum() or char == "_"
    return False


SCANNING = {"search", "finditer", "findall", "sub", "subn", "split"}
_USES = r"\b{name}\.({methods})\("


def find_uses(found: dict[re.Pattern, str]) -> dict[re.Pattern, set[str]]:
    """The methods with which each pattern is called anywhere in our sources; all of them where that cannot be seen."""
    sources = {path: path.read_text(encoding="utf-8") for package in _PACKAGES for path in (ROOT / package).rglob("*.py")}
    names: dict[re.Pattern, set[str]] = {}
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in ("kg", "output"):
            for variable, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    names.setdefault(value, set()).add(variable)
    uses = {}
    for pattern, where in found.items():
        path, line = where.rsplit(":", 1)
        written = set()
        for variable in names.get(pattern, ()):
            called = re.compile(_USES.format(name=re.escape(variable), methods="|".join(sorted(SCANNING | {"match", "fullmatch"}))))
            for source in sources.values() if not variable.startswith("_") else [sources[ROOT / path]]:
                written.update(called.findall(source))
        if pattern not in names:  # written where it is used
            lines = sources[ROOT / path].split("\n")
            written.update(re.findall(r"\bre\.(search|finditer|findall|sub|subn|split|match|fullmatch)\(", lines[int(line) - 1]))
        uses[pattern] = written or set(SCANNING)
    return uses
