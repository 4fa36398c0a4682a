# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling followers what is due: one mail to one address about everything.

A notice is told in the transaction in which its mail is written, and only then. Before that it is looked at as things
are now: who may not see the thing (any more), who follows it no longer or hears of it elsewhere, is not told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import translation
from django.utils.translation import gettext as _

from noaber.base import mail
from noaber.base.models import OutgoingMail
from noaber.following import Thing, due_queries, queries
from noaber.following.digest_queries import Due, Known, Section, brand, sections
from noaber.following.due_queries import Turn
from noaber.following.links import list_headers, manage_link, stop_link
from noaber.following.models import Follow, Follower, Notice, Pace
from noaber.following.paces import DEFAULT, Paces, boundaries
from noaber.following.queries import among
from noaber.following.spread_tasks import told_elsewhere
from noaber.ui.colour import FALLBACK

# So few that the worker comes back to its other work within seconds, and a transaction keeps nobody waiting.
FOLLOWERS = 500
TOGETHER = 50


def tell_due(*, at: datetime) -> int:
    """Mail a number of followers what is due; nothing due is no mail. Returns how many followers were looked at."""
    found, turn = due_queries.followers(at, FOLLOWERS), Turn(at)
    for start in range(0, len(found), TOGETHER):
        with transaction.atomic():
            _tell(found[start : start + TOGETHER], turn)
    return len(found)


def _tell(pks: Sequence[int], turn: Turn) -> None:
    # Another machine waits here, and then finds nothing that is due any more.
    locked = Follower.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    followers = {one.pk: one for one in locked.select_related("person")}
    rows = due_queries.rows(pks, turn)
    paces = queries.paces_of(pks)
    # What was chosen while they were written counts; most often that is what they say themselves.
    other = {row.pk: pace for row in rows if (pace := _pace(row, paces)) != row.pace}
    moved = _moved(other, turn.at)
    looked_at = [row for row in rows if row.pk not in moved]
    hearable = [row for row in looked_at if other.get(row.pk) != Pace.NEVER]
    told = _told(hearable, followers, turn)
    Notice.objects.filter(pk__in=among(told)).update(told_at=turn.at)
    if len(told) < len(looked_at):
        Notice.objects.filter(pk__in=among({row.pk for row in looked_at} - told)).delete()


def _pace(row: Due, paces: Mapping[int, Paces]) -> str:
    chosen = paces.get(row.follower)
    return chosen.of(row.kind, row.werkplaats) if chosen else DEFAULT


def _moved(other: Mapping[int, str], at: datetime) -> set[int]:
    """Those of which a slower pace was chosen while they were written: they wait for that."""
    if not other:
        return set()
    moved, moments = set(), boundaries(at)
    for pk, made_at in Notice.objects.filter(pk__in=among(other)).values_list("pk", "made_at"):
        if other[pk] != Pace.NEVER and made_at >= moments[other[pk]]:
            Notice.objects.filter(pk=pk).update(pace=other[pk])
            moved.add(pk)
    return moved


def _told(rows: Sequence[Due], followers: Mapping[int, Follower], turn: Turn) -> set[int]:
    """Mail those that are still to be told, as things are now; which they were."""
    follows = dict(
        Follow.objects.filter(follower__in=followers, confirmed_at__isnull=False)
        .annotate(thing=Concat("kind", Value(":"), "about"))
        .values_list("pk", "thing")
    )
    hearing = {pk: one.address for pk, one in followers.items() if one.address and one.stopped_at is None}
    elsewhere = told_elsewhere(list({row.entry.pk: row.entry for row in rows}.values()), set(hearing.values()))
    wanted: dict[int, list[Due]] = defaultdict(list)
    for row in rows:
        address = hearing.get(row.follower)
        if address and not follows.keys().isdisjoint(row.via) and (row.entry.pk, address) not in elsewhere:
            wanted[row.follower].append(row)
    seen = _seen(wanted, followers, follows)
    things = turn.named({key for keys in seen.values() for key in keys})
    told, mails = set(), list[OutgoingMail]()
    for pk, some in wanted.items():
        shown = [row for row in some if row.key in seen[pk]]
        if shown:
            readable = {key: things[key] for key in seen[pk] if key in things}
            mails.append(_mail(followers[pk], shown, readable, follows, turn))
            told |= {row.pk for row in shown}
    mail.enqueue_all(mails)
    return told


def _seen(
    wanted: Mapping[int, Sequence[Due]], followers: Mapping[int, Follower], follows: Mapping[int, str]
) -> dict[int, set[str]]:
    """Per follower the things they may read now: what is public is asked once for all of them."""
    asked = {
        pk: {row.key for row in rows} | {follows[one] for row in rows for one in row.via if one in follows}
        for pk, rows in wanted.items()
    }
    public = queries.visible({key for keys in asked.values() for key in keys}, None)
    seen = {}
    for pk, keys in asked.items():
        rest, person = keys - public, followers[pk].person
        seen[pk] = keys & public | (queries.visible(rest, person) if rest and person else set())
    return seen


def _mail(
    follower: Follower, rows: Sequence[Due], things: Mapping[str, Thing], follows: Mapping[int, str], turn: Turn
) -> OutgoingMail:
    with translation.override(follower.tongue):
        found = sections(rows, Known(things, follows, turn.labels(follower.tongue)))
        only = found[0] if len(found) == 1 else None
        stop = stop_link(follower)
        context = {
            "sections": found,
            "name": only.name if only else settings.SITE_NAME,
            "brand": only.brand if only else brand(FALLBACK),
            "manage": manage_link(follower),
            "stop": stop,
        }
        return mail.compose(
            to=follower.address,
            subject=_subject(found, len(rows)),
            template="following/mail/digest.txt",
            html_template="following/mail/digest.html",
            context=context,
            at=turn.at,
            # A notice is told once, so its number makes the mail the only one.
            key=f"digest:{min(row.pk for row in rows)}",
            headers=list_headers(stop),
        )


def _subject(found: Sequence[Section], number: int) -> str:
    items = [item for section in found for group in section.groups for item in group.items]
    if len(items) == 1:
        return _("Nieuws over “%(title)s”") % {"title": items[0].title}
    if len(found) == 1:
        return _("Nieuw bij %(name)s (%(num)s)") % {"name": found[0].name, "num": number}
    return _("Nieuw bij wat je volgt (%(num)s)") % {"num": number}
