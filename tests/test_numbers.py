"""Document numbers: forms found and parsed, and words that must not count."""

import pytest

from kg.numbers import find_numbers, parse_number
from kg.text import fold

FORMS = [
    ("国发〔2012〕48号", "国发〔2012〕48号"),
    ("国发[2012]48号", "国发〔2012〕48号"),
    ("國發（2012）第048號", "国发〔2012〕48号"),
    ("国务院令第588号", "国务院令第588号"),
    ("中华人民共和国国务院令 第588号", "国务院令第588号"),
    ("财政部公告2015年第12号", "财政部公告2015年第12号"),
]


@pytest.mark.parametrize("words, canonical", FORMS)
def test_forms_parse_to_canonical(words, canonical):
    assert parse_number(fold(words)).canonical == canonical


def test_code_begins_after_the_title():
    text = fold("关于做好春耕工作的通知沪府发〔2012〕34号")
    assert [text[a:b] for a, b in find_numbers(text)] == ["沪府发〔2012〕34号"]
