# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What follows a harvest: who signed up reads it by mail, once; and a meeting without one is asked for it, once."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock, mail
from noaber.base.worker import every
from noaber.ledger.models import Entry
from noaber.meetings import harvest_actions, harvest_queries, links
from noaber.meetings.models import PLANS, Meeting, Registration, RegistrationState
from noaber.moderation.queries import judges_of
from noaber.people.region_queries import origin_of
from noaber.ui.languages import in_language

AT_ONCE = 100


def there(meeting: Meeting, address: str) -> str:
    """The whole of an address, at the place where the werkplaats has its pages."""
    return f"{origin_of(meeting.home_slug) or settings.SITE_URL}{in_language(address)}"


def tell_harvest(entry: Entry) -> None:
    """Who signed up and did not sign off gets the harvest."""
    meeting = Meeting.objects.select_related("home", "harvest").filter(ref=entry.ref, example=False).first()
    gathered = harvest_queries.shown(meeting) if meeting else None
    if meeting is None or gathered is None:
        return
    rows = Registration.objects.filter(meeting=meeting, state=RegistrationState.IN).exclude(email="")
    mails = []
    for one in rows.order_by("number"):
        with translation.override(one.language):
            mails.append(
                mail.compose(
                    to=one.email,
                    subject=_("Wat er uit “%(title)s” kwam") % {"title": meeting.title[:200]},
                    template="meetings/mail/harvest.txt",
                    context={"meeting": meeting, "name": one.name, "gathered": gathered,
                             "link": there(meeting, f"{meeting.get_absolute_url()}"),
                             "ticket": there(meeting, reverse("meeting_ticket", args=[links.ticket(one)]))},
                    at=entry.at, key=f"meeting:{meeting.ref}:harvest:{one.ref}",
                )
            )  # fmt: skip
    mail.enqueue_all(mails)


def ask_planners(entry: Entry) -> None:
    """Who plans for the home of a meeting is asked for its harvest."""
    meeting = Meeting.objects.select_related("home").filter(ref=entry.ref).first()
    if meeting is None:
        return
    for person in judges_of(meeting.home, roles=PLANS).people:
        with translation.override(person.language):
            mail.enqueue(
                to=person.email or "",
                subject=_("Wat kwam er uit “%(title)s”?") % {"title": meeting.title[:200]},
                template="meetings/mail/harvest_asked.txt",
                context={"meeting": meeting, "link": there(meeting, reverse("meeting_harvest", args=[meeting.slug]))},
                at=entry.at, key=f"meeting:{meeting.ref}:harvest-asked:{person.pk}",
            )  # fmt: skip


@every(seconds=3600, name="harvests that stay away")
def ask_for_harvests() -> int:
    """Ask, once, for the harvest of meetings of two weeks ago."""
    now = clock.now()
    found = harvest_queries.without_harvest(now)[:AT_ONCE]
    return sum(harvest_actions.ask_for(meeting, by=None, at=now) for meeting in found)


def register() -> None:
    """Follow up what the ledger tells of harvests."""
    ledger.on("meeting.harvested", tell_harvest)
    ledger.on("meeting.harvest_asked", ask_planners)
