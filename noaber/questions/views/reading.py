# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists, one question, and feeds."""

from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.base.paging import page_number
from noaber.loop.trail_queries import trail_of
from noaber.people.models import Perspective
from noaber.people.queries import theme_labels, werkplaats_names
from noaber.people.region_queries import Site, period_choices, sites
from noaber.questions import detail_queries, list_queries, policies, queries
from noaber.questions.models import HIDDEN, Question, State
from noaber.questions.queries import Filter
from noaber.ui.chrome import person_of

FEED_LENGTH = 30


@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    wanted = read_filter(request)
    context = {
        "wanted": wanted,
        "page": list_queries.page_of(queries.listed(wanted), page_number(request.GET.get("page"))),
        "choices": choices(wanted.werkplaats),
        "figures": queries.figures_now(),
    }
    return render(request, "questions/question_list.html", context)


@require_safe
def question_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = person_of(request)
    question = detail_queries.find(slug, person)
    if question is None:
        raise Http404
    may_triage = policies.may_triage(person, question) if person else None
    context = {"detail": detail_queries.detail(question), "question": question, "may_triage": may_triage}
    context["trail"] = trail_of(Question.KIND, question.ref)
    if may_triage:
        context |= detail_queries.desk_side(question)
    return render(request, "questions/question_detail.html", context)


@require_safe
def question_feed(request: HttpRequest) -> HttpResponse:
    wanted = read_filter(request)
    feed = Atom1Feed(
        title=_("Vragen uit de praktijk"),
        link=request.build_absolute_uri(reverse("question_list")),
        description="",
        feed_url=request.build_absolute_uri(),
    )
    places = sites()
    for question in queries.listed(wanted).prefetch_related("themes")[:FEED_LENGTH]:
        add_to_feed(feed, question, places)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def add_to_feed(feed: Atom1Feed, question: Question, places: Mapping[str, Site]) -> None:
    home = places.get(question.home.slug) if question.home else None
    feed.add_item(
        title=question.title,
        link=((home.origin if home else "") or settings.SITE_URL) + question.get_absolute_url(),
        # A name, not a way: it stays the same when a werkplaats moves to a host of its own.
        unique_id=settings.SITE_URL + question.get_absolute_url(),
        description=question.text[:500],
        pubdate=question.asked_at,
        updateddate=question.changed_at,
        categories=[question.get_state_display(), *(theme.label for theme in question.themes.all())],
    )


def read_filter(request: HttpRequest) -> Filter:
    """What the address asks for; what it does not know is left out, never an error."""
    given = {name: request.GET.get(name, "").replace("\x00", "")[:80] for name in request.GET}
    state, perspective, year = given.get("status", ""), given.get("perspectief", ""), given.get("jaar", "")
    return Filter(
        werkplaats=given.get("werkplaats", ""),
        theme=given.get("thema", ""),
        state=state if state in State.values and state not in HIDDEN else "",
        perspective=perspective if perspective in Perspective.values else "",
        period=given.get("periode", ""),
        year=int(year) if year.isascii() and year.isdigit() and 1000 <= int(year) <= 9998 else None,
        waiting=given.get("wacht") == "1",
    )


def by_word(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(labels.items(), key=lambda one: one[1].casefold())


def choices(werkplaats: str) -> dict[str, list[tuple[str, str]]]:
    """What each filter of the list offers: value and label. A werkplaats has its own programme periods."""
    periods = period_choices(werkplaats)
    return ({"periode": periods} if periods else {}) | {
        "werkplaats": by_word(werkplaats_names()),
        "thema": by_word({slug: word for slug, word in theme_labels().items() if slug in queries.themes()}),
        "status": [(str(code), str(label)) for code, label in State.choices if code not in HIDDEN],
        "perspectief": [(str(code), str(label)) for code, label in Perspective.choices],
        "jaar": [(str(year), str(year)) for year in queries.years()],
    }
