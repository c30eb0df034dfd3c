"""What five sceptics found who wrote sentences against the rules: whole documents, each in a notice of one city."""

import pytest

from kg.extract import extract_record
from kg.records import PolicyText

FIRST = "一、加强巡查。每月一次。\n"


def record_in(text):
    return extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8"))


def record_of(body):
    text = f"平凉市人民政府关于加强节水工作的通知\n各县区人民政府：\n为加强节水工作，现就有关事项通知如下。\n{body}平凉市人民政府\n2024年5月20日\n"
    return record_in(text)


def headings(body):
    return [measure.heading for measure in record_of(body).measures]


def duties(sentence):
    """(agency, role) of the second measure."""
    measure = record_of(f"{FIRST}二、落实经费。{sentence}\n").measures[1]
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
        ("（市商务局牵头、市财政局配合）", [("市商务局", "lead"), ("市财政局", "support")]),
        ("（市林草局牵头，市财政、公安等部门配合）", [("市林草局", "lead"), ("市财政", "support"), ("公安", "support")]),
        ("由市应急局牵头，市公安局、市水务局参加，负责搜救被困人员。", [("市应急局", "lead"), ("市公安局", "support"), ("市水务局", "support")]),
        ("由市教育局牵头，市公安局、市环卫处、市文联参加。", [("市教育局", "lead"), ("市公安局", "support"), ("市环卫处", "support"), ("市文联", "support")]),
        ("由市教育局牵头，市环卫处、市公安局参加。", [("市教育局", "lead"), ("市环卫处", "support"), ("市公安局", "support")]),
        ("由市教育局牵头，市区道路、市场主体参与。", [("市教育局", "lead")]),
        ("（主办：市民政局；协办：市财政局、各县区）", [("市民政局", "lead"), ("市财政局", "support"), ("各县区", "support")]),
        ("\n牵头：市民政局\n配合：市财政局", [("市民政局", "lead"), ("市财政局", "support")]),
        ("由市公安局出入境管理局牵头，市外事办配合。", [("市公安局出入境管理局", "lead"), ("市外事办", "support")]),
        ("各乡镇要指定一个部门负责统计。", []),
        ("市政府责成市水务局会同有关部门开展检查。", [("市水务局", "lead"), ("有关部门", "support")]),
        ("市委、市政府督查室负责跟踪督查。", [("市政府督查室", "responsible")]),
        ("市住建局、市水务局等行业主管部门负责管网改造。", [("市住建局", "responsible"), ("市水务局", "responsible")]),
        ("由市教育局牵头，市公安局、市城管局等8个成员单位配合。", [("市教育局", "lead"), ("市公安局", "support"), ("市城管局", "support")]),
        ("（市住建局、市城管局等相关职能部门负责）", [("市住建局", "responsible"), ("市城管局", "responsible")]),
        ("（责任单位：市水务局，崆峒区等县区；市财政局等部门、单位）", [("市水务局", "responsible"), ("崆峒区", "responsible"), ("市财政局", "responsible")]),
        ("市住建局、市水务局两部门负责管网改造。", [("市住建局", "responsible"), ("市水务局", "responsible")]),
        ("市水务局等督促用水单位负责维修水表。", []),
        ("由水利部会同有关部门和地方负责。", [("水利部", "lead"), ("有关部门", "support"), ("地方", "support")]),
        ("各级财政、教育部门负责落实。", [("各级财政", "responsible"), ("教育部门", "responsible")]),
        ("由各市、省住建厅负责。", [("各市", "responsible"), ("省住建厅", "responsible")]),
        ("各省、自治区、直辖市及计划单列市财政厅（局）、新疆生产建设兵团负责。", [("各省、自治区、直辖市及计划单列市财政厅", "responsible"), ("新疆生产建设兵团", "responsible")]),
        ("市城管局是城区户外广告设置管理的主管部门，负责审批。", [("市城管局", "responsible")]),
        ("县政府办督查室牵头，县财政局配合。", [("县政府办督查室", "lead"), ("县财政局", "support")]),
        ("责任单位是市水务局、市财政局。", [("市水务局", "responsible"), ("市财政局", "responsible")]),
        ("【牵头单位】市水务局　【配合单位】市财政局。", [("市水务局", "lead"), ("市财政局", "support")]),
        ("市水务局（牵头单位）、市财政局（配合单位）负责。", [("市水务局", "responsible"), ("市财政局", "responsible")]),
        ("由市水务局牵头、市财政局参与考核；市公安局具体落实。", [("市水务局", "lead"), ("市财政局", "support"), ("市公安局", "responsible")]),
        ("有关地方负责落实。", [("有关地方", "responsible")]),
        ("（市水务局牵头，市财政局、市公安局、平凉国际陆港、市总工会按职责分工负责）", [("市水务局", "lead"), ("市财政局", "responsible"), ("市公安局", "responsible"), ("平凉国际陆港", "responsible"), ("市总工会", "responsible")]),
        ("（市水务局牵头，平凉国际陆港、某某国际机场、市总工会按职责分工负责）", [("市水务局", "lead")]),
        ("\n责任单位：市水务局/市财政局、各县区人民政府（本项与第一项均需各县（市、区）落实）\n三、加强宣传。每月一次。", [("市水务局", "responsible"), ("市财政局", "responsible"), ("各县区人民政府", "responsible")]),
        ("\n市水务局：项目主管单位，负责编制方案。\n市财政局：负责筹措资金。", [("市水务局", "responsible"), ("市财政局", "responsible")]),
        ("市上成立节水项目领导小组，由市长任组长，办公室设在市水务局，负责日常工作。", []),
        ("市上成立节水项目领导小组，负责统筹协调。", [("节水项目领导小组", "responsible")]),
        ("由市水务局牵头，市教育局体卫艺科、市财政局配合。", [("市水务局", "lead"), ("市教育局体卫艺科", "support"), ("市财政局", "support")]),
        ("工业和信息化部装备司、国家卫生健康委疾控局负责标准制定。", [("工业和信息化部装备司", "responsible"), ("国家卫生健康委疾控局", "responsible")]),
        ("市农技推广站负责指导农户，市人大常委会办公室负责联络。", [("市农技推广站", "guide"), ("市人大常委会办公室", "responsible")]),
        ("市水务局内设办公室负责联络，市财政局确定一个科室负责审核，市加油站、市客运站负责安全。", []),
        ("（各市、县、自治县人民政府，各镇、街负责）", [("各市、县、自治县人民政府", "responsible"), ("各镇、街", "responsible")]),
        ("（各县（市、区）党委、政府，各盟行政公署、市人民政府负责）", [("各县（市、区）党委、政府", "responsible"), ("各盟行政公署、市人民政府", "responsible")]),
        ("（责任单位：中央、省驻平单位，中央和省属企业）", [("中央、省驻平单位", "responsible"), ("中央和省属企业", "responsible")]),
        ("各镇党委、政府负责落实。", [("各镇党委、政府", "responsible")]),
        ("由市委组织部牵头，市纪委市监委、市财政局配合。", [("市委组织部", "lead"), ("市纪委市监委", "support"), ("市财政局", "support")]),
        ("县纪委、监委牵头，市委市政府督查局配合。", [("县纪委", "lead"), ("监委", "lead"), ("市委市政府督查局", "support")]),
        ("\n【责任单位】市水务局、各县区\n【完成时限】2024年9月底\n三、加强宣传。每月一次。", [("市水务局", "responsible"), ("各县区", "responsible")]),
        ("\n主责单位　市水务局、市公安局\n三、加强宣传。每月一次。", [("市水务局", "responsible"), ("市公安局", "responsible")]),
        ("（市级责任单位：市水务局、市财政局；县级配合单位：各县区）", [("市水务局", "responsible"), ("市财政局", "responsible"), ("各县区", "support")]),
        ("（分工：市水务局牵头，市财政局配合）", [("市水务局", "lead"), ("市财政局", "support")]),
        ("（主责单位：市住建局；协办单位：市财政局）", [("市住建局", "responsible"), ("市财政局", "support")]),
        ("（责任单位和责任人：市应急局 王某某，市财政局，李某某）", [("市应急局", "responsible"), ("市财政局", "responsible")]),
        ("由市委组织部牵头，市水务局、市统计局参与考核。", [("市委组织部", "lead"), ("市水务局", "support"), ("市统计局", "support")]),
        ("由市住建局牵头，市财政局协同推进，各县区具体落实。", [("市住建局", "lead"), ("市财政局", "support"), ("各县区", "responsible")]),
        ("市住建局参与考核，各县区具体落实。", []),
        ("由市住建局牵头，各县区要抓好落实。", [("市住建局", "lead")]),
        ("市水务局、各开发区负责落实。", [("市水务局", "responsible"), ("各开发区", "responsible")]),
        ("由市水务局牵头，各县（市）区、属地镇街配合。", [("市水务局", "lead"), ("各县（市）区", "support"), ("属地镇街", "support")]),
        ("市应急局、各街道、镇按照职责分工负责。", [("市应急局", "responsible"), ("各街道、镇", "responsible")]),
        ("由各旗县市区负责，县乡两级配合。", [("各旗县市区", "responsible"), ("县乡两级", "support")]),
        ("由各县区、市住建局负责。", [("各县区", "responsible"), ("市住建局", "responsible")]),
        ("由各乡镇、县水务局负责。", [("各乡镇", "responsible"), ("县水务局", "responsible")]),
        ("各级党委政府负责落实。", [("各级党委政府", "responsible")]),
        ("各市场主体、各社区居民负责落实。", []),
    ],
)
def test_duties(sentence, expected):
    assert duties(sentence) == expected


def test_a_labelled_list_without_a_stop_ends_above_the_signature():
    record = record_of(f"{FIRST}二、加强预警。各地要加强预警。责任单位：市水务局、市气象局\n\n")
    assert record.header.issuers == ("平凉市人民政府",)
    assert [duty.agency for duty in record.measures[1].responsibilities] == ["市水务局", "市气象局"]


def test_bare_fields_behind_agencies_of_the_counties_are_not_the_citys():
    sentence = "由各县区教育局牵头，会同公安、水务等部门排查。"
    [_, measure] = record_of(f"{FIRST}二、开展排查。{sentence}\n").measures
    assert [(duty.agency, duty.name) for duty in measure.responsibilities] == [("各县区教育局", None), ("公安", None), ("水务", None)]


SECTIONS = "一、市水务局\n（一）负责河道巡查。每月一次。\n（二）把节水纳入规划。\n二、市公安局\n（一）牵头开展检查。每季度一次。\n（二）配合宣传。\n"


def test_an_agency_on_the_line_above_its_duties_is_the_subject_of_those_that_begin_with_a_role():
    found = [(m.id, duty.agency, duty.role, duty.inherited) for m in record_of(SECTIONS).measures for duty in m.responsibilities]
    assert found == [("1.1", "市水务局", "responsible", True), ("2.1", "市公安局", "lead", True), ("2.2", "市公安局", "support", True)]
    by_form = record_of(SECTIONS.replace("一、市水务局", "一、水行政主管部门").replace("二、市公安局", "二、各镇办")).measures
    assert [[duty.agency for duty in m.responsibilities] for m in by_form] == [["水行政主管部门"], [], ["各镇办"], ["各镇办"]]
    assert not any(m.responsibilities for m in record_of(SECTIONS.replace("二、市公安局", "二、开展检查")).measures)  # one such line proves nothing


def test_an_agency_whose_main_duties_are_listed_is_responsible_where_an_item_says_so():
    articles = "第二条 县水务局是节水工作的主管部门，其主要职责是：\n（一）负责编制规划；\n（二）开展检查。\n第三条 县财政局的主要职责：\n（一）负责落实经费；\n第四条 县教育局职责：\n（一）开展宣传。\n"
    record = extract_record(PolicyText("a.txt", f"太康县节水管理办法\n第一条 为了节水，制定本办法。\n{articles}", "0" * 64, "text/plain", "utf-8"))
    assert [[duty.agency for duty in measure.responsibilities] for measure in record.measures] == [[], ["县水务局"], ["县财政局"], []]


def test_a_heading_that_is_nothing_but_a_label_is_one():
    listed = "一、改造管网\n（一）资金筹措。列入预算。\n（二）责任单位。市住建局、各县区人民政府。\n二、建设水库\n（一）牵头单位\n市水务局\n（二）实施主体\n各县区是实施主体，可委托企业和平台公司实施。\n"
    found = [[(duty.agency, duty.role) for duty in measure.responsibilities] for measure in record_of(listed).measures]
    assert found == [[], [("市住建局", "responsible"), ("各县区人民政府", "responsible")], [("市水务局", "lead")], [("各县区", "responsible")]]


@pytest.mark.parametrize("levels", ["各县（市、区）", "各县区", "市县", "各级", "县级以上"])
def test_fields_of_a_group_of_levels_are_not_the_citys(levels):
    [_, measure] = record_of(f"{FIRST}二、落实经费。{levels}财政、教育和水利部门负责落实。\n").measures
    assert [duty.name for duty in measure.responsibilities] == [None, None, None]


def test_a_supervisory_committee_beside_the_partys_is_no_market_regulator():
    [_, measure] = record_of(f"{FIRST}二、严格检查。（市纪委、市监委、市市监局负责）\n").measures
    assert [duty.name for duty in measure.responsibilities] == ["中共平凉市纪律检查委员会", "平凉市监察委员会", "平凉市市场监督管理局"]


def test_the_first_of_a_list_leads_from_the_measure_on_that_says_so_and_where_no_label_names_a_leader():
    listed = "二、落实经费。（责任单位：市发改委、市财政局，排名第一的为牵头单位，下同）\n三、加强宣传。（牵头单位：市民政局；责任单位：市人社局、市统计局）\n四、强化监管。（市住建局、市公安局）\n"
    measures = record_of(f"一、加强巡查。（责任单位：市水务局、市审计局）\n{listed}").measures
    assert [[duty.agency for duty in measure.responsibilities if duty.role == "lead"] for measure in measures] == [[], ["市发改委"], ["市民政局"], ["市住建局"]]


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
        (FIRST + "二、新建步道5条（市体育局）\n三、清理广告（市城管局牵头，各乡镇配合）；\n", ["加强巡查", "新建步道5条", "清理广告"]),
        ("1 总则\n1.1 目的\n加强应急。\n2 应急响应\n2.1 Ⅰ级响应\n市政府启动。\n2.2 Ⅱ级响应\n县政府启动。\n", ["目的", "Ⅰ级响应", "Ⅱ级响应"]),
    ],
)
def test_measures(body, expected):
    assert headings(body) == expected


def test_a_last_article_that_takes_effect_days_later_is_final():
    articles = "第一条 为了节水，制定本办法。\n第二条 市水务局负责节水工作。\n第三条 本办法自印发之日起30日后施行。\n"
    record = extract_record(PolicyText("a.txt", f"平凉市节水管理办法\n{articles}", "0" * 64, "text/plain", "utf-8"))
    assert [measure.kind for measure in record.measures] == ["rule", "task", "final"]


def test_a_mark_of_publicity_is_no_title_of_what_is_issued():
    notice = "平凉市人民政府办公室关于印发2024年节水重点任务的通知\n各县区人民政府：\n现将《2024年节水重点任务》印发给你们。\n平凉市人民政府办公室\n2024年5月20日\n"
    issued = "2024年节水重点任务\n一、加强巡查。每月一次。\n二、落实经费。列入预算。\n"
    for mark in ("（此件公开发布）\n", "（此件公开发布）"):
        [part] = extract_record(PolicyText("a.txt", f"{notice}{mark}{issued}", "0" * 64, "text/plain", "utf-8")).parts
        assert part.title == "2024年节水重点任务"


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
        ("近年来，省政府转发了《甘肃省节水办法》。", "cites"),
        ("根据省水利厅转发水利部《关于加强节水工作的意见》精神，抓紧排查。", "implements"),
        ("按照要求转发《甘肃省节水办法》。", "forwards"),
        ("决定对《平凉市节水办法》部分条款进行修改。", "amends"),
        ("对《平凉市节水办法》进行修订，主要修订内容如下。", "amends"),
        ("年内对《平凉市节水办法》进行修订。", "revises"),
        ("现对《平凉市节水办法》有关内容修改如下。", "amends"),
        ("为保证《甘肃省节水条例》的贯彻实施，开展宣传。", "implements"),
        ("确保《甘肃省节水方案》落到实处。", "implements"),
        ("尽快完成《平凉市节水办法》的修订工作。", "revises"),
        ("《关于节水的通知》（财税〔2018〕74号）规定的税收优惠政策，执行期限延长至2027年12月31日。", "extends"),
        ("《关于节水的通知》（财税〔2018〕74号）中规定于2020年12月31日到期的优惠政策，执行至2027年12月31日。", "extends"),
        ("《关于节水的通知》（财税〔2018〕74号）中有适用期限的，将适用期限延长至2027年12月31日。", "extends"),
        ("《平凉市节水方案》有效期届满，经评估继续有效。", "extends"),
        ("适用《甘肃省节水条例》的单位应当登记。", "applies"),
        ("从9月1日起，将《平凉市节水办法》（平政发〔2016〕4号）规定的补助标准由每月500元提高到600元。", "amends"),
        ("《平凉市节水办法》规定的补助标准调整为每月900元。", "amends"),
        ("《平凉市节水办法》增加一条，作为第五条。", "amends"),
        ("将《平凉市节水办法》附件2替换为本通知附件。", "amends"),
        ("对《平凉市节水办法》作如下补充。", "amends"),
        ("以《平凉市节水办法》为抓手，将普及率提高到90%。", "cites"),
    ],
)
def test_relations(sentence, relation):
    [citation] = record_of(f"{FIRST}二、落实经费。{sentence}\n").citations
    assert citation.relation == relation


def relations_in(text, kind="通知"):
    """The relations in a short text without numbered units, or in one whose units are in ``text``."""
    whole = f"平凉市教育局关于校车的{kind}\n各县区教育局：\n{text}\n平凉市教育局\n2021年7月2日\n"
    return [citation.relation for citation in extract_record(PolicyText("a.txt", whole, "0" * 64, "text/plain", "utf-8")).citations]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("现下达你县资金50万元。请按照《校车资金办法》的规定，加强管理，并依据《预算法》拨付。", ["applies", "applies"]),
        ("《平凉市校车方案》已经市政府同意，现印发给你们，请认真组织实施。\n考核依据《甘肃省校车办法》进行。", ["applies"]),
        ("现将校车名单印发给你们。名单按照《校车条例》定期更新。", ["applies"]),
        ("为保障学生安全，请各校按照《校车条例》的要求配备人员。", ["applies"]),
        ("接到通知后，立即依照《校车条例》开展自查。", ["applies"]),
        ("近年来，各县按照《校车条例》规定，推进工作。现就有关事项通知如下：\n一、加强领导。每月一次。", ["applies"]),
        ("为加强管理，现通知如下：\n各校应当按照《校车条例》配备人员。", ["applies"]),
        ("根据《校车条例》，市教育局决定开展督导。\n督导组依据《督导条例》打分。", ["basis", "applies"]),
        ("为加强管理，按照《校车条例》要求，开展督导。", ["basis"]),
        ("应省教育厅要求，主要根据《校车条例》，开展督导。", ["basis"]),
        ("某校于2015年3月经我局批准设立。\n经查，该校违规。根据《校车条例》第三条的规定，经研究，决定予以通报批评。", ["basis"]),
        ("某校不具备办学条件，多次责令整改仍未改正。\n依据《民办教育促进法》第六十二条，现决定吊销其许可证。", ["basis"]),
        ("某校不具备办学条件，多次责令整改仍未改正。\n依据《民办教育促进法》的规定，处理决定应当送达。", ["applies"]),
        ("1 总则\n1.1 目的\n保障安全。\n2 职责\n2.1 会商\n各校按照《校车条例》开展会商。\n2.2 计划\n市教育局编制《平凉市校车计划》。", ["applies", "plans"]),
    ],
)
def test_what_a_short_text_is_issued_on_and_what_it_tells_others_to_follow(text, expected):
    assert relations_in(text) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("近日，省教育厅印发了《关于校车工作的通知》（甘教发〔2021〕4号），现转发给你们。", ["forwards"]),
        ("省教育厅下发《关于校车工作的意见》（甘教发〔2021〕4号，以下简称《意见》）。现将《意见》转发给你们。", ["forwards", "forwards"]),
        ("省教育厅制定了《关于校车工作的意见》。现随文转发，请认真执行。", ["forwards"]),
        ("现将有关文件转发给你们，请一并执行：\n1.《甘肃省校车办法》\n2.《甘肃省督导办法》", ["forwards", "forwards"]),
        ("2019年，省教育厅印发了《甘肃省校车办法》。现转发《教育部校车规定》，请执行。", ["cites", "forwards"]),
    ],
)
def test_what_is_forwarded_in_two_steps(sentence, expected):
    assert relations_in(sentence) == expected


@pytest.mark.parametrize(
    "described",
    [
        "1998年5月1日市人民政府发布、2004年6月1日修订的",
        "市政府批准、市水务局发布的",
        "1995年市人大通过、省人大批准的",
        "1998年市政府第12号令发布、2004年重新修订的",
        "依据《甘肃省节水条例》制定的",
        "1998年市政府发布、根据2004年《关于修改〈平凉市用水办法〉的决定》修正的",
    ],
)
def test_how_a_document_came_about_is_not_what_is_done_with_it(described):
    *others, ended = record_of(f"一、本通知自印发之日起施行。{described}《平凉市用水办法》同时废止。\n").citations
    assert (ended.relation, {other.relation for other in others} | {"cites"}) == ("repeals", {"cites"})


@pytest.mark.parametrize(
    "body, expected",
    [
        ("一、发展现状。法规不断健全，我市制定出台《平凉市供水办法》，修订完善《平凉市节水办法》，颁布实施《平凉市水价办法》，深入实施《平凉市节水方案》。\n", ["cites", "cites", "cites", "implements"]),
        ("一、工作回顾\n（一）能力提升。2018年，出台《平凉市供水办法》。\n二、任务\n（一）出台《平凉市节水办法》。\n", ["cites", "plans"]),
        ("一、近年来，我市先后出台《平凉市供水办法》，修订完善《平凉市节水办法》。\n", ["cites", "cites"]),
        ("一、截至2020年底，出台《平凉市供水办法》等12项制度。\n", ["cites"]),
        ("一、“十四五”期间，制定《平凉市供水办法》，修订《平凉市节水办法》。\n", ["plans", "revises"]),
        ("一、夯实工作基础，尽快出台《平凉市供水办法》。\n", ["plans"]),
        ("一、编制依据。《中华人民共和国水法》、《甘肃省节水条例》。\n二、任务。落实《甘肃省节水方案》。\n", ["basis", "basis", "implements"]),
        ("一、检查依据。依据《中华人民共和国水法》等法律法规。\n二、检查内容。对照《甘肃省节水条例》检查。\n", ["basis", "applies"]),
    ],
)
def test_headings_say_what_was_done_and_on_what(body, expected):
    assert [citation.relation for citation in record_of(body).citations] == expected


@pytest.mark.parametrize(
    "about, issuers", [("《关于王某认定的请示》", ()), ("对崆峒区民政局《关于王某认定的请示》", ("崆峒区民政局",)), ("对《关于商请支持工作的函》", ())]
)
def test_the_letter_that_a_title_answers(about, issuers):
    text = f"平凉市民政局关于{about}的批复\n平民函〔2020〕41号\n崆峒区民政局：\n我局已收到你局《关于李某认定的请示》。现批复如下：\n一、同意认定。\n平凉市民政局\n2020年5月9日\n"
    citations = record_in(text).citations
    assert [(citation.relation, citation.issuers) for citation in citations] == [("answers", issuers), ("answers", ())]


@pytest.mark.parametrize(
    "sentence, cited",
    [
        ("根据《水法》，我们制定了《平凉市校车指南》，现印发给你们。", ["水法"]),
        ("根据《水法》，我们组织编写了《平凉市校车指南》，现发给你们。", ["水法"]),
        ("现将《平凉市1996年校车计划》下达给你们，请遵照执行。", []),
        ("现将《平凉市校车方案》（见附件）颁发给你们，请遵照执行。", []),
        ("现将《平凉市校车方案》随文下发，请遵照执行。", []),
        ("现将《甘肃省校车办法》（甘教发〔2021〕4号）发给你们。", ["甘肃省校车办法"]),
    ],
)
def test_what_a_notice_brings_is_no_citation(sentence, cited):
    text = f"平凉市教育局关于校车的通知\n各县区教育局：\n{sentence}\n平凉市教育局\n1998年7月2日\n"
    assert [citation.title for citation in record_in(text).citations] == cited


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("研究制定并印发《平凉市节水办法》。", ["plans"]),
        ("组织编制并实施《平凉市节水规划》。", ["plans"]),
        ("市水务局要在9月底前印发实施《平凉市节水规程》。", ["plans"]),
        ("尽快印发《平凉市节水规程》。", ["plans"]),
        ("2019年印发《平凉市节水规程》。", ["cites"]),
        ("抓紧《平凉市节水条例》的起草工作。", ["plans"]),
        ("参与《平凉市节水条例》制定。", ["plans"]),
        ("开展《平凉市节水规划》修编。", ["revises"]),
        ("对《平凉市供水办法》《平凉市节水办法》进行全面修订。", ["revises", "revises"]),
        ("修订颁布《平凉市节水办法》。", ["revises"]),
        ("《平凉市节水办法》应尽快修订。", ["revises"]),
        ("《平凉市节水办法》修订工作于年底前完成。", ["revises"]),
        ("《平凉市节水办法》修订工作已完成。", ["cites"]),
        ("《平凉市节水办法》由市水务局另行制定。", ["plans"]),
        ("做好《平凉市节水条例》起草和《平凉市供水办法》修订工作。", ["plans", "revises"]),
        ("修改《平凉市节水办法》中与《甘肃省节水条例》不一致的内容。", ["amends", "cites"]),
        ("做好《甘肃省节水条例》要求的规划编制。", ["cites"]),
        ("做好《甘肃省节水条例》实施方案编制。", ["cites"]),
        ("研究制定《甘肃省节水条例》配套规章。", ["cites"]),
        ("出台《甘肃省节水条例》实施条例。", ["cites"]),
        ("加快制定与《甘肃省节水条例》相配套的实施办法。", ["cites"]),
        ("健全《甘肃省节水条例》配套制度。", ["cites"]),
        ("修订《平凉市节水办法》相关规定。", ["amends"]),
    ],
)
def test_what_is_to_be_made_or_changed(sentence, expected):
    assert [citation.relation for citation in record_of(f"{FIRST}二、落实经费。{sentence}\n").citations] == expected


@pytest.mark.parametrize(
    "body, expected",
    [
        ("一、制定项目\n1.《平凉市物业条例》（市住建局起草）\n2.《平凉市养犬条例》\n二、修订项目\n1.《平凉市节水办法》\n三、要求\n（一）落实《平凉市立法办法》。\n", ["plans", "plans", "revises", "implements"]),
        ("一、提请审议的地方性法规草案\n《平凉市物业条例》（市住建局起草）\n二、拟制定的政府规章\n《平凉市养犬办法》\n", ["plans", "plans"]),
        ("一、将第二条中的“按照《取水许可办法》”修改为“按照《取水许可管理办法》”。\n", ["cites", "cites"]),
        ("一、增加一条，作为第五条：“违反本办法的，依照《中华人民共和国水法》处罚。”\n", ["cites"]),
        ("一、全面落实“按照《中华人民共和国水法》取水”的要求。\n", ["applies"]),
        ("一、不再按照《平凉市供水办法》收取押金。\n", ["repeals"]),
        ("一、《平凉市节水办法》与本通知不符的规定，不再执行。\n", ["repeals"]),
        ("一、《平凉市排水办法》自本通知印发之日起不再实施。\n", ["repeals"]),
        ("一、上述企业不适用《平凉市水价办法》。\n", ["cites"]),
        ("一、本通知自印发之日起施行。同时废止下列文件：1.《平凉市用水办法》（平政发〔2003〕4号）；2.《平凉市取水办法》（平政发〔2004〕4号）。\n", ["repeals", "repeals"]),
        ("一、重点学习下列文件：1.《平凉市用水办法》；2.《平凉市取水办法》。\n", ["cites", "cites"]),
        ("一、把《平凉市节水方案》落到实处。\n", ["implements"]),
        ("一、切实将《平凉市供水办法》各项规定落实到位。\n", ["implements"]),
        ("一、严格《平凉市河道办法》的执行。\n", ["implements"]),
        ("一、强化《平凉市河道办法》执行情况督查。\n", ["cites"]),
        ("一、继续沿用《平凉市供水办法》规定的标准。\n", ["applies"]),
        ("一、不得低于《城市公厕设计标准》的要求。\n", ["applies"]),
    ],
)
def test_lists_quotations_endings_and_following(body, expected):
    assert [citation.relation for citation in record_of(body).citations] == expected


@pytest.mark.parametrize("also, scope", [("和有关补充规定", None), ("及其补充规定", None), ("有关水价的规定", "partial")])
def test_what_is_ended_with_its_supplements_is_ended_wholly(also, scope):
    [ended] = record_of(f"一、本通知自印发之日起施行，《平凉市用水办法》（平政发〔2003〕4号）{also}同时废止。\n").citations
    assert (ended.relation, ended.scope) == ("repeals", scope)


def test_titles_that_an_amendment_quotes_are_not_amended():
    [amended, *quoted] = record_of("一、将《平凉市节水办法》第三条中的“《水法实施办法》”修改为“《甘肃省水法实施办法》”。\n二、加强巡查。\n").citations
    assert (amended.relation, [citation.relation for citation in quoted]) == ("amends", ["cites", "cites"])


def test_a_decision_that_lists_what_it_changes_and_ends_is_addressed_to_nobody():
    text = (
        "平凉市人民政府关于修改和废止部分规章的决定\n根据省人民政府的要求，市人民政府决定修改和废止下列规章：\n"
        "一、对下列规章部分条款予以修改\n（一）《平凉市供水办法》（2009年市政府令第9号）\n二、废止下列规章\n（一）《平凉市水费办法》（2001年市政府令第3号）\n平凉市人民政府\n2018年8月30日\n"
    )
    record = record_in(text)
    assert record.header.recipients == ()
    assert [citation.relation for citation in record.citations] == ["amends", "repeals"]


def test_numbers_alone_in_a_bracket_stand_in_its_sentence():
    citations = record_of(f"{FIRST}二、落实经费。严格执行省水利厅（甘水发〔2014〕43号）和市政府（平政发〔2014〕4号）文件。\n").citations
    assert [(citation.number, citation.relation) for citation in citations] == [("甘水发〔2014〕43号", "implements"), ("平政发〔2014〕4号", "implements")]


def test_entries_of_a_list_without_marks_are_apart():
    text = (
        "平凉市水务局关于公布废止文件目录的公告\n平凉市水务局公告2011年第2号\n现将《废止的规范性文件目录》予以公布。\n平凉市水务局\n2011年1月28日\n附件\n废止的规范性文件目录\n"
        "1.平凉市水务局关于水费问题的通知（平水发〔2003〕68号）\n2.平凉市水务局关于印发《水费定额管理办法》的通知（平水发〔2000〕115号）\n3.平凉市水务局关于水表问题的通知（平水发〔2004〕15号）\n"
    )
    citations = record_in(text).citations
    assert [(citation.number, citation.relation) for citation in citations] == [(f"平水发〔{number}号", "repeals") for number in ("2003〕68", "2000〕115", "2004〕15")]


@pytest.mark.parametrize(
    "sentence, title, issuers",
    [
        ("落实国务院关于印发《水污染防治行动计划》的通知（国发〔2015〕17号）。", "国务院关于印发《水污染防治行动计划》的通知", ("国务院",)),
        ("严格执行原省物价局《关于水价的通知》（甘价〔2010〕3号）。", "关于水价的通知", ("省物价局",)),
        ("认真学习领会省委省政府《关于节水的意见》精神。", "关于节水的意见", ("省委", "省政府")),
        ("落实国务院国资委《中央企业节水规定》。", "中央企业节水规定", ("国务院国资委",)),
        ("依照《民法通则》的规定赔偿。", "民法通则", ()),
    ],
)
def test_issuers_of_what_is_cited(sentence, title, issuers):
    [citation] = record_of(f"{FIRST}二、落实经费。{sentence}\n").citations
    assert (citation.title, citation.issuers) == (title, issuers)
