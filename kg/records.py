"""The seam: what was read of one source, and what was extracted from it.

Plain frozen dataclasses; neither spaCy nor rdflib types cross this module. All
offsets are characters in ``PolicyText.text``, end exclusive, and over every
fact ``policy.text[fact.start:fact.end] == fact.text`` (its evidence). All other
strings are in simplified characters; dates are ISO strings (``2023-05-10``).
What a document does not say is ``None`` or an empty tuple, never a guess.
"""

import dataclasses
import json
import sys
import typing
from dataclasses import dataclass, field

SCHEMA = "1"  # version of the record's form; raised when a field changes meaning


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something odd about a source that did not stop the run: ``code`` for programs, ``message`` for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class PolicyText:
    """One source as text: decoded and taken out of its container, before any conversion of characters."""

    source: str  # path relative to the input the user named, with forward slashes
    text: str
    sha256: str  # of the file's bytes
    media_type: str
    encoding: str | None  # None for containers (docx, pdf)
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words in the source that say something, and where they stand."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself (GB/T 9704-2012, 版头 and 版记, and the page's table)."""

    title: str | None = None
    number: str | None = None  # 发文字号, canonical: 国发〔2012〕48号
    issuers: tuple[str, ...] = ()
    date: str | None = None  # 成文日期
    printed: str | None = None  # 印发日期 of the imprint
    published: str | None = None  # 发布日期
    effective: str | None = None  # 施行日期
    expires: str | None = None
    type: str | None = None  # base kind: 意见
    subtype: str | None = None  # the full word: 指导意见
    level: str | None = None  # central, province, prefecture, county, township
    region: str | None = None  # GB/T 2260 code, None for central
    recipients: tuple[str, ...] = ()  # 主送机关
    cc: tuple[str, ...] = ()  # 抄送
    approved_by: str | None = None  # 经…同意
    index_number: str | None = None  # 索引号
    subjects: tuple[str, ...] = ()  # 主题分类, 主题词
    evidence: dict[str, Evidence] = field(default_factory=dict)  # field name to its words


@dataclass(frozen=True, slots=True)
class Part:
    """A text that the document issues (印发), forwards (转发, 批转) or has as an annex."""

    id: str
    role: str  # issued, forwarded, annex
    title: str | None
    number: str | None
    issuers: tuple[str, ...]
    date: str | None
    type: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of another normative document; ``text`` covers its issuers, title and number."""

    title: str | None
    number: str | None
    issuers: tuple[str, ...]
    article: str | None
    relation: str  # repeals amends extends forwards answers plans revises basis implements applies cites
    scope: str | None  # "partial" where a repeal is for a place or case only
    part: str | None
    start: int
    end: int
    text: str
    prefix: str = ""  # the rest of its sentence before the mention, line breaks taken out
    suffix: str = ""  # and after it


@dataclass(frozen=True, slots=True)
class Responsibility:
    """An agency made responsible for a measure in an explicit clause."""

    agency: str  # as written
    name: str | None  # full canonical name, where the document lets it be known
    role: str  # lead, support, guide, accountable, responsible
    position: int  # 1-based, in its measure
    inherited: bool
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A numbered unit of the operative part that says what is to be done; ``text`` is the whole unit."""

    id: str  # part, then the path of ordinals: 1/3.1
    kind: str  # task, safeguard; of articles also rule, definition, sanction, final
    heading: str
    label: str  # at most 30 characters, for pictures
    part: str | None
    start: int
    end: int
    text: str
    responsibilities: tuple[Responsibility, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A figure or date that a measure is to reach; ``text`` is the clause."""

    text: str
    measure: str | None
    metric: str | None
    comparator: str | None  # = >= <= > <
    value: float | None
    unit: str | None
    due: str | None
    part: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Record:
    """All that was extracted from one source: the contract of ``policykg extract``."""

    source: str
    sha256: str
    media_type: str
    kind: str  # policy, not-policy
    reason: str | None  # why it is no policy
    header: Header
    parts: tuple[Part, ...] = ()
    citations: tuple[Citation, ...] = ()
    measures: tuple[Measure, ...] = ()
    targets: tuple[Target, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    schema: str = SCHEMA

    def to_json(self) -> str:
        """One line of JSON, keys sorted, characters unescaped."""
        return json.dumps(self, default=fields_of, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, line: str) -> "Record":
        """The record that ``to_json`` wrote. Raises ValueError, KeyError or TypeError for another line."""
        return cls.of_fields(json.loads(line))

    @classmethod
    def of_fields(cls, values: dict) -> "Record":
        """The same of JSON that has been parsed; ``values`` are changed."""
        return _build(cls, values)

    def outline(self) -> "Record":
        """The same without facts and their words: header and parts, a fraction of the memory."""
        known = {name: one and sys.intern(one) for name in ("type", "subtype", "level", "region") for one in [getattr(self.header, name)]}
        header = dataclasses.replace(self.header, evidence={}, issuers=tuple(map(sys.intern, self.header.issuers)), **known)
        return dataclasses.replace(self, media_type=sys.intern(self.media_type), kind=sys.intern(self.kind), header=header, citations=(), measures=(), targets=(), diagnostics=())


def fields_of(value) -> dict:
    """The fields of one of these dataclasses: what JSON writes of it."""
    return {name: getattr(value, name) for name in value.__slots__}


def _tuples_of(cls) -> list[tuple[str, type | None]]:
    """The fields of a dataclass that JSON gives as lists, each with the dataclass of its members, None for plain ones."""
    held = ((one.name, typing.get_args(one.type)[0]) for one in dataclasses.fields(cls) if typing.get_origin(one.type) is tuple)
    return [(name, member if dataclasses.is_dataclass(member) else None) for name, member in held]


_TUPLES = {cls: _tuples_of(cls) for cls in (Diagnostic, Header, Part, Citation, Responsibility, Measure, Target, Record)}


def _build(cls, values: dict):
    for name, member in _TUPLES[cls]:
        values[name] = tuple([_build(member, one) for one in values[name]] if member else values[name])
    if cls is Record:
        values["header"] = _build(Header, values["header"])
    elif cls is Header:
        values["evidence"] = {name: Evidence(**words) for name, words in values["evidence"].items()}
    return cls(**values)
