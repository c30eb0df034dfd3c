"""The pages over the examples: what is on them, and that every link on them leads somewhere."""

import re

import pytest
from conftest import make_client
from lxml import html

from kg.store import Store
from kg.workspace import Workspace

OPINION = "国发〔2021〕91号"


def page(client, path, status=200, **options):
    answer = client.get(path, **options)
    assert answer.status_code == status, (path, answer.status_code, answer.text[:300])
    return html.fromstring(answer.content.decode("utf-8"))


def path_of(item):
    return "/" + "/".join(item.iri.rsplit("/", 2)[1:])


@pytest.fixture(scope="module")
def opinion(index):
    return index.find(OPINION).items[0]


def test_the_first_page_counts_and_lists(client, index):
    first = page(client, "/")
    assert first.xpath("//section[h2='被引用最多']//a[@class='title']/text()")[0] == index.list_items("document")[0][0].title
    assert "18" in first.xpath("string(//ul[@class='counts'])")
    assert first.xpath("//form[@action='/search']") and first.xpath("//title/text()") == ["政策文件知识图谱"]


def test_a_document_shows_its_text_with_every_fact_marked(client, opinion, examples):
    shown = page(client, path_of(opinion))
    written = (examples / "01-state-council-opinion.txt").read_text(encoding="utf-8")
    lines = [line for line in written.split("\n") if line.strip()]
    text = [re.sub(r"^\s*\S{1,6}?(?=（|\S)", "", paragraph.text_content()) if paragraph.xpath(".//a[contains(@class,'sign')]") else paragraph.text_content() for paragraph in shown.xpath("//article//p")]
    assert len(text) == len(lines) and all(one == other for one, other in zip(text, lines) if one in lines)
    jumps = [href for href in shown.xpath("//section[@class='facts']//a/@href") if href.startswith("#e-")]
    places = set(shown.xpath("//article/p//@id"))
    assert len(jumps) > 10 and {href[1:] for href in jumps} <= places
    for place in places:
        start, end = map(int, place.split("-")[1:])
        assert 0 <= start < end <= len(written)
    back = {href[1:] for href in shown.xpath("//article//a/@href")}
    assert back and back <= set(shown.xpath("//section[@class='facts']//@id | //header//@id"))


def test_the_words_of_a_fact_are_those_of_its_place(client, opinion, examples):
    shown = page(client, path_of(opinion))
    written = (examples / "01-state-council-opinion.txt").read_text(encoding="utf-8")
    for link in shown.xpath("//section[@class='facts']//blockquote/a[starts-with(@href, '#e-')]"):
        start, end = map(int, link.get("href").split("-")[1:])
        assert link.text == written[start:end]


def test_who_cites_it_is_told_with_the_sentence(client, workspace, opinion):
    shown = page(client, path_of(opinion))
    store = Store.open_current(Workspace.open(workspace).graph_folder)
    citing = {iri for (iri,) in store.rows(f"SELECT DISTINCT ?d WHERE {{ ?c pol:cited <{opinion.iri}> ; pol:citing ?d }}")}
    told = shown.xpath("//h2[@id='cited']/following-sibling::ol[1]/li")
    assert len(told) == len(citing) == opinion.cited
    for entry in told:
        assert entry.xpath(".//blockquote//a[contains(@href, '#e-')] | .//blockquote/mark")
        (link, *_) = entry.xpath(".//blockquote/a/@href") or [None]
        if link:
            target = page(client, link.partition("#")[0])
            assert target.xpath(f"//article//*[@id='{link.partition('#')[2]}']"), link


def test_sources_and_rows_of_catalogues_are_told_and_only_web_addresses_are_links(client, opinion, index):
    shown = page(client, path_of(opinion))
    assert shown.xpath("//a[@class='outside']/@href") == ["https://example.org/a?b=1&c=2"]
    assert "list.csv 第 2 行" in shown.xpath("string(//section[@class='facts'])")
    for words in ("贵州省学校集中用餐管理办法", "一份别处没有的办法"):
        other = page(client, path_of(index.find(words).items[0]))
        assert not other.xpath("//a[@class='outside']") and "javascript:" not in "".join(other.xpath("//@href"))


def test_a_document_without_a_text_says_what_is_known(client, index):
    stub = next(item for item in index.list_items("document", status="cited-only")[0])
    shown = page(client, path_of(stub))
    assert not shown.xpath("//article") and shown.xpath("//h2[@id='cited']/following-sibling::ol/li")


def test_every_link_leads_somewhere(client, index):
    """From the first page through one page of every sort, in both languages."""
    waiting, seen = ["/", "/?lang=en", "/documents?level=county", "/search?q=供餐", "/search?q=负责&kind=measure"], set()
    sorts = {}
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code in (200, 303), (path, answer.status_code)
        if "html" not in answer.headers.get("content-type", "") or path.startswith("/picture/"):
            continue
        for href in html.fromstring(answer.content.decode("utf-8")).xpath("//a/@href | //iframe/@src"):
            if href.startswith("/"):
                target = href.partition("#")[0]
                sort = re.sub(r"[0-9a-f]{6,}|\d+|=[^&]*", "*", target)
                if sorts.setdefault(sort, 0) < 12:
                    sorts[sort] += 1
                    waiting.append(target)
            else:
                assert href.startswith(("#", "https://example.org/")), href
    kinds = {path.split("/")[1].partition("?")[0] for path in seen}
    assert {"document", "agency", "region", "citation", "source", "entry", "questions", "picture", "view", "flow", "timeline", "map", "matrix", "query"} <= kinds


def test_every_iri_of_the_graph_opens(client, workspace):
    space = Workspace.open(workspace)
    store, base = Store.open_current(space.graph_folder), space.about["base"]
    iris = {iri for (iri,) in store.rows("SELECT DISTINCT ?s WHERE { ?s ?p ?o }")}
    kinds = {}
    for iri in sorted(iris):
        kinds.setdefault(iri.removeprefix(base).split("/")[0] if iri.startswith(base) else "concept", []).append(iri)
    for kind, found in kinds.items():
        for iri in found[:3]:
            if kind == "concept":
                name = iri.removeprefix("https://w3id.org/policykg/")
                assert iri in page(client, f"/concept/{name}").text_content()
                for accept, there in (("text/html", f"/concept/{name}"), ("text/turtle", f"/concept/{name}.ttl")):
                    answer = client.get(f"/{name}", headers={"Accept": accept})
                    assert (answer.status_code, answer.headers["location"]) == (303, there)
                assert client.get(f"/concept/{name}.ttl").text.startswith("@prefix")
                continue
            path = "/id/" + iri.removeprefix(base)
            to_page = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
            assert to_page.status_code == 303 and client.get(to_page.headers["location"]).status_code == 200, iri
            for accept, start in (("text/turtle", "@prefix"), ("application/n-triples", f"<{iri}>"), ("application/ld+json", "[{"), ("application/rdf+xml", "<?xml")):
                to_triples = client.get(path, headers={"Accept": accept})
                answer = client.get(to_triples.headers["location"])
                assert answer.status_code == 200 and answer.headers["content-type"].startswith(accept) and answer.text.startswith(start), (iri, accept)
    assert {"document", "agency", "region", "citation", "measure", "responsibility", "evidence", "source", "entry", "target", "concept"} <= set(kinds)


def test_turtle_holds_the_document_its_citations_and_their_words(client, workspace, opinion):
    answer = client.get(path_of(opinion) + ".nt")
    told = Store.in_memory(line.removesuffix(" .") + f" <{opinion.iri}> .\n" for line in answer.text.splitlines())
    assert answer.text.splitlines() == sorted(answer.text.splitlines())
    (count,) = told.rows("SELECT (COUNT(*) AS ?n) WHERE { ?c pol:citing ?d ; pol:evidence/oa:exact ?words }")
    store = Store.open_current(Workspace.open(workspace).graph_folder)
    assert [count] == list(store.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?c pol:citing <{opinion.iri}> ; pol:evidence/oa:exact ?words }}"))
    assert client.get(path_of(opinion) + ".ttl").text == client.get(path_of(opinion) + ".ttl").text


def test_search_finds_marks_and_pages(client):
    found = page(client, "/search?q=国发[2021]91号")
    assert OPINION in found.xpath("string((//ol/li)[1])")
    found = page(client, "/search?q=留样")
    assert found.xpath("//p[@class='snippet']/mark/text() | //a[@class='title']/mark/text()")[0] == "留样"
    assert "没有找到" in page(client, "/search?q=qqqqqqqq").text_content()
    assert client.get("/search?q=").status_code == 303
    assert page(client, "/search?q=学校&page=99999").xpath("//main")


def test_lists_filter_and_refuse_nothing(client, index):
    counties = page(client, "/documents?level=county&order=title")
    assert len(counties.xpath("//ol/li")) == index.count_by("level", "document")["county"]
    for odd in ("/documents?level=x&year=abc&order=drop&page=-1", "/documents?page=99999999999999", "/agencies?page=%00", "/documents?year=٢٠٢٠"):
        assert page(client, odd).xpath("//h1")


def test_agencies_regions_and_subjects_list_their_documents(client, index):
    for kind in ("agency", "region"):
        item = index.list_items(kind)[0][0]
        shown = page(client, path_of(item))
        assert len(shown.xpath("//section[1]//ol/li")) == item.cited and item.cited > 1


def test_questions_are_answered_with_links(client, opinion):
    assert len(page(client, "/questions").xpath("//ul[@class='questions']/li")) > 40
    answer = page(client, f"/questions/cited-by?number={OPINION}")
    assert len(answer.xpath("//table//tr")) > 3 and answer.xpath("//td/a/@href")
    assert page(client, "/questions/most-cited?limit=3").xpath("//tbody/tr/td/a/@href")[0] == path_of(opinion)
    assert "whole number" in page(client, "/questions/most-cited?limit=x", 400).text_content()
    csv = client.get("/questions/most-cited?limit=3&format=csv")
    assert csv.headers["content-type"].startswith("text/csv") and len(csv.text.splitlines()) == 4
    assert client.get("/questions/none").status_code == 404


def test_a_chinese_reader_gets_words_where_the_graph_has_codes(client, workspace):
    answer = page(client, "/questions/level-matrix")
    assert answer.xpath("//th/text()") == ["引用方层级", "被引用方层级", "引用数", "被引用文件数"] and answer.xpath("//th/@title")[0] == "citing_level"
    assert {"中央", "省级"} <= set(answer.xpath("//td/text()")) and "central" not in answer.xpath("//td/text()")
    assert page(client, "/questions/level-matrix?lang=en").xpath("//th/text()")[0] == "citing level"
    assert page(client, "/questions/adoption").xpath("//label[@title='level']/text()")[0].strip() == "层级"
    assert client.get("/questions/level-matrix?format=csv").content.startswith("\ufeffciting_level,".encode())  # Excel takes it for UTF-8, programs know the column
    space = Workspace.open(workspace)
    iri = next(iri for (iri,) in Store.open_current(space.graph_folder).rows("SELECT ?s { ?s a pol:Citation ; pol:relation <https://w3id.org/policykg/relation/implements> } ORDER BY ?s LIMIT 1"))
    shown = page(client, "/" + iri.removeprefix(space.about["base"]))
    assert shown.xpath("//h1/text()") == ["引用"] and "贯彻落实" in shown.xpath("//td//text()")


def test_numbers_are_written_alike_and_what_is_shown_is_marked(client, opinion):
    from output.web.words import word

    assert word("item.documents", "zh", n=2667) == "2,667 份文件"
    for path, chosen in (("/matrix?by=issuer", "引用矩阵：地区与机关之间"), ("/matrix", "引用矩阵：层级之间"), (path_of(opinion).replace("/document", "/timeline/document") + "?level=county", "县级")):
        assert page(client, path).xpath("//p[@class='bar']/a[@aria-current]/text()") == [chosen]


def test_a_page_beyond_the_last_is_the_last(client):
    last = page(client, "/documents?page=9999")
    assert last.xpath("//ol[@class='items']/li") and "没有" not in last.xpath("string(//main)")


def test_a_concept_is_called_in_the_language_of_the_page(client):
    assert page(client, "/concept/relation/implements").xpath("//h1/text()") == ["贯彻落实"]
    assert page(client, "/concept/relation/implements?lang=en").xpath("//h1/text()") == ["implements"]


def test_days_are_not_broken(client):
    days = page(client, "/questions/documents").xpath("//td[@class='day']/text()")
    assert days and all(len(day) == 10 for day in days)


def test_what_was_derived_is_named_once(client, index):
    law = next(item for item in index.find("中华人民共和国食品安全法", "document").items if item.status == "cited-only")
    said = page(client, path_of(law)).xpath("string(//dt[.='推得']/following-sibling::dd[1])")
    assert said.count("文种") == 1 and "层级" in said


def test_every_column_and_parameter_of_the_questions_has_its_word(workspace):
    from kg.queries import list_queries, load_query
    from kg.query import run_query
    from output.web.columns import _CHINESE

    folder = Workspace.open(workspace).graph_folder
    names = set()
    for question in list_queries():
        names |= set(question["parameters"])
        with run_query(folder, load_query(question["name"])) as result:
            names |= set(result.columns)
    assert names == set(_CHINESE)


def test_both_languages_say_the_same(client, opinion):
    for path in ("/", "/documents", path_of(opinion), "/questions", "/search?q=供餐"):
        zh = page(client, path)
        en = page(client, path + ("&" if "?" in path else "?") + "lang=en")
        assert zh.get("lang") == "zh-Hans" and en.get("lang") == "en"
        assert len(zh.xpath("//main//*[not(@name='lang')]")) == len(en.xpath("//main//*[not(@name='lang')]"))
        assert not re.search("[一-鿿]", "".join(en.xpath("//nav//text()")).replace("中文", ""))
        inner = [href for href in en.xpath("//a[not(@class='language')]/@href") if href.startswith("/") and ".ttl" not in href]
        assert inner and all("lang=en" in href for href in inner)


def test_an_older_workspace_shows_the_words_and_says_why_there_is_no_text(workspace, opinion, tmp_path):
    import shutil

    shutil.copytree(workspace, tmp_path / "w")
    (tmp_path / "w" / "texts.sqlite").unlink()
    shown = page(make_client(tmp_path / "w"), path_of(opinion))
    assert "policykg build" in shown.xpath("string(//p[@class='note'])") and not shown.xpath("//article")
    assert shown.xpath("//blockquote/mark") and shown.xpath("//details/p[@class='whole']")


def test_a_new_build_is_seen_without_a_restart(tmp_path, examples):
    from kg.build import build

    build([examples / "01-state-council-opinion.txt"], tmp_path / "w")
    client = make_client(tmp_path / "w")
    assert OPINION in page(client, "/documents").text_content() and "湄府办发〔2022〕195号" not in page(client, "/documents").text_content()
    build([examples / "07-county-office-notice-traditional.txt"], tmp_path / "w")
    assert "湄府办发〔2022〕195号" in page(client, "/documents").text_content()
    build([examples], tmp_path / "w", base="https://example.org/id/")
    shown = page(client, "/documents").xpath("//ol//a/@href")[0]
    assert "https://example.org/id/document/" in page(client, shown).text_content()
