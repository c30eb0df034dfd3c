"""The citation map: positions, the elements of ``map --json``, and the page in Chromium."""

import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import networkx
import pytest
from browser import chromium, opened, picture_in  # noqa: F401
from graph_sample import HOSTILE, add_citation, add_document, sample_graph
from hostile import PAYLOADS, hostile_graph

from output.html import PictureOptions, map_elements, write_map
from output.html.elements import drawn_level, short_title
from output.html.terms import LEVELS, RELATION_GROUPS, TERMS

ROOT = Path(__file__).resolve().parents[2]


def page_of(graph, **options) -> bytes:
    stream = io.BytesIO()
    write_map(graph, stream, options=PictureOptions(**options))
    return stream.getvalue()


@pytest.fixture(scope="module")
def sample_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "引用图.html"
    path.write_bytes(page_of(sample_graph()))
    return path


def crowd(documents: int, *, seed: int = 7) -> networkx.MultiDiGraph:
    """Many documents that cite earlier ones at random, the same for the same seed."""
    chance = random.Random(seed)
    graph = networkx.MultiDiGraph()
    for index in range(documents):
        add_document(graph, f"d/{index:05}", title=f"某地人民政府关于第{index}项工作的意见", level=chance.choice(LEVELS[:4]),
                     year=chance.choice([None, *range(1995, 2026)]), status=chance.choice(("full", "cited-only")))
    for index in range(documents * 2):
        one, other = chance.sample(range(documents), 2)
        add_citation(graph, f"d/{max(one, other):05}", f"d/{int(min(one, other) * chance.random()):05}", str(index))
    return graph


def test_elements_are_what_the_contract_names():
    elements = map_elements(sample_graph())
    assert sorted(elements) == ["edges", "nodes"]
    json.dumps(elements)
    node = next(node for node in elements["nodes"] if node["id"] == "d/c3")
    assert (node["title"], node["number"], node["issuer"]) == ("国务院关于推进农村学生营养改善的意见", "国发〔2011〕88号", "国务院")
    assert (node["level"], node["year"], node["status"], node["cites"], node["cited"]) == ("central", 2011, "full", 1, 5)
    edge = next(edge for edge in elements["edges"] if (edge["source"], edge["target"]) == ("d/p2", "d/p1"))
    assert (edge["relation"], edge["evidence"], edge["sentence"]) == ("repeals", "青政发〔1998〕14号", "青政发〔1998〕14号文件同时废止。")
    assert edge["file"] == "样本/p2.txt"
    assert all(node["kind"] == "document" for node in elements["nodes"])


def test_two_mentions_are_two_edges_and_two_lines_when_their_relations_differ():
    mentions = [edge for edge in map_elements(sample_graph())["edges"] if (edge["source"], edge["target"]) == ("d/p4", "d/c5")]
    assert sorted(edge["relation"] for edge in mentions) == ["applies", "implements"]


def test_levels_go_down_and_years_go_right():
    nodes = map_elements(sample_graph())["nodes"]
    spans = [[node["y"] for node in nodes if node["level"] == level] for level in LEVELS]
    spans = [span for span in spans if span]
    assert len(spans) == 5
    assert all(max(upper) < min(lower) for upper, lower in zip(spans, spans[1:]))
    dated = sorted((node for node in nodes if node["year"]), key=lambda node: node["year"])
    for earlier, later in zip(dated, dated[1:]):
        assert earlier["year"] == later["year"] or earlier["x"] < later["x"]
    undated = [node["x"] for node in nodes if node["year"] is None]
    assert undated and max(undated) < min(node["x"] for node in dated)


@pytest.mark.parametrize("graph", [sample_graph(), crowd(400)], ids=["sample", "crowd"])
def test_no_two_documents_share_a_place(graph):
    nodes = map_elements(graph)["nodes"]
    for node in nodes:
        near = [other for other in nodes if other is not node and abs(other["x"] - node["x"]) < 22 and abs(other["y"] - node["y"]) < 22]
        assert near == []


def test_a_law_without_a_place_is_central():
    assert drawn_level(None, "中华人民共和国学校供餐法", None) == "central"
    assert drawn_level(None, "学校供餐法（2018年修正）", None) == "central"
    assert drawn_level(None, "学校卫生工作条例", None) == "central"
    assert drawn_level(None, "学校食堂管理办法", None) == "unknown"
    assert drawn_level(None, "青岚省学校食堂条例", None) == "unknown"
    assert drawn_level(None, "某县学校供餐法", "990121") == "unknown"
    assert drawn_level("county", "学校供餐法", None) == "county"


def test_labels_say_what_a_document_is_about():
    assert short_title("某县人民政府办公室关于印发某县学前教育实施方案的通知", None) == "某县学前教育实施方案"
    assert short_title("国务院关于推进农村学生营养改善的意见", "国发〔2011〕88号") == "推进农村学生营养改善的意见"
    assert short_title("中华人民共和国学校供餐法", None) == "学校供餐法"
    assert short_title(None, "国发〔2011〕88号") == "国发〔2011〕88号"
    assert short_title("某县关于印发《学校食堂办法》的通知", None) == "学校食堂办法"
    assert short_title("某县关于印发《食堂办法》和《用餐办法》的通知", None) == "《食堂办法》和《用餐办法》"
    assert len(short_title("关于" + "很长" * 40, None)) == 16


def test_above_the_limit_the_least_connected_are_left_out_and_it_says_so(chromium, tmp_path):  # noqa: F811
    graph = crowd(300)
    elements = write_map(graph, io.BytesIO(), options=PictureOptions(limit=120))
    assert len(elements.nodes) == 120
    assert (elements.left_out["shown"], elements.left_out["hidden"]) == (120, 180)
    kept = {node["id"] for node in elements.nodes}
    ties = {iri: len(set(graph.predecessors(iri)) | set(graph.successors(iri))) for iri in graph}
    assert min(ties[iri] for iri in kept) >= max(ties[iri] for iri in graph if iri not in kept)
    path = tmp_path / "map.html"
    path.write_bytes(page_of(graph, limit=120))
    with opened(chromium, path) as page:
        assert "另有 180 个未画出" in page.inner_text("#notice")


def test_an_empty_graph_gives_a_page_that_says_so(chromium, tmp_path):  # noqa: F811
    path = tmp_path / "map.html"
    path.write_bytes(page_of(networkx.MultiDiGraph()))
    page = chromium.new_page()
    page.goto(path.as_uri())
    assert page.inner_text("#notice") == "图中没有文件。"
    page.close()


def test_a_map_without_a_line_says_so(chromium, tmp_path):  # noqa: F811
    graph = networkx.MultiDiGraph()
    add_document(graph, "d/one", title="某县人民政府关于一项工作的通知", level="county", year=2020, status="full")
    path = tmp_path / "one.html"
    path.write_bytes(page_of(graph))
    with opened(chromium, path) as page:
        assert page.inner_text("#notice") == "图中没有文件引用另一份。"


def test_the_same_bytes_for_the_same_graph_in_any_order():
    graph = sample_graph()
    shuffled = networkx.MultiDiGraph(**graph.graph)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    random.Random(1).shuffle(nodes)
    random.Random(2).shuffle(edges)
    shuffled.add_nodes_from(nodes)
    shuffled.add_edges_from(edges)
    assert page_of(graph) == page_of(graph) == page_of(shuffled)


def test_utf8_in_any_locale_and_under_any_hash_seed():
    script = (f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests' / 'output')!r}]\n"
              "from graph_sample import sample_graph\nfrom output.html import write_map\nwrite_map(sample_graph(), sys.stdout.buffer)")
    environment = os.environ | {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "cp936", "PYTHONUTF8": "0", "PYTHONHASHSEED": "77"}
    written = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True, cwd=ROOT).stdout
    assert written == page_of(sample_graph())
    assert b'<meta charset="utf-8">' in written[:120] and "云汀市".encode() in written


def test_the_page_forbids_the_network_and_carries_no_link():
    text = page_of(sample_graph()).decode("utf-8")
    policy = text[text.index('content="default-src') + 9 : text.index('">', text.index('content="default-src'))]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe" not in policy
    assert "http://www.w3.org/2000/svg" in text
    assert text.replace("http://www.w3.org/2000/svg", "").count("http") == text.count("http-equiv")
    assert " src=" not in text.split('id="picture">')[0]


def test_text_of_documents_cannot_end_the_block_it_stands_in():
    written = page_of(hostile_graph(), title=PAYLOADS[1])
    block = written.decode("utf-8").split('id="picture">')[1].split("</script>")[0]
    assert not set("<>&\u2028\u2029") & set(block)
    assert len(picture_in(written)["nodes"]) == len(PAYLOADS) >= 200


def test_every_word_is_in_both_languages():
    assert all(chinese and english for chinese, english in TERMS.values())
    assert {f"relation.{relation}" for relation in RELATION_GROUPS} < set(TERMS)


def test_every_reason_of_a_link_has_its_words():
    reasons = pytest.importorskip("kg.link.reasons").REASONS
    assert {f"reason.{name}" for name, reason in reasons.items() if reason.confidence} <= set(TERMS)


def test_a_click_on_a_document_opens_its_card(chromium, sample_page):  # noqa: F811
    with opened(chromium, sample_page) as page:
        index = page.evaluate("policykg.nodes.findIndex((node) => node.id === 'd/c6')")
        page.click(f"svg.map [data-node='{index}']")
        card = page.inner_text("#panel")
        for words in ("国务院办公厅关于校园食品安全守护行动的通知", "国办发〔2021〕55号", "国务院办公厅", "2021-08-11", "中央", "有原文",
                      "引用的文件 (2)", "被下列文件引用 (4)", "青岚省人民政府办公厅关于校园食品安全的若干措施"):  # fmt: skip
            assert words in card
        page.keyboard.press("Escape")
        assert "被引用最多" in page.inner_text("#panel")


def test_a_card_names_a_document_once_with_all_its_relations(chromium, sample_page):  # noqa: F811
    with opened(chromium, sample_page) as page:
        index = page.evaluate("policykg.nodes.findIndex((node) => node.id === 'd/c5')")
        assert "被引 4" in page.locator("#panel .entry", has_text="国务院关于学生营养健康的实施纲要").inner_text()
        page.click(f"svg.map [data-node='{index}']")
        assert "被下列文件引用 (4)" in page.inner_text("#panel")  # p4, which implements and applies it, c9, p6 and x5
        entry = page.locator("#panel .entry", has_text="青岚省学生营养健康行动方案")
        assert entry.locator("[data-line]").all_inner_texts() == ["适用", "贯彻落实"]
        entry.locator("[data-line] >> nth=0").click()
        assert "附件执行" in page.inner_text("#panel blockquote")


def test_what_is_chosen_moves_nothing_while_all_is_in_sight(chromium, sample_page):  # noqa: F811
    with opened(chromium, sample_page, width=560) as page:
        place = "[...document.querySelectorAll('svg.map > g')].map((part) => part.getAttribute('transform')).join()"
        before = page.evaluate(place)
        page.evaluate("policykg.nodes.forEach((_, index) => policykgPanel.selectNode(index))")
        assert page.evaluate(place) == before
        page.focus("svg.map")
        for _ in range(3):
            page.keyboard.press("+")
        last = page.evaluate("policykg.nodes.reduce((best, node, index, all) => (node.x > all[best].x ? index : best), 0)")
        page.wait_for_timeout(100)
        before = page.evaluate(place)
        page.evaluate(f"policykgPanel.selectNode({last})")
        assert page.evaluate(place) != before


def test_a_layer_of_few_documents_keeps_its_name_beside_thousands(chromium, tmp_path):  # noqa: F811
    graph = crowd(9000)
    add_document(graph, "d/one", title="某镇人民政府关于一项工作的通知", level="township", year=2020, status="full")
    path = tmp_path / "薄.html"
    path.write_bytes(page_of(graph, language="en"))
    with opened(chromium, path) as page:
        names = page.eval_on_selector_all(".layer-name", "(all) => all.map((one) => one.textContent)")
        assert names == ["Central", "Province", "Prefecture", "County", "Township"]
        for box in page.eval_on_selector_all("svg g:has(> .layer-name)", "(all) => all.map((one) => [...one.querySelectorAll('text')].filter((text) => text.textContent).map((text) => text.getBoundingClientRect())"
                                             ".map((box) => [box.left, box.top, box.right, box.bottom]))"):
            if len(box) == 2:
                (_, top, right, bottom), (left, top2, end, bottom2) = box
                assert (left >= right or top2 >= bottom - 6) and end <= 92 + 1


_MIDDLE = """(id) => {
  const index = policykg.lines.findIndex((line) => policykg.nodes[line.source].id === id[0] && policykg.nodes[line.target].id === id[1]);
  const path = document.querySelectorAll(".lines path")[index], matrix = path.getScreenCTM();
  const places = [];
  for (let part = 0.3; part < 0.62; part += 0.04) {
    const point = path.getPointAtLength(path.getTotalLength() * part);
    places.push([point.x * matrix.a + matrix.e, point.y * matrix.d + matrix.f]);
  }
  return places;
}"""


def test_a_click_on_a_line_opens_the_sentence(chromium, sample_page):  # noqa: F811
    with opened(chromium, sample_page) as page:
        for x, y in page.evaluate(_MIDDLE, ["d/p2", "d/p1"]):
            page.mouse.click(x, y)
            if "同时废止" in page.inner_text("#panel"):
                break
        assert page.inner_text("#panel blockquote") == "青政发〔1998〕14号文件同时废止。"
        assert page.inner_text("#panel mark") == "青政发〔1998〕14号"
        card = page.inner_text("#panel")
        for words in ("废止", "样本/p2.txt", "发文字号相同", "0.95"):
            assert words in card
        page.click("#panel [data-node] >> nth=1")
        assert page.inner_text("#panel h2") == "青岚省人民政府关于贯彻学校营养餐改革决定的实施意见"


def test_search_filter_language_and_keys(chromium, sample_page):  # noqa: F811
    with opened(chromium, sample_page) as page:
        page.fill("#search", "国发[2011]88")
        page.keyboard.press("Enter")
        assert page.inner_text("#panel h2") == "国务院关于推进农村学生营养改善的意见"
        page.fill("#search", "没有这样的文件")
        assert page.inner_text("#found") == "没有找到"
        page.fill("#search", "")
        shown = "[...document.querySelectorAll('.marks .mark')].filter((mark) => mark.style.display !== 'none').length"
        before = page.evaluate(shown)
        page.click("[data-field='level'][data-value='county']")
        assert page.evaluate(shown) == before - 6
        page.click("[data-field='relation'][data-value='implements']")
        drawn = "[...document.querySelectorAll('.lines path')].filter((path) => path.style.display !== 'none').length"
        assert page.evaluate(drawn) < 25
        page.click("#language")
        assert page.inner_text("h1") == "Citation map, from central to township"
        assert "Cited by" in page.inner_text("#panel") and page.get_attribute("html", "lang") == "en"
        page.focus("svg.map")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        focused = page.evaluate("policykg.nodes[document.activeElement.dataset.node].title")
        assert page.inner_text("#panel h2") == focused


def test_hostile_text_stays_text(chromium, tmp_path):  # noqa: F811
    path = tmp_path / "map.html"
    path.write_bytes(page_of(hostile_graph(), title=PAYLOADS[1]))
    with opened(chromium, path) as page:
        walk_all_cards(page)
        assert page.inner_text("h1") == PAYLOADS[1]


def walk_all_cards(page) -> None:
    """Open every card, search for every payload, and see that no text became an element or ran."""
    page.evaluate("""() => {
      policykg.nodes.forEach((_, node) => policykgPanel.select({ node }, { show: true }));
      policykg.lines.forEach((_, line) => policykgPanel.select({ line }));
    }""")
    for payload in PAYLOADS[:12]:
        page.fill("#search", payload.replace("\x00", "").replace("\n", " "))
    page.click("#language")
    box = page.locator("#drawing").bounding_box()
    for step in range(12):
        page.mouse.move(box["x"] + box["width"] * (step + 0.5) / 12, box["y"] + box["height"] * (step + 0.5) / 12)
    page.wait_for_timeout(100)
    assert page.evaluate("window.hacked") is None
    strangers = "img, iframe, object, embed, base, form, details, body link, body style, body meta, a[href], [onload], [onerror], [onfocus], [onclick]"
    assert page.locator(strangers).count() == 0


def test_the_hostile_title_of_the_sample_is_shown_as_it_is(chromium, sample_page):  # noqa: F811
    with opened(chromium, sample_page) as page:
        index = page.evaluate("policykg.nodes.findIndex((node) => node.id === 'd/p7')")
        page.click(f"svg.map [data-node='{index}']")
        assert page.inner_text("#panel h2") == HOSTILE


def test_a_narrow_screen_has_the_panel_below_and_nothing_wider_than_itself(chromium, sample_page):  # noqa: F811
    with opened(chromium, sample_page, width=400, height=800) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 400
        assert page.locator("#panel").bounding_box()["y"] > page.locator("#drawing").bounding_box()["y"] + 200


def test_only_a_site_gives_links_and_facts():
    mailed, served = picture_in(page_of(sample_graph())), picture_in(page_of(sample_graph(), site="d/"))
    assert "site" not in mailed and served["site"] == "d/"
    mentions = [mention for line in served["lines"] for mention in line["mentions"]]
    assert all(mention["fact"] and mention["start"] < mention["end"] for mention in mentions)
    plain = [{name: value for name, value in mention.items() if name not in ("fact", "start", "end")} for mention in mentions]
    assert plain == [mention for line in mailed["lines"] for mention in line["mentions"]]
