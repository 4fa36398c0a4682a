# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Meetings as a calendar that programs keep: of any choice, of one meeting, and somebody's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from noaber.base import clock, signing
from noaber.base.calendar import Moment, calendar, midnight
from noaber.meetings.calendar_models import CalendarKey
from noaber.meetings.calendar_queries import Chosen, meetings
from noaber.meetings.models import Meeting, RegistrationState
from noaber.people.models import AnyPerson, Person
from noaber.people.policies import may_sign_in
from noaber.people.region_queries import origin_of

# What the address of somebody's own calendar is sealed for; it opens nothing else.
FEED = "meetings.calendar"
FEED_AGE = dt.timedelta(days=3650)
# What has been stays in a program's calendar for a year, and so does what was called off.
BACK = dt.timedelta(days=366)
MOST = 1000
RELATED = ("home", "series")


def uid_of(meeting: Meeting) -> str:
    """The name of a meeting in every calendar, for ever; also in the one that is mailed."""
    return f"{meeting.ref}@noaber"


def moment_of(meeting: Meeting, *, online: bool = False) -> Moment | None:
    """A meeting as a calendar tells it; the link to join online only to who signed up."""
    starts, ends, whole = meeting.starts_at, meeting.ends_at, meeting.whole_days
    if starts is None or ends is None:
        try:
            starts = midnight(dt.date.fromisoformat(meeting.on_date))
        except ValueError:
            return None
        ends, whole = midnight(dt.date.fromisoformat(meeting.on_date) + dt.timedelta(days=1)), True
    address = origin_of(meeting.home_slug) + meeting.get_absolute_url()
    return Moment(
        uid=uid_of(meeting), title=_("%(title)s (voorbeeld)") % {"title": meeting.title} if meeting.example
        else meeting.title, starts_at=starts, ends_at=ends, changed_at=meeting.changed_at or meeting.updated_at,
        place=_place(meeting), text="\n\n".join(_told(meeting, address, online)), url=address, sequence=meeting.saved,
        whole_days=whole, cancelled=meeting.is_cancelled, categories=(str(meeting.what),) if meeting.what else (),
    )  # fmt: skip


def _place(meeting: Meeting) -> str:
    found = ", ".join(part for part in (meeting.place, " ".join(meeting.address.split())) if part)
    return found or (_("Online") if meeting.online_url else "")


def _told(meeting: Meeting, address: str, online: bool) -> list[str]:
    """What stands with it: that it is off, what it is about, how to join, and where to read more."""
    off = _("Gaat niet door. %(why)s") % {"why": meeting.cancelled_because} if meeting.is_cancelled else ""
    join = _("Doe online mee: %(link)s") % {"link": meeting.online_url} if online and meeting.online_url else ""
    return [one for one in (off.strip(), meeting.summary, join, address) if one]


def written(rows: Iterable[Meeting], name: str, *, joins: Iterable[int] = (), text: str = "", **told: str) -> str:
    """Meetings as iCalendar; those of `joins` with the link to join online."""
    known = set(joins)
    found = (moment_of(one, online=one.pk in known) for one in rows)
    return calendar(name, [one for one in found if one is not None], text=text, **told)


def feed(chosen: Chosen, person: AnyPerson, at: dt.datetime) -> str:
    """The calendar of a choice: from a year ago on."""
    since = clock.day(at - BACK).isoformat()
    rows = meetings(person, chosen).select_related(*RELATED).filter(on_date__gte=since).order_by("-on_date", "-pk")
    name = " · ".join([_("Bijeenkomsten"), *chosen.words])
    about = _("Bijeenkomsten van de Werkplaatsen Sociaal Domein. Deze agenda werkt zichzelf bij.")
    asked = f"?{urlencode(chosen.query)}" if chosen.query else ""
    page, source = reverse("meeting_list") + asked, reverse("meeting_feed") + asked
    kept = sorted(rows[:MOST], key=lambda one: (one.on_date, one.pk))
    return written(kept, name, text=about, url=settings.SITE_URL + page, source=settings.SITE_URL + source)


def one(meeting: Meeting) -> str:
    """One meeting, to put in a calendar."""
    return written([meeting], meeting.title)


def changed_at() -> dt.datetime | None:
    """When any meeting last changed, also one that nobody may read any more."""
    last: dt.datetime | None = Meeting.objects.aggregate(last=Max("updated_at"))["last"]
    return last


def address_of(key: CalendarKey) -> str:
    """The path of somebody's own calendar; who knows it can read that, and nothing else."""
    return reverse("meeting_own_feed", args=[signing.seal(FEED, key.key)])


def person_of_feed(sealed: str) -> Person:
    """Whose calendar an address is about; raises when it is not ours, was replaced, or its person is gone."""
    key = signing.unseal(FEED, sealed, FEED_AGE)
    found = CalendarKey.objects.select_related("person").filter(key=key).first()
    if found is None or not may_sign_in(found.person):
        raise signing.Forged(_("Deze agenda is er niet meer."))
    return found.person


def own(person: Person, at: dt.datetime) -> str:
    """What somebody comes to: what they signed up for, and the meetings of their groups."""
    since = clock.day(at - BACK).isoformat()
    rows = meetings(person, Chosen(of=person)).select_related(*RELATED).filter(on_date__gte=since)
    joins = person.registrations.filter(state=RegistrationState.IN).values_list("meeting", flat=True)
    about = _("De bijeenkomsten waarvoor je je aanmeldde, en die van je groepen.")
    page = settings.SITE_URL + reverse("meeting_mine")
    return written(rows.order_by("on_date", "pk")[:MOST], _("Mijn bijeenkomsten"), joins=joins, text=about, url=page)


def feed_address(chosen: Mapping[str, str]) -> str:
    """The path of the calendar of these filters."""
    return reverse("meeting_feed") + (f"?{urlencode(chosen)}" if chosen else "")
