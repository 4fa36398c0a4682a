# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coming into a group: asking to take part, with an account or without, and saying yes to an invitation."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.base import clock, throttle
from noaber.base.verdicts import Refused, require
from noaber.people.policies import may_sign_in
from noaber.projects import links, policies, team_actions
from noaber.projects.models import MemberState, Project
from noaber.projects.team_forms import AcceptForm, JoinForm
from noaber.projects.views.places import explain, get_or_post, readable
from noaber.ui.chrome import person_of

AN_HOUR = 30


@never_cache
@get_or_post
def project_join(request: HttpRequest, slug: str) -> HttpResponse:
    project, person = readable(request, slug), person_of(request)
    verdict = policies.may_ask_to_join(project)
    if not project.is_group:
        raise Http404
    if person is not None and policies.part_of(person, project):
        return redirect("project_group", project.slug)
    initial = {"perspective": person.perspective} if person else None
    form = JoinForm(request.POST if request.method == "POST" else None, known=person is not None, initial=initial)
    if request.method == "POST" and verdict and asked(request, project, form):
        return redirect("project_join_sent", project.slug)
    context = {"item": project, "form": form, "verdict": verdict, "known": person, "brand_slug": project.home_slug}
    return render(request, "projects/join.html", context)


def asked(request: HttpRequest, project: Project, form: JoinForm) -> bool:
    """Ask when the form is right and the sender is not too fast; otherwise the form tells why."""
    if not form.is_valid():
        return False
    now, sender = clock.now(), request.META.get("REMOTE_ADDR", "")
    try:
        require(throttle.hit("projects.sender", sender, AN_HOUR, timedelta(hours=1), now))
        team_actions.ask(project, **form.values(), by=person_of(request), at=now)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@never_cache
@require_safe
def project_join_sent(request: HttpRequest, slug: str) -> HttpResponse:
    project = readable(request, slug)
    return render(request, "projects/join_sent.html", {"item": project, "known": person_of(request)})


@never_cache
@get_or_post
def join_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        member = links.member_of(links.JOIN, token, links.JOIN_AGE)
        if request.method == "POST":
            member = team_actions.confirm(member, by=None, at=clock.now())
    except Refused as refusal:
        return explain(request, refusal)
    context = {"member": member, "item": member.project, "done": member.state != MemberState.UNCONFIRMED}
    return render(request, "projects/join_confirm.html", context)


@never_cache
@get_or_post
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    try:
        member = links.member_of(links.INVITATION, token, links.INVITATION_AGE)
    except Refused as refusal:
        return explain(request, refusal)
    verdict = policies.may_accept(member, clock.now())
    form = AcceptForm(request.POST if request.method == "POST" else None, initial={"name": member.name})
    # A link in a mail is opened by scanners too; only a person presses the button.
    if request.method == "POST" and verdict and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "shown")}
        try:
            member = team_actions.accept_invitation(member, **told, by=None, at=clock.now())
        except Refused as refusal:
            return explain(request, refusal)
    context: dict[str, Any] = {"member": member, "item": member.project, "verdict": verdict, "form": form}
    if member.state == MemberState.IN:
        context |= {"done": True, "account": may_sign_in(member.person), "token": links.token(links.PART, member)}
    return render(request, "projects/invitation.html", context)
