# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The guarded form and the fields that every room builds on: nothing typed is lost, and words say what is wrong."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base import clock, signing
from noaber.base.verdicts import Refused

QUICKEST = timedelta(seconds=2)
LONGEST = timedelta(hours=24)
# What the moment is sealed for at which a form was opened.
OPENED = "base.form"


class Text(forms.CharField):
    """A text that tells how long it is when it is too long, and drops what no keyboard types."""

    def __init__(self, *, most: int, rows: int = 0, **options: Any) -> None:
        self.most = most
        if rows:
            options["widget"] = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
        else:
            options["widget"] = forms.TextInput(attrs={"dir": "auto"})
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return (text or "").replace("\x00", "").replace("\r\n", "\n").strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(
                _("Dit zijn %(length)s tekens. Er passen er %(most)s. Maak het iets korter.")
                % {"length": len(value), "most": self.most}
            )


class Address(forms.EmailField):
    """An e-mail address, that is never shown."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Je e-mailadres"))
        options.setdefault(
            "help_text",
            gettext_lazy("Je krijgt een link om te bevestigen, en later het antwoord. We laten het aan niemand zien."),
        )
        options["widget"] = forms.EmailInput(attrs={"autocomplete": "email"})
        options.setdefault("error_messages", {"invalid": gettext_lazy("Dit e-mailadres klopt niet.")})
        super().__init__(max_length=254, **options)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\x00", "").strip().lower()


class Guarded(forms.Form):
    """A form for everybody: a trap for machines, a moment of patience, and a mark that makes a double submit one."""

    website = forms.CharField(required=False, label=gettext_lazy("Laat dit veld leeg"))
    started = forms.CharField(required=False, widget=forms.HiddenInput)
    submission = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, data: Any = None, files: MultiValueDict[str, UploadedFile] | None = None, **options: Any
    ) -> None:
        initial = {**fresh_marks(), **(options.pop("initial", None) or {})}
        super().__init__(data, files, initial=initial, use_required_attribute=False, **options)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Dit veld is er om robots te herkennen. Maak het leeg."))
        return ""

    def clean_started(self) -> str:
        started = self.cleaned_data["started"]
        try:
            moment = datetime.fromisoformat(signing.unseal(OPENED, started, LONGEST))
        except (Refused, ValueError):
            self._renew("started")
            raise ValidationError(_("Deze pagina stond lang open. Verstuur nog een keer.")) from None
        if clock.now() - moment < QUICKEST:
            raise ValidationError(_("Dat ging wel heel snel. Verstuur nog een keer."))
        return str(started)

    def clean_submission(self) -> str:
        return str(self.cleaned_data["submission"])[:64]

    def clean(self) -> dict[str, Any]:
        # What is wrong with a hidden field is told at the top, where people see it.
        for name in ("started", "website", "submission"):
            if name in self.errors:
                self.errors.setdefault(NON_FIELD_ERRORS, self.error_class()).extend(self.errors.pop(name))
        return self.cleaned_data

    def refuse(self, refusal: Refused) -> None:
        """Show why an action did not happen, with everything typed still there."""
        self.add_error(None, refusal.reason)

    def _renew(self, name: str) -> None:
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix(name)] = fresh_marks()[name]
        self.data = data


def fresh_marks() -> dict[str, str]:
    """The hidden marks of a new form."""
    return {
        "started": signing.seal(OPENED, clock.now().isoformat()),
        "submission": uuid.uuid4().hex,
    }
