"""What linking keeps of one record: a pure function of it, so that it is worked out once and kept beside the record."""

import json
from dataclasses import dataclass, field, replace
from sys import intern
from typing import NamedTuple

from kg.link.agencies import Met, meet
from kg.link.engine import KeptRows, kind_of
from kg.link.mentions import Mention, name_of_mention
from kg.link.sightings import Sighting, find_speakers, read_sightings, sighting_id
from kg.link.tables import COLUMNS, rows_of_mentions, rows_of_sighting
from kg.link.titles import Title
from kg.numbers import Number
from kg.records import Citation, Header, Part, Record
from kg.text import find_dates, fold


class Said(NamedTuple):
    """One citation, in the order of the record. ``named``: (owner, core) under which it alone would have named its document."""

    sid: str  # of who speaks
    relation: str
    scope: str | None
    part: str | None
    mention: Mention
    named: tuple[str, str] | None
    text: str
    ends: str | None = None  # the day from which a repeal holds, where its sentence says one


@dataclass(frozen=True, slots=True)
class Gist:
    """``rows``: of its sightings, citations and agencies, as the rules read them; ``responsible``: the agency key of each responsibility, measure by measure."""

    outline: Record
    sightings: tuple[Sighting, ...]  # none of what is no policy
    said: tuple[Said, ...] = ()
    rows: dict[str, list[tuple]] | KeptRows = field(default_factory=dict)
    responsible: tuple[str | None, ...] = ()

    def to_json(self) -> str:
        """One line, which ``from_json`` reads: all but the rows; strings and lists only."""
        record, header = self.outline, self.outline.header
        outline = [[getattr(record, name) for name in _OF_RECORD], [getattr(header, name) for name in _OF_HEADER], [_values(part) for part in record.parts]]
        sightings = [[*(_values(getattr(one, name)) for name in _TAKEN_APART), *(getattr(one, name) for name in _PLAIN)] for one in self.sightings]
        return json.dumps([outline, sightings, self.said, self.responsible], ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str, rows: dict[str, list[tuple]] | KeptRows) -> "Gist":
        """What ``to_json`` wrote, and the rows. Raises ValueError, KeyError or TypeError for another line."""
        (record, header, parts), sightings, said, responsible = json.loads(line)
        source, sha256, media_type, kind, reason = record
        outline = Record(source, sha256, intern(media_type), intern(kind), reason, Header(*map(_shared, header)), tuple([_part(*one) for one in parts]))
        return cls(
            outline,
            tuple([_sighting(outline, *one) for one in sightings]),
            tuple([_said(*one) for one in said]),
            rows,
            tuple([key and intern(key) for key in responsible]),
        )

    def meaning(self) -> tuple:
        """All that linking makes of it, but which bytes say it and where in them: equal for two texts of one source that link in the same way."""
        sha256, rows = self.outline.sha256, self.rows.as_tuples() if isinstance(self.rows, KeptRows) else self.rows
        outline = replace(self.outline, parts=tuple(map(_unplaced, self.outline.parts)))
        sightings = tuple(replace(one, part=one.part and _unplaced(one.part)) for one in self.sightings)
        told = replace(self, outline=outline, sightings=sightings).to_json(), repr(sorted((name, table) for name, table in rows.items() if table))
        speakers = {part: one.sid for part, one in find_speakers(self.outline, list(self.sightings)).items()} if self.sightings else {}
        return *(words.replace(sha256, "") for words in told), {part: sid.replace(sha256, "") for part, sid in speakers.items()}


_OF_RECORD = ("source", "sha256", "media_type", "kind", "reason")
_OF_HEADER = tuple(name for name in Header.__slots__ if name != "evidence")  # the last
_TAKEN_APART = ("part", "title", "number")
_PLAIN = ("issuers", "home", "nkey", "core", "latest", "date", "facts")
_TABLES = ("sighted", "sighting_name", "sighting_family", "reach", "mention", "mention_name", "met")


def kinds_of_rows() -> dict:
    """The Arrow type of the rows of a gist, by the tables that they are of."""
    return {name: kind_of(COLUMNS[name]) for name in _TABLES}


def gist_of(record: Record) -> Gist:
    """What linking keeps of ``record``."""
    sightings = read_sightings(record)
    if not sightings:
        return Gist(record.outline(), ())
    speakers = find_speakers(record, sightings)
    said = []
    for citation in record.citations:
        speaker = speakers.get(citation.part, speakers[None])
        mention = Mention(citation.title, citation.number, citation.issuers, speaker.home)
        said.append(Said(speaker.sid, citation.relation, citation.scope, citation.part, mention, name_of_mention(mention), citation.text, _ends(citation)))
    met: dict[Met, None] = {}
    responsible = []
    for measure in record.measures:
        speaker = speakers.get(measure.part, speakers[None])
        for duty in measure.responsibilities:
            one = meet(duty.name, speaker.home, duty.agency) if duty.name else None
            responsible.append(one and one.key)
            met |= {one: None} if one else {}
    rows: dict[str, list[tuple]] = {name: [] for name in _TABLES}
    for more in (*map(rows_of_sighting, sightings), rows_of_mentions(record, speakers)):
        for name, table in more.items():
            rows[name] += table
    rows["met"] += map(tuple, met)
    return Gist(sightings[0].record, tuple(sightings), tuple(said), rows, tuple(responsible))


def _ends(citation: Citation) -> str | None:
    """The one day of its sentence from which a repeal holds: 《…》自2024年8月1日起废止."""
    if citation.relation != "repeals":
        return None
    around = [fold(words) for words in (citation.prefix, citation.suffix)]
    days = {iso for words in around for start, end, iso in find_dates(words) if words.endswith(("自", "从"), 0, start) and words.startswith(("起", "之日起"), end)}
    return days.pop() if len(days) == 1 else None


def _values(one: Part | Title | Number | None) -> list | None:
    return one and [getattr(one, name) for name in one.__slots__]


def _unplaced(part: Part) -> Part:
    return replace(part, start=0, end=0)


def _part(id, role, title, number, issuers, date, type, start, end) -> Part:
    return Part(id, role, title, number, tuple(issuers), date, type, start, end)


def _sighting(record: Record, part, title, number, issuers, home, nkey, core, latest, date, facts) -> Sighting:
    part, title, number = (one and cls(*map(_shared, one)) for cls, one in ((Part, part), (Title, title), (Number, number)))
    sid = intern(sighting_id(record, part))
    return Sighting(sid, record, part, _shared(issuers), intern(home), title, number, nkey, intern(core), latest, date and intern(date), facts)


def _said(sid, relation, scope, part, mention, named, text, ends) -> Said:
    title, number, issuers, home = mention
    return Said(intern(sid), intern(relation), scope, part, Mention(title, number, _shared(issuers), intern(home)), named and tuple(named), text, ends)


def _shared(value):
    """The one string that is equal, of a list its tuple."""
    return intern(value) if isinstance(value, str) else tuple(map(intern, value)) if isinstance(value, list) else value
