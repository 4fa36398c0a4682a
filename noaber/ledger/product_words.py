# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of knowledge products beside writing and judging them, as a reader says them; see `words`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PRODUCTS: dict[str, Any] = {
    "person.learned_kept": _("iets voor zichzelf bewaard"),
    "person.learned_removed": _("iets weggehaald dat voor zichzelf was bewaard"),
    "product.approved": _("een versie goedgekeurd die later openbaar wordt"),
    "product.outside_asked": _("iemand van buiten gevraagd om mee te lezen"),
    "product.outside_declined": _("laten weten niet te kunnen meelezen"),
    "product.outside_done": _("klaar met meelezen van buiten"),
    "product.outside_ended": _("het meelezen van buiten gestopt"),
    "product.outside_forgotten": _("namen van meelezers van buiten gewist"),
    "product.outside_reminded": _("een meelezer van buiten herinnerd"),
    "product.outside_said": _("van buiten iets gezegd over een versie"),
    "product.outside_withdrawn": _("een uitnodiging om mee te lezen ingetrokken"),
    "product.replaced": _("vastgelegd wat hiervoor in de plaats komt"),
    "product.replacement_removed": _("weggehaald wat hiervoor in de plaats zou komen"),
    "product.successor_named": _("vastgelegd wat dit vervangt"),
    "product.successor_removed": _("weggehaald wat dit zou vervangen"),
    "product.review_reminded": _("gevraagd om kennis na te kijken"),
    "product.reviewed": _("nagekeken of kennis nog klopt"),
}
