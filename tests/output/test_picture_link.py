"""The address that keeps what one looks at: restored in another page, and deaf to what it does not know."""

from urllib.parse import quote

import pytest
from browser import chromium, opened, until  # noqa: F401
from graph_sample import sample_graph
from hostile import PAYLOADS, hostile_graph
from picture_pages import WRITERS, lit, open_card, picture, shown, write_page  # noqa: F401

_STATE = """() => ({ selection: policykgPanel.selection(), reach: policykgPanel.reach(), filters: policykgFilters.read(), language: policykg.language(),
  shown: policykg.nodes.filter(policykg.nodeShown).length })"""
_KEPT = "new Promise((done) => setTimeout(() => done(location.hash), 400))"


def test_everything_comes_back_in_a_new_page(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        open_card(page, "d/x3")
        page.click("[data-reach=two]")
        page.click("[data-field=relation][data-value=applies]")
        page.click("[data-field=level][data-value=unknown]")
        page.click("#more")
        page.select_option("[data-range=from]", "2012")
        page.select_option("[data-range=place]", "990100")
        page.select_option("[data-range=subject]", "食品安全")
        page.click("[data-field=none][data-value=year]")
        page.keyboard.press("Escape")
        page.click("#language")
        page.click("#zoom-in")
        address, state, near = page.evaluate(_KEPT), page.evaluate(_STATE), lit(page)
        spot = page.evaluate("policykgSave.where()")
    assert address.startswith("#node=x3&reach=two&hide=") and "lang=en" in address and len(address) < 260
    with opened(chromium, picture, fragment=address) as page:
        page.wait_for_timeout(150)
        assert page.evaluate(_STATE) == state and state["reach"] == "two" and state["language"] == "en"
        assert lit(page) == near and near >= {"d/x3", "d/m4", "d/c6"} and "d/p3" not in near
        again = page.evaluate("policykgSave.where()")
        assert again == pytest.approx(spot, abs=2) and spot[2] == pytest.approx(1.4, rel=0.02)
        assert page.inner_text("h1") in ("Citation map, from central to township", "Relations")
        assert page.evaluate(_KEPT) == address


def test_a_line_comes_back_too(chromium, picture):  # noqa: F811
    with opened(chromium, picture, fragment="#line=p2,p1,repeals") as page:
        assert page.inner_text("#panel blockquote") == "青政发〔1998〕14号文件同时废止。"
        assert page.evaluate(_KEPT) == "#line=p2,p1,repeals"


def test_a_new_address_in_the_same_page_is_followed(chromium, picture):  # noqa: F811
    with opened(chromium, picture, fragment="#node=x3&hide=level.central") as page:
        assert "白政办〔2022〕11号" in page.inner_text("#panel")
        page.evaluate("location.hash = '#node=c3'")
        until(page, "document.getElementById('panel').textContent.includes('国发〔2011〕88号')")
        assert len(shown(page)) == sum(node["kind"] == "document" for _, node in sample_graph().nodes(data=True))


def test_a_picture_left_alone_has_no_address(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        assert page.evaluate(_KEPT) == ""
        open_card(page, "d/c3")
        page.keyboard.press("Escape")
        page.click("#fit")
        assert page.evaluate(_KEPT) == ""


def test_the_button_copies_or_shows_the_address(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        open_card(page, "d/x3")
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })")
        page.click("#link")
        until(page, "document.getElementById('toast').textContent === '链接已复制'")
        assert page.evaluate("window.copied") == page.evaluate("location.href")
        assert "#node=x3" in page.evaluate("window.copied")


def test_without_a_clipboard_the_address_stands_selected(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.click("[data-field=level][data-value=county]")
        page.click("#link")
        until(page, "document.activeElement.id === 'address'")
        selected = page.evaluate("(() => { const box = document.activeElement; return box.value.slice(box.selectionStart, box.selectionEnd); })()")
        assert selected == page.evaluate("location.href") and selected.endswith("#hide=level.county")
        page.keyboard.press("Escape")
        assert page.is_hidden("#address") and page.evaluate("document.activeElement.id") == "link"


HOSTILE = ("#node=<script>window.hacked=1</script>", "#node=%", "#node=%E0%A4%A&hide=%ZZ", "#__proto__=1&constructor=2&hide=__proto__.polluted,constructor.prototype",
           "#hide=kind.__proto__,none.toString,level.", "#from=NaN&to=1e999&place=__proto__&subject=constructor", "#at=NaN,NaN,NaN", "#at=1e308,-1e308,1e308",
           "#at=0,0,-1", "#at=,,", "#lang=<b>&reach=__proto__", "#line=a,b,c,d,e", "#" + "&".join(["node=x3"] * 3000), "#=&&==&#&?", "#node=x3&node=%00",
           *("#" + "&".join(f"{key}={quote(payload, errors='replace')}" for key in ("node", "line", "hide", "place", "subject", "lang", "at"))
                                   for payload in PAYLOADS[:6]))  # fmt: skip


def test_hostile_addresses_change_nothing(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        before = page.evaluate(_STATE)
        for address in HOSTILE:
            page.evaluate("(address) => { location.hash = address; }", address)
            page.wait_for_timeout(40)
            state = page.evaluate(_STATE)
            assert state == before, address[:80]
            assert page.evaluate("[window.hacked, {}.polluted]") == [None, None]
            spot = page.evaluate("policykgSave.where()")
            assert spot is None or all(abs(value) < 1e6 for value in spot), address[:80]


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_hostile_ids_values_and_places_go_through_the_address(chromium, tmp_path, name):  # noqa: F811
    path = write_page(name, hostile_graph(), tmp_path / "hostile.html")
    with opened(chromium, path) as page:
        page.click("#more")
        page.select_option("[data-range=subject]", index=3)
        page.select_option("[data-range=place]", index=2)
        page.locator("#filters [data-field=rank]").nth(5).click()
        page.evaluate("policykgPanel.select({ node: 3 })")
        address, state = page.evaluate(_KEPT), page.evaluate(_STATE)
    with opened(chromium, path, fragment=address) as page:
        assert page.evaluate(_STATE) == state and state["selection"] == {"node": 3}
        assert page.evaluate("window.hacked") is None
