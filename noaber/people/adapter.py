# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How allauth behaves here: our mail, nobody signs up, nothing said about who has an account."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base import clock
from noaber.people import account_mail, elsewhere
from noaber.people.account_policies import may_drop_second_factor, needs_second_factor
from noaber.people.policies import may_sign_in
from noaber.people.second_step import taken

TOO_OFTEN = gettext_lazy("Dit is te vaak geprobeerd. Wacht een paar minuten en probeer het dan opnieuw.")
WRONG_CODE = gettext_lazy("Deze code klopt niet, of werkt niet meer.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are given by the network (a role), never taken."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("Dit adres en dit wachtwoord horen niet bij elkaar."),
        "enter_current_password": gettext_lazy("Dit is niet je wachtwoord van nu."),
        "incorrect_password": gettext_lazy("Dit is niet je wachtwoord."),
        "incorrect_code": WRONG_CODE,
        "invalid_login": WRONG_CODE,
        "invalid_password_reset": gettext_lazy("Deze link werkt niet meer. Vraag een nieuwe."),
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Only what we know ourselves is ever mailed; whoever has no account gets nothing."""
        if template_prefix == "account/email/login_code":
            account_mail.send_code(email, context["code"], at=clock.now())
        elif template_prefix == "account/email/password_reset_key":
            path = urlsplit(context["password_reset_url"]).path
            account_mail.send_password_link(email, settings.SITE_URL + path, at=clock.now())
        else:
            account_mail.tell_change(email, template_prefix.rsplit("/", 1)[-1], at=clock.now())

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Without the network address and the browser, which nobody can read anything from."""
        if email or user.email:
            self.send_mail(template_prefix, email or user.email, {})

    def add_message(self, request: HttpRequest, level: int, *args: Any, message: Any = None, **kwargs: Any) -> None:
        """The pages say what happened themselves; only a reason that has no form to stand in is told."""
        if message:
            messages.add_message(request, level, message)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Who has no task here has no account: a right password is then as wrong as any other."""
        person = super().authenticate(request, **credentials)
        if person is not None and not may_sign_in(person):
            self.authentication_failed(request, **credentials)
            return None
        return person

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        if not may_sign_in(user):
            return redirect("account_inactive")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Straight on to the second step for who needs one and has none yet."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if isinstance(response, HttpResponseRedirect) and needs_second_factor(user) and not taken(request):
            return redirect(f"{reverse('account_second_step')}?{urlencode({'next': response.url})}")
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator apps and passkeys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": gettext_lazy(
            "Voor je taak heb je een tweede stap nodig. Zet eerst een andere aan, dan kan deze weg."
        ),
    }

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return bool(may_drop_second_factor(authenticator.user, authenticator.pk))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("Passkey van %(day)s") % {"day": clock.now().strftime("%d-%m-%Y")}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """The passkey carries no name but that of the account."""
        told: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return told | {"display_name": user.name or user.email}

    def _get_site_name(self) -> str:
        return settings.SITE_NAME


class ElsewhereAdapter(DefaultSocialAccountAdapter):
    """Signing in elsewhere: only for who is known here already."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """An address counts when the operator trusts the provider about it, and nothing was linked before."""
        trusted = login.provider.app.settings.get("email_trust", "never") != "never"
        linked = SocialAccount.objects.filter(provider=login.account.provider, user__email=email.lower())
        return trusted and not linked.exists()

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Somebody we do not know by this subject: explain, and let them link it after signing in by code."""
        connecting = sociallogin.state.get("process") == "connect"
        if sociallogin.is_existing and not connecting:
            if not may_sign_in(sociallogin.user):
                raise ImmediateHttpResponse(redirect("account_inactive"))
            return
        if connecting and sociallogin.is_existing and sociallogin.user != request.user:
            raise ImmediateHttpResponse(redirect("account_link_taken"))
        elsewhere.keep(request.session, sociallogin, at=clock.now())
        raise ImmediateHttpResponse(redirect("account_link" if connecting else "account_unknown"))
