# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Typing errors. Only words that the index does not know are looked up, among words that it does know."""

from collections.abc import Iterable

from symspellpy import SymSpell, Verbosity

FARTHEST = 2
SHORTEST_WORD = 4
LONG_WORD = 8
MOST_WORDS = 40_000


class Speller:
    """Known words with how often they occur."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        self._words = SymSpell(max_dictionary_edit_distance=FARTHEST, prefix_length=7)
        for word, count in words:
            if len(word) >= SHORTEST_WORD and not any(letter.isdigit() for letter in word):
                self._words.create_dictionary_entry(word, max(count, 1))

    def correct(self, word: str) -> str:
        """The likeliest known word, or nothing. A short word may differ by one letter, a long one by two."""
        if len(word) < SHORTEST_WORD or len(word) > 40 or any(letter.isdigit() for letter in word):
            return ""
        distance = FARTHEST if len(word) >= LONG_WORD else 1
        found = self._words.lookup(word, Verbosity.CLOSEST, max_edit_distance=distance)
        return str(found[0].term) if found and found[0].term != word else ""
