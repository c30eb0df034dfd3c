"""What the save menu gives: a drawing that stands alone, a picture of it, and two tables."""

import csv
import io
import re
import struct
import zlib

import pytest
from browser import chromium, opened, saved  # noqa: F401
from graph_sample import HOSTILE, sample_graph
from hostile import PAYLOADS, hostile_graph
from lxml import etree
from picture_pages import WRITERS, open_card, picture, write_page  # noqa: F401

from kg.cells import make_harmless

SVG = {"svg": "http://www.w3.org/2000/svg"}
GRAPH = sample_graph()
DOCUMENTS = sum(node["kind"] == "document" for _, node in GRAPH.nodes(data=True))
CITATIONS = sum("quote" in edge and edge["relation"] in ("basis", "implements", "applies", "cites", "forwards", "answers", "amends", "extends", "revises", "repeals", "plans")
                for _, _, edge in GRAPH.edges(data=True))  # fmt: skip


def rows_of(path) -> list[list[str]]:
    written = path.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf") and written.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), strict=True))


def test_documents_and_citations_as_tables(chromium, picture, tmp_path):  # noqa: F811
    with opened(chromium, picture) as page:
        head, *documents = rows_of(saved(page, "documents", tmp_path))
        assert len(documents) == DOCUMENTS and {len(row) for row in documents} == {len(head)}
        row = dict(zip(head, next(row for row in documents if "白政办〔2022〕11号" in row)))
        assert row["标题"] == "白鹿县人民政府办公室关于印发白鹿县校园食品安全工作方案的通知" and row["层级"] == "县级" and row["年份"] == "2022"
        assert (row["行政区划"], row["区划代码"], row["效力级别"], row["机关性质"], row["主题"]) == ("白鹿县", "990121", "规范性文件", "办公厅室", "")
        assert (row["来源"], row["引用数"], row["标识"]) == ("有原文", "3", "d/x3")
        assert HOSTILE in {dict(zip(head, row))["标题"] for row in documents}
        head, *citations = rows_of(saved(page, "citations", tmp_path))
        assert len(citations) == CITATIONS and len(set(head)) == len(head)
        row = dict(zip(head, next(row for row in citations if "废止" in row and "青政发〔1998〕14号" in row)))
        assert (row["引用方发文字号"], row["被引用方发文字号"], row["引用方层级"], row["引用方年份"]) == ("青政发〔2012〕9号", "青政发〔1998〕14号", "省级", "2012")
        assert (row["引文"], row["原句"], row["出处"]) == ("青政发〔1998〕14号", "青政发〔1998〕14号文件同时废止。", "样本/p2.txt")


def test_tables_hold_what_the_filters_leave_in_the_language_of_the_page(chromium, picture, tmp_path):  # noqa: F811
    with opened(chromium, picture) as page:
        page.click("#language")
        for level in ("central", "province", "prefecture", "unknown"):
            page.click(f"[data-field=level][data-value={level}]")
        head, *documents = rows_of(saved(page, "documents", tmp_path))
        assert head[:4] == ["Number", "Title", "Issuer", "Level"] and len(documents) == 6 and {row[3] for row in documents} == {"County"}
        head, *citations = rows_of(saved(page, "citations", tmp_path))
        assert [row[4] for row in citations] == ["Repeals", "Orders to revise"] and head[0] == "Citing: Number"


def test_the_drawing_stands_alone(chromium, picture, tmp_path):  # noqa: F811
    with opened(chromium, picture) as page:
        path = saved(page, "svg", tmp_path)
        sketch = page.evaluate("(({ marks, lines, labels }) => [marks.length, lines.length, labels.map(({ text }) => text)])(policykgSave.sketch())")
    text = path.read_text(encoding="utf-8")
    root = etree.fromstring(text.encode(), etree.XMLParser(no_network=True, resolve_entities=False, huge_tree=False))
    assert root.tag == "{http://www.w3.org/2000/svg}svg" and root.get("viewBox").split()[2:] == [root.get("width"), root.get("height")]
    assert len(root.xpath("//svg:g[@class='marks']/svg:path", namespaces=SVG)) == sketch[0] >= DOCUMENTS - 2
    assert len(root.xpath("//svg:g[@class='lines']/svg:g", namespaces=SVG)) == sketch[1] > 30
    words = ["".join(element.itertext()) for element in root.xpath("//svg:text", namespaces=SVG)]
    assert sketch[2] == [label for label in words if label in sketch[2]][-len(sketch[2]):] and len(sketch[2]) > 15
    for word in ("层级", "中央", "县级", "仅见于引用", "贯彻落实", "废止", root.findtext("svg:title", namespaces=SVG)):
        assert word in words
    assert not re.search(r"var\(|url\((?!#frame)|href|<style|class=\"(?!lines|marks|labels|legend)", text)
    colours = {value for element in root.iter() for name, value in element.attrib.items() if name in ("fill", "stroke")}
    assert colours - {"none"} and all(re.fullmatch(r"#[0-9a-f]{3,6}|none", colour) for colour in colours)
    page = chromium.new_page(viewport={"width": 1100, "height": 900})
    page.goto(path.as_uri())
    shot = page.screenshot()
    page.close()
    assert len(colours_in(shot)) > 50


def test_dark_screens_save_on_paper_and_a_selection_is_kept(chromium, picture, tmp_path):  # noqa: F811
    with opened(chromium, picture) as page:
        page.emulate_media(color_scheme="dark")
        open_card(page, "d/x3")
        root = etree.parse(saved(page, "svg", tmp_path)).getroot()
        assert page.evaluate("document.documentElement.className") == ""
    assert root.xpath("svg:rect/@fill", namespaces=SVG) == ["#fff"]
    faint = root.xpath("//svg:g[@class='marks']/svg:path/@opacity", namespaces=SVG)
    assert "1" in faint and faint.count("0.16") > 15


def test_what_is_filtered_is_not_drawn(chromium, picture, tmp_path):  # noqa: F811
    with opened(chromium, picture) as page:
        for level in ("central", "province", "prefecture", "unknown"):
            page.click(f"[data-field=level][data-value={level}]")
        text = saved(page, "svg", tmp_path).read_text(encoding="utf-8")
    assert "白鹿县" in text and "营养健康的实施纲要" not in text and "省级</text>" not in re.sub(r"(?s)^.*class=\"legend\"(.*?)clip-path=.*$", r"\1", text)


def test_the_picture_is_twice_as_large_and_not_blank(chromium, picture, tmp_path):  # noqa: F811
    with opened(chromium, picture) as page:
        written = saved(page, "png", tmp_path).read_bytes()
        box = page.locator("#drawing").bounding_box()
    assert written.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", written[16:24])
    assert width == 2 * box["width"] and height > 2 * box["height"]
    assert len(colours_in(written)) > 50


def colours_in(png: bytes) -> set[bytes]:
    """Colours of the pixels, as far as the filter of their row leaves them: a blank picture has a handful."""
    place, data = 8, b""
    while place < len(png):
        length = int.from_bytes(png[place : place + 4], "big")
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + length]
        place += 12 + length
    raw = zlib.decompress(data)
    return {raw[index : index + 4] for index in range(0, len(raw) - 4, 401)}


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_hostile_text_stays_text_in_what_is_saved(chromium, tmp_path, name):  # noqa: F811
    path = write_page(name, hostile_graph(), tmp_path / "page.html", title=PAYLOADS[1], measures=True)
    with opened(chromium, path) as page:
        drawing, picture = saved(page, "svg", tmp_path), saved(page, "png", tmp_path)
        tables = [rows_of(saved(page, what, tmp_path)) for what in ("documents", "citations")]
        assert page.evaluate("window.hacked") is None
    assert picture.read_bytes().startswith(b"\x89PNG")
    for saved_file in (drawing, picture):
        assert saved_file.parent == tmp_path
    for rows in tables:
        assert len(rows) == len(PAYLOADS) + 1 >= 201 and len({len(row) for row in rows}) == 1
        cells = [cell for row in rows for cell in row]
        assert all(make_harmless(cell) == cell for cell in cells)
    titles = {row[1] for row in tables[0]}
    for payload in PAYLOADS[-27:-10]:
        assert any(payload.strip("\r\t") in title for title in titles), payload
    root = etree.parse(drawing).getroot()
    assert {etree.QName(element).localname for element in root.iter()} <= {"svg", "title", "defs", "clipPath", "rect", "text", "g", "path", "line"}
    assert not [attribute for element in root.iter() for attribute in element.attrib if attribute.startswith("on") or "href" in attribute]
    page = chromium.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(drawing.as_uri())
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None and requests == [drawing.as_uri()]
    page.close()
