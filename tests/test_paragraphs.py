"""Paragraphs and ordinals on texts as pages give them."""

import pytest

from kg.paragraphs import find_ordinal, find_paragraphs
from kg.text import fold


def paragraphs(text):
    folded = fold(text)
    return [folded[start:end] for start, end in find_paragraphs(folded)]


@pytest.mark.parametrize(
    "line, style, value",
    [
        ("一、总体要求", "han", 1),
        ("十二、附则", "han", 12),
        ("（三）加强领导", "han_paren", 3),
        ("—、总体要求", "han", 1),
        ("十－、附则", "han", 11),
        ("（—）加强领导", "han_paren", 1),
        ("(十一)、加强领导", "han_paren", 11),
        ("㈡加强领导", "han_paren", 2),
        ("4.完善机制", "arabic", 4),
        ("４．完善机制", "arabic", 4),
        ("12、完善机制", "arabic", 12),
        ("（5）报送材料", "arabic_paren", 5),
        ("⑴报送材料", "arabic_paren", 1),
        ("③报送材料", "circled", 3),
        ("第十五条　本办法自印发之日起施行", "article", 15),
        ("第 1 2 条 完善机制", "article", 12),
        ("第三章 监督管理", "chapter", 3),
        ("第二节 申请", "section", 2),
    ],
)
def test_ordinal_forms(line, style, value):
    folded = fold(line)
    ordinal = find_ordinal(folded, 0, len(folded))
    assert (ordinal.style, ordinal.value) == (style, value)
    assert folded[ordinal.end] not in " 、.)"


@pytest.mark.parametrize("line", ["-5℃以下", "- 5 -", "—加强领导", "2.5倍以上", "2023年底前", "一是加强领导", "第三方评估", "一般公共预算", "第 1 2 个项目", "(省财政厅负责)", "十四五时期"])
def test_no_ordinal(line):
    folded = fold(line)
    assert find_ordinal(folded, 0, len(folded)) is None


def test_lost_line_breaks_come_back_at_ordinals():
    filler = "各县区按照职责分工抓好落实，确保村道养护经费足额到位。" * 4
    text = f"为加强村道养护，现通知如下：一、明确责任。{filler}（一）县级责任。{filler}（二）乡级责任。{filler}二、落实经费。{filler}"
    opened = [p[:7] for p in paragraphs(text)[1:]]
    assert opened == ["一、明确责任。", "(一)县级责任", "(二)乡级责任", "二、落实经费。"]


def test_reference_to_an_item_is_no_break():
    filler = "违反规定的，由县级以上交通运输主管部门责令改正，逾期不改正的予以通报。" * 10
    assert len(paragraphs(f"有第八条第(一)项、第(二)项情形的，{filler}")) == 1


def test_what_a_page_break_tore():
    text = "（一）按照《农村公路养护管\n— 3 —\n理办法》落实经费。\n（二）每月至少巡查一次。建立台账并\n定期通报。\n"
    assert [p.replace("\n", "") for p in paragraphs(text)] == ["(一)按照《农村公路养护管- 3 -理办法》落实经费。", "(二)每月至少巡查一次。建立台账并定期通报。"]


def test_a_long_line_that_ends_in_a_comma_or_a_preposition_goes_on():
    first = "一、单职工家庭申请住房公积金贷款的最高额度调整为四十万元，双职工家庭申请住房公积金贷款的最高额度调整为八十万元，其他家庭的最高额度调整为"
    assert paragraphs(f"{first}\n六十万元。\n二、自印发之日起施行。") == [fold(f"{first}\n六十万元。"), "二、自印发之日起施行。"]
    assert len(paragraphs("各区人民政府、市政府各部门以及\n六十万元。")) == 2
    wide = first.removesuffix("为") + "（以下简称最高额度，含配偶的额度在内），由各区按照有关规定执行并公布，调整"
    assert len(paragraphs(f"{wide}\n为80万元。\n二、自印发之日起施行。")) == 2
    assert len(paragraphs(f"{wide}。\n为加强养护，列入预算。\n二、自印发之日起施行。")) == 3
    assert len(paragraphs("各县区人民政府，市直有关单位：\n为2022年冬奥会做好服务，现将有关事项通知如下：\n一、加强巡查。")) == 3


def test_articles_that_run_on_behind_a_chapter():
    text = "第二章条件\n第八条养护企业应当具有养护资质，并且三年无事故。第三章程序第九条养护企业认定程序。\n（一）申请。向县级部门申请。\n"
    assert [p[:6] for p in paragraphs(text)] == ["第二章条件", "第八条养护企", "第三章程序", "第九条养护企", "(一)申请。"]
    text = "第八条养护企业应当具有养护资质，按照本办法第九条办理。第三方评估按规定进行。\n"
    assert len(paragraphs(text)) == 1


def test_what_is_set_apart_does_not_go_on_and_what_begins_with_or_does():
    torn = "各县区要落实养护经费并追究责任。附：各县区养护里程明细表"
    assert len(paragraphs(f"{torn}\n续表内容")) == 1
    assert paragraphs(f"{torn}\n      清河市财政局") == [torn.replace("：", ":"), "清河市财政局"]
    assert len(paragraphs("第七条 养护农村公路，必须按照《公路养护规程》\n或者省级部门制定的《养护规范》的规定进行。\n")) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("责任单位（市水务局、市自然资源\n和规划局）负责。", 1),
        ("责任单位（市水务局\n一、加强巡查。", 2),
        ("要求各县区认真落实\n，加强巡查。", 1),
        ("近日修订的办法明确，\n清河市农村公路养护管理办法", 2),
        ("《清河市农村\n公路养护办法》印发", 1),
    ],
)
def test_brackets_and_marks_that_go_on_behind_a_line(text, count):
    assert len(paragraphs(text)) == count


def test_an_article_behind_its_chapter_on_one_line():
    assert paragraphs("第一章 总则  第一条 为加强养护，制定本办法。")[0] == "第一章 总则"
    assert len(paragraphs("第一章 总则的规定见第一条 以下")) == 1


def test_an_annex_that_runs_on_behind_the_signature():
    text = "清河市公路局关于印发养护分工的通知各县区：现印发给你们。附件：养护分工方案清河市公路局2020年11月2日附件养护分工方案一、加强巡查1.每月巡查一次。2.建立台账。二、落实经费1.列入预算。2.按季拨付。" + "切实加强领导。" * 40
    assert [line[:8] for line in paragraphs(text)][1:5] == ["附件:养护分工方", "附件", "养护分工方案一、", "1.每月巡查一次"]


def test_items_in_brackets_open_paragraphs_only_in_a_text_without_breaks():
    line = "一、扎实做好准备工作。（1）抓好调查摸底。（2）开展专项审计。"
    assert len(paragraphs(line + "切实加强领导。" * 40)) == 1
    assert len(paragraphs(line + "切实加强领导。" * 250)) == 3
