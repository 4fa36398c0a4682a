# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing under a heading of the worksheet, with others who write there too."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.knowledge import policies
from noaber.knowledge.evidence_actions import locked
from noaber.knowledge.evidence_models import WorksheetText
from noaber.knowledge.models import Product
from noaber.knowledge.worksheet_headings import HEADINGS
from noaber.people.models import Person

ledger.declare({"product.worksheet_saved": "a heading of the worksheet of a product was written"})


class Overwritten(Refused):
    """Somebody else wrote under this heading meanwhile; `text` is what stands there now."""

    def __init__(self, text: WorksheetText) -> None:
        super().__init__(
            _("Iemand anders schreef hier intussen ook. Het staat hieronder. Maak er één tekst van en bewaar nog eens.")
        )
        self.text = text


@transaction.atomic
def save_text(
    product: Product, *, heading: str, text: str, seen: int, by: Person | None, at: dt.datetime
) -> WorksheetText | None:
    """Write under a heading. The same again changes nothing; what another wrote since `seen` is shown first."""
    product = locked(product)
    require(policies.may_write(by, product.home, clock.day(at)))
    if heading not in HEADINGS:
        raise Refused(_("Dit onderdeel staat niet op het werkblad."))
    known = WorksheetText.objects.filter(product=product, heading=heading).first()
    if text == (known.text if known else ""):
        return known
    if known is not None and known.saved != seen:
        raise Overwritten(known)
    row = known or WorksheetText(product=product, heading=heading, saved=0)
    row.text, row.saved, row.changed_by, row.changed_at = text, row.saved + 1, by, at
    # From now on it is ours, and no import writes over it.
    row.fingerprint = ""
    row.save()
    home = product.home.slug if product.home else ""
    data = {"heading": heading, "save": row.saved}
    ledger.record("product.worksheet_saved", product, by=by, at=at, werkplaats=home, data=data)
    return row
