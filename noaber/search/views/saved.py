# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following a list by mail: saving, confirming, managing and stopping, with an account or without."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from noaber import search
from noaber.base import clock, signing
from noaber.base.forms import Guarded
from noaber.base.verdicts import Refused
from noaber.people.models import Person
from noaber.search import alert_mail, saved_actions, saved_queries
from noaber.search.forms import CONSENT, LinkForm, SaveForm, given, kept
from noaber.search.models import SavedSearch
from noaber.ui.acting import attempt_in_public, dead_link
from noaber.ui.chrome import person_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# One address may be a whole office; this stops a machine, not a meeting.
AN_HOUR = 60


def attempt(request: HttpRequest, form: Guarded, act: Callable[[], object]) -> bool:
    """Do it when the form is right and the sender is not too fast; otherwise the form tells why."""
    return attempt_in_public(request, form, act, room="search", most=AN_HOUR)


def sent(what: str) -> HttpResponse:
    return redirect(f"{reverse('saved_sent')}?wat={what}")


@never_cache
@get_or_post
def saved_new(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    page = (request.POST if posted else request.GET).get("lijst", "")
    chosen = saved_queries.chosen_of(page, given(request.POST) if posted else request.GET)
    if page not in search.WATCHABLE:
        raise Http404
    person = person_of(request)
    form = SaveForm(request.POST if posted else None, known=bool(person and person.email))
    if posted and attempt(request, form, lambda: save(form, page, chosen, person)):
        return redirect("saved_list") if person and person.email else sent("lijst")
    context = {"form": form, "page": page, "words": saved_queries.words_of(page, chosen), "kept": kept(chosen)}
    return render(request, "search/saved_new.html", context | {"consent": CONSENT, "person": person})


def save(form: SaveForm, page: str, chosen: dict[str, str], person: Person | None) -> SavedSearch:
    data = form.cleaned_data
    by = person if person and person.email else None
    return saved_actions.ask_saved(
        page,
        given=chosen,
        often=data["often"],
        email=data.get("email", ""),
        consent=str(CONSENT),
        by=by,
        at=clock.now(),
    )


@never_cache
@get_or_post
def saved_list(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if person is not None:
        return managed(request, saved_queries.of_person(person), reverse("saved_list"), person)
    form = LinkForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        saved_actions.ask_saved_link(email=form.cleaned_data["email"], by=None, at=clock.now())

    if request.method == "POST" and attempt(request, form, act):
        return sent("link")
    return render(request, "search/saved_link.html", {"form": form})


def managed(request: HttpRequest, own: QuerySet[SavedSearch], address: str, person: Person | None) -> HttpResponse:
    """The page of everything that one address follows; a POST changes one of them."""
    if request.method == "POST" and change(request, own, person):
        return redirect(address)
    return render(request, "search/saved_manage.html", {"rows": saved_queries.rows(own), "address": address})


def change(request: HttpRequest, own: QuerySet[SavedSearch], person: Person | None) -> bool:
    """Change one of these; no when it is not (or no longer) among them."""
    saved, what = own.filter(ref=request.POST.get("ref", "")[:40]).first(), request.POST.get("wat", "")
    if saved is None:
        return False
    if what == "stop":
        saved_actions.stop_saved([saved.ref], by=person, at=clock.now())
    else:
        saved_actions.change_saved(saved, what=what, by=person, at=clock.now())
    return True


@never_cache
@require_safe
def saved_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "search/saved_sent.html", {"what": request.GET.get("wat", "")})


def saved_of(value: str) -> SavedSearch:
    """The saved search that a link is about."""
    found = SavedSearch.objects.select_related("person").filter(ref=value).first()
    if found is None:
        raise signing.Forged(_("Deze link hoort nergens meer bij: je volgt dit niet meer."))
    return found


# A link that does not work (any more), and the way to a fresh one.
explain = dead_link("search/saved_link.html", LinkForm)


@never_cache
@get_or_post
def saved_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        saved = saved_of(signing.unseal(alert_mail.CONFIRM, token, alert_mail.CONFIRM_AGE))
    except Refused as refusal:
        return explain(request, refusal)
    # A link in a mail is opened by scanners too; only a person presses the button.
    if request.method == "POST":
        saved_actions.confirm_saved(saved, by=None, at=clock.now())
        return redirect("saved_manage", signing.seal(alert_mail.MANAGE, saved.ref))
    words = saved_queries.words_of(saved.page, saved.chosen)
    return render(request, "search/saved_confirm.html", {"saved": saved, "words": words})


@never_cache
@get_or_post
def saved_manage(request: HttpRequest, token: str) -> HttpResponse:
    try:
        saved = saved_of(signing.unseal(alert_mail.MANAGE, token, alert_mail.MANAGE_AGE))
    except Refused as refusal:
        return explain(request, refusal)
    address = request.path
    if request.POST.get("wat") == "stop" and (others := saved_queries.beside(saved).exclude(ref=saved.ref)):
        # The link was that of what is stopped now: go on with the link of another one.
        gone, next_one = request.POST.get("ref") == saved.ref, others.filter(confirmed_at__isnull=False).first()
        if gone and next_one:
            address = reverse("saved_manage", args=[signing.seal(alert_mail.MANAGE, next_one.ref)])
    return managed(request, saved_queries.beside(saved), address, None)


# A mail program presses this button for its reader: without a cookie, so without a form of ours (RFC 8058).
@csrf_exempt
@never_cache
@get_or_post
def saved_stop(request: HttpRequest, token: str) -> HttpResponse:
    try:
        refs = signing.unseal(alert_mail.STOP, token, alert_mail.MANAGE_AGE).split()
    except Refused as refusal:
        return explain(request, refusal)
    if request.method == "POST":
        saved_actions.stop_saved(refs, by=None, at=clock.now())
        return render(request, "search/saved_stopped.html")
    rows = saved_queries.rows(SavedSearch.objects.filter(ref__in=refs))
    return render(request, "search/saved_stop.html", {"rows": rows})
