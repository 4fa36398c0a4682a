# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Spreadsheets as people have them, and as somebody might make them to do harm."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from noaber.exchange import sheets, values
from noaber.exchange.fetch import Unfetched
from noaber.exchange.mapping import mapped, suggested


def read(body, name="lijst.csv"):
    sheet = sheets.read_sheet(io.BytesIO(body), name)
    return sheet, list(sheet.rows)


def workbook(*rows, change=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Titel;Jaar\nÉén;2021\n".encode(), {"Titel": "Één", "Jaar": "2021"}),
        ("Titel;Jaar\r\nÉén;2021\r\n".encode("cp1252"), {"Titel": "Één", "Jaar": "2021"}),
        ("\ufeffTitel,Jaar\nÉén,2021\n".encode(), {"Titel": "Één", "Jaar": "2021"}),
        ("Titel\tJaar\nÉén\t2021\n".encode("utf-16"), {"Titel": "Één", "Jaar": "2021"}),
        ("sep=|\nTitel|Jaar\nÉén|2021\n".encode(), {"Titel": "Één", "Jaar": "2021"}),
        (b'\n\n"Titel, en meer";Jaar\n"A; b\nc";2021\n', {"Titel, en meer": "A; b\nc", "Jaar": "2021"}),
        (b"Titel;Titel;\nA;B;C\n", {"Titel": "A", "Titel (2)": "B", "C": "C"}),
        (b"Titel;Jaar\n\x00A;2021;te veel\n", {"Titel": "A", "Jaar": "2021"}),
    ],
)
def test_csv_in_every_shape(body, told):
    _sheet, rows = read(body)
    assert rows[0][1] == told


def test_what_was_not_utf8_is_told():
    assert read("Titel\nÉén\n".encode("latin-1"))[0].remarks == [("odd_signs", "")]


def test_rows_keep_the_number_they_have_in_the_file():
    assert [number for number, *_rest in read(b"\nTitel\n\nA\n\n\nB\n")[1]] == [4, 7]


def test_a_workbook_with_days_merged_cells_and_empty_rows():
    def merge(book):
        book.active.merge_cells("A2:A3")
        book.create_sheet("Leeg", 0)

    rows = [
        ("Titel", "Dag", "Getal", "Waar"), ("A", dt.datetime(2021, 3, 4), 3.0, True),
        (None, dt.datetime(2020, 1, 1, 9, 30), 1.5, None), ("C",),
    ]  # fmt: skip
    sheet, found = read(workbook(*rows, change=merge), "x.xlsx")
    assert sheet.columns == ["Titel", "Dag", "Getal", "Waar"]
    assert found[0][1] == {"Titel": "A", "Dag": "2021-03-04", "Getal": "3", "Waar": "ja"}
    assert found[1][1] == {"Dag": "2020-01-01 09:30", "Getal": "1.5"}
    assert found[2][:2] == (4, {"Titel": "C"})


def test_a_formula_without_outcome_is_told_and_never_run():
    body = workbook(("Titel", "Jaar"), ('=HYPERLINK("http://127.0.0.1","x")', 2020))
    _sheet, found = read(body, "x.xlsx")
    assert found == [(2, {"Jaar": "2020"}, ["Titel"])]
    row = mapped(found[0][1], {"fields": {"title": "Titel"}}, "twente", found[0][2])
    assert (row.usable, [code for code, _what in row.problems]) == (False, ["formula", "no_title"])


def test_a_text_that_looks_like_a_formula_stays_a_text():
    _sheet, found = read(b"Titel\n=cmd|' /C calc'!A0\n")
    assert found[0][1] == {"Titel": "=cmd|' /C calc'!A0"}


def test_a_year_that_a_spreadsheet_took_for_a_day():
    def as_day(book):
        book.active["A2"].number_format = "dd-mm-yyyy"

    _sheet, found = read(workbook(("Jaar",), (2021,), change=as_day), "x.xlsx")
    assert found[0][1]["Jaar"] == "1905-07-13"
    assert values.moment("1905-07-13") == (2021, "2021")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2021", (2021, "2021")), ("4-3-2021", (2021, "2021-03-04")), ("04/03/2021", (2021, "2021-03-04")),
        ("4 maart 2021", (2021, "2021-03-04")), ("maart 2021", (2021, "2021-03")), ("2021-03", (2021, "2021-03")),
        ("2021-03-04T10:00:00Z", (2021, "2021-03-04")), ("44259", (2021, "2021-03-04")), ("ca. 2021", (2021, "2021")),
        ("2020-2021", (None, "")), ("morgen", (None, "")), ("31-02-2021", (None, "")), ("99999", (2173, "2173-10-13")),
        ("0000", (None, "")), ("2021-13-01", (None, "")), ("", (None, "")),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(written, told):
    assert values.moment(written) == told


def test_heads_are_recognised():
    found = suggested(["Nr", "Naam publicatie", "Publicatiejaar", "Auteur(s)", "Weblink", "Omschrijving"])
    assert found == {
        "title": "Naam publicatie", "date": "Publicatiejaar", "authors": "Auteur(s)", "url": "Weblink",
        "summary": "Omschrijving",
    }  # fmt: skip


ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">{}
<office:body><office:spreadsheet><table:table>
<table:table-row><table:table-cell><text:p>Titel</text:p></table:table-cell>
<table:table-cell><text:p>Dag</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell><text:p>Een</text:p><text:p>twee</text:p></table:table-cell>
<table:table-cell office:date-value="2021-03-04"><text:p>4 mrt</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16000"/></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/>
</table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def zipped(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return stream.getvalue()


def test_an_opendocument_sheet():
    _sheet, found = read(zipped(content_xml=ODS.format("")), "x.ods")
    assert found == [(4, {"Titel": "Een\ntwee", "Dag": "2021-03-04"}, [])]


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "sheet_empty"),
        (b"\n;;\n", "sheet_empty"),
        (b"PK\x03\x04 geen zip", "not_sheet"),
        (b"\xd0\xcf\x11\xe0 oud", "not_sheet"),
        (
            zipped(content_xml=ODS.replace('<?xml version="1.0"?>', '<?xml version="1.0"?>' + BOMB).format("&c;")),
            "not_sheet",
        ),
        (zipped(content_xml="<kapot"), "not_sheet"),
        (zipped(iets_xml="<a/>"), "not_sheet"),
        (zipped(content_xml=b"\0" * 301_000_000), "sheet_bomb"),
        (";".join(f"k{number}" for number in range(61)).encode() + b"\n1\n", "too_many_columns"),
    ],
    ids=[
        "empty",
        "only separators",
        "no zip",
        "old excel",
        "entities",
        "broken xml",
        "other zip",
        "zip bomb",
        "columns",
    ],
)
def test_what_cannot_be_read_is_told(body, code):
    with pytest.raises(Unfetched) as told:
        read(body, "x")
    assert told.value.code == code


def test_entities_in_a_workbook_are_refused():
    stream, body = io.BytesIO(), workbook(("Titel",), ("A",))
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = text.replace(b"<worksheet", BOMB.encode() + b"<worksheet", 1).replace(b"<v>0</v>", b"<v>&c;</v>")
            new.writestr(name, text)
    with pytest.raises(Unfetched):
        read(stream.getvalue(), "x.xlsx")
