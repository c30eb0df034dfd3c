"""Cells of tables that people open in a spreadsheet."""

import re

# Programs pass over blanks and signs that are not seen before they look for the sign of a formula.
_FORMULA = re.compile(r"[\t\r]|[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\-@＝＋－＠]")


def make_harmless(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
