# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is mailed about what, and who is not."""

import datetime as dt

import pytest

from noaber.base import clock
from noaber.base.models import OutgoingMail
from noaber.ledger.models import Entry
from noaber.projects import actions, round_actions, tasks, team_actions
from noaber.projects.followed import told_to_askers
from noaber.projects.testing import finish, make_member, make_plan, make_project, make_round
from noaber.questions.testing import mails_to, make_question, make_voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(twente, deliver):
    """A question that somebody asked and somebody else has too; what was mailed before is gone."""
    question = make_question(home=twente, email="vrager@example.org")
    make_voice(question, email="ook@example.org")
    deliver()
    OutgoingMail.objects.all().delete()
    return question


def subjects():
    return sorted((mail.to, mail.subject) for mail in OutgoingMail.objects.all())


def test_every_asker_hears_that_a_group_works_on_the_question_and_nobody_else(nadia, twente, asked, deliver):
    make_project(nadia, twente, questions=[asked])
    deliver()
    told = "Er wordt aan je vraag gewerkt"
    assert subjects() == [("ook@example.org", told), ("vrager@example.org", told)]
    mail = mails_to("vrager@example.org")[0]
    assert asked.title in mail.text
    assert "/vragen/beheer/" in mail.text


def test_the_page_of_the_question_leads_to_the_group_and_says_so_once(client, nadia, twente, asked, deliver, at):
    project = make_project(nadia, twente, questions=[asked])
    deliver()
    actions.change(project, facts={}, questions=[], by=nadia, at=at)
    actions.change(project, facts={}, questions=[asked], by=nadia, at=at)
    make_project(nadia, twente, questions=[asked], visibility="members", title="Besloten groep")
    deliver()
    text = client.get(asked.get_absolute_url()).content.decode()
    history = text.partition("Wat er gebeurde")[2]
    assert history.count(project.get_absolute_url()) == 1
    assert "Er wordt aan gewerkt" in text
    assert "Besloten groep" not in text


def test_a_digest_leaves_out_what_askers_are_mailed_about(nadia, twente, asked, deliver, at):
    project = make_project(nadia, twente, questions=[asked], at=clock.now())
    actions.move_phase(project, to="design", seen="explore", by=nadia, at=clock.now())
    entries = list(Entry.objects.filter(kind="project"))
    told = told_to_askers(entries, ["vrager@example.org", "ook@example.org", "ander@example.org"])
    started = next(entry.pk for entry in entries if entry.verb == "project.started")
    assert told == {(started, "vrager@example.org"), (started, "ook@example.org")}
    assert told_to_askers(entries, ["ander@example.org"]) == set()


def test_a_question_that_is_added_later_is_told_once(nadia, twente, asked, deliver, at):
    project = make_project(nadia, twente)
    for _ in range(2):
        actions.change(project, facts={"summary": "x"}, questions=[asked], by=nadia, at=at)
    deliver()
    assert len(OutgoingMail.objects.all()) == 2


def test_askers_hear_of_a_public_insight_and_of_the_end(nadia, twente, asked, deliver):
    project = make_project(nadia, twente, questions=[asked])
    make_round(project, insight="Besloten")
    open_round = make_round(project, finished=False)
    deliver()
    OutgoingMail.objects.all().delete()
    facts = {**{name: getattr(open_round, name) for name in ("question", "action", "happened", "insight")}}
    round_actions.keep(open_round, facts={**facts, "public": True}, seen=0, by=nadia, at=clock.now())
    deliver()
    assert not OutgoingMail.objects.exists()
    round_actions.finish(open_round, by=nadia, at=clock.now())
    deliver()
    assert {subject for _to, subject in subjects()} == {"Er is iets geleerd over je vraag"}
    assert "Besloten" not in mails_to("vrager@example.org")[0].text
    finish(project)
    deliver()
    assert "Het leertraject over je vraag is afgerond" in {subject for _to, subject in subjects()}


def test_nothing_is_mailed_about_an_example_or_a_hidden_project(nadia, twente, asked, deliver):
    make_project(nadia, twente, questions=[asked], example=True)
    make_project(nadia, twente, questions=[asked], visibility="members", title="Besloten")
    deliver()
    assert not OutgoingMail.objects.exists()


def test_who_leads_and_who_joins_hear_of_it(nadia, twente, deliver):
    project = make_project(nadia, twente)
    member = make_member(project, mail="inge@example.org")
    deliver()
    assert [mail.subject for mail in mails_to("inge@example.org")][-1].startswith("Je doet mee")
    assert "/mee/" in mails_to("inge@example.org")[-1].text
    assert "kwam erbij" in mails_to("nadia@example.org")[-1].subject
    team_actions.leave(member, by=member.person, at=clock.now())
    deliver()
    assert "stopte" in mails_to("nadia@example.org")[-1].subject


def test_who_has_an_account_is_led_to_the_group_and_gets_no_key(nadia, bas, twente, deliver):
    make_member(make_project(nadia, twente), person=bas)
    deliver()
    mail = mails_to("bas@example.org")[-1]
    assert "/groep/" in mail.text
    assert "/mee/" not in mail.text


def test_who_is_taken_out_and_who_leads_now_hear_it(nadia, twente, deliver):
    project = make_project(nadia, twente)
    one, other = make_member(project, mail="een@example.org"), make_member(project, mail="ander@example.org")
    team_actions.hand_over(one, by=nadia, at=clock.now())
    team_actions.leave(other, by=nadia, at=clock.now())
    deliver()
    assert "andere trekker" in mails_to("een@example.org")[-1].subject
    assert "niet meer mee" in mails_to("ander@example.org")[-1].subject


def test_a_no_is_mailed_with_its_reason(nadia, bas, twente, deliver):
    project = make_project(nadia, twente)
    asking = team_actions.ask(project, perspective="policy", words="Graag", by=bas, at=clock.now())
    team_actions.judge(asking, accept=False, text="De groep is vol.", by=nadia, at=clock.now())
    deliver()
    assert "De groep is vol." in mails_to("bas@example.org")[-1].text


def test_where_nobody_leads_the_coordinator_hears_who_wants_to_join(carla, bas, twente, deliver):
    project = make_project(carla, twente, lead=False)
    team_actions.ask(project, perspective="policy", words="Graag", by=bas, at=clock.now())
    deliver()
    assert "wil meedoen" in mails_to("carla@example.org")[-1].subject


def test_silence_of_an_owner_is_told_by_the_worker(nadia, twente, deliver, monkeypatch):
    project = make_project(nadia, twente, at=clock.now())
    day = clock.now() + dt.timedelta(days=40)
    make_plan(project, at=clock.now(), look_again_on=clock.day(day))
    finish(project, at=clock.now())
    assert tasks.look_after_results() == 0
    monkeypatch.setattr(clock, "now", lambda: day)
    assert tasks.look_after_results() == 1
    monkeypatch.setattr(clock, "now", lambda: day + dt.timedelta(days=31))
    assert tasks.look_after_results() == 1
    assert tasks.look_after_results() == 0
