"""Spaces inside words are closed up, and evidence points into the text as it was."""

import random

import pytest

from kg.extract import extract_record
from kg.records import PolicyText
from kg.spacing import close_up, join_ordinals, restore_breaks, restore_marks
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
    assert close_up(fold(TEXT), TEXT) is None
    assert close_up(fold("清河市财政局 清河市交通运输局\n" * 30), "清河市财政局 清河市交通运输局\n" * 30) is None


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


def closed(text):
    found = close_up(fold(text), text)
    return found.text if found else fold(text)


@pytest.mark.parametrize("mark", ["- 3 -", "— 3 —", "第 3 页 共 10 页", "下一页"])
@pytest.mark.parametrize(
    "above, below",
    [
        ("一、明确责任", "二、落实经费"),
        ("一、明确责任", "县道由市公路中心养护。"),  # a heading is no torn line
        ("一、明确责任。县道由市公路中心养护。（市公路中心负责）", "    二、落实经费。"),
        ("经市政府同意，现印发给你们。", "清河市农村公路养护办法"),
        ("2023年5月10日", "清河市农村公路养护办法"),
        ("附件：清河市农村公路养护工程建设项目名单（2023年）及其明细", "清河市财政局"),
        ("各县区要把农村公路养护经费列入本级财政预算", "    市财政局每季度拨付。"),
        ("现将养护办法印发给你们，请认真贯彻执行", "附件：养护办法"),
    ],
)
def test_no_page_number_joins_two_paragraphs(mark, above, below):
    assert closed(f"{above}\n{mark}\n{below}\n") == fold(f"{above}\n{below}\n")


@pytest.mark.parametrize("mark", ["\n- 3 -\n", "\n\n— 3 —\n\n", " —3—\n"])
@pytest.mark.parametrize(
    "above, below",
    [
        ("一、落实经费。各县区要把养护", "经费列入预算。"),
        ("（责任单位：市财政局、", "市交通运输局）"),
        ("按照《农村公路养护质", "量标准》巡查。"),
        ("根据省政府文件（清政发〔2023〕", "7号）"),
    ],
)
def test_a_sentence_goes_on_over_a_page_number(mark, above, below):
    assert closed(f"{above}{mark}{below}\n") == fold(f"{above}{below}\n")


PAGE = "各县区要把农村公路养护经费列入本级财政预算并随物价水平逐年调整，不得挤占挪用，也不得以其他名目抵扣，违者由审计部门追回，"


@pytest.mark.parametrize("marks", ["123", ("1 / 3", "2 / 3", "3 / 3"), ("·7·", "·8·", "·9·")])
def test_bare_numbers_that_count_up_through_sentences_are_page_numbers(marks):
    torn = "".join(f"{PAGE}\n{mark}\n" for mark in marks)
    assert closed(f"{torn}并予以通报。\n") == fold(PAGE * 3 + "并予以通报。\n")


def test_bare_numbers_that_count_rows_stay():
    rows = "".join(f"{number}\n{PAGE.rstrip('，')}\n市财政局\n" for number in range(1, 4))
    assert closed(rows) == fold(rows)
    agencies = "市财政局、市交通运输局、市自然资源局、市应急管理局、市公路中心"
    table = "序号\n任务\n单位\n" + "".join(f"{number}\n{PAGE}并予以通报\n{agencies}\n" for number in range(1, 4))
    assert closed(table) == fold(table)
    row = PAGE.rstrip('，')
    assert closed(f"{row}\n3\n{row}\n3\n{row}") == fold(f"{row}\n3\n{row}\n3\n{row}")  # they do not count up


@pytest.mark.parametrize("head", ["清河市人民政府公报 2021年第8期", "政 府 公 报        2021 年第 8 期（总第 78 期）", "清政发〔2023〕7号"])
def test_a_running_head_beside_its_first_page_number(head):
    torn = f"清政发〔2023〕7号\n各县区要把养护经费列入预算，\n— 3 —\n{head}\n并按季拨付。\n"
    assert closed(torn) == fold("清政发〔2023〕7号\n各县区要把养护经费列入预算，并按季拨付。\n")


@pytest.mark.parametrize("between", ["— 3 —\n{}\n", "{}\n— 3 —\n"])
def test_a_line_said_above_is_a_running_head_inside_a_sentence(between):
    head = "清河市农村公路养护实施方案"
    torn = f"{head}\n各县区要把养护经费列入预算，\n{between.format(head)}并按季拨付。\n— 4 —\n{head}\n为了养护公路。\n"
    assert closed(torn) == fold(f"{head}\n各县区要把养护经费列入预算，并按季拨付。\n{head}\n为了养护公路。\n")


def test_a_signature_beside_a_page_number_is_no_running_head():
    text = "清河市交通运输局\n关于加强养护的通知\n加强养护。\n{}清河市交通运输局\n2023年5月10日\n"
    assert closed(text.format("— 3 —\n")) == fold(text.format(""))


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
    assert closed(f"按照《全国公路\n\n{mark}\n养护规划》的要求。") == "按照《全国公路养护规划》的要求。"
    assert close_up(fold("按照《全国公路\n第三页\n养护规划》的要求。"), "按照《全国公路\n第三页\n养护规划》的要求。") is None


@pytest.mark.parametrize(
    "text, restored",
    [
        ("一,加强领导.各县区要抓好落实.\n二,落实经费.市财政局牵头.", "一、加强领导。各县区要抓好落实。\n二、落实经费。市财政局牵头。"),
        ("一.加强领导.\n二.落实经费.\n三.严格考核(市财政局负责).", "一.加强领导。\n二.落实经费。\n三.严格考核(市财政局负责)。"),
        ("1.5公里.\n第2.3条.\nwww.gov.cn", "1.5公里.\n第2.3条.\nwww.gov.cn"),  # too few
        ("加强领导。落实经费。严格考核.每月巡查.按季拨付.", "加强领导。落实经费。严格考核.每月巡查.按季拨付."),
        ("一,二,三级公路\n五,六级公路", "一,二,三级公路\n五,六级公路"),
        ("一,加强领导\n三,落实经费", "一,加强领导\n三,落实经费"),
    ],
)
def test_half_width_marks_throughout(text, restored):
    assert restore_marks(text) == restored


def test_facts_of_a_text_with_half_width_marks():
    text = TEXT.replace("一、", "一,").replace("清河市人民政府\n2023", "二、加强巡查。市公路中心牵头，市公安局配合，每月巡查一次。\n清河市人民政府\n2023").replace("二、", "二,")
    text = text.replace("。", ".").replace("，", ",").replace("：", ":").replace("（", "(").replace("）", ")")
    record = extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8"))
    assert [(m.id, m.heading, [r.agency for r in m.responsibilities]) for m in record.measures] == [
        ("1", "落实经费", ["市财政局", "市交通运输局"]), ("2", "加强巡查", ["市公路中心", "市公安局"])
    ]  # fmt: skip
    assert all(text[fact.start : fact.end] == fact.text for fact in record.measures)
