"""Whose document a text is that names no issuer."""

import pytest

from kg.place import place_of_text, speaks_for_all


@pytest.mark.parametrize(
    "text, name",
    [
        ("促进我县健康发展。继续执行《宿松县联席会议纪要》。县委网信办负责。人民银行宿松支行配合。", "宿松县"),
        ("促进我市健康发展。太康县、淮阳区参照执行。在周口市范围内购房的,由周口公积金中心办理。", "周口市"),
        ("促进我市健康发展,我市二孩家庭可按揭公积金管委〔2022〕3号文件上浮。", "揭阳市"),
        ("本市居民在上海市工作的,可到上海市水务局办理。", "上海市"),
    ],
)
def test_the_division_a_text_calls_its_own(text, name):
    assert place_of_text(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "促进我市健康发展。在周口市购房的可以申请。",  # once, in full only
        "支持新市民、青年人在新市区购房,新市区内统一执行。",  # a word for any new part of a town
        "在宿松购房的,由宿松支行办理。",  # never in full
        "促进我市健康发展,我市按揭公积金管委〔2022〕3号和泸住建函〔2022〕103号执行。",  # numbers of two cities
        "按揭公积金管委〔2022〕3号文件上浮。",  # says of no place that it is its own
        "促进我县健康发展,我县按揭公积金管委〔2022〕3号文件上浮。",  # a number of the city above
    ],
)
def test_texts_that_do_not_say(text):
    assert place_of_text(text) is None


@pytest.mark.parametrize(
    "text, central",
    [
        ("各省、自治区、直辖市人民政府应当加强养护。", True),
        ("本规定由总参谋部、国家经委负责解释。", True),
        ("本办法由财政部会同水利部负责解释。", True),
        ("本办法由市财政局、市水利局负责解释。", False),
        ("各省要加强养护。", False),
    ],
)
def test_texts_that_speak_for_the_whole_country(text, central):
    assert speaks_for_all(text) == central
