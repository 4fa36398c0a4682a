# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What everybody reads: the list, the page of a project, its calendar, its public photos and files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.base import clock
from noaber.people.queries import details_of, scope_of
from noaber.projects import calendar_queries, policies, queries, start_queries
from noaber.projects.models import Project
from noaber.projects.views.places import download, picture, readable
from noaber.search.listing import browse
from noaber.ui.chrome import person_of


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    listing = browse(("project",), request.GET, scope=scope_of(person))
    may_start = bool(person and policies.may_start_somewhere(person))
    mine = start_queries.projects_of(person) if person else []
    return render(request, "projects/project_list.html", {"listing": listing, "may_start": may_start, "mine": mine})


@require_safe
def project_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person, now = person_of(request), clock.now()
    project = readable(request, slug)
    context = {
        "item": project,
        "details": details_of(project),
        "told": queries.told(project, person, at=now),
        "may_ask": policies.may_ask_to_join(project),
        "brand_slug": project.home_slug,
    }
    if person is not None:
        context["may_read_group"] = project.is_group and policies.may_read_group(person, project)
        context["may_begin"] = not project.is_group and policies.may_start(person, project.home)
    return render(request, "projects/project_detail.html", context)


@require_safe
def project_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    project = group(request, slug)
    months = calendar_queries.months(project, project.sessions.filter(public=True), at=clock.now())
    return render(
        request, "projects/calendar.html", {"item": project, "months": months, "brand_slug": project.home_slug}
    )


@require_safe
def project_ical(request: HttpRequest, slug: str) -> HttpResponse:
    return ical(group(request, slug), public=True)


def ical(project: Project, *, public: bool) -> HttpResponse:
    """The sessions as a calendar file that programs ask for again and again."""
    sessions = project.sessions.filter(public=True) if public else project.sessions.all()
    text = calendar_queries.written(project, sessions)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{project.slug}.ics"'
    return answer


def group(request: HttpRequest, slug: str) -> Project:
    """A project with a group, that this person may read; or 404."""
    project = readable(request, slug)
    if not project.is_group:
        raise Http404
    return project


@never_cache
@require_safe
def project_photo(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    project = group(request, slug)
    entry = get_object_or_404(project.log.exclude(photo=""), pk=pk)
    if not entry.public and not policies.may_read_group(person_of(request), project):
        raise Http404
    return picture(entry.photo)


@never_cache
@require_safe
def project_file(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    project = group(request, slug)
    file = get_object_or_404(project.files, pk=pk)
    if not file.public and not policies.may_read_group(person_of(request), project):
        raise Http404
    return download(file)
