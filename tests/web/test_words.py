"""The words of the site: every word a template asks for is there, in both languages, and none stands twice."""

import re
from pathlib import Path

from kg.link.reasons import REASONS
from kg.vocab import LEVELS, RELATIONS, ROLES, STATUSES
from output.html.terms import TERMS
from output.web.words import _WORDS, word

WEB = Path(__file__).resolve().parents[2] / "output" / "web"


def test_templates_ask_for_words_that_are_there():
    asked = set()
    for path in (*WEB.glob("*.py"), *(WEB / "templates").glob("*.html")):
        asked |= set(re.findall(r"""word\(["']([a-z.-]+)["'][,)]""", path.read_text(encoding="utf-8")))
    assert len(asked) > 60 and {key for key in asked if key not in _WORDS and key not in TERMS} == set()


def test_each_word_stands_once_and_in_both_languages():
    assert not set(_WORDS) & set(TERMS)
    for key, (chinese, english) in _WORDS.items():
        assert chinese and english, key
        assert set(re.findall(r"\{(\w+)\}", chinese)) == set(re.findall(r"\{(\w+)\}", english)), key


def test_values_of_the_graph_have_words():
    wanted = [f"relation.{name}" for name in (*RELATIONS, *ROLES)] + [f"status.{name}" for name in STATUSES] + [f"level.{name}" for name in LEVELS]
    for key in wanted + [f"reason.{name}" for name in REASONS]:
        assert key in TERMS or key in _WORDS, key
    assert word("rank.law", "zh") == "法律" and word("rank.law", "en") == "Law"
    assert word("part-role.annex", "zh") == "附件" and word("rank.unheard-of", "zh") == "unheard-of"
