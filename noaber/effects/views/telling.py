# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling, confirming and taking back, by a form and by mailed links."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from noaber.base import clock
from noaber.base.forms import Guarded
from noaber.base.verdicts import Refused
from noaber.effects import links, story_queries, telling_actions, use_actions
from noaber.effects.forms import AfterForm, TellForm, UseForm
from noaber.effects.models import Told
from noaber.effects.story_forms import AskForm
from noaber.effects.story_models import Change
from noaber.knowledge.models import Product
from noaber.people.models import Visibility
from noaber.ui.acting import attempt_in_public, dead_link
from noaber.ui.chrome import person_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
AN_HOUR = 60


def attempt(request: HttpRequest, form: Guarded, act: Callable[[], Told]) -> HttpResponse | None:
    """Do it when the form is right and the sender is not too fast, and say what follows; else the form tells why."""
    told: list[Told] = []
    if not attempt_in_public(request, form, lambda: told.append(act()), room="effects", most=AN_HOUR):
        return None
    thing = told[0]
    if thing.is_public:
        return redirect(thing)
    return redirect(f"{reverse('effect_sent')}?wat={'link' if thing.mail and not thing.public_at else 'redactie'}")


def tell_page(
    request: HttpRequest, kind: type[TellForm], act: Callable[..., Told], page: str, **more: Any
) -> HttpResponse:
    """The page on which somebody tells something: the form, or what follows once it is told."""
    person, posted = person_of(request), request.method == "POST"
    given = {"about": request.GET.get("over", "")}
    form = kind(request.POST if posted else None, known=person is not None, initial=given)
    told = attempt(request, form, lambda: act(**form.values(), by=person, at=clock.now())) if posted else None
    return told or render(request, f"effects/{page}.html", {"form": form, **more})


@never_cache
@get_or_post
def use_new(request: HttpRequest, slug: str) -> HttpResponse:
    product = get_object_or_404(Product.objects.filter(visibility=Visibility.PUBLIC).select_related("home"), slug=slug)
    return tell_page(request, UseForm, partial(use_actions.apply, product), "use_new", product=product)


@never_cache
@require_safe
def effect_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "effects/sent.html", {"what": request.GET.get("wat", "")})


# A link that does not work (any more).
explain = dead_link("effects/gone.html")


@never_cache
@get_or_post
def effect_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        thing = links.told_of(links.CONFIRM, token)
    except Refused as refusal:
        return explain(request, refusal)
    # A link in a mail is opened by scanners too; only a person presses the button.
    if request.method == "POST":
        thing = telling_actions.confirm(thing, by=None, at=clock.now())
        return redirect("effect_manage", links.token(links.MANAGE, thing))
    return render(request, "effects/confirm.html", {"thing": thing})


@never_cache
@get_or_post
def effect_manage(request: HttpRequest, token: str) -> HttpResponse:
    try:
        thing = links.told_of(links.MANAGE, token)
        if request.method == "POST":
            telling_actions.withdraw(thing, by=None, at=clock.now())
            return redirect(f"{reverse('effect_sent')}?wat=weg")
    except Refused as refusal:
        return explain(request, refusal)
    ask = AskForm() if isinstance(thing, Change) and thing.is_public else None
    return manage_page(request, thing, token, ask)


def manage_page(request: HttpRequest, thing: Told, token: str, ask: AskForm | None) -> HttpResponse:
    """What one told, with the form to ask somebody independent where that is of use."""
    context = {"thing": thing, "token": token, "ask": ask, "asked": story_queries.number_asked(thing)}
    return render(request, "effects/manage.html", context)


@never_cache
@get_or_post
def use_after(request: HttpRequest, token: str) -> HttpResponse:
    try:
        use = links.use_of(token)
    except Refused as refusal:
        return explain(request, refusal)
    posted = request.method == "POST"
    form = AfterForm(request.POST if posted else None)

    def act() -> Told:
        said = {"still": form.cleaned_data["still"], "text": form.cleaned_data["text"]}
        return use_actions.tell_after(use, **said, by=None, at=clock.now())

    if posted and (answer := attempt(request, form, act)):
        return answer
    return render(request, "effects/use_after.html", {"form": form, "use": use})
