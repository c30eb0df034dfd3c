"""The shapes: both validators give every example the verdict that its first line names."""

from collections import Counter
from pathlib import Path

import pytest
from linked_sample import LINKED, RECORDS
from rdflib import Graph

from kg.errors import OutputError
from kg.gates import SHAPES, load_gates
from kg.rdf import quads_for
from kg.store import Store
from kg.validate import SHOWN, validate_file, validate_store, validate_with_pyshacl

EXAMPLES = SHAPES.parent / "examples"
VALID, INVALID = sorted(EXAMPLES.glob("valid/*.ttl")), sorted(EXAMPLES.glob("invalid/*.ttl"))
SPARQL = {gate.shape for gate in load_gates()} & set(
    "DocumentNamed DocumentRead DocumentLeadIssuer DocumentParts DocumentNarrower MeasureInvolved CitationDirect "
    "CitationPlans CitationOpen QuoteLength".split()
)


def named_shape(path: Path) -> str:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# breaks shape:")
    return first.split(":")[1]


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_example_conforms(path):
    assert validate_file(path) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_example_breaks_the_shape_it_names_and_no_other(path):
    violations = validate_file(path)
    assert {violation.shape for violation in violations} == {named_shape(path)}
    assert all(violation.zh and violation.en and violation.node for violation in violations)


def test_every_shape_has_an_example_that_breaks_it():
    assert Counter(map(named_shape, INVALID)) == Counter({gate.shape for gate in load_gates()})


def verdict_of_pyshacl(paths):
    """All examples in one graph, each under its own IRIs: the shapes broken in each file."""
    graph, broken = Graph(), {path: set() for path in paths}
    homes = {}
    for path in paths:
        alone = Graph().parse(path)
        homes |= {str(subject): path for subject in alone.subjects()}
        graph += alone
    for violation in validate_with_pyshacl(graph):
        broken[homes[violation.node]].add(violation.shape)
    return broken


def test_pyshacl_gives_the_same_verdict(monkeypatch, tmp_path):
    core = Graph().parse(SHAPES)
    core.remove((None, next(p for p in core.predicates() if str(p).endswith("#sparql")), None))
    core.serialize(tmp_path / "core.ttl", format="turtle")
    monkeypatch.setattr("kg.validate.SHAPES", tmp_path / "core.ttl")
    for path, shapes in verdict_of_pyshacl(VALID + INVALID).items():
        expected = {named_shape(path)} - SPARQL if path in INVALID else set()
        assert shapes == expected, path


def test_pyshacl_gives_the_same_verdict_on_rules_in_sparql(monkeypatch, tmp_path):
    # pySHACL parses such a rule again for each node, so these run alone, with the valid examples they are about.
    rules = Graph().parse(SHAPES)
    sh = "http://www.w3.org/ns/shacl#"
    for subject, target in [(s, p) for s, p in rules.subject_predicates() if str(p) in (sh + "property", sh + "nodeKind")]:
        rules.remove((subject, target, None))
    rules.serialize(tmp_path / "rules.ttl", format="turtle")
    monkeypatch.setattr("kg.validate.SHAPES", tmp_path / "rules.ttl")
    broken = [path for path in INVALID if named_shape(path) in SPARQL]
    about = [path for path in VALID if path.stem in ("partial-repeal", "planned", "joint")]
    for path, shapes in verdict_of_pyshacl(broken + about).items():
        assert shapes == ({named_shape(path)} if path in INVALID else set()), path


def test_what_we_write_conforms(tmp_path):
    store = Store.in_memory(quads_for(LINKED, RECORDS))
    assert validate_store(store) == []
    for form in ("ttl", "nq", "nt", "trig"):
        path = tmp_path / f"graph.{form}"
        with open(path, "wb") as stream:
            store.dump(form, stream)
        assert validate_file(path) == []


def test_a_wrong_fact_is_found_in_a_whole_store():
    store = Store.in_memory(
        line.replace('"1"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"7"^^<http://www.w3.org/2001/XMLSchema#decimal>')
        for line in quads_for(LINKED, RECORDS)
    )
    assert {violation.shape for violation in validate_store(store)} == {"CitationConfidence"}


def test_a_long_list_is_cut():
    lines = (
        f"<http://a/{number}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        " <https://w3id.org/policykg/ontology#Agency> <http://a/g> .\n"
        for number in range(SHOWN + 5)
    )
    assert len(validate_store(Store.in_memory(lines))) == SHOWN


def test_a_constraint_that_is_not_known_is_no_silent_yes(tmp_path):
    text = SHAPES.read_text(encoding="utf-8").replace("sh:datatype xsd:decimal", "sh:minLength 1", 1)
    changed = tmp_path / "shapes.ttl"
    changed.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="sh:minLength is not known"):
        load_gates(changed)


def test_what_is_no_rdf_is_one_line(tmp_path):
    for name, text in (("a.ttl", "no turtle"), ("a.docx", "<a> <b> <c> ."), ("none.nq", None)):
        path = tmp_path / name
        if text is not None:
            path.write_text(text, encoding="utf-8")
        with pytest.raises(OutputError, match="not readable as RDF") as caught:
            validate_file(path)
        assert "\n" not in str(caught.value)
