# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling, confirming, judging and taking back: the same for everything that people tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import clock, throttle
from noaber.base.refs import slug_for
from noaber.base.verdicts import Refused, require
from noaber.effects import in_loop, policies
from noaber.effects.models import LIFECYCLE, State, Told, Use
from noaber.effects.story_models import Change, Story
from noaber.ledger.models import Entry
from noaber.people.models import Person
from noaber.questions.actions import why_held

KINDS: tuple[type[Told], ...] = (Use, Story, Change)
MAILS_A_DAY = 20
SAID = {
    "told": "somebody told of a {kind} and confirms it, or waits for an editor",
    "waits": "a {kind} waits for an editor to look first",
    "registered": "a {kind} became public",
    "declined": "a {kind} was not made public, or taken out of public view, with the reason",
    "withdrawn": "the teller took a {kind} back and its words were erased",
    "address_erased": "the mail address of who told of a {kind} was erased",
}
ledger.declare({f"{one.KIND}.{verb}": words.format(kind=one.KIND) for one in KINDS for verb, words in SAID.items()})

Thing = TypeVar("Thing", bound=Told)


@transaction.atomic
def note(
    thing: Told, verb: str, *, by: Person | None, at: datetime, reason: str = "", data: Mapping[str, Any] | None = None
) -> Entry:
    """Save a changed thing, write it in the ledger and have it indexed again; within the caller's transaction."""
    thing.changed_at = at
    thing.save()
    search.changed(thing.KIND, thing.ref)
    told = {**in_loop.loop_facts(thing, verb), **thing.said, **(data or {})}
    return ledger.record(
        f"{thing.KIND}.{verb}", thing, by=by, at=at, werkplaats=thing.home_slug, reason=reason, data=told
    )


def locked(thing: Thing) -> Thing:
    """The thing as it is now, held until the transaction ends."""
    rows = type(thing)._default_manager.select_for_update(of=("self",)).select_related("home", "person")
    return rows.get(pk=thing.pk)


@transaction.atomic
def tell(thing: Thing, *, by: Person | None, at: datetime) -> Thing:
    """Keep what somebody told. Who gave an address confirms it; what came without one waits for an editor.

    The same `submission` again gives the same thing. Who signed in has confirmed already.
    """
    rows = type(thing)._default_manager
    if thing.submission and (known := rows.filter(submission=thing.submission).first()):
        return known
    if by is None and thing.mail:
        require(throttle.hit("effects.mail", thing.mail, MAILS_A_DAY, timedelta(days=1), at))
    thing.slug, thing.submission = slug_for(thing.title, thing.ref), thing.submission or None
    thing.told_at = thing.changed_at = at
    thing.language = get_language() or "nl"
    thing.held_because = why_held("", thing.words)
    thing.person, thing.mail = by, "" if by else thing.mail
    if not thing.address and by is None:
        thing.state = State.WAITING
    try:
        with transaction.atomic():
            thing.save()
    except IntegrityError:
        # The other half of a double submit was first.
        return rows.get(submission=thing.submission)
    note(thing, "told", by=by, at=at)
    return confirm(thing, by=by, at=at) if by else thing


@transaction.atomic
def confirm(thing: Thing, *, by: Person | None, at: datetime) -> Thing:
    """The teller confirmed: show it, or hold it when somebody should look first. Again changes nothing."""
    thing = locked(thing)
    if thing.state != State.UNCONFIRMED:
        return thing
    if thing.held_because:
        LIFECYCLE.move(thing, State.WAITING)
        note(thing, "waits", by=by or thing.person, at=at, reason=thing.held_because)
    else:
        _show(thing, by=by or thing.person, at=at)
    return thing


def _show(thing: Told, *, by: Person | None, at: datetime) -> None:
    LIFECYCLE.move(thing, State.PUBLIC)
    thing.public_at = thing.public_at or at
    note(thing, "registered", by=by, at=at)


@transaction.atomic
def judge(thing: Thing, *, accept: bool, text: str = "", by: Person | None, at: datetime) -> Thing:
    """An editor lets everybody read it, or not, and then says why."""
    thing = locked(thing)
    require(policies.may_judge(by, thing, clock.day(at)))
    if accept:
        _show(thing, by=by, at=at)
        return thing
    if not text.strip():
        raise Refused(_("Schrijf waarom het niet geplaatst wordt. De verteller krijgt dat te lezen."))
    LIFECYCLE.move(thing, State.DECLINED)
    note(thing, "declined", by=by, at=at, reason=text)
    return thing


@transaction.atomic
def hide(thing: Thing, *, reason: str, by: Person | None, at: datetime) -> Thing:
    """Take it out of public view after a report; the report decided who may."""
    thing = locked(thing)
    if thing.state == State.PUBLIC:
        LIFECYCLE.move(thing, State.DECLINED)
        note(thing, "declined", by=by, at=at, reason=reason)
    return thing


@transaction.atomic
def withdraw(thing: Thing, *, by: Person | None, at: datetime) -> Thing:
    """The teller takes it back: the words go, the entry stays. Again changes nothing."""
    thing = locked(thing)
    if thing.state == State.WITHDRAWN:
        return thing
    LIFECYCLE.move(thing, State.WITHDRAWN)
    person = by or thing.person
    thing.title = _("Ingetrokken")
    thing.slug = slug_for("", thing.ref)
    thing.forget()
    thing.person = None
    note(thing, "withdrawn", by=person, at=at)
    return thing


@transaction.atomic
def erase_address(thing: Told, *, by: Person | None, at: datetime) -> None:
    """Nobody needs the address of the teller any more. Again changes nothing."""
    thing = locked(thing)
    if thing.mail:
        thing.mail = ""
        note(thing, "address_erased", by=by, at=at)
