# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is filled in to follow something, and to choose how often one hears of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from noaber.base.forms import Address, Guarded
from noaber.following.models import Pace
from noaber.following.queries import Choice, Preferences

CONSENT = _("Mail mij als hier iets gebeurt. Ik kan daar altijd mee stoppen, met de link in elke mail.")
AGAIN = _("Mail mij weer over wat ik volg.")
KIND, PLACE = "soort-", "plaats-"
# No choice of its own for a werkplaats.
AS_KIND = "soort"


class FollowForm(Guarded):
    """Follow a thing: where the mail goes. Who is signed in need not say."""

    email = Address(help_text=_("Je krijgt eerst een link om te bevestigen. We laten je adres aan niemand zien."))

    def __init__(self, data: Any = None, *, known: bool = False, **options: Any) -> None:
        super().__init__(data, **options)
        if known:
            del self.fields["email"]


class LinkForm(Guarded):
    """Where the link goes to everything that an address follows."""

    email = Address(help_text=_("Volg je iets met dit adres? Dan krijg je een link."))


class PaceForm(forms.Form):
    """How often: a choice for each kind of thing, and one for each werkplaats."""

    def __init__(self, prefs: Preferences, data: Any = None) -> None:
        shown = {KIND + one.name: one.pace for one in prefs.kinds}
        shown |= {PLACE + one.name: one.pace or AS_KIND for one in prefs.werkplaatsen}
        # What was not sent, since it was not yet on the page, stays as it was.
        super().__init__(None if data is None else shown | data.dict(), initial=shown, use_required_attribute=False)
        self.by_kind = self._add(KIND, prefs.kinds, ())
        self.by_place = self._add(PLACE, prefs.werkplaatsen, [(AS_KIND, _("zoals hierboven"))])

    def _add(self, prefix: str, choices: Sequence[Choice], first: Sequence[tuple[str, Any]]) -> list[str]:
        for one in choices:
            self.fields[prefix + one.name] = forms.ChoiceField(choices=[*first, *Pace.choices], label=one.label)
        return [prefix + one.name for one in choices]

    def chosen(self, prefix: str) -> Mapping[str, str]:
        """What was chosen, by kind or by werkplaats."""
        return {
            name.removeprefix(prefix): value for name, value in self.cleaned_data.items() if name.startswith(prefix)
        }
