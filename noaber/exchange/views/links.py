# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links to elsewhere that do not work any more."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.base import clock
from noaber.base.paging import page_number, paginate
from noaber.base.verdicts import Refused
from noaber.exchange import link_actions, link_queries, problems
from noaber.exchange.forms import CopyForm
from noaber.exchange.models import LinkCheck
from noaber.exchange.views.desk import own_werkplaats, signed_in


@never_cache
@login_required
@require_safe
def link_list(request: HttpRequest, slug: str) -> HttpResponse:
    werkplaats = own_werkplaats(request, slug)
    page = paginate(link_queries.broken_of(werkplaats), page_number(request.GET.get("page")))
    standing = link_queries.standing_of(werkplaats)
    context = {
        "werkplaats": werkplaats, "brand_slug": slug, "page": page, "checking": settings.LINK_CHECK,
        "links": [(link, problems.told(link.said) if link.said else "") for link in page.items],
        "counts": [(label, standing[value]) for value, label in LinkCheck.State.choices if standing.get(value)],
        "form": CopyForm(),
    }  # fmt: skip
    return render(request, "exchange/link_list.html", context)


@login_required
@require_POST
def link_copy(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    werkplaats = own_werkplaats(request, slug)
    link = get_object_or_404(LinkCheck.objects.filter(places__werkplaats=slug).distinct(), pk=pk)
    form = CopyForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(" ".join(map(str, form.errors["address"])))
        address = form.cleaned_data["address"]
        link_actions.keep_copy(link, werkplaats, address=address, by=signed_in(request), at=clock.now())
        messages.success(request, _("De bewaarde kopie is genoteerd.") if address else _("De bewaarde kopie is weg."))
    except Refused as refusal:
        messages.error(request, refusal.reason)
    return redirect("link_list", slug)
