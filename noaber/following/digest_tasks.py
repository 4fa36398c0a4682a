# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling followers what is due: one mail to one address about everything.

A notice is told in the transaction in which its mail is written, and only then. Before that it is looked at as things
are now: who may not see the thing (any more), who follows it no longer or hears of it elsewhere, is not told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import translation
from django.utils.translation import gettext as _

from noaber.base import mail
from noaber.following import Happening, queries
from noaber.following.digest_queries import Due, Known, Section, brand, sections
from noaber.following.links import list_headers, manage_link, stop_link
from noaber.following.models import Follow, Follower, Notice, Pace
from noaber.following.paces import Paces, boundaries
from noaber.following.spread_tasks import told_elsewhere
from noaber.ui.colour import FALLBACK

# So few that the worker comes back to its other work within seconds, and a transaction keeps nobody waiting.
FOLLOWERS = 250
TOGETHER = 25


def due(at: datetime) -> QuerySet[Notice]:
    """What may be told now, as far as the notices know."""
    waiting = Q()
    for pace, moment in boundaries(at).items():
        waiting |= Q(pace=pace, made_at__lt=moment)
    return Notice.objects.filter(waiting, told_at__isnull=True)


def tell_due(*, at: datetime) -> int:
    """Mail a number of followers what is due; nothing due is no mail. Returns how many followers were looked at."""
    found = list(due(at).order_by().values_list("follower", flat=True).distinct()[:FOLLOWERS])
    for start in range(0, len(found), TOGETHER):
        with transaction.atomic():
            _tell(sorted(found[start : start + TOGETHER]), at)
    return len(found)


def _tell(pks: Sequence[int], at: datetime) -> None:
    # Another machine waits here, and then finds nothing that is due any more.
    locked = Follower.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    followers = {one.pk: one for one in locked.select_related("person")}
    rows = _due_of(pks, at)
    paces = queries.paces_of(pks)
    moved = _moved(rows, paces, at)
    looked_at = [row for row in rows if row.pk not in moved]
    told = _told([row for row in looked_at if _pace(row, paces) != Pace.NEVER], followers, at)
    Notice.objects.filter(pk__in=told).update(told_at=at)
    Notice.objects.filter(pk__in={row.pk for row in looked_at} - told).delete()


def _due_of(pks: Sequence[int], at: datetime) -> list[Due]:
    """What is due for these, in the order in which it happened."""
    own = ("pk", "follower", "kind", "about", "werkplaats", "via", "pace", "made_at")
    rows = due(at).filter(follower__in=pks).order_by("entry__at", "entry_id")
    found: Iterable[tuple[Any, ...]] = rows.values_list(
        *own, "entry_id", "entry__verb", "entry__kind", "entry__ref", "entry__at"
    )
    return [Due(*(*row[:8], Happening(*row[8:]))) for row in found]


def _pace(row: Due, paces: Mapping[int, Paces]) -> str:
    return paces.get(row.follower, Paces()).of(row.kind, row.werkplaats)


def _moved(rows: Sequence[Due], paces: Mapping[int, Paces], at: datetime) -> set[int]:
    """Those of which a slower pace was chosen while they were written: they wait for that."""
    moved, moments = set(), boundaries(at)
    for row in rows:
        pace = _pace(row, paces)
        if pace != Pace.NEVER and row.made_at >= moments[pace]:
            Notice.objects.filter(pk=row.pk).update(pace=pace)
            moved.add(row.pk)
    return moved


def _told(rows: Sequence[Due], followers: Mapping[int, Follower], at: datetime) -> set[int]:
    """Mail those that are still to be told, as things are now; which they were."""
    follows = dict(
        Follow.objects.filter(follower__in=followers, confirmed_at__isnull=False)
        .annotate(thing=Concat("kind", Value(":"), "about"))
        .values_list("pk", "thing")
    )
    elsewhere = told_elsewhere([row.entry for row in rows], {one.address for one in followers.values()} - {""})
    wanted: dict[int, list[Due]] = defaultdict(list)
    for row in rows:
        follower = followers[row.follower]
        hears = follower.address and follower.stopped_at is None and any(pk in follows for pk in row.via)
        if hears and (row.entry.pk, follower.address) not in elsewhere:
            wanted[follower.pk].append(row)
    seen = _seen(wanted, followers, follows)
    things = queries.known(key for keys in seen.values() for key in keys)
    told = set()
    for pk, some in wanted.items():
        shown = [row for row in some if row.key in seen[pk]]
        if shown:
            readable = {key: thing for key, thing in things.items() if key in seen[pk]}
            _mail(followers[pk], shown, Known(readable, follows), at)
            told |= {row.pk for row in shown}
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


def _mail(follower: Follower, rows: Sequence[Due], known: Known, at: datetime) -> None:
    with translation.override(follower.tongue):
        found = sections(rows, known)
        only = found[0] if len(found) == 1 else None
        context = {
            "sections": found,
            "name": only.name if only else settings.SITE_NAME,
            "brand": only.brand if only else brand(FALLBACK),
            "manage": manage_link(follower),
            "stop": stop_link(follower),
        }
        mail.enqueue(
            to=follower.address,
            subject=_subject(found, len(rows)),
            template="following/mail/digest.txt",
            html_template="following/mail/digest.html",
            context=context,
            at=at,
            # A notice is told once, so its number makes the mail the only one.
            key=f"digest:{min(row.pk for row in rows)}",
            headers=list_headers(follower),
        )


def _subject(found: Sequence[Section], number: int) -> str:
    items = [item for section in found for group in section.groups for item in group.items]
    if len(items) == 1:
        return _("Nieuws over “%(title)s”") % {"title": items[0].title}
    if len(found) == 1:
        return _("Nieuw bij %(name)s (%(num)s)") % {"name": found[0].name, "num": number}
    return _("Nieuw bij wat je volgt (%(num)s)") % {"num": number}
