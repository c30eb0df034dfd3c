"""Rows are counted exactly in every form, wherever the chunks are cut and whatever the cells hold."""

import io
import random

import pyoxigraph as ox
import pytest

from kg.query_rows import AnswerFile, TooLarge
from kg.query_standard import CountedFile

FORMS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
PIECES = ["\"", "\\", "\\\\\"", "},{\"", "[{", "\n", "\r\n", ",", "<result>", "", "a\"},{\"b", "x" * 50, "\t", "甲"]


def _cell(chance: random.Random) -> str:
    text = "".join(chance.choice(PIECES) for _ in range(chance.randrange(6)))
    for char, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(char, escape)
    return chance.choice([f'"{text}"', f'"{text}"', "UNDEF", "<http://a/>"])


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_counted(form):
    chance = random.Random(5)
    for _ in range(60):
        count = chance.randrange(30)
        values = " ".join(f"({_cell(chance)} {_cell(chance)})" for _ in range(count))
        whole = io.BytesIO()
        ox.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}").serialize(whole, FORMS[form])
        for most in (count, count - 1):
            taken, place = io.BytesIO(), 0
            file = CountedFile(taken, None, form, most)
            try:
                while place < len(whole.getvalue()):
                    chunk = whole.getvalue()[place : place + chance.choice((1, 2, 7, 60))]
                    place += file.write(chunk)
                assert most == count and taken.getvalue() == whole.getvalue()
            except TooLarge as error:
                assert most == count - 1 and f"more than {most} rows" in str(error)


def test_bytes_are_counted():
    file = AnswerFile(io.BytesIO(), 2048)
    file.write(b"x" * 2048)
    with pytest.raises(TooLarge, match="more than 2 kB .--max-size"):
        file.write(b"x")
