"""What must hold on the real documents beside the project; skipped where they are not."""

import json
from pathlib import Path

import pytest
from evidence import facts_of

from kg.build import build
from kg.engines.local import extract_source, extract_sources
from kg.evaluate import HEADER_FIELDS, file_name, load_gold, score_records
from kg.network import load_network
from kg.reading import list_sources, read
from kg.records import Record
from kg.store import Store
from kg.validate import validate_store
from kg.workspace import Workspace


@pytest.fixture(scope="module")
def corpus(shared):
    return shared / "corpus"


@pytest.fixture(scope="module")
def everything(corpus):
    """Source and its record or error, for every readable file of seeds, dev and pool."""
    sources = [s for part in ("seeds", "dev", "pool") for s in list_sources([corpus / part]).files]
    return [(source, extract_source(source)) for source in sources]


def test_every_file_gives_a_record_or_a_reason(everything):
    assert len(everything) > 140
    for source, result in everything:
        assert isinstance(result, Record) or result.reason, source.name


def test_evidence_is_what_stands_at_its_offsets(everything):
    checked = 0
    for source, result in everything:
        if isinstance(result, Record):
            text = read(source.path, source.name).text
            for fact in facts_of(result):
                assert text[fact.start : fact.end] == fact.text, (source.name, fact)
                checked += 1
    assert checked > 7000


def test_records_survive_their_json(everything):
    for _, result in everything:
        if isinstance(result, Record):
            assert Record.from_json(result.to_json()) == result


def scored(corpus, folder):
    gold = load_gold(str(corpus / "gold"))
    sources = list_sources([corpus / folder]).files
    records = [json.loads(r.to_json()) for r in extract_sources(sources) if isinstance(r, Record)]
    predicted = {file_name(record): record for record in records}
    return score_records({name: gold[name] for name in predicted if name in gold}, predicted)


def test_seeds_reach_what_the_first_issue_asks(corpus):
    score = scored(corpus, "seeds")
    assert score.documents == 5
    for field in HEADER_FIELDS:
        assert score.ratios[field].right == score.ratios[field].of, score.errors
    assert score.lowest_f1() >= 0.95, score.errors


def test_dev_does_not_fall(corpus):
    score = scored(corpus, "dev")
    assert score.documents == 30
    assert score.counts["issuers"].f1 >= 0.9
    assert min(score.counts[name].f1 for name in ("citations", "measures", "responsibilities")) >= 0.95


def test_seeds_as_a_graph(corpus, tmp_path):
    seeds = sorted((corpus / "seeds").glob("*.txt"))
    graphs = []
    for name, order in (("there", seeds), ("back", seeds[::-1])):
        build(order, tmp_path / name)
        store = Store.open_current(Workspace.open(tmp_path / name).graph_folder)
        graphs.append(sorted(store.quads()))
        assert validate_store(store) == []
    assert graphs[0] == graphs[1]
    network = load_network(store)
    ((opinion, _),) = [(iri, n) for iri, n in network.nodes(data=True) if n.get("number") == "国发〔2012〕48号"]
    citing = {Path(edge["source"]).name[:3] for _, _, edge in network.in_edges(opinion, data=True)}
    assert citing == {"000", "003"}  # the one by its title alone, the other with the number
    assert network.nodes[opinion]["level"] == "central"
