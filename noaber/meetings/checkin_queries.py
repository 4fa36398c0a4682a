# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is expected and who is there, as the door, the presence list and a certificate want to know it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.knowledge.learned_queries import harmless
from noaber.meetings.day_models import Accreditation, Presence, WalkIn
from noaber.meetings.models import Meeting, Part, Registration, RegistrationState
from noaber.meetings.queries import Slot

# What one does not learn in; they are no net hours.
BREAKS = ("pauze", "lunch", "inloop", "borrel", "koffie", "welkom met koffie", "break", "coffee", "drinks", "walk-in")
FEWEST_MEETINGS, FEWEST_PEOPLE = 3, 20


@dataclass(frozen=True)
class Row:
    """One who is expected; `here` is at the part that is looked at, or at all."""

    registration: Registration
    here: bool

    @property
    def letter(self) -> str:
        """Under which letter a list has them."""
        first = plain(self.registration.name)[:1].upper()
        return first if first.isalpha() else "#"


@dataclass(frozen=True)
class Counted:
    """How many are expected and there, at a part or at all; those who come along count."""

    title: str
    expected: int
    here: int
    pk: int = 0


@dataclass(frozen=True)
class Door:
    """The door of a meeting: by letter who is expected, who walked in, and the counts."""

    letters: Sequence[tuple[str, Sequence[Row]]]
    walk_ins: Sequence[WalkIn]
    whole: Counted
    parts: Sequence[Counted]


def plain(words: str) -> str:
    """Without accents and capitals, as somebody at a door types it."""
    split = unicodedata.normalize("NFD", words.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign)).strip()


def expected(meeting: Meeting) -> list[Registration]:
    """Who did not sign off, by name; who waits for a place may stand at the door all the same."""
    rows = Registration.objects.filter(meeting=meeting).exclude(state=RegistrationState.OUT)
    return sorted(rows, key=lambda one: (plain(one.name), one.number))


def door(meeting: Meeting, *, part: Part | None = None, q: str = "") -> Door:
    """Everything the door shows; five queries whatever the number of people."""
    everybody, walked_in = expected(meeting), list(WalkIn.objects.filter(meeting=meeting))
    there = set(Presence.objects.filter(part=part).values_list("registration", flat=True)) if part else set()
    words = plain(q).split()
    rows = [
        Row(one, one.pk in there if part else one.came_at is not None)
        for one in everybody
        if all(word in plain(f"{one.name} {one.organisation}") for word in words)
    ]
    letters = [(letter, list(group)) for letter, group in groupby(rows, key=lambda row: row.letter)]
    return Door(letters, walked_in, _whole(everybody, walked_in), _parts(meeting))


def _whole(everybody: Sequence[Registration], walked_in: Sequence[WalkIn]) -> Counted:
    places = sum(one.size for one in everybody if one.takes_a_place)
    return Counted("", places, sum(one.size for one in everybody if one.came_at) + len(walked_in))


def _parts(meeting: Meeting) -> list[Counted]:
    """The parts that are chosen between, with how many chose them and how many are there."""
    chosen = Q(choices__waits=False, choices__registration__state=RegistrationState.IN)
    rows = meeting.parts.filter(round__gt=0).annotate(
        chosen=Count("choices", filter=chosen, distinct=True), there=Count("presences", distinct=True)
    )
    return [Counted(one.title, one.chosen, one.there, one.pk) for one in rows]


def came(meeting: Meeting) -> list[Registration]:
    """Who was there, by name."""
    return [one for one in expected(meeting) if one.came_at is not None]


def as_sheet(meeting: Meeting) -> str:
    """The presence list as a sheet, with a mark by which a Dutch spreadsheet knows the signs; no cell is a sum."""
    held = io.StringIO()
    rows = csv.writer(held, delimiter=";", lineterminator="\r\n")
    rows.writerow(
        [
            _("Naam"),
            _("Organisatie"),
            _("Perspectief"),
            _("Met hoeveel"),
            _("Was er"),
            _("Nummer in SKJ of Registerplein"),
        ]
    )
    for one in expected(meeting):
        when = timezone.localtime(one.came_at).strftime("%Y-%m-%d %H:%M") if one.came_at else ""
        cells = [
            one.name,
            one.organisation,
            str(one.get_perspective_display()),
            str(one.size),
            when,
            one.register_number,
        ]
        rows.writerow([harmless(cell) for cell in cells])
    for guest in WalkIn.objects.filter(meeting=meeting):
        when = timezone.localtime(guest.came_at).strftime("%Y-%m-%d %H:%M")
        rows.writerow(
            [harmless(cell) for cell in (guest.name, "", str(guest.get_perspective_display()), "1", when, "")]
        )
    return "\ufeff" + held.getvalue()


def net_minutes(meeting: Meeting, slots: Sequence[Slot], attended: set[int]) -> int:
    """The minutes of the programme in which somebody was there, breaks left out; of a round the part that was attended.

    Where nobody kept who was at which part, everybody who came was at all of it.
    """
    if not slots:
        return _length(meeting.starts_at, meeting.ends_at)
    total = 0
    for slot in slots:
        parts = [one for one in slot.parts if not plain(one.title).startswith(BREAKS)]
        of_round = [one for one in parts if one.round]
        if of_round and attended:
            parts = [one for one in parts if not one.round or one.pk in attended]
        total += max((_length(one.starts_at, one.ends_at) for one in parts), default=0)
    return total


def _length(begins: dt.datetime | None, ends: dt.datetime | None) -> int:
    return int((ends - begins).total_seconds() // 60) if begins and ends else 0


def accreditations(meeting: Meeting) -> list[Accreditation]:
    """Those that held on the day of the meeting."""
    day = meeting.first_day
    rows = meeting.accreditations.filter(Q(from_on=None) | Q(from_on__lte=day), Q(until_on=None) | Q(until_on__gte=day))
    return list(rows)


def stay_away(meeting: Meeting, at: dt.datetime) -> int | None:
    """Of a hundred who signed up for earlier meetings of this werkplaats, how many did not come; None when too few are
    known. Only meetings with a check-in tell."""
    earlier = Meeting.objects.filter(home=meeting.home, ends_at__lte=at).exclude(pk=meeting.pk)
    earlier = earlier.filter(registrations__came_at__isnull=False).distinct()
    told = Registration.objects.filter(meeting__in=earlier, state=RegistrationState.IN).aggregate(
        meetings=Count("meeting", distinct=True), people=Sum("size"), came=Sum("size", filter=Q(came_at__isnull=False))
    )
    if told["meetings"] < FEWEST_MEETINGS or (told["people"] or 0) < FEWEST_PEOPLE:
        return None
    return int(round(100 * (told["people"] - (told["came"] or 0)) / told["people"]))
