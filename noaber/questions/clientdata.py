# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Data about a client in free text: found by plain patterns, to warn the writer and the moderator. Never to block.

A pattern finds too little and too much; the writer decides after the warning, and a coordinator looks again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noaber.base import clock


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of text that may tell who somebody is."""

    kind: str
    label: str
    text: str


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the eleven-test of the burgerservicenummer."""
    if len(digits) != 9 or not digits.isascii() or not digits.isdigit() or digits == "000000000":
        return False
    return (sum(int(d) * w for d, w in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))) % 11 == 0


def is_iban(text: str) -> bool:
    """Whether a text without spaces passes the mod-97 test of a bank account number."""
    rearranged = text[4:] + text[:4]
    return rearranged.isascii() and rearranged.isalnum() and int("".join(str(int(c, 36)) for c in rearranged)) % 97 == 1


def _squeezed(text: str) -> str:
    return re.sub(r"[\s.\-]", "", text)


_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    "|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec"
)
_DATE = rf"(?:[0-3]?\d[-/. ][01]?\d[-/. ](?:19|20)\d\d|[0-3]?\d\s+(?:{_MONTHS})\.?\s+(?:19|20)\d\d)"
_DIAGNOSIS = (
    r"adhd|add|autis\w*|asperger|pdd-?nos|borderline|schizofren\w*|psychos\w*|psychoti\w*|bipolair\w*|depressi\w*"
    r"|dement\w*|alzheimer|parkinson|kanker|hiv|aids|lvb|verstandelijk\w*|verslaa\w*|verslav\w*|alcoholi\w*|ptss"
    r"|anorexia|suïcid\w*|suicid\w*|zelfmoord\w*|licht verstandelijk\w*|diagnose\w*|hersenletsel|epilepsie"
)
# A title and a surname, or a first name with a surname: two capitals in a row that do not open a sentence.
_NAME = (
    r"(?:(?:[Mm]eneer|[Mm]evrouw|[Dd]hr\.?|[Mm]evr\.?|[Mm]w\.?|[Cc]liënt|[Bb]uurvrouw|[Bb]uurman|[Pp]atiënt|[Hh]eer)"
    r"\s+(?:(?:van|de|der|den|ten|ter|te|het|'t)\s+){0,3}[A-ZÀ-Þ][\w'’\-]+"
    r"|(?<![.!?]\s)(?<!^)\b[A-ZÀ-Þ][a-zà-ÿ]+\s+(?:(?:van|de|der|den|ten|ter)\s+){0,3}[A-ZÀ-Þ][a-zà-ÿ]+"
    r"|\b[A-ZÀ-Þ][a-zà-ÿ]+,?\s+\(?\d{1,2}\s+jaar\b)"
)

_Check = Callable[[str], bool]
_PATTERNS: list[tuple[str, str | Promise, re.Pattern[str], _Check]] = [
    (
        "iban",
        _("een rekeningnummer"),
        re.compile(r"\b[A-Za-z]{2}\d{2}(?:\s?[A-Za-z0-9]{4}){2,7}(?:\s?[A-Za-z0-9]{1,3})?\b", re.ASCII),
        lambda text: is_iban(_squeezed(text).upper()),
    ),
    ("email", _("een e-mailadres"), re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"), lambda _text: True),
    (
        "bsn",
        _("een burgerservicenummer (BSN)"),
        re.compile(r"(?<![\w+])(?:\d{3}[ .\-]?\d{3}[ .\-]?\d{3}|\d{4}[ .\-]?\d{2}[ .\-]?\d{3})(?!\w)", re.ASCII),
        lambda text: is_bsn(_squeezed(text)),
    ),
    (
        "phone",
        _("een telefoonnummer"),
        re.compile(r"(?<!\w)(?:\+31|0031|\(?0)(?:[\s\-()]{0,3}\d){9}(?!\w)", re.ASCII),
        lambda _text: True,
    ),
    (
        "address",
        _("een adres"),
        re.compile(
            r"\b[1-9]\d{3}\s?[A-Z]{2}[\s,]{1,3}(?:nr\.?\s|huisnummer\s)?\d{1,5}\b"
            r"|\b[A-ZÀ-Þ][\w'’\-]{1,40}(?:straat|laan|weg|plein|singel|kade|hof|dijk|gracht|pad|steeg)\s\d{1,5}\w?\b"
        ),
        lambda _text: True,
    ),
    (
        "birth",
        _("een geboortedatum"),
        re.compile(rf"\b(?:geboren(?:\s+op)?|geboortedatum:?|geb\.?:?)\s+(?:op\s+)?{_DATE}|\b{_DATE}\b", re.IGNORECASE),
        lambda text: bool(re.search(r"geb", text, re.IGNORECASE)) or _long_ago(text),
    ),
]
_NEAR = 80
_BIRTHDAY_YEARS = 10


def _long_ago(text: str) -> bool:
    """A date so long ago that it is more likely a birthday than a meeting."""
    years = re.findall(r"(?:19|20)\d\d", text)
    return bool(years) and int(years[-1]) <= clock.day().year - _BIRTHDAY_YEARS


def findings(text: str) -> list[Finding]:
    """What in this text may tell who a client is, in order of kind; each piece once."""
    found: dict[tuple[str, str], Finding] = {}
    rest = text
    for kind, label, pattern, check in _PATTERNS:
        for match in pattern.finditer(rest):
            if check(match.group()):
                piece = match.group().strip()
                found.setdefault((kind, piece), Finding(kind, str(label), piece))
                # What was named is blanked, so that one number is not reported as two things.
                rest = rest[: match.start()] + "\x1f" * (match.end() - match.start()) + rest[match.end() :]
    for piece in _names_with_diagnosis(text):
        found.setdefault(("health", piece), Finding("health", str(_("een naam met iets over gezondheid")), piece))
    return list(found.values())


def _names_with_diagnosis(text: str) -> list[str]:
    """Names that stand within a sentence or so of a word about health."""
    health = [match.start() for match in re.finditer(rf"\b(?:{_DIAGNOSIS})\b", text, re.IGNORECASE)]
    if not health:
        return []
    return [
        match.group().strip()
        for match in re.finditer(_NAME, text)
        if any(abs(match.start() - place) <= _NEAR for place in health)
    ]
