# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a werkplaats may call in its own words, and what we call it otherwise."""

from django.utils.translation import gettext_lazy as _

# Name → what we call it, as it stands at the beginning of a heading or a menu.
WORDS = {
    "questions": _("Vragen"),
    "knowledge": _("Kennis"),
    "project": _("Leertraject"),
    "projects": _("Leertrajecten"),
    "meeting": _("Bijeenkomst"),
    "meetings": _("Bijeenkomsten"),
    "theme": _("Thema"),
    "themes": _("Thema’s"),
    "partners": _("Partners"),
    "period": _("Programma"),
    "news": _("Nieuws"),
}
LONGEST = 40
