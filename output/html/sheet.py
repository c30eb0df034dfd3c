"""Pages without scripts: the matrix of citations and the timeline of a policy, each one HTML file.

Every text goes through ``html.escape``; the content security policy allows the page's own style and nothing else.
"""

import html
import math
from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from typing import BinaryIO

from kg.matrix import Matrix, Pair

from .page import content_policy, fill_page, page_file
from .terms import LEVELS, term

_WIDTH, _MARGIN, _ROW = 1240, 24, 22  # pixels
_LABEL = 150  # of a name beside its mark
_HEATS = 5
# As shapePath of frame.js draws them.
_SHAPES = {
    "central": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z", "province": "M-5.3-5.3H5.3V5.3H-5.3Z", "prefecture": "M0-7.5L7.5 0L0 7.5L-7.5 0Z",
    "county": "M0-7.5L6.5 3.75H-6.5Z", "township": "M0 7.5L-6.5-3.75H6.5Z",
    "unknown": "M0-7.2L1.6-2.2H6.8L2.6.8L4.2 5.8L0 2.7L-4.2 5.8L-2.6.8L-6.8-2.2H-1.6Z",
}


def render_sheet(main: str, *, title: str, note: str, language: str) -> bytes:
    """The page in UTF-8; ``main`` is markup, ``title`` and ``note`` are text."""
    style = page_file("palette.css") + page_file("sheet.css")
    slots = {
        "policy": content_policy(style, []), "lang": "zh-Hans" if language == "zh" else "en", "title": html.escape(title),
        "note": html.escape(note), "style": style, "main": main,
    }  # fmt: skip
    return fill_page("sheet.html", slots)


def write_matrix(
    matrix: Matrix, stream: BinaryIO, *, kind: str, title: str | None = None, language: str = "zh", address: Callable[[str], str] | None = None
) -> None:
    """``kind``: ``level`` or ``issuer``; each cell has its number, its colour follows the number's logarithm, and it leads to the sentences of its pairs
    below. ``address``: where a site serves the page, the address of a document's page by its IRI."""
    most = max(matrix.counts.values(), default=1)
    heads = "".join(f"<th>{html.escape(_name(column, language))}</th>" for column in matrix.columns)
    lines = [f"<tr><th>{html.escape(term(f'matrix.{kind}', language))}</th>{heads}</tr>"]
    sections = []
    for across, row in enumerate(matrix.rows):
        cells = []
        for down, column in enumerate(matrix.columns):
            times, pairs, anchor = matrix.counts.get((row, column), 0), matrix.pairs.get((row, column), ()), f"cell-{across}-{down}"
            cells.append(_cell(times, most, anchor if pairs else None))
            if pairs:
                sections.append(_evidence(f"{_name(row, language)} → {_name(column, language)}", times, pairs, anchor, language, address))
        lines.append(f"<tr><th>{html.escape(_name(row, language))}</th>{''.join(cells)}</tr>")
    table = f'<div class="scroll"><table>{"".join(lines)}</table></div>'
    said = [term(key, language).format(count=count) for key, count in (("matrix.unplaced", matrix.unplaced), ("matrix.beyond", matrix.beyond)) if count]
    body = "\n".join([*(f'<p class="note">{html.escape(one)}</p>' for one in said), table, *sections]) if matrix.counts else f"<p>{html.escape(term('empty', language))}</p>"
    stream.write(render_sheet(body, title=title or term("picture.matrix", language), note=term("matrix.note", language), language=language))


def _name(value: str, language: str) -> str:
    return term(f"level.{value}", language) if value in LEVELS else value


def _cell(times: int, most: int, anchor: str | None) -> str:
    heat = math.ceil(_HEATS * math.log1p(times) / math.log1p(most)) if times else 0
    return f'<td class="figure heat-{heat}">' + (f'<a href="#{anchor}">{times}</a>' if anchor else f"{times or ''}") + "</td>"


def _evidence(heading: str, times: int, pairs: tuple[Pair, ...], anchor: str, language: str, address: Callable[[str], str] | None) -> str:
    """The sentences of a cell, shown when the address names it, and in print."""

    def named(iri: str, name: str) -> str:
        return f'<a target="_top" href="{html.escape(address(iri))}">{html.escape(name)}</a>' if address else html.escape(name)

    items = "".join(
        f"<li>{named(pair.citing, pair.citing_name)} → {named(pair.cited, pair.cited_name)}"
        f'<blockquote>{html.escape(pair.sentence)}<cite>{html.escape(pair.source or "")}</cite></blockquote></li>'
        for pair in pairs
    )
    rest = f"<p>{html.escape(term('matrix.rest', language).format(count=times - len(pairs)))}</p>" if times > len(pairs) else ""
    return f'<section class="evidence" id="{anchor}"><h2>{html.escape(heading)} {times}</h2><ol>{items}</ol>{rest}</section>'


def write_timeline(rows: Iterable[dict], stream: BinaryIO, *, policy: dict, title: str | None = None, language: str = "zh", address: Callable[[str], str] | None = None) -> None:
    """``rows``: the adoption table (``kg.adoption``) as dicts of text, with the sentences of ``kg.spread.find_evidence``; ``policy``: title, number, day and level of the policy itself;
    ``address``: where a site serves the page, the address that a number of a document leads to."""
    rows = list(rows)
    adopted = [row for row in rows if row["adopted"] == "1"]
    dated, undated = ([row for row in adopted if bool(row["date"]) is known] for known in (True, False))
    others = [row for row in rows if row["adopted"] == "0"]
    named = title or " ".join(filter(None, (term("picture.timeline", language), policy["title"], policy["number"])))
    main = [_drawing(dated, policy)]
    table = _table(dated + undated, language, address) if adopted else f"<p>{html.escape(term('timeline.none', language))}</p>"
    main.append(f"<h2>{html.escape(term('timeline.adopted', language))} {len(adopted):,} / {len(rows):,}</h2>{table}")
    if others:
        day = others[0]["censored"] or ""
        heading = term("timeline.others", language).format(day=day)
        main.append(f"<h2>{html.escape(heading)} {len(others):,}</h2>")
        # A county's name may be that of others too: each stands under its province.
        for above, those in groupby(others, key=lambda row: row["above"]):
            names = "".join(f"<li>{html.escape(row['region'])}</li>" for row in those)
            main.append((f"<h3>{html.escape(above)}</h3>" if above else "") + f'<ul class="names">{names}</ul>')
    stream.write(render_sheet("\n".join(main), title=named, note=term("timeline.note", language), language=language))


def _drawing(rows: list[dict], policy: dict) -> str:
    """Days from left to right, a row for each region; the policy itself first."""
    marks = [(policy["day"], policy["number"] or policy["title"] or "", policy.get("level") or "unknown")] if policy["day"] else []
    marks += [(row["date"], row["region"], _level_of(row["code"])) for row in rows]
    if not marks:
        return ""
    days = [date.fromisoformat(day).toordinal() for day, _, _ in marks]
    first, last = date.fromordinal(min(days)).year, date.fromordinal(max(days)).year + 1
    begin, end = date(first, 1, 1).toordinal(), date(last, 1, 1).toordinal()
    room = _WIDTH - 2 * _MARGIN - _LABEL

    def across(day: int) -> int:
        return _MARGIN + round(room * (day - begin) / (end - begin))

    height = 40 + _ROW * len(marks)
    step = max(1, math.ceil((last - first) / 16))
    lines = []
    for year in range(first, last + 1, step):
        x = across(date(year, 1, 1).toordinal())
        lines.append(f'<line class="axis" x1="{x}" y1="24" x2="{x}" y2="{height - 8}"/><text class="soft" x="{x + 3}" y="18">{year}</text>')
    for number, ((day, name, level), ordinal) in enumerate(zip(marks, days)):
        x, y = across(ordinal), 40 + _ROW * number
        lines.append(f'<line class="axis" x1="{_MARGIN}" y1="{y}" x2="{x}" y2="{y}"/><path class="mark {level}" transform="translate({x} {y})" d="{_SHAPES[level]}"/>'
                     f'<text x="{x + 12}" y="{y + 4}">{html.escape(name)} <tspan class="soft">{day}</tspan></text>')  # fmt: skip
    return f'<div class="scroll"><svg width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" role="img">{"".join(lines)}</svg></div>'


def _level_of(code: str | None) -> str:
    """By the zeros at the end of a division's code (GB/T 2260)."""
    return "unknown" if not code else "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def _table(rows: list[dict], language: str, address: Callable[[str], str] | None) -> str:
    def numbered(number: str | None) -> str:
        text = html.escape(number or "")
        return f'<a target="_top" href="{html.escape(address(number))}">{text}</a>' if number and address else text

    def division(row: dict) -> str:
        return html.escape(row["region"]) + (f"<small>{html.escape(row['above'])}</small>" if row["above"] else "")

    def words(row: dict) -> str:
        return f'<blockquote>{html.escape(row["sentence"])}<cite>{html.escape(row["source"] or "")}</cite></blockquote>' if row["sentence"] else ""

    heads = ("field.region", "field.date", "timeline.lag", "field.number", "kind.document", "timeline.through", "card.evidence")
    lines = ["<tr>" + "".join(f"<th>{html.escape(term(key, language))}</th>" for key in heads) + "</tr>"]
    for row in rows:
        plain = [html.escape(row[name] or "") for name in ("date", "lag_days", "title", "through_title")]
        cells = (division(row), *plain[:2], numbered(row["number"]), plain[2], numbered(row["through_number"]) or plain[3], words(row))
        lines.append("<tr>" + "".join(('<td class="day">' if place == 1 else "<td>") + f"{cell}</td>" for place, cell in enumerate(cells)) + "</tr>")
    return f'<div class="scroll"><table>{"".join(lines)}</table></div>'
