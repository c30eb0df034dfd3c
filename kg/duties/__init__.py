"""Clauses of responsibility in the words of one measure: labels, brackets and sentences.

The forms, and those that do not count, are written down in docs/grammar/responsibilities.md.
Everything works on compact words (see ``compact``) and gives offsets into them, end exclusive.
"""

from typing import NamedTuple


class Duty(NamedTuple):
    """One agency in a clause, and its role: lead, support, guide, accountable or responsible.

    ``ahead``: where it stands in a list that names no leader, for documents that give such places a
    meaning: ``first`` of several (列第一位者为牵头单位), ``comma`` before the first comma
    (逗号前为牵头单位), else empty.
    """

    start: int
    end: int
    role: str
    ahead: str = ""
