# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk, the log, the rules of the house, and reporting."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from noaber.base import clock, throttle
from noaber.base.verdicts import Refused, require
from noaber.moderation import Subject, actions, policies, queries
from noaber.moderation.forms import JudgeForm, ReportForm
from noaber.moderation.models import Report, State
from noaber.people.models import Person
from noaber.ui.acting import insist as insist
from noaber.ui.chrome import person_of
from noaber.ui.kept import recall, signed_in_or_kept

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# One address may be a whole office; this stops a machine, not a meeting.
AN_HOUR = 20


def signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@never_cache
@signed_in_or_kept
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    tasks = queries.tasks_of(person)
    insist(policies.may_open_desk(tasks))
    kind, werkplaats = request.GET.get("soort", "")[:40], request.GET.get("werkplaats", "")[:60]
    context = {
        "queue": queries.queue(person, tasks, kind=kind, werkplaats=werkplaats),
        "kind": kind,
        "werkplaats": werkplaats,
        "judges": policies.judges(tasks),
    }
    return render(request, "moderation/desk.html", context)


@cache_control(private=True, max_age=20)
@require_safe
def desk_count(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    tasks = queries.tasks_of(person)
    number = len(queries.waiting(person, tasks)) if policies.may_open_desk(tasks) else 0
    return render(request, "moderation/_count.html", {"number": number})


@never_cache
@signed_in_or_kept
@require_safe
def desk_log(request: HttpRequest) -> HttpResponse:
    insist(policies.may_open_desk(queries.tasks_of(signed_in(request))))
    return render(request, "moderation/desk_log.html", {"rows": queries.log(request.user)})


@require_safe
def house_rules(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/house_rules.html")


@get_or_post
def report(request: HttpRequest) -> HttpResponse:
    subject = queries.subject_of(request.GET.get("over", ""))
    if subject is None:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and reported(request, form, subject):
        return redirect("report_sent")
    return render(request, "moderation/report.html", {"form": form, "subject": subject})


def reported(request: HttpRequest, form: ReportForm, subject: Subject) -> bool:
    """Report with a right form, unless the sender is too fast; otherwise the form tells why."""
    if not form.is_valid():
        return False
    try:
        sender = request.META.get("REMOTE_ADDR", "")
        require(throttle.hit("moderation.report", sender, AN_HOUR, timedelta(hours=1), clock.now()))
        actions.report(subject, **form.values(), by=person_of(request), at=clock.now())
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@require_safe
def report_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/report_sent.html")


@never_cache
@signed_in_or_kept
@get_or_post
def report_detail(request: HttpRequest, ref: str) -> HttpResponse:
    person = signed_in(request)
    found: Report = get_object_or_404(queries.reports_for(person), ref=ref)
    verdict = policies.may_judge_report(person, found)
    form = JudgeForm(request.POST if request.method == "POST" else recall(request))
    if request.method == "POST" and judged(form, found, person):
        return redirect("desk")
    context = {"report": found, "signals": found.signals.all(), "form": form, "verdict": verdict}
    return render(request, "moderation/report_detail.html", {**context, "open": found.state == State.WAITING})


def judged(form: JudgeForm, found: Report, person: Person) -> bool:
    """Judge with a right form; a refusal (a colleague was faster, say) is told in the form."""
    if not form.is_valid():
        return False
    try:
        actions.judge(found, **form.cleaned_data, by=person, at=clock.now())
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True
