# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of newsletters as a reader says them; see `words`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

NEWSLETTERS: dict[str, Any] = {
    "issue.arrived": _("een nieuwsbrief helemaal verstuurd"),
    "issue.changed": _("een nieuwsbrief veranderd"),
    "issue.plan_withdrawn": _("een nieuwsbrief niet meer gepland"),
    "issue.planned": _("een nieuwsbrief gepland"),
    "issue.sent": _("een nieuwsbrief verstuurd"),
    "issue.tested": _("een nieuwsbrief aan zichzelf gemaild"),
    "issue.written": _("een nieuwsbrief geschreven"),
    "newsletter.begun": _("een nieuwsbrief begonnen"),
    "subscription.asked": _("een nieuwsbrief gevraagd"),
    "subscription.confirmed": _("een nieuwsbrief bevestigd"),
    "subscription.ended": _("gestopt met een nieuwsbrief"),
    "subscription.regions_chosen": _("regio’s van een nieuwsbrief gekozen"),
    "subscription.suppressed": _("een adres waar geen nieuwsbrief meer heen gaat"),
}
