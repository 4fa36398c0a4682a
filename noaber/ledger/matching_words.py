# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of hints as a reader says them; see `words`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MATCHING: dict[str, Any] = {
    "hint.consented": _("hints over anderen aangezet"),
    "hint.declined": _("niet aan een ander voorgesteld willen worden"),
    "hint.introduced": _("twee groepen aan elkaar voorgesteld"),
    "hint.refused": _("een voorstel om kennis te maken afgeslagen"),
    "hint.stopped": _("hints over anderen uitgezet"),
    "hint.told": _("een hint gekregen over wie hetzelfde doet"),
    "hint.wanted": _("gevraagd om aan een ander voorgesteld te worden"),
}
