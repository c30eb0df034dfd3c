"""Targets: clauses with a figure or a date to reach, taken apart."""

import pytest
from layers import words_of

from kg.components.targets import parse_target
from kg.text import fold

TOP = "清河市人民政府关于加强农村公路养护的意见\n各县区人民政府：\n为加强养护，现提出以下意见。\n一、加强养护\n"


@pytest.mark.parametrize(
    "clause, fields",
    [
        ("到2025年，优良路率达到93%以上", {"metric": "优良路率", "comparator": ">=", "value": 93.0, "unit": "%", "due": "2025-12-31"}),
        ("每年培训养护人员不少于2000人次", {"metric": "每年培训养护人员", "comparator": ">=", "value": 2000.0, "unit": "人次", "due": None}),
        ("2024年秋季开学前，全面消除通学危桥", {"comparator": None, "value": None, "due": "2024-08-31"}),
        ("到2025年底止,农村饮水困难全部解决", {"due": "2025-12-31"}),
        ("自2023年6月起全面排查，至2023年12月底前完成整改", {"due": "2023-12-31"}),
        ("2023年6月底前完成排查", {"due": "2023-06-30"}),
        ("2024年上半年实现全覆盖", {"due": "2024-06-30"}),
        ("自2023年起逐年整修,到2025年底全部完成", {"due": "2025-12-31"}),
        ("事故率控制在1.5%以内", {"comparator": "<=", "value": 1.5, "unit": "%"}),
        ("第十条 公示期不得少于10日", {"metric": "公示期", "comparator": ">=", "value": 10.0, "unit": "日"}),
        ("确保优良路率达到90%以上", {"metric": "优良路率"}),
        ("养护投资同比增长10%以上", {"metric": "养护投资增长", "value": 10.0}),
        ("其中职工每月上门次数不低于4次", {"metric": "职工每月上门次数", "value": 4.0}),
        ("每年获支持企业数量最多不超过10个", {"metric": "每年获支持企业数量", "comparator": "<=", "value": 10.0}),
        ("调查对象一般各不少于3个", {"metric": "调查对象", "value": 3.0}),
    ],
)
def test_forms(clause, fields):
    parsed = parse_target(fold(clause))
    assert {key: parsed[key] for key in fields} == fields


def test_found_in_a_measure_with_its_words():
    assert words_of(TOP + "加强巡查。到2025年，优良路率达到93%以上。落实经费。\n", "targets") == ["到2025年,优良路率达到93%以上"]


@pytest.mark.parametrize("clause", ["养护超过36个月的，可申请补助", "每公里补助最高不超过2万元", "本办法有效期至2025年12月31日", "根据2019年文件要求，加强巡查", "成立3个工作组", "2023年我市养护里程增长较快",
                                    "剩余不超过30%的路段可以按照原办法养护", "对累计下降幅度超过10%的地区通报", "病程至少2年", "不超过2年", "2018年底之前已完成改制的企业继续享受政策",
                                    "将原政策“优良路率不得低于55%。竣工前不得低于20%”调整为“按规定执行”", "超过40周岁，每增加1岁减2分",
                                    "自2025年6月1日起全面按新标准执行", "从2025年6月起建立台账", "养护优惠执行至2027年12月31日止，全面落实", "自2025年6月1日至2026年5月31日，全面落实养护优惠", "在2025年6月30日期间全面落实养护优惠"])
def test_no_target(clause):
    assert words_of(TOP + clause + "。\n", "targets") == []
