"""Scores: every figure by hand on small records, and every figure that score.py gives on the corpus beside the project."""

import copy
import json
import random
import subprocess
import sys

import pytest
from test_cli import policykg, refused

from kg.engines.local import extract_sources
from kg.errors import PolicyKGError
from kg.evaluate import file_name, load_gold, load_names, load_records, score_halves, score_records
from kg.facts import compare_facts, facts_of
from kg.reading import list_sources, read
from kg.records import Record
from kg.text import simplify

HEADER = {"title": "某县人民政府关于印发某县教育工作方案的通知", "number": "某政发〔2021〕3号", "issuers": ["某县人民政府"], "date": "2021-03-01", "region": None}


def duty(agency, role="responsible", name=None, inherited=False):
    return {"agency": agency, "role": role, "name": name, "inherited": inherited, "position": 1}


GOLD = {
    "source": "a.txt",
    "kind": "policy",
    "header": HEADER,
    "parts": [{"id": "2", "role": "annex"}],
    "citations": [
        {"title": "中华人民共和国义务教育法", "number": None, "relation": "basis"},
        {"title": "关于办学的意见", "number": "国发〔2012〕48号", "relation": "implements"},
        {"title": "关于办学的意见", "number": None, "relation": "applies"},
    ],
    "measures": [
        {"id": "1/1", "heading": "调整优化城乡学校布局", "responsibilities": [duty("县教体局", "lead", "某县教育体育局"), duty("县财政局", "support", "某县财政局")]},
        {"id": "1/2", "heading": "加强领导", "responsibilities": [duty("各乡镇", inherited=True)]},
        {"id": "2/1", "heading": "附表的任务", "responsibilities": [duty("县审计局")]},
    ],
}


def scored(**changes):
    return score_records({"a.txt": GOLD}, {"a.txt": copy.deepcopy(GOLD) | changes})


def test_a_record_that_is_the_gold_one_has_full_marks():
    score = scored()
    assert all(ratio.accuracy == 1 for name, ratio in score.ratios.items() if ratio.of)
    assert all(counts.f1 == 1 for counts in score.counts.values())
    assert score.errors == []


def test_header_fields_are_asked_where_the_gold_has_them():
    score = scored(header=HEADER | {"title": "某县教育工作方案", "region": "411627", "level": "county"})
    assert (score.ratios["title"].right, score.ratios["title"].of) == (0, 1)
    assert (score.ratios["region"].right, score.ratios["region"].of) == (0, 1)  # null is an answer
    assert score.ratios["level"].of == 0
    assert (score.ratios["header"].right, score.ratios["header"].of) == (2, 4)
    assert "level" not in score.as_dict()


@pytest.mark.parametrize(
    "written, same",
    [("某政发〔2021〕3号", True), ("某政发〔2021〕 3号", True), ("某政发[2021]3号", False), ("某政发〔2021〕4号", False), (None, False)],
)
def test_brackets_are_part_of_a_number_and_spaces_are_not(written, same):
    assert scored(header=HEADER | {"number": written}).ratios["number"].right == same


def test_a_document_without_a_record_counts_as_missed():
    score = score_records({"a.txt": GOLD}, {})
    assert score.missing == 1
    assert score.ratios["region"].right == 0
    assert (score.counts["measures"].hit, score.counts["measures"].gold) == (0, 2)
    assert score.counts["measures"].precision == 0


def test_a_document_cited_often_counts_once_and_its_relations_are_shared():
    score = scored(citations=[{"title": None, "number": "国发〔2012〕48号", "relation": "implements"}])
    citations, relation = score.counts["citations"], score.ratios["relation"]
    assert (citations.hit, citations.predicted, citations.gold) == (1, 1, 2)
    assert (relation.right, relation.of) == (0.5, 1)


def test_another_number_is_another_document():
    assert scored(citations=[{"title": "关于办学的意见", "number": "国发〔2013〕48号", "relation": "cites"}]).counts["citations"].hit == 0


def test_role_and_heading_of_a_responsibility():
    other_role = scored(measures=[GOLD["measures"][0] | {"responsibilities": [duty("县教体局")]}])
    assert other_role.counts["responsibilities"].hit == 0
    assert other_role.counts["responsibilities, any role"].hit == 1
    longer = scored(measures=[GOLD["measures"][0] | {"heading": "调整优化城乡学校布局工作"}])
    assert longer.counts["measures"].hit == 0
    assert longer.counts["responsibilities"].hit == 2
    assert longer.counts["responsibilities, exact heading"].hit == 0


def test_annexes_and_inherited_responsibilities_are_not_counted():
    assert scored().counts["responsibilities"].gold == 2
    assert scored().counts["measures"].gold == 2


def test_names_are_asked_of_the_responsibilities_found():
    score = scored(measures=[GOLD["measures"][0] | {"responsibilities": [duty("县教体局", "lead", "别县教育体育局")]}])
    assert (score.ratios["name"].right, score.ratios["name"].of) == (0, 1)
    assert score.errors[-1].endswith("should be '某县教育体育局'")


def test_evidence_stands_where_it_says():
    text = "根据《中华人民共和国義務教育法》制定"
    cited = {"title": "中华人民共和国义务教育法", "number": None, "relation": "basis", "start": 2, "end": 16}
    texts = {"evidence": {"a.txt": text}, "evidence, simplified": {"a.txt": simplify(text)}}
    record = {"source": "a.txt", "citations": [cited, cited | {"start": 0, "end": 2}, cited | {"start": None}, cited | {"end": 99}]}
    score = score_records({"a.txt": GOLD}, {"a.txt": record}, texts)
    assert (score.ratios["evidence"].right, score.ratios["evidence"].of) == (0, 4)
    assert score.ratios["evidence, simplified"].right == 1


def test_halves_alternate_or_are_named():
    gold = {f"{name}.txt": GOLD | {"source": f"{name}.txt"} for name in "bacde"}
    halves = score_halves(gold, {name: gold[name] for name in ("a.txt", "b.txt")})
    assert [(half.documents, half.missing) for half in halves.values()] == [(3, 2), (2, 1)]
    halves = score_halves(gold, gold, first={"b.txt", "x.txt"})
    assert [half.documents for half in halves.values()] == [1, 4]


def test_facts_gained_and_lost():
    new = copy.deepcopy(GOLD)
    new["header"] = HEADER | {"date": None, "issuers": ["某县人民政府", "某县财政局"], "evidence": {"date": {"start": 3}}}
    new["measures"][0]["responsibilities"][0]["role"] = "responsible"
    new["measures"][1]["start"] = 77  # elsewhere, but the same fact
    new["citations"].append(new["citations"][0])
    gained, lost = compare_facts([GOLD], [new], {"a.txt"})
    assert gained == [
        "a.txt\tcitation\tbasis | 中华人民共和国义务教育法",
        "a.txt\tissuers\t某县财政局",
        "a.txt\tresponsibility\t1/1 | responsible | 县教体局 | 某县教育体育局",
    ]
    assert lost == ["a.txt\tdate\t2021-03-01", "a.txt\tresponsibility\t1/1 | lead | 县教体局 | 某县教育体育局"]
    assert compare_facts([GOLD], [new], {"b.txt"}) == ([], [])


def test_a_fact_is_one_line():
    record = GOLD | {"targets": [{"text": "到2025年\n达到\t93%", "measure": "1/1", "value": 93.0, "unit": "%", "due": "2025-12-31"}]}
    (line,) = [fact for fact in facts_of(record) if "\ttarget\t" in fact]
    assert line == "a.txt\ttarget\t1/1 | 到2025年 达到 93% | 93.0 | % | 2025-12-31"


@pytest.mark.parametrize("content", [b"[1]\n", b"{\n", b"\xff\xfe", b'{"header": {}}\n', b'{"source": 3}\n'])
def test_what_is_no_record_is_said(tmp_path, content):
    (tmp_path / "old.jsonl").write_bytes(content)
    with pytest.raises(PolicyKGError, match="old.jsonl: not a record"):
        load_records(str(tmp_path / "old.jsonl"))


def test_names_of_a_half(tmp_path):
    (tmp_path / "half.txt").write_bytes("\ufeff某 县.txt\r\n\r\nb.txt\r\n".encode())
    assert load_names(str(tmp_path / "half.txt")) == {"某 县.txt", "b.txt"}


def test_the_command_prints_all_documents_and_both_halves(tmp_path, examples):
    (tmp_path / "half.txt").write_text("01-state-council-opinion.txt\n没有.txt\n", encoding="utf-8")
    run = policykg("evaluate", examples / "gold", examples, "--halves", "half.txt", "--jobs", "2", cwd=tmp_path)
    blocks = run.stdout.decode("utf-8").split("\n\n")
    assert [block.split(",")[0] for block in blocks] == ["18 documents", "first half: 1 documents", "second half: 17 documents"]
    assert all("evidence, simplified " in block and "issuers  " in block for block in blocks)
    assert "没有.txt" in run.stderr.decode("utf-8")
    figures = json.loads(policykg("evaluate", examples / "gold", examples, "--halves", "half.txt", "--json", cwd=tmp_path).stdout)
    halves = figures["halves"]
    assert halves["first half"]["measures"]["gold"] + halves["second half"]["measures"]["gold"] == figures["measures"]["gold"]


def test_the_command_lists_what_changed(tmp_path, examples):
    document = examples / "12-province-reply.txt"
    assert policykg("extract", document, "-o", "old.jsonl", cwd=tmp_path).returncode == 0
    compared = ("evaluate", examples / "gold", document, "--baseline", "old.jsonl", "--json")
    figures = json.loads(policykg(*compared, cwd=tmp_path).stdout)
    assert figures["gained"] == figures["lost"] == []
    old = json.loads((tmp_path / "old.jsonl").read_text(encoding="utf-8"))
    old["header"]["type"] = "函"
    (tmp_path / "old.jsonl").write_text(json.dumps(old), encoding="utf-8")
    lines = policykg(*compared[:-1], cwd=tmp_path).stdout.decode("utf-8").splitlines()
    assert lines[-3:] == ["facts gained 1, lost 1", "+\t12-province-reply.txt\ttype\t批复", "-\t12-province-reply.txt\ttype\t函"]


def test_two_documents_of_one_name_are_refused(tmp_path, examples):
    (tmp_path / "copy").mkdir()
    name = "12-province-reply.txt"
    (tmp_path / "copy" / name).write_bytes((examples / name).read_bytes())
    assert name in refused(policykg("evaluate", examples / "gold", examples / name, "copy", cwd=tmp_path), 1)


@pytest.fixture(scope="module")
def corpus(shared):
    """Gold records, extracted records and texts of the development corpus."""
    gold = load_gold(str(shared / "corpus/gold"))
    sources = list_sources([shared / "corpus/seeds", shared / "corpus/dev"]).files
    records = [json.loads(result.to_json()) for result in extract_sources(sources) if isinstance(result, Record)]
    original = {source.name: read(source.path, source.name).text for source in sources}
    return gold, records, original


def spoilt(records: list[dict]) -> list[dict]:
    """Records with many mistakes of every kind, always the same."""
    chance = random.Random(3)

    def kept(rows):
        return [row for row in rows if chance.random() < 0.9]

    spoilt = kept(copy.deepcopy(records))
    for record in spoilt:
        for field in kept(record["header"]):
            if isinstance(record["header"][field], str) and chance.random() < 0.2:
                record["header"][field] = None
        record["citations"] = kept(record["citations"] * 2)
        for citation in record["citations"]:
            citation[chance.choice(["title", "number", "text"])] = None
            citation["relation"] = chance.choice([citation["relation"], "cites"])
            citation["start"] += chance.choice([0, 0, 5])
        record["measures"] = kept(record["measures"])
        for measure in record["measures"]:
            measure["heading"] = measure["heading"][: chance.choice([None, None, 8, 3])]
            measure["responsibilities"] = kept(measure["responsibilities"])
            for entry in measure["responsibilities"]:
                entry["role"] = chance.choice([entry["role"], "lead"])
                entry["name"] = chance.choice([entry["name"], None])
    return spoilt


def flat(figures: dict) -> dict:
    short = {"precision": "p", "recall": "r"}
    return {
        (name, short.get(key, key)): value
        for name, row in figures.items()
        for key, value in (row.items() if isinstance(row, dict) else [("", row)])
    }


@pytest.mark.parametrize("spoil", [list, spoilt], ids=["as extracted", "with mistakes"])
def test_every_figure_is_that_of_score_py(corpus, shared, tmp_path, spoil):
    gold, records, original = corpus
    records = spoil(records)
    simplified = {name: simplify(text) for name, text in original.items()}
    ours = score_records(gold, {file_name(record): record for record in records}, {"evidence": original, "evidence, simplified": simplified})
    (tmp_path / "records.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    theirs = {}
    for row, texts in (("evidence, simplified", simplified), ("evidence", original)):
        folder = tmp_path / row
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
        arguments = [shared / "score.py", shared / "corpus/gold", tmp_path / "records.jsonl", "--texts", folder, "--json"]
        run = subprocess.run([sys.executable, *arguments], capture_output=True, timeout=60, check=True, env={"PYTHONIOENCODING": "utf-8"})
        figures = json.loads(run.stdout)
        theirs |= {row: figures.pop("evidence")} | figures
    expected, counted = flat(theirs), flat(ours.as_dict())
    assert set(counted) == set(expected)
    assert len(counted) > 60
    for key, value in expected.items():
        assert counted[key] == pytest.approx(value, abs=1e-4), key
