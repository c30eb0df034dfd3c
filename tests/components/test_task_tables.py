"""Task tables: rows that divide work are measures, and tables that only look alike give nothing."""

import sys
from pathlib import Path

import pytest
from layers import layers_of

from kg.duties.columns import column_kind, read_columns
from kg.extract import extract_record
from kg.reading import read_bytes
from kg.records import PolicyText

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "reading"))
from word_file import paragraph, word_file  # noqa: E402

TOP = "清河市人民政府办公室关于印发重点工作任务分工的通知\n各县区人民政府：\n现将任务分工印发给你们，请认真抓好落实。\n"
ANNEX = TOP + "清河市人民政府办公室\n2024年3月5日\n附件\n2024年重点工作任务分工表\n"
HEADS = "序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限\n"


def record_of(text):
    return extract_record(PolicyText("a.txt", text, "0", "text/plain", None))


def rows_of(text):
    """(id, heading, agencies with their roles) of the measures of a text."""
    return [(m.id, m.heading, [(r.agency, r.role) for r in m.responsibilities]) for m in record_of(text).measures]


def test_a_row_is_a_measure_of_its_annex():
    record = record_of(ANNEX + HEADS + "1 | 修缮危桥。拆除三座。 | 市交通运输局 | 市财政局、各县区人民政府 | 2024年10月底前\n")
    (measure,) = record.measures
    assert (measure.id, measure.part, measure.kind, measure.heading) == ("1/1", "1", "task", "修缮危桥")
    assert [(r.agency, r.role, r.position) for r in measure.responsibilities] == [
        ("市交通运输局", "lead", 1), ("市财政局", "support", 2), ("各县区人民政府", "support", 3)
    ]  # fmt: skip
    assert [(t.text, t.due, t.measure, t.part) for t in record.targets] == [("2024年10月底前", "2024-10-31", "1/1", "1")]
    assert measure.text.startswith("1 | 修缮危桥") and measure.text.endswith("2024年10月底前")


def test_evidence_is_what_the_text_says():
    text = ANNEX + HEADS + "1 | 修缮危桥 | 市交通运输局 | 市财政局 市公路中心 | 2024年底\n"
    record = record_of(text)
    facts = [*record.measures, *record.targets, *(r for m in record.measures for r in m.responsibilities)]
    assert len(facts) == 5 and all(text[f.start : f.end] == f.text for f in facts)


def test_a_table_in_the_covering_text_has_no_part():
    assert rows_of(TOP + "序号 | 任务 | 责任单位\n1 | 疏浚河道 | 市水利局\n2 | 加固堤防 | 市水利局\n") == [
        ("1", "疏浚河道", [("市水利局", "responsible")]),
        ("2", "加固堤防", [("市水利局", "responsible")]),
    ]


@pytest.mark.parametrize(
    "cell, agencies",
    [
        ("市教育局牵头，市财政局、市住建局配合", [("市教育局", "lead"), ("市财政局", "support"), ("市住建局", "support")]),
        ("市教育局，市财政局配合", [("市教育局", "responsible"), ("市财政局", "support")]),
        ("市教育局（牵头）、市财政局", [("市教育局", "lead"), ("市财政局", "responsible")]),
        ("牵头单位：市教育局；配合单位：市财政局", [("市教育局", "lead"), ("市财政局", "support")]),
        ("市教育局 市财政局", [("市教育局", "responsible"), ("市财政局", "responsible")]),
        ("市人力资源和 社会保障局", [("市人力资源和社会保障局", "responsible")]),
        ("市教育局等有关部门", [("市教育局", "responsible")]),
        ("张三", []),
        ("-", []),
    ],
)
def test_what_a_cell_says_goes_before_its_column(cell, agencies):
    rows = rows_of(ANNEX + f"序号 | 任务 | 责任单位\n1 | 疏浚河道 | {cell}\n2 | 加固堤防 | 市水利局\n")
    assert rows[0] == ("1/1", "疏浚河道", agencies)


@pytest.mark.parametrize("before, head, after", [("", "（列第一位的为牵头单位）", ""), ("注：排在首位的单位为牵头单位\n", "", ""), ("", "", "注：第一个为牵头单位。\n")])
def test_the_first_leads_where_the_table_says_so(before, head, after):
    rows = rows_of(ANNEX + before + f"序号 | 任务 | 责任单位{head}\n1 | 疏浚河道 | 市水利局、市财政局\n2 | 加固堤防 | 市水利局\n" + after)
    assert [agencies for _, _, agencies in rows] == [[("市水利局", "lead"), ("市财政局", "responsible")], [("市水利局", "responsible")]]


def test_a_sentence_in_the_task_divides_no_work():
    rows = rows_of(ANNEX + "序号 | 任务 | 责任单位\n1 | 疏浚河道。由市财政局负责拨付经费。 | 市水利局\n")
    assert rows == [("1/1", "疏浚河道", [("市水利局", "responsible")])]


def test_groups_are_in_the_id_and_no_measures():
    text = "序号 | 任务 | 责任单位\n一、水利方面\n1 | 疏浚河道 | 市水利局\n二、交通方面\n2 | 修缮危桥 | 市交通运输局\n（一）养护 |  | \n3 | 养护道路 | 市公路中心\n"
    assert [(key, heading) for key, heading, _ in rows_of(ANNEX + text)] == [("1/1.1", "疏浚河道"), ("1/2.2", "修缮危桥"), ("1/2.1.3", "养护道路")]


def test_heads_repeated_on_the_next_page_are_no_row():
    head = "序号 | 任务 | 责任单位\n"
    text = head + "1 | 疏浚河道 | 市水利局\n（续表）\n" + head + "2 | 加固堤防 | 市水利局\n"
    assert [key for key, _, _ in rows_of(ANNEX + text)] == ["1/1", "1/2"]


def test_rows_below_an_empty_task_belong_to_it():
    record = record_of(ANNEX + HEADS + "1 | 修缮危桥 | 市交通运输局 | 市财政局 | 2024年6月底\n |  | 市公路中心 | 市应急管理局 | 2024年底\n2 | 养护道路 | 市公路中心 |  | 长期\n")
    assert [(m.id, [(r.agency, r.role) for r in m.responsibilities]) for m in record.measures] == [
        ("1/1", [("市交通运输局", "lead"), ("市财政局", "support"), ("市公路中心", "lead"), ("市应急管理局", "support")]),
        ("1/2", [("市公路中心", "lead")]),
    ]
    assert [(t.measure, t.due) for t in record.targets] == [("1/1", "2024-06-30"), ("1/1", "2024-12-31")]


def test_a_task_over_several_steps_gives_the_steps():
    text = "序号 | 重点任务 | 具体措施 | 责任单位 | 时限\n1 | 健全制度 | 出台办法 | 市水利局 | 2024年9月\n |  | 落实经费 |  | \n2 | 培训人员 | 举办两期培训班 | 市人社局 | 每年\n"
    record = record_of(ANNEX + text)
    assert [(m.id, m.heading, [r.agency for r in m.responsibilities]) for m in record.measures] == [
        ("1/1.1", "出台办法", ["市水利局"]), ("1/1.2", "落实经费", ["市水利局"]), ("1/2", "举办两期培训班", ["市人社局"])
    ]  # fmt: skip
    assert [(t.measure, t.due) for t in record.targets] == [("1/1.1", "2024-09-30"), ("1/1.2", "2024-09-30")]


def test_an_empty_cell_of_a_task_of_its_own_stays_empty():
    assert rows_of(ANNEX + "序号 | 任务 | 责任单位\n1 | 疏浚河道 | 市水利局\n2 | 加固堤防 | \n") == [
        ("1/1", "疏浚河道", [("市水利局", "responsible")]), ("1/2", "加固堤防", [])
    ]  # fmt: skip


def test_rows_without_task_and_totals_give_nothing():
    text = "序号 | 任务 | 责任单位\n1 |  | 市水利局\n2 | 疏浚河道 | 市水利局\n | 合计 | 2\n合计 | 1 | 市水利局\n"
    assert [heading for _, heading, _ in rows_of(ANNEX + text)] == ["疏浚河道"]


def test_heads_of_two_rows():
    text = "序号 | 工作任务 | 责任分工 | 时限\n |  | 牵头 | 配合 | \n1 | 疏浚河道 | 市水利局 | 市财政局 | 2024年底前\n"
    assert rows_of(ANNEX + text) == [("1/1", "疏浚河道", [("市水利局", "lead"), ("市财政局", "support")])]


def test_a_unit_that_only_heads_the_table_gives_it_its_number():
    table = "序号 | 任务 | 责任单位\n1 | 疏浚河道 | 市水利局\n"
    assert [key for key, _, _ in rows_of(TOP + "一、加强领导。各县区要抓好落实。\n二、任务分工\n" + table + "三、强化督查。定期通报。\n")] == ["1", "2.1", "3"]
    spoken = record_of(TOP + "一、分解任务。各单位要按下表抓好落实。\n" + table)
    assert [(m.id, m.text) for m in spoken.measures] == [("1", "一、分解任务。各单位要按下表抓好落实。"), ("1~2", "1 | 疏浚河道 | 市水利局")]


def test_counts_that_begin_again_keep_ids_apart():
    table = "序号 | 任务 | 责任单位\n1 | 疏浚河道 | 市水利局\n2 | 加固堤防 | 市水利局\n"
    assert [key for key, _, _ in rows_of(ANNEX + table + "另一张表如下：\n" + table)] == ["1/1", "1/2", "1/1~2", "1/2~2"]


@pytest.mark.parametrize(
    "table",
    [
        "序号 | 项目名称 | 资金（万元） | 责任单位\n1 | 疏浚河道 | 20 | 市水利局\n",  # a budget
        "序号 | 指标名称 | 目标值 | 责任单位\n1 | 河道疏浚率 | 90 | 市水利局\n",  # indicators
        "姓名 | 工作任务 | 责任单位\n李四 | 疏浚河道 | 市水利局\n",  # people
        "序号 | 单位 | 职务\n1 | 市水利局 | 局长\n",
        "序号 | 工作任务 | 分值 | 责任单位\n1 | 疏浚河道 | 20 | 市水利局\n",  # marks
        "序号 | 事项名称 | 设定依据 | 实施主体\n1 | 取水许可审批 | 《水法》 | 市水利局\n",  # powers
        "项目名称 | 实施单位 | 备注\n疏浚河道 | 市水利局 | 无\n",
        "序号 | 任务 | 责任人\n1 | 疏浚河道 | 市水利局\n",
        "序号 | 工作任务 | 牵头及配合单位\n1 | 疏浚河道 | 市水利局、市财政局\n",  # whose role is which?
        "序号 | 工作任务 | 甲 | 乙 | 责任单位\n1 | 疏浚河道 | 一 | 二 | 市水利局\n",  # too many heads unknown
        "1 | 疏浚河道 | 市水利局\n2 | 加固堤防 | 市水利局\n",  # no heads
    ],
)
def test_tables_that_divide_no_work_give_nothing(table):
    folded, found = layers_of(ANNEX + table)
    assert found["task_cells"] == []
    assert found["targets"] == []


def test_a_second_table_with_other_heads_ends_the_first():
    text = "序号 | 任务 | 责任单位\n1 | 疏浚河道 | 市水利局\n序号 | 指标 | 目标值\n1 | 疏浚长度 | 市水利局\n"
    assert [heading for _, heading, _ in rows_of(ANNEX + text)] == ["疏浚河道"]


def test_borders_lost_a_cell_a_line():
    text = "序号\n任务\n责任单位\n一、水利\n1\n疏浚河道\n（含支流）\n市水利局\n2\n加固堤防\n市水利局、\n市财政局\n二、交通\n3\n修缮危桥\n市交通运输局\n市公路中心\n"
    assert rows_of(ANNEX + text) == [
        ("1/1.1", "疏浚河道（含支流）", [("市水利局", "responsible")]),
        ("1/1.2", "加固堤防", [("市水利局", "responsible"), ("市财政局", "responsible")]),
        ("1/2.3", "修缮危桥", [("市交通运输局", "responsible"), ("市公路中心", "responsible")]),
    ]


def test_borders_lost_but_for_a_bar_and_an_extract_that_counts_from_80():
    cells = ["序号", "目标与任务", "分 管 县领导", "牵头责任单位", "责任单位", "80", "疏浚河道，加固堤防。", "李 四", "县水利局", "县各有关单位", "84", "修缮危桥。", "王 五赵 六", "县公路中心", "县财政局"]
    assert rows_of(ANNEX + " |\n".join(cells) + " |\n") == [
        ("1/80", "疏浚河道，加固堤防", [("县水利局", "lead"), ("县各有关单位", "responsible")]),
        ("1/84", "修缮危桥", [("县公路中心", "lead"), ("县财政局", "responsible")]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "序号\n任务\n目标\n责任单位\n1\n疏浚河道\n加固堤防\n清淤十公里\n市水利局\n2\n修缮危桥\n重建\n三座\n市公路中心\n",  # which lines are one cell?
        "序号\n任务\n牵头单位\n配合单位\n1\n疏浚河道\n市水利局\n市财政局\n市城管局\n2\n修缮危桥\n市公路中心\n市财政局\n市城管局\n",
        "序号 任务 责任单位 时限\n1 疏浚河道并在 市水利局、 2024年12\n沿线栽树 市林业局 月底前\n2 修缮危桥并在 市公路中心、 2024年12\n两端立界 市财政局 月底前\n",  # line by line
        "序号\n任务\n责任单位\n1\n市水利局\n疏浚河道\n2\n市公路中心\n修缮危桥\n",  # columns in another order
        "序号\n任务\n责任单位\n疏浚河道\n市水利局\n修缮危桥\n市公路中心\n",  # nothing counts
        "序号\n任务\n责任单位\n1\n疏浚河道\n市水利局\n",  # one row is no pattern
    ],
)
def test_borders_lost_and_not_certain(text):
    assert layers_of(ANNEX + text)[1]["task_cells"] == []


def test_borders_lost_a_row_a_line():
    text = "序号 工作任务 牵头部门 完成时间\n1 疏浚河道 市水利局 2024年6月底前\n2 修缮危桥 市交通运输局、市公路中心 2024年12月底前\n三、保障措施\n加强领导。\n"
    record = record_of(ANNEX + text)
    assert [(m.id, [r.agency for r in m.responsibilities]) for m in record.measures[:2]] == [("1/1", ["市水利局"]), ("1/2", ["市交通运输局", "市公路中心"])]
    assert [t.due for t in record.targets] == ["2024-06-30", "2024-12-31"]


def test_borders_lost_cells_over_several_lines():
    rows = "1 疏浚河道 市水利局 2024年6月底前\n2 加固堤防并在沿线栽植护岸林，建立\n管护机制\n市水利局、市财政\n局、市林业局\n2024年12月\n底前\n"
    page = "序号 工作任务 牵头单位 完成时限\n"
    record = record_of(ANNEX + page + rows + page + "3 修缮危桥 市公路中心 长期坚持\n附件2\n另一张表\n")
    assert [(m.id, m.heading, [r.agency for r in m.responsibilities]) for m in record.measures] == [
        ("1/1", "疏浚河道", ["市水利局"]), ("1/2", "加固堤防并在沿线栽植护岸林，建立管护机制", ["市水利局", "市财政局", "市林业局"]), ("1/3", "修缮危桥", ["市公路中心"])
    ]  # fmt: skip
    assert [(t.measure, t.due) for t in record.targets] == [("1/1", "2024-06-30"), ("1/2", "2024-12-31")]


def test_borders_lost_a_row_that_may_go_on_is_left_out():
    rows = "1 疏浚河道 市水利局\n2 加固堤防 市水利局\n3 修缮危桥并新 市公路中心\n建两座\n"
    assert [key for key, _, _ in rows_of(ANNEX + "序号 任务 责任单位\n" + rows)] == ["1/1", "1/2"]


def test_a_page_with_spans():
    page = """<html><body><p>清河市人民政府关于印发水利工作方案的通知</p><p>各县区人民政府：</p><p>现将方案印发给你们。</p>
    <p>清河市人民政府</p><p>2024年3月5日</p><p>附件</p><p>任务分工表</p><table>
    <tr><th rowspan="2">序 号</th><th rowspan="2">重点任务</th><th colspan="2">责任分工</th><th rowspan="2">完成时限</th></tr>
    <tr><th>牵头单位</th><th>配合单位</th></tr>
    <tr><td colspan="5">一、河道</td></tr>
    <tr><td rowspan="2">1</td><td rowspan="2">疏浚河道</td><td>市水利局</td><td>市财政局</td><td>2024年6月</td></tr>
    <tr><td>市城管局</td><td></td><td>2024年底</td></tr>
    <tr><td colspan="5">二、桥梁</td></tr>
    <tr><td>2</td><td>修缮危桥</td><td>市交通运输局</td><td>市公路中心<br>市财政局</td><td>持续推进</td></tr></table></body></html>"""
    record = extract_record(read_bytes("a.html", page.encode()))
    assert [(m.id, m.heading, [(r.agency, r.role) for r in m.responsibilities]) for m in record.measures] == [
        ("1/1.1", "疏浚河道", [("市水利局", "lead"), ("市财政局", "support"), ("市城管局", "lead")]),
        ("1/2.2", "修缮危桥", [("市交通运输局", "lead"), ("市公路中心", "support"), ("市财政局", "support")]),
    ]
    assert [(t.measure, t.due) for t in record.targets] == [("1/1.1", "2024-06-30"), ("1/1.1", "2024-12-31")]


def test_a_word_file_with_merged_cells():
    def row(*cells):
        return "<w:tr>" + "".join(f"<w:tc><w:tcPr>{merge}</w:tcPr>{''.join(map(paragraph, words.split('/')))}</w:tc>" for words, merge in cells) + "</w:tr>"

    def plain(*words):
        return row(*((word, "") for word in words))

    first, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = plain("序号", "工作任务", "具体措施", "责任单位") + row(("1", first), ("疏浚河道", first), ("清淤十公里", ""), ("市水利局/市财政局", first))
    table += row(("", goes_on), ("", goes_on), ("栽植护岸林", ""), ("", goes_on)) + plain("2", "修缮危桥", "拆除三座", "市公路中心")
    lines = ["清河市人民政府关于印发水利工作分工的通知", "各县区人民政府：", "现将分工印发给你们。", "清河市人民政府", "2024年3月5日", "附件", "任务分工表"]
    record = extract_record(read_bytes("a.docx", word_file("".join(map(paragraph, lines)) + f"<w:tbl>{table}</w:tbl>")))
    assert [(m.id, m.heading, [r.agency for r in m.responsibilities]) for m in record.measures] == [
        ("1/1.1", "清淤十公里", ["市水利局", "市财政局"]), ("1/1.2", "栽植护岸林", ["市水利局", "市财政局"]), ("1/2", "拆除三座", ["市公路中心"])
    ]  # fmt: skip


def test_a_head_over_two_columns():
    page = """<html><body><p>清河市人民政府关于水利工作分工的通知</p><p>各县区人民政府：</p><p>现将分工通知如下。</p><table>
    <tr><th>序号</th><th colspan="2">重点任务</th><th>牵头单位</th><th colspan="2">责任单位</th></tr>
    <tr><td>1</td><td rowspan="2">河道整治</td><td>疏浚河道</td><td>市水利局</td><td colspan="2">市财政局</td></tr>
    <tr><td>2</td><td>加固堤防</td><td>市应急局</td><td colspan="2">市水利局</td></tr></table></body></html>"""
    record = extract_record(read_bytes("a.html", page.encode()))
    expected = [("1", "疏浚河道", ["市水利局", "市财政局"]), ("2", "加固堤防", ["市应急局", "市水利局"])]
    assert [(m.id, m.heading, [r.agency for r in m.responsibilities]) for m in record.measures] == expected

    def row(*cells):
        return "<w:tr>" + "".join(f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>" for words, properties in cells) + "</w:tr>"

    table = row(("序号", ""), ("重点任务", '<w:gridSpan w:val="2"/>'), ("牵头单位", ""), ("责任单位", ""))
    table += row(("1", ""), ("河道整治", '<w:vMerge w:val="restart"/>'), ("疏浚河道", ""), ("市水利局", ""), ("市财政局", ""))
    table += row(("2", ""), ("", "<w:vMerge/>"), ("加固堤防", ""), ("市应急局", ""), ("市水利局", ""))
    lines = ["清河市人民政府关于水利工作分工的通知", "各县区人民政府：", "现将分工通知如下。"]
    record = extract_record(read_bytes("a.docx", word_file("".join(map(paragraph, lines)) + f"<w:tbl>{table}</w:tbl>")))
    assert [(m.id, m.heading, [r.agency for r in m.responsibilities]) for m in record.measures] == expected


def test_a_markdown_table():
    raw = "# 清河市人民政府关于水利工作分工的通知\n\n各县区人民政府：\n\n现将分工通知如下。\n\n| 任务 | 责任部门 |\n|---|---|\n| 疏浚<br>河道 | 市水利局 |\n| **修缮危桥** | 市公路中心 |\n"
    record = extract_record(read_bytes("a.md", raw.encode()))
    assert [(m.id, m.heading, [r.agency for r in m.responsibilities]) for m in record.measures] == [("1", "疏浚 河道", ["市水利局"]), ("2", "修缮危桥", ["市公路中心"])]


@pytest.mark.parametrize(
    "head, kind",
    [
        ("牵头单位", "lead"), ("总牵头部门", "lead"), ("牵头责任单位", "lead"), ("牵头组织实施单位", "lead"), ("责任(牵头)单位", "lead"), ("主办单位", "lead"),
        ("配合单位", "support"), ("协同配合单位", "support"), ("参与单位", "support"), ("协办部门", "support"),
        ("责任单位", "responsible"), ("主要责任单位", "responsible"), ("责任部门和单位", "responsible"), ("落实单位", "responsible"), ("责任单位(排名第一的牵头)", "responsible"),
        ("指导部门", "guide"), ("督导单位", "guide"),
        ("序号", "number"), ("目标与任务", "task"), ("重点工作任务", "task"), ("2024年重点任务", "task"), ("改革举措", "step"), ("主要内容", "detail"),
        ("完成时限", "due"), ("时间节点", "due"), ("项目名称", "weak"), ("责任领导", "person"), ("分管县领导", "person"), ("责任单位负责人", "person"),
        ("组织单位", None), ("采购单位", None), ("单位", None), ("承担单位", None), ("推荐单位", None), ("各责任单位要按照职责分工抓好任务的落实工作", None),
    ],
)  # fmt: skip
def test_heads_of_columns(head, kind):
    assert column_kind(head) == kind


def test_heads_with_spaces_and_glosses_are_the_same():
    assert read_columns(["序  号", "工作 任务", "责任单位（科室）".replace("（", "(").replace("）", ")"), "备 注"]).kinds == ("number", "task", "responsible", "other")
