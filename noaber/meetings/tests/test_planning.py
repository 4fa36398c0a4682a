# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Planning a meeting: who may, what is told, and what belongs to it."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from noaber.base.testing import at as moment
from noaber.base.verdicts import Refused
from noaber.knowledge.testing import pdf
from noaber.ledger.models import Entry
from noaber.meetings import planning_actions, programme_actions
from noaber.meetings.models import Asked, KeptPlaces, Meeting, Paper, Part, Series, Sort, State
from noaber.meetings.queries import programme_of
from noaber.meetings.testing import BEGINS, PLANNED_AT, make_draft, make_meeting, make_part, make_speaker
from noaber.people.models import Visibility
from noaber.questions.testing import make_question

pytestmark = pytest.mark.django_db
LATER = moment("2026-03-05 09:00")


def test_a_draft_is_seen_by_who_plans_only_until_it_is_planned(carla, bas, pieter, twente):
    meeting = make_draft(carla, twente)
    assert not Meeting.objects.visible_to(None).exists()
    assert not Meeting.objects.visible_to(pieter).exists()
    assert Meeting.objects.visible_to(carla).get() == meeting
    planning_actions.publish(meeting, by=carla, at=LATER)
    assert Meeting.objects.visible_to(None).get() == meeting
    assert list(Entry.objects.filter(kind="meeting").values_list("verb", flat=True)) == [
        "meeting.drafted",
        "meeting.planned",
    ]


def test_half_a_meeting_is_not_made_known(carla, twente):
    meeting = make_draft(carla, twente, place="")
    with pytest.raises(Refused, match="waar het is"):
        planning_actions.publish(meeting, by=carla, at=LATER)
    assert Meeting.objects.get().state == State.DRAFT


@pytest.mark.parametrize("who", ["nobody", "inge", "pieter", "bas", "sam"])
def test_who_has_no_task_here_plans_nothing(request, who, carla, twente):
    person = request.getfixturevalue(who)
    with pytest.raises(Refused):
        make_draft(person, twente)
    meeting = make_meeting(carla, twente)
    for act in (planning_actions.cancel, planning_actions.change):
        told = {"reason": "Zomaar"} if act is planning_actions.cancel else {"facts": {"title": "Anders"}}
        with pytest.raises(Refused):
            act(meeting, **told, by=person, at=LATER)


def test_who_plans_for_a_werkplaats_that_organises_it_too_keeps_it(carla, sam, twente, elsewhere):
    meeting = make_meeting(carla, twente, organisers=[elsewhere])
    planning_actions.change(meeting, facts={"title": "Samen"}, by=sam, at=LATER)
    assert Meeting.objects.get().title == "Samen"


def test_a_double_submit_is_one_meeting(carla, twente):
    one, other = (make_draft(carla, twente, submission="twee keer") for _ in range(2))
    assert one == other
    assert Meeting.objects.count() == 1


def test_who_looked_at_an_older_page_is_told(carla, twente):
    meeting = make_meeting(carla, twente)
    seen = Meeting.objects.get().saved
    planning_actions.change(meeting, facts={"place": "Stadhuis"}, seen=seen, by=carla, at=LATER)
    with pytest.raises(Refused, match="Iemand anders"):
        planning_actions.change(meeting, facts={"place": "Dorpshuis"}, seen=seen, by=carla, at=LATER)
    assert Meeting.objects.get().place == "Stadhuis"


def test_a_move_is_told_as_a_move_and_the_day_follows(carla, twente):
    meeting = make_meeting(carla, twente)
    facts = {"starts_at": BEGINS + dt.timedelta(days=7), "ends_at": BEGINS + dt.timedelta(days=7, hours=2)}
    planning_actions.change(meeting, facts=facts, by=carla, at=LATER)
    assert Meeting.objects.get().on_date == "2026-04-23"
    assert Entry.objects.get(verb="meeting.changed").data["moved"] == ["starts_at", "ends_at"]


def test_a_meeting_that_was_called_off_says_why_and_may_go_on_after_all(carla, twente):
    meeting = make_meeting(carla, twente)
    for _again in range(2):
        planning_actions.cancel(meeting, reason="De zaal is dicht.", by=carla, at=LATER)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_because) == (State.CANCELLED, "De zaal is dicht.")
    assert meeting.visibility == Visibility.PUBLIC
    assert Entry.objects.filter(verb="meeting.cancelled").count() == 1
    planning_actions.publish(meeting, by=carla, at=LATER)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_because) == (State.PLANNED, "")


def test_what_has_been_is_not_called_off(carla, twente):
    meeting = make_meeting(carla, twente)
    with pytest.raises(Refused, match="geweest"):
        planning_actions.cancel(meeting, reason="Te laat", by=carla, at=BEGINS + dt.timedelta(days=1))


def test_a_board_meets_behind_closed_doors(carla, twente):
    meeting = make_meeting(carla, twente, sort=Sort.BOARD)
    assert meeting.visibility == Visibility.MEMBERS
    assert not Meeting.objects.visible_to(None).exists()


def test_a_series_is_begun_once(carla, twente):
    make_meeting(carla, twente, series="Kenniscafés 2026")
    make_meeting(carla, twente, series="kenniscafés 2026")
    assert Series.objects.get().meetings.count() == 2


def test_a_meeting_is_in_the_trail_of_what_it_carries_further(carla, twente):
    question = make_question()
    meeting = make_meeting(carla, twente, question=question)
    assert Entry.objects.get(verb="meeting.planned").data["origins"] == [f"question:{question.ref}"]
    planning_actions.change(meeting, facts={"question": None}, by=carla, at=LATER)
    assert Entry.objects.get(verb="meeting.changed").data["origins_gone"] == [f"question:{question.ref}"]


# ── The programme ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_programme_is_in_the_order_of_time_and_a_round_is_together(carla, twente):
    meeting = make_meeting(carla, twente)
    later = BEGINS + dt.timedelta(hours=1)
    tables = [make_part(meeting, carla, title=title, starts_at=later, round=1) for title in ("Schaamte", "Brieven")]
    welcome = make_part(meeting, carla, title="Welkom")
    make_speaker(meeting, carla, part=tables[0])
    host = make_speaker(meeting, carla, name="Carla", role="gespreksleider")
    told = programme_of(meeting)
    assert [list(slot.parts) for slot in told.slots] == [[welcome], tables]
    assert [one.name for one in told.slots[1].parts[0].told_by] == ["Fatima El Idrissi"]
    assert list(told.speakers) == [host]


def test_a_part_that_ends_before_it_begins_is_no_part(carla, twente):
    meeting = make_meeting(carla, twente)
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.create(meeting=meeting, title="x", starts_at=BEGINS, ends_at=BEGINS)


def test_belongings_are_kept_once_and_removed_again(carla, twente):
    meeting = make_meeting(carla, twente)
    for facts in ({"perspective": "resident", "places": 5}, {"text": "Eet je mee?", "sort": Asked.Sort.YES}):
        model = KeptPlaces if "places" in facts else Asked
        kept = [
            programme_actions.keep(meeting, model=model, facts=facts, submission="eens", by=carla, at=LATER)
            for _ in range(2)
        ]
        assert kept[0] == kept[1]
        for _again in range(2):
            programme_actions.remove(meeting, model=model, pk=kept[0].pk, by=carla, at=LATER)
        assert not model.objects.exists()


def test_the_same_kept_places_twice_is_told(carla, twente):
    meeting = make_meeting(carla, twente)
    facts = {"perspective": "resident", "places": 5}
    programme_actions.keep(meeting, model=KeptPlaces, facts=facts, by=carla, at=LATER)
    with pytest.raises(Refused, match="staat er al"):
        programme_actions.keep(meeting, model=KeptPlaces, facts=facts, by=carla, at=LATER)


def test_a_paper_is_judged_by_its_content(carla, twente, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    meeting = make_meeting(carla, twente)
    facts = {"sort": Paper.Sort.SLIDES, "name": "Presentatie", "public": True, "url": ""}
    wrong = ContentFile(b"MZ niets", name="presentatie.pdf")
    with pytest.raises(Refused):
        programme_actions.keep(meeting, model=Paper, facts={**facts, "file": wrong}, by=carla, at=LATER)
    right = pdf()
    paper = programme_actions.keep(meeting, model=Paper, facts={**facts, "file": right}, by=carla, at=LATER)
    assert (paper.mime, paper.by) == ("application/pdf", carla)
    with paper.file.open("rb") as file:
        assert file.read().startswith(b"%PDF")


def test_others_keep_nothing_with_a_meeting(carla, pieter, twente):
    meeting = make_meeting(carla, twente)
    with pytest.raises(Refused):
        programme_actions.keep(meeting, model=Asked, facts={"text": "Mag dit?"}, by=pieter, at=PLANNED_AT)
    assert not Asked.objects.exists()
