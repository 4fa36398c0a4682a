# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading design tokens: a JSON file or CSS custom properties of any NL Design System theme become plain, safe values.

Only a colour, a size, a font that is here or a known word gets through. An address, an expression, or anything else
that a browser would have to think about is left out, and said so.
"""

import colorsys
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from noaber.ui.colour import parse as parse_hex

MOST_BYTES = 1_000_000
MOST_TOKENS = 8_000
DEEPEST = 20
NAME = re.compile(r"[a-z][a-z0-9]{1,30}(-[a-z0-9]+){1,16}")
PROPERTY = re.compile(r"--([A-Za-z0-9_-]{1,200})\s*:\s*([^;{}]{0,500})[;}]")
SIZE = re.compile(r"-?(\d{1,4}(?:\.\d{1,4})?|\.\d{1,4})(px|rem|em|ch|%|)")
NUMBER = r"(\d{1,4}(?:\.\d{1,6})?)"
NUMBERS = rf"\s*{NUMBER}(?:deg)?\s*[, ]\s*{NUMBER}%?\s*[, ]\s*{NUMBER}%?\s*(?:[,/]\s*(1|1\.0|100%))?\s*"
RGB, HSL = re.compile(rf"rgba?\({NUMBERS}\)"), re.compile(rf"hsla?\({NUMBERS}\)")
NAMED = {"white": "#ffffff", "black": "#000000"}
WORDS = frozenset(
    "transparent currentcolor inherit none normal bold bolder lighter italic solid dashed dotted double underline "
    "uppercase lowercase capitalize auto start end center left right pointer".split()
)
# The one that is shipped, and those that every computer has in some form.
FONTS = (
    "Atkinson Hyperlegible Next", "system-ui", "ui-sans-serif", "ui-serif", "sans-serif", "serif", "monospace", "Arial",
    "Verdana", "Tahoma", "Trebuchet MS", "Georgia", "Times New Roman", "Helvetica", "Segoe UI", "Courier New",
)  # fmt: skip
_FONTS = {name.lower(): name for name in FONTS}
GENERIC = frozenset({"system-ui", "ui-sans-serif", "ui-serif", "sans-serif", "serif", "monospace"})


class Unusable(Exception):
    """Nothing could be read; `reason` says why in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Reading:
    """The tokens that can be used, by name without dashes in front, and what was left out, in words."""

    tokens: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    left_out: int = 0


def read(text: str) -> Reading:
    """The tokens of a theme, or `Unusable`."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise Unusable(_("Dit bestand is te groot. Een thema is hoogstens 1 MB."))
    raw = _raw(text)
    if not raw:
        raise Unusable(
            _("Hier staan geen design tokens in. We lezen JSON met tokens, of CSS met regels als --naam: waarde;")
        )
    if len(raw) > MOST_TOKENS:
        raise Unusable(_("Dit thema heeft meer dan %(num)s tokens. Dat is te veel.") % {"num": MOST_TOKENS})
    reading = Reading()
    for name, value in raw.items():
        _take(reading, raw, name, value)
    if not reading.tokens:
        raise Unusable(_("Geen van de tokens kunnen we gebruiken. %(why)s") % {"why": " ".join(reading.told[:3])})
    return reading


def _raw(text: str) -> dict[str, str]:
    """Names and values as they were written; the first of two with the same name counts."""
    stripped = text.lstrip("\ufeff \t\r\n")
    found: dict[str, str] = {}
    pairs = _of_json(stripped) if stripped.startswith("{") else _of_css(stripped)
    for name, value in pairs:
        found.setdefault(_named(name), value.strip())
    return found


def _of_css(text: str) -> Iterator[tuple[str, str]]:
    for match in PROPERTY.finditer(_without_comments(text) + ";"):
        yield match[1], match[2]


def _without_comments(text: str) -> str:
    """In one pass, also where a comment never ends."""
    kept = []
    while True:
        before, opened, rest = text.partition("/*")
        kept.append(before)
        _comment, closed, text = rest.partition("*/")
        if not opened or not closed:
            return "".join(kept)


def _of_json(text: str) -> Iterator[tuple[str, str]]:
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unusable(_("Dit is geen geldig JSON-bestand (%(why)s).") % {"why": str(error)[:120]}) from error
    yield from _leaves(tree, ())


def _leaves(tree: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if len(path) > DEEPEST:
        raise Unusable(_("Dit JSON-bestand is te diep genest."))
    if isinstance(tree, Mapping):
        for mark in ("$value", "value"):
            if mark in tree and not isinstance(tree[mark], Mapping):
                yield from _leaves(tree[mark], path)
                return
        for key, below in tree.items():
            if not str(key).startswith("$"):
                yield from _leaves(below, (*path, str(key)))
    elif isinstance(tree, str | int | float) and not isinstance(tree, bool):
        yield "-".join(path), str(tree)


def _named(name: str) -> str:
    """`--Utrecht_button.borderRadius` → `utrecht-button-border-radius`."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name.strip())
    return re.sub(r"[-._\s/]+", "-", apart).strip("-").lower()


def _take(reading: Reading, raw: Mapping[str, str], name: str, value: str) -> None:
    if not NAME.fullmatch(name):
        _refuse(reading, _("--%(name)s: geen naam van een token.") % {"name": name[:60]})
        return
    resolved = _resolved(raw, value)
    if resolved is None:
        _refuse(reading, _("--%(name)s verwijst naar een token dat er niet is.") % {"name": name})
    elif "font-family" in name or name.endswith("-font"):
        _take_font(reading, name, resolved)
    elif (clean := clean_value(resolved)) is None:
        _refuse(
            reading,
            _("--%(name)s: “%(value)s” is geen kleur, maat of lettertype.") % {"name": name, "value": resolved[:40]},
        )
    else:
        reading.tokens[name] = clean


def _take_font(reading: Reading, name: str, value: str) -> None:
    families = [part.strip().strip("'\"") for part in value.split(",")]
    here = [_FONTS[one.lower()] for one in families if one.lower() in _FONTS]
    gone = [one for one in families if one.lower() not in _FONTS]
    if gone:
        told = _("Het lettertype %(font)s is er hier niet; we gebruiken wat er wel is.") % {"font": gone[0][:40]}
        _refuse(reading, told)
    if any(one not in GENERIC for one in here):
        reading.tokens[name] = ", ".join(one if one in GENERIC else f'"{one}"' for one in here)


def _refuse(reading: Reading, told: str) -> None:
    reading.left_out += 1
    if told not in reading.told and len(reading.told) < 40:
        reading.told.append(told)


def _resolved(raw: Mapping[str, str], value: str) -> str | None:
    """The value with references to other tokens filled in: `var(--x)`, `var(--x, y)` and `{a.b}`."""
    for _step in range(DEEPEST):
        match = re.fullmatch(r"(?:var\(\s*--([A-Za-z0-9_-]+)\s*(?:,\s*([^()]*))?\)|\{([^{}]+)\})", value.strip())
        if match is None:
            return value.strip()
        known: str | None = raw.get(_named(match[1] or match[3].removesuffix(".value"))) or match[2]
        if not known:
            return None
        value = known
    return None


def clean_value(value: str) -> str | None:
    """The value as it may stand in a style sheet: a colour as #rrggbb, a size, a known word. Otherwise None."""
    text = value.strip().lower()
    colour = as_colour(text)
    if colour is not None:
        return colour
    if SIZE.fullmatch(text) or text in WORDS:
        return text
    return None


def as_colour(value: str) -> str | None:
    """The colour as #rrggbb, or None; one that lets light through is none."""
    text = value.strip().lower()
    if text in NAMED:
        return NAMED[text]
    if re.fullmatch(r"#[0-9a-f]{8}", text) and text.endswith("ff"):
        text = text[:7]
    if text.startswith("#"):
        return parse_hex(text)
    if match := RGB.fullmatch(text):
        return _hex([float(match[place]) / 255 for place in (1, 2, 3)])
    if match := HSL.fullmatch(text):
        hue, saturation, lightness = (float(match[place]) for place in (1, 2, 3))
        return _hex(colorsys.hls_to_rgb(hue % 360 / 360, min(lightness, 100) / 100, min(saturation, 100) / 100))
    return None


def _hex(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in parts)


def fingerprint(given: Mapping[str, str]) -> str:
    """Ten signs that change with the tokens; none where there are no tokens."""
    return hashlib.sha256(json.dumps(dict(given), sort_keys=True).encode()).hexdigest()[:10] if given else ""


def pixels(value: str) -> float | None:
    """How large a size is, or None when it is no length."""
    match = SIZE.fullmatch(value)
    if match is None or match[2] not in ("px", "rem", "em"):
        return None
    return float(match[1]) * (1 if match[2] == "px" else 16)
