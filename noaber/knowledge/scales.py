# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our own scale below the national ladder: what a rung means, and what it asks for. No rung is skipped.

The ladder itself (goed beschreven … effectief) is not here: a writer cannot choose it (see `Recognition`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.verdicts import YES, Verdict, no
from noaber.knowledge.models import Product
from noaber.knowledge.product_types import Scale

LADDER = (Scale.NONE, Scale.IDEA, Scale.TRIED, Scale.DESCRIBED)
MEANINGS: Mapping[str, Any] = {
    Scale.IDEA: gettext_lazy("Iemand bedacht het en schreef het op. Nog niemand zei hier hoe het ging."),
    Scale.TRIED: gettext_lazy("Mensen deden het echt, en hier staat wat er gebeurde. Ook als het tegenviel."),
    Scale.DESCRIBED: gettext_lazy(
        "Een ander kan het overnemen: er staat wat je doet, voor wie, en wat maakt dat het werkt."
    ),
}
NEEDS: Mapping[str, Any] = {
    Scale.IDEA: gettext_lazy("Daarvoor is een samenvatting nodig."),
    Scale.TRIED: gettext_lazy("Daarvoor is ten minste één bijdrage uit de praktijk nodig."),
    Scale.DESCRIBED: gettext_lazy(
        "Daarvoor is ook nodig: wat het is, voor wie, een tekst of bestand, en ten minste één werkzaam element."
    ),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of our own scale, as a writer chooses it."""

    value: str
    label: str
    meaning: str
    needs: str
    holds: Verdict


def rungs(product: Product) -> list[Rung]:
    """The rungs that a writer can choose from, each with what is still missing."""
    return [
        Rung(one.value, str(one.label), str(MEANINGS[one]), str(NEEDS[one]), holds(product, one.value))
        for one in LADDER[1:]
    ]


def holds(product: Product, scale: str) -> Verdict:
    """Whether a product has what this rung, and those below it, ask for."""
    if scale not in LADDER:
        return no(_("Dit oordeel kun je niet zelf geven. Het komt van een landelijke databank."))
    reach = LADDER.index(Scale(scale))
    missing = [words for rung, words in _missing(product) if LADDER.index(rung) <= reach]
    if not missing:
        return YES
    return no(_("Nog niet: er mist %(what)s.") % {"what": ", ".join(missing)})


def highest(product: Product, scale: str) -> str:
    """The highest rung, at most this one, that holds."""
    reach = LADDER[: LADDER.index(Scale(scale)) + 1]
    return next(one.value for one in reversed(reach) if holds(product, one.value))


def _missing(product: Product) -> list[tuple[Scale, str]]:
    has = product.basis.get
    found: list[tuple[Scale, str]] = []
    if not (product.summary or product.what):
        found.append((Scale.IDEA, _("een samenvatting")))
    if not has("practice"):
        found.append((Scale.TRIED, _("een bijdrage uit de praktijk")))
    if not product.what:
        found.append((Scale.DESCRIBED, _("wat het is")))
    if not product.audience:
        found.append((Scale.DESCRIBED, _("voor wie het is")))
    if not (product.text or product.url or product.source_url or product.files.exists()):
        found.append((Scale.DESCRIBED, _("een tekst, een bestand of een adres")))
    if not has("elements"):
        found.append((Scale.DESCRIBED, _("een werkzaam element")))
    return found
