# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Concepts in a question: what was meant by a label, and under which other words it is searched.

Labels are matched on dictionary forms, never on stems: "bereiken" is not "bereikbaarheid".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from noaber.search import text

LONGEST_LABEL = 6


@dataclass(frozen=True)
class Theme:
    """A concept as the search sees it."""

    slug: str
    label: str
    english: str = ""
    others: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Its word in the language of the reader."""
        return self.english or self.label if (get_language() or "").startswith("en") else self.label

    @property
    def labels(self) -> tuple[str, ...]:
        """Every word for it."""
        return tuple(label for label in (self.label, *self.others, self.english) if label)


@dataclass(frozen=True)
class Mention:
    """A concept that a question mentions, and the label it does so by."""

    theme: Theme
    label: str

    @property
    def other_word(self) -> str:
        """The preferred word, where the question used another and that word may be taken for it."""
        if self.label in self.theme.ambiguous or text.lemmas(self.label) == text.lemmas(self.theme.label):
            return ""
        return self.theme.label


class Thesaurus:
    """All concepts by the dictionary forms of their labels."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        self.themes = {theme.slug: theme for theme in themes}
        self._by_label: dict[tuple[str, ...], Mention] = {}
        for theme in self.themes.values():
            for label in theme.labels:
                self._by_label.setdefault(text.lemmas(label), Mention(theme, label))
        self._words = frozenset(word for word, _times in self.words())

    def holds(self, word: str) -> bool:
        """Whether it is a word of a label."""
        return text.fold(word) in self._words

    def mentioned(self, question: str) -> list[Mention]:
        """The concepts in a question, longest label first at each place, each once."""
        forms = text.lemmas(question)
        found: dict[str, Mention] = {}
        at = 0
        while at < len(forms):
            step = 1
            for length in range(min(LONGEST_LABEL, len(forms) - at), 0, -1):
                mention = self._by_label.get(forms[at : at + length])
                if mention and not self._too_small(forms[at : at + length]):
                    found.setdefault(mention.theme.slug, mention)
                    step = length
                    break
            at += step
        return list(found.values())

    def _too_small(self, forms: Sequence[str]) -> bool:
        return all(text.is_stop_word(form) or len(form) < 2 for form in forms)

    def starting_with(self, typed: str, most: int) -> list[str]:
        """Labels that begin with what was typed, preferred ones first."""
        folded = text.fold(typed)
        every = self.themes.values()
        preferred = sorted((theme.label for theme in every), key=len)
        others = sorted((label for theme in every for label in theme.labels[1:]), key=len)
        fitting = [label for label in (*preferred, *others) if text.fold(label).startswith(folded)]
        return list(dict.fromkeys(fitting))[:most]

    def words(self) -> Iterable[tuple[str, int]]:
        """The single words of all labels, for the speller."""
        for theme in self.themes.values():
            for label in theme.labels:
                yield from ((text.fold(word), 2) for word in text.WORD.findall(label))
