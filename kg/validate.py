"""Does a graph hold to the shapes of ``ontology/shapes.ttl``?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OutputError
from kg.gates import SHAPES, load_gates
from kg.store import Store

SHOWN = 1000  # violations of one shape that are listed
_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """``shape``: its name in ``ontology/shapes.ttl``; ``node``: IRI; ``value``: what is wrong there, as text."""

    shape: str
    node: str
    value: str
    zh: str
    en: str


def validate_store(store: Store) -> list[Violation]:
    """All violations in a store, by SPARQL, sorted; at most ``SHOWN`` of each shape. Empty: it conforms."""
    found: dict[str, set[Violation]] = {}
    for gate in load_gates():
        violations = found.setdefault(gate.shape, set())
        for node, value in store.rows(gate.query):
            if len(violations) == SHOWN:
                break
            violations.add(Violation(gate.shape, node, value or "", gate.zh, gate.en))
    return sorted(violation for violations in found.values() for violation in violations)


def validate_file(path: Path) -> list[Violation]:
    """The same of an exported file (.ttl .nt .nq .trig .jsonld .rdf). Raises OutputError when it is no readable RDF."""
    try:
        store = Store.read_file(path)
    except (OSError, ValueError, SyntaxError) as error:
        raise OutputError(f"{path}: not readable as RDF: {' '.join(str(error).split())[:200]}") from error
    return validate_store(store)


def validate_with_pyshacl(graph) -> list[Violation]:
    """The same of an rdflib graph by the reference implementation: minutes where the gates take a second."""
    import rdflib
    from pyshacl import validate

    shapes = rdflib.Graph().parse(SHAPES)
    _, report, _ = validate(graph, shacl_graph=shapes, inference="none")
    return sorted(_read_report(report, shapes))


def _read_report(report, shapes) -> Iterator[Violation]:
    import rdflib

    sh = rdflib.Namespace(_SH)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        shape = report.value(result, sh.sourceShape)
        words = {term.language: str(term) for term in shapes.objects(shape, sh.message)}
        node, value = report.value(result, sh.focusNode), report.value(result, sh.value)
        yield Violation(shape.rsplit("#", 1)[1], str(node), str(value or ""), words["zh"], words["en"])
