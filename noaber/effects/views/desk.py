# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Judging what somebody told, before everybody can read it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from noaber.base import clock
from noaber.effects import policies, telling_actions
from noaber.effects.forms import JudgeForm
from noaber.effects.telling_actions import KINDS
from noaber.questions import clientdata
from noaber.ui.acting import attempt, insist
from noaber.ui.chrome import person_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def effect_judge(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    models = {one.KIND: one for one in KINDS}
    if kind not in models:
        raise Http404
    thing = get_object_or_404(models[kind]._default_manager.select_related("home", "person"), pk=pk)
    insist(policies.may_judge(person_of(request), thing))
    form = JudgeForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        accept, text = form.cleaned_data["verdict"] == "accept", form.cleaned_data["text"]
        return telling_actions.judge(thing, accept=accept, text=text, by=person_of(request), at=clock.now())

    if form.is_bound and attempt(form, act):
        return redirect("desk")
    context = {"form": form, "thing": thing, "findings": clientdata.findings(thing.words)}
    return render(request, "effects/judge.html", context)
