# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of meetings, as people meet them."""

import datetime as dt

import pytest
from django.urls import reverse
from lxml import html

from noaber.base import clock
from noaber.knowledge.testing import pdf
from noaber.meetings import planning_actions, programme_actions
from noaber.meetings.models import Asked, Meeting, Paper, Part, State
from noaber.meetings.testing import make_draft, make_meeting, make_part, make_speaker
from noaber.questions.testing import make_question

pytestmark = pytest.mark.django_db
SENT = {
    "title": "Kenniscafé over geld", "sort": "kenniscafe", "on": "2031-04-16", "begins": "19:30", "ends": "21:30",
    "place": "De Brink", "lang": "nl", "for_whom": "public", "sign_up": "here", "offer_hours": "48",
}  # fmt: skip


@pytest.fixture
def as_carla(client, carla):
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client, name, *args, status=200):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return answer.content.decode()


def typed_in(content):
    """What the form on a page would send when nothing is changed."""
    form = html.fromstring(content).xpath("//form[contains(@class, 'form')]")[0]
    return {name: form.fields[name] for name in form.fields if form.fields[name] is not None}


def soon(days=30):
    return clock.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=days)


def test_from_an_idea_to_the_agenda(as_carla, carla, twente):
    answer = as_carla.post(reverse("meeting_plan"), {**SENT, "home": twente.slug})
    meeting = Meeting.objects.get()
    assert answer["Location"] == reverse("meeting_manage", args=[meeting.slug])
    assert meeting.starts_at.isoformat() == "2031-04-16T17:30:00+00:00"
    assert "Dit is nog een concept" in page(as_carla, "meeting_manage", meeting.slug)
    as_carla.post(reverse("meeting_publish", args=[meeting.slug]))
    as_carla.logout()
    told = page(as_carla, "meeting_detail", meeting.slug)
    assert "Kenniscafé over geld" in told
    assert "16 april 2031 19:30" in told
    assert "gratis" in told


def test_a_draft_is_not_there_for_others(client, carla, twente):
    meeting = make_draft(carla, twente)
    assert client.get(meeting.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": ""}, "Geef het een naam."),
        ({"ends": "19:00"}, "Dit is niet later dan het begin."),
        ({"begins": ""}, "Schrijf ook hoe laat."),
        ({"on": ""}, "Kies ook een dag."),
        ({"on": "31 april"}, "Schrijf de datum als"),
        ({"sort": "own"}, "Schrijf hoe je het noemt"),
        ({"sign_up": "elsewhere"}, "Schrijf het adres waar mensen zich aanmelden."),
        ({"online_url": "geen adres"}, "Dit is geen webadres."),
        ({"capacity": "0"}, "Er is ten minste één plaats."),
        ({"question": "bestaat-niet\x00"}, "Selecteer een geldige keuze"),
        ({"until_on": "2031-04-15"}, "Dit is niet later dan het begin."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(as_carla, twente, changed, told):
    sent = {**SENT, "home": twente.slug, "access": "Er is een lift.", **changed}
    answer = as_carla.post(reverse("meeting_plan"), sent).content.decode()
    assert told in answer
    assert "Er is een lift." in answer
    assert not Meeting.objects.exists()


def test_whole_days_end_at_midnight_after_them_and_read_as_days(as_carla, twente):
    sent = {**SENT, "home": twente.slug, "whole_days": "on", "until_on": "2031-04-17", "begins": "", "ends": ""}
    as_carla.post(reverse("meeting_plan"), sent)
    meeting = Meeting.objects.get()
    assert meeting.ends_at - meeting.starts_at == dt.timedelta(days=2)
    told = page(as_carla, "meeting_detail", meeting.slug)
    assert "16 april 2031" in told
    assert "17 april 2031" in told
    form = page(as_carla, "meeting_edit", meeting.slug)
    assert 'value="2031-04-17"' in form


def test_the_form_shows_again_what_was_kept(as_carla, carla, twente):
    question = make_question(home=twente)
    meeting = make_meeting(carla, twente, question=question, series="Kenniscafés", closes_at=soon(20))
    sent = typed_in(page(as_carla, "meeting_edit", meeting.slug))
    before = Meeting.objects.values().get()
    assert as_carla.post(reverse("meeting_edit", args=[meeting.slug]), sent).status_code == 302
    after = Meeting.objects.values().get()
    moved = {name for name in before if before[name] != after[name]}
    assert moved <= {"saved", "changed_at", "updated_at", "closes_at", "own_sort"}


def test_who_was_slower_is_told_and_may_save_again(as_carla, carla, twente):
    meeting = make_meeting(carla, twente)
    sent = {**SENT, "seen": meeting.saved}
    planning_actions.change(meeting, facts={"place": "Stadhuis"}, by=carla, at=clock.now())
    answer = as_carla.post(reverse("meeting_edit", args=[meeting.slug]), sent)
    assert "Iemand anders heeft dit intussen ook veranderd" in answer.content.decode()
    again = {**sent, "seen": typed_in(answer.content.decode())["seen"]}
    assert as_carla.post(reverse("meeting_edit", args=[meeting.slug]), again).status_code == 302


def test_a_publish_that_may_not_be_says_why(as_carla, carla, twente):
    meeting = make_draft(carla, twente, place="")
    answer = as_carla.post(reverse("meeting_publish", args=[meeting.slug]), follow=True)
    assert "Zeg eerst waar het is" in answer.content.decode()
    assert Meeting.objects.get().state == State.DRAFT


def test_calling_off_asks_why_and_the_page_says_so(as_carla, carla, twente):
    meeting = make_meeting(carla, twente, starts_at=soon(), at=clock.now())
    address = reverse("meeting_cancel", args=[meeting.slug])
    assert "Schrijf in een zin waarom." in as_carla.post(address, {"reason": ""}).content.decode()
    as_carla.post(address, {"reason": "De zaal is dicht."})
    told = page(as_carla, "meeting_detail", meeting.slug)
    assert "gaat niet door" in told
    assert "De zaal is dicht." in told


def test_a_programme_is_made_changed_and_taken_away(as_carla, carla, twente):
    meeting = make_meeting(carla, twente)
    told = {"title": "Aan tafel", "on": "2026-04-16", "begins": "20:00", "ends": "20:30", "round": "1"}
    as_carla.post(reverse("meeting_add", args=[meeting.slug, "deel"]), told)
    part = Part.objects.get()
    as_carla.post(reverse("meeting_add", args=[meeting.slug, "spreker"]), {"name": "Fatima", "part": part.pk})
    shown = page(as_carla, "meeting_detail", meeting.slug)
    assert "Aan tafel" in shown
    assert "Fatima" in shown
    assert "20:00" in shown
    address = reverse("meeting_belonging", args=[meeting.slug, "deel", part.pk])
    assert 'value="20:00"' in as_carla.get(address).content.decode()
    as_carla.post(address, {"remove": "1"})
    assert not Part.objects.exists()


def test_a_question_to_who_signs_up_may_hang_on_another(as_carla, carla, twente):
    meeting = make_meeting(carla, twente)
    address = reverse("meeting_add", args=[meeting.slug, "vraag"])
    as_carla.post(address, {"text": "Eet je mee?", "sort": "yes"})
    first = Asked.objects.get()
    assert "ten minste twee" in as_carla.post(address, {"text": "Wat?", "sort": "choice"}).content.decode()
    sent = {"text": "Wat?", "sort": "choice", "choices": "Soep\n\nBrood\nSoep", "after": first.pk, "after_answer": "ja"}
    as_carla.post(address, sent)
    second = Asked.objects.exclude(pk=first.pk).get()
    assert (second.choices, second.after) == (["Soep", "Brood"], first)


def test_papers_are_for_everybody_or_for_who_plans(as_carla, carla, twente, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    meeting = make_meeting(carla, twente)
    address = reverse("meeting_add", args=[meeting.slug, "stuk"])
    assert "een van de twee" in as_carla.post(address, {"sort": "slides", "name": "x", "public": "1"}).content.decode()
    for name, public in (("Presentatie", "1"), ("Voor deelnemers", "0")):
        as_carla.post(address, {"sort": "slides", "name": name, "public": public, "file": pdf()})
    as_carla.logout()
    shown = page(as_carla, "meeting_detail", meeting.slug)
    assert "Presentatie" in shown
    assert "Voor deelnemers" not in shown
    for paper in Paper.objects.all():
        answer = as_carla.get(reverse("meeting_paper", args=[meeting.slug, paper.pk]))
        assert answer.status_code == (200 if paper.public else 404)
        if paper.public:
            assert b"".join(answer.streaming_content).startswith(b"%PDF")
            assert answer["Content-Disposition"] == 'attachment; filename="Presentatie.pdf"'


def test_a_series_shows_its_meetings_in_the_order_of_time(client, carla, twente):
    later, first = (
        make_meeting(carla, twente, series="Kenniscafés", title=title, starts_at=soon(days))
        for title, days in (("Tweede", 60), ("Eerste", 30))
    )
    told = page(client, "series_detail", first.series.slug)
    assert told.index("Eerste") < told.index("Tweede")
    assert later.series == first.series


def test_a_series_of_drafts_is_not_there(client, carla, twente):
    draft = make_draft(carla, twente, series="Kenniscafés")
    assert client.get(draft.series.get_absolute_url()).status_code == 404


def test_the_link_to_take_part_online_is_not_for_readers(client, carla, twente):
    meeting = make_meeting(carla, twente, online_url="https://bellen.example/geheim")
    told = page(client, "meeting_detail", meeting.slug)
    assert "geheim" not in told
    assert "krijgt de link" in told


def test_a_page_asks_no_more_with_a_long_programme(client, carla, twente, remembering, django_assert_max_num_queries):
    meeting = make_meeting(carla, twente, series="Kenniscafés", question=make_question())
    for number in range(8):
        part = make_part(meeting, carla, title=f"Deel {number}")
        make_speaker(meeting, carla, part=part)
        facts = {"sort": "other", "name": f"Stuk {number}", "url": "https://example.org/", "public": True}
        programme_actions.keep(meeting, model=Paper, facts=facts, by=carla, at=clock.now())
    page(client, "meeting_detail", meeting.slug)
    with django_assert_max_num_queries(8):
        page(client, "meeting_detail", meeting.slug)


def test_a_researcher_opens_their_own_draft_and_nobody_else(client, carla, nadia, pieter, twente):
    meeting = make_draft(carla, twente)
    for person, status in ((nadia, 200), (pieter, 404)):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        page(client, "meeting_manage", meeting.slug, status=status)
