"""Doc → Record: the only reader of ``doc.spans``.

Spans are offsets in the folded text, which has the length of the original; the
evidence of a fact is cut from the original, its words from the simplified text.
"""

import bisect
import dataclasses
import re

from spacy.tokens import Doc

from kg.components import Match
from kg.components.citations import parse_citation
from kg.components.genre import ISSUED
from kg.components.responsibilities import parse_responsibility
from kg.components.targets import parse_target
from kg.header import parse_header
from kg.part_header import parse_part
from kg.pipeline import load_pipeline
from kg.place import place_of_issuer
from kg.records import Citation, Evidence, Header, Measure, Part, PolicyText, Record, Responsibility, Target
from kg.regions import Region
from kg.spacing import close_up, join_ordinals, restore_breaks, restore_marks
from kg.text import fold_width, simplify

_LAYERS = (
    "paragraphs", "genre", "table", "header", "promulgation", "signature", "validity", "parts", "body",
    "citations", "short_forms", "headings", "measures", "responsibilities", "targets",
)  # fmt: skip
_CONTEXT = 80  # characters around a mention that are read with it
_SENTENCE_ENDS = re.compile(r"[。！？；!?;]|\n\s*\n")
_TO_SENTENCE_END = re.compile(r"(?:(?!\n\s*\n)[^。！？；!?;])*[。！？；!?;]?")
_LINE_BREAK = re.compile(r"(?<!\s)\s*\n\s*")
_ALL_LEVELS = re.compile(r"县级以上(?:地方)?(?:各级)?(?:人民)?政府")
_CLAUSE = re.compile(r"(?=\S)[^,，;；:：]+")
_LABEL_LENGTH = 30  # characters that a picture has room for


def extract_record(policy: PolicyText) -> Record:
    """All facts of one source. Odd content gives fewer facts and a Diagnostic, never an error."""
    simple = join_ordinals(restore_breaks(simplify(policy.text)))
    folded = restore_marks(fold_width(simple))
    closed = close_up(folded, simple)
    if closed is None:
        return _Reader(policy, load_pipeline()(folded), folded, simple).record()
    simple = "".join([simple[at] for at in closed.offsets])
    return _Reader(policy, load_pipeline()(closed.text), closed.text, simple, closed.offsets).record()


def _label_of(heading: str) -> str:
    """The first clause of a heading, as long as a picture has room for; never empty where the heading is not."""
    clause = _CLAUSE.search(heading)
    return (clause[0] if clause else heading)[:_LABEL_LENGTH]


def _header_of_no_policy(header: Header, issued: bool) -> Header:
    """What is said of a page that is no policy: its title and day; all but the number of one that an agency has issued."""
    names = {field.name for field in dataclasses.fields(Header)} - {"number", "evidence"} if issued else {"title", "published"}
    return Header(**{name: getattr(header, name) for name in names}, evidence={field: words for field, words in header.evidence.items() if field in names})


class _Reader:
    """One document on its way from spans to a record.

    Spans are offsets in ``folded`` and ``simple``; where that was closed up, ``offsets`` says where each of its characters
    stands in the original.
    """

    def __init__(self, policy: PolicyText, doc: Doc, folded: str, simple: str, offsets: list[int] | None = None):
        self.policy, self.folded, self.simple, self.offsets = policy, folded, simple, offsets
        # each span is asked once: it is made anew whenever its group is gone through
        self.layers = {layer: [Match(s.start_char, s.end_char, s.label_, s.id_) for s in doc.spans[layer]] for layer in _LAYERS}
        self.all_levels = bool(_ALL_LEVELS.search(simple))
        self.openings = [self.place_of(span.start, span.end)[0] for span in self.layers["paragraphs"]]

    def place_of(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original that characters of the text looked at are."""
        return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[end - 1] + 1)

    def words(self, span: Match) -> str:
        return self.simple[span.start : span.end]

    def joined(self, span: Match) -> str:
        """The words without the line breaks of the page."""
        return _LINE_BREAK.sub("", self.words(span)).strip()

    def evidence(self, span: Match) -> dict:
        start, end = self.place_of(span.start, span.end)
        return {"start": start, "end": end, "text": self.policy.text[start:end]}

    def quote(self, start: int, end: int) -> Evidence:
        start, end = self.place_of(start, end)
        return Evidence(start, end, self.policy.text[start:end])

    def sentence_around(self, span: Match) -> dict:
        """The words of the same sentence before and after a mention, at most ``_CONTEXT`` characters each."""
        text = self.policy.text
        start, end = self.place_of(span.start, span.end)
        around = bisect.bisect_right(self.openings, start) - 1
        opening = self.openings[around] if around >= 0 else 0  # no title runs into the first sentence
        before = _SENTENCE_ENDS.split(text[max(opening, start - _CONTEXT) : start])[-1]
        after = _TO_SENTENCE_END.match(text, end, end + _CONTEXT).group()
        return {"prefix": _LINE_BREAK.sub("", before.lstrip()), "suffix": _LINE_BREAK.sub("", after.rstrip())}

    def record(self) -> Record:
        policy = self.policy
        genre = self.layers["genre"]
        layers = self._found("table", "header", "promulgation", "signature", "validity", "parts", "body")
        header = parse_header(self.simple, self.folded, layers, self.quote)
        record = Record(policy.source, policy.sha256, policy.media_type, "policy", None, header, diagnostics=policy.diagnostics)
        if genre:
            reason = genre[0].label
            return dataclasses.replace(record, kind="not-policy", reason=reason, header=_header_of_no_policy(header, reason in ISSUED))
        place = place_of_issuer(header.issuers, header.region)
        return dataclasses.replace(
            record,
            parts=tuple(self._part(span, place) for span in self.layers["parts"]),
            citations=tuple(self._citations(header.region)),
            measures=tuple(self._measures(place, header)),
            targets=tuple(self._targets()),
        )

    def _found(self, *layers: str) -> dict[str, list]:
        return {layer: [(s.label, s.start, s.end, s.ref) for s in self.layers[layer]] for layer in layers}

    def _part(self, span: Match, place: Region | None) -> Part:
        fields = parse_part(self.words(span), span.label, place)
        start, end = self.place_of(span.start, span.end)
        return Part(id=span.ref, role=span.label, start=start, end=end, **fields)

    def _citations(self, region: str | None):
        """All mentions in the order of the text; a short form says what the citation says that it points back to."""
        whole = {}
        for span in self.layers["citations"]:
            whole[span.start] = parse_citation(self.words(span), span.label, region) | {"part": span.ref or None}
        mentions = [(span, whole[span.start]) for span in self.layers["citations"]]
        mentions += [(span, whole[int(span.ref)]) for span in self.layers["short_forms"]]
        for span, fields in sorted(mentions, key=lambda mention: (mention[0].start, mention[0].end)):
            yield Citation(**fields, **self.evidence(span), **self.sentence_around(span))

    def _measures(self, place, header):
        headings = {span.ref: span for span in self.layers["headings"]}
        duties: dict[str, list[Match]] = {}
        for span in self.layers["responsibilities"]:
            duties.setdefault(span.ref.rpartition("#")[0], []).append(span)
        forwarded = {span.ref for span in self.layers["parts"] if span.label == "forwarded"}  # whose 我部 is its author
        for span in self.layers["measures"]:
            key = span.ref
            issuers = header.issuers if key.partition("/")[0] not in forwarded else ()
            heading = self.joined(headings[key])
            if not heading:
                continue
            yield Measure(
                id=key,
                kind=span.label,
                heading=heading,
                label=_label_of(heading),
                part=key.partition("/")[0] if "/" in key else None,
                responsibilities=tuple(self._responsibility(s, place, header, issuers) for s in duties.get(key, ())),
                **self.evidence(span),
            )

    def _responsibility(self, span: Match, place, header, issuers: tuple[str, ...]) -> Responsibility:
        role, _, inherited = span.label.partition(":")
        start, end = span.start, span.end
        fields = parse_responsibility(
            self.words(span), span.label, place,
            before=self.simple[max(0, start - _CONTEXT) : start], after=self.simple[end : end + _CONTEXT],
            central=header.level == "central", year=int(header.date[:4]) if header.date else None,
            issuer=issuers[0] if len(issuers) == 1 or issuers and header.level == "township" else None,
            all_levels=self.all_levels,
        )
        position = int(span.ref.rpartition("#")[2])
        return Responsibility(position=position, **fields, **self.evidence(span))

    def _targets(self):
        unsaid = {span.ref for span in self.layers["headings"] if not self.joined(span)}  # such a unit is no measure of the record
        for span in self.layers["targets"]:
            measure = span.ref or None
            part = measure.partition("/")[0] if measure and "/" in measure else None
            yield Target(measure=None if measure in unsaid else measure, part=part, **parse_target(self.folded[span.start : span.end]), **self.evidence(span))
