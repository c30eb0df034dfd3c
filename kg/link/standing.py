"""Which of several texts of one document is believed first."""

from collections.abc import Iterable

from kg.link.sightings import Sighting


def standing(sighting: Sighting) -> tuple:
    """The best attested sorts first: a file of its own before a forwarded text, more facts first; of equals the first by name, whatever its bytes."""
    record, part = sighting.record, sighting.part
    said = (sighting.title, sighting.number, sighting.issuers, sighting.date)
    header = record.header
    more = (header.printed, header.published, header.effective, header.recipients, header.region) if part is None else ()
    known = sum(bool(value) for value in (*said, *more))
    return (sighting.is_row, part is not None, -known, -sighting.facts, record.source, record.sha256, part.id if part else "")


def rows_in_line(sightings: Iterable[Sighting]) -> tuple[list[Sighting], dict[str, list[tuple]]]:
    """The sightings, the best attested first, and the rows in which the rules read this."""
    found = sorted(sightings, key=standing)
    return found, {"in_line": [(sighting.sid, place) for place, sighting in enumerate(found)]}
