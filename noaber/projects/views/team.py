# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The people of a group: inviting, answering who asks, handing over, and one's own name."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.projects import group_queries, policies, team_actions
from noaber.projects.models import Member, MemberState
from noaber.projects.team_forms import AnswerForm, InviteForm, PartForm, ShownForm
from noaber.projects.views.places import Place, for_group, for_leads, get_or_post, typed


@for_group
@require_safe
def project_team(request: HttpRequest, place: Place) -> HttpResponse:
    mine = policies.part_of(place.person, place.project)
    context = {
        "place": place, "item": place.project, "people": group_queries.people_of(place.project), "mine": mine,
        "shown": ShownForm(initial={"shown": bool(mine and mine.shown)}), "now": clock.now(), "here": "team",
    }  # fmt: skip
    return render(request, "projects/team.html", context)


@for_leads
@get_or_post
def project_invite(request: HttpRequest, place: Place) -> HttpResponse:
    led = place.project.members.filter(state=MemberState.IN, role="lead").exists()
    form = InviteForm(typed(request), project=place.project, initial={} if led else {"role": "lead"})
    if request.method == "POST" and form.is_valid():
        try:
            team_actions.invite(place.project, **form.values(), by=place.person, at=clock.now())
            messages.success(request, _("De uitnodiging is verstuurd."))
            return redirect("project_team", place.project.slug)
        except Refused as refusal:
            form.refuse(refusal)
    context = {"place": place, "item": place.project, "form": form, "here": "team"}
    return render(request, "projects/invite.html", context)


@for_leads
@get_or_post
def project_member(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    rows = place.project.members.exclude(state=MemberState.UNCONFIRMED)
    member = get_object_or_404(rows.select_related("person", "organisation", "project__home"), pk=pk)
    data, step = request.POST if request.method == "POST" else None, request.POST.get("step", "")
    answer = AnswerForm(data if step == "answer" else None)
    part = PartForm(data if step == "part" else None, member=member)
    if data is not None and stepped(request, place, member, step, answer, part):
        return redirect("project_team", place.project.slug)
    context = {"place": place, "item": place.project, "member": member, "answer": answer, "part": part, "here": "team"}
    return render(request, "projects/member.html", context)


def stepped(request: HttpRequest, place: Place, member: Member, step: str, answer: AnswerForm, part: PartForm) -> bool:
    """Take one step with a member; a refusal is told."""
    who: dict[str, Any] = {"by": place.person, "at": clock.now()}
    try:
        if step == "answer" and answer.is_valid():
            told = answer.cleaned_data
            team_actions.judge(member, accept=told["verdict"] == "yes", text=told["text"], **who)
        elif step == "part" and part.is_valid():
            team_actions.change_part(member, **part.values(), **who)
        elif step == "withdraw":
            team_actions.judge(member, accept=False, **who)
        elif step == "lead":
            team_actions.hand_over(member, **who)
        elif step == "end":
            team_actions.leave(member, **who)
        else:
            return False
    except Refused as refusal:
        form = {"answer": answer, "part": part}.get(step)
        if form is not None:
            form.refuse(refusal)
        else:
            messages.warning(request, refusal.reason)
        return False
    return True


@for_group
@require_POST
def show_me(request: HttpRequest, place: Place) -> HttpResponse:
    member, form = policies.part_of(place.person, place.project), ShownForm(request.POST)
    if member is not None and form.is_valid():
        shown = form.cleaned_data["shown"]
        team_actions.change_part(member, shown=shown, by=place.person, at=clock.now())
        messages.success(
            request, _("Je naam staat nu op de pagina.") if shown else _("Je naam staat niet op de pagina.")
        )
    return redirect(place.url("team") if not place.token else place.url("group"))
