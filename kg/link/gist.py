"""What linking keeps of one record: a pure function of it, so that it is worked out once and kept beside the record."""

import json
from dataclasses import dataclass, field
from sys import intern
from typing import NamedTuple

from kg.link.agencies import Met, meet
from kg.link.tables import Mention, Sighting, find_speakers, name_of_mention, read_sightings, rows_of_mentions, sighting_id
from kg.link.titles import Title
from kg.numbers import Number
from kg.records import Part, Record, fields_of


class Said(NamedTuple):
    """One citation, in the order of the record. ``named``: (owner, core) under which it alone would have named its document."""

    sid: str  # of who speaks
    relation: str
    scope: str | None
    part: str | None
    mention: Mention
    named: tuple[str, str] | None
    text: str


@dataclass(frozen=True, slots=True)
class Gist:
    """``rows``: of its citations, as the rules read them; ``responsible``: the agency key of each responsibility, measure by measure."""

    outline: Record
    sightings: tuple[Sighting, ...]  # none of what is no policy
    said: tuple[Said, ...] = ()
    rows: dict[str, list[tuple]] = field(default_factory=dict)
    responsible: tuple[str | None, ...] = ()
    agencies: tuple[Met, ...] = ()

    def to_json(self) -> str:
        """One line, which ``from_json`` reads; strings and lists only."""
        sightings = [[*(_values(getattr(one, name)) for name in _TAKEN_APART), *(getattr(one, name) for name in _PLAIN)] for one in self.sightings]
        return json.dumps([self.outline, sightings, self.said, self.rows, self.responsible, self.agencies], default=fields_of, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> "Gist":
        """What ``to_json`` wrote. Raises ValueError, KeyError or TypeError for another line."""
        outline, sightings, said, rows, responsible, agencies = json.loads(line)
        record = Record.of_fields(outline).outline()
        return cls(
            record,
            tuple(_sighting(record, *one) for one in sightings),
            tuple(_said(*one) for one in said),
            {name: list(map(tuple, table)) for name, table in rows.items()},
            tuple(key and intern(key) for key in responsible),
            tuple(Met(*map(_interned, one)) for one in agencies),
        )


_TAKEN_APART = ("part", "title", "number")
_PLAIN = ("issuers", "home", "nkey", "core", "latest", "date", "facts")


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
        said.append(Said(speaker.sid, citation.relation, citation.scope, citation.part, mention, name_of_mention(mention), citation.text))
    met: dict[Met, None] = {}
    responsible = []
    for measure in record.measures:
        speaker = speakers.get(measure.part, speakers[None])
        for duty in measure.responsibilities:
            one = meet(duty.name, speaker.home, duty.agency) if duty.name else None
            responsible.append(one and one.key)
            met |= {one: None} if one else {}
    return Gist(sightings[0].record, tuple(sightings), tuple(said), rows_of_mentions(record, speakers), tuple(responsible), tuple(met))


def _values(one: Part | Title | Number | None) -> list | None:
    return one and [getattr(one, name) for name in one.__slots__]


def _sighting(record: Record, part, title, number, issuers, home, nkey, core, latest, date, facts) -> Sighting:
    part, title, number = (one and cls(*map(_frozen, one)) for cls, one in ((Part, part), (Title, title), (Number, number)))
    sid = sighting_id(record, part)
    return Sighting(sid, record, part, tuple(issuers), intern(home), title, number, nkey, core, latest, date, facts)


def _said(sid, relation, scope, part, mention, named, text) -> Said:
    title, number, issuers, home = mention
    return Said(sid, intern(relation), scope, part, Mention(title, number, tuple(issuers), intern(home)), named and tuple(named), text)


def _frozen(value):
    return tuple(value) if isinstance(value, list) else value


def _interned(value):
    return intern(value) if isinstance(value, str) else value
