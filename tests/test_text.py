"""kg.text: conversions keep offsets; numerals and dates are read in all their forms."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.text import find_dates, find_outside, fold, parse_date, parse_numeral, simplify


@pytest.mark.parametrize(
    "written, simplified",
    [
        ("國發〔2012〕48號", "国发〔2012〕48号"),
        ("著力推進，著眼長遠，沿著黃河", "着力推进，着眼长远，沿着黄河"),
        ("著名著作成效顯著，顯著落後", "著名著作成效显著，显著落后"),
        ("本著節約的原則，著重抓好", "本着节约的原则，着重抓好"),
        ("存在著作权纠纷", "存在著作权纠纷"),
        ("⼈⺠政府⻛险⻓效", "人民政府风险长效"),
        ("戶籍戸", "户籍戸"),
        ("金\uf90a立\uf9f7", "金金立立"),
        ("吉林省乾安县人民政府", "吉林省乾安县人民政府"),
        ("乾燥季節的幹部", "干燥季节的干部"),
        ("a\udc80國", "a\ufffd国"),
        ("", ""),
    ],
)
def test_simplify(written, simplified):
    assert simplify(written) == simplified
    assert len(simplify(written)) == len(written)


@pytest.mark.parametrize(
    "written, folded",
    [
        ("国发［２０１２］４８号", "国发〔2012〕48号"),
        ("【2012】﹝3﹞[4]", "〔2012〕〔3〕〔4〕"),
        ("（一）目标：完成９５％；好！", "(一)目标:完成95%;好!"),
        ("甲\u3000乙\xa0丙\t丁\u200b戊", "甲 乙 丙 丁 戊"),
        ("「四個『一』」﹁二﹂", "“四个‘一’”“二”"),
        ("2016—2020–21―22─－−", "2016-2020-21-22---"),
        ("甲\u2028乙\x85丙\f丁\r\n", "甲\n乙\n丙\n丁\r\n"),
        ("《甲》〈乙〉“丙”·丁。戊、己", "《甲》〈乙〉“丙”·丁。戊、己"),
        ("二○二三", "二○二三"),
        ("时间∶三", "时间:三"),
    ],
)
def test_fold(written, folded):
    assert fold(written) == folded
    assert len(fold(written)) == len(written)


@settings(max_examples=200)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("國發著乾於⺠［\u3000\r\n"))))
def test_conversion_keeps_the_length_and_is_stable(text):
    assert len(simplify(text)) == len(text)
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "words, value",
    [
        ("12", 12), ("１２", 12), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("一百零五", 105),
        ("一百一十", 110), ("〇", 0), ("两", 2), ("两千零二十", 2020), ("二〇二三", 2023), ("二○二三", 2023),
        ("廿五", 25), ("三万五千", 35000), ("一亿", 100_000_000), (" 1 2 ", 12), ("十万", 100_000),
        ("", None), ("甲", None), ("一二百", None), ("万", None), ("3.5", None),
    ],
)  # fmt: skip
def test_parse_numeral(words, value):
    assert parse_numeral(words) == value


@pytest.mark.parametrize(
    "folded, iso",
    [
        ("2023年5月10日", "2023-05-10"),
        ("二〇二三年五月十日", "2023-05-10"),
        ("二○一九年十二月三十一日", "2019-12-31"),
        ("二零二三年十月二十日", "2023-10-20"),
        ("二OO八年一月一日", "2008-01-01"),
        ("一九八一年七月卅日", "1981-07-30"),
        ("2 0 2 3 年 1 0 月 1 2 日", "2023-10-12"),
        ("2023-5-10 10:20:00", "2023-05-10"),
        ("发布日期:2023.05.10", "2023-05-10"),
        ("2023-03-2717:48", "2023-03-27"),
        ("2023-03-2717", None),
        ("〔2023/5/10〕", "2023-05-10"),
        ("2023年5月", None),
        ("2023年2月30日", None),
        ("2023.13.1", None),
        ("192.168.2012.5.10", None),
        ("2012.5.10.3", None),
        ("12023-05-10", None),
        ("2023-05.10", None),
        ("1023年5月10日", None),
    ],
)
def test_parse_date(folded, iso):
    assert parse_date(folded) == iso


def test_find_dates_gives_offsets_in_order():
    text = "自2021.3.1起,于二〇二二年一月二日前(2020年12月30 日印发)完成"
    found = find_dates(text)
    assert [iso for *_, iso in found] == ["2021-03-01", "2022-01-02", "2020-12-30"]
    assert [text[start:end] for start, end, _ in found] == ["2021.3.1", "二〇二二年一月二日", "2020年12月30 日"]


def test_opencc_is_loaded_on_first_use_only():
    code = "import sys, kg.text; assert 'opencc' not in sys.modules; kg.text.fold('國'); assert 'opencc' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_find_outside_counts_from_the_text_and_nests():
    text = "教育局(办公室,(科、室)),财政局),《办法,意见》,完"
    assert [text[:at] for at in find_outside(",、", text, "()《》")] == [
        "教育局(办公室,(科、室))", "教育局(办公室,(科、室)),财政局)", "教育局(办公室,(科、室)),财政局),《办法,意见》",
    ]
    assert find_outside(",", "甲,乙,丙,丁", "()", 2, 5) == [3]
    assert find_outside(",", "甲,(乙,丙", "()", 3) == [4]


@pytest.mark.parametrize(
    "written, simple",
    [
        ("关于印发«若干措施»的通知ꎬ现印发给你们ꎮ", "关于印发《若干措施》的通知，现印发给你们。"),
        ("责任单位ꎺ市财政局ꎻ低于5\U001001b05％", "责任单位：市财政局；低于5.5％"),
        ("«Le Monde» 报道", "«Le Monde» 报道"),  # quotes of another language
    ],
)
def test_marks_that_a_font_calls_by_other_names(written, simple):
    assert simplify(written) == simple and len(simple) == len(written)
