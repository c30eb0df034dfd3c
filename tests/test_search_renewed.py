"""An index that is brought up to date says the same as one made from scratch, whatever changed; killed on the way, it is what it was."""

import dataclasses
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from fake_extraction import extract_lines
from same_index import answers, marks_of

import kg.build
import kg.search.asking
import kg.search.making
from kg.build import build
from kg.search import SearchIndex, write_index
from kg.store import Store
from kg.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
PLACES = [("太康县", "411627", "county"), ("周口市", "411600", "prefecture"), ("河南省", "410000", "province")]
ORGANS = ["人民政府", "教育局", "财政局"]
TOPICS = ["校车安全", "学校供餐", "老旧电梯改造", "食品安全", "义务教育"]
QUESTIONS = ["校车", "校", "食品安全", "太政发〔2021〕3号", "人民政府", "教育局 供餐", "落实", "关于", "县人民政府关于校车安全的意见", "没有的词", "411627", "号", "电梯改造 安全"]


class Documents:
    """A folder of documents that cite each other and change step by step."""

    def __init__(self, folder, draw, count):
        self.folder, self.draw, self.written = folder, draw, {}
        folder.mkdir(parents=True)
        for index in range(count):
            self.write(index)

    def write(self, index):
        draw = self.draw
        name, code, level = draw.choice(PLACES)
        topic = draw.choice(TOPICS)
        title, number = f"{name}人民政府关于{topic}的意见（{index}）", f"{name[0]}政发〔202{index % 4}〕{index}号"
        lines = [f"title: {title}", f"number: {number}", f"level: {level}", f"region: {code}", f"issuers: {name}{draw.choice(ORGANS)}"]
        if draw.random() < 0.8:
            lines.append(f"date: 202{index % 4}-0{draw.randint(1, 9)}-1{draw.randint(0, 9)}")
        for other in draw.sample(sorted(self.written), min(len(self.written), draw.randint(0, 3))):
            lines.append("cites: basis | {} | {}".format(*self.written[other]))
        for _ in range(draw.randint(0, 3)):
            organ = draw.choice(ORGANS)
            lines.append(f"measure: 落实{draw.choice(TOPICS)}{draw.randint(1, 99)}项 | {organ} | {name}{organ}")
        lines.append(f"各单位要做好{draw.choice(TOPICS)}工作{draw.randint(1, 9)}次。")
        (self.folder / f"{index}.txt").write_text("\n".join(lines), encoding="utf-8")
        self.written[index] = title, number

    def step(self):
        draw = self.draw
        action = draw.choice(("add", "edit", "edit", "remove", "copy", "nothing"))
        if action == "add":
            self.write(max(self.written) + 1)
        elif action == "edit":
            self.write(draw.choice(sorted(self.written)))
        elif action == "remove" and len(self.written) > 3:
            chosen = draw.choice(sorted(self.written))
            (self.folder / f"{chosen}.txt").unlink()
            del self.written[chosen]
        elif action == "copy":
            chosen = draw.choice(sorted(self.written))
            shutil.copy(self.folder / f"{chosen}.txt", self.folder / f"a{chosen}.txt")


def renew(space, path, **more):
    """Bring an index up to date: (how many ids stand behind the last in order, how many are dead)."""
    store = Store.open_current(space.graph_folder)
    with space.open_texts() as texts:
        write_index(path, store, texts, fingerprint="x", marks=marks_of(store), counts={}, **more)
    with SearchIndex(path) as index:
        (living,) = index._connection.execute("SELECT COUNT(*) FROM items").fetchone()
        last, highest = int(index.meta["last"]), int(index.meta["highest"])
    return highest - last, highest - living


def check_same(space, kept, scratch, questions=QUESTIONS):
    scratch.unlink(missing_ok=True)
    assert renew(space, scratch) == (0, 0)
    with SearchIndex(kept) as one, SearchIndex(scratch) as other:
        told, wanted = answers(one, questions), answers(other, questions)
    assert told.keys() == wanted.keys()
    for question in wanted:
        assert told[question] == wanted[question], question
    return wanted


@pytest.fixture
def no_index(monkeypatch):
    monkeypatch.setattr(kg.build, "index_workspace", lambda *_: None)


@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_of_builds_ends_with_the_answers_of_an_index_from_scratch(tmp_path, monkeypatch, no_index, seed):
    draw = random.Random(seed)
    if seed % 2:
        monkeypatch.setattr(kg.search.making, "_WORN", 1)  # brought up to date whatever is dead
        monkeypatch.setattr(kg.search.asking, "MOST", 12)
        monkeypatch.setattr(kg.search.asking, "MOST_TEXTS", 7)
    documents = Documents(tmp_path / "docs", draw, 25)
    added, cut = [], 0
    for turn in range(6):
        for _ in range(draw.randint(1, 3) if turn else 0):
            documents.step()
        build([documents.folder], tmp_path / "w", extract=extract_lines)
        space = Workspace.open(tmp_path / "w")
        added.append(renew(space, tmp_path / "kept.sqlite")[0])
        wanted = check_same(space, tmp_path / "kept.sqlite", tmp_path / "scratch.sqlite")
        assert wanted["find", "校车", None][1] and wanted["list", "measure", "rank"][1]
        cut += any(answer[2] for question, answer in wanted.items() if question[0] == "find")
    assert added[0] == 0 and any(added) and bool(cut) == bool(seed % 2)
    if seed % 2:
        assert all(added[3:]) and added == sorted(added)


def test_a_document_that_stays_keeps_its_id_and_one_that_is_cited_more_moves(tmp_path, no_index):
    documents = Documents(tmp_path / "docs", random.Random(5), 40)
    build([documents.folder], tmp_path / "w", extract=extract_lines)
    space, kept = Workspace.open(tmp_path / "w"), tmp_path / "kept.sqlite"
    renew(space, kept)
    with SearchIndex(kept) as index:
        before = {item.iri: item for item in index.list_items("document", limit=1000)[0]}
        last = list(before.values())[-1]
    (documents.folder / "new.txt").write_text(f"title: 新\nnumber: 新政发〔2024〕1号\ncites: basis | {last.title} | {last.number}", encoding="utf-8")
    build([documents.folder], tmp_path / "w", extract=extract_lines)
    added, dead = renew(Workspace.open(tmp_path / "w"), kept)
    with SearchIndex(kept) as index:
        after = {item.iri: item for item in index.list_items("document", limit=1000)[0]}
        moved = {iri for iri in before if after[iri].id != before[iri].id}
        assert moved == {last.iri} and after[last.iri].cited == last.cited + 1 and after[last.iri].rank < last.rank
        assert index.find(last.number).items[0].id == after[last.iri].id > int(index.meta["last"])
    assert 2 <= added <= 12 and dead < added


def extract_louder(policy):
    """The same bytes, read by another program."""
    record = extract_lines(policy)
    last = record.measures[-1:]
    return dataclasses.replace(record, measures=record.measures[:-1] + tuple(dataclasses.replace(one, heading="加快" + one.heading) for one in last))


def test_the_same_bytes_that_were_read_otherwise_are_read_anew(tmp_path, no_index):
    documents = Documents(tmp_path / "docs", random.Random(7), 12)
    kept = tmp_path / "kept.sqlite"
    for extract in (extract_lines, extract_louder):
        build([documents.folder], tmp_path / "w", extract=extract)
        renew(space := Workspace.open(tmp_path / "w"), kept)
        with SearchIndex(kept) as index:
            assert bool(index.find("加快落实", "measure").total) == (extract is extract_louder)
    check_same(space, kept, tmp_path / "scratch.sqlite")


def test_an_index_that_is_worn_is_made_anew(tmp_path, no_index):
    documents = Documents(tmp_path / "docs", random.Random(6), 30)
    turns = []
    for turn in range(12):
        if turn:
            for index in sorted(documents.written)[turn * 2 : turn * 2 + 2]:
                documents.write(index)
        build([documents.folder], tmp_path / "w", extract=extract_lines)
        turns.append(renew(Workspace.open(tmp_path / "w"), tmp_path / "kept.sqlite"))
    with SearchIndex(tmp_path / "kept.sqlite") as index:
        assert all(max(turn) * 5 <= int(index.meta["highest"]) * 2 for turn in turns)
    assert any(turn == (0, 0) for turn in turns[1:]) and any(turn[1] > 0 for turn in turns)


def test_the_examples_with_what_was_extracted(tmp_path, no_index, examples):
    files = sorted(path for path in examples.rglob("*") if path.suffix in (".txt", ".html", ".md"))
    docs = tmp_path / "docs"
    docs.mkdir()
    for number, path in enumerate(files[2:]):
        shutil.copy(path, docs / f"{number}-{path.name}")
    questions = [*QUESTIONS, "国发〔2021〕91号", "学校食堂", "国务院 供餐", "校长 负责"]
    kept = tmp_path / "kept.sqlite"
    build([docs], tmp_path / "w")
    renew(Workspace.open(tmp_path / "w"), kept)
    edited = sorted(docs.iterdir())[0]
    for change in (
        lambda: edited.write_text(edited.read_text(encoding="utf-8").replace("。", "，每季度检查一次。", 1), encoding="utf-8"),
        lambda: shutil.copy(files[0], docs / files[0].name),
    ):
        change()
        build([docs], tmp_path / "w")
        space = Workspace.open(tmp_path / "w")
        renew(space, kept)
        assert check_same(space, kept, tmp_path / "scratch.sqlite", questions)["find", "学校食堂", None][1]


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A workspace, and an index of what it was before one of its documents changed."""
    folder = tmp_path_factory.mktemp("changed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.build, "index_workspace", lambda *_: None)
        documents = Documents(folder / "docs", random.Random(8), 30)
        build([documents.folder], folder / "w", extract=extract_lines)
        renew(Workspace.open(folder / "w"), folder / "before.sqlite")
        documents.write(29)
        build([documents.folder], folder / "w", extract=extract_lines)
    return Workspace.open(folder / "w"), folder / "before.sqlite"


_KILLED = """
import os, signal, sys
sys.path[:0] = [{tests!r}, {root!r}]
import kg.search.making as making
from pathlib import Path
from same_index import marks_of
from kg.store import Store
from kg.workspace import Workspace
before = getattr(making.{owner}, {name!r})
def die(*words):
    before(*words)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(making.{owner}, {name!r}, die)
space = Workspace.open({workspace!r})
store = Store.open_current(space.graph_folder)
with space.open_texts() as texts:
    making.write_index(Path({index!r}), store, texts, fingerprint="y", marks=marks_of(store))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize(("owner", "name"), [("_Rows", "write"), ("_Filling", "_hold"), ("shutil", "copyfile")])
def test_killed_on_the_way_it_is_what_it_was_and_the_next_one_is_right(tmp_path, changed, owner, name):
    space, before = changed
    kept = tmp_path / "kept.sqlite"
    shutil.copy(before, kept)
    words = {"tests": str(ROOT / "tests"), "root": str(ROOT), "workspace": str(space.folder), "index": str(kept)}
    run = subprocess.run([sys.executable, "-c", _KILLED.format(owner=owner, name=name, **words)], capture_output=True)
    assert run.returncode == -signal.SIGKILL, run.stderr
    assert kept.read_bytes() == before.read_bytes()
    added, dead = renew(space, kept)
    assert added > 0 and dead > 0 and not kept.with_name("kept.sqlite.new").exists()
    check_same(space, kept, tmp_path / "scratch.sqlite")


def test_a_reader_goes_on_with_the_index_that_it_opened(tmp_path, changed):
    space, before = changed
    kept = tmp_path / "kept.sqlite"
    shutil.copy(before, kept)
    with SearchIndex(kept) as index:
        told = answers(index, QUESTIONS)
        assert renew(space, kept)[0] > 0
        assert answers(index, QUESTIONS) == told
    with SearchIndex(kept) as index:
        assert answers(index, QUESTIONS) != told


def test_what_cannot_be_brought_up_to_date_is_made_anew(tmp_path, changed, monkeypatch):
    space, before = changed
    kept = tmp_path / "kept.sqlite"
    shutil.copy(before, kept)
    connection = sqlite3.connect(kept)
    connection.execute("DROP TABLE holds")
    connection.commit()
    connection.close()
    assert renew(space, kept) == (0, 0)
    shutil.copy(before, kept)
    monkeypatch.setattr(kg.search.making, "program_hash", lambda: "another program")
    assert renew(space, kept) == (0, 0)
    monkeypatch.undo()
    shutil.copy(before, kept)
    store = Store.open_current(space.graph_folder)
    with space.open_texts() as texts:
        write_index(kept, store, texts, fingerprint="x", marks={})  # nothing is known of the sources
    with SearchIndex(kept) as index:
        assert index.meta["last"] == index.meta["highest"]
    check_same(space, kept, tmp_path / "scratch.sqlite")
