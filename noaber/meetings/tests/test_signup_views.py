# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of signing up, as people meet them: without an account, without a script."""

import csv
import datetime as dt
import io
import re

import pytest
from django.conf import settings as configured
from django.urls import reverse
from icalendar import Calendar
from lxml import html

from noaber.base import clock
from noaber.base.mail import _message
from noaber.base.models import OutgoingMail
from noaber.knowledge.testing import pdf
from noaber.meetings import planning_actions, programme_actions, signup_actions, signup_care_actions, signup_tasks
from noaber.meetings.models import Asked, Paper, Registration, RegistrationState
from noaber.meetings.signup_files import defused
from noaber.meetings.signup_mail import link_of
from noaber.meetings.testing import make_draft, make_meeting, make_part, make_registration
from noaber.questions.testing import marks

pytestmark = pytest.mark.django_db
IN, WAITING, OFFERED, OUT = RegistrationState.values


def soon(days=30):
    return clock.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=days)


@pytest.fixture
def meeting(carla, twente):
    return make_meeting(
        carla, twente, starts_at=soon(), capacity=2, online_url="https://meet.example.org/zaal", summary="Een avond."
    )


def send(client, meeting, *, status=302, **fields):
    sent = marks(**{"name": "Inge", "email": "inge@example.org", "remind": "on", **fields})
    answer = client.post(reverse("meeting_sign_up", args=[meeting.slug]), sent)
    assert answer.status_code == status
    return answer


def path_of(registration):
    registration = Registration.objects.select_related("meeting__home").get(pk=registration.pk)
    return link_of(registration).removeprefix(configured.SITE_URL)


def mails():
    signup_tasks.tell_due(clock.now())
    return OutgoingMail.objects.order_by("pk")


def test_from_the_page_of_a_meeting_to_a_place(client, meeting):
    told = client.get(meeting.get_absolute_url()).content.decode()
    assert reverse("meeting_sign_up", args=[meeting.slug]) in told
    assert "Er zijn nog 2 plaatsen" in told
    assert "meet.example.org" not in told
    answer = send(client, meeting, size="2", companions="Ans", diet="geen pinda")
    assert answer["Location"].endswith("?hoe=in")
    assert "je bent aangemeld" in client.get(answer["Location"]).content.decode()
    one = Registration.objects.get()
    assert (one.name, one.size, one.companions, one.diet, one.person, one.state) == (
        "Inge", 2, ["Ans"], "geen pinda", None, IN,
    )  # fmt: skip
    assert "Alle plaatsen zijn bezet" in client.get(meeting.get_absolute_url()).content.decode()
    assert send(client, meeting, email="bert@example.org")["Location"].endswith("?hoe=waiting")
    assert Registration.objects.get(email="bert@example.org").state == WAITING


def test_the_form_needs_a_name_and_an_address_only(client, meeting):
    page = client.get(reverse("meeting_sign_up", args=[meeting.slug])).content.decode()
    form = html.fromstring(page).xpath("//form[contains(@class, 'form')]")[0]
    assert {"name", "email", "size", "access", "diet", "csrfmiddlewaretoken", "started"} <= set(form.fields)
    answer = send(client, meeting, status=200, name="", email="geen adres", access="Een lift").content.decode()
    for told in ("Schrijf je naam", "Dit e-mailadres klopt niet.", "Een lift"):
        assert told in answer
    assert not Registration.objects.exists()


def test_who_names_more_people_comes_with_more(client, meeting):
    send(client, meeting, companions="\n  Ans ")
    assert Registration.objects.get().size == 2
    assert (
        "hoogstens" in send(client, meeting, status=200, email="b@example.org", companions="Ans\nBert").content.decode()
    )
    answer = send(client, meeting, status=200, email="b@example.org", companions="\n".join("abcdefghijk"))
    assert "hoogstens 10" in answer.content.decode()


def test_a_member_finds_it_filled_in(client, meeting, pieter):
    client.force_login(pieter, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("meeting_sign_up", args=[meeting.slug])).content.decode()
    assert 'value="pieter@example.org"' in page
    send(client, meeting, name="Pieter", email="pieter@example.org")
    assert Registration.objects.get().person == pieter
    assert "Je bent al aangemeld" in client.get(reverse("meeting_sign_up", args=[meeting.slug])).content.decode()


def test_what_follows_from_an_answer_is_asked_on_a_second_page(client, meeting, carla):
    first, second = (
        programme_actions.keep(meeting, model=Asked, facts=facts, by=carla, at=clock.now())
        for facts in ({"text": "Eet je mee?", "sort": "yes"}, {"text": "Vis of groente?"})
    )
    second.after, second.after_answer = first, "ja"
    second.save()
    page = client.get(reverse("meeting_sign_up", args=[meeting.slug])).content.decode()
    assert "Eet je mee?" in page
    assert "Vis of groente?" not in page
    send(client, meeting, email="nee@example.org", **{f"asked-{first.pk}": "nee", f"asked-{second.pk}": "vis"})
    assert [one.text for one in Registration.objects.get().answers.all()] == ["nee"]
    more = send(client, meeting, status=200, **{f"asked-{first.pk}": "ja", "shown": first.pk, "diet": "pinda"})
    form = html.fromstring(more.content.decode()).xpath("//form[contains(@class, 'form')]")[0]
    assert "Vis of groente?" in more.content.decode()
    sent = [(name, value) for name, value in form.form_values() if name != f"asked-{second.pk}"]
    fields = {name: [value for one, value in sent if one == name] for name, _value in sent}
    answer = client.post(reverse("meeting_sign_up", args=[meeting.slug]), {**fields, f"asked-{second.pk}": "vis"})
    assert answer.status_code == 302
    one = Registration.objects.get(email="inge@example.org")
    assert sorted(one.answers.values_list("text", flat=True)) == ["ja", "vis"]
    assert one.diet == "pinda"
    page = client.get(f"{path_of(one)}veranderen/").content.decode()
    assert "Vis of groente?" in page


def test_parts_are_chosen_and_a_full_one_says_so(client, meeting, carla):
    part = make_part(meeting, carla, round=1, capacity=1, title="Aan de kletskassa")
    send(client, meeting, **{"round-1": part.pk})
    page = client.get(reverse("meeting_sign_up", args=[meeting.slug])).content.decode()
    assert "Aan de kletskassa (vol: je komt op de wachtlijst)" in page
    one = Registration.objects.get()
    assert "Aan de kletskassa" in client.get(path_of(one)).content.decode()
    assert "Aan de kletskassa" in mails().get().text
    send(client, meeting, status=200, email="b@example.org", **{"round-1": "0"})


def test_the_confirmation_has_the_meeting_for_ones_own_calendar(client, meeting, carla):
    send(client, meeting)
    mail = mails().get()
    assert "Je bent aangemeld" in mail.subject
    assert "https://meet.example.org/zaal" in mail.text
    assert "/bijeenkomsten/aanmelding/" in mail.text
    assert "<script" not in mail.html
    assert 'bgcolor="' in mail.html
    message = _message(mail).message()
    part = next(one for one in message.walk() if one.get_content_type() == "text/calendar")
    event = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0]
    assert event["uid"] == f"{meeting.ref}@localhost"
    assert event.start == meeting.starts_at
    assert event.end == meeting.ends_at
    assert event["dtend"].params["TZID"] == "Europe/Amsterdam"
    before = event["sequence"]
    planning_actions.change(meeting, facts={"place": "Stadhuis"}, by=carla, at=clock.now())
    signup_care_actions.tell_all(meeting, "moved", before=clock.now(), by=None, at=clock.now())
    moved = mails().last()
    assert "Er is iets veranderd" in moved.subject
    after = Calendar.from_ical(moved.attachments[0][2]).walk("VEVENT")[0]
    assert (after["uid"], after["location"]) == (event["uid"], "Stadhuis")
    assert after["sequence"] > before
    signup_actions.cancel(Registration.objects.get(), by=None, at=clock.now())
    gone = Calendar.from_ical(mails().last().attachments[0][2]).walk("VEVENT")[0]
    assert (gone["status"], gone["uid"]) == ("CANCELLED", event["uid"])
    assert "meet.example.org" not in mails().last().text
    assert OutgoingMail.objects.count() == 3


def test_who_waits_reads_where_and_gets_no_link_to_the_room(client, meeting):
    make_registration(meeting, "Ans", size=2, at=clock.now())
    send(client, meeting)
    mail = mails().get(to="inge@example.org")
    assert "plaats 1 van de wachtlijst" in mail.text
    assert "meet.example.org" not in mail.text
    assert mail.attachments == []
    page = client.get(path_of(Registration.objects.get(name="Inge"))).content.decode()
    assert "meet.example.org" not in page
    assert "plaats 1 van de wachtlijst" in page


def test_off_the_waiting_list_by_the_mailed_link(client, meeting, carla, deliver):
    ans = make_registration(meeting, "Ans", size=2, at=clock.now())
    inge = make_registration(meeting, at=clock.now())
    signup_actions.cancel(ans, by=None, at=clock.now())
    mail = mails().get(to="inge@example.org")
    assert "Er is plek voor je" in mail.subject
    assert "Zeg ja voor" in mail.text
    path = path_of(inge)
    page = client.get(path).content.decode()
    assert "Ja, ik kom" in page
    # A scanner that follows the link says nothing.
    assert client.get(f"{path}ja/").status_code == 405
    assert client.post(f"{path}ja/").status_code == 302
    page = client.get(path).content.decode()
    assert "Je hebt een plek." in page
    assert "https://meet.example.org/zaal" in page
    planning_actions.cancel(meeting, reason="De zaal lekt.", by=carla, at=clock.now())
    deliver()
    told = mails().filter(to="inge@example.org").last()
    assert "Gaat niet door" in told.subject
    assert "De zaal lekt." in told.text
    assert "CANCELLED" in told.attachments[0][2]
    planning_actions.publish(meeting, by=carla, at=clock.now())
    deliver()
    assert "Gaat toch door" in mails().filter(to="inge@example.org").last().subject


def test_changing_and_staying_away_by_the_mailed_link(client, meeting):
    send(client, meeting, access="Een lift")
    one = Registration.objects.get()
    path = path_of(one)
    page = client.get(f"{path}veranderen/").content.decode()
    assert "Een lift" in page
    assert 'name="email"' not in page
    assert client.post(f"{path}veranderen/", marks(name="Inge B.", size="2")).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.size, one.access) == ("Inge B.", 2, "")
    too_many = client.post(f"{path}veranderen/", marks(name="Inge", size="9"))
    assert "Er kunnen van jullie hoogstens 2 mensen komen." in too_many.content.decode()
    assert client.get(f"{path}afmelden/").status_code == 200
    assert client.post(f"{path}afmelden/").status_code == 302
    assert client.post(f"{path}afmelden/").status_code == 302
    one.refresh_from_db()
    assert one.state == OUT
    assert "Je bent afgemeld" in client.get(path).content.decode()
    assert client.get(f"{path}agenda.ics")["Content-Type"].startswith("text/calendar")


def test_papers_for_who_signed_up(client, meeting, carla):
    facts = {"sort": "before", "name": "Vooraf", "file": pdf(), "public": False}
    paper = programme_actions.keep(meeting, model=Paper, facts=facts, by=carla, at=clock.now())
    one = make_registration(meeting, at=clock.now())
    assert "Vooraf" in client.get(path_of(one)).content.decode()
    answer = client.get(f"{path_of(one)}stukken/{paper.pk}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    signup_actions.cancel(one, by=None, at=clock.now())
    assert client.get(f"{path_of(one)}stukken/{paper.pk}/").status_code == 404


def test_one_mail_about_a_whole_series(client, carla, twente):
    meetings = [
        make_meeting(carla, twente, series="Kenniscafés", starts_at=soon(30 * n), title=f"Café {n}") for n in (1, 2)
    ]
    series = meetings[0].series
    path = reverse("series_sign_up", args=[series.slug])
    assert path in client.get(series.get_absolute_url()).content.decode()
    assert "Café 2" in client.get(path).content.decode()
    sent = marks(name="Inge", email="inge@example.org", meetings=[one.pk for one in meetings])
    assert client.post(path, sent).status_code == 302
    assert client.get(reverse("series_signed_up", args=[series.slug])).status_code == 200
    assert "Kies er ten minste een." in client.post(path, marks(name="Inge", email="i@example.org")).content.decode()
    mail = mails().get()
    assert "Aangemeld voor 2 bijeenkomsten" in mail.subject
    assert mail.text.count("/bijeenkomsten/aanmelding/") == 2
    assert len(Calendar.from_ical(mail.attachments[0][2]).walk("VEVENT")) == 2


def test_the_link_again(client, meeting):
    make_registration(meeting, at=clock.now() - dt.timedelta(hours=1))
    assert mails().count() == 1
    OutgoingMail.objects.all().delete()
    Registration.objects.update(told_at=clock.now() - dt.timedelta(hours=1))
    path = reverse("registration_link", args=[meeting.slug])
    for address in ("inge@example.org", "wie@example.org"):
        assert client.post(path, marks(email=address))["Location"].endswith("?hoe=link")
    assert [one.to for one in mails()] == ["inge@example.org"]
    # Not over and over.
    client.post(path, marks(email="inge@example.org"))
    assert mails().count() == 1


def test_who_needs_it_is_reminded_once(carla, twente):
    meeting = make_meeting(carla, twente, starts_at=soon(10))
    long_ago, just = clock.now(), soon(7)
    for name in ("Ans", "Bert", "Cor", "Dora"):
        make_registration(meeting, name, at=long_ago, remind=name != "Bert")
    signup_tasks.tell_due(long_ago)
    Registration.objects.filter(name="Cor").update(told_at=just)
    signup_actions.cancel(Registration.objects.get(name="Dora"), by=None, at=just)
    at = meeting.starts_at - dt.timedelta(days=2)
    assert signup_care_actions.remind(by=None, at=at - dt.timedelta(hours=1)) == 0
    assert signup_care_actions.remind(by=None, at=at) == 1
    signup_tasks.tell_due(at)
    assert [one.to for one in OutgoingMail.objects.filter(subject__contains="binnenkort")] == ["ans@example.org"]
    assert signup_care_actions.remind(by=None, at=at) == 0


def test_no_mail_about_an_example(meeting):
    make_registration(meeting, at=clock.now(), example=True)
    assert mails().count() == 0
    assert Registration.objects.get().tell == ""


def test_what_changed_while_the_mail_was_written_waits_for_the_next(meeting):
    one = make_registration(meeting, at=clock.now())
    stale = Registration.objects.select_related("meeting__home").get(pk=one.pk)
    signup_actions.cancel(one, by=None, at=clock.now())
    assert signup_care_actions.written([([stale], None)], by=None, at=clock.now()) == 0
    assert "Je bent afgemeld" in mails().get().subject


def test_who_plans_sees_who_comes(client, meeting, carla):
    needs = {"diet": "Geen pinda", "access": "Een lift", "perspective": "resident"}
    make_registration(meeting, "Ans", size=2, at=clock.now(), **needs)
    make_registration(meeting, "Bert", at=clock.now())
    make_registration(meeting, "=Cor", email="cor@example.org", at=clock.now())
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("registration_list", args=[meeting.slug])).content.decode()
    for told in ("2 van 2 plaatsen", "geen pinda", "Een lift", "ans@example.org", "De wachtlijst"):
        assert told in page
    file = client.get(reverse("registration_export", args=[meeting.slug])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file), delimiter=";"))
    assert [row[2] for row in rows[1:]] == ["Ans", "Bert", "'=Cor"]
    ans = Registration.objects.get(name="Ans")
    off = reverse("registration_remove", args=[meeting.slug, ans.pk])
    assert "waarom" in client.post(off, {"reason": ""}).content.decode()
    assert client.post(off, {"reason": "Dubbel aangemeld."}).status_code == 302
    assert "Dubbel aangemeld." in mails().get(to="ans@example.org").text
    add = reverse("registration_add", args=[meeting.slug])
    assert client.post(add, {"name": "Dora", "email": "dora@example.org"}).status_code == 302
    assert Registration.objects.get(name="Dora").state == WAITING


@pytest.mark.usefixtures("remembering")
def test_no_more_queries_with_more_people(client, meeting, carla, django_assert_max_num_queries):
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    for number in range(30):
        make_registration(meeting, f"Wie{number}", at=clock.now())
    listed = reverse("registration_list", args=[meeting.slug])
    client.get(listed)
    with django_assert_max_num_queries(25):
        client.get(listed)
    client.logout()
    for path, most in ((meeting.get_absolute_url(), 12), (reverse("meeting_sign_up", args=[meeting.slug]), 4)):
        client.get(path)
        with django_assert_max_num_queries(most):
            client.get(f"{path}?nog=eens")


@pytest.mark.parametrize("text", ["=1+1", "+31", "-1", "@x", "\t=1", " =1"])
def test_no_cell_is_a_formula(text):
    assert defused(text).startswith("'")
    assert defused("Ans") == "Ans"


def test_signing_up_that_closed_says_so(client, carla, twente):
    meeting = make_meeting(carla, twente, starts_at=soon(), closes_at=clock.now() - dt.timedelta(days=1))
    page = client.get(reverse("meeting_sign_up", args=[meeting.slug])).content.decode()
    assert "Aanmelden kan niet meer." in page
    assert "Aanmelden kan niet meer." in send(client, meeting, status=200).content.decode()
    assert not re.search(r"name=.email.", page)


def test_nobody_fills_the_mailbox_of_somebody_else(client, meeting, monkeypatch):
    monkeypatch.setattr("noaber.meetings.views.signing_up.ADDRESS_AN_HOUR", 2)
    path = reverse("registration_link", args=[meeting.slug])
    send(client, meeting)
    assert client.post(path, marks(email="inge@example.org")).status_code == 302
    assert "te vaak" in send(client, meeting, status=200).content.decode()
    assert client.post(path, marks(email="INGE@example.org")).status_code == 200
    send(client, meeting, email="bert@example.org")


def test_a_name_is_no_link(client, meeting):
    send(client, meeting, status=200, name="Win nu: https://example.org/x")
    assert not Registration.objects.exists()


def test_a_series_of_drafts_is_not_there_yet(client, carla, twente):
    series = make_draft(carla, twente, series="Nog geheim").series
    for name in ("series_sign_up", "series_signed_up"):
        assert client.get(reverse(name, args=[series.slug])).status_code == 404
