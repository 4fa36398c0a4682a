# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody who signed up is mailed: why, how it stands, the facts, and the link with which to change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.base import mail, signing
from noaber.base.models import OutgoingMail
from noaber.following.digest_queries import brand
from noaber.meetings import signup_queries
from noaber.meetings.models import Registration, RegistrationState
from noaber.meetings.signup_calendar import calendar_of
from noaber.meetings.signup_models import Tell
from noaber.people.region_queries import origin_of
from noaber.ui.formats import moment
from noaber.ui.languages import in_language

PURPOSE = "meetings.registration"
# A link in an old mail still says how it was; what can be done with it ends by itself.
LINK_AGE = dt.timedelta(days=400)
FALLBACK = "#0f6b66"
# About these only the calendar is told that it is off.
GONE = (Tell.OUT, Tell.LAPSED)


@dataclass(frozen=True)
class Told:
    """One registration in a mail."""

    registration: Registration
    lines: Sequence[str]
    facts: Sequence[tuple[str, str]]
    link: str
    button: str


def link_of(registration: Registration) -> str:
    """The page on which somebody sees, changes and cancels their registration, without an account."""
    token = signing.seal(PURPOSE, registration.ref)
    origin = origin_of(registration.meeting.home_slug)
    return origin + in_language(reverse("registration_detail", args=[token]))


def put_in_calendar(row: Registration) -> bool:
    """Whether the mail about it changes somebody's calendar."""
    return row.state == RegistrationState.IN or row.in_calendar


def compose(rows: Sequence[Registration], *, at: dt.datetime) -> OutgoingMail:
    """The mail about these registrations of one address, in their language; more than one when it is a series."""
    first = rows[0]
    home = first.meeting.home
    with translation.override(first.language):
        told = [_told(one) for one in rows]
        dated = [(one, item.link) for one, item in zip(rows, told, strict=True) if put_in_calendar(one)]
        context = {
            "name": home.name if home else settings.SITE_NAME, "brand": brand(home.brand if home else FALLBACK),
            "hello": first.name, "opening": _opening(first, len(rows)), "told": told, "dated": bool(dated),
            "gone": first.tell in GONE, "address": first.email,
        }  # fmt: skip
        return mail.compose(
            to=first.email,
            subject=_subject(first, len(rows)),
            template="meetings/mail/registration.txt",
            html_template="meetings/mail/registration.html",
            context=context,
            at=at,
            # Each mail to somebody has its number; another try at the same one is not another mail.
            key=f"registration:{first.pk}:{first.told}",
            attachments=[(_("bijeenkomst.ics"), "text/calendar", calendar_of(dated, at=at))] if dated else (),
        )


def _subject(row: Registration, many: int) -> str:
    if many > 1 and row.meeting.series is not None:
        return _("Aangemeld voor %(many)s bijeenkomsten: %(title)s") % {
            "many": many, "title": row.meeting.series.title,
        }  # fmt: skip
    title, state = {"title": row.meeting.title}, row.state
    subjects = {
        Tell.LAPSED: _("Je plek is nu voor een ander: %(title)s"),
        Tell.OUT: _("Je bent afgemeld: %(title)s"),
        Tell.PART: _("Je hebt een plek in een deel: %(title)s"),
        Tell.MOVED: _("Er is iets veranderd: %(title)s"),
        Tell.CALLED_OFF: _("Gaat niet door: %(title)s"),
        Tell.ON_AGAIN: _("Gaat toch door: %(title)s"),
        Tell.REMINDER: _("Je komt binnenkort: %(title)s"),
    }
    states = {
        RegistrationState.IN: _("Je bent aangemeld: %(title)s"),
        RegistrationState.WAITING: _("Je staat op de wachtlijst: %(title)s"),
        RegistrationState.OFFERED: _("Er is plek voor je: %(title)s"),
        RegistrationState.OUT: _("Je bent afgemeld: %(title)s"),
    }
    return (subjects.get(Tell(row.tell)) or states[RegistrationState(state)]) % title


def _opening(row: Registration, many: int) -> str:
    """The sentence that says why this mail came."""
    words = {
        Tell.AGAIN: _("Je vulde het formulier nog een keer in. Je stond er al op; dit is hoe het staat."),
        Tell.LINK: _("Je vroeg om de link van je aanmelding."),
        Tell.LAPSED: _("Je zei niet op tijd ja. De plek gaat naar de volgende op de lijst."),
        Tell.OUT: _("Je komt niet. We hebben je afgemeld."),
        Tell.PART: _("In een deel dat je koos is plek gekomen."),
        Tell.MOVED: _("Er is iets veranderd aan de tijd of de plaats. Dit is hoe het nu is."),
        Tell.CALLED_OFF: _("De bijeenkomst gaat niet door."),
        Tell.ON_AGAIN: _("De bijeenkomst gaat toch door. Je aanmelding staat nog."),
        Tell.REMINDER: _("Binnenkort zien we je. Kun je toch niet? Meld je dan af, want een ander wil misschien wel."),
    }  # fmt: skip
    if row.tell == Tell.OUT and row.reason:
        return _("De organisatie heeft je afgemeld.")
    if row.tell == Tell.SIGNED:
        return _("Fijn dat je komt.") if row.state == RegistrationState.IN else _("Fijn dat je wilt komen.")
    return words.get(Tell(row.tell), "")


def _told(row: Registration) -> Told:
    link, meeting = link_of(row), row.meeting
    again = row.state == RegistrationState.OUT
    address = origin_of(meeting.home_slug) + in_language(meeting.get_absolute_url())
    button = _("Naar de bijeenkomst") if again else _("Bekijk, verander of meld je af")
    if row.state == RegistrationState.OFFERED and not meeting.is_cancelled:
        button = _("Zeg ja, of laat de plek gaan")
    return Told(row, lines_of(row), facts_of(row), address if again else link, button)


def lines_of(row: Registration) -> list[str]:
    """How it stands, in sentences; on the page and in the mail."""
    if row.meeting.is_cancelled:
        return [row.meeting.cancelled_because] if row.meeting.cancelled_because else []
    if row.state == RegistrationState.OUT:
        return [row.reason] if row.reason else [_("Wil je toch komen? Meld je dan opnieuw aan.")]
    if row.state == RegistrationState.IN:
        return [ngettext("Je hebt een plek.", "Je hebt plek voor %(num)s mensen.", row.size) % {"num": row.size}]
    if row.state == RegistrationState.OFFERED:
        until = {"moment": moment(row.offered_until)}
        return [_("Er is plek voor je. Zeg ja voor %(moment)s. Daarna is de plek voor een ander.") % until]
    line = signup_queries.place_in_line(row)
    told = [_("Het is vol. Je staat op plaats %(number)s van de wachtlijst. Komt er plek, dan krijg je een mail.")
            % {"number": line}]  # fmt: skip
    if row.size > 1:
        told.append(_("Jullie krijgen samen plek. Kom je met minder mensen, dan kan het sneller gaan."))
    return told


def facts_of(row: Registration) -> list[tuple[str, str]]:
    """What one needs to know to get there; the online link only for who has a place."""
    meeting = row.meeting
    parts = [
        f"{one.part.title} ({_('je wacht op plek')})" if one.waits else one.part.title
        for one in signup_queries.choices_of(row)
    ]
    online = meeting.online_url if row.state == RegistrationState.IN and not meeting.is_cancelled else ""
    facts = [
        (_("Wat"), meeting.title),
        (_("Wanneer"), render_to_string("meetings/_when.txt", {"item": meeting}).strip()),
        (_("Waar"), ", ".join(one for one in (meeting.place, meeting.address) if one)),
        (_("Online"), online),
        (_("Toegankelijkheid"), meeting.access),
        (_("Delen"), ", ".join(parts)),
    ]
    return [(label, text) for label, text in facts if text]
