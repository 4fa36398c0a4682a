# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows out of a spreadsheet: .xlsx, .ods and .csv as people really have them, read a row at a time."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils import get_column_letter

from noaber.exchange.fetch import Unfetched
from noaber.exchange.sheets_ods import cells_of_ods

MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 100_000
# What a file may be when it is unpacked: a bomb is refused before it is opened.
UNPACKED = 300_000_000
SNIFFED = 100_000
DELIMITERS = ";,\t|"
FORMULA = object()


@dataclass
class Sheet:
    """The columns, and then the rows: number in the file, values by column, columns with a formula without outcome."""

    columns: list[str]
    rows: Iterator[tuple[int, dict[str, Any], list[str]]]
    remarks: list[tuple[str, str]] = field(default_factory=list)


def read_sheet(stream: IO[bytes], name: str) -> Sheet:
    """A spreadsheet by its content; the name only decides between what looks alike."""
    head = stream.read(4)
    stream.seek(0)
    remarks: list[tuple[str, str]] = []
    if head == b"PK\x03\x04":
        _no_bomb(stream)
        cells = cells_of_ods(stream) if _is_ods(stream) else _cells_of_xlsx(stream)
    elif head == b"\xd0\xcf\x11\xe0":
        raise Unfetched("not_sheet")
    else:
        cells = _cells_of_csv(stream, remarks)
    return _with_columns(_unbroken(cells), remarks)


def _no_bomb(stream: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(stream) as archive:
            if sum(one.file_size for one in archive.infolist()) > UNPACKED:
                raise Unfetched("sheet_bomb")
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unfetched("not_sheet") from error
    stream.seek(0)


def _is_ods(stream: IO[bytes]) -> bool:
    with zipfile.ZipFile(stream) as archive:
        found = "content.xml" in archive.namelist()
    stream.seek(0)
    return found


def _unbroken(cells: Iterable[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    """Rows, with whatever a damaged file makes a reader stumble over told in our own words."""
    try:
        yield from cells
    except Unfetched:
        raise
    except (
        zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, OSError, EOFError,
        zlib.error, DefusedXmlException, csv.Error,
    ) as error:  # fmt: skip
        raise Unfetched("not_sheet") from error


def _cells_of_xlsx(stream: IO[bytes]) -> Iterator[tuple[int, list[Any]]]:
    """The first sheet with something in it: what formulas came to, and which of them came to nothing."""
    copy = io.BytesIO(stream.read())
    values = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    written = openpyxl.load_workbook(copy, read_only=True, data_only=False, keep_links=False)
    try:
        sheet = next((one for one in values.worksheets if any(_filled(row) for row in _first(one))), None)
        if sheet is None:
            return
        pairs = zip(sheet.iter_rows(values_only=True), written[sheet.title].iter_rows(values_only=True), strict=False)
        for number, (row, formulas) in enumerate(pairs, 1):
            yield number, [_came_to(value, text) for value, text in zip(row, formulas, strict=False)]
    finally:
        values.close()
        written.close()


def _first(sheet: Any) -> Iterator[Any]:
    return itertools.islice(sheet.iter_rows(values_only=True), 50)


def _came_to(value: Any, written: Any) -> Any:
    return FORMULA if value is None and isinstance(written, str) and written.startswith("=") else value


def _cells_of_csv(stream: IO[bytes], remarks: list[tuple[str, str]]) -> Iterator[tuple[int, list[Any]]]:
    encoding = _encoding(stream, remarks)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    sample = text.read(SNIFFED)
    text.seek(0)
    first = sample.partition("\n")[0].strip("\r\ufeff")
    told = first[4:5] if first.lower().startswith("sep=") else ""
    lines = (line.replace("\x00", "") for line in text)
    if told:
        next(lines)
    csv.field_size_limit(LONGEST_CELL * 10)
    reader = csv.reader(lines, delimiter=told or _delimiter(sample))
    for row in reader:
        yield reader.line_num + bool(told), list(row)


def _encoding(stream: IO[bytes], remarks: list[tuple[str, str]]) -> str:
    """UTF-8 or UTF-16 where it says so or is so; otherwise what Excel on Windows writes."""
    head = stream.read(3)
    stream.seek(0)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        for part in iter(lambda: stream.readline(1_000_000), b""):
            part.decode("utf-8")
    except UnicodeDecodeError:
        remarks.append(("odd_signs", ""))
        return "cp1252"
    finally:
        stream.seek(0)
    return "utf-8-sig"


def _delimiter(sample: str) -> str:
    """The sign that divides the first lines most evenly, outside quotation marks."""
    lines = [_outside_quotes(line) for line in sample.splitlines()[:20] if line.strip()]
    heads = lines[0] if lines else ""
    # A list of one column is not divided at all.
    among = [sign for sign in DELIMITERS if sign in heads] or ["\x1f"]
    return max(among, key=lambda sign: (heads.count(sign), sum(sign in line for line in lines)))


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _filled(row: Iterable[Any]) -> bool:
    return any(value is FORMULA or (value is not None and str(value).strip()) for value in row)


def _with_columns(cells: Iterator[tuple[int, list[Any]]], remarks: list[tuple[str, str]]) -> Sheet:
    """The first row with something in it has the heads; the rest are the rows."""
    for _number, row in cells:
        if not _filled(row):
            continue
        if len(row) > MOST_COLUMNS and _filled(row[MOST_COLUMNS:]):
            raise Unfetched("too_many_columns", str(MOST_COLUMNS))
        columns = _heads(row[:MOST_COLUMNS])
        if not any(_text(value) for value in row):
            raise Unfetched("sheet_no_heads")
        return Sheet(columns, _rows(cells, columns), remarks)
    raise Unfetched("sheet_empty")


def _heads(row: list[Any]) -> list[str]:
    """A name for every column: its head, made different where two are alike, or its letter."""
    heads: list[str] = []
    for place, value in enumerate(row, 1):
        name = " ".join(_text(value).split())[:100] or get_column_letter(place)
        times = sum(head == name or head.startswith(f"{name} (") for head in heads)
        heads.append(f"{name} ({times + 1})" if times else name)
    return heads


def _rows(
    cells: Iterator[tuple[int, list[Any]]], columns: list[str]
) -> Iterator[tuple[int, dict[str, Any], list[str]]]:
    for number, row in cells:
        if _filled(row):
            pairs = list(zip(columns, row, strict=False))
            values = {name: text for name, value in pairs if (text := _text(value))}
            yield number, values, [name for name, value in pairs if value is FORMULA]


def _text(value: Any) -> str:
    """A cell as people read it; a day is a day, not a moment."""
    if value is None or value is FORMULA:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\x00", "").strip()[:LONGEST_CELL]
