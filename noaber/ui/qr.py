# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""An address as a square code for a telephone, drawn as one path of an SVG."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Squares:
    """The drawing: how many squares wide it is, with the white edge it needs, and the path of the black ones."""

    size: int
    path: str


def squares(text: str) -> Squares:
    """The code of a text."""
    import qrcode  # type: ignore[import-untyped]

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    black = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return Squares(len(rows), "".join(black))
