"""The lines of the links graph in blocks: what is said to have changed is what has, and the file is that of a build from scratch."""

import random
from dataclasses import replace

import pytest
from linked_sample import LINKED, RECORDS, shuffled

from kg.links_file import change_links, keep_links, read_links
from kg.rdf import Block, Graphs


def blocks_of(linked, salt="x"):
    return Graphs(linked, [record.outline() for record in RECORDS]).links(salt)


def keep(path, linked, salt="x"):
    return set(keep_links(path, blocks_of(linked, salt)))


def mutated(linked, draw):
    """One thing said otherwise."""
    name = draw.choice(["title", "region", "type", "citation", "conflict", "agency", "part", "gone", "former"])
    documents, place = list(linked.documents), draw.randrange(len(linked.documents))
    if name in ("title", "region", "type"):
        value = {"title": "另一件通知", "region": draw.choice(["410000", "411627", None]), "type": draw.choice(["一览表", "通知", None])}[name]
        documents[place] = replace(documents[place], **{name: value})
        return replace(linked, documents=tuple(documents))
    if name == "former":
        documents[place] = replace(documents[place], former_keys=("title||从前的名称",))
        return replace(linked, documents=tuple(documents))
    if name == "agency":
        return replace(linked, agencies=tuple(replace(one, written=(*one.written, "又名")) if draw.random() < 0.3 else one for one in linked.agencies))
    if name == "part":
        return replace(linked, parts=tuple(replace(one, wins=not one.wins) if draw.random() < 0.3 else one for one in linked.parts))
    if name == "gone":
        kept = tuple(one for one in linked.documents if one.sources or draw.random() < 0.5)
        keys = {one.key for one in kept}
        return replace(linked, documents=kept, citations=tuple(one for one in linked.citations if one.cited in keys))
    if name == "conflict":
        return replace(linked, conflicts=tuple(one for one in linked.conflicts if draw.random() < 0.5))
    return replace(linked, citations=tuple(one for one in linked.citations if draw.random() < 0.7))


@pytest.mark.parametrize("seed", range(60))
def test_what_has_changed_is_found_and_the_file_is_that_of_a_build_from_scratch(tmp_path, seed):
    draw = random.Random(seed)
    linked, before = LINKED, tmp_path / "before"
    lines = keep(before, linked)
    for turn in range(3):
        linked = mutated(linked, draw)
        now, scratch = tmp_path / f"now{turn}", tmp_path / "scratch"
        gone, come = change_links(now, blocks_of(linked), before)
        assert gone <= lines and not come & lines
        lines = lines - gone | come
        assert lines == keep(scratch, linked)
        assert now.read_bytes() == scratch.read_bytes()
        before = now


def test_a_document_that_is_what_it_was_is_not_made_again(tmp_path, monkeypatch):
    keep(tmp_path / "before", LINKED)
    made, make = [], Block.make
    monkeypatch.setattr(Block, "make", lambda block: made.append(block.name) or make(block))
    assert change_links(tmp_path / "now", blocks_of(LINKED), tmp_path / "before") == (set(), set())
    assert made == ["3"]
    made.clear()
    first = LINKED.documents[0]
    change_links(tmp_path / "now", blocks_of(replace(LINKED, documents=(replace(first, title="改了"), *LINKED.documents[1:]))), tmp_path / "before")
    assert [name for name in made if name.startswith("1 ")] == [f"1 {first.key}"]
    made.clear()
    assert change_links(tmp_path / "now", blocks_of(LINKED, "another program"), tmp_path / "before") == (set(), set())
    assert len([name for name in made if name.startswith("1 ")]) == len(LINKED.documents)


def test_no_line_is_in_two_blocks():
    for seed in range(5):
        linked, _ = shuffled(seed)
        linked = replace(linked, documents=tuple(sorted(linked.documents, key=lambda one: one.key)))
        lines = [line for block in blocks_of(linked) for line in block.make()]
        assert len(lines) == len(set(lines)) > 100


def test_a_damaged_file_is_said(tmp_path):
    keep(tmp_path / "links.parquet", LINKED)
    assert len(list(read_links(tmp_path))) > 100
    for damaged in (b"nonsense", (tmp_path / "links.parquet").read_bytes()[:-100]):
        (tmp_path / "links.parquet").write_bytes(damaged)
        with pytest.raises((OSError, ValueError)):
            change_links(tmp_path / "now", blocks_of(LINKED), tmp_path / "links.parquet")
        with pytest.raises((OSError, ValueError)):
            list(read_links(tmp_path))
