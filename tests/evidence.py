"""Everything in a record that has words and a place in the text."""

from collections.abc import Iterator

from kg.records import Citation, Evidence, Measure, Record, Responsibility, Target


def facts_of(record: Record) -> Iterator[Evidence | Citation | Target | Measure | Responsibility]:
    yield from record.header.evidence.values()
    yield from record.citations
    yield from record.targets
    for measure in record.measures:
        yield measure
        yield from measure.responsibilities
