"""Clauses of responsibility in the words of one measure: labels, brackets and sentences.

The forms, and those that do not count, are written down in docs/grammar/responsibilities.md.
Everything works on compact words (see ``compact``) and gives offsets into them, end exclusive.
"""

from typing import NamedTuple


class Duty(NamedTuple):
    """One agency in a clause, and its role: lead, support, guide, accountable or responsible.

    ``first``: the first of several in a list without a leader, who leads where the document says
    that the first of a list does (列第一位者为牵头单位,下同).
    """

    start: int
    end: int
    role: str
    first: bool = False
