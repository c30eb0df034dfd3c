"""Colours against what they stand on, shapes and dashes that need no colour."""

import re
from itertools import combinations, product

import pytest

from output.html.page import page_file
from output.html.terms import LEVELS, RELATION_GROUPS
from output.html.view import SHAPES

CSS = page_file("palette.css")
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): ([^;]+);", part)) for part in CSS.split("@media"))
THEMES = {"light": LIGHT, "dark": LIGHT | DARK}
GROUNDS = ("paper", "band")  # of the drawing; text also stands on ground
LINES = (*sorted(set(RELATION_GROUPS.values())), "tie", "duty")
OPACITY = 0.8  # of lines in a picture with few of them


def channels(colour: str) -> tuple[float, ...]:
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    return tuple(int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))


def luminance(colour: tuple[float, ...]) -> float:
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """As WCAG 2.2 defines it, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21():
    assert contrast(channels("#000"), channels("#ffffff")) == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out(theme):
    colours = {name: channels(value) for name, value in THEMES[theme].items() if value.startswith("#")}
    pairs = [*product(("ink", "soft"), (*GROUNDS, "ground")), *product(("quote-ink", "ink"), ("quote",)), *product(("accent",), ("paper", "ground"))]
    assert {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_lines_stand_out(theme):
    colours = {name: channels(value) for name, value in THEMES[theme].items() if value.startswith("#")}
    weak = {}
    for name, ground in product((*LEVELS, "measure", *LINES), GROUNDS):
        drawn = colours[name]
        if name in LINES and name != "tie":  # issued-by, part-of: the background of the view, at full strength when lit
            drawn = tuple(OPACITY * value + (1 - OPACITY) * below for value, below in zip(drawn, colours[ground]))
        if contrast(drawn, colours[ground]) < 3:
            weak[name, ground] = round(contrast(drawn, colours[ground]), 2)
    assert weak == {}


def test_levels_differ_by_shape_and_both_pictures_agree():
    assert set(SHAPES) == set(LEVELS) and len(set(SHAPES.values())) == len(LEVELS)
    script = page_file("frame.js")
    assert dict(re.findall(r"(\w+): \"(\w+)\"", re.search(r"const SHAPES = \{(.*?)\}", script)[1])) == SHAPES
    assert "hexagon" not in SHAPES.values()  # the agencies' own


def test_relations_differ_by_dash_and_solid_ones_by_weight():
    dashes = {name: LIGHT[f"dash-{name}"] for name in LINES}
    for one, other in combinations(LINES, 2):
        assert dashes[one] != dashes[other] or float(LIGHT[f"weight-{one}"]) >= 2 * float(LIGHT[f"weight-{other}"]), (one, other)
    assert [name for name, dash in dashes.items() if dash == "none"] == ["basis", "tie"]
    style = page_file("picture.css")
    assert all(f"stroke-dasharray: var(--dash-{name})" in style for name in LINES)
