# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whoever has the files of a round, and nothing else, finds the outcome that was told."""

import argparse
import json
import zipfile

import pytest

from noaber.agenda import commands, recount
from noaber.agenda.ballot_files import Unreadable
from noaber.agenda.tests import plain
from noaber.agenda.tests.rounds import at_random
from noaber.agenda.weighing import Candidate, Cast, Setup, weigh


def files_of(candidates, casts, setup):
    return recount.export(candidates, casts, setup, weigh(candidates, casts, setup))


@pytest.fixture
def files():
    return files_of(*at_random(7))


@pytest.mark.slow(reason="two hundred rounds, each computed twice in exact fractions")
@pytest.mark.parametrize("part", range(10))
def test_an_outsider_computes_the_same_outcome_of_two_hundred_rounds(part):
    for seed in range(part * 20, part * 20 + 20):
        files = files_of(*at_random(seed))
        plain.check(files)
        assert recount.differences(files) == []


def test_the_files_say_what_was_given_in_formats_that_others_read():
    dots, order = ("dots", {"dots": 3, "most": 2}), ("ranking", {"length": 2})
    candidates = [Candidate(4, 'Eén;twee\nregels\u2028en "haken"', 9), Candidate(6, "none", 2)]
    casts = [Cast("resident", {"dots": {"4": 2, "6": 1}, "ranking": {"order": [6, 4]}})] * 3
    files = files_of(candidates, casts, Setup((dots, order), places=1, seed="s"))
    assert sorted(files) == ["README.txt", "dots.pb", "outcome.json", "ranking.pb", "round.json", "voters.csv"]
    meta, projects, votes = plain.sections(files["dots.pb"])
    assert meta["vote_type"] == "cumulative"
    assert (meta["budget"], meta["num_votes"], meta["max_sum_points"]) == ("1", "3", "3")
    assert projects[0] == {"project_id": "4", "cost": "1", "name": 'Eén;twee regels en "haken"'}
    assert votes[0] == {"voter_id": "1", "vote": "4,6", "points": "2,1", "perspective": "resident"}
    assert plain.sections(files["ranking.pb"])[2][0]["vote"] == "6,4"
    assert recount.differences(files) == []


def test_one_point_for_each_is_an_approval():
    setup = Setup((("dots", {"dots": 3, "most": 1}),), places=1)
    files = files_of([Candidate(1, "A"), Candidate(2, "B")], [Cast("resident", {"dots": {"2": 1}})] * 3, setup)
    meta, _projects, votes = plain.sections(files["dots.pb"])
    assert meta["vote_type"] == "approval"
    assert votes[0] == {"voter_id": "1", "vote": "2", "perspective": "resident"}


def test_what_the_round_is_about_stands_in_the_head():
    candidates, casts, setup = at_random(7)
    about = {"description": "Kennisagenda\n2026", "unit": "Werkplaats Twente", "date_begin": "01.03.2026"}
    files = recount.export(candidates, casts, setup, weigh(candidates, casts, setup), about=about)
    heads = [plain.sections(text)[0] for name, text in files.items() if name.endswith(".pb")]
    assert heads
    assert all(head["description"] == "Kennisagenda 2026" for head in heads)
    assert all(head["unit"] == "Werkplaats Twente" for head in heads)


def test_files_tell_nothing_of_the_order_in_which_people_weighed():
    candidates, casts, setup = at_random(7)
    assert len(casts) > 5
    assert files_of(candidates, casts[::-1], setup) == files_of(candidates, casts, setup)


def test_files_name_no_perspective_that_is_too_small_to_be_shown():
    casts = [Cast("resident", {})] * 4 + [Cast("policy", {}), Cast("research", {}), Cast("research", {})]
    files = files_of([Candidate(1, "A")], casts, Setup((("dots", {"dots": 3, "most": 1}),), places=1))
    groups = sorted(group for _voter, group in plain.rows(files["voters.csv"])[1:])
    assert groups == ["resident"] * 4 + ["together"] * 3


def tampered(files, name, old, new):
    assert old in files[name]
    return {**files, name: files[name].replace(old, new, 1)}


def test_another_outcome_than_the_ballots_give_is_found(files):
    told = json.loads(files["outcome.json"])
    told["overall"]["proposal"]["chosen"] = told["overall"]["proposal"]["chosen"][::-1]
    (line,) = recount.differences({**files, "outcome.json": json.dumps(told)})[:1]
    assert line.startswith("outcome.overall.proposal.chosen[0]: the files say ")


def test_another_ballot_another_seed_or_one_voter_less_is_found():
    candidates, casts, _setup = at_random(7)
    numbers = [candidate.number for candidate in candidates][:2]
    dots = [Cast("resident", {"dots": {str(numbers[0]): 2}})] * 4 + [Cast("policy", {"dots": {str(numbers[1]): 2}})] * 4
    files = files_of(candidates, dots, Setup((("dots", {"dots": 2, "most": 2}),), places=1, seed="s"))
    assert recount.differences(files) == []
    assert recount.differences(tampered(files, "dots.pb", f";{numbers[0]};2;", f";{numbers[1]};2;"))
    assert recount.differences(tampered(files, "round.json", '"seed": "s"', '"seed": "other"'))
    assert recount.differences(tampered(files, "voters.csv", "resident", "policy"))
    with pytest.raises(Unreadable, match="not the files of a round"):
        recount.differences({**files, "voters.csv": files["voters.csv"].rsplit("\n", 2)[0] + "\n"})


def test_a_ballot_that_breaks_the_rules_is_found_even_if_it_changes_nothing():
    setup = Setup((("dots", {"dots": 2, "most": 2}),), places=1, seed="s")
    files = files_of([Candidate(1, "A"), Candidate(2, "B")], [Cast("resident", {"dots": {"1": 2}})] * 3, setup)
    lines = recount.differences(tampered(files, "dots.pb", ";1;2;", ";1;3;"))
    assert any("breaks the rules" in line for line in lines)


def test_scores_with_and_without_their_criteria_must_agree():
    settings = {"scale": 5, "criteria": [{"slug": "a", "label": "A", "weight": 2}]}
    casts = [Cast("resident", {"scoring": {"1": {"a": 3}}})] * 3
    files = files_of([Candidate(1, "A")], casts, Setup((("scoring", settings),), places=1, seed="s"))
    assert recount.differences(files) == []
    assert recount.differences(tampered(files, "scoring.pb", ";1;6;", ";1;7;")) == [
        "scoring.pb and scoring.csv do not tell the same"
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("round.json", "{}"),
        ("round.json", "no json"),
        ("round.json", '{"format": "noaber-round/9"}'),
        ("outcome.json", "[]"),
        ("voters.csv", "voter,group"),
        ("voters.csv", "voter;perspective\none;resident;more"),
        ("dots.pb", "nothing"),
        ("dots.pb", "META\nkey;value\nvote_type;cumulative\nVOTES\nvoter_id;vote;points\n1;99;1"),
    ],
)
def test_what_is_not_an_export_is_said_to_be_unreadable(name, text):
    setup = Setup((("dots", {"dots": 2, "most": 2}),), places=1)
    files = files_of([Candidate(1, "A")], [Cast("resident", {"dots": {"1": 2}})] * 3, setup)
    with pytest.raises(Unreadable):
        recount.differences({**files, name: text})
    with pytest.raises(Unreadable, match="is missing"):
        recount.differences({known: files[known] for known in files if known != name})


def run(path):
    return commands.recount(argparse.Namespace(folder=str(path)))


def test_the_command_tells_whether_a_folder_or_a_zip_file_is_right(tmp_path, files, capsys):
    folder, packed = tmp_path / "round", tmp_path / "round.zip"
    folder.mkdir()
    with zipfile.ZipFile(packed, "w") as zipped:
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
            zipped.writestr(f"round/{name}", text)
    assert run(folder) == run(packed) == 0
    assert capsys.readouterr().out.splitlines() == ["The outcome is what the ballots give."] * 2
    (folder / "outcome.json").write_text(files["outcome.json"].replace('"limit": ', '"limit": 1', 1), "utf-8")
    assert run(folder) == 1
    assert "is NOT what" in capsys.readouterr().out


def test_the_command_says_what_it_cannot_read(tmp_path, capsys):
    (tmp_path / "text.zip").write_text("no zip file")
    assert [run(tmp_path), run(tmp_path / "gone"), run(tmp_path / "text.zip")] == [2, 2, 2]
    assert capsys.readouterr().err.count("cannot read") == 3
