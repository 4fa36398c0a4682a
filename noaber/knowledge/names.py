# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of authors as they were typed, taken apart for a citation: given name, Dutch particle, family name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

# What stands before a Dutch (or a neighbour's) family name, and is no part of how it is sorted.
PARTICLES = frozenset(
    "van de der den ten ter te tot het 't ’t ‘t 's ’s in op aan bij onder over uit uijt voor von zu zur zum vom la le "
    "les du des da do dos di del della el af d’ d'".split()
)
TITLES = re.compile(r"^(?:(?:prof|dr|drs|ir|ing|mr|dhr|mw|mevr)\.?\s+)+", re.I)
DEGREES = re.compile(r"(?:,?\s+(?:MSc|BSc|MA|BA|PhD|MBA|MEd|LLM|MPhil|RA|MANP|CPhil|EdD))+$")
# Words that no person is called.
HOUSES = re.compile(
    r"\b(?:werkplaats\w*|hogeschool|universiteit|university|academie|gemeente\w*|provincie|stichting|vereniging|lectoraat|"
    r"kenniscentrum|kenniscentra|instituut|ministerie|netwerk|bureau|centrum|team|redactie|raad|school|welzijn|zorg\w*|"
    r"b\.?v\.?|groep|associatie|studenten)\b|&",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who made something: a person with a family name, or a house whose name is left whole."""

    family: str
    given: str = ""
    particle: str = ""
    whole: bool = False

    @property
    def last(self) -> str:
        """The family name with what stands before it."""
        return f"{self.particle} {self.family}".strip()

    @property
    def turned(self) -> str:
        """The name as lists have it: "van der Meer, Jan"."""
        return self.last if self.whole or not self.given else f"{self.last}, {self.given}"


def name_of(text: str, houses: Collection[str] = ()) -> Name:
    """A name as it was typed, in either order; `houses` are organisations that are known, in small letters."""
    text = tidy(text)
    if text.casefold() in houses or HOUSES.search(text):
        return Name(text, whole=True)
    plain = DEGREES.sub("", TITLES.sub("", text)) or text
    last, comma, first = (part.strip() for part in plain.partition(","))
    if comma and last:
        return _turned(last, first)
    words = plain.split()
    if len(words) == 1:
        return Name(plain, whole=True)
    if words[0].casefold() in PARTICLES:
        # "Van Dijk": no given name, and a capital because it stands first.
        words[0] = words[0].lower()
    start = next((number for number, word in enumerate(words[:-1]) if _is_particle(word)), len(words) - 1)
    end = start
    while end < len(words) - 1 and _is_particle(words[end]):
        end += 1
    return Name(" ".join(words[end:]), " ".join(words[:start]), " ".join(words[start:end]))


def _turned(last: str, first: str) -> Name:
    """ "Meer, Jan van der" and "van der Meer, Jan" are the same person."""
    words, given = last.split(), first.split()
    front: list[str] = []
    while len(words) > 1 and words[0].casefold() in PARTICLES:
        front.append(words.pop(0))
    back: list[str] = []
    while given and _is_particle(given[-1]):
        back.insert(0, given.pop())
    if back or not front:
        front = [*back, *front]
    return Name(" ".join(words), " ".join(given), " ".join(word.lower() for word in front))


def _is_particle(word: str) -> bool:
    """Between given and family name a particle has no capital."""
    return word in PARTICLES


def tidy(text: str) -> str:
    """One line without what nobody types: any white space is one space, control signs are gone."""
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())
