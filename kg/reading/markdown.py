"""Markdown as the text it shows: marks go, words and lines stay.

Only marks are taken away that cannot be text of a document; a line stays a
line, because a policy's headings, numbers and signatures are lines. A table row
is its cells parted by ' | ', as everywhere in reading. The metadata at the top
(标题: …, 文号: …) stays: it is the page's catalogue; of a site generator's (title: …, tags: …) the title alone.
"""

import html
import re
from collections.abc import Iterator

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|span|font|b|strong|i|em|u|center|sup|sub|a|img|hr|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE)
_FENCE = re.compile(r"\s*(?:```|~~~).*")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*")
_RULED_CELL = re.compile(r"\s*:?-{2,}:?\s*")
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<fields>(?:(?!---)[^\n]*\n){1,60})---[ \t]*(?:\n|$)")
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w-]*) *:(?P<value>[^\n]*)")
_LABELLED = re.compile(r"[\u4e00-\u9fff ]{2,12}[:：]")
_CONTAINER = re.compile(r"\s*(?::{3,}.*|\[\[toc\]\]|@tab\b.*)")  # of VuePress and the like
_ROW = re.compile(r"\s*\|.*\|\s*")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_ATTRIBUTES = re.compile(r"\{[\w-]+=\"[^\"{}]*\"\}\s*$")  # ## 第一章 总则{align="center"}
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_BULLET = re.compile(r"^\s*[*+-]\s+(?=\S)(?!\d+\s*-\s*$)")  # but not the page number - 3 -
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")
# A link has an address; 〔2019〕 written [2019](号) has none.
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?(?:https?:|mailto:|/|\.|#|[\w%./:-]+\.\w{2,5})[^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def read_markdown(text: str) -> str:
    """The text of a Markdown document: its lines without heading marks, emphasis, links' addresses and pictures."""
    lines: list[str] = []
    fenced = False
    for line in _broken(_without_front_matter(_without_comments(text))):
        if _FENCE.fullmatch(line):
            fenced = not fenced
        elif fenced:
            lines.append(line)
        elif _is_row(line):
            if not _is_table_rule(line):
                cells = re.split(r"(?<!\\)\|", line.strip()[1:-1])
                lines.append(" | ".join(_inline(cell.strip()) for cell in cells))
        elif not (_RULE.fullmatch(line) or _CONTAINER.fullmatch(line) or _is_table_rule(line)):
            lines.append(_block(line))
    return "\n".join(lines)


def _broken(text: str) -> Iterator[str]:
    """The lines of a text, cut at <br> too; within a row of a table it only parts words of a cell."""
    for line in text.split("\n"):
        if _is_row(line):
            yield _BREAK.sub(" ", line)
        else:
            yield from _BREAK.sub("\n", line).split("\n")


def _without_front_matter(text: str) -> str:
    """The text with the page's title in place of what a site generator reads at the top between two lines of ---; labels in Chinese stay."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return text
    kept = []
    for line in found["fields"].split("\n"):
        field = _FIELD.match(line)
        if not field:
            kept += [line] if _LABELLED.match(line) else []
        elif field["name"] == "title":
            kept.append(field["value"].strip("\"' "))
    return "\n".join([*kept, text[found.end() :]])


def _is_row(line: str) -> bool:
    return line.count("|") > 2 and _ROW.fullmatch(line) is not None


def _is_table_rule(line: str) -> bool:
    """Whether a line is the rule below the heads of a table: |---|:-:|."""
    return "|" in line and all(map(_RULED_CELL.fullmatch, line.strip().removeprefix("|").removesuffix("|").split("|")))


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join(kept) + text[at:] if at else text


def _block(line: str) -> str:
    line = _QUOTE.sub("", line)
    if heading := _HEADING.match(line):
        line = _ATTRIBUTES.sub("", line[heading.end() :]).rstrip()
        bare = line.rstrip("#")
        line = bare.rstrip() if bare[-1:].isspace() else line
    return _inline(_BULLET.sub("", line))


def _inline(words: str) -> str:
    if not any(mark in words for mark in "*_[\\<&"):
        return words
    words = _LINK.sub(r"\1", _IMAGE.sub("", words))
    words = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", words))
    words = html.unescape(_TAG.sub("", words)).replace("\xa0", " ")
    return _ESCAPE.sub(r"\1", words)
