# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What other rooms hear of a project: the search, profiles, reports, one's own data."""

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from noaber.base import clock, photos
from noaber.base.calendar import Moment, calendar
from noaber.base.files import WrongFile
from noaber.base.testing import at as moment
from noaber.members.work_queries import behind
from noaber.moderation import SUBJECTS
from noaber.people.testing import make_person
from noaber.projects import calendar_queries, queries, start_queries
from noaber.projects.documents import ProjectSource
from noaber.projects.models import LogEntry, Member, Project
from noaber.projects.own_data_actions import ProjectsHolder
from noaber.projects.testing import (
    make_entry,
    make_item,
    make_member,
    make_plan,
    make_project,
    make_round,
    make_session,
    photo_with_place,
)

SOURCE = ProjectSource("project", "projects.Project")


@pytest.mark.django_db
def test_questions_and_public_insights_are_found_and_nothing_of_the_group(nadia, twente):
    project = make_project(nadia, twente)
    make_item(project, text="Wat helpt Xylofoon?", answer="Ypsilon")
    make_round(project, public=True, insight="Zebra")
    make_round(project, insight="Geheim")
    make_entry(project, text="Besloten woord", public=True)
    text = next(iter(SOURCE.documents([project.ref]))).text
    assert all(word in text for word in ("Xylofoon", "Ypsilon", "Zebra"))
    assert "Geheim" not in text
    assert "Besloten" not in text


@pytest.mark.django_db
def test_who_takes_part_works_on_it_and_who_leads_does_not_judge_it(nadia, twente):
    project = make_project(nadia, twente)
    member = make_member(project)
    assert {(row[0], row[3]) for row in behind([project.ref])} == {
        (nadia.pk, "lead"), (member.person_id, "participant"),
    }  # fmt: skip
    subjects = SUBJECTS["project"]
    assert list(subjects.own(nadia)) == [project.ref]
    assert list(subjects.own(member.person)) == []


@pytest.mark.django_db
def test_names_stand_there_only_with_consent_and_residents_come_first(nadia, twente):
    project = make_project(nadia, twente)
    make_member(project, name="Inge", shown=True)
    make_member(project, name="Piet", organisation_name="Buurthuis")
    team = queries.team_of(queries.members_of(project))
    first = team.sides[0]
    assert (first.code, first.count, list(first.names), list(first.organisations)) == (
        "resident", 2, ["Inge"], ["Buurthuis"],
    )  # fmt: skip
    assert (team.total, team.residents) == (3, 2)


@pytest.mark.django_db
def test_own_data_is_handed_over_and_erased(nadia, twente, settings, tmp_path, at):
    settings.MEDIA_ROOT = tmp_path
    project = make_project(nadia, twente)
    person = make_person(name="Inge", email="inge@example.org")
    make_member(project, person=person)
    photo = {"photo": photo_with_place(), "photo_alt": "Muur"}
    kept = make_entry(project, by=person, text="Ik, Inge, zag het", public=True, **photo)
    gone = make_entry(project, by=person, text="Alleen voor ons", **photo)
    make_plan(project, owner_mail="inge@example.org")
    holder = ProjectsHolder()
    told = holder.export(person)
    assert [len(told[name]) for name in ("parts", "log", "files", "owner_of")] == [1, 2, 0, 1]
    assert len(list(holder.files(person))) == 2
    holder.erase(person, by=None, at=at)
    holder.erase(person, by=None, at=at)
    kept.refresh_from_db()
    assert (kept.by, "Inge" in kept.text) == (None, False)
    assert not LogEntry.objects.filter(pk=gone.pk).exists()
    assert not Member.objects.filter(person=person).exists()
    project.embedding_plan.refresh_from_db()
    assert project.embedding_plan.owner_mail == ""


@pytest.mark.django_db
def test_members_see_what_is_hidden_and_nobody_else(nadia, sam, twente):
    project = make_project(nadia, twente, visibility="hidden")
    member = make_member(project)
    assert list(Project.objects.visible_to(member.person)) == [project]
    assert list(Project.objects.visible_to(nadia)) == [project]
    assert list(Project.objects.visible_to(sam)) == []
    assert list(Project.objects.visible_to(None)) == []


# ── The calendar ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_months_go_from_the_first_thing_to_the_last(nadia, twente, at):
    project = make_project(nadia, twente)
    assert calendar_queries.months(project, (), at=at) == []
    make_session(project, starts_at=moment("2026-05-30 23:30"))
    make_item(project, "semester", "Tweede", from_on=dt.date(2026, 2, 10), until_on=dt.date(2026, 4, 2))
    make_item(project, "practice", "Zomer", from_on=dt.date(2026, 7, 1), until_on=dt.date(2026, 7, 31))
    found = calendar_queries.months(project, project.sessions.all(), at=at)
    assert [month.first.month for month in found] == [2, 3, 4, 5, 6, 7]
    assert [bool(month.semester) for month in found] == [True, True, True, False, False, False]
    assert [month.now for month in found] == [False, True, False, False, False, False]
    assert [len(month.sessions) for month in found] == [0, 0, 0, 1, 0, 0]


def test_a_calendar_is_written_as_other_programs_read_it():
    starts = moment("2026-03-14 14:00")
    one = Moment("u@x", "Tafel; met, soep", starts, starts + dt.timedelta(hours=2), starts, text="Regel\n\\twee")
    text = calendar("Groep", [one])
    assert "DTSTART;TZID=Europe/Amsterdam:20260314T140000\r\n" in text
    assert "DTEND;TZID=Europe/Amsterdam:20260314T160000\r\n" in text
    assert "SUMMARY:Tafel\\; met\\, soep\r\n" in text
    assert "DESCRIPTION:Regel\\n\\\\twee\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")


@given(some.text(max_size=300))
def test_no_text_breaks_a_calendar(words):
    starts = moment()
    one = Moment("u@x", words, starts, starts + dt.timedelta(hours=1), starts, place=words, text=words)
    lines = calendar(words, [one]).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert sum(line == "BEGIN:VEVENT" for line in lines) == 1
    unfolded = "\r\n".join(lines).replace("\r\n ", "").split("\r\n")
    assert all(":" in line for line in unfolded if line)


# ── Photos ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_large_photo_becomes_small_and_a_clear_one_white():
    assert max(photos.cleaned(photo_with_place((4000, 3000))).width, 0) == 1200
    made = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(made, "PNG")
    from django.core.files.base import ContentFile

    drawn = photos.cleaned(ContentFile(made.getvalue(), "leeg.png"))
    assert Image.open(drawn.file).getpixel((5, 5)) == (255, 255, 255)


def test_a_document_is_no_photo():
    from noaber.knowledge.testing import pdf

    with pytest.raises(WrongFile):
        photos.cleaned(pdf())


@pytest.mark.django_db
def test_what_a_person_works_in_is_listed(nadia, twente):
    project = make_project(nadia, twente, at=clock.now())
    assert start_queries.projects_of(nadia) == [project]
