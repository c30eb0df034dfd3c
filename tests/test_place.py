"""Whose document a text is that names no issuer in title or signature."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.extract import extract_record
from kg.place import place_in_title, place_of_issuer, place_of_text, speaks_for_all
from kg.records import PolicyText
from kg.text import fold

ROOT = Path(__file__).resolve().parents[1]


def code(region):
    return region.code if region else None


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("关于进一步促进临安区校车市场健康发展的意见", "330112"),
        ("关于印发《广元市校车管理十七条措施》的通知", "510800"),
        ("关于征求《大方县校车管理若干措施》意见的函", "520521"),
        ("关于同意广元市调整校车线路的批复", None),  # the superior speaks
        ("关于支持广元市校车发展的意见", None),
        ("关于促进广元市与绵阳市校车互通的通知", None),
        ("关于加强新市民校车服务的通知", None),  # 新市 is no city
        ("关于促进校车市场健康发展的意见", None),
    ],
)
def test_the_place_that_a_title_names_inside(title, place):
    assert code(place_in_title(title)) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("一、发展校车。二、本通知由广元市教育局负责解释。", "510800"),
        ("具体细则由杭州住房公积金管理中心制定。", "330100"),
        ("经广元市校车管理委员会审议,现通知如下。", "510800"),
        ("经国务院常务会议审议,现通知如下。", None),
        ("3月1日,广元市教育局近日发布《关于调整校车线路的通知》,共四条。", "510800"),
        ("为贯彻广元市教育局发布《关于建设校车队伍的通知》,制定本方案。", None),  # another's title
        ("我市校车较多。人民银行广元市分行办理。", "510800"),
        ("我市校车较多。费用参照广元市执行。", None),
        ("我市校车较多,与广元市、绵阳市互通。", None),
        ("我市校车较多,贯彻《广元市校车办法》。", None),  # 我市 may be a county of it
        ("我市校车较多,贯彻《广元市校车办法》,各县(市、区)落实。", "510800"),
        ("我县校车较多,按照《旺苍县校车办法》执行。", "510821"),
        ("我区校车较多,按照《西藏自治区校车办法》执行。", "540000"),
        ("我区校车较多,推进老城区建设。", None),  # a word, and a district besides
        ("我市校车较多,鹿城区、龙湾区、瓯海区先行。", "330300"),
        ("我市校车较多,鹿城区先行。", None),  # one district may be a neighbour's
        ("我市校车较多,鹿城区、上城区先行。", None),  # of two cities
        ("校车较多,鹿城区、龙湾区、瓯海区先行。", None),
        ("我市在银川市推行校车,灵武市、永宁县、贺兰县参照执行。", "640100"),  # a city with its counties
        ("我市在银川市推行校车,灵武市参照执行。", None),  # a county and its city
        ("校车较多。人民银行广元市分行办理。", None),  # nobody says 我市
    ],
)
def test_the_place_that_a_text_calls_its_own(text, place):
    assert code(place_of_text(text, "关于调整校车线路的通知")) == place


def test_a_headline_says_whose_text_it_is():
    told = place_of_text("一、发展校车。", "关于调整校车线路的通知", "广元市教育局发布《关于调整校车线路的通知》")
    assert code(told) == "510800"
    assert place_of_text("一、发展校车。", "关于调整校车线路的通知", "广元市教育局解读《关于调整校车线路的通知》") is None



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
        "促进我市健康发展。在周口市、商丘市购房的可以申请。",  # two
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
        ("听取和审议国务院关于公路养护情况的报告。", True),
        ("认真落实国务院关于公路养护的意见。", False),
    ],
)
def test_texts_that_speak_for_the_whole_country(text, central):
    assert speaks_for_all(text) == central


def test_a_division_that_had_several_names_is_counted_by_the_best_in_any_process():
    script = (
        "from kg.place import place_of_text; from kg.regions import divisions; from collections import defaultdict\n"
        "names = defaultdict(list)\n"
        "[names[region.code].append(region.name) for region, _ in divisions() if region.level == 'county']\n"
        "said = [''.join(f'{name}境内的工作。' for name in two) + f'我县{two[0]}。' + two[0][:2] * 3 for two in names.values() if len(two) > 1]\n"
        "print([getattr(place_of_text(text), 'code', None) for text in said[:400]])"
    )
    found = {subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True, cwd=ROOT).stdout for seed in "0123"}
    assert len(found) == 1 and "'" in found.pop()


def test_letters_of_a_number_do_not_place_a_name_that_several_divisions_bear():
    policy = PolicyText("a.txt", "和平区人民政府关于加强节水工作的通知\n和政发〔2020〕8号\n\n各街道办事处：\n　　一、加强节水。\n", "0" * 64, "text/plain", "utf-8")
    assert extract_record(policy).header.region is None  # 和平区 is in two cities, 和政县 is another place


def test_a_zone_that_issues_is_the_place_of_what_its_text_names():
    assert place_of_issuer(["平潭综合实验区管理委员会办公室"], "350128").name == "平潭综合实验区"
    assert place_of_issuer(["平潭县人民政府"], "350128").name == "平潭县"
    assert place_of_issuer(["国务院"], None) is None and place_of_issuer([], "411627").name == "太康县"
    text = "平潭综合实验区管委会关于加强校车管理的通知\n各乡镇人民政府：\n一、落实经费。按月拨付。（责任单位：区公安局、潭城镇人民政府）\n平潭综合实验区管委会\n2020年5月6日\n"
    record = extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8"))
    assert [r.name for r in record.measures[0].responsibilities] == ["平潭综合实验区公安局", "平潭县潭城镇人民政府"]


def test_a_city_that_is_a_county_names_its_superiors_in_a_row():
    text = "在我市购房的家庭可以申请。责任单位：长沙住房公积金管理中心浏阳市管理部、市金融中心。我市继续实施。如遇国家和湖南省、长沙市政策调整，从其规定。"
    assert place_of_text(fold(text)).name == "浏阳市"
    assert place_of_text(fold(text.replace("湖南省、长沙市", "长沙市"))).name == "长沙市"
