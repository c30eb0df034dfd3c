"""效力级别: told where the form says it, open where it does not."""

import pytest

from kg.ranks import rank_of


@pytest.mark.parametrize(
    ("title", "number", "kind", "level", "organ", "rank"),
    [
        ("中华人民共和国某某法", None, "法", "central", None, "法律"),
        ("中华人民共和国某某法典", None, None, "central", None, "法律"),
        ("中华人民共和国宪法", None, "宪法", "central", None, "法律"),
        ("中华人民共和国某某法实施条例", None, "条例", "central", None, "行政法规"),
        ("某某管理条例", None, "条例", "central", "government", "行政法规"),
        ("某某规定", "国务院令第999号", "规定", "central", "government", "行政法规"),
        ("某省校车管理条例", None, "条例", "province", None, "地方性法规"),
        ("某市校车管理条例", None, "条例", "prefecture", "congress", "地方性法规"),
        ("某某管理办法", "教育部令第99号", "办法", "central", "department", "规章"),
        ("某省校车管理规定", "某省人民政府令第99号", "规定", "province", "government", "规章"),
        ("中国共产党某某条例", None, "条例", "central", "party", "党内法规"),
        ("某市人民政府关于校车的通知", "某府规〔2023〕1号", "通知", "prefecture", "government", "规范性文件"),
        ("某市人民政府办公室关于校车的通知", "某政办规〔2023〕1号", "通知", "prefecture", "office", "规范性文件"),
        ("关于同意设立某校的批复", "某政函〔2023〕1号", "批复", "county", "government", "工作文件"),
        ("校车安全技术条件(GB 24407)", None, None, None, None, "标准"),
        ("儿童某某公约", None, "公约", None, None, "条约"),
    ],
)
def test_the_form_says_the_rank(title, number, kind, level, organ, rank):
    assert rank_of(title, number, kind, level, organ) == rank


@pytest.mark.parametrize(
    ("title", "number", "kind", "level", "organ"),
    [
        ("某县人民政府关于校车的通知", "某政发〔2023〕1号", "通知", "county", "government"),
        ("某县校车管理办法", "某县人民政府令第1号", "办法", "county", "government"),
        ("某省教育厅规划", "某教规〔2023〕1号", "通知", "province", "department"),
        ("某协会章程条例", None, "条例", "central", "群团"),
        ("某村市民公约", None, "公约", "county", "government"),
        ("某协会关于推荐人选的函", None, "函", "central", "群团"),
        ("中共某县委关于校车的意见", None, "意见", "county", "party"),
        ("A4 2023校车方案", None, "方案", "county", "government"),
        (None, None, None, None, None),
    ],
)
def test_what_the_form_does_not_say_stays_open(title, number, kind, level, organ):
    assert rank_of(title, number, kind, level, organ) is None
