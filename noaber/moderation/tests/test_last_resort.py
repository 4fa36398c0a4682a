# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nobody judges their own: where nobody else is left, those who keep the platform look, and everybody knows."""

import pytest
from django.test import Client

from noaber.base.models import OutgoingMail
from noaber.base.verdicts import Refused
from noaber.knowledge import review_actions
from noaber.knowledge.testing import make_product, make_review
from noaber.moderation import actions, policies, queries
from noaber.moderation.models import State
from noaber.moderation.testing import make_report
from noaber.people.models import Person
from noaber.people.testing import make_person
from noaber.questions import policies as about_questions
from noaber.questions import triage_actions
from noaber.questions.testing import make_contribution, make_question

pytestmark = pytest.mark.django_db
KEEPER = "beheerder van het platform"


@pytest.fixture
def kees(db):
    """A keeper of the platform, without a task in a werkplaats."""
    return Person.objects.create_superuser("kees@example.org", name="Kees")


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def mailed(person):
    return [mail.subject for mail in OutgoingMail.objects.filter(to=person.email)]


def test_a_keeper_looks_at_what_the_only_coordinator_wrote(twente, carla, kees, at, deliver):
    version = make_review(carla, twente)
    deliver()
    assert mailed(kees) == ["Wil je meekijken met een stuk kennis?"]
    page = signed_in(carla).get(version.get_absolute_url()).content.decode()
    assert KEEPER in page
    assert not mailed(carla)
    with pytest.raises(Refused, match=KEEPER):
        review_actions.publish(version, by=carla, at=at)
    assert [one.title for one in queries.waiting(kees)] == ["Eerst meelopen"]
    assert "wacht op jouw oordeel" in signed_in(kees).get(version.get_absolute_url()).content.decode()
    assert review_actions.publish(version, by=kees, at=at).versions.get().number == 1


def test_a_colleague_goes_before_a_keeper(twente, nadia, carla, kees, deliver):
    version = make_review(nadia, twente)
    deliver()
    assert mailed(carla) == ["Wil je meekijken met een stuk kennis?"]
    assert not mailed(kees)
    page = signed_in(nadia).get(version.get_absolute_url()).content.decode()
    assert "Een collega kijkt ernaar." in page
    assert KEEPER not in page


def test_the_writer_reads_who_will_look_before_asking(twente, carla, kees):
    version = make_review(carla, twente)
    review_actions.take_back(version, by=carla, at=version.changed_at)
    assert KEEPER in signed_in(carla).get(f"{version.get_absolute_url()}stap/vragen/").content.decode()


def test_where_nobody_is_left_that_is_said(twente, carla, kees, at):
    version = make_review(carla, twente)
    version.writers.add(kees)
    for person in (carla, kees):
        with pytest.raises(Refused, match="Vraag een collega om redacteur van Werkplaats Twente te worden"):
            review_actions.publish(version, by=person, at=at)


def test_who_stopped_as_editor_or_closed_the_account_is_no_colleague(twente, carla, kees, at):
    make_person(name="Eva", email="eva@example.org", role="editor", werkplaats=twente, until_on=at.date())
    gone = make_person(name="Ed", email="ed@example.org", role="editor", werkplaats=twente)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    assert queries.judges_of(twente, [carla.pk]).people == [kees]
    assert queries.judges_of(twente).people == [carla]


def test_a_report_about_own_work_goes_to_a_keeper(twente, carla, kees, at, deliver):
    published = review_actions.publish(make_review(carla, twente), by=kees, at=at)
    deliver()
    OutgoingMail.objects.all().delete()
    report = make_report(published, email="lezer@example.org")
    deliver()
    assert (mailed(carla), mailed(kees)) == ([], ["Iemand meldt dat er iets niet klopt"])
    assert KEEPER in signed_in(carla).get(report.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match=KEEPER):
        actions.judge(report, verdict=State.NOTHING, reason="Ik vind van wel", by=carla, at=at)
    actions.judge(report, verdict=State.NOTHING, reason="Het klopt.", by=kees, at=at)


def test_what_a_coordinator_reported_goes_to_a_keeper(twente, carla, kees, deliver):
    report = make_report(make_product(home=twente), email=carla.email)
    deliver()
    assert mailed(kees) == ["Iemand meldt dat er iets niet klopt"]
    assert KEEPER in policies.may_judge_report(carla, report).reason


def test_a_held_question_and_a_contribution_of_the_only_coordinator(twente, carla, kees, at, deliver):
    make_person(name="Eva", email="eva@example.org", role="editor", werkplaats=twente)
    question = make_question(home=twente, email=carla.email, text="Bel 06-12345678")
    made = make_contribution(make_question(home=twente), email=carla.email)
    deliver()
    # An editor does not judge questions, so she is not asked.
    assert not OutgoingMail.objects.filter(to="eva@example.org").exists()
    assert {"Een vraag wacht op je eerste blik", "Iemand weet iets over een vraag"} <= set(mailed(kees))
    assert "Een vraag wacht op je eerste blik" not in mailed(carla)
    for verdict in (about_questions.may_judge(carla, question), about_questions.may_judge_contribution(carla, made)):
        assert KEEPER in verdict.reason
    assert {one.kind for one in queries.waiting(kees)} >= {"question", "contribution"}
    triage_actions.release(question, by=kees, at=at)
    triage_actions.judge(made, accept=True, by=kees, at=at)
