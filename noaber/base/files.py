# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a file is what its name says: judged by its content, before anything is kept or opened further.

What is refused says so in plain words. A file that is two things at once (a picture that is also an archive, say) is
refused: programs do not agree on what it is.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection, Mapping
from itertools import count
from typing import IO, Any

import puremagic
from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image

from noaber.base.verdicts import Refused

# What may be sent, and under which type it is given out again.
MIMES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
# A part that must be there, for what is an archive inside.
PARTS: Mapping[str, str] = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "odt": "content.xml"}
MEGABYTE = 1024 * 1024
MOST_PARTS = 3000
MOST_UNPACKED = 300 * MEGABYTE
# Text packs to a tenth; what packs a hundredfold holds nothing but repetition.
MOST_TIMES_LARGER = 100
MOST_PIXELS = 80_000_000
HEAD = 2048


class WrongFile(Refused):
    """The file cannot be taken, and why."""


def ending(name: str) -> str:
    """The kind that a name claims."""
    kind = name.rpartition(".")[2].lower()
    return "jpg" if kind == "jpeg" else kind


def checked(file: File[Any], allowed: Collection[str] = MIMES) -> str:
    """The kind of a file of which the content is what its name says; raises `WrongFile` otherwise."""
    kind = ending(file.name or "")
    if kind not in allowed:
        kinds = ", ".join(sorted(allowed))
        raise WrongFile(_("Dit soort bestand kan hier niet. Wel: %(kinds)s.") % {"kinds": kinds})
    most = settings.LARGEST_FILE_MB
    if file.size > most * MEGABYTE:
        size = -(-file.size // MEGABYTE)
        raise WrongFile(_("Dit bestand is %(size)s MB. Er past hoogstens %(most)s MB.") % {"size": size, "most": most})
    if not file.size:
        raise WrongFile(_("Dit bestand is leeg."))
    file.seek(0)
    CHECKS[kind](file, kind)
    file.seek(0)
    return kind


def free_name(name: str, kind: str, taken: Collection[str]) -> str:
    """A readable name with its own ending, that no other file has."""
    told = name.rpartition("/")[2].rpartition(".")[0]
    head = " ".join("".join(one for one in told if one.isprintable()).split())[:150] or _("bestand")
    names = (f"{head}.{kind}" if number == 1 else f"{head} ({number}).{kind}" for number in count(1))
    return next(free for free in names if free not in taken)


def _other(kind: str) -> WrongFile:
    return WrongFile(
        _("De inhoud van dit bestand is geen %(kind)s. Sla het opnieuw op als %(kind)s, en kies het dan nog een keer.")
        % {"kind": kind}
    )


def _head(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(HEAD)


def _named_by_content(head: bytes, name: str) -> set[str]:
    """The endings that fit the first bytes."""
    try:
        return {one.extension.lstrip(".").lower() for one in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()


def _no_archive_behind(file: IO[bytes], kind: str) -> None:
    """Refuse what is also an archive: its list stands at the end, whatever comes before."""
    file.seek(0)
    if zipfile.is_zipfile(file):
        raise _other(kind)


def _pdf(file: IO[bytes], kind: str) -> None:
    if not _head(file).startswith(b"%PDF-"):
        raise _other(kind)
    _no_archive_behind(file, kind)


def _picture(file: IO[bytes], kind: str) -> None:
    head = _head(file)
    if not head.startswith(b"\x89PNG\r\n\x1a\n" if kind == "png" else b"\xff\xd8\xff") or b"%PDF-" in head:
        raise _other(kind)
    _no_archive_behind(file, kind)
    file.seek(0)
    try:
        with Image.open(file, formats=["PNG" if kind == "png" else "JPEG"]) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise WrongFile(_("Deze afbeelding is te groot. Maak hem kleiner, en kies hem dan nog een keer."))
            picture.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _other(kind) from error


def _text(file: IO[bytes], kind: str) -> None:
    file.seek(0)
    content = file.read()
    head = content[:HEAD]
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in content:
            raise _other(kind) from None
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"\x00" in content or b"%PDF-" in head or start.startswith((b"<", b"{\\rtf", b"#!", b"mz\x90", b"\x7felf")):
        raise _other(kind)
    if _named_by_content(head, f"x.{kind}") & {"zip", "pdf", "png", "jpg", "gif", "exe", "html", "svg", "xml"}:
        raise _other(kind)
    _no_archive_behind(file, kind)


def _archive(file: IO[bytes], kind: str) -> None:
    head = _head(file)
    if not head.startswith(b"PK\x03\x04"):
        raise _other(kind)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _parts_of(archive, kind)
            if kind == "odt" and archive.read("mimetype").strip() != MIMES["odt"].encode():
                raise _other(kind)
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _other(kind) from error


def _parts_of(archive: zipfile.ZipFile, kind: str) -> None:
    """Look at the list of an archive, without unpacking any of it."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if PARTS[kind] not in names or (kind != "odt" and "[Content_Types].xml" not in names):
        raise _other(kind)
    if any(part.flag_bits & 1 for part in parts):
        raise WrongFile(_("Dit bestand is met een wachtwoord beveiligd. Haal dat eraf, en kies het dan nog een keer."))
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".vbs")) for name in names):
        raise WrongFile(_("In dit bestand zitten macro’s of programma’s. Sla het op zonder, en kies het dan opnieuw."))
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    outside = any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names)
    bomb = unpacked > MOST_UNPACKED or unpacked > MOST_TIMES_LARGER * max(packed, 10_000)
    if len(parts) > MOST_PARTS or len(names) < len(parts) or outside or bomb:
        raise WrongFile(_("Dit bestand zit vreemd in elkaar en is niet te vertrouwen. Sla het opnieuw op."))


CHECKS: Mapping[str, Callable[[IO[bytes], str], None]] = {
    "pdf": _pdf,
    "docx": _archive,
    "pptx": _archive,
    "odt": _archive,
    "png": _picture,
    "jpg": _picture,
    "csv": _text,
    "txt": _text,
}
