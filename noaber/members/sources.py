# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How work on described things (projects, products, meetings) is found; their rooms register this with `works`."""

from collections.abc import Collection, Sequence
from typing import Any

from django.apps import apps
from django.db.models import F, QuerySet

from noaber.members.work_queries import word
from noaber.people.models import Concept, Described, Visibility


class DescribedWorks:
    """Work of one kind; who did it is known by the parts that people have in it, and by what `done` adds."""

    def __init__(self, kind: str, model: str) -> None:
        self.kind, self.model = kind, model

    def _public(self) -> QuerySet[Any]:
        model: type[Described] = apps.get_model(self.model)
        return model._default_manager.filter(visibility=Visibility.PUBLIC)

    def done(self) -> Sequence[QuerySet[Any, Any]]:
        """Nothing beside confirmed parts: names of authors are only names."""
        return ()

    def things(self, refs: Collection[str]) -> QuerySet[Any, Any]:
        """What everybody may read of these, a row for each theme."""
        public = self._public().filter(ref__in=refs).order_by()
        told = public.annotate(work_kind=word(self.kind), theme=F("themes__slug"))
        found: QuerySet[Any, Any] = told.values_list("work_kind", "ref", "title", "slug", "lang", "year", "theme")
        return found

    def about(self, theme: str) -> QuerySet[Any, Any]:
        """The refs of what is about a theme."""
        themes = Concept.objects.filter(slug=theme)
        return self._public().filter(themes__in=themes).order_by().values("ref")

    def thing(self, slug: str) -> tuple[str, str, int | None] | None:
        """Ref, title and home of what stands at this address."""
        return self._public().filter(slug=slug).values_list("ref", "title", "home_id").first()
