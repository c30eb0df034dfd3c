"""A web page as lines: blocks, table rows and the page's catalogue, without scripts and hidden parts.

Each line keeps its place in the page, from which ``page`` tells the document from
the site around it.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from kg.errors import ReadError
from kg.reading.page import choose, document_title, is_label, table_lines, with_title

_DROPPED = "script,style,noscript,template,iframe,object,svg,canvas,select,button,rt,rp,audio,video,map"
_HIDDEN = '[style*="display:none" i],[style*="display: none" i],[style*="visibility:hidden" i],[hidden]'
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot "
    "th thead tr ul".split()
)
_INLINE = frozenset("b em font i label s small span strong u var".split())
_LABEL_RUNS = 4  # of text, in a label
_HIDDEN_OFTEN = 20  # times the page's text that is looked at for what is hidden
_FIRST_NODES = 40  # of an item, in which its own numeral may stand
_OWN_NUMERAL = re.compile(r"[\s\u3000]*[（(第]?[0-9一二三四五六七八九十]")
_TALLEST_CELL, _WIDEST_CELL = 1000, 20  # rows, columns
_DEPTH_LIMIT = 500  # deeper nesting is an attack or a broken page; what lies below is read as one line

# Zero-width characters break words and are no text; a no-break space is a space like any other.
_INVISIBLE = {ord(c): None for c in "\u200b\u200c\u200d\u2060\ufeff\xad"} | {0xA0: " ", 0x2028: "\n", 0x2029: "\n"}
_BLANKS = re.compile(r"[ \t\n\r\f]+")
# A line end within a paragraph of the source file stands for nothing in Chinese; between short words it parts them.
_PROSE = r"[\u3400-\u9fff，。、；：“”（）《》]"
_WRAPPED = re.compile(rf"(?<={_PROSE}{{20}})[ \t]*[\r\n][ \t\r\n]*(?={_PROSE})")
_ATTACHMENT = re.compile(r"\.(?:docx?|xlsx?|pptx?|wps|et|pdf|ofd|zip|rar|7z|jpe?g|png|txt|ceb)(?:[?#]|$)", re.IGNORECASE)


_SCRIPTLETS = re.compile(r"(?:\s*+<%(?:[^%]|%(?!>))*+%>)*+")
_TEMPLATE = re.compile(r"<(/?)template(?=[\s>])", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    """One line of a page: ``linked`` characters of it are links, ``path`` are the ids of the elements around it."""

    text: str
    linked: int
    path: tuple[int, ...]
    tag: str  # of the innermost block, "row" for a row of a table
    attached: bool = False  # links to a file


def read_html(name: str, text: str) -> str:
    """The document of a page as lines: its catalogue table, title, body and attachments, without the site around.

    Blocks are lines without blanks at their ends; a row of a table is one line, cells parted by ' | '; a
    catalogue's cells are lines ``label：value``. Where it is not certain what is the document, more is kept.
    Raises ReadError for a page without text.
    """
    try:
        tree = LexborHTMLParser(_without_scriptlets(text))
    except SelectolaxError as error:  # it reads anything but what finds no room
        raise MemoryError from error
    title = document_title(tree)
    body = tree.body or tree.root
    if body is None:
        raise ReadError(name, "no text in the page")
    _drop_unseen(body)
    names: dict[int, str] = {}  # block to its tag, class and id, which tell navigation from text
    lines = _lines_of(body, names)
    if not lines and _TEMPLATE.search(text):  # a component of a script, whose template holds the document
        return read_html(name, _TEMPLATE.sub(r"<\1div", text))
    if not lines:
        raise ReadError(name, "no text in the page (drawn by a script, or only pictures?)")
    kept = choose(lines, names, title)
    return with_title(kept, title)


def _without_scriptlets(text: str) -> str:
    """The page without what a server should have run above it: <%@ page … %>, which a parser takes for text."""
    return text[_SCRIPTLETS.match(text).end() :]


def _drop_unseen(body: LexborNode) -> None:
    for node in body.css(_DROPPED):
        node.decompose()
    hidden = body.css(_HIDDEN)
    if hidden:
        # A page that hides its text until a script shows it: then hidden is no reason to drop.
        whole = len(body.text())
        looked_at = 0
        for node in hidden:
            if looked_at > _HIDDEN_OFTEN * whole + 100_000:  # hidden inside hidden inside hidden: the rest stays
                break
            length = len(node.text())
            looked_at += length
            if node.tag not in ("html", "body") and length * 2 <= whole:
                node.decompose()


class _Writer:
    """Collects runs of text into lines, with the links in them and the blocks around them."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.path: list[int] = []
        self.tags: list[str] = ["body"]
        self.links = 0
        self.counts: dict[int, int] = {}  # numbered list to the number of its next item
        self._runs: list[str] = []
        self._linked = 0
        self._attached = False
        self._labelled = False

    def add(self, run: str) -> None:
        if not self._runs and run.isspace():  # the blanks between blocks are half of all runs
            return
        if self._labelled and not run.isspace():
            self._labelled = False
            if not run.lstrip().startswith(("：", ":")):
                self._runs.append("：")
        self._runs.append(run)
        if self.links:
            self._linked += len(run.strip())

    def label(self) -> None:
        """Called where an element ends before another on its line: the first is a label if it says nothing else, the colon may be the style's."""
        self._labelled = len(self._runs) < _LABEL_RUNS and is_label("".join(self._runs))

    def link(self, href: str) -> None:
        self.links += 1
        self._attached = self._attached or bool(_ATTACHMENT.search(href))

    def end(self) -> None:
        if self._runs:
            text = "".join(self._runs)
            if not text.isspace() and (text := tidy(text)):
                self.lines.append(Line(text, self._linked, tuple(self.path), self.tags[-1], self._attached))
            self._runs.clear()
        self._linked, self._attached, self._labelled = 0, False, False


def tidy(text: str) -> str:
    """A run of a page as it is seen: blanks collapsed, invisible characters gone, no blanks at the ends."""
    text = text.translate(_INVISIBLE)
    if "\n" in text:
        text = _WRAPPED.sub("", text)
    return _BLANKS.sub(" ", text).strip(" \u3000")


def _lines_of(top: LexborNode, names: dict[int, str]) -> list[Line]:
    out = _Writer()
    depth = 0
    node, entered = top, True
    while node is not None:
        if entered:
            below = _enter(node, out, names) if depth < _DEPTH_LIMIT else _flatten(node, out)
            child = node.child if below else None
            if child is not None:
                node, depth = child, depth + 1
                continue
        _leave(node, out)
        if not depth:
            break
        following = node.next
        if following is not None:
            node, entered = following, True
        else:
            node, entered, depth = node.parent, False, depth - 1
    out.end()
    return out.lines


def _enter(node: LexborNode, out: _Writer, names: dict[int, str]) -> bool:
    tag = node.tag
    if tag == "-text":
        run = node.text_content
        if run:
            if out.tags[-1] == "pre" and "\n" in run:
                for index, part in enumerate(run.split("\n")):
                    if index:
                        out.end()
                    out.add(part)
            else:
                out.add(run)
        return False
    if tag == "br":
        out.end()
        return False
    if tag == "a":
        out.link(node.attributes.get("href") or "")
    elif tag in _BLOCKS:
        out.end()
        out.path.append(node.mem_id)
        out.tags.append(tag)
        attributes = node.attributes
        names[node.mem_id] = f"{tag} {attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        if tag == "table" and (rows := _data_rows(node, names)) is not None:
            linked = node.css("a")
            share = sum(len(a.text()) for a in linked) / max(1, len(node.text())) if linked else 0.0
            for text in table_lines(rows):
                out.lines.append(Line(text, int(share * len(text)), tuple(out.path), "row"))
            return False
        if tag == "li" and (number := _ordinal(node, out)):
            out.add(number)
    return True


def _leave(node: LexborNode, out: _Writer) -> None:
    tag = node.tag
    if tag == "a":
        out.links -= 1
    elif tag in _BLOCKS:
        out.end()
        out.path.pop()
        out.tags.pop()
    elif tag in _INLINE and _beside(node):
        out.label()


def _beside(node: LexborNode) -> bool:
    """Whether another element on the same line follows at once."""
    following = node.next
    if following is not None and following.tag == "-text" and (following.text_content or "").isspace():
        following = following.next
    return following is not None and following.tag in _INLINE


def _flatten(node: LexborNode, out: _Writer) -> bool:
    # As _enter, for what lies too deep: its text as one run.
    tag = node.tag
    if tag == "a":
        out.links += 1
    elif tag in _BLOCKS:
        out.end()
        out.path.append(node.mem_id)
        out.tags.append(tag)
    out.add(node.text_content or "" if tag == "-text" else node.text(separator=" "))
    return False


def _ordinal(item: LexborNode, out: _Writer) -> str:
    """What a browser writes before an item of a numbered list, unless its text begins with a numeral of its own."""
    above = item.parent
    if above is None or above.tag != "ol" or (above.attributes.get("type") or "1") != "1":
        return ""
    if above.mem_id not in out.counts:
        start = above.attributes.get("start") or "1"
        out.counts[above.mem_id] = int(start) if start.isdecimal() and len(start) < 5 else 1
    number = out.counts[above.mem_id]
    out.counts[above.mem_id] += 1
    return "" if _OWN_NUMERAL.match(_opening(item)) else f"{number}."


def _opening(node: LexborNode) -> str:
    """The first words of an element, as far as its first elements hold them."""
    words = ""
    for inner, _ in zip(node.traverse(include_text=True), range(_FIRST_NODES)):
        words += inner.text_content or "" if inner.tag == "-text" else ""
        if words.strip():
            break
    return words


def _data_rows(table: LexborNode, names: dict[int, str]) -> list[list[str]] | None:
    """The cells of a table of data, row by row; None where the table only lays the page out.

    A layout table has a table in it, or one cell a row, or a cell that holds a document.
    """
    if len(table.css("table")) > 1:
        return None
    rows = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in table.css("tr")]
    if max(map(len, rows), default=0) < 2:
        return None
    written: list[list[str]] = []
    spans: dict[int, int] = {}  # column to rows that a cell above still covers: its place stays, empty
    for row in rows:
        texts: list[str] = []
        heads = all(len(above) < 2 for above in written)  # of the rows only the heads are written with all their columns
        cells = iter(row)
        while True:
            if spans.get(len(texts), 0):
                spans[len(texts)] -= 1
                texts.append("")
                continue
            cell = next(cells, None)
            if cell is None:
                break
            lines = _lines_of(cell, names)
            if len(lines) > 8 and sum(len(line.text) for line in lines) > 800:
                return None
            height = _span(cell, "rowspan", _TALLEST_CELL)
            width = _span(cell, "colspan", _WIDEST_CELL) if heads and cell is not row[-1] else 1
            for column in range(len(texts), len(texts) + width):
                if height > 1:
                    spans[column] = height - 1
            texts += [" ".join(line.text for line in lines), *[""] * (width - 1)]
        spans = {column: left - (column >= len(texts)) for column, left in spans.items() if left}
        if any(texts):
            written.append(texts)
    return written


def _span(cell: LexborNode, name: str, most: int) -> int:
    """The rows or columns that a cell covers; one where a page says more than ``most``."""
    span = cell.attributes.get(name) or "1"
    return max(int(span), 1) if span.isdecimal() and len(span) < 5 and int(span) <= most else 1
