# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in, the second step, and one's own account."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.base import clock, signing, troubles
from noaber.base.verdicts import Refused
from noaber.people import account_actions, account_queries
from noaber.people.account_policies import needs_second_factor
from noaber.people.forms import AddressForm, OwnForm
from noaber.people.models import Person
from noaber.people.second_step import asks_again, before_second_step, taken
from noaber.ui.acting import dead_status

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def next_of(request: HttpRequest, otherwise: str = "") -> str:
    """Where somebody was going, when that is here."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if asked and get_adapter(request).is_safe_url(asked) else otherwise


def waits(request: HttpRequest) -> bool:
    """Whether the second step is still to be taken here."""
    return needs_second_factor(request.user) and not taken(request)


@never_cache
@before_second_step
@require_safe
def login(request: HttpRequest) -> HttpResponse:
    """To where one signs in; who did already goes on, by way of the second step where that is needed."""
    if not request.user.is_authenticated:
        query = request.GET.urlencode(safe="/")
        return redirect(reverse("account_request_login_code") + (f"?{query}" if query else ""))
    target = next_of(request, reverse("home"))
    if waits(request):
        return redirect(f"{reverse('account_second_step')}?{urlencode({'next': target})}")
    return redirect(target)


@never_cache
@before_second_step
@login_required
@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """What the second step is, and how to take it; who has one already only shows it."""
    target = next_of(request, reverse("home"))
    if waits(request) and account_queries.second_factors_of(signed_in(request)):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': target})}")
    request.session["after_second_step"] = target
    return render(request, "people/second_step.html", {"waits": waits(request)})


@never_cache
@before_second_step
@login_required
@require_safe
def on_from_second_step(request: HttpRequest) -> HttpResponse:
    """Set up or changed: on to where one was going, otherwise to one's account."""
    if waits(request):
        return redirect("account_second_step")
    return redirect(request.session.pop("after_second_step", None) or reverse("account_home") + "#inloggen")


def account_page(request: HttpRequest, form: OwnForm) -> HttpResponse:
    person = signed_in(request)
    methods = account_queries.methods_of(person)
    linked = {one.name for one in methods.elsewhere}
    context = {
        "person": person,
        "form": form,
        "methods": methods,
        "devices": account_queries.devices_of(person, request.session.session_key),
        "waits": waits(request),
        "trouble": troubles.suppressed([person.email], clock.now()).get(person.email) if person.email else None,
        "needed": needs_second_factor(person),
        "providers": [one for one in account_queries.provider_names().items() if one[1] not in linked],
    }
    return render(request, "people/account.html", context)


@never_cache
@before_second_step
@login_required
@get_or_post
def home(request: HttpRequest) -> HttpResponse:
    """Mijn account."""
    person = signed_in(request)
    form = OwnForm(
        request.POST if request.method == "POST" else None, initial={"name": person.name, "language": person.language}
    )
    if request.method == "POST" and form.is_valid():
        account_actions.change_own(person, **form.cleaned_data, by=person, at=clock.now())
        messages.success(request, _("Opgeslagen."))
        return redirect("account_home")
    return account_page(request, form)


def save_address(request: HttpRequest, form: AddressForm) -> bool:
    if not form.is_valid():
        return False
    person = signed_in(request)
    try:
        account_actions.ask_address(person, email=form.cleaned_data["email"], by=person, at=clock.now())
    except Refused as refusal:
        form.add_error("email", refusal.reason)
        return False
    return True


@never_cache
@before_second_step
@login_required
@asks_again
@get_or_post
def address(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST if request.method == "POST" else None)
    sent = request.method == "POST" and save_address(request, form)
    return render(request, "people/account_address.html", {"form": form, "sent": sent})


@never_cache
@before_second_step
@get_or_post
def address_confirm(request: HttpRequest, token: str) -> HttpResponse:
    # A link in a mail is opened by scanners too; only a person presses the button.
    done, reason, status = False, "", 200
    try:
        signing.unseal(account_actions.ADDRESS, token, account_actions.ADDRESS_AGE)
        if request.method == "POST":
            account_actions.change_address(token, by=None, at=clock.now())
            done = True
    except Refused as refusal:
        reason, status = refusal.reason, dead_status(refusal)
    context = {"done": done, "reason": reason, "token": token}
    return render(request, "people/account_address_confirm.html", context, status=status)


@before_second_step
@login_required
@require_POST
def mail_wanted(request: HttpRequest) -> HttpResponse:
    account_actions.want_mail(signed_in(request), by=signed_in(request), at=clock.now())
    messages.success(request, _("Je krijgt weer mail van ons."))
    return redirect("account_home")


@before_second_step
@login_required
@require_POST
def device_end(request: HttpRequest, pk: int) -> HttpResponse:
    account_actions.end_device(signed_in(request), pk, by=signed_in(request), at=clock.now())
    messages.success(request, _("Daar ben je nu uitgelogd."))
    return redirect(reverse("account_home") + "#apparaten")


@before_second_step
@login_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    if request.POST.get("sure") != "1":
        return redirect(reverse("account_home") + "#apparaten")
    account_actions.end_everywhere(person, by=person, at=clock.now())
    logout(request)
    return redirect("account_login")


@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    return render(request, "people/account_none.html", status=403)
