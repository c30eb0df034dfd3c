"""Words of documents where a format has one line for them."""

import re

_BLANK = re.compile(r"[\s\u2028\u2029\x00-\x1f\x7f-\x9f]+")


def one_line(words: str) -> str:
    """Without line breaks and control characters, blanks single."""
    return _BLANK.sub(" ", words).strip()
