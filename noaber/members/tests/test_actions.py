# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from django.utils import timezone

from noaber import ledger, members
from noaber.base import clock
from noaber.base.models import OutgoingMail
from noaber.base.verdicts import Refused
from noaber.members import actions, invite_actions, join_actions, role_actions, sweep_actions, tasks, work_actions
from noaber.members.models import FieldConsent, Invitation, Involvement, JoinRequest, Profile
from noaber.members.queries import consents_of, listed
from noaber.members.testing import NOW, make_invitation, make_involvement, make_profile, make_request
from noaber.people.models import Person, Role
from noaber.people.testing import make_one_of_the_cast, make_organisation, make_person
from noaber.projects.models import Project

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def project(twente):
    return Project.objects.create(ref="p-1", slug="cirkel", title="Netwerkcirkel", home=twente)


def _roles(person, **wanted):
    return person.roles.filter(until_on__isnull=True, **wanted).count()


# ── Profile and consent ──────────────────────────────────────────────────────────────────────────────────────────────
def test_a_consent_is_a_row_for_every_change_and_the_newest_counts(nadia):
    profile = make_profile(nadia, shown=["name", "about"])
    actions.consent(profile, given=["name"], by=nadia, at=NOW)
    actions.consent(profile, given=["name"], by=nadia, at=NOW)
    rows = list(FieldConsent.objects.values_list("field", "given"))
    assert sorted(rows) == [("about", False), ("about", True), ("name", True)]
    assert consents_of([nadia.pk]) == {nadia.pk: frozenset({"name"})}
    assert FieldConsent.objects.first().text_version


def test_a_consent_is_never_changed_or_removed(nadia):
    make_profile(nadia)
    row = FieldConsent.objects.first()
    for attempt in (row.save, row.delete, FieldConsent.objects.all().delete):
        with pytest.raises(TypeError):
            attempt()
    with pytest.raises(TypeError):
        FieldConsent.objects.update(given=True)


def test_nobody_consents_for_another(nadia, carla):
    profile = make_profile(nadia, shown=())
    with pytest.raises(Refused):
        actions.consent(profile, given=["name"], by=carla, at=NOW)
    with pytest.raises(Refused):
        actions.keep_profile(profile, name="Anders", by=carla, at=NOW)
    assert not listed()


def test_an_orcid_is_checked_and_belongs_to_one_person(nadia, carla):
    make_profile(nadia, orcid="0000-0002-1825-0097")
    with pytest.raises(Refused, match="klopt niet"):
        make_profile(carla, orcid="0000-0002-1825-0098")
    with pytest.raises(Refused, match="iemand anders"):
        make_profile(carla, orcid="0000-0002-1825-0097")


def test_the_address_of_a_profile_stays_once_the_name_was_shown(nadia):
    profile = make_profile(nadia, shown=())
    actions.keep_profile(profile, name="Nadia B", by=nadia, at=NOW)
    assert profile.slug.startswith("nadia-b-")
    actions.consent(profile, given=["name"], by=nadia, at=NOW)
    actions.keep_profile(profile, name="Nadia C", by=nadia, at=NOW)
    assert profile.slug.startswith("nadia-b-")


# ── Invitations ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_coordinator_invites_and_the_mail_leads_to_a_role(twente, carla, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = make_invitation(
            twente, carla, mail="Gast@example.org", role="editor", organisation=make_organisation(), at=now
        )
    mail = OutgoingMail.objects.get()
    assert mail.to == "gast@example.org"
    token = mail.text.split("/mensen/uitnodiging/")[1].split("/")[0]
    assert tasks.invitation_of(token) == invitation
    with django_capture_on_commit_callbacks(execute=True):
        invite_actions.accept(invitation, name="Gast", by=None, at=now)
    person = Person.objects.get(email="gast@example.org")
    assert (person.name, person.roles.get().role, person.roles.get().from_on) == ("Gast", "editor", today())
    assert person.profile.organisation is not None
    assert not listed()
    assert OutgoingMail.objects.filter(to="carla@example.org").count() == 1


def test_an_invitation_is_sent_once_and_accepted_once(twente, carla, now):
    one = make_invitation(twente, carla, mail="gast@example.org", at=now)
    assert make_invitation(twente, carla, mail="gast@example.org", at=now) == one
    for _time in range(2):
        invite_actions.accept(one, name="Gast", by=None, at=now)
    assert Role.objects.filter(person__email="gast@example.org").count() == 1
    with pytest.raises(Refused, match="heeft deze rol al"):
        make_invitation(twente, carla, mail="gast@example.org", at=now)


@pytest.mark.parametrize("who", ["pieter", "nadia", "bas", "sam"])
def test_others_invite_nobody(who, twente, request):
    person = request.getfixturevalue(who)
    with pytest.raises(Refused):
        make_invitation(twente, person)
    assert not Invitation.objects.exists()


def test_nobody_gives_themselves_more(twente, carla, now):
    invitation = make_invitation(twente, carla, mail=carla.email, role="board", at=now)
    with pytest.raises(Refused, match="jezelf"):
        invite_actions.accept(invitation, name="Carla", by=None, at=now)


def test_an_invitation_ends_with_its_time_its_withdrawal_or_the_role_of_its_sender(twente, carla, now):
    old = make_invitation(twente, carla, at=now - dt.timedelta(days=31))
    with pytest.raises(Refused, match="verlopen"):
        invite_actions.accept(old, by=None, at=now)
    invite_actions.repeat(old, by=carla, at=now)
    back = make_invitation(twente, carla, at=now)
    for _time in range(2):
        invite_actions.withdraw(back, by=carla, at=now)
    with pytest.raises(Refused, match="ingetrokken"):
        invite_actions.accept(back, by=None, at=now)
    with pytest.raises(Refused):
        invite_actions.repeat(back, by=carla, at=now)
    Role.objects.filter(person=carla).update(until_on=today())
    with pytest.raises(Refused, match="geen coördinator meer"):
        invite_actions.accept(old, by=None, at=now)


def test_an_invitation_for_a_term_gives_a_term(twente, carla, now):
    until = today() + dt.timedelta(days=90)
    invite_actions.accept(make_invitation(twente, carla, until_on=until, mail="g@example.org", at=now), by=None, at=now)
    assert Role.objects.get(person__email="g@example.org").until_on == until
    with pytest.raises(Refused, match="toekomst"):
        make_invitation(twente, carla, until_on=today(), at=now)


# ── Asking to join ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_asks_confirms_and_is_let_in_as_a_member(twente, carla, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked = make_request(twente, confirmed=False, mail="olga@example.org", submission="x")
    assert make_request(twente, confirmed=False, mail="olga@example.org", submission="x") == asked
    token = OutgoingMail.objects.get().text.split("/doe-mee/bevestig/")[1].split("/")[0]
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            join_actions.confirm(tasks.request_of(token), by=None, at=now)
    assert OutgoingMail.objects.filter(to=carla.email).count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            join_actions.accept(asked, words="Welkom!", by=carla, at=now)
    person = Person.objects.get(email="olga@example.org")
    assert (person.name, person.perspective, person.roles.get().role) == ("Olga", "professional", "member")
    assert "Welkom!" in OutgoingMail.objects.filter(to="olga@example.org").last().text
    with pytest.raises(Refused):
        join_actions.decline(asked, words="Toch niet", by=carla, at=now)


def test_a_no_says_why(twente, carla, now, django_capture_on_commit_callbacks):
    asked = make_request(twente)
    with pytest.raises(Refused, match="waarom"):
        join_actions.decline(asked, words=" ", by=carla, at=now)
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            join_actions.decline(asked, words="We zijn vol.", by=carla, at=now)
    assert "We zijn vol." in OutgoingMail.objects.get(to=asked.mail).text
    assert [entry.verb for entry in ledger.trail(asked)].count("join_request.declined") == 1
    assert not Person.objects.filter(email=asked.mail).exists()


def test_two_requests_wait_as_one_and_others_do_not_judge(twente, sam, nadia, now):
    asked = make_request(twente, mail="olga@example.org")
    second = make_request(twente, mail="olga@example.org", confirmed=False)
    with pytest.raises(Refused, match="al om mee te doen"):
        join_actions.confirm(second, by=None, at=now)
    for person in (sam, nadia):
        with pytest.raises(Refused):
            join_actions.accept(asked, by=person, at=now)


# ── Handing over and leaving ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_role_passes_to_another_on_a_day_and_both_hear(twente, carla, nadia, now, django_capture_on_commit_callbacks):
    day = today() + dt.timedelta(days=10)
    role = carla.roles.get()
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            given = role_actions.hand_over(role, to=nadia, on=day, by=carla, at=now)
    role.refresh_from_db()
    assert (role.until_on, given.from_on, given.person, given.role) == (day, day, nadia, "coordinator")
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == [carla.email, nadia.email]


def test_a_role_passes_only_to_who_takes_part_and_within_a_year(twente, carla, nadia, pieter, now):
    role = carla.roles.get()
    for to, day in ((pieter, today()), (carla, today()), (nadia, today() - dt.timedelta(days=1))):
        with pytest.raises(Refused):
            role_actions.hand_over(role, to=to, on=day, by=carla, at=now)
    with pytest.raises(Refused):
        role_actions.hand_over(nadia.roles.get(), to=carla, on=today(), by=nadia, at=now)


def test_the_last_coordinator_cannot_just_leave(twente, carla, nadia, now):
    with pytest.raises(Refused, match="enige coördinator"):
        role_actions.leave(carla, by=carla, at=now)
    with pytest.raises(Refused, match="Draag de rol eerst over"):
        role_actions.end(carla.roles.get(), on=today(), by=carla, at=now)
    assert _roles(carla) == 1
    role_actions.hand_over(carla.roles.get(), to=nadia, on=today(), by=carla, at=now)
    role_actions.leave(carla, by=carla, at=now)
    assert not carla.roles.filter(until_on__isnull=True).exists()


def test_a_coordinator_ends_roles_of_the_own_werkplaats_only(twente, carla, nadia, sam, now):
    role = nadia.roles.get()
    with pytest.raises(Refused):
        role_actions.end(role, on=today(), by=sam, at=now)
    for _time in range(2):
        role_actions.end(role, on=today(), by=carla, at=now)
    assert [entry.verb for entry in ledger.trail(nadia)].count("person.role_ended") == 1


def test_who_leaves_is_no_longer_shown_and_the_work_stays(twente, nadia, project, now):
    make_profile(nadia, about="Ik werk aan schulden.", function="docent")
    make_involvement(nadia, project)
    sent = make_invitation(twente, None)
    assert listed().count() == 1
    role_actions.leave(nadia, by=nadia, at=now)
    profile = Profile.objects.get(person=nadia)
    assert (profile.about, profile.function, "nadia" in profile.slug) == ("", "", False)
    assert not listed()
    assert consents_of([nadia.pk])[nadia.pk] == frozenset()
    assert Involvement.objects.filter(person=nadia).count() == 1
    assert Project.objects.filter(pk=project.pk).exists()
    assert sent.state == "sent"


def test_who_leaves_one_werkplaats_stays_in_another(twente, elsewhere, nadia, now):
    Role.objects.create(person=nadia, werkplaats=elsewhere, role="member", from_on=today())
    make_profile(nadia, about="Hier ben ik.")
    role_actions.leave(nadia, werkplaats=twente, by=nadia, at=now)
    assert listed().get().about == "Hier ben ik."
    with pytest.raises(Refused):
        role_actions.leave(nadia, by=make_one_of_the_cast("pieter"), at=now)


def test_a_term_that_ran_out_empties_the_profile_and_old_requests_are_forgotten(twente, nadia, now):
    make_profile(nadia, about="Ik was hier.")
    make_request(twente, confirmed=False)
    make_invitation(twente)
    Role.objects.filter(person=nadia).update(until_on=today())
    assert not listed()
    tasks.tidy()
    assert Profile.objects.get(person=nadia).about == ""
    sweep_actions.forget(by=None, at=now + dt.timedelta(days=400))
    assert not JoinRequest.objects.exists()
    assert not Invitation.objects.exists()


# ── Work ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_part_in_work_counts_once_a_coordinator_of_its_home_confirms_it(twente, nadia, carla, sam, project, now):
    claimed = make_involvement(nadia, project, sure=False)
    assert make_involvement(nadia, project, sure=False) == claimed
    for person in (sam, nadia):
        with pytest.raises(Refused):
            work_actions.judge(claimed, right=True, by=person, at=now)
    for _time in range(2):
        assert work_actions.judge(claimed, right=True, by=carla, at=now).state == "confirmed"
    with pytest.raises(Refused):
        work_actions.claim(nadia, kind="project", slug="bestaat-niet", part="lead", by=nadia, at=now)
    with pytest.raises(Refused):
        work_actions.withdraw(claimed, by=carla, at=now)
    work_actions.withdraw(claimed, by=nadia, at=now)
    assert not Involvement.objects.exists()


def test_what_members_keep_can_be_handed_over_and_erased(twente, nadia, project, now):
    make_profile(nadia, about="Over mij.")
    make_involvement(nadia, project)
    sent = make_invitation(twente, None, mail="nadia@example.org", role="editor")
    holder = members.HOLDERS["members"]
    told = holder.export(nadia)
    assert set(told) == {"profile", "consents", "parts", "invitations"}
    assert holder.export(make_person()) == {}
    for _time in range(2):
        holder.erase(nadia, by=nadia, at=now)
    assert set(holder.export(nadia)) == {"profile", "consents"}
    assert holder.export(nadia)["profile"][0]["about"] == ""
    assert not Invitation.objects.filter(pk=sent.pk).exists()
