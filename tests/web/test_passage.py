"""Marked text: every span once, whatever lies in or across another, and the words stay what they are."""

import random
import re

from lxml import html

from output.web.passage import Span, mark_passage

TEXT = "甲乙丙丁戊己庚辛壬癸\n\n子丑寅卯辰巳午未"


def shown(text, spans):
    return html.fromstring("<div>" + "\n".join(f"<p>{line}</p>" for line in mark_passage(text, spans)) + "</div>")


def test_a_span_has_its_place_as_id_and_its_words_lead_to_the_fact():
    page = shown(TEXT, [Span(1, 3, "citation", "citation-1", "依据")])
    (span,) = page.xpath("//span[@id='e-1-3']")
    assert span.text_content() == "乙丙" and span.get("class") == "k-citation" and span.get("title") == "依据"
    assert span.xpath("a/@href") == ["#citation-1"]


def test_spans_nest_and_words_lead_to_the_innermost_fact():
    page = shown(TEXT, [Span(1, 8, "responsibility", "r"), Span(2, 4, "target", "t")])
    assert page.xpath("//span[@id='e-1-8']//span[@id='e-2-4']")
    assert [(link.get("href"), link.text) for link in page.xpath("//a")] == [("#r", "乙"), ("#t", "丙丁"), ("#r", "戊己庚辛")]


def test_overlapping_spans_are_cut_and_keep_one_id_each():
    page = shown(TEXT, [Span(1, 5, "citation", "c"), Span(3, 8, "target", "t")])
    assert [piece.text_content() for piece in page.xpath("//span[contains(@class, 'k-target')]")] == ["丁戊", "己庚辛"]
    assert page.xpath("//@id") == ["e-1-5", "e-3-8"]


def test_a_measure_is_a_sign_and_goes_over_lines():
    page = shown(TEXT, [Span(0, len(TEXT), "measure", "measure-1", "措施", "2.1"), Span(2, 4, "citation", "c")])
    assert page.xpath("//a[contains(@class, 'sign')]/@href") == ["#measure-1"] and page.xpath("//a[contains(@class, 'sign')]/text()") == ["2.1"]
    assert len(page.xpath("//span[contains(@class, 'k-measure')]")) == 2 and page.xpath("//@id") == [f"e-0-{len(TEXT)}", "e-2-4"]


def test_facts_on_the_same_words_share_one_element():
    page = shown(TEXT, [Span(1, 3, "citation", "a", "依据"), Span(1, 3, "citation", "b", "适用"), Span(1, 3, "field", "f", "题名")])
    (span,) = page.xpath("//span")
    assert span.get("class") == "k-citation k-field" and span.get("title") == "依据；适用；题名"


def test_words_outside_the_text_and_markup_in_it_do_no_harm():
    page = shown("<script>1</script>&amp;", [Span(0, 8, "citation", "c", "\"><b>"), Span(5, 900, "target", "t"), Span(4, 4, "field", "f"), Span(-3, 2, "field", "f")])
    assert page.text_content() == "<script>1</script>&amp;" and not page.xpath("//script|//b") and page.xpath("//@id") == ["e-0-8"]


def test_any_spans_leave_the_words_as_they_are():
    draw = random.Random(1)
    for _ in range(200):
        text = "".join(draw.choice("甲乙丙 \n<&") for _ in range(60))
        spans = []
        for number in range(draw.randint(0, 25)):
            start = draw.randint(0, 58)
            spans.append(Span(start, draw.randint(start + 1, 60), draw.choice(["citation", "measure", "target", "field"]), f"f{number}", "", ""))
        page = shown(text, spans)
        lines = [line for line in text.split("\n") if line.strip()]
        assert [paragraph.text_content() for paragraph in page.xpath("//p")] == lines
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        wanted = {f"e-{s.start}-{s.end}" for s in spans if re.search(r"\S", _in_lines(text, s))}
        assert wanted <= set(ids)


def _in_lines(text, span):
    """The span's words in lines that are shown."""
    start, found = 0, []
    for line in text.split("\n"):
        if line.strip():
            found.append(text[max(start, span.start) : min(start + len(line), span.end)])
        start += len(line) + 1
    return "".join(found)
