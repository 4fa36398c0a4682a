# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whoever needs a second step and has not taken it in this browser is a visitor, everywhere but at their account."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase

from noaber.people.account_policies import needs_second_factor
from noaber.people.models import Person
from noaber.people.second_step import taken

Handler = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponseBase]


class SecondFactor:
    """Nothing that a task opens is open without it: no desk, no editor, no draft, whatever the address.

    Signing in again leads to the page that explains the second step (see views.accounts.login).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        if not settings.SECOND_FACTOR or settings.SESSION_COOKIE_NAME not in request.COOKIES or _open(view):
            return
        if isinstance(request.user, Person) and not taken(request) and needs_second_factor(request.user):
            request.waits_for_second_step = True  # type: ignore[attr-defined]
            request.user = AnonymousUser()


def _open(view: View) -> bool:
    """Signing in and one's own account, which one needs to take the step."""
    return bool(getattr(view, "before_second_step", False)) or view.__module__.startswith("allauth.")
