# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The people of a werkplaats, for its coordinator: who has which role, who is invited, who wants to join."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.base import clock
from noaber.members import invite_actions, join_actions, policies, queries, role_actions, work_actions, work_queries
from noaber.members.forms import EndForm, HandOverForm, InviteForm, JudgeForm
from noaber.members.models import Invitation, InvitationState, Involvement, JoinRequest, RequestState
from noaber.people.models import Person, Werkplaats
from noaber.people.queries import coordinates
from noaber.ui.acting import attempt

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def at_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only who coordinates this werkplaats; others read why not."""

    def opened(request: HttpRequest, slug: str, **more: Any) -> HttpResponse:
        werkplaats = get_object_or_404(Werkplaats.objects.prefetch_related("names"), slug=slug)
        verdict = policies.may_judge_request(request.user, werkplaats)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        return view(request, werkplaats, **more)

    opened.__name__ = view.__name__
    return never_cache(login_required(opened))


def me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def desk_page(request: HttpRequest, werkplaats: Werkplaats, form: InviteForm | None = None) -> HttpResponse:
    now = clock.now()
    sent = werkplaats.invitations.filter(state=InvitationState.SENT).select_related("by", "organisation")
    context = {
        "werkplaats": werkplaats,
        "roles": queries.roles_in(werkplaats),
        "invitations": [(one, one.expired(now)) for one in sent],
        "requests": werkplaats.join_requests.filter(state=RequestState.WAITING),
        "claims": work_queries.waiting_for(Q(werkplaats=werkplaats)),
        "form": form or InviteForm(),
        "me": me(request),
        "brand_slug": werkplaats.slug,
        "region": werkplaats.short,
    }
    return render(request, "members/desk.html", context)


@never_cache
@login_required
@require_safe
def members_desks(request: HttpRequest) -> HttpResponse:
    person = me(request)
    mine = coordinates(person)
    if not mine and not person.is_superuser:
        raise PermissionDenied(_("Dit is voor coördinatoren van een werkplaats."))
    found = Werkplaats.objects.prefetch_related("names") if person.is_superuser else mine
    if len(found) == 1:
        return redirect("members_desk", found[0].slug)
    return render(request, "members/desks.html", {"werkplaatsen": found})


@at_desk
@require_safe
def members_desk(request: HttpRequest, werkplaats: Werkplaats) -> HttpResponse:
    return desk_page(request, werkplaats)


@at_desk
@require_POST
def members_invite(request: HttpRequest, werkplaats: Werkplaats) -> HttpResponse:
    form = InviteForm(request.POST)

    def act() -> object:
        return invite_actions.invite(werkplaats=werkplaats, **form.cleaned_data, by=me(request), at=clock.now())

    if not attempt(form, act):
        return desk_page(request, werkplaats, form)
    messages.success(request, _("De uitnodiging gaat naar %(mail)s.") % {"mail": form.cleaned_data["mail"]})
    return redirect("members_desk", werkplaats.slug)


@at_desk
@require_POST
def members_invitation(request: HttpRequest, werkplaats: Werkplaats, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk, werkplaats=werkplaats)
    again = request.POST.get("step") == "again"
    if again:
        invite_actions.repeat(invitation, by=me(request), at=clock.now())
    elif request.POST.get("step") == "withdraw":
        invite_actions.withdraw(invitation, by=me(request), at=clock.now())
    return redirect("members_desk", werkplaats.slug)


@at_desk
@get_or_post
def members_request(request: HttpRequest, werkplaats: Werkplaats, pk: int) -> HttpResponse:
    asked = get_object_or_404(werkplaats.join_requests.exclude(state=RequestState.UNCONFIRMED), pk=pk)
    form, step = JudgeForm.of(request), request.POST.get("step")

    def act() -> JoinRequest:
        words, by = form.cleaned_data["words"], me(request)
        judge = join_actions.accept if step == "accept" else join_actions.decline
        return judge(asked, words=words, by=by, at=clock.now())

    if request.method == "POST" and step in ("accept", "decline") and attempt(form, act):
        return redirect("members_desk", werkplaats.slug)
    context = {"werkplaats": werkplaats, "asked": asked, "form": form, "brand_slug": werkplaats.slug}
    return render(request, "members/desk_request.html", context)


@at_desk
@get_or_post
def members_role(request: HttpRequest, werkplaats: Werkplaats, pk: int) -> HttpResponse:
    role = get_object_or_404(queries.roles_in(werkplaats), pk=pk)
    step, by = request.POST.get("step"), me(request)
    end = EndForm(request.POST if step == "end" else None, initial={"on": clock.day()})
    over = HandOverForm(request.POST if step == "over" else None, role=role)
    if step == "end" and attempt(end, lambda: role_actions.end(role, on=end.cleaned_data["on"], by=by, at=clock.now())):
        return redirect("members_desk", werkplaats.slug)
    if step == "over" and attempt(
        over, lambda: role_actions.hand_over(role, **over.cleaned_data, by=by, at=clock.now())
    ):
        return redirect("members_desk", werkplaats.slug)
    context = {"werkplaats": werkplaats, "role": role, "end": end, "over": over, "brand_slug": werkplaats.slug}
    return render(request, "members/desk_role.html", context)


@at_desk
@require_POST
def members_work(request: HttpRequest, werkplaats: Werkplaats, pk: int) -> HttpResponse:
    involvement = get_object_or_404(Involvement, pk=pk, werkplaats=werkplaats)
    if (step := request.POST.get("step")) in ("right", "wrong"):
        work_actions.judge(involvement, right=step == "right", by=me(request), at=clock.now())
    return redirect("members_desk", werkplaats.slug)
