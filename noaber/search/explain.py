# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a document is an answer, from what was computed and nothing else; and its text with the found words marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

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


@dataclass(frozen=True)
class Found:
    """A word of a document that answers a word of the question, and the characters that do."""

    start: int
    end: int
    surface: str
    asked: str
    whole: bool


def found_in(told: str, asked: Asked) -> list[Found]:
    """Every word of a text that a word of the question meets, in whole or by a part."""
    wholes = {word.terms[0]: word.surface for word in reversed(asked.content)}
    parts = {term: word.surface for word in reversed(asked.content) for term in word.terms[1:]}
    for mention in asked.mentions:
        if mention.other_word:
            for word in text.words(mention.other_word):
                if not text.is_stop_word(word.surface):
                    parts.setdefault(word.terms[0], mention.other_word)
    return [hit for word in text.words(told) if (hit := _meets(word, wholes, parts))]


def _meets(word: text.Word, wholes: dict[str, str], parts: dict[str, str]) -> Found | None:
    whole = word.terms[0]
    if whole in wholes:
        return Found(word.start, word.end, word.surface, wholes[whole], True)
    if whole in parts:
        return Found(word.start, word.end, word.surface, parts[whole], False)
    for place, term in enumerate(word.terms[1:]):
        asked = wholes.get(term) or parts.get(term)
        if asked:
            start, end = _part(word, place)
            return Found(start, end, word.surface, asked, False)
    return None


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


def marked(told: str, hits: Iterable[Found], start: int = 0, end: int | None = None) -> str:
    """A piece of a text as HTML with the found characters marked."""
    end = len(told) if end is None else end
    pieces, at = [], start
    for hit in hits:
        if start <= hit.start and hit.end <= end and hit.start >= at:
            pieces += [escape(told[at : hit.start]), "<mark>", escape(told[hit.start : hit.end]), "</mark>"]
            at = hit.end
    return "".join([*pieces, escape(told[at:end])])


def snippet(told: str, hits: Sequence[Found]) -> str:
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
    return ("… " if best else "") + marked(told, hits, best, end) + (" …" if end < len(told) else "")


def reasons(document: Document, hits: Sequence[Found], asked: Asked, *, similar: bool) -> list[str]:
    """Sentences that say why, the plainest first."""
    same = list(dict.fromkeys(hit.asked for hit in hits if hit.whole))[:MOST_WORDS]
    told = []
    if same:
        told.append(_("Zelfde woorden: %(words)s") % {"words": ", ".join(f"“{word}”" for word in same)})
    told += _word_parts(hits, set(same))
    told += _concepts(document, hits, asked)
    if similar or not told:
        told.append(_("Lijkt qua betekenis op je vraag"))
    return told[:MOST_REASONS]


def _word_parts(hits: Sequence[Found], same: set[str]) -> list[str]:
    told, others = {}, {hit.asked for hit in hits if " " in hit.asked}
    for hit in hits:
        if hit.whole or hit.asked in same or hit.asked in others or hit.asked in told:
            continue
        longer, shorter = sorted((hit.surface, hit.asked), key=len, reverse=True)
        told[hit.asked] = _("“%(longer)s” bevat “%(shorter)s”") % {"longer": longer, "shorter": shorter}
    return list(told.values())[:2]


def _concepts(document: Document, hits: Sequence[Found], asked: Asked) -> list[str]:
    told = []
    answered = {hit.asked for hit in hits}
    for mention in asked.mentions:
        if mention.theme.slug in document.themes:
            told.append(_("Gaat over het thema “%(theme)s”") % {"theme": mention.theme.label})
        elif mention.other_word in answered:
            told.append(_("Ook gezocht op “%(word)s”") % {"word": mention.other_word})
    return told[:2]
