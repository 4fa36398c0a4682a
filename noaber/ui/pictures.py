# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The picture that stands for a page when somebody shares it: its station, its title and the ring, drawn here."""

import io
from functools import lru_cache

from django.contrib.staticfiles import finders
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont

from noaber.ui.kinds import station_of

SIZE = (1200, 630)
MARGIN = 84
PAPER, INK, SOFT = "#fbf8f2", "#1d2b2e", "#4d5c5f"
STATIONS = {"vraag": "#b0400c", "agenda": "#7d5600", "doen": "#0b5a4c", "kennis": "#1d4e8c", "effect": "#742b68"}
RING = (("#b0400c", 0), ("#a87400", 72), ("#0b7a66", 144), ("#2d6fbf", 216), ("#9c3c8c", 288))
FONT = "npm/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"


@lru_cache(maxsize=200)
def draw(kind: str, title: str, place: str) -> bytes:
    """A PNG of 1200 by 630 points; the same words give the same bytes."""
    with override("nl"):
        station, word = station_of(kind)
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    colour = STATIONS.get(station, STATIONS["doen"])
    pen.rectangle((0, 0, 26, SIZE[1]), fill=colour)
    pen.text((MARGIN, 70), word.capitalize(), font=_font(38, 700), fill=colour)
    size, lines = _fitted(pen, title)
    pen.multiline_text((MARGIN, 140), "\n".join(lines), font=_font(size, 700), fill=INK, spacing=size * 0.28)
    _ring(pen, (MARGIN, SIZE[1] - 128))
    pen.text((MARGIN + 80, SIZE[1] - 116), " · ".join(filter(None, ("Noaber", place))), font=_font(34, 500), fill=SOFT)
    held = io.BytesIO()
    picture.save(held, "PNG", optimize=True)
    return held.getvalue()


@lru_cache(maxsize=16)
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    path = finders.find(FONT)
    if not path:
        return ImageFont.load_default(size)
    font = ImageFont.truetype(str(path), size)
    font.set_variation_by_axes([weight])
    return font


def _fitted(pen: ImageDraw.ImageDraw, title: str) -> tuple[int, list[str]]:
    """The largest size at which a title fits, with its lines; a very long one is cut."""
    for size in (76, 64, 54, 46):
        lines = _lines(pen, title, size)
        if len(lines) * size * 1.3 <= SIZE[1] - 300:
            return size, lines
    return 46, [*lines[:4], lines[4].rsplit(" ", 1)[0] + " …"]


def _lines(pen: ImageDraw.ImageDraw, title: str, size: int) -> list[str]:
    font, lines = _font(size, 700), [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=font) <= SIZE[0] - 2 * MARGIN or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _ring(pen: ImageDraw.ImageDraw, corner: tuple[int, int]) -> None:
    x, y = corner
    for colour, turn in RING:
        pen.arc((x, y, x + 60, y + 60), -75 + turn, -25 + turn, fill=colour, width=11)
