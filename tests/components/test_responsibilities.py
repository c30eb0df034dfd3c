"""Responsibilities: labels, brackets and sentences that make agencies responsible for a measure."""

import pytest
from growing import AT_MOST, growth

from kg.components import Match
from kg.components.responsibilities import find_responsibilities, parse_responsibility
from kg.regions import region_by_code
from kg.text import fold


def found_in(*units: str, kind: str = "task") -> list[tuple[str, str, str]]:
    """(ref, agency, label) of units given as texts, each one measure: 1, 2, …"""
    text = fold("\n".join(units))
    measures, start = [], 0
    for number, unit in enumerate(units, start=1):
        measures.append(Match(start, start + len(unit), kind, str(number)))
        start += len(unit) + 1
    matches = find_responsibilities(text, {"measures": measures, "headings": []})
    return [(match.ref, text[match.start : match.end], match.label) for match in matches]


def roles(unit: str, kind: str = "task") -> dict[str, str]:
    return {agency: role for _, agency, role in found_in(unit, kind=kind)}


def test_a_label_opens_a_list():
    unit = "(一)建设书屋。新建十处。\n责任单位:县教体局、县财政局,县残联"
    assert found_in(unit) == [
        ("1#1", "县教体局", "responsible"),
        ("1#2", "县财政局", "responsible"),
        ("1#3", "县残联", "responsible"),
    ]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("(牵头单位:市住建局;配合单位:市财政局、各区人民政府)", {"市住建局": "lead", "市财政局": "support", "各区人民政府": "support"}),
        ("〔责任部门:市水务局,完成时限:2025年底〕", {"市水务局": "responsible"}),
        ("(2024年6月底完成,牵头单位:市水务局)", {"市水务局": "lead"}),
        ("责任单位:区建设局牵头,区财政局配合", {"区建设局": "lead", "区财政局": "support"}),
        ("责任单位:市农业农村局(牵头)、市商务局", {"市农业农村局": "lead", "市商务局": "responsible"}),
        ("(责任单位市水务局,配合单位各街道)", {"市水务局": "responsible", "各街道": "support"}),
        ("(责任单位:市水务局,配合单位各商业银行)", {"市水务局": "responsible", "各商业银行": "support"}),
        ("(责任单位:市水务局、各县<市、区>政府,有关区政府<管委会>)", dict.fromkeys(["市水务局", "各县<市、区>政府", "有关区政府<管委会>"], "responsible")),
        ("(责任单位:各区政府〈含开发区、新区管委会〉,“四区”政府)", dict.fromkeys(["各区政府", "“四区”政府"], "responsible")),
        ("(责任单位:市水务局,市财政局、市林业局配合)", {"市水务局": "responsible", "市财政局": "support", "市林业局": "support"}),
        ("(负责部门:海关总署、药监局)", {"海关总署": "responsible", "药监局": "responsible"}),
        ("(牵头单位:市水务局,支撑单位:相关街镇)", {"市水务局": "lead", "相关街镇": "support"}),
        ("(各省辖市、省直管县(市)政府负责)", {"各省辖市、省直管县(市)政府": "responsible"}),
        ("(责任单位:水利部、财政部等国务院相关部门)", dict.fromkeys(["水利部", "财政部"], "responsible")),
        ("(责任单位:市水务局、市财政局等市直有关部门(单位))", dict.fromkeys(["市水务局", "市财政局"], "responsible")),
        ("(责任单位:市水务局、市财政局等涉及河道整治相关单位)", dict.fromkeys(["市水务局", "市财政局"], "responsible")),
        ("责任单位:市发展改革委、\n市水务局", {"市发展改革委": "responsible", "市水务局": "responsible"}),
        ("牵头单位:市水务局 配合单位:市财政局 市林业局", {"市水务局": "lead", "市财政局": "support", "市林业局": "support"}),
        ("督导单位:市政府办公室", {"市政府办公室": "guide"}),
        ("配合单位:市财政局、各区、县级市", {"市财政局": "support", "各区、县级市": "support"}),
        ("责任单位:市直各部门、市水务局完成时限:9月25日前", {"市直各部门": "responsible", "市水务局": "responsible"}),
    ],
)
def test_labels(clause, expected):
    assert roles(f"1.疏浚河道。清理淤泥。\n{clause}") == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("(省教育厅牵头,省财政厅、省水利厅配合)", {"省教育厅": "lead", "省财政厅": "support", "省水利厅": "support"}),
        ("(市发展改革委、市财政局按职责分工负责)", {"市发展改革委": "responsible", "市财政局": "responsible"}),
        ("(水利部会同有关部门负责)", {"水利部": "lead", "有关部门": "support"}),
        ("(由县水务局牵头,县财政局会同县林业局落实)", {"县水务局": "lead", "县财政局": "lead", "县林业局": "support"}),
        ("(省水利厅、林业局、气象局)", {"省水利厅": "responsible", "林业局": "responsible", "气象局": "responsible"}),
        ("(水利部、商务部等和各省级人民政府负责)", {"水利部": "responsible", "商务部": "responsible", "各省级人民政府": "responsible"}),
        ("(市水务局牵头,市供水集团按职责分工负责)", {"市水务局": "lead", "市供水集团": "responsible"}),
        ("(市水务局、市财政局、市林业局,以黑体字标注的为牵头部门,下同)", dict.fromkeys(["市水务局", "市财政局", "市林业局"], "responsible")),
        ("(市水务局、市公安局交警大队根据单位职责分别牵头负责)", {"市水务局": "lead", "市公安局交警大队": "lead"}),
        ("(市房产局、市金融办)", {"市房产局": "responsible", "市金融办": "responsible"}),
        ("(镇水管站牵头,派出所、各村配合)", {"镇水管站": "lead", "派出所": "support", "各村": "support"}),
        ("(市水务局负责,市审计局监督)", {"市水务局": "responsible", "市审计局": "guide"}),
        ("(各区政府和某某新区管委会(以下统称区政府)按职责分工负责)", {"各区政府": "responsible", "某某新区管委会": "responsible"}),
    ],
)
def test_brackets(clause, expected):
    assert roles(f"1.疏浚河道。清理淤泥。{clause}\n") == expected


@pytest.mark.parametrize(
    "words",
    [
        "重点支持水库(含塘坝)建设",
        "申请材料(由购房人提供)一并报送",
        "经有关部门(水务、林业)同意",
        "房屋(以下简称住宅)",
        "(2023年12月底前完成)",
        "(联系电话由各区公布)",
        "(县登记中心根据县征收中心出具的确认单进行办理)",
    ],
)
def test_brackets_that_name_nobody(words):
    assert roles(f"1.疏浚河道。{words}。") == {}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("补贴由市水务局负责发放", {"市水务局": "responsible"}),
        ("市水务局负责河道巡查", {"市水务局": "responsible"}),
        ("市水务局要牵头建立台账", {"市水务局": "lead"}),
        ("市水务局应当会同市财政局制定细则", {"市水务局": "lead", "市财政局": "support"}),
        ("县教育部门会同人力资源和社会保障、财政部门依据有关规定核定", {"县教育部门": "lead", "人力资源和社会保障": "support", "财政部门": "support"}),
        ("公安、民政和水利部门分别负责协调", {"公安": "responsible", "民政": "responsible", "水利部门": "responsible"}),
        ("各镇人民政府承担巡河保洁职责", {"各镇人民政府": "responsible"}),
        ("各级党委和政府是河道保护的责任主体", {"各级党委和政府": "responsible"}),
        ("市政府对河道保护负总责", {"市政府": "accountable"}),
        ("自然资源和规划、住建部门要配合做好选址", {"自然资源和规划": "support", "住建部门": "support"}),
        ("市水务局为牵头单位,市财政局、市林业局为配合单位", {"市水务局": "lead", "市财政局": "support", "市林业局": "support"}),
        ("各区政府负主体责任", {"各区政府": "responsible"}),
        ("市审计局负责监督资金使用", {"市审计局": "guide"}),
        ("成立河道管理委员会,负责日常巡查", {"河道管理委员会": "responsible"}),
        ("成立由副市长任组长,水务、财政等部门负责人为成员的市河道工作领导小组,负责组织协调", {"市河道工作领导小组": "responsible"}),
        ("各镇、街道办落实属地管理,加强宣传,负责河道保洁", {"各镇、街道办": "responsible"}),
        ("由市水务局牵头,市财政局、各区政府配合", {"市水务局": "lead", "市财政局": "support", "各区政府": "support"}),
        ("属地政府(管委会)具体负责认定", {"属地政府(管委会)": "responsible"}),
        ("市水务局(以下简称水务局)负责审核", {"市水务局": "responsible"}),
        ("水利部门:负责工程建设", {"水利部门": "responsible"}),
        ("市、县(市、区)人民政府负责本行政区域内的河道管理", {"市、县(市、区)人民政府": "responsible"}),
        ("自然资源和规划部门负责用地审核", {"自然资源和规划部门": "responsible"}),
        ("规划和自然资源、市场监督管理等部门按照各自职责协同实施本办法", {"规划和自然资源": "responsible", "市场监督管理": "responsible"}),
        ("各级水利、财政、文物管理部门和市残疾人联合会按各自职责协同实施", dict.fromkeys(["各级水利", "财政", "文物管理部门", "市残疾人联合会"], "responsible")),
        ("州人民政府授权州水利主管部门负责统筹工作", {"州水利主管部门": "responsible"}),
        ("市政府指定市水务局负责平台建设,明确市财政局负责资金保障", {"市水务局": "responsible", "市财政局": "responsible"}),
        ("镇财政所负责资金监管,镇监察室负责查处", {"镇财政所": "responsible", "镇监察室": "responsible"}),
        ("由县级党委组织部门会同纪委监委机关进行联合审查", {"县级党委组织部门": "lead", "纪委监委机关": "support"}),
        ("由省政府办公厅、省政府金融办牵头完成报告", {"省政府办公厅": "lead", "省政府金融办": "lead"}),
        ("建立会商机制,会同公安、水利部门评估后放行", {"公安": "support", "水利部门": "support"}),
        ("市纪委监委负责监督检查", {"市纪委监委": "guide"}),
        ("市水务局负责对各镇巡河工作的业务指导和监督检查", {"市水务局": "guide"}),
        ("市水务局负责取水市场的监督,维护取水秩序", {"市水务局": "guide"}),
        ("市水务局负责取水市场的监督管理", {"市水务局": "responsible"}),
        ("市水务局负责取水项目的申报和指导", {"市水务局": "responsible"}),
        ("市财政局负责专项资金的拨付和使用的监督", {"市财政局": "responsible"}),
        ("市水务局负责对取水户进行日常监督检查和行政处罚", {"市水务局": "responsible"}),
        ("市水务局负责对排污口开展监督性监测", {"市水务局": "responsible"}),
        ("市水务局负责组织实施,学校、家长积极参与,配合做好疏导", {"市水务局": "responsible"}),
        ("市水务局负责清淤指导,取水户应如实申报,配合完成核查", {"市水务局": "responsible"}),
        ("市水务局为清淤工作领导小组办公室,负责日常工作", {"市水务局": "responsible"}),
        ("各有关部门要依职责做好清淤", {"各有关部门": "responsible"}),
        ("市、县两级水利部门承担日常监管执法责任,要加大检查力度", {"市、县两级水利部门": "responsible"}),
        ("清淤内容由市水务局确定并负责组织", {"市水务局": "responsible"}),
        ("县级水生动物疫病预防控制机构负责采样", {"县级水生动物疫病预防控制机构": "responsible"}),
        ("我厅在省水利工程中心设立举报电话,负责受理举报", {"我厅": "responsible"}),
        ("市(区)财政、民政、卫生健康等部门按照各自职能开展相关工作", {"市(区)财政": "responsible", "民政": "responsible", "卫生健康": "responsible"}),
        ("考核部门为市水务局,负责考核发证", {"市水务局": "responsible"}),
        ("市水务局为清淤工作的主管部门,负责组织实施", {"市水务局": "responsible"}),
        ("市水务局要继续做好牵头工作,进一步优化布局", {"市水务局": "lead"}),
        ("市水务局根据水位,统筹考虑蓄水需要,适时会同气象部门提出方案", {"市水务局": "lead", "气象部门": "support"}),
        ("市有关部门和各区人民政府应当加强协作,支持清淤,并按照各自职责,承担其他工作", {"市有关部门": "responsible", "各区人民政府": "responsible"}),
        ("管委会依照本办法履行以下职责:(一)组织实施规划;(二)负责取水管理;(三)协调驻区机构", {"管委会": "responsible"}),
        ("县级以上水土检疫机构负责监测", {"县级以上水土检疫机构": "responsible"}),
    ],
)
def test_sentences(sentence, expected):
    assert roles(f"1.疏浚河道。{sentence}。") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "各区人民政府要强化主体责任",
        "市水务局要加强巡查",
        "由市水务局制定实施细则",
        "各部门要密切配合",
        "各部门要各负其责",
        "请市水务局报送材料",
        "所在镇党委协助抓好巡查",
        "学校负责通知家长",
        "受托企业负责运输",
        "申报单位对材料的真实性负责",
        "对直接负责的主管人员依法处理",
        "落实校长负责制",
        "市水务局主要负责人每季度调研一次",
        "各部门明确专人作为联络员,负责信息报送",
        "遵循“谁审批、谁负责”的原则",
        "水务局负责管理的河道可以先行试点",
        "发挥市水务局牵头作用",
        "市水务局会同市财政局起草了本办法",
        "各县要明确一名领导负责",
        "成立由市长任组长的领导小组,办公室设在市水务局,负责日常工作",
        "明确专门工作机构负责联络",
        "各区要加强监测,积极配合有关法院确定价格",
        "清淤内容由市水务局确定并公布",
        "我厅系统各单位积极宣传",
        "我们负责联系各方",
        "市水务局要加强培训,定期对各镇相关负责人员进行辅导",
        "市有关部门应当加强协作,按照各自职责,承担其他工作的单位可以申请",
        "管委会依照本办法履行以下职责:(一)组织实施规划;(二)协调驻区机构",
        "县人民政府履行下列职责:(一)落实规划。供水企业应当遵守规定,负责设施维护",
        "施工单位接受水务部门监督并负责整改",
        "用水单位向县水务局申请并负责培训",
        "市水务局印发年度计划,各项目单位对照执行,并按照职责抓好落实",
    ],
)
def test_sentences_that_do_not_count(sentence):
    assert roles(f"1.疏浚河道。{sentence}。") == {}


def test_whom_an_agency_in_charge_also_supports():
    found = found_in("1.维护秩序。公安部门负责维护秩序,配合有关部门打击犯罪。")
    assert [(agency, role) for _, agency, role in found] == [("公安部门", "responsible"), ("公安部门", "support")]
    found = found_in("1.下达指标。市水务局负责将用水指标纳入计划,配合制定取水目录。")
    assert [(agency, role) for _, agency, role in found] == [("市水务局", "responsible"), ("市水务局", "support")]
    found = found_in("1.下达指标。市水务局负责将用水指标纳入计划,配合度计入考核。")
    assert [role for _, _, role in found] == ["responsible"]


def test_who_interprets_counts_in_articles_only():
    assert roles("1.本办法由市水务局负责解释。") == {}
    assert roles("1.市水务局负责政策解释和宣传。") == {"市水务局": "responsible"}
    assert roles("第九条 本办法由市水务局负责解释。", kind="final") == {"市水务局": "responsible"}


def test_closing_words_after_the_last_clause_are_no_duty_of_the_last_measure():
    unit = "2.巡查河道。每月一次。(责任单位:市水务局)\n本通知执行中的问题,由市财政局负责协调。"
    assert roles(unit) == {"市水务局": "responsible"}


def test_an_agency_and_its_role_count_once_in_a_measure():
    unit = "1.疏浚河道。市水务局负责清淤。市水务局负责巡查。(市水务局牵头,市水务局配合)\n"
    assert [(ref, role) for ref, _, role in found_in(unit, unit)][:3] == [("1#1", "responsible"), ("1#2", "lead"), ("1#3", "support")]


def test_a_hard_wrapped_name_is_one():
    lines = ["一、疏浚河道。全年清淤二十公里,新建泵站三座,完成后交付使用,", "并建立长效机制。(责任单位:市水务局、市发展和改", "革委员会、市财政局)"]
    text = fold("\n".join(lines))
    paragraph = [Match(0, len(text), "paragraph")]
    matches = find_responsibilities(text, {"measures": [Match(0, len(text), "task", "1")], "paragraphs": paragraph})
    assert [text[m.start : m.end].replace("\n", "") for m in matches] == ["市水务局", "市发展和改革委员会", "市财政局"]


def test_the_first_of_a_list_leads_where_the_document_says_so():
    first = "1.疏浚河道。(责任单位:市水务局、市财政局;列第一位者为牵头单位,下同)\n"
    second = "2.巡查河道。(责任单位:市林业局、市水务局)\n"
    before = "1.疏浚河道。(责任单位:市水务局、市财政局)\n"
    assert [role for _, _, role in found_in(first, second)] == ["lead", "responsible", "lead", "responsible"]
    assert [role for _, _, role in found_in(before)] == ["responsible", "responsible"]


def test_all_before_the_first_comma_lead_where_the_document_says_so():
    unit = "1.疏浚河道。(责任单位:市水务局、市财政局,各区政府,逗号前为牵头单位,下同)\n"
    assert roles(unit) == {"市水务局": "lead", "市财政局": "lead", "各区政府": "responsible"}


def test_a_clause_hands_agencies_on_to_the_measures_that_follow():
    first = "1.疏浚河道。(责任单位:市水务局。以下均需各区政府、某某新区管委会落实,不再列出)"
    second = "2.巡查河道。(责任单位:市林业局、各区政府)"
    assert found_in(first, second) == [
        ("1#1", "市水务局", "responsible"),
        ("2#1", "市林业局", "responsible"),
        ("2#2", "各区政府", "responsible"),
        ("2#3", "某某新区管委会", "responsible:inherited"),
    ]


def test_a_parent_keeps_only_its_own_words():
    text = fold("一、治水\n(一)疏浚。(市水务局负责)\n(二)巡查。每月一次。\n(市林业局牵头)")
    inner = [Match(text.index("(一)"), text.index("(二)"), "task", "1.1"), Match(text.index("(二)"), text.rindex("("), "task", "1.2")]
    measures = [Match(0, len(text), "task", "1"), *inner]
    matches = find_responsibilities(text, {"measures": measures, "headings": []})
    assert sorted((m.ref, text[m.start : m.end]) for m in matches) == [("1#1", "市林业局"), ("1.1#1", "市水务局")]


def fields(words: str, code: str | None, label: str = "responsible", **context) -> tuple:
    parsed = parse_responsibility(words, label, region_by_code(code), **context)
    return parsed["agency"], parsed["name"], parsed["role"], parsed["inherited"]


def test_a_name_takes_what_its_list_says_once():
    assert fields("自然资源和规划", "XB01", after="、住建部门要配合")[1] == "第一师阿拉尔市自然资源和规划局"
    assert fields("自然资源和规划", "XB01", after="工作")[1] is None
    assert fields("教育局", "411627", before="(责任单位:市财政局、")[1] == "周口市教育局"
    assert fields("教育局", "411627", before="责任单位:县财政局、")[1] == "太康县教育局"
    assert fields("妇联", "410000", before="(省教育厅、总工会、")[1] == "河南省妇女联合会"
    assert fields("两江新区", "500000", after="、某某高新区管委会")[1] == "重庆两江新区管理委员会"
    assert fields("国资委", None, after="、邮政局等部门", central=True)[1] == "国务院国有资产监督管理委员会"
    assert fields("国资委", None, central=True, all_levels=True)[1] == "国务院国有资产监督管理委员会"
    assert fields("浦东新区", "310000", after="、某某高新区管委会")[1] == "上海市浦东新区人民政府"  # a division stands for its government
    assert fields("周口市", "410000")[1] == "周口市人民政府" and fields("周口", "410000")[1] is None
    assert fields("宣传部", "410000", before="(省教育厅、省委组织部、")[1] == "中共河南省委宣传部"
    assert fields("宣传部", "410000", before="(省教育厅、")[1] is None
    assert fields("教育行政部门", None, before="国务院人力资源社会保障行政部门、", central=True)[1] == "教育部"
    assert fields("扶贫办", None, before="发展改革委、市场监管总局、", central=True)[1] == "国务院扶贫开发领导小组办公室"


def test_who_issues_a_document_calls_itself_we():
    assert fields("我厅", "410000", issuer="河南省水利厅")[1] == "河南省水利厅"
    assert fields("我厅", "410000")[1] is None  # of several issuers nobody knows which
    assert fields("我局", "410000", issuer="河南省人民政府办公厅")[1] is None  # of the plan that it issues


def test_label_and_line_breaks_are_taken_off():
    assert fields("市发展和改\n革委员会", "360300", "lead:inherited") == ("市发展和改革委员会", "萍乡市发展和改革委员会", "lead", True)


def test_the_foot_of_a_page_is_no_part_of_a_name():
    assert fields("住建-10-\n\n部门", "360300")[0] == "住建部门"
    text = fold("1.疏浚河道。选址由水务、住建-10-\n\n部门负责。")
    found = {"measures": [Match(0, len(text), "task", "1")], "paragraphs": [Match(0, len(text), "paragraph")]}
    assert [text[m.start : m.end] for m in find_responsibilities(text, found)] == ["水务", "住建-10-\n\n部门"]


def test_a_bracket_torn_by_a_line_end_is_one():
    assert roles("1.疏浚河道。清理淤泥。(责\n任单位:市水务局)") == {"市水务局": "responsible"}
    assert roles("1.疏浚河道。清理淤泥。(责\n2.巡查。\n任单位:市水务局)") == {}


@pytest.mark.parametrize("words", ["(" * 4000, "责任单位:市" * 1500, "市财政局、" * 3000 + "负责", "由市财政局和" * 3000, "市财政局按照在对根据" * 1500, "一,负责二" * 3000, "财政、房屋、" * 2500 + "等部门", "由货物所在地的" * 2500, "经市水务局会同" * 2500, "各部门按照各自职责," * 1800, "(责\n" * 3000])
def test_time_grows_with_the_text_and_not_faster(words):
    assert growth(roles, lambda length: words * (length // 2000)) <= AT_MOST


def test_departments_of_any_level_have_no_name():
    assert fields("教育", "410000", after="、民政等部门要配合")[1] == "河南省教育厅"
    assert fields("教育", "410000", after="、民政等部门要配合", all_levels=True)[1] is None
    assert fields("教育行政主管部门", "410000", all_levels=True)[1] is None
    assert fields("省教育行政主管部门", "410000", all_levels=True)[1] == "河南省教育厅"
    assert fields("省教育厅", "410000", all_levels=True)[1] == "河南省教育厅"


@pytest.mark.parametrize(
    "words, expected",
    [
        ("由省政府办公厅、科技厅牵头完成报告", {"省政府办公厅": "lead", "科技厅": "lead"}),
        ("由所涉及的住房城乡建设厅、科技厅等省级主管部门(单位)牵头完成报告,其他部门配合", {"住房城乡建设厅": "lead", "科技厅": "lead", "其他部门": "support"}),
        ("组织、人事、民政等部门牵头招聘毕业生", {"组织": "lead", "人事": "lead", "民政": "lead"}),
        ("由省级主管部门牵头", {"省级主管部门": "lead"}),
    ],
)
def test_lists_of_offices_and_of_departments_of_a_level(words, expected):
    assert roles(f"1.开展自查。加强领导。{words}。") == expected


def test_a_coordination_mechanism_is_a_body_in_a_bare_bracket():
    unit = "(一)满足融资需求。应贷尽贷。(省住房城乡建设厅、山东金融监管局,各市房地产融资协调机制)\n(二)优化审批。简化流程。(省住房城乡建设厅)"
    assert roles(unit) == {"省住房城乡建设厅": "responsible", "山东金融监管局": "responsible", "各市房地产融资协调机制": "responsible"}
    assert roles("(一)健全机制。加强领导。(完善省住房城乡建设厅牵头的工作机制)") == {}


def test_the_first_of_a_bracket_of_names_alone_leads_where_the_document_says_so():
    first = "1.建设球场。每区一处。[市体育局、市财政局,列第一位的为牵头单位,下同]"
    second = "2.培训教练。每年一次。[市体育局、市教育局,各区、县(市)政府,市足协,某师大]"
    assert [(agency, label) for _, agency, label in found_in(first, second)] == [
        ("市体育局", "lead"), ("市财政局", "responsible"),
        ("市体育局", "lead"), ("市教育局", "responsible"), ("各区、县(市)政府", "responsible"), ("市足协", "responsible"), ("某师大", "responsible"),
    ]  # fmt: skip


@pytest.mark.parametrize("gloss", ["[市体育局、开放办学、提高质量]", "[某师大、某工大]", "[市体育局,某师大]"])
def test_a_bracket_of_other_words_names_nobody(gloss):
    assert roles(f"1.培训教练。每年一次。{gloss}") == {}


def test_the_only_one_named_before_others_leads_where_the_first_does():
    first = "1.疏浚河道。(市水务局、市财政局负责。列第一位者为牵头单位,下同)\n"
    found = found_in(first.strip(), "2.落实经费。(市财政局等有关部门负责)", "3.加强巡查。(市水务局负责)")
    assert [(agency, role) for _, agency, role in found] == [("市水务局", "lead"), ("市财政局", "responsible"), ("市财政局", "lead"), ("市水务局", "responsible")]
