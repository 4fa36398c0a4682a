# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The coordinator's desk: what waits, and each step with a question."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from noaber import search
from noaber.base import clock
from noaber.base.paging import page_number
from noaber.base.verdicts import Refused
from noaber.people.models import Person
from noaber.questions import (
    desk_forms,
    detail_queries,
    list_queries,
    merge_actions,
    policies,
    queries,
    triage_actions,
)
from noaber.questions.desk_forms import DeskForm
from noaber.questions.models import Contribution, Question
from noaber.ui.acting import insist as insist
from noaber.ui.chrome import person_of

# What a step is called in the address: its form and its action.
STEPS: dict[str, tuple[type[DeskForm], Callable[..., Any]]] = {
    "uitleg": (desk_forms.ClarifyForm, triage_actions.clarify),
    "antwoord": (desk_forms.AnswerForm, triage_actions.answer),
    "verbind": (desk_forms.ConnectForm, triage_actions.connect),
    "onbekend": (desk_forms.GapForm, triage_actions.mark_gap),
    "afwijzen": (desk_forms.DeclineForm, triage_actions.decline),
    "heropenen": (desk_forms.ReopenForm, triage_actions.reopen),
    "vrijgeven": (desk_forms.ReleaseForm, triage_actions.release),
    "doorgeven": (desk_forms.MoveForm, triage_actions.move_home),
    "samenvoegen": (desk_forms.MergeForm, merge_actions.merge),
    "losmaken": (desk_forms.UndoForm, merge_actions.undo_merge),
}


MOST_ROWS = 30


def signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@never_cache
@login_required
@require_safe
def question_desk(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    insist(policies.may_open_desk(person))
    context = {
        "page": list_queries.page_of(queries.on_desk(person), page_number(request.GET.get("page"))),
        "contributions": queries.contributions_on_desk(person),
    }
    return render(request, "questions/question_desk.html", context)


def sources_for(request: HttpRequest, form: type[DeskForm], question: Question) -> dict[str, Any]:
    """What the search offers for a step: sources to answer with, or questions that may be the same."""
    words = (request.POST.get("zoek") or request.GET.get("zoek") or "").replace("\x00", "")[:300]
    about = words or f"{question.title}\n{question.text}"[:500]
    if form is desk_forms.MergeForm:
        return {"same": search.same_questions(about, limit=8, exclude=(question.ref,))}
    if form is not desk_forms.AnswerForm:
        return {}
    # The rows that were on the page come back, whatever the search says by now.
    shown = queries.documents(request.POST.getlist("document")[:MOST_ROWS])
    if request.method == "POST" and "search" not in request.POST:
        return {"hits": shown}
    kept = [row for row in shown if request.POST.get(f"{row.kind}.{row.ref}-why")]
    known = {(row.kind, row.ref) for row in kept}
    found = [hit for hit in search.known_answers(about, limit=8) if (hit.kind, hit.ref) not in known]
    return {"hits": [*kept, *found]}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question_step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    question = detail_queries.find(slug, signed_in(request))
    if question is None or step not in STEPS:
        raise Http404
    insist(policies.may_triage(request.user, question))
    form_class, action = STEPS[step]
    data = request.POST if request.method == "POST" else None
    form = form_class(data, question=question, **sources_for(request, form_class, question))
    searching = data is not None and "search" in data
    if data is not None and not searching and done(form, action, question, signed_in(request)):
        return redirect("question_detail", question.slug)
    context = {"form": form, "question": question, "step": step, "searching": searching}
    return render(request, f"questions/{template_for(form)}", context)


def template_for(form: DeskForm) -> str:
    return "desk_answer.html" if isinstance(form, desk_forms.AnswerForm) else "desk_step.html"


def done(form: DeskForm, action: Callable[..., Any], question: Question, person: Person) -> bool:
    """Act on a right form; a refusal (a colleague was faster, say) is told in the form."""
    if not form.is_valid():
        return False
    try:
        action(question, **form.values(), by=person, at=clock.now())
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_judge(request: HttpRequest, pk: int) -> HttpResponse:
    contribution = get_object_or_404(Contribution.objects.select_related("question__home"), pk=pk)
    person = signed_in(request)
    if not Question.objects.visible_to(person).filter(pk=contribution.question_id).exists():
        raise Http404
    insist(policies.may_judge_contribution(person, contribution))
    form = desk_forms.JudgeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        accept, text = form.cleaned_data["verdict"] == "accept", form.cleaned_data["text"]
        try:
            triage_actions.judge(contribution, accept=accept, text=text, by=person, at=clock.now())
            return redirect("desk")
        except Refused as refusal:
            form.add_error("text", refusal.reason)
    return render(request, "questions/desk_judge.html", {"form": form, "contribution": contribution})


@require_safe
def contribution_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    contribution = get_object_or_404(Contribution.objects.select_related("question__home").exclude(file=""), pk=pk)
    if not policies.may_read_file(person_of(request), contribution):
        raise Http404(_("Dit bestand is niet openbaar."))
    return FileResponse(contribution.file.open("rb"), as_attachment=True, filename=contribution.file_name)
