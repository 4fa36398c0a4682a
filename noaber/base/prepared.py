# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A queryset whose SQL is made once: making it anew costs more than asking it, on a page that everybody asks for."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# Stands for a day in a prepared query; no real row has it.
DAY = date(1, 1, 1)


def text_marks(number: int) -> list[str]:
    """Texts that stand for other texts in a prepared query."""
    return [f"?{place}?" for place in range(number)]


def number_marks(number: int) -> list[int]:
    """Numbers that stand for other numbers: keys are never negative."""
    return [-1 - place for place in range(number)]


def filled(marks: Sequence[Hashable], values: Sequence[Hashable], empty: Hashable) -> dict[Hashable, Hashable]:
    """The marks with what stands in their place; those that are left over with what nothing equals."""
    return {mark: values[place] if place < len(values) else empty for place, mark in enumerate(marks)}


class Prepared:
    """A queryset of plain values, in which marks stand for the values of each time."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build
        self._made: tuple[str, tuple[Any, ...]] | None = None

    def rows(self, values: Mapping[Hashable, Hashable], on: date | None = None) -> list[tuple[Any, ...]]:
        """The rows with these values in the places of their marks."""
        if self._made is None:
            self._made = self.build().query.sql_with_params()
        sql, params = self._made
        adapt = connection.ops.adapt_datefield_value
        known = {**values, adapt(DAY): adapt(on)}
        with connection.cursor() as cursor:
            cursor.execute(sql, [known.get(param, param) for param in params])
            return list(cursor.fetchall())
