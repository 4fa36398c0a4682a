# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Freeze the Dutch word list that the compound splitter uses (noaber/search/data/lexicon.nl.gz).

    python bench/build_lexicon.py /usr/share/dict/dutch

The words are those that stand both in the OpenTaal list (Debian package `wdutch`) and in wordfreq's Dutch list
with a frequency of at least one in ten million. Each line is `word zipf*10`, the words folded to plain letters.
Run it again only when one of the two sources changes, and raise ANALYSER_VERSION in noaber/search/text.py.
"""

import gzip
import math
import sys
from pathlib import Path

import wordfreq

from noaber.search.text import fold

TARGET = Path(__file__).resolve().parent.parent / "noaber/search/data/lexicon.nl.gz"
RAREST = 1e-7
SHORTEST = 3


def frequencies(wordlist: Path) -> dict[str, float]:
    """Frequency of every folded word that both sources know."""
    known = {word.strip() for word in wordlist.read_text(encoding="utf-8").splitlines()}
    found: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict("nl", wordlist="best").items():
        usable = word in known and word.isalpha() and word.islower() and len(word) >= SHORTEST
        if usable and frequency >= RAREST:
            found[fold(word)] = found.get(fold(word), 0.0) + frequency
    return found


def main() -> int:
    """Write the frozen list and say how large it is."""
    words = frequencies(Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict/dutch"))
    lines = [f"{word} {round(10 * (math.log10(words[word]) + 9))}" for word in sorted(words)]
    TARGET.parent.mkdir(exist_ok=True)
    with TARGET.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write("\n".join(lines).encode("ascii"))
    print(f"{len(lines)} words, {TARGET.stat().st_size} bytes in {TARGET}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
