"""Fields of the header that follow from more than one place of a document."""

import pytest

from kg.extract import extract_record
from kg.records import PolicyText


def header_of(text):
    return extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8")).header


LABELS = "索引号:1234\n发布机构:武汉市水务局\n"


def test_a_national_law_on_a_local_page_is_not_the_pages():
    law = "中华人民共和国节水法\n第一条 为了节约用水，制定本法。\n第二条 用水单位应当节约用水。\n"
    header = header_of(LABELS + law)
    assert (header.level, header.region, header.issuers) == ("central", None, ())
    local = header_of(LABELS + law.replace("中华人民共和国节水法", "武汉市节水办法"))
    assert (local.level, local.region, local.issuers) == ("prefecture", "420100", ("武汉市水务局",))


@pytest.mark.parametrize("said, day", [("2018年03月27", "2018-03-27"), ("2018年03月27日", "2018-03-27"), ("2018年03月", None)])
def test_a_date_of_the_page_may_lack_its_last_word(said, day):
    assert header_of(f"发文机关:山西省人民政府 发布日期:{said} 时效性:现行有效\n各市人民政府:\n现将方案印发给你们,请认真组织实施。\n").published == day
