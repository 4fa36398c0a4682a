# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From where somebody comes to a group: signed in, at its address, or without an account by a mailed link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from noaber.base.verdicts import Refused, Verdict
from noaber.people.models import Person
from noaber.projects import links, policies, queries
from noaber.projects.models import Project
from noaber.ui.acting import dead_link
from noaber.ui.acting import insist as insist
from noaber.ui.kept import recall, signed_in_or_kept

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Place:
    """Who is here, in which group, and how they came in."""

    project: Project
    person: Person
    token: str = ""

    def url(self, name: str, *args: Any) -> str:
        """A page of the group, for who came in this way."""
        first = self.token or self.project.slug
        return reverse(f"{'part' if self.token else 'project'}_{name}", args=[first, *args])

    @cached_property
    def leads(self) -> Verdict:
        return policies.may_lead(self.person, self.project)


def signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def readable(request: HttpRequest, slug: str) -> Project:
    """The project that this person may read, or 404."""
    project = queries.find(slug, request.user if isinstance(request.user, Person) else None)
    if project is None:
        raise Http404
    return project


def typed(request: HttpRequest) -> Any:
    """What was sent, or what was typed before the session ended."""
    return request.POST if request.method == "POST" else recall(request)


# A link that does not work (any more), and where to go instead.
explain = dead_link("projects/link.html")


def for_group(view: View) -> View:
    """The view gets a place: of who signed in and takes part or coordinates here, or of who holds a mailed link.

    For everybody else what is of the group is not there.
    """

    @never_cache
    @wraps(view)
    def find(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "token" in kwargs:
            return by_link(request, kwargs.pop("token"), *args, **kwargs)
        return by_account(request, *args, **kwargs)

    def by_link(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            member = links.part_of_link(token)
        except Refused as refusal:
            return explain(request, refusal)
        assert member.person is not None
        return view(request, Place(member.project, member.person, token), *args, **kwargs)

    @signed_in_or_kept
    def by_account(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        project = readable(request, slug)
        if not project.is_group or not policies.may_read_group(request.user, project):
            raise Http404
        return view(request, Place(project, signed_in(request)), *args, **kwargs)

    return find


def for_leads(view: View) -> View:
    """The view gets a place of who leads the group or coordinates its home; other members are told why not."""

    @for_group
    @wraps(view)
    def find(request: HttpRequest, place: Place, *args: Any, **kwargs: Any) -> HttpResponseBase:
        insist(place.leads)
        return view(request, place, *args, **kwargs)

    return find


def picture(photo: Any) -> FileResponse:
    """A photo of our own drawing."""
    return FileResponse(photo.open("rb"), content_type="image/jpeg")


def download(file: Any) -> FileResponse:
    """A file to keep, never to show within our pages."""
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=file.name, content_type=file.mime)
