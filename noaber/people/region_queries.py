# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about werkplaatsen as sites: where they are, how they look, what they call things, and what was before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import unquote, urlsplit, urlunsplit

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from noaber.base.memo import remembered
from noaber.people.models import AnyPerson, Described, Partnership, Period, Person, Role, Werkplaats
from noaber.people.queries import roles_of
from noaber.people.region_models import HouseStyle, OldAddress, ShowRequest

# Every year that a thing can have.
FIRST_YEAR, LAST_YEAR = 1000, 2200
EDITS = (Role.Kind.COORDINATOR, Role.Kind.EDITOR)


@dataclass(frozen=True, slots=True)
class Site:
    """A werkplaats as every page needs it: small, and remembered for some seconds."""

    slug: str
    status: str
    name: str
    short: str
    brand: str
    host: str
    version: str
    style: str
    words: Mapping[str, str]
    languages: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Scheme and host of its own address, with the port of this copy; empty without an own host."""
        if not self.host:
            return ""
        here = urlsplit(settings.SITE_URL)
        port = f":{here.port}" if here.port else ""
        return urlunsplit((here.scheme, f"{self.host}{port}", "", "", ""))


@remembered(seconds=5)
def sites() -> dict[str, Site]:
    """Every werkplaats as a site by slug, in one query; at most some seconds old."""
    fields = ("slug", "status", "brand", "host", "words", "languages", "house_style__version", "house_style__name")
    rows = Werkplaats.objects.order_by("slug", F("names__from_on").asc(nulls_first=True), "names__pk")
    found = {}
    # A row for each of its names; the last is what it bears now.
    for slug, status, brand, host, words, languages, version, style, name, short in rows.values_list(
        *fields, "names__name", "names__short"
    ):
        found[slug] = Site(
            slug=slug,
            status=status,
            name=name or slug,
            short=short or name or slug,
            brand=brand,
            host=host or "",
            version=f"{brand.lstrip('#')}{version or ''}",
            style=(style or "") if version else "",
            words=words or {},
            languages=tuple(languages or ()),
        )
    return found


@remembered(seconds=5)
def hosts() -> dict[str, str]:
    """Which werkplaats answers under which host name."""
    return {one.host: one.slug for one in sites().values() if one.host}


def origin_of(slug: str) -> str:
    """Where the pages of a werkplaats are for good: its own host, or the portal."""
    site = sites().get(slug) if slug else None
    return (site.origin if site else "") or settings.SITE_URL


def style_of(slug: str) -> tuple[str, dict[str, str]] | None:
    """The brand colour and the design tokens of a werkplaats, or None when there is no such werkplaats."""
    row = Werkplaats.objects.filter(slug=slug).values_list("brand", "house_style__tokens").first()
    return (row[0], row[1] or {}) if row else None


def house_style(werkplaats: Werkplaats) -> HouseStyle | None:
    """Its house style, when it has one."""
    return HouseStyle.objects.filter(werkplaats=werkplaats).first()


def edits(person: AnyPerson, on: dt.date | None = None) -> QuerySet[Werkplaats]:
    """The werkplaatsen of which a person is editor or coordinator."""
    roles = roles_of(person, on).filter(role__in=EDITS)
    return Werkplaats.objects.filter(pk__in=roles.values("werkplaats")).prefetch_related("names")


@remembered(seconds=5)
def _periods() -> dict[str, dict[str, tuple[str, int, int]]]:
    """Label, first and last year of the periods of every werkplaats, newest first; at most some seconds old."""
    found: dict[str, dict[str, tuple[str, int, int]]] = {}
    rows = Period.objects.order_by(F("starts_on").desc(nulls_last=True), "-pk")
    fields = ("werkplaats__slug", "slug", "label", "starts_on", "ends_on")
    for werkplaats, slug, label, starts_on, ends_on in rows.values_list(*fields):
        last = (ends_on - dt.timedelta(days=1)).year if ends_on else LAST_YEAR
        found.setdefault(werkplaats, {})[slug] = (label, starts_on.year if starts_on else FIRST_YEAR, last)
    return found


def period_years(werkplaats: str, period: str) -> tuple[int, int] | None:
    """The first and the last year of a programme period, by the slugs of both."""
    known = _periods().get(werkplaats, {}).get(period) if werkplaats and period else None
    return known[1:] if known else None


def period_choices(werkplaats: str) -> list[tuple[str, str]]:
    """The periods of a werkplaats as (slug, label), newest first; none where no werkplaats was chosen."""
    return [(slug, known[0]) for slug, known in _periods().get(werkplaats, {}).items()] if werkplaats else []


def partners_in(period: Period) -> QuerySet[Partnership]:
    """The organisations that took part in this period; who has no known beginning was not there for certain before."""
    found = period.werkplaats.partnerships.select_related("organisation").order_by("role", "organisation__title")
    if period.ends_on:
        found = found.filter(from_on__lt=period.ends_on)
    if period.starts_on:
        found = found.filter(Q(until_on__isnull=True) | Q(until_on__gt=period.starts_on))
    return found


def held_in(period: Period, on: dt.date | None = None) -> QuerySet[Role]:
    """The roles that people had in this period, up to a day."""
    found = period.werkplaats.roles.filter(from_on__lte=on or timezone.localdate())
    if period.ends_on:
        found = found.filter(from_on__lt=period.ends_on)
    if period.starts_on:
        found = found.filter(Q(until_on__isnull=True) | Q(until_on__gt=period.starts_on))
    return found


def roles_in(period: Period, on: dt.date | None = None) -> dict[str, int]:
    """How many people had which task in this period; no names, those need consent."""
    counts: dict[str, set[int]] = {}
    for kind, person in held_in(period, on).values_list("role", "person"):
        counts.setdefault(kind, set()).add(person)
    return {kind: len(counts[kind]) for kind in Role.Kind.values if kind in counts}


def described_models() -> dict[str, type[Described]]:
    """Every kind of described thing that there is, by its kind."""
    found, waiting = {}, list(Described.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if model.KIND and not model._meta.abstract:
            found[model.KIND] = model
    return found


# What is no described thing and can be shown by others all the same: a table with `home`, `shown_by` and `visibility`.
SHOWABLE: dict[str, type[Any]] = {}


def showable(kind: str, model: type[Any]) -> None:
    """Let others ask to show this kind too; called from an app's `ready`."""
    SHOWABLE[kind] = model


def thing_by_slug(kind: str, slug: str, person: AnyPerson) -> Described | None:
    """A described thing that this person may read."""
    model = (described_models() | SHOWABLE).get(kind)
    if model is None:
        return None
    rows = cast("Any", model._default_manager).visible_to(person).select_related("home")
    return cast("Described | None", rows.filter(slug=slug).first())


def thing_by_ref(kind: str, ref: str) -> Described | None:
    """A described thing by its lasting name."""
    model = (described_models() | SHOWABLE).get(kind)
    return model._default_manager.select_related("home").filter(ref=ref).first() if model else None


def show_requests(person: AnyPerson) -> QuerySet[ShowRequest]:
    """What was asked of the werkplaatsen that somebody edits, or by them; the newest first."""
    mine = edits(person).prefetch_related(None).order_by().values("pk")
    found = ShowRequest.objects.filter(Q(home__in=mine) | Q(werkplaats__in=mine))
    found = found.select_related("home", "werkplaats").prefetch_related("home__names", "werkplaats__names")
    return found.order_by("-pk")


def show_requests_waiting(person: Person) -> QuerySet[ShowRequest]:
    """What this person may decide on: asked of a werkplaats they edit, by somebody else. The longest waiting first."""
    mine = edits(person).prefetch_related(None).order_by().values("pk")
    found = ShowRequest.objects.filter(state=ShowRequest.State.ASKED).select_related("werkplaats", "home")
    return found if person.is_superuser else found.filter(home__in=mine).exclude(asked_by=person)


def old_path(address: str) -> str:
    """How an address of before is looked up: its path, lower case, without a slash at the end."""
    path = unquote(urlsplit(address.strip()).path).lower().replace("\x00", "")
    return ("/" + path.strip("/"))[:500]


def new_address(path: str) -> str:
    """Where the page of an old address is now, or nothing; one query, and one more for a thing."""
    row = OldAddress.objects.filter(path=old_path(path)).first()
    if row is None:
        return ""
    if row.to:
        return row.to
    return _address_of(row.kind, row.ref)


def _address_of(kind: str, ref: str) -> str:
    if kind == Werkplaats.KIND:
        werkplaats = Werkplaats.objects.filter(ref=ref).first()
        return werkplaats.get_absolute_url() if werkplaats else ""
    thing = thing_by_ref(kind, ref)
    return thing.get_absolute_url() if thing else ""  # type: ignore[no-untyped-call, unused-ignore]
