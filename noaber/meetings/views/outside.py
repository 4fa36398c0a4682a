# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which calendars of others a werkplaats shows beside its own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from noaber.base import clock
from noaber.meetings import calendar_side_queries, outside_actions, policies
from noaber.meetings.outside_forms import OutsideForm
from noaber.meetings.outside_models import OutsideCalendar
from noaber.meetings.views.planning import planner, typed
from noaber.people.models import Werkplaats
from noaber.ui.acting import attempt, insist
from noaber.ui.kept import signed_in_or_kept


@never_cache
@signed_in_or_kept
@require_http_methods(["GET", "HEAD", "POST"])
def outside_list(request: HttpRequest, slug: str) -> HttpResponse:
    home = get_object_or_404(Werkplaats.objects.prefetch_related("names"), slug=slug)
    insist(policies.may_keep_outside(request.user, home))
    form = OutsideForm(typed(request))

    def act() -> None:
        told = {name: form.cleaned_data[name] for name in ("name", "url", "page")}
        outside_actions.add(home, **told, by=planner(request), at=clock.now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("We lezen deze agenda zo. Kijk over een paar minuten hier of het lukte."))
        return redirect("beside_list", home.slug)
    rows = calendar_side_queries.outside_calendars(home)
    context = {"home": home, "form": form, "rows": rows, "brand_slug": home.slug}
    return render(request, "meetings/outside.html", context)


@require_POST
@never_cache
@signed_in_or_kept
def outside_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    calendar = get_object_or_404(OutsideCalendar.objects.select_related("home"), home__slug=slug, pk=pk)
    insist(policies.may_keep_outside(request.user, calendar.home))
    if "remove" in request.POST:
        outside_actions.remove(calendar, by=planner(request), at=clock.now())
        messages.success(request, _("Deze agenda staat er niet meer bij."))
    else:
        outside_actions.look_again(calendar, by=planner(request), at=clock.now())
        messages.success(request, _("We lezen deze agenda zo opnieuw."))
    return redirect("beside_list", slug)
