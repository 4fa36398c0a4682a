# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Active ingredients: the list, the page of one, and putting them with a product."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.base import clock
from noaber.knowledge import element_actions, element_queries, evidence_queries, policies
from noaber.knowledge.element_forms import AttachForm, ExplainForm, UseForm
from noaber.knowledge.evidence_models import Element, ElementUse
from noaber.knowledge.views.evidence import page, typed, writable
from noaber.knowledge.views.writing import get_or_post, signed_in
from noaber.ui.acting import attempt, insist
from noaber.ui.chrome import person_of
from noaber.ui.kept import signed_in_or_kept


@require_safe
def element_list(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/element_list.html", {"elements": element_queries.elements()})


@require_safe
def element_detail(request: HttpRequest, slug: str) -> HttpResponse:
    element, person = get_object_or_404(Element, slug=slug), person_of(request)
    context = {
        "resting": element_queries.resting_on(element, person), "linked": evidence_queries.linked,
        "word_for": evidence_queries.word_for, "element": element,
        "may_explain": policies.may_explain(person) if person else None,
    }  # fmt: skip
    return render(request, "knowledge/element_detail.html", context)


@never_cache
@signed_in_or_kept
@get_or_post
def element_explain(request: HttpRequest, slug: str) -> HttpResponse:
    person = signed_in(request)
    insist(policies.may_explain(person))
    element = get_object_or_404(Element, slug=slug)
    form = ExplainForm(typed(request), element=element)

    def act() -> None:
        given = {name: form.cleaned_data[name] for name in ("explanation", "seen")}
        element_actions.explain(element, **given, by=person, at=clock.now())

    if request.method == "POST":
        if attempt(form, act):
            return redirect(element.get_absolute_url())
        form.saw(element.explanation)
    return render(request, "knowledge/element_explain.html", {"form": form, "element": element})


@never_cache
@signed_in_or_kept
@get_or_post
def product_element_add(request: HttpRequest, slug: str) -> HttpResponse:
    product, person = writable(request, slug), signed_in(request)
    form = AttachForm(typed(request), product=product)
    if request.method == "POST" and attempt(
        form, lambda: element_actions.attach(product, **form.facts(), by=person, at=clock.now())
    ):
        return redirect(product.get_absolute_url())
    return page(request, product, "element_add", form=form, wordings=element_queries.wordings())


@never_cache
@signed_in_or_kept
@get_or_post
def product_element(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    product, person = writable(request, slug), signed_in(request)
    use = get_object_or_404(ElementUse.objects.select_related("element", "product"), product=product, pk=pk)
    if request.method == "POST" and "remove" in request.POST:
        element_actions.detach(use, by=person, at=clock.now())
        return redirect(product.get_absolute_url())
    form = UseForm(typed(request), product=product, use=use)
    if request.method == "POST" and attempt(
        form, lambda: element_actions.change_use(use, **form.facts(), by=person, at=clock.now())
    ):
        return redirect(product.get_absolute_url())
    return page(request, product, "element_add", form=form, use=use)
