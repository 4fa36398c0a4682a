# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the tokens of a theme to a style sheet of ours: buttons, links, headings and map follow, and stay readable.

A theme names its own colours ("--denhaag-color-green-3") and its components ("--utrecht-button-…"). We look which of
them are its brand, its links, its headings; check each pair for contrast (WCAG 2.2, 1.4.3); and make darker what is
too light, in words. Themes are light; the dark side is derived from the brand colour.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from noaber.ui import colour, tokens
from noaber.ui.colour import AA, DARK_SURFACES, LIGHT_SURFACES, contrast
from noaber.ui.formats import number_nl

# Which token says what, in order of preference; the patterns match the brand-level tokens of any theme.
BRAND = (
    "noaber-brand", "utrecht-button-primary-action-background-color", "nl-button-primary-background-color",
    "utrecht-button-background-color", "utrecht-link-color", "nl-link-color",
)  # fmt: skip
BRAND_LEVEL = re.compile(
    r"[a-z0-9]+-(?:colors?-)?(?:brand|primary|primary-action|action|interaction|accent)(?:-(?:1|default|base|500|600|700))?(?:-color)?"
)
ON_BRAND = ("utrecht-button-primary-action-color", "nl-button-primary-color")
LINK = ("noaber-link-color", "utrecht-link-color", "nl-link-color")
HEADING = (
    "noaber-heading-color", "utrecht-heading-1-color", "utrecht-heading-2-color", "utrecht-heading-color",
    "nl-heading-level-1-color", "nl-heading-color",
)  # fmt: skip
MAP = ("noaber-map-color",)
PAPER = ("noaber-paper", "utrecht-document-background-color", "nl-document-background-color")
FONT = (
    "noaber-font-family",
    "utrecht-document-font-family",
    "nl-document-font-family",
    "utrecht-paragraph-font-family",
)
HEADING_FONT = ("noaber-heading-font-family", "utrecht-heading-font-family", "utrecht-heading-1-font-family")
# What of a component a theme may set itself: its shape. Its colours follow from the brand, so that they can be read.
SHAPED = re.compile(
    r"utrecht-(?:button|textbox|textarea|select|form-label|checkbox|radio-button|table)(?:-[a-z]+)*"
    r"-(?:border-radius|border-width|font-weight|letter-spacing|text-transform|padding-(?:block|inline)-(?:start|end))"
)
# The inks of the house that stand on paper, whatever the theme.
INKS = ("#1d2b2e", "#4d5c5f", "#b0400c", "#7d5600", "#1d4e8c", "#742b68", "#1c6b33", "#a3201d")
LARGEST = 48.0


@dataclass
class Look:
    """What a theme comes down to: light and dark brand, colours beside it, shapes, and what we had to say."""

    palette: colour.Palette
    colours: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


def look(brand: str, given: Mapping[str, str]) -> Look:
    """The look of this brand colour and these tokens; every pair in it can be read."""
    named = _as_utrecht(given)
    base = _brand(named) or brand
    found = Look(colour.derive(base))
    _tell_brand(found, base)
    surfaces = _surfaces(found, named)
    _set(found, named, LINK, "--link", _("links"), (*surfaces, found.palette.light.brand_tint))
    _set(found, named, HEADING, "--heading", _("koppen"), surfaces)
    on_brand = _first(named, ON_BRAND)
    if on_brand and contrast(on_brand, found.palette.light.brand) >= AA:
        found.colours["--on-brand"] = on_brand
    elif on_brand:
        found.told.append(
            _low(_("de tekst op knoppen"), on_brand, found.palette.light.brand, found.palette.light.on_brand)
        )
    if spot := _first(named, MAP):
        _spot(found, spot)
    _fonts(found, named)
    for name, value in named.items():
        if SHAPED.fullmatch(name) and tokens.as_colour(value) is None and (tokens.pixels(value) or 0) <= LARGEST:
            found.shapes[f"--{name}"] = value
    if found.colours.get("--link"):
        # A second button is drawn in ink; with a theme it goes with the links.
        found.colours["--utrecht-button-secondary-action-color"] = found.colours["--link"]
        found.colours["--utrecht-button-secondary-action-border-color"] = found.colours["--link"]
    return found


def words(brand: str) -> list[str]:
    """What becomes of a single colour, in words; nothing when it is used as it is."""
    found = Look(colour.derive(brand))
    _tell_brand(found, colour.parse(brand) or colour.FALLBACK)
    return found.told


def style_sheet(brand: str, given: Mapping[str, str]) -> str:
    """The look as CSS: shapes always, its colours in the light, those derived from the brand in the dark."""
    found = look(brand, given)
    light, dark = colour.tokens_of(found.palette.light), colour.tokens_of(found.palette.dark)
    own = _written(found.colours)
    always = f":root {{ {light} {_written(found.shapes)} }}"
    bright = f"@media not (prefers-color-scheme: dark) {{ :root {{ {own} }} }}" if own else ""
    return f"@layer tokens {{ {always} {bright} @media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }} }}\n"


def _written(values: Mapping[str, str]) -> str:
    return " ".join(f"{name}: {value};" for name, value in sorted(values.items()))


def _as_utrecht(given: Mapping[str, str]) -> dict[str, str]:
    """The same tokens under the names that the components here know, whatever prefix a theme uses."""
    found = dict(given)
    for name, value in given.items():
        prefix, _dash, rest = name.partition("-")
        if prefix in ("utrecht", "noaber"):
            continue
        rest = re.sub(r"^button-(primary|secondary)-(?!action)", r"button-\1-action-", rest)
        rest = re.sub(r"^heading-level-", "heading-", rest)
        found.setdefault(f"utrecht-{rest}", value)
    return found


def _brand(named: Mapping[str, str]) -> str | None:
    level = (value for name, value in named.items() if BRAND_LEVEL.fullmatch(name) and tokens.as_colour(value))
    return _first(named, BRAND[:4]) or next(level, None) or _first(named, BRAND[4:])


def _first(named: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := tokens.as_colour(named.get(name, "")))), None)


def _surfaces(found: Look, named: Mapping[str, str]) -> tuple[str, ...]:
    """On what text stands: our own surfaces, or the paper of the theme where all our inks can be read on it."""
    paper = _first(named, PAPER)
    if paper is None:
        return LIGHT_SURFACES
    worst = min(contrast(ink, paper) for ink in INKS)
    if worst < AA:
        told = _(
            "Onze tekst is niet te lezen op achtergrond %(colour)s (contrast %(ratio)s, nodig is 4,5): overgeslagen."
        )
        found.told.append(told % {"colour": paper, "ratio": number_nl(round(worst, 1))})
        return LIGHT_SURFACES
    found.colours["--paper"] = paper
    return (*LIGHT_SURFACES, paper)


def _set(
    found: Look, named: Mapping[str, str], names: tuple[str, ...], token: str, what: str, on: tuple[str, ...]
) -> None:
    """Take a text colour; make it darker until it can be read everywhere it stands, and say so."""
    given = _first(named, names)
    if given is None:
        return
    readable = colour.until(given, "#000000", on)
    if readable != given:
        found.told.append(_low(what, given, min(on, key=_against(given)), readable))
    found.colours[token] = readable


def _against(ink: str) -> Callable[[str], float]:
    return lambda surface: contrast(ink, surface)


def _spot(found: Look, spot: str) -> None:
    """A spot on the map carries a white number, or a dark one, and stands out from the land."""
    readable = colour.until(spot, "#000000", LIGHT_SURFACES, 3.0)
    found.colours["--map"] = readable
    found.colours["--on-map"] = max(("#ffffff", colour.INK), key=_against(readable))


def _fonts(found: Look, named: Mapping[str, str]) -> None:
    for token, names in (("--font", FONT), ("--font-heading", HEADING_FONT)):
        if family := next((named[name] for name in names if name in named), None):
            found.shapes[token] = family


def _tell_brand(found: Look, base: str) -> None:
    for used, surfaces, where in (
        (found.palette.light.brand, LIGHT_SURFACES, _("op een lichte pagina")),
        (found.palette.dark.brand, DARK_SURFACES, _("op een donkere pagina")),
    ):
        if used != base:
            ratio = min(contrast(base, surface) for surface in surfaces)
            told = _(
                "%(colour)s is slecht te lezen %(where)s: contrast %(ratio)s, nodig is 4,5. Daar wordt het %(used)s."
            )
            values = {"colour": base, "where": where, "ratio": number_nl(round(ratio, 1)), "used": used}
            found.told.append(told % values)


def _low(what: str, given: str, on: str, used: str) -> str:
    told = _("De kleur van %(what)s (%(given)s) heeft op %(on)s contrast %(ratio)s; nodig is 4,5. Het wordt %(used)s.")
    ratio = number_nl(round(contrast(given, on), 1))
    return told % {"what": what, "given": given, "on": on, "ratio": ratio, "used": used}
