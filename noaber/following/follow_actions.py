# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following, and everything a follower may do with it. The ledger tells when; it holds no address and no thing."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import following, ledger
from noaber.base import throttle
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.following import policies, queries
from noaber.following.joining_actions import adopt
from noaber.following.models import Consent, Follow, Follower, Notice, Pace, PaceChoice
from noaber.following.paces import DEFAULT, Paces
from noaber.people.models import Person

UNCONFIRMED_FOR = timedelta(days=14)
# Who follows nothing any more is forgotten; until then the consent proves what was agreed to.
EMPTY_FOR = timedelta(days=30)
# A saved search that tells the same looks back at what was told.
TOLD_KEPT_FOR = timedelta(days=60)
# More than this nobody reads; it also bounds what one address can make the machine do.
MOST = 500
MAILS_AN_HOUR = 6

ledger.declare(
    {
        "follow.asked": "somebody without an account wants to follow something and is sent a link to confirm it",
        "follow.link_asked": "somebody asked for a link to what they follow",
        "follow.confirmed": "somebody follows something",
        "follow.ended": "somebody follows something no longer, or never confirmed it",
        "follow.pace_chosen": "somebody chose how often they hear of what they follow",
        "follow.mail_stopped": "somebody wants no mail any more about what they follow",
        "follow.mail_resumed": "somebody wants mail again about what they follow",
    }
)


@transaction.atomic
def ask_follow(key: str, *, consent: str, email: str = "", by: Person | None, at: datetime) -> Follow | None:
    """Follow a thing. Who is signed in does so at once, anybody else after the mailed link. Twice is once.

    Nothing comes back where an address follows as much as one can: it gets its link, and the page tells nobody.
    """
    require(policies.may_follow(by, key))
    if by is None:
        require(throttle.hit("following", email, MAILS_AN_HOUR, timedelta(hours=1), at))
    follower = follower_at(email, by=by, at=at)
    kind, _colon, about = key.partition(":")
    follow = follower.follows.filter(kind=kind, about=about).first()
    if follow is None and follower.follows.count() >= MOST:
        if by is not None:
            raise Refused(_("Je volgt al %(most)s dingen. Stop er eerst met een.") % {"most": MOST})
        ledger.record("follow.link_asked", follower, by=None, at=at)
        return None
    if follow is None:
        defaults = {"ref": new_ref("f"), "asked_at": at}
        follow, _new = follower.follows.get_or_create(kind=kind, about=about, defaults=defaults)
    if by is not None:
        return confirm_follow(follow, consent=consent, by=by, at=at)
    ledger.record("follow.asked", follow, by=None, at=at)
    return follow


@transaction.atomic
def follower_at(email: str, *, by: Person | None, at: datetime) -> Follower:
    """The follower of this address: the person who has it, or else the address alone."""
    address = email.strip().lower()
    if by is not None and not by.email:
        raise Refused(_("Er is geen mailadres bij je account."))
    person = by or Person.objects.filter(email=address, is_active=True).first()
    made = {"ref": new_ref("vg"), "started_at": at, "language": get_language() or "nl"}
    if person is None:
        return Follower.objects.get_or_create(email=address, person=None, defaults=made)[0]
    return adopt(person, by=by, at=at) or Follower.objects.get_or_create(person=person, defaults=made)[0]


@transaction.atomic
def confirm_follow(follow: Follow, *, consent: str, by: Person | None, at: datetime) -> Follow:
    """Whoever reads mail at the address said yes; that they want mail again goes with it. Again changes nothing."""
    follow = Follow.objects.select_for_update(of=("self",)).select_related("follower__person").get(pk=follow.pk)
    if follow.confirmed_at is None:
        follow.confirmed_at = at
        follow.save(update_fields=["confirmed_at"])
        _say(follow.follower, consent, about=follow.key, given=True, at=at)
        ledger.record("follow.confirmed", follow, by=by or follow.follower.person, at=at)
        resume_mail(follow.follower, consent=consent, by=by, at=at)
    return follow


def _say(follower: Follower, words: str, *, about: str = "", given: bool, at: datetime) -> None:
    Consent.objects.create(follower=follower, about=about, given=given, words=words, at=at)


@transaction.atomic
def unfollow(follow: Follow, *, by: Person | None, at: datetime) -> None:
    """Hear no more of a thing; what was not told yet by it alone is not told. Again changes nothing."""
    found = Follow.objects.select_for_update(of=("self",)).select_related("follower__person").filter(pk=follow.pk)
    for one in found:
        _say(one.follower, "", about=one.key, given=False, at=at)
        ledger.record("follow.ended", one, by=by or one.follower.person, at=at)
        one.delete()


@transaction.atomic
def choose_paces(
    follower: Follower,
    *,
    kinds: Mapping[str, str],
    werkplaatsen: Mapping[str, str],
    by: Person | None,
    at: datetime,
) -> bool:
    """Hear of each kind of thing and each werkplaats as often as chosen; what is no pace takes a choice away."""
    follower = Follower.objects.select_for_update(of=("self",)).select_related("person").get(pk=follower.pk)
    before = set(follower.paces.values_list("kind", "werkplaats", "pace"))
    # Every week is what goes without saying, for a kind.
    other = {pace for pace in Pace.values if pace != DEFAULT}
    chosen = {(kind, "", pace) for kind, pace in kinds.items() if kind in following.THINGS and pace in other}
    chosen |= {("", slug, pace) for slug, pace in werkplaatsen.items() if pace in Pace.values}
    kept = {row for row in before if not (row[0] in kinds or row[1] in werkplaatsen)}
    if chosen | kept == before:
        return False
    follower.paces.all().delete()
    PaceChoice.objects.bulk_create(
        PaceChoice(follower=follower, kind=kind, werkplaats=slug, pace=pace)
        for kind, slug, pace in sorted(chosen | kept)
    )
    _pace_waiting(follower)
    ledger.record("follow.pace_chosen", follower, by=by or follower.person, at=at)
    return True


def _pace_waiting(follower: Follower) -> None:
    """Let what waits go with what was chosen now; what is never heard of waits no longer."""
    waiting = follower.notices.filter(told_at__isnull=True).order_by()
    paces = queries.paces_of([follower.pk]).get(follower.pk, Paces())
    for kind, slug in list(waiting.values_list("kind", "werkplaats").distinct()):
        some, pace = waiting.filter(kind=kind, werkplaats=slug), paces.of(kind, slug)
        if pace == Pace.NEVER:
            some.delete()
        else:
            some.update(pace=pace)


@transaction.atomic
def stop_mail(follower: Follower, *, by: Person | None, at: datetime) -> None:
    """No mail any more about anything that is followed; nothing piles up meanwhile. Again changes nothing."""
    if Follower.objects.filter(pk=follower.pk, stopped_at__isnull=True).update(stopped_at=at):
        follower.notices.filter(told_at__isnull=True).delete()
        _say(follower, "", given=False, at=at)
        ledger.record("follow.mail_stopped", follower, by=by or follower.person, at=at)


@transaction.atomic
def resume_mail(follower: Follower, *, consent: str, by: Person | None, at: datetime) -> None:
    """Mail again, about what happens from now on. Again changes nothing."""
    if Follower.objects.filter(pk=follower.pk, stopped_at__isnull=False).update(stopped_at=None):
        follower.notices.filter(told_at__isnull=True).delete()
        _say(follower, consent, given=True, at=at)
        ledger.record("follow.mail_resumed", follower, by=by or follower.person, at=at)


@transaction.atomic
def ask_follow_link(*, email: str, by: Person | None, at: datetime) -> None:
    """Have a link mailed to the preferences of this address; says nothing about whether there are any."""
    require(throttle.hit("following", email, MAILS_AN_HOUR, timedelta(hours=1), at))
    follower = queries.of_address(email)
    if follower is None and any(source.knows(email.strip().lower()) for source in queries.beside()):
        follower = follower_at(email, by=None, at=at)
    if follower is not None:
        ledger.record("follow.link_asked", follower, by=by, at=at)


@transaction.atomic
def erase_follower(person: Person, *, by: Person | None, at: datetime) -> None:
    """Take a person, and their mail address, out of following."""
    follower = queries.of_person(person)
    if follower is not None:
        ledger.record("follow.ended", follower, by=by, at=at, reason="erased")
        follower.delete()


@transaction.atomic
def end_old(*, by: Person | None, at: datetime) -> int:
    """End what was never confirmed, forget addresses that follow nothing any more, and what was told long ago."""
    unconfirmed = Follow.objects.filter(confirmed_at__isnull=True, asked_at__lt=at - UNCONFIRMED_FOR)
    ended = list(unconfirmed[:500])
    for one in ended:
        ledger.record("follow.ended", one, by=by, at=at, reason="unconfirmed")
        one.delete()
    Notice.objects.filter(told_at__lt=at - TOLD_KEPT_FOR).delete()
    empty = Follower.objects.filter(follows__isnull=True, started_at__lt=at - EMPTY_FOR)
    recent = Consent.objects.filter(at__gte=at - EMPTY_FOR).values("follower")
    return len(ended) + empty.exclude(pk__in=recent).delete()[0]
