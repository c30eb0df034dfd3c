"""Review and explain: doubtful links go out as a table, decisions come back and stay, and each link says why."""

import csv
import io
import json

import pytest
from fake_extraction import extract_lines

from kg.build import Tables, build
from kg.errors import ReadError
from kg.explain import Explanation, Unclear, explain
from kg.review import apply_decisions, find_doubts, read_decisions, write_doubts
from kg.store import Store
from kg.workspace import Workspace

COUNTY = "level: county\nregion: 411627\nissuers: 太康县人民政府\n"
TEXTS = {
    "a": f"title: 太康县校车安全管理办法\nnumber: 太政〔2021〕3号\ndate: 2021-02-01\n{COUNTY}",
    "b": f"title: 太康县校车检查工作意见\nnumber: 太政〔2022〕4号\ndate: 2022-02-01\n{COUNTY}cites: basis | 太康县校车安全管理办法 | \ncites: implements | 关于进一步做好校车工作的通知 | ",
    "c": f"title: 太康县校车检查工作总结意见\nnumber: 太政〔2022〕4号\ndate: 2022-02-01\n{COUNTY}",
    "d": f"title: 太康县学校食堂管理意见\nnumber: 太政〔2023〕5号\ndate: 2023-02-01\n{COUNTY}cites: basis | 太康县农村中小学校车安全和驾驶人管理实施办法 | ",
    "e": f"title: 太康县农村中小学校车安全和驾驶人员管理实施办法\nnumber: 太政〔2020〕6号\ndate: 2020-02-01\n{COUNTY}",
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "docs").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "docs" / f"{name}.txt").write_text(text, encoding="utf-8")
    build_again(tmp_path)
    return tmp_path


def build_again(folder):
    return build([folder / "docs"], folder / "w", tables=Tables(), extract=extract_lines)


def doubts_of(folder):
    return find_doubts(Workspace.open(folder / "w"))


def rows_of(folder, sparql):
    return sorted(Store.open_current(folder / "w" / "graph").rows(sparql), key=repr)


def decide(folder, kind, word, name="review.csv", encoding="utf-8"):
    rows = [dict(row, decision=word) if row["kind"] == kind else row for row in doubts_of(folder)]
    (folder / name).write_bytes(write_doubts(rows).decode("utf-8").encode(encoding))
    decisions, refused = read_decisions(folder / name)
    apply_decisions(Workspace.open(folder / "w"), decisions)
    return decisions, refused


def test_doubtful_links_and_merges_are_offered(folder):
    found = {row["kind"]: row for row in doubts_of(folder)}
    assert set(found) == {"link", "merge", "alike"}
    assert "关于进一步做好校车工作的通知" in found["link"]["evidence"] and found["link"]["score"] == "0.50"
    assert "总结" in found["merge"]["evidence"]
    assert "人员管理" in found["alike"]["candidate"] and float(found["alike"]["score"]) > 0.92


def test_what_people_say_stays_over_builds_and_edits(folder):
    before = rows_of(folder, "SELECT ?r { ?c pol:linkReason ?r }")
    assert decide(folder, "link", "否")[1] == [] and decide(folder, "merge", "no")[1] == [] and decide(folder, "alike", "是")[1] == []
    for _ in range(2):
        build_again(folder)
        assert doubts_of(folder) == []
        assert rows_of(folder, "SELECT ?r { ?c pol:linkReason ?r }") == [("rejected",), ("reviewed",), ("title",)] != before
        numbers = rows_of(folder, "SELECT ?n ?t { ?d pol:status pol:full ; eli:id_local ?n ; dcterms:title ?t }")
        assert [number for number, _ in numbers].count("太政〔2022〕4号") == 2  # taken apart
        assert rows_of(folder, "SELECT ?n { ?d eli:based_on ?x . ?x eli:id_local ?n }") == [("太政〔2020〕6号",), ("太政〔2021〕3号",)]
        (folder / "docs" / "f.txt").write_text(f"title: 太康县别的意见\n{COUNTY}", encoding="utf-8")


def test_decisions_whose_evidence_is_gone_are_reported_and_come_back(folder):
    decide(folder, "link", "no")
    text = (folder / "docs" / "b.txt").read_text(encoding="utf-8")
    (folder / "docs" / "b.txt").unlink()
    build_again(folder)
    (orphan,) = json.loads((folder / "w" / "run.json").read_text(encoding="utf-8"))["orphans"]
    assert orphan["kind"] == "link" and orphan["decision"] == "no"
    (folder / "docs" / "b.txt").write_text(text, encoding="utf-8")
    build_again(folder)
    assert json.loads((folder / "w" / "run.json").read_text(encoding="utf-8"))["orphans"] == []
    assert ("rejected",) in rows_of(folder, "SELECT ?r { ?c pol:linkReason ?r }")


def test_a_decision_survives_a_better_key(folder):
    """What was known by title only gets its number: the decision about the title holds for the number."""
    (folder / "docs" / "e.txt").write_text(TEXTS["e"].replace("number: 太政〔2020〕6号\n", ""), encoding="utf-8")
    build_again(folder)
    decide(folder, "alike", "yes")
    (folder / "docs" / "e.txt").write_text(TEXTS["e"], encoding="utf-8")
    build_again(folder)
    assert ("太政〔2020〕6号",) in rows_of(folder, "SELECT ?n { ?d eli:based_on ?x . ?x eli:id_local ?n }")


def test_the_table_is_harmless_in_a_spreadsheet_and_read_from_any_encoding(folder):
    row = dict.fromkeys(doubts_of(folder)[0], "") | {"one": "=HYPERLINK(1)", "candidate": "@x", "ref": "[]"}
    written = write_doubts([row], bom=True)
    assert written.startswith(b"\xef\xbb\xbf")
    (cells,) = csv.DictReader(io.StringIO(written.decode("utf-8-sig")))
    assert (cells["one"], cells["candidate"]) == ("'=HYPERLINK(1)", "'@x")
    assert len(decide(folder, "alike", "是", encoding="gb18030")[0]) == 1
    decisions, refused = decide(folder, "link", "也许")
    assert decisions == [] and [word for _, word in refused] == ["也许"]
    (folder / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ReadError, match="no table of policykg review"):
        read_decisions(folder / "bad.csv")


def explained(folder, one, other):
    return explain(Workspace.open(folder / "w"), Store.open_current(folder / "w" / "graph"), one, other)


def test_a_text_without_number_and_day_that_its_title_joined_is_offered_and_can_be_parted(folder):
    (folder / "docs" / "f.txt").write_text(f"title: 太康县校车安全管理办法\n{COUNTY}", encoding="utf-8")
    build_again(folder)
    count = "SELECT (COUNT(?d) AS ?n) { ?d pol:status pol:full }"
    assert rows_of(folder, count) == [("4",)]
    (row,) = [row for row in doubts_of(folder) if "f.txt" in row["source"] + row["candidate"]]
    assert row["kind"] == "merge" and row["evidence"] == "无发文字号、无日期，仅标题相同"
    decide(folder, "merge", "否")
    build_again(folder)
    assert rows_of(folder, count) > [("4",)]


def test_a_link_a_merge_and_neither_are_explained(folder):
    link = explained(folder, "太政〔2022〕4号", "太政〔2021〕3号")
    assert link.related and "”依据“" in link.steps[0].zh and "标题相同" in link.steps[0].zh and "太康县校车安全管理办法" in link.steps[0].quote
    assert link.steps[0].where.startswith("b.txt ")
    merge = explained(folder, "太政〔2022〕4号", "太政〔2022〕4号")
    assert merge.related and sum("发文字号相同" in step.zh for step in merge.steps) == 2
    none = explained(folder, "太政〔2021〕3号", "太政〔2023〕5号")
    assert isinstance(none, Explanation) and not none.related
    assert [step.zh for step in none.steps if step.zh.startswith("发文字号")] == ["发文字号不同"]
    assert explained(folder, "太政〔2023〕5号", "太政〔1999〕1号") == Unclear("太政〔1999〕1号", [])
