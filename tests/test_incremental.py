"""Any sequence of builds ends like one from scratch: files and catalogues come, change, move and go.

Many short sequences with a linker and a store that cost nothing, whose quads are real ones; a few with everything
real. What is compared is the N-Quads, byte for byte.
"""

import random
import shutil
import sqlite3

import pytest
from fake_extraction import extract_lines
from same_index import answers

import kg.build
import kg.graph_change
import kg.search.making
import kg.workspace
from kg.build import Tables, build
from kg.link import gist_of
from kg.linked import Linked, LinkedCitation, LinkedDocument, LinkedPart
from kg.search import SearchIndex
from kg.stats import count_graph, load_counts
from kg.store import Store, find_current

COUNTY = "level: county\nregion: 411627\nissuers: 太康县人民政府"
TITLES = ["太康县校车安全管理办法", "校车安全管理办法", "国务院关于校车的意见", "国家校车发展规划", "太康县校车工作方案"]
NUMBERS = ["国发〔2012〕48号", "太政〔2023〕2号", "太政〔2022〕9号", ""]
STEPS = ("add", "add", "edit", "remove", "rename", "copy", "table", "table", "drop table", "again")


def text_of(draw):
    lines = [f"title: {draw.choice(TITLES)}", COUNTY]
    if number := draw.choice(NUMBERS):
        lines.append(f"number: {number}")
    if draw.random() < 0.6:
        lines.append(f"date: 202{draw.randint(2, 4)}-03-01")
    for _ in range(draw.randint(0, 2)):
        lines.append(f"cites: {draw.choice(['basis', 'plans', 'repeals', 'extends'])} | {draw.choice(TITLES)} | {draw.choice(NUMBERS)}")
    return "\n".join(lines)


def table_of(draw, kind):
    if kind == "edges":
        rows = [f"{draw.choice(TITLES)},{draw.choice(TITLES + NUMBERS[:3])},{draw.choice(['依据', '废止', ''])}" for _ in range(3)]
        return "citing,cited,relation\n" + "\n".join(rows) + "\n"
    rows = [
        f"{draw.choice(TITLES)},{draw.choice(NUMBERS)},202{draw.randint(2, 4)}.03.0{draw.randint(1, 9)}公布,{draw.choice(['现行有效', '失效', ''])}"
        for _ in range(draw.randint(1, 4))
    ]
    return "标题,发文字号,公布日期,时效性\n" + "\n".join(rows) + "\n"


class Inputs:
    """A folder of documents and a set of tables that change step by step."""

    def __init__(self, folder, draw):
        self.docs, self.tables, self.draw = folder / "docs", folder / "tables", draw
        self.docs.mkdir(parents=True)
        self.tables.mkdir()
        self._write(self.docs / "first.txt", text_of(draw))

    @staticmethod
    def _write(path, text):
        path.write_text(text, encoding="utf-8")

    def step(self):
        draw, names = self.draw, sorted(self.docs.iterdir())
        chosen, free = draw.choice(names), self.docs / f"doc{draw.randint(0, 9)}.txt"
        action = draw.choice(STEPS)
        if action == "add":
            self._write(free, text_of(draw))
        elif action == "edit":
            self._write(chosen, text_of(draw))
        elif action == "remove" and len(names) > 1:
            chosen.unlink()
        elif action == "rename":
            chosen.replace(free)
        elif action == "copy":
            shutil.copy(chosen, free) if chosen != free else None
        elif action == "table":
            kind = draw.choice(["catalogue", "catalogue", "edges"])
            self._write(self.tables / f"{kind}{draw.randint(0, 1)}.csv", table_of(draw, kind))
        elif action == "drop table":
            for path in sorted(self.tables.iterdir())[:1]:
                path.unlink()

    def build(self, workspace):
        paths = sorted(self.tables.iterdir())
        self.draw.shuffle(paths)
        catalogues = tuple(path for path in paths if path.name.startswith("catalogue"))
        edges = tuple(path for path in paths if path.name.startswith("edges"))
        return build([self.docs], workspace, tables=Tables(catalogues, edges), extract=extract_lines)


class LinesStore:
    """A store that keeps its lines in a file."""

    def __init__(self, folder):
        self.folder = folder

    @classmethod
    def build(cls, folder, lines, beside):
        return cls._made(folder, {line.encode("utf-8") for line in lines}, beside)

    @classmethod
    def change(cls, folder, graphs, gone, lines, beside):
        ends = tuple(f" <{graph}> .\n".encode() for graph in graphs)
        before = cls.lines(folder)
        kept = {line for line in before if not line.endswith(ends)} if ends else before
        gone = {line.encode("utf-8") for line in gone}
        assert gone <= kept
        return cls._made(folder, kept - gone | {line.encode("utf-8") for line in lines}, beside)

    @classmethod
    def _made(cls, folder, lines, beside):
        new = folder / f"graph-{len(list(folder.glob('graph-*'))) + 1}"
        new.mkdir(parents=True)
        (new / "lines").write_bytes(b"".join(sorted(lines)))
        beside(new)
        (folder / "current").write_text(new.name)
        return cls(folder)

    @classmethod
    def lines(cls, folder):
        return set((find_current(folder) / "lines").read_bytes().splitlines(keepends=True))

    @classmethod
    def open_current(cls, folder):
        assert (find_current(folder) / "lines").is_file()
        return cls(folder)


def link_each(gists, scratch=None, catalogues=(), decided=None):
    """Every record a document of its own, its citations open: what a linker would see is in the lines."""
    kept = {}
    for gist in (*gists, *(gist_of(row.record) for catalogue in catalogues for row in catalogue.rows)):
        known = kept.get(gist.outline.sha256)
        kept[gist.outline.sha256] = gist if known is None or gist.outline.source < known.outline.source else known
    none = dict.fromkeys(("printed", "published", "effective", "expires", "subtype", "type", "level", "region"))
    documents, citations = [], []
    for sha, gist in sorted(kept.items()):
        header = gist.outline.header
        documents.append(LinkedDocument(f"source|{sha}", "full", header.title, header.number, (), date=header.date, derived=(), sources=(sha,), **none))
        for index, said in enumerate(gist.said):
            citations.append(LinkedCitation(sha, index, f"source|{sha}", None, said.relation, None, "nothing", 0.0))
    parts = tuple(LinkedPart(sha, None, f"source|{sha}", True) for sha in sorted(kept))
    return Linked(tuple(documents), (), tuple(citations), {}, parts=parts)


@pytest.mark.parametrize("batch", range(5))
def test_hundreds_of_sequences_end_like_one_build_from_scratch(tmp_path, monkeypatch, batch):
    monkeypatch.setattr(kg.build, "link_gists", link_each)
    monkeypatch.setattr(kg.build, "Store", LinesStore)
    monkeypatch.setattr(kg.graph_change, "Store", LinesStore)
    monkeypatch.setattr(kg.graph_change, "_MOST", 0)  # a graph is changed, however little stays
    for module, name, count in (
        (kg.build, "load_counts", {}), (kg.graph_change, "load_counts", {}), (kg.graph_change, "count_graph", {}), (kg.graph_change, "keep_counts", {}),
        (kg.graph_change, "count_nodes", {}), (kg.graph_change, "count_triples", 0),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, lambda *_, count=count: count)
    monkeypatch.setattr(kg.build, "index_workspace", lambda *_: None)
    for seed in range(batch * 50, batch * 50 + 50):
        folder = tmp_path / str(seed)
        inputs = Inputs(folder, random.Random(seed))
        for _ in range(inputs.draw.randint(2, 4)):
            for _ in range(inputs.draw.randint(1, 3)):
                inputs.step()
            inputs.build(folder / "w")
        inputs.build(folder / "scratch")
        assert LinesStore.lines(folder / "w/graph") == LinesStore.lines(folder / "scratch/graph"), f"seed {seed}"
        for name in ("records.parquet", "gists.parquet", "catalogues.parquet"):
            assert (folder / "w" / name).read_bytes() == (folder / "scratch" / name).read_bytes(), f"{name}, seed {seed}"
        shutil.rmtree(folder)


@pytest.mark.parametrize("seed", range(1000, 1006))
def test_sequences_with_linking_and_the_store_end_like_one_build_from_scratch(tmp_path, monkeypatch, seed):
    if seed % 2:
        monkeypatch.setattr(kg.graph_change, "_MOST", 0)
        monkeypatch.setattr(kg.workspace, "_MOST_TEXTS", 0)
        monkeypatch.setattr(kg.search.making, "_WORN", 1)
    inputs = Inputs(tmp_path, random.Random(seed))
    for _ in range(3):
        for _ in range(3):
            inputs.step()
        inputs.build(tmp_path / "w")
    inputs.build(tmp_path / "scratch")
    one, other = (Store.open_current(tmp_path / name / "graph") for name in ("w", "scratch"))
    assert list(one.quads()) == list(other.quads())
    assert (one.folder / "counts.json").is_file() and load_counts(one) == count_graph(one) == load_counts(other)
    one, other = (sqlite3.connect(tmp_path / name / "texts.sqlite").execute("SELECT * FROM texts ORDER BY source").fetchall() for name in ("w", "scratch"))
    assert one == other
    with SearchIndex(tmp_path / "w" / "search.sqlite") as one, SearchIndex(tmp_path / "scratch" / "search.sqlite") as other:
        assert answers(one, TITLES + NUMBERS) == answers(other, TITLES + NUMBERS)
