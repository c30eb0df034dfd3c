"""The type that a text without its title says of itself."""

import pytest

from kg.self_named import type_said


@pytest.mark.parametrize(
    "text, word",
    [
        ("现就有关事项通知如下:\n一、明确责任。", "通知"),
        ("现将该办法印发给你们,请遵照执行。", "通知"),
        ("为促进养护,制定若干措施如下:\n一、明确责任。\n各单位依据本通知制定细则。", "措施"),
        ("结合实际,特制定17条措施。\n一、明确责任。", "措施"),
        ("现提出以下政策措施。\n第一条 明确责任。", "政策措施"),
        ("一、明确责任。\n本通知自2023年5月1日起施行。", "通知"),
        ("第一条 明确责任。\n本操作规程由市水务局负责解释。本操作规程自印发之日起施行。", "操作规程"),
        ("一、明确责任。\n本若干措施自发布之日起实施。", "措施"),
        ("本实施意见自印发之日起施行,本意见由县水利局解释。", "意见"),
    ],
)
def test_what_a_text_calls_itself(text, word):
    start, end, said = type_said(text)
    assert said == word and said in text[start:end].replace("印发给你们", "通知")


def test_who_asks_others_to_carry_out_what_it_has_made_gives_notice():
    assert type_said("为促进养护,制定了《清河市养护方案》,请认真贯彻落实。")[2] == "通知"
    assert type_said("为促进养护,制定了《清河市养护方案》。一、加强巡查。") is None


@pytest.mark.parametrize(
    "text",
    [
        "一、明确责任。\n本政策自印发之日起施行。",  # any type may hold a 政策
        "要从根本措施抓起,降低成本,完善基本制度。",
        "本办法与本通知不一致的,以省里规定为准。",  # two types
        "制定以下工作制度,明确任务。",
        "各区要根据《本办法》的解读执行。",
    ],
)
def test_texts_that_do_not_say(text):
    assert type_said(text) is None
