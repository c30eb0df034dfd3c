"""A text with the words of every fact marked: spans nest where they lie in each other and are cut where they overlap.

The marked-up text is one paragraph a line. A span has the id ``e-START-END`` on its first piece, and its words link to
the fact that rests on them; of a measure or a part, which are whole paragraphs, a small sign at the beginning does.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

BLOCKS = ("measure", "part")  # kinds whose words are not a link themselves


@dataclass(frozen=True, slots=True)
class Span:
    """``kind``: field, citation, responsibility, target, measure or part; ``fact``: id of the fact on the page; ``sign``: shown before a block."""

    start: int
    end: int
    kind: str
    fact: str
    title: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    spans: tuple[Span, ...]  # those with these bounds: one element for all


def mark_passage(text: str, spans: Iterable[Span]) -> list[Markup]:
    """The lines of ``text`` that are not blank, as markup. Spans outside the text are left out."""
    same: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for span in spans:
        if 0 <= span.start < span.end <= len(text):
            same[span.start, span.end].append(span)
    pieces = sorted((_Piece(*bounds, tuple(found)) for bounds, found in same.items()), key=lambda piece: (piece.start, -piece.end))
    writer, lines, start, taken, open_ = _Writer(text), [], 0, 0, []
    for line in text.split("\n"):
        end = start + len(line)
        open_ = [piece for piece in open_ if piece.end > start]
        while taken < len(pieces) and pieces[taken].start < end:
            open_.append(pieces[taken])
            taken += 1
        if line.strip():
            here = [(max(piece.start, start), min(piece.end, end), piece) for piece in open_ if piece.end > start]
            lines.append(writer.write(start, end, here, None))
        start = end + 1
    return lines


class _Writer:
    def __init__(self, text: str):
        self.text = text
        self.begun: set[tuple[int, int]] = set()

    def write(self, start: int, end: int, pieces: list[tuple[int, int, _Piece]], owner: Span | None) -> Markup:
        out, done = [], start
        waiting = sorted(pieces, key=lambda cut: (cut[0], -cut[1], cut[2].start, -cut[2].end))
        while waiting:
            left, right, piece = waiting.pop(0)
            inner, rest = [], []
            for other in waiting:
                if other[0] >= right:
                    rest.append(other)
                    continue
                inner.append((other[0], min(other[1], right), other[2]))
                if other[1] > right:
                    rest.append((right, other[1], other[2]))
            out += [self._words(done, left, owner), self._element(left, right, piece, inner)]
            done = right
            waiting = sorted(rest, key=lambda cut: (cut[0], -cut[1], cut[2].start, -cut[2].end))
        out.append(self._words(done, end, owner))
        return Markup("").join(out)

    def _element(self, start: int, end: int, piece: _Piece, inner: list) -> Markup:
        kinds = " ".join(f"k-{kind}" for kind in dict.fromkeys(span.kind for span in piece.spans))
        title = "；".join(dict.fromkeys(span.title for span in piece.spans if span.title))
        inline = next((span for span in piece.spans if span.kind not in BLOCKS), None)
        bounds = piece.start, piece.end
        mark, signs = Markup(""), Markup("")
        if bounds not in self.begun:
            self.begun.add(bounds)
            mark = Markup(' id="e-{}-{}"').format(*bounds)
            signs = Markup("").join(
                Markup('<a class="sign s-{}" href="#{}" title="{}">{}</a>').format(span.kind, span.fact, span.title, span.sign)
                for span in piece.spans if span.kind in BLOCKS and span.sign
            )  # fmt: skip
        hint = Markup(' title="{}"').format(title) if inline else ""
        return Markup('<span class="{}"{}{}>{}{}</span>').format(kinds, mark, hint, signs, self.write(start, end, inner, inline))

    def _words(self, start: int, end: int, owner: Span | None) -> Markup:
        if start >= end:
            return Markup("")
        words = escape(self.text[start:end])
        return words if owner is None else Markup('<a href="#{}">{}</a>').format(owner.fact, words)
