# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking somebody from outside to look at a version, and what they say; their address goes when it is over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock, throttle
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.knowledge import policies
from noaber.knowledge.draft_actions import locked, note
from noaber.knowledge.models import Remark, Version
from noaber.knowledge.outside_models import OUTSIDE, READING, OutsideReader, OutsideState
from noaber.people.models import Person

ledger.declare(
    {
        "product.outside_asked": "somebody without an account was asked to look at a version",
        "product.outside_said": "somebody who looks at a version from outside said something",
        "product.outside_done": "somebody who looks at a version from outside is ready",
        "product.outside_declined": "somebody from outside will not look at a version",
        "product.outside_withdrawn": "somebody from outside need not look at a version any more",
        "product.outside_reminded": "somebody from outside was reminded of the version that they would look at",
        "product.outside_ended": "a version is public or laid aside: the links of who looked from outside ended",
        "product.outside_forgotten": "the names of who looked at versions from outside were erased",
    }
)
MOST_READERS = 10
A_DAY = 30
# How long a name stays with what somebody said; the address goes at once.
NAMED_FOR = dt.timedelta(days=365)


@transaction.atomic
def invite(
    version: Version,
    *,
    mail: str,
    name: str,
    perspective: str,
    question: str,
    due_on: dt.date,
    by: Person | None,
    at: dt.datetime,
) -> OutsideReader:
    """Ask somebody by mail. Who is asked already is not asked twice."""
    version = locked(version)
    require(policies.may_invite(by, version, clock.day(at)))
    if due_on < clock.day(at):
        raise Refused(_("Kies een dag die nog komt."))
    known = version.outside_readers.filter(mail=mail, state__in=READING).first()
    if known is not None:
        return known
    if version.outside_readers.filter(state__in=READING).count() >= MOST_READERS:
        raise Refused(_("Er kunnen hoogstens %(most)s mensen van buiten meelezen.") % {"most": MOST_READERS})
    require(throttle.hit("knowledge.outside", str(by.pk if by else ""), A_DAY, dt.timedelta(days=1), at))
    reader = OutsideReader.objects.create(
        ref=new_ref("m"), version=version, mail=mail, name=name, perspective=perspective, question=question,
        due_on=due_on, language=get_language() or "nl", by=by, at=at,
    )  # fmt: skip
    _note("product.outside_asked", reader, by=by, at=at)
    return reader


def _note(verb: str, reader: OutsideReader, *, by: Person | None, at: dt.datetime, **data: Any) -> None:
    told = {"reader": reader.pk, "perspective": reader.perspective, **data}
    note(reader.version, verb, by=by, at=at, data=told)


def _held(reader: OutsideReader) -> OutsideReader:
    """The invitation as it is now, with its version held first; raises when it is over."""
    version = locked(reader.version)
    reader = OutsideReader.objects.select_for_update(of=("self",)).get(pk=reader.pk)
    reader.version = version
    require(policies.may_read_outside(reader))
    return reader


@transaction.atomic
def say(reader: OutsideReader, *, text: str, submission: str = "", by: Person | None, at: dt.datetime) -> Remark:
    """Say something in the conversation. The same `submission` again is the same remark."""
    reader = _held(reader)
    if submission and (known := reader.remarks.filter(submission=submission).first()):
        return known
    if not text.strip():
        raise Refused(_("Schrijf eerst iets."))
    said = _said(reader, Remark.Kind.SAID, text, submission, at)
    _note("product.outside_said", reader, by=by, at=at, remark=said.pk)
    return said


def _said(reader: OutsideReader, kind: str, text: str, submission: str, at: dt.datetime) -> Remark:
    return Remark.objects.create(
        version=reader.version, outside=reader, kind=kind, text=text, at=at, submission=submission or None
    )


@transaction.atomic
def finish(
    reader: OutsideReader, *, text: str = "", submission: str = "", by: Person | None, at: dt.datetime
) -> OutsideReader:
    """Somebody has read it. They may still read along until the version is public. Twice is once."""
    reader = _held(reader)
    if reader.state == OutsideState.DONE:
        return reader
    OUTSIDE.move(reader, OutsideState.DONE)
    reader.save(update_fields=["state"])
    said = _said(reader, Remark.Kind.DONE, text, submission, at)
    _note("product.outside_done", reader, by=by, at=at, remark=said.pk)
    return reader


@transaction.atomic
def decline(
    reader: OutsideReader, *, text: str = "", submission: str = "", by: Person | None, at: dt.datetime
) -> OutsideReader:
    """Somebody cannot look. Their link ends and their address goes."""
    reader = _held(reader)
    said = _said(reader, Remark.Kind.DECLINED, text, submission, at)
    _end(reader, OutsideState.DECLINED, at)
    _note("product.outside_declined", reader, by=by, at=at, remark=said.pk)
    return reader


@transaction.atomic
def withdraw(reader: OutsideReader, *, by: Person | None, at: dt.datetime) -> OutsideReader:
    """The writers need nobody from outside any more. Twice is once."""
    version = locked(reader.version)
    require(policies.may_talk(by, version, clock.day(at)))
    reader = OutsideReader.objects.select_for_update(of=("self",)).select_related("version").get(pk=reader.pk)
    if reader.state not in READING:
        return reader
    _end(reader, OutsideState.WITHDRAWN, at)
    _note("product.outside_withdrawn", reader, by=by, at=at)
    return reader


@transaction.atomic
def end_all(version: Version, *, by: Person | None, at: dt.datetime) -> list[OutsideReader]:
    """The version is public or laid aside: nobody reads along any more. Gives those whose link ended."""
    version = locked(version)
    rows = version.outside_readers.select_for_update(of=("self",)).filter(state__in=READING)
    ended = list(rows)
    for reader in ended:
        reader.version = version
        _end(reader, OutsideState.ENDED, at)
    if ended:
        note(version, "product.outside_ended", by=by, at=at, data={"readers": [reader.pk for reader in ended]})
    return ended


def _end(reader: OutsideReader, state: str, at: dt.datetime) -> None:
    """The address goes; the name stays only with words that somebody said."""
    OUTSIDE.move(reader, state)
    reader.mail, reader.ended_at = "", at
    if not reader.remarks.exclude(text="").exists():
        reader.name = ""
    reader.save(update_fields=["state", "mail", "name", "ended_at"])


@transaction.atomic
def note_reminded(reader: OutsideReader, *, by: Person | None, at: dt.datetime) -> bool:
    """Whether this one is to be reminded now: once, and only while nothing was answered."""
    reader = OutsideReader.objects.select_for_update(of=("self",)).select_related("version").get(pk=reader.pk)
    if reader.state != OutsideState.ASKED or reader.reminded_at is not None:
        return False
    reader.reminded_at = at
    reader.save(update_fields=["reminded_at"])
    _note("product.outside_reminded", reader, by=by, at=at)
    return True


@transaction.atomic
def forget_names(*, by: Person | None, at: dt.datetime) -> int:
    """Erase the names of who looked from outside a year ago; what they said stays, with its perspective."""
    old = OutsideReader.objects.filter(ended_at__lt=at - NAMED_FOR).exclude(name="")
    count = old.update(name="")
    if count:
        ledger.record("product.outside_forgotten", "product:outside", by=by, at=at, data={"count": count})
    return count
