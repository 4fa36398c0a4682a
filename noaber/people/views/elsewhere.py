# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in elsewhere (OpenID Connect), and linking that to an account."""

import logging

import requests
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2LoginView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.people import account_actions, account_mail, account_queries, elsewhere
from noaber.people.forms import LinkCodeForm
from noaber.people.oidc import Adapter, Callback
from noaber.people.second_step import before_second_step
from noaber.people.views.accounts import signed_in

log = logging.getLogger(__name__)
# A provider that is down, or says what no provider should.
UNHEARD = (requests.RequestException, ValueError, KeyError, TypeError, AttributeError)


def no_answer(request: HttpRequest) -> HttpResponse:
    log.exception("a provider did not answer as it should")
    return render(request, "socialaccount/authentication_error.html", status=502)


@never_cache
@before_second_step
@require_http_methods(["GET", "HEAD", "POST"])
def oidc_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = OAuth2LoginView.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except UNHEARD:
        return no_answer(request)
    if isinstance(answer, HttpResponseRedirect) and not answer.url.startswith("/"):
        # Straight on would be part of sending the form, which our content security policy keeps on this site.
        name = account_queries.provider_names().get(provider_id, provider_id)
        return render(request, "socialaccount/leaving.html", {"target": answer.url, "name": name})
    return answer


@never_cache
@before_second_step
@require_safe
def oidc_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = Callback.adapter_view(Adapter(request, provider_id))(request)
        return answer
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except UNHEARD:
        return no_answer(request)


def waiting_or_none(request: HttpRequest) -> tuple[elsewhere.Pending | None, str]:
    """What waits to be linked here, and what it is called."""
    found = elsewhere.waiting(request.session, at=clock.now())
    return found, account_queries.provider_names().get(found.provider, found.provider) if found else ""


@never_cache
@before_second_step
@require_safe
def unknown(request: HttpRequest) -> HttpResponse:
    """Signed in elsewhere, not known by it here."""
    found, name = waiting_or_none(request)
    if found is None:
        return redirect("account_login")
    return render(request, "people/account_unknown.html", {"name": name})


@before_second_step
@require_safe
def link_taken(request: HttpRequest) -> HttpResponse:
    return render(request, "people/account_link_taken.html", status=409)


@never_cache
@before_second_step
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """Link what was proven elsewhere. Where that replaces a link there was, a mailed code comes first."""
    found, name = waiting_or_none(request)
    if found is None:
        return render(request, "people/account_link.html", {"gone": True})
    person = signed_in(request)
    replaces = account_queries.linked_with(person, found.provider)
    form = LinkCodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and may_link(request, form, name, replaces):
        return finish(request, found, name)
    coming = elsewhere.asks_code(request.session)
    context = {"name": name, "replaces": replaces, "form": form, "coming": coming, "person": person}
    return render(request, "people/account_link.html", context)


def may_link(request: HttpRequest, form: LinkCodeForm, name: str, replaces: bool) -> bool:
    """Whether it may be linked now; otherwise a code is mailed, or the one typed was wrong."""
    if not replaces or elsewhere.signed_in_by_code(request):
        return True
    if form.is_bound and form.is_valid():
        if elsewhere.right_code(request.session, form.cleaned_data["code"], at=clock.now()):
            return True
        form.add_error("code", _("Deze code klopt niet, of werkt niet meer."))
    elif not form.is_bound:
        code = elsewhere.new_code(request.session, at=clock.now())
        account_mail.send_link_code(signed_in(request).email or "", code, name, at=clock.now())
    return False


def finish(request: HttpRequest, found: elsewhere.Pending, name: str) -> HttpResponse:
    person = signed_in(request)
    try:
        account_actions.link_login(person, provider=found.provider, subject=found.subject, by=person, at=clock.now())
    except Refused:
        return redirect("account_link_taken")
    elsewhere.forget(request.session)
    messages.success(request, _("Gekoppeld. Je kunt voortaan inloggen met %(name)s.") % {"name": name})
    return redirect("account_home")


@before_second_step
@login_required
@require_POST
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    account_actions.unlink_login(signed_in(request), pk, by=signed_in(request), at=clock.now())
    messages.success(request, _("Losgekoppeld."))
    return redirect(reverse("account_home") + "#inloggen")
