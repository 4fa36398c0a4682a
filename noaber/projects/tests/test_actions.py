# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest

from noaber import ledger
from noaber.base.verdicts import Refused
from noaber.people.testing import make_person
from noaber.projects import actions, embedding_actions, plan_actions, team_actions
from noaber.projects.models import (
    Contribution,
    EmbeddingCheck,
    Member,
    MemberRole,
    MemberState,
    Phase,
    PlanItem,
    Project,
    Session,
)
from noaber.projects.testing import (
    finish,
    leader,
    make_item,
    make_member,
    make_plan,
    make_project,
    make_session,
)
from noaber.questions.testing import make_question

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def project(nadia, twente):
    return make_project(nadia, twente)


def verbs(project):
    return [entry.verb for entry in ledger.trail(project)]


# ── Starting and moving on ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_project_starts_from_questions_and_is_led_by_who_started_it(nadia, twente, at):
    question = make_question(home=twente)
    project = make_project(nadia, twente, questions=[question])
    assert (project.phase, project.home, project.year) == (Phase.EXPLORE, twente, 2026)
    assert list(project.questions.all()) == [question]
    assert leader(project) == nadia
    assert ledger.trail(project)[-1].data["questions"] == [question.ref]


@pytest.mark.parametrize("who", ["pieter", "bas", "sam", "inge"])
def test_only_coordinators_and_researchers_of_the_home_start(who, request, twente, at):
    with pytest.raises(Refused):
        make_project(request.getfixturevalue(who), twente)
    assert not Project.objects.exists()


def test_a_double_submit_starts_once(nadia, twente):
    first, again = (make_project(nadia, twente, submission="x") for _ in range(2))
    assert first == again
    assert verbs(first) == ["project.started"]


def test_what_was_only_told_about_gets_a_group(nadia, twente, at):
    told = Project.objects.create(ref="p", slug="p", title="Kring", home=twente)
    assert not told.is_group
    begun = actions.begin_group(told, lead_perspective="research", by=nadia, at=at)
    assert begun.phase == Phase.EXPLORE
    assert leader(begun) == nadia
    actions.begin_group(told, lead_perspective="research", by=nadia, at=at)
    assert begun.members.count() == 1


def test_a_project_is_said_better_and_two_who_do_so_hear_of_each_other(project, nadia, carla, at):
    actions.change(project, facts={"title": "Geld en jong"}, seen=0, by=nadia, at=at)
    with pytest.raises(Refused, match="Iemand anders"):
        actions.change(project, facts={"title": "Anders"}, seen=0, by=carla, at=at)
    project.refresh_from_db()
    assert (project.title, project.saved) == ("Geld en jong", 1)


def test_phases_go_one_by_one_and_a_step_back(project, nadia, at):
    with pytest.raises(Refused):
        actions.move_phase(project, to=Phase.HARVEST, seen=Phase.EXPLORE, by=nadia, at=at)
    actions.move_phase(project, to=Phase.DESIGN, seen=Phase.EXPLORE, text="Genoeg gepraat", by=nadia, at=at)
    moved = actions.move_phase(project, to=Phase.EXPLORE, seen=Phase.DESIGN, by=nadia, at=at)
    assert moved.phase == Phase.EXPLORE
    entry = ledger.trail(project)[1]
    assert (entry.reason, entry.data) == ("Genoeg gepraat", {"from": "explore", "to": "design", "standing": "open"})


def test_who_looked_at_an_older_phase_is_told(project, nadia, carla, at):
    actions.move_phase(project, to=Phase.DESIGN, seen=Phase.EXPLORE, by=nadia, at=at)
    actions.move_phase(project, to=Phase.DESIGN, seen=Phase.EXPLORE, by=carla, at=at)
    actions.move_phase(project, to=Phase.DO, seen=Phase.DESIGN, by=nadia, at=at)
    with pytest.raises(Refused, match="doen"):
        actions.move_phase(project, to=Phase.EXPLORE, seen=Phase.DESIGN, by=carla, at=at)


def test_the_last_phase_ends_only_with_an_embedding_plan(project, nadia, at):
    for before, after in zip(list(Phase)[:4], list(Phase)[1:5], strict=True):
        actions.move_phase(project, to=after, seen=before, by=nadia, at=at)
    with pytest.raises(Refused, match="borgingsplan"):
        actions.move_phase(project, to=Phase.FINISHED, seen=Phase.EMBED, by=nadia, at=at)
    project.refresh_from_db()
    assert project.phase == Phase.EMBED
    make_plan(project)
    done = actions.move_phase(project, to=Phase.FINISHED, seen=Phase.EMBED, by=nadia, at=at)
    assert (done.phase, done.ends_on) == (Phase.FINISHED, at.date())
    assert verbs(project)[-1] == "project.finished"


@pytest.mark.parametrize("who", ["pieter", "bas", "sam"])
def test_strangers_change_nothing(who, request, project, at):
    stranger = request.getfixturevalue(who)
    with pytest.raises(Refused):
        actions.change(project, facts={"title": "x"}, by=stranger, at=at)
    with pytest.raises(Refused):
        actions.move_phase(project, to=Phase.DESIGN, seen=Phase.EXPLORE, by=stranger, at=at)
    with pytest.raises(Refused):
        plan_actions.keep(project, model=PlanItem, facts={"sort": "question", "text": "x"}, by=stranger, at=at)
    with pytest.raises(Refused):
        make_plan(project, by=stranger)
    with pytest.raises(Refused):
        team_actions.invite(project, mail="a@example.org", perspective="resident", by=stranger, at=at)


# ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_somebody_without_an_account_is_invited_and_comes_in(project, nadia, at):
    invited = team_actions.invite(
        project, mail=" Inge@Example.org ", perspective="resident", name="Inge", by=nadia, at=at
    )
    again = team_actions.invite(project, mail="inge@example.org", perspective="resident", by=nadia, at=at)
    assert again == invited
    member = team_actions.accept_invitation(invited, shown=True, by=None, at=at)
    assert (member.state, member.person.email, member.person.name) == ("in", "inge@example.org", "Inge")
    assert (member.mail, member.words, member.shown) == ("", "", True)
    assert team_actions.accept_invitation(invited, shown=True, by=None, at=at) == member
    assert verbs(project).count("project.member_joined") == 1


def test_an_invitation_expires_is_withdrawn_or_loses_its_sender(project, nadia, carla, at):
    invited = team_actions.invite(project, mail="a@example.org", perspective="policy", by=nadia, at=at)
    with pytest.raises(Refused, match="verlopen"):
        team_actions.accept_invitation(invited, shown=False, by=None, at=at + 31 * DAY)
    fresh = team_actions.invite(project, mail="a@example.org", perspective="policy", by=nadia, at=at + 31 * DAY)
    assert fresh != invited
    team_actions.judge(fresh, accept=False, by=carla, at=at + 31 * DAY)
    with pytest.raises(Refused, match="ingetrokken"):
        team_actions.accept_invitation(fresh, shown=False, by=None, at=at + 32 * DAY)
    other = make_member(project, role=MemberRole.CO_LEAD)
    late = team_actions.invite(project, mail="b@example.org", perspective="policy", by=other.person, at=at)
    team_actions.leave(other, by=nadia, at=at)
    with pytest.raises(Refused, match="niet meer"):
        team_actions.accept_invitation(late, shown=False, by=None, at=at)


def test_asking_without_an_account_waits_for_the_mail_and_then_for_who_leads(project, nadia, at):
    asked = team_actions.ask(
        project, name="Inge", mail="inge@example.org", perspective="resident", words="Ik woon er", by=None, at=at
    )
    assert asked.state == MemberState.UNCONFIRMED
    assert team_actions.confirm(asked, by=None, at=at).state == MemberState.ASKED
    team_actions.confirm(asked, by=None, at=at)
    joined = team_actions.judge(asked, accept=True, by=nadia, at=at)
    assert (joined.state, joined.person.email) == ("in", "inge@example.org")
    team_actions.judge(asked, accept=True, by=nadia, at=at)
    assert verbs(project)[1:] == ["project.member_asking", "project.member_asked", "project.member_joined"]


def test_a_no_is_explained(project, pieter, nadia, at):
    asked = team_actions.ask(project, perspective="professional", words="Graag", by=pieter, at=at)
    assert asked.state == MemberState.ASKED
    with pytest.raises(Refused, match="waarom"):
        team_actions.judge(asked, accept=False, by=nadia, at=at)
    told = team_actions.judge(asked, accept=False, text="De groep is vol.", by=nadia, at=at)
    assert (told.state, told.answer) == ("declined", "De groep is vol.")
    # Later one may ask again.
    assert team_actions.ask(project, perspective="professional", words="Nu?", by=pieter, at=at + DAY) != asked


def test_asking_again_gives_the_same_request_and_who_is_in_a_fresh_link(project, at):
    told = {"name": "Inge", "mail": "inge@example.org", "perspective": "resident", "words": "Ja"}
    first = team_actions.ask(project, **told, by=None, at=at)
    assert team_actions.ask(project, **told, by=None, at=at) == first
    assert verbs(project)[-1] == "project.link_asked"


def test_nobody_asks_to_join_what_is_closed_or_over(project, nadia, pieter, at):
    actions.change(project, facts={"may_ask": False}, by=nadia, at=at)
    with pytest.raises(Refused):
        team_actions.ask(project, perspective="policy", words="x", by=pieter, at=at)
    actions.change(project, facts={"may_ask": True}, by=nadia, at=at)
    finish(project)
    with pytest.raises(Refused, match="afgerond"):
        team_actions.ask(project, perspective="policy", words="x", by=pieter, at=at)


def test_who_leads_hands_over_and_then_leaves(project, nadia, at):
    other, lead = make_member(project, perspective="professional"), project.members.get(role="lead")
    with pytest.raises(Refused, match="Draag"):
        team_actions.leave(lead, by=nadia, at=at)
    team_actions.hand_over(other, by=nadia, at=at)
    lead.refresh_from_db()
    assert lead.role == MemberRole.CO_LEAD
    assert leader(project) == other.person
    assert team_actions.leave(lead, by=nadia, at=at).state == MemberState.LEFT
    assert team_actions.leave(lead, by=nadia, at=at).ended_at == at


def test_nobody_takes_the_lead_by_another_way(project, nadia, at):
    other = make_member(project)
    with pytest.raises(Refused, match="draag"):
        team_actions.change_part(other, role=MemberRole.LEAD, by=nadia, at=at)
    with pytest.raises(Refused, match="trekker"):
        team_actions.invite(project, mail="z@example.org", perspective="policy", role="lead", by=nadia, at=at)
    with pytest.raises(Refused):
        team_actions.hand_over(other, by=other.person, at=at)


def test_each_chooses_for_oneself_whether_a_name_is_shown(project, nadia, at):
    other = make_member(project)
    with pytest.raises(Refused, match="zelf"):
        team_actions.change_part(other, shown=True, by=nadia, at=at)
    assert team_actions.change_part(other, shown=True, by=other.person, at=at).shown
    with pytest.raises(Refused):
        team_actions.change_part(other, role=MemberRole.CO_LEAD, by=other.person, at=at)


def test_somebody_who_left_comes_back_as_a_new_part(project, nadia, at):
    member = make_member(project)
    person = member.person
    team_actions.leave(member, by=person, at=at)
    again = team_actions.invite(project, mail=person.email, perspective="resident", by=nadia, at=at)
    assert team_actions.accept_invitation(again, shown=False, by=None, at=at).person == person
    assert Member.objects.filter(project=project, person=person).count() == 2


# ── The plan ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_things_are_planned_once_changed_and_taken_away(project, nadia, at):
    facts = {"sort": "question", "text": "Wat helpt?"}
    first, again = (
        plan_actions.keep(project, model=PlanItem, facts=facts, submission="s", by=nadia, at=at) for _ in range(2)
    )
    assert first == again
    plan_actions.keep(project, model=PlanItem, pk=first.pk, facts={"answer": "Tijd"}, by=nadia, at=at)
    first.refresh_from_db()
    assert first.answer == "Tijd"
    for _ in range(2):
        plan_actions.remove(project, model=PlanItem, pk=first.pk, by=nadia, at=at)
    with pytest.raises(Refused, match="weggehaald"):
        plan_actions.keep(project, model=PlanItem, pk=first.pk, facts={"answer": "x"}, by=nadia, at=at)
    assert verbs(project)[1:] == ["project.planned", "project.planned", "project.unplanned"]


def test_a_thing_of_another_project_is_out_of_reach(project, nadia, carla, twente, at):
    other = make_project(carla, twente, title="Anders")
    theirs = make_item(other)
    with pytest.raises(Refused):
        plan_actions.keep(project, model=PlanItem, pk=theirs.pk, facts={"text": "x"}, by=nadia, at=at)
    plan_actions.remove(project, model=PlanItem, pk=theirs.pk, by=nadia, at=at)
    theirs.refresh_from_db()


def test_a_session_counts_its_changes(project, nadia, at):
    session = make_session(project, starts_at=at)
    plan_actions.keep(project, model=Session, pk=session.pk, facts={"place": "Almelo"}, by=nadia, at=at)
    session.refresh_from_db()
    assert (session.saved, session.place) == (2, "Almelo")


def test_a_partner_promises_once_a_period(project, nadia, at):
    facts = {"organisation_name": "Saxion", "period": "2026", "promised_hours": 80}
    plan_actions.keep(project, model=Contribution, facts=facts, by=nadia, at=at)
    with pytest.raises(Refused, match="staat er al"):
        plan_actions.keep(project, model=Contribution, facts=facts, by=nadia, at=at)


# ── Embedding ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_plan_looks_ahead(project, nadia, at):
    with pytest.raises(Refused, match="toekomst"):
        make_plan(project, look_again_on=at.date(), at=at)


def test_the_owner_is_asked_once_when_the_day_comes_and_answers(project, nadia, at):
    plan, later = make_plan(project), at + 400 * DAY
    assert embedding_actions.ask_owner(plan, by=None, at=later) is None
    finish(project)
    assert embedding_actions.ask_owner(plan, by=None, at=at) is None
    check = embedding_actions.ask_owner(plan, by=None, at=later)
    assert embedding_actions.ask_owner(plan, by=None, at=later + DAY) is None
    with pytest.raises(Refused, match="toekomst"):
        embedding_actions.answer(check, finding="alive", look_again_on=at.date(), by=None, at=later)
    next_on = (later + 365 * DAY).date()
    embedding_actions.answer(check, finding="alive", text="Elk jaar", look_again_on=next_on, by=None, at=later)
    embedding_actions.answer(check, finding="stopped", by=None, at=later)
    check.refresh_from_db()
    plan.refresh_from_db()
    assert (check.finding, plan.look_again_on) == ("alive", next_on)
    assert embedding_actions.ask_owner(plan, by=None, at=later + DAY) is None
    second = embedding_actions.ask_owner(plan, by=None, at=later + 365 * DAY)
    embedding_actions.answer(second, finding="stopped", by=None, at=later + 366 * DAY)
    plan.refresh_from_db()
    assert plan.look_again_on is None


def test_silence_is_told_once_after_thirty_days(project, nadia, at):
    plan = make_plan(project)
    finish(project)
    asked_at = at + 400 * DAY
    check = embedding_actions.ask_owner(plan, by=None, at=asked_at)
    assert not embedding_actions.note_unanswered(check, by=None, at=asked_at + 29 * DAY)
    assert embedding_actions.note_unanswered(check, by=None, at=asked_at + 30 * DAY)
    assert not embedding_actions.note_unanswered(check, by=None, at=asked_at + 31 * DAY)
    # A late answer is welcome.
    embedding_actions.answer(check, finding="stopped", by=None, at=asked_at + 40 * DAY)
    assert EmbeddingCheck.objects.get().answered_at is not None


def test_another_owner_makes_an_open_question_fall_away(project, nadia, at):
    plan = make_plan(project)
    finish(project)
    embedding_actions.ask_owner(plan, by=None, at=at + 400 * DAY)
    make_plan(project, owner_name="Gemeente", at=at + 401 * DAY, look_again_on=(at + 800 * DAY).date())
    assert not EmbeddingCheck.objects.exists()


def test_an_invited_lead_leads_unless_somebody_was_first(carla, twente, at):
    project = make_project(carla, twente, lead=False)
    invited = team_actions.invite(project, mail="a@example.org", perspective="policy", role="lead", by=carla, at=at)
    other = team_actions.invite(project, mail="b@example.org", perspective="policy", role="lead", by=carla, at=at)
    assert team_actions.accept_invitation(invited, shown=False, by=None, at=at).role == MemberRole.LEAD
    assert team_actions.accept_invitation(other, shown=False, by=None, at=at).role == MemberRole.CO_LEAD


def test_somebody_invited_at_two_addresses_has_one_part(project, nadia, at):
    person = make_person(name="Inge", email="inge@example.org")
    member = make_member(project, person=person)
    assert member.person == person
    with pytest.raises(Refused, match="al mee"):
        team_actions.invite(project, mail="inge@example.org", perspective="resident", by=nadia, at=at)
