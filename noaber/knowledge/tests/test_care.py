# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Public by itself on a day, and looked at again on another."""

import datetime as dt

import pytest

from noaber import search
from noaber.base import clock, signing
from noaber.base.models import OutgoingMail
from noaber.base.testing import at_once
from noaber.base.verdicts import Refused
from noaber.knowledge import care_actions, care_links, care_tasks, draft_actions, embargo_actions, review_actions
from noaber.knowledge.care_models import ReviewCheck
from noaber.knowledge.desk_queries import KnowledgeDesk
from noaber.knowledge.models import Product, Version, VersionState
from noaber.knowledge.testing import make_published, make_review
from noaber.ledger.models import Entry
from noaber.people.testing import make_person

pytestmark = pytest.mark.django_db(transaction=True)
NOW = clock.now()
TODAY = clock.day(NOW)


def in_days(number):
    return NOW + dt.timedelta(days=number)


def day(number):
    return clock.day(in_days(number))


@pytest.fixture
def version(twente, nadia):
    return make_review(nadia, twente, at=in_days(-1), review_on=day(400).isoformat())


@pytest.fixture
def later(monkeypatch):
    """Sets the clock some days on."""
    return lambda days: monkeypatch.setattr(clock, "now", lambda: in_days(days))


def signed_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


# ── Public on a day ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_approved_becomes_public_on_its_day_and_once(client, version, carla, nadia, later):
    sent = {"seen": version.saved, "text": "Mooi", "public_on": day(10).isoformat()}
    answer = signed_in(client, carla).post(f"/kennis/schrijven/{version.pk}/stap/publiceren/", sent)
    assert answer["Location"] == f"/kennis/schrijven/{version.pk}/"
    version.refresh_from_db()
    assert version.state == VersionState.APPROVED
    assert not Product.objects.exists()
    assert "Wordt openbaar op" in client.get(f"/kennis/schrijven/{version.pk}/").content.decode()
    assert [mail.subject for mail in OutgoingMail.objects.filter(to=nadia.email)] == ["Je stuk is goedgekeurd"]
    assert care_tasks.release_versions() == 0
    client.logout()
    before = client.get("/kennis/").content
    later(10)
    assert care_tasks.release_versions() == 1
    assert care_tasks.release_versions() == 0
    search.catch_up()
    product = Product.objects.get()
    assert client.get(product.get_absolute_url()).status_code == 200
    now = client.get("/kennis/").content
    assert b"Eerst meelopen" in now
    assert b"Eerst meelopen" not in before
    assert Entry.objects.filter(verb="product.published").count() == 1
    assert OutgoingMail.objects.filter(to=nadia.email, subject="Je stuk is gepubliceerd").count() == 1


def test_two_workers_make_it_public_once(version, carla):
    embargo_actions.approve(version, public_on=day(3), by=carla, at=NOW)
    made = at_once(*(lambda: embargo_actions.release(version, by=None, at=in_days(3)) for _both in range(2)))
    assert sum(isinstance(one, Product) for one in made) == 1
    assert Version.objects.get(pk=version.pk).number == 1


def test_a_writer_takes_an_approved_version_back(version, carla, nadia, later):
    embargo_actions.approve(version, public_on=day(3), by=carla, at=NOW)
    with pytest.raises(Refused, match="goedgekeurd"):
        draft_actions.save_draft(version, facts=version.facts, seen=version.saved, by=nadia, at=NOW)
    review_actions.take_back(version, by=nadia, at=NOW)
    later(5)
    assert care_tasks.release_versions() == 0
    version.refresh_from_db()
    assert (version.state, version.public_on) == (VersionState.DRAFT, None)


def test_today_is_at_once_and_there_is_an_end(version, carla):
    with pytest.raises(Refused, match="twee jaar"):
        embargo_actions.approve(version, public_on=day(1000), by=carla, at=NOW)
    assert embargo_actions.approve(version, public_on=TODAY, by=carla, at=NOW)


def test_a_writer_does_not_approve(version, nadia):
    with pytest.raises(Refused):
        embargo_actions.approve(version, public_on=day(3), by=nadia, at=NOW)


def test_what_was_withdrawn_meanwhile_stays_away(twente, nadia, carla, later):
    product = make_published(nadia, twente, at=in_days(-2))
    again = draft_actions.revise(product, by=nadia, at=NOW)
    review_actions.ask_review(again, by=nadia, at=NOW)
    embargo_actions.approve(again, public_on=day(3), by=carla, at=NOW)
    page = product.get_absolute_url()
    assert page
    review_actions.withdraw(product, text="Klopt niet.", by=carla, at=NOW)
    later(5)
    assert care_tasks.release_versions() == 0
    product.refresh_from_db()
    review_actions.restore(product, text="Toch wel.", by=carla, at=NOW)
    assert care_tasks.release_versions() == 1


def test_the_page_tells_who_writes_what_is_coming_and_nobody_else(client, twente, nadia, carla):
    product = make_published(nadia, twente, at=in_days(-2))
    again = draft_actions.revise(product, by=nadia, at=NOW)
    review_actions.ask_review(again, by=nadia, at=NOW)
    embargo_actions.approve(again, public_on=day(3), by=carla, at=NOW)
    told = "wordt openbaar op"
    assert told not in client.get(product.get_absolute_url()).content.decode()
    assert told in signed_in(client, nadia).get(product.get_absolute_url()).content.decode()


# ── Looked at again ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def product(twente, nadia):
    return make_published(nadia, twente, at=in_days(-1), review_on=day(60).isoformat())


def asked(person):
    return list(OutgoingMail.objects.filter(to=person.email, subject__startswith="Klopt dit nog?").order_by("pk"))


def test_who_keeps_it_is_reminded_a_month_before_and_on_the_day_once_each(product, nadia, later):
    assert care_tasks.look_after_review_dates() == 0
    for days, count in ((31, 1), (32, 1), (60, 2), (61, 2), (90, 2)):
        later(days)
        care_tasks.look_after_review_dates()
        care_tasks.look_after_review_dates()
        # Delivered mail is thrown away; that is no reason to write it again.
        assert len(asked(nadia)) == count
    OutgoingMail.objects.all().delete()
    later(61)
    assert care_tasks.look_after_review_dates() == 0


def test_two_workers_remind_once(product):
    outcomes = at_once(
        *(lambda: care_actions.remind(product, moment="due", by=None, at=in_days(60)) for _both in range(2))
    )
    assert sorted(outcomes) == [False, True]


def test_an_example_and_what_is_withdrawn_ask_nobody(product, nadia, carla, later):
    later(60)
    Product.objects.update(example=True)
    assert care_tasks.look_after_review_dates() == 0
    Product.objects.update(example=False)
    product.refresh_from_db()
    review_actions.withdraw(product, text="Weg.", by=carla, at=NOW)
    assert care_tasks.look_after_review_dates() == 0


def test_without_writers_the_editors_are_asked(product, carla, later):
    Version.objects.get(ref=product.ref).writers.clear()
    later(60)
    care_tasks.look_after_review_dates()
    assert asked(carla)


def test_still_good_in_one_step_from_the_mail(client, product, nadia, carla, later):
    later(60)
    care_tasks.look_after_review_dates()
    link = f"/kennis/nakijken/{care_links.token(product, nadia)}/"
    assert link in asked(nadia)[0].text
    assert client.get(link).status_code == 200
    assert not ReviewCheck.objects.exists()
    for _twice in range(2):
        assert "Dank je wel" in client.post(link, {"months": "12"}).content.decode()
    check = ReviewCheck.objects.get()
    assert (check.by, check.next_on) == (nadia, day(60 + 365))
    product.refresh_from_db()
    assert product.review_on == day(60 + 365)
    page = client.get(product.get_absolute_url()).content.decode()
    assert "Nagekeken op" in page
    assert "Nadia" not in page[page.index("Nagekeken op") : page.index("Nagekeken op") + 200]
    assert client.get(link[:-4] + "AAA/").status_code == 404
    assert client.get(f"/kennis/nakijken/{signing.seal('knowledge.outside', 'x')}/").status_code == 404


def test_an_empty_answer_says_what_is_missing(client, product, nadia):
    link = f"/kennis/nakijken/{care_links.token(product, nadia)}/"
    assert client.post(link, {"months": "7"}).status_code == 200
    assert not ReviewCheck.objects.exists()


def test_a_link_of_who_left_does_nothing(client, product, nadia):
    link = f"/kennis/nakijken/{care_links.token(product, nadia)}/"
    nadia.roles.all().delete()
    assert "meedoet" in client.post(link, {"months": "12"}).content.decode()
    assert not ReviewCheck.objects.exists()


def test_what_is_due_lies_on_the_desk(client, product, carla, nadia, twente):
    assert KnowledgeDesk().waiting(carla) == []
    Product.objects.update(review_on=day(-3))
    (waits,) = KnowledgeDesk().waiting(carla)
    assert waits.href == f"/kennis/{product.slug}/nakijken/"
    assert KnowledgeDesk().waiting(nadia) == []
    answer = signed_in(client, carla).post(waits.href, {"months": "6", "seen": day(-3).isoformat()})
    assert answer["Location"] == product.get_absolute_url()
    assert KnowledgeDesk().waiting(carla) == []
    admin = make_person(name="Ad", email="ad@example.org")
    admin.is_superuser = True
    assert list(KnowledgeDesk().waiting(admin)) == []
