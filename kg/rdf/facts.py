"""Quads of one source's graph: the source, its parts, measures, responsibilities, targets, citations, evidence."""

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from kg.iris import Iris
from kg.linked import LinkedCitation
from kg.rdf.lines import (
    line_for_class,
    line_for_date,
    line_for_link,
    line_for_string,
    line_for_value,
    line_for_words,
)
from kg.rdf.sources import Sources
from kg.records import Citation, Measure, Record, Responsibility, Target
from kg.vocab import (
    DCTERMS,
    ELI,
    MEASURE_KINDS,
    OA,
    PART_ROLES,
    POL,
    PROV,
    RDFS,
    RELATIONS,
    ROLE_PROPERTIES,
    ROLES,
    TYPES,
)


def quads_for_source(
    record: Record,
    sources: Sources,
    citations: Sequence[LinkedCitation],
    responsible: Sequence[str | None],
    iris: Iris,
) -> Iterator[str]:
    """All that stands in the graph of this record's source.

    ``citations``: those of the record that are linked or looked for; ``responsible``: as in ``Linked``.
    """
    facts = _Facts(record, sources, iris)
    yield from facts.quads_for_entity()
    if record.kind != "policy":
        return
    yield from facts.quads_for_parts()
    for link in citations:
        citation = record.citations[link.index]
        if sources.told(record.sha256, citation.part):
            yield from facts.quads_for_citation(link.index, citation, link)
    agencies = iter(responsible)
    for index, measure in enumerate(record.measures):
        yield from facts.quads_for_measure(index, measure, list(islice(agencies, len(measure.responsibilities))))
    for index, target in enumerate(record.targets):
        yield from facts.quads_for_target(index, target)


class _Facts:
    """What every node of one source's graph needs: the graph, the source, and who speaks."""

    def __init__(self, record: Record, sources: Sources, iris: Iris):
        self.record, self.sources, self.iris, self.sha = record, sources, iris, record.sha256
        self.graph = iris.mint_source_graph(self.sha)
        self.source = iris.mint_source(self.sha)
        self.parts = {part.id for part in record.parts if not sources.is_document(self.sha, part)}
        # The same ordinal twice is an error of the document: references by id go to the first.
        self.measures: dict[str, int] = {}
        for index, measure in enumerate(record.measures):
            self.measures.setdefault(measure.id, index)

    def quads_for_entity(self) -> Iterator[str]:
        yield line_for_class(self.source, PROV.Entity, self.graph)
        yield line_for_string(self.source, POL.sha256, self.sha, self.graph)
        yield line_for_string(self.source, DCTERMS.format, self.record.media_type, self.graph)
        for path in self.sources.paths(self.sha):
            yield line_for_string(self.source, POL.path, path, self.graph)
        if self.record.kind != "policy":
            yield line_for_string(self.source, POL.notPolicy, self.record.reason or "", self.graph)
            return
        for name, words in self.record.header.evidence.items():
            evidence, lines = self._evidence(words.start, words.end, words.text)
            yield from lines
            yield line_for_string(evidence, POL.field, name, self.graph)

    def quads_for_parts(self) -> Iterator[str]:
        for part in self.record.parts:
            owner = self.sources.told(self.sha, part.id)
            if owner is None or self.sources.is_document(self.sha, part):
                continue  # a forwarded text is a document: its description stands in the links graph
            node = self.iris.mint_part(self.sha, part.id)
            yield line_for_class(node, POL.Part, self.graph)
            yield line_for_link(node, DCTERMS.isPartOf, self.iris.mint_document(owner), self.graph)
            yield line_for_string(node, POL.ordinal, part.id, self.graph)
            if role := PART_ROLES.find(part.role):
                yield line_for_link(node, POL.partRole, role, self.graph)
            if part.title:
                yield line_for_words(node, DCTERMS.title, part.title, self.graph)
            if part.type:
                concept = TYPES.find(part.type) or self.iris.mint_type(part.type)
                yield line_for_link(node, ELI.type_document, concept, self.graph)
            if part.date:
                yield line_for_date(node, ELI.date_document, part.date, self.graph)
            evidence, lines = self._evidence(part.start, part.end, None)
            yield from lines
            yield line_for_link(node, POL.evidence, evidence, self.graph)

    def quads_for_citation(self, index: int, citation: Citation, link: LinkedCitation) -> Iterator[str]:
        node, graph = self.iris.mint_citation(self.sha, index), self.graph
        yield line_for_class(node, POL.Citation, graph)
        yield line_for_link(node, POL.citing, self.iris.mint_document(link.citing), graph)
        if link.cited is not None:
            yield line_for_link(node, POL.cited, self.iris.mint_document(link.cited), graph)
        for candidate in link.candidates:
            yield line_for_link(node, POL.candidate, self.iris.mint_document(candidate), graph)
        if relation := RELATIONS.find(link.relation):
            yield line_for_link(node, POL.relation, relation, graph)
        if link.scope:
            yield line_for_string(node, POL.scope, link.scope, graph)
        yield line_for_string(node, POL.linkReason, link.reason, graph)
        yield line_for_value(node, POL.confidence, float(link.confidence), graph)
        if citation.article:
            yield line_for_words(node, POL.article, citation.article, graph)
        yield from self._in_part(node, citation.part)
        for name, words in ((OA.prefix, citation.prefix), (OA.suffix, citation.suffix)):
            if words:  # on the citation: an evidence node may serve several facts
                yield line_for_string(node, name, words, graph)
        yield from self._with_evidence(node, citation.start, citation.end, citation.text)

    def quads_for_measure(
        self, index: int, measure: Measure, agencies: Sequence[str | None]
    ) -> Iterator[str]:
        owner = self.sources.told(self.sha, measure.part)
        if owner is None:
            return
        node, graph = self.iris.mint_measure(self.sha, index), self.graph
        yield line_for_class(node, POL.Measure, graph)
        yield line_for_link(node, DCTERMS.isPartOf, self.iris.mint_document(owner), graph)
        yield line_for_string(node, POL.ordinal, measure.id, graph)
        if kind := MEASURE_KINDS.find(measure.kind):
            yield line_for_link(node, POL.measureKind, kind, graph)
        yield line_for_words(node, POL.heading, measure.heading, graph)
        yield line_for_words(node, RDFS.label, measure.label, graph)
        yield line_for_words(node, POL.text, measure.text, graph)
        yield from self._in_part(node, measure.part)
        yield from self._with_evidence(node, measure.start, measure.end, measure.text)
        for position, (responsibility, agency) in enumerate(zip_longest(measure.responsibilities, agencies)):
            own = self.iris.mint_responsibility(self.sha, index, position)
            yield from self.quads_for_responsibility(node, own, responsibility, agency)

    def quads_for_responsibility(
        self, measure: str, node: str, responsibility: Responsibility, agency: str | None
    ) -> Iterator[str]:
        graph = self.graph
        yield line_for_class(node, POL.Responsibility, graph)
        yield line_for_link(node, POL.ofMeasure, measure, graph)
        yield line_for_words(node, POL.agencyWritten, responsibility.agency, graph)
        if role := ROLES.find(responsibility.role):
            yield line_for_link(node, POL.role, role, graph)
        yield line_for_value(node, POL.position, responsibility.position, graph)
        yield line_for_value(node, POL.inherited, responsibility.inherited, graph)
        yield from self._with_evidence(node, responsibility.start, responsibility.end, responsibility.text)
        yield line_for_string(node, POL.linkReason, "unnamed" if agency is None else "name", graph)
        if agency is not None:
            minted = self.iris.mint_agency(agency)
            yield line_for_link(node, POL.agency, minted, graph)
            yield line_for_link(measure, ROLE_PROPERTIES[responsibility.role], minted, graph)
            yield line_for_link(measure, POL.involvedAgency, minted, graph)

    def quads_for_target(self, index: int, target: Target) -> Iterator[str]:
        owner = self.sources.told(self.sha, target.part)
        if owner is None:
            return
        node, graph = self.iris.mint_target(self.sha, index), self.graph
        yield line_for_class(node, POL.Target, graph)
        yield line_for_link(node, DCTERMS.isPartOf, self.iris.mint_document(owner), graph)
        if target.measure in self.measures:
            measure = self.iris.mint_measure(self.sha, self.measures[target.measure])
            yield line_for_link(node, POL.ofMeasure, measure, graph)
        yield line_for_words(node, POL.text, target.text, graph)
        if target.metric:
            yield line_for_words(node, POL.metric, target.metric, graph)
        if target.comparator:
            yield line_for_string(node, POL.comparator, target.comparator, graph)
        if target.value is not None:
            yield line_for_value(node, POL.value, float(target.value), graph)
        if target.unit:
            yield line_for_words(node, POL.unit, target.unit, graph)
        if target.due:
            yield line_for_date(node, POL.due, target.due, graph)
        yield from self._in_part(node, target.part)
        yield from self._with_evidence(node, target.start, target.end, target.text)

    def _in_part(self, node: str, part: str | None) -> Iterator[str]:
        if part in self.parts:
            yield line_for_link(node, POL.inPart, self.iris.mint_part(self.sha, part), self.graph)

    def _with_evidence(self, node: str, start: int, end: int, words: str) -> Iterator[str]:
        evidence, lines = self._evidence(start, end, words)
        yield from lines
        yield line_for_link(node, POL.evidence, evidence, self.graph)

    def _evidence(self, start: int, end: int, words: str | None) -> tuple[str, list[str]]:
        """The node of a span with its lines; without ``words`` it says the place only (a whole part)."""
        node, graph = self.iris.mint_evidence(self.sha, start, end), self.graph
        lines = [
            line_for_class(node, OA.TextPositionSelector, graph),
            line_for_link(node, OA.hasSource, self.source, graph),
            line_for_value(node, OA.start, start, graph),
            line_for_value(node, OA.end, end, graph),
        ]
        if words is not None:
            lines.append(line_for_class(node, OA.TextQuoteSelector, graph))
            lines.append(line_for_string(node, OA.exact, words, graph))
        return node, lines
