# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Filling in what an education module says, and what a participant keeps of it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.knowledge import draft_actions, learned_actions, learned_queries, policies, writing_queries
from noaber.knowledge.draft_actions import Clash
from noaber.knowledge.learned_models import Learned
from noaber.knowledge.models import Product, Version
from noaber.knowledge.module_forms import LearnedForm, ModuleForm
from noaber.knowledge.modules import module_of
from noaber.knowledge.views.writing import get_or_post, signed_in, workable
from noaber.people.queries import described
from noaber.ui.acting import attempt
from noaber.ui.kept import recall, signed_in_or_kept


@never_cache
@signed_in_or_kept
@get_or_post
def draft_module(request: HttpRequest, pk: int) -> HttpResponse:
    version = workable(request, pk)
    if not (verdict := policies.may_change(request.user, version)):
        messages.info(request, verdict.reason)
        return redirect("draft_detail", version.pk)
    data = request.POST if request.method == "POST" else recall(request)
    form = ModuleForm(data, facts=version.facts.get("module") or {}, seen=version.saved)
    theirs = saved(request, form, version) if request.method == "POST" else ""
    if theirs is None:
        messages.success(request, _("Je concept is bewaard."))
        return redirect("draft_detail", version.pk)
    return render(request, "knowledge/draft_module.html", {"version": version, "form": form, "theirs": theirs})


def saved(request: HttpRequest, form: ModuleForm, version: Version) -> str | None:
    """None when it is saved; otherwise what somebody else saved in the meantime, if anybody did."""
    if not form.is_valid():
        return ""
    seen = form.cleaned_data["seen"] or 0
    base = version.saves.filter(number=seen).first()
    facts = {**(base.facts if base else version.facts), "module": form.values()}
    given: dict[str, Any] = {"facts": facts, "seen": seen, "note_text": version.note}
    try:
        draft_actions.save_draft(version, **given, by=signed_in(request), at=clock.now())
    except Clash as clash:
        form.refuse(clash)
        form.saw(clash.version.saved)
        return writing_queries.shown("module", clash.version.facts.get("module"))
    except Refused as refusal:
        form.refuse(refusal)
        return ""
    return None


@never_cache
@signed_in_or_kept
@require_safe
def learned_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    kept, hours = learned_queries.learned_by(person), learned_queries.hours_of(person)
    return render(request, "knowledge/learned_list.html", {"kept": kept, "hours": hours, "person": person})


@never_cache
@signed_in_or_kept
@require_safe
def learned_take(request: HttpRequest, form: str) -> HttpResponse:
    ways = {"json": (learned_queries.as_json, "application/json"), "csv": (learned_queries.as_csv, "text/csv")}
    if form not in ways:
        raise Http404
    write, mime = ways[form]
    answer = HttpResponse(write(signed_in(request)), content_type=f"{mime}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="wat-ik-leerde.{form}"'
    return answer


@never_cache
@signed_in_or_kept
@get_or_post
def product_learned(request: HttpRequest, slug: str) -> HttpResponse:
    person = signed_in(request)
    product = get_object_or_404(described(Product, person), slug=slug, type=Product.Type.EDUCATION_MODULE)
    form = learned_form(request, product, {"submission": uuid4().hex, "session": request.GET.get("sessie", "")[:200]})

    def act() -> None:
        learned_actions.keep(product, **form.cleaned_data, by=person, at=clock.now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Het staat bij Wat ik leerde."))
        return redirect("learned_list")
    return render(request, "knowledge/learned_keep.html", {"item": product, "form": form, "title": product.title})


def learned_form(request: HttpRequest, product: Product | None, initial: dict[str, Any]) -> LearnedForm:
    module = module_of(product.module) if product else None
    titles = [session.title for session in module.sessions] if module else []
    if product is not None and "done_on" not in initial and initial.get("session") not in titles:
        initial["session"] = ""
    data = request.POST if request.method == "POST" else recall(request)
    return LearnedForm(data, sessions=titles, initial=initial)


@never_cache
@signed_in_or_kept
@get_or_post
def learned_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    kept = get_object_or_404(learned_queries.learned_by(person), pk=pk)
    form = learned_form(request, kept.product, first_of(kept))

    def act() -> None:
        learned_actions.change(kept, **form.cleaned_data, by=person, at=clock.now())

    if request.method == "POST" and attempt(form, act):
        return redirect("learned_list")
    context = {"item": kept.product, "form": form, "title": kept.module, "kept": kept}
    return render(request, "knowledge/learned_keep.html", context)


def first_of(kept: Learned) -> dict[str, Any]:
    hours = "" if kept.hours is None else f"{kept.hours.normalize():f}".replace(".", ",")
    return {"session": kept.session, "done_on": kept.done_on, "hours": hours, "learned": kept.learned}


@signed_in_or_kept
@require_POST
def learned_remove(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    kept = learned_queries.learned_by(person).filter(pk=pk).first()
    if kept is not None:
        learned_actions.remove(kept, by=person, at=clock.now())
        messages.success(request, _("Het is weg."))
    return redirect("learned_list")
