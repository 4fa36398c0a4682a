# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cells of an OpenDocument spreadsheet, a row at a time, out of its content.xml."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO, Any

from defusedxml.ElementTree import iterparse

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# A sheet says "and a million more empty ones": beyond this nobody filled anything in.
MOST_REPEATED = 100


def cells_of_ods(stream: IO[bytes]) -> Iterator[tuple[int, list[Any]]]:
    """Rows of the first sheet that has any, with their numbers."""
    with zipfile.ZipFile(stream) as archive, archive.open("content.xml") as content:
        number, given = 0, False
        for _event, element in iterparse(content, events=("end",)):
            if element.tag == f"{TABLE}table-row":
                row = _row(element)
                times = int(element.get(f"{TABLE}number-rows-repeated", "1"))
                for _one in range(min(times, MOST_REPEATED) if any(row) else 0):
                    number, given = number + 1, True
                    yield number, row
                number += 0 if any(row) else times
                element.clear()
            elif element.tag == f"{TABLE}table" and given:
                return
            elif element.tag == f"{TABLE}table":
                number = 0


def _row(element: Any) -> list[Any]:
    row: list[Any] = []
    for cell in element:
        if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            row += [_value(cell)] * min(times, MOST_REPEATED)
    while row and not row[-1]:
        row.pop()
    return row


def _value(cell: Any) -> str:
    """A day as written by machines; anything else as people see it."""
    day = cell.get(f"{OFFICE}date-value")
    if day:
        return str(day).removesuffix("T00:00:00")
    return "\n".join("".join(part.itertext()) for part in cell.findall(f"{TEXT}p"))
