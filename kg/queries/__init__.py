"""The questions the program knows by name: one SPARQL file each in this folder.

The first lines of a file say what it answers (``# zh:``, ``# en:``) and which
words it takes (``# parameter: number=国发〔2012〕48号``, with the value used when
none is given). In the query ``$number`` stands for the parameter; it is put in
as a literal, so that no value can change the question. A parameter whose own
value is a whole number takes whole numbers only; ``level``, ``rank`` and ``laws`` take what their lists have. ``# computed: NAME`` names a function of ``kg.computed`` that turns
the rows into the answer.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kg.errors import QueryError

FOLDER = Path(__file__).parent
_HEAD = re.compile(r"# (zh|en|parameter|computed): (.+)")
# Words that begin SPARQL also where it has no brace: DESCRIBE of a name, and updates, which are refused.
_KEYWORD = re.compile(r"\s*(?:PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|INSERT|DELETE|WITH)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """A query to run, and what turns its rows into the answer: ``computed`` is a name of ``kg.computed``, or None."""

    sparql: str
    computed: str | None = None
    parameters: dict[str, str] = field(default_factory=dict)


def list_queries() -> list[dict]:
    """All named questions by name: {name, zh, en, parameters}, parameters as {name: value used when none is given}."""
    return [_read_query(path)[0] for path in sorted(FOLDER.glob("*.rq"), key=lambda path: path.stem)]


def load_query(name: str, parameters: dict[str, str] | None = None) -> Question:
    """A named question with its parameters filled in.

    A ``number`` may be written in any form (国发[2012]48号). Raises QueryError for
    an unknown name or parameter, or words where a number belongs.
    """
    path = FOLDER / f"{name}.rq"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise QueryError(f"no question is called {name!r}: policykg query --list shows all")
    head, computed, sparql = _read_query(path)
    known = head["parameters"]
    for given in parameters or {}:
        if given not in known:
            takes = ", ".join(known) or "no parameters"
            raise QueryError(f"{name} has no parameter {given!r} (it takes {takes})")
    given = {key: _settle(key, (parameters or {}).get(key, usual)) for key, usual in known.items()}
    values = {key: _literal(key, given[key], usual) for key, usual in known.items()}
    return Question(re.sub(r"\$(\w+)", lambda match: values[match[1]], sparql), computed, given)


def read_question(words: list[str], stdin: str = "") -> Question:
    """The question that the words of a command line mean.

    NAME [PARAM=VALUE …], SPARQL text, a FILE.rq, or ``-`` for ``stdin``.
    """
    first, rest = words[0], words[1:]
    is_query = "{" in first or _KEYWORD.match(first) is not None
    if first != "-" and not first.endswith(".rq") and not is_query:
        parameters = {}
        for word in rest:
            key, equals, value = word.partition("=")
            if not equals:
                raise QueryError(f"{word!r} is no parameter: write {next(iter(_parameters_of(first)), 'name')}=…")
            parameters[key] = value
        return load_query(first, parameters)
    if rest:
        raise QueryError(f"only a named question takes parameters; quote SPARQL as one word (not {rest[0]!r} after it)")
    if first == "-":
        return Question(stdin)
    if is_query:
        return Question(first)
    try:
        return Question(Path(first).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise QueryError(f"{first} cannot be read: {reason}") from None


def _parameters_of(name: str) -> dict[str, str]:
    return next((head["parameters"] for head in list_queries() if head["name"] == name), {})


@lru_cache(maxsize=None)
def _read_query(path: Path) -> tuple[dict, str | None, str]:
    head = {"name": path.stem, "zh": "", "en": "", "parameters": {}}
    text, computed = path.read_text(encoding="utf-8"), None
    for line in text.splitlines():
        match = _HEAD.fullmatch(line)
        if match is None:
            break
        if match[1] == "parameter":
            key, _, value = match[2].partition("=")
            head["parameters"][key] = value
        elif match[1] == "computed":
            computed = match[2]
        else:
            head[match[1]] = match[2]
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return head, computed, body + "\n"


def _literal(name: str, value: str, usual: str) -> str:
    if usual.isascii() and usual.isdecimal():
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise QueryError(f"{name} is a whole number of at most nine digits, not {value!r}")
        return value
    return quote_string(value)


def _settle(name: str, value: str) -> str:
    """The value that a parameter's words mean: a number in its usual form, what a closed list calls so. QueryError for what the list has not."""
    if name == "number":
        return _canonical(value)
    if name == "laws":
        known, found = ("yes", "no"), value.casefold() if value.casefold() in ("yes", "no") else None
    elif name in ("level", "rank"):
        from kg.vocab import LEVELS, RANKS

        concepts = LEVELS if name == "level" else RANKS
        known = ("province", "prefecture", "county") if name == "level" else tuple(concepts)  # of regions, which no township is
        named = concepts.find_name(value)
        found = next((value for value in known if concepts.find_name(value) == named), None) if named else None
    else:
        return value
    if found is None:
        raise QueryError(f"{name} is one of {', '.join(known)}, not {value!r}")
    return found


def quote_string(value: str) -> str:
    """A SPARQL string of any words: none of them can end it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in escaped) + '"'


def _canonical(number: str) -> str:
    from kg.numbers import parse_number
    from kg.text import fold

    parsed = parse_number(fold(number))
    return parsed.canonical if parsed else number
