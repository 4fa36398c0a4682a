# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stories and changes: lists, the matrix, one of them, telling, and saying whether it is so."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.base import clock
from noaber.base.paging import page_number, paginate
from noaber.base.verdicts import Refused
from noaber.effects import links, policies, story_actions, story_queries
from noaber.effects.models import State
from noaber.effects.story_forms import AskForm, ChangeForm, StoryForm, SubstantiateForm
from noaber.effects.story_models import CYCLES, Change, Story, ToldAbout
from noaber.effects.story_queries import Choice
from noaber.effects.views.telling import explain, manage_page, tell_page
from noaber.loop.trail_queries import trail_of
from noaber.people.models import Perspective
from noaber.people.queries import werkplaats_names
from noaber.ui.acting import attempt, attempt_in_public
from noaber.ui.chrome import person_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
AN_HOUR = 60


def read_choice(request: HttpRequest) -> Choice:
    """What the address asks for; what it does not know is left out, never an error."""
    return Choice(**{name: request.GET.get(name, "").replace("\x00", "")[:250] for name in Choice.__slots__})


def list_page(request: HttpRequest, model: type[ToldAbout], template: str) -> HttpResponse:
    wanted = read_choice(request)
    page = paginate(story_queries.listed(model, wanted), page_number(request.GET.get("page")))
    choices = {
        "werkplaats": sorted(werkplaats_names().items(), key=lambda one: one[1].casefold()),
        "perspectief": Perspective.choices,
    }
    return render(request, f"effects/{template}.html", {"wanted": wanted, "page": page, "choices": choices})


@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, Story, "story_list")


@require_safe
def change_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, Change, "change_list")


@require_safe
def story_matrix(request: HttpRequest) -> HttpResponse:
    wanted = read_choice(request)
    context = {"matrix": story_queries.matrix(wanted), "cycles": CYCLES, "wanted": wanted}
    return render(request, "effects/story_matrix.html", context)


def detail_page(request: HttpRequest, model: type[ToldAbout], slug: str) -> HttpResponse:
    person = person_of(request)
    thing = story_queries.find(model, slug, person)
    if thing is None:
        raise Http404
    may_judge = policies.may_judge(person, thing) if person and thing.state == State.WAITING else None
    context = {"item": thing, "about": story_queries.about(thing), "may_judge": may_judge}
    context |= {"trail": trail_of(thing.KIND, thing.ref), "said": story_queries.said_of(thing)}
    return render(request, f"effects/{model.KIND}_detail.html", context)


@require_safe
def story_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return detail_page(request, Story, slug)


@require_safe
def change_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return detail_page(request, Change, slug)


@never_cache
@get_or_post
def story_new(request: HttpRequest) -> HttpResponse:
    return tell_page(request, StoryForm, story_actions.tell_story, "story_new", cycles=CYCLES)


@never_cache
@get_or_post
def change_new(request: HttpRequest) -> HttpResponse:
    return tell_page(request, ChangeForm, story_actions.tell_change, "change_new")


@never_cache
@require_POST
def change_ask(request: HttpRequest, token: str) -> HttpResponse:
    try:
        change = links.change_of(token)
    except Refused as refusal:
        return explain(request, refusal)
    form = AskForm(request.POST)

    def act() -> object:
        return story_actions.ask_whether(change, email=form.cleaned_data["email"], by=None, at=clock.now())

    if attempt(form, act):
        return redirect("effect_manage", token)
    return manage_page(request, change, token, form)


@never_cache
@get_or_post
def change_whether(request: HttpRequest, token: str) -> HttpResponse:
    try:
        asked = links.asked_of(token)
    except Refused as refusal:
        return explain(request, refusal)
    posted = request.method == "POST"
    form = SubstantiateForm(request.POST if posted else None)

    def act() -> object:
        return story_actions.substantiate(asked, **form.values(), by=None, at=clock.now())

    if posted and attempt_in_public(request, form, act, room="effects", most=AN_HOUR):
        return redirect(asked.change)
    return render(request, "effects/change_whether.html", {"form": form, "asked": asked, "item": asked.change})
