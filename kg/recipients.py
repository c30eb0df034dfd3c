"""Whom a document is addressed to: 主送机关, the line with a colon below the title (GB/T 9704-2012, 7.3.2).

All functions look at folded text; offsets are characters in it.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from kg.lexicon import load_table
from kg.numbers import find_numbers
from kg.paragraphs import Paragraph, find_ordinal

_ADDRESSEE = re.compile(
    r"人民政府|政府|委员会|[部委厅局办院会署社站所处]|单位|机关|公司|集团|学校|幼儿园|高校|大学|企业|机构|银行|中心|街道|乡镇|镇|各县|各市|各区|各地|职工|同志|[残妇文侨科]联|你"
)
_ALL = 40  # characters of 各缴存人:, whoever they are
_LABEL = re.compile(r"(?:责任|主管|发布|公开|主办|承办|信息|制定)[一-龥]{0,4}(?:部门|单位|机构|机关)")
_NO_ADDRESS = re.compile(r"[。《]|如下|决定|修改|废止|(?:下列|以下)(?!各?单位)|文号|日期|时间|来源|作者")  # 市政府决定废止下列规章:
_STAMP = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日? \d{1,2}:\d\d")  # of the site: 2021-07-08 15:32
_LONGEST, _LONGEST_LINE = 300, 400  # characters
_TEXT_BEHIND = 30  # characters of a line that goes on behind the colon


def find_recipients(text: str, lines: Sequence[Paragraph], within: int = 8) -> tuple[int, int] | None:
    """Where the recipients stand on one of the first lines, without the colon; ``within``: how many, besides those of the page's catalogue."""
    for start, end in islice((line for line in lines if not is_labelled(text, line)), within):
        number = next(iter(find_numbers(text[start:end])), None)
        if number and number[0] <= 2:
            start += number[1]  # 财库〔2019〕38号各…: the number's line lost its break
        words = text[start:end].strip()
        if find_ordinal(text, start, end) or len(words) > _LONGEST_LINE:
            return None
        head, colon, rest = words.partition(":")
        if _STAMP.match(words):
            continue
        if colon and head[-1:].isdigit() and rest[:1].isdigit():
            return None  # 上午9:00
        if colon and (not rest or len(head) < 200 and len(rest) > _TEXT_BEHIND):
            named = _ADDRESSEE.search(head) or not rest and len(head) < _ALL and head.startswith("各")
            if named and not _LABEL.fullmatch(head) and not _NO_ADDRESS.search(head):
                return start, start + len(head)
        elif not colon and words.startswith("各") and len(words) < 150 and "。" not in words and _ADDRESSEE.search(words[-6:]):
            return start, end
        if "。" in words:
            return None
    return None


def recipients_behind(text: str, start: int) -> tuple[int, int] | None:
    """The recipients that begin at ``start``, on a line that lost its break, and end in a colon."""
    colon = text.find(":", start, start + _LONGEST)
    stop = text.find("。", start, start + _LONGEST)
    if colon > 0 and (stop < 0 or colon < stop) and _ADDRESSEE.search(text, start, colon):
        return start, colon
    return None


def is_labelled(text: str, line: Paragraph) -> bool:
    """Whether a line is of the page's catalogue: 索 引 号: …, 发文机关:."""
    label, colon, _ = text[slice(*line)].partition(":")
    return bool(colon) and "".join(label.split()) in _page_labels()


@cache
def _page_labels() -> frozenset[str]:
    return frozenset(row["label"] for row in load_table("page_labels"))
