# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proposing a theme or a meeting: confirmed, on the desk, picked in one step or not, and always told why."""

import datetime as dt

import pytest
from django.urls import reverse

from noaber import moderation
from noaber.base import clock, signing
from noaber.base.models import OutgoingMail
from noaber.base.testing import at_once
from noaber.base.verdicts import Refused
from noaber.meetings import day_data_actions, links, proposal_actions, proposal_tasks
from noaber.meetings.models import Meeting, Proposal, ProposalState, State
from noaber.meetings.testing import PLANNED_AT
from noaber.moderation.queries import waiting

pytestmark = pytest.mark.django_db
SAID = {"sort": "theme", "title": "Eenzaamheid bij mantelzorgers", "text": "Er is weinig voor hen."}


def propose(home, by=None, **more):
    told = {**SAID, "email": "" if by else "wil@example.org", **more}
    return proposal_actions.propose(home=home, **told, by=by, at=PLANNED_AT)


@pytest.mark.django_db(transaction=True)
def test_from_a_proposal_by_mail_to_a_draft(client, carla, twente):
    started = signing.seal("base.form", (clock.now() - dt.timedelta(seconds=9)).isoformat())
    sent = {**SAID, "home": twente.slug, "email": "Wil@Example.org", "started": started, "submission": "eens"}
    for _again in range(2):
        client.post(reverse("proposal_new"), sent)
    proposal = Proposal.objects.get()
    assert proposal.state == ProposalState.UNCONFIRMED
    assert list(waiting(carla)) == []
    confirm = reverse("proposal_confirm", args=[signing.seal(links.PROPOSAL, proposal.ref)])
    assert confirm in OutgoingMail.objects.get(to="wil@example.org").text
    client.get(confirm)
    assert list(waiting(carla)) == []
    for _again in range(2):
        client.post(confirm)
    assert [one.title for one in waiting(carla)] == [SAID["title"]]
    assert OutgoingMail.objects.filter(to="carla@example.org", key__contains="proposal_waits").count() == 1
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    judge = reverse("proposal_judge", args=[proposal.pk])
    assert "Waarom wel of niet" in client.get(judge).content.decode()
    assert "Schrijf waarom niet" in client.post(judge, {"step": "leave"}).content.decode()
    answer = client.post(judge, {"step": "pick", "reason": "Mooi thema."})
    meeting = Meeting.objects.get()
    assert answer["Location"] == reverse("meeting_edit", args=[meeting.slug])
    assert (meeting.title, meeting.state) == (SAID["title"], State.DRAFT)
    told = OutgoingMail.objects.get(key__contains="proposal_picked")
    assert (told.to, "Mooi thema." in told.text) == ("wil@example.org", True)


@pytest.mark.django_db(transaction=True)
def test_its_proposer_hears_why_not(carla, pieter, twente):
    proposal = propose(twente, by=pieter)
    assert proposal.state == ProposalState.WAITING
    with pytest.raises(Refused):
        proposal_actions.leave(proposal, reason=" ", by=carla, at=PLANNED_AT)
    for _again in range(2):
        proposal_actions.leave(proposal, reason="Dit deden we in mei.", by=carla, at=PLANNED_AT)
    told = OutgoingMail.objects.get(key__contains="proposal_not_picked")
    assert "Dit deden we in mei." in told.text


@pytest.mark.parametrize("who", ["nobody", "pieter", "bas", "sam"])
def test_others_pick_nothing(request, who, twente):
    proposal = proposal_actions.confirm(propose(twente), by=None, at=PLANNED_AT)
    person = request.getfixturevalue(who)
    for act in (proposal_actions.pick, proposal_actions.leave):
        with pytest.raises(Refused):
            act(proposal, reason="Zomaar", by=person, at=PLANNED_AT)
    assert not Meeting.objects.exists()


def test_nobody_picks_their_own(carla, twente):
    proposal = propose(twente, by=carla)
    with pytest.raises(Refused, match="zelf"):
        proposal_actions.pick(proposal, reason="Ja", by=carla, at=PLANNED_AT)
    assert list(waiting(carla)) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_pick_at_once_make_one_draft(carla, nadia, twente):
    proposal = proposal_actions.confirm(propose(twente), by=None, at=PLANNED_AT)
    told = {"reason": "Ja", "at": PLANNED_AT}
    at_once(*[lambda by=by: proposal_actions.pick(proposal, **told, by=by) for by in (carla, nadia, carla)])
    assert Meeting.objects.count() == 1


def test_the_desk_takes_one_query(carla, twente, django_assert_num_queries):
    for number in range(4):
        proposal_actions.confirm(propose(twente, title=f"Thema {number}"), by=None, at=PLANNED_AT)
    with django_assert_num_queries(1):
        assert len(moderation.DESKS["effects"].waiting(carla)) == 4


@pytest.mark.parametrize(
    "sealed",
    ["onzin", signing.seal("meetings.ticket", "w-niets"), signing.seal(links.PROPOSAL, "w-x")],
    ids=["onzin", "van iets anders", "van niets"],
)
def test_a_forged_link_confirms_nothing(client, sealed):
    assert client.post(reverse("proposal_confirm", args=[sealed])).status_code == 404


def test_what_nobody_confirmed_is_forgotten_and_a_person_is_erased(monkeypatch, carla, pieter, twente):
    propose(twente)
    monkeypatch.setattr(clock, "now", lambda: PLANNED_AT + dt.timedelta(days=29))
    assert proposal_tasks.forget_unconfirmed() == 1
    assert (Proposal.objects.get().mail, Proposal.objects.get().text) == ("", "")
    mine = propose(twente, by=pieter)
    proposal_actions.leave(mine, reason="Nee", by=carla, at=PLANNED_AT)
    holder = day_data_actions.DayHolder()
    assert [one["reason"] for one in holder.export(pieter)["proposals"]] == ["Nee"]
    holder.erase(pieter, by=pieter, at=PLANNED_AT)
    assert holder.export(pieter)["proposals"] == []
