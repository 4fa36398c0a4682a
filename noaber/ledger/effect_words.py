# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of effects as a reader says them; see `words`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EFFECTS: dict[str, Any] = {
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
