# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is filled in to get a newsletter, to choose, and to plan one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from noaber.base.forms import Address, Guarded
from noaber.base.verdicts import Refused
from noaber.newsletters.models import Newsletter, Subscription
from noaber.people.region_queries import sites

WORDS = _("Mail mij deze nieuwsbrief. Ik kan er altijd mee stoppen, met de link in elke mail.")


def region_choices() -> list[tuple[str, str]]:
    """The werkplaatsen of which a national newsletter can have a part."""
    found = [(one.slug, one.name) for one in sites().values() if one.status not in ("national", "ended")]
    return sorted(found, key=lambda one: one[1].casefold())


def _regions(**options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=region_choices, required=False, label=_("Ook nieuws uit deze regio’s"),
        widget=forms.CheckboxSelectMultiple, **options,
    )  # fmt: skip


class SubscribeForm(Guarded):
    """Where the newsletter goes."""

    email = Address(help_text=_("Je krijgt eerst een link om te bevestigen. We laten je adres aan niemand zien."))

    def __init__(self, newsletter: Newsletter, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        if newsletter.is_national:
            self.fields["regions"] = _regions()


class RegionsForm(forms.Form):
    """Of which regions somebody reads."""

    def __init__(self, subscription: Subscription, data: Any = None) -> None:
        super().__init__(data, initial={"regions": subscription.regions}, use_required_attribute=False)
        self.fields["regions"] = _regions()


class PlanForm(forms.Form):
    """When an issue goes out."""

    send_at = forms.SplitDateTimeField(
        label=_("Wanneer gaat hij weg?"),
        widget=forms.SplitDateTimeWidget(date_attrs={"type": "date"}, time_attrs={"type": "time"}),
    )

    def refuse(self, refusal: Refused) -> None:
        """Show why an action did not happen."""
        self.add_error(None, refusal.reason)
