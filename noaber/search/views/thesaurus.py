# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rooms of who keeps the thesaurus: the concepts, one concept, and the words that were asked in vain."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.base import clock
from noaber.base.paging import page_number, paginate
from noaber.base.verdicts import Refused
from noaber.people.models import Concept, Person
from noaber.search import policies, thesaurus_actions
from noaber.search import thesaurus_queries as queries
from noaber.search.forms import ConceptForm, Refusing, ReplaceForm, TermForm
from noaber.search.models import ZeroHit

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponse]
FACETS = Concept.Scheme.FACET


def for_keepers(view: View) -> View:
    """Who signed in and keeps the thesaurus; anybody else reads why not."""

    @never_cache
    @login_required
    @wraps(view)
    def opened(request: HttpRequest, **arguments: Any) -> HttpResponse:
        verdict = policies.may_keep_thesaurus(keeper(request))
        if not verdict:
            raise PermissionDenied(verdict.reason)
        return view(request, **arguments)

    return opened


def keeper(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def done(form: Refusing, act: Callable[[], object]) -> bool:
    """Act on a right form; a refusal is told in the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def concept_of(slug: str) -> Concept:
    return get_object_or_404(Concept.objects.exclude(scheme=FACETS).select_related("broader"), slug=slug)


@require_safe
@for_keepers
def thesaurus_list(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\x00", "")[:100]
    page = paginate(queries.listed(asked), page_number(request.GET.get("page")), 50)
    context = {"page": page, "asked": asked, "waiting": len(queries.candidates())}
    return render(request, "search/thesaurus_list.html", context)


@get_or_post
@for_keepers
def thesaurus_new(request: HttpRequest) -> HttpResponse:
    form = ConceptForm(request.POST if request.method == "POST" else None)
    made: list[Concept] = []

    def act() -> None:
        made.append(thesaurus_actions.add_concept(**form.cleaned_data, by=keeper(request), at=clock.now()))

    if request.method == "POST" and done(form, act):
        messages.success(request, _("Het thema staat in de thesaurus."))
        return redirect("thesaurus_detail", made[0].slug)
    return render(request, "search/thesaurus_new.html", {"form": form})


@get_or_post
@for_keepers
def thesaurus_detail(request: HttpRequest, slug: str) -> HttpResponse:
    concept = concept_of(slug)
    into = queries.replaced_by(concept)
    form = ConceptForm(request.POST if request.method == "POST" and not into else None, concept=concept)

    def act() -> object:
        return thesaurus_actions.change_concept(concept, **form.cleaned_data, by=keeper(request), at=clock.now())

    if request.method == "POST" and not into and done(form, act):
        messages.success(request, _("Bewaard. Wie zoekt, merkt het meteen."))
        return redirect("thesaurus_detail", slug)
    history, below = queries.history(concept), queries.current().filter(broader=concept)
    context = {"concept": concept, "form": form, "into": into, "history": history, "below": below}
    return render(request, "search/thesaurus_detail.html", context)


@get_or_post
@for_keepers
def thesaurus_replace(request: HttpRequest, slug: str) -> HttpResponse:
    concept = concept_of(slug)
    form = ReplaceForm(request.POST if request.method == "POST" else None, concept=concept)

    def act() -> object:
        return thesaurus_actions.replace_concept(concept, **form.cleaned_data, by=keeper(request), at=clock.now())

    if request.method == "POST" and done(form, act):
        messages.success(request, _("“%(word)s” gaat verder in een ander thema.") % {"word": concept.pref_nl})
        return redirect("thesaurus_detail", form.cleaned_data["into"].slug)
    return render(request, "search/thesaurus_replace.html", {"concept": concept, "form": form})


@require_safe
@for_keepers
def thesaurus_terms(request: HttpRequest) -> HttpResponse:
    return terms_page(request)


def terms_page(request: HttpRequest, wrong: TermForm | None = None, term: ZeroHit | None = None) -> HttpResponse:
    page = paginate(queries.candidates(), page_number(request.GET.get("page")), 20)
    concepts = list(queries.current().values_list("slug", "pref_nl"))
    judged = ZeroHit.objects.exclude(decision="").order_by("-decided_at")[:10]
    context = {"page": page, "concepts": concepts, "judged": judged, "wrong": wrong, "term": term}
    return render(request, "search/thesaurus_terms.html", context | {"enough": queries.ASKED_ENOUGH})


@require_POST
@for_keepers
def thesaurus_term(request: HttpRequest, pk: int) -> HttpResponse:
    term = get_object_or_404(ZeroHit, pk=pk)
    form = TermForm(request.POST)

    def act() -> object:
        return thesaurus_actions.judge_term(term, **form.cleaned_data, by=keeper(request), at=clock.now())

    if not done(form, act):
        return terms_page(request, form, term)
    messages.success(request, _("Over “%(word)s” is beslist.") % {"word": term.text})
    return redirect("thesaurus_terms")
