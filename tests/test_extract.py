"""From a text to its record: what crosses the seam."""

from kg.extract import extract_record
from kg.records import PolicyText

NOTICE = """清河市人民政府办公室关于加强农村公路养护的通知
清政办〔2023〕7号
各县区人民政府：
为贯彻《国务院关于公路养护的意见》（国发〔2021〕9号）精神，经市政
府同意，现就有关事项通知如下。后文另说。
一、明确责任。县财政局要列入预算。（市交通运输局牵头，市财政局配合）
清河市人民政府办公室
2023年5月10日
"""


def record_of(text):
    return extract_record(PolicyText("notice.txt", text, "0" * 64, "text/plain", "utf-8"))


def test_a_citation_carries_its_sentence():
    (citation,) = record_of(NOTICE).citations
    assert citation.text == "《国务院关于公路养护的意见》（国发〔2021〕9号）"
    assert (citation.prefix, citation.suffix) == ("为贯彻", "精神，经市政府同意，现就有关事项通知如下。")


def test_every_fact_is_cut_from_the_original_text():
    record = record_of(NOTICE)
    facts = [*record.header.evidence.values(), *record.citations, *record.measures, *record.measures[0].responsibilities]
    assert len(facts) >= 9
    assert all(NOTICE[fact.start : fact.end] == fact.text for fact in facts)


def test_traditional_text_gives_simplified_words_and_original_evidence():
    import opencc

    text = opencc.OpenCC("s2t").convert(NOTICE)
    record, plain = record_of(text), record_of(NOTICE)
    assert (record.header.title, record.header.issuers, record.header.recipients) == (plain.header.title, plain.header.issuers, plain.header.recipients)
    assert [m.heading for m in record.measures] == [m.heading for m in plain.measures]
    assert text[record.header.evidence["title"].start :].startswith("清河市人民政府辦公室")


def test_a_page_that_is_no_policy_gives_no_facts():
    record = record_of("本报讯 5月10日上午，市长李某主持召开会议，研究《农村公路条例》落实工作。会议强调，要加强领导。\n")
    assert (record.kind, record.reason) == ("not-policy", "news")
    assert record.header.number is None and record.citations == record.measures == ()


def test_an_explanation_behind_the_text_gives_no_facts():
    text = "清河市农村公路养护规定\n为加强养护，制定本规定。\n一、按月巡查。各县区每月巡查农村公路一次，发现损坏及时修复，并按月上报修复情况。\n二、按季通报。\n"
    explained = text + "清河市交通运输局《清河市农村公路养护规定》说明\n一、制定的原则\n（一）依据《公路法》规范养护。\n（二）方便群众。\n"
    alone, whole = record_of(text), record_of(explained)
    assert len(alone.measures) == 2 and [m.heading for m in whole.measures] == [m.heading for m in alone.measures] and whole.citations == ()
