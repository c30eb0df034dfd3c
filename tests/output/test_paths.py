"""What is lit around a document: neighbours, two steps, and the chains of citations up to the central government."""

import networkx
import pytest
from browser import chromium, opened  # noqa: F401
from graph_sample import add_citation, add_document, sample_graph
from picture_pages import WRITERS, lit, open_card, picture, write_page  # noqa: F401

_LIT_LINES = """[...policykgPanel.around(policykgPanel.selection()).along].map((index) => policykg.lines[index])
  .map((line) => policykg.nodes[line.source].id + ">" + policykg.nodes[line.target].id)"""


def diamond() -> networkx.MultiDiGraph:
    """A township's document under a county's and a city's, both under a province's, that under a central one, which rests on a law."""
    graph = networkx.MultiDiGraph()
    for key, level in (("t", "township"), ("x", "county"), ("m", "prefecture"), ("p", "province"), ("c", "central"), ("law", "central"), ("alone", "county"), ("plan", "central")):
        add_document(graph, f"d/{key}", title=f"文件{key}", level=level)
    for index, (citing, cited) in enumerate(("tx", "tm", "xp", "mp", "pc", ("c", "law"), "xm", "pt")):
        add_citation(graph, f"d/{citing}", f"d/{cited}", str(index))
    add_citation(graph, "d/alone", "d/plan", "plan", relation="plans")
    return graph


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_all_shortest_chains_to_central_and_no_further(chromium, tmp_path, name):  # noqa: F811
    with opened(chromium, write_page(name, diamond(), tmp_path / "page.html")) as page:
        open_card(page, "d/t")
        assert lit(page) == {"d/t", "d/x", "d/m", "d/p"}
        page.click("[data-reach=central]")
        assert lit(page) == {"d/t", "d/x", "d/m", "d/p", "d/c"}
        assert sorted(page.evaluate(_LIT_LINES)) == ["d/m>d/p", "d/p>d/c", "d/t>d/m", "d/t>d/x", "d/x>d/p"]
        assert "文件c" in page.inner_text("#panel") and "3 步" in page.inner_text("#panel")
        open_card(page, "d/alone")
        assert lit(page) == {"d/alone"} and "没有引用链通向中央文件" in page.inner_text("#panel")
        open_card(page, "d/c")
        assert lit(page) == {"d/c"} and "本身就是中央文件" in page.inner_text("#panel")
        page.click("[data-reach=near]")
        assert lit(page) == {"d/c", "d/law", "d/p"}


def test_two_steps_and_lines_that_are_filtered(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        open_card(page, "d/x5")
        near = lit(page)
        page.click("[data-reach=two]")
        assert near < lit(page) and {"d/c3", "d/p6", "d/p4"} <= lit(page) - near
        page.click("[data-reach=central]")
        assert {key for key in lit(page) if key.startswith("d/")} == {"d/x5", "d/c9", "d/c5"}
        page.click("[data-field=relation][data-value=implements]")
        assert lit(page) == {"d/x5", "d/c5"}
        assert page.get_attribute("[data-reach=central]", "aria-pressed") == "true"


def test_the_chain_is_what_networkx_finds(chromium, picture):  # noqa: F811
    graph = sample_graph()
    citations = networkx.DiGraph((a, b) for a, b, edge in graph.edges(data=True) if a.startswith("d/") and b.startswith("d/") and edge["relation"] != "plans")
    with opened(chromium, picture) as page:
        levels = dict(page.evaluate("policykg.nodes.filter((node) => node.kind === 'document').map((node) => [node.id, node.level])"))
        page.evaluate("policykgPanel.light('central')")
        for start in ("d/x1", "d/x2", "d/x3", "d/x6", "d/m3", "d/m6"):
            below = citations.subgraph({key for key in citations if levels[key] != "central" or key == start})
            wanted = set()
            for end in (key for key in citations if levels[key] == "central"):
                part = citations.subgraph({*below, end})
                if networkx.has_path(part, start, end):
                    wanted |= {key for path in networkx.all_shortest_paths(part, start, end) for key in path}
            open_card(page, start)
            assert lit(page) == wanted | {start}, start


def test_the_picture_shows_what_is_lit(chromium, tmp_path):  # noqa: F811
    with opened(chromium, write_page("map", sample_graph(), tmp_path / "map.html")) as page:
        open_card(page, "d/x1")
        page.click("[data-reach=central]")
        assert page.locator(".above .mark").count() == len(lit(page)) > 3
        assert page.locator(".above path.head").count() == len(page.evaluate(_LIT_LINES))
