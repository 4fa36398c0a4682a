# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking another werkplaats to show something of hers, and deciding on that."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.base import clock
from noaber.base.paging import page_number, paginate
from noaber.base.verdicts import no
from noaber.people import policies, region_queries, show_actions
from noaber.site import room_forms
from noaber.site.room_views import get_or_post, insist, signed_in
from noaber.ui.acting import attempt


@never_cache
@login_required
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    mine = set(region_queries.edits(person).values_list("pk", flat=True))
    if not mine and not person.is_superuser:
        insist(no(_("Dit is voor redacteuren en coördinatoren van een werkplaats.")))
    page = paginate(region_queries.show_requests(person), page_number(request.GET.get("page")), 30)
    waiting = set(region_queries.show_requests_waiting(person).values_list("pk", flat=True))
    return render(request, "site/show_list.html", {"page": page, "mine": mine, "waiting": waiting})


@never_cache
@login_required
@get_or_post
def show_ask(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    person = signed_in(request)
    thing = region_queries.thing_by_slug(kind, slug, person)
    if thing is None:
        raise Http404
    mine = region_queries.edits(person).exclude(pk=thing.home_id or 0)
    if not mine.exists():
        insist(no(_("Dit is voor redacteuren en coördinatoren van een andere werkplaats.")))
    form = room_forms.ShowForm(request.POST if request.method == "POST" else None, mine=mine)
    if request.method == "POST" and attempt(
        form, lambda: show_actions.ask_to_show(thing, **form.values(), by=person, at=clock.now())
    ):
        messages.success(request, _("Het verzoek is verstuurd. Je krijgt bericht als er een antwoord is."))
        return redirect("show_list")
    return render(request, "site/show_ask.html", {"form": form, "thing": thing, "kind": kind})


@never_cache
@login_required
@get_or_post
def show_decide(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    asked = get_object_or_404(region_queries.show_requests(person), pk=pk)
    insist(policies.may_decide_to_show(person, asked))
    form = room_forms.DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda: show_actions.decide_to_show(asked, **form.values(), by=person, at=clock.now())
    ):
        messages.success(request, _("Je antwoord is verstuurd."))
        return redirect("show_list")
    thing = region_queries.thing_by_ref(asked.kind, asked.ref)
    return render(request, "site/show_decide.html", {"form": form, "asked": asked, "thing": thing})


@never_cache
@login_required
@require_POST
def show_stop(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    asked = get_object_or_404(region_queries.show_requests(person), pk=pk)
    show_actions.stop_showing(asked, by=person, at=clock.now())
    messages.success(
        request, _("Gestopt. Het staat niet meer in de lijsten van %(name)s.") % {"name": asked.werkplaats}
    )
    return redirect("show_list")
