# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Saying which product replaces which, for editors."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from noaber.base import clock
from noaber.knowledge import lineage_actions, policies
from noaber.knowledge.lineage_forms import ReplaceForm
from noaber.knowledge.lineage_queries import lineage_of
from noaber.knowledge.models import Product
from noaber.knowledge.views.writing import get_or_post, insist, signed_in
from noaber.people.queries import described
from noaber.ui.acting import attempt
from noaber.ui.kept import recall, signed_in_or_kept


@never_cache
@signed_in_or_kept
@get_or_post
def product_replace(request: HttpRequest, slug: str) -> HttpResponse:
    person = signed_in(request)
    product = get_object_or_404(described(Product, person), slug=slug)
    insist(policies.may_withdraw(person, product))
    form = ReplaceForm(request.POST if request.method == "POST" else recall(request), person=person)

    def act() -> None:
        told = {"after": form.cleaned_data["address"], "reason": form.cleaned_data["reason"]}
        lineage_actions.replace(product, **told, by=person, at=clock.now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Beide bladzijden wijzen nu naar elkaar."))
        return redirect(product.get_absolute_url())
    context = {"item": product, "form": form, "lineage": lineage_of(product, person)}
    return render(request, "knowledge/product_replace.html", context)


@signed_in_or_kept
@require_POST
def product_replace_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = signed_in(request)
    product = get_object_or_404(described(Product, person), slug=slug)
    insist(policies.may_withdraw(person, product))
    known = product.replaced_by.select_related("before__home", "after").filter(pk=pk).first()
    if known is not None:
        lineage_actions.take_back(known, by=person, at=clock.now())
    return redirect("product_replace", product.slug)
