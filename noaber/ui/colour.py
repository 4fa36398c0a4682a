# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From one brand colour to a set that can be read: every pair is checked for contrast (WCAG 2.2, 1.4.3)."""

import re
from dataclasses import dataclass

AA = 4.5
LIGHT_SURFACES = ("#ffffff", "#fbf8f2", "#f3ecdf")
DARK_SURFACES = ("#141c1d", "#1c2627", "#243032")
INK = "#1d2b2e"
FALLBACK = "#0b5a4c"

Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Brand:
    """The brand tokens of one surface (light or dark)."""

    brand: str
    brand_dark: str
    brand_tint: str
    on_brand: str


@dataclass(frozen=True)
class Palette:
    light: Brand
    dark: Brand


def parse(value: str) -> str | None:
    """The colour as #rrggbb, or None when it is no colour."""
    text = value.strip().lower()
    if re.fullmatch(r"#?[0-9a-f]{3}", text):
        text = "".join(letter * 2 for letter in text.lstrip("#"))
    return "#" + text.lstrip("#") if re.fullmatch(r"#?[0-9a-f]{6}", text) else None


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other` stirred in."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round((a * (1 - share) + b * share) * 255):02x}" for a, b in pairs)


def derive(value: str) -> Palette:
    """A readable palette for this brand colour; an unusable value gives the house colour."""
    base = parse(value) or FALLBACK
    return Palette(light=_light(base), dark=_dark(base))


def _light(base: str) -> Brand:
    tint = mix(base, "#ffffff", 0.88)
    surfaces = (*LIGHT_SURFACES, tint)
    brand = until(base, "#000000", surfaces)
    brand_dark = until(mix(brand, "#000000", 0.3), "#000000", surfaces, at_least=7.0)
    return Brand(brand, brand_dark, tint, _readable_on(brand))


def _dark(base: str) -> Brand:
    tint = mix(base, DARK_SURFACES[0], 0.8)
    surfaces = (*DARK_SURFACES, tint)
    brand = until(base, "#ffffff", surfaces)
    brand_dark = until(mix(brand, "#ffffff", 0.3), "#ffffff", surfaces, at_least=7.0)
    return Brand(brand, brand_dark, tint, _readable_on(brand))


def until(colour: str, towards: str, surfaces: tuple[str, ...], at_least: float = AA) -> str:
    """`colour`, moved towards black or white until it can be read on every one of these surfaces."""
    for step in range(101):
        candidate = mix(colour, towards, step / 100)
        if all(contrast(candidate, surface) >= at_least for surface in surfaces):
            return candidate
    return towards


def _readable_on(brand: str) -> str:
    return max(("#ffffff", INK), key=lambda text: contrast(text, brand))


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def style_sheet(palette: Palette) -> str:
    """The brand tokens as CSS: light, and dark where the reader asks for dark."""
    dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {tokens_of(palette.dark)} }} }}"
    return f"@layer tokens {{ :root {{ {tokens_of(palette.light)} }} {dark} }}\n"


def tokens_of(brand: Brand) -> str:
    """The tokens of one side, as CSS declarations."""
    return (
        f"--brand: {brand.brand}; --brand-dark: {brand.brand_dark}; "
        f"--brand-tint: {brand.brand_tint}; --on-brand: {brand.on_brand};"
    )
