# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forged, expired and borrowed links; other hosts; lines that do not belong in a mail."""

import datetime as dt

import pytest
from django.conf import settings as configured
from django.core import signing as django_signing
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from noaber.base import mail, signing
from noaber.base.models import OutgoingMail
from noaber.ledger.models import Entry
from noaber.people.models import Role
from noaber.questions import tasks
from noaber.questions.models import Part, Question
from noaber.questions.testing import make_contribution, make_question, make_voice, marks

pytestmark = pytest.mark.django_db
MANAGED = ["question_manage", "question_edit", "question_reply", "question_mail", "question_withdraw"]
SEALED = ["question_confirm", "question_contribution_confirm", *MANAGED]
PURPOSES = {"question_confirm": tasks.CONFIRM, "question_contribution_confirm": tasks.CONTRIBUTION}


@pytest.fixture
def values(twente):
    """What each purpose seals, for real things of somebody else."""
    question = make_question(home=twente)
    voice = question.voices.get(part=Part.ASKED)
    sharing = make_voice(question, confirmed=False)
    return {
        tasks.MANAGE: str(voice.pk),
        tasks.CONFIRM: f"{sharing.pk}:{sharing.part}:{sharing.perspective}",
        tasks.CONTRIBUTION: str(make_contribution(question, confirmed=False).pk),
    }


def tries(client, name, token):
    """Send it both ways, filled in; the statuses."""
    path, fields = reverse(name, args=[token]), {"sure": "1", "title": "Gekaapt", "text": "Gekaapt", "mail": "0"}
    return {client.get(path).status_code, client.post(path, marks(**fields)).status_code} - {405}


def forgeries(purpose, values):
    """Tokens that look right and are not ours, or are ours for something else."""
    right, value = signing.seal(purpose, values[purpose]), values[purpose]
    payload, stamp, signature = right.split(":")
    yield "altered", f"{payload}:{stamp}:{signature[:-2]}{'AA' if signature[-2:] != 'AA' else 'BB'}"
    yield "cut off", right[:-5]
    yield "unsigned", payload
    yield "another key", django_signing.dumps(value, salt=f"noaber.{purpose}", key="guessed")
    yield "another salt", django_signing.dumps(value)
    yield "younger", f"{payload}:zzzzzz:{signature}"
    for other in values.keys() - {purpose}:
        yield f"for {other}", signing.seal(other, value)
        yield f"of {other}", signing.seal(other, values[other])


@pytest.mark.parametrize("name", SEALED)
def test_a_link_that_is_not_ours_opens_nothing(client, name, values):
    before = Entry.objects.count()
    for what, token in forgeries(PURPOSES.get(name, tasks.MANAGE), values):
        assert tries(client, name, token) == {404}, what
    assert Entry.objects.count() == before
    assert not Question.objects.filter(title="Gekaapt").exists()


@pytest.mark.parametrize("name", SEALED)
def test_a_link_that_is_too_old_opens_nothing(client, name, values, monkeypatch):
    for age in ("CONFIRM_AGE", "MANAGE_AGE"):
        monkeypatch.setattr(tasks, age, dt.timedelta(seconds=-1))
    purpose, before = PURPOSES.get(name, tasks.MANAGE), Entry.objects.count()
    assert tries(client, name, signing.seal(purpose, values[purpose])) == {410}
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", MANAGED)
def test_the_control_the_right_link_does_open(client, name, values):
    assert tries(client, name, signing.seal(tasks.MANAGE, values[tasks.MANAGE])) <= {200, 302}


ELSEWHERE = ["https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)"]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_leads_to_no_other_host(client, carla, address):
    # Trying often is slowed down, and that is remembered.
    cache.clear()
    client.get("/account/login/", {"next": address}, follow=True)
    page = client.post("/account/login/code/", {"email": carla.email, "next": address}, follow=True)
    text = OutgoingMail.objects.get().text
    code = next(line for line in text.splitlines() if 5 <= len(line) <= 12 and " " not in line)
    answer = client.post("/account/login/code/confirm/", {"code": code, "next": address})
    assert client.session["_auth_user_id"] == str(carla.pk)
    for place in [*(place for place, _status in page.redirect_chain), answer["Location"]]:
        assert place.split("?")[0].startswith("/")
        assert not place.startswith(("//", "/\\"))
    assert "evil" not in answer["Location"]
    assert "evil" not in client.post("/account/logout/", {"next": address})["Location"]


@pytest.mark.parametrize("path", ["//evil.example/vragen", "/%5Cevil.example/vragen", "///evil.example"])
def test_an_added_slash_leads_to_no_other_host(client, path):
    answer = client.get(path)
    assert answer.status_code in (301, 302, 404)
    assert not answer.get("Location", "/").startswith(("//", "/\\", "http"))


def test_another_host_in_the_request_is_refused_and_mails_name_ours(client, deliver):
    fields = marks(title="Hoe kom ik aan hulp?", perspective="resident", email="inge@example.org", step="send")
    assert client.post("/vragen/stellen/", fields, headers={"host": "evil.example"}).status_code == 400
    client.post("/vragen/stellen/", fields, headers={"x-forwarded-host": "evil.example"})
    deliver()
    text = OutgoingMail.objects.get(to="inge@example.org").text
    assert "evil" not in text
    assert f"{configured.SITE_URL}/vragen/bevestig/" in text


@pytest.mark.parametrize(
    "line", ["\r\nBcc: a@evil.example", "\nBcc: a@evil.example", "\rBcc: a@evil.example", "\u2028Bcc:"]
)
def test_no_text_adds_a_line_to_the_head_of_a_mail(client, line, deliver, twente, carla):
    fields = {"perspective": "resident", "step": "send", "home": "twente"}
    title = f"Hoe kom ik aan hulp?{line}"
    client.post("/vragen/stellen/", marks(title=title, email="inge@example.org", **fields))
    client.post("/vragen/stellen/", marks(title="Hoe dan?", email=f"inge@example.org{line}", **fields))
    mail.enqueue(
        to="inge@example.org",
        subject=title,
        template="people/mail/login_code.txt",
        context={"code": "x"},
        at=dt.datetime.now(dt.UTC),
    )
    deliver()
    sent = list(OutgoingMail.objects.all())
    assert sent
    for row in sent:
        message = mail._message(row)
        assert isinstance(message, EmailMultiAlternatives)
        assert message.recipients() == [row.to]
        assert row.to in ("inge@example.org", carla.email)
        assert message.message()["Bcc"] is None


def test_who_lost_the_task_or_the_account_has_no_desk_any_more(client, carla, twente, at):
    question = make_question(home=twente)
    client.force_login(carla)
    step = reverse("question_step", args=[question.slug, "afwijzen"])
    assert client.get(step).status_code == 200
    Role.objects.filter(person=carla).update(until_on=dt.date(2024, 1, 1))
    assert client.post(step, {"text": "Nee."}).status_code == 403
    Role.objects.filter(person=carla).update(until_on=None)
    type(carla).objects.filter(pk=carla.pk).update(is_active=False)
    assert client.post(step, {"text": "Nee."}).status_code == 302
    question.refresh_from_db()
    assert question.state == "raised"
