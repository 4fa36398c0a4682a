# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a mailed link opens: confirming, and managing one's own question."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.base import clock, signing
from noaber.base.verdicts import Refused
from noaber.questions import actions, policies, tasks, voice_actions
from noaber.questions.forms import CheckedText, EditForm, LinkForm, ReplyForm
from noaber.questions.models import Contribution, Part, State, Voice
from noaber.ui.acting import dead_link

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def voice_of(value: str) -> Voice:
    """The voice that a link is about; gone when its owner took it back."""
    found = Voice.objects.select_related("question__home", "question__merged_into", "person")
    voice = found.filter(pk=int(value)).first()
    if voice is None:
        raise signing.Forged(_("Deze link hoort nergens meer bij: je deelname is ingetrokken."))
    return voice


# A link that does not work (any more), and the way to a fresh one.
explain = dead_link("questions/question_link.html", LinkForm)


@never_cache
@get_or_post
def question_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        value, part, perspective = signing.unseal(tasks.CONFIRM, token, tasks.CONFIRM_AGE).split(":")
        voice = voice_of(value)
    except Refused as refusal:
        return explain(request, refusal)
    # A link in a mail is opened by scanners too; only a person presses the button.
    if request.method == "POST":
        voice = voice_actions.confirm(voice, part=part, perspective=perspective, by=None, at=clock.now())
        return redirect("question_manage", tasks.manage_token(voice))
    return render(request, "questions/question_confirm.html", {"voice": voice, "part": part})


@never_cache
@get_or_post
def contribution_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        value = signing.unseal(tasks.CONTRIBUTION, token, tasks.CONFIRM_AGE)
        contribution = Contribution.objects.select_related("question").filter(pk=int(value)).first()
        if contribution is None:
            raise signing.Forged(_("Deze bijdrage bestaat niet meer."))
    except Refused as refusal:
        return explain(request, refusal)
    if request.method == "POST":
        contribution = voice_actions.confirm_contribution(contribution, by=None, at=clock.now())
    return render(request, "questions/contribution_confirm.html", {"contribution": contribution})


def with_voice(view: Callable[[HttpRequest, Voice, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Open the managing link for a view of its own."""

    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            voice = voice_of(signing.unseal(tasks.MANAGE, token, tasks.MANAGE_AGE))
        except Refused as refusal:
            return explain(request, refusal)
        return view(request, voice, token)

    opened.__name__ = view.__name__
    return never_cache(opened)


def manage_page(
    request: HttpRequest, voice: Voice, token: str, edit: EditForm | None = None, reply: ReplyForm | None = None
) -> HttpResponse:
    question = voice.question
    mine = voice.part == Part.ASKED
    initial = {"title": question.title, "text": question.text, "place": question.place}
    context = {
        "voice": voice,
        "question": question,
        "token": token,
        "edit": (edit or EditForm(initial=initial)) if policies.may_edit(voice) else None,
        "reply": (reply or ReplyForm()) if mine and question.state == State.CLARIFYING else None,
        "correspondence": question.messages.all() if mine else [],
        "mine": mine,
    }
    return render(request, "questions/question_manage.html", context)


@require_safe
@with_voice
def question_manage(request: HttpRequest, voice: Voice, token: str) -> HttpResponse:
    return manage_page(request, voice, token)


def save(form: CheckedText, act: Callable[[], object]) -> bool:
    """Act on a right form; a refusal is told in the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@require_POST
@with_voice
def question_edit(request: HttpRequest, voice: Voice, token: str) -> HttpResponse:
    form = EditForm(request.POST)
    names = ("title", "text", "place")

    def act() -> object:
        data = {name: form.cleaned_data[name] for name in names}
        return actions.edit(voice, **data, by=None, at=clock.now())

    return redirect("question_manage", token) if save(form, act) else manage_page(request, voice, token, edit=form)


@require_POST
@with_voice
def question_reply(request: HttpRequest, voice: Voice, token: str) -> HttpResponse:
    form = ReplyForm(request.POST)
    if voice.part == Part.ASKED and save(
        form, lambda: actions.clarify_back(voice, text=form.cleaned_data["text"], by=None, at=clock.now())
    ):
        return redirect("question_manage", token)
    return manage_page(request, voice, token, reply=form)


@require_POST
@with_voice
def question_mail(request: HttpRequest, voice: Voice, token: str) -> HttpResponse:
    voice_actions.choose_mail(voice, wants_mail=request.POST.get("mail") == "1", by=None, at=clock.now())
    return redirect("question_manage", token)


@require_POST
@with_voice
def question_withdraw(request: HttpRequest, voice: Voice, token: str) -> HttpResponse:
    if request.POST.get("sure") != "1":
        return render(request, "questions/question_withdraw.html", {"voice": voice, "token": token})
    if voice.part == Part.ASKED:
        actions.withdraw(voice, by=None, at=clock.now())
    else:
        voice_actions.leave(voice, by=None, at=clock.now())
    return redirect("/")
