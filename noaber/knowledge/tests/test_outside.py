# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading along from outside: one version, by link, for a while; and nothing of anybody is kept longer than needed."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile

from noaber.base import clock, signing
from noaber.base.models import OutgoingMail
from noaber.base.testing import at_once
from noaber.base.verdicts import Refused
from noaber.knowledge import (
    draft_actions,
    file_actions,
    outside_actions,
    outside_links,
    outside_tasks,
    review_actions,
)
from noaber.knowledge.models import Remark, Version
from noaber.knowledge.outside_models import OutsideReader, OutsideState
from noaber.knowledge.own_data_actions import KnowledgeHolder
from noaber.knowledge.testing import make_draft, make_outside, pdf
from noaber.people.models import Person
from noaber.people.testing import make_person

pytestmark = pytest.mark.django_db(transaction=True)
NOW = clock.now()


@pytest.fixture
def draft(twente, nadia):
    return make_draft(nadia, twente, at=NOW - dt.timedelta(hours=1))


def path(reader, *more):
    return "/".join(["/kennis/meelezen", outside_links.token(reader), *more, ""])


def mails(to):
    return list(OutgoingMail.objects.filter(to=to).order_by("pk"))


def test_whoever_is_asked_reads_and_answers_without_an_account(client, draft, nadia):
    review_actions.remark(draft, text="Onder ons gezegd.", by=nadia, at=NOW - dt.timedelta(minutes=5))
    reader = make_outside(draft, by=nadia)
    (asked,) = mails("lezer@example.org")
    assert "Is dit te volgen?" in asked.text
    assert path(reader) in asked.text
    page = client.get(path(reader)).content.decode()
    assert "Loop eerst een dag mee." in page
    assert "Onder ons gezegd." not in page
    sent = {"text": "Stap 2 snap ik niet.", "submission": "a"}
    for _twice in range(2):
        assert client.post(path(reader, "zeggen"), sent).status_code == 302
    said = Remark.objects.get(outside=reader)
    assert said.who == "Riet (inwoner)"
    assert len(mails(nadia.email)) == 1
    review_actions.remark(draft, text="Dank, aangepast.", by=nadia, at=clock.now())
    assert "Dank, aangepast." in client.get(path(reader)).content.decode()
    assert "Dank, aangepast." in mails("lezer@example.org")[-1].text
    assert client.post(path(reader, "klaar"), {}).status_code == 302
    reader.refresh_from_db()
    assert reader.state == OutsideState.DONE
    assert client.post(path(reader, "klaar"), {}).status_code == 302
    assert Remark.objects.filter(outside=reader, kind="done").count() == 1


def test_nothing_typed_is_lost_when_it_is_not_right(client, draft, nadia):
    reader = make_outside(draft, by=nadia)
    answer = client.post(path(reader, "zeggen"), {"text": "x" * 6000})
    assert answer.status_code == 200
    assert "x" * 6000 in answer.content.decode()
    assert client.post(path(reader, "zeggen"), {"text": " "}).status_code == 200
    assert client.post(path(reader, "anders"), {}).status_code == 404


def test_who_cannot_look_says_so_and_is_forgotten(client, draft, nadia):
    reader = make_outside(draft, by=nadia)
    assert "gewist" in client.post(path(reader, "afzeggen"), {}).content.decode()
    reader.refresh_from_db()
    assert (reader.mail, reader.name, reader.state) == ("", "", OutsideState.DECLINED)
    assert client.get(path(reader)).status_code == 410
    assert mails(nadia.email)


@pytest.mark.parametrize("how", ["published", "dropped", "withdrawn"])
def test_the_link_ends(client, draft, twente, nadia, how):
    reader = make_outside(draft, by=nadia)
    outside_actions.say(reader, text="Mooi.", by=None, at=NOW)
    if how == "published":
        editor = make_person(name="Eva", email="eva@example.org", role="editor", werkplaats=twente)
        review_actions.ask_review(draft, by=nadia, at=NOW)
        review_actions.publish(draft, by=editor, at=NOW)
    elif how == "dropped":
        draft_actions.drop(draft, by=nadia, at=NOW)
    else:
        client.force_login(nadia, backend="django.contrib.auth.backends.ModelBackend")
        assert client.post(f"/kennis/schrijven/{draft.pk}/meelezer/{reader.pk}/weg/").status_code == 302
    reader.refresh_from_db()
    assert (reader.mail, reader.name) == ("", "Riet")
    client.logout()
    assert client.get(path(reader)).status_code == 410
    assert client.post(path(reader, "zeggen"), {"text": "Nog iets"}).status_code == 410
    assert client.get(path(reader, "bestand", "1")).status_code == 410
    ended = [mail.text for mail in mails("lezer@example.org") if "werkt niet meer" in mail.text]
    assert len(ended) == (0 if how == "withdrawn" else 1)
    assert ("/kennis/eerst-meelopen" in ended[0]) == (how == "published") if ended else True


def test_the_link_opens_this_version_and_nothing_else(client, draft, twente, nadia, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reader = make_outside(draft, by=nadia)
    file = file_actions.attach(draft, file=pdf(), description="De gids", by=nadia, at=NOW).file
    other = make_draft(nadia, twente, title="Van anderen")
    secret = file_actions.attach(other, file=pdf(), description="Geheim", by=nadia, at=NOW).file
    assert b"".join(client.get(path(reader, "bestand", str(file.pk))).streaming_content).startswith(b"%PDF")
    assert client.get(path(reader, "bestand", str(secret.pk))).status_code == 404
    assert client.get(f"/kennis/schrijven/{draft.pk}/").status_code == 302
    assert client.get(f"/kennis/meelezen/{signing.seal('knowledge.other', reader.ref)}/").status_code == 404
    assert client.get(f"/kennis/meelezen/{outside_links.token(reader)[:-3]}AAA/").status_code == 404


def test_who_asks_is_a_writer_or_an_editor(draft, nadia, pieter, bas, carla):
    for person in (pieter, bas):
        with pytest.raises(Refused):
            make_outside(draft, by=person)
    assert make_outside(draft, by=carla)
    assert make_outside(draft, by=nadia, mail="a@example.org")


def test_asked_twice_is_asked_once(draft, nadia):
    assert make_outside(draft, by=nadia) == make_outside(draft, by=nadia)
    assert len(mails("lezer@example.org")) == 1


def test_two_who_ask_the_same_person_at_once_ask_once(draft, nadia, carla):
    at_once(lambda: make_outside(draft, by=nadia), lambda: make_outside(draft, by=carla))
    assert OutsideReader.objects.count() == 1


def test_there_is_an_end_to_asking(draft, nadia):
    for number in range(outside_actions.MOST_READERS):
        make_outside(draft, by=nadia, mail=f"a{number}@example.org")
    with pytest.raises(Refused):
        make_outside(draft, by=nadia, mail="te-veel@example.org")
    with pytest.raises(Refused):
        make_outside(draft, by=nadia, due_on=clock.day(NOW) - dt.timedelta(days=1))


def test_a_reminder_comes_once_and_only_to_who_did_not_answer(draft, nadia, monkeypatch):
    waits = make_outside(draft, by=nadia, due_on=clock.day(NOW) + dt.timedelta(days=4))
    ready = make_outside(draft, by=nadia, mail="klaar@example.org", due_on=clock.day(NOW) + dt.timedelta(days=4))
    outside_actions.finish(ready, by=None, at=NOW)
    assert outside_tasks.look_after_readers() == 0
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(days=3))
    assert outside_tasks.look_after_readers() == 1
    assert outside_tasks.look_after_readers() == 0
    assert len(mails(waits.mail)) == 2
    assert len(mails("klaar@example.org")) == 1


def test_nobody_is_mailed_about_an_example(draft, nadia, monkeypatch):
    Version.objects.filter(pk=draft.pk).update(example=True)
    make_outside(draft, by=nadia, due_on=clock.day(NOW) + dt.timedelta(days=1))
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(days=3))
    outside_tasks.look_after_readers()
    assert not mails("lezer@example.org")


def test_a_name_is_forgotten_after_a_year(draft, nadia, monkeypatch):
    reader = make_outside(draft, by=nadia)
    outside_actions.say(reader, text="Mooi.", by=None, at=NOW)
    outside_actions.withdraw(reader, by=nadia, at=NOW)
    outside_tasks.look_after_readers()
    reader.refresh_from_db()
    assert reader.name == "Riet"
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(days=366))
    outside_tasks.look_after_readers()
    reader.refresh_from_db()
    assert reader.name == ""
    assert Remark.objects.get(outside=reader).who == "Een meelezer van buiten (inwoner)"


def test_own_data_are_handed_over_and_erased(client, draft, nadia):
    reader = make_outside(draft, by=nadia)
    outside_actions.say(reader, text="Mooi.", by=None, at=NOW)
    person = Person.objects.create_user("lezer@example.org", created_at=NOW)
    (told,) = KnowledgeHolder().export(person)["read_along"]
    assert told["text"] == ["Mooi."]
    KnowledgeHolder().erase(person, by=None, at=NOW)
    reader.refresh_from_db()
    assert (reader.name, reader.mail) == ("", "")
    assert client.get(path(reader)).status_code == 410


def test_the_form_says_what_is_wrong_and_then_asks(client, draft, nadia):
    client.force_login(nadia, backend="django.contrib.auth.backends.ModelBackend")
    page = f"/kennis/schrijven/{draft.pk}/meelezer/"
    sent = {
        "name": "Riet",
        "mail": "geen adres",
        "perspective": "resident",
        "question": "Klopt het?",
        "due_on": "gisteren",
    }
    answer = client.post(page, sent).content.decode()
    assert "Dit e-mailadres klopt niet." in answer
    assert "Klopt het?" in answer
    for day in ("2020-01-01", "2099-01-01"):
        assert client.post(page, {**sent, "mail": "riet@example.org", "due_on": day}).status_code == 200
    day = (NOW + dt.timedelta(days=7)).date().isoformat()
    assert client.post(page, {**sent, "mail": "Riet@Example.org", "due_on": day}).status_code == 302
    assert OutsideReader.objects.get().mail == "riet@example.org"
    assert "Riet (inwoner)" in client.get(f"/kennis/schrijven/{draft.pk}/").content.decode()


def test_a_file_of_no_kind_is_no_way_in(client, draft, nadia):
    reader = make_outside(draft, by=nadia)
    assert client.get(path(reader, "bestand", "999999")).status_code == 404
    assert client.post(path(reader, "bestand", "1"), {"f": ContentFile(b"x", "x.pdf")}).status_code == 405
