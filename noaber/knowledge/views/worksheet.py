# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Klaar voor Goed Beschreven? The worksheet of a product, its own texts, and the document to send on."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.base import clock, office
from noaber.knowledge import worksheet_actions, worksheet_files, worksheet_queries
from noaber.knowledge.evidence_forms import WorksheetForm
from noaber.knowledge.views.evidence import page, typed, writable
from noaber.knowledge.views.writing import get_or_post, signed_in
from noaber.knowledge.worksheet_actions import Overwritten
from noaber.knowledge.worksheet_headings import HEADINGS
from noaber.ui.kept import signed_in_or_kept


@never_cache
@signed_in_or_kept
@require_safe
def product_worksheet(request: HttpRequest, slug: str) -> HttpResponse:
    product = writable(request, slug)
    return page(request, product, "product_worksheet", sheet=worksheet_queries.sheet_of(product))


@never_cache
@signed_in_or_kept
@get_or_post
def worksheet_text(request: HttpRequest, slug: str, heading: str) -> HttpResponse:
    product, person = writable(request, slug), signed_in(request)
    if heading not in HEADINGS:
        raise Http404
    form, theirs = WorksheetForm(typed(request), text=worksheet_queries.text_of(product, heading)), None
    if request.method == "POST" and form.is_valid():
        try:
            given = {"text": form.cleaned_data["text"], "seen": form.cleaned_data["seen"] or 0}
            worksheet_actions.save_text(product, heading=heading, **given, by=person, at=clock.now())
            messages.success(request, _("Het staat op het werkblad."))
            return redirect("product_worksheet", slug)
        except Overwritten as clash:
            theirs = clash.text
            form.saw(theirs.saved)
            form.refuse(clash)
    part = next(one for one in worksheet_queries.sheet_of(product).parts if one.heading.id == heading)
    return page(request, product, "worksheet_text", form=form, part=part, theirs=theirs)


@never_cache
@signed_in_or_kept
@require_safe
def worksheet_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    product = writable(request, slug)
    if form not in office.FORMS:
        raise Http404
    make, mime = office.FORMS[form]
    address = settings.SITE_URL + product.get_absolute_url()
    parts = worksheet_files.blocks(worksheet_queries.sheet_of(product), on=timezone.localdate(), address=address)
    content = make(parts, title=product.title, lang=product.lang)
    name = f'attachment; filename="werkblad-{product.slug[:60]}.{form}"'
    return HttpResponse(content, content_type=mime, headers={"Content-Disposition": name})
