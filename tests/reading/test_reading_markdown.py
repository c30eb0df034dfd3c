"""kg.reading.markdown: marks go, the words and lines of the document stay."""

import pytest

from kg.reading import read_bytes
from kg.reading.markdown import read_markdown


@pytest.mark.parametrize(
    "written, shown",
    [
        ("# 关于做好汛期工作的通知", "关于做好汛期工作的通知"),
        ("## 第一章 总则 ##", "第一章 总则"),
        ("**第一条** 为了规范管理，制定本办法。", "第一条 为了规范管理，制定本办法。"),
        ("**一、总体要求**", "一、总体要求"),
        ("> 一、总体要求", "一、总体要求"),
        ("- （一）加强领导", "（一）加强领导"),
        ("1. 加强领导", "1. 加强领导"),
        (r"1\. 加强领导 \*", "1. 加强领导 *"),
        ("见[实施意见](https://example.cn/a_(1).html)。", "见实施意见。"),
        ("国发[2012](48号)文件", "国发[2012](48号)文件"),
        ("国发[2012]48号", "国发[2012]48号"),
        ("![印章](seal.png)岚州市人民政府", "岚州市人民政府"),
        ("《关于修改<水法>的决定》&nbsp;公布", "《关于修改<水法>的决定》 公布"),
        ("面积 3*4*5 米，a_b_c", "面积 3*4*5 米，a_b_c"),
        ("- 3 -", "- 3 -"),
        ("甲<br/>乙<!-- 注 -->", "甲\n乙"),
        ("| 索引号 | 1\\|2 |\n|---|:--:|\n| 文号 | **岚政发〔2021〕1号** |", "索引号 | 1|2\n文号 | 岚政发〔2021〕1号"),
        ("---\n标题: 通知\n---\n正文", "标题: 通知\n正文"),
        ("---\ntitle: \"防汛办法\"\nicon: article\ntag:\n  - 规章\n---\n\n::: tip 说明\n正文\n:::\n[[toc]]", "防汛办法\n\n正文"),
        ("正文\n---\ntitle: 防汛\n---", "正文\ntitle: 防汛"),
        ("## 第一章 总则{align=\"center\"}", "第一章 总则"),
        ("```\n# 原样\n```", "# 原样"),
        ("　　为做好工作，现通知如下：", "　　为做好工作，现通知如下："),
    ],
)
def test_markdown(written, shown):
    assert read_markdown(written) == shown


def test_only_the_suffix_says_that_a_text_is_markdown():
    raw = "# 通知\n**一、**\n".encode()
    assert read_bytes("a.md", raw).text == "通知\n一、\n"
    assert read_bytes("a.md", raw).media_type == "text/markdown"
    assert read_bytes("a.txt", raw).text == "# 通知\n**一、**\n"


def test_a_break_within_a_row_parts_words_of_a_cell():
    assert read_markdown("前<br>后\n\n| 任务 | 单位 |\n|---|---|\n| 修渠 | 县水利局<br/>县财政局 |\n") == "前\n后\n\n任务 | 单位\n修渠 | 县水利局 县财政局\n"
