"""The title block: titles, numbers and recipients as pages give them."""

import pytest

from kg.titles import is_agency_line, is_title
from layers import words_of

BODY = "为加强农村公路养护，根据有关规定，经市人民政府同意，现就有关事项通知如下。\n一、明确责任。县级人民政府是责任主体。\n"


def head(text, label):
    found = words_of(text, "header", label)
    return found[0].replace("\n", "") if found else None


@pytest.mark.parametrize(
    "words",
    [
        "关于加强农村公路养护的通知",
        "清河市人民政府办公室关于印发清河市农村公路养护办法的通知",
        "农村公路养护管理办法(试行)",
        "清河市农村公路养护“十四五”规划",
        "清河县农村公路条例",
    ],
)
def test_forms_of_titles(words):
    assert is_title(words)


@pytest.mark.parametrize(
    "words",
    [
        "《农村公路养护管理办法》政策解读",
        "根据上级的通知",
        "首页>政务公开>通知",
        "现将有关事项通知",
        "附件1农村公路养护办法",
        "清河市人民政府令",
        "各县区要抓紧,落实好养护经费,按时报送方案",
    ],
)
def test_no_titles(words):
    assert not is_title(words)


@pytest.mark.parametrize("words", ["清河市人民政府办公室", "清河市财政局、清河市交通运输局", "中共清河市委", "中国人民银行清河市分行", "国家能源局综合司", "国家统计局清河调查队"])
def test_agency_lines(words):
    assert is_agency_line(words) or words.endswith("市委")


@pytest.mark.parametrize("words", ["清河市人民政府关于加强养护", "2023年5月10日", "各县区人民政府:", "联系电话63001234", "清河市公路有限公司"])
def test_no_agency_lines(words):
    assert not is_agency_line(words)


@pytest.mark.parametrize(
    "top, title",
    [
        ("清河市人民政府办公室\n关于加强农村公路养护的通知\n清政办〔2023〕7号\n各县区人民政府：\n", "清河市人民政府办公室关于加强农村公路养护的通知"),
        ("清河市人民政府办公室文件\n清政办〔2023〕7号\n清河市人民政府办公室关于加强农村公路\n养护的通知\n各县区人民政府：\n", "清河市人民政府办公室关于加强农村公路养护的通知"),
        ("首页 > 政务公开 > 文件\n清政办〔2023〕7号 《清河市人民政府办公室关于加强农村公路养护的通知》\n来源：网站\n《清河市人民政府办公室关于加强农村公路养护的通知》\n清政办〔2023〕7号\n各县区人民政府：\n", "清河市人民政府办公室关于加强农村公路养护的通知"),
        ("清河市交通运输局\n清河市财政局\n关于印发《清河市农村公路养护办法》的通知\n各县区交通运输局：\n", "清河市交通运输局清河市财政局关于印发《清河市农村公路养护办法》的通知"),
        ("清河市交通运输局等5部门\n关于印发《清河市农村公路养护办法》的通知\n各县区交通运输局：\n", "清河市交通运输局等5部门关于印发《清河市农村公路养护办法》的通知"),
        ("清河市人民政府办公室关于全面推行养护公示制度\n巡查制度考核制度的指导意见\n清政办〔2023〕9号\n各县区人民政府：\n", "清河市人民政府办公室关于全面推行养护公示制度巡查制度考核制度的指导意见"),
    ],
)
def test_title_over_lines_and_chrome(top, title):
    assert head(top + BODY, "title") == title


def test_of_several_issuers_some_stand_on_a_line_above():
    head = "工业和信息化部 国家发展改革委 科技部 \n财政部 应急管理部关于印发《公路养护装备\n发展行动计划》的通知\n工信部联安全〔2023〕166号\n各省、自治区工业和信息化主管部门：\n现印发给你们。\n"
    assert "".join(words_of(head, "header", "title")[0].split()) == "工业和信息化部国家发展改革委科技部财政部应急管理部关于印发《公路养护装备发展行动计划》的通知"
    again = "清河市财政局\n清河市财政局关于加强养护的通知\n清财〔2023〕6号\n各县区：\n现通知如下。\n"
    assert words_of(again, "header", "title") == ["清河市财政局关于加强养护的通知"]


def test_an_hour_closes_no_recipients():
    text = "清河市水务局关于领取证书的通知\n获准注册的有关单位持身份证原件于1月15日上午9：00到市水务局办公室领取证书，并请携带单位介绍信和有关材料。\n清河市水务局\n2023年1月4日\n"
    assert head(text, "recipients") is None


def test_a_plan_below_the_recipients_is_no_title():
    text = "各县区人民政府：\n经市人民政府同意，现将《清河市农村公路养护方案》印发给你们，请认真贯彻执行。\n清河市人民政府办公室\n2023年5月10日\n清河市农村公路养护方案\n" + BODY
    assert head(text, "title") is None
    assert head(text, "recipients") == "各县区人民政府"


@pytest.mark.parametrize(
    "top, number",
    [
        ("关于加强农村公路养护的通知\n（清政办〔2023〕7号）\n各县区人民政府：\n", "清政办〔2023〕7号"),
        ("清政办〔2023〕7号\n关于加强农村公路养护的通知\n各县区人民政府：\n", "清政办〔2023〕7号"),
        ("关于加强农村公路养护的通知\n清政办〔2023〕7号各县区人民政府：", "清政办〔2023〕7号"),
    ],
)
def test_number_beside_the_title(top, number):
    assert head(top + BODY, "number") == number


def test_a_cited_number_is_not_the_own_one():
    assert head("关于加强农村公路养护的通知\n各县区人民政府：\n根据《公路养护意见》（国发〔2019〕3号）要求，现通知如下。\n" + BODY, "number") is None


def test_lost_line_breaks_in_the_head():
    text = "清河市财政局清财建〔2021〕3号清河市财政局关于做好养护资金管理的通知各县区财政局，市直有关单位：" + BODY.replace("\n", "") * 4
    assert head(text, "title") == "清河市财政局关于做好养护资金管理的通知"
    assert head(text, "recipients") == "各县区财政局,市直有关单位"


@pytest.mark.parametrize(
    "said, number",
    [
        ("声明：根据《清河市农村公路养护办法》（清政发〔2020〕6号）的规定，本单位为养护企业。", "清政发〔2020〕6号"),
        ("第二条 《清河市农村公路养护办法》（清政发〔2003〕9号）同时废止。", None),
        ("第二条 执行《清河市农村公路养护办法》（清政发〔2003〕9号）的规定自本办法施行之日起废止。", None),
    ],
)
def test_own_number_that_only_an_annexed_form_says(said, number):
    assert head(f"清河市农村公路养护办法\n第一条 为加强农村公路养护，制定本办法。\n{said}\n", "number") == number


@pytest.mark.parametrize(
    "line, title",
    [
        ("清河省公路奖励条例（国务院令第638号第二次修订）", "清河省公路奖励条例"),
        ("清河省公路奖励条例（2021年修正）", "清河省公路奖励条例"),
        ("清河省公路奖励办法（试行）", "清河省公路奖励办法(试行)"),
        ("清河省公路发展规划（2021—2025年）", "清河省公路发展规划(2021-2025年)"),
    ],
)
def test_a_note_of_revision_is_no_part_of_the_title(line, title):
    assert head(f"{line}\n第一条 为奖励公路建设，制定本条例。\n第二条 县级人民政府负责评审。\n", "title") == title


def test_a_first_line_that_is_the_title_in_marks_is_the_documents_own():
    text = "《清河市人民政府关于加强农村公路养护的通知》清政函〔2018〕75号\n" + BODY
    assert head(text, "title") == "清河市人民政府关于加强农村公路养护的通知" and head(text, "number") == "清政函〔2018〕75号"
    assert words_of(text, "citations", None) == []
    announced = "《清河区申报2023年养护补贴公告》\n为做好养护补贴申报，现将有关事项公告如下。\n一、申报时间。2023年5月。\n"
    assert head(announced, "title") == "清河区申报2023年养护补贴公告"
    cited = "清河市人民政府关于公路养护的意见\n《清河市人民政府关于加强农村公路养护的通知》(清政函〔2018〕75号)已经印发，请执行。\n" + BODY
    assert head(cited, "title") == "清河市人民政府关于公路养护的意见" and head(cited, "number") is None


@pytest.mark.parametrize(
    "top, title",
    [
        ("广元市教育局发布《关于加强农村公路养护的通知》\n各县区人民政府：\n", "关于加强农村公路养护的通知"),
        ("广元市教育局近日印发了《广元市农村公路养护办法》\n第一章总则\n", "广元市农村公路养护办法"),
        ("广元市《农村公路养护若干措施》\n", "农村公路养护若干措施"),
        ("清河高新区发布《关于加强农村公路养护的措施》\n", "关于加强农村公路养护的措施"),
        ("《广元市农村公路养护若干措施》的通知\n", "广元市农村公路养护若干措施"),
        ("广元市教育局印发《广元市农村公路养护办法》的通知\n", "广元市教育局印发《广元市农村公路养护办法》的通知"),
    ],
)
def test_a_headline_that_says_who_has_issued_a_text_holds_its_title(top, title):
    assert head(top + BODY, "title") == title


@pytest.mark.parametrize("top", ["广元市教育局解读《关于加强农村公路养护的通知》\n", "记者带您看《关于加强农村公路养护的通知》\n"])
def test_a_headline_about_a_text_is_no_title_of_it(top):
    assert head(top + BODY, "title") != "关于加强农村公路养护的通知"


@pytest.mark.parametrize(
    "top, title",
    [
        ("清河县人民政府关于印发<关于加强农村公路养护的若干措施>的通知\n", "清河县人民政府关于印发<关于加强农村公路养护的若干措施>的通知"),
        ("2023-08-25 00:00:00\n2023-08-25 00:00:00 | 交通运输部 | 关于加强农村公路养护的通知 | 各省、自治区交通运输厅:\n", "关于加强农村公路养护的通知"),
        ("2023-08-25 | 【清河市】关于加强农村公路养护的通知 | 各县区人民政府:\n", "关于加强农村公路养护的通知"),
    ],
)
def test_titles_in_angles_and_in_rows_of_a_collector(top, title):
    assert head(top + BODY, "title") == title


@pytest.mark.parametrize("top", ["首页>政务公开>关于加强农村公路养护的通知\n", "2023-08-25 | 清河商报 | 农村公路养护见闻 | 记者从现场了解到\n", "2023-08-25 | 全国 | 有关部门起草农村公路养护方案 | 记者从现场了解到\n"])
def test_ways_through_a_site_and_rows_of_news_hold_no_title(top):
    assert head(top + BODY, "title") is None


@pytest.mark.parametrize(
    "line, title, number",
    [
        ("关于公路收费期限有关事项的公告（第35号）", "关于公路收费期限有关事项的公告", None),
        ("清河市人民政府办公室印发《关于加强公路养护的实施意见》的通知(清政办发〔2017〕2号)", "清河市人民政府办公室印发《关于加强公路养护的实施意见》的通知", "清政办发〔2017〕2号"),
        ("清河市住房和城乡建设局等七部门关于加强公路养护的若干意见清建规[2023]4号", "清河市住房和城乡建设局等七部门关于加强公路养护的若干意见", "清建规〔2023〕4号"),
        ("清河市农村公路养护办法(试行)", "清河市农村公路养护办法(试行)", None),
    ],
)
def test_a_number_behind_the_title_is_no_part_of_it(line, title, number):
    assert (head(line + "\n" + BODY, "title"), head(line + "\n" + BODY, "number")) == (title, number)


def test_the_number_behind_another_documents_title_is_not_the_own_one():
    assert head("关于加强公路养护的通知\n各县区人民政府：\n现将《公路养护办法》印发给你们。\n公路养护办法(清政发〔2016〕9号)\n" + BODY, "number") is None


def test_a_heading_below_the_lead_of_a_news_item_is_no_title():
    text = "据微信公众号“清河公路”消息，清河市公路局发布《关于调整公路收费政策的通知》。\n放宽公路收费政策\n文件提出，放宽收费政策。\n"
    assert head(text, "title") is None


@pytest.mark.parametrize(
    "top, title",
    [
        ("【浙江省杭州市】《关于加强农村公路养护的通知》\n", "关于加强农村公路养护的通知"),
        ("【杭州市】关于加强农村公路养护的通知\n", "关于加强农村公路养护的通知"),
        ("【杭州市财政局】农村公路养护资金管理办法\n", "农村公路养护资金管理办法"),
        ("【浙江省杭州市】浙江省杭州市发布《关于加强农村公路养护的通知》\n", "关于加强农村公路养护的通知"),
    ],
)
def test_where_a_collector_has_filed_a_text_is_no_part_of_its_title(top, title):
    assert head(top + BODY, "title") == title


def test_a_head_on_one_line_with_its_recipients():
    text = "关于印发农村公路养护措施的通知 清交养〔2021〕5号 各县区交通运输局，市直有关单位：\n" + BODY
    assert [head(text, label) for label in ("title", "number")] == ["关于印发农村公路养护措施的通知", "清交养〔2021〕5号"]


@pytest.mark.parametrize(
    "run, title",
    [
        ("清交养〔2021〕5号清河市交通运输局关于加强农村公路养护的通知各县区交通运输局：", "清河市交通运输局关于加强农村公路养护的通知"),
        ("关于加强农村公路养护的通知清交养〔2021〕5号各县区交通运输局：", "关于加强农村公路养护的通知"),
    ],
)
def test_a_head_without_breaks_below_the_title_of_the_page(run, title):
    text = f"关于加强农村公路养护的通知\n当前位置：首页 时间：2021-05-10 微信 QQ空间 {run}" + BODY.replace("\n", "") * 3
    assert [head(text, label) for label in ("title", "number", "recipients")] == [title, "清交养〔2021〕5号", "各县区交通运输局"]
    cited = "关于加强农村公路养护的通知\n根据清交养〔2021〕5号文件，各县区要落实《关于加强农村公路养护的通知》，按月巡查：一是路面，二是桥梁。" + BODY
    assert head(cited, "number") is None


@pytest.mark.parametrize(
    "name, title, number",
    [
        ("清政办〔2013〕158号清河市人民政府办公室关于加强农村公路养护的通知.doc", "清河市人民政府办公室关于加强农村公路养护的通知", "清政办〔2013〕158号"),
        ("清河市人民政府办公室关于加强农村公路养护的通知.PDF", "清河市人民政府办公室关于加强农村公路养护的通知", None),
        ("附件1清河市农村公路名录的通知.doc", None, None),
    ],
)
def test_a_title_that_only_the_attached_file_bears(name, title, number):
    text = "各县区人民政府：\n" + BODY + name + "\n"
    assert [head(text, label) for label in ("title", "number")] == [title, number]


def test_a_label_of_the_page_is_addressed_to_nobody():
    text = "责任部门：\n清河市交通运输局\n关于加强农村公路养护的通知\n" + BODY
    assert head(text, "recipients") is None


@pytest.mark.parametrize(
    "top, title",
    [
        ("8. 清河市交通运输局关于加强农村公路养护\n的通知（2023 年5 月4 日）\n", "清河市交通运输局关于加强农村公路养护的通知"),
        ("6. 清河市交通运输局印发\n《清河市农村公路养护实施意见》（2023 年2\n月13 日）\n", "清河市农村公路养护实施意见"),
        ("转发：清河市交通运输局关于加强农村公路养护的通知--公路处-清河中学\n转发：清河市交通运输局关于加强农村公路养护的通知\n", "清河市交通运输局关于加强农村公路养护的通知"),
        ("1.明确责任。各县区要加强养护\n2.落实经费。\n", None),
    ],
)
def test_what_a_collection_puts_around_a_title(top, title):
    assert head(top + BODY, "title") == title


def test_a_head_without_breaks_whose_title_names_what_it_issues():
    text = "清河市人民政府办公室文件清政办发〔2021〕5号清河市人民政府办公室印发《关于加强农村公路养护的意见》的通知各县区人民政府：" + "现印发给你们，请认真贯彻落实。" * 12
    assert head(text, "title") == "清河市人民政府办公室印发《关于加强农村公路养护的意见》的通知"
    assert head(text, "number") == "清政办发〔2021〕5号"


def test_a_head_without_breaks_whose_letterhead_is_long():
    issuers = "清河市交通运输局清河市城市管理局清河市住房和城乡建设局清河市通信发展管理办公室"
    text = f"{issuers}文件清交发〔2022〕9号{issuers}关于印发《公路养护方案》的通知各县区人民政府：" + "现印发给你们，请认真贯彻落实。" * 12
    assert (head(text, "title"), head(text, "number")) == (f"{issuers}关于印发《公路养护方案》的通知", "清交发〔2022〕9号")


@pytest.mark.parametrize("tail", ["--党政办-清河中学", "_清河市人民政府网", " - 政策文件"])
def test_what_the_page_adds_behind_a_title(tail):
    title = "关于加强农村公路养护的通知"
    assert head(f"{title}{tail}\n{title}\n{BODY}", "title") == title
