# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dutch words into search terms: fold, lemma, stem, and the parts of compounds. The only place where this happens.

Whatever is fed to an engine, counted, marked or explained goes through `terms`. Change anything here that changes a
term, and ANALYSER_VERSION must change with it: the index lives in a folder of that name and is then built anew.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import simplemma
import Stemmer

from noaber.search.compounds import split
from noaber.search.words import ENGLISH_STOP_WORDS, EXCEPTIONS, STOP_WORDS

ANALYSER_VERSION = "nl-2"
LONGEST_WORD = 60
WORD = re.compile(r"[^\W_]+")

# Snowball 3 calls the Kraaij-Pohlmann algorithm "dutch"; its older one is "dutch_porter". Never mix the two.
_stemmer = Stemmer.Stemmer("dutch")


@dataclass(frozen=True)
class Word:
    """One word of a text: where it stands, how it was written, and its terms (the whole word first, then parts)."""

    start: int
    end: int
    surface: str
    terms: tuple[str, ...]


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case without accents: Cliënt and client are the same word."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The dictionary form, folded; the word itself when the dictionary does not know it."""
    return fold(simplemma.lemmatize(word.lower(), lang="nl"))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a single word (a compound's parts are not looked at)."""
    folded = fold(word)
    if folded in EXCEPTIONS:
        return EXCEPTIONS[folded]
    base = lemma(word)
    return EXCEPTIONS.get(base) or _stemmer.stemWord(base)


@lru_cache(maxsize=200_000)
def terms(word: str) -> tuple[str, ...]:
    """The whole word as a term, then a term for every part when it is a compound."""
    parts = split(fold(word))
    if len(parts) < 2:
        return (stem(word),)
    pieces = tuple(stem(part) for part in parts)
    whole = "".join(parts[:-1]) + pieces[-1]
    return (whole, *pieces)


def words(text: str) -> Iterator[Word]:
    """Every word of a text with its terms, in order."""
    for match in WORD.finditer(text):
        surface = match.group()
        if len(surface) <= LONGEST_WORD:
            yield Word(match.start(), match.end(), surface, terms(surface))


def is_stop_word(surface: str) -> bool:
    """Words that say nothing about the subject of a text."""
    folded = fold(surface)
    return folded in STOP_WORDS or folded in ENGLISH_STOP_WORDS


def analysed(text: str) -> list[str]:
    """All terms of a text, as an engine indexes them; stop words too, since they help to order."""
    return [term for word in WORD.findall(text) if len(word) <= LONGEST_WORD for term in terms(word)]


def lemmas(text: str) -> tuple[str, ...]:
    """The dictionary forms of a text: labels of concepts are matched on these, never on stems."""
    return tuple(lemma(match.group()) for match in WORD.finditer(text) if len(match.group()) <= LONGEST_WORD)
