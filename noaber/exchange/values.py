# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What words of others mean here: dates, sorts, licences, languages and themes."""

from __future__ import annotations

import datetime as dt
import re

from noaber.search import text
from noaber.search.understanding import vocabulary

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may",
            "juni june jun", "juli july jul", "augustus august aug", "september sept sep", "oktober october okt oct",
            "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
EPOCH = dt.date(1899, 12, 30)
ISO = re.compile(r"^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
DUTCH = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
WORDY = re.compile(r"^(?:\w{2,9},?\s+)?(?:(\d{1,2})e?\s+)?([a-z]{3,9})\.?\s+(\d{4})\b", re.I)
# Words for sorts of knowledge, in Dutch, in English and in what repositories write; longest first where they overlap.
TYPES = {
    "what_did_not_work": ("wat niet werkte",),
    "curriculum": ("leerlijn", "minor", "curriculum"),
    "education_module": (
        "onderwijsmodule", "onderwijsmateriaal", "lesmateriaal", "leermateriaal", "module", "cursus", "training",
        "course", "lecture", "learning", "lesplan", "opdracht",
    ),
    "case": ("casusbeschrijving", "casestudy", "case study", "casus", "case"),
    "method": ("methodiek", "methode", "method", "interventie", "werkwijze", "aanpak"),
    "guide": ("handreiking", "handleiding", "gids", "guide", "leidraad", "richtlijn", "stappenplan", "brochure"),
    "interim_report": ("tussenrapportage", "tussenrapport", "tussentijds rapport", "interim report"),
    "white_paper": ("witboek", "whitepaper", "white paper"),
    "thesis": ("scriptie", "thesis", "dissertation", "proefschrift", "afstudeer"),
    "report": (
        "rapport", "report", "onderzoeksverslag", "workingpaper", "working paper", "onderzoek", "evaluatie", "notitie",
        "advies",
    ),
    "minutes": ("verslag", "minutes"),
    "essay": ("essay",),
    "column": ("column", "blog", "blogpost"),
    "article": ("artikel", "article", "contributiontoperiodical", "review", "annotation"),
    "toolbox": ("toolbox", "toolkit", "gereedschapskist"),
    "talking_picture": ("praatplaat",),
    "website": ("website", "online magazine", "webmagazine"),
    "portfolio": ("portfolio",),
    "presentation": ("presentatie", "presentation", "slides"),
    "tool": ("hulpmiddel", "instrument", "tool", "vragenlijst", "checklist", "werkblad", "format", "spel", "app"),
    "dossier": ("dossier",),
    "poster": ("poster", "infographic", "factsheet"),
    "podcast": ("podcast", "audio", "geluid", "sound"),
    "webinar": ("webinarregistratie", "webinar"),
    "clip": ("kennisclip", "clip"),
    "video": ("video", "film", "aftermovie", "movingimage", "animatie"),
    "book": ("bookpart", "boekdeel", "hoofdstuk", "boek", "book"),
    "publication": ("publicatie", "publication", "preprint", "conferenceobject", "tekst", "text"),
    "other": ("anders", "overig", "other"),
}  # fmt: skip
LICENCES = (
    (r"publicdomain/zero|\bcc-?0\b", "CC0 1.0"),
    (r"by-nc-nd|by nc nd", "CC BY-NC-ND"),
    (r"by-nc-sa|by nc sa", "CC BY-NC-SA"),
    (r"by-nc|by nc|naamsvermelding-nietcommercieel", "CC BY-NC"),
    (r"by-nd|by nd", "CC BY-ND"),
    (r"by-sa|by sa|naamsvermelding-gelijkdelen", "CC BY-SA"),
    (r"creativecommons\.org/licenses/by\b|\bcc-?[ _]?by\b|naamsvermelding", "CC BY"),
)
LANGUAGES = {
    "nl": ("nl", "nld", "dut", "nederlands", "dutch"),
    "en": ("en", "eng", "engels", "english"),
    "fy": ("fy", "fry", "fries", "frysk"),
    "de": ("de", "deu", "ger", "duits", "german"),
    "fr": ("fr", "fra", "fre", "frans", "french"),
}


def moment(written: str) -> tuple[int | None, str]:
    """The year and, as far as it is told, the day or month of a date as people and machines write it."""
    written = written.strip()
    if re.fullmatch(r"\d{4}", written):
        return _year(int(written)), _year(int(written)) and written or ""
    if re.fullmatch(r"\d{5}", written):
        return _told(EPOCH + dt.timedelta(days=int(written)))
    for pattern, order in ((ISO, (1, 2, 3)), (DUTCH, (3, 2, 1))):
        found = pattern.match(written)
        if found:
            year, month, day = (int(found[place] or 0) for place in order)
            return _day(year, month, day)
    found = WORDY.match(written)
    if found and found[2].lower() in MONTHS:
        return _day(int(found[3]), MONTHS[found[2].lower()], int(found[1] or 0))
    years = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", written)
    return (int(years[0]), years[0]) if len(set(years)) == 1 else (None, "")


def _day(year: int, month: int, day: int) -> tuple[int | None, str]:
    try:
        found = dt.date(year, month, day or 1)
    except ValueError:
        return (None, "")
    if not day:
        return (found.year, found.isoformat()[:7]) if _year(found.year) else (None, "")
    return _told(found)


def _told(day: dt.date) -> tuple[int | None, str]:
    # A spreadsheet that was told to show the number 2021 as a day makes 13 July 1905 of it.
    number = (day - EPOCH).days
    if 1950 <= number <= 2100:
        return number, str(number)
    return (day.year, day.isoformat()) if _year(day.year) else (None, "")


def _year(year: int) -> int | None:
    return year if 1000 <= year <= 2200 else None


def of_type(word: str) -> str:
    """The sort of knowledge that a word means, or nothing."""
    word = word.rsplit("/", 1)[-1].strip().lower()
    for exact in (True, False):
        for kind, names in TYPES.items():
            if word == kind or any(word == name if exact else len(name) > 4 and name in word for name in names):
                return kind
    return ""


def licence(written: list[str]) -> str:
    """A licence in one way of writing; what is no licence we know stays as it was written."""
    for one in written:
        for pattern, name in LICENCES:
            if re.search(pattern, one, re.I):
                version = re.search(r"\b([1-4]\.0)\b", one)
                return f"{name} {version[1]}" if version and name != "CC0 1.0" else name
    first = next((one for one in written if not one.startswith("http")), "")
    return first if len(first) <= 200 else ""


def language(written: str) -> str:
    """The code of a language, or nothing."""
    word = written.strip().lower().replace("_", "-").split("-")[0]
    return next((code for code, names in LANGUAGES.items() if word in names), "")


def themes(words: list[str]) -> tuple[list[str], list[str]]:
    """The themes that these words are, by slug; and the words that are no theme."""
    found: list[str] = []
    unknown: list[str] = []
    if not words:
        return found, unknown
    book = vocabulary(None).thesaurus
    for word in words:
        if word in book.themes:
            found.append(word)
            continue
        forms = text.lemmas(word)
        whole = [one for one in book.mentioned(word) if text.lemmas(one.label) == forms]
        found += [one.theme.slug for one in whole]
        if not whole:
            unknown.append(word)
    return found, unknown


def mentioned(told: str) -> list[str]:
    """The themes that a text speaks of, by words that mean nothing else."""
    book = vocabulary(None).thesaurus
    return [one.theme.slug for one in book.mentioned(told[:2000]) if one.label not in one.theme.ambiguous]
