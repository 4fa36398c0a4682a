# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from noaber.agenda.kinds import KINDS, PAIRWISE
from noaber.base.verdicts import Refused

NUMBERS = [2, 5, 7, 11]
DOTS = {"dots": 5, "most": 3}
CRITERIA = [{"slug": "dringend", "label": "Dringend", "weight": 2}, {"slug": "nieuw", "label": "Nieuw", "weight": 1}]
SCORING = {"scale": 4, "criteria": CRITERIA}


def refusal(what, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        what(*args, **kwargs)
    return refused.value.reason


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_method_explains_itself_and_has_settings_for_who_says_nothing(kind):
    settings = kind.settled({}, 12)
    assert KINDS[kind.slug] is kind
    assert str(kind.label)
    assert str(kind.what).startswith("Je ")
    assert all(rule.endswith(".") for rule in kind.rules(settings))
    assert kind.settled(settings, 12) == settings
    assert kind.settled(dict.fromkeys(settings, ""), 12) == settings


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_blank_ballot_is_allowed_and_gives_nobody_anything(kind):
    settings = kind.settled({}, len(NUMBERS))
    content = kind.read({}, settings, NUMBERS, key="somebody")
    assert content == {}
    assert kind.given(content, settings, NUMBERS) == {}
    assert kind.utilities(content, settings, NUMBERS) == {}
    assert len(set(kind.scores([], settings, NUMBERS).values())) == 1


@pytest.mark.parametrize(
    ("slug", "settings", "form", "content"),
    [
        ("dots", DOTS, {"dots-2": "3", "dots-7": " 2 ", "dots-5": "0", "dots-11": ""}, {"2": 3, "7": 2}),
        ("ranking", {"length": 3}, {"ranking-5": "2", "ranking-7": "1", "ranking-2": ""}, {"order": [7, 5]}),
        ("ranking", {"length": 3}, {"ranking-5": "3", "ranking-7": "1"}, {"order": [7, 5]}),
        (
            "scoring",
            SCORING,
            {"scoring-2-dringend": "4", "scoring-2-nieuw": "0", "scoring-5-nieuw": "1"},
            {"2": {"dringend": 4, "nieuw": 0}, "5": {"nieuw": 1}},
        ),
        ("pairwise", {"pairs": 9}, {"pairwise-2-5": "5", "pairwise-5-7": "0"}, {"2-5": 5, "5-7": 0}),
    ],
)
def test_a_form_becomes_content_and_the_content_the_same_form(slug, settings, form, content):
    kind = KINDS[slug]
    assert kind.read({**form, f"{slug}-99": "1", "other": "x"}, settings, NUMBERS) == content
    again = kind.given(content, settings, NUMBERS)
    assert kind.read(again, settings, NUMBERS) == content


@pytest.mark.parametrize("typed", ["-1", "1.5", "twee", "1e3", "٣", "1_0", "9" * 5000, "0x1", "1 2"])
@pytest.mark.parametrize(
    ("slug", "settings", "name"),
    [
        ("dots", DOTS, "dots-2"),
        ("ranking", {"length": 3}, "ranking-2"),
        ("scoring", SCORING, "scoring-2-nieuw"),
        ("pairwise", {"pairs": 9}, "pairwise-2-5"),
    ],
)
def test_what_is_not_a_number_is_refused_in_words(slug, settings, name, typed):
    reason = refusal(KINDS[slug].read, {name: typed}, settings, NUMBERS)
    assert "heel getal" in reason
    assert len(reason) < 200


def test_more_points_than_one_has_are_refused_with_how_many_must_go():
    reason = refusal(KINDS["dots"].read, {"dots-2": "3", "dots-5": "3"}, DOTS, NUMBERS)
    assert reason == "Je gaf 6 punten, maar je hebt er 5. Haal er 1 weg."


def test_one_subject_gets_no_more_points_than_the_rule():
    assert "hoogstens 3" in refusal(KINDS["dots"].read, {"dots-2": "4"}, DOTS, NUMBERS)


def test_two_subjects_cannot_have_the_same_number():
    assert "twee keer" in refusal(KINDS["ranking"].read, {"ranking-2": "1", "ranking-5": "1"}, {"length": 3}, NUMBERS)


def test_a_score_stays_within_its_scale():
    assert "tot en met 4" in refusal(KINDS["scoring"].read, {"scoring-2-nieuw": "5"}, SCORING, NUMBERS)


def test_the_third_of_two_cannot_win():
    assert "Kies één van de twee" in refusal(KINDS["pairwise"].read, {"pairwise-2-5": "7"}, {"pairs": 9}, NUMBERS)


def test_a_voter_is_read_on_the_pairs_that_were_asked_and_no_others():
    settings = {"pairs": 2}
    asked = PAIRWISE.pairs(settings, NUMBERS, "somebody")
    every = [(first, second) for first in NUMBERS for second in NUMBERS if first < second]
    form = {PAIRWISE.field(first, second): str(first) for first, second in every}
    content = PAIRWISE.read(form, settings, NUMBERS, key="somebody")
    assert {tuple(map(int, pair.split("-"))) for pair in content} == {tuple(sorted(pair)) for pair in asked}
    assert "meer tweetallen" in refusal(PAIRWISE.read, form, settings, NUMBERS)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 40])
def test_pairs_are_drawn_fairly_and_the_same_each_time(size):
    numbers = list(range(1, size + 1))
    possible = size * (size - 1) // 2
    for pairs in (1, 5, 15, 100):
        asked = PAIRWISE.pairs({"pairs": pairs}, numbers, "one")
        assert asked == PAIRWISE.pairs({"pairs": pairs}, numbers[::-1], "one")
        assert len(asked) == len({frozenset(pair) for pair in asked}) == min(pairs, possible)
        times = [sum(number in pair for pair in asked) for number in numbers]
        assert max(times) - min(times) <= 2
        assert all(first != second for first, second in asked)
    if size > 3:
        assert PAIRWISE.pairs({"pairs": 5}, numbers, "one") != PAIRWISE.pairs({"pairs": 5}, numbers, "other")


def test_neither_side_of_a_pair_is_favoured():
    numbers = list(range(1, 9))
    first = [pair[0] for key in range(400) for pair in PAIRWISE.pairs({"pairs": 4}, numbers, str(key))]
    assert all(160 < first.count(number) < 240 for number in numbers)


@pytest.mark.parametrize(
    ("slug", "given"),
    [
        ("dots", {"dots": "0"}),
        ("dots", {"dots": "101"}),
        ("dots", {"dots": "5", "most": "6"}),
        ("dots", {"dots": "veel"}),
        ("ranking", {"length": "0"}),
        ("scoring", {"scale": "11"}),
        ("scoring", {"criteria": [{"label": "A", "weight": 0}]}),
        ("scoring", {"criteria": "A; zwaar"}),
        ("scoring", {"criteria": [{"label": "Nieuw"}, {"label": "nieuw "}]}),
        ("scoring", {"criteria": "\n".join(f"criterium {number}" for number in range(13))}),
        ("scoring", {"criteria": "x" * 201}),
        ("pairwise", {"pairs": "0"}),
    ],
)
def test_settings_that_cannot_be_are_refused(slug, given):
    assert refusal(KINDS[slug].settled, given, 12)


def test_criteria_are_typed_as_lines_with_their_weight():
    settings = KINDS["scoring"].settled({"criteria": "Dringend; 2\n\n  Nieuw \n", "scale": "4"}, 12)
    assert settings == SCORING
    assert KINDS["scoring"].rules(settings)[-1] == "“Dringend” telt 2 keer."


def test_the_usual_criteria_are_there_when_nobody_wrote_any():
    criteria = KINDS["scoring"].settled({"criteria": " \n"}, 12)["criteria"]
    assert len(criteria) == 7
    assert {criterion["weight"] for criterion in criteria} == {1}


def test_a_label_without_letters_still_has_a_name_for_its_field():
    criteria = KINDS["scoring"].settled({"criteria": "？\n！"}, 12)["criteria"]
    assert [criterion["slug"] for criterion in criteria] == ["criterium-1", "criterium-2"]


def test_points_are_added_up_and_told_as_a_part_of_what_was_possible():
    scores = KINDS["dots"].scores([{"2": 3, "5": 1}, {"2": 1}], DOTS, NUMBERS)
    assert scores.raw == {2: 4, 5: 1, 7: 0, 11: 0}
    assert scores[2] == 0.4
    scores = KINDS["ranking"].scores([{"order": [7, 5]}, {"order": [5]}], {"length": 3}, NUMBERS)
    assert scores.raw == {2: 0, 5: 5, 7: 3, 11: 0}
    scores = KINDS["scoring"].scores([{"2": {"dringend": 4, "nieuw": 1}}], SCORING, NUMBERS)
    assert scores.raw[2] == 9
    assert scores[2] == 0.75


def test_strengths_follow_from_who_won_from_whom():
    scores = PAIRWISE.scores([{"2-5": 2, "5-7": 5}, {"2-7": 2}], {"pairs": 9}, NUMBERS)
    assert sorted(NUMBERS, key=scores.raw.get, reverse=True) == [2, 5, 11, 7]
    assert abs(sum(scores.raw.values())) < 0.001
    assert scores[11] == pytest.approx(0.5, abs=0.1)
    assert PAIRWISE.scores([{"2-5": 0}], {"pairs": 9}, [2, 5]).raw == {2: 0.0, 5: 0.0}


def test_who_won_everything_is_strong_but_not_endlessly():
    ballots = [{"2-5": 2, "2-7": 2}] * 5_000
    scores = PAIRWISE.scores(ballots, {"pairs": 9}, NUMBERS)
    assert 3 < scores.raw[2] < 20
    assert 0 < scores[5] < scores[11] < scores[2] < 1


def test_what_is_no_longer_a_candidate_is_passed_over():
    assert KINDS["dots"].utilities({"2": 3, "99": 2}, DOTS, NUMBERS) == {2: 3}
    assert KINDS["ranking"].utilities({"order": [99, 5]}, {"length": 3}, NUMBERS) == {5: 3}
    assert KINDS["scoring"].utilities({"99": {"nieuw": 4}, "2": {"gone": 4}}, SCORING, NUMBERS) == {}
    assert PAIRWISE.utilities({"2-99": 99, "2-5": 0, "5-7": 7}, {"pairs": 9}, NUMBERS) == {2: 1, 5: 1, 7: 2}
