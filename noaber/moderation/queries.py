# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What waits on somebody's desk, what a report is about, and who judged what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber import moderation
from noaber.ledger.models import Entry
from noaber.moderation import Subject, Waiting
from noaber.moderation.models import JUDGES, Report, Signal, State
from noaber.people.models import AnyPerson, Person, Role, Werkplaats, current_on
from noaber.people.queries import roles_of, werkplaats_names

LOG_LENGTH = 50
NATIONAL: str = Werkplaats.Status.NATIONAL.value
KINDS: Mapping[str, Any] = {
    "question": gettext_lazy("Vragen"),
    "contribution": gettext_lazy("Bijdragen"),
    "candidate": gettext_lazy("Voorstellen voor de agenda"),
    "member": gettext_lazy("Verzoeken om mee te doen"),
    "product": gettext_lazy("Kennis"),
    "page": gettext_lazy("Pagina’s"),
    "use": gettext_lazy("Toegepast"),
    "story": gettext_lazy("Verhalen"),
    "change": gettext_lazy("Veranderingen"),
    "proposal": gettext_lazy("Voorstellen voor bijeenkomsten"),
    "report": gettext_lazy("Meldingen"),
}


def subject_of(about: str) -> Subject | None:
    """What `kind:ref` stands for, if everybody can see it."""
    kind, _colon, ref = about.replace("\x00", "")[:250].partition(":")
    source = moderation.SUBJECTS.get(kind)
    found = source.find([ref]).get(ref) if source and ref else None
    return found if found is not None and found.public else None


def waiting(person: Person, tasks: Collection[str] | None = None) -> list[Waiting]:
    """Everything that this person may judge, from every room, the longest waiting first."""
    national = NATIONAL in (tasks_of(person) if tasks is None else tasks)
    desks = [desk for desk in moderation.DESKS.values() if national or not getattr(desk, "national", False)]
    found = [one for desk in desks for one in desk.waiting(person)]
    return sorted(found, key=lambda one: one.since)


@dataclass(frozen=True, slots=True)
class Queue:
    """What is shown of what waits, and what it can be narrowed by: value, label and how many."""

    rows: Sequence[Waiting]
    total: int
    kinds: Sequence[tuple[str, str, int]]
    werkplaatsen: Sequence[tuple[str, str, int]]


def queue(person: Person, tasks: Collection[str], *, kind: str = "", werkplaats: str = "") -> Queue:
    """The desk of a person with these tasks, narrowed where asked."""
    every = waiting(person, tasks)
    labels = {one.kind: KINDS.get(one.kind, one.label) for one in every}
    kinds = Counter(one.kind for one in every)
    places = Counter(one.werkplaats for one in every if one.werkplaats)
    # One place is nothing to choose between, and needs no name.
    names = werkplaats_names() if len(places) > 1 else {}
    return Queue(
        rows=[one for one in every if kind in ("", one.kind) and werkplaats in ("", one.werkplaats)],
        total=len(every),
        kinds=[(value, str(labels[value]), number) for value, number in sorted(kinds.items())],
        werkplaatsen=[(slug, names.get(slug, slug), number) for slug, number in sorted(places.items())],
    )


def tasks_of(person: AnyPerson) -> Collection[str]:
    """What somebody does in any werkplaats, and whether in the national layer; who keeps the platform does all."""
    if not isinstance(person, Person) or not person.is_active:
        return ()
    if person.is_superuser:
        return {*Role.Kind.values, NATIONAL}
    found = list(roles_of(person).values_list("role", "werkplaats__status"))
    return {role for role, _status in found} | {NATIONAL for _role, status in found if status == NATIONAL}


@dataclass(frozen=True, slots=True)
class Judges:
    """Who judges something: colleagues of its makers or, where there are none, the keepers of the platform."""

    people: Sequence[Person]
    home: str
    keepers: bool = False

    @property
    def told(self) -> str:
        """Who will look, for who made it."""
        if not self.people:
            return _(
                "Er is nu niemand anders die hierover mag oordelen. "
                "Vraag een collega om redacteur van %(home)s te worden."
            ) % {"home": self.home}
        if self.keepers:
            return _(
                "In %(home)s is er niemand anders die hierover mag oordelen. "
                "Daarom kijkt een beheerder van het platform ernaar."
            ) % {"home": self.home}
        return _("Een collega kijkt ernaar.")


def judges_of(home: Werkplaats | None, makers: Iterable[int] = (), roles: Sequence[str] = JUDGES) -> Judges:
    """Who judges what these people made for a werkplaats (the national layer for what has none)."""
    home = home or Werkplaats.objects.filter(status=Werkplaats.Status.NATIONAL).first()
    others = Person.objects.filter(is_active=True).exclude(pk__in=list(makers)).order_by("pk")
    current = Role.objects.filter(current_on(timezone.localdate()), werkplaats=home, role__in=roles)
    name = home.name if home else ""
    if here := list(others.filter(pk__in=current.values("person"))):
        return Judges(here, name)
    return Judges(list(others.filter(is_superuser=True)), name, keepers=True)


def judged_by(person: AnyPerson) -> QuerySet[Werkplaats]:
    """The werkplaatsen of which somebody judges what is sent in."""
    if not isinstance(person, Person) or not person.is_active:
        return Werkplaats.objects.none()
    if person.is_superuser:
        return Werkplaats.objects.all()
    return Werkplaats.objects.filter(pk__in=roles_of(person).filter(role__in=JUDGES).values("werkplaats"))


def reports_for(person: AnyPerson) -> QuerySet[Report]:
    """The reports of the werkplaatsen that somebody judges for; homeless ones are for the national layer."""
    mine = judged_by(person)
    national = mine.filter(status=Werkplaats.Status.NATIONAL)
    everything = Q(pk__isnull=False) if isinstance(person, Person) and person.is_superuser else Q(pk__in=[])
    found = Report.objects.filter(Q(werkplaats__in=mine) | Q(Exists(national), werkplaats__isnull=True) | everything)
    return found.select_related("werkplaats").annotate(times=Count("signals"))


class ReportDesk:
    """Reports, for the desk."""

    def waiting(self, person: Person) -> list[Waiting]:
        """Reports that this person may judge: not about their own work, and not their own."""
        rows = reports_for(person).filter(state=State.WAITING)
        if person.email:
            rows = rows.exclude(pk__in=Signal.objects.filter(email=person.email).values("report"))
        return [
            Waiting(
                kind=Report.KIND,
                label=_times(getattr(row, "times", 1)),
                title=row.title,
                href=row.get_absolute_url(),
                since=row.since,
                werkplaats=row.home_slug,
            )
            for row in rows.exclude(about_own(person))
        ]


def _times(number: int) -> str:
    return _("Melding") if number < 2 else _("Melding, %(n)s keer") % {"n": number}


def about_own(person: Person) -> Q:
    """Reports about this person's own work: what each room says is theirs, asked in the same question."""
    found = Q(pk__in=[])
    for kind, source in moderation.SUBJECTS.items():
        found |= Q(kind=kind, about__in=source.own(person))
    return found


@dataclass(frozen=True, slots=True)
class Judgement:
    """A line of the log."""

    at: datetime
    who: str
    did: str
    title: str
    href: str
    reason: str
    werkplaats: str


def log(person: AnyPerson) -> list[Judgement]:
    """The last judgements in the werkplaatsen of a person, newest first: who, what and why."""
    slugs = list(judged_by(person).values_list("slug", flat=True))
    entries = Entry.objects.filter(verb__in=moderation.VERBS, werkplaats__in=slugs)
    rows = list(entries.select_related("by").order_by("-seq")[:LOG_LENGTH])
    known = _subjects({(row.kind, row.ref) for row in rows})
    names = werkplaats_names()
    return [
        Judgement(
            at=row.at,
            who=row.by.name if row.by and row.by.name else _("iemand"),
            did=str(moderation.VERBS[row.verb]),
            title=known[row.kind, row.ref].title if (row.kind, row.ref) in known else row.data.get("title", ""),
            href=known[row.kind, row.ref].href if (row.kind, row.ref) in known else row.data.get("href", ""),
            reason=row.reason,
            werkplaats=names.get(row.werkplaats, row.werkplaats),
        )
        for row in rows
    ]


def _subjects(keys: set[tuple[str, str]]) -> dict[tuple[str, str], Subject]:
    """What entries are about: one question to each room."""
    found = {}
    for kind, source in moderation.SUBJECTS.items():
        refs = sorted(ref for one, ref in keys if one == kind)
        if refs:
            found.update({(kind, ref): subject for ref, subject in source.find(refs).items()})
    return found
