# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from noaber.meetings.models import Meeting
from noaber.people.queries import described, details_of, scope_of
from noaber.search.listing import browse
from noaber.ui.chrome import person_of


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    listing = browse(("meeting",), request.GET, scope=scope_of(person_of(request)))
    return render(request, "meetings/meeting_list.html", {"listing": listing})


@require_safe
def meeting_detail(request: HttpRequest, slug: str) -> HttpResponse:
    thing = get_object_or_404(described(Meeting, person_of(request)), slug=slug)
    context = {"item": thing, "details": details_of(thing), "brand_slug": thing.home.slug if thing.home else ""}
    return render(request, "meetings/meeting_detail.html", context)
