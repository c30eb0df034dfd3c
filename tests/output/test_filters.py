"""Filters and search of both pictures, in Chromium."""

from browser import chromium, opened  # noqa: F401
from graph_sample import add_citation, add_document, sample_graph
from picture_pages import picture, shown, write_page  # noqa: F401

GRAPH = sample_graph()
DOCUMENTS = {key for key, node in GRAPH.nodes(data=True) if node["kind"] == "document"}


def of(**wanted) -> set[str]:
    """Documents of the sample by their attributes."""
    return {key for key in DOCUMENTS if all(GRAPH.nodes[key][name] == value for name, value in wanted.items())}


def test_years_places_and_what_has_none(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        assert shown(page) == DOCUMENTS and page.inner_text("#shown") == "" and page.is_hidden("#reset")
        page.click("#more")
        page.select_option("[data-range=from]", "2019")
        page.select_option("[data-range=to]", "2021")
        inside = {key for key in DOCUMENTS if GRAPH.nodes[key]["year"] in (2019, 2020, 2021)}
        undated = of(year=None)
        assert len(inside) > 4 and undated and shown(page) == inside | undated
        page.click("[data-field=none][data-value=year]")
        assert shown(page) == inside
        assert page.inner_text("#shown") == f"显示 {len(inside)} / {len(DOCUMENTS)} 份"
        assert page.inner_text("#more") == "更多筛选 (3)"
        page.click("#reset")
        assert shown(page) == DOCUMENTS and page.inner_text("#shown") == "" and page.is_hidden("#reset")


def test_a_from_year_after_the_to_year_moves_it(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        page.click("#more")
        page.select_option("[data-range=to]", "2012")
        page.select_option("[data-range=from]", "2022")
        assert page.input_value("[data-range=to]") == "2022"
        assert shown(page) == of(year=2022) | of(year=None)


def test_a_province_holds_what_lies_below_it(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        page.click("#more")
        options = page.locator("[data-range=place] option").all_inner_texts()
        assert [text.strip("\u3000") for text in options] == ["全部地区", "青岚省 (19)", "云汀市 (12)", "白鹿县 (6)"]
        assert [len(text) - len(text.lstrip("\u3000")) for text in options] == [0, 0, 1, 2]
        page.click("[data-field=none][data-value=place]")
        page.select_option("[data-range=place]", "990100")
        assert shown(page) == of(region="990100") | of(region="990121")
        page.select_option("[data-range=place]", "990000")
        assert shown(page) == {key for key in DOCUMENTS if GRAPH.nodes[key]["region"]}


def test_rank_organ_and_subject(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        page.click("#more")
        page.click("[data-field=rank][data-value=none]")
        assert shown(page) == DOCUMENTS - of(rank=None)
        page.click("[data-field=organ][data-value=department]")
        assert shown(page) == DOCUMENTS - of(rank=None) - of(organ="department")
        page.click("#reset")
        page.click("#more")
        page.select_option("[data-range=subject]", "食品安全")
        about = {key for key in DOCUMENTS if "食品安全" in GRAPH.nodes[key]["subjects"]}
        assert about and shown(page) == about | of(subjects=())
        page.click("[data-field=none][data-value=subject]")
        assert shown(page) == about


def test_agencies_and_measures_stand_as_long_as_a_document_of_theirs_does(chromium, tmp_path):  # noqa: F811
    path = write_page("view", GRAPH, tmp_path / "view.html", measures=True)
    drawn = "policykg.nodes.filter((node) => node.kind === '%s' && policykg.nodeShown(node)).map((node) => node.id)"
    with opened(chromium, path) as page:
        page.click("#more")
        page.select_option("[data-range=from]", "2023")
        page.click("[data-field=none][data-value=year]")
        assert page.evaluate(drawn % "measure") == ["m/x5/1"]
        assert set(page.evaluate(drawn % "agency")) == {"a/教育部", "a/青岚省教育厅", "a/白鹿县人民政府办公室", "a/白鹿县教育局"}
        page.click("[data-field=level][data-value=unknown]")
        assert page.evaluate(drawn % "measure") == ["m/x5/1"]  # a measure has no level of its own


def test_one_value_gives_no_choice_and_nothing_to_choose_no_button(chromium, tmp_path):  # noqa: F811
    graph = type(GRAPH)()
    add_document(graph, "d/1", title="甲")
    add_document(graph, "d/2", title="乙")
    add_citation(graph, "d/1", "d/2", "c")
    with opened(chromium, write_page("map", graph, tmp_path / "map.html")) as page:
        assert page.is_hidden("#more")


def test_the_filters_never_cover_half_a_small_screen_unasked(chromium, picture):  # noqa: F811
    with opened(chromium, picture, width=400, height=800) as page:
        assert page.locator("#bar").bounding_box()["height"] < 90
        page.click("#more")
        box = page.locator("#filters").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 400 and box["height"] < 520
        page.keyboard.press("Escape")
        assert page.is_hidden("#filters") and page.evaluate("document.activeElement.id") == "more"


def test_search_knows_brackets_agencies_and_traditional_characters(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        for typed in ("国发[2011]88号", "国发【2011】第88号", "国发(2011)88", "国发 ２０１１ 88", "國務院關於推進農村學生", "国务院 营养改善"):
            page.fill("#search", typed)
            assert "国务院关于推进农村学生营养改善的意见" in page.inner_text("#found"), typed
        page.fill("#search", "云汀市教育局")
        assert "转发学生营养健康行动方案" in page.inner_text("#found")


def test_search_says_what_is_filtered_and_the_card_offers_to_show_it(chromium, picture):  # noqa: F811
    with opened(chromium, picture) as page:
        page.click("[data-field=level][data-value=central]")
        page.fill("#search", "国发〔2011〕88号")
        assert "已被筛选隐去" in page.inner_text("#found")
        page.keyboard.press("Enter")
        assert "已被筛选隐去" in page.inner_text("#panel")
        page.click("#panel .unseen button")
        assert shown(page) == DOCUMENTS and "已被筛选隐去" not in page.inner_text("#panel")
