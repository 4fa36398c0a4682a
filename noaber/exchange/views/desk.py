# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who stands before the door: what every page of this room asks first."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from noaber.exchange import policies
from noaber.exchange.models import ImportRun
from noaber.people.models import Person, Werkplaats


def signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def own_werkplaats(request: HttpRequest, slug: str) -> Werkplaats:
    """The werkplaats of an editor; for everybody else there is no such page."""
    werkplaats = get_object_or_404(Werkplaats.objects.prefetch_related("names"), slug=slug)
    if not policies.may_import(request.user, werkplaats):
        raise Http404
    return werkplaats


def own_run(request: HttpRequest, slug: str, pk: int) -> ImportRun:
    werkplaats = own_werkplaats(request, slug)
    runs = ImportRun.objects.select_related("source__werkplaats", "by")
    return get_object_or_404(runs, pk=pk, source__werkplaats=werkplaats)
