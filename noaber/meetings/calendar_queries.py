# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Meetings as a calendar: what is coming, a month, and what else goes on while somebody plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from noaber.base.calendar import midnight
from noaber.meetings.models import Meeting, RegistrationState, Series, Sort
from noaber.meetings.outside_models import OutsideMeeting
from noaber.people.models import AnyPerson, Person
from noaber.people.queries import described, theme_labels, werkplaats_names
from noaber.projects.models import MemberState

# How far a calendar goes: what is older is found by searching, and nobody plans further ahead.
MONTHS_BACK, MONTHS_AHEAD = 36, 18
# How many a page shows at most.
MOST = 300
MOST_AHEAD = 60
# The names of the filters in an address; those of the list of meetings.
FILTERS = ("werkplaats", "thema", "soort", "reeks")


@dataclass(frozen=True)
class Chosen:
    """Which meetings somebody wants to see; nothing is all of them."""

    werkplaats: str = ""
    theme: str = ""
    sort: str = ""
    series: str = ""
    # Only those that this person comes to.
    of: Person | None = None

    @property
    def query(self) -> dict[str, str]:
        """The filters that are on, as they stand in an address."""
        values = dict(zip(FILTERS, (self.werkplaats, self.theme, self.sort, self.series), strict=True))
        return {name: value for name, value in values.items() if value}

    @property
    def words(self) -> list[str]:
        """What was chosen, in words; what is unknown is told as it was asked."""
        themes, places, sorts = theme_labels(gone=True), werkplaats_names(), dict(Sort.choices)
        series = Series.objects.filter(slug=self.series).values_list("title", flat=True).first() if self.series else ""
        found = [places.get(self.werkplaats, self.werkplaats), themes.get(self.theme, self.theme)]
        return [str(one) for one in (*found, sorts.get(Sort(self.sort), "") if self.sort else "", series) if one]


def chosen_of(query: Mapping[str, str], of: Person | None = None) -> Chosen:
    """The filters in an address; a sort that does not exist is no filter."""
    told = {name: query.get(name, "").replace("\x00", "")[:100] for name in FILTERS}
    sort = told["soort"] if told["soort"] in Sort.values else ""
    return Chosen(told["werkplaats"], told["thema"], sort, told["reeks"], of)


def meetings(person: AnyPerson, chosen: Chosen) -> QuerySet[Meeting]:
    """The meetings of a choice that this person may read; drafts are in no calendar."""
    found: QuerySet[Meeting] = described(Meeting, person).filter(~Q(on_date="")).exclude(state="draft")
    if chosen.werkplaats:
        shown = Meeting.shown_by.through.objects.filter(werkplaats__slug=chosen.werkplaats)
        found = found.filter(Q(home__slug=chosen.werkplaats) | Q(pk__in=shown.values("meeting")))
    if chosen.theme:
        about = Meeting.themes.through.objects.filter(concept__slug=chosen.theme)
        found = found.filter(pk__in=about.values("meeting"))
    if chosen.sort:
        found = found.filter(sort=chosen.sort)
    if chosen.series:
        found = found.filter(series__slug=chosen.series)
    return found.filter(_comes(chosen.of)) if chosen.of else found


def _comes(person: Person) -> Q:
    """The meetings somebody signed up for, and those of groups they are in."""
    signed_up = person.registrations.exclude(state=RegistrationState.OUT)
    groups = person.project_parts.filter(state=MemberState.IN)
    return Q(pk__in=signed_up.values("meeting")) | Q(project__in=groups.values("project"))


@dataclass(frozen=True)
class Happening:
    """A meeting, ours or one of elsewhere, as a calendar shows it."""

    title: str
    href: str
    first_day: dt.date
    last_day: dt.date
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    what: str = ""
    place: str = ""
    summary: str = ""
    lang: str | None = None
    home: str = ""
    online: bool = False
    cancelled: bool = False
    example: bool = False
    # Who tells about it, of a meeting of elsewhere.
    source: str = ""
    meeting: Meeting | None = None

    @property
    def order(self) -> tuple[dt.date, dt.datetime, str]:
        """The order of a calendar: what takes the whole day first."""
        return (self.first_day, self.starts_at or midnight(self.first_day), self.title)


def happenings(rows: Iterable[Meeting]) -> list[Happening]:
    """Meetings as a calendar shows them; one of which no day is known is not in it."""
    names = werkplaats_names()
    return [one for one in (_happening(row, names) for row in rows) if one is not None]


def _happening(meeting: Meeting, names: Mapping[str, str]) -> Happening | None:
    first, last = meeting.first_day, meeting.last_day
    if first is None or last is None:
        try:
            first = last = dt.date.fromisoformat(meeting.on_date)
        except ValueError:
            return None
    timed = bool(meeting.starts_at) and not meeting.whole_days
    return Happening(
        title=meeting.title, href=meeting.get_absolute_url(), first_day=first, last_day=last,
        starts_at=meeting.starts_at if timed else None, ends_at=meeting.ends_at if timed else None,
        what=str(meeting.what or ""), place=meeting.place, summary=meeting.summary, lang=meeting.lang,
        home=names.get(meeting.home_slug, ""), online=bool(meeting.online_url),
        cancelled=meeting.is_cancelled, example=meeting.example, meeting=meeting,
    )  # fmt: skip


def outside_happening(one: OutsideMeeting) -> Happening:
    """A meeting of elsewhere as a calendar shows it."""
    last = timezone.localdate(one.ends_at - dt.timedelta(microseconds=1)) if one.ends_at else one.first_day
    return Happening(
        title=one.title, href=one.url or one.calendar.page, first_day=one.first_day, last_day=max(one.first_day, last),
        starts_at=None if one.whole_days else one.starts_at, ends_at=None if one.whole_days else one.ends_at,
        place=one.place, cancelled=one.cancelled, source=one.calendar.name,
    )  # fmt: skip


def between(person: AnyPerson, chosen: Chosen, first: dt.date, after: dt.date) -> list[Happening]:
    """What happens from a day on until (not on) another, in order; three queries."""
    start, end = midnight(first), midnight(after)
    timed = Q(starts_at__lt=end, ends_at__gt=start)
    day_only = Q(starts_at__isnull=True, on_date__gte=first.isoformat(), on_date__lt=after.isoformat())
    rows = meetings(person, chosen).filter(timed | day_only).order_by("on_date", "pk")[:MOST]
    return sorted([*happenings(rows), *_outside(chosen, start, end)], key=lambda one: one.order)


def _outside(chosen: Chosen, start: dt.datetime, end: dt.datetime) -> list[Happening]:
    """What others tell about, of everywhere or of a werkplaats; of nothing else is known what it is about."""
    if chosen.theme or chosen.sort or chosen.series or chosen.of:
        return []
    rows = OutsideMeeting.objects.filter(starts_at__lt=end, ends_at__gt=start).select_related("calendar")
    if chosen.werkplaats:
        rows = rows.filter(calendar__home__slug=chosen.werkplaats)
    return [outside_happening(one) for one in rows.order_by("starts_at", "pk")[:MOST]]


def ahead(person: AnyPerson, chosen: Chosen, at: dt.datetime, limit: int = MOST_AHEAD) -> list[Happening]:
    """What is coming, nearest first: what goes on now is in it."""
    today = timezone.localdate(at)
    coming = Q(ends_at__gt=at) | Q(starts_at__isnull=True, on_date__gte=today.isoformat())
    rows = meetings(person, chosen).filter(coming).order_by("on_date", "starts_at", "pk")[:limit]
    outside = _outside(chosen, at, at + dt.timedelta(days=366))
    return sorted([*happenings(rows), *outside], key=lambda one: one.order)[:limit]


def past(person: Person, at: dt.datetime, limit: int = MOST_AHEAD) -> list[Happening]:
    """Where somebody was, last first."""
    rows = meetings(person, Chosen(of=person)).filter(ends_at__lte=at).order_by("-starts_at", "-pk")[:limit]
    return happenings(rows)


@dataclass(frozen=True)
class Day:
    """A day of a month page."""

    date: dt.date
    inside: bool
    today: bool
    happenings: Sequence[Happening]


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday on, and the months beside it as far as the calendar goes."""

    first: dt.date
    weeks: Sequence[Sequence[Day]]
    before: dt.date | None
    after: dt.date | None
    today: dt.date

    @property
    def days(self) -> list[Day]:
        """The days of the month on which something happens."""
        return [day for week in self.weeks for day in week if day.inside and day.happenings]


def month_of(year: int, number: int, at: dt.datetime) -> dt.date | None:
    """The first day of a month, when the calendar goes that far."""
    today = timezone.localdate(at)
    if not 1 <= number <= 12 or not -MONTHS_BACK <= (year - today.year) * 12 + number - today.month <= MONTHS_AHEAD:
        return None
    return dt.date(year, number, 1)


def month(person: AnyPerson, chosen: Chosen, first: dt.date, at: dt.datetime) -> Month:
    """What happens in a month, day by day."""
    after = _next(first)
    monday = first - dt.timedelta(days=first.weekday())
    sunday = after + dt.timedelta(days=(7 - after.weekday()) % 7)
    found = between(person, chosen, monday, sunday)
    today = timezone.localdate(at)
    dates = [monday + dt.timedelta(days=number) for number in range((sunday - monday).days)]
    days = [Day(date, first <= date < after, date == today, _on(found, date)) for date in dates]
    before = (first - dt.timedelta(days=1)).replace(day=1)
    return Month(
        first, [days[start : start + 7] for start in range(0, len(days), 7)],
        month_of(before.year, before.month, at), month_of(after.year, after.month, at), today,
    )  # fmt: skip


def _on(found: Iterable[Happening], date: dt.date) -> list[Happening]:
    return [one for one in found if one.first_day <= date <= one.last_day]


def _next(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1)
