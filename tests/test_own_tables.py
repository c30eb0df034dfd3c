"""A workspace's own tables: checked, added to row by row, over ours in its builds."""

import json

import pytest

from kg.build import build
from kg.errors import WorkspaceError
from kg.lexicon import load_table
from kg.lexicon.check import check_tables
from kg.lexicon.own import add_row, list_own_rows, use_own_tables
from kg.store import Store

NOTICE = """太康县人民政府办公室关于做好校车工作的通知

太政办〔2023〕7号

各乡镇人民政府：
　　现就做好校车工作通知如下：
　　一、加强检查。各单位要按月检查校车，发现问题及时整改。（责任单位：县瞭望办）

太康县人民政府办公室
2023年5月10日
"""


@pytest.fixture(autouse=True)
def ours_alone_afterwards():
    yield
    use_own_tables(None)


def test_our_tables_hold():
    assert check_tables() == []


def test_an_own_row_overrides_ours_or_is_added(tmp_path):
    theirs = next(row for row in load_table("document_types") if row["word"] == "意见")
    assert add_row(tmp_path, "document_types", {"word": "意见", "base": "通知"}) is False
    assert add_row(tmp_path, "document_types", {"word": "锦囊", "base": "办法"}) is False
    use_own_tables(tmp_path)
    rows = {row["word"]: row["base"] for row in load_table("document_types")}
    assert (rows["意见"], rows["锦囊"]) == ("通知", "办法") and theirs["base"] == "意见"
    assert [(row["overrides"], row["row"]["word"], row["row"]["source"]) for row in list_own_rows(tmp_path)] == [
        (True, "意见", "workspace"), (False, "锦囊", "workspace"),
    ]  # fmt: skip
    assert check_tables(tmp_path) == []
    use_own_tables(None)
    assert next(row for row in load_table("document_types") if row["word"] == "意见") == theirs


def test_rows_that_cannot_be_are_refused_or_found(tmp_path):
    for table, values in (("nothing", {"a": "b"}), ("zones", {"colour": "red"}), ("zones", {"name": ""}), ("zones", {"name": "a\tb"})):
        with pytest.raises(ValueError):
            add_row(tmp_path, table, values)
    add_row(tmp_path, "organ_ends", {"pattern": "亭$", "example": "某亭", "counterexample": "凉亭", "source": "nobody"})
    add_row(tmp_path, "organ_ends", {"pattern": "(", "example": "某"})
    add_row(tmp_path, "abbreviations", {"abbreviation": "某办", "full": "某办公室", "first": "去年"})
    said = "\n".join(check_tables(tmp_path))
    for words in ("matches its counterexample 凉亭", "source nobody is not in", "pattern does not compile", "first 去年 is no year"):
        assert words in said


def test_a_build_uses_the_own_rows_and_says_so(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(NOTICE, encoding="utf-8")

    def names():
        build([tmp_path / "docs"], tmp_path / "w")
        store = Store.open_current(tmp_path / "w" / "graph")
        return [name for (name,) in store.rows("SELECT ?name { ?m pol:involvedAgency ?a . ?a skos:prefLabel ?name }")]

    before = names()
    add_row(tmp_path / "w" / "lexicon", "abbreviations", {"abbreviation": "瞭望办", "full": "瞭望工作办公室"})
    after = names()
    assert before != after and after == ["太康县瞭望工作办公室"]
    (row,) = json.loads((tmp_path / "w" / "run.json").read_text(encoding="utf-8"))["lexicon"]
    assert (row["table"], row["overrides"], row["row"]["abbreviation"]) == ("abbreviations", False, "瞭望办")


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("zones.tsv", b"code\tname\n1\n", "1 cells, expected 2"),
        ("zones.tsv", b"code\tname\n1\t2\n", "its columns are code, name"),
        ("zones.tsv", "name\tcode\n区\t1\n".encode("gb18030"), "zones.tsv"),
        ("nothing.tsv", b"", "none of our tables"),
        ("sources.tsv", b"a\n1\t2\n", "2 cells, expected 1"),
        ("organ_ends.tsv", b"pattern\texample\tcounterexample\tsource\n(\t\t\tworkspace\n", "does not compile"),
    ],
)
def test_own_tables_that_do_not_hold_end_a_build_in_one_line_and_the_last_graph_stays(tmp_path, name, raw, said):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(NOTICE, encoding="utf-8")
    build([tmp_path / "docs"], tmp_path / "w")
    before = (tmp_path / "w" / "run.json").read_bytes()
    (tmp_path / "w" / "lexicon").mkdir()
    (tmp_path / "w" / "lexicon" / name).write_bytes(raw)
    with pytest.raises(WorkspaceError) as raised:
        build([tmp_path / "docs"], tmp_path / "w")
    assert said in str(raised.value) and "\n" not in str(raised.value)
    assert check_tables(tmp_path / "w" / "lexicon") and (tmp_path / "w" / "run.json").read_bytes() == before
