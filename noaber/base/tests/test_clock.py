# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a written day stands for."""

import pytest
from django.utils import timezone

from noaber.base.clock import moment_of


@pytest.mark.parametrize(
    ("told", "day"),
    [("2024-05-06", "2024-05-06"), ("2024-05", "2024-05-01"), ("2024", "2024-01-01"), (2024, "2024-01-01")],
)
def test_a_day_a_month_and_a_year_each_have_a_moment(told: object, day: str) -> None:
    moment = moment_of(told)
    assert moment is not None
    assert timezone.localtime(moment).isoformat()[:13] == f"{day}T12"


@pytest.mark.parametrize("told", ["", None, "ooit", "2024-13", 0, "20240-01", []])
def test_anything_else_has_none(told: object) -> None:
    assert moment_of(told) is None
