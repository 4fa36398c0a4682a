# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody fills in who looked whether a product still holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from noaber.base.verdicts import Refused

AGAIN = (
    ("6", gettext_lazy("over een half jaar")),
    ("12", gettext_lazy("over een jaar")),
    ("24", gettext_lazy("over twee jaar")),
)


class CheckForm(forms.Form):
    """When somebody looks again; `seen` is the date that was judged."""

    seen = forms.DateField(widget=forms.HiddenInput, required=False)
    months = forms.ChoiceField(
        label=gettext_lazy("Wanneer kijken jullie weer?"), choices=AGAIN, initial="12", widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies er één.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, seen: dt.date | None) -> None:
        super().__init__(data, initial={"seen": seen}, use_required_attribute=False)

    def refuse(self, refusal: Refused) -> None:
        """Show why it was not noted."""
        self.add_error(None, refusal.reason)
