"""Signature, date, imprint and body of a document."""

import pytest
from kg.extract import extract_record
from kg.records import PolicyText
from layers import layers_of, words_of

TOP = "清河市人民政府办公室关于加强农村公路养护的通知\n清政办〔2023〕7号\n各县区人民政府：\n为加强农村公路养护，经市政府同意，现就有关事项通知如下。\n一、明确责任。县级人民政府是农村公路养护的责任主体，要列入预算。\n"


def fields(text):
    folded, found = layers_of(text)
    return {m.label: " ".join(folded[m.start : m.end].split()) for m in reversed(found["signature"])}


@pytest.mark.parametrize(
    "foot, date",
    [
        ("清河市人民政府办公室\n2023年5月10日\n", "2023年5月10日"),
        ("　　　　清河市人民政府办公室　　2023年 5月 10 日\n", "2023年 5月 10 日"),
        ("清河市人民政府办公室\n二〇二三年五月十日\n（此件公开发布）\n", "二〇二三年五月十日"),
        ("特此通知。清河市人民政府办公室2023年5月10日", "2023年5月10日"),
    ],
)
def test_signature_forms(foot, date):
    signed = fields(TOP + foot)
    assert signed["issuer"] == "清河市人民政府办公室"
    assert signed["date"] == date


def test_joint_signature_is_read_line_by_line():
    assert words_of(TOP + "清河市财政局\n清河市交通运输局\n2023年5月10日\n", "signature", "issuer") == ["清河市财政局", "清河市交通运输局"]


def test_the_last_of_many_that_sign_may_not_end_like_an_agency():
    names = ["交通运输部", "国家发展改革委", "国家卫生健康委", "国家铁路局", "中国民用航空局", "国家邮政局", "国家铁路集团"]
    assert words_of(TOP + "\n".join(names) + "\n2023年5月10日\n", "signature", "issuer") == names


def test_imprint_is_not_the_signature():
    signed = fields(TOP + "清河市人民政府\n2023年5月10日\n抄送：市委各部门，市人大常委会办公室。\n清河市人民政府办公室　2023年5月12日印发\n")
    assert signed == {"issuer": "清河市人民政府", "date": "2023年5月10日", "printed": "2023年5月12日", "cc": "市委各部门,市人大常委会办公室。"}


def test_imprint_without_signature_names_no_issuer():
    signed = fields(TOP + "抄送：市委各部门。\n清河市人民政府办公室\n2023年5月12日印发\n")
    assert "issuer" not in signed and signed["printed"] == "2023年5月12日"


def test_date_under_the_title():
    text = "关于加强农村公路养护的通知\n（2023年5月10日）\n各县区人民政府：\n为加强养护，现就有关事项通知如下。\n一、明确责任。\n"
    assert fields(text)["date"] == "2023年5月10日"


def test_a_deadline_is_no_date():
    assert "date" not in fields(TOP + "各县区请于2023年6月30日前将方案报市交通运输局。\n")


@pytest.mark.parametrize("below", ["相关阅读：《农村公路条例》解读\n责任编辑：王某", "排行榜\n01\n关于养护补贴的通知(清交发〔2023〕8号)\n2023-04-01", "阅读排行\n关于养护补贴的通知"])
def test_site_below_the_document_is_outside_the_body(below):
    folded, found = layers_of("首页\n" + TOP + f"清河市人民政府办公室\n2023年5月10日\n{below}\n")
    body = folded[found["body"][0].start : found["body"][0].end]
    assert body.startswith("\n为加强") or body.strip().startswith("为加强")
    assert body.rstrip().endswith("10日")


def test_signature_inside_a_paragraph_that_lost_its_line_breaks():
    text = TOP.rstrip("\n") + "各县区要抓好落实。清河市人民政府办公室2023年5月10日（此件公开发布）"
    assert (fields(text)["issuer"], fields(text)["date"]) == ("清河市人民政府办公室", "2023年5月10日")


def test_a_sentence_about_another_document_is_no_signature():
    text = TOP.rstrip("\n") + "各县区要抓好落实。清河市人民政府办公室2023年5月10日印发的方案继续执行，各县区要按照方案要求做好农村公路养护的各项工作。\n"
    assert "date" not in fields(text)


def test_an_order_is_dated_above_the_regulation_that_it_promulgates():
    order = "清河省人民政府令第282号\n《清河省公路养护办法》已经省人民政府常务会议审议通过，现予公布。\n省长　张某某\n二○○五年十一月二十一日\n清河省公路养护办法\n"
    articles = "第一条　为加强公路养护，制定本办法。\n第二条　县级人民政府负责公路养护。\n"
    assert fields(order + articles)["date"] == "二○○五年十一月二十一日"
    assert "date" not in fields(order.replace("省长　张某某\n", "") + articles)


@pytest.mark.parametrize("stamp, dated", [("2026-02-26", False), ("2026年2月26日", True)])
def test_a_stamp_of_the_site_alone_is_no_signature(stamp, dated):
    text = f"清河市农村公路养护标准\n{stamp}\n来源：清河市交通运输局\n一、县道每月巡查一次。\n二、乡道每季巡查一次。\n"
    assert ("date" in fields(text)) == dated


def test_many_agencies_sign_together_and_not_all_names_end_like_an_agencys():
    names = ["国家发展改革委", "财  政  部", "海 关 总 署", "国 铁 集 团", "农业农村部", "商务部", "公安部", "交通运输部", "水利部", "应急管理部", "司法部", "审计署", "国家能源局", "农业发展银行"]
    assert words_of(TOP + "\n".join(names) + "\n2023年5月10日\n", "signature", "issuer") == names
    record = extract_record(PolicyText("a.txt", TOP + "\n".join(names[:5]) + "\n2023年5月10日\n", "0" * 64, "text/plain", "utf-8"))
    assert record.header.issuers == ("国家发展和改革委员会", "财政部", "海关总署", "中国国家铁路集团有限公司", "农业农村部")


def test_a_line_of_agencies_below_the_title_signs_where_nobody_else_does():
    text = "法律资料网\n关于返还公路基金的通知\n时间:2024-07-09 来源:法律资料网\n关于返还公路基金的通知\n财政部、司法部\n1990年的通知规定，对有困难的单位适当返还，现将有关问题通知如下：\n一、返还七成。\n二、返还三年。\n"
    assert fields(text)["issuer"] == "财政部、司法部"
    assert fields(text + "水利部\n1990年5月1日\n")["issuer"] == "水利部"
    assert "issuer" not in fields(text.replace("财政部、司法部", "财政部、某某网"))


def test_who_signs_at_the_end_of_a_text_that_is_dated_below_its_title():
    text = "关于加强农村公路养护的通知\n（2023年5月10日）\n各县区人民政府：\n为加强养护，现就有关事项通知如下。\n一、明确责任。县道由县级养护，乡道由乡级养护，村道由村级养护，按月巡查，按季通报。\n武汉市交通运输局\n"
    assert (fields(text)["date"], fields(text)["issuer"]) == ("2023年5月10日", "武汉市交通运输局")
    ordered = text.replace("武汉市交通运输局", "市交通运输局会同有关部门依法予以查处")
    assert "issuer" not in fields(ordered)


def test_an_order_without_a_number_is_dated_above_what_it_promulgates():
    order = "《清河省人民政府关于废止公路养护办法的决定》已经省政府第73次常务会议通过，现予公布，自公布之日起施行。\n省长 张某某\n2016年4月15日\n清河省人民政府关于废止公路养护办法的决定\n省政府决定废止以下规章：\n一、清河省公路养护办法(省政府令第11号)。\n"
    assert fields(order)["date"] == "2016年4月15日"
    assert "date" not in fields(order.replace("省长 张某某\n", ""))


def test_agencies_between_the_title_and_the_date_below_it_sign():
    text = "清河市2022年农村公路养护公告\n清河市统计局  国家统计局清河调查队\n（2023年4月12日）\n2022年，全市养护农村公路一千公里，现公告如下。\n一、县道。养护三百公里。\n"
    assert fields(text)["date"] == "2023年4月12日"
    assert fields(text)["issuer"] == "清河市统计局 国家统计局清河调查队"


def test_a_date_closes_a_text_whose_signer_lost_its_end():
    body = "为加强养护，现通知如下：" + "各县区按照职责分工抓好落实，确保村道养护经费足额到位。" * 6
    assert fields(f"关于加强农村公路养护的通知\n各县区人民政府：\n{body}武汉市财政2023年5月12日")["date"] == "2023年5月12日"
    assert "date" not in fields(f"关于加强农村公路养护的通知\n各县区人民政府：\n{body}养护工作要完成于2023年5月12日")


def test_the_last_words_run_on_before_the_signer():
    body = "为加强养护，现函告如下：" + "各县区按照职责分工抓好落实，确保村道养护经费足额到位。" * 6
    found = fields(f"关于养护工作的函\n清河市水利局：\n{body}特此函告武汉市水务局2019年4月22日")
    assert (found["issuer"], found["date"]) == ("武汉市水务局", "2019年4月22日")


def test_what_is_offered_to_load_down_is_behind_the_signature():
    body = "为加强养护，现通知如下：" + "各县区按照职责分工抓好落实，确保村道养护经费足额到位。" * 6
    found = fields(f"各县区人民政府：\n{body}特此公告。武汉市财政局2023年5月12日公告下载链接：武汉市财政局关于养护的公告.doc")
    assert (found["date"], found["issuer"]) == ("2023年5月12日", "武汉市财政局")
    assert "date" not in fields(f"各县区人民政府：\n{body}武汉市财政局2023年5月12日公告的项目继续执行。")


def test_the_imprint_may_close_a_text_without_line_breaks():
    body = "为加强养护，现通知如下：" + "各县区按照职责分工抓好落实，确保村道养护经费足额到位。" * 6
    assert fields(f"关于加强农村公路养护的通知\n各县区人民政府：\n{body}清河市公路中心综合组2023年5月12日印发")["printed"] == "2023年5月12日"
    assert "printed" not in fields(f"关于加强农村公路养护的通知\n各县区人民政府：\n{body}办法已于2023年5月12日印发。\n请遵照执行。\n")


def test_a_text_that_stands_twice_on_its_page_is_read_once():
    lines = "各县区人民政府：\n" + "".join(f"{n}、落实第{n}项工作。各县区按照职责分工抓好第{n}项工作，确保养护经费足额到位。\n" for n in "一二三四五六七八")
    folded, found = layers_of("关于加强农村公路养护的通知\n" + lines + "清河市交通运输局\n2023年5月10日\n" + lines)
    assert len(found["measures"]) == 8
    folded, found = layers_of("关于加强农村公路养护的公告\n关于加强农村公路养护的公告\n" + lines)  # its title alone
    assert len(found["measures"]) == 8


@pytest.mark.parametrize("line", ["主办单位：清河市人民政府", "微信公众号：清河公路", "编辑：王某"])
def test_who_holds_an_event_ends_no_text_whose_units_go_on(line):
    top = "关于举办养护技能比赛的通知\n各县区人民政府：\n为提高养护技能，经研究，决定举办农村公路养护技能比赛，现就有关事项通知如下。\n"
    assert len(layers_of(top + f"一、报名办法\n{line}\n请于5月1日前报名。\n二、加强领导。各县区要做好组织工作。\n")[1]["measures"]) == 2
    folded, found = layers_of(top + f"一、报名办法。请于5月1日前报名。\n二、加强领导。各县区要做好组织工作。\n{line}\n一点新闻\n")
    assert "新闻" not in folded[found["body"][0].start : found["body"][0].end]


def test_an_empty_cell_of_the_page_has_no_value():
    _, found = layers_of("标题: 关于加强农村公路养护的通知\n文号: \n发布机构: 清河市交通运输局\n各县区人民政府：\n为加强养护，现通知如下。\n")
    assert [m.label for m in found["table"]] == ["title", "publisher"]


def test_a_date_that_a_collection_puts_behind_the_title():
    text = "3. 清河市交通运输局关于加强农村公路养护的通知（2023 年5\n月4 日）\n各县区：\n请加强养护。\n一、每月巡查一次。\n"
    assert "".join(fields(text)["date"].split()) == "2023年5月4日"
    signed = fields(text + "清河市交通运输局\n2023年5月3日\n")
    assert (signed["date"], signed["issuer"]) == ("2023年5月3日", "清河市交通运输局")


def test_the_title_of_an_annex_does_not_sign():
    text = "清河市交通运输局关于印发养护分工的通知\n各县区：\n现印发给你们。附件：养护分工方案河南省交通运输厅2020年11月2日\n"
    assert fields(text)["issuer"] == "河南省交通运输厅"
