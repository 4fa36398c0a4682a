# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be followed of the rooms below, and everything described alike for the rooms above."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models import F
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from noaber.following import Thing
from noaber.people.models import AnyPerson, Concept, Werkplaats


class DescribedThings:
    """One kind of described things: knowledge, projects, meetings, news."""

    def __init__(self, model: str, label: Any, word: str = "") -> None:
        self.model, self.label, self.word = model, label, word

    def _rows(self) -> Any:
        return apps.get_model(self.model)._default_manager.all()

    def find(self, refs: Collection[str]) -> Mapping[str, Thing]:
        """What is known of these, also of what is hidden."""
        # Read with as little as is told: a digest asks for very many.
        rows = self._rows().filter(ref__in=refs).order_by()
        themes = defaultdict[str, list[str]](list)
        for ref, theme in rows.filter(themes__isnull=False).values_list("ref", "themes__slug"):
            themes[ref].append(theme)
        found = rows.annotate(place=F("home__slug")).only("ref", "slug", "title", "lang", "example")
        return {
            one.ref: Thing(
                one.title, one.get_absolute_url(), one.place or "", tuple(themes[one.ref]), one.lang, one.example
            )
            for one in found
        }

    def visible(self, refs: Collection[str], person: AnyPerson) -> Sequence[str]:
        """Those that this person may read."""
        return list(self._rows().visible_to(person).filter(ref__in=refs).order_by().values_list("ref", flat=True))


class WerkplaatsThings:
    """Werkplaatsen: who follows one hears of everything of it."""

    label, word = _("De werkplaats zelf"), ""

    def find(self, refs: Collection[str]) -> Mapping[str, Thing]:
        """Their names now."""
        rows = Werkplaats.objects.filter(ref__in=refs).prefetch_related("names")
        return {one.ref: Thing(one.name, one.get_absolute_url(), one.slug) for one in rows}

    def visible(self, refs: Collection[str], person: AnyPerson) -> Collection[str]:
        """All of them."""
        return refs


class ThemeThings:
    """Themes: who follows one hears of everything about it, and about what lies under it."""

    label, word = _("Thema’s"), "themes"

    def find(self, refs: Collection[str]) -> Mapping[str, Thing]:
        """Their words in the reader's language."""
        rows = Concept.objects.filter(slug__in=refs).exclude(scheme=Concept.Scheme.FACET)
        return {one.slug: Thing(capfirst(one.label), reverse("theme_detail", args=[one.slug]), lang="") for one in rows}

    def visible(self, refs: Collection[str], person: AnyPerson) -> Collection[str]:
        """All of them."""
        return refs
