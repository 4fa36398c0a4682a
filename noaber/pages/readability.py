# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How hard a Dutch text is to read: sentences, words, the Flesch-Douma score, long sentences, hard words.

Pure: text in, findings out. A score says little about one text and a lot about where to look: a help, never a gate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import simplemma
import yaml
from django.utils.translation import gettext_lazy as _

from noaber.pages.syllables import syllables

LONG_SENTENCE = 20
# Below this a score says nothing.
FEWEST_WORDS = 30
WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’\-–][^\W\d_]+)*\d*")
ABBREVIATIONS = frozenset(
    "a.d.h.v. a.u.b. aant. afb. afd. art. bijv. blz. bv. ca. d.d. d.m.v. d.w.z. dhr. dir. dr. drs. e.a. e.d. e.v. enz. "
    "etc. evt. excl. fig. gem. i.c.m. i.h.b. i.p.v. i.s.m. i.v.m. incl. ing. ir. jl. jr. lett. m.a.w. m.b.t. m.b.v. "
    "m.i. m.i.v. m.m.v. m.n. m.u.v. max. mevr. mgr. min. mr. mw. n.a.v. n.v.t. nl. nr. nrs. o.a. o.b.v. o.i.d. o.l.v. "
    "o.m. p. pag. prof. red. resp. s.v.p. sr. st. t.a.v. t.b.v. t.g.v. t.h.v. t.n.v. t.o.v. t.w. t.z.t. tel. v.a. v.d. "
    "vgl. vs. w.o. z.s.m. zgn. zg.".split()
)
END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
DATA = Path(__file__).parent / "data" / "b1.yaml"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, and where."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was written, where, and of how many words."""

    text: str
    start: int
    end: int
    words: int

    @property
    def long(self) -> bool:
        return self.words > LONG_SENTENCE


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word or phrase that many readers do not know, what to write instead, and how often it was used."""

    text: str
    instead: tuple[str, ...]
    times: int
    explain: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is to be said about a text."""

    words: int
    sentences: int
    score: float | None
    long_sentences: tuple[Sentence, ...]
    hard_words: tuple[HardWord, ...]

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0


def words(text: str) -> list[Word]:
    """Every word and figure, in order."""
    return [Word(found.group(), found.start(), found.end()) for found in WORD.finditer(text)]


def sentences(text: str) -> list[Sentence]:
    """Every sentence; a line always ends one, an abbreviation, an initial and a decimal point never."""
    found: list[Sentence] = []
    for line in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        start = line.start()
        for end in END.finditer(line.group()):
            stop = line.start() + end.end()
            if not _goes_on(text[start:stop], text[stop : line.end()]):
                found.append(_sentence(text, start, stop))
                start = stop
        found.append(_sentence(text, start, line.end()))
    return [one for one in found if one.words]


def _sentence(text: str, start: int, end: int) -> Sentence:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Sentence(piece.strip(), start, start + len(piece.strip()), len(words(piece)))


def _goes_on(before: str, after: str) -> bool:
    """Whether the point at the end of `before` does not end the sentence that continues with `after`."""
    last = before.split()[-1].lower().lstrip("(['\"‘“«") if before.split() else ""
    follows = after.lstrip()[:1]
    if not follows:
        return False
    if last in ABBREVIATIONS:
        return True
    initial = re.fullmatch(r"(?:[a-z]\.)+", last) is not None
    return initial or (follows.islower() and not last.endswith(("!", "?")))


def flesch_douma(text: str) -> float | None:
    """206.84 - 0.77 x syllables per 100 words - 0.93 x words per sentence: higher is easier; None when too short."""
    counted = words(text)
    if len(counted) < FEWEST_WORDS:
        return None
    of_words = sum(syllables(word.text) for word in counted)
    return 206.84 - 77 * of_words / len(counted) - 0.93 * len(counted) / len(sentences(text))


def verdict(score: float | None) -> str:
    """A score in words."""
    if score is None:
        return str(_("Te kort om iets te zeggen"))
    for least, label in (
        (80, _("Heel makkelijk")), (70, _("Makkelijk")), (60, _("Goed te lezen")),
        (45, _("Vrij moeilijk")), (30, _("Moeilijk")),
    ):  # fmt: skip
        if score >= least:
            return str(label)
    return str(_("Heel moeilijk"))


@lru_cache(maxsize=1)
def b1_words() -> dict[str, tuple[str, ...]]:
    """Our own list of hard words and phrases with plainer ones."""
    pairs: Mapping[str, str] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["words"]
    return {hard: tuple(word.strip() for word in simple.split(",")) for hard, simple in pairs.items()}


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    return str(simplemma.lemmatize(word.lower(), lang="nl")).lower()


def hard_words(text: str, also: Mapping[str, HardWord] | None = None) -> tuple[HardWord, ...]:
    """Hard words and phrases, first used first; `also` adds those of a thesaurus, by lower-case word."""
    known = b1_words()
    pieces = words(text)
    lower = [piece.text.lower() for piece in pieces]
    longest = max((len(phrase.split()) for phrase in known), default=1)
    times: dict[str, int] = {}
    place = 0
    while place < len(pieces):
        step = 1
        for size in range(min(longest, len(pieces) - place), 0, -1):
            hard = _known(lower[place : place + size], known, also or {})
            if hard:
                times[hard] = times.get(hard, 0) + 1
                step = size
                break
        place += step
    return tuple(_finding(hard, count, known, also or {}) for hard, count in times.items())


def _known(tokens: list[str], known: Mapping[str, object], also: Mapping[str, object]) -> str:
    phrase = " ".join(tokens)
    if phrase in known or phrase in also:
        return phrase
    if len(tokens) == 1:
        lemma = _lemma(phrase)
        return lemma if lemma in known or lemma in also else ""
    return ""


def _finding(hard: str, times: int, known: Mapping[str, tuple[str, ...]], also: Mapping[str, HardWord]) -> HardWord:
    if hard in known:
        return HardWord(hard, known[hard], times)
    return HardWord(also[hard].text, also[hard].instead, times, also[hard].explain)


def read(text: str, also: Mapping[str, HardWord] | None = None) -> Reading:
    """Everything that is to be said about a text."""
    found = sentences(text)
    return Reading(
        words=sum(one.words for one in found),
        sentences=len(found),
        score=flesch_douma(text),
        long_sentences=tuple(one for one in found if one.long),
        hard_words=hard_words(text, also),
    )
