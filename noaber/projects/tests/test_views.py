# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from noaber.agenda.testing import make_item as make_item_of_agenda
from noaber.base import clock
from noaber.knowledge.testing import pdf
from noaber.projects import actions, file_actions, links, team_actions
from noaber.projects.models import EmbeddingCheck, LearningRound, LogEntry, Member, Project
from noaber.projects.testing import (
    BEGUN_AT,
    ROUND,
    finish,
    make_entry,
    make_item,
    make_member,
    make_plan,
    make_project,
    make_round,
    make_session,
    photo_with_place,
)
from noaber.questions.testing import link_in, mails_to, make_question, marks

pytestmark = pytest.mark.django_db
WHO = ["nobody", "inge", "pieter", "nadia", "carla", "bas", "sam"]
# Nadia leads, Carla coordinates the home.
INSIDE = {"nadia", "carla"}


@pytest.fixture
def project(nadia, twente, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_project(nadia, twente, at=clock.now())


def as_person(client, person):
    client.logout()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def group(project, tail=""):
    return f"{project.get_absolute_url()}groep/{tail}"


# ── What everybody reads ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_stranger_sees_where_it_comes_from_and_that_residents_are_missing(client, nadia, twente, deliver):
    question = make_question(home=twente)
    project = make_project(nadia, twente, questions=[question], summary="Met jongeren aan tafel.")
    deliver()
    text = page(client, project.get_absolute_url())
    assert question.title in text
    assert question.get_absolute_url() in text
    assert "Nog geen inwoners in dit leertraject" in text
    assert 'aria-current="step"' in text
    assert "Nadia" not in text
    make_member(project, name="Inge", shown=True)
    text = page(client, project.get_absolute_url())
    assert "Nog geen inwoners" not in text
    assert "Inge" in text


def test_a_project_and_the_item_of_the_agenda_lead_to_each_other(client, carla, nadia, twente, deliver):
    item = make_item_of_agenda(twente, carla)
    as_person(client, carla)
    assert f"agenda={item.slug}" in page(client, item.get_absolute_url())
    told = {"title": "Van de agenda", "summary": "x", "home": "twente", "agenda_items": [item.slug]}
    assert client.post("/leertrajecten/beginnen/", told).status_code == 302
    project = Project.objects.get()
    assert set(project.questions.all()) == set(item.questions.all())
    as_person(client, None)
    deliver()
    assert item.get_absolute_url() in page(client, project.get_absolute_url())
    assert project.get_absolute_url() in page(client, item.get_absolute_url())
    actions.change(project, facts={"visibility": "members"}, by=carla, at=clock.now())
    deliver()
    assert project.get_absolute_url() not in page(client, item.get_absolute_url())


def test_everything_public_stands_on_the_page_and_nothing_of_the_group(client, project, nadia):
    make_item(project, text="Wat helpt het eerst?", answer="Iemand die blijft.")
    make_item(project, "research", "Gesprekken met twintig jongeren", done_on=dt.date(2026, 3, 1))
    make_item(project, "milestone", "Eerste proef", until_on=dt.date(2026, 6, 1))
    make_round(project, public=True)
    make_round(project, insight="Niet voor buiten")
    make_entry(project, text="Dit mag iedereen lezen", public=True)
    make_entry(project, text="Dit blijft binnen")
    make_session(project, starts_at=clock.now() + dt.timedelta(days=3), title="Open tafel", public=True)
    make_session(project, starts_at=clock.now() + dt.timedelta(days=2), title="Besloten")
    make_plan(project, at=clock.now(), look_again_on=clock.day(clock.now() + dt.timedelta(days=400)))
    text = page(client, project.get_absolute_url())
    for told in ("Wat helpt het eerst?", "Iemand die blijft.", "Gesprekken met twintig", "Eerste proef",
                 ROUND["insight"], "Dit mag iedereen lezen", "Open tafel", "Opleiding Social Work"):  # fmt: skip
        assert told in text
    for kept in ("Niet voor buiten", "Dit blijft binnen", "Besloten", "eigenaar@example.org"):
        assert kept not in text


def test_the_page_says_when_nobody_answered_for_the_result(client, project, nadia, at):
    from noaber.projects import embedding_actions

    plan = make_plan(project, at=at)
    finish(project, at=at)
    asked_at = at + dt.timedelta(days=400)
    check = embedding_actions.ask_owner(plan, by=None, at=asked_at)
    assert "Niemand antwoordde" not in page(client, project.get_absolute_url())
    embedding_actions.note_unanswered(check, by=None, at=asked_at + dt.timedelta(days=31))
    assert "Niemand antwoordde" in page(client, project.get_absolute_url())


def test_what_was_only_told_about_has_no_empty_group(client, nadia, twente, at):
    told = Project.objects.create(ref="p", slug="kring-12345678", title="Kring", home=twente)
    text = page(client, told.get_absolute_url())
    assert "Wie doen mee" not in text
    for tail in ("groep/", "kalender/", "kalender.ics", "meedoen/"):
        assert client.get(told.get_absolute_url() + tail).status_code in (302, 404)
    as_person(client, nadia)
    assert "Begin hier een groep" in page(client, told.get_absolute_url())
    assert client.post(told.get_absolute_url() + "beginnen/").status_code == 302
    told.refresh_from_db()
    assert told.is_group


def test_the_calendar_shows_both_rhythms_and_gives_the_public_sessions_only(client, project):
    starts = clock.now() + dt.timedelta(days=3)
    make_session(project, starts_at=starts, title="Open; tafel", public=True)
    make_session(project, starts_at=starts, title="Besloten")
    make_item(project, "semester", "Eerste semester", from_on=starts.date(), until_on=starts.date())
    make_item(project, "practice", "Zomerstop", from_on=starts.date(), until_on=starts.date())
    text = page(client, project.get_absolute_url() + "kalender/")
    assert all(told in text for told in ("Open; tafel", "Eerste semester", "Zomerstop"))
    assert "Besloten" not in text
    answer = client.get(project.get_absolute_url() + "kalender.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content.decode().count("BEGIN:VEVENT") == 1
    assert "Open\\; tafel" in answer.content.decode()


# ── Who comes to the group ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("who", WHO)
def test_the_group_is_for_its_members_and_its_coordinator(client, request, project, who):
    entry = make_entry(project, photo=photo_with_place(), photo_alt="Een tafel")
    round = make_round(project)
    kept = file_actions.add(project, file=pdf(), description="x", by=project.started_by, at=BEGUN_AT)
    person = request.getfixturevalue(who)
    as_person(client, person if who != "inge" else None)
    shut = 302 if who in ("nobody", "inge") else 404
    for tail in ("", "logboek/", f"logboek/{entry.pk}/", "ronde/", f"ronde/{round.number}/", "plan/", "mensen/",
                 "bestand/", f"bestand/{kept.pk}/over/", "mensen/uitnodigen/"):  # fmt: skip
        answer = client.get(group(project, tail))
        assert answer.status_code == (200 if who in INSIDE else shut), tail
    for path in (f"foto/{entry.pk}/", f"bestand/{kept.pk}/"):
        answer = client.get(project.get_absolute_url() + path)
        assert answer.status_code == (200 if who in INSIDE else 404)
        assert b"".join(answer.streaming_content) if who in INSIDE else True


@pytest.mark.parametrize("tail", ["bewerken/", "fase/", "borgen/", "groep/mensen/uitnodigen/", "groep/plan/leervraag/"])
def test_members_who_do_not_lead_are_told_why_not(client, project, pieter, tail):
    make_member(project, person=pieter)
    as_person(client, pieter)
    assert client.get(group(project)).status_code == 200
    assert client.get(project.get_absolute_url() + tail).status_code == 403
    assert client.post(project.get_absolute_url() + tail, {}).status_code == 403


def test_a_hidden_project_is_there_for_its_members(client, project, pieter):
    Project.objects.filter(pk=project.pk).update(visibility="members")
    page(client, project.get_absolute_url(), 404)
    make_member(project, person=pieter)
    as_person(client, pieter)
    page(client, project.get_absolute_url())


# ── The log ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_note_is_made_in_a_minute_and_once(client, project, nadia):
    as_person(client, nadia)
    for _ in range(2):
        answer = client.post(group(project, "logboek/"), {"text": "Goed gesprek.", "submission": "een"}, follow=True)
        assert "Goed gesprek." in answer.content.decode()
    assert LogEntry.objects.get().public is False


def test_a_photo_loses_place_and_camera_and_is_shown_to_who_may_see_it(client, project, nadia):
    as_person(client, nadia)
    told = {"text": "", "photo_alt": "Een groene muur", "submission": "f"}
    client.post(group(project, "logboek/"), {**told, "photo": photo_with_place()})
    entry = LogEntry.objects.get()
    with entry.photo.open() as opened:
        raw = opened.read()
    kept = Image.open(io.BytesIO(raw))
    assert (kept.format, kept.size) == ("JPEG", (20, 40))
    assert (entry.photo_width, entry.photo_height) == (20, 40)
    assert not kept.getexif()
    assert b"Telefoonmaker" not in raw
    assert b"thuis bij Inge" not in raw
    assert "foto" not in str(entry.photo.name)
    path = f"{project.get_absolute_url()}foto/{entry.pk}/"
    answer = client.get(path)
    assert answer["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content) == raw
    assert as_person(client, None).get(path).status_code == 404
    LogEntry.objects.update(public=True)
    assert b"".join(client.get(path).streaming_content) == raw


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.jpg", b"geen foto"), ("x.svg", b"<svg onload=alert(1)>"), ("x.html", b"<b>"), ("x.png", b"\xff\xd8\xff0000")],
)
def test_what_is_no_photo_is_refused_with_the_words_still_there(client, project, nadia, name, content):
    as_person(client, nadia)
    told = {"text": "Blijft staan", "photo_alt": "x", "photo": ContentFile(content, name)}
    answer = client.post(group(project, "logboek/"), told)
    assert answer.status_code == 200
    assert "Blijft staan" in answer.content.decode()
    assert not LogEntry.objects.exists()


def test_a_photo_needs_words_and_a_note_needs_something(client, project, nadia):
    as_person(client, nadia)
    answer = client.post(group(project, "logboek/"), {"photo": photo_with_place()})
    assert "wat er op de foto staat" in answer.content.decode()
    assert "Schrijf iets" in client.post(group(project, "logboek/"), {"text": " "}).content.decode()
    assert not LogEntry.objects.exists()


def test_a_public_note_about_somebody_is_warned_about_once(client, project, nadia):
    as_person(client, nadia)
    told = {"text": "Mevrouw Jansen heeft dementie.", "public": "1"}
    answer = client.post(group(project, "logboek/"), told)
    assert "lijkt over iemand te gaan" in answer.content.decode()
    assert not LogEntry.objects.exists()
    assert client.post(group(project, "logboek/"), {**told, "sure": "on"}).status_code == 302


def test_what_was_typed_comes_back_after_signing_in(client, project, nadia):
    answer = client.post(group(project, "logboek/"), {"text": "Net getypt", "public": "1"})
    assert answer.status_code == 302
    client.force_login(nadia, backend="django.contrib.auth.backends.ModelBackend")
    assert "Net getypt" in page(client, group(project, "logboek/"))


def test_who_leads_takes_a_note_off_the_public_page_but_changes_no_words(client, project, pieter, nadia):
    make_member(project, person=pieter)
    entry = make_entry(project, by=pieter, text="Van Pieter", public=True)
    as_person(client, nadia)
    path = group(project, f"logboek/{entry.pk}/")
    assert "Alleen wie dit schreef" in client.post(path, {"text": "Anders"}).content.decode()
    client.post(path, {"hide": "1"})
    entry.refresh_from_db()
    assert (entry.text, entry.public) == ("Van Pieter", False)
    assert "Alleen wie dit schreef" in client.post(path, {"text": "Van Pieter", "public": "1"}).content.decode()
    client.post(path, {"remove": "1"})
    assert not LogEntry.objects.exists()


def test_a_member_leaves_the_notes_of_others_alone(client, project, pieter):
    make_member(project, person=pieter)
    entry = make_entry(project)
    as_person(client, pieter)
    assert client.post(group(project, f"logboek/{entry.pk}/"), {"remove": "1"}).status_code == 403
    assert LogEntry.objects.exists()


# ── Rounds ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("method", "asked"),
    [("action", "schudde ons wakker"), ("transformative", "kanteling"), ("mapping", "kaart"), ("abcd", "Wat is er al?"),
     ("", "Wat leren we hieruit?")],
)  # fmt: skip
def test_each_way_of_learning_asks_in_its_own_words(client, nadia, twente, method, asked):
    project = make_project(nadia, twente, method=method)
    as_person(client, nadia)
    assert asked in page(client, group(project, "ronde/"))


def test_a_round_is_begun_filled_and_finished(client, nadia, twente):
    project = make_project(nadia, twente, method="action")
    as_person(client, nadia)
    client.post(group(project, "ronde/"), {"question": "Wat nu?", "submission": "r"})
    client.post(group(project, "ronde/"), {"question": "Wat nu?", "submission": "r"})
    round = LearningRound.objects.get()
    step = group(project, "ronde/1/stap/")
    assert "Een ronde is af als" in client.post(step, follow=True).content.decode()
    client.post(group(project, "ronde/1/schrijven/"), {**ROUND, "shook": "Stilte", "seen": "0", "public": "1"})
    client.post(step)
    round.refresh_from_db()
    assert round.finished_at is not None
    assert (round.extra, round.public) == ({"shook": "Stilte"}, True)
    assert "blijft staan" in client.post(step, {"remove": "1"}, follow=True).content.decode()


def test_a_public_round_about_somebody_is_warned_about_too(client, nadia, twente):
    project = make_project(nadia, twente)
    as_person(client, nadia)
    told = {"question": "Wat helpt? Mevrouw Jansen heeft dementie.", "public": "1"}
    assert "lijkt over iemand te gaan" in client.post(group(project, "ronde/"), told).content.decode()
    assert not LearningRound.objects.exists()
    assert client.post(group(project, "ronde/"), {**told, "sure": "on"}).status_code == 302


def test_two_who_write_in_one_round_see_each_others_words(client, nadia, carla, twente):
    project = make_project(nadia, twente)
    make_round(project, finished=False, insight="")
    as_person(client, carla)
    path = group(project, "ronde/1/schrijven/")
    client.post(path, {**ROUND, "insight": "Van Carla", "seen": "0"})
    as_person(client, nadia)
    text = client.post(path, {**ROUND, "insight": "Van Nadia", "seen": "0"}).content.decode()
    assert "Van Carla" in text
    assert "Van Nadia" in text
    assert client.post(path, {**ROUND, "insight": "Samen", "seen": "1"}).status_code == 302
    assert LearningRound.objects.get().insight == "Samen"


# ── By a mailed link ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_somebody_without_an_account_is_invited_takes_part_and_leaves(client, project, nadia, deliver):
    as_person(client, nadia)
    told = {"mail": "inge@example.org", "name": "Inge", "perspective": "resident", "role": "participant"}
    assert client.post(group(project, "mensen/uitnodigen/"), told).status_code == 302
    deliver()
    as_person(client, None)
    invited = link_in(mails_to("inge@example.org")[-1], "/uitnodiging/")
    assert "Doe je mee?" in page(client, invited)
    assert Member.objects.get(mail="inge@example.org").state == "invited"
    assert "Je doet mee" in client.post(invited, {"name": "Inge"}).content.decode()
    deliver()
    mine = link_in(mails_to("inge@example.org")[-1], "/mee/")
    assert "Noteer iets" in page(client, mine)
    client.post(mine + "logboek/", {"text": "Vanuit mijn keuken", "submission": "i"})
    entry = LogEntry.objects.get()
    assert entry.by.email == "inge@example.org"
    assert "Vanuit mijn keuken" in page(client, mine)
    page(client, mine + f"logboek/{entry.pk}/")
    page(client, mine + "plan/")
    page(client, mine + "ronde/")
    assert "niet (meer)" not in page(client, mine + "stoppen/")
    assert client.post(mine + "stoppen/").status_code == 302
    assert "niet meer mee" in page(client, mine, 404)
    assert client.post(mine + "logboek/", {"text": "Nog iets"}).status_code == 404


def test_a_link_of_one_group_opens_no_other(client, project, carla, twente):
    member = make_member(project)
    other = make_project(carla, twente, title="Anders")
    entry = make_entry(other, photo=photo_with_place(), photo_alt="x", text="Van een ander")
    round = make_round(other)
    token = links.token(links.PART, member)
    for name, arguments in (
        ("part_photo", [entry.pk]),
        ("part_log_change", [entry.pk]),
        ("part_round", [round.number]),
    ):
        assert client.get(reverse(name, args=[token, *arguments])).status_code == 404


@pytest.mark.parametrize("purpose", [links.JOIN, links.INVITATION, links.FEED, links.CHECK])
def test_a_link_for_one_thing_does_nothing_else(client, project, purpose):
    member = make_member(project)
    token = links.token(purpose, member)
    assert client.get(reverse("part_group", args=[token])).status_code == 404
    assert client.get(reverse("part_group", args=[links.token(links.PART, member) + "x"])).status_code == 404


def test_who_can_sign_in_does_so_instead_of_using_a_link(client, project, bas):
    member = make_member(project, person=bas)
    assert "Log in" in page(client, reverse("part_group", args=[links.token(links.PART, member)]), 404)


def test_asking_to_join_without_an_account(client, project, nadia, deliver):
    path = project.get_absolute_url() + "meedoen/"
    told = {"name": "Inge", "mail": "inge@example.org", "perspective": "resident", "words": "Ik woon hier"}
    assert client.post(path, told).status_code == 200
    assert client.post(path, marks(**told)).status_code == 302
    deliver()
    confirm = link_in(mails_to("inge@example.org")[-1], "/meedoen/")
    assert "Ik woon hier" in page(client, confirm)
    client.post(confirm)
    deliver()
    assert "wil meedoen" in mails_to("nadia@example.org")[-1].text
    as_person(client, nadia)
    member = Member.objects.get(state="asked")
    desk = group(project, f"mensen/{member.pk}/")
    assert "Ik woon hier" in page(client, group(project, "mensen/"))
    assert "waarom" in client.post(desk, {"step": "answer", "verdict": "no"}).content.decode()
    client.post(desk, {"step": "answer", "verdict": "yes"})
    deliver()
    assert "/mee/" in mails_to("inge@example.org")[-1].text
    as_person(client, None)
    client.post(path, marks(**told))
    deliver()
    assert "Je doet al mee" in mails_to("inge@example.org")[-1].text


def test_who_is_signed_in_asks_with_a_few_words(client, project, bas):
    as_person(client, bas)
    path = project.get_absolute_url() + "meedoen/"
    assert "E-mailadres" not in page(client, path)
    assert client.post(path, marks(perspective="policy", words="Vanuit de gemeente")).status_code == 302
    assert Member.objects.get(state="asked").person == bas
    team_actions.judge(Member.objects.get(state="asked"), accept=True, by=project.started_by, at=clock.now())
    assert client.get(path)["Location"] == group(project)


def test_ones_own_calendar_gives_everything_until_one_leaves(client, project):
    member = make_member(project)
    make_session(project, starts_at=clock.now(), title="Besloten")
    path = reverse("project_feed", args=[links.token(links.FEED, member)])
    assert "Besloten" in page(client, path)
    team_actions.leave(member, by=member.person, at=clock.now())
    assert "Besloten" not in page(client, path)


# ── Leading ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_researcher_starts_a_project_from_a_question(client, nadia, twente):
    question = make_question(home=twente)
    as_person(client, nadia)
    assert question.title in page(client, f"/leertrajecten/beginnen/?vraag={question.slug}")
    told = {"title": "Geld en jong", "summary": "Samen.", "home": "twente", "lead_perspective": "research",
            "questions": [question.slug], "method": "action", "submission": "s"}  # fmt: skip
    assert client.post("/leertrajecten/beginnen/", {**told, "title": ""}).status_code == 200
    assert client.post("/leertrajecten/beginnen/", told).status_code == 302
    project = Project.objects.get()
    assert (list(project.questions.all()), project.method) == ([question], "action")


@pytest.mark.parametrize("who", ["pieter", "bas"])
def test_others_are_told_who_can_start(client, request, who):
    as_person(client, request.getfixturevalue(who))
    assert client.get("/leertrajecten/beginnen/").status_code == 403


def test_who_starts_for_somebody_else_invites_them_and_then_lets_go(client, nadia, bas, twente, deliver):
    as_person(client, nadia)
    told = {"title": "Geld", "summary": "x", "home": "twente", "lead_perspective": ""}
    invite = client.post("/leertrajecten/beginnen/", told)["Location"]
    page(client, invite)
    client.post(invite, {"mail": bas.email, "perspective": "policy", "role": "lead"})
    member = Member.objects.get()
    team_actions.accept_invitation(member, shown=False, by=None, at=clock.now())
    assert Project.objects.get().members.get(role="lead").person == bas
    page(client, invite, 404)


def test_a_researcher_starts_nothing_for_another_werkplaats(client, nadia, twente, elsewhere):
    as_person(client, nadia)
    told = {"title": "x", "summary": "y", "home": "zuyd"}
    assert client.post("/leertrajecten/beginnen/", told).status_code == 200
    assert not Project.objects.exists()


@pytest.mark.parametrize("field", ["home", "questions", "agenda_items", "lead_perspective", "submission", "title"])
def test_signs_that_nobody_types_break_nothing(client, nadia, twente, field):
    as_person(client, nadia)
    told = {"title": "Geld", "summary": "Samen.", "home": "twente", "submission": "s", field: "\x00"}
    assert client.post("/leertrajecten/beginnen/?vraag=%00&agenda=%00", told).status_code in (200, 302)


def test_the_page_is_said_better_and_a_clash_is_told(client, project, nadia):
    as_person(client, nadia)
    path = project.get_absolute_url() + "bewerken/"
    told = {"title": "Beter", "summary": "Zo.", "visibility": "public", "may_ask": "on", "seen": "0"}
    page(client, path)
    assert client.post(path, told).status_code == 302
    text = client.post(path, {**told, "title": "Nog beter"}).content.decode()
    assert "Iemand anders" in text
    assert "Nog beter" in text
    assert client.post(path, {**told, "title": "Nog beter", "seen": "1"}).status_code == 302


def test_a_phase_is_moved_and_the_last_one_asks_for_a_plan(client, project, nadia):
    as_person(client, nadia)
    path = project.get_absolute_url() + "fase/"
    for seen, to in (("explore", "design"), ("design", "do"), ("do", "harvest"), ("harvest", "embed")):
        assert client.post(path, {"to": to, "seen": seen}).status_code == 302
    assert "Afronden kan met een borgingsplan" in page(client, path)
    assert "borgingsplan" in client.post(path, {"to": "finished", "seen": "embed"}).content.decode()
    plan = {"owner_name": "Saxion", "owner_mail": "a@example.org", "place": "education", "where": "Minor",
            "look_again_on": clock.day(clock.now() + dt.timedelta(days=200)).isoformat()}  # fmt: skip
    embed = project.get_absolute_url() + "borgen/"
    assert client.post(embed, {**plan, "look_again_on": "2020-01-01"}).status_code == 200
    assert client.post(embed, plan).status_code == 302
    assert client.post(path, {"to": "finished", "seen": "embed"}).status_code == 302


THINGS = {
    "leervraag": {"text": "Wat helpt?"},
    "activiteit": {"sort": "education", "text": "Minor", "until_on": "2026-10-01"},
    "mijlpaal": {"text": "Klaar", "until_on": "2026-10-01"},
    "ritme": {"sort": "practice", "text": "Zomerstop", "from_on": "2026-07-01", "until_on": "2026-08-15"},
    "bijeenkomst": {"title": "Tafel", "on": "2026-10-01", "begins": "14:00", "ends": "16:00", "public": "1"},
    "bijdrage": {"organisation_name": "Saxion", "period": "2026", "promised_hours": "80", "real_euros": "12"},
}


@pytest.mark.parametrize("what", THINGS)
def test_everything_in_the_plan_is_added_changed_and_taken_away(client, project, nadia, what):
    as_person(client, nadia)
    path = group(project, f"plan/{what}/")
    page(client, path)
    assert client.post(path, {}).status_code == 200
    for _ in range(2):
        assert client.post(path, {**THINGS[what], "submission": what}).status_code == 302
    text = page(client, group(project, "plan/"))
    rows = {"bijeenkomst": project.sessions, "bijdrage": project.contributions}.get(what, project.plan)
    thing = rows.get()
    change = group(project, f"plan/{what}/{thing.pk}/")
    assert change in text
    page(client, change)
    assert client.post(change, THINGS[what]).status_code == 302
    assert client.post(change, {"remove": "1"}).status_code == 302
    assert not rows.exists()
    assert client.get(change).status_code == 404


@pytest.mark.parametrize(
    ("what", "wrong"),
    [("ritme", {"until_on": "2026-06-01"}), ("bijeenkomst", {"ends": "13:00"}), ("bijdrage", {"promised_hours": "-1"}),
     ("bijdrage", {"promised_hours": "99999999999"}), ("bijeenkomst", {"begins": "25:00"}),
     ("bijeenkomst", {"on": "0001-01-01"}), ("mijlpaal", {"until_on": "9999-12-31"}), ("leervraag", {"text": "\x00"}),
     ("mijlpaal", {"until_on": "x"}), ("activiteit", {"sort": "semester"}), ("leervraag", {"text": "x" * 400})],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_words_still_there(client, project, nadia, what, wrong):
    as_person(client, nadia)
    answer = client.post(group(project, f"plan/{what}/"), {**THINGS[what], **wrong})
    assert answer.status_code == 200
    assert "Er klopt nog iets niet" in answer.content.decode()


def test_a_member_is_changed_handed_over_to_and_taken_out(client, project, nadia):
    other = make_member(project, name="Els")
    as_person(client, nadia)
    path = group(project, f"mensen/{other.pk}/")
    page(client, path)
    client.post(path, {"step": "part", "role": "co_lead", "perspective": "policy", "organisation_name": "Gemeente"})
    other.refresh_from_db()
    assert (other.role, other.perspective, other.organisation_name) == ("co_lead", "policy", "Gemeente")
    client.post(path, {"step": "lead"})
    client.post(group(project, f"mensen/{project.members.get(person=nadia).pk}/"), {"step": "end"})
    assert project.members.get(person=nadia).state == "left"


def test_ones_own_name_is_ones_own_choice(client, project, pieter):
    make_member(project, person=pieter)
    as_person(client, pieter)
    client.post(group(project, "naam/"), {"shown": "on"})
    assert "Pieter" in page(client, project.get_absolute_url())
    client.post(group(project, "naam/"), {})
    assert "Pieter" not in page(as_person(client, None), project.get_absolute_url())


def test_a_file_is_shared_or_kept_and_taken_away(client, project, nadia):
    as_person(client, nadia)
    client.post(group(project, "bestand/"), {"file": pdf(), "description": "Verslag", "submission": "b"})
    kept = project.files.get()
    path = f"{project.get_absolute_url()}bestand/{kept.pk}/"
    assert as_person(client, None).get(path).status_code == 404
    as_person(client, nadia)
    client.post(group(project, f"bestand/{kept.pk}/over/"), {"description": "Verslag", "public": "1"})
    answer = as_person(client, None).get(path)
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    as_person(client, nadia)
    client.post(group(project, f"bestand/{kept.pk}/over/"), {"remove": "1"})
    assert not project.files.exists()


def test_a_wrong_file_is_told(client, project, nadia):
    as_person(client, nadia)
    wrong = {"file": ContentFile(b"MZ\x90", "x.pdf"), "description": "x"}
    assert "geen pdf" in client.post(group(project, "bestand/"), wrong).content.decode()


# ── Afterwards ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_owner_is_mailed_and_answers_without_an_account(client, project, deliver, monkeypatch):
    from noaber.projects import tasks

    day = clock.now() + dt.timedelta(days=100)
    make_plan(project, at=clock.now(), look_again_on=clock.day(day))
    finish(project, at=clock.now())
    monkeypatch.setattr(clock, "now", lambda: day)
    assert tasks.look_after_results() == 1
    assert tasks.look_after_results() == 0
    deliver()
    path = link_in(mails_to("eigenaar@example.org")[-1], "/borging/")
    assert "Minor Geldzorgen" in page(client, path)
    assert client.post(path, {"finding": "alive"}).status_code == 200
    later = (day + dt.timedelta(days=300)).date().isoformat()
    told = {"finding": "changed", "text": "Nu ook in jaar twee", "look_again_on": later}
    assert "Dank je wel" in client.post(path, told).content.decode()
    assert EmbeddingCheck.objects.get().finding == "changed"
    text = page(client, project.get_absolute_url())
    assert "Nu ook in jaar twee" in text
    assert "anders dan bedacht" in text


def test_a_broken_link_says_where_to_go(client):
    for name in ("project_invitation", "project_join_confirm", "project_check", "project_feed", "part_group"):
        assert "Deze link werkt niet" in page(client, reverse(name, args=["verzonnen"]), 404)
