# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One colour of a werkplaats, and the shades that go with it, dark and light enough to be read (WCAG 2.2 AA)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

Rgb = tuple[float, float, float]
WHITE: Rgb = (1.0, 1.0, 1.0)
BLACK: Rgb = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Brand:
    """CSS colours for --brand, --brand-dark, --brand-tint and --on-brand."""

    brand: str
    brand_dark: str
    brand_tint: str
    on_brand: str


def _rgb(colour: str) -> Rgb:
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """`share` of the other colour in the first."""
    return (
        one[0] + (other[0] - one[0]) * share,
        one[1] + (other[1] - one[1]) * share,
        one[2] + (other[2] - one[2]) * share,
    )


def _luminance(colour: Rgb) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG counts it, from 1 to 21."""
    light, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _darken(colour: Rgb, against: str, ratio: float) -> str:
    for step in range(101):
        shade = _hex(_mix(colour, BLACK, step / 100))
        if contrast(shade, against) >= ratio:
            return shade
    return "#000000"


@lru_cache(maxsize=256)
def brand_of(colour: str) -> Brand:
    """The readable set for one colour: white text on it ≥ 4.6, dark shade on its tint ≥ 7."""
    base = _rgb(colour)
    tint = _hex(_mix(base, WHITE, 0.88))
    return Brand(
        brand=_darken(base, "#ffffff", 4.6),
        brand_dark=_darken(_mix(base, BLACK, 0.2), tint, 7.0),
        brand_tint=tint,
        on_brand="#ffffff",
    )
