"""What holds for the units of any text, however its headings count: no measure overlaps another in part, and each heading stands where it says.

``POLICYKG_PROPERTIES`` is how many times as many texts are tried (1; ``make hostile`` takes 50).
"""

import os
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.extract import extract_record
from kg.paragraphs import find_ordinal
from kg.pipeline import find_layers
from kg.records import PolicyText
from kg.text import fold

BUDGET = settings(max_examples=80 * int(os.environ.get("POLICYKG_PROPERTIES", "1")), deadline=None, derandomize=True)
HEAD = "青山县人民政府办公室关于加强河道管理的通知\n青政办〔2023〕7号\n各乡镇人民政府：\n"
HAN = st.sampled_from(["一", "二", "三", "四", "十", "十一", "百", "零", "一二"])
FIGURES = st.integers(0, 120).map(str)
ORDINALS = st.one_of(
    st.builds("{}、".format, HAN), st.builds("（{}）".format, HAN), st.builds("{}.".format, FIGURES), st.builds("({})".format, FIGURES), st.builds("{})".format, FIGURES),
    st.builds("第{}条 ".format, HAN), st.builds("第{}章 ".format, HAN), st.builds("第{}节 ".format, HAN), st.sampled_from(["①", "⑳", "㈠", "⑴", "⒈", "-、", "", "", "第二条之一 "]),
)  # fmt: skip
HEADINGS = st.sampled_from([
    "加强领导", "指导思想", "基本原则", "重点任务", "保障措施", "申请条件", "其他事项", "附则", "法律责任", "名词解释", "落实责任（县水利局负责）", "有下列情形之一的：", "《河道管理办法》；", "清理河道；", "名单", " ", "", "。",
])  # fmt: skip
TEXTS = st.sampled_from([
    "。每月巡查一次。", "。由县水利局牵头，县财政局配合。", "\n各乡镇要抓好落实。", "\n以上任务由县水利局负责。", "。本通知自印发之日起施行。", "\n本意见由县水利局负责解释。", "，到2025年达到100%。1.明确责任。2.落实经费。", "\n序号 | 任务 | 责任单位\n1 | 清淤 | 县水利局",
    "\n（责任单位：县水利局）", "\n附件：1.河道名录", "\n附件1\n河道名录", "\n青山县人民政府办公室\n2023年5月10日", "\n- 3 -\n", "；", "", "\n \n", "（一）加强巡查。（二）" + "各乡镇要加强河道管理，" * 30, "\n青山县河道管理工作方案",
])  # fmt: skip
UNITS = st.tuples(st.sampled_from(["\n", "\n", "\n", "\n\n", "", " ", "\u3000\u3000", "\n　　"]), ORDINALS, HEADINGS, st.one_of(TEXTS, st.text("一二1.、（）()第条章。；：\n |附件", max_size=12)))
STYLES = ("{}、", "（{}）", "{}.", "（{}）")


def outline(steps: list[tuple[int, str, str]]) -> str:
    """Units that count as they should: (depth, heading, text) of each."""
    counts, lines = [0] * len(STYLES), []
    for depth, heading, words in steps:
        counts[depth:] = [counts[depth] + 1] + [0] * (len(STYLES) - depth - 1)
        count = counts[depth] if depth > 1 else "零一二三四五六七八九十"[min(counts[depth], 10)]
        lines.append(STYLES[depth].format(count) + heading + words)
    return "\n".join(lines)


WHOLE = "一、加强领导。每月巡查。\n二、落实责任\n（一）清理河道；\n（二）其他。\n以上任务由县水利局负责。\n三、加强管理\n（一）管理河道。"  # its 二 lies around （一）
OUTLINES = st.lists(st.tuples(st.integers(0, 3), HEADINGS, st.one_of(TEXTS, st.just("。\n以上任务由县水利局负责。"))), min_size=2, max_size=14).map(outline)
BODIES = st.one_of(OUTLINES, st.lists(UNITS.map("".join), min_size=1, max_size=14).map("".join))
DOCUMENTS = st.tuples(st.sampled_from(["", HEAD, HEAD.replace("关于加强", "关于印发")]), BODIES).map("".join).filter(str.strip)


@BUDGET
@given(DOCUMENTS)
@example(HEAD + WHOLE)
def test_measures_lie_inside_one_another_or_apart(text):
    folded = fold(text)
    found = find_layers(folded)
    measures = found["measures"]
    assert [(m.start, m.end) for m in measures] == sorted((m.start, m.end) for m in measures)
    around = []  # the measures that the next one may lie in
    for measure in measures:
        assert 0 <= measure.start < measure.end <= len(folded)
        assert folded[measure.start : measure.end].strip() == folded[measure.start : measure.end]
        while around and around[-1].end <= measure.start:
            around.pop()
        assert not around or measure.end <= around[-1].end, (measure, around[-1])
        around.append(measure)
    assert len({m.ref for m in measures}) == len(measures)
    parts = {m.ref: m for m in found["parts"]}
    for measure in measures:
        part, slash, _ = measure.ref.partition("/")
        assert not slash or parts[part].start <= measure.start and measure.end <= parts[part].end


def test_measures_lie_inside_one_another_at_all():
    assert [m.ref for m in find_layers(fold(HEAD + WHOLE))["measures"]] == ["1", "2", "2.1", "3.1"]


@BUDGET
@given(DOCUMENTS)
def test_every_heading_stands_at_its_offsets(text):
    folded = fold(text)
    found = find_layers(folded)
    measures = {m.ref: m for m in found["measures"]}
    headings = {m.ref: m for m in found["headings"]}
    assert headings.keys() == measures.keys() and len(found["headings"]) == len(headings)
    for ref, heading in headings.items():
        measure = measures[ref]
        assert measure.start <= heading.start <= heading.end <= measure.end
        ordinal = find_ordinal(folded, measure.start, measure.end)
        assert ordinal is None or heading.start == heading.end or ordinal.end <= heading.start
        assert "。" not in folded[heading.start : heading.end]


@BUDGET
@given(DOCUMENTS)
@example("一、加强领导。每月巡查一次。" + "\n一、 \n- 3 -\n\n零、加强领导。每月巡查一次。")  # a page ends between the ordinal and the heading
def test_what_a_record_says_of_a_unit_stands_in_the_unit(text):
    record = extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8"))
    measures = {measure.id: measure for measure in record.measures}
    assert len(measures) == len(record.measures)
    parts = {part.id: part for part in record.parts}
    for measure in record.measures:
        assert measure.heading and measure.label and len(measure.label) <= 30
        assert "".join(fold(measure.heading).split()) in re.sub(r"\s|-\s?3\s?-", "", fold(measure.text))  # page numbers are none of its words
        assert measure.part is None or parts[measure.part].start <= measure.start and measure.end <= parts[measure.part].end
        assert [duty.position for duty in measure.responsibilities] == list(range(1, len(measure.responsibilities) + 1))
    for target in record.targets:
        assert target.measure is None or measures[target.measure].start <= target.start and target.end <= measures[target.measure].end
