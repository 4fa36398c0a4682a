# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What views of every room do around an action: insist on a verdict, and try it with a form that tells why not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from noaber.base import clock, signing, throttle
from noaber.base.forms import Guarded
from noaber.base.verdicts import Refused, Verdict, require


def insist(verdict: Verdict) -> None:
    """A page with the reason for who may not."""
    if not verdict:
        raise PermissionDenied(verdict.reason)


def attempt(form: Any, act: Callable[[], object]) -> bool:
    """Do it when the form is right; a refusal (a colleague was faster, say) is told in the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def attempt_in_public(request: HttpRequest, form: Guarded, act: Callable[[], object], *, room: str, most: int) -> bool:
    """Do it when the form is right and the sender did it less than `most` times an hour; else the form tells why."""

    def unless_too_fast() -> None:
        sender = request.META.get("REMOTE_ADDR", "")
        require(throttle.hit(f"{room}.sender", sender, most, timedelta(hours=1), clock.now()))
        act()

    return attempt(form, unless_too_fast)


def dead_status(refusal: Refused) -> int:
    """410 for a mailed link that is too old, 404 for one that never was."""
    return 410 if isinstance(refusal, signing.Expired) else 404


def dead_link(template: str, form: Callable[[], Any] | None = None) -> Callable[[HttpRequest, Refused], HttpResponse]:
    """The page for a mailed link that does not work (any more): why, and with a form the way to a fresh one."""

    def explain(request: HttpRequest, refusal: Refused) -> HttpResponse:
        given = {"form": form()} if form else {}
        return render(request, template, {"reason": refusal.reason, **given}, status=dead_status(refusal))

    return explain
