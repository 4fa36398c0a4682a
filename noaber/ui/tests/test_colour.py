# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.ui import colour

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("#0B5A4C", "#0b5a4c"), ("abc", "#aabbcc"), (" #fff ", "#ffffff"), ("red", None), ("#12345", None), ("", None)],
)
def test_parse(text, expected):
    assert colour.parse(text) == expected


def test_contrast_of_the_extremes():
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colour.contrast("#123456", "#123456") == 1


def test_a_readable_colour_is_kept():
    assert colour.derive("#0b5a4c").light.brand == "#0b5a4c"


def test_yellow_is_darkened_until_it_can_be_read():
    assert colour.derive("#ffd400").light.brand != "#ffd400"


def test_nonsense_gives_the_house_colour():
    assert colour.derive("});") == colour.derive(colour.FALLBACK)


@given(HEX)
def test_every_brand_is_readable_everywhere(value):
    palette = colour.derive(value)
    for brand, surfaces in ((palette.light, colour.LIGHT_SURFACES), (palette.dark, colour.DARK_SURFACES)):
        for surface in (*surfaces, brand.brand_tint):
            assert colour.contrast(brand.brand, surface) >= colour.AA
            assert colour.contrast(brand.brand_dark, surface) >= colour.AA
        assert colour.contrast(brand.on_brand, brand.brand) >= colour.AA
    ink_on_tint = colour.contrast(colour.INK, palette.light.brand_tint)
    assert ink_on_tint >= colour.AA


@given(st.text(max_size=20))
def test_the_style_sheet_holds_only_colours(value):
    text = colour.style_sheet(colour.derive(value))
    assert text.count("{") == text.count("}")
    assert text.count("--brand:") == 2
