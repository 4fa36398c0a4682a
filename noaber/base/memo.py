# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small tables that hardly ever change, such as names, remembered by each process for a few seconds."""

import time
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.conf import settings

T = TypeVar("T")
_forgetters: list[Callable[[], None]] = []
# How often all was forgotten.
_forgotten = [0]


def tick() -> float:
    """How late it is, in seconds since some moment."""
    return time.monotonic()


def forget_all() -> None:
    """Ask everything anew: something changed that others may remember."""
    _forgotten[0] += 1
    for forget in _forgetters:
        forget()


def remembered(*, seconds: float) -> Callable[[Callable[[], T]], Callable[[], T]]:
    """Keep what a function without arguments returned for `seconds`; what it returns must not be changed by anybody.

    Only for what may be a few seconds old on the page, never for who may do what. Off where settings.REMEMBER is off.
    """

    def decorate(function: Callable[[], T]) -> Callable[[], T]:
        kept: list[tuple[float, T]] = []
        _forgetters.append(kept.clear)

        @wraps(function)
        def recall() -> T:
            if not settings.REMEMBER:
                return function()
            moment = tick()
            if kept and moment - kept[0][0] < seconds:
                return kept[0][1]
            asked_in = _forgotten[0]
            value = function()
            # What was asked for before somebody said "forget" may be of before the change.
            if asked_in == _forgotten[0]:
                kept[:] = [(moment, value)]
            return value

        return recall

    return decorate
