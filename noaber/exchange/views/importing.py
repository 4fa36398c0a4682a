# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choosing where to take knowledge in from."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from noaber.base import clock
from noaber.base.paging import page_number, paginate
from noaber.base.verdicts import Refused
from noaber.exchange import import_actions, import_queries
from noaber.exchange.forms import SORTS, SourceForm
from noaber.exchange.models import ImportRun, ImportSource
from noaber.exchange.views.desk import own_werkplaats, signed_in
from noaber.people.models import Person, Werkplaats


@never_cache
@login_required
@require_safe
def import_start(request: HttpRequest) -> HttpResponse:
    mine = list(import_queries.edits(signed_in(request)))
    if not mine:
        raise Http404
    if len(mine) == 1:
        return redirect("import_desk", mine[0].slug)
    return render(request, "exchange/import_start.html", {"werkplaatsen": mine})


@never_cache
@login_required
@require_safe
def import_desk(request: HttpRequest, slug: str) -> HttpResponse:
    werkplaats = own_werkplaats(request, slug)
    context = {
        "werkplaats": werkplaats,
        "sorts": [(name, form.TITLE, form.LEAD) for name, (_sort, form) in SORTS.items()],
        "sources": import_queries.sources_of(werkplaats),
        "page": paginate(import_queries.runs_of(werkplaats), page_number(request.GET.get("page"))),
        "brand_slug": werkplaats.slug,
    }
    return render(request, "exchange/import_desk.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest, slug: str, sort: str) -> HttpResponse:
    werkplaats = own_werkplaats(request, slug)
    if sort not in SORTS:
        raise Http404
    kind, form_class = SORTS[sort]
    form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()
    run = begun(form, werkplaats, kind, signed_in(request)) if form.is_bound else None
    if run is not None:
        return redirect("import_run", slug, run.pk)
    context = {"form": form, "werkplaats": werkplaats, "brand_slug": slug}
    return render(request, "exchange/import_new.html", context)


def begun(form: SourceForm, werkplaats: Werkplaats, sort: str, person: Person) -> ImportRun | None:
    """Start on a right form; a refusal is told in the form."""
    if not form.is_valid():
        return None
    file = form.upload()
    try:
        source = import_actions.add_source(werkplaats, sort=sort, **form.source(), by=person, at=clock.now())
        name = file.name if file else ""
        return import_actions.start(source, file=file, name=name, by=person, at=clock.now())
    except Refused as refusal:
        form.refuse(refusal)
        return None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_source(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    werkplaats = own_werkplaats(request, slug)
    source = get_object_or_404(ImportSource.objects.select_related("werkplaats"), pk=pk, werkplaats=werkplaats)
    if request.method == "POST" and source.address:
        return redirect("import_run", slug, again(request, source).pk)
    context = {"source": source, "werkplaats": werkplaats, "runs": source.runs.all()[:50], "brand_slug": slug}
    return render(request, "exchange/import_source.html", context)


def again(request: HttpRequest, source: ImportSource) -> ImportRun:
    """Read a source anew: what changed, everything, or another of its sets, which then is a source by itself."""
    person, chosen = signed_in(request), str(request.POST.get("set", source.oai_set)).replace("\x00", "")[:300]
    if chosen != source.oai_set:
        names = dict(source.facts.get("sets", ()))
        name = " · ".join(filter(None, (source.facts.get("name") or source.name, names.get(chosen, chosen))))
        source = import_actions.add_source(
            source.werkplaats, sort=source.sort, name=name, address=source.address, oai_set=chosen, by=person,
            at=clock.now(),
        )  # fmt: skip
    everything = bool(request.POST.get("everything"))
    return import_actions.start(source, everything=everything, by=person, at=clock.now())
