"""Measures: which numbered units count, their ids, headings and kinds."""

import pytest

from kg.text import fold
from layers import layers_of

TOP = "清河市人民政府关于加强农村公路养护的意见\n清政发〔2023〕7号\n各县区人民政府：\n为加强农村公路养护，经研究，现提出以下意见。\n"


def measures(body, top=TOP):
    folded, found = layers_of(top + body)
    headings = {m.ref: folded[m.start : m.end] for m in found["headings"]}
    return [(m.ref, m.label, headings[m.ref]) for m in found["measures"]]


def test_lowest_units_with_ordinal_paths():
    body = "一、总体要求\n（一）指导思想。以新发展理念为引领。\n（二）基本原则。坚持县道县管。\n（三）工作目标。到2025年，路况良好。\n二、重点任务\n（一）健全机制。\n1.明确责任。县级负责县道。\n2.落实经费。列入预算。\n（二）加强巡查。每月巡查一次。\n三、保障措施\n（一）加强领导。成立专班。\n"
    assert measures(body) == [
        ("2.1.1", "task", "明确责任"),
        ("2.1.2", "task", "落实经费"),
        ("2.2", "task", "加强巡查"),
        ("3.1", "safeguard", "加强领导"),
    ]


def test_items_that_count_on_through_the_chapters():
    body = "一、健全机制\n1.明确责任。县级负责。\n2.落实经费。列入预算。\n二、加强巡查\n3.按月巡查。做好记录。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "1.2", "2.3"]


def test_heading_ends_at_the_stop_or_the_line_without_the_bracket():
    body = "一、健全机制（市交通运输局负责）\n各县区要抓好落实。\n二、加强巡查，每月一次。做好记录。\n"
    assert [heading for _, _, heading in measures(body)] == ["健全机制", "加强巡查,每月一次"]


@pytest.mark.parametrize(
    "heading",
    ["指导思想", "基本原则", "总体目标", "工作目标", "目标任务", "总体要求", "指导思想和基本原则", "总体要求和工作目标", "招生原则", "名词解释", "存在问题", "考核结果"],
)
def test_outside_headings(heading):
    assert [h for _, _, h in measures(f"一、{heading}\n坚持县道县管、乡道乡管。\n二、加强巡查\n每月巡查一次。\n")] == ["加强巡查"]


@pytest.mark.parametrize("heading", ["创新工作思路，建立共享机制", "明确目标责任", "坚持原则标准，严格准入"])
def test_headings_that_only_contain_such_words(heading):
    assert len(measures(f"一、{heading}\n各县区要抓好落实。\n二、加强巡查\n每月巡查一次。\n")) == 2


def test_mere_criteria_belong_to_their_parent():
    body = "一、清理不合理规定。重点清理以下问题：\n（一）限定养护单位所在地；\n（二）设置登记门槛；\n（三）其他情形。\n二、加强巡查\n每月巡查一次。\n"
    assert [(ref, heading) for ref, _, heading in measures(body)] == [("1", "清理不合理规定"), ("2", "加强巡查")]


def test_closing_item_about_the_term_only():
    body = "一、加强巡查\n每月巡查一次。\n二、其他事项\n本意见自印发之日起施行，有效期5年。\n"
    assert [heading for _, _, heading in measures(body)] == ["加强巡查"]


def test_list_of_repealed_documents_is_no_list_of_measures():
    body = "经清理，下列文件宣布失效：\n1.清河市农村公路养护办法（试行）\n文号：清政发〔2005〕11号\n2.关于加强公路绿化的通知\n文号：清政发〔2007〕5号\n"
    assert measures(body) == []


def test_articles():
    body = "第一章 总则\n第一条 为了加强养护，制定本办法。\n第二条 本办法所称农村公路，是指县道、乡道和村道。\n第二章 养护\n第三条 县级人民政府应当落实经费：\n（一）列入预算；\n（二）专款专用。\n第四章 附则\n第四条 本办法自2023年6月1日起施行。\n"
    assert [(ref, kind) for ref, kind, _ in measures(body)] == [("1", "rule"), ("2", "definition"), ("3", "task"), ("4", "final")]


def test_issued_plan_carries_its_part():
    top = "清河市人民政府办公室关于印发《清河市农村公路养护方案》的通知\n各县区人民政府：\n现将《清河市农村公路养护方案》印发给你们。\n清河市人民政府办公室\n2023年5月10日\n清河市农村公路养护方案\n"
    assert [ref for ref, _, _ in measures("一、健全机制\n县级负责。\n二、加强巡查\n每月一次。\n", top)] == ["1/1", "1/2"]


def test_wrongly_repeated_ordinal_stays_unique():
    refs = [ref for ref, _, _ in measures("一、健全机制\n县级负责。\n二、加强巡查\n每月一次。\n二、严格考核\n按季通报。\n")]
    assert len(refs) == len(set(refs)) == 3


def test_closing_paragraph_is_outside_the_last_unit():
    folded, found = layers_of(TOP + "一、健全机制\n县级负责。\n二、加强巡查\n每月一次。\n本意见由市交通运输局负责解释。\n")
    assert "解释" not in folded[found["measures"][-1].start : found["measures"][-1].end]


def test_glossaries_and_lists_of_members_give_no_measures():
    top = "清河市人民政府办公室关于印发《清河市农村公路养护方案》的通知\n各县区人民政府：\n现将《清河市农村公路养护方案》印发给你们。\n清河市人民政府办公室\n2023年5月10日\n清河市农村公路养护方案\n"
    body = "一、健全机制\n县级负责。\n二、加强巡查\n每月一次。\n附件1\n名词解释\n1.县道：是指连接县城的公路。\n2.乡道：是指连接乡镇的公路。\n附件2\n领导小组成员名单\n1.组长：王某\n2.副组长：李某\n"
    assert [ref for ref, _, _ in measures(body, top)] == ["1/1", "1/2"]


@pytest.mark.parametrize(
    "last, belongs",
    [
        ("各地区、各部门要提高认识，抓好落实。", False),
        ("市交通运输局要会同有关部门，对本意见执行情况进行督促检查。", False),
        ("上述政策凡未注明期限的，执行至2025年底。", False),
        ("县级人民政府要按月通报巡查结果。", True),
    ],
)
def test_a_last_paragraph_about_the_whole_is_outside_the_last_unit(last, belongs):
    body = f"一、保障措施\n（一）落实经费。列入预算。\n（二）加强巡查。每月巡查一次。\n{last}\n清河市人民政府\n2023年5月10日\n"
    folded, found = layers_of(TOP + body)
    unit = found["measures"][-1]
    assert (fold(last) in folded[unit.start : unit.end]) is belongs


def test_a_dash_that_ocr_made_of_a_numeral_counts_on():
    body = "一、总体要求\n坚持县道县管，分级负责，建养并重。\n—、重点任务\n（—）落实经费。列入预算。\n（二）加强巡查。每月一次。\n三、保障措施\n成立专班。\n"
    assert [ref for ref, _, _ in measures(body)] == ["2.1", "2.2", "3"]


def test_a_date_right_below_the_title_does_not_close_the_text():
    top = "关于农村公路养护的若干暂行规定\n1985年12月30日\n"
    assert [ref for ref, _, _ in measures("第一条 县道由县级养护。\n第二条 乡道由乡级养护。\n", top)] == ["1", "2"]


def test_a_list_of_cases_reaches_over_what_is_said_of_all_of_them():
    body = "一、停止补贴。有以下情况之一的，停止发放补贴：\n1.户籍迁出的；\n2.材料作假的；\n3.本人申请停止的。\n对第2项有异议的，由县交通局会同县财政局复核。\n二、加强巡查。每月巡查。\n"
    folded, found = layers_of(TOP + body)
    assert {m.ref: folded[m.start : m.end].split("\n")[-1] for m in found["measures"]} == {"1": "对第2项有异议的,由县交通局会同县财政局复核。", "2": "二、加强巡查。每月巡查。"}
    assert [(m.ref[:1], folded[m.start : m.end]) for m in found["responsibilities"]] == [("1", "县交通局"), ("1", "县财政局")]


def test_an_article_reaches_over_its_items_but_not_over_the_next():
    body = "第一条 综合规划按照以下规定编制。\n（一）跨县河道由市水利局会同有关部门编制；\n（二）其他河道由县级水利部门编制。\n规划应当公布。\n第二条 水利部门负责监督。\n"
    folded, found = layers_of(TOP + body)
    ends = {m.ref: folded[m.start : m.end].split("\n")[-1] for m in found["measures"]}
    assert ends == {"1": "规划应当公布。", "2": "第二条 水利部门负责监督。"}


@pytest.mark.parametrize(
    "body, expected",
    [
        # 1. and 2. on one line, behind the end of a sentence
        ("一、加强巡查\n1.明确责任。县级负责县道。2.落实经费。列入预算。\n二、其他工作\n建立台账。\n", ["明确责任", "落实经费", "其他工作"]),
        # a figure, a reference, a count that does not go on
        ("一、加强巡查\n1.明确责任。按照5.2的要求，对第2.项整改。4.不计。\n2.落实经费。\n", ["明确责任", "落实经费"]),
        # cases on one line are a list of their parent
        ("一、停止补贴。有以下情况之一的，自情况发生的次月起，停止发放补贴：\n1.户籍迁出的；2.材料作假的；3.本人申请停止的。\n二、加强巡查\n每月巡查。\n", ["停止补贴", "加强巡查"]),
        ("一、违规责任\n养护单位有下列行为之一的，由交通部门责令改正，情节严重的，通报批评。\n1.不按期养护的；\n2.提供虚假材料的。\n二、加强巡查\n每月巡查。\n", ["违规责任", "加强巡查"]),
        # headings that only name a list
        ("一、申请条件\n（一）户籍在本县。\n（二）从事养护工作。\n二、补贴申请应提交材料\n（一）身份证明。\n（二）申请书。\n", ["申请条件", "补贴申请应提交材料"]),
        ("一、优化养护条件\n（一）更新设备。\n（二）改善道班。\n", ["更新设备", "改善道班"]),
        ("一、准备材料\n（一）更新设备。\n（二）改善道班。\n", ["更新设备", "改善道班"]),
        # a date in a bracket is no closing item
        ("一、加强巡查，县道每月一次（按月巡查自2023年12月1日起施行）。\n二、建立台账。\n", ["加强巡查,县道每月一次(按月巡查自2023年12月1日起施行)", "建立台账"]),
    ],
)
def test_lists_and_lines_that_run_on(body, expected):
    assert [heading for _, _, heading in measures(body)] == expected


def test_a_count_whose_beginning_is_lost():
    body = "1、给予补助\n按面积补助。\n2、减免费用\n按规定减免。\n二、加强巡查\n1、县道巡查\n每月一次。\n2、乡道巡查\n每季一次。\n三、建立台账\n每季报送。\n"
    assert [(ref, heading) for ref, _, heading in measures(body, "")] == [
        ("1", "给予补助"), ("2", "减免费用"), ("2.1", "县道巡查"), ("2.2", "乡道巡查"), ("3", "建立台账"),
    ]  # fmt: skip


def test_a_lower_count_may_open_below_an_unusual_one():
    body = "1.加强巡查\n（一）县道每月一次。\n（二）乡道每季一次。\n2.建立台账。每季报送。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "1.2", "2"]


@pytest.mark.parametrize(
    "item",
    ["国家卫生健康委办公厅《关于做好随访工作的通知》（国卫办医函〔2020〕142号）", "清河省信访规定（省政府令第114号）。", "《清河省信访规定》。"],
)
def test_a_unit_that_only_names_a_document_is_no_measure(item):
    assert measures(f"省政府决定废止以下文件：\n一、{item}\n二、{item}\n") == []


@pytest.mark.parametrize("order", ["落实现行税收优惠政策。", "按月公布《公路养护情况》。", "办理国卫办医函〔2020〕142号的事项。"])
def test_an_order_that_ends_like_a_title_is_one(order):
    assert len(measures(f"现通知如下。\n一、{order}\n二、加强领导。\n")) == 2


def test_a_list_of_grounds_gives_no_measures():
    assert measures("现制定本方案。\n一、有关依据\n(一)上级部署。按月调度。\n二、加强养护。按月巡查。\n")[0][0] == "2"


def test_a_list_of_conditions_belongs_to_its_parent_whatever_its_items_end_in():
    body = "一、推进试点。\n选择一批企业试点，试点企业应具备以下条件：\n1．具有养护资质。近三年无事故。\n2．具有养护设备。设备完好。\n二、加强巡查。每月一次。\n"
    assert [(ref, heading) for ref, _, heading in measures(body)] == [("1", "推进试点"), ("2", "加强巡查")]
    body = "一、推进试点。\n试点企业应做好以下工作：\n1．配齐设备。设备应完好。\n2．落实人员。人员应持证。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "1.2"]


@pytest.mark.parametrize(
    "unit",
    ["“完成时限”栏，填写最后完成的时间", "先进个人(3名)\n张三 李四 王五", "农村公路养护领导小组组  长：张三  副市长成  员：李四  市财政局局长", "捐赠账户\n户名：清河市慈善总会\n账号：421860158018170139664", "主办单位：市总工会负责比赛"],
)
def test_who_the_members_are_and_which_accounts_there_are_is_no_measure(unit):
    assert [ref for ref, _, _ in measures(f"一、{unit}\n二、加强巡查。每月巡查一次。\n")] == ["2"]
    assert [ref for ref, _, _ in measures("一、养护项目任务(20个)\n市公路局牵头完成县道十条;市交通局负责乡道十条\n二、加强巡查。每月巡查一次。\n")] == ["1", "2"]
    assert [ref for ref, _, _ in measures("一、设立养护站点(30个)\n每个站点配备两人。按月考核。\n二、加强巡查。每月巡查一次。\n")] == ["1", "2"]
    assert [ref for ref, _, _ in measures("一、成立养护领导小组。组长负责召集，成员：由各单位派出。\n二、加强巡查。每月巡查一次。\n")] == ["1", "2"]


def test_a_list_of_what_is_the_matter_belongs_to_its_parent():
    body = "一、重点治理的突出问题\n各县区要对照治理下列问题。\n（一）责任不落实问题。一是巡查不够。\n（二）桥梁安全风险。一是超载。\n二、加强巡查。每月一次。\n"
    assert [(ref, heading) for ref, _, heading in measures(body)] == [("1", "重点治理的突出问题"), ("2", "加强巡查")]
    body = "一、重点治理的突出问题\n（一）整治责任不落实问题。逐项整改。\n（二）落实整改责任。按月通报。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "1.2"]


def test_groups_of_what_is_the_matter_and_questions_belong_to_their_parent():
    body = "一、重点范围\n重点整治下列情形：\n（一）共性突出风险。\n1．路面破损。\n2．违规占用路肩。\n（二）桥梁突出风险。\n1．伸缩缝堵塞。\n二、加强巡查。每月一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1", "2"]
    body = "一、开展排查\n排查的主要内容包括：\n1．路肩是否完好。不得有缺口。\n2．是否按月巡查。\n二、加强巡查。每月一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1", "2"]


def test_what_is_to_be_mended_belongs_to_its_parent():
    body = "一、整治重点\n集中整治以下重点问题：\n（一）养护不到位。\n1．路肩长草。\n2．边沟堵塞。\n（二）占道经营。\n1．摆摊设点。\n二、加强巡查。每月一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1", "2"]
    body = "一、整治重点\n集中整治以下重点问题：\n（一）加强养护。整修路肩。\n（二）占道经营。摆摊设点一律清退。\n二、加强巡查。每月一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "1.2", "2"]


def test_a_list_of_names_belongs_to_its_parent():
    body = "一、免费内容\n（一）车辆通行费100元（其中桥费20元）；\n（二）停车费（全免）；\n（三）洗车费10元。\n二、加强巡查。每月一次。\n"
    assert [(ref, heading) for ref, _, heading in measures(body)] == [("1", "免费内容"), ("2", "加强巡查")]
    body = "一、免费内容\n（一）通行费给予减免；\n（二）停车费按半价收取；\n二、加强巡查。每月一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "1.2", "2"]
    body = "一、申报材料\n（一）需装订的申报材料。\n第一部分：\n1.材料清单\n2.身份证复印件\n3.由单位提供的工作总结\n二、加强巡查。每月一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "2"]


def test_conduct_and_what_is_sent_along_belong_to_their_parent():
    body = "一、依法打击\n实施下列扰乱秩序行为，构成犯罪的，依法追究刑事责任：\n（一）殴打养护人员的；\n（二）毁坏路面的；\n（三）其他情形。\n二、加强巡查。每月一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1", "2"]
    body = "一、加强督促。按月通报。\n1、封面\n2、公路养护手册\n3、桥梁养护手册\n"
    assert [ref for ref, _, _ in measures(body)] == ["1"]
    body = "一、加强督促。按月通报。\n1、完善制度\n2、落实责任\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "1.2"]


def test_orders_under_requirements_count():
    body = "一、总体要求\n（一）推进养护改革。放宽条件。\n（二）确保行车安全。加强监管。\n二、加强巡查。每月一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "1.2", "2"]
    body = "一、总体要求\n（一）指导思想。深入贯彻。\n（二）推进养护改革。放宽条件。\n二、加强巡查。每月一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["2"]


@pytest.mark.parametrize("unit", ["关于部分名词的界定。“以上”均包含本数。", "本政策自印发之日起施行，有效期到2021年12月31日，相关细则另行制定。本政策由市财政局负责解释。施行中如遇上级政策变化，作相应调整。"])
def test_terms_and_how_long_it_runs_are_no_measure(unit):
    assert [ref for ref, _, _ in measures(f"一、加强巡查。每月巡查一次。\n二、{unit}\n")] == ["1"]


def test_ordinals_with_a_full_stop_and_units_that_run_on():
    assert [ref for ref, _, _ in measures("一、任务\n1。加强巡查。每月一次。\n2。落实经费。列入预算。\n")] == ["1.1", "1.2"]
    body = "一、任务\n（一）整修路面。每年一次。\n（二）加强巡查。每月一次。二、要求（一）依法养护。讲究程序。（二）注重宣传。开展活动。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "1.2", "2.1", "2.2"]


def test_the_items_of_a_box_are_no_measures():
    body = "一、主要任务\n1．整修路面。每年一次。\n专栏1：重点工程\n1．东线工程：长三公里。\n（1）东一段。\n2．西线工程：长两公里。\n2．加强巡查。每月一次。\n专栏2 巡查装备\n配备车辆。\n二、保障措施\n1．加强领导。成立小组。\n"
    assert [(ref, heading) for ref, _, heading in measures(body)] == [("1.1", "整修路面"), ("1.2", "加强巡查"), ("2.1", "加强领导")]
    body = "一、主要任务\n专栏1 重点工程\n配备车辆。\n（一）整修路面。每年一次。\n（二）加强巡查。每月一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "1.2"]
    body = "一、主要任务\n1．开设专栏1个。每月一次。\n2．加强巡查。每月一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1.1", "1.2"]


def test_a_list_of_whom_a_text_is_for_belongs_to_its_parent():
    body = "一、补贴对象\n1．从事养护工作满三年的技术人员；\n2．承担养护任务的企业；\n3．其他单位。\n二、引进人才\n1．引进养护专家。每年两名。\n2．培训养护人员。每年两次。\n"
    assert [(ref, heading) for ref, _, heading in measures(body)] == [("1", "补贴对象"), ("2.1", "引进养护专家"), ("2.2", "培训养护人员")]


@pytest.mark.parametrize("unit", ["联系方式\n联系人：张三", "联系人及联系电话：张三 63001234", "行动时间。即日起至2024年11月30日。", "走访时间\n2021年10月19日至2021年11月30日。"])
def test_whom_to_call_and_when_it_takes_place_is_no_measure(unit):
    assert [ref for ref, _, _ in measures(f"一、加强巡查。每月巡查一次。\n二、{unit}\n")] == ["1"]


PLAN = "1 总则\n1.1 编制目的\n健全机制，保护公路。\n1.2 适用范围\n本预案适用于本市公路。\n2 组织体系\n2.1 市级机构\n市交通运输局负责指导。\n2.2 预警\n2.2.1 预警分级\n预警分为四级。\n2.2.2 预警发布\n市交通运输局及时发布。\n（1）发布信息。向社会发布。\n（2）加强巡查。增加频次。\n3 附则\n3.1 预案解释\n本预案由市交通运输局负责解释。\n"


def test_decimal_ordinals_of_plans():
    expected = [("1.2", "适用范围"), ("2.1", "市级机构"), ("2.2.1", "预警分级"), ("2.2.2.1", "发布信息"), ("2.2.2.2", "加强巡查")]
    assert [(ref, heading) for ref, _, heading in measures(PLAN)] == expected
    chapters = PLAN.replace("1 总则", "一、总则").replace("2 组织体系", "二、组织体系").replace("3 附则", "三、附则")
    assert [(ref, heading) for ref, _, heading in measures(chapters)] == expected


@pytest.mark.parametrize("line", ["1.5公里以上的县道每月巡查。", "2.3倍的经费列入预算。", "1.3 经费\n列入预算。"])
def test_figures_and_counts_that_begin_nowhere_are_no_decimal_ordinals(line):
    assert [heading for _, _, heading in measures(f"一、加强巡查\n每月巡查一次。\n{line}\n二、落实经费\n列入预算。\n")] == ["加强巡查", "落实经费"]


def test_a_table_of_contents_gives_no_measures():
    contents = "目录\n1 总则…………1\n1.1 编制目的…………1\n1.2 适用范围…………2\n2 组织体系…………3\n2.1 市级机构…………3\n"
    assert measures(contents + PLAN) == measures(PLAN)


def test_conditions_of_which_one_is_enough_belong_to_their_parent():
    body = "一、加强报告\n有下列情形之一的，各县区应当及时报告。\n（一）发生洪水，中断交通的。\n（二）桥梁垮塌。\n二、加强巡查\n每月巡查一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1", "2"]
    rules = body.replace("中断交通的。", "中断交通的，立即抢修。").replace("桥梁垮塌。", "桥梁垮塌的，封闭桥梁。")
    assert [ref for ref, _, _ in measures(rules)] == ["1.1", "1.2", "2"]


def test_what_is_to_be_handed_in_belongs_to_its_parent():
    body = "一、养护企业需提供：\n（一）营业执照复印件\n（二）资质证书复印件\n二、乡镇申请补贴提交材料\n（一）养护计划\n（二）上年总结\n三、加强巡查\n每月巡查一次。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1", "2", "3"]


def test_ordinals_in_the_cells_of_a_table_whose_heads_stand_below_each_other_are_no_units():
    body = "一、加强巡查\n每月巡查一次。\n{}1\n1.疏浚河\n道\n疏浚清河干流。\n市水务局\n"
    assert [ref for ref, _, _ in measures(body.format("序号\n重点任务\n主要内容\n牵头部门\n责任单位\n"))] == ["1"]
    assert [ref for ref, _, _ in measures(body.format("序言\n重点任务\n主要内容\n"))] == ["1.1"]


def test_the_rows_of_a_table_are_no_units():
    row = "二、 | 严格养护 | 5 | 1.建立台账，得1分。2.加强巡查，得2分。 | 市水务局\n"
    body = f"一、加强巡查\n每月巡查一次。\n{row}三、落实经费\n列入预算。\n"
    assert [heading for _, _, heading in measures(body)] == ["加强巡查", "落实经费"]
    whole = "2023-08-25 | 清河市 | 一、加强巡查。" + "每月巡查一次。" * 60 + "二、落实经费。列入预算。\n"
    assert [heading for _, _, heading in measures(whole, top="")] == ["加强巡查", "落实经费"]


def test_purpose_and_definitions_are_no_orders_in_a_text_without_articles():
    body = "一、总则\n1、为了加强农村公路养护，结合本市实际，制定本办法。\n2、本办法所称农村公路是指县道和乡道。\n二、时间安排\n1、11月1日召开动员会。进行宣传。\n2、11月2日进行报名。\n"
    assert [ref for ref, _, _ in measures(body)] == ["2.1", "2.2"]


def test_a_unit_of_which_only_the_number_of_a_page_is_left_is_none():
    assert [ref for ref, _, _ in measures("一、加强巡查。\n每月巡查一次。\n二、 \n- 3 -\n")] == ["1"]
    assert [ref for ref, _, _ in measures("第一条 市水务局负责巡查。\n第二条 \n- 3 -\n第三条 每月应当巡查一次。\n")] == ["1", "3"]


@pytest.mark.parametrize("heading", ["工作回顾", "当前存在的主要问题", "我市节水工作面临的形势", "取得的成绩和经验", "好的做法", "规划背景", "约束性指标", "战略定位", "基本概况"])
def test_what_is_or_was_is_no_measure(heading):
    body = f"一、{heading}\n（一）建成养护站23个。\n（二）路况良好率达到91%。\n二、加强巡查\n每月巡查一次。\n"
    assert [h for _, _, h in measures(body)] == ["加强巡查"]


@pytest.mark.parametrize("heading", ["有序解决养护突出问题", "推广好的做法", "保证必要的养护条件", "完成年度养护目标"])
def test_a_heading_with_a_verb_orders_something(heading):
    body = f"一、{heading}\n（一）建成养护站23个。\n（二）路况良好率达到91%。\n二、加强巡查\n每月巡查一次。\n"
    assert len(measures(body)) == 3


def test_below_such_a_heading_what_is_demanded_counts():
    body = "一、存在的突出短板\n（一）经费不足。各县区要列入预算。\n（二）路面破损。\n二、加强巡查\n每月巡查一次。\n"
    assert [h for _, _, h in measures(body)] == ["经费不足", "路面破损", "加强巡查"]


def test_conditions_belong_to_the_group_that_they_are_in():
    body = "一、申报条件\n（一）企业\n1.依法登记满两年。\n2.有养护设备。\n（二）合作社\n1.社员十人以上。\n2.有固定场所。\n二、加强巡查\n每月巡查一次。\n"
    assert [(ref, h) for ref, _, h in measures(body)] == [("1.1", "企业"), ("1.2", "合作社"), ("2", "加强巡查")]


@pytest.mark.parametrize(
    "opening, items, counted",
    [
        ("报告内容包括：", ("发现时间、地点；", "受损路段长度；", "已采取的办法。"), 2),
        ("主要任务包括：", ("摸清底数。", "划定路段。", "设置界桩。"), 4),
        ("现命名以下单位为养护先进集体：", ("清河市公路站", "东河县公路站", "西河县公路站"), 2),
        ("日常养护。", ("路面清洁，计20分，发现一处不清洁扣1分。", "边沟畅通，计20分。", "标志齐全，计10分。"), 2),
        ("日常养护。", ("加强保洁，计20分。", "完善标志，计20分。", "推进绿化，计10分。"), 4),
        ("慰问对象：", ("老党员；", "孤儿；", "残疾职工。"), 2),
    ],
)
def test_items_that_name_things_belong_to_their_parent(opening, items, counted):
    body = f"一、{opening}\n" + "".join(f"{n}.{item}\n" for n, item in enumerate(items, 1)) + "二、加强巡查\n每月巡查一次。\n"
    assert len(measures(body)) == counted


def test_orders_below_basic_requirements_count():
    body = "一、基本要求\n（一）严格论证。未经论证不得开工。\n（二）加强监测。每季度监测一次。\n二、加强巡查\n每月巡查一次。\n"
    assert [h for _, _, h in measures(body)] == ["严格论证", "加强监测", "加强巡查"]


def test_members_on_lines_of_their_own_are_no_measures():
    body = "一、成立专班\n1.组长：张某某\n2.副组长：李某某\n3.成员：王某某、赵某某\n二、加强巡查\n每月巡查一次。\n"
    assert "加强巡查" in [h for _, _, h in measures(body)] and not any("组长" in h for _, _, h in measures(body))


def test_a_short_table_of_contents_below_its_name():
    contents = "目录\n一、加强巡查……1\n二、落实经费……（2）\n"
    body = "一、加强巡查\n每月巡查一次。\n二、落实经费\n列入预算。\n"
    assert [ref for ref, _, _ in measures(contents + body)] == ["1", "2"]


def test_an_item_may_begin_with_a_figure_behind_its_ordinal():
    body = "一、改造路段\n1.7月底前完成清障。\n2.24小时值班。\n3.加强保洁。\n二、加强巡查\n每月巡查一次。\n"
    assert [(ref, h) for ref, _, h in measures(body)] == [("1.1", "7月底前完成清障"), ("1.2", "24小时值班"), ("1.3", "加强保洁"), ("2", "加强巡查")]
    assert [ref for ref, _, _ in measures("一、改造路段\n1.5个百分点的差额由县级承担。\n二、加强巡查\n每月巡查一次。\n")] == ["1", "2"]


@pytest.mark.parametrize("lead, following", [("现将有关事项通知如下：", "\n"), ("经研究，现批复如下：", "")])
def test_the_first_unit_may_stand_on_the_line_that_leads_to_it(lead, following):
    body = f"{lead}一、同意改造东河路。{following}二、你县要加强巡查。{following}三、请清河市财政局加强指导。\n"
    assert [ref for ref, _, _ in measures(body)] == ["1", "2", "3"]


def test_tasks_that_are_counted_by_name():
    body = "一、主要任务\n任务一：改造路段\n每年改造十公里。\n任务二：加强保洁\n每日清扫。\n二、加强巡查\n每月巡查一次。\n"
    assert [(ref, h) for ref, _, h in measures(body)] == [("1.1", "改造路段"), ("1.2", "加强保洁"), ("2", "加强巡查")]
