"""Linked documents: the fields of those that were read, and what a stub's number or title says of it."""

from collections import Counter

from kg.agencies import agency_level
from kg.catalogue import CatalogueRow
from kg.link.agencies import Agencies
from kg.link.mentions import Mention, number_of_mention, read_mention
from kg.link.owners import CERTAIN, canonical_issuer, code_of_number
from kg.link.sightings import Sighting
from kg.link.titles import CENTRAL, fold_title, place_of_agency, type_of_title, year_of_title
from kg.laws import rank_of_law
from kg.linked import Conflict, LinkedDocument
from kg.numbers import issuer_of, parse_number
from kg.regions import region_by_code
from kg.text import fold

_PLAIN = ("printed", "published", "effective", "expires", "subtype")  # taken as they stand in the header
_COMPARED = ("title", "number", "date", "printed", "published", "effective", "expires", "type", "level", "region")


def _said_by(sighting: Sighting) -> dict:
    """What one source says of its document, by field name of ``LinkedDocument``."""
    header, part = sighting.record.header, sighting.part
    if part is None:
        said = {name: getattr(header, name) for name in (*_COMPARED, "subtype")}
    else:
        said = {name: getattr(part, name) for name in ("title", "number", "date", "type")}
    if sighting.number and not sighting.nkey:  # the code is another place's: the page shows what it cites
        said["number"] = None
    return {name: value for name, value in said.items() if value}


def _differs(name: str, one: str, other: str) -> bool:
    if name == "title":
        one, other = fold_title(one), fold_title(other)
        return one not in other and other not in one
    return one != other


def link_read(
    key: str, sightings: list[Sighting], mentions: list[Mention], agencies: Agencies, rows: dict[str, CatalogueRow] | None = None
) -> tuple[LinkedDocument, list[Conflict]]:
    """One document of its sources, the best attested first: it wins the fields, the others fill what it lacks.

    ``rows``: the rows of catalogues by the sha256 of their records; their validity and rank are taken from the first
    that says any, a row that says it has ended before one that says it has not.
    """
    first = sightings[0]
    fields: dict = {}
    conflicts = []
    for sighting in sightings:
        if sighting.number and not sighting.nkey:
            conflicts.append(Conflict(key, "number", "", sighting.number.canonical, sighting.record.sha256))
        for name, value in _said_by(sighting).items():
            kept = fields.setdefault(name, value)
            if kept is not value and name in _COMPARED and _differs(name, kept, value):
                conflicts.append(Conflict(key, name, kept, value, sighting.record.sha256))
    issuers, home = first.issuers, first.home
    for sighting in sightings:
        issuers, home = issuers or sighting.issuers, home or sighting.home
    home = home or _owner_said(key)
    derived = []
    if not fields.get("number") and (learned := _number_learned(key, mentions)):
        fields["number"] = learned
        derived.append("number")
    if not fields.get("level") and (level := _level_of(issuers, home)):
        fields["level"] = level
        derived.append("level")
    if not fields.get("region") and fields.get("level") != CENTRAL and region_by_code(home):
        fields["region"] = home
        derived.append("region")
    if first.is_row and not fields.get("type") and fields.get("title"):
        fields["type"], subtype = type_of_title(fields["title"])
        fields.setdefault("subtype", subtype)
        if fields["type"]:
            derived.append("type")
    told = [rows[s.record.sha256] for s in sightings if s.is_row] if rows else []
    said = {row.in_force for row in told} - {None}
    year = next((int(fields[name][:4]) for name in ("date", "printed") if fields.get(name)), None)
    if year is None and (year := _year_of(fields.get("number"), fields.get("title"))):
        derived.append("year")
    if year is None and fields.get("published"):
        year = int(fields["published"][:4])
    document = LinkedDocument(
        key=key,
        status="catalogued" if first.is_row else "full",
        title=fields.get("title"),
        number=fields.get("number"),
        issuers=tuple(agencies.key_of(name, home) for name in issuers),
        date=fields.get("date"),
        type=fields.get("type"),
        level=fields.get("level"),
        region=fields.get("region"),
        derived=tuple(sorted(derived)),
        sources=tuple(dict.fromkeys(sighting.record.sha256 for sighting in sightings)),
        part=first.part.id if first.part else None,
        year=year,
        in_force=min(said) if said else None,
        rank=next((row.rank for row in told if row.rank), None),
        **{name: fields.get(name) for name in _PLAIN},
    )
    return document, conflicts


def link_cited(key: str, status: str, mentions: list[Mention], agencies: Agencies) -> LinkedDocument:
    """A document known by citation only, or planned: what its number's code and its title say of it."""
    read = [(mention, *read_mention(mention)) for mention in mentions]
    number = _number_learned(key, mentions)
    parsed = parse_number(fold(number)) if number else None
    title = _best_title(read)
    homes = sorted({mention.home for mention in mentions if mention.home})
    issuers = _most_said(issuers for _, _, issuers, _, _ in read if issuers) or ()
    derived = {"level", "region", "year", "type", "subtype"}
    if not any(mention.issuers for mention in mentions):
        derived.add("issuers")
    if not issuers and parsed:
        name, confidence = issuer_of(parsed, homes[0] if len(homes) == 1 and homes[0] != CENTRAL else None)
        issuers = (name,) if name and confidence >= CERTAIN else ()
    place = next((p for name in issuers if (p := place_of_agency(name))), "")
    if not place:
        place = _most_said(place for _, _, _, place, _ in read if place) or ""
    for mention in mentions:
        for words in mention.issuers:
            if (name := canonical_issuer(words, mention.home)) in issuers:
                agencies.key_of(name, place, words)
    level = _level_of(issuers, place) or (CENTRAL if not place and rank_of_law(title) else None)
    base, subtype = type_of_title(title) if title else (None, None)
    values = {
        "issuers": tuple(agencies.key_of(name, place) for name in issuers),
        "type": base or ("令" if parsed and parsed.kind == "令" else None),
        "subtype": subtype,
        "level": level,
        "region": place if place != CENTRAL and region_by_code(place) else None,
        "year": _year_of(number, title),
    }
    return LinkedDocument(
        key=key,
        status=status,
        title=title,
        number=number,
        date=None,
        printed=None,
        published=None,
        effective=None,
        expires=None,
        derived=tuple(sorted(name for name in derived if values[name])),
        sources=(),
        **values,
    )


def _most_said(values):
    """The value said most often, of equals the smallest; None of none."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _number_learned(key: str, mentions: list[Mention]) -> str | None:
    """The number that mentions give to a document whose key says that it is its own, an order's with its province."""
    if not key.startswith("number|"):
        return None
    numbers = map(number_of_mention, mentions)
    return _most_said(n.canonical for n in numbers if n and key.endswith(f"|{code_of_number(n)}"))


def _owner_said(key: str) -> str:
    """The place that owns the number of a document, "" where the key is of no number or of one of which nobody says whose it is."""
    kind, _, rest = key.partition("|")
    owner = rest.partition("|")[0]
    return owner if kind == "number" and (owner == CENTRAL or region_by_code(owner)) else ""


def _best_title(read: list[tuple]) -> str | None:
    """The title most mentions agree on, those that say the number before others, in its longest form: with issuers and wrapper."""
    titles = [(title.core, mention.title) for mention, title, _, _, _ in read if title]
    core = _most_said(title.core for _, title, _, _, number in read if title and number) or _most_said(core for core, _ in titles)
    forms = Counter(words for found, words in titles if found == core)
    return min(forms, key=lambda words: (-len(fold_title(words)), -forms[words], words)) if forms else None


def _level_of(issuers: tuple[str, ...], place: str) -> str | None:
    for name in issuers:
        if level := agency_level(name) or (CENTRAL if place_of_agency(name) == CENTRAL else None):
            return level
    if place == CENTRAL:
        return CENTRAL
    region = region_by_code(place)
    return region.level if region else None


def _year_of(number: str | None, title: str | None) -> int | None:
    parsed = parse_number(fold(number)) if number else None
    if parsed and parsed.year:
        return parsed.year
    return year_of_title(title) if title else None
