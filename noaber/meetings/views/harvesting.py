# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The harvest of a meeting: for who plans, and for a table with a link and without an account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.meetings import harvest_actions, harvest_queries, harvest_step_actions, links
from noaber.meetings.day_models import DayLink
from noaber.meetings.harvest_forms import GoOnForm, HarvestForm, NoteForm, SowForm
from noaber.meetings.models import Meeting
from noaber.meetings.views.planning import for_planners, get_or_post, planner
from noaber.people.models import Perspective
from noaber.questions import clientdata
from noaber.ui.acting import attempt, dead_link

explain = dead_link("meetings/link.html")


def harvest_page(request: HttpRequest, meeting: Meeting, **bound: Any) -> HttpResponse:
    """Everything on one page; the form that was not right comes back as it was sent."""
    gathered = harvest_queries.gathered(meeting, harvest_queries.begun(meeting))
    harvest, summary = gathered.harvest, meeting.summary
    told = {"text": harvest.text, "seen": harvest.saved} if harvest else {}
    link = meeting.day_links.filter(sort=DayLink.Sort.TABLE).first()
    context = {
        "item": meeting, "here": "harvest", "gathered": gathered, "drafts": harvest_queries.drafts_of(meeting),
        "going_on": list(harvest_queries.going_on(meeting)), "began": bool(meeting.over(clock.now())),
        "table_link": table_link(request, link) if link else "", "form": HarvestForm(initial=told),
        "note_form": NoteForm(), "go_on_form": GoOnForm(),
        "sow_form": SowForm(initial={"title": meeting.title, "summary": summary}),
        "perspectives": Perspective.choices,
        "findings": clientdata.findings("\n".join(one.noted.text for table in gathered.tables for one in table.rows)),
    } | bound  # fmt: skip
    return render(request, "meetings/harvest.html", context)


def table_link(request: HttpRequest, link: DayLink) -> str:
    return request.build_absolute_uri(reverse("meeting_table", args=[links.day_link(link)]))


@for_planners
@get_or_post
def meeting_harvest(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if request.method != "POST":
        return harvest_page(request, meeting)
    form = HarvestForm(request.POST)

    def act() -> object:
        told = {"text": form.cleaned_data["text"], "seen": form.cleaned_data["seen"]}
        return harvest_actions.tell(meeting, **told, by=planner(request), at=clock.now())

    if attempt(form, act):
        messages.success(request, _("Bewaard."))
        return redirect("meeting_harvest", meeting.slug)
    return harvest_page(request, meeting, form=form)


def done(request: HttpRequest, meeting: Meeting, words: str = "") -> HttpResponse:
    if words:
        messages.success(request, words)
    return redirect("meeting_harvest", meeting.slug)


def number(request: HttpRequest) -> int:
    """The note that a button is of; one that is not there is told as gone."""
    told = request.POST.get("pk", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else 0


def add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = NoteForm(request.POST)
    if attempt(form, lambda: harvest_actions.add(meeting, **form.values(), by=planner(request), at=clock.now())):
        return done(request, meeting)
    return harvest_page(request, meeting, note_form=form)


def remove(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    harvest_actions.remove(meeting, pk=number(request), by=planner(request), at=clock.now())
    return done(request, meeting)


def ask(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    perspective = request.POST.get("perspective", "")[:20]
    told: dict[str, Any] = {"pk": number(request), "perspective": perspective}
    question = harvest_step_actions.raise_question(meeting, **told, by=planner(request), at=clock.now())
    if question.is_public:
        return done(request, meeting, _("De vraag staat bij de vragen."))
    return done(request, meeting, _("De vraag is gesteld. Een coördinator kijkt er eerst naar."))


def lift(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    version = harvest_step_actions.lift(meeting, pk=number(request), by=planner(request), at=clock.now())
    return redirect("draft_write" if version.state == "draft" else "draft_detail", version.pk)


def go_on(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = GoOnForm(request.POST)
    if attempt(form, lambda: harvest_actions.go_on(meeting, **form.told(), by=planner(request), at=clock.now())):
        return done(request, meeting)
    return harvest_page(request, meeting, go_on_form=form)


def sow(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = SowForm(request.POST)

    def act() -> object:
        told = {name: form.cleaned_data[name] for name in ("title", "summary")}
        return harvest_step_actions.sow(meeting, **told, by=planner(request), at=clock.now())

    if attempt(form, act):
        return done(request, meeting, _("Het leertraject is begonnen. Wie verder wil, krijgt een uitnodiging."))
    return harvest_page(request, meeting, sow_form=form)


def publish(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    harvest_actions.publish(meeting, by=planner(request), at=clock.now())
    return done(request, meeting, _("De oogst is openbaar. Wie zich aanmeldde, krijgt hem per mail."))


def link(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    harvest_actions.make_link(meeting, sort=DayLink.Sort.TABLE, by=planner(request), at=clock.now())
    return done(request, meeting)


STEPS: dict[str, Callable[[HttpRequest, Meeting], HttpResponse]] = {
    "erbij": add, "weg": remove, "vraag": ask, "kennis": lift, "verder": go_on, "leertraject": sow,
    "openbaar": publish, "link": link,
}  # fmt: skip


@require_POST
@for_planners
def meeting_harvest_step(request: HttpRequest, meeting: Meeting, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    try:
        return STEPS[step](request, meeting)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("meeting_harvest", meeting.slug)


def table_page(request: HttpRequest, meeting: Meeting, note_form: NoteForm, go_on_form: GoOnForm) -> HttpResponse:
    context = {"item": meeting, "note_form": note_form, "go_on_form": go_on_form,
               "gathered": harvest_queries.gathered(meeting, harvest_queries.begun(meeting))}  # fmt: skip
    return render(request, "meetings/table.html", context)


@never_cache
@get_or_post
def meeting_table(request: HttpRequest, token: str) -> HttpResponse:
    try:
        meeting = links.meeting_of(links.TABLE, token, clock.now())
    except Refused as refusal:
        return explain(request, refusal)
    goes, posted = "yes" in request.POST or "email" in request.POST, request.method == "POST"
    note = NoteForm(request.POST if posted and not goes else None, initial={"table": request.GET.get("tafel", "")[:80]})
    go = GoOnForm(request.POST if posted and goes else None)
    if posted and attempt(go if goes else note, lambda: at_table(meeting, go if goes else note)):
        messages.success(request, _("Genoteerd. Dank je wel!"))
        return redirect(request.get_full_path())
    return table_page(request, meeting, note, go)


def at_table(meeting: Meeting, form: NoteForm | GoOnForm) -> object:
    """Keep what came from a table with a link."""
    if isinstance(form, GoOnForm):
        return harvest_actions.go_on(meeting, **form.told(), with_link=True, by=None, at=clock.now())
    return harvest_actions.add(meeting, **form.values(), with_link=True, by=None, at=clock.now())
