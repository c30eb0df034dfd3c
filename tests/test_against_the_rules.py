"""What three sceptics found who wrote sentences against the rules: whole documents, each in a notice of one city."""

import pytest

from kg.extract import extract_record
from kg.records import PolicyText

FIRST = "一、加强巡查。每月一次。\n"


def record_of(body):
    text = f"平凉市人民政府关于加强节水工作的通知\n各县区人民政府：\n为加强节水工作，现就有关事项通知如下。\n{body}平凉市人民政府\n2024年5月20日\n"
    return extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8"))


def headings(body):
    return [measure.heading for measure in record_of(body).measures]


def duties(sentence):
    """(agency, role) of the second measure."""
    [_, measure] = record_of(f"{FIRST}二、落实经费。{sentence}\n").measures
    return [(duty.agency, duty.role) for duty in measure.responsibilities]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("各乡镇（街道）负责排查，建立台账。", [("各乡镇（街道）", "responsible")]),
        ("各市州、省直有关部门负责落实。", [("各市州", "responsible"), ("省直有关部门", "responsible")]),
        ("各县市区、各有关部门负责落实。", [("各县市区", "responsible"), ("各有关部门", "responsible")]),
        ("此类项目须经市发改委会同市财政局审批后方可实施。", [("市发改委", "lead"), ("市财政局", "support")]),
        ("违反本规定的，由市公安局负责处罚。", []),
        ("逾期不改正的，由市城管局负责强制拆除。", []),
        ("市住建局成立工作专班，由局长任组长，负责协调调度。", [("工作专班", "responsible")]),
        ("市委、市政府负总责。", [("市委", "accountable"), ("市政府", "accountable")]),
        ("市委文明办负责宣传。", [("市委文明办", "responsible")]),
        ("由市政府办牵头，市财政局配合。", [("市政府办", "lead"), ("市财政局", "support")]),
        ("由市公安局交警支队负责道路交通，由市城管局负责摊点整治。", [("市公安局交警支队", "responsible"), ("市城管局", "responsible")]),
        ("市住建局负责人行道改造。", [("市住建局", "responsible")]),
        ("市住建局负责人签字确认。", []),
        ("市农业农村局负责人居环境整治。", [("市农业农村局", "responsible")]),
        ("市发改委负责制订方案。", [("市发改委", "responsible")]),
        ("由市商务局牵头；市财政局配合，落实资金。", [("市商务局", "lead"), ("市财政局", "support")]),
        ("由市商务局牵头、市财政局配合，落实资金。", [("市商务局", "lead"), ("市财政局", "support")]),
        ("（责任单位：市发改委和市财政局等）", [("市发改委", "responsible"), ("市财政局", "responsible")]),
        ("（市商务局牵头，市发改委、市财政局，各县区人民政府按职责分工负责）", [("市商务局", "lead"), ("市发改委", "responsible"), ("市财政局", "responsible"), ("各县区人民政府", "responsible")]),
        ("（市水务局；2025年6月底前完成）", [("市水务局", "responsible")]),
    ],
)
def test_duties(sentence, expected):
    assert duties(sentence) == expected


def test_a_labelled_list_without_a_stop_ends_above_the_signature():
    record = record_of(f"{FIRST}二、加强预警。各地要加强预警。责任单位：市水务局、市气象局\n\n")
    assert record.header.issuers == ("平凉市人民政府",)
    assert [duty.agency for duty in record.measures[1].responsibilities] == ["市水务局", "市气象局"]


def test_committees_of_residents_are_no_agency_of_the_city():
    [_, measure] = record_of(f"{FIRST}二、加强宣传。居民委员会负责宣传。\n").measures
    assert [duty.name for duty in measure.responsibilities] == [None]


@pytest.mark.parametrize(
    "body, expected",
    [
        ("一、明确目标，落实责任。签订责任书。\n二、坚持原则，严格把关。不得放宽。\n", ["明确目标，落实责任", "坚持原则，严格把关"]),
        ("一、工作目标\n（一）供水安全。\n二、加强巡查。每月一次。\n", ["加强巡查"]),
        (FIRST + "二、各县区要做好以下工作：\n（一）做好衔接；\n（二）加强宣传；\n（三）强化检查。\n", ["加强巡查", "做好衔接", "加强宣传", "强化检查"]),
        ("一、申报条件：\n1.在本市注册。\n2.信用良好。\n二、加强巡查。每月一次。\n", ["申报条件", "加强巡查"]),
        ("一、申请补助需要提供以下材料：\n1.申请书。\n2.身份证。\n二、加强巡查。每月一次。\n", ["申请补助需要提供以下材料", "加强巡查"]),
        ("一、发展现状\n（一）供水能力提升。建成水库。\n二、加强巡查。每月一次。\n", ["加强巡查"]),
        (FIRST + "二、监督电话：0933-8211111\n", ["加强巡查"]),
        ("一、总体思路及主要任务\n（一）加强节水管理。列入预算。\n（二）推进节水改造。按月通报。\n", ["加强节水管理", "推进节水改造"]),
        (FIRST + "二、专家组成员名单\n1.张三 高级工程师\n2.李四 教授\n", ["加强巡查"]),
        (FIRST + "二、将失信单位列入黑名单\n三、落实经费。列入预算。\n", ["加强巡查", "将失信单位列入黑名单", "落实经费"]),
        ("1 总则\n1.1 目的\n加强应急。\n2 应急响应\n2.1 Ⅰ级响应\n市政府启动。\n2.2 Ⅱ级响应\n县政府启动。\n", ["目的", "Ⅰ级响应", "Ⅱ级响应"]),
    ],
)
def test_measures(body, expected):
    assert headings(body) == expected


def test_a_stage_of_carrying_out_is_a_task_like_the_others():
    kinds = [m.kind for m in record_of("一、动员部署阶段。召开会议。\n二、组织实施阶段。开展检查。\n三、组织实施。加强领导。\n").measures]
    assert kinds == ["task", "task", "safeguard"]


@pytest.mark.parametrize(
    "sentence, relation",
    [
        ("适时废止《平凉市节水办法》。", "cites"),
        ("要及时清理、修改或废止《平凉市节水办法》。", "cites"),
        ("2023年，市政府废止了《平凉市节水办法》。", "cites"),
        ("决定废止《平凉市节水办法》。", "repeals"),
        ("《关于节水的通知》（财税〔2018〕74号）执行至2027年12月31日。", "extends"),
        ("删去《平凉市节水办法》第十五条第二款。", "amends"),
        ("参照执行《甘肃省节水办法》。", "applies"),
    ],
)
def test_relations(sentence, relation):
    [citation] = record_of(f"{FIRST}二、落实经费。{sentence}\n").citations
    assert citation.relation == relation


@pytest.mark.parametrize(
    "sentence, title, issuers",
    [
        ("落实国务院关于印发《水污染防治行动计划》的通知（国发〔2015〕17号）。", "国务院关于印发《水污染防治行动计划》的通知", ("国务院",)),
        ("严格执行原省物价局《关于水价的通知》（甘价〔2010〕3号）。", "关于水价的通知", ("省物价局",)),
        ("认真学习领会省委省政府《关于节水的意见》精神。", "关于节水的意见", ("省委", "省政府")),
    ],
)
def test_issuers_of_what_is_cited(sentence, title, issuers):
    [citation] = record_of(f"{FIRST}二、落实经费。{sentence}\n").citations
    assert (citation.title, citation.issuers) == (title, issuers)
