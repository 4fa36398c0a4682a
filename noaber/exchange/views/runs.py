# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One import: how far it is, which field is what, what comes in, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.base import clock
from noaber.base.paging import page_number, paginate
from noaber.base.verdicts import Refused
from noaber.exchange import import_actions, import_queries, mapping, problems
from noaber.exchange.forms import BeginForm, MappingForm, choices_in
from noaber.exchange.models import ImportRow, ImportRun, ImportSource
from noaber.exchange.views.desk import own_run, signed_in
from noaber.people.models import Person

A_PAGE = 50


@never_cache
@login_required
@require_safe
def import_run(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    run = own_run(request, slug, pk)
    if run.state in (run.State.MAPPING, run.State.PREVIEW) and not request.headers.get("HX-Request"):
        return redirect("import_fields" if run.state == run.State.MAPPING else "import_rows", slug, pk)
    template = "_progress.html" if request.headers.get("HX-Request") else "import_run.html"
    answer = render(request, f"exchange/{template}", run_context(request, run))
    if request.headers.get("HX-Request") and not run.at_work:
        # What was waited for is there: the whole page is another one now.
        answer["HX-Refresh"] = "true"
    return answer


def run_context(request: HttpRequest, run: ImportRun) -> dict[str, object]:
    """How far an import is, and when it is done, what became of its rows."""
    outcome = request.GET.get("uitkomst", "")
    rows = run.rows.exclude(outcome="").order_by("number")
    rows = rows.filter(outcome=outcome) if outcome in ImportRow.Outcome.values else rows
    over = run.state in (run.State.DONE, run.State.UNDONE)
    page = paginate(rows, page_number(request.GET.get("page")), A_PAGE) if over else None
    counts = import_queries.counts(run, "outcome") if over else {}
    return {
        "run": run, "werkplaats": run.source.werkplaats, "brand_slug": run.source.werkplaats.slug, "page": page,
        "rows": import_queries.shown(page.items, request.user) if page else [],
        "counts": [(value, label, counts[value]) for value, label in ImportRow.Outcome.choices if counts.get(value)],
        "chosen": outcome, "message": problems.told(run.message) if run.message else "",
    }  # fmt: skip


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_fields(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    run = own_run(request, slug, pk)
    form = mapping_form(request, run)
    if request.method == "POST" and mapped(form, run, signed_in(request)):
        return redirect("import_run", slug, pk)
    if request.method != "POST" and run.state not in (run.State.MAPPING, run.State.PREVIEW):
        return redirect("import_run", slug, pk)
    context = {
        "form": form, "run": run, "werkplaats": run.source.werkplaats, "samples": import_queries.samples(run),
        "own_format": run.source.sort == ImportSource.Sort.EXCHANGE, "brand_slug": slug,
        "message": problems.told(run.message) if run.message else "",
    }  # fmt: skip
    return render(request, "exchange/import_fields.html", context)


def mapping_form(request: HttpRequest, run: ImportRun) -> MappingForm:
    known = run.source.sort in (ImportSource.Sort.FEED, ImportSource.Sort.OAI)
    suggested = mapping.same_columns() if known else mapping.suggested(run.columns)
    return MappingForm(request.POST if request.method == "POST" else None, run=run, suggested=suggested)


def mapped(form: MappingForm, run: ImportRun, person: Person) -> bool:
    """Keep a right form; a refusal is told in the form."""
    if run.source.sort == ImportSource.Sort.EXCHANGE:
        form.fields["column_title"].required = False
    if not form.is_valid():
        return False
    try:
        if run.state == run.State.PREVIEW:
            import_actions.reconsider(run, by=person, at=clock.now())
        import_actions.map_fields(run, **form.values(), by=person, at=clock.now())
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_rows(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    run = own_run(request, slug, pk)
    if request.method == "POST":
        keep_choices(request, run)
        return redirect(following(request, slug, pk))
    if run.state != run.State.PREVIEW:
        return redirect("import_run", slug, pk)
    return render(request, "exchange/import_rows.html", rows_context(request, run))


def rows_context(request: HttpRequest, run: ImportRun) -> dict[str, object]:
    """One page of the rows, with what they look like here."""
    counts, state = import_queries.counts(run, "state"), request.GET.get("stand", "")
    rows = run.rows.order_by("number")
    rows = rows.filter(state=state) if state in ImportRow.State.values else rows
    page = paginate(rows, page_number(request.GET.get("page")), A_PAGE)
    choices = import_queries.counts(run, "choice")
    return {
        "run": run, "werkplaats": run.source.werkplaats, "brand_slug": run.source.werkplaats.slug, "page": page,
        "rows": import_queries.shown(page.items, request.user), "chosen": state,
        "counts": [(value, label, counts[value]) for value, label in ImportRow.State.choices if counts.get(value)],
        "wanted": sum(times for choice, times in choices.items() if choice != ImportRow.Choice.SKIP),
        "message": problems.told(run.message) if run.message else "",
    }  # fmt: skip


def keep_choices(request: HttpRequest, run: ImportRun) -> None:
    """Keep what was chosen on this page, and one choice for all rows of a state when that was asked."""
    person = signed_in(request)
    numbers = [int(one) for one in request.POST.getlist("shown")[: A_PAGE * 2] if one.isascii() and one.isdigit()]
    state, _colon, choice = request.POST.get("all", "").partition(":")
    try:
        import_actions.choose(run, choices_in(request.POST, numbers), by=person, at=clock.now())
        if choice in ImportRow.Choice.values and state in ImportRow.State.values:
            import_actions.choose_all(run, state=state, choice=choice, by=person, at=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.reason)


def following(request: HttpRequest, slug: str, pk: int) -> str:
    """Where to go after choosing: to the end, or to the page that was asked for."""
    if "begin" in request.POST:
        return reverse("import_begin", args=[slug, pk])
    to, stand = page_number(request.POST.get("to")), request.POST.get("stand", "")
    query = f"?page={to}" + (f"&stand={stand}" if stand in ImportRow.State.values else "")
    return reverse("import_rows", args=[slug, pk]) + query


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_begin(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    run = own_run(request, slug, pk)
    if run.state != run.State.PREVIEW:
        return redirect("import_run", slug, pk)
    form = BeginForm(request.POST if request.method == "POST" else None, use_required_attribute=False)
    if form.is_bound and form.is_valid():
        try:
            import_actions.begin(run, **form.cleaned_data, by=signed_in(request), at=clock.now())
            return redirect("import_run", slug, pk)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    choices = import_queries.counts(run, "choice")
    context = {"run": run, "werkplaats": run.source.werkplaats, "form": form, "choices": choices, "brand_slug": slug}
    return render(request, "exchange/import_begin.html", context)


@login_required
@require_POST
def import_stop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    run = own_run(request, slug, pk)
    try:
        import_actions.stop(run, by=signed_in(request), at=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.reason)
    return redirect("import_run", slug, pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    run = own_run(request, slug, pk)
    if request.method == "POST":
        keep = bool(request.POST.get("keep"))
        try:
            import_actions.undo(run, keep_edited=keep, by=signed_in(request), at=clock.now())
        except Refused as refusal:
            messages.error(request, refusal.reason)
        return redirect("import_run", slug, pk)
    counts = import_queries.counts(run, "outcome")
    context = {"run": run, "werkplaats": run.source.werkplaats, "counts": counts, "brand_slug": slug}
    return render(request, "exchange/import_undo.html", context)
