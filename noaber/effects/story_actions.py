# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling what something was worth, and what changed; asking somebody independent whether that is so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock, throttle
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.effects.models import TITLE_LENGTH, State
from noaber.effects.story_models import Change, Story, StoryConsent, Substantiation
from noaber.effects.telling_actions import MAILS_A_DAY, locked, note, tell
from noaber.moderation.queries import subject_of
from noaber.people.models import Person, Werkplaats

ledger.declare(
    {
        "change.asked_whether": "somebody independent was mailed the question whether a change is told rightly",
        "change.substantiated": "somebody independent said whether a change is told rightly",
    }
)
# The words to which a teller agrees, and those of who lets their name stand.
CONSENT, NAMED = "2026-11", "2026-11"
MOST_ASKED = 5


def _home_of(about: str, home: Werkplaats | None) -> tuple[str, Werkplaats | None]:
    """What it is about, when everybody can read that, and the werkplaats of that."""
    subject = subject_of(about) if about else None
    if subject is None:
        return "", home
    return f"{subject.kind}:{subject.ref}", Werkplaats.objects.filter(slug=subject.werkplaats).first() or home


@transaction.atomic
def tell_story(
    *,
    title: str,
    told: Mapping[str, str],
    perspective: str,
    consent: bool,
    place: str = "",
    about: str = "",
    home: Werkplaats | None = None,
    email: str = "",
    submission: str = "",
    example: bool = False,
    by: Person | None,
    at: datetime,
) -> Story:
    """Tell a story: at least one of the five cycles, with the teller's consent that others read it."""
    cycles = {name: told.get(name, "").strip() for name in Story.TEXTS}
    if not any(cycles.values()):
        raise Refused(_("Vul minstens één van de vijf vakken in."))
    if not consent:
        raise Refused(_("Zonder je toestemming kunnen we je verhaal niet laten zien."))
    about, home = _home_of(about, home)
    story = Story(
        ref=new_ref("vh"), title=title, perspective=perspective, place=place, about=about, home=home, mail=email,
        submission=submission, example=example, **cycles,
    )  # fmt: skip
    story = tell(story, by=by, at=at)
    if not story.consents.exists():
        StoryConsent.objects.create(story=story, version=CONSENT, given=True, at=at)
    return story


@transaction.atomic
def tell_change(
    *,
    who: str,
    what: str,
    place: str,
    changed_on: date,
    significance: str,
    contribution: str,
    perspective: str,
    about: str = "",
    home: Werkplaats | None = None,
    email: str = "",
    submission: str = "",
    example: bool = False,
    by: Person | None,
    at: datetime,
) -> Change:
    """Tell what changed, for whom it matters, and what contributed to it."""
    if changed_on > clock.day(at):
        raise Refused(_("Dat is nog niet geweest."))
    about, home = _home_of(about, home)
    title = f"{capfirst(who)}: {what}"
    change = Change(
        ref=new_ref("w"), title=title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1]}…", who=who,
        what=what, place=place, changed_on=changed_on.replace(day=1), significance=significance,
        contribution=contribution, perspective=perspective, about=about, home=home, mail=email, submission=submission,
        example=example,
    )  # fmt: skip
    return tell(change, by=by, at=at)


@transaction.atomic
def ask_whether(change: Change, *, email: str, by: Person | None, at: datetime) -> Substantiation:
    """Mail somebody independent the question whether it is told rightly; the same address once."""
    change = locked(change)
    if change.state != State.PUBLIC:
        raise Refused(_("Dit staat niet op de site."))
    if email in (change.address, ""):
        raise Refused(_("Vraag het aan iemand anders: het gaat om een tweede paar ogen."))
    if change.substantiations.count() >= MOST_ASKED:
        raise Refused(_("Je vroeg het al aan %(most)s mensen. Dat is genoeg.") % {"most": MOST_ASKED})
    found = change.substantiations.filter(mail=email).first()
    if found is not None:
        return found
    require(throttle.hit("effects.mail", email, MAILS_A_DAY, timedelta(days=1), at))
    asked = Substantiation(change=change, ref=new_ref("s"), mail=email, asked_by=by, asked_at=at)
    asked.language = get_language() or "nl"
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError:
        return change.substantiations.get(mail=email)
    note(change, "asked_whether", by=by, at=at, data={"substantiation": asked.pk})
    return asked


@transaction.atomic
def substantiate(
    asked: Substantiation,
    *,
    agrees: str,
    role: str,
    text: str = "",
    name: str = "",
    named: bool = False,
    by: Person | None,
    at: datetime,
) -> Substantiation:
    """Say whether it is told rightly, once; a name is kept only where its bearer wants that."""
    asked = Substantiation.objects.select_for_update(of=("self",)).select_related("change").get(pk=asked.pk)
    if asked.answered_at is not None:
        return asked
    if asked.change.state != State.PUBLIC:
        raise Refused(_("Dit staat niet meer op de site."))
    asked.agrees, asked.role, asked.text, asked.answered_at = agrees, role, text, at
    asked.name, asked.named = (name, NAMED) if name and named else ("", "")
    asked.mail = ""
    asked.save()
    note(locked(asked.change), "substantiated", by=by, at=at, data={"agrees": agrees})
    return asked


@transaction.atomic
def forget_asked(*, before: datetime, by: Person | None, at: datetime) -> int:
    """Erase the addresses of who was asked before a moment and said nothing; how many."""
    silent = Substantiation.objects.select_related("change").exclude(mail="").filter(asked_at__lte=before)
    for asked in silent:
        Substantiation.objects.filter(pk=asked.pk).update(mail="")
        ledger.record("change.address_erased", asked.change, by=by, at=at)
    return len(silent)
