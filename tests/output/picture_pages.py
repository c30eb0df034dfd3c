"""The sample as map and as view, for the tests that hold for both."""

import io

import pytest
from graph_sample import sample_graph

from output.html import PictureOptions, write_map, write_view

WRITERS = {"map": write_map, "view": write_view}


def write_page(name: str, graph, path, **options):
    """The page of a graph at ``path``, which is given back."""
    stream = io.BytesIO()
    WRITERS[name](graph, stream, options=PictureOptions(**options))
    path.write_bytes(stream.getvalue())
    return path


@pytest.fixture(scope="module", params=["map", "view"])
def picture(request, tmp_path_factory):
    """Path of a page of the sample; the view's with measures."""
    return write_page(request.param, sample_graph(), tmp_path_factory.mktemp(request.param) / "图 #1.html", measures=request.param == "view")


def place_of(page, identity: str) -> int:
    """Where in the picture's nodes a document stands."""
    return page.evaluate("(id) => policykg.nodes.findIndex((node) => node.id === id)", identity)


def shown(page) -> set[str]:
    """The ids of the documents that the filters leave."""
    return set(page.evaluate("policykg.nodes.filter((node) => node.kind === 'document' && policykg.nodeShown(node)).map((node) => node.id)"))


def lit(page) -> set[str]:
    """The ids of what is lit together with the selection."""
    return set(page.evaluate("[...policykgPanel.around(policykgPanel.selection()).near].map((index) => policykg.nodes[index].id)"))


def open_card(page, identity: str) -> None:
    """Through the search box, as a reader would."""
    title = page.evaluate("(id) => policykg.nodes.find((node) => node.id === id).title", identity)
    page.fill("#search", title)
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == title
