# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wagtail's groups follow the roles: when one is given, when one is ended, and when a day passes."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupPagePermission, Workflow

from noaber import ledger
from noaber.base import clock
from noaber.base.testing import at as moment
from noaber.pages import access
from noaber.pages.access_actions import follow_roles, open_house
from noaber.pages.editor_testing import make_editor, make_page, make_picture
from noaber.pages.testing import make_site
from noaber.people import actions as people
from noaber.people.models import Role
from noaber.people.testing import make_person

pytestmark = pytest.mark.django_db


def give(person, werkplaats, role=Role.Kind.EDITOR, **term):
    term = {"from_on": dt.date(2023, 1, 2), **term}
    return people.assign_role(person, werkplaats=werkplaats, role=role, by=None, at=moment(), **term)


@pytest.mark.parametrize("role", [Role.Kind.EDITOR, Role.Kind.COORDINATOR])
def test_a_role_that_is_given_opens_the_house(twente, role, deliver):
    make_site(twente)
    person = make_person(name="Els", email="els@example.org")
    give(person, twente, role)
    deliver()
    assert access.groups_of(person) == {"redactie-twente"}
    assert person.has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize("role", [Role.Kind.RESEARCHER, Role.Kind.BOARD, Role.Kind.MEMBER])
def test_other_roles_do_not(twente, role, deliver):
    person = make_person(name="Els", email="els@example.org")
    give(person, twente, role)
    deliver()
    assert access.groups_of(person) == set()


def test_a_role_that_is_ended_shuts_it(twente, deliver):
    person = make_editor(twente)
    role = person.roles.get()
    people.end_role(role, until_on=dt.date(2023, 2, 1), by=None, at=moment())
    deliver()
    assert access.groups_of(person) == set()
    verbs = [entry.verb for entry in ledger.trail(person)]
    assert "pages.access_given" in verbs
    assert verbs[-1] == "pages.access_ended"


def test_a_term_that_ends_by_its_day_shuts_it_at_once(twente, client, monkeypatch):
    """No entry tells of it: the gate looks at the roles of this moment."""
    person = make_editor(twente, until_on=dt.date(2026, 4, 1))
    page = make_page(twente, "Geheim concept")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    monkeypatch.setattr(clock, "now", lambda: moment("2026-03-31 23:00"))
    assert client.get(f"/beheer/pages/{page.pk}/edit/").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: moment("2026-04-01 00:30"))
    assert client.get(f"/beheer/pages/{page.pk}/edit/").status_code == 403
    assert client.get("/beheer/").status_code == 403
    assert access.groups_of(person) == set()


def test_signing_in_looks_too(twente, client):
    person = make_person(name="Els", email="els@example.org")
    Role.objects.create(person=person, werkplaats=twente, role=Role.Kind.EDITOR, from_on=dt.date(2023, 1, 2))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert access.groups_of(person) == {"redactie-twente"}


def test_following_twice_changes_nothing(twente):
    person = make_editor(twente)
    before = len(ledger.trail(person))
    assert follow_roles(person, by=None, at=moment()) is False
    assert len(ledger.trail(person)) == before


def test_a_house_is_opened_once(twente):
    make_site(twente)
    open_house(twente, by=None, at=moment())
    open_house(twente, by=None, at=moment())
    assert Group.objects.filter(name="redactie-twente").count() == 1
    assert Collection.objects.filter(depth=2).count() == 1
    assert GroupPagePermission.objects.filter(group__name="redactie-twente").count() == len(access.PAGE_ACTIONS)
    assert Workflow.objects.filter(active=True).count() == 1


def test_who_keeps_two_trees_sees_both_and_no_third(twente, elsewhere):
    person = make_editor(twente)
    give(person, elsewhere)
    follow_roles(person, by=None, at=moment())
    mine, also = make_page(twente, "Een"), make_page(elsewhere, "Twee")
    from noaber.people.testing import make_werkplaats

    other = make_page(make_werkplaats("zwolle"), "Drie")
    assert [access.in_own_tree(person, page.pk) for page in (mine, also, other)] == [True, True, False]


def test_pictures_are_of_a_collection(twente, elsewhere):
    person = make_editor(twente)
    from noaber.pages.models import Picture

    mine, theirs = make_picture(twente), make_picture(elsewhere)
    assert list(access.own(person, Picture.objects.all())) == [mine]
    assert list(access.own(None, Picture.objects.all())) == []
    assert mine.collection != theirs.collection


def test_a_closed_account_keeps_nothing(twente):
    person = make_editor(twente)
    page = make_page(twente, "Een")
    person.is_active = False
    assert not access.in_own_tree(person, page.pk)


def test_groups_that_were_there_before_hold_nobody(twente):
    """Wagtail begins with groups of its own over all pages; no role leads to them."""
    make_editor(twente)
    assert not Group.objects.exclude(name__startswith=access.GROUP).filter(user__isnull=False).exists()
