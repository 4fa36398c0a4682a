# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the home of a werkplaats, and one of its programme periods, are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber import search
from noaber.meetings.models import Meeting
from noaber.members import queries as members
from noaber.pages import queries as pages
from noaber.pages import reading
from noaber.people import queries as people
from noaber.people.models import Organisation, Period, Role, Werkplaats
from noaber.people.region_queries import origin_of, partners_in, period_years, roles_in, sites
from noaber.people.words import WORDS
from noaber.questions.models import Question
from noaber.search import SearchRequest, listing
from noaber.site import queries
from noaber.site.queries import KNOWLEDGE, Row
from noaber.ui.formats import date_nl
from noaber.ui.languages import language

Partners = Sequence[tuple[str, Sequence[Organisation]]]


@dataclass(frozen=True)
class Shelf:
    """What a werkplaats has of one kind: the newest, how many there are, and where the rest is."""

    kind: str
    label: str
    hits: Sequence[Row]
    total: int
    href: str
    nothing: str

    @property
    def more(self) -> bool:
        return self.total > len(self.hits)


@dataclass(frozen=True)
class Room:
    """The home of a werkplaats."""

    werkplaats: Werkplaats
    names: Sequence[str]
    words: Mapping[str, str]
    lead: str
    blocks: Sequence[Row]
    menu: Sequence[Any]
    period: Period | None
    earlier: Sequence[Period]
    partners: Partners
    waiting: Sequence[Question]
    knowledge: Shelf
    projects: Shelf
    news: Shelf
    meetings: Sequence[Row]
    upcoming: bool
    # What its house style is called, when it has one.
    style: str


@dataclass(frozen=True)
class Archive:
    """A programme period as it is, or as it was when it ended."""

    period: Period
    archived: bool
    last_day: dt.date | None
    name: str
    description: str
    words: Mapping[str, str]
    partners: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    # A task, who had it and shows that (name and address), and how many others there were.
    roles: Sequence[tuple[str, Sequence[tuple[str, str]], int]]
    shelves: Sequence[Shelf]
    before: Period | None
    after: Period | None
    present: Period | None
    address: str
    cite: str


def words_of(werkplaats: Werkplaats, own: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a werkplaats calls things; where it has no word of its own, ours."""
    chosen = werkplaats.words if own is None else own
    return {name: str(chosen.get(name) or word) for name, word in WORDS.items()}


def room(werkplaats: Werkplaats) -> Room:
    """The home page of a werkplaats, for a reader without an account."""
    slug, words = werkplaats.slug, words_of(werkplaats)
    page = pages.home_of(slug)
    periods = list(werkplaats.periods.all())
    period = present(periods, timezone.localdate())
    blocks = reading.home_blocks(page) if page else []
    # Where the editors put a list of the news themselves, it does not stand here twice.
    told = any(block.get("name") == "news_list" for block in blocks)
    coming = _meetings(slug, upcoming=True)
    return Room(
        werkplaats=werkplaats,
        names=[one.name for one in werkplaats.names.all()],
        words=words,
        lead=(page.lead if page else "") or werkplaats.description,
        blocks=blocks,
        menu=pages.menu(slug, language()),
        period=period,
        earlier=[one for one in periods if one != period][::-1],
        partners=_by_role([(one.get_role_display(), one.organisation) for one in people.partners_of(werkplaats)]),
        waiting=list(Question.objects.waiting().filter(home=werkplaats)[:4]),
        knowledge=_shelf(slug, KNOWLEDGE, words["knowledge"], "product_list", 3),
        projects=_shelf(slug, ("project",), words["projects"], "project_list", 4),
        news=_shelf(slug, ("news",), words["news"], "news_list", 0 if told else 3),
        meetings=coming or _meetings(slug, upcoming=False),
        upcoming=bool(coming),
        style=sites()[slug].style if slug in sites() else "",
    )


def present(periods: Sequence[Period], on: dt.date) -> Period | None:
    """The period that holds on a day, out of all of a werkplaats: the latest that began and has not ended."""
    open_now = [one for one in periods if (one.starts_on is None or one.starts_on <= on) and not one.ended(on)]
    return max(open_now, key=_began) if open_now else None


def _began(period: Period) -> dt.date:
    return period.starts_on or dt.date.min


def _by_role(rows: Sequence[tuple[str, Any]]) -> list[tuple[str, list[Any]]]:
    found: dict[str, list[Any]] = {}
    for role, organisation in rows:
        found.setdefault(role, []).append(organisation)
    return list(found.items())


def _shelf(
    slug: str, kinds: tuple[str, ...], label: str, name: str, most: int, years: tuple[int, int] | None = None
) -> Shelf:
    first, last = years or (None, None)
    request = SearchRequest(
        kinds=kinds, werkplaats=slug, limit=most, sort="newest", year_from=first, year_to=last, facets=()
    )
    found = search.find(request)
    rows = queries.cards(found.hits) if kinds == KNOWLEDGE else listing.rows(found.hits)
    nothing = _("Hier staat nog niets van deze werkplaats.")
    return Shelf(kinds[0], label, rows, found.total, f"{reverse(name)}?werkplaats={slug}", nothing)


def _meetings(slug: str, *, upcoming: bool) -> list[Row]:
    today = timezone.localdate().isoformat()
    rows = Meeting.objects.visible_to(None).select_related("home").filter(home__slug=slug)
    rows = rows.only("title", "slug", "on_date", "lang", "home__slug")
    found = rows.filter(on_date__gte=today) if upcoming else rows.filter(on_date__lt=today)
    return queries.with_a_day(found.order_by("on_date" if upcoming else "-on_date"), 3)


def archive(period: Period, periods: Sequence[Period]) -> Archive:
    """A programme period with everything of its time; `periods` are all of its werkplaats, oldest first."""
    today, werkplaats, kept = timezone.localdate(), period.werkplaats, period.ending
    place = [one.pk for one in periods].index(period.pk)
    words = words_of(werkplaats, kept.get("words"))
    years = period_years(werkplaats.slug, period.slug)
    address = origin_of(werkplaats.slug) + period.get_absolute_url()
    name = kept.get("name") or _name_in(werkplaats, period)
    kinds = (
        (KNOWLEDGE, words["knowledge"], "product_list"),
        (("project",), words["projects"], "project_list"),
        (("meeting",), words["meetings"], "meeting_list"),
        (("news",), words["news"], "news_list"),
    )
    shelves = [_shelf(werkplaats.slug, one, label, to, 3, years) for one, label, to in kinds]
    return Archive(
        period=period,
        archived=period.ended(today),
        last_day=period.ends_on - dt.timedelta(days=1) if period.ends_on else None,
        name=name,
        description=kept.get("description", ""),
        words=words,
        partners=_partners(period),
        roles=_roles(period, today),
        shelves=[one for one in shelves if one.hits],
        before=periods[place - 1] if place else None,
        after=periods[place + 1] if place + 1 < len(periods) else None,
        present=present(periods, today),
        address=address,
        cite=_cite(name, period, address),
    )


def _partners(period: Period) -> list[tuple[str, list[tuple[str, str]]]]:
    if "partners" in period.ending:
        return _by_role([(role, (title, slug)) for role, title, slug in period.ending["partners"]])
    rows = partners_in(period)
    return _by_role([(one.get_role_display(), (one.organisation.title, one.organisation.slug)) for one in rows])


def _roles(period: Period, today: dt.date) -> list[tuple[str, list[tuple[str, str]], int]]:
    counts = period.ending.get("roles") if "roles" in period.ending else roles_in(period, today)
    labels = {str(kind): str(label) for kind, label in Role.Kind.choices}
    named = members.named_in(period, today)
    return [
        (labels.get(kind, kind), named.get(kind, []), max(0, number - len(named.get(kind, ()))))
        for kind, number in (counts or {}).items()
    ]


def _name_in(werkplaats: Werkplaats, period: Period) -> str:
    """What a werkplaats was called when this period ended, or is called now."""
    on = period.ends_on or dt.date.max
    names = sorted(werkplaats.names.all(), key=lambda one: one.from_on or dt.date.min)
    then = [one.name for one in names if one.from_on is None or one.from_on < on]
    return then[-1] if then else werkplaats.name


def _cite(name: str, period: Period, address: str) -> str:
    seen = date_nl(timezone.localdate())
    return _("%(name)s. Programma %(period)s. %(site)s, %(address)s (bekeken op %(seen)s).") % {
        "name": name, "period": period.label, "site": settings.SITE_NAME, "address": address, "seen": seen,
    }  # fmt: skip
