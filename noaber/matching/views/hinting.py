# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wanting hints or not, and answering one: for who got it, and for who is asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.matching import hint_actions, hint_queries, links
from noaber.matching.models import Hint, HintState
from noaber.people.models import Person
from noaber.ui.acting import dead_link
from noaber.ui.chrome import person_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
CONSENT = gettext_lazy(
    "Mail mij hoogstens één keer per week als een ander met hetzelfde bezig is als ik. Mijn naam en adres gaan pas "
    "naar de ander als we allebei ja zeggen."
)

# A link that does not work (any more).
explain = dead_link("matching/hint_gone.html")


@never_cache
@login_required
@get_or_post
def hint_choice(request: HttpRequest) -> HttpResponse:
    person: Person = person_of(request)
    if request.method == "POST":
        given = request.POST.get("hints") == "aan"
        words = str(CONSENT) if given else ""
        hint_actions.choose(person, given=given, words=words, by=person, at=clock.now())
        messages.success(request, _("Je krijgt hints.") if given else _("Je krijgt geen hints."))
        return redirect("hint_choice")
    context = {"wants": hint_queries.wants(person), "consent": CONSENT}
    return render(request, "matching/hint_choice.html", context)


@never_cache
@get_or_post
def hint_answer(request: HttpRequest, token: str) -> HttpResponse:
    return answered(request, token, links.FIRST)


@never_cache
@get_or_post
def hint_asked(request: HttpRequest, token: str) -> HttpResponse:
    return answered(request, token, links.OTHER)


def answered(request: HttpRequest, token: str, side: str) -> HttpResponse:
    """The page of one side; a POST answers. A link in a mail is opened by scanners too, so only a button counts."""
    try:
        hint = links.hint_by(token, side)
    except Refused as refusal:
        return explain(request, refusal)
    first, said = side == links.FIRST, request.POST.get("antwoord", "")
    shown = hint if first else Hint(own=hint.about, about=hint.own, ref=hint.ref)
    told = next(iter(hint_queries.sentences([shown])), None)
    # Nobody is introduced about what is no longer there to read; no and never are always heard.
    if request.method == "POST" and said in hint_actions.ANSWERS and (told or said != hint_actions.YES):
        answer(hint, said, first=first)
        return redirect(request.path)
    waits = hint.state == (HintState.TOLD if first else HintState.WANTED)
    context = {"hint": hint, "told": told, "first": first, "waits": waits}
    return render(request, "matching/hint_answer.html", context)


def answer(hint: Hint, said: str, *, first: bool) -> None:
    """What the holder of a link said, as that side."""
    by = hint.person if first else hint.other
    words = _("Nooit meer hints of voorstellen") if said == hint_actions.NEVER else ""
    hint_actions.answer(hint, first=first, said=said, words=words, by=by, at=clock.now())
