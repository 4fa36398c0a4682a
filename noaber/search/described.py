# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The documents of everything described alike: knowledge, projects, meetings, news, organisations, werkplaatsen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.utils import translation

from noaber import search
from noaber.ledger.models import Entry
from noaber.people.models import Described, Visibility, Werkplaats
from noaber.people.queries import qualities_of_themes
from noaber.search.documents import Document


def themes_with_qualities(slugs: Iterable[str]) -> tuple[str, ...]:
    """Themes, and the conditions of social quality that they are about: the second facet of every list."""
    themes, about = sorted(slugs), qualities_of_themes()
    return tuple(dict.fromkeys([*themes, *(quality for slug in themes for quality in about.get(slug, ()))]))


class DescribedSource:
    """Hands over one kind of described things; `only` and `without` narrow a table that holds several kinds."""

    def __init__(self, kind: str, model: str, *, without: Mapping[str, Any] | None = None, **only: Any) -> None:
        self.kind, self.model, self.only, self.without = kind, model, only, without

    def refs(self) -> Iterator[str]:
        """Every ref of this kind."""
        yield from self._rows().order_by("pk").values_list("ref", flat=True).iterator(chunk_size=2000)

    def documents(self, refs: Sequence[str]) -> Iterable[Document]:
        """The documents of these refs, in Dutch addresses."""
        rows = self._rows().filter(ref__in=refs).select_related("home").prefetch_related("shown_by", "themes")
        with translation.override("nl"):
            return [self._document(thing) for thing in rows]

    def _rows(self) -> Any:
        rows = apps.get_model(self.model)._default_manager.filter(**self.only)
        return rows.exclude(**self.without) if self.without else rows

    def _document(self, thing: Described) -> Document:
        homes = [thing.home.slug] if thing.home else []
        own = [getattr(thing, name, "") for name in ("label", "place")]
        return Document(
            ref=thing.ref, kind=self.kind, title=thing.title, summary=thing.summary,
            text="\n".join(part for part in (thing.text, *own, " ".join(thing.authors)) if part),
            lang=thing.lang, year=thing.year, date=thing.on_date,
            werkplaatsen=tuple(dict.fromkeys([*homes, *sorted(one.slug for one in thing.shown_by.all())])),
            themes=themes_with_qualities(theme.slug for theme in thing.themes.all()),
            perspective=thing.perspective, type=getattr(thing, "type", "") or getattr(thing, "sort", ""),
            organisations=tuple(thing.organisation_names), url=thing.get_absolute_url(),
            visibility=_visibility(thing), example=thing.example,
        )  # fmt: skip


class WerkplaatsSource:
    """Hands over the werkplaatsen: all their names, what they do and where."""

    kind = Werkplaats.KIND

    def refs(self) -> Iterator[str]:
        return Werkplaats.objects.order_by("pk").values_list("ref", flat=True).iterator()

    def documents(self, refs: Sequence[str]) -> Iterable[Document]:
        rows = Werkplaats.objects.filter(ref__in=refs).prefetch_related("names", "periods__themes")
        with translation.override("nl"):
            return [self._document(one) for one in rows]

    def _document(self, one: Werkplaats) -> Document:
        periods = list(one.periods.all())
        told = [name.name for name in one.names.all()]
        for period in periods:
            told += [period.label, period.summary, period.structure]
        themes = {theme.slug for period in periods for theme in period.themes.all()}
        return Document(
            ref=one.ref, kind=self.kind, title=one.name, summary=one.description,
            text="\n".join(part for part in (one.region, *told) if part), werkplaatsen=(one.slug,),
            themes=tuple(sorted(themes)), state=one.status, url=one.get_absolute_url(),
        )  # fmt: skip


def _visibility(thing: Described) -> str:
    if thing.visibility == Visibility.MEMBERS and thing.home:
        return f"members:{thing.home.slug}"
    return "public" if thing.visibility == Visibility.PUBLIC else "hidden"


def network_changed(entry: Entry) -> None:
    """An organisation or werkplaats changed below the search: have it indexed again."""
    search.changed(entry.kind, entry.ref)
