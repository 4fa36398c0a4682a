# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is of the group: its log, rounds and files; for who signed in, and for who holds a mailed link."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.base import clock
from noaber.base.paging import page_number, paginate
from noaber.base.verdicts import Refused
from noaber.people.models import Visibility
from noaber.projects import (
    file_actions,
    group_queries,
    links,
    log_actions,
    policies,
    queries,
    round_actions,
    team_actions,
    trail_queries,
)
from noaber.projects.log_forms import FileForm, LogForm, RoundForm
from noaber.projects.models import LearningRound, LogEntry, MemberState
from noaber.projects.round_actions import Clash
from noaber.projects.views.places import Place, download, explain, for_group, get_or_post, insist, picture, typed
from noaber.projects.views.reading import ical


@for_group
@require_safe
def group_page(request: HttpRequest, place: Place) -> HttpResponse:
    return page(request, place, LogForm())


def page(request: HttpRequest, place: Place, form: LogForm, status: int = 200) -> HttpResponse:
    """The page of the group, with the log entry that somebody writes."""
    project, now = place.project, clock.now()
    context = {
        "place": place, "item": project, "form": form, "here": "group",
        "page": paginate(group_queries.log_of(project), page_number(request.GET.get("page"))),
        "sessions": list(queries.coming(project, now)[:3]), "rounds": list(project.rounds.all()),
        "files": list(project.files.all()), "team": queries.team_of(queries.members_of(project)),
        "arrived": request.GET.get("bewaard", "")[:64],
    }  # fmt: skip
    return render(request, "projects/group.html", context, status=status)


@for_group
@get_or_post
def log_write(request: HttpRequest, place: Place) -> HttpResponse:
    insist(policies.may_note(place.person, place.project))
    form = LogForm(typed(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            log_actions.write(place.project, **form.values(), by=place.person, at=clock.now())
            messages.success(request, _("Het staat in het logboek."))
            return redirect(f"{place.url('group')}?bewaard={form.cleaned_data['submission'][:64]}#logboek")
        except Refused as refusal:
            form.refuse(refusal)
    return page(request, place, form)


def entry_of(place: Place, pk: int) -> LogEntry:
    """What somebody noted in this group, that this person may change; otherwise why not."""
    entry = get_object_or_404(place.project.log.select_related("project__home"), pk=pk)
    insist(policies.may_change_entry(place.person, entry))
    return entry


@for_group
@get_or_post
def log_change(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    entry = entry_of(place, pk)
    form = LogForm(typed(request), entry=entry)
    if request.method == "POST" and changed(request, place, form, entry):
        return redirect(f"{place.url('group')}#logboek")
    own = entry.by_id == place.person.pk
    context = {"place": place, "item": place.project, "form": form, "entry": entry, "own": own, "here": "group"}
    return render(request, "projects/log_change.html", context)


def changed(request: HttpRequest, place: Place, form: LogForm, entry: LogEntry) -> bool:
    """Change or remove what was noted; a refusal is told in the form."""
    who: dict[str, Any] = {"by": place.person, "at": clock.now()}
    try:
        if "remove" in request.POST:
            log_actions.remove(entry, **who)
            return True
        if entry.by_id != place.person.pk and "hide" in request.POST:
            log_actions.change(entry, text=entry.text, photo_alt=entry.photo_alt, public=False, **who)
            return True
        if not form.is_valid():
            return False
        told = {name: form.cleaned_data[name] for name in ("text", "photo_alt", "public")}
        log_actions.change(entry, **told, **who)
    except Refused as refusal:
        form.is_valid()
        form.refuse(refusal)
        return False
    return True


@for_group
@require_safe
def photo(request: HttpRequest, place: Place, pk: int) -> HttpResponseBase:
    return picture(get_object_or_404(place.project.log.exclude(photo=""), pk=pk).photo)


# ── Rounds ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@for_group
@get_or_post
def round_new(request: HttpRequest, place: Place) -> HttpResponse:
    insist(policies.may_note(place.person, place.project))
    form = RoundForm(typed(request), project=place.project)
    if request.method == "POST" and form.is_valid():
        try:
            submission = form.cleaned_data["submission"]
            begun = round_actions.begin(
                place.project, facts=form.values(), submission=submission, by=place.person, at=clock.now()
            )
            return redirect(f"{place.url('round', begun.number)}?bewaard={submission[:64]}")
        except Refused as refusal:
            form.refuse(refusal)
    return round_form(request, place, form)


def round_form(request: HttpRequest, place: Place, form: RoundForm, **context: Any) -> HttpResponse:
    """The form of a round, in the words of the method."""
    told = {"place": place, "item": place.project, "form": form, "method": form.method, "here": "round", **context}
    return render(request, "projects/round_write.html", told)


def round_of(place: Place, number: int) -> LearningRound:
    return get_object_or_404(place.project.rounds.select_related("project__home", "about"), number=number)


@for_group
@require_safe
def round_page(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    round = round_of(place, number)
    offers = trail_queries.offers_of([round], place.person) if not place.token else {}
    yields = trail_queries.yields_of(place.project, place.person)
    context = {
        "place": place, "item": place.project, "round": round, "steps": group_queries.steps_of(round), "here": "round",
        "offer": offers.get(round.pk, ""), "yields": yields.get(round.pk, []),
        "whole": all(getattr(round, name) for name in round_actions.NEEDED),
        "arrived": request.GET.get("bewaard", "")[:64],
    }  # fmt: skip
    return render(request, "projects/round.html", context)


@for_group
@get_or_post
def round_write(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    insist(policies.may_note(place.person, place.project))
    round = round_of(place, number)
    form = RoundForm(typed(request), project=place.project, round=round)
    theirs: Any = {}
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"] or 0
            round_actions.keep(round, facts=form.values(), seen=seen, by=place.person, at=clock.now())
            return redirect(f"{place.url('round', number)}?bewaard={form.cleaned_data['submission'][:64]}")
        except Refused as refusal:
            form.refuse(refusal)
            theirs = clashing(form, refusal)
    return round_form(request, place, form, round=round, theirs=theirs)


def clashing(form: RoundForm, refusal: Refused) -> list[tuple[Any, str]]:
    """What another wrote where we differ; the next save is done knowing that."""
    if not isinstance(refusal, Clash):
        return []
    data: Any = form.data
    data = data.copy()
    data["seen"] = refusal.round.saved
    form.data = data
    return [(form.method.steps[name].label, text) for name, text in refusal.theirs.items()]


@for_group
@require_POST
def round_step(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    round = round_of(place, number)
    try:
        if "remove" in request.POST:
            round_actions.remove(round, by=place.person, at=clock.now())
            return redirect(place.url("group"))
        round_actions.finish(round, by=place.person, at=clock.now())
    except Refused as refusal:
        messages.warning(request, refusal.reason)
    return redirect(place.url("round", number))


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@for_group
@get_or_post
def file_add(request: HttpRequest, place: Place) -> HttpResponse:
    insist(policies.may_note(place.person, place.project))
    form = FileForm(typed(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            file_actions.add(place.project, **form.values(), by=place.person, at=clock.now())
            return redirect(f"{place.url('group')}#bestanden")
        except Refused as refusal:
            form.add_error("file", refusal.reason)
    return render(
        request, "projects/file_add.html", {"place": place, "item": place.project, "form": form, "here": "file"}
    )


@for_group
@get_or_post
def file_change(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    file = get_object_or_404(place.project.files.select_related("project__home"), pk=pk)
    if file.by_id != place.person.pk:
        insist(place.leads)
    initial = {"description": file.description, "public": "1" if file.public else "0"}
    form = FileForm(typed(request), initial=initial, new=False)
    if request.method == "POST":
        who: dict[str, Any] = {"by": place.person, "at": clock.now()}
        if "remove" in request.POST:
            file_actions.remove(file, **who)
            return redirect(f"{place.url('group')}#bestanden")
        if form.is_valid():
            told = {name: form.cleaned_data[name] for name in ("description", "public")}
            file_actions.change(file, **told, **who)
            return redirect(f"{place.url('group')}#bestanden")
    context = {"place": place, "item": place.project, "form": form, "file": file, "here": "file"}
    return render(request, "projects/file_add.html", context)


@for_group
@require_safe
def file(request: HttpRequest, place: Place, pk: int) -> HttpResponseBase:
    return download(get_object_or_404(place.project.files, pk=pk))


@never_cache
@require_safe
def feed_ical(request: HttpRequest, token: str) -> HttpResponse:
    try:
        member = links.member_of(links.FEED, token, links.FEED_AGE)
    except Refused as refusal:
        return explain(request, refusal)
    inside = member.state == MemberState.IN
    if not inside and member.project.visibility != Visibility.PUBLIC:
        raise Http404
    return ical(member.project, public=not inside)


@for_group
@get_or_post
def leave(request: HttpRequest, place: Place) -> HttpResponse:
    member = policies.part_of(place.person, place.project)
    if member is None:
        raise Http404
    verdict = policies.may_leave(member)
    if request.method == "POST" and verdict:
        try:
            team_actions.leave(member, by=place.person, at=clock.now())
            messages.success(request, _("Je doet niet meer mee. Wat je schreef blijft staan."))
            return redirect(place.project)
        except Refused as refusal:
            return explain(request, refusal)
    context = {"place": place, "item": place.project, "verdict": verdict, "here": "leave"}
    return render(request, "projects/leave.html", context)
