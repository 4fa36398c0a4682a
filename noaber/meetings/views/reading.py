# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What everybody reads: the list, the page of a meeting, a series."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from noaber.base import clock
from noaber.loop.trail_queries import trail_of
from noaber.meetings import (
    calendar_queries,
    calendar_side_queries,
    feed_queries,
    harvest_queries,
    policies,
    queries,
    signup_policies,
)
from noaber.meetings.calendar_queries import Chosen, chosen_of
from noaber.meetings.models import Meeting, Series, Sort
from noaber.people.queries import coordinates, details_of, scope_of
from noaber.search.listing import browse
from noaber.ui.chrome import person_of

# What only searching knows: who asks for one of these looks for something, also of before.
SEARCHING = ("q", "page", "kwaliteit", "jaar", "perspectief", "periode")


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """What is coming, and below it everything, to search in."""
    person, chosen = person_of(request), chosen_of(request.GET)
    searching = any(request.GET.get(name) for name in SEARCHING)
    listing = browse(("meeting",), request.GET, scope=scope_of(person), types=dict(Sort.choices))
    context = {
        "listing": listing, "searching": searching,
        "may_plan": bool(person and policies.may_plan_somewhere(person)), **calendar_context(chosen),
        "coordinated": list(coordinates(person)) if person else [],
        "ahead": [] if searching else calendar_queries.ahead(person, chosen, clock.now()),
    }  # fmt: skip
    return render(request, "meetings/meeting_list.html", context)


def calendar_context(chosen: Chosen) -> dict[str, object]:
    """What every page of the calendar shows beside its meetings."""
    feed = feed_queries.feed_address(chosen.query)
    return {"chosen": chosen, "choices": calendar_side_queries.choices(), "feed": feed}


def readable(request: HttpRequest, slug: str) -> Meeting:
    """The meeting that this person may read, or 404."""
    meeting = queries.find(slug, person_of(request))
    if meeting is None:
        raise Http404
    return meeting


@require_safe
def meeting_detail(request: HttpRequest, slug: str) -> HttpResponse:
    meeting, person = readable(request, slug), person_of(request)
    manages = bool(person and policies.may_manage(person, meeting))
    context = {
        "item": meeting, "details": details_of(meeting), "brand_slug": meeting.home_slug, "manages": manages,
        "programme": queries.programme_of(meeting), "papers": queries.papers_of(meeting, everything=manages),
        "over": meeting.over(clock.now()), "trail": trail_of(Meeting.KIND, meeting.ref),
        "to_calendar": bool(feed_queries.moment_of(meeting)),
        "places": signup_policies.coming(meeting, clock.now()),
        "harvest": harvest_queries.shown(meeting),
    }  # fmt: skip
    return render(request, "meetings/meeting_detail.html", context)


@require_safe
def paper_file(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    meeting = readable(request, slug)
    manages = bool(policies.may_manage(person_of(request), meeting))
    paper = get_object_or_404(queries.papers_of(meeting, everything=manages).exclude(file=""), pk=pk)
    kind = paper.file.name.rpartition(".")[2]
    return FileResponse(
        paper.file.open("rb"), as_attachment=True, filename=f"{paper.name}.{kind}", content_type=paper.mime
    )


@require_safe
def series_detail(request: HttpRequest, slug: str) -> HttpResponse:
    series = get_object_or_404(Series.objects.select_related("home"), slug=slug)
    meetings = list(queries.of_series(series, person_of(request)))
    if not meetings:
        raise Http404
    context = {"series": series, "meetings": meetings, "now": clock.now(), "brand_slug": series.home_slug}
    return render(request, "meetings/series_detail.html", context)
