# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which station and which word belong to a kind of thing, wherever it is shown."""

from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, tuple[str, Any]] = {
    "question": ("vraag", _("Vraag")),
    "product": ("kennis", _("Kennis")),
    "method": ("kennis", _("Methode")),
    "dossier": ("kennis", _("Dossier")),
    "agenda_item": ("agenda", _("Agendapunt")),
    "project": ("doen", _("Leertraject")),
    "use": ("effect", _("Toegepast")),
    "story": ("effect", _("Verhaal")),
    "change": ("effect", _("Verandering")),
    "meeting": ("doen", _("Bijeenkomst")),
    "organisation": ("plain", _("Organisatie")),
    "werkplaats": ("plain", _("Werkplaats")),
    "period": ("plain", _("Archief")),
    "news": ("plain", _("Nieuws")),
    "page": ("plain", _("Pagina")),
}


def station_of(kind: str) -> tuple[str, str]:
    """(station, word) of a kind; an unknown kind gets no station and its own name."""
    station, label = KINDS.get(kind, ("plain", kind))
    return station, str(label)
