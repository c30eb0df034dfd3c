"""The form of N-Quads: one function for each kind of triple, one line of text out.

Lines are written as Oxigraph writes them, so that lines made here and lines
dumped from the store compare byte for byte.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date as calendar_date
from decimal import Decimal

from kg.vocab import RDF, XSD

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MEANT = {written: char for char, written in _ESCAPES.items()}
_WRITTEN = re.compile(r"\\.")
_ESCAPED = re.compile(r'[\\"\n\r\t]')
# No RDF/XML file can hold these; one replacement character each keeps every offset.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def line_for_link(subject: str, predicate: str, target: str, graph: str) -> str:
    """A triple between two nodes; all four are IRIs from ``iris`` or ``vocab``, which need no escaping."""
    return f"<{subject}> <{predicate}> <{target}> <{graph}> .\n"


def line_for_class(subject: str, name: str, graph: str) -> str:
    return f"<{subject}> <{RDF.type}> <{name}> <{graph}> .\n"


def line_for_words(subject: str, predicate: str, words: str, graph: str, language: str = "zh") -> str:
    """Words of natural language."""
    return f'<{subject}> <{predicate}> "{_escape(words)}"@{language} <{graph}> .\n'


def line_for_string(subject: str, predicate: str, string: str, graph: str) -> str:
    """A code, a number, a quote: a plain string, which a query can match without a language."""
    return f'<{subject}> <{predicate}> "{_escape(string)}" <{graph}> .\n'


def line_for_value(subject: str, predicate: str, value: int | float | bool, graph: str) -> str:
    """A whole number, a truth value, or a decimal: in the canonical form, which is also how the store gives it back."""
    if isinstance(value, bool):
        lexical, datatype = str(value).lower(), XSD.boolean
    elif isinstance(value, int):
        lexical, datatype = str(value), XSD.integer
    else:
        lexical, datatype = f"{Decimal(repr(value)).normalize():f}", XSD.decimal
    return f'<{subject}> <{predicate}> "{lexical}"^^<{datatype}> <{graph}> .\n'


def line_for_date(subject: str, predicate: str, day: str, graph: str) -> str:
    """An ISO date (2023-05-10); an empty string for a day that no calendar has."""
    try:
        known = calendar_date.fromisoformat(day).isoformat() == day
    except ValueError:
        known = False
    return f'<{subject}> <{predicate}> "{day}"^^<{XSD.date}> <{graph}> .\n' if known else ""


def _escape(words: str) -> str:
    if _UNPRINTABLE.search(words):
        words = _UNPRINTABLE.sub("\ufffd", words)
    if _ESCAPED.search(words):
        words = _ESCAPED.sub(lambda match: _ESCAPES[match[0]], words)
    return words


def read_lines(lines: Iterable[str], predicates: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Subject, predicate and plain lexical value, as ``Store.rows`` gives them, of those lines made here that have these predicates."""
    wanted = {f"<{predicate}>": predicate for predicate in predicates}
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        if name := wanted.get(predicate):
            yield subject[1:-1], name, rest[1 : rest.index(">")] if rest[0] == "<" else _meant(rest[1 : rest.rindex('"')])


def _meant(written: str) -> str:
    return _WRITTEN.sub(lambda match: _MEANT[match.group()], written) if "\\" in written else written
