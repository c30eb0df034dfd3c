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
        ("第三章 监督管理", "chapter", 3),
        ("第二节 申请", "section", 2),
    ],
)
def test_ordinal_forms(line, style, value):
    folded = fold(line)
    ordinal = find_ordinal(folded, 0, len(folded))
    assert (ordinal.style, ordinal.value) == (style, value)
    assert folded[ordinal.end] not in " 、.)"


@pytest.mark.parametrize("line", ["-5℃以下", "- 5 -", "—加强领导", "2.5倍以上", "2023年底前", "一是加强领导", "第三方评估", "一般公共预算", "(省财政厅负责)", "十四五时期"])
def test_no_ordinal(line):
    folded = fold(line)
    assert find_ordinal(folded, 0, len(folded)) is None


def test_hard_wrapped_lines_are_joined_and_short_ones_kept():
    body = "各县区要把村道养护经费列入本级财政预算并随物价水平逐年调整不得挤占挪用也不得以其他名目抵扣违者由审计部门追回"
    wrapped = "\n".join(body[i : i + 18] for i in range(0, len(body), 18))
    text = f"关于村道养护的通知\n{wrapped}。\n一、明确责任\n{wrapped}。\n二、落实经费\n{wrapped}。\n"
    joined = [paragraph.replace("\n", "") for paragraph in paragraphs(text)]
    assert joined == ["关于村道养护的通知", body + "。", "一、明确责任", body + "。", "二、落实经费", body + "。"]


def test_lost_line_breaks_come_back_at_ordinals():
    filler = "各县区按照职责分工抓好落实，确保村道养护经费足额到位。" * 4
    text = f"为加强村道养护，现通知如下：一、明确责任。{filler}（一）县级责任。{filler}（二）乡级责任。{filler}二、落实经费。{filler}"
    opened = [p[:7] for p in paragraphs(text)[1:]]
    assert opened == ["一、明确责任。", "(一)县级责任", "(二)乡级责任", "二、落实经费。"]


def test_reference_to_an_item_is_no_break():
    filler = "违反规定的，由县级以上交通运输主管部门责令改正，逾期不改正的予以通报。" * 10
    assert len(paragraphs(f"有第八条第(一)项、第(二)项情形的，{filler}")) == 1


def test_lines_of_half_full_paragraphs_are_joined_too():
    paragraph = "各县区要把村道养护经费列入本级财政预算并随物价水平逐年调整，不得挤占挪用。"
    wrapped = "\n".join(paragraph[i : i + 24] for i in range(0, len(paragraph), 24))
    text = "".join(f"（{n}）{wrapped}\n" for n in "一二三四五六七八九")
    assert [p.replace("\n", "") for p in paragraphs(text)] == [f"({n}){paragraph}".replace("，", ",") for n in "一二三四五六七八九"]


def test_what_a_page_break_tore():
    text = "（一）按照《农村公路养护管\n— 3 —\n理办法》落实经费。\n（二）每月至少巡查一次。建立台账并\n定期通报。\n"
    assert [p.replace("\n", "") for p in paragraphs(text)] == ["(一)按照《农村公路养护管- 3 -理办法》落实经费。", "(二)每月至少巡查一次。建立台账并定期通报。"]


def test_a_long_line_that_ends_in_a_comma_or_a_preposition_goes_on():
    first = "一、单职工家庭申请住房公积金贷款的最高额度调整为四十万元，双职工家庭申请住房公积金贷款的最高额度调整为八十万元，其他家庭的最高额度调整为"
    assert paragraphs(f"{first}\n六十万元。\n二、自印发之日起施行。") == [fold(f"{first}\n六十万元。"), "二、自印发之日起施行。"]
    assert len(paragraphs("各区人民政府、市政府各部门，\n六十万元。")) == 2


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
