# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choosing a calendar of somebody else."""

from urllib.parse import urlsplit, urlunsplit

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Text
from noaber.projects.forms import GroupForm


class WebAddress(forms.URLField):
    """An address on the web; the one a calendar program writes is taken as well."""

    def to_python(self, value: object) -> str:
        text = str(value or "").replace("\x00", "").strip()
        if text.lower().startswith(("webcal://", "webcals://")):
            text = urlunsplit(urlsplit(text)._replace(scheme="https"))
        return str(super().to_python(text) or "")


class OutsideForm(GroupForm):
    """Whose calendar it is, and where."""

    name = Text(
        most=120, label=gettext_lazy("Van wie is deze agenda?"),
        help_text=gettext_lazy("Zo noemen we ze bij elke bijeenkomst. Bijvoorbeeld: Saxion."),
        error_messages={"required": gettext_lazy("Schrijf van wie deze agenda is.")},
    )  # fmt: skip
    url = WebAddress(
        max_length=500, assume_scheme="https", label=gettext_lazy("Adres van de agenda"),
        help_text=gettext_lazy("Een adres van een agenda (iCal), of van berichten met een dag erbij (RSS)."),
        error_messages={
            "required": gettext_lazy("Plak hier het adres."),
            "invalid": gettext_lazy("Dit is geen adres op het web. Het begint met https://"),
        },
    )  # fmt: skip
    page = WebAddress(
        max_length=500, assume_scheme="https", required=False, label=gettext_lazy("Hun website"),
        help_text=gettext_lazy("Daarheen verwijzen we als een bijeenkomst zelf geen pagina heeft."),
        error_messages={"invalid": gettext_lazy("Dit is geen adres op het web. Het begint met https://")},
    )  # fmt: skip

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if urlsplit(url).scheme not in ("http", "https"):
            raise forms.ValidationError(_("Dit is geen adres op het web. Het begint met https://"))
        return url

    def clean_page(self) -> str:
        page: str = self.cleaned_data.get("page") or ""
        if page and urlsplit(page).scheme not in ("http", "https"):
            raise forms.ValidationError(_("Dit is geen adres op het web. Het begint met https://"))
        return page
