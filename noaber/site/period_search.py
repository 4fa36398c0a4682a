# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programme periods that ended, as the search knows them. The present one is found with its werkplaats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet
from django.utils import timezone, translation

from noaber import search
from noaber.ledger.models import Entry
from noaber.people.models import Period, Werkplaats
from noaber.search import Document


class PeriodSource:
    """Hands over the archive: what each werkplaats worked on before."""

    kind = Period.KIND

    def refs(self) -> Iterator[str]:
        for werkplaats, slug in _ended().order_by("pk").values_list("werkplaats__slug", "slug"):
            yield f"{werkplaats}/{slug}"

    def documents(self, refs: Sequence[str]) -> Iterable[Document]:
        wanted = {tuple(ref.split("/", 1)) for ref in refs}
        rows = _ended().filter(werkplaats__slug__in={one[0] for one in wanted}).select_related("werkplaats")
        rows = rows.prefetch_related("themes", "werkplaats__names")
        with translation.override("nl"):
            return [_document(one) for one in rows if (one.werkplaats.slug, one.slug) in wanted]


def _ended() -> QuerySet[Period]:
    return Period.objects.filter(ends_on__lte=timezone.localdate())


def _document(period: Period) -> Document:
    name = period.ending.get("name") or period.werkplaats.name
    return Document(
        ref=period.ref, kind=Period.KIND, title=f"{name}: {period.label}", summary=period.summary,
        text=period.structure, werkplaatsen=(period.werkplaats.slug,),
        year=period.starts_on.year if period.starts_on else None,
        themes=tuple(sorted(theme.slug for theme in period.themes.all())), url=period.get_absolute_url(),
    )  # fmt: skip


def index_again(entry: Entry) -> None:
    """A period began, ended or changed: the werkplaats and her archive are read anew."""
    search.changed(Werkplaats.KIND, entry.ref)
    slug = entry.werkplaats
    for period in Period.objects.filter(werkplaats__slug=slug).values_list("slug", flat=True):
        search.changed(Period.KIND, f"{slug}/{period}")
