# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What follows when somebody asks to show a thing, and when its home decides: mail, the index, and the desk."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from noaber import search
from noaber.base import clock, mail
from noaber.ledger.models import Entry
from noaber.moderation import Waiting
from noaber.people.models import Person, current_on
from noaber.people.region_models import ShowRequest
from noaber.people.region_queries import EDITS, origin_of, show_requests_waiting, thing_by_ref
from noaber.ui.languages import in_language


def index_again(entry: Entry) -> None:
    """In whose lists a thing stands has changed."""
    thing = thing_by_ref(entry.kind, entry.ref)
    search.changed(getattr(thing, "search_kind", entry.kind), entry.ref)


def tell(entry: Entry) -> None:
    """Mail the editors of the home that somebody asks, or who asked what the home decided."""
    asked = (
        ShowRequest.objects.select_related("home", "werkplaats", "asked_by").filter(pk=entry.data["request"]).first()
    )
    thing = thing_by_ref(entry.kind, entry.ref)
    if asked is None or thing is None:
        return
    if entry.verb == "show.asked":
        for person in _editors(asked):
            _mail(entry, asked, person, "asked", reverse("show_decide", args=[asked.pk]))
    elif asked.asked_by is not None:
        _mail(entry, asked, asked.asked_by, "decided", thing.get_absolute_url())


def _editors(asked: ShowRequest) -> Sequence[Person]:
    roles = asked.home.roles.filter(current_on(clock.day(asked.asked_at)), role__in=EDITS)
    people = Person.objects.filter(pk__in=roles.values("person"), is_active=True)
    return list(people.exclude(pk=asked.asked_by.pk if asked.asked_by else 0))


def _mail(entry: Entry, asked: ShowRequest, person: Person, template: str, address: str) -> None:
    if not person.email:
        return
    with translation.override(person.language):
        if template == "asked":
            subject = _("%(name)s wil iets van jullie tonen") % {"name": asked.werkplaats.short}
        else:
            subject = _("Antwoord op je verzoek om iets te tonen")
        # Deciding is for who signed in, which is at the portal.
        link = origin_of(asked.home.slug if template == "decided" else "") + in_language(address)
        mail.enqueue(
            to=person.email,
            subject=subject,
            template=f"site/mail/show_{template}.txt",
            context={"asked": asked, "link": link},
            at=entry.at,
            key=f"show:{entry.pk}:{person.pk}",
        )


class ShowDesk:
    """The requests that wait for the home's decision, on the desk of moderation."""

    def waiting(self, person: Person) -> Sequence[Waiting]:
        """What this person may decide, longest waiting first."""
        return [
            Waiting(
                kind="show",
                label=_("Verzoek om te tonen"),
                title=asked.title,
                href=reverse("show_decide", args=[asked.pk]),
                since=asked.asked_at,
                werkplaats=asked.home.slug,
            )
            for asked in show_requests_waiting(person)
        ]
