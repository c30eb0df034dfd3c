"""Cards and lists of documents as text for people, Chinese terms first."""

import unicodedata

from kg.card import Card, CardMeasure, Mentions, Reference, Unlinked
from kg.vocab import LEVELS, RELATIONS, ROLES

_STATUSES = {"full": ("已读全文", "read"), "catalogued": ("见于目录", "known from a catalogue"), "cited-only": ("只见于引用", "known by citation only"), "planned": ("尚待制定", "still to be made")}


def format_list(found: list[Reference]) -> str:
    """Several documents, one a line, in columns: status, number, title and issuers."""
    return "\n".join(_line(reference) + f"  [{_STATUSES[reference.status][0]}]  {reference.iri}" for reference in found)


def format_card(card: Card, measures: int | None = None) -> str:
    """The card as text, Chinese terms first. ``measures``: show that many measures at most, None for all."""
    document, fields = card.document, card.fields
    chinese, english = _STATUSES[document.status]
    level = _label(LEVELS, fields["level"])
    force = {True: "现行有效 in force", False: "失效 not in force", None: None}[fields["in_force"]]
    place = f"{fields['region_name'] or ''} {fields['region']}".strip() if fields["region"] else None
    rows = [
        ("发文字号 number", document.number),
        ("发文机关 issuer", "、".join(document.issuers)),
        ("成文日期 date", document.date),
        ("年份 year", None if document.date else document.year),
        ("印发日期 printed", fields["printed"]),
        ("发布日期 published", fields["published"]),
        ("施行日期 effective", fields["effective"]),
        ("失效日期 expires", fields["expires"]),
        ("文种 type", fields["subtype"] or fields["type"]),
        ("层级 level", level),
        ("地区 region", place),
        ("状态 status", f"{chinese} {english}"),
        ("效力 force", force),
        ("经同意 approved by", fields["approved_by"]),
        ("主送 recipients", "、".join(fields["recipients"])),
        ("主题 subjects", "、".join(fields["subjects"])),
        ("推得 derived", ", ".join(fields["derived"])),
        ("来源 sources", ", ".join(fields["sources"])),
        ("标识 IRI", document.iri),
    ]
    lines = [document.title or document.number or document.iri, ""]
    lines += [f"{_pad(name, 20)}{value}" for name, value in rows if value]
    lines += _section("引用 cites", [*_mention_lines(card.cites)], len(card.cites))
    lines += _section("未定的引用 unlinked", [line for entry in card.unlinked for line in _unlinked_lines(entry)], len(card.unlinked))
    lines += _section("被引用 cited by", [*_mention_lines(card.cited_by)], len(card.cited_by))
    agencies = card.agencies()
    lines += _section("责任单位 departments", [f"  {_pad(str(count), 4)}{name}" for name, count in agencies], len(agencies))
    shown = card.measures[:measures]
    told = [line for measure in shown for line in _measure_lines(measure)]
    if len(shown) < len(card.measures):
        told.append(f"  … {len(card.measures) - len(shown)} more 其余")
    return "\n".join(lines + _section("措施 measures", told, len(card.measures)))


def _section(name: str, lines: list[str], count: int) -> list[str]:
    return ["", f"{name} ({count})", *lines] if count else []


def _line(reference: Reference) -> str:
    title = reference.title or ""
    said_by = "、".join(reference.issuers)
    before = f"{said_by}  " if said_by and not title.startswith(reference.issuers[0]) else ""
    return "  ".join(words for words in (reference.number, before + title) if words)


def _mention_lines(mentions: tuple[Mentions, ...]):
    for entry in mentions:
        relation = _label(RELATIONS, entry.relation) + (" 部分 partial" if entry.scope else "")
        times = f" ×{entry.times}" if entry.times > 1 else ""
        yield f"  {_pad(relation + times, 24)}{_line(entry.document)}"


def _unlinked_lines(entry: Unlinked):
    yield f"  {_pad(_label(RELATIONS, entry.relation), 24)}{entry.quote} ({entry.reason})"
    for candidate in entry.candidates:
        yield f"    ? {_line(candidate)}"


def _measure_lines(measure: CardMeasure):
    yield f"  {_pad(measure.id, 10)}{measure.heading}"
    by_role: dict[str, list[str]] = {}
    for duty in measure.responsibilities:
        by_role.setdefault(duty.role, []).append(duty.written)
    for role, names in by_role.items():
        yield f"            {_label(ROLES, role)}: {'、'.join(names)}"


def _label(concepts, value: str | None) -> str | None:
    """The concept's name in Chinese and English: 依据 basis."""
    return " ".join(concepts.labels[concepts.find(value)]) if value else None


def _pad(words: str, width: int) -> str:
    """Filled up to ``width`` columns of a terminal, where a Chinese character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)
    return words + " " * max(2, width - taken)
