# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is filled in to say that something replaces something."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Text
from noaber.base.verdicts import Refused
from noaber.knowledge.models import Product
from noaber.people.models import Person


class ReplaceForm(forms.Form):
    """The page of what comes instead, and why."""

    address = Text(
        most=500, label=gettext_lazy("Wat komt ervoor in de plaats?"),
        help_text=gettext_lazy("Plak het adres van de bladzijde van het nieuwe stuk, hier op deze site."),
        error_messages={"required": gettext_lazy("Plak het adres van het nieuwe stuk.")},
    )  # fmt: skip
    reason = Text(
        most=500, rows=2, label=gettext_lazy("Waarom?"), help_text=gettext_lazy("Lezers zien dit."),
        error_messages={"required": gettext_lazy("Schrijf waarom.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, person: Person) -> None:
        self.person = person
        super().__init__(data, use_required_attribute=False)

    def clean_address(self) -> Product:
        try:
            parts = urlsplit(self.cleaned_data["address"]).path.strip("/").split("/")
        except ValueError:
            parts = []
        slug = parts[parts.index("kennis") + 1] if "kennis" in parts[:-1] else parts[-1] if parts else ""
        found = Product.objects.visible_to(self.person).filter(slug=slug[:100]).first() if slug else None
        if found is None:
            raise ValidationError(_("Op dit adres staat geen kennis die wij kennen."))
        return found

    def refuse(self, refusal: Refused) -> None:
        """Show why it was not recorded."""
        self.add_error(None, refusal.reason)
