# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking, joining and contributing, without an account."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from noaber import search
from noaber.base import clock
from noaber.base.forms import Guarded
from noaber.questions import actions, voice_actions
from noaber.questions.forms import AskForm, ContributeForm, JoinForm, LinkForm
from noaber.questions.models import Part, Question
from noaber.ui.acting import attempt_in_public

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# One address may be a whole office; this stops a machine, not a meeting.
AN_HOUR = 60
WORDS_BEFORE_LOOKING = 4
LONGEST_LOOKED_UP = 500


def attempt(request: HttpRequest, form: Guarded, act: Callable[[], object]) -> bool:
    """Do it when the form is right and the sender is not too fast; otherwise the form tells why."""
    return attempt_in_public(request, form, act, room="questions", most=AN_HOUR)


def sent(what: str) -> HttpResponse:
    return redirect(f"{reverse('question_sent')}?wat={what}")


@never_cache
@get_or_post
def question_ask(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        title, origin = request.GET.get("vraag", "")[:LONGEST_LOOKED_UP], request.GET.get("uit", "")
        given = {"title": title, "home": request.GET.get("werkplaats"), "origin": origin}
        return render(request, "questions/question_ask.html", {"form": AskForm(initial=given)})
    form, step = AskForm(request.POST), request.POST.get("step", "")
    if step != "send" and form.is_valid():
        alike = look_alike(form.cleaned_data["title"], form.cleaned_data["text"])
        if step != "edit" and any(alike.values()):
            return render(request, "questions/question_compare.html", {"form": form, **alike})
    if step != "edit" and attempt(request, form, lambda: actions.ask(**form.values(), by=None, at=clock.now())):
        return sent("vraag")
    return render(request, "questions/question_ask.html", {"form": form})


def look_alike(title: str, text: str = "") -> dict[str, Any]:
    """The same questions and known answers beside a text; a search that fails never stands in the way of asking."""
    # The question itself tells which questions are the same; the story around it helps to find what is known.
    words = f"{title}\n{text}"[:LONGEST_LOOKED_UP]
    return {
        "same": search.same_questions(title[:LONGEST_LOOKED_UP], limit=5),
        "known": search.known_answers(words, limit=3),
    }


@require_safe
def question_same(request: HttpRequest) -> HttpResponse:
    words = (request.GET.get("q") or request.GET.get("title") or "").replace("\x00", "")[:LONGEST_LOOKED_UP]
    enough = len(words.split()) >= WORDS_BEFORE_LOOKING
    alike = look_alike(words) if enough else {"same": [], "known": []}
    return render(request, "questions/_same_questions.html", {"looked": enough, **alike})


@never_cache
@require_safe
def question_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "questions/question_sent.html", {"what": request.GET.get("wat", "")})


# An address of before: a question is followed as everything else is.
@never_cache
@get_or_post
def question_follow(request: HttpRequest, slug: str) -> HttpResponse:
    question = get_object_or_404(Question.objects.public(), slug=slug)
    return redirect(f"{reverse('follow_new')}?wat={question.KIND}:{question.ref}")


@never_cache
@get_or_post
def question_share(request: HttpRequest, slug: str) -> HttpResponse:
    question = get_object_or_404(Question.objects.public().select_related("merged_into"), slug=slug)
    form = JoinForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        data = form.cleaned_data
        return voice_actions.join(
            question, part=Part.SHARES, perspective=data["perspective"], email=data["email"], by=None, at=clock.now()
        )

    if request.method == "POST" and attempt(request, form, act):
        return sent("ook")
    return render(request, "questions/question_join.html", {"form": form, "question": question})


@never_cache
@get_or_post
def question_contribute(request: HttpRequest, slug: str) -> HttpResponse:
    question = get_object_or_404(Question.objects.public().select_related("merged_into"), slug=slug)
    posted = request.method == "POST"
    form = ContributeForm(request.POST, request.FILES) if posted else ContributeForm()
    if posted and attempt(
        request, form, lambda: voice_actions.contribute(question, **form.values(), by=None, at=clock.now())
    ):
        return sent("bijdrage")
    return render(request, "questions/question_contribute.html", {"form": form, "question": question})


@never_cache
@get_or_post
def question_link(request: HttpRequest) -> HttpResponse:
    form = LinkForm(request.POST if request.method == "POST" else None)

    def act() -> bool:
        voice_actions.ask_link(email=form.cleaned_data["email"], by=None, at=clock.now())
        return True

    if request.method == "POST" and attempt(request, form, act):
        return sent("link")
    return render(request, "questions/question_link.html", {"form": form})
