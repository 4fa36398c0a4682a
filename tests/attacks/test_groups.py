# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is of a group stays with the group: others, whoever they are, find nothing."""

import datetime as dt

import pytest
from django.urls import reverse

from noaber import search
from noaber.base import clock
from noaber.exchange.queries import records
from noaber.projects import links
from noaber.projects.models import Contribution, LogEntry
from noaber.projects.plan_actions import keep
from noaber.projects.testing import (
    make_entry,
    make_member,
    make_plan,
    make_project,
    make_round,
    make_session,
    make_whole_project,
    photo_with_place,
)
from noaber.projects.urls import MEMBERS

pytestmark = pytest.mark.django_db
SECRET = "kwartelgeheim"
OUTSIDE = ("inge", "pieter", "bas", "sam", "nobody")


@pytest.fixture
def project(nadia, twente, settings, tmp_path):
    """A group with a secret in everything that is not public."""
    settings.MEDIA_ROOT = tmp_path
    now = clock.now()
    project = make_project(nadia, twente, at=now)
    make_entry(project, text=SECRET, photo=photo_with_place(), photo_alt=SECRET, at=now)
    make_round(project, insight=SECRET, question=SECRET, at=now)
    make_session(project, starts_at=now + dt.timedelta(days=1), title=SECRET, place=SECRET)
    make_member(project, name=SECRET, mail=f"{SECRET}@example.org", at=now)
    make_plan(project, owner_mail=f"{SECRET}@example.org", at=now, look_again_on=(now + dt.timedelta(days=99)).date())
    facts = {"organisation_name": "Saxion", "period": "2026"}
    keep(project, model=Contribution, facts=facts, by=nadia, at=now)
    return project


@pytest.fixture
def browse(request, client):
    """A browser in which somebody of the cast is signed in."""

    def browser(who):
        client.logout()
        somebody = request.getfixturevalue(who)
        if somebody is not None and somebody.email:
            client.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


def addresses(project):
    """Every address of a group, for who comes with an account."""
    entry, session = LogEntry.objects.get(project=project), project.sessions.get()
    one = {"slug": project.slug}
    numbers = {"round": {"number": 1}, "round_write": {"number": 1}, "round_step": {"number": 1},
               "log_change": {"pk": entry.pk}, "file_change": {"pk": 1}}  # fmt: skip
    found = [reverse(f"project_{name}", kwargs={**one, **numbers.get(name, {})}) for _tail, _view, name in MEMBERS]
    found += [reverse(f"project_{name}", kwargs=one) for name in ("edit", "phase", "embedding", "team", "invite")]
    found += [reverse("project_photo", kwargs={**one, "pk": entry.pk})]
    found += [reverse("project_thing", kwargs={**one, "what": "bijeenkomst", "pk": session.pk})]
    found += [reverse("draft_lift", kwargs={**one, "number": 1})]
    return found


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_outside_reads_or_writes_what_is_of_the_group(who, project, browse):
    before = (project.log.count(), project.rounds.count(), project.members.count(), project.phase)
    browser = browse(who)
    for path in addresses(project):
        for answer in (browser.get(path), browser.post(path, {"text": "x", "question": "x", "remove": "1"})):
            to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/account/login/")
            assert answer.status_code in (404, 405) or to_sign_in, path
            assert SECRET not in answer.content.decode()
    project.refresh_from_db()
    assert before == (project.log.count(), project.rounds.count(), project.members.count(), project.phase)


@pytest.mark.parametrize("who", [*OUTSIDE, "nadia", "carla"])
def test_what_everybody_reads_tells_no_secret(who, project, browse, deliver):
    deliver()
    browser = browse(who)
    for tail in ("", "kalender/", "kalender.ics", "meedoen/"):
        assert SECRET not in browser.get(project.get_absolute_url() + tail, follow=False).content.decode()
    assert SECRET not in browser.get("/leertrajecten/").content.decode()
    assert search.find(search.SearchRequest(text=SECRET)).total == 0


def test_the_export_of_the_network_tells_no_secret(project):
    assert SECRET not in str(list(records()))


def test_a_member_of_another_group_is_a_stranger_here(project, pieter, carla, twente, browse):
    make_member(make_project(carla, twente, title="Anders"), person=pieter)
    browser = browse("pieter")
    assert {browser.get(path).status_code for path in addresses(project)} <= {404, 405}


def test_numbers_of_another_group_are_not_found_in_ones_own(project, nadia, twente, browse):
    other = make_whole_project(nadia, twente).project
    entry, session = LogEntry.objects.get(project=project), project.sessions.get()
    browser = browse("nadia")
    for name, given in (
        ("project_photo", {"pk": entry.pk}),
        ("project_log_change", {"pk": entry.pk}),
        ("project_thing", {"what": "bijeenkomst", "pk": session.pk}),
        ("project_member", {"pk": project.members.first().pk}),
    ):
        assert browser.get(reverse(name, kwargs={"slug": other.slug, **given})).status_code == 404


def test_a_key_that_was_passed_on_stops_with_the_part(project, client, nadia, at):
    from noaber.projects import team_actions

    member = project.members.get(role="participant")
    path = reverse("part_group", args=[links.token(links.PART, member)])
    assert SECRET in client.get(path).content.decode()
    team_actions.leave(member, by=nadia, at=clock.now())
    answer = client.get(path)
    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()


def test_a_key_leads_to_nothing_that_is_for_who_leads(project, client):
    token = links.token(links.PART, project.members.get(role="participant"))
    text = client.get(reverse("part_plan", args=[token])).content.decode()
    assert "/groep/mensen/" not in text
    assert "/bewerken/" not in text
    answer = client.post(reverse("part_round_step", args=[token, 1]), {"remove": "1"}, follow=True)
    assert project.rounds.exists()
    assert answer.status_code == 200
