"""After texts were reworded nothing is linked, and the workspace is that of a build from scratch all the same."""

import dataclasses
import random
import shutil

import pytest
from fake_extraction import extract_lines
from same_index import answers
from test_incremental import NUMBERS, TITLES, table_of

import kg.build
import kg.graph_change
import kg.reworded
from kg.build import Tables, build
from kg.extract import extract_record
from kg.link import gist_of, link_gists
from kg.reading import list_sources, read
from kg.review import apply_decisions, find_doubts, read_decisions, write_doubts
from kg.search import SearchIndex
from kg.stats import count_graph, load_counts
from kg.store import Store, find_current
from kg.workspace import Workspace

COUNTY = "level: county\nregion: 411627\nissuers: 太康县人民政府"


@pytest.fixture
def linked(monkeypatch):
    """One entry for each time that all is linked."""
    times = []
    monkeypatch.setattr(kg.build, "link_gists", lambda *words: times.append(1) or link_gists(*words))
    return times


@pytest.fixture(autouse=True)
def any_share(monkeypatch):
    """However many have changed, the graph before is changed."""
    for module in (kg.graph_change, kg.reworded):
        monkeypatch.setattr(module, "_MOST", 0)


def assert_as_from_scratch(space, scratch):
    one, other = (Store.open_current(folder / "graph") for folder in (space, scratch))
    assert list(one.quads()) == list(other.quads())
    assert load_counts(one) == count_graph(one) == load_counts(other)
    for name in ("links.parquet", "marks.parquet", "made-of"):
        assert (one.folder / name).read_bytes() == (other.folder / name).read_bytes(), name
    for name in ("records.parquet", "gists.parquet"):
        assert (space / name).read_bytes() == (scratch / name).read_bytes(), name
    with SearchIndex(space / "search.sqlite") as one, SearchIndex(scratch / "search.sqlite") as other:
        assert answers(one, TITLES + NUMBERS) == answers(other, TITLES + NUMBERS)
    one, other = (Workspace.open(folder).load_report() for folder in (space, scratch))
    assert {**one, "extracted": 0} == {**other, "extracted": 0}


def test_the_examples_reworded(examples, tmp_path, linked):
    """Forwarded texts, regulations with the decision above them, texts that are no policy; offsets of everything move."""
    docs = shutil.copytree(examples, tmp_path / "docs")
    build([docs], tmp_path / "w")
    reworded = sorted(docs.glob("*.txt"))
    assert len(reworded) > 10
    for turn, path in enumerate(reworded):
        path.write_bytes(b"\n\n%b\nPV: %d\n" % (path.read_bytes(), turn))
    build([docs], tmp_path / "w")
    assert len(linked) == 1
    build([docs], tmp_path / "scratch")
    assert_as_from_scratch(tmp_path / "w", tmp_path / "scratch")


class Corpus:
    """Documents of which some are one, some say other things of it, some have no number; and catalogues that know them."""

    def __init__(self, folder, draw):
        self.docs, self.draw, self.texts = folder / "docs", draw, {}
        self.docs.mkdir(parents=True)
        self.catalogue = folder / "catalogue.csv"
        self.catalogue.write_text(table_of(draw, "catalogue"), encoding="utf-8")
        for number in range(draw.randint(3, 9)):
            self.write(f"{number}.txt")

    def write(self, name):
        draw = self.draw
        lines = [f"title: {draw.choice(TITLES)}", COUNTY] if draw.random() < 0.8 else [COUNTY]
        if number := draw.choice(NUMBERS):
            lines.append(f"number: {number}")
        if draw.random() < 0.6:
            lines.append(f"date: 202{draw.randint(2, 4)}-03-01")
        for _ in range(draw.randint(0, 3)):
            lines.append(f"cites: {draw.choice(['basis', 'plans', 'repeals', 'extends'])} | {draw.choice([*TITLES, '实施方案', '实施细则'])} | {draw.choice(NUMBERS)}")
        for _ in range(draw.randint(0, 2)):
            lines.append(f"measure: 做好工作 | {draw.choice(['县教育局', '县财政局'])} | {draw.choice(['太康县教育局', '太康县财政局'])}")
        self.texts[name] = lines
        self.reword(name)

    def reword(self, name):
        path, text = self.docs / name, "\n".join(self.texts[name]).replace("做好工作", f"做好{self.draw.choice('甲乙丙丁')}项工作")
        path.write_text(f"{text}\n浏览{name}：{self.draw.randint(1, 10**9)}\n", encoding="utf-8")

    def build(self, space):
        build([self.docs], space, tables=Tables((self.catalogue,)), extract=extract_lines)


@pytest.mark.parametrize("seed", range(6))
def test_sequences_of_rewording_and_other_changes(tmp_path, linked, seed):
    corpus = Corpus(tmp_path, random.Random(seed))
    corpus.build(tmp_path / "w")
    without = 0
    for _ in range(4):
        reworded = corpus.draw.random() < 0.8
        for name in corpus.draw.sample(sorted(corpus.texts), corpus.draw.randint(1, 3)):
            corpus.reword(name) if reworded else corpus.write(name)
        times = len(linked)
        corpus.build(tmp_path / "w")
        without += len(linked) == times
        shutil.rmtree(tmp_path / "scratch", ignore_errors=True)
        corpus.build(tmp_path / "scratch")
        assert_as_from_scratch(tmp_path / "w", tmp_path / "scratch")
    assert without


def two(folder, **more):
    folder.mkdir()
    texts = {
        "a.txt": f"title: 太康县校车安全管理办法\nnumber: 太政〔2023〕2号\n{COUNTY}\n", "b.txt": f"title: 太康县校车工作方案\n{COUNTY}\ncites: basis | 太康县校车安全管理办法 |\n", **more
    }  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def reword(path):
    path.write_text(path.read_text(encoding="utf-8") + "浏览次数：2\n", encoding="utf-8")


def test_a_reworded_text_is_not_linked_again(tmp_path, linked):
    docs, space = two(tmp_path / "docs"), tmp_path / "w"
    for _ in range(3):
        build([docs], space, extract=extract_lines)
        reword(docs / "a.txt")
    assert len(linked) == 1


def test_a_text_without_a_title_is_called_by_its_new_bytes(tmp_path, linked):
    cites = "cites: basis | 太康县校车工作方案 |\ncites: basis | 实施方案 |\ncites: plans | 实施细则 |\n"
    docs, space = two(tmp_path / "docs", **{"untitled.txt": f"{COUNTY}\n{cites}", "odd.txt": f"{COUNTY}\nnumber: 国发〔2012〕48号\n{cites}"}), tmp_path / "w"
    build([docs], space, extract=extract_lines)
    for _ in range(2):
        reword(docs / "untitled.txt")
        reword(docs / "odd.txt")
        build([docs], space, extract=extract_lines)
    assert len(linked) == 1
    build([docs], tmp_path / "scratch", extract=extract_lines)
    assert_as_from_scratch(space, tmp_path / "scratch")


@pytest.mark.parametrize(
    "change",
    [
        lambda docs: (docs / "b.txt").write_text("title: 太康县另一方案\n" + COUNTY, encoding="utf-8"),
        lambda docs: (docs / "b.txt").write_text((docs / "a.txt").read_text(encoding="utf-8"), encoding="utf-8"),  # the same bytes twice
        lambda docs: (docs / "a.txt").rename(docs / "c.txt"),
        lambda docs: (docs / "a.txt").unlink(),
    ],
)
def test_what_is_more_than_rewording_is_linked(tmp_path, linked, change):
    docs, space = two(tmp_path / "docs"), tmp_path / "w"
    build([docs], space, extract=extract_lines)
    change(docs)
    build([docs], space, extract=extract_lines)
    assert len(linked) == 2
    build([docs], tmp_path / "scratch", extract=extract_lines)
    assert_as_from_scratch(space, tmp_path / "scratch")


def test_where_review_has_decided_all_is_linked(tmp_path, linked):
    docs, space = two(tmp_path / "docs", **{"c.txt": f"title: 太康县校车安全管理办法\nnumber: 太政〔2023〕3号\n{COUNTY}\n"}), tmp_path / "w"
    build([docs], space, extract=extract_lines)
    rows = find_doubts(Workspace.open(space))
    table = tmp_path / "review.csv"
    table.write_bytes(write_doubts([{**row, "decision": "no"} for row in rows]))
    assert apply_decisions(Workspace.open(space), read_decisions(table)[0])
    build([docs], space, extract=extract_lines)
    times = len(linked)
    reword(docs / "b.txt")
    build([docs], space, extract=extract_lines)
    assert len(linked) == times + 1


@pytest.mark.parametrize("name", ["links.parquet", "marks.parquet"])
def test_a_graph_that_does_not_say_what_it_was_made_of_is_made_again(tmp_path, linked, name):
    docs, space = two(tmp_path / "docs"), tmp_path / "w"
    build([docs], space, extract=extract_lines)
    (find_current(space / "graph") / name).write_bytes(b"nonsense")
    reword(docs / "a.txt")
    build([docs], space, extract=extract_lines)
    assert len(linked) == 2
    build([docs], tmp_path / "scratch", extract=extract_lines)
    assert_as_from_scratch(space, tmp_path / "scratch")


def test_meaning_leaves_out_bytes_and_places_alone(examples):
    for source in list_sources([examples]).files:
        record = extract_record(read(source.path, source.name))
        said = gist_of(record).meaning()
        moved = dataclasses.replace(record, sha256="f" * 64, parts=tuple(dataclasses.replace(part, start=part.start + 9, end=part.end + 9) for part in record.parts))
        assert gist_of(moved).meaning() == said
        if record.kind != "policy":
            continue
        assert gist_of(dataclasses.replace(record, header=dataclasses.replace(record.header, title="另一件通知"))).meaning() != said
        if record.citations:
            assert gist_of(dataclasses.replace(record, citations=record.citations[1:])).meaning() != said
