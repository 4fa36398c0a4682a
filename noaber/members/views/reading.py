# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The directory, and the page of a person: only what somebody chose to show."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from noaber.base.paging import Page, page_number, paginate
from noaber.members import face_queries, queries
from noaber.ui.chrome import person_of

FILTERS = ("q", "werkplaats", "organisatie", "thema", "perspectief")
A_PAGE = 24


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "").replace("\x00", "")[:100] for name in FILTERS}
    page = paginate(queries.directory(**chosen), page_number(request.GET.get("page")), A_PAGE)
    context = {
        "page": Page(face_queries.faces(page.items), page.number, page.size, page.total),
        "chosen": chosen,
        "narrowed": any(chosen.values()),
        "facets": queries.facets(chosen),
        "table": request.GET.get("weergave") == "tabel",
    }
    return render(request, "members/person_list.html", context)


@require_safe
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    profile = get_object_or_404(queries.listed(), Q(slug=slug) | Q(ref=slug))
    reader = person_of(request)
    context = {
        "face": face_queries.faces([profile])[0],
        "words": face_queries.work_words(),
        "ref": profile.ref,
        "mine": reader is not None and reader.pk == profile.person_id,
    }
    return render(request, "members/person_detail.html", context)
