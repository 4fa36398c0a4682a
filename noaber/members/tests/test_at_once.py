# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two people at the same moment, with real threads on the real database."""

import pytest
from django.utils import timezone

from noaber.base import clock
from noaber.base.testing import at_once, refusals
from noaber.members import actions, invite_actions, join_actions, role_actions
from noaber.members.models import FieldConsent, Invitation
from noaber.members.testing import make_invitation, make_profile, make_request
from noaber.people.models import Role
from noaber.people.testing import make_person

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_accept_an_invitation_and_one_role_is_given(twente, carla):
    now = clock.now()
    invitation = make_invitation(twente, carla, mail="gast@example.org", at=now)
    outcomes = at_once(*[lambda: invite_actions.accept(invitation, name="Gast", by=None, at=now)] * 4)
    assert refusals(outcomes) == []
    assert Role.objects.filter(person__email="gast@example.org").count() == 1


def test_two_coordinators_let_somebody_in_and_one_role_is_given(twente, carla):
    now, other = clock.now(), make_person(name="Cor", email="cor@example.org", role="coordinator", werkplaats=twente)
    asked = make_request(twente, mail="olga@example.org")
    outcomes = at_once(
        lambda: join_actions.accept(asked, by=carla, at=now), lambda: join_actions.accept(asked, by=other, at=now)
    )
    assert refusals(outcomes) == []
    assert Role.objects.filter(person__email="olga@example.org").count() == 1


def test_yes_and_no_at_once_is_one_answer(twente, carla):
    asked, now = make_request(twente, mail="olga@example.org"), clock.now()
    outcomes = at_once(
        lambda: join_actions.accept(asked, by=carla, at=now),
        lambda: join_actions.decline(asked, words="Nee", by=carla, at=now),
    )
    assert len(refusals(outcomes)) == 1


def test_two_coordinators_who_leave_at_once_leave_one(twente, carla):
    now, other = clock.now(), make_person(name="Cor", email="cor@example.org", role="coordinator", werkplaats=twente)
    outcomes = at_once(
        lambda: role_actions.leave(carla, by=carla, at=now), lambda: role_actions.leave(other, by=other, at=now)
    )
    assert len(refusals(outcomes)) == 1
    assert Role.objects.filter(werkplaats=twente, until_on__isnull=True).count() == 1


def test_handing_over_twice_at_once_gives_one_role(twente, carla, nadia):
    now, role = clock.now(), carla.roles.get()
    day = timezone.localdate()
    at_once(*[lambda: role_actions.hand_over(role, to=nadia, on=day, by=carla, at=now)] * 3)
    assert nadia.roles.filter(role="coordinator").count() == 1


def test_inviting_and_consenting_twice_at_once_is_once(twente, carla, nadia):
    now = clock.now()
    at_once(*[lambda: make_invitation(twente, carla, mail="gast@example.org", at=now)] * 3)
    assert Invitation.objects.count() == 1
    profile = make_profile(nadia, shown=())
    at_once(*[lambda: actions.consent(profile, given=["name"], by=nadia, at=now)] * 3)
    assert FieldConsent.objects.count() == 1
