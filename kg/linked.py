"""The second seam: what all records together say, before it becomes triples.

``link_records`` makes one ``Linked`` of any number of records, the same in any
order of input. Keys are normalised strings that identify a document or an
agency; only ``iris`` turns them into IRIs.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """One policy as a work: found as one or several sources, or known by citation only."""

    key: str
    status: str  # full (a text of it was read), catalogued (a row of a catalogue), cited-only, planned (still to be made)
    title: str | None
    number: str | None
    issuers: tuple[str, ...]  # agency keys, in the order given
    date: str | None
    printed: str | None
    published: str | None
    effective: str | None
    expires: str | None
    type: str | None
    subtype: str | None
    level: str | None
    region: str | None
    derived: tuple[str, ...]  # names of the fields known only from the number's code or the title
    sources: tuple[str, ...]  # sha256 of the sources and rows that are this document; the first won the fields
    part: str | None = None  # the part of sources[0] that this document is (a forwarded text), else None
    in_force: bool | None = None
    year: int | None = None  # of the date, else of the number, else of the title (2010-2020年 → 2010)
    fulfilled_by: str | None = None  # of a planned document: key of the document that was made
    former_keys: tuple[str, ...] = ()  # keys it would have had if less were known of it
    rank: str | None = None  # as a catalogue says it; what the form says (kg.ranks) comes before it


@dataclass(frozen=True, slots=True)
class LinkedPart:
    """Who speaks in a text: ``part`` is a part's id, None the covering text of the source.

    A notice and what it issues or annexes are one speaker, a forwarded text another.
    ``wins``: the document's facts (citations, measures, targets) are taken from here; a second
    source of the same document says them again and only adds provenance.
    """

    source: str  # sha256
    part: str | None
    document: str  # document key
    wins: bool


@dataclass(frozen=True, slots=True)
class LinkedAgency:
    """One agency: an issuer, or one made responsible, with the forms in which it was written."""

    key: str
    name: str  # full canonical name
    kind: str | None  # party congress government office department vertical 群团 enterprise
    level: str | None
    region: str | None
    written: tuple[str, ...]  # other forms as written, sorted
    parent: str | None = None  # key of the agency it belongs to


@dataclass(frozen=True, slots=True)
class LinkedChange:
    """A reform (机构改革) that ended agencies and went on in others; agency keys."""

    year: int
    original: tuple[str, ...]  # sorted
    resulting: tuple[str, ...]  # sorted


@dataclass(frozen=True, slots=True)
class LinkedCitation:
    """One mention, resolved: ``index`` is its position in the citations of the record of ``source``."""

    source: str  # sha256
    index: int
    citing: str  # document key: the document that speaks
    cited: str | None  # document key; None where two candidates remain
    relation: str
    scope: str | None
    reason: str  # how the cited document was found: number, title, title-learned, short-form, …
    confidence: float  # 0 to 1
    candidates: tuple[str, ...] = ()  # document keys, where cited is None
    part: str | None = None  # of the source, in which it stands
    ends: str | None = None  # the day from which a repeal holds, where its sentence says one


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources of one document disagree on a field; ``kept`` won."""

    document: str
    field: str
    kept: str
    other: str
    source: str  # sha256 of the source that said ``other``


@dataclass(frozen=True, slots=True)
class Linked:
    """All documents, agencies and links, each tuple sorted by key.

    ``responsible``: by sha256 of a source the agency key of each responsibility, measure by measure as in its record; None
    for groups and bare field words.
    """

    documents: tuple[LinkedDocument, ...]
    agencies: tuple[LinkedAgency, ...]
    citations: tuple[LinkedCitation, ...]
    responsible: dict[str, tuple[str | None, ...]]
    conflicts: tuple[Conflict, ...] = ()
    parts: tuple[LinkedPart, ...] = ()  # of policy records only: what is no policy has no speaker
    changes: tuple[LinkedChange, ...] = ()  # of agencies that occur
