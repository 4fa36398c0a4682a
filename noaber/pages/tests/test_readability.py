# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading Dutch: what is counted, what is found, and that nothing anybody types breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.pages import readability
from noaber.pages.readability import HardWord, b1_words, flesch_douma, hard_words, read, sentences, verdict, words
from noaber.pages.syllables import syllables

COUNTED = """agenda 3 vraag 1 werkplaats 2 gemeente 3 ideeën 3 idee 2 officieel 4 financieel 4 financiën 4 museum 3
beïnvloeden 4 coördinator 5 bureau 2 theorie 3 situatie 4 participatie 5 station 2 eeuw 1 nieuws 1 nieuwe 2 mooie 2
moeilijk 2 lelijk 2 bijzonder 3 sociaal 3 ideaal 3 realiseren 5 creëren 3 theater 3 beoordelen 4 geopend 3 yoghurt 2
royaal 2 systeem 2 tweeën 2 zeeën 2 strategieën 4 variëren 4 ruïne 3 eiland 2 draaien 2 auto 2 radio 3 video 3
individueel 5 evaluatie 5 november 3 duo 2 initiatief 5 professional 5 gezondheidszorg 4 schuldhulpverlening 5
ervaringsdeskundige 7 universiteit 5 team 1 online 2 hij 1 rijen 2 eieren 3 cadeau 2 quiz 1 enquête 3 café 2 naïef 2
chaos 2 piano 3 geïnteresseerd 5 bejaarde 3 objectief 3 familie 3 criteria 4 België 3 groei 1 vacature 4 WMO 3 GGD 3
foto's 2 e-mail 2 privé 2 zo'n 1 na-apen 3 beamen 3 geuit 2 geest 1 continuüm 4 vacuüm 3 energie 3 coöperatie 5 maïs 2
2023 4"""


@pytest.mark.parametrize(
    ("word", "count"), list(zip(COUNTED.split()[::2], map(int, COUNTED.split()[1::2]), strict=True))
)
def test_syllables_of_dutch_words(word, count):
    assert syllables(word) == count


@given(st.text())
def test_every_word_has_a_syllable(word):
    assert syllables(word) >= 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ja. Nee! Echt?", 3),
        ("Dr. J. de Vries kost 3.5 euro om 10.00 uur.", 1),
        ("Er is o.a. koffie, thee enz. voor iedereen.", 1),
        ("Ze zei: ‘Kom binnen.’ Toen dronk ze thee.", 2),
        ("Kop zonder punt\nEen zin.", 2),
        ("Kijk op www.example.org voor meer.", 1),
        ("Wacht… Nu gaat het.", 2),
        ("...", 0),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, count):
    assert len(sentences(text)) == count


@given(st.text(alphabet=st.sampled_from("ab éë.!?…\n ,'’\"()3-"), max_size=120))
def test_sentences_stand_where_they_say_and_hold_every_word(text):
    found = sentences(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))
    assert sum(one.words for one in found) == len(words(text))


@given(st.text(max_size=300))
def test_nothing_anybody_types_breaks_it(text):
    reading = read(text)
    assert reading.words == len(words(text))
    assert (reading.score is None) == (reading.words < readability.FEWEST_WORDS)


def test_the_score_is_the_formula_by_hand():
    # 30 words of one syllable in 3 sentences of 10: 206.84 - 77 - 9.3.
    text = "Ik ga met de kat en de hond naar huis. " * 3
    assert flesch_douma(text) == pytest.approx(206.84 - 77 - 9.3)


def test_plain_text_is_easier_than_the_language_of_offices():
    plain = "Je woont in Almelo. Je wilt je buren leren kennen. Kom op zondag langs. Er is koffie en taart. " * 3
    office = (
        "De samenwerkingspartners faciliteren gezamenlijk de implementatie van interventies ten behoeve van de "
        "participatie van inwoners in kwetsbare omstandigheden binnen de gemeentelijke beleidskaders. "
    ) * 3
    easy, hard = flesch_douma(plain), flesch_douma(office)
    assert easy is not None
    assert hard is not None
    assert easy > 80
    assert hard < 10
    assert (verdict(easy), verdict(hard), verdict(None)) == (
        "Heel makkelijk", "Heel moeilijk", "Te kort om iets te zeggen",
    )  # fmt: skip


@given(st.floats(min_value=-500, max_value=250), st.floats(min_value=-500, max_value=250))
def test_a_higher_score_is_never_said_to_be_harder(one, other):
    ladder = ["Heel moeilijk", "Moeilijk", "Vrij moeilijk", "Goed te lezen", "Makkelijk", "Heel makkelijk"]
    low, high = sorted((one, other))
    assert ladder.index(verdict(low)) <= ladder.index(verdict(high))


def test_long_sentences_are_shown_with_their_place():
    long = "Dit is een zin die " + "maar door en " * 8 + "gaat."
    text = f"Kort. {long} Weer kort."
    (found,) = read(text).long_sentences
    assert text[found.start : found.end] == long


def test_hard_words_are_found_in_every_form_and_counted():
    found = hard_words("We faciliteren en hebben gefaciliteerd. Met betrekking tot zorg. De kat.")
    assert [(one.text, one.times) for one in found] == [("faciliteren", 2), ("met betrekking tot", 1)]
    assert found[0].instead == ("helpen", "mogelijk maken")


def test_words_of_a_thesaurus_are_added():
    also = {"mobiliteitsarmoede": HardWord("mobiliteitsarmoede", (), 0, "Niet weg kunnen door geldgebrek.")}
    (found,) = hard_words("Over mobiliteitsarmoede.", also)
    assert (found.times, found.explain) == (1, "Niet weg kunnen door geldgebrek.")


def test_our_list_is_plain_itself():
    pairs = b1_words()
    assert len(pairs) >= 150
    assert all(simple and all(simple) for simple in pairs.values())
    circular = [hard for hard, simple in pairs.items() if hard in simple]
    assert circular == []
    # What we propose is not itself a hard word.
    assert [(hard, word) for hard, simple in pairs.items() for word in simple if word in pairs] == []
