"""The interactive view: pyvis's network, positions, and the page in Chromium."""

import io
import random
from itertools import combinations

import networkx
import pytest
from browser import chromium, opened, picture_in  # noqa: F401
from graph_sample import sample_graph
from hostile import PAYLOADS, hostile_graph
from test_map import crowd, walk_all_cards

from kg.demo import run_demo
from kg.neighbourhood import load_neighbourhood
from kg.store import Store
from kg.workspace import Workspace
from output.html import PictureOptions, write_view
from output.html.page import vis_network_script


def page_of(graph, **options) -> bytes:
    stream = io.BytesIO()
    write_view(graph, stream, options=PictureOptions(**options))
    return stream.getvalue()


@pytest.fixture(scope="module")
def sample_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("view") / "图谱.html"
    path.write_bytes(page_of(sample_graph(), measures=True))
    return path


def test_documents_and_issuers_by_default_measures_when_asked():
    plain = write_view(sample_graph(), io.BytesIO())
    assert {node["kind"] for node in plain.nodes} == {"document", "agency"}
    names = {node["title"] for node in plain.nodes if node["kind"] == "agency"}
    assert "教育部" in names and "全国人民代表大会常务委员会" not in names  # it issued none of these
    full = write_view(sample_graph(), io.BytesIO(), options=PictureOptions(measures=True))
    assert {"lead", "support", "responsible", "part-of", "issued-by", "basis"} <= {edge["relation"] for edge in full.edges}


def test_pyvis_holds_the_network_with_its_places_and_physics_off():
    picture = picture_in(page_of(sample_graph(), measures=True))
    network = picture["network"]
    assert network["options"]["physics"] == {"enabled": False}
    assert [node["id"] for node in network["nodes"]] == list(range(len(picture["nodes"])))
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in network["nodes"])
    assert [(edge["from"], edge["to"]) for edge in network["edges"]] == [(line["source"], line["target"]) for line in picture["lines"]]
    assert len({(node["x"], node["y"]) for node in network["nodes"]}) == len(network["nodes"])


def test_the_page_has_no_link_to_a_network():
    text = page_of(sample_graph()).decode("utf-8").replace(vis_network_script(), "")
    assert text.replace("http://www.w3.org/2000/svg", "").count("http") == text.count("http-equiv")
    assert "bootstrap" not in text and "cdn" not in text.lower()
    assert "unsafe" not in text[: text.index("</head>")]


def test_the_same_bytes_for_the_same_graph_in_any_order():
    graph = sample_graph()
    shuffled = networkx.MultiDiGraph(**graph.graph)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    random.Random(3).shuffle(nodes)
    random.Random(4).shuffle(edges)
    shuffled.add_nodes_from(nodes)
    shuffled.add_edges_from(edges)
    assert page_of(graph) == page_of(graph) == page_of(shuffled)


def test_above_the_limit_it_says_what_is_left_out():
    elements = write_view(crowd(500), io.BytesIO(), options=PictureOptions(limit=200))
    assert len(elements.nodes) == 200 and elements.left_out["hidden"] == 300


def test_many_hubs_are_placed_apart():
    elements = write_view(crowd(900), io.BytesIO(), options=PictureOptions(limit=360))
    places = [(node["x"], node["y"]) for node in elements.nodes]
    assert len(set(places)) > 0.99 * len(places)


_AT = """([kind, wanted]) => {
  const network = policykg.drawing, box = document.getElementById("drawing").getBoundingClientRect();
  for (let y = 4; y < box.height; y += 5) {
    for (let x = 4; x < box.width; x += 5) {
      const node = network.getNodeAt({ x, y }), edge = node === undefined ? network.getEdgeAt({ x, y }) : undefined;
      if ((kind === "node" ? node : edge) === wanted) return [box.x + x, box.y + y];
    }
  }
  return null;
}"""


def test_a_click_on_a_node_opens_its_card(chromium, sample_page):  # noqa: F811
    with opened(chromium, sample_page) as page:
        index = page.evaluate("policykg.nodes.findIndex((node) => node.id === 'd/x3')")
        page.mouse.click(*page.evaluate(_AT, ["node", index]))
        card = page.inner_text("#panel")
        for words in ("白鹿县人民政府办公室关于印发白鹿县校园食品安全工作方案的通知", "白政办〔2022〕11号", "引用的文件 (3)", "措施 (2)",
                      "改造学校食堂明厨亮灶"):  # fmt: skip
            assert words in card
        page.click("#panel [data-node] >> text=健全校园食品安全责任制")
        card = page.inner_text("#panel")
        for words in ("所属文件", "责任单位 (2)", "白鹿县财政局", "配合"):
            assert words in card
        page.click("#panel [data-node] >> text=白鹿县财政局")
        card = page.inner_text("#panel")
        assert "所发文件 (1)" in card and "承担的措施 (1)" in card


def test_a_click_on_a_line_opens_the_sentence(chromium, sample_page):  # noqa: F811
    with opened(chromium, sample_page) as page:
        index = page.evaluate("policykg.lines.findIndex((line) => line.relation === 'extends')")
        page.mouse.click(*page.evaluate(_AT, ["edge", index]))
        assert page.inner_text("#panel blockquote") == "《云汀市学校食堂管理办法》有效期延长五年。"
        assert "样本/m6.txt" in page.inner_text("#panel")


def test_search_filters_and_language(chromium, sample_page):  # noqa: F811
    with opened(chromium, sample_page) as page:
        page.fill("#search", "白鹿县教育局 食堂")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.inner_text("#panel h2") == "白鹿县教育局关于加强学校食堂管理的通知"
        page.click("[data-field='kind'][data-value='measure']")
        page.click("[data-field='kind'][data-value='agency']")
        page.wait_for_timeout(100)
        agency = page.evaluate("policykg.nodes.findIndex((node) => node.kind === 'agency')")
        assert page.evaluate(_AT, ["node", agency]) is None
        page.click("#language")
        assert page.inner_text("h1") == "Relations"


def test_it_draws_at_once(chromium, sample_page):  # noqa: F811
    with opened(chromium, sample_page) as page:
        before = page.evaluate("JSON.stringify(policykg.drawing.getPositions())")
        page.wait_for_timeout(300)
        assert page.evaluate("JSON.stringify(policykg.drawing.getPositions())") == before


def test_hostile_text_stays_text(chromium, tmp_path):  # noqa: F811
    path = tmp_path / "view.html"
    path.write_bytes(page_of(hostile_graph(together=4), title=PAYLOADS[0], measures=True))
    with opened(chromium, path) as page:
        walk_all_cards(page)
        assert page.inner_text("h1") == PAYLOADS[0]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return run_demo(tmp_path_factory.mktemp("demo")).files


_BOXES = """() => {
  const font = "12px " + getComputedStyle(document.body).fontFamily, { labels, marks } = policykgSave.sketch();
  const boxes = labels.map(({ x, y, align, text }) => {
    const wide = policykgLabels.width(text, font), left = { start: x, end: x - wide, center: x - wide / 2 }[align];
    return [left, y - 7, left + wide, y + 7, text];
  });
  return { boxes, marks: marks.length, nodes: policykg.nodes.length };
}"""


@pytest.mark.parametrize("name", ["view.html", "map.html"])
@pytest.mark.parametrize("width", [1280, 1000, 400])
def test_no_label_lies_on_another_at_first_sight(chromium, demo, name, width):  # noqa: F811
    with opened(chromium, demo[name], width=width, height=800) as page:
        found = page.evaluate(_BOXES)
        boxes = found["boxes"]
        assert len(boxes) > (20 if width > 900 else 5) and found["marks"] == found["nodes"] > 50
        touching = [(a[4], b[4]) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
        assert touching == []
        if name == "view.html":
            box = page.locator("#drawing").bounding_box()
            assert all(left >= -1 and right <= box["width"] + 1 for left, _, right, *_ in boxes)
            assert page.evaluate("policykg.drawing.physics.options.enabled") is False


_LINE = """(ends) => policykgPanel.select({ line: policykg.lines.findIndex((line) => line.relation === ends[0]
  && policykg.nodes[line.source][ends[1]] === ends[2] && (!ends[3] || policykg.nodes[line.target].title === ends[3])) })"""


def test_lines_to_issuers_and_of_measures_open_their_words(chromium, demo, tmp_path):  # noqa: F811
    path = tmp_path / "measures.html"
    store = Store.open_current(Workspace.open(demo["view.html"].parent / "workspace").graph_folder)
    with path.open("wb") as stream:
        write_view(load_neighbourhood(store), stream, options=PictureOptions(measures=True))
    with opened(chromium, path) as page:
        page.evaluate(_LINE, ["issued-by", "number", "国发〔2021〕91号", "国务院"])
        assert page.inner_text("#panel blockquote") == "国务院" and "01-state-council-opinion.txt" in page.inner_text("#panel")
        page.evaluate(_LINE, ["part-of", "title", "健全制度规范", None])
        assert "责任单位：省司法厅、省教育厅" in page.inner_text("#panel blockquote")
        # The header of a file is that of the document around: it is no evidence for one that stands in it.
        page.evaluate(_LINE, ["issued-by", "title", "关于规范乡村学校供餐资金管理的意见", "贵州省财政厅"])
        assert page.locator("#panel blockquote").count() == 0 and "没有单独的原文" in page.inner_text("#panel")
