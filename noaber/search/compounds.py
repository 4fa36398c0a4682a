# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Splitting Dutch compounds: schuldregeling is schuld + regeling.

Of all ways to cut a word into known words the one with the highest geometric mean of word frequencies wins, and the
uncut word takes part with its own frequency (Koehn and Knight, 2003). Linking letters stay with the part they follow
in the search for a cut and are left out of the answer where the part is not a word by itself.
"""

import gzip
from functools import cache, lru_cache
from pathlib import Path

from noaber.search.words import BLOCKED_LAST, BLOCKED_PARTS, COMBINING, PREFIXES, SUFFIXES, WHOLE

LEXICON = Path(__file__).parent / "data" / "lexicon.nl.gz"
SHORTEST_WORD = 7
SHORTEST_PART = 3
LONGEST_WORD = 45
MOST_PARTS = 4
COMBINING_ZIPF = 45
PER_PART = 7  # Half a Zipf step off for every part beyond two: kennis + netwerk, not kennis + net + werk.

# Parts, and how frequent each is.
Cut = tuple[tuple[str, ...], tuple[int, ...]]


@cache
def lexicon() -> dict[str, int]:
    """Known words with ten times their Zipf frequency (one in a thousand million is 0, one in ten is 80)."""
    packed = gzip.decompress(LEXICON.read_bytes()).decode("ascii")
    listed = {word: int(zipf) for word, _, zipf in (line.partition(" ") for line in packed.split("\n"))}
    return dict.fromkeys(COMBINING, COMBINING_ZIPF) | listed


@lru_cache(maxsize=200_000)
def split(word: str) -> tuple[str, ...]:
    """The parts of a folded word; the word alone when it is no compound."""
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or word in WHOLE or not word.isalpha():
        return (word,)
    own = lexicon().get(word, 0)
    best: tuple[float, tuple[str, ...]] = (own, (word,))
    for parts, zipfs in _cuts(word, MOST_PARTS, first=True):
        if len(parts) > 1:
            best = max(best, (sum(zipfs) / len(zipfs) - PER_PART * (len(parts) - 2), parts))
    return best[1]


def _cuts(rest: str, room: int, *, first: bool) -> list[Cut]:
    """All ways to cut what is left of a word into at most `room` known words."""
    found: list[Cut] = []
    zipf = _last(rest) if not first else 0
    if zipf:
        found.append(((rest,), (zipf,)))
    if room > 1:
        for end in range(SHORTEST_PART, len(rest) - SHORTEST_PART + 1):
            part, zipf = _part(rest[:end])
            if zipf:
                for parts, zipfs in _cuts(rest[end:], room - 1, first=False):
                    found.append(((part, *parts), (zipf, *zipfs)))
    return found


def _part(piece: str) -> tuple[str, int]:
    """A part that is not the last, without its linking s where it needs one, and its frequency (0: no word)."""
    if _blocked(piece):
        return piece, 0
    zipf = lexicon().get(piece, 0)
    if zipf or not piece.endswith("s"):
        return piece, zipf
    base = piece[:-1]
    if len(base) < 4 or _blocked(base):
        return piece, 0
    return base, lexicon().get(base, 0)


def _blocked(piece: str) -> bool:
    return piece in BLOCKED_PARTS or piece in PREFIXES or piece in SUFFIXES


def _last(piece: str) -> int:
    """The frequency of a last part (0: no word, or an ending that is a suffix)."""
    if len(piece) < SHORTEST_PART or piece in BLOCKED_LAST or _blocked(piece):
        return 0
    return lexicon().get(piece, 0)
