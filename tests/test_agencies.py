"""Agencies: full names, lists taken apart, names in running text."""

import pytest

from kg.agencies import canonical_name, split_agencies, split_issuers
from kg.regions import region_by_code

TAIKANG = region_by_code("411627")
SHANXI = region_by_code("140000")


@pytest.mark.parametrize(
    ("written", "code", "name"),
    [
        ("县教体局", "411627", "太康县教育体育局"),
        ("县发改委", "411627", "太康县发展和改革委员会"),
        ("县税务局", "411627", "国家税务总局太康县税务局"),
        ("县委编办", "411627", "中共太康县委机构编制委员会办公室"),
        ("县残联", "411627", "太康县残疾人联合会"),
        ("市民政局", "411627", "周口市民政局"),
        ("省教育厅", "140000", "山西省教育厅"),
        ("教育局", "XB01", "第一师阿拉尔市教育局"),
        ("财政部门", "XB01", "第一师阿拉尔市财政局"),
        ("各有关部门", "411627", None),
        ("交通", "411627", None),
    ],
)
def test_canonical_name_puts_back_what_the_place_makes_known(written, code, name):
    assert canonical_name(written, region_by_code(code)) == name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("县教体局、县财政局,县残联", ["县教体局", "县财政局", "县残联"]),
        ("各市、县(市、区)人民政府,省教育厅", ["各市、县(市、区)人民政府", "省教育厅"]),
        ("工业和信息化部、公安部", ["工业和信息化部", "公安部"]),
        ("发展改革、财政部门", ["发展改革", "财政部门"]),
        ("市、区民政部门", ["市、区民政部门"]),
        ("市发展改革委和市财政局等有关部门", ["市发展改革委", "市财政局"]),
    ],
)
def test_split_agencies(text, parts):
    assert [text[start:end] for start, end in split_agencies(text)] == parts


def test_split_issuers_of_a_letterhead():
    line = "国家发展改革委 财政部 住房城乡建设部"
    assert [line[start:end] for start, end in split_issuers(line)] == ["国家发展改革委", "财政部", "住房城乡建设部"]
