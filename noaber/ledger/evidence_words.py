# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of what knowledge rests on, as a reader says them; see `words`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVIDENCE: dict[str, Any] = {
    "element.attached": _("een werkzaam element bij een stuk kennis gezet"),
    "element.detached": _("een werkzaam element bij een stuk kennis weggehaald"),
    "element.explained": _("uitgelegd wat een werkzaam element is"),
    "element.use_changed": _("gezegd waarom een werkzaam element werkt"),
    "evidence.added": _("gezegd waar een stuk kennis op rust"),
    "evidence.changed": _("een bijdrage bij een stuk kennis veranderd"),
    "evidence.withdrawn": _("een bijdrage bij een stuk kennis ingetrokken"),
    "product.recognised": _("een oordeel van een databank overgenomen"),
    "product.recognition_ended": _("gezegd dat een oordeel van een databank niet meer geldt"),
    "product.scale_lowered": _("het niveau van een stuk kennis verlaagd, omdat er iets mist"),
    "product.scale_set": _("gezegd hoe ver een stuk kennis is"),
    "product.worksheet_saved": _("op het werkblad van een stuk kennis geschreven"),
}
