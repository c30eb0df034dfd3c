"""The shipped documents and their gold records: complete, varied, and true to each other."""

import json
import re
from collections import Counter

import pytest

from examples import list_documents
from kg.evaluate import score_records
from kg.extract import extract_record
from kg.reading import SUFFIXES, read
from kg.records import Citation, Header, Measure, Part, Responsibility
from kg.text import fold

RELATIONS = {
    "repeals", "amends", "extends", "forwards", "answers", "plans", "revises", "basis", "implements", "applies", "cites",
}  # fmt: skip
NUMBER = re.compile(r"[一-鿿]+〔(19|20)\d\d〕[1-9]\d*号|[一-鿿]+令第[1-9]\d*号")


@pytest.fixture(scope="session")
def gold(examples) -> dict[str, dict]:
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((examples / "gold").glob("*.json"))]
    return {record["source"]: record for record in records}


def test_every_document_has_a_gold_record_and_nothing_else_can_be_read_as_one(examples, gold):
    documents = {path.name for path in examples.iterdir() if path.suffix in SUFFIXES}
    assert documents == set(gold) == {path.name for path in list_documents()}
    assert {path.name for path in examples.iterdir()} - documents <= {"__init__.py", "__pycache__", "gold", "catalogue.csv"}


def test_the_documents_are_of_many_kinds(gold):
    headers = [record["header"] for record in gold.values() if record["kind"] == "policy"]
    assert len(headers) >= 14
    assert {"central", "province", "prefecture", "county", "township"} == {header["level"] for header in headers}
    assert {"意见", "通知", "决定", "办法", "批复"} <= {header["type"] for header in headers}
    assert {"issued", "forwarded", "annex"} == {part["role"] for r in gold.values() for part in r["parts"]}
    assert [name for name, record in gold.items() if record["kind"] == "not-policy"]
    assert {".txt", ".md", ".html", ".docx", ".pdf"} == {"." + name.rsplit(".", 1)[1] for name in gold}


def test_there_is_enough_to_look_at(gold):
    measures = [measure for record in gold.values() for measure in record["measures"]]
    responsibilities = [entry for measure in measures for entry in measure["responsibilities"]]
    citations = [citation for record in gold.values() for citation in record["citations"]]
    assert len(measures) >= 60 and len(citations) >= 40 and len(responsibilities) >= 100
    assert {citation["relation"] for citation in citations} == RELATIONS - {"cites"}
    assert {entry["role"] for entry in responsibilities} == {"lead", "support", "guide", "accountable", "responsible"}
    assert any(entry["inherited"] for entry in responsibilities)
    assert any(citation.get("scope") == "partial" for citation in citations)


def test_the_map_has_a_central_row_and_paths_down_to_it(gold):
    numbers = {record["header"]["number"]: record for record in gold.values() if record["header"]["number"]}
    cited = Counter(citation["number"] for record in gold.values() for citation in record["citations"])
    assert cited["国发〔2021〕91号"] >= 3 and cited["国办发〔2020〕96号"] >= 2
    assert any(number and number not in numbers for number in cited)  # a stub
    township = next(record for record in gold.values() if record["header"].get("level") == "township")
    levels, record = [], township
    while record is not None:
        levels.append(record["header"]["level"])
        record = next((numbers[c["number"]] for c in record["citations"] if c["number"] in numbers), None)
    assert levels == ["township", "county", "prefecture", "province", "central"]


def test_gold_records_have_the_form_of_records(gold):
    for source, record in gold.items():
        assert set(record["header"]) <= set(Header.__dataclass_fields__), source
        for rows, form in (("parts", Part), ("citations", Citation), ("measures", Measure)):
            for row in record[rows]:
                assert set(row) <= set(form.__dataclass_fields__), (source, row)
        parts = {part["id"] for part in record["parts"]} | {None}
        for citation in record["citations"]:
            assert citation["part"] in parts and citation["relation"] in RELATIONS
            assert citation["title"] or citation["number"]
            assert citation["number"] is None or NUMBER.fullmatch(citation["number"]), (source, citation["number"])
        identities = [measure["id"] for measure in record["measures"]]
        assert len(identities) == len(set(identities)), source
        for measure in record["measures"]:
            assert measure["part"] in parts
            assert measure["id"].startswith(f"{measure['part']}/") or measure["part"] is None
            positions = [entry["position"] for entry in measure["responsibilities"]]
            assert positions == list(range(1, len(positions) + 1))
            for entry in measure["responsibilities"]:
                assert set(entry) <= set(Responsibility.__dataclass_fields__)


def squeeze(text: str) -> str:
    """For comparing what lines and pages break: folded, one kind of bracket, no spaces, page numbers, 第, Markdown marks."""
    return re.sub(r"\s|\*|第|-\d+-", "", fold(text)).translate(str.maketrans("〔〕", "()"))


def test_gold_says_nothing_that_the_document_does_not(examples, gold):
    for source, record in gold.items():
        text = squeeze(read(examples / source).text)
        said = [record["header"].get("title"), record["header"].get("number")]
        said += [words for row in record["citations"] for words in (row["title"], row["number"])]
        said += [row["heading"] for row in record["measures"]]
        said += [entry["agency"] for row in record["measures"] for entry in row["responsibilities"]]
        for words in filter(None, said):
            assert squeeze(words) in text, (source, words)


@pytest.fixture(scope="session")
def score(examples, gold):
    records = [extract_record(read(examples / source)) for source in gold]
    return score_records(gold, {record.source: json.loads(record.to_json()) for record in records}).as_dict()


def test_header_citations_and_measures_are_extracted_as_a_reader_does(score):
    for field in ("kind", "title", "number", "date", "printed", "published", "type", "level", "region", "relation"):
        assert score[field]["accuracy"] == 1, field
    for what in ("issuers", "citations", "measures"):
        assert score[what]["f1"] == 1, what


def test_responsibilities_are_extracted_as_a_reader_does(score):
    assert score["responsibilities"]["precision"] == 1
    assert score["responsibilities"]["f1"] >= 0.95
    assert score["name"]["accuracy"] >= 0.98
