"""The page's catalogue table (索引号, 发文机关, 发文字号, 成文日期 …) as header fields.

Sites print it above the document, as table cells, as ``label：value`` lines, or
with the value on the line below. The labels are those of 《政府信息公开目录》 and
of the sites observed; they stand in ``lexicon/page_labels.tsv``.
"""

import re
from collections.abc import Iterator
from functools import cache

from kg.components import Match
from kg.lexicon import load_table

# Any short word with a colon ends the value before it, whether it is one of our labels or not.
_NEXT_LABEL = re.compile(r"(?:^| )(?:[一-龥](?: *[一-龥]){1,7} *:|[\[〔] *[一-龥]{2,8} *[\]〕] )")
# A label that has lost the gap before it: 来源:某局发布日期:2017-10-13
_GLUED_DAY = re.compile(r"(?<=[一-龥(])(?:发布日期|发布时间) *: *((?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?)")
_BREAK = re.compile(r"\n|\||  {2,}")
_BLANK_LINES = re.compile(r"[\n ]*")
_WITHIN = 6000  # characters from the top of the page in which the table stands
_LONGEST_VALUE = 200


@cache
def _labels() -> tuple[re.Pattern, re.Pattern, dict[str, str]]:
    """Where a cell opens that may begin with a label; a label with what follows it; label to field."""
    fields = {row["label"]: row["field"] for row in load_table("page_labels")}
    words = sorted(fields, key=lambda label: (-len(label), label))
    spaced = "|".join(" *".join(label) for label in words)
    # A label opens a line or a cell; before its value stands a colon, a cell border or a gap (of one space after a long label).
    gap = r"(?=[:|\n])|(?=  )|(?<=[一-龥]{4})(?= \S)"
    opening = re.compile(rf"(?:\A|[\n| \[〔])(?= {{0,20}}[{re.escape(''.join(sorted({word[0] for word in words})))}])")
    return opening, re.compile(rf"(?:(?<=\n)|(?<=\A)|(?<=[| \[〔])) {{0,20}}({spaced})(?: *[\]〕]| *(?=[:|\n])|{gap})[:| ]*"), fields


def _find_labels(text: str, opening: re.Pattern, pattern: re.Pattern) -> Iterator[re.Match]:
    """The labels at the top of the page, one behind the other; to look only where a cell may open is ten times faster."""
    at = 0
    for cell in opening.finditer(text, 0, _WITHIN):
        label = pattern.match(text, cell.end(), _WITHIN) if cell.end() >= at else None
        if label:
            at = label.end()
            yield label


def find_table(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Header fields of the page's table: label = field name, offsets of the value."""
    opening, pattern, fields = _labels()
    matches = []
    for label in _find_labels(text, opening, pattern):
        field = fields[label.group(1).replace(" ", "")]
        start = label.end()
        if text[start : start + 1] == "\n":  # the value stands on the next line that is not empty
            start = _BLANK_LINES.match(text, start).end()
            if field == "subjects" and text.startswith(("〔", "["), start):
                continue  # 主题词: / 【打印】
        stop = _BREAK.search(text, start, start + _LONGEST_VALUE)
        end = stop.start() if stop else min(len(text), start + _LONGEST_VALUE)
        following = _NEXT_LABEL.search(text, start, end)
        if following:
            end = following.start()
        end = start + len(text[start:end].rstrip())
        if field and start < end and not any(pattern.match(text, at, end + 3) for at in (start - 1, start)):  # an empty cell before the next label
            matches.append(Match(start, end, field))
    day = None if any(match.label == "published" for match in matches) else _GLUED_DAY.search(text, 0, _WITHIN)
    return [*matches, Match(*day.span(1), "published")] if day else matches
