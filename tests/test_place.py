"""Whose document a text is that names no issuer."""

import pytest

from kg.place import place_of_text, speaks_for_all


@pytest.mark.parametrize(
    "text, name",
    [
        ("支持我县农村公路养护。《宿松县公路条例》另有规定的从其规定。县委网信办负责。人行宿松支行配合。", "宿松县"),
        ("促进我市健康发展。太康县、淮阳区参照执行。在周口市范围内购房的,由周口公积金中心办理。", "周口市"),
        ("支持我市农村公路养护,我市标准按揭交字〔2021〕9号文件执行。", "揭阳市"),
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
        "促进我市健康发展,我市按揭交字〔2021〕9号和泸住建函〔2021〕8号执行。",  # numbers of two cities
        "按揭交字〔2021〕9号文件执行。",  # says of no place that it is its own
        "促进我县健康发展,我县按揭交字〔2021〕9号文件执行。",  # a number of the city above
    ],
)
def test_texts_that_do_not_say(text):
    assert place_of_text(text) is None


@pytest.mark.parametrize(
    "text, central",
    [
        ("各省、自治区、直辖市人民政府应当加强养护。", True),
        ("本办法由交通运输部、财政部共同负责解释。", True),
        ("本办法由财政部会同水利部负责解释。", True),
        ("本办法由市财政局、市水利局负责解释。", False),
        ("各省要加强养护。", False),
    ],
)
def test_texts_that_speak_for_the_whole_country(text, central):
    assert speaks_for_all(text) == central
