"""Everything by keyboard: a walk through both pictures without a mouse."""

from browser import chromium, opened  # noqa: F401
from picture_pages import lit, picture, shown  # noqa: F401

_ACTIVE = "document.activeElement.id || document.activeElement.dataset.value || document.activeElement.dataset.reach || document.activeElement.className.baseVal || document.activeElement.className"
_STANDING = "document.getElementById('aloud').textContent"


def tab_to(page, wanted: str, most: int = 80) -> None:
    """Tab until an element has the focus, which must then be visible."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            break
    assert page.evaluate("(wanted) => document.activeElement.matches(wanted) && document.activeElement.matches(':focus-visible')", wanted), (wanted, page.evaluate(_ACTIVE))


def test_a_walk_through_the_picture(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        tab_to(page, "[role=application]")
        assert page.evaluate("getComputedStyle(document.getElementById('drawing'), '::after').borderTopWidth") == "2px"
        page.keyboard.press("ArrowRight")
        first = page.evaluate(_STANDING)
        assert first
        steps = {first}
        for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowDown"):
            page.keyboard.press(key)
            steps.add(page.evaluate(_STANDING))
        assert len(steps) >= 5
        page.keyboard.press("Enter")
        opened_at = page.evaluate("policykgPanel.selection().node")
        assert page.evaluate("(index) => policykg.aboutNode(policykg.nodes[index])", opened_at) == page.evaluate(_STANDING)
        assert page.inner_text("#panel h2") in page.evaluate(_STANDING)
        tab_to(page, "#panel [data-reach=two]", most=6)
        page.keyboard.press("Enter")
        assert page.evaluate(_ACTIVE) == "two" and page.get_attribute("[data-reach=two]", "aria-pressed") == "true"
        page.keyboard.press("Escape")
        assert page.evaluate("policykgPanel.selection()") is None
        assert page.evaluate("document.querySelector('[role=application]').contains(document.activeElement)")
        page.keyboard.press("Enter")
        assert page.evaluate("policykgPanel.selection()") == {"node": opened_at}


def test_from_card_to_card_to_the_sentence_and_back(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        page.focus("#search")
        page.keyboard.type("白政办〔2022〕11号")
        page.keyboard.press("ArrowDown")
        assert page.get_attribute("#search", "aria-activedescendant") == "found-0"
        page.keyboard.press("Enter")
        assert page.get_attribute("#search", "aria-expanded") == "false"
        tab_to(page, "#panel [data-line]")
        page.keyboard.press("Enter")
        assert page.locator("#panel blockquote").count() == 1 and page.evaluate(_ACTIVE) == "panel"
        tab_to(page, "#panel [data-node]", most=3)
        page.keyboard.press("Enter")
        assert page.inner_text("#panel h2") == "白鹿县人民政府办公室关于印发白鹿县校园食品安全工作方案的通知"
        page.keyboard.press("Escape")
        assert "被引用最多" in page.inner_text("#panel")


def test_filters_link_menu_and_language(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        before = len(shown(page))
        tab_to(page, "#save")
        page.keyboard.press("Enter")
        assert page.get_attribute("#save", "aria-expanded") == "true" and page.get_attribute("#save", "aria-controls") == "formats"
        tab_to(page, "[data-save=documents]", most=4)
        page.keyboard.press("Escape")
        assert page.is_hidden("#formats") and page.evaluate(_ACTIVE) == "save"
        tab_to(page, "[data-field=level][data-value=central]")
        page.keyboard.press("Space")
        assert len(shown(page)) < before and page.evaluate(_ACTIVE) == "central"
        tab_to(page, "#more")
        page.keyboard.press("Enter")
        tab_to(page, "[data-range=place]", most=6)
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.value") == "990000"
        page.keyboard.press("Escape")
        assert page.is_hidden("#filters") and page.evaluate(_ACTIVE) == "more"
        tab_to(page, "#reset")
        page.keyboard.press("Enter")
        assert len(shown(page)) == before and page.evaluate(_ACTIVE) == "more"
        page.focus("#language")
        page.keyboard.press("Enter")
        assert page.evaluate(_ACTIVE) == "language" and page.inner_text("#save") == "Save" and page.inner_text("#more") == "More filters"


def test_every_control_has_a_name_in_both_languages(chromium, picture):  # noqa: F811
    nameless = """[...document.querySelectorAll("button, select, input, [role=application], [role=group], aside, section[id]")].filter((control) =>
      !(control.getAttribute("aria-label") || (control.tagName === "BUTTON" && control.textContent.trim()))).map((control) => control.outerHTML.slice(0, 90))"""
    names = "[...document.querySelectorAll('header button, #bar button')].map((button) => button.getAttribute('aria-label') || button.textContent)"
    with opened(chromium, picture) as page:
        page.evaluate("policykgPanel.selectNode(3)")
        assert page.evaluate(nameless) == []
        chinese = page.evaluate(names)
        page.click("#language")
        assert page.evaluate(nameless) == []
        same = {a for a, b in zip(chinese, page.evaluate(names)) if a == b}
        assert same <= {chip for chip in chinese if "署" in chip}
