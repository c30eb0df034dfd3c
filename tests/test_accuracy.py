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
