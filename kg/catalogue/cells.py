"""What the cells of a catalogue say: dates, issuers, numbers, links, validity and rank."""

import re
from datetime import date
from functools import lru_cache

from kg.lexicon import load_table
from kg.numbers import parse_number
from kg.text import fold, parse_date, simplify

_PLAIN_DAY = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
_LABEL = re.compile(r"^(?:发文字号|文号|文件编号|发文号|字号|发文日期|成文日期|发布日期|公布日期|标题|名称|发文机关|发布机构) *: *")
# RFC 3987, without addresses in brackets: one that no RDF parser takes would keep the whole graph from being loaded.
_LETTER = r"[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2}|[\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
_URL = re.compile(
    rf"https?://(?:(?:{_LETTER})*+@)?(?:(?!:)(?:{_LETTER}))++(?::[0-9]*+)?(?:/(?:{_LETTER}|[@/])*+)?(?:\?(?:{_LETTER}|[@/?])*+)?(?:#(?:{_LETTER}|[@/?])*+)?",
    re.IGNORECASE,  # k and s are letters of two ranges then: nothing is tried again
)
_BETWEEN = re.compile(r"[、,;|\n\t]+| {2,}|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_FORMER = re.compile(r"\((?:含?原|曾用名|已撤销|已更名)[^()]*\)")
_ENDED = re.compile(r"[(〔](?:已)?(?:废止|失效|作废|宣布失效)[)〕]$")
_PAGE_MARK = re.compile(r"^(?:〔[^〔〕]{2,12}〕|\[[^\[\]]{2,12}\])")
_LONGEST = 400  # characters of a title: longer ones are text
# Pages about a document, which bear its number or title and are not it.
_ABOUT = re.compile(
    r"(?:政策|文件|内容)?(?:解读|图解|问答|答问|答记者问|起草说明|编制说明)(?:稿|之[一二三四五六七八九十]+|[(〔][^()〔〕]*[)〕])*$"
    r"|^(?:一图(?:读|看)懂|图解|解读|政策解读|问答|视频|漫画)|公示(?:稿|[(〔][^()〔〕]*[)〕])*$|新闻发布会|答记者问|专家解读|^【?(?:解读|图解)"
)


def strip_label(words: str) -> str:
    """Without the label that a scraper left in the cell: 发文字号：."""
    folded = fold(words)
    label = _LABEL.match(folded.lstrip())
    return words.lstrip()[label.end() :].strip() if label else words


def parse_day(words: str) -> str | None:
    """The first day that a cell names, ISO: 2019.12.31公布, 2019-12-31, 20191231, 发文日期：2020-08-01."""
    folded = fold(strip_label(words))
    plain = _PLAIN_DAY.search(folded)
    day = "-".join(plain.groups()) if plain else parse_date(folded)
    try:
        return date.fromisoformat(day).isoformat() if day else None
    except ValueError:
        return None


def parse_number_cell(words: str) -> tuple[str | None, bool]:
    """(canonical number or None, whether the cell was understood): a cell that holds no number is not."""
    words = fold(strip_label(words))
    if not words:
        return None, True
    number = parse_number(words)
    return (number.canonical, True) if number else (None, False)


def split_issuers_cell(words: str) -> tuple[str, ...]:
    """The agencies of a cell, as written without their former names: 科学技术部；财政部."""
    plain = _FORMER.sub("", fold(simplify(strip_label(words))))
    return tuple(dict.fromkeys(piece for part in _BETWEEN.split(plain) if (piece := part.strip(" 、,;·"))))


def parse_title_cell(words: str) -> tuple[str, bool]:
    """(title, whether the cell says that the document has ended): …的通知（废止） is the title without its mark."""
    title = " ".join(simplify(strip_label(words)).split()).strip()
    title = _PAGE_MARK.sub("", title)
    ended = _ENDED.search(fold(title))
    return (title[: ended.start()].strip(), True) if ended else (title, False)


def why_no_document(title: str) -> str | None:
    """Why a title is that of a page and not of a document, or None."""
    if _ABOUT.search(fold(title)):
        return "a page about a document (解读, 问答, 公示), not the document"
    return "not a title: longer than 400 characters" if len(title) > _LONGEST else None


def parse_url(words: str) -> str | None:
    """An http or https address, else None: nothing else becomes a link."""
    match = _URL.fullmatch(words.strip())
    return match.group() if match else None


@lru_cache(maxsize=None)
def _values() -> dict[tuple[str, str], str]:
    return {(row["field"], row["word"]): row["value"] for row in load_table("catalogue_values")}


def parse_value(field: str, words: str) -> tuple[str | None, bool]:
    """(our value or None, whether the word is known) of validity (true, false, ""), rank, level or relation."""
    value = _values().get((field, fold(words).replace(" ", "").lower()))
    return value or None, value is not None
