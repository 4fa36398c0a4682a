# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a product rests on: reading it, adding to it, changing and withdrawing; its scale and national recognition."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.base import clock
from noaber.knowledge import evidence_actions, evidence_queries, policies, scale_actions, scales
from noaber.knowledge.evidence_actions import Overtaken
from noaber.knowledge.evidence_forms import EvidenceForm, ReasonForm, RecognitionForm, ScaleForm
from noaber.knowledge.evidence_models import EvidenceItem, Recognition
from noaber.knowledge.models import Product
from noaber.knowledge.views.reading import readable
from noaber.knowledge.views.writing import get_or_post, signed_in
from noaber.ui.acting import attempt, insist
from noaber.ui.chrome import person_of
from noaber.ui.kept import recall, signed_in_or_kept


def writable(request: HttpRequest, slug: str) -> Product:
    """The product that this person may read and write, 404 or the reason why not."""
    product = readable(request, slug)
    insist(policies.may_write(request.user, product.home))
    return product


def typed(request: HttpRequest) -> Any:
    """What was sent, or what was typed before the session ended."""
    return request.POST if request.method == "POST" else recall(request)


def page(request: HttpRequest, product: Product, name: str, **context: Any) -> HttpResponse:
    given = {"item": product, "brand_slug": product.home.slug if product.home else "", **context}
    return render(request, f"knowledge/{name}.html", given)


@require_safe
def product_evidence(request: HttpRequest, slug: str) -> HttpResponse:
    product, person = readable(request, slug), person_of(request)
    may_write = policies.may_write(person, product.home) if person else None
    form = EvidenceForm(person=person, source=request.GET.get("bron", "")) if may_write else None
    return page(
        request, product, "product_evidence", columns=evidence_queries.rests_on(product, withdrawn=True), form=form,
        linked=evidence_queries.linked, word_for=evidence_queries.word_for,
        titles=evidence_queries.project_titles() if form else [],
    )  # fmt: skip


@never_cache
@signed_in_or_kept
@get_or_post
def evidence_add(request: HttpRequest, slug: str) -> HttpResponse:
    product, person = writable(request, slug), signed_in(request)
    form = EvidenceForm(typed(request), person=person, source=request.GET.get("bron", ""))

    def act() -> None:
        mark = form.cleaned_data["submission"]
        evidence_actions.add(product, facts=form.facts(), submission=mark, by=person, at=clock.now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Het staat erbij."))
        return redirect("product_evidence", slug)
    return page(request, product, "evidence_add", form=form, titles=evidence_queries.project_titles())


@never_cache
@signed_in_or_kept
@get_or_post
def evidence_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    product, person = writable(request, slug), signed_in(request)
    item = get_object_or_404(evidence_queries.items_of(product).filter(withdrawn_at__isnull=True), pk=pk)
    form, theirs = EvidenceForm(typed(request), person=person, item=item), None
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"] or 0
            evidence_actions.change(item, facts=form.facts(), seen=seen, by=person, at=clock.now())
            return redirect("product_evidence", slug)
        except Overtaken as clash:
            theirs = clash.item
            form.saw(theirs)
            form.refuse(clash)
    titles = evidence_queries.project_titles()
    return page(request, product, "evidence_change", form=form, one=item, theirs=theirs, titles=titles)


@never_cache
@signed_in_or_kept
@get_or_post
def evidence_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    product, person = writable(request, slug), signed_in(request)
    item = get_object_or_404(EvidenceItem.objects.select_related("product"), product=product, pk=pk)
    form = ReasonForm(typed(request))

    def act() -> None:
        evidence_actions.withdraw(item, reason=form.cleaned_data["reason"], by=person, at=clock.now())

    if request.method == "POST" and attempt(form, act):
        return redirect("product_evidence", slug)
    return page(request, product, "evidence_withdraw", form=form, words=item.says, heading=_("Trek deze bijdrage in"))


@never_cache
@signed_in_or_kept
@get_or_post
def product_scale(request: HttpRequest, slug: str) -> HttpResponse:
    product, person = writable(request, slug), signed_in(request)
    rungs = scales.rungs(product)
    choices = [(one.value, one.label.capitalize()) for one in rungs]
    form = ScaleForm(typed(request), product=product, choices=choices)

    def act() -> None:
        scale_actions.set_scale(product, scale=form.cleaned_data["scale"], by=person, at=clock.now())

    if request.method == "POST" and attempt(form, act):
        return redirect(product.get_absolute_url())
    recognised = evidence_queries.recognitions_of(product)
    may_recognise = policies.may_recognise(person, product)
    return page(
        request, product, "product_scale", form=form, rungs=rungs, recognitions=recognised, may_recognise=may_recognise
    )


@never_cache
@signed_in_or_kept
@get_or_post
def product_recognise(request: HttpRequest, slug: str) -> HttpResponse:
    product, person = readable(request, slug), signed_in(request)
    insist(policies.may_recognise(person, product))
    form = RecognitionForm(typed(request))

    def act() -> None:
        scale_actions.recognise(product, **form.facts(), by=person, at=clock.now())

    if request.method == "POST" and attempt(form, act):
        return redirect("product_scale", slug)
    return page(request, product, "product_recognise", form=form)


@never_cache
@signed_in_or_kept
@get_or_post
def recognition_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    product, person = readable(request, slug), signed_in(request)
    insist(policies.may_recognise(person, product))
    recognition = get_object_or_404(Recognition.objects.select_related("product"), product=product, pk=pk)
    form = ReasonForm(typed(request))

    def act() -> None:
        scale_actions.end_recognition(recognition, reason=form.cleaned_data["reason"], by=person, at=clock.now())

    if request.method == "POST" and attempt(form, act):
        return redirect("product_scale", slug)
    words, heading = str(recognition), _("Dit oordeel geldt niet meer")
    return page(request, product, "evidence_withdraw", form=form, words=words, heading=heading)
