"""What holds for any text: numbers, offsets, and what is written and read again."""

from evidence import facts_of
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import extract_record
from kg.numbers import find_numbers, parse_number
from kg.records import PolicyText, Record
from kg.text import find_dates, fold, parse_numeral, simplify

BUDGET = settings(max_examples=60, deadline=None, derandomize=True)
CODES = st.sampled_from(["国发", "国办发", "京政发", "浙政办发", "财税", "教基〔一〕", "沪府规", "青政办"])
BRACKETS = st.sampled_from(["〔〕", "[]", "［］", "【】", "()", "（）", "﹝﹞"])
LINES = st.sampled_from([
    "青山县人民政府办公室关于加强河道管理的通知", "青政办〔2023〕7号", "各乡镇人民政府：", "为贯彻《国务院关于河道的意见》（国发〔2021〕9号）精神，现就有关事项通知如下。",
    "一、加强领导", "（一）落实责任。由县水利局牵头，县财政局配合。", "1.到2025年底，完成河道治理100公里。", "第一条 本办法自印发之日起施行，有效期5年。", "（责任单位：县水利局、各乡镇人民政府）",
    "序号 | 任务 | 责任单位", "1 | 清淤 | 县水利局", "附件：1.河道名录", "附件1", "青山县人民政府办公室", "2023年5月10日", "抄送：县委办公室。", "《意见》", "上述通知", "", "- 3 -", "廳於乾",
])  # fmt: skip
DOCUMENTS = st.lists(st.one_of(LINES, st.text(max_size=12), st.text("《》〔〕（）()、。；：“”|一1年月日号第条 \n", max_size=20)), max_size=25).map("\n".join).filter(str.strip)


@BUDGET
@given(CODES, st.integers(1950, 2049), st.integers(1, 9999), BRACKETS, st.sampled_from(["", "第"]))
def test_a_number_is_the_same_in_any_brackets_and_its_canonical_form_is_itself(code, year, serial, marks, ordinal):
    number = parse_number(fold(f"{code}{marks[0]}{year}{marks[1]}{ordinal}{serial}号"))
    assert number is not None and (number.year, number.serial) == (year, serial)
    assert parse_number(number.canonical).canonical == number.canonical == f"{code}〔{year}〕{serial}号"


@BUDGET
@given(st.text(max_size=80))
def test_no_text_is_too_odd_for_the_words(text):
    folded = fold(text)
    assert len(folded) == len(simplify(text)) == len(text)
    for start, end in find_numbers(folded):
        assert 0 <= start < end <= len(folded)
    assert all(0 <= start < end <= len(folded) for start, end, _ in find_dates(folded))
    parse_number(folded)
    parse_numeral(folded)


@BUDGET
@given(DOCUMENTS)
def test_every_fact_stands_at_its_offsets(text):
    record = extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8"))
    for fact in facts_of(record):
        assert 0 <= fact.start < fact.end <= len(text) and text[fact.start : fact.end] == fact.text
    assert [measure.start for measure in record.measures] == sorted(measure.start for measure in record.measures)
    assert len({measure.id for measure in record.measures}) == len(record.measures)
    for measure in record.measures:
        assert not measure.responsibilities or all(0 <= duty.start for duty in measure.responsibilities)
    assert Record.from_json(record.to_json()) == record
