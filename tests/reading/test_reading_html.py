"""kg.reading.html and page: the document and its catalogue come out of a page, the site around it stays behind."""

import pytest

from kg.errors import ReadError
from kg.reading import read_bytes
from kg.reading.html import read_html
from kg.reading.page import table_lines

TITLE = "岚州市人民政府关于加强河道采砂管理的意见"
NUMBER = "岚政发〔2021〕15号"
BODY = [
    "各县（市、区）人民政府，市政府各部门：",
    "为规范河道采砂行为，维护河势稳定，保障防洪安全，根据《中华人民共和国水法》有关规定，现提出如下意见。",
    "一、明确管理责任",
    "（一）落实属地责任。县级人民政府对本行政区域内河道采砂管理负总责，建立定期巡查制度，及时处置违法行为。（市水利局牵头，市公安局配合）",
    "（二）加强部门协同。水利、公安、交通运输部门建立信息共享和联合执法机制，每季度至少开展一次联合检查。",
    "岚州市人民政府",
    "2021年6月8日",
]
SITE = [
    "网站首页", "政务公开", "办事服务", "互动交流", "当前位置：首页 > 政策文件", "返回顶部", "【打印】【关闭】",
    "版权所有：岚州市人民政府办公室 晋ICP备05000000号 网站标识码：1400000000", "岚州市召开防汛会议", "岚州市推进招商引资", "关于春节放假的公告",
]  # fmt: skip


def page(content: str, title: str = f"{TITLE} - 岚州市人民政府门户网站", head: str = "") -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}
<style>.a {{color: red}}</style><script>var a = "脚本里的文字";</script></head><body>
<div class="header"><ul class="nav"><li><a href="/">网站首页</a></li><li><a href="/zwgk">政务公开</a></li>
<li><a href="/bsfw">办事服务</a></li><li><a href="/hd">互动交流</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zcwj">政策文件</a></div>
{content}
<div class="side"><a href="1.html">岚州市召开防汛会议</a><br><a href="2.html">岚州市推进招商引资</a><br><a href="3.html">关于春节放假的公告</a></div>
<div class="footer"><p>【打印】【关闭】</p><p>版权所有：岚州市人民政府办公室 晋ICP备05000000号 网站标识码：1400000000</p></div>
<div class="gotop">返回顶部</div></body></html>"""


def paragraphs(lines) -> str:
    return "\n".join(f"<p>{line}</p>" for line in lines)


CATALOGUE = """<table><tr><td><b>索 引 号：</b></td><td>0146/2021-00015</td><td><b>主题分类：</b></td><td>水利</td></tr>
<tr><td><b>发文机关：</b></td><td>岚州市人民政府</td><td><b>成文日期：</b></td><td>2021年6月8日</td></tr>
<tr><td><b>标　　题：</b></td><td colspan="3">岚州市人民政府关于加强河道采砂管理的意见</td></tr>
<tr><td><b>发文字号：</b></td><td>岚政发〔2021〕15号</td><td><b>主 题 词：</b></td><td></td></tr></table>"""


def check_whole(text: str) -> None:
    lines = text.split("\n")
    for line in BODY:
        assert line in lines
    for chrome in (*SITE, "脚本里的文字", "color: red"):
        assert chrome not in text


def test_a_page_with_a_catalogue_table():
    text = read_html("a.html", page(f'{CATALOGUE}<div class="TRS_Editor"><p>{TITLE}</p><p>{NUMBER}</p>{paragraphs(BODY)}</div>'))
    check_whole(text)
    assert text.split("\n")[:9] == [
        "索引号：0146/2021-00015", "主题分类：水利", "发文机关：岚州市人民政府", "成文日期：2021年6月8日",
        f"标题：{TITLE}", f"发文字号：{NUMBER}", "主题词：", TITLE, NUMBER,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "catalogue",
    [
        "<ul class='xxgk'><li><span>发文字号：</span>{number}</li><li><span>发布日期：</span>2021-06-10</li></ul>",
        "<dl><dt>发文字号：</dt><dd>{number}</dd><dt>发布日期：</dt><dd>2021-06-10</dd></dl>",
        "<div><div><span>发文字号</span>：<em>{number}</em></div><div>发布日期：2021-06-10</div></div>",
        "<table><tr><th>发文字号</th><td>{number}</td></tr><tr><th>发布日期</th><td>2021-06-10</td></tr></table>",
        "<div class='r'><div>发文字号：</div><div>{number}</div></div><div class='r'><div>发布日期：</div><div>2021-06-10</div></div>",
        "<p>发文字号：{number}</p><p>发布日期：2021-06-10</p>",
        # the colon is written by the style
        "<ul><li><b>发 文 字 号</b><span>{number}</span></li><li><b>发布日期</b> <span>2021-06-10</span></li></ul>",
        "<div><p><em>发文字号</em><i>{number}</i></p><p><em>发布日期</em><i>2021-06-10</i></p></div>",
        "<div class='r'><p class='l'>发文字号</p><p>{number}</p></div><div class='r'><p class='l'>发布日期</p><p>2021-06-10</p></div>",
    ],
)
def test_catalogues_in_all_kinds_of_elements(catalogue):
    text = read_html("a.html", page(catalogue.format(number=NUMBER) + f"<div id='zoom'><h1>{TITLE}</h1>{paragraphs(BODY)}</div>"))
    check_whole(text)
    assert f"发文字号：{NUMBER}" in text.split("\n") and "发布日期：2021-06-10" in text.split("\n")


@pytest.mark.parametrize(
    "head, title",
    [
        ("", f"{TITLE}_岚州市人民政府网"),
        ("", f"岚州市水利局网站-{TITLE}"),
        ("", f"{TITLE}|政策文件|岚州市政府"),
        (f'<meta name="ArticleTitle" content="{TITLE}">', "岚州市人民政府门户网站"),
    ],
)
def test_a_title_that_stands_only_in_the_head_comes_first(head, title):
    text = read_html("a.html", page(f"<div>{paragraphs([NUMBER, *BODY])}</div>", title, head))
    assert text.split("\n")[:2] == [TITLE, NUMBER]


@pytest.mark.parametrize("words", ["<p><b>发文机关</b>应当使用全称。</p>", "<p><b>文号</b>。</p>"])
def test_a_label_in_a_sentence_gets_no_colon(words):
    assert "：" not in read_html("a.html", f"<html><body>{words}</body></html>")


def test_labels_that_head_columns_get_no_colon():
    heads = "<div class='h'><div>文号</div><div>发布日期</div></div><div class='h'><div>文件名称</div><div>某某通知</div><div>2021-06-10</div></div>"
    assert "：" not in read_html("a.html", f"<html><body>{heads}</body></html>")


@pytest.mark.parametrize("head", ["岚州市人民政府", "文件详情", f"{TITLE[:12]}..."])
@pytest.mark.parametrize(
    "above",
    [
        f"<h2>{TITLE}</h2>",
        f"<div class='con_title'>{TITLE}</div>",
        f"<table><tr><td class='x'><font>{TITLE}</font></td></tr></table>",
    ],
)
def test_the_title_above_the_text_of_a_page_whose_head_names_none(head, above):
    rows = "<table><tr><th>序号</th><th>任务</th><th>责任单位</th></tr><tr><td>1</td><td>巡查</td><td>市水利局</td></tr></table>"
    text = read_html("a.html", page(f"<div class='m'><h3>公开目录</h3>{above}<div class='info'>2021-06-10 来源：市水利局</div><div><div id='zoom'>{paragraphs(BODY)}{rows}</div></div></div>", head))
    check_whole(text)
    assert TITLE in text.split("\n")


def test_a_title_in_the_text_is_not_repeated_and_a_sites_name_is_no_title():
    text = read_html("a.html", page(f"<div><p>岚州市人民政府<br>关于加强河道采砂管理的意见</p>{paragraphs(BODY)}</div>"))
    assert text.startswith("岚州市人民政府\n关于加强河道采砂管理的意见\n各县")
    text = read_html("a.html", page(f"<div>{paragraphs(BODY)}</div>", "岚州市人民政府门户网站"))
    assert text.startswith("各县（市、区）人民政府")


def test_title_and_source_beside_the_text_are_kept_and_tools_are_not():
    content = f"""<div class="article"><h1>{TITLE}</h1><div class="info">发布时间：2021-06-10 来源：市政府办公室 浏览次数：12</div>
<div class="share">分享到微信</div><div class="content">{paragraphs(BODY)}</div>
<p>附件：<a href="/files/P020.docx">1.采砂许可申请表.docx</a></p><div class="ewm">扫一扫在手机打开当前页</div></div>"""
    text = read_html("a.html", page(content))
    check_whole(text)
    assert text.startswith(f"{TITLE}\n发布时间：2021-06-10 来源：市政府办公室")
    assert text.endswith("附件：1.采砂许可申请表.docx") and "扫一扫" not in text and "分享" not in text


def test_an_annex_in_an_element_of_its_own_is_kept():
    annex = ["附件", "岚州市河道采砂管理实施细则", *(f"第{n}条 采砂单位应当按照许可的范围和数量开采，如实记录开采情况。" for n in "一二三四")]
    text = read_html("a.html", page(f"<div><div>{paragraphs(BODY)}</div><div>{paragraphs(annex)}</div></div>"))
    check_whole(text)
    assert all(line in text.split("\n") for line in annex)


def test_the_number_and_the_signature_outside_the_text_element_are_kept():
    content = f"<div class='a'><h2>{TITLE}</h2><p>{NUMBER}</p><div class='b'>{paragraphs(BODY[:5])}</div><p>{BODY[5]}</p><p>{BODY[6]}</p></div>"
    check_whole(read_html("a.html", page(content)))
    assert NUMBER in read_html("a.html", page(content))


def test_a_page_of_line_breaks_and_hard_blanks():
    inner = "<br>\n".join("&nbsp;&nbsp;&nbsp;&nbsp;" + line for line in BODY)
    check_whole(read_html("a.html", page(f"<table><tr><td>{inner}</td></tr></table>")))


def test_inline_marks_and_invisible_characters_never_break_a_word():
    content = "<div><p>为加强<span>河<b>道</b></span><font>采砂</font>\u200b管&shy;理，<a href='x'>《水法》</a>规定的<o:p></o:p>事项，一并执行到位。</p></div>"
    assert read_html("a.html", page(content, "")) == "为加强河道采砂管理，《水法》规定的事项，一并执行到位。"


def test_source_lines_wrapped_in_a_paragraph():
    wrapped = "为规范河道采砂行为，维护河势稳定，保障防洪安全，根据有关法律\n   规定，现就下列事项提出意见。"
    text = read_html("a.html", page(f"<div><p>{wrapped}</p><p>岚州市财政局\n岚州市水利局</p></div>", ""))
    assert text == "为规范河道采砂行为，维护河势稳定，保障防洪安全，根据有关法律规定，现就下列事项提出意见。\n岚州市财政局 岚州市水利局"


def test_the_template_of_a_component_holds_its_document():
    inner = f"<p>{TITLE}</p><p>{NUMBER}</p>{paragraphs(BODY)}"
    assert TITLE in read_html("a.vue", f"<template>\n<div>{inner}</div>\n</template>\n<script>let a = 1</script>")
    assert "样板" not in read_html("a.html", page(inner + "<template>样板</template>"))


def test_what_a_server_should_have_run_is_no_text():
    markup = page(f"<p>{TITLE}</p><p>{NUMBER}</p>{paragraphs(BODY)}")
    assert read_html("a.html", '<%@ page language="java" %>\n<%\nString path = "";\n%>\n' + markup) == read_html("a.html", markup)
    assert "<% " in read_html("a.html", "<% 未完的标记 <p>" + "清河市公路养护的通知。" * 20)  # without an end nothing is taken away


def test_hidden_parts_go_unless_they_are_the_page():
    hidden = "<div style='display:none'>隐藏的重复正文，为规范河道采砂行为。</div><p hidden>也看不见</p><!-- 注释里的文字 -->"
    text = read_html("a.html", page(f"{hidden}<div>{paragraphs(BODY)}</div>"))
    assert "隐藏" not in text and "看不见" not in text and "注释" not in text
    check_whole(read_html("a.html", page(f"<div id='main' style='display: none'>{paragraphs(BODY)}</div>")))


def test_tables_of_data_and_tables_of_layout():
    data = """<table><tr><th>序号</th><th>任务</th><th>责任单位</th></tr><tr><td rowspan="2">1</td><td>修订规划</td><td><p>市水利局</p><p>市财政局</p></td></tr>
<tr><td>公布目录</td><td>市交通运输局</td></tr></table>"""
    layout = f"<table><tr><td width='20'></td><td><table><tr><td>{paragraphs(BODY)}</td></tr></table></td></tr></table>"
    text = read_html("a.html", page(f"<div>{layout}{data}</div>"))
    check_whole(text)
    assert text.endswith("序号 | 任务 | 责任单位\n1 | 修订规划 | 市水利局 市财政局\n| 公布目录 | 市交通运输局")


def test_a_list_of_documents_in_a_table_is_no_catalogue():
    listed = [["文号", "文件", "备注"], ["岚政发〔2019〕3号", "河道管理办法", "废止"], ["岚政发〔2019〕4号", "采砂规划", "继续有效"]]
    assert table_lines(listed) == ["文号 | 文件 | 备注", "岚政发〔2019〕3号 | 河道管理办法 | 废止", "岚政发〔2019〕4号 | 采砂规划 | 继续有效"]
    assert table_lines([["文件名称", "文号", "发布日期"]]) == ["文件名称 | 文号 | 发布日期"]
    assert table_lines([["时间", "", "地点"], ["上午", "", "岚州市"]]) == ["时间 |  | 地点", "上午 |  | 岚州市"]
    assert table_lines([["文　号：", "岚政〔2020〕1号", "发布日期", "2020-01-02"]]) == ["文号：岚政〔2020〕1号", "发布日期：2020-01-02"]
    assert table_lines([["文 号", "岚政〔2020〕1号"], ["公开方式", ""]]) == ["文号：岚政〔2020〕1号", "公开方式："]


@pytest.mark.parametrize("line", ["字号：国发〔2019〕4号", "加强浏览器等软件的安全管理。", "位置：岚州市东城区", "（二）下载和保存", "返回本单位工作的"])
def test_lines_that_only_look_like_tools_stay(line):
    assert line in read_html("a.html", page(f"<div>{paragraphs([*BODY, line])}</div>")).split("\n")


def test_ordinals_that_the_browser_writes():
    text = read_html("a.html", "<div><ol start='2'><li>完善河道采砂规划并报批</li><li>建立台账</li></ol><ol><li>（一）已有序号</li></ol></div>")
    assert text == "2.完善河道采砂规划并报批\n3.建立台账\n（一）已有序号"


def test_preformatted_text_keeps_its_lines():
    assert read_html("a.html", "<pre>岚政发〔2021〕15号\n各县人民政府：\n</pre>") == "岚政发〔2021〕15号\n各县人民政府："


def test_a_short_page_without_running_text_keeps_what_it_says():
    assert read_html("a.html", "<p>任免通知</p><p>张三任局长</p>") == "任免通知\n张三任局长"


def test_deep_nesting_and_broken_markup_are_read():
    assert "内容在此处" in read_html("a.html", "<div>" * 3000 + "内容在此处" + "</div>" * 10)
    assert "内容在此处" in read_html("a.html", "<b><i>" * 2000 + "内容在此处")
    assert set("".join(read_html("a.html", "<p>甲<div>乙</p></td>丙<table><tr>丁").split())) == set("甲乙丙丁")


@pytest.mark.parametrize("markup", ["<html></html>", "<script>x</script>", "<frameset><frame src='a'></frameset>", "<!-- -->"])
def test_pages_without_text(markup):
    with pytest.raises(ReadError, match="no text"):
        read_html("a.html", markup)


@pytest.mark.parametrize("codec, label", [("gb18030", "gb2312"), ("big5hkscs", "big5"), ("utf-16", "utf-16"), ("gb18030", "utf-8")])
def test_pages_in_other_encodings(codec, label):
    raw = page(f"<div><h1>{TITLE}</h1>{paragraphs(BODY)}</div>").replace('charset="utf-8"', f'charset="{label}"')
    if codec == "big5hkscs":
        from opencc import OpenCC

        raw = OpenCC("s2tw").convert(raw)
    policy = read_bytes("a.htm", raw.encode(codec))
    assert policy.media_type == "text/html" and policy.diagnostics == ()
    if codec == "big5hkscs":
        assert "根據《中華人民共和國水法》有關規定" in policy.text
    else:
        check_whole(policy.text)
