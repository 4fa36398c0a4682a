# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms about one's own data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from noaber.people.forms import email_field


class AskForm(forms.Form):
    """Ask for a link."""

    email = email_field(_("Je e-mailadres"), _("Het adres waarmee je een vraag stelde, iets vertelde of je aanmeldde."))


class EraseForm(forms.Form):
    """Be sure."""

    sure = forms.BooleanField(
        label=_("Ja, wis mijn gegevens. Ik begrijp dat dit niet terug te draaien is."),
        error_messages={"required": _("Zet een vinkje als je het zeker weet.")},
    )
