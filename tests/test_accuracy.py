"""The benchmarks run, and docs/accuracy.md says what they print."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module", autouse=True)
def benchmarks():
    """Benchmarks are scripts: they import each other from their own folder."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    yield
    sys.path.remove(str(ROOT / "benchmarks"))


@pytest.fixture(scope="module")
def two_examples(benchmarks, examples):
    from gold_documents import load_documents

    return load_documents(examples / "gold", (examples / "05-province-department-notice.txt", examples / "08-township-plan.txt"))


def test_degraded_text_keeps_most_of_its_facts(two_examples):
    from degraded import MISLABELLED, WAYS, losses

    plain, lost = losses(two_examples)
    assert set(lost) == {*WAYS, MISLABELLED} and len(lost) == 10
    for way in ("other brackets and quotes", "full-width digits", "traditional characters", "GB18030 labelled UTF-8"):
        assert min(lost[way].values()) >= -3, (way, lost[way])
    for way in ("line breaks lost", "OCR look-alikes", "hard-wrapped lines", "spaces inside words"):
        assert lost[way]["header"] >= -20 and lost[way]["citations"] >= -20, (way, lost[way])
    assert plain["header"] == 100


def test_degrading_changes_what_it_says_and_nothing_else():
    import random

    from degraded import full_width_digits, hard_wrapped, inner_spaces, look_alikes, lost_line_breaks, other_brackets, page_breaks, traditional

    chance = random.Random(1)
    text = "\n".join(["国发〔2020〕10号"] + ["一、坚持自己的土地，人人有责。" * 9] * 30)
    assert lost_line_breaks(text, chance).count("\n") == 12
    assert max(map(len, hard_wrapped(text, chance).split("\n"))) == 36
    for way in (hard_wrapped, inner_spaces):
        assert re.sub(r"\s", "", way(text, chance)) == re.sub(r"\s", "", text)
    assert other_brackets(text, chance).startswith("国发[2020]10号")
    assert full_width_digits(text, chance).startswith("国发〔２０２０〕１０号")
    assert traditional(text, chance).startswith("國發〔2020〕10號")
    mistaken = look_alikes(text, chance)
    changed = [(a, b) for a, b in zip(text, mistaken) if a != b]
    assert len(mistaken) == len(text) and set(changed) <= {("一", "—"), ("己", "已"), ("土", "士"), ("人", "入"), ("0", "O")}
    assert 0.02 < len(changed) / sum(text.count(c) for c in "一己土人") < 0.05
    assert page_breaks(text, chance).count("公报") == len(text) // 800


def test_the_naive_reader_reads_naively(two_examples):
    from naive import read_naively

    record = read_naively(two_examples.texts["08-township-plan.txt"])
    assert record["measures"] and record["citations"]
    score = two_examples.score(read_naively)
    assert 0 < score.counts["measures"].f1 < 1 and score.ratios["relation"].accuracy < 0.5


def test_agencies_of_recognisers_are_counted_as_sets(two_examples):
    from entities import agencies_of, compare, count_recogniser

    wanted = {agency for record in two_examples.gold.values() for agency in agencies_of(record)}

    def recognise(sentence: str) -> list[str]:
        return [agency for agency in sorted(wanted) if agency in sentence] + ["某某公司"]

    row = count_recogniser(two_examples, recognise)
    assert row.whole.gold == sum(len(agencies_of(record)) for record in two_examples.gold.values())
    assert row.whole.recall > 0.8 and row.whole.predicted > row.whole.hit
    assert "policykg" in compare(two_examples)


def test_facts_are_drawn_by_a_fixed_seed(examples):
    from draw_facts import SIZES, draw, table

    folder = [str(examples)]
    drawn, known = draw(folder, {"header": 5, "responsibility": 4, "target": 99})
    assert drawn == draw(folder, {"header": 5, "responsibility": 4, "target": 99})[0]
    assert [fact.kind for fact in drawn][:9] == ["header"] * 5 + ["responsibility"] * 4
    assert len(drawn) == 9 + known["target"]
    assert len({fact.digest for fact in drawn}) == len(drawn)
    assert "are not read yet" in table(drawn, known)
    assert sum(SIZES.values()) == 200


def test_what_was_read_of_facts_is_well_formed():
    import csv

    from draw_facts import READ

    with READ.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert len({row["digest"] for row in rows}) == len(rows) >= 280
    assert {row["verdict"] for row in rows} == {"right", "wrong"}
    assert all(len(row["note"]) <= 120 for row in rows)


@pytest.mark.parametrize("section", ["dev", "naive"])
def test_the_page_holds_what_its_command_prints(shared, section):
    from accuracy import print_section, written_section

    assert written_section(section) == print_section(section), "python benchmarks/accuracy.py --write"


def test_the_page_has_every_section():
    from accuracy import COMMANDS, written_section

    for section in COMMANDS:
        assert len(written_section(section).splitlines()) > 3, section
