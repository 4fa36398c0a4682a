# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The gate before /beheer/: an editor finds the doors of their own house there, and no other.

Wagtail decides who may do what to a page, but was built for one team: some of its doors show titles, tags or files of
others. So doors are named here, one by one (`doors`), and whatever number stands in an address must be of one's own.
A door that a later Wagtail adds stays shut until somebody names it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from noaber.base import clock
from noaber.pages import doors
from noaber.pages.access_actions import follow_roles
from noaber.pages.posted import goes_home, without_others
from noaber.people.models import Person


class EditorsGate:
    """Access follows the roles of this moment; a shut door is one that is not there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        policy = answer.headers.get("Content-Security-Policy", "")
        if policy and request.path.startswith("/" + doors.HOUSE):
            # A preview is drawn as the page will be, with its policy; but here the editor shows it beside the form.
            policy = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
            answer.headers["Content-Security-Policy"] = policy
        return answer

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not match.route.startswith(doors.HOUSE):
            return None
        if match.view_name in doors.SIGN_IN:
            # There is one way in, with its second step; Wagtail's own form for a password is not it.
            return redirect_to_login(request.GET.get("next", "/beheer/"), resolve_url(settings.LOGIN_URL))
        if match.view_name.startswith(doors.SHUT):
            raise Http404
        if match.view_name == "wagtailimages:add_multiple":
            # One picture at a time, each with its own words.
            return redirect("wagtailimages:add")
        person = request.user
        if not isinstance(person, Person):
            return None
        if person.is_active and person.is_superuser:
            return None
        follow_roles(person, by=None, at=clock.now())
        if match.view_name not in doors.FOR_ALL:
            if not person.has_perm("wagtailadmin.access_admin"):
                raise PermissionDenied
            if not doors.may_pass(person, match.view_name, kwargs, request.GET.getlist("id")):
                raise Http404
            if request.method == "POST":
                if not goes_home(person, match.view_name, request.POST):
                    raise Http404
                request.POST = without_others(person, request.POST, kwargs.get("page_id"))  # type: ignore[assignment]
        return None
