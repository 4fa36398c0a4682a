# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One address is one follower: what an address followed joins the person who has it now."""

from datetime import datetime

from django.db import transaction

from noaber import ledger
from noaber.following.models import Consent, Follow, Follower, Notice, PaceChoice
from noaber.people.models import Person

ledger.declare({"follow.joined": "what a mail address followed joined the person who has that address"})


@transaction.atomic
def adopt(person: Person, *, by: Person | None, at: datetime) -> Follower | None:
    """The follower that this person is, with everything their address followed before; None when there is none."""
    own = Follower.objects.select_for_update(of=("self",)).filter(person=person).first()
    loose = Follower.objects.select_for_update().filter(email=person.email).first() if person.email else None
    if loose is None:
        return own
    if own is None:
        loose.person, loose.email = person, ""
        loose.save(update_fields=["person", "email"])
        own = loose
    else:
        _merge(loose, own)
    ledger.record("follow.joined", own, by=by or person, at=at)
    return own


def _merge(loose: Follower, own: Follower) -> None:
    mine = {one.key: one for one in own.follows.all()}
    became: dict[int, int] = {}
    for one in loose.follows.all():
        same = mine.get(one.key)
        if same is None:
            Follow.objects.filter(pk=one.pk).update(follower=own)
            continue
        became[one.pk] = same.pk
        moments = [moment for moment in (same.confirmed_at, one.confirmed_at) if moment]
        Follow.objects.filter(pk=same.pk).update(confirmed_at=min(moments, default=None))
    chosen = set(own.paces.values_list("kind", "werkplaats"))
    for choice in loose.paces.all():
        if (choice.kind, choice.werkplaats) not in chosen:
            PaceChoice.objects.filter(pk=choice.pk).update(follower=own)
    there = dict(own.notices.values_list("entry", "told_at"))
    for notice in loose.notices.all():
        if notice.entry_id in there:
            _told_earlier(notice, own, there[notice.entry_id])
            continue
        notice.follower, notice.via = own, [became.get(pk, pk) for pk in notice.via]
        notice.save(update_fields=["follower", "via"])
    # The rows themselves stay as they are: they only lie with another follower.
    Consent.objects.filter(follower=loose).hand_to(follower=own)
    loose.delete()


def _told_earlier(notice: Notice, own: Follower, told_at: datetime | None) -> None:
    """The same address was told already by way of the other one."""
    if told_at is None and notice.told_at is not None:
        own.notices.filter(entry=notice.entry_id).update(told_at=notice.told_at)
