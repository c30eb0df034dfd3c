"""Whose a number, a name or a place is: what linking asks the lexicon of the words of records."""

import re
from functools import lru_cache

from kg.link.titles import CENTRAL, full_name, place_of_agency, split_issuers
from kg.numbers import Number, issuer_of, parse_number
from kg.text import fold

CERTAIN = 0.9  # confidence of issuer_of from which a code's owner is believed
_OFFICE = re.compile(r"(?<=政府|务院|中央|省委|市委|县委|区委|州委|盟委|旗委)办公[厅室]$|(?<=委员会)办公[厅室]$")


@lru_cache(maxsize=16384)
def family_of(name: str) -> str:
    """An agency and its office as one: 国务院办公厅 → 国务院; documents confuse the two when they cite."""
    chief = _OFFICE.sub("", name)
    return (full_name(chief) or chief) if chief != name else name


@lru_cache(maxsize=16384)
def canonical_issuer(written: str, home: str) -> str:
    """The full name of an issuer written in a document of ``home``, else the words themselves."""
    return full_name(written, home) or fold(written).replace(" ", "").replace("(", "（").replace(")", "）")


def places_conflict(one: str, other: str) -> bool:
    """True where two places cannot be one owner's: central and local, or two provinces."""
    if not one or not other or one == other:
        return False
    return CENTRAL in (one, other) or one[:2] != other[:2]


@lru_cache(maxsize=16384)
def place_of_code(number: Number, home: str = "") -> tuple[str, str]:
    """(place, family) of the agency that a number's code names for certain, else ("", "")."""
    name, confidence = issuer_of(number, home if home != CENTRAL else None)
    return (place_of_agency(name), family_of(name)) if name and confidence >= CERTAIN else ("", "")


def code_of_number(number: Number | None) -> str:
    """Code, year and serial as one string, "" for no number.

    Agencies that are written out in the number of an announcement stand under their full names: 住建部 and 住房城乡建设部 are one.
    """
    if number is None:
        return ""
    code = number.code
    if number.kind in ("公告", "令", "通告"):
        agencies = split_issuers(code.removesuffix(number.kind))
        code = "".join(agencies) + number.kind if len(agencies) > 1 else code
    return f"{code}|{number.year or ''}|{number.serial}"


def number_read(number: str | None, home: str) -> Number | None:
    """A number as a document of ``home`` writes it."""
    return parse_number(fold(number), home if home != CENTRAL else None) if number else None
