# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many syllables a Dutch word has: its vowel groups, split where two vowels are spoken apart.

Hyphenation patterns (pyphen) were tried and count too few: they never part one letter from the rest ("a-genda").
"""

import re
import unicodedata
from functools import lru_cache

# What is spoken as one, longest first. A trema starts a new syllable; every other pair is spoken apart ("ide-aal").
ONE_SOUND = (
    "aai", "ooi", "oei", "eeu", "ieu", "oeu", "eau",
    "aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ij", "ei", "au", "ou", "ai", "oi",
    "a", "e", "i", "o", "u", "y",
)  # fmt: skip
SOUND = re.compile("|".join(ONE_SOUND))
GROUP = re.compile(r"[aeiouy]+")
TREMA = {"ä": " a", "ë": " e", "ï": " i", "ö": " o", "ü": " u"}
# Parts of words that do not sound as they are written, with their syllables; looked for anywhere in a word.
PARTS: tuple[tuple[str, int], ...] = (
    ("museum", 3), ("musea", 3), ("petroleum", 4), ("jubileum", 4), ("lyceum", 3), ("atheneum", 4), ("mausoleum", 4),
    ("team", 1), ("coach", 1), ("tool", 1), ("online", 2), ("offline", 2), ("website", 2), ("site", 1), ("update", 2),
    ("workshop", 2), ("meeting", 2), ("training", 2), ("trainer", 2), ("email", 2), ("mail", 1), ("design", 2),
    ("interview", 3), ("community", 4), ("budget", 2), ("beamer", 2), ("college", 3), ("manager", 3), ("management", 3),
    ("facebook", 2), ("google", 2), ("youtube", 2), ("timeline", 2), ("deadline", 2), ("baseline", 2), ("feedback", 2),
    ("podcast", 2), ("scene", 2), ("quote", 2), ("beoord", 2), ("geoef", 2), ("geoord", 2),
    ("geint", 2), ("geop", 2), ("beinv", 2), ("europ", 2), ("chauffeur", 2), ("niveau", 2), ("bureau", 2),
    ("reiniging", 3), ("variant", 3), ("financi", 3), ("spontaan", 2), ("theorie", 3), ("uniform", 3), ("unie", 2),
)  # fmt: skip
STATION = re.compile(r"tion(s?)(?![a-z])")
CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]+")


def _plain(word: str) -> str:
    """Lower case without accents; a trema, which parts two vowels, becomes a space."""
    word = unicodedata.normalize("NFC", word.casefold())
    for letter, apart in TREMA.items():
        word = word.replace(letter, apart)
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _of_group(group: str) -> int:
    """The syllables of vowels that stand together: `ee` one, `eae` two."""
    return len(SOUND.findall(group))


def _of_part(part: str) -> int:
    part = part.replace("qu", "q")
    # A consonant when a vowel follows it at the start of a syllable: yoghurt, royaal; i and e are apart in -ieel.
    part = re.sub(r"y(?=[aeou])", "j", part)
    part = re.sub(r"ie(?=e[^eu]|e$|ee)", "i e", part)
    part = re.sub(r"ie(?=[ao]|u(?!w))", "ie ", part)
    part = re.sub(r"(?<=[aeo])ij", " ij", part)
    for sounds, count in PARTS:
        if sounds in part:
            before, after = part.split(sounds, 1)
            return _of_part(before) + count + _of_part(after)
    part = STATION.sub(r"tjon\1", part)
    return sum(_of_group(group) for group in GROUP.findall(part))


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """How many syllables somebody reads aloud; at least one. Figures and letter words (WMO) count per sign."""
    total = 0
    for part in re.split(r"[\s\-–/'’.]+", word):
        if not part:
            continue
        figures = sum(sign.isdigit() for sign in part)
        letters = re.sub(r"[\d_]", "", part)
        if letters.isupper() and 1 < len(letters) <= 3 or (letters and CONSONANTS.fullmatch(_plain(letters))):
            total += figures + len(letters) if len(letters) > 1 or not total else figures
        else:
            total += figures + sum(_of_part(piece) for piece in _plain(letters).split())
    return max(1, total)
