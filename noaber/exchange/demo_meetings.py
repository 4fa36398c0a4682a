# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up meetings of the demo network, labelled as examples; through the same actions as real ones."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from noaber.exchange.demo import FOLDER
from noaber.exchange.demo_activity import coordinator_of
from noaber.meetings import planning_actions, programme_actions
from noaber.meetings.models import Meeting, Part, Series, SignUp, Speaker
from noaber.people.models import Concept, Person, Werkplaats
from noaber.questions.models import Question

PLANNED_BEFORE = dt.timedelta(days=40)
TOLD = ("title", "summary", "sort", "place", "address", "access", "capacity")


def load_meetings(*, at: dt.datetime) -> None:
    """Every example meeting; one that is there already stays as it is."""
    for row in yaml.safe_load((FOLDER / "meetings.yaml").read_text("utf-8")):
        if not Meeting.objects.filter(submission=row["id"]).exists():
            with transaction.atomic():
                _load(row, at)


def _load(row: dict[str, Any], at: dt.datetime) -> None:
    home = Werkplaats.objects.get(slug=row["werkplaats"])
    starts, ends = _when(row, at)
    planned = min(at, starts) - PLANNED_BEFORE
    by = coordinator_of(home, by=None, at=at)
    if title := row.get("series"):
        about = "Een paar keer per jaar, vrij toegankelijk, over wat mensen zelf aandragen."
        if not Series.objects.filter(home=home, title=title).exists():
            planning_actions.begin_series(title, home=home, text=about, example=True, by=by, at=planned)
    facts = {name: row[name] for name in TOLD if name in row and name != "title"}
    facts |= {
        "starts_at": starts, "ends_at": ends, "whole_days": "days" in row, "own_sort": row.get("own", ""),
        "online_url": row.get("online", ""), "sign_up": SignUp.HERE,
        "question": Question.objects.filter(submission=row.get("question", "-")).first(),
    }  # fmt: skip
    meeting = planning_actions.draft(
        row["title"], home=home, themes=Concept.objects.filter(slug__in=row["themes"]),
        organisers=Werkplaats.objects.filter(slug__in=row.get("organisers", ())), series=row.get("series", ""),
        facts=facts, submission=row["id"], example=True, by=by, at=planned,
    )  # fmt: skip
    _programme(meeting, row, by, planned)
    meeting = planning_actions.publish(meeting, by=by, at=planned)
    if because := row.get("cancelled"):
        planning_actions.cancel(meeting, reason=because, by=by, at=at)


def _when(row: dict[str, Any], at: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """Begin and end, so many days from now."""
    day = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=row["day"])
    if "days" in row:
        return day, day + dt.timedelta(days=row["days"])
    hour, minute = (int(part) for part in row["at"].split(":"))
    starts = day.replace(hour=hour, minute=minute)
    return starts, starts + dt.timedelta(hours=row["hours"])


def _programme(meeting: Meeting, row: dict[str, Any], by: Person, at: dt.datetime) -> None:
    assert meeting.starts_at is not None
    for name, role in row.get("speakers", ()):
        programme_actions.keep(meeting, model=Speaker, facts={"name": name, "role": role}, by=by, at=at)
    for after, minutes, title, number in row.get("programme", ()):
        starts = meeting.starts_at + dt.timedelta(minutes=after)
        facts = {
            "title": title,
            "round": number,
            "starts_at": starts,
            "ends_at": starts + dt.timedelta(minutes=minutes),
        }
        programme_actions.keep(meeting, model=Part, facts=facts, by=by, at=at)
