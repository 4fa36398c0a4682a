# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of effects as a reader says them; see `words`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EFFECTS: dict[str, Any] = {
    "change.address_erased": _("het adres gewist van wie vertelde wat er veranderde"),
    "change.asked_whether": _("gevraagd of een verandering klopt"),
    "change.declined": _("een verandering niet geplaatst"),
    "change.registered": _("vastgelegd wat er veranderde"),
    "change.substantiated": _("gezegd of een verandering klopt"),
    "change.told": _("verteld wat er veranderde"),
    "change.waits": _("een verandering laten wachten op de redactie"),
    "change.withdrawn": _("een verandering teruggenomen"),
    "story.address_erased": _("het adres gewist van wie een verhaal vertelde"),
    "story.chosen": _("gekozen voor een verhaal, met de reden"),
    "story.declined": _("een verhaal niet geplaatst"),
    "story.registered": _("een verhaal openbaar gemaakt"),
    "story.told": _("een verhaal verteld"),
    "story.waits": _("een verhaal laten wachten op de redactie"),
    "story.withdrawn": _("een verhaal teruggenomen"),
    "msc_round.addresses_erased": _("de adressen van een panel gewist"),
    "msc_round.cancelled": _("een verhalenronde gestopt"),
    "msc_round.choosing": _("een panel laten kiezen uit verhalen"),
    "msc_round.chosen": _("een verhaal gekozen in een ronde"),
    "msc_round.closed": _("een verhalenronde afgerond"),
    "msc_round.collecting": _("weer verhalen verzameld in een ronde"),
    "msc_round.gathered": _("een verhaal in een ronde gelegd"),
    "msc_round.opened": _("een verhalenronde geopend"),
    "msc_round.panel_asked": _("iemand gevraagd voor een panel"),
    "question.used": _("toegepast wat er van een vraag kwam"),
    "use.address_erased": _("het adres gewist van wie vertelde over een toepassing"),
    "use.asked_after": _("gevraagd wat er na een toepassing gebeurde"),
    "use.declined": _("een toepassing niet geplaatst"),
    "use.followed_up": _("verteld wat er na een toepassing gebeurde"),
    "use.registered": _("kennis toegepast"),
    "use.told": _("verteld dat kennis is toegepast"),
    "use.waits": _("een toepassing laten wachten op de redactie"),
    "use.withdrawn": _("een toepassing teruggenomen"),
}
