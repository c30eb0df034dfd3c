"""Quads of the links graph: documents, agencies, regions, concepts, and what is said directly between documents."""

from collections.abc import Iterable, Iterator

from kg.iris import Iris
from kg.linked import Conflict, Linked, LinkedAgency, LinkedChange, LinkedCitation, LinkedDocument
from kg.numbers import parse_number
from kg.ranks import rank_of
from kg.rdf.lines import (
    line_for_class,
    line_for_date,
    line_for_link,
    line_for_string,
    line_for_value,
    line_for_words,
)
from kg.rdf.sources import Sources
from kg.records import Record
from kg.regions import region_by_code
from kg.text import fold
from kg.vocab import (
    DCTERMS,
    ELI,
    LEVELS,
    ORG,
    ORGANS,
    PART_ROLES,
    POL,
    PROV,
    RANKS,
    RELATION_PROPERTIES,
    SKOS,
    STATUSES,
    TYPES,
    Concepts,
)

_DATES = {
    "date": ELI.date_document,
    "printed": POL.datePrinted,
    "published": ELI.date_publication,
    "effective": ELI.first_date_entry_in_force,
    "expires": ELI.date_no_longer_in_force,
}


class Links:
    """Writes the links graph, and remembers which regions, concepts and subjects it has to describe at the end."""

    def __init__(self, linked: Linked, sources: Sources, iris: Iris):
        self.sources, self.iris, self.graph = sources, iris, iris.links_graph
        self.documents = {document.key: document for document in linked.documents}
        self.agencies = {agency.key: agency for agency in linked.agencies}
        self.noted: set[tuple[str, str]] = set()  # (region, type or subject; its code or word)

    def quads_for_document(self, document: LinkedDocument) -> Iterator[str]:
        node, graph = self.iris.mint_document(document.key), self.graph
        planned = document.status == "planned"
        yield line_for_class(node, POL.PlannedDocument if planned else POL.PolicyDocument, graph)
        yield line_for_link(node, POL.status, STATUSES[document.status], graph)
        for name in document.derived:
            yield line_for_string(node, POL.derivedField, name, graph)
        if document.title:
            yield line_for_words(node, DCTERMS.title, document.title, graph)
        yield from self._number(node, document.number)
        yield from self._issuers(node, document)
        yield from self._type(node, document.type)
        if document.subtype:
            yield line_for_words(node, POL.subtype, document.subtype, graph)
        for name, term in _DATES.items():
            if day := getattr(document, name):
                yield line_for_date(node, term, day, graph)
        if document.in_force is not None:
            state = ELI["InForce-inForce"] if document.in_force else ELI["InForce-notInForce"]
            yield line_for_link(node, ELI.in_force, state, graph)
        yield from self._place(node, document.level, document.region, ELI.jurisdiction)
        if document.year is not None:
            yield line_for_value(node, POL.year, document.year, graph)
        if document.fulfilled_by is not None:
            yield line_for_link(node, POL.fulfilledBy, self.iris.mint_document(document.fulfilled_by), graph)
        for key in document.former_keys:
            if key not in self.documents:
                yield line_for_link(self.iris.mint_document(key), DCTERMS.isReplacedBy, node, graph)
        shas = [sha for sha in document.sources if sha in self.sources.records]
        for sha in shas:
            yield line_for_link(node, PROV.wasDerivedFrom, self.iris.mint_source(sha), graph)
            yield from self._parts(node, document.key, sha)
        for sha in self.sources.catalogues_of(document.sources):
            yield line_for_link(node, PROV.wasDerivedFrom, self.iris.mint_source(sha), graph)
        covering = [sha for sha in shas if self.sources.speaker(sha, None) == document.key]
        if covering:
            yield from self._header(node, self.sources.records[covering[0]])

    def quads_for_agency(self, agency: LinkedAgency) -> Iterator[str]:
        node, graph = self.iris.mint_agency(agency.key), self.graph
        yield line_for_class(node, POL.Agency, graph)
        yield line_for_words(node, SKOS.prefLabel, agency.name, graph)
        for written in agency.written:
            if written != agency.name:
                yield line_for_words(node, SKOS.altLabel, written, graph)
        if kind := ORGANS.find(agency.kind):
            yield line_for_link(node, POL.organKind, kind, graph)
        yield from self._place(node, agency.level, agency.region, DCTERMS.spatial)
        if agency.parent is not None:
            yield line_for_link(node, ORG.subOrganizationOf, self.iris.mint_agency(agency.parent), graph)

    def quads_for_conflict(self, conflict: Conflict) -> Iterator[str]:
        """A field on which another source of the document says something else than what was kept."""
        node = self.iris.mint_conflict(conflict.document, conflict.field, conflict.other, conflict.source)
        yield line_for_class(node, POL.Conflict, self.graph)
        yield line_for_link(node, POL.conflictOf, self.iris.mint_document(conflict.document), self.graph)
        yield line_for_string(node, POL.field, conflict.field, self.graph)
        if conflict.kept:
            yield line_for_string(node, POL.kept, conflict.kept, self.graph)
        yield line_for_string(node, POL.other, conflict.other, self.graph)
        for sha in self.sources.catalogues_of([conflict.source]) or [conflict.source]:
            yield line_for_link(node, PROV.wasDerivedFrom, self.iris.mint_source(sha), self.graph)

    def quads_for_change(self, change: LinkedChange) -> Iterator[str]:
        """A reform that ended agencies and went on in others."""
        node, graph = self.iris.mint_change(change.year, change.resulting), self.graph
        yield line_for_class(node, ORG.ChangeEvent, graph)
        yield line_for_value(node, POL.year, change.year, graph)
        for key in change.original:
            yield line_for_link(node, ORG.originalOrganization, self.iris.mint_agency(key), graph)
        for key in change.resulting:
            yield line_for_link(node, ORG.resultingOrganization, self.iris.mint_agency(key), graph)

    def quads_for_link(self, link: LinkedCitation) -> Iterator[str]:
        """The direct property of a citation whose document is known, and eli:cites beside it."""
        if link.cited is None:
            return
        citing, cited = self.iris.mint_document(link.citing), self.iris.mint_document(link.cited)
        yield line_for_link(citing, RELATION_PROPERTIES[link.relation], cited, self.graph)
        if link.relation not in ("plans", "cites"):
            yield line_for_link(citing, ELI.cites, cited, self.graph)

    def quads_for_run(self, shas: Iterable[str]) -> Iterator[str]:
        """What was read, without when, where and by which machine: those are in the workspace's report."""
        yield line_for_class(self.iris.run, PROV.Activity, self.graph)
        for sha in shas:
            yield line_for_link(self.iris.run, PROV.used, self.iris.mint_source(sha), self.graph)

    def quads_for_concepts(self, schemes: Iterable[Concepts]) -> Iterator[str]:
        """The closed lists with their labels, then the subjects and the types that no list has."""
        graph = self.graph
        for concepts in schemes:
            for concept, (chinese, english) in concepts.labels.items():
                yield line_for_class(concept, SKOS.Concept, graph)
                yield line_for_link(concept, SKOS.inScheme, concepts.scheme, graph)
                yield line_for_words(concept, SKOS.prefLabel, chinese, graph)
                yield line_for_words(concept, SKOS.prefLabel, english, graph, "en")
        for word in self._noted("type"):
            concept = self.iris.mint_type(word)
            yield line_for_class(concept, SKOS.Concept, graph)
            yield line_for_link(concept, SKOS.inScheme, TYPES.scheme, graph)
            yield line_for_words(concept, SKOS.prefLabel, word, graph)
        for label in self._noted("subject"):
            concept = self.iris.mint_subject(label)
            yield line_for_class(concept, SKOS.Concept, graph)
            yield line_for_words(concept, SKOS.prefLabel, label, graph)

    def quads_for_regions(self) -> Iterator[str]:
        """Every region that was named, with those above it."""
        waiting, done = self._noted("region"), set()
        while waiting:
            code = waiting.pop()
            if code in done:
                continue
            done.add(code)
            node, graph = self.iris.mint_region(code), self.graph
            yield line_for_class(node, POL.Region, graph)
            yield line_for_string(node, SKOS.notation, code, graph)
            region = region_by_code(code)
            if region is None:
                continue
            yield line_for_words(node, SKOS.prefLabel, region.name, graph)
            if level := LEVELS.find(region.level):
                yield line_for_link(node, POL.level, level, graph)
            if region.parent:
                yield line_for_link(node, DCTERMS.isPartOf, self.iris.mint_region(region.parent), graph)
                waiting.append(region.parent)

    def _noted(self, kind: str) -> list[str]:
        return sorted(word for noted, word in self.noted if noted == kind)

    def _number(self, node: str, number: str | None) -> Iterator[str]:
        if not number:
            return
        yield line_for_string(node, ELI.id_local, number, self.graph)
        parsed = parse_number(fold(number))
        if parsed is None:
            return
        if parsed.code:
            yield line_for_string(node, POL.numberCode, parsed.code, self.graph)
        if parsed.year is not None:
            yield line_for_value(node, POL.numberYear, parsed.year, self.graph)
        if parsed.serial is not None:
            yield line_for_value(node, POL.numberSerial, parsed.serial, self.graph)

    def _issuers(self, node: str, document: LinkedDocument) -> Iterator[str]:
        """Who issued it, and what follows from the first issuer: kind of organ and rank."""
        for key in document.issuers:
            yield line_for_link(node, ELI.passed_by, self.iris.mint_agency(key), self.graph)
        if len(document.issuers) > 1:
            yield line_for_link(node, POL.leadIssuer, self.iris.mint_agency(document.issuers[0]), self.graph)
        first = self.agencies.get(document.issuers[0]) if document.issuers else None
        organ = first.kind if first else None
        if kind := ORGANS.find(organ):
            yield line_for_link(node, POL.organKind, kind, self.graph)
        if document.status == "planned":
            return
        rank = rank_of(document.title, document.number, document.type, document.level, organ) or document.rank
        if rank := RANKS.find(rank):
            yield line_for_link(node, POL.rank, rank, self.graph)

    def _type(self, node: str, word: str | None) -> Iterator[str]:
        if not word:
            return
        concept = TYPES.find(word)
        if concept is None:
            self.noted.add(("type", word))
            concept = self.iris.mint_type(word)
        yield line_for_link(node, ELI.type_document, concept, self.graph)

    def _place(self, node: str, level: str | None, region: str | None, term: str) -> Iterator[str]:
        if concept := LEVELS.find(level):
            yield line_for_link(node, POL.level, concept, self.graph)
        if region:
            self.noted.add(("region", region))
            yield line_for_link(node, term, self.iris.mint_region(region), self.graph)

    def _header(self, node: str, record: Record) -> Iterator[str]:
        header, graph = record.header, self.graph
        for recipient in header.recipients:
            yield line_for_words(node, POL.recipient, recipient, graph)
        for recipient in header.cc:
            yield line_for_words(node, POL.copyRecipient, recipient, graph)
        if header.approved_by:
            yield line_for_words(node, POL.approvedBy, header.approved_by, graph)
        if header.index_number:
            yield line_for_string(node, DCTERMS.identifier, header.index_number, graph)
        for subject in header.subjects:
            self.noted.add(("subject", subject))
            yield line_for_words(node, DCTERMS.subject, subject, graph)
            yield line_for_link(node, ELI.is_about, self.iris.mint_subject(subject), graph)

    def _parts(self, node: str, key: str, sha: str) -> Iterator[str]:
        """What this source says of parts: those the document has, and the document it is itself a part of."""
        if self.sources.speaker(sha, None) == key:
            yield from self._has_parts(node, sha, None)
        for part in self.sources.records[sha].parts:
            if not self.sources.is_document(sha, part) or self.sources.speaker(sha, part.id) != key:
                continue
            outer = self.sources.speaker(sha, None)
            yield line_for_link(node, DCTERMS.isPartOf, self.iris.mint_document(outer), self.graph)
            if role := PART_ROLES.find(part.role):
                yield line_for_link(node, POL.partRole, role, self.graph)
            for agency in self.documents[outer].issuers:
                yield line_for_link(node, ELI.responsibility_of_agent, self.iris.mint_agency(agency), self.graph)
            yield from self._has_parts(node, sha, part.id)

    def _has_parts(self, node: str, sha: str, text: str | None) -> Iterator[str]:
        for part in self.sources.parts_of(sha, text):
            if self.sources.is_document(sha, part):
                document = self.iris.mint_document(self.sources.speaker(sha, part.id))
                yield line_for_link(node, ELI.has_part, document, self.graph)
            elif self.sources.told(sha, part.id):
                yield line_for_link(node, ELI.has_part, self.iris.mint_part(sha, part.id), self.graph)
                if part.type and TYPES.find(part.type) is None:
                    self.noted.add(("type", part.type))
