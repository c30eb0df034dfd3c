"""Places: the table of divisions, and the place with which a name begins."""

import pytest

from kg.regions import Region, ancestors, is_within, leading_place, region_by_code, region_named

LEADING = [  # name, code, words
    ("太康县教育体育局", "411627", "太康县"),
    ("河南省周口市太康县教育体育局", "411627", "河南省周口市太康县"),
    ("河南省太康县人民政府", "411627", "河南省太康县"),
    ("西藏自治区人民政府办公厅", "540000", "西藏自治区"),
    ("内蒙古自治区呼和浩特市回民区人民政府", "150103", "内蒙古自治区呼和浩特市回民区"),
    ("上海市杨浦区教育局", "310110", "上海市杨浦区"),
    ("北京市朝阳区人民政府", "110105", "北京市朝阳区"),
    ("江苏省南京市鼓楼区民政局", "320106", "江苏省南京市鼓楼区"),
    ("重庆市", "500000", "重庆市"),
    ("四川省关于开展检查的通知", "510000", "四川省"),
    ("河南省卫健委", "410000", "河南省"),
    ("河南卫健委", "410000", "河南"),
    ("安徽教育厅", "340000", "安徽"),
    ("广州开发区管委会", "440100", "广州"),
    ("广东广州天河区教育局", "440106", "广东广州天河区"),
    ("济源市人民政府", "419001", "济源市"),
    ("淮阳县人民政府", "411626", "淮阳县"),
    ("襄樊市人民政府", "420600", "襄樊市"),
    ("海南州人民政府", "632500", "海南州"),
    ("海南藏族自治州教育局", "632500", "海南藏族自治州"),
    ("河南蒙古族自治县人民政府", "632324", "河南蒙古族自治县"),
    ("黔东南州人民政府", "522600", "黔东南州"),
    ("湖北省公安厅", "420000", "湖北省"),
    ("湖北省公安县公安局", "421022", "湖北省公安县"),
    ("浦东新区人民政府", "310115", "浦东新区"),
    ("第一师阿拉尔市教育局", "XB01", "第一师阿拉尔市"),
    ("新疆生产建设兵团第一师阿拉尔市教育局", "XB01", "新疆生产建设兵团第一师阿拉尔市"),
    ("兵团教育局", "XB00", "兵团"),
    ("阿拉尔市第一中学", "659002", "阿拉尔市"),
    ("两江新区管理委员会", "500000", "两江新区"),
]


@pytest.mark.parametrize("name, code, words", LEADING, ids=[row[0] for row in LEADING])
def test_leading_place(name, code, words):
    region, length = leading_place(name)
    assert (region.code, name[:length]) == (code, words)


@pytest.mark.parametrize(
    "name",
    ["鼓楼区人民政府", "朝阳区教育局", "城关区", "教育部", "国务院", "关于印发方案的通知", "上海路街道办事处", "第一师范学院", "中山大学", "", "市", "新区管委会", "市区", "郊区教育局"],
)
def test_no_leading_place_where_there_is_none_or_several(name):
    assert leading_place(name) is None


def test_within_decides_between_places_of_one_name():
    assert region_named("鼓楼区") is None
    assert region_named("鼓楼区", within="320100").code == "320106"
    assert region_named("鼓楼区", within=region_by_code("410000")).code == "410204"
    assert leading_place("鼓楼区民政局", within="350100")[0].code == "350102"
    assert leading_place("鼓楼区民政局", within="440000") is None


@pytest.mark.parametrize(
    "name, code", [("河南", "410000"), ("豫", "410000"), ("广州", "440100"), ("河南省", "410000"), ("河南省周口市", "411600"), ("恩施州", "422800")]
)
def test_region_named(name, code):
    assert region_named(name).code == code


@pytest.mark.parametrize("name", ["周", "长", "某县", "河南省财政厅", ""])
def test_region_named_knows_only_names(name):
    assert region_named(name) is None


@pytest.mark.parametrize(
    "code, level",
    [("310000", "province"), ("310110", "county"), ("500101", "county"), ("440100", "prefecture"), ("429004", "county"), ("441900", "prefecture"),
     ("XB00", "province"), ("XB01", "prefecture"), ("659002", "county"), ("411627", "county")],
)  # fmt: skip
def test_levels(code, level):
    assert region_by_code(code).level == level


def test_codes_and_lineage():
    assert region_by_code("000000") is None and region_by_code(None) is None
    assert region_by_code("420600").name == "襄阳市"  # the latest name of a code
    assert [place.name for place in ancestors(region_by_code("411627"))] == ["周口市", "河南省"]
    assert [place.name for place in ancestors(region_by_code("310110"))] == ["上海市"]
    assert is_within(region_by_code("411627"), region_by_code("410000"))
    assert not is_within(region_by_code("410000"), region_by_code("411627"))


def test_a_zone_has_the_code_of_the_division_around_it():
    zone = region_named("雄安新区")
    assert isinstance(zone, Region) and (zone.name, zone.code, zone.level) == ("雄安新区", "130600", "prefecture")
    assert region_by_code("130600").name == "保定市"
