# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms of people."""

from __future__ import annotations

from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from noaber.people import policies


class CodeForm(RequestLoginCodeForm):
    """Ask for a code; an address without a role is treated as one that nobody knows."""

    email = forms.EmailField(
        label=_("Je e-mailadres"),
        help_text=_("We sturen je een code. Een wachtwoord heb je niet nodig."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        email: str = super().clean_email().lower()
        if not policies.may_sign_in(getattr(self, "_user", None)):
            self._user = None
        return email
