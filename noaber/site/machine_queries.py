# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What machines are told of the whole site: which pages there are and since when, and which are not for them."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from noaber.base import clock
from noaber.pages import queries as pages
from noaber.people.models import Period, Visibility, Werkplaats
from noaber.people.queries import theme_labels, werkplaats_names
from noaber.people.region_queries import hosts, sites
from noaber.questions.models import Question
from noaber.site.structured import lasting

# Pages of one person, of search words, and of the house itself.
KEPT_OUT = ("/-/", "/account/", "/beheer/", "/vind/", "/en/vind/", "/vragen/link/", "/vragen/werkbak/")
DESCRIBED = {
    "product": "knowledge.Product",
    "project": "projects.Project",
    "meeting": "meetings.Meeting",
    "news": "pages.News",
    "organisation": "people.Organisation",
}
PER_MAP = 5_000


def expires() -> dt.datetime:
    """Until when security.txt holds: half a year from the first of this month, so that caches agree."""
    first = clock.now().astimezone(dt.UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first + dt.timedelta(days=184)


def shared(kind: str, slug: str) -> tuple[str, str] | None:
    """The title of a public thing and the place it is from, for the picture of its page."""
    if kind == "werkplaats":
        found = Werkplaats.objects.filter(slug=slug).prefetch_related("names").first()
        return (found.name, "") if found else None
    rows: QuerySet[Any]
    if kind == "question":
        rows = Question.objects.public()
    elif kind in DESCRIBED:
        rows = apps.get_model(DESCRIBED[kind])._default_manager.filter(visibility=Visibility.PUBLIC)
    else:
        return None
    row = rows.filter(slug=slug).values_list("title", "home__slug").first()
    return (row[0], werkplaats_names().get(row[1], "")) if row else None


class HostMap(Sitemap[Any]):
    """The pages that are for good at one host: the own one of a werkplaats, or the portal, which has all others."""

    limit = PER_MAP

    def __init__(self, own: str = "") -> None:
        self._own = own

    def get_urls(self, page: Any = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        found = super().get_urls(page, site, protocol)
        for one in found:
            one["location"] = lasting(self.location(one["item"]), self._own)
        return found


class TableMap(HostMap):
    """The public rows of one table, each with the day it last changed."""

    # In which fields a row knows its werkplaats, and since when it is as it is.
    home = "home__slug"
    changed = "updated_at"

    def items(self) -> QuerySet[Any]:
        return self._rows().order_by("pk")

    def lastmod(self, item: Any) -> dt.datetime:
        moment: dt.datetime = getattr(item, self.changed)
        return moment

    def get_latest_lastmod(self) -> dt.datetime | None:
        newest: dt.datetime | None = self._rows().aggregate(newest=Max(self.changed))["newest"]
        return newest

    def _rows(self) -> QuerySet[Any]:
        if self._own:
            return self.public().filter(**{self.home: self._own})
        return self.public().exclude(**{f"{self.home}__in": list(hosts().values())})

    def public(self) -> QuerySet[Any]:
        """Everything of this sort that everybody may read."""
        raise NotImplementedError


class DescribedMap(TableMap):
    """The public pages of one kind of described things."""

    def __init__(self, model: str, own: str = "") -> None:
        super().__init__(own)
        self._model = apps.get_model(model)

    def public(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self._model._default_manager.filter(visibility=Visibility.PUBLIC)
        return rows.only("slug", "updated_at")


class QuestionMap(TableMap):
    """The public questions."""

    changed = "changed_at"

    def public(self) -> QuerySet[Any]:
        return Question.objects.public().only("slug", "changed_at")


class ProseMap(TableMap):
    """The pages of editors."""

    home = "werkplaats__slug"
    changed = "last_published_at"

    def public(self) -> QuerySet[Any]:
        return pages.live().only("url_path", "last_published_at")


class StandingMap(HostMap):
    """The pages that are always there; on the portal also those of the werkplaatsen and the themes."""

    OWN = ("home", "question_list", "product_list", "project_list", "meeting_list", "news_list", "organisation_list")
    NAMES = (*OWN, "werkplaats_list", "about", "accessibility", "privacy", "open_data", "colophon", "processing",
             "theme_list", "dossier_list")  # fmt: skip

    def items(self) -> list[str]:
        if self._own:
            return [*(reverse(name) for name in self.OWN), *self._periods({self._own})]
        places = set(sites()) - set(hosts().values())
        homes = [reverse("werkplaats_detail", args=[slug]) for slug in sorted(places)]
        themes = [reverse("theme_detail", args=[slug]) for slug in sorted(theme_labels())]
        return [*(reverse(name) for name in self.NAMES), *homes, *self._periods(places), *themes]

    def _periods(self, places: set[str]) -> list[str]:
        rows = Period.objects.filter(werkplaats__slug__in=places).order_by("werkplaats__slug", "slug")
        return [reverse("period_detail", args=row) for row in rows.values_list("werkplaats__slug", "slug")]

    def location(self, item: Any) -> str:
        return str(item)


def maps(own: str = "") -> dict[str, Any]:
    """Every part of the sitemap of a host by its name; without an own host that of the portal."""
    return {"pages": StandingMap(own), "prose": ProseMap(own), "question": QuestionMap(own)} | {
        kind: DescribedMap(model, own) for kind, model in DESCRIBED.items()
    }
