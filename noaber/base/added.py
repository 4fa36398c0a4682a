# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows that are only ever added, such as what somebody agreed to: the newest counts, the older ones are the proof."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models

Row = TypeVar("Row", bound="Added", covariant=True)


class AddedQuerySet(models.QuerySet[Row]):
    """Rows of which none is changed or removed by the way."""

    def update(self, **values: Any) -> NoReturn:
        raise TypeError(_CHANGED)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> NoReturn:
        raise TypeError(_CHANGED)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Row]:
        if options.get("update_conflicts"):
            raise TypeError(_CHANGED)
        return super().bulk_create(objs, *args, **options)

    def delete(self) -> NoReturn:
        raise TypeError(_REMOVED)

    def erase_all(self) -> int:
        """Really remove them: their person asked to be forgotten."""
        return super().delete()[0]

    def hand_to(self, **owner: models.Model) -> int:
        """Let them lie with another row of the same person; what they say stays as it is."""
        for name in owner:
            if not self.model._meta.get_field(name).is_relation:
                raise TypeError(_CHANGED)
        return super().update(**owner)


_CHANGED = "such a row is never changed: add a new one"
_REMOVED = "such a row is never removed: add a new one"


class Added(models.Model):
    """A row that is only ever added."""

    objects = AddedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError(_CHANGED)
        # With a key that is there already Django would otherwise change that row.
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise TypeError(_REMOVED)
