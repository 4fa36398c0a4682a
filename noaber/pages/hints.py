# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an author is told while writing: how easy the text reads, and what somebody else would stumble over.

Pure: pieces of a page in, findings out (EN 301 549 §11.8: the editor helps to make accessible content).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.pages.readability import HardWord, Reading, read

EMPTY_LINKS = frozenset(
    "klik hier|hier|lees meer|lees verder|meer|meer informatie|meer info|link|deze link|via deze link|deze pagina|"
    "website|download|click here|read more|more|here|verder".split("|")
)
ENDS = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)$", re.I)
CAMERA = re.compile(
    r"^(?:img|dsc|dscn|pxl|p|whatsapp image|screenshot|schermafbeelding|foto|image|untitled)[\W_]*\d*", re.I
)
NEEDLESS = re.compile(r"^(?:een )?(?:foto|afbeelding|plaatje|image|picture|logo) van\b", re.I)
# The commonest words of three languages; a piece of text with many of one and few of another is in that one.
LANGUAGES = {
    "nl": frozenset(
        "de het een en van ik je wij we is zijn dat die niet met voor op te aan er maar om ook als bij".split()
    ),
    "en": frozenset(
        "the a an and of i you we is are that which not with for on to it but as at this from our be".split()
    ),
    "fy": frozenset(
        "de it in en fan ik jo wy is binne dat dy net mei foar op te oan der mar om ek as by wurdt hat".split()
    ),
}
ENOUGH = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a page, in its order: a heading, text, a link, a picture or a table; `block` is where it is edited."""

    kind: str
    text: str = ""
    block: str = ""
    level: int = 0
    href: str = ""
    lang: str = ""
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at, with what to do, the words it is about and the block they stand in."""

    about: str
    quote: str = ""
    block: str = ""


@dataclass(frozen=True, slots=True)
class Hints:
    """Everything there is to tell about a draft."""

    reading: Reading
    access: tuple[Hint, ...] = ()
    long_sentences: tuple[Hint, ...] = ()
    hard_words: tuple[HardWord, ...] = ()

    @property
    def count(self) -> int:
        return len(self.access) + len(self.long_sentences) + len(self.hard_words)


@dataclass
class _Reader(HTMLParser):
    """Rich text → lines of plain text, and its links."""

    lines: list[str] = field(default_factory=lambda: [""])
    links: list[tuple[str, str]] = field(default_factory=list)
    _href: str | None = None
    _words: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "li", "br", "h2", "h3", "h4", "div", "td", "th", "ul", "ol"):
            self.lines.append("")
        if tag == "a":
            self._href, self._words = dict(attrs).get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            self.links.append((self._href, self._words.strip()))
            self._href = None

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data
        if self._href is not None:
            self._words += data


def plain(html: str) -> tuple[str, list[tuple[str, str]]]:
    """The words of rich text, a line for each paragraph, and its links (address, words)."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "\n".join(" ".join(line.split()) for line in reader.lines if line.strip()), reader.links


def look(
    parts: Iterable[Part], *, title: str = "", lang: str = "nl", also: Mapping[str, HardWord] | None = None
) -> Hints:
    """Everything that is to be said about a draft. Scores and hard words are for Dutch only."""
    parts = list(parts)
    texts = [part for part in parts if part.kind == "text" and part.text.strip()]
    dutch = [part for part in texts if (part.lang or lang) == "nl"] if lang == "nl" else []
    reading = read("\n".join(part.text for part in dutch), also)
    long_sentences = tuple(
        Hint(
            ngettext("Zin van %(words)d woord", "Zin van %(words)d woorden", one.words) % {"words": one.words},
            one.text,
            part.block,
        )
        for part in dutch
        for one in read(part.text).long_sentences
    )
    access = (*_headings(parts, title), *_links(parts), *_pictures(parts), *_tables(parts), *_languages(texts, lang))
    return Hints(reading, tuple(access), long_sentences, reading.hard_words)


def _headings(parts: list[Part], title: str) -> Iterable[Hint]:
    before = 1
    seen: dict[str, str] = {}
    for part in (part for part in parts if part.kind == "heading"):
        if not part.text.strip():
            yield Hint(_("Deze kop is leeg. Vul hem in of haal hem weg."), "", part.block)
        if part.level > before + 1:
            yield Hint(
                _("Deze kop slaat een niveau over. Kies “kop” in plaats van “tussenkop”."), part.text, part.block
            )
        words = part.text.strip().casefold()
        if words and words in seen:
            yield Hint(_("Deze kop staat er twee keer. Maak duidelijk wat het verschil is."), part.text, part.block)
        if words and words == title.strip().casefold():
            yield Hint(_("Deze kop is gelijk aan de titel. Zeg hier iets nieuws."), part.text, part.block)
        if len(words) > 3 and part.text.isupper():
            yield Hint(_("Deze kop staat in hoofdletters. Dat leest moeilijk."), part.text, part.block)
        seen[words], before = part.block, max(part.level, 1)
    yield from _walls(parts)


def _walls(parts: list[Part]) -> Iterable[Hint]:
    """A lot of text without a heading: nobody finds their way in it."""
    words, first = 0, ""
    for part in parts:
        if part.kind == "heading":
            words = 0
        elif part.kind == "text":
            first = first if words else part.block
            words += len(part.text.split())
            if words > 350:
                yield Hint(_("Hier staat veel tekst zonder kop. Zet er een kop tussen."), part.text[:80], first)
                words = -10_000


def _links(parts: list[Part]) -> Iterable[Hint]:
    to: dict[str, str] = {}
    for part in (part for part in parts if part.kind == "link"):
        words = re.sub(r"[\W_]+", " ", part.text).strip().casefold()
        if not words:
            yield Hint(_("Deze link heeft geen tekst. Schrijf waar hij heen gaat."), part.href, part.block)
        elif words in EMPTY_LINKS:
            yield Hint(_("Schrijf in de link zelf waar hij heen gaat."), part.text, part.block)
        elif re.match(r"https?://|www\.", part.text.strip(), re.I):
            yield Hint(_("Deze link is een adres. Schrijf wat daar te vinden is."), part.text, part.block)
        elif to.get(words, part.href) != part.href:
            yield Hint(_("Twee links met dezelfde woorden gaan ergens anders heen."), part.text, part.block)
        if urlsplit(part.href).scheme == "http":
            yield Hint(_("Dit adres is niet beveiligd (http). Kijk of https ook werkt."), part.href, part.block)
        to.setdefault(words, part.href)


def alt_fault(alt: str, *, file_name: str = "", title: str = "") -> str:
    """What is wrong with the words for a picture, if anything."""
    words = alt.strip()
    stem = PurePosixPath(file_name).stem
    if not words:
        return _("Vertel wat er op de foto te zien is.")
    if ENDS.search(words) or CAMERA.fullmatch(words) or (stem and _bare(words) == _bare(stem) and not _is_text(words)):
        return _("Dit is de naam van een bestand. Vertel wat er op de foto te zien is.")
    if NEEDLESS.match(words):
        return _("Laat “foto van” weg: dat het een foto is, hoort iemand al.")
    if len(words) < 5:
        return _("Dit is te kort om te weten wat er te zien is.")
    return ""


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()


def _is_text(words: str) -> bool:
    """Whether this reads as a sentence: words with spaces, not a name with figures."""
    return len(words.split()) >= 3 and not re.search(r"[\d_]", words)


def _pictures(parts: list[Part]) -> Iterable[Hint]:
    for part in (part for part in parts if part.kind == "picture"):
        fault = alt_fault(part.text, file_name=part.href)
        if fault:
            yield Hint(fault, part.text or part.href, part.block)


def _tables(parts: list[Part]) -> Iterable[Hint]:
    for part in (part for part in parts if part.kind == "table"):
        if not part.headers or not all(header.strip() for header in part.headers):
            yield Hint(_("Geef elke kolom van deze tabel een kop."), part.text[:80], part.block)


def language_of(text: str) -> str:
    """The language of a text by its commonest words; nothing when that is not plain."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    counts = {lang: sum(word in common for word in words) for lang, common in LANGUAGES.items()}
    best = max(counts, key=lambda lang: counts[lang])
    others = max(count for lang, count in counts.items() if lang != best)
    return best if counts[best] >= ENOUGH and counts[best] >= 1.6 * others else ""


def _languages(texts: list[Part], lang: str) -> Iterable[Hint]:
    names = {"nl": _("Nederlands"), "en": _("Engels"), "fy": _("Fries")}
    for part in texts:
        found = language_of(part.text)
        if found and found != (part.lang or lang):
            told = {"found": names[found], "lang": names.get(lang, lang)}
            yield Hint(
                _("Deze tekst lijkt %(found)s, maar de pagina staat op %(lang)s.") % told, part.text[:80], part.block
            )
