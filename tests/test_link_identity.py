"""One document in one node: pairs of title and number that say little each, pages of several texts; and the namesakes that stay apart."""

import random
from dataclasses import replace

import pytest
from records_to_link import by_status, cite, cited_of, linzhou, reasons_of, record, taikang

from kg.link import link_records
from kg.link.filed import place_of_source
from kg.link.titles import parse_title

MEASURES = "关于促进校车市场平稳健康发展的若干措施"


# --- a text that says its number and not whose it is


def test_a_text_that_says_its_number_alone_is_the_one_that_others_cite_by_title_and_number():
    bare = record("bare", title="关于加强校车精准管理的实施意见", number="太建综〔2018〕34号")
    pair = cite("太康县住房和城乡建设局关于加强校车精准管理的实施意见", "太建综〔2018〕34号")
    linked = link_records([bare, taikang("one", pair, title="太康县甲意见")])
    (document,) = cited_of(linked, "one")
    assert document.status == "full" and not by_status(linked, "cited-only")
    assert document.key == "number|411627|太建综|2018|34"


@pytest.mark.parametrize(
    "pair",
    [
        cite("太康县住房和城乡建设局关于加强校车日常管理的实施意见", "太建综〔2018〕34号"),  # another title
        cite("太康县住房和城乡建设局关于加强校车精准管理的实施意见", "太建综〔2018〕35号"),  # another number
        cite("太康县住房和城乡建设局关于加强校车精准管理的实施意见", "太建综〔2019〕34号"),  # another year
    ],
)
def test_a_text_with_another_title_or_number_stays_apart(pair):
    bare = record("bare", title="关于加强校车精准管理的实施意见", number="太建综〔2018〕34号")
    linked = link_records([bare, taikang("one", pair, title="太康县甲意见")])
    assert cited_of(linked, "one")[0].status == "cited-only"


def test_a_number_that_two_places_claim_is_neithers():
    bare = record("bare", title="关于加强校车精准管理的实施意见", number="太建综〔2018〕34号")
    one = taikang("one", cite("太康县住房和城乡建设局关于加强校车精准管理的实施意见", "太建综〔2018〕34号"), title="太康县甲意见")
    two = linzhou("two", cite("林州市住房和城乡建设局关于加强校车精准管理的实施意见", "太建综〔2018〕34号"), title="林州市甲意见")
    linked = link_records([bare, one, two])
    assert [cited_of(linked, name)[0].status for name in ("one", "two")] == ["cited-only"] * 2
    assert cited_of(linked, "one") != cited_of(linked, "two")


# --- a notice of several texts


def test_the_number_of_a_notice_is_that_of_each_text_that_it_issues():
    notice = cite("太康县人民政府关于印发〈太康县校车认定办法〉和〈太康县校车考核办法〉的通知", "太政〔2020〕12号")
    linked = link_records(
        [
            taikang("one", notice, title="太康县甲意见"),
            taikang("two", cite("太康县校车认定办法"), cite("太康县校车考核办法"), title="太康县乙意见"),
            linzhou("three", cite("林州市校车认定办法"), title="林州市甲意见", date="2023-01-01"),
        ]
    )
    assert [cited.number for cited in cited_of(linked, "two")] == ["太政〔2020〕12号"] * 2
    assert cited_of(linked, "two")[0].title.endswith("的通知")  # the notice's own title, said beside its number
    assert cited_of(linked, "three")[0].number is None


# --- titles


@pytest.mark.parametrize(
    "one, other",
    [
        ("太康县促进校车市场健康发展若干措施的通知", "太康县促进校车市场健康发展若干措施"),
        ("关于促进校车市场健康发展若干措施的通知", "促进校车市场健康发展若干措施"),
    ],
)
def test_a_notice_of_measures_is_the_measures(one, other):
    assert (parse_title(one).core, parse_title(one).place) == (parse_title(other).core, parse_title(other).place)


@pytest.mark.parametrize(
    "one, other",
    [
        ("关于落实促进校车市场健康发展若干措施的通知", "促进校车市场健康发展若干措施"),
        ("关于废止太康县校车管理办法的通知", "太康县校车管理办法"),
        ("关于做好校车管理工作的通知", "关于做好校车管理工作"),
    ],
)
def test_a_notice_about_measures_is_another_text(one, other):
    assert parse_title(one).core != parse_title(other).core


def test_a_code_is_a_law_wherever_it_is_cited():
    one = taikang("one", cite("民法典"), title="太康县甲意见")
    linked = link_records([one, linzhou("two", cite("中华人民共和国民法典"), title="林州市甲意见")])
    assert cited_of(linked, "one") == cited_of(linked, "two") and cited_of(linked, "one")[0].level == "central"


@pytest.mark.parametrize(
    "one, other",
    [
        ("太康县促进校车市场健康发展的若干措施", "太康县促进校车市场健康发展若干措施"),
        ("关于促进校车领域消费的行动计划", "关于促进校车领域消费行动计划"),
    ],
)
def test_the_last_of_a_title_may_be_dropped(one, other):
    assert (parse_title(one).core, parse_title(one).place) == (parse_title(other).core, parse_title(other).place)


@pytest.mark.parametrize(
    "one, other",
    [
        ("太康县促进校车市场健康发展的若干措施", "太康县促进校车市场健康发展的若干意见"),
        ("太康县房地产市场监管办法", "太康县房产市场监管办法"),
        ("关于校车的通知", "关于校车通知"),  # too short to drop anything
    ],
)
def test_what_a_title_is_about_is_never_dropped(one, other):
    assert parse_title(one).core != parse_title(other).core


def test_local_agencies_written_together_are_taken_apart():
    title = "太康县教育体育局太康县财政局关于印发〈太康县校车认定办法〉和〈太康县校车考核办法〉的通知"
    assert parse_title(title).issuers == ("太康县教育体育局", "太康县财政局")
    assert parse_title("中共太康县委太康县人民政府关于校车的决定").issuers[1] == "太康县人民政府"
    assert parse_title("太康县教育体育局关于支持太康县财政局的函").issuers == ("太康县教育体育局",)


def test_a_notice_about_a_method_is_as_common_as_other_notices():
    assert parse_title("关于调整校车贷款办法的通知").common


def test_a_page_of_several_texts_does_not_cite_them():
    page = linzhou("page", cite("关于调整校车线路的通知"), cite("关于调整校车票价的通知"), cite("关于调整校车年检的通知"),
                   title="《关于调整校车线路的通知》、《关于调整校车票价的通知》")  # fmt: skip
    assert reasons_of(link_records([page]), "page") == ["self", "self", "title-here"]


# --- where a collector has filed a text


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("浙江省/杭州市/通知.txt", "330100"),
        ("浙江/象山县/通知.txt", "330225"),
        ("【浙江省宁波市】《关于校车的通知》.txt", "330200"),
        ("林州市关于校车的通知.txt", "410581"),
        ("长春市/朝阳区/1.txt", "220104"),
        ("朝阳区/1.txt", ""),  # of which city nobody says
        ("通道/1.txt", ""),
        ("杭州亚运/1.txt", ""),
        ("关于林州市的通知.txt", ""),
        ("【教育部】关于校车的通知.txt", ""),
    ],
)
def test_the_place_under_which_a_text_is_filed(source, place):
    assert place_of_source(source) == place


@pytest.mark.parametrize(("source", "status"), [("河南省/太康县/1.txt", "full"), ("河南省/林州市/1.txt", "cited-only"), ("1.txt", "cited-only")])
def test_a_text_that_names_no_place_is_of_the_place_under_which_it_is_filed(source, status):
    bare = replace(record("bare", title=MEASURES), source=source)
    citing = taikang("one", cite("太康县人民政府办公室" + MEASURES, "太政办〔2022〕5号"), title="太康县甲意见")
    assert cited_of(link_records([bare, citing]), "one")[0].status == status


def test_a_text_that_names_its_issuer_is_not_moved_by_its_folder():
    own = replace(linzhou("own", title="林州市人民政府" + MEASURES), source="河南省/太康县/1.txt")
    (document,) = link_records([own]).documents
    assert document.region == "410581"


def test_letters_that_two_places_have_are_those_of_the_agency_named():
    """新政发 is 新疆's, and 新民市's where a citation says so."""
    read = record("own", level="county", region="210181", issuers=("新民市人民政府",), title="新民市人民政府关于节水的意见", number="新政发〔2012〕8号", date="2012-03-01")
    asking = taikang("asking", cite("关于节水的意见", "新政发〔2012〕8号", issuers=("新民市人民政府",)))
    [cited] = cited_of(link_records([read, asking]), "asking")
    assert cited.title == "新民市人民政府关于节水的意见"


def test_a_number_is_learned_by_no_text_beside_another_of_its_title_that_says_no_place():
    title, number = "关于加强农村公路养护管理工作的通知", "太政办〔2021〕8号"
    pair = taikang("pair", cite(title, number))
    told = record("told", title="太康县人民政府办公室" + title, issuers=["太康县人民政府办公室"], level="county", region="411627", date="2021-04-01")
    linked = link_records([pair, told])
    assert [document.number for document in cited_of(linked, "pair")] == [number] and by_status(linked, "cited-only") == []
    bare = record("bare", title=title, date="2021-03-02")
    linked = link_records([pair, told, bare])
    assert [document.status for document in cited_of(linked, "pair")] == ["cited-only"]
    elsewhere = linzhou("elsewhere", title="林州市人民政府办公室" + title, date="2021-03-02")
    linked = link_records([pair, told, elsewhere])
    assert [document.status for document in cited_of(linked, "pair")] == ["full"]


def test_a_text_whose_issuer_the_pair_names_takes_its_number_beside_a_text_that_says_no_place():
    ours = taikang("ours", title="太康县人民政府办公室" + MEASURES, date=None)
    bare = record("bare", title=MEASURES)
    said = [cite(title, "太政办〔2023〕26号") for title in ("太康县人民政府办公室" + MEASURES, "太康县" + MEASURES)]
    named, unnamed = (taikang("asking", one, title="太康县甲意见") for one in said)
    assert cited_of(link_records([ours, bare, named]), "asking")[0].status == "full"
    assert cited_of(link_records([ours, bare, unnamed]), "asking")[0].status == "cited-only"  # it may be the other


# --- number and title of two documents


def test_a_number_beside_the_title_of_another_document_links_to_neither_and_teaches_nothing():
    food = taikang("food", title="太康县人民政府办公室关于加强学校校车食品安全工作的通知", number="太政办〔2021〕12号", date="2021-05-12")
    title = "太康县人民政府办公室关于加强学校校车消防安全工作的通知"
    fire = taikang("fire", title=title, number="太政办〔2021〕21号", date="2021-06-21")
    slip, plain = taikang("slip", cite(title, "太政办〔2021〕12号"), title="太康县甲意见"), taikang("plain", cite(title), title="太康县乙意见")
    linked = link_records([food, fire, slip, plain])
    assert (cited_of(linked, "slip"), reasons_of(linked, "slip")) == ([None], ["disagree"])
    (link,) = [link for link in linked.citations if link.reason == "disagree"]
    assert link.candidates == ("number|411627|太政办|2021|12", "number|411627|太政办|2021|21")
    assert [cited.number for cited in cited_of(linked, "plain")] == ["太政办〔2021〕21号"]
    without = link_records([food, slip])  # the title in other words
    assert [cited.number for cited in cited_of(without, "slip")] == ["太政办〔2021〕12号"]


# --- one title on one day


def test_notices_of_one_title_and_day_are_one_only_where_they_share_an_issuer():
    title = "关于做好假期校车值班工作的通知"

    def documents(*issuers):
        texts = [taikang(f"t{place}", title="、".join(names) + title, issuers=names, date="2021-04-25") for place, names in enumerate(issuers)]
        return sorted(len(document.sources) for document in link_records(texts).documents)

    schools, clinics, police = ["太康县教育局"], ["太康县卫生健康委员会"], ["太康县公安局"]
    assert documents(schools, clinics) == [1, 1]
    assert documents(schools, schools) == [2]
    assert documents(schools + police, police + schools) == documents(schools + police, police) == [2]
    assert documents(schools, clinics, schools, []) == [1, 1, 2]
    assert documents(schools, []) == [2]


# --- one key, one document


def test_two_texts_of_a_document_mean_one_by_a_general_title():
    cites = cite("实施方案", relation="basis"), cite("实施细则", relation="plans")
    said = {"title": "太康县校车安全管理办法", "number": "太政〔2022〕9号"}
    linked = link_records([taikang("one", *cites, **said), taikang("two", *cites, **said), taikang("else", *cites, title="太康县甲意见")])
    assert sorted(len(document.sources) for document in by_status(linked, "full")) == [1, 2]
    assert len(by_status(linked, "cited-only")) == len(by_status(linked, "planned")) == 2  # one of each document that speaks
    assert cited_of(linked, "one") == cited_of(linked, "two") != cited_of(linked, "else")


def test_a_later_text_of_the_cited_title_stays_apart_from_what_is_cited():
    later = record("later", title="国务院关于校车的意见", issuers=["国务院"], level="central", effective="2023-04-01")
    early = taikang("early", cite("国务院关于校车的意见", relation="basis"), title="太康县校车方案", date="2012-03-01")
    dated = replace(later, header=replace(later.header, date="2023-03-01"))
    for text in (later, dated):
        linked = link_records([text, early])
        keys = [document.key for document in linked.documents]
        assert len(keys) == len(set(keys))
    (cited,) = cited_of(linked, "early")
    assert cited.status == "cited-only"


def test_no_two_documents_have_one_key():
    titles = ["国务院关于校车的意见", "校车安全管理办法", "太康县校车安全管理办法", "实施方案", "实施细则", "关于印发实施方案的通知"]
    numbers = ["国发〔2012〕48号", "太政〔2023〕2号", None, None]
    for seed in range(150):
        draw = random.Random(seed)
        records = []
        for place in range(draw.randint(2, 7)):
            cites = [
                cite(draw.choice(titles), draw.choice(numbers), relation=draw.choice(["basis", "plans", "repeals"]), issuers=draw.choice([(), ("国务院",), ("县政府",)]))
                for _ in range(draw.randint(0, 4))
            ]  # fmt: skip
            said = {"title": draw.choice(titles), "number": draw.choice(numbers), "date": draw.choice([None, "2012-01-05", "2023-04-01"])}
            records.append(draw.choice([taikang, linzhou, record])(f"t{place}", *cites, **said))
        keys = [document.key for document in link_records(records).documents]
        assert len(keys) == len(set(keys)), seed
