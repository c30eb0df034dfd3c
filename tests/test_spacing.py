"""Spaces inside words are closed up, and evidence points into the text as it was."""

import random

from kg.extract import extract_record
from kg.records import PolicyText
import pytest

from kg.spacing import close_up, join_ordinals, restore_breaks
from kg.text import fold

BODY = "各县区要把农村公路养护经费列入本级财政预算并随物价水平逐年调整，不得挤占挪用，也不得以其他名目抵扣。" * 6
TEXT = f"""清河市人民政府关于加强农村公路养护的意见
清政发〔2023〕7号
各县区人民政府：
为贯彻《国务院关于公路养护的意见》（国发〔2021〕9号）精神，现提出以下意见。
一、落实经费。{BODY}（责任单位：市财政局、市交通运输局）
清河市人民政府
2023年5月10日
"""


def spaced(text):
    chance = random.Random(1)
    return "".join(c + " " * (chance.random() < 0.04 and "一" <= c <= "龥") for c in text)


def test_a_clean_text_stays():
    assert close_up(fold(TEXT)) is None
    assert close_up(fold("清河市财政局 清河市交通运输局\n" * 30)) is None


def test_facts_of_a_spaced_text_are_those_of_the_clean_one():
    noisy = spaced(TEXT)
    record, clean = (extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8")) for text in (noisy, TEXT))
    assert noisy.count(" ") > 10
    assert (record.header.title, record.header.number, record.header.issuers) == (clean.header.title, clean.header.number, clean.header.issuers)
    assert [(c.title, c.number) for c in record.citations] == [(c.title, c.number) for c in clean.citations]
    assert [[r.name for r in m.responsibilities] for m in record.measures] == [[r.name for r in m.responsibilities] for m in clean.measures]
    for fact in (*record.citations, *record.measures, *record.header.evidence.values()):
        assert noisy[fact.start : fact.end] == fact.text


def test_page_numbers_and_running_heads_are_taken_out():
    pages = [TEXT[i : i + 60] for i in range(0, len(TEXT), 60)]
    torn = "".join(page + (f"\n— {n} —\n人民政府公报 2021年第8期\n" if n < len(pages) else "") for n, page in enumerate(pages, 1))
    record, clean = (extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8")) for text in (torn, TEXT))
    assert [m.heading for m in record.measures] == [m.heading for m in clean.measures]
    assert [(c.title, c.number) for c in record.citations] == [(c.title, c.number) for c in clean.citations]
    assert all(torn[fact.start : fact.end] == fact.text for fact in (*record.citations, *record.measures))


def test_one_line_that_looks_like_a_page_number_stays():
    assert close_up(fold("一、明确责任\n- 3 -\n二、落实经费\n")) is None


SENTENCE = "各县区要把农村公路养护经费列入本级财政预算，不得挤占挪用。"


@pytest.mark.parametrize(
    "line, pieces",
    [
        (f"现就有关事项通知如下：　　一、落实经费。{SENTENCE * 3}　　二、加强巡查。每月一次。　　2023年5月10日", 4),
        (f"现就有关事项通知如下：{SENTENCE * 4}     清河市财政局       2023年5月10日", 3),
        (f"{SENTENCE * 4}附：名单    清河市财政局      2023年5月10日", 3),  # the date behind an indent says so
        (f"{SENTENCE * 4} \u3000\u2002一、落实经费。", 2),
        (f"{SENTENCE * 4}组长：张  三　成员：李  四", 1),  # names set to one width
        (f"现通知如下： 一、落实经费 {SENTENCE * 10} 二、加强巡查 每月一次。 三、严格考核 {SENTENCE}", 7),  # breaks that became blanks
        (" 一、".join(" ".join(SENTENCE[at : at + 5] for at in range(0, 25, 5)) for _ in range(20)), 1),  # blanks inside words
        (f"{SENTENCE}　　一、落实经费。", 1),  # a line that is not long has kept its breaks
        (f"{SENTENCE * 4}|　　一、落实经费。", 1),  # a row of a table
    ],
)
def test_an_indent_inside_a_long_line_was_a_line_break(line, pieces):
    restored = restore_breaks(line)
    assert len(restored) == len(line)
    assert len(restored.split("\n")) == pieces


@pytest.mark.parametrize("between", ["　　", " "])
def test_facts_of_a_text_whose_breaks_became_indents_or_blanks(between):
    whole = TEXT.replace("清河市人民政府\n2023", "二、加强巡查\n县区交通运输局每月巡查一次。\n三、严格考核\n结果纳入年度考核。\n清河市人民政府\n2023")
    text = whole.replace("\n", between)
    record, clean = (extract_record(PolicyText("a.txt", words, "0" * 64, "text/plain", "utf-8")) for words in (text, whole))
    assert (record.header.title, record.header.number, record.header.issuers, record.header.date) == (
        clean.header.title, clean.header.number, clean.header.issuers, clean.header.date
    )  # fmt: skip
    assert [m.heading for m in record.measures] == [m.heading for m in clean.measures]
    for fact in (*record.citations, *record.measures, *record.header.evidence.values()):
        assert text[fact.start : fact.end] == fact.text


@pytest.mark.parametrize(
    "text, joined",
    [
        ("第一条\n为了养护公路，制定本规定。", "第一条 为了养护公路，制定本规定。"),
        ("第一条\n\n　　为了养护公路", "第一条    为了养护公路"),
        ("（一）\n落实经费。", "（一） 落实经费。"),
        ("第一条\n第二条\n为了养护", "第一条\n第二条 为了养护"),  # the first has no text
        ("第一章\n总则", "第一章\n总则"),
        ("一、落实经费\n每年拨付", "一、落实经费\n每年拨付"),
    ],
)
def test_an_ordinal_alone_on_its_line_belongs_to_the_next(text, joined):
    assert join_ordinals(text) == joined and len(joined) == len(text)


@pytest.mark.parametrize("mark", ["# Page 65:", "Page 3 of 10", "第 3 页 共 10 页"])
def test_the_mark_of_a_page_inside_a_title(mark):
    closed = close_up(fold(f"按照《全国公路\n\n{mark}\n养护规划》的要求。"))
    assert "".join(closed.text.split()) == "按照《全国公路养护规划》的要求。"
    assert close_up(fold("按照《全国公路\n第三页\n养护规划》的要求。")) is None
