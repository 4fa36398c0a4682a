# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The background work, for the keepers of the platform, and its figures for what measures."""

import hmac

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from noaber.base import clock, troubles
from noaber.base.verdicts import Refused
from noaber.people.models import Person
from noaber.people.policies import may_manage_network
from noaber.site import work_actions, work_queries
from noaber.ui.acting import insist
from noaber.ui.kept import signed_in_or_kept


def keeper(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    insist(may_manage_network(request.user))
    return request.user


@never_cache
@signed_in_or_kept
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    keeper(request)
    at = clock.now()
    context = {
        "queues": work_queries.queue_rows(at),
        "jobs": work_queries.job_rows(at),
        "silent": troubles.all_suppressed(at),
        "workers": work_queries.worker_rows(at),
        "at": at,
    }
    return render(request, "site/work.html", context)


@never_cache
@require_POST
@signed_in_or_kept
def work_retry(request: HttpRequest, queue: str, pk: int) -> HttpResponse:
    try:
        work_actions.retry(queue, pk, by=keeper(request), at=clock.now())
        messages.success(request, _("Dit wordt nu nog een keer gedaan."))
    except Refused as refusal:
        messages.warning(request, refusal.reason)
    return redirect("work")


def may_measure(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    token = settings.METRICS_TOKEN.encode()
    by_token = bool(token) and hmac.compare_digest(given, token)
    return by_token or (isinstance(request.user, Person) and bool(may_manage_network(request.user)))


@never_cache
@require_POST
@signed_in_or_kept
def work_trust(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        work_actions.trust(pk, by=keeper(request), at=clock.now())
        messages.success(request, _("Dit adres krijgt weer mail."))
    except Refused as refusal:
        messages.warning(request, refusal.reason)
    return redirect("work")


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not may_measure(request):
        raise Http404
    return HttpResponse(work_queries.metrics(clock.now()), content_type=CONTENT_TYPE_LATEST)
