# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words into terms."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.search import text
from noaber.search.compounds import split

COMPOUNDS = Path(__file__).resolve().parents[3] / "bench/data/searchset/compounds.txt"


def gold() -> list[tuple[str, list[tuple[str, ...]], bool]]:
    """Word, accepted splits without linking s, and whether it must stay whole."""
    rows, whole = [], False
    for line in COMPOUNDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            whole = "whole" in line
        elif line:
            splits = [[text.fold(part) for part in one.split("+")] for one in line.split("|")]
            rows.append(("".join(splits[0]), [unlinked(parts) for parts in splits], whole))
    return rows


def unlinked(parts) -> tuple[str, ...]:
    return tuple(part.removesuffix("s") for part in parts)


def test_compounds_are_split_as_a_person_would():
    rows = gold()
    right = [unlinked(split(word)) in accepted for word, accepted, _whole in rows]
    made = [(word, accepted) for word, accepted, _whole in rows if len(split(word)) > 1]
    precise = [unlinked(split(word)) in accepted or len(split(word)) < len(accepted[0]) for word, accepted in made]
    assert sum(right) / len(right) >= 0.95
    assert sum(precise) / len(precise) >= 0.99


@pytest.mark.parametrize("word", [word for word, _accepted, whole in gold() if whole])
def test_what_is_no_compound_stays_whole(word):
    assert split(word) == (word,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("schuld", "schulden"), ("gemeente", "gemeenten"), ("werker", "werkers"), ("lid", "leden"),
        ("jongerenwerker", "jongerenwerkers"), ("gezinslid", "gezinsleden"), ("cliënt", "client"),
        ("wijkteam", "wijkteams"), ("gezond", "gezondheid"), ("eenzaam", "eenzame"), ("werkt", "werken"),
        ("mantelzorger", "mantelzorgers"), ("Kenniscafé", "kenniscafe"), ("huis", "huizen"),
    ],
)  # fmt: skip
def test_forms_of_a_word_meet(one, other):
    assert text.terms(one)[0] == text.terms(other)[0]


@pytest.mark.parametrize(
    ("one", "other"), [("ouder", "oud"), ("leden", "lijden"), ("werker", "werkster"), ("gezond", "zon")]
)
def test_different_words_stay_apart(one, other):
    assert text.terms(one)[0] != text.terms(other)[0]


def test_a_compound_meets_its_parts():
    assert "schuld" in text.terms("schuldregeling")
    assert "schuld" in text.terms("schulden")


@given(st.text(max_size=300))
def test_any_text_can_be_analysed(told):
    for word in text.words(told):
        assert told[word.start : word.end] == word.surface
        assert word.terms
        assert all(term for term in word.terms)
    assert text.analysed(told) == [term for word in text.words(told) for term in word.terms]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=50))
def test_parts_stand_in_the_word_in_order(word):
    at = 0
    for part in split(word):
        at = word.index(part, at) + len(part)
    assert at <= len(word)


def test_an_endless_word_takes_no_time():
    assert text.analysed("a" * 100_000) == []
    assert split("werk" * 11)
