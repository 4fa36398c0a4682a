# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people told, as the search, the desk, reports and following want to know it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation

from noaber.base import clock
from noaber.effects import telling_actions
from noaber.effects.models import State, Told, Use
from noaber.effects.story_models import ToldAbout
from noaber.following import Thing
from noaber.members.work_queries import word
from noaber.moderation import Subject, Waiting
from noaber.people.models import AnyPerson, Person
from noaber.search import Document
from noaber.search.described import themes_with_qualities

MOST_LISTED = 200


class UseSource:
    """Uses as documents of the search index, about what their products are about."""

    kind = Use.KIND

    def refs(self) -> Iterable[str]:
        """Every use that may be found."""
        return Use.objects.public().order_by("pk").values_list("ref", flat=True).iterator(1000)

    def documents(self, refs: Sequence[str]) -> Iterable[Document]:
        """The documents of these refs; a use that is not public gives none."""
        rows = Use.objects.public().filter(ref__in=refs).select_related("product", "home")
        with translation.override("nl"):
            return [_use(one) for one in rows.prefetch_related("product__themes").order_by("pk")]


def _use(one: Use) -> Document:
    return Document(
        ref=one.ref, kind=Use.KIND, title=f"{one.title}: {one.product.title}", summary=one.happened,
        text="\n".join(filter(None, (one.how, one.after))), year=one.used_on.year, date=one.used_on.isoformat(),
        werkplaatsen=(one.home_slug,) if one.home else (),
        themes=themes_with_qualities(theme.slug for theme in one.product.themes.all()),
        perspective=one.perspective, url=one.get_absolute_url(), example=one.example,
    )  # fmt: skip


class ToldSource:
    """Stories and changes as documents of the search index."""

    def __init__(self, model: type[ToldAbout]) -> None:
        self.model, self.kind = model, model.KIND

    def refs(self) -> Iterable[str]:
        """Every one that may be found."""
        rows: Any = self.model._default_manager
        found: Iterable[str] = rows.public().order_by("pk").values_list("ref", flat=True).iterator(1000)
        return found

    def documents(self, refs: Sequence[str]) -> Iterable[Document]:
        """The documents of these refs; one that is not public gives none."""
        rows: Any = self.model._default_manager
        with translation.override("nl"):
            return [_about(one) for one in rows.public().filter(ref__in=refs).select_related("home").order_by("pk")]


def _about(one: ToldAbout) -> Document:
    first, *more = [text for name in one.TEXTS if (text := getattr(one, name))] or [""]
    day = clock.day(one.told_at)
    return Document(
        ref=one.ref, kind=one.KIND, title=one.title, summary=first, text="\n".join([*more, one.place]),
        year=day.year, date=day.isoformat(), werkplaatsen=(one.home_slug,) if one.home else (),
        perspective=one.perspective, url=one.get_absolute_url(), example=one.example,
    )  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """Something of a room further up the chain that waits too, asked in the same query as what was told.

    `rows` gives (kind, pk, title, since, werkplaats) of what a person may judge; `href` is where that is done.
    """

    kind: str
    label: Any
    rows: Callable[[Person], Any]
    href: Callable[[int], str]


BESIDE: dict[str, Beside] = {}


def waits_beside(one: Beside) -> None:
    """Make known what else waits; called from an app's `ready`."""
    BESIDE[one.kind] = one


class ToldDesk:
    """What was told and waits for an editor who did not tell it; whatever was told, in one query."""

    def __init__(self, labels: Mapping[type[Told], Any]) -> None:
        self.labels = {model.KIND: label for model, label in labels.items()}
        self.models = list(labels)

    def waiting(self, person: Person) -> list[Waiting]:
        """Longest waiting first."""
        first, *others = (self._rows(model, person) for model in self.models)
        others += [one.rows(person) for one in BESIDE.values()]
        return [
            Waiting(
                kind=kind,
                label=str(BESIDE[kind].label if kind in BESIDE else self.labels[kind]),
                title=title,
                href=BESIDE[kind].href(pk) if kind in BESIDE else reverse("effect_judge", args=[kind, pk]),
                since=since,
                werkplaats=place or "",
            )
            for kind, pk, title, since, place in first.union(*others, all=True).order_by("changed_at")[:MOST_LISTED]
        ]

    def _rows(self, model: type[Told], person: Person) -> Any:
        rows: Any = model._default_manager
        waiting = rows.on_desk_of(person).filter(state=State.WAITING).order_by().annotate(kind=word(model.KIND))
        return waiting.values_list("kind", "pk", "title", "changed_at", "home__slug")


class ToldSubjects:
    """What was told, as what a report can be about, and as what a question can come of."""

    def __init__(self, model: type[Told]) -> None:
        self.model = model

    def find(self, refs: Sequence[str]) -> Mapping[str, Subject]:
        """What is known of these, also of what is not public."""
        rows: Any = self.model._default_manager
        public = set(rows.public().filter(ref__in=refs).order_by().values_list("ref", flat=True))
        return {
            one.ref: Subject(
                kind=one.KIND,
                ref=one.ref,
                title=one.title,
                href=one.get_absolute_url(),
                werkplaats=one.home_slug,
                public=one.ref in public,
            )
            for one in rows.filter(ref__in=refs).select_related("home")
        }

    def own(self, person: Person) -> QuerySet[Any, str]:
        """What this person told."""
        mine = Q(person=person) | Q(mail=person.email) if person.email else Q(person=person)
        rows: QuerySet[Any] = self.model._default_manager.filter(mine)
        return rows.order_by().values_list("ref", flat=True)

    def hide(self, ref: str, *, reason: str, by: Person | None, at: datetime) -> None:
        """Take it out of public view; who told it hears why."""
        telling_actions.hide(self.model._default_manager.get(ref=ref), reason=reason, by=by, at=at)


class ToldThings:
    """What was told, as what a digest tells of."""

    def __init__(self, model: type[Told], label: Any) -> None:
        self.model, self.label, self.word = model, label, ""

    def find(self, refs: Collection[str]) -> Mapping[str, Thing]:
        """What is known of these, also of what is not public."""
        rows: Any = self.model._default_manager.filter(ref__in=refs).select_related("home").order_by()
        return {one.ref: Thing(one.title, one.get_absolute_url(), one.home_slug, example=one.example) for one in rows}

    def visible(self, refs: Collection[str], person: AnyPerson) -> Sequence[str]:
        """Those that everybody may read."""
        rows: Any = self.model._default_manager
        return list(rows.public().filter(ref__in=refs).order_by().values_list("ref", flat=True))
