"""Fields of the header that follow from more than one place of a document."""

import pytest

from kg.extract import extract_record
from kg.issuer_names import full_names
from kg.records import PolicyText
from kg.regions import region_by_code


def record_of(text):
    return extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8"))


def header_of(text):
    return record_of(text).header


LABELS = "索引号:1234\n发布机构:武汉市水务局\n"


def test_a_national_law_on_a_local_page_is_not_the_pages():
    law = "中华人民共和国节水法\n第一条 为了节约用水，制定本法。\n第二条 用水单位应当节约用水。\n"
    header = header_of(LABELS + law)
    assert (header.level, header.region, header.issuers) == ("central", None, ())
    local = header_of(LABELS + law.replace("中华人民共和国节水法", "武汉市节水办法"))
    assert (local.level, local.region, local.issuers) == ("prefecture", "420100", ("武汉市水务局",))


@pytest.mark.parametrize("said, day", [("2018年03月27", "2018-03-27"), ("2018年03月27日", "2018-03-27"), ("2018年03月", None)])
def test_a_date_of_the_page_may_lack_its_last_word(said, day):
    assert header_of(f"发文机关:山西省人民政府 发布日期:{said} 时效性:现行有效\n各市人民政府:\n现将方案印发给你们,请认真组织实施。\n").published == day


def test_a_notice_without_its_title_has_that_of_what_it_issues():
    notice = "各区人民政府：\n《关于加强公路养护的若干意见》已经市政府同意，现印发给你们，请认真贯彻执行。\n武汉市人民政府办公厅\n2023年5月10日\n"
    issued = "关于加强公路养护的若干意见\n一、落实经费。市财政每公里补助一万元。\n二、加强巡查。每月巡查一次。\n"
    header = header_of(notice + issued)
    assert (header.title, header.type, header.issuers) == ("关于加强公路养护的若干意见", "通知", ("武汉市人民政府办公厅",))
    assert (notice + issued)[slice(header.evidence["title"].start, header.evidence["title"].end)] == header.title
    assert header_of("关于印发养护意见的通知\n" + notice + issued).title == "关于印发养护意见的通知"


TITLE = "关于加强农村公路养护的若干措施"
BODY = "一、落实经费。市财政每公里补助一万元。\n二、加强巡查。每月巡查一次。\n"


@pytest.mark.parametrize(
    "preamble, issuers",
    [
        (f"为加强养护，武汉市水务局印发《{TITLE}》。", ("武汉市水务局",)),
        (f"为加强养护，武汉市财政局、武汉市水务局联合印发了《{TITLE}》。", ("武汉市财政局", "武汉市水务局")),
        ("为加强养护，武汉市水务局印发《另一措施》。", ()),
        (f"为加强养护，有关方面正在学习《{TITLE}》。", ()),
    ],
)
def test_who_has_issued_a_text_by_its_preamble(preamble, issuers):
    assert header_of(f"{TITLE}\n{preamble}\n{BODY}").issuers == issuers


def test_who_has_issued_a_text_by_its_letterhead():
    head = "山东省公路事业中心文件鲁交发〔2020〕11号关于做好养护工作的通知各市公路中心，各有关单位："
    assert header_of(head + "为加强养护，现通知如下。" * 8 + BODY).issuers == ("山东省公路事业中心",)
    several = head.replace("山东省公路事业中心", "山东省交通运输厅山东省财政厅国网山东省电力公司")
    assert header_of(several + "为加强养护，现通知如下。" * 8 + BODY).issuers == ("山东省交通运输厅", "山东省财政厅", "国网山东省电力公司")


def test_a_government_that_only_says_that_it_agrees_issues_what_it_forwards():
    text = "辽政发〔1998〕34号\n批转省交通厅关于加强公路养护若干意见的通知\n各市人民政府：\n省政府同意省交通厅《关于加强公路养护的若干意见》，现转发给你们，请认真贯彻执行。\n一九九八年八月十一日\n"
    part = f"关于加强公路养护的若干意见\n为加强养护，提出以下意见。\n{BODY * 2}省交通厅\n一九九八年七月二十七日\n"
    header = header_of(text + part)
    assert (header.issuers, header.date, header.level) == (("辽宁省人民政府",), "1998-08-11", "province")
    assert header_of((text + part).replace("省政府同意", "请各市学习")).issuers == ()


def test_a_township_that_does_not_name_its_county_is_one_all_the_same():
    header = header_of("茂林镇党政办公室关于加强养护的通知\n各社区：\n现通知如下。\n" + BODY)
    assert (header.level, header.region) == ("township", None)


def test_letters_of_an_organ_that_is_spelt_out_say_the_place():
    header = header_of("关于加强养护的通知\n津市场监管垄〔2021〕5号\n各有关单位：\n现通知如下。\n" + BODY)
    assert (header.level, header.region) == ("province", "120000")


def test_what_an_agency_has_issued_keeps_its_header_though_it_is_no_policy():
    record = extract_record(PolicyText("a.txt", "武汉市2023年水利发展统计公报\n武汉市水务局\n（2024年4月1日）\n一、综合\n全年增长5%。\n", "0" * 64, "text/plain", "utf-8"))
    assert (record.kind, record.reason, record.header.issuers, record.header.level) == ("not-policy", "statistics", ("武汉市水务局",), "prefecture")
    assert record.measures == () and record.header.number is None


@pytest.mark.parametrize("publisher, issuers", [("中国平潭", ()), ("武汉市水务局", ("武汉市水务局",)), ("武汉市人民政府", ("武汉市人民政府",))])
def test_the_name_of_a_site_issues_nothing(publisher, issuers):
    assert header_of(f"索引号:1234\n发布机构:{publisher}\n关于加强养护的通知\n各有关单位：\n现通知如下。\n{BODY}").issuers == issuers


@pytest.mark.parametrize(
    "first, place",
    [
        ("【江苏省盐城市】关于加强养护的通知", ("prefecture", "320900")),
        ("【江西省赣州市龙南市】《关于加强养护的通知》", ("county", "360783")),
        ("【温州市财政局】关于加强养护的通知", ("prefecture", "330300")),
        ("【江苏省盐城市】武汉市水务局关于加强养护的通知", ("prefecture", "420100")),  # the text's own word comes first
        ("【温馨提示】关于加强养护的通知", (None, None)),
    ],
)
def test_where_a_collector_has_filed_a_text_says_its_place_where_nothing_else_does(first, place):
    header = header_of(f"{first}\n各有关单位：\n现通知如下。\n{BODY}")
    assert (header.level, header.region) == place


def test_a_resolution_is_dated_by_the_note_below_its_title():
    title = "全国人民代表大会常务委员会关于批准国债余额限额的决议"
    text = f"{title}\n（2007年6月29日第十届全国人民代表大会常务委员会第二十八次会议通过）\n会议听取了说明，审议了议案，同意审查报告，决定予以批准。\n"
    header = header_of(text)
    assert (header.title, header.date, header.issuers) == (title, "2007-06-29", ("全国人民代表大会常务委员会",))


@pytest.mark.parametrize("line, day", [("来源：某某局发布日期：2017-10-13【字号：大中小】", "2017-10-13"), ("(发布日期：2019年05月31日 文号：无)", "2019-05-31"), ("请核对发布日期。", None)])
def test_a_label_that_has_lost_the_gap_before_it(line, day):
    assert header_of(f"关于加强养护的办法\n{line}\n为加强养护，制定本办法。\n{BODY}").published == day


def test_an_agency_in_brackets_signs_without_them():
    assert header_of(f"关于加强养护的通知\n各有关单位：\n现通知如下。\n{BODY}（武汉市水务局）\n2023年5月10日\n").issuers == ("武汉市水务局",)


@pytest.mark.parametrize(
    "words, place, names",
    [
        ("河南省医疗保障局河南省财政厅", "410000", ["河南省医疗保障局", "河南省财政厅"]),
        ("河南省财政厅国家税务总局河南省税务局", "410000", ["河南省财政厅", "国家税务总局河南省税务局"]),
        ("国家税务总局河南省税务局", "410000", ["国家税务总局河南省税务局"]),
        ("科技部中央宣传部中国科协", None, ["科学技术部", "中共中央宣传部", "中国科学技术协会"]),
        ("国家卫生健康委办公厅国家中医药局综合司国家疾控局综合司", None, ["国家卫生健康委员会办公厅", "国家中医药管理局综合司", "国家疾病预防控制局综合司"]),
        ("国务院办公厅", None, ["国务院办公厅"]),
        ("中国人民银行海口中心支行中国银保监会海南监管局", "460000", ["中国人民银行海口中心支行", "中国银行保险监督管理委员会海南监管局"]),
        ("四川省人民政府办公厅重庆市人民政府办公厅", None, ["四川省人民政府办公厅", "重庆市人民政府办公厅"]),
        ("山东省能源局国网山东省电力公司", "370000", ["山东省能源局", "国网山东省电力公司"]),
        ("某某研究会", None, ["某某研究会"]),
    ],
)
def test_issuers_that_run_together_are_taken_apart(words, place, names):
    assert full_names(words, words, region_by_code(place) if place else None, 2023) == names


@pytest.mark.parametrize(
    "run",
    ["中共陕西省委|陕西省人民政府", "中共太康县委组织部|太康县教育体育局", "中共陕西省委保密委员会办公室|陕西省国家保密局", "湖北省商务厅|武汉海关", "中共中央办公厅|国务院办公厅"],
)
def test_organs_of_the_party_and_others_that_run_together(run):
    words = run.replace("|", "")
    assert full_names(words, words, None, 2023) == run.split("|")


def test_a_signer_whose_name_begins_on_the_line_above_is_that_of_the_title():
    name = "国务院应对新型冠状病毒感染肺炎疫情联防联控机制"
    text = f"{name}关于加强公路养护的通知\n各省、自治区、直辖市人民政府：\n请加强养护。\n一、落实经费。\n列入预算。\n{name[:12]}\n{name[12:]}\n2020年3月11日\n"
    assert header_of(text).issuers == (name,)


def test_the_title_of_what_a_notice_issues_is_as_long_as_the_notice_says():
    notice = "各区人民政府：\n《进一步清理公路限制性举措持续扩大养护若干措施》已经市政府同意，现印发给你们，请认真贯彻执行。\n武汉市人民政府办公室\n2023年5月10日\n"
    text = notice + "进一步清理公路限制性举措\n持续扩大养护若干措施\n一、落实经费。列入预算。\n二、加强巡查。每月巡查一次。\n"
    assert header_of(text).title == "进一步清理公路限制性举措持续扩大养护若干措施"


def test_an_order_of_two_agencies_bears_both_names():
    order = "中华人民共和国财政部\n中华人民共和国交通运输部\n令\n第107号\n《公路补助资金管理办法》已经审议通过，现予公布，自2021年5月1日起施行。\n部长：刘某\n部长：李某某\n2021年4月6日\n公路补助资金管理办法\n第一条 为规范管理，制定本办法。\n第二条 财政部负责预算管理。\n"
    header = header_of(order)
    assert (header.number, header.issuers, header.date) == ("财政部交通运输部令第107号", ("财政部", "交通运输部"), "2021-04-06")
    assert header.evidence["number"].start == 0
    assert header_of(order.replace("中华人民共和国财政部\n", "国务院公报\n")).number == "交通运输部令第107号"


def test_an_order_that_stands_above_what_it_promulgates_is_an_order():
    articles = "第一条 为加强公路养护，制定本办法。\n" + "".join(f"第{n}条 县级人民政府应当落实公路养护经费，并且每月巡查一次，按季公布结果。\n" for n in "二三四五六七八九十") * 2
    order = "湖北省人民政府令\n第282号\n《湖北省公路养护办法》已经省政府常务会议审议通过，现予公布，自2006年1月1日起施行。\n省长 某某\n2005年12月20日\n湖北省公路养护办法\n"
    assert (header_of(order + articles).type, header_of(order + articles).number) == ("令", "湖北省人民政府令第282号")
    assert header_of("湖北省公路养护办法\n（2005年12月20日湖北省人民政府令第282号公布）\n" + articles).type == "办法"


def test_who_speaks_in_the_title_right_behind_the_letterhead_is_said_once():
    text = "湖北省水利厅湖北省水利厅关于做好养护工作的函\n国网湖北省电力公司：\n为加强养护，请提供资料。\n湖北省水利厅\n2021年8月9日\n"
    assert header_of(text).title == "湖北省水利厅关于做好养护工作的函"


@pytest.mark.parametrize("signer", ["教育部社会科学司", "上海市房屋土地资源管理局房地产交易管理处"])
def test_departments_of_an_agency_sign(signer):
    text = f"关于养护课题鉴定的通知\n各有关学校：\n为加强养护，现通知如下。\n{BODY}{signer}\n2006年6月8日\n"
    assert header_of(text).issuers == (signer,)
    assert header_of(text.replace(signer, "武汉市公交公司")).issuers == ()


def test_the_number_of_an_announcement_whose_title_says_who():
    text = "财政部 国家税务总局关于延续公路税收政策的公告\n2023年第15号\n现将有关政策公告如下：\n一、减半征收。\n二、自公布之日起执行。\n特此公告。\n财政部\n国家税务总局\n2023年8月2日\n"
    assert header_of(text).number == "财政部国家税务总局公告2023年第15号"
    assert header_of(text.replace("的公告", "的通知")).number is None


NOTICE = "各区人民政府：\n现将有关事项通知如下。\n"


def test_a_bureau_that_bears_a_central_name_is_its_places():
    text = f"国家税务总局安徽省税务局关于养护的公告\n国家税务总局安徽省税务局公告2021年第3号\n现公告如下：\n{BODY}国家税务总局安徽省税务局\n2021年8月20日\n"
    header = header_of(text)
    assert (header.issuers, header.level, header.region) == (("国家税务总局安徽省税务局",), "province", "340000")


def test_names_that_end_like_no_agency_sign_beside_others_on_a_line():
    assert header_of(f"关于养护竞赛的通知\n{NOTICE}{BODY}科技部 全国妇联 中国科协\n2021年4月9日\n").issuers == ("科学技术部", "中华全国妇女联合会", "中国科学技术协会")
    assert header_of(f"关于养护竞赛的通知\n{NOTICE}{BODY}科技部 养护工作\n2021年4月9日\n").issuers == ()


def test_who_signs_an_order_may_be_named_with_the_agency():
    order = "国家发展和改革委员会\n商务部\n令\n第47号\n《公路养护目录》已经审议通过，现予公布。\n国家发展和改革委员会主任：何某某\n商务部部长：王某某\n2022年10月26日\n公路养护目录\n"
    assert header_of(order + BODY).date == "2022-10-26"


@pytest.mark.parametrize("title, bare", [("【已废止】{}", "{}"), ("【通知公告】{}", "{}"), ("{}（已失效）", "{}"), ("{}（试行）", "{}（试行）")])
def test_what_a_site_marks_is_no_part_of_the_title(title, bare):
    name = "武汉市人民政府关于加强养护的通知" if "试行" not in title else "武汉市养护办法"
    assert header_of(f"{title.format(name)}\n{NOTICE}{BODY}武汉市人民政府\n2015年3月2日\n").title == bare.format(name)


def test_rows_of_a_page_are_no_lines_of_the_title():
    rows = "文号\n武政办发〔2023〕33号\n发布日期\n2023-08-18\n有效性\n有效\n"
    assert header_of(f"{rows}武汉市人民政府办公室关于加强养护的通知\n{NOTICE}{BODY}").title == "武汉市人民政府办公室关于加强养护的通知"


@pytest.mark.parametrize(
    "line, number",
    [("等级：特急·明电 鄂政办明电〔2021〕27号", "鄂政办明电〔2021〕27号"), ("鄂财综〔2009〕18号 鄂发改收费〔2009〕22号", "鄂财综〔2009〕18号"), ("按照上级文件鄂政办〔2021〕27号", None)],
)
def test_a_number_behind_the_degree_of_urgency_and_two_on_one_line(line, number):
    assert header_of(f"{line}\n关于加强养护的通知\n{NOTICE}{BODY}").number == number


@pytest.mark.parametrize(
    "clause, effective, expires",
    [
        ("本通知自公布之日起三十日后施行，有效期5年", "2021-07-01", "2026-06-30"),
        ("本通知自公布之日起施行。从业资格证有效期6年", "2021-06-01", None),
        ("《养护条例》已经公布，该条例自2020年5月1日起施行", None, None),
    ],
)
def test_terms_are_the_documents_own(clause, effective, expires):
    header = header_of(f"武汉市水务局关于加强养护的通知\n{NOTICE}{BODY}三、{clause}。\n武汉市水务局\n2021年6月1日\n")
    assert (header.effective, header.expires) == (effective, expires)


def test_two_offices_that_print_what_they_issue():
    title = "关于加强公路养护的意见"
    told = f"（新华社北京10月12日电）近日，中共中央办公厅、国务院办公厅印发了《{title}》，并发出通知，要求认真贯彻落实。\n《{title}》全文如下。\n"
    record = extract_record(PolicyText("a.txt", f"中共中央办公厅 国务院办公厅印发《{title}》\n{told}为加强养护，提出以下意见。\n{BODY}", "0" * 64, "text/plain", "utf-8"))
    assert (record.kind, record.header.title, record.header.issuers) == ("policy", title, ("中共中央办公厅", "国务院办公厅"))
    assert record.citations == ()


def test_the_letterhead_above_a_forwarded_text_is_no_line_of_its_title():
    forwarded = f"山东省应急管理厅\n鲁应急字〔2020〕30号\n山东省应急管理厅关于加强养护的通知\n各市：\n{BODY}（山东省应急管理厅）\n2020年5月10日\n"
    text = f"济宁市应急管理局转发山东省应急管理厅关于加强养护的通知\n各县区：\n现将山东省应急管理厅关于加强养护的通知转发给你们。\n济宁市应急管理局\n2020年5月12日\n{forwarded}"
    [part] = record_of(text).parts
    assert (part.title, part.number, part.issuers) == ("山东省应急管理厅关于加强养护的通知", "鲁应急字〔2020〕30号", ("山东省应急管理厅",))


def test_who_has_not_agreed_has_not_approved():
    assert header_of(f"关于印发养护办法的通知\n各区：\n未经市政府批准，任何单位不得挖掘公路。\n{BODY}").approved_by is None
    assert header_of(f"关于印发养护办法的通知\n各区：\n养护办法已经市政府批准，现印发给你们。\n{BODY}").approved_by == "市政府"


@pytest.mark.parametrize(
    "session, body",
    [("市政府第9次常务会议审议通过", "市政府"), ("市水务管理委员会五届三次全体会议同意", "市水务管理委员会"), ("2024年3月1日市政府2024年第10次常务会议通过", "市政府"), ("全体会议审议通过", None)],
)
def test_who_approved_is_the_body_and_not_its_session(session, body):
    text = f"平凉市水务局关于印发节水办法的通知\n各县区水务局：\n《节水办法》已经{session}，现印发给你们。\n一、加强巡查。\n平凉市水务局\n2024年5月20日\n"
    assert header_of(text).approved_by == body


@pytest.mark.parametrize("term, expires", [("试行一年", "2025-05-31"), ("暂行两年", "2026-05-31"), ("有效期延长至2030年1月1日", None)])
def test_a_trial_is_a_term_and_a_prolongation_of_another_text_is_none(term, expires):
    text = f"平凉市水务局关于加强节水的通知\n各县区水务局：\n一、加强巡查。每月一次。\n二、落实经费。列入预算。\n三、本通知自2024年6月1日起施行，{term}。\n平凉市水务局\n2024年5月20日\n"
    assert header_of(text).expires == expires


def test_a_seal_in_brackets_is_no_part_of_who_signs():
    assert header_of("关于加强节水的通知\n各县区水务局：\n请加强巡查。\n平凉市水务局（章）\n2024年5月20日\n").issuers == ("平凉市水务局",)


def test_copies_and_keywords_run_on():
    foot = "主题词：水利　节水　通知\n抄送：市委各部门，军分区。\n　　　市人大常委会办公室，市政协办公室。\n平凉市水务局办公室　2024年5月21日印发\n"
    header = header_of(f"平凉市水务局关于加强节水的通知\n各县区水务局：\n请加强巡查。\n平凉市水务局\n2024年5月20日\n{foot}")
    assert (header.cc, header.printed) == (("市委各部门", "军分区", "市人大常委会办公室", "市政协办公室"), "2024-05-21")
    assert header.subjects == ("水利", "节水", "通知")


def test_a_decision_of_an_assembly_has_the_date_of_its_note_and_is_addressed_to_nobody():
    note = "（2024年9月29日甘肃省第十四届人民代表大会常务委员会第十二次会议通过）"
    text = f"甘肃省人民代表大会常务委员会关于修改《甘肃省节水条例》的决定\n{note}\n甘肃省第十四届人民代表大会常务委员会第十二次会议决定：\n一、将第五条修改为：“节约用水。”\n"
    header = header_of(text)
    assert (header.date, header.recipients) == ("2024-09-29", ())


def test_organisations_are_written_to():
    assert header_of("关于同意使用场馆的函\n市残联：\n你单位来函收悉。同意使用。\n平凉市水务局\n2024年5月20日\n").recipients == ("市残联",)


@pytest.mark.parametrize(
    "head, title, number",
    [
        ("平凉市人民政府\n拆迁公告\n平政告〔2024〕6号\n", "平凉市人民政府拆迁公告", "平政告〔2024〕6号"),
        ("水利部关于发布《节水标准》的公告（2024年第6号）\n", "水利部关于发布《节水标准》的公告", "水利部公告2024年第6号"),
        ("水利部公告\n〔2024〕6号\n", None, "水利部公告〔2024〕6号"),
        ("【发布单位】水利部\n【发布文号】水规[2024]6号\n【发布日期】2024-05-20\n水利部关于加强节水的通知\n", "水利部关于加强节水的通知", "水规〔2024〕6号"),
        ("本溪市人民政府关于加强节水的通知\n本政发〔2024〕6号\n", "本溪市人民政府关于加强节水的通知", "本政发〔2024〕6号"),
    ],
)
def test_heads_of_announcements_and_databases(head, title, number):
    header = header_of(f"{head}\n现就有关事项公告如下。\n一、加强巡查。每月一次。\n二、落实经费。列入预算。\n2024年5月20日\n")
    assert (header.title, header.number) == (title, number)


def test_an_order_alone_is_an_order():
    header = header_of("国务院令\n第999号\n现公布《节水条例》，自2024年7月1日起施行。\n总理　某某某\n2024年5月20日\n")
    assert (header.type, header.number, header.date) == ("令", "国务院令第999号", "2024-05-20")


@pytest.mark.parametrize(
    "closing, effective, expires",
    [
        ("本办法从2025年4月1日起施行，有效期5年。", "2025-04-01", "2030-03-31"),
        ("本办法从印发之日起执行。", "2024-06-01", None),
        ("本办法自2024年7月1日起执行，至2026年6月30日止。", "2024-07-01", "2026-06-30"),
        ("本办法自2024年7月1日起施行，2029年6月30日废止。", "2024-07-01", "2029-06-30"),
        ("本办法自2024年7月1日至2026年6月30日执行。", "2024-07-01", "2026-06-30"),
        ("本办法规定的补助政策执行至2027年12月31日。", None, "2027-12-31"),
        ("本办法自2024年7月1日起施行，有效期3年，有效期届满自动失效。", "2024-07-01", "2027-06-30"),
        ("《沭阳县公路养护细则》继续有效，有效期至2027年12月31日。", None, None),
        ("从2025年起施行新标准，养护站逐年达标。", None, None),
    ],
)
def test_terms_in_their_older_forms_and_with_an_end_that_is_a_day(closing, effective, expires):
    text = f"沭阳县水利局关于加强渠道养护的通知\n各乡镇水利站：\n为加强养护，现通知如下。\n一、开展检查。每月检查一次。\n二、落实经费。列入预算。\n三、{closing}\n沭阳县水利局\n2024年6月1日\n"
    record = record_of(text)
    assert (record.header.effective, record.header.expires) == (effective, expires)
    assert len(record.measures) == (3 if closing.startswith("从") else 2)


def test_a_term_in_the_notice_is_that_of_the_document_also_above_a_long_plan():
    notice = "沭阳县水利局关于印发渠道养护方案的通知\n各乡镇水利站：\n现将《渠道养护方案》印发给你们，请遵照执行。本通知自2024年7月1日起施行，有效期2年。\n沭阳县水利局\n2024年6月1日\n"
    assert header_of(notice + "渠道养护方案\n" + "一、加强巡查。每月巡查一次，作好记录。\n" * 30).expires == "2026-06-30"


ISSUING = "沭阳县人民政府办公室关于印发《沭阳县2013年渠道养护方案》的通知\n沭政办发〔2013〕5号\n各乡镇人民政府：\n《沭阳县2013年渠道养护方案》已经县政府同意，现印发给你们，请遵照执行。\n{above}沭阳县人民政府办公室\n2013年3月30日\n{below}沭阳县2013年渠道养护方案\n一、加强巡查。县水利局负责巡查。\n二、加强值守。县应急局牵头，县水利局配合。\n"


@pytest.mark.parametrize(
    "above, below",
    [("", ""), ("附：沭阳县2013年渠道养护方案\n", ""), ("附：1.沭阳县2013年渠道养护方案\n    2.物资表\n", ""), ("", "附：")],
)
def test_what_is_attached_is_listed_above_the_signature_and_stands_below_it(above, below):
    record = record_of(ISSUING.format(above=above, below=below))
    assert [(part.role, part.title) for part in record.parts] == [("issued", "沭阳县2013年渠道养护方案")]
    assert [(measure.id, len(measure.responsibilities)) for measure in record.measures] == [("1/1", 1), ("1/2", 2)]


def test_the_title_of_a_part_ends_above_its_first_unit():
    text = ISSUING.replace("养护方案", "养护任务分工").format(above="", below="").replace("一、加强巡查。", "一、完善巡查制度\n（一）加强巡查。")
    part = record_of(text).parts[0]
    assert (part.title, part.type) == ("沭阳县2013年渠道养护任务分工", None)


def test_a_forwarded_text_may_have_its_number_below_its_title():
    text = (
        "沭阳县水利局转发江苏省水利厅关于加强渠道养护的通知\n沭水发〔2013〕4号\n各乡镇水利站：\n现将《江苏省水利厅关于加强渠道养护的通知》（苏水农〔2013〕25号）转发给你们，请认真贯彻执行。\n沭阳县水利局\n2013年6月10日\n"
        "江苏省水利厅关于加强渠道养护的通知\n苏水农〔2013〕25号\n各市水利局：\n一、加强领导。\n二、加强检查。\n江苏省水利厅\n2013年6月3日\n"
    )
    part = record_of(text).parts[0]
    assert (part.title, part.number, part.type) == ("江苏省水利厅关于加强渠道养护的通知", "苏水农〔2013〕25号", "通知")


@pytest.mark.parametrize("bracket", ["【责任单位：县水利局、县财政局】", "[责任单位：县水利局、县财政局]", "〔县水利局、县财政局〕", "（责任单位：县水利局、县财政局）"])
def test_a_bracket_above_the_signature_is_no_part_of_it(bracket):
    text = f"中共沭阳县委 沭阳县人民政府关于加强渠道养护的意见\n一、加强巡查。每月巡查一次。{bracket}\n二、强化协调。要加强跟踪分析。{bracket}\n中共沭阳县委\n沭阳县人民政府\n2020年8月28日\n"
    record = record_of(text)
    assert (record.header.issuers, record.header.date) == (("中共沭阳县委", "沭阳县人民政府"), "2020-08-28")
    assert [len(measure.responsibilities) for measure in record.measures] == [2, 2]


def test_entries_of_a_published_list_are_no_measures():
    text = "沭阳县人民政府关于公布第二批文物保护点名录的通知\n各乡镇人民政府：\n现将第二批文物保护点名录予以公布。\n沭阳县人民政府\n2015年6月8日\n附件\n第二批文物保护点名录\n一、古建筑\n1.虞溪古桥\n2.周氏祠堂\n"
    assert record_of(text).measures == ()


@pytest.mark.parametrize(
    "line, recipients",
    [
        ("各缴存人：", ("各缴存人",)),
        ("为加强养护，结合我县实际，经县水利局研究，制定以下措施：", ()),
        ("根据省人民政府要求，县人民政府决定废止下列文件：", ()),
    ],
)
def test_who_is_addressed(line, recipients):
    assert header_of(f"沭阳县水利局关于加强渠道养护的通知\n{line}\n一、落实经费。\n二、加强巡查。\n").recipients == recipients


UNITS = "一、落实经费。\n二、加强巡查。\n"


@pytest.mark.parametrize(
    "line",
    ["（2001年8月3日　沭政发〔2001〕66号）", "（2001年8月3日沭政发〔2001〕66号文件印发）", "沭政发〔2001〕66号　　2001年8月3日", "沭政发〔2001〕66号\n2001年8月3日"],
)
def test_number_and_day_beside_each_other_below_the_title(line):
    header = header_of(f"沭阳县人民政府关于加强渠道养护的通知\n{line}\n各乡镇人民政府：\n{UNITS}")
    assert (header.number, header.date) == ("沭政发〔2001〕66号", "2001-08-03")


def test_the_day_of_the_signature_goes_before_one_in_the_head():
    assert header_of(f"沭阳县人民政府关于加强渠道养护的通知\n2001年8月9日\n各乡镇人民政府：\n{UNITS}沭阳县人民政府\n2001年8月3日\n").date == "2001-08-03"


def test_a_regulation_has_its_title_however_short_it_is():
    text = "渠道条例\n（2003年6月8日沭阳县水利局令第9号公布）\n第一章　总则\n第一条　为了管好渠道，制定本条例。\n第二条　渠道由水利局管理。\n"
    header = header_of(text)
    assert (header.title, header.type, header.date) == ("渠道条例", "条例", "2003-06-08")
    assert header_of("渠道条例\n为了管好渠道，开展宣传。\n").title is None


@pytest.mark.parametrize("mark", ["[条款失效]", "【全文废止】", "（节选）", "（全文）", "-政策文件", "_沭阳县人民政府网"])
def test_what_a_site_puts_behind_a_title_is_none_of_it(mark):
    header = header_of(f"沭阳县水利局关于加强渠道养护的通知{mark}\n沭水发〔2021〕3号\n各乡镇水利站：\n{UNITS}")
    assert (header.title, header.type) == ("沭阳县水利局关于加强渠道养护的通知", "通知")


def test_a_number_before_the_title_on_its_line():
    header = header_of(f"沭水发〔2021〕3号 沭阳县水利局关于加强渠道养护的通知\n各乡镇水利站：\n{UNITS}")
    assert (header.title, header.number) == ("沭阳县水利局关于加强渠道养护的通知", "沭水发〔2021〕3号")


def test_recipients_stand_below_any_catalogue_and_are_none_of_its_labels():
    catalogue = "名称: 沭阳县水利局关于加强渠道养护的意见\n统一编号: SY00-2016-0012\n索 引 号: 002489559/2016-00456\n文  号: 沭水发〔2021〕3号\n公布日期: 2021-07-29\n施行日期: 2021-08-25\n发文机关：\n沭阳县水利局\n有效性: 有效\n时间: 2021-07-29 10:32\n"
    header = header_of(f"{catalogue}各乡镇水利站，县直有关单位；各灌区：\n为加强渠道养护，提出如下意见：\n{UNITS}")
    assert header.recipients == ("各乡镇水利站", "县直有关单位", "各灌区")
    assert header_of(f"沭阳县水利局关于加强渠道养护的意见\n2021-07-08 15:32　来源：县水利局\n各乡镇水利站：\n{UNITS}").recipients == ("各乡镇水利站",)


def test_labels_in_brackets_end_the_value_before_them_and_an_empty_one_takes_nothing():
    header = header_of(f"[ 索引号 ] 1150/2020-0012 [ 发文字号 ] 沭水发〔2021〕3号\n主题词：\n【打印】 【字体：大 中 小】\n沭阳县水利局关于加强渠道养护的意见\n各乡镇水利站：\n{UNITS}")
    assert (header.index_number, header.number, header.subjects) == ("1150/2020-0012", "沭水发〔2021〕3号", ())


@pytest.mark.parametrize("above", ["沭阳县人民政府文件\n", "沭阳县人民政府\n", "沭阳县人民政府门户网站\n\n"])
def test_a_title_that_names_its_issuer_takes_no_line_from_above(above):
    header = header_of(f"{above}县政府关于加强渠道养护的意见\n各乡镇人民政府：\n{UNITS}")
    assert (header.title, header.issuers) == ("县政府关于加强渠道养护的意见", ("沭阳县人民政府",))


def test_a_headline_says_who_has_issued_also_below_the_line_of_a_site():
    text = f"首页 > 要闻\n中共沭阳县委办公室 沭阳县人民政府办公室印发《关于加强渠道养护的意见》\n近日，县委办公室、县政府办公室印发了《关于加强渠道养护的意见》，并发出通知，要求各地认真贯彻落实。\n《关于加强渠道养护的意见》全文如下。\n{UNITS}"
    record = record_of(text)
    assert (record.header.title, record.header.issuers) == ("关于加强渠道养护的意见", ("中共沭阳县委办公室", "沭阳县人民政府办公室"))
    assert record.citations == ()


def test_what_a_site_puts_below_a_text_is_neither_its_date_nor_a_measure():
    record = record_of(f"沭阳县水利局关于加强渠道养护的意见\n各乡镇水利站：\n{UNITS}三、本意见自2021年8月1日起施行。\n沭阳县水利局\n2021年7月8日 【打印本页】\n【打印】【关闭】\n")
    assert (record.header.date, len(record.measures)) == ("2021-07-08", 2)
    record = record_of(f"沭阳县水利局关于加强渠道养护的意见\n各乡镇水利站：\n{UNITS}三、本意见自2021年8月1日起施行。\n【打印】【关闭】\n")
    assert len(record.measures) == 2


def test_reports_and_copies_on_one_line():
    text = f"沭阳县水利局关于加强渠道养护的通知\n各乡镇水利站：\n{UNITS}沭阳县水利局\n2013年6月10日\n抄报：县委办公室、县政府办公室。抄送：县财政局，县农业农村局。\n沭阳县水利局办公室　2013年6月10日印发\n"
    assert header_of(text).cc == ("县委办公室、县政府办公室", "县财政局", "县农业农村局")
