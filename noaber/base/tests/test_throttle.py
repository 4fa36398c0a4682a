# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Limits count per sender and per stretch of time, and keep no addresses."""

from datetime import timedelta

import pytest

from noaber.base import tasks, throttle
from noaber.base.models import Tally
from noaber.base.testing import at

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_the_limit_holds_per_sender_and_per_hour() -> None:
    assert all(throttle.hit("ask", "10.0.0.1", 3, HOUR, at()) for _number in range(3))
    refusal = throttle.hit("ask", "10.0.0.1", 3, HOUR, at())
    assert not refusal
    assert "niet weg" in refusal.reason
    assert throttle.hit("ask", "10.0.0.2", 3, HOUR, at())
    assert throttle.hit("other", "10.0.0.1", 3, HOUR, at())
    assert throttle.hit("ask", "10.0.0.1", 3, HOUR, at() + HOUR)


def test_the_address_itself_is_not_kept_and_counts_are_forgotten() -> None:
    throttle.hit("ask", "10.0.0.1", 3, HOUR, at("2020-01-01 10:00"))
    assert "10.0.0.1" not in str(Tally.objects.values_list())
    tasks.forget_tallies()
    assert not Tally.objects.exists()
