# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about hints: who wants them, whom to tell of which works elsewhere, and what a mail says of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from noaber import matching
from noaber.base import clock
from noaber.matching.models import Hint, HintConsent
from noaber.matching.near_queries import Near, Tie, Work, around, works
from noaber.matching.reasons import of_themes, since
from noaber.people.models import Person
from noaber.people.queries import theme_labels, werkplaats_names

MOST = 3
EVERY = timedelta(days=7)
# Of who leads very much only the newest are looked at.
MOST_LED = 30


@dataclass(frozen=True, slots=True)
class Found:
    """Two works that are near: one that somebody leads, and one elsewhere."""

    own: Work
    near: Near

    @property
    def pair(self) -> str:
        return pair_of(self.own.key, self.near.work.key)


def pair_of(one: str, other: str) -> str:
    """Two works, whichever is first."""
    return " ".join(sorted((one, other)))


def wants(person: Person) -> bool | None:
    """What somebody said last of hints; nothing when they never did."""
    return HintConsent.objects.filter(person=person).order_by("-pk").values_list("given", flat=True).first()


def due(at: datetime) -> list[Person]:
    """Who wants hints, and had none for a week."""
    newer = HintConsent.objects.filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))
    said = HintConsent.objects.filter(~Exists(newer), given=True, person__is_active=True, person__email__isnull=False)
    lately = Hint.objects.filter(person=OuterRef("person"), told_at__gt=at - EVERY)
    return [one.person for one in said.filter(~Exists(lately)).select_related("person").order_by("pk")]


def hints_for(person: Person, at: datetime) -> list[Found]:
    """The nearest works elsewhere of which this person was not told yet, with what they lead themselves."""
    found: dict[str, Found] = {}
    for kind, source in matching.SOURCES.items():
        for slug in list(source.led_by(person))[-MOST_LED:]:
            subject = source.subject(slug, None)
            if subject is None:
                continue
            near = around(subject)
            if near.own.kind != kind or near.own.example:
                continue
            for one in near.near:
                if _tells(one, near.own, at):
                    hint = Found(near.own, one)
                    found.setdefault(hint.pair, hint)
    told = set(Hint.objects.filter(pair__in=found).values_list("pair", flat=True))
    fresh = sorted((one for pair, one in found.items() if pair not in told), key=lambda one: -sum(one.near.ties))
    return [one for one in fresh if lead_of(one.near.work.key, person)][:MOST]


def _tells(near: Near, own: Work, at: datetime) -> bool:
    """Whether it is worth a mail: the same question or trail, or much alike; elsewhere, real, and not over."""
    work = near.work
    if work.example or not work.home or work.home == own.home or work.over(clock.day(at)):
        return False
    return near.closest >= Tie.TRAIL or (len(near.themes) > 1 and Tie.ALIKE in near.ties)


def lead_of(key: str, without: Person) -> Person | None:
    """Who leads a work and can be asked: not who asks, and nobody who said never."""
    kind, _colon, ref = key.partition(":")
    keys = [person for _ref, person in matching.SOURCES[kind].leads([ref]) if person != without.pk]
    never = HintConsent.objects.filter(person=OuterRef("pk"), given=False)
    never = never.filter(~Exists(HintConsent.objects.filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))))
    people = Person.objects.filter(~Exists(never), pk__in=keys, is_active=True, email__isnull=False).in_bulk()
    return next((people[key] for key in keys if key in people), None)


def public(keys: Collection[str]) -> dict[str, Work]:
    """Those of these works that everybody may read now."""
    return {work.key: work for work in works(None, keys)}


def sentences(hints: Sequence[Hint]) -> list[dict[str, Any]]:
    """What a mail tells of each hint whose works can both still be read: title, address, and why."""
    known = public({key for one in hints for key in (one.own, one.about)})
    names, words = werkplaats_names(), theme_labels()
    told = []
    for one in hints:
        own, other = known.get(one.own), known.get(one.about)
        if own is None or other is None:
            continue
        subject = matching.SOURCES[own.kind].subject(own.href.rstrip("/").rpartition("/")[2], None)
        near = next((near for near in around(subject).near if near.work.key == one.about), None) if subject else None
        place = names.get(other.home, other.home)
        told.append({"hint": one, "own": own, "other": other, "place": place, "why": why(place, near, other, words)})
    return told


def why(place: str, near: Near | None, other: Work, words: dict[str, str]) -> str:
    """Zwolle begon in januari met dezelfde vraag."""
    told = {"place": place, "since": since(other.began)}
    if near is not None and near.closest == Tie.QUESTION:
        if other.began:
            return _("%(place)s begon in %(since)s met dezelfde vraag.") % told
        return _("%(place)s heeft dezelfde vraag.") % told
    if near is not None and near.closest == Tie.TRAIL:
        return _("%(place)s werkt aan iets dat bij hetzelfde agendapunt hoort.") % told
    if near is not None and near.themes:
        return f"{place} {of_themes(near, words)}."
    return _("%(place)s werkt aan iets dat hierop lijkt.") % told
