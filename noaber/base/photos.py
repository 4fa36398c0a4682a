# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos as they are kept: turned upright, not larger than a screen, and without what the camera noted beside them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from noaber.base.files import WrongFile, checked

KINDS = ("jpg", "png")
LARGEST_SIDE = 1600
QUALITY = 82


@dataclass(frozen=True)
class Photo:
    """A picture of our own making, and its size in points."""

    file: ContentFile[bytes]
    width: int
    height: int


def cleaned(file: File[Any]) -> Photo:
    """The picture drawn anew from its points alone: no place, no time, no name of a camera."""
    checked(file, KINDS)
    try:
        with Image.open(file, formats=["PNG", "JPEG"]) as opened:
            upright = ImageOps.exif_transpose(opened)
            picture = _on_white(upright)
            picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise WrongFile(_("Deze foto kunnen we niet lezen. Maak er een nieuwe, of kies een andere.")) from error
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=QUALITY, optimize=True)
    return Photo(ContentFile(held.getvalue()), *picture.size)


def _on_white(picture: Image.Image) -> Image.Image:
    """What can be seen through stands on white, as on paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    # A new picture: what was noted beside the old one stays behind.
    plain = Image.new("RGB", picture.size)
    plain.paste(picture.convert("RGB"))
    return plain
