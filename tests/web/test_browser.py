"""The site in Chromium: the way from the first page to copied Turtle by clicking, and payloads that do not run."""

import dataclasses
import os
import re
from contextlib import contextmanager

import pytest
from browser import chromium  # noqa: F401
from conftest import make_client, serving
from hostile import PAYLOADS
from lxml import html

from kg.records import Citation, Evidence, Header, Measure, Part, PolicyText, Record, Responsibility, Target
from output.html.terms import LEVELS, RELATION_GROUPS

_WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


@contextmanager
def visiting(browser, address, refused=False, **options):
    """A page (``refused``: some of the answers may be errors); at the end nothing was asked of another host, refused by a policy, thrown, or asked of the user."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"], **options)
    page, asked, troubles = context.new_page(), [], []
    page.add_init_script(_WATCH)
    context.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
    yield page
    assert page.evaluate("window.violations") == []
    assert [words for words in troubles if not (refused and words.startswith("Failed to load resource"))] == []
    assert [url for url in asked if not url.startswith((address + "/", "data:", "blob:" + address))] == []
    context.close()


def test_from_the_first_page_to_the_turtle_of_the_most_cited_document_by_clicking(chromium, served, index):  # noqa: F811
    most = index.list_items("document")[0][0]
    with visiting(chromium, served) as page:
        page.goto(served + "/")
        page.locator("section", has=page.get_by_role("heading", name="被引用最多")).locator("a.title").first.click()
        assert page.locator("h1").inner_text().startswith(most.title)
        page.locator("a.count", has_text="被引").click()
        entry = page.locator("#cited ~ ol > li").first
        sentence = entry.locator("blockquote").inner_text()
        quote = entry.locator("blockquote a").inner_text()
        assert quote in sentence and len(sentence) > len(quote)
        page.get_by_role("button", name="复制 Turtle").click()
        page.get_by_role("button", name="已复制").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("@prefix") and f"<{most.iri}>" in copied and most.title in copied
        entry.locator("blockquote a").click()  # to the words in the document that cites it
        target = page.locator(":target")
        assert target.inner_text() == quote and target.evaluate("e => { const r = e.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight }")
        target.locator("a").first.click()  # and to the fact that rests on them
        assert most.title in page.locator("li", has=page.locator(":target")).last.inner_text()


def test_a_mark_of_a_picture_leads_to_its_page_and_a_line_to_its_words(chromium, served, index):  # noqa: F811
    most = index.list_items("document")[0][0]
    name = most.iri.rsplit("/", 1)[1]
    with visiting(chromium, served) as page:
        page.goto(served + "/map")
        picture = page.frame_locator("iframe")
        picture.locator("#search").fill(most.number)
        picture.locator("#search").press("Enter")
        picture.locator("#panel .relation[data-line]").first.click()
        quote = picture.locator("#panel mark").first.inner_text()
        picture.locator("a.page", has_text="见原文").first.click()
        page.wait_for_url("**/document/*#e-*")
        assert page.locator(":target").inner_text() == quote
        page.goto(served + f"/view/document/{name}?lang=en")
        picture = page.frame_locator("iframe")
        for kind, words in (("agency", "国务院"), ("document", most.number)):
            picture.locator("#search").fill(words)
            picture.locator("#search").press("Enter")
            with page.expect_navigation(url=f"**/{kind}/*?lang=en"):
                picture.get_by_role("link", name="Open its page").click()
            assert words in page.locator("main").inner_text()
            page.go_back()
        page.goto(served + f"/timeline/document/{name}")
        page.frame_locator("iframe").locator("td a").first.click()
        page.wait_for_url("**/search?q=*")
        assert page.locator(".items a.title").count() >= 1


def test_levels_and_relations_have_the_shapes_and_dashes_of_the_maps(chromium, served):  # noqa: F811
    with visiting(chromium, served) as page:
        page.goto(served + "/")
        look = """([names, kind, what]) => names.map((name) => {
          const made = document.createElement("span");
          made.className = kind + " " + name;
          document.body.append(made);
          return getComputedStyle(made, "::before")[what];
        })"""
        shapes = page.evaluate(look, [list(LEVELS), "level", "clipPath"])
        assert len(set(shapes)) == len(LEVELS) == 6 and [shape.split("(")[0] for shape in shapes[:3]] == ["circle", "inset", "polygon"]
        dashes = dict(zip(RELATION_GROUPS, page.evaluate(look, [list(RELATION_GROUPS), "relation", "backgroundImage"])))
        groups = {group: {dashes[name] for name in RELATION_GROUPS if RELATION_GROUPS[name] == group} for group in RELATION_GROUPS.values()}
        assert all(len(drawn) == 1 for drawn in groups.values()) and len(set.union(*groups.values())) == len(groups)


def test_searching_by_keyboard(chromium, served):  # noqa: F811
    with visiting(chromium, served) as page:
        page.goto(served + "/")
        page.keyboard.type("国发[2021]91号")
        page.keyboard.press("Enter")
        page.locator("a.title").first.click()
        assert "国发〔2021〕91号" in page.locator(".badges").inner_text()


def test_kinds_of_marks_can_be_put_out(chromium, served, index):  # noqa: F811
    path = "/document/" + index.list_items("document")[0][0].iri.rsplit("/", 1)[1]
    with visiting(chromium, served) as page:
        page.goto(served + path)
        shadow = "getComputedStyle(document.querySelector('article p .k-citation')).boxShadow"
        assert page.evaluate(shadow) != "none"
        page.locator("#show-citation").uncheck()
        assert page.evaluate(shadow) == "none"


def test_the_sparql_page_asks_this_host_alone_and_leads_to_pages(chromium, served):  # noqa: F811
    with visiting(chromium, served) as page:
        page.goto(served + "/query")
        page.locator(".yasqe_queryButton").first.click()
        link = page.locator(".yasr_results table a[href]").first
        link.wait_for()
        assert re.fullmatch(r"/id/document/[0-9a-f]+", link.get_attribute("href"))
        page.select_option("#examples", index=3)
        page.locator(".yasqe_queryButton").first.click()
        page.wait_for_timeout(600)
        assert "PREFIX" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
        outside = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href).filter(href => /^https?:/.test(href) && !href.startsWith(location.origin))")
        assert all("triply.cc" in href for href in outside)  # its help, which is not shown
        assert page.locator(".yasr_external_ref_btn").first.is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_no_page_is_wider_than_the_screen(chromium, served, index, width, scheme):  # noqa: F811
    document = index.list_items("document")[0][0].iri.rsplit("/", 1)[1]
    agency = index.list_items("agency")[0][0].iri.rsplit("/", 1)[1]
    with visiting(chromium, served, color_scheme=scheme) as page:
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("/", "/documents", "/search?q=学校", f"/document/{document}", f"/document/{document}?lang=en", f"/agency/{agency}", "/questions", "/questions/most-cited?limit=5", "/map"):
            page.goto(served + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


WHOLE = "POLICYKG_ROUNDS" in os.environ  # every page, as in make hostile-endpoint
TOGETHER = 4  # payloads in one document, or there would be too many pages


def extract_hostile(policy: PolicyText) -> Record:
    """The payload of a file's first line in every field of its record, evidence where it stands."""
    payload, following = policy.text.split("\n====\n")[:2]
    body = policy.text.index("\n====\n", policy.text.index("\n====\n") + 1) + 6
    span = {"start": body, "end": body + len(payload), "text": policy.text[body : body + len(payload)]}
    header = Header(
        title=payload + "关于" + payload, number=payload, issuers=(payload, payload + "局"), date="2020-01-01", type=payload, subtype=payload, level="county",
        region="411627", recipients=(payload,), cc=(payload,), approved_by=payload, index_number=payload, subjects=(payload,),
        evidence={name: Evidence(**span) for name in ("title", "number", "issuers", "date", "recipients")},
    )  # fmt: skip
    citation = Citation(following + "关于" + following, following, (following,), payload, "basis", None, None, **span, prefix=payload, suffix=payload)
    duty = Responsibility(payload, payload, "lead", 1, False, **span)
    whole = {"start": body, "end": len(policy.text), "text": policy.text[body:]}
    measure = Measure("1", "task", payload, payload[:30], None, **whole, responsibilities=(duty,))
    target = Target(span["text"], "1", payload, payload[:5], 1.0, payload, None, None, span["start"], span["end"])
    part = Part("2", "annex", payload, payload, (payload,), None, payload, **{name: whole[name] for name in ("start", "end")})
    return Record(policy.source, policy.sha256, policy.media_type, "policy", None, header, parts=(part,), citations=(citation,), measures=(measure,), targets=(target,))


@pytest.fixture(scope="module")
def hostile_space(tmp_path_factory):
    """A workspace of documents with a payload in every field and in their names, and a catalogue of payloads with addresses."""
    import csv

    from kg.build import Tables, build

    folder = tmp_path_factory.mktemp("hostile")
    (folder / "docs").mkdir()
    payloads = [re.sub("[\ud800-\udfff\x00]", "", payload) for payload in PAYLOADS]
    for index in range(0, len(payloads), TOGETHER):
        here, following = (" ".join(payloads[place : place + TOGETHER]) for place in (index, (index + TOGETHER) % len(payloads)))
        for number, payload in enumerate(payloads[index : index + TOGETHER]):  # one text under several names
            name = re.sub(r"[/\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]", "_", payload)[:60]
            (folder / "docs" / f"{index + number}{name}.txt").write_text(f"{here}\n====\n{following}\n====\n{here}\n{here} 与 {here}\n", encoding="utf-8")
    with open(folder / "list\"><script>window.hacked=1</script>.csv".replace("/", "_"), "w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["标题", "发文字号", "时效性", "网址"])
        for index, payload in enumerate(payloads):
            url = (payload, f"https://example.org/{payload}", "data:text/html,<script>parent.hacked=1</script>", "https://example.org/\" onmouseover=window.hacked=1", "javascript:window.hacked=1")[index % 5]
            writer.writerow([payload.replace("\n", " ") + "办法", payload, payload, url])
    (path,) = folder.glob("*.csv")
    build([folder / "docs"], folder / "w", tables=Tables((path,)), extract=extract_hostile)
    return folder / "w"


def every_path(space):
    """The page of every IRI, the lists, and a search for every payload."""
    from urllib.parse import quote

    from kg.search import SearchIndex
    from kg.store import Store
    from kg.workspace import Workspace

    opened = Workspace.open(space)
    base = opened.about["base"]
    iris = {iri for (iri,) in Store.open_current(opened.graph_folder).rows("SELECT DISTINCT ?s WHERE { ?s ?p ?o }") if iri.startswith(base)}
    documents = [iri.removeprefix(base + "document/") for (iri,) in sorted(Store.open_current(opened.graph_folder).rows("SELECT ?d WHERE { ?d pol:status ?any }"))]
    pages = ["/" + iri.removeprefix(base) for iri in sorted(iris)]
    pages += [f"/document/{name}/citing" for name in documents] + ["/", "/documents", "/agencies", "/subjects", "/regions", "/questions/documents", "/questions/most-cited?limit=50"]
    places = ("search?q=", "search?kind=measure&q=", "questions/cited-by?number=", "query?query=")
    pages += [f"/{places[index % 4]}{quote(payload.encode('utf-8', 'replace'))}" for index, payload in enumerate(PAYLOADS)]
    with SearchIndex(opened.search_path) as index:
        cited = [item.iri.rsplit("/", 1)[1] for item in index.list_items("document", limit=8)[0] if item.number]
    pictures = ["/picture/map", "/picture/matrix?by=issuer", *(f"/picture/{kind}/{name}" for name in cited for kind in ("view", "flow", "timeline"))]
    return pages, pictures


ON = re.compile(r"^(on|srcdoc|style|formaction)")


def test_no_page_holds_markup_of_a_document(hostile_space):
    client = make_client(hostile_space)
    pages, _ = every_path(hostile_space)
    assert len(pages) > 1000
    if not WHOLE:  # of the plain pages that all look alike, some
        pages = [path for number, path in enumerate(pages) if number % 4 == 0 or path.startswith(("/document/", "/search", "/quer", "/agency/")) and number % 2]
    seen = 0
    for path in pages:
        answer = client.get(path)
        assert answer.status_code in (200, 303, 400), (path, answer.status_code)
        if "html" not in answer.headers.get("content-type", ""):
            continue
        page = html.fromstring(answer.content.decode("utf-8"))
        assert {script.get("src") for script in page.xpath("//script")} <= {"/static/site.js", "/static/query.js", "/static/vendor/yasgui.min.js"}, path
        assert not [script for script in page.xpath("//script") if (script.text or "").strip()]
        assert not page.xpath("//iframe|//object|//embed|//img|//svg|//style|//base|//meta[@http-equiv]|//form[starts-with(@action, 'http')]"), path
        assert {link.get("href") for link in page.xpath("//link")} <= {"data:,", "/static/palette.css", "/static/site.css", "/static/vendor/yasgui.min.css"}
        for element in page.iter():
            if isinstance(element.tag, str):
                assert not [name for name in element.attrib if ON.match(name)], (path, element.attrib)
        for href in page.xpath("//@href"):
            assert href.startswith(("/", "#", "data:,", "https://example.org/")), (path, href)
        seen += "window.hacked" in page.text_content()
    assert seen > 200  # the payloads are on the pages, as words


def test_no_payload_runs(chromium, hostile_space):  # noqa: F811
    pages, pictures = every_path(hostile_space)
    documents = [path for path in pages if path.startswith("/document/") and not path.endswith("/citing")]
    rest = [path for path in pages if path not in set(documents)]
    with serving(hostile_space) as address, visiting(chromium, address, refused=True) as page:
        for path in documents[:: 1 if WHOLE else 6] + rest[:: 1 if WHOLE else 20] + pictures[:: 1 if WHOLE else 2]:
            page.goto(address + path, wait_until="load")
            page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
            assert page.evaluate("[window.hacked, window.violations]") == [None, []], path


ERRORS = ("SELECT <img src=x onerror=window.hacked=1> {}", "<script>window.hacked=1</script>", "SELECT * { ?a <svg/onload=window.hacked=1>:x ?b }", "ASK { ?a nope:<img/src=x/onerror=window.hacked=1> ?b }",
          "INSERT<script>window.hacked=1</script>")  # fmt: skip


def test_no_answer_and_no_error_runs_on_the_sparql_page(chromium, hostile_space):  # noqa: F811
    """Rows with every payload, as cells, as tooltips and raw; and errors that repeat the query."""
    rows = "SELECT ?title ?number ?s { ?s dcterms:title ?title FILTER(CONTAINS(?title, 'onerror')) OPTIONAL { ?s eli:id_local ?number } }"
    breaks = ("http://a/'onclick='window.hacked=1", "http://a/&apos;onclick=&apos;window.hacked=1", "http://a/&#39;onclick=window.hacked=1//", "http://a/&lt;img/src=x/onerror=window.hacked=1&gt;", "https://w3id.org/policykg/ontology#'onmouseover='window.hacked=1", "javascript:window.hacked=1")
    cells = " ".join(f'("<img src=x onerror=window.hacked=1>"^^<{iri}> <{iri}> "<svg onload=window.hacked=1>"@en)' for iri in breaks)
    made = f"SELECT * {{ VALUES (?x ?y ?z) {{ {cells} }} }}"
    with serving(hostile_space) as address, visiting(chromium, address, refused=True) as page:
        page.goto(address + "/query")
        editor = "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror"
        for query in (rows, made, *ERRORS):
            page.evaluate(f"(query) => {editor}.setValue(query)", query)
            with page.expect_response(lambda response: response.url.endswith("/sparql")) as told:
                page.locator(".yasqe_queryButton:visible").first.click()
            assert told.value.ok is (query in (rows, made)), query
            page.locator(".yasr_results", has_text=re.compile("parse|refused" if query in ERRORS else "hacked")).wait_for()
            if query == rows:
                for view in page.locator(".yasr_btn:visible").all()[:2]:
                    view.click()
                    page.wait_for_timeout(200)
                page.locator(".yasr_btn.select_table:visible").click()
            for place in page.locator(".yasr_results table a:visible").all()[:10]:
                place.hover(force=True)
            page.wait_for_timeout(200)
            assert page.evaluate("[window.hacked, window.violations]") == [None, []], query
            on = "[...document.querySelectorAll('.yasr *')].flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith('on'))"
            assert page.evaluate(on) == [], query


def test_the_fake_record_is_a_record():
    """The payloads reach every field of a record that is text."""
    policy = PolicyText("a.txt", "x\n====\ny\n====\nx\nx 与 x\n", "0" * 64, "text/plain", "utf-8")
    record = extract_hostile(policy)
    assert policy.text[record.citations[0].start : record.citations[0].end] == "x"
    empty = [field.name for field in dataclasses.fields(Header) if getattr(record.header, field.name) in (None, ())]
    assert set(empty) <= {"printed", "published", "effective", "expires"}
