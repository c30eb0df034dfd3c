"""The shipped documents and their gold records: complete, varied, and true to each other."""

import json
import re
from collections import Counter

import pytest

from kg.reading import SUFFIXES
from kg.records import Citation, Header, Measure, Part, Responsibility

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
    assert documents == set(gold)
    assert {path.name for path in examples.iterdir()} - documents <= {"__init__.py", "__pycache__", "gold"}


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
