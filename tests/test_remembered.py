"""Answers about short words are kept, about long ones not."""

import re

import pytest

from kg.duties.agents import _ends, _openings
from kg.lexicon import load_table
from kg.remembered import remember
from kg.text import _WIDTH, _convertible, _converter, fold_width, simplify


def test_short_words_are_asked_about_once_and_long_ones_each_time():
    asked = []

    @remember
    def length(words: str) -> int:
        asked.append(words)
        return len(words)

    assert [length("教育局"), length("教育局"), length("局" * 100), length("局" * 100)] == [3, 3, 100, 100]
    assert asked == ["教育局", "局" * 100, "局" * 100]


def test_every_end_of_an_organ_begins_with_a_character_that_is_looked_at():
    for row in load_table("organ_ends"):
        words = row["example"]
        assert re.search(row["pattern"], words), row
        assert _ends().search(words).end() == re.search("|".join(r["pattern"] for r in load_table("organ_ends")), words).end()
    assert _openings("(?:(?<=[织务])|(?<=人事))部(?!门)") == {"部"}
    assert _openings("[村居]委会") == {"村", "居"}
    assert _openings("(?:总|审计)署") == {"总", "审"}


@pytest.mark.parametrize("words", ["沈思", "沈阳", "答覆", "覆盖", "毛坏", "破坏", "慰藉", "憑藉", "關於印發", "一目瞭然", "英哩", "想像"])
def test_only_the_lines_that_opencc_may_change_go_through_it(words):
    text = f"第一行不变\n前{words}后\n\n末行{words}"
    assert simplify(text) == _converter()(text)


def test_nothing_that_opencc_changes_is_left_out():
    ideographs = [chr(code) for code in (*range(0x2E80, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x2A6E0))]
    converted = _converter()("\n".join(ideographs)).split("\n")
    assert [a for a, b in zip(ideographs, converted, strict=True) if a != b and not _convertible().search(a)] == []


def test_no_folded_character_is_folded_again():
    assert not set(_WIDTH) & set(_WIDTH.values())
    assert fold_width("［第１条］　－") == "〔第1条〕 -"
