# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Saying that something still holds: signed in, or in one step from a mailed link."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.knowledge import care_actions, care_links, policies
from noaber.knowledge.care_forms import CheckForm
from noaber.knowledge.models import Product
from noaber.knowledge.views.outside import explain
from noaber.knowledge.views.writing import get_or_post, insist, signed_in
from noaber.people.models import Person
from noaber.people.queries import described
from noaber.ui.acting import attempt
from noaber.ui.kept import signed_in_or_kept


@never_cache
@signed_in_or_kept
@get_or_post
def product_check(request: HttpRequest, slug: str) -> HttpResponse:
    person = signed_in(request)
    product = get_object_or_404(described(Product, person), slug=slug)
    insist(policies.may_check(person, product))
    form = CheckForm(request.POST or None, seen=product.review_on)
    if request.method == "POST" and attempt(form, lambda: confirm(product, form, person)):
        messages.success(request, _("Genoteerd. Dank je wel voor het nakijken."))
        return redirect(product.get_absolute_url())
    return render(request, "knowledge/product_check.html", {"item": product, "form": form})


def confirm(product: Product, form: CheckForm, person: Person, seen: dt.date | None = None) -> None:
    seen = seen or form.cleaned_data["seen"]
    care_actions.confirm(product, seen=seen, months=int(form.cleaned_data["months"]), by=person, at=clock.now())


@never_cache
@get_or_post
def product_check_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        product, person, day = care_links.opened(token)
    except Refused as refusal:
        return explain(request, refusal)
    context = {"item": product, "done": product.review_on != day, "mailed": True}
    form = CheckForm(request.POST or None, seen=day)
    # A link in a mail is opened by scanners too; only a person presses the button.
    if request.method == "POST" and attempt(form, lambda: confirm(product, form, person, day)):
        product.refresh_from_db()
        context["done"] = True
    return render(request, "knowledge/product_check.html", {**context, "form": form})
