# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms of people: signing in and one's own account, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.fields import SetPasswordField
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from noaber.people import policies
from noaber.people.models import Person

CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
LONG = _("Minstens 12 tekens. Een paar losse woorden achter elkaar is prima.")


def email_field(label: Any, help_text: Any = "", **attrs: str) -> forms.EmailField:
    """A mail address, filled in by the browser where it can."""
    widget = forms.EmailInput(attrs={"autocomplete": "email", **attrs})
    return forms.EmailField(label=label, help_text=help_text, widget=widget)


def password_field(label: Any, autocomplete: str = "current-password", help_text: Any = "") -> forms.CharField:
    """A password; what was typed is never sent back."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, help_text=help_text, strip=False, widget=widget)


def new_password_field(label: Any) -> SetPasswordField:
    """A password to choose: checked by the validators of the settings."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    field = SetPasswordField(label=label, help_text=LONG)
    field.widget = widget
    return field


def code_field(label: Any, help_text: Any = "", attrs: dict[str, str] = DIGITS) -> forms.CharField:
    """A code to type over."""
    return forms.CharField(label=label, help_text=help_text, max_length=40, widget=forms.TextInput(attrs=attrs))


class CodeForm(account.RequestLoginCodeForm):
    """Ask for a code; an address without a role is treated as one that nobody knows."""

    email = email_field(_("Je e-mailadres"), _("We sturen je een code. Een wachtwoord heb je niet nodig."))

    def clean_email(self) -> str:
        email: str = super().clean_email().lower()
        if not policies.may_sign_in(getattr(self, "_user", None)):
            self._user = None
        return email


class ConfirmCodeForm(account.ConfirmLoginCodeForm):
    """The mailed code."""

    code = code_field(_("De code uit je mail"), attrs=CODE)


class PasswordLoginForm(account.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field(_("Je e-mailadres"))
        self.fields["password"] = password_field(_("Je wachtwoord"))
        self.fields.pop("remember", None)


class NewPasswordForm(account.SetPasswordForm):
    """A first password."""

    password1 = new_password_field(_("Je wachtwoord"))
    password2 = password_field(_("Nog een keer"), "new-password")

    def clean(self) -> Any:
        return _same_twice(self, super().clean())


class OtherPasswordForm(account.ChangePasswordForm):
    """Another password in place of the one there was."""

    oldpassword = password_field(_("Je wachtwoord van nu"))
    password1 = new_password_field(_("Je nieuwe wachtwoord"))
    password2 = password_field(_("Nog een keer"), "new-password")

    def clean(self) -> Any:
        return _same_twice(self, super().clean())


class PasswordByLinkForm(account.ResetPasswordKeyForm):
    """A password after the mailed link."""

    password1 = new_password_field(_("Je nieuwe wachtwoord"))
    password2 = password_field(_("Nog een keer"), "new-password")

    def clean(self) -> Any:
        return _same_twice(self, super().clean())


def _same_twice(form: forms.Form, cleaned: Any) -> Any:
    """allauth says it in its own words; ours take their place."""
    if form.has_error("password2") and form.cleaned_data.get("password1"):
        form.errors["password2"] = form.error_class([str(_("De twee wachtwoorden zijn niet gelijk."))])
    return cleaned


class ForgottenPasswordForm(account.ResetPasswordForm):
    """Ask for a link; an address without a role is treated as one that nobody knows."""

    email = email_field(_("Je e-mailadres"))

    def clean_email(self) -> str:
        email: str = super().clean_email().lower()
        found: list[Any] = self.users  # type: ignore[has-type]
        self.users = [person for person in found if policies.may_sign_in(person)]
        return email


class PasswordAgainForm(account.ReauthenticateForm):
    """To be sure it is still the same person."""

    password = password_field(_("Je wachtwoord"))


# What the library raises for an answer that no passkey would give.
ODD = (KeyError, TypeError, ValueError, AttributeError)
NO_PASSKEY = _("Deze passkey werd niet herkend.")
APP_CODE = _("De code uit je app")


class SecondStepForm(mfa.AuthenticateForm):
    """The code of the app, or one of the recovery codes."""

    code = code_field(APP_CODE, _("Of een van je herstelcodes."))


class SecondStepAgainForm(mfa.ReauthenticateForm):
    """The same, to be sure it is still the same person."""

    code = code_field(APP_CODE, _("Of een van je herstelcodes."))


class AppForm(ActivateTOTPForm):
    """The first code of a new app."""

    code = code_field(APP_CODE)


class PasskeyForm(AddWebAuthnForm):
    """A new passkey: always one that asks for a finger, a face or a PIN, so that it is two steps at once."""

    name = forms.CharField(label=_("Naam van deze passkey"), max_length=60, required=False)
    passwordless = None

    def clean(self) -> Any:
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean()
        except ODD as error:
            raise forms.ValidationError(NO_PASSKEY) from error


class _Shown:
    """What does not look like an answer of a passkey is a wrong answer, not a fault of ours."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ODD as error:
            raise forms.ValidationError(NO_PASSKEY) from error


class PasskeyLoginForm(_Shown, LoginWebAuthnForm):
    """Sign in with a passkey alone."""


class PasskeyStepForm(_Shown, AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class PasskeyAgainForm(_Shown, ReauthenticateWebAuthnForm):
    """A passkey, to be sure it is still the same person."""


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Naam van deze passkey"), max_length=60)


class OwnForm(forms.ModelForm):
    """One's own name and language."""

    language = forms.ChoiceField(label=_("Taal van je mail"), choices=settings.LANGUAGES)

    class Meta:
        model = Person
        fields = ("name", "language")
        labels = {"name": _("Je naam")}  # noqa: RUF012
        help_texts = {"name": _("Zo noemen we je in mail en tegen anderen met een taak.")}  # noqa: RUF012


class AddressForm(forms.Form):
    """Another mail address."""

    email = email_field(_("Je nieuwe e-mailadres"), _("We sturen een link naar dit adres. Daarna verandert het pas."))


class LinkCodeForm(forms.Form):
    """The mailed code before a link is replaced."""

    code = code_field(_("De code uit je mail"), attrs=CODE)
