"""The matrix and the timeline: figures, and pages in Chromium without a script, a request or a payload that runs."""

import io
from urllib.parse import quote

import networkx as nx
import pytest
from browser import chromium  # noqa: F401
from hostile import PAYLOADS

from kg.matrix import Matrix, Pair, count_issuers, count_levels
from kg.spread import find_evidence, find_near, find_spread
from output.html.sheet import write_matrix, write_timeline

POLICY = {"title": "国务院关于校车安全的意见", "number": "国发〔2012〕48号", "day": "2012-03-28", "level": "central"}


def network():
    graph = nx.MultiDiGraph()
    levels = {"top": "central", "province": "province", "city": "prefecture", "county": "county", "law": "central", "plan": None}
    for name, level in levels.items():
        place = {"province": "河南省", "city": "周口市", "county": "太康县"}.get(name)
        graph.add_node(name, kind="document", level=level, region_name=place, region=None, issuers=("国务院",) if level == "central" else (f"{place}人民政府",))
    for a, b, relation in (
        ("province", "top", "implements"), ("province", "top", "cites"), ("city", "province", "basis"), ("county", "city", "implements"),
        ("county", "law", "applies"), ("county", "plan", "plans"), ("law", "top", "cites"),
    ):  # fmt: skip
        graph.add_edge(a, b, relation=relation)
    return graph


def row(region, day, **more):
    known = {"code": "410000", "region": region, "adopted": "1" if day != "never" else "0", "date": None if day in ("never", "") else day}
    rest = dict.fromkeys(("lag_days", "title", "number", "through_title", "through_number", "censored", "sentence", "source", "above"))
    return {**rest, **known, "censored": "2024-12-31" if day == "never" else None, **more}


def sheet(write, *arguments, **options):
    stream = io.BytesIO()
    write(*arguments, stream, **options)
    return stream.getvalue()


def test_pairs_of_documents_are_counted_once():
    matrix = count_levels(network())
    assert matrix.counts == {("province", "central"): 1, ("prefecture", "province"): 1, ("county", "prefecture"): 1, ("county", "central"): 1, ("central", "central"): 1}
    assert matrix.rows == ("county", "prefecture", "province", "central")
    issuers = count_issuers(network(), 1)
    assert issuers.columns == ("国务院",) and issuers.counts == {(issuers.rows[0], "国务院"): 1}


def test_a_cell_keeps_the_sentences_behind_its_number():
    graph = network()
    for number in range(30):
        graph.add_node(f"c{number:02}", kind="document", level="county", region_name="太康县", region=None, issuers=("太康县人民政府",), title=f"第{number:02}号通知", number=None)
        graph.add_edge(f"c{number:02}", "top", relation="plans", sentence="制定方案", source="a.txt", start=1)
        graph.add_edge(f"c{number:02}", "top", relation="cites", sentence="再次提到", source="b.txt", start=9)
        graph.add_edge(f"c{number:02}", "top", relation="basis", sentence=f"根据意见第{number}条", source="b.txt", start=2)
    matrix = count_levels(graph)
    cell = matrix.pairs["county", "central"]
    assert matrix.counts["county", "central"] == 31 and len(cell) == 20
    assert [pair.citing for pair in cell][:3] == ["county", "c00", "c01"]  # by name; the first has none
    assert (cell[1].citing_name, cell[1].sentence, cell[1].source) == ("第00号通知", "根据意见第0条", "b.txt")


def test_a_number_opens_its_sentences_without_a_script(chromium, tmp_path):  # noqa: F811
    graph = network()
    nx.set_node_attributes(graph, {name: f"{name}的通知" for name in graph}, "title")
    nx.set_edge_attributes(graph, "根据国务院的意见，现通知如下。", "sentence")
    path = tmp_path / "matrix.html"
    path.write_bytes(sheet(write_matrix, count_levels(graph), kind="level"))
    page = chromium.new_page()
    page.goto(path.as_uri())
    assert not page.locator(".evidence").first.is_visible()
    page.locator("td.figure a").first.click()
    shown = page.locator(".evidence:visible")
    assert shown.count() == 1 and "根据国务院的意见" in shown.inner_text() and shown.locator("a").count() == 0
    page.emulate_media(media="print")
    assert page.locator(".evidence:visible").count() == 5
    page.close()
    linked = sheet(write_matrix, count_levels(graph), kind="level", address=lambda iri: f"/document/{iri}?a=1&b").decode()
    assert 'href="/document/county?a=1&amp;b"' in linked


def test_spread_is_what_takes_a_policy_up_directly_or_through_others():
    assert set(find_spread(network(), "top")) == {"top", "province", "city", "county"}
    assert find_spread(network(), "top").number_of_edges() == 3
    assert set(find_spread(network(), "law")) == {"law"}
    assert find_near(network(), {"city"}, 0) == {"city"} and find_near(network(), {"city"}, 1) == {"city", "province", "county"}


def test_the_matrix_says_what_it_does_not_hold():
    graph = network()
    graph.add_node("nowhere", kind="document", level=None, region_name=None, region=None, issuers=())
    graph.add_edge("nowhere", "top", relation="cites")
    graph.add_edge("city", "nowhere", relation="cites")
    matrix = count_issuers(graph, 1)
    assert (sum(matrix.counts.values()), matrix.unplaced, matrix.beyond) == (1, 2, 4)
    words = sheet(write_matrix, matrix, kind="issuer").decode()
    assert "另有 2 对未列入" in words and "另有 4 对在所列的地区和机关之外" in words
    assert "未列入" not in sheet(write_matrix, count_levels(graph), kind="level").decode()


def test_a_timeline_has_the_sentence_of_each_line():
    graph = nx.MultiDiGraph()
    for name, title, number in (("top", "意见", "国发〔2012〕48号"), ("province", "实施意见", "豫政〔2012〕9号"), ("county", "通知", None)):
        graph.add_node(name, kind="document", title=title, number=number)
    graph.add_edge("province", "top", relation="cites", sentence="只是提到。", source="a.txt", start=1)
    graph.add_edge("province", "top", relation="implements", sentence="为贯彻国发〔2012〕48号，制定本意见。", source="a.txt", start=9)
    graph.add_edge("county", "province", relation="basis", sentence="根据豫政〔2012〕9号。", source="b.txt", start=3)
    direct = row("河南省", "2012-09-01", title="实施意见", number="豫政〔2012〕9号")
    through = row("太康县", "2013-01-01", code="411627", title="通知", through_title="实施意见", through_number="豫政〔2012〕9号")
    rows = find_evidence([direct, through, row("鼓楼区", "never", code="320106"), row("鼓楼区", "never", code="410204"), row("兵团", "never", code="660000")], graph, "top")
    assert [(row["sentence"], row["source"], row["above"]) for row in rows] == [
        ("为贯彻国发〔2012〕48号，制定本意见。", "a.txt", None), ("根据豫政〔2012〕9号。", "b.txt", "河南省"), (None, None, "江苏省"), (None, None, "河南省"), (None, None, None),
    ]  # fmt: skip
    words = sheet(write_timeline, rows, policy=POLICY).decode()
    assert "为贯彻国发〔2012〕48号，制定本意见。<cite>a.txt</cite>" in words and words.count("<li>鼓楼区</li>") == 2
    assert words.index("<h3>江苏省</h3>") < words.index("<h3>河南省</h3>")


def test_a_timeline_of_what_nobody_took_up_says_so():
    words = sheet(write_timeline, [row("广东省", "never"), row("广西壮族自治区", "never")], policy=POLICY).decode()
    assert "已采用 0 / 2" in words and "<p>没有。</p>" in words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_run_no_script_and_ask_for_nothing(chromium, tmp_path, language):  # noqa: F811
    pages = {
        "matrix.html": sheet(write_matrix, count_levels(network()), kind="level", language=language),
        "timeline.html": sheet(write_timeline, [row("河南省", "2012-09-01", lag_days="157"), row("四川省", ""), row("广东省", "never")], policy=POLICY, language=language),
        "empty.html": sheet(write_matrix, Matrix((), (), {}), kind="level", language=language),
        "nobody.html": sheet(write_timeline, [row("广东省", "never")], policy={**POLICY, "day": None}, language=language),
    }
    for name, content in pages.items():
        (tmp_path / name).write_bytes(content)
        page, requests, troubles = chromium.new_page(), [], []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: troubles.append(message.text))
        page.goto((tmp_path / name).as_uri())
        assert requests == [(tmp_path / name).as_uri()] and troubles == [] and b"<script" not in content
        words = page.inner_text("body")
        if name == "timeline.html":
            assert "157" in words and "广东省" in words and "2024-12-31" in words and "2 / 3" in words
            assert [page.locator(f"svg .{level}").count() for level in ("central", "province")] == [1, 1]
        if name == "matrix.html":
            assert page.locator("td.figure").filter(has_text="1").count() == 5
            assert page.evaluate("getComputedStyle(document.querySelector('.heat-5')).backgroundColor") != page.evaluate("getComputedStyle(document.querySelector('.heat-0')).backgroundColor")
        page.close()


def test_no_payload_runs(chromium, tmp_path):  # noqa: F811
    rows = [row(words, "2013-01-01", title=words, number=words, through_title=words, sentence=words, source=words, above=words) for words in PAYLOADS] + [row(words, "never", above=words) for words in PAYLOADS]
    counts = {(words, words): 2 for words in PAYLOADS}
    pairs = {cell: (Pair(*(cell[0],) * 6),) for cell in counts}
    pages = [
        sheet(write_timeline, rows, policy={"title": words, "number": words, "day": "2012-03-28"}, title=words) for words in PAYLOADS[:5]
    ] + [sheet(write_matrix, Matrix(tuple(PAYLOADS), tuple(PAYLOADS[:5]), counts, pairs), kind="issuer", address=lambda iri: f"/document/{quote(iri)}", title=PAYLOADS[0])]
    for number, content in enumerate(pages):
        path = tmp_path / f"{number}.html"
        path.write_bytes(content)
        page, asked, said = chromium.new_page(), [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        page.wait_for_timeout(100)
        assert asked == [path.as_uri()] and said == []
        assert page.locator("script, iframe, object, embed, img, link[rel=stylesheet], form, [onload], [onerror], [onclick]").count() == 0
        page.close()
