# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who comes, who waits, and how many places there are still; for who signs up and for who plans."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from noaber.meetings.models import (
    Asked,
    KeptPlaces,
    Meeting,
    Part,
    PartChoice,
    Registration,
    RegistrationState,
    State,
)
from noaber.meetings.signup_models import TAKES_A_PLACE
from noaber.meetings.signup_places import Places, Waiting, patient
from noaber.people.models import AnyPerson, Person, Perspective

RELATED = ("meeting__home", "meeting__series", "person")


def places_of(meeting: Meeting, at: dt.datetime) -> Places:
    """The places of a meeting as they are now."""
    if meeting.capacity is None:
        return Places(None, meeting.taken)
    rows = KeptPlaces.objects.filter(Q(until__isnull=True) | Q(until__gt=at), meeting=meeting)
    kept = dict(rows.values_list("perspective", "places"))
    return Places(meeting.capacity, meeting.taken, kept, taken_by(meeting, kept) if kept else {})


def taken_by(meeting: Meeting, perspectives: Iterable[str]) -> dict[str, int]:
    """How many places people with these perspectives have."""
    rows = Registration.objects.filter(meeting=meeting, state__in=TAKES_A_PLACE, perspective__in=list(perspectives))
    return dict(rows.order_by().values_list("perspective").annotate(Sum("size")))


def waiting_of(meeting: Meeting, places: Places) -> Iterable[Waiting]:
    """Who waits, in order; those for whom nothing can be free are left out."""
    if places.capacity is not None and places.taken >= places.capacity:
        return ()
    rows = Registration.objects.filter(meeting=meeting, state=RegistrationState.WAITING).order_by("number")
    if not places.free(""):
        rows = rows.filter(perspective__in=list(places.kept))
    return (Waiting(*one) for one in rows.values_list("pk", "size", "perspective"))


def unclaimed(meeting: Meeting, at: dt.datetime) -> Places:
    """The places as they are for who comes new: what those who wait have a claim to is not free."""
    assert meeting.starts_at is not None
    places = places_of(meeting, at)
    places.serve(waiting_of(meeting, places), patient=patient(meeting.starts_at, at))
    return places


def inside_parts(parts: Iterable[int]) -> dict[int, int]:
    """How many places are taken in each of these parts."""
    rows = PartChoice.objects.filter(part__in=list(parts), waits=False, registration__state__in=TAKES_A_PLACE)
    return dict(rows.order_by().values_list("part").annotate(Sum("registration__size")))


def inside_part(part: int) -> int:
    """How many places are taken in one part."""
    return inside_parts([part]).get(part, 0)


def place_in_line(registration: Registration) -> int:
    """Who is first on the waiting list has 1."""
    before = Registration.objects.filter(meeting=registration.meeting_id, state=RegistrationState.WAITING)
    return before.filter(number__lt=registration.number).count() + 1


def of_ref(ref: str) -> Registration | None:
    """A registration by its name for ever, with its meeting."""
    return Registration.objects.select_related(*RELATED).filter(ref=ref).first()


def own(meeting: Meeting, person: AnyPerson) -> Registration | None:
    """That of somebody who signed in."""
    if not isinstance(person, Person):
        return None
    rows = meeting.registrations.filter(person=person).exclude(state=RegistrationState.OUT)
    return rows.order_by("number").first()


@dataclass(frozen=True)
class Round:
    """The parts of a round between which one chooses, each with whether it is full."""

    number: int
    parts: Sequence[tuple[Part, bool]]


def rounds_of(meeting: Meeting) -> list[Round]:
    """What can be chosen at a meeting; two queries."""
    taken: Any = Q(choices__waits=False, choices__registration__state__in=TAKES_A_PLACE)
    counted = meeting.parts.filter(round__gt=0).annotate(inside=Sum("choices__registration__size", filter=taken))
    # What is grouped is in no order of its own.
    rows = list(counted.order_by("starts_at", "pk"))
    numbers = sorted({one.round for one in rows})
    full = {one.pk: one.capacity is not None and (one.inside or 0) >= one.capacity for one in rows}
    return [Round(number, [(one, full[one.pk]) for one in rows if one.round == number]) for number in numbers]


def asked_of(meeting: Meeting) -> list[Asked]:
    """What the planners ask, in order."""
    return list(meeting.asked.all())


def asked_next(asked: Sequence[Asked], answers: dict[int, str]) -> list[Asked]:
    """Those that are asked only now that others were answered."""
    return [one for one in asked if one.after_id and follows(one, answers.get(one.after_id, ""))]


def follows(one: Asked, answer: str) -> bool:
    """Whether a question is asked after this answer to the one before it."""
    wanted = one.after_answer.strip().casefold()
    return bool(answer) and (not wanted or answer.strip().casefold() == wanted)


def choices_of(registration: Registration) -> QuerySet[PartChoice]:
    """Which parts somebody chose, in the order of time."""
    return registration.choices.select_related("part").order_by("part__starts_at", "part__pk")


# ── For who plans ────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Overview:
    """Who comes to a meeting: figures, and what they need."""

    coming: int
    offered: int
    waiting: int
    out: int
    perspectives: Sequence[tuple[Any, int]]
    diets: Sequence[tuple[str, int]]
    access: Sequence[str]
    parts: Sequence[tuple[Part, int, int]]


def overview(meeting: Meeting) -> Overview:
    """The figures of a meeting; four queries."""
    rows = meeting.registrations.order_by()
    many = dict(rows.values_list("state").annotate(Sum("size")))
    labels = {**dict(Perspective.choices), "": ""}
    coming = rows.filter(state=RegistrationState.IN)
    by = coming.values_list("perspective").annotate(many=Sum("size")).order_by("-many", "perspective")
    diets, access = Counter[str](), list[str]()
    for diet, need in coming.exclude(access="", diet="").order_by("number").values_list("diet", "access"):
        diets.update([diet.strip().casefold()] if diet.strip() else [])
        access += [need] if need.strip() else []
    there = Q(choices__registration__state__in=TAKES_A_PLACE)
    size = "choices__registration__size"
    parts = meeting.parts.filter(round__gt=0).annotate(
        inside=Sum(size, filter=there & Q(choices__waits=False)), waits=Sum(size, filter=there & Q(choices__waits=True))
    )
    state = RegistrationState
    return Overview(
        many.get(state.IN, 0), many.get(state.OFFERED, 0), many.get(state.WAITING, 0), many.get(state.OUT, 0),
        [(labels[one], number) for one, number in by], diets.most_common(), access,
        [(one, one.inside or 0, one.waits or 0) for one in parts],
    )  # fmt: skip


def listed(meeting: Meeting, state: str) -> QuerySet[Registration]:
    """The registrations of a meeting in one state, in the order of signing up."""
    rows = meeting.registrations.filter(state=state).order_by("number")
    return rows.prefetch_related("choices__part", "answers")


@dataclass(frozen=True)
class Attendance:
    """Of how many who had signed up how many came, at meetings where it was kept."""

    meetings: int
    signed_up: int
    came: int

    @property
    def percent(self) -> int:
        """How many of a hundred came."""
        return round(100 * self.came / self.signed_up) if self.signed_up else 0


def attendance(meeting: Meeting, at: dt.datetime, last: int = 10) -> Attendance:
    """How many came to the last meetings of the same werkplaats; for who plans only, never about one person."""
    over = Meeting.objects.filter(home=meeting.home, state=State.PLANNED, ends_at__lte=at)
    counted = over.annotate(came=Count("registrations", filter=Q(registrations__came_at__isnull=False)))
    pks = list(counted.filter(came__gt=0).order_by("-ends_at").values_list("pk", flat=True)[:last])
    rows = Registration.objects.filter(meeting__in=pks, state=RegistrationState.IN)
    told = rows.aggregate(all=Sum("size"), came=Sum("size", filter=Q(came_at__isnull=False)))
    return Attendance(len(pks), told["all"] or 0, told["came"] or 0)


# ── For the clock ────────────────────────────────────────────────────────────────────────────────────────────────────
def to_serve(at: dt.datetime) -> QuerySet[Meeting]:
    """Planned meetings on which somebody waits while a place is free, or has not said yes in time."""
    ahead = Meeting.objects.filter(state=State.PLANNED, starts_at__gt=at)
    free = Q(capacity__isnull=True) | Q(capacity__gt=F("taken"))
    waits = Q(registrations__state=RegistrationState.WAITING)
    late = Q(registrations__state=RegistrationState.OFFERED, registrations__offered_until__lte=at)
    waiting_parts = Q(parts__choices__waits=True)
    return ahead.filter(free & waits | late | waiting_parts).distinct().order_by("pk")


def miscounted() -> list[tuple[Meeting, int]]:
    """Meetings whose count of places taken is not the sum of their registrations, with that sum; there are none."""
    inside = Q(registrations__state__in=TAKES_A_PLACE)
    rows = Meeting.objects.annotate(summed=Coalesce(Sum("registrations__size", filter=inside), 0))
    wrong = dict(rows.exclude(taken=F("summed")).values_list("pk", "summed"))
    return [(one, wrong[one.pk]) for one in Meeting.objects.filter(pk__in=wrong).order_by("pk")]
