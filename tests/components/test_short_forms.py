"""Short forms point back to the citation that they mean."""

import pytest
from layers import words_of

from kg.extract import extract_record
from kg.records import PolicyText

TOP = "清河市人民政府关于加强农村公路养护的通知\n各县区人民政府：\n为贯彻《国务院关于公路养护的意见》（国发〔2021〕9号，以下简称《意见》）精神，现将有关事项通知如下。\n"


@pytest.mark.parametrize(
    "body, short",
    [
        ("一、加强学习。各县区要认真学习《意见》。\n", ["《意见》"]),
        ("一、加强学习。按照上述意见要求，抓好落实。\n", ["上述意见"]),
        ("一、加强学习。各县区要认真学习上级文件。\n", []),
        ("一、加强学习。执行《公路条例》，该条例自公布之日起施行。\n", ["该条例"]),
        ("一、加强学习。上述通知另行下发。\n", []),
    ],
)
def test_forms(body, short):
    assert words_of(TOP + body, "short_forms") == short


def test_a_short_form_is_one_more_mention_of_the_same_document():
    text = TOP + "一、加强学习。各县区要认真学习《意见》。\n"
    full, short = extract_record(PolicyText("n.txt", text, "0" * 64, "text/plain", "utf-8")).citations
    assert (short.title, short.number, short.relation) == (full.title, full.number, full.relation) == ("国务院关于公路养护的意见", "国发〔2021〕9号", "implements")
    assert short.text == "《意见》" and short.start > full.start
