# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a keeper of a list sees and does: a test, a plan, sending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.newsletters import issue_actions, policies, queries
from noaber.newsletters.forms import PlanForm
from noaber.newsletters.models import Issue, Newsletter
from noaber.people.models import Person
from noaber.ui.acting import insist
from noaber.ui.kept import signed_in_or_kept

DONE: dict[str, Any] = {
    "proef": _("De proef staat zo in je mail."),
    "plan": _("Gepland. Je kunt hem tot dat moment nog veranderen."),
    "niet-plannen": _("Hij gaat niet meer vanzelf weg."),
    "verstuur": _("Hij gaat nu weg. Op deze pagina zie je hoe het gaat."),
}


def kept(request: HttpRequest, slug: str) -> Newsletter:
    newsletter: Newsletter = get_object_or_404(queries.newsletters(), slug=slug)
    insist(policies.may_keep(request.user, newsletter))
    return newsletter


@never_cache
@signed_in_or_kept
@require_safe
def newsletter_keep(request: HttpRequest, slug: str) -> HttpResponse:
    return desk(request, kept(request, slug), PlanForm())


def desk(request: HttpRequest, newsletter: Newsletter, form: PlanForm) -> HttpResponse:
    sent = queries.fared(newsletter.issues.order_by("-pk")[:50])
    context = {"newsletter": newsletter, "sent": sent, "number": queries.running(newsletter), "form": form}
    context["editor"] = "/beheer/snippets/newsletters/issue/"
    return render(request, "newsletters/newsletter_keep.html", context | {"brand_slug": newsletter.home.slug})


@never_cache
@signed_in_or_kept
@require_POST
def issue_step(request: HttpRequest, slug: str, issue: str, step: str) -> HttpResponse:
    newsletter = kept(request, slug)
    found, form = get_object_or_404(Issue, newsletter=newsletter, slug=issue), PlanForm(request.POST)
    if step not in DONE:
        raise Http404
    try:
        if step == "plan" and not form.is_valid():
            return desk(request, newsletter, form)
        take(step, found, form, request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, str(DONE[step]))
    return redirect("newsletter_keep", newsletter.slug)


def take(step: str, issue: Issue, form: PlanForm, person: object) -> None:
    assert isinstance(person, Person)
    at = clock.now()
    if step == "plan":
        issue_actions.plan(issue, send_at=form.cleaned_data["send_at"], by=person, at=at)
    elif step == "niet-plannen":
        issue_actions.withdraw_plan(issue, by=person, at=at)
    elif step == "verstuur":
        issue_actions.send(issue, by=person, at=at)
    else:
        issue_actions.test(issue, by=person, at=at)
