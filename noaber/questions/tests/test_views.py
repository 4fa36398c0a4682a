# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import feedparser
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from noaber.base import clock, signing
from noaber.base.forms import fresh_marks
from noaber.questions import tasks, triage_actions
from noaber.questions.models import Contribution, Message, Part, Question, State
from noaber.questions.testing import (
    ASKED_AT,
    TITLE,
    answer,
    link_in,
    mails_to,
    make_contribution,
    make_question,
    make_voice,
    marks,
)

pytestmark = pytest.mark.django_db
CAST = ("inge", "pieter", "nadia", "carla", "bas", "sam", "nobody")


def as_person(client, request, who):
    person = request.getfixturevalue(who)
    if person is not None and person.email:
        client.force_login(person)
    return client


def ask(client, **fields):
    filled = {"title": TITLE, "perspective": "resident", "email": "inge@example.org", "step": "send", **fields}
    return client.post(reverse("question_ask"), marks(**filled))


def asker(question):
    return question.voices.get(part=Part.ASKED)


def manage(question, name="question_manage"):
    return reverse(name, args=[tasks.manage_token(asker(question))])


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("path", ["/vragen/", "/vragen/stellen/", "/vragen/feed/", "/vragen/nieuwe-link/"])
def test_everybody_reads(client, request, who, path):
    assert as_person(client, request, who).get(path).status_code == 200


@pytest.mark.parametrize("who", CAST)
def test_the_desk_and_its_steps(client, request, who, twente):
    question = make_question(home=twente)
    client = as_person(client, request, who)
    desk, step = reverse("question_desk"), reverse("question_step", args=[question.slug, "antwoord"])
    expected = {"carla": (200, 200), "sam": (200, 403), "inge": (302, 302), "nobody": (302, 302)}.get(who, (403, 403))
    assert (client.get(desk).status_code, client.get(step).status_code) == expected
    panel = "Voor de coördinator" in client.get(question.get_absolute_url()).content.decode()
    assert panel is (who == "carla")


@pytest.mark.parametrize("who", CAST)
def test_a_held_question_exists_for_its_coordinator_only(client, request, who, twente):
    question = make_question(home=twente, text="Bel 06-12345678")
    client = as_person(client, request, who)
    assert client.get(question.get_absolute_url()).status_code == (200 if who == "carla" else 404)


def test_reading_sets_no_cookie(client, twente):
    question = make_question(home=twente)
    for path in ("/vragen/", question.get_absolute_url(), "/vragen/lijkt-op/?q=hoe+bereik+je+jongeren"):
        assert not client.get(path).cookies


@pytest.mark.parametrize(
    "query",
    [
        "?werkplaats=nergens",
        "?thema=%00",
        "?status=held",
        "?status=x&jaar=abc",
        "?jaar=99999",
        "?jaar=0",
        "?jaar=²",
        "?page=-1",
        "?page=9999999999999999999999",
        "?wacht=1&perspectief=resident&werkplaats='%22<script>",
    ],
)
def test_odd_filters_never_break(client, query, twente):
    make_question(home=twente)
    assert client.get(f"/vragen/{query}").status_code == 200
    assert client.get(f"/vragen/feed/{query}").status_code == 200


def test_the_feed_is_atom(client, twente):
    question = make_question(home=twente)
    feed = feedparser.parse(client.get("/vragen/feed/?werkplaats=twente").content)
    assert not feed.bozo
    assert feed.entries[0].title == question.title


def test_the_suggestions_start_at_four_words(client, twente):
    make_question(home=twente)
    assert client.get("/vragen/lijkt-op/?q=hoe+bereik+je").content.strip() == b""
    assert client.get("/vragen/lijkt-op/", {"title": "a\x00 b c d" * 500}).status_code == 200


def test_asking_ends_at_the_mailbox(client, deliver):
    answer = ask(client, submission="eens")
    assert answer.status_code == 302
    assert "Kijk in je mail" in client.get(answer.url).content.decode()
    assert ask(client, submission="eens").status_code == 302
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": "x" * 10_000}, "10000 tekens"),
        ({"text": "y" * 10_000}, "10000 tekens"),
        ({"title": ""}, "Schrijf je vraag op."),
        ({"perspective": "koning"}, "Kies"),
        ({"email": "geen adres"}, "klopt niet"),
        ({"website": "https://spam.example"}, "robots"),
        ({"started": "nep"}, "stond lang open"),
        ({"started": fresh_marks}, "heel snel"),
        ({"home": "nergens"}, "home"),
        ({"text": "Zijn BSN is 111222333"}, "burgerservicenummer"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, fields, told):
    fields = {name: value()["started"] if callable(value) else value for name, value in fields.items()}
    page = ask(client, **{"text": "Mijn verhaal", "place": "Almelo <b>", **fields})
    assert page.status_code == 200
    text = page.content.decode()
    assert told in text
    assert "Almelo &lt;b&gt;" in text
    assert (fields.get("text") or "Mijn verhaal") in text
    assert not Question.objects.exists()


def test_client_data_may_stay_when_the_asker_says_so(client):
    page = ask(client, text="Bel 06-12345678").content.decode()
    assert "06-12345678" in page
    assert ask(client, text="Bel 06-12345678", clientdata_ok="on").status_code == 302
    assert Question.objects.get().held_because


ODD = ["<script>alert(1)</script>", "👪 hoe dan?", "كيف حالك ياصديقي", "nul\x00byte", "{{ 7*7 }}"]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_shown_as_text(client, text, twente):
    ask(client, title=text, text=text, home="twente")
    question = Question.objects.get()
    client.post(reverse("question_confirm", args=[tasks.confirm_token(asker(question))]))
    page = client.get(question.get_absolute_url())
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert "\x00" not in question.title
    assert 'dir="auto"' in page.content.decode()


def test_one_sender_cannot_ask_without_end(client, monkeypatch):
    monkeypatch.setattr("noaber.questions.views.asking.AN_HOUR", 2)
    for number in range(2):
        assert ask(client, email=f"v{number}@example.org").status_code == 302
    page = ask(client, email="v3@example.org", text="Dit blijft staan")
    assert "te vaak" in page.content.decode()
    assert "Dit blijft staan" in page.content.decode()


def test_a_question_is_followed_as_everything_else_is(client):
    question = make_question()
    follow = f"{reverse('follow_new')}?wat=question:{question.ref}"
    page = client.get(question.get_absolute_url()).content.decode()
    assert "Volg deze vraag</a>" in page
    assert f'href="{follow.replace(":", "%3A")}"' in page
    assert client.get(reverse("question_follow", args=[question.slug])).url == follow


def test_having_a_question_too(client, deliver):
    question = make_question()
    path = reverse("question_share", args=[question.slug])
    assert client.get(path).status_code == 200
    assert "Kies wat" in client.post(path, marks(email="b@example.org")).content.decode()
    assert client.post(path, marks(email="b@example.org", perspective="resident")).status_code == 302
    deliver()
    confirm = link_in(mails_to("b@example.org")[-1], "/vragen/bevestig/")
    assert client.get(confirm).status_code == 200
    assert not question.voices.filter(part="shares", confirmed_at__isnull=False).exists()
    page = client.post(confirm, follow=True)
    assert "Ik doe niet meer mee" in page.content.decode()
    assert question.voices.filter(confirmed_at__isnull=False).count() == 2


def test_the_asker_manages_by_the_link(client, carla, twente, deliver):
    question = make_question(home=twente, email="inge@example.org")
    assert client.get(manage(question)).status_code == 200
    edited = client.post(manage(question, "question_edit"), marks(title="Beter gezegd", text="", place=""))
    assert edited.status_code == 302
    kept = client.post(manage(question, "question_edit"), marks(title="", text="Blijft staan", place=""))
    assert "Blijft staan" in kept.content.decode()
    client.post(manage(question, "question_mail"), {"mail": "0"})
    assert asker(question).wants_mail is False
    triage_actions.clarify(question, text="Hoe oud?", by=carla, at=clock.now())
    assert "Hoe oud?" in client.get(manage(question)).content.decode()
    assert client.post(manage(question, "question_reply"), marks(text="Achttien.")).status_code == 302
    assert Message.objects.filter(from_asker=True).count() == 1
    late = client.post(manage(question, "question_reply"), marks(text="Nog iets"))
    assert "Er staat nu geen vraag" in late.content.decode() or late.status_code == 200
    assert "Weet je het zeker?" in client.post(manage(question, "question_withdraw")).content.decode()
    link = manage(question, "question_withdraw")
    assert client.post(link, {"sure": "1"}).status_code == 302
    assert Question.objects.get().state == State.WITHDRAWN
    assert client.get(question.get_absolute_url()).status_code == 404


def test_who_shares_may_stop(client):
    question = make_question()
    voice = make_voice(question)
    link = reverse("question_withdraw", args=[tasks.manage_token(voice)])
    assert client.post(link, {"sure": "1"}).status_code == 302
    assert client.post(link, {"sure": "1"}).status_code == 404
    assert question.counted.count() == 1


@pytest.mark.parametrize("name", ["question_confirm", "question_manage", "question_contribution_confirm"])
def test_a_link_that_does_not_work_leads_to_a_fresh_one(client, name, monkeypatch):
    page = client.get(reverse(name, args=["verzonnen:abc:def"]))
    assert page.status_code == 404
    assert "Mail mij een nieuwe link" in page.content.decode()
    question = make_question()
    tokens = {
        "question_confirm": tasks.confirm_token(asker(question)),
        "question_manage": tasks.manage_token(asker(question)),
        "question_contribution_confirm": signing.seal(tasks.CONTRIBUTION, str(make_contribution(question).pk)),
    }
    monkeypatch.setattr(tasks, "CONFIRM_AGE", timedelta(seconds=-1))
    monkeypatch.setattr(tasks, "MANAGE_AGE", timedelta(seconds=-1))
    page = client.get(reverse(name, args=[tokens[name]]))
    assert page.status_code == 410
    assert "verlopen" in page.content.decode()


def test_a_fresh_link_by_mail(client, deliver):
    make_question(email="inge@example.org")
    assert "klopt niet" in client.post("/vragen/nieuwe-link/", marks(email="x")).content.decode()
    for email in ("inge@example.org", "niemand@example.org"):
        assert client.post("/vragen/nieuwe-link/", marks(email=email)).status_code == 302
    deliver()
    assert "/vragen/beheer/" in mails_to("inge@example.org")[-1].text


def contribute(client, question, **fields):
    path = reverse("question_contribute", args=[question.slug])
    filled = {"source": "practice", "text": "Wij eten samen.", "email": "p@example.org", **fields}
    return client.post(path, marks(**filled))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("virus.exe", b"MZ\x90", "soort bestand"),
        ("nep.pdf", b"<html>", "soort bestand"),
        ("groot.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024), "10 MB"),
    ],
)
def test_a_wrong_file_is_refused(client, name, content, told):
    page = contribute(client, make_question(), file=SimpleUploadedFile(name, content))
    assert told in page.content.decode()
    assert "Wij eten samen." in page.content.decode()


def test_a_contribution_from_form_to_page(client, twente, carla, deliver, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    question = make_question(home=twente)
    assert client.get(reverse("question_contribute", args=[question.slug])).status_code == 200
    assert "https://" in contribute(client, question, link="javascript:alert(1)").content.decode()
    file = SimpleUploadedFile("verslag.pdf", b"%PDF-1.7 test")
    assert contribute(client, question, link="https://a.nl", file=file).status_code == 302
    deliver()
    confirm = link_in(mails_to("p@example.org")[-1], "/vragen/bijdrage/bevestig/")
    assert client.get(confirm).status_code == 200
    assert "Dank je wel" in client.post(confirm).content.decode()
    contribution = Contribution.objects.get()
    download = reverse("question_file", args=[contribution.pk])
    assert client.get(download).status_code == 404
    client.force_login(carla)
    assert "Wij eten samen." in client.get(reverse("question_desk")).content.decode()
    judge = reverse("question_judge", args=[contribution.pk])
    assert "Schrijf waarom" in client.post(judge, {"verdict": "decline"}).content.decode()
    assert client.post(judge, {"verdict": "accept"}).status_code == 302
    client.logout()
    assert "Wij eten samen." in client.get(question.get_absolute_url()).content.decode()
    sent = client.get(download)
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 test"


STEPS = {
    "uitleg": ({"text": "Hoe oud?"}, State.CLARIFYING),
    "verbind": ({"email": "k@example.org", "text": "Jij kent dit."}, State.CONNECTED),
    "onbekend": ({"text": "Niemand weet het."}, State.GAP),
    "afwijzen": ({"text": "Hoort niet hier."}, State.DECLINED),
    "doorgeven": ({"werkplaats": "zuyd", "text": "Past beter."}, State.RAISED),
    "antwoord": (
        {"elsewhere-url": "https://a.nl", "elsewhere-why": "Past goed.", "text": "Kijk hier."},
        State.ANSWERED,
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_each_step_of_the_coordinator(client, step, twente, elsewhere, carla):
    question = make_question(home=twente)
    client.force_login(carla)
    path = reverse("question_step", args=[question.slug, step])
    filled, state = STEPS[step]
    assert client.get(path).status_code == 200
    assert client.post(path, {}).status_code == 200
    assert client.post(path, filled | {"seen": question.version}).status_code == 302
    question.refresh_from_db()
    assert question.state == state
    page = client.get(question.get_absolute_url())
    assert page.status_code == 200


def test_releasing_reopening_merging_and_undoing(client, twente, carla):
    client.force_login(carla)
    held, other = make_question(home=twente, text="a@b.nl"), make_question(home=twente)
    for step, fields in [
        ("vrijgeven", {}),
        ("afwijzen", {"text": "x"}),
        ("heropenen", {"text": "x"}),
        ("samenvoegen", {"address": f"http://localhost{other.get_absolute_url()}"}),
        ("losmaken", {"text": "x"}),
    ]:
        path = reverse("question_step", args=[held.slug, step])
        assert client.get(path).status_code == 200
        assert client.post(path, fields).status_code == 302, step
    assert "Kies een vraag" in client.post(reverse("question_step", args=[held.slug, "samenvoegen"])).content.decode()
    assert client.get(reverse("question_step", args=[held.slug, "dansen"])).status_code == 404


def test_who_is_slower_keeps_what_was_typed(client, twente, carla):
    question = make_question(home=twente)
    seen = question.version
    triage_actions.mark_gap(question, text="x", by=None or carla, at=ASKED_AT)
    client.force_login(carla)
    path = reverse("question_step", args=[question.slug, "antwoord"])
    typed = {"seen": seen, "elsewhere-url": "https://a.nl", "elsewhere-why": "Past.", "text": "Lang antwoord"}
    page = client.post(path, typed).content.decode()
    assert "net veranderd" in page
    assert "Lang antwoord" in page
    question.refresh_from_db()
    assert question.version in page
    assert client.post(path, typed | {"seen": question.version}).status_code == 302


def test_searching_on_the_answer_page_keeps_what_was_typed(client, twente, carla):
    question = make_question(home=twente)
    client.force_login(carla)
    path = reverse("question_step", args=[question.slug, "antwoord"])
    page = client.post(path, {"search": "1", "zoek": "schulden", "text": "Half antwoord"}).content.decode()
    assert "Half antwoord" in page
    assert Question.objects.get().state == State.RAISED


@pytest.mark.parametrize("path", ["beheer/x/tekst/", "beheer/x/uitleg/"])
def test_a_wrong_method_is_a_405(client, path, carla):
    client.force_login(carla)
    assert client.get(f"/vragen/{path}").status_code == 405
    assert client.delete("/vragen/stellen/").status_code == 405


def test_a_missing_csrf_token_gives_back_what_was_typed():
    strict = Client(enforce_csrf_checks=True)
    page = strict.post(reverse("question_ask"), marks(title="Dit typte ik net, en het is lang", email="a@b.nl"))
    assert page.status_code == 403
    assert "Dit typte ik net, en het is lang" in page.content.decode()


def test_the_page_of_an_answered_question(client, twente, carla, at):
    question = answer(make_question(home=twente), carla, at)
    page = client.get(question.get_absolute_url()).content.decode()
    assert "Gaat over dezelfde jongeren." in page
    assert "carla" not in page.lower()
    assert "example.org/meelopen" in page
    assert "@example.org" not in page
