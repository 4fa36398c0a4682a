# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files are judged by their content; nobody's file can hurt the server or lie about what it is."""

import io
import struct
import time
import zipfile

import pytest
from django.core.files.base import ContentFile

from noaber import search
from noaber.base.files import WrongFile, checked
from noaber.base.verdicts import Refused
from noaber.knowledge import file_actions, reading, tasks
from noaber.knowledge.models import ProductFile
from noaber.knowledge.review_actions import publish
from noaber.knowledge.testing import WRITTEN_AT, archive, docx_xml, make_draft, make_review, pdf, picture
from noaber.search.documents import SearchRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def plain(name, content):
    return ContentFile(content, name)


RIGHT = {
    "pdf": pdf, "docx": lambda: archive("docx"), "pptx": lambda: archive("pptx"), "odt": lambda: archive("odt"),
    "png": picture, "jpg": lambda: picture("jpg"), "csv": lambda: plain("lijst.csv", b"naam;aantal\nAlmelo;3\n"),
    "txt": lambda: plain("lees.txt", "Caf\u00e9 om de hoek".encode()),
    "txt-cp1252": lambda: plain("oud.TXT", "Caf\u00e9 om de hoek".encode("cp1252")),
    "jpeg": lambda: plain("foto.jpeg", picture("jpg").read()),
}  # fmt: skip


@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_what_it_says_is_taken(kind):
    assert checked(RIGHT[kind]()) == {"jpeg": "jpg"}.get(kind, kind.partition("-")[0])


def bomb():
    return archive("docx", {"word/media/x.xml": b"0" * 60_000_000})


def lying_bomb():
    """An archive of which the list says that a part is small."""
    content = bytearray(bomb().read())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as known:
        info = known.getinfo("word/media/x.xml")
    for sign, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(info.filename.encode()) if sign == b"PK\x03\x04" else content.rfind(info.filename.encode())
        start = content.rfind(sign, 0, at)
        content[start + offset : start + offset + 4] = struct.pack("<I", 1000)
    return plain("stuk.docx", bytes(content))


def polyglot(kind):
    whole = {"png": picture, "pdf": pdf, "txt": lambda: plain("x.txt", b"hallo")}[kind]().read()
    return plain(f"stuk.{kind}", whole + archive("docx").read())


def encrypted():
    content = bytearray(archive("docx").read())
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.find(sign) + offset] |= 1
    return plain("stuk.docx", bytes(content))


WRONG = {
    "program": lambda: plain("stuk.exe", b"MZ"),
    "without-ending": lambda: plain("stuk", b"hallo"),
    "empty": lambda: plain("stuk.txt", b""),
    "page-as-pdf": lambda: plain("stuk.pdf", b"<html><script>alert(1)</script></html>"),
    "page-as-text": lambda: plain("stuk.txt", b"  <html><script>alert(1)</script></html>"),
    "drawing-as-text": lambda: plain("stuk.csv", b"\xef\xbb\xbf<svg onload=alert(1)>"),
    "pdf-as-text": lambda: plain("stuk.txt", pdf().read()),
    "pdf-as-docx": lambda: plain("stuk.docx", pdf().read()),
    "late-pdf": lambda: plain("stuk.pdf", b"junk\n" + pdf().read()),
    "docx-as-pptx": lambda: plain("stuk.pptx", archive("docx").read()),
    "docx-as-odt": lambda: plain("stuk.odt", archive("docx").read()),
    "png-as-jpg": lambda: plain("foto.jpg", picture().read()),
    "half-a-picture": lambda: plain("foto.png", picture().read()[:40]),
    "pdf-in-picture": lambda: plain("foto.png", picture().read()[:8] + b"%PDF-1.4"),
    "text-with-nul": lambda: plain("stuk.txt", b"hallo\x00wereld"),
    "picture-and-archive": lambda: polyglot("png"),
    "pdf-and-archive": lambda: polyglot("pdf"),
    "text-and-archive": lambda: polyglot("txt"),
    "archive-behind-something": lambda: plain("stuk.docx", b"MZ junk" + archive("docx").read()),
    "half-an-archive": lambda: plain("stuk.docx", archive("docx").read()[:-30]),
    "bomb": bomb,
    "outside": lambda: archive("docx", {"../../etc/passwd": b"x"}),
    "macros": lambda: archive("docx", {"word/vbaProject.bin": b"x"}),
    "many-parts": lambda: archive("docx", {f"word/{number}.xml": b"" for number in range(3100)}),
    "secret": encrypted,
    "no-document": lambda: plain("stuk.docx", archive("odt").read()),
}


@pytest.mark.parametrize("sort", WRONG)
def test_what_is_not_what_it_says_is_refused_with_words(sort):
    with pytest.raises(WrongFile) as refused:
        checked(WRONG[sort]())
    assert len(refused.value.reason) > 15


def test_too_large(settings):
    settings.LARGEST_FILE_MB = 0
    with pytest.raises(WrongFile, match="hoogstens 0 MB"):
        checked(plain("stuk.txt", b"hallo"))


def read(content, tmp_path):
    path = tmp_path / content.name
    path.write_bytes(content.read())
    return reading.read(str(path), content.name.rpartition(".")[2])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pdf("Hallo wereld"), "Hallo wereld"),
        (archive("docx"), "Samen eten in de buurt"),
        (archive("pptx"), "De eerste dia"),
        (archive("odt"), "Kop\nOpen tekst"),
        (plain("a.csv", "naam\nCaf\u00e9".encode("cp1252")), "naam\nCaf\u00e9"),
        (picture(), ""),
    ],
    ids=["pdf", "docx", "pptx", "odt", "csv", "png"],
)
def test_the_text_is_read(content, words, tmp_path):
    content.seek(0)
    assert read(content, tmp_path) == words


ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + docx_xml("&x;")
LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "haha">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ) + "]>" + docx_xml("&i;")
)  # fmt: skip


@pytest.mark.parametrize("part", [ENTITY, LAUGHS, "<w:p", ""], ids=["outside", "laughs", "broken", "empty"])
def test_a_wicked_document_is_not_read(part, tmp_path):
    assert read(archive("docx", {"word/document.xml": part}), tmp_path) is None


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path):
    assert reading.read.__doc__
    content = lying_bomb()
    began = time.monotonic()
    content.name = "stuk.docx"
    assert read(content, tmp_path) in (None, "Samen eten in de buurt")
    assert time.monotonic() - began < reading.SECONDS


def test_many_pages_are_read_up_to_a_limit(tmp_path):
    text = read(pdf("Bladzijde", pages=3000), tmp_path)
    assert text is not None
    assert text.count("Bladzijde") == reading.MOST_PAGES


def test_what_takes_too_long_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_PROGRAM", "while True: pass")
    monkeypatch.setattr(reading, "SECONDS", -4)
    assert read(pdf(), tmp_path) is None


def test_a_file_is_found_by_its_text_once_its_version_is_public(twente, nadia, carla, own_index, at):
    version = make_draft(nadia, twente)
    file_actions.attach(version, file=archive("docx"), description="Het verslag", by=nadia, at=at)
    assert tasks.read_files() == 1
    file = ProductFile.objects.get()
    assert (file.reading, file.text) == ("done", "Samen eten in de buurt")

    from noaber.knowledge import review_actions

    review_actions.ask_review(version, by=nadia, at=at)
    product = publish(version, by=carla, at=at)
    search.catch_up()
    hits = search.find(SearchRequest(text="samen eten in de buurt")).hits
    assert [hit.ref for hit in hits] == [product.ref]
    assert tasks.read_files() == 0


def test_a_file_that_kills_its_reader_is_left_alone(twente, nadia, at, monkeypatch):
    version = make_draft(nadia, twente)
    file_actions.attach(version, file=pdf(), description="x", by=nadia, at=at)

    def die(*_given):
        raise MemoryError

    monkeypatch.setattr(reading, "read", die)
    for _time in range(2):
        with pytest.raises(MemoryError):
            tasks.read_files()
    tasks.read_files()
    assert ProductFile.objects.get().reading == "failed"


def test_files_leave_the_disk_when_taken_out(twente, nadia, at, tmp_path, django_capture_on_commit_callbacks):
    version = make_draft(nadia, twente)
    rows = [file_actions.attach(version, file=pdf(), description="x", by=nadia, at=at) for _ in range(2)]
    assert [row.file.name for row in rows] == ["stuk.pdf", "stuk (2).pdf"]
    path = tmp_path / rows[0].file.file.name
    assert path.exists()
    assert "stuk" not in path.name
    with django_capture_on_commit_callbacks(execute=True):
        file_actions.detach(version, file=rows[0].file_id, by=nadia, at=at)
    assert not path.exists()
    file_actions.detach(version, file=rows[0].file_id, by=nadia, at=at)
    file_actions.describe(version, told={rows[1].file_id: "Nieuw"}, by=nadia, at=at)
    assert version.attached.get().description == "Nieuw"


def test_nobody_adds_files_while_somebody_looks(twente, nadia, sam, at):
    version = make_review(nadia, twente)
    with pytest.raises(Refused):
        file_actions.attach(version, file=pdf(), description="x", by=nadia, at=at)
    with pytest.raises(Refused):
        file_actions.attach(make_draft(nadia, twente, title="Anders"), file=pdf(), description="x", by=sam, at=at)


def test_there_is_an_end_to_the_number_of_files(twente, nadia, at, monkeypatch):
    monkeypatch.setattr(file_actions, "MOST_FILES", 1)
    version = make_draft(nadia, twente)
    file_actions.attach(version, file=pdf(), description="x", by=nadia, at=WRITTEN_AT)
    with pytest.raises(Refused, match="hoogstens 1"):
        file_actions.attach(version, file=pdf(), description="x", by=nadia, at=at)
