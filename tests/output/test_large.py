"""The map of a whole corpus: sigma.js in Chromium, what it weighs, and that it is the same picture as the small one."""

import csv
import io
from pathlib import Path

import lxml.etree
import pypdfium2
import pytest
from browser import chromium, opened, picture_in, until  # noqa: F401
from graph_sample import corpus, sample_graph
from hostile import PAYLOADS, hostile_graph
from test_map import walk_all_cards

from output.html import PictureOptions, write_map
from output.html import map as map_module
from output.html.page import vendored_script
from output.html.terms import RELATION_GROUPS, TERMS

_BYTES = 320  # a document, with its citations and their sentences
_OURSELVES = 400_000  # the page with its scripts


@pytest.fixture
def always_large(monkeypatch):
    monkeypatch.setattr(map_module, "SMALL", 0)


def page_of(graph, **options) -> bytes:
    stream = io.BytesIO()
    write_map(graph, stream, options=PictureOptions(**options))
    return stream.getvalue()


def test_ten_thousand_documents_are_drawn_whole_within_their_weight():
    graph = corpus(10_000)
    written = page_of(graph)
    picture = picture_in(written)
    assert len(picture["nodes"]) == 10_000 and picture["left_out"] is None
    assert sum(line["times"] for line in picture["lines"]) == graph.number_of_edges()
    assert len(written) <= _OURSELVES + 10_000 * _BYTES
    assert len(written) - 10_000 * _BYTES < len(page_of(corpus(2_000))) <= _OURSELVES + 2_000 * _BYTES


def test_the_large_picture_is_the_small_one(always_large, monkeypatch):
    large = picture_in(page_of(sample_graph()))
    monkeypatch.setattr(map_module, "SMALL", 1500)
    small = picture_in(page_of(sample_graph()))
    assert large["nodes"] == small["nodes"] and large["axes"] == small["axes"]
    assert large["lines"] == [{name: value for name, value in line.items() if name != "mentions"} for line in small["lines"]]


def test_it_says_what_is_not_drawn_and_why(chromium, tmp_path, always_large):  # noqa: F811
    graph = sample_graph()
    graph.graph["unlinked"] = 39293
    for _, node in graph.nodes(data=True):
        node["rank"] = "working-document" if node["kind"] == "document" else None
    path = tmp_path / "map.html"
    path.write_bytes(page_of(graph, limit=20))
    with opened(chromium, path) as page:
        said = page.inner_text("#notice")
        hidden = sum(node["kind"] == "document" for _, node in graph.nodes(data=True)) - 20
        assert f"另有 {hidden} 个未画出" in said and "按层级：" in said and f"按效力级别：{TERMS['rank.working-document'][0]} {hidden}" in said
        assert "另有 39,293 件只见于目录" in said


def test_it_opens_draws_and_a_click_leads_to_the_sentence(chromium, tmp_path, always_large):  # noqa: F811
    path = tmp_path / "map.html"
    path.write_bytes(page_of(sample_graph()))
    with opened(chromium, path) as page:
        until(page, "policykg.wholeAt")
        assert _ink(page) > 1000
        x, y = _pixel(page, "d/c6")
        page.mouse.click(x, y)
        card = page.inner_text("#panel")
        assert "国务院办公厅关于校园食品安全守护行动的通知" in card and "被下列文件引用 (4)" in card
        assert page.locator(".above .mark").count() == 7
        page.keyboard.press("Escape")
        (x1, y1), (x2, y2) = _pixel(page, "d/p2"), _pixel(page, "d/p1")
        for part in (0.3, 0.4, 0.5, 0.6):
            page.mouse.click(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part)
            if "同时废止" in page.inner_text("#panel"):
                break
        assert page.inner_text("#panel blockquote") == "青政发〔1998〕14号文件同时废止。"


def test_it_answers_before_webgl_stands_and_looks_the_same_after(chromium, tmp_path, always_large):  # noqa: F811
    path = tmp_path / "map.html"
    path.write_bytes(page_of(sample_graph()))
    # The picture starts sigma by timers of 30 ms: with these held, what is seen and answered is the first picture alone.
    script = "const real = setTimeout; window.setTimeout = (run, ms, ...more) => ms === 30 ? 0 : real(run, ms, ...more);"
    with opened(chromium, path, script=script) as page:
        until(page, "policykg.readyAt")
        page.wait_for_timeout(400)
        assert page.locator("#drawing canvas").count() == 2  # lines, marks
        page.mouse.move(5, 5)
        before = _ink(page)
        x, y = _pixel(page, "d/c6")
        page.mouse.move(x, y)
        assert "国务院办公厅关于校园食品安全守护行动的通知" in page.inner_text("#hover")
        page.mouse.click(x, y)
        assert "被下列文件引用 (4)" in page.inner_text("#panel")
        page.keyboard.press("Escape")
        for field, value in (("level", "county"), ("relation", "implements")):
            chip = f"[data-field='{field}'][data-value='{value}']"
            page.click(chip)
            page.wait_for_timeout(400)
            assert 0 < _ink(page) < 0.97 * before
            page.click(chip)
        page.wait_for_timeout(400)
        assert _ink(page) == before
        page.fill("#search", "国发[2011]88")
        page.keyboard.press("Enter")
        assert page.inner_text("#panel h2") == "国务院关于推进农村学生营养改善的意见"
        page.keyboard.press("Escape")
        page.mouse.move(*_pixel(page, "d/c3"))
        place = _pixel(page, "d/x3")
        page.mouse.wheel(0, -500)
        page.wait_for_timeout(600)
        assert page.locator("#drawing canvas").count() > 2 and _pixel(page, "d/x3") != place
        page.click("#fit")
        page.wait_for_timeout(600)
        assert _pixel(page, "d/x3") == pytest.approx(place, abs=1)
        assert _ink(page) == pytest.approx(before, rel=0.03)


def test_search_filter_keys_and_zoom(chromium, tmp_path, always_large):  # noqa: F811
    path = tmp_path / "map.html"
    path.write_bytes(page_of(sample_graph()))
    with opened(chromium, path) as page:
        page.fill("#search", "国发[2011]88")
        page.keyboard.press("Enter")
        assert page.inner_text("#panel h2") == "国务院关于推进农村学生营养改善的意见"
        page.keyboard.press("Escape")
        before = _ink(page)
        page.click("[data-field='level'][data-value='county']")
        page.wait_for_timeout(300)
        assert _ink(page) < before
        page.click("[data-field='level'][data-value='county']")
        page.focus("#drawing [role=application]")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        spoken = page.inner_text("#aloud")
        page.keyboard.press("Enter")
        assert spoken.startswith(page.inner_text("#panel h2"))
        near = _pixel(page, "d/c3")
        page.click("#zoom-in")
        page.wait_for_timeout(300)
        assert _pixel(page, "d/c3") != near
        page.click("#fit")
        page.wait_for_timeout(300)
        assert _pixel(page, "d/c3") == pytest.approx(near, abs=1)


def test_a_link_keeps_what_one_looks_at(chromium, tmp_path, always_large):  # noqa: F811
    path = tmp_path / "map.html"
    path.write_bytes(page_of(sample_graph()))
    with opened(chromium, path) as page:
        page.fill("#search", "国发[2011]88")
        page.keyboard.press("Enter")
        page.click("[data-reach='two']")
        for _ in range(3):
            page.click("#zoom-in")
        page.wait_for_timeout(500)
        address, card, place = page.url, page.inner_text("#panel"), _pixel(page, "d/c3")
        lit = page.locator(".above .mark").count()
    again = chromium.new_page(viewport={"width": 1400, "height": 900})
    again.goto(address)
    until(again, "document.querySelector('.above .mark.chosen')")
    again.wait_for_timeout(300)
    assert again.inner_text("#panel") == card
    assert again.locator(".above .mark").count() == lit > 7
    assert _pixel(again, "d/c3") == pytest.approx(place, abs=5)  # the zoom in an address has two decimals
    again.close()


def test_what_is_in_sight_is_saved(chromium, tmp_path, always_large):  # noqa: F811
    path = tmp_path / "map.html"
    graph = sample_graph()
    path.write_bytes(page_of(graph))
    with opened(chromium, path) as page:
        until(page, "policykg.wholeAt")
        drawing = lxml.etree.fromstring(_saved(page, "svg"))
        rows = list(csv.reader(io.StringIO(_saved(page, "citations").decode("utf-8-sig"))))
        assert _saved(page, "png").startswith(b"\x89PNG")
    documents = sum(node["kind"] == "document" for _, node in graph.nodes(data=True))
    assert len(drawing.xpath("//*[local-name()='g'][@class='marks']/*")) == documents
    assert len(drawing.xpath("//*[local-name()='g'][@class='lines']/*")) > 30
    assert "2011" in {text.text for text in drawing.iter("{*}text")} and "中央" in {text.text for text in drawing.iter("{*}text")}
    citations = sum(kind["relation"] in RELATION_GROUPS for *_, kind in graph.edges(data=True))
    assert len(rows) == 1 + citations and any("青政发〔1998〕14号文件同时废止。" in row for row in rows)


def test_on_paper_stands_the_drawing_that_is_saved(chromium, tmp_path, always_large):  # noqa: F811
    path = tmp_path / "map.html"
    path.write_bytes(page_of(sample_graph()))
    with opened(chromium, path) as page:
        until(page, "policykg.wholeAt")
        before = _ink(page)
        pages = pypdfium2.PdfDocument(page.pdf())
        said = "".join(one.get_textpage().get_text_bounded() for one in pages)
        assert len(pages) == 1 and said.count("贯彻落实") == 1 and "29 份文件" in said and "2025" in said
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".printed").count() == 0 and _ink(page) == before


def test_labels_do_not_touch_and_stay_inside(chromium, tmp_path):  # noqa: F811
    path = tmp_path / "map.html"
    path.write_bytes(page_of(corpus(2_000)))
    with opened(chromium, path) as page:
        until(page, "document.querySelectorAll('.cover .labels text').length > 5")
        boxes = page.evaluate("[...document.querySelectorAll('.cover .labels text')].map((text) => { const box = text.getBoundingClientRect(); return [box.left, box.top + 3, box.right, box.bottom - 3]; })")
        drawing = page.locator("#drawing").bounding_box()
    for index, one in enumerate(boxes):
        assert one[0] >= drawing["x"] and one[2] <= drawing["x"] + drawing["width"] + 3
        assert [other for other in boxes[:index] if one[0] < other[2] - 2 and other[0] < one[2] - 2 and one[1] < other[3] and other[1] < one[3]] == []


def test_hostile_text_stays_text(chromium, tmp_path, always_large):  # noqa: F811
    path = tmp_path / "map.html"
    path.write_bytes(page_of(hostile_graph(), title=PAYLOADS[1]))
    with opened(chromium, path) as page:
        until(page, "policykg.wholeAt")
        walk_all_cards(page)
        assert page.inner_text("h1") == PAYLOADS[1]


def test_scripts_of_others_keep_their_licence_and_name_no_address():
    for name in ("sigma", "graphology"):
        script = vendored_script(name)
        assert "permission notice shall be included" in script[:3000] and "sourceMappingURL" not in script


def _saved(page, form: str) -> bytes:
    page.click("#save")
    with page.expect_download() as download:
        page.click(f"[data-save='{form}']")
    return Path(download.value.path()).read_bytes()


def _pixel(page, iri: str) -> tuple[float, float]:
    """Where a document is drawn on the screen, read from the place its mark has when it is lit."""
    place = page.evaluate("""(iri) => {
      const index = policykg.nodes.findIndex((node) => node.id === iri);
      const before = policykgPanel.selection();
      policykgPanel.select({ node: index });
      const box = document.querySelector(".above .mark.chosen").getBoundingClientRect();
      policykgPanel.select(before);
      return [box.left + box.width / 2, box.top + box.height / 2];
    }""", iri)
    return tuple(place)


def _ink(page) -> int:
    """Pixels of the WebGL layers that are not empty, from a screenshot without what stands above."""
    page.evaluate("document.querySelectorAll('.cover, svg.sheet').forEach((svg) => { svg.style.visibility = 'hidden'; })")
    shot = page.locator("#drawing").screenshot()
    page.evaluate("document.querySelectorAll('.cover, svg.sheet').forEach((svg) => { svg.style.visibility = ''; })")
    return page.evaluate("""async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
      const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
      pen.drawImage(image, 0, 0);
      const { data } = pen.getImageData(0, 0, image.width, image.height);
      const empty = 4 * (10 * image.width + 10); // inside the frame that has the focus
      let ink = 0;
      for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - data[empty]) + Math.abs(data[i + 1] - data[empty + 1]) + Math.abs(data[i + 2] - data[empty + 2]) > 24) ink++;
      return ink;
    }""", list(shot))
