# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of knowledge waits on the desk: versions to judge, and products to look at again; one query for both."""

from __future__ import annotations

from django.db.models import CharField, DateTimeField, F, IntegerField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.knowledge.care_queries import due
from noaber.knowledge.models import Version
from noaber.moderation import Waiting
from noaber.people.models import Person

MOST_LISTED = 200
COLUMNS = ("said", "since", "slug", "draft", "of_product", "place")


class KnowledgeDesk:
    """Versions in review that a person may judge, and products of theirs that are past their review date."""

    def waiting(self, person: Person) -> list[Waiting]:
        """Longest waiting first."""
        versions = Version.objects.to_review_by(person).order_by().annotate(
            said=Cast(KT("facts__title"), CharField()), since=F("review_asked_at"), slug=Value(""), draft=F("pk"),
            of_product=F("product"), place=F("home__slug"),
        )  # fmt: skip
        products = due(person, timezone.localdate()).order_by().annotate(
            said=F("title"), since=Cast("review_on", DateTimeField()), draft=Value(0, IntegerField()),
            of_product=F("pk"), place=F("home__slug"),
        )  # fmt: skip
        rows = versions.values_list(*COLUMNS).union(products.values_list(*COLUMNS), all=True).order_by("since")
        return [_waiting(*row) for row in rows[:MOST_LISTED]]


def _waiting(said: str, since: object, slug: str, number: int, product: int | None, place: str | None) -> Waiting:
    if slug:
        label, href = _("Kennis: nakijken"), reverse("product_check", args=[slug])
    else:
        label = _("Kennis: nieuwe versie") if product else _("Kennis: nieuw stuk")
        href = reverse("draft_detail", args=[number])
    return Waiting(kind="product", label=label, title=said, href=href, since=since, werkplaats=place or "")  # type: ignore[arg-type]
