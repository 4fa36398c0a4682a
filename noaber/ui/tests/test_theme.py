# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.ui import theme, tokens
from noaber.ui.colour import AA, LIGHT_SURFACES, contrast

CSS = """
/* A theme as a city has it. */
.denhaag-theme { --denhaag-color-primary: hsl(120, 60%, 30%); --denhaag-link-color: var(--denhaag-color-primary);
  --utrecht-heading-color: #7a1f5c; --utrecht-button-border-radius: 2px;
  --utrecht-document-font-family: "Open Sans", Arial, sans-serif }
"""


def test_css_and_json_say_the_same():
    nested = {"utrecht": {"heading": {"color": {"$value": "#7A1F5C"}}, "button": {"borderRadius": {"value": "2px"}}}}
    found = tokens.read(json.dumps(nested)).tokens
    assert found == {"utrecht-heading-color": "#7a1f5c", "utrecht-button-border-radius": "2px"}
    assert found.items() <= tokens.read(CSS).tokens.items()


def test_references_are_followed_in_both_forms():
    assert tokens.read(CSS).tokens["denhaag-link-color"] == "#1f7a1f"
    tree = {"stad": {"groen": {"value": "#1f7a1f"}, "link": {"color": {"value": "{stad.groen}"}}}}
    assert tokens.read(json.dumps(tree)).tokens["stad-link-color"] == "#1f7a1f"


@pytest.mark.parametrize(
    "value",
    [
        "url(http://kwaad.example/x)", "URL(javascript:alert(1))", "expression(alert(1))", "calc(1px + 1px)",
        "image-set('x')", "#fff\\;}body{display:none", "red;}*{color:red", "attr(x)", "</style><script>",
        "env(x)", "12345678px", "var(--er-niet)", "rgba(0,0,0,.5)",
    ],
)  # fmt: skip
def test_nothing_that_a_browser_must_think_about_gets_through(value):
    text = f"--utrecht-button-color: {value}; --utrecht-heading-color: #7a1f5c;"
    try:
        reading = tokens.read(text)
    except tokens.Unusable:
        return
    sheet = theme.style_sheet("#0b5a4c", reading.tokens)
    assert not re.search(r"url|expression|calc|javascript|attr|env\(|<|@import|image-set|binding|display", sheet, re.I)


def test_a_circle_of_references_ends():
    with pytest.raises(tokens.Unusable):
        tokens.read("--a-b: var(--c-d); --c-d: var(--a-b);")


@pytest.mark.parametrize("text", ["", "hallo", "{", "[]", '{"a": {"value": true}}', "/*" * 50_000, '{"a":' * 3000])
def test_what_is_no_theme_is_said_in_words(text):
    with pytest.raises(tokens.Unusable) as problem:
        tokens.read(text)
    assert len(problem.value.reason) > 20


def test_a_font_that_is_not_here_is_said_and_left_out():
    reading = tokens.read(CSS)
    assert reading.tokens["utrecht-document-font-family"] == '"Arial", sans-serif'
    assert any("Open Sans" in line for line in reading.told)


def test_buttons_links_headings_and_map_follow():
    more = "--noaber-map-color: #884400; --nl-button-primary-background-color: #123456; --nl-link-color: #145214;"
    sheet = theme.style_sheet("#0b5a4c", tokens.read(more + CSS).tokens)
    light = sheet.partition("prefers-color-scheme: dark) {")[0]
    assert "--brand: #123456" in light
    assert "--link: #145214" in sheet
    assert "--heading: #7a1f5c" in sheet
    assert "--map: #884400" in sheet
    assert "--utrecht-button-border-radius: 2px" in sheet
    assert "--utrecht-button-secondary-action-color: #145214" in sheet


def test_a_colour_of_a_brand_is_recognised_under_any_prefix():
    assert theme.look("#0b5a4c", {"ma-color-primary-600": "#aa0044"}).palette.light.brand == "#aa0044"


def test_what_is_too_light_is_made_darker_and_said():
    found = theme.look("#0b5a4c", {"utrecht-link-color": "#ffcc00", "utrecht-heading-color": "#dddddd"})
    assert len(found.told) >= 2
    assert all(contrast(found.colours["--heading"], surface) >= AA for surface in LIGHT_SURFACES)
    assert any("koppen" in line and "4,5" in line for line in found.told)


def test_a_dark_paper_is_not_taken():
    assert "--paper" not in theme.look("#0b5a4c", {"utrecht-document-background-color": "#222222"}).colours
    assert theme.look("#0b5a4c", {"utrecht-document-background-color": "#fffef8"}).colours["--paper"] == "#fffef8"


hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(hexes, hexes, hexes, hexes)
def test_every_pair_can_be_read_whatever_the_theme(brand, link, heading, on_brand):
    found = theme.look(
        brand,
        {
            "utrecht-link-color": link, "utrecht-heading-color": heading,
            "utrecht-button-primary-action-background-color": brand, "utrecht-button-primary-action-color": on_brand,
        },
    )  # fmt: skip
    light = found.palette.light
    for ink in (found.colours["--link"], found.colours["--heading"], light.brand):
        assert all(contrast(ink, surface) >= AA for surface in LIGHT_SURFACES)
    assert contrast(found.colours.get("--on-brand", light.on_brand), light.brand) >= AA


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        found = tokens.read(text).tokens
    except tokens.Unusable:
        return
    assert not set("{}<>;") & set("".join(found.values()))
