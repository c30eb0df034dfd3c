"""The ontology says what every term means that the graph uses, and nothing else."""

import pytest
from linked_sample import LINKED, RECORDS
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from kg import vocab
from kg.gates import SHAPES
from kg.rdf import quads_for
from kg.vocab import ELI, POL, RELATION_PROPERTIES, ROLE_PROPERTIES, SCHEMES, Terms

FOLDER = SHAPES.parent
ONTOLOGY = URIRef("https://w3id.org/policykg/ontology")
VOCABULARIES = [terms for terms in vars(vocab).values() if isinstance(terms, Terms)]


@pytest.fixture(scope="module")
def ontology():
    return Graph().parse(FOLDER / "policy.ttl")


@pytest.fixture(scope="module")
def readme():
    return (FOLDER / "README.md").read_text(encoding="utf-8")


def languages(graph, subject, predicate):
    return sorted(term.language for term in graph.objects(subject, predicate))


def test_every_own_term_is_defined_with_labels_and_comments_in_two_languages(ontology):
    defined = {str(subject) for subject in ontology.subjects() if str(subject).startswith(POL.iri)}
    assert defined == {POL[name] for name in POL}
    for term in map(URIRef, defined):
        assert languages(ontology, term, RDFS.label) == ["en", "zh"], term
        assert languages(ontology, term, RDFS.comment) == ["en", "zh"], term
        assert ontology.value(term, RDFS.isDefinedBy) == ONTOLOGY
        assert set(ontology.objects(term, RDF.type)) & {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept}


def test_the_ontology_has_a_version(ontology):
    assert ontology.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{vocab.VERSION}")
    assert ontology.value(ONTOLOGY, OWL.versionInfo) == Literal(vocab.VERSION)


def test_nothing_is_said_about_terms_of_others(ontology):
    own = (POL.iri, str(ONTOLOGY), *(scheme.scheme for scheme in SCHEMES))
    assert [str(subject) for subject in ontology.subjects() if not str(subject).startswith(own)] == []
    assert all(isinstance(subject, URIRef) for subject in ontology.subjects())


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.prefix)
def test_closed_lists_are_the_same_in_code_and_ontology(ontology, scheme):
    found = {}
    for concept in ontology.subjects(SKOS.inScheme, URIRef(scheme.scheme)):
        labels = {term.language: str(term) for term in ontology.objects(concept, SKOS.prefLabel)}
        found[str(concept)] = (labels["zh"], labels["en"])
    assert found == scheme.labels
    assert len(set(found.values())) == len(found) == len(list(scheme))
    assert languages(ontology, URIRef(scheme.scheme), SKOS.prefLabel) == ["en", "zh"]


def test_narrower_properties_are_sub_properties(ontology):
    for relation, term in RELATION_PROPERTIES.items():
        if term.startswith(POL.iri):
            broader = set(ontology.objects(URIRef(term), RDFS.subPropertyOf))
            assert broader == (set() if relation == "plans" else {URIRef(ELI.cites)})
    for term in ROLE_PROPERTIES.values():
        assert set(ontology.objects(URIRef(term), RDFS.subPropertyOf)) == {URIRef(POL.involvedAgency)}


def test_the_graph_uses_terms_of_the_vocabulary_only():
    known = {terms[name] for terms in VOCABULARIES for name in terms}
    graph = Graph()
    for line in quads_for(LINKED, RECORDS):
        graph.parse(data=line.rsplit(" <", 1)[0] + " .", format="nt")
    assert {str(term) for term in graph.predicates()} | {str(term) for term in graph.objects(None, RDF.type)} <= known


def test_the_readme_lists_every_term(readme):
    for name in POL:
        assert f"`pol:{name}`" in readme, name
    for name in ELI:
        assert f"`eli:{name}`" in readme, name
    assert vocab.VERSION in readme


def test_a_name_that_is_not_in_the_vocabulary_is_an_error():
    with pytest.raises(AttributeError, match="pol:leedAgency"):
        POL.leedAgency
    assert POL["cited-only"] == POL.iri + "cited-only" and "cites" in ELI and "implements" not in ELI
