# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the text in a file, to find it by: in a process of its own, with limits, as nobody knows who made the file.

`python -m noaber.knowledge.reading FILE KIND` prints the text. It may use a little memory and a few seconds; what takes
more is stopped, and the file then is not searchable. `read` starts it and gives the text, or None.
"""

from __future__ import annotations

import io
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping

SECONDS = 20
MEMORY = 1024 * 1024 * 1024
MOST_TEXT = 400_000
MOST_PAGES = 400
MOST_PART = 40 * 1024 * 1024
MOST_SLIDES = 400


def read(path: str, kind: str) -> str | None:
    """The text of a file; empty when there is none in it, None when it cannot be read within the limits."""
    if kind not in READERS:
        return ""
    try:
        ran = subprocess.run(
            [sys.executable, "-I", "-c", _PROGRAM, _root(), path, kind], capture_output=True, timeout=SECONDS + 5
        )
    except subprocess.TimeoutExpired:
        return None
    return tidy(ran.stdout.decode("utf-8", "replace")) if ran.returncode == 0 else None


# Isolated from the environment and the current folder: only this module and the packages it needs.
_PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop(1)); from noaber.knowledge import reading; reading.main()"


def _root() -> str:
    return __file__.removesuffix("/noaber/knowledge/reading.py")


def tidy(text: str) -> str:
    """Without what no reader types, and with single spaces."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", " ", text)
    return re.sub(r"\n\s*\n+", "\n", re.sub(r"[ \t\u00a0]+", " ", text)).strip()[:MOST_TEXT]


def pdf(path: str) -> Iterator[str]:
    """The text of the first pages; a page that cannot be read is passed by."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.disable()
    reader = PdfReader(path)
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            return
        try:
            yield page.extract_text()
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            continue


def _xml_text(content: bytes, paragraph: str) -> Iterator[str]:
    """The text of an XML part, a line for each paragraph; entities and outside references are never followed."""
    from defusedxml.ElementTree import iterparse

    for _event, element in iterparse(io.BytesIO(content), forbid_dtd=True):
        if element.tag.rpartition("}")[2] == paragraph:
            yield "".join(element.itertext())
            element.clear()


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of an archive, whatever its list says about its size."""
    with archive.open(name) as part:
        content = part.read(MOST_PART + 1)
    if len(content) > MOST_PART:
        raise ValueError(f"{name} is larger than {MOST_PART} bytes")
    return content


def _parts(path: str, wanted: str, paragraph: str) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(wanted, name)]
        for name in sorted(names, key=lambda one: (len(one), one))[:MOST_SLIDES]:
            yield from _xml_text(_part(archive, name), paragraph)


def docx(path: str) -> Iterator[str]:
    """Paragraphs of the document, its notes, headers and footers."""
    yield from _parts(path, r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml", "p")


def pptx(path: str) -> Iterator[str]:
    """Paragraphs of the slides in order, and what the speaker noted."""
    yield from _parts(path, r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml", "p")


def odt(path: str) -> Iterator[str]:
    """Headings and paragraphs of the document."""
    with zipfile.ZipFile(path) as archive:
        content = _part(archive, "content.xml")
    yield from _xml_text(content, "h")
    yield from _xml_text(content, "p")


def plain(path: str) -> Iterator[str]:
    """The text itself."""
    with open(path, "rb") as file:
        content = file.read(MOST_TEXT * 4)
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield content.decode("cp1252", "replace")


READERS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "pdf": pdf,
    "docx": docx,
    "pptx": pptx,
    "odt": odt,
    "csv": plain,
    "txt": plain,
}


def main() -> None:
    """Print the text of one file, within the limits."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    length = 0
    for piece in READERS[sys.argv[2]](sys.argv[1]):
        sys.stdout.buffer.write(piece.encode("utf-8", "replace") + b"\n")
        length += len(piece)
        if length > MOST_TEXT:
            break
