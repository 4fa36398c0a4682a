# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages, feeds and data of the themes."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.base.paging import page_number
from noaber.people.models import Concept
from noaber.people.queries import scope_of
from noaber.people.region_queries import origin_of
from noaber.search import Hit
from noaber.search.policies import may_keep_thesaurus
from noaber.site import theme_export, theme_queries
from noaber.site.theme_queries import Place
from noaber.ui.chrome import person_of
from noaber.ui.languages import in_language


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    form = theme_export.asked_for(request.headers.get("Accept", ""))
    if form:
        return data_instead(reverse("thesaurus_data", args=[form]))
    context = {"facets": theme_queries.overview(), "qualities": theme_queries.qualities(), "keeps": keeps(request)}
    return render(request, "site/theme_list.html", context)


def keeps(request: HttpRequest) -> bool:
    """Whether this reader may change the thesaurus."""
    person = person_of(request)
    return person is not None and bool(may_keep_thesaurus(person))


def data_instead(address: str) -> HttpResponse:
    """See the data: the address of a concept is that of the thing itself, not of one page about it."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    patch_vary_headers(response, ("Accept",))
    return response


@require_safe
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    form = theme_export.asked_for(request.headers.get("Accept", ""))
    if form:
        return data_instead(reverse("theme_data", args=[slug, form]))
    place = theme_queries.place_of(slug)
    if place is None:
        return moved(slug)
    werkplaats, shelf = request.GET.get("werkplaats", "")[:60], request.GET.get("soort", "")
    scope = scope_of(person_of(request))
    context = {"place": place, "werkplaats": werkplaats, "facets": theme_queries.werkplaatsen(place, werkplaats, scope)}
    context |= {"keeps": keeps(request) and place.concept.scheme != Concept.Scheme.FACET}
    return render(request, "site/theme_detail.html", context | content(request, place, werkplaats, shelf, scope))


def content(
    request: HttpRequest, place: Place, werkplaats: str, shelf: str, scope: tuple[str, ...]
) -> dict[str, object]:
    """Everything about a theme, shelf by shelf, or all of one shelf."""
    if shelf in theme_queries.SHELVES:
        page = theme_queries.one_shelf(place, shelf, werkplaats, scope, page_number(request.GET.get("page")))
        return {"shelf": shelf, "label": theme_queries.shelf_labels()[shelf], "page": page}
    return {
        "shelves": theme_queries.shelves(place, werkplaats, scope),
        "waiting": theme_queries.questions(place, werkplaats),
        "knowers": theme_queries.behind(place, werkplaats, scope),
    }


def moved(slug: str) -> HttpResponse:
    """A theme that went on in another one keeps its address."""
    target = theme_queries.successor(slug)
    if not target:
        raise Http404
    return redirect(target, permanent=True)


@require_safe
def theme_feed(request: HttpRequest, slug: str) -> HttpResponse:
    place = theme_queries.place_of(slug)
    if place is None:
        return moved(slug)
    feed = Atom1Feed(
        title=_("Nieuw over %(theme)s") % {"theme": place.concept.label},
        link=settings.SITE_URL + reverse("theme_detail", args=[slug]),
        description=place.concept.note,
        feed_url=settings.SITE_URL + request.get_full_path(),
    )
    for hit in theme_queries.newest(place, request.GET.get("werkplaats", "")[:60]):
        add_to_feed(feed, hit)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def add_to_feed(feed: Atom1Feed, hit: Hit) -> None:
    address = in_language(hit.url)
    feed.add_item(
        title=hit.title,
        link=origin_of(hit.werkplaatsen[0] if hit.werkplaatsen else "") + address,
        # A name, not a way: it stays the same when a werkplaats moves to a host of its own.
        unique_id=settings.SITE_URL + address,
        description=hit.summary[:500],
        # Of some things only a year is known; a feed wants a moment.
        updateddate=moment_of(hit.date or str(hit.year or "")),
    )


def moment_of(date: str) -> datetime:
    """The first moment of a day, a month or a year; of what has no date it is unknown, and then long ago."""
    parts = [int(part) for part in date.split("/")[0].split("-") if part.isdecimal()]
    try:
        year, month, day = [*parts, 1, 1][:3]
        return make_aware(datetime(year, month, day))  # noqa: DTZ001
    except (ValueError, TypeError):
        return make_aware(datetime(1970, 1, 1))  # noqa: DTZ001


@require_safe
def theme_data(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    concepts = theme_queries.every_concept().filter(slug=slug)
    if form not in theme_export.FORMS or not concepts:
        raise Http404
    return data(concepts, form)


@require_safe
def thesaurus_data(request: HttpRequest, form: str) -> HttpResponse:
    if form not in theme_export.FORMS:
        raise Http404
    return data(theme_queries.every_concept(), form)


def data(concepts: QuerySet[Concept], form: str) -> HttpResponse:
    write, kind = theme_export.FORMS[form]
    response = HttpResponse(write(concepts), content_type=kind)
    # Anybody may use the words, from anywhere.
    response["Access-Control-Allow-Origin"] = "*"
    return response
