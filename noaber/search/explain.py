# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a document is an answer, from what was computed and nothing else; and its text with the found words marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.search import text
from noaber.search.compounds import split
from noaber.search.documents import Document
from noaber.search.thesaurus import Mention

SNIPPET = 240
MOST_WORDS = 3
MOST_REASONS = 4


@dataclass(frozen=True)
class Asked:
    """What a question was taken to be."""

    words: tuple[text.Word, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def content(self) -> tuple[text.Word, ...]:
        """The words that say something; all of them where none does."""
        return tuple(word for word in self.words if not text.is_stop_word(word.surface)) or self.words


class How(Enum):
    """In what way a word of a document meets a word of the question."""

    SAME = 1
    PART = 2
    LABEL = 3


@dataclass(frozen=True)
class Found:
    """A word of a document that answers a word of the question, and the characters that do."""

    start: int
    end: int
    surface: str
    asked: str
    how: How


@dataclass(frozen=True)
class Sought:
    """The terms of a question, each with the word that it comes from."""

    wholes: dict[str, str]
    parts: dict[str, str]
    labels: dict[str, str]

    @classmethod
    def of(cls, asked: Asked) -> "Sought":
        """Whole words, parts of compounds, and other words for the concepts that were mentioned."""
        wholes = {word.terms[0]: word.surface for word in reversed(asked.content)}
        parts = {term: word.surface for word in reversed(asked.content) for term in word.terms[1:]}
        labels = {
            word.terms[0]: mention.other_word
            for mention in asked.mentions
            for word in text.words(mention.other_word)
            if not text.is_stop_word(word.surface)
        }
        return cls(wholes, parts, labels)

    def meets(self, word: text.Word) -> Found | None:
        """How a word of a document meets the question, if it does."""
        whole = word.terms[0]
        for how, sought in ((How.SAME, self.wholes), (How.LABEL, self.labels), (How.PART, self.parts)):
            if whole in sought:
                return Found(word.start, word.end, word.surface, sought[whole], how)
        for place, term in enumerate(word.terms[1:]):
            for how, sought in ((How.PART, self.wholes), (How.LABEL, self.labels), (How.PART, self.parts)):
                if term in sought:
                    return Found(*_part(word, place), word.surface, sought[term], how)
        return None


def found_in(told: str, sought: Sought) -> list[Found]:
    """Every word of a text that meets the question."""
    terms = {*sought.wholes, *sought.parts, *sought.labels}
    found = []
    for match in text.WORD.finditer(told):
        # Most words meet nothing; only for the others it is worth while to look how.
        if not terms.isdisjoint(here := text.terms(match.group())):
            hit = sought.meets(text.Word(match.start(), match.end(), match.group(), here))
            found += [hit] if hit else []
    return found


def _part(word: text.Word, place: int) -> tuple[int, int]:
    """Where the part of a compound stands in the text."""
    folded = text.fold(word.surface)
    parts = split(folded)
    if len(folded) != len(word.surface) or place >= len(parts):
        return word.start, word.end
    at = 0
    for part in parts[:place]:
        at = folded.index(part, at) + len(part)
    at = folded.index(parts[place], at)
    return word.start + at, word.start + at + len(parts[place])


def marked(told: str, hits: Iterable[Found], start: int = 0, end: int | None = None) -> SafeString:
    """A piece of a text as HTML with the found characters marked."""
    end = len(told) if end is None else end
    pieces, at = [], start
    for hit in hits:
        if start <= hit.start and hit.end <= end and hit.start >= at:
            pieces += [escape(told[at : hit.start]), "<mark>", escape(told[hit.start : hit.end]), "</mark>"]
            at = hit.end
    # Everything but the marks themselves was escaped just above.
    return mark_safe("".join([*pieces, escape(told[at:end])]))


def snippet(told: str, hits: Sequence[Found]) -> SafeString:
    """The piece of a text with the most different words of the question, marked, as HTML."""
    best, most = 0, 0
    for hit in hits:
        start = max(0, hit.start - 40)
        kinds = len({other.asked for other in hits if start <= other.start and other.end <= start + SNIPPET})
        if kinds > most:
            best, most = start, kinds
    if best:
        best = told.rfind(" ", 0, best) + 1
    end = min(len(told), best + SNIPPET)
    if end < len(told):
        space = told.rfind(" ", best, end)
        end = space if space > best else end
    before, after = "… " if best else "", " …" if end < len(told) else ""
    return mark_safe(before + marked(told, hits, best, end) + after)


def reasons(document: Document, hits: Sequence[Found], asked: Asked, *, similar: bool) -> list[str]:
    """Sentences that say why, the plainest first."""
    same = list(dict.fromkeys(hit.asked for hit in hits if hit.how is How.SAME))[:MOST_WORDS]
    told = []
    if same:
        words = ", ".join(f"“{word}”" for word in same)
        told.append(ngettext("Zelfde woord: %(words)s", "Zelfde woorden: %(words)s", len(same)) % {"words": words})
    told += _word_parts(hits, set(same)) + _concepts(document, hits, asked, set(same))
    if similar:
        told.append(_("Lijkt qua betekenis op je vraag"))
    return told[:MOST_REASONS] or [_("Deelt woorden met de beste antwoorden")]


def _word_parts(hits: Sequence[Found], same: set[str]) -> list[str]:
    told: dict[str, str] = {}
    for hit in hits:
        if hit.how is How.PART and hit.asked not in same and hit.asked not in told:
            longer, shorter = sorted((hit.surface, hit.asked), key=len, reverse=True)
            told[hit.asked] = _("“%(longer)s” bevat “%(shorter)s”") % {"longer": longer, "shorter": shorter}
    return list(told.values())[:2]


def _concepts(document: Document, hits: Sequence[Found], asked: Asked, same: set[str]) -> list[str]:
    """Themes that the question and the document share, where the words alone do not say so already."""
    met = {hit.asked for hit in hits if hit.how is How.LABEL}
    plain = {text.fold(word) for word in same}
    themes, others = [], []
    for mention in asked.mentions:
        if mention.theme.slug in document.themes:
            if text.fold(mention.theme.shown) not in plain:
                themes.append(f"“{mention.theme.shown}”")
        elif mention.other_word in met:
            others.append(_("Ook gezocht op “%(word)s”") % {"word": mention.other_word})
    told = ngettext("Gaat over het thema %(themes)s", "Gaat over de thema’s %(themes)s", len(themes))
    return ([told % {"themes": ", ".join(themes[:MOST_WORDS])}] if themes else []) + others[:2]
