# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How dates, numbers and sizes are written on a page, in the language of the reader."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext

MINUTE, HOUR, DAY = 60, 3600, 86400


def date_nl(value: Any) -> str:
    """14 maart 2024; a year, a month or a span (2020/2022) as imported is written as far as it goes."""
    if isinstance(value, str):
        return _partial(value)
    if not value:
        return ""
    local = _local(value)
    day = local.date() if isinstance(local, datetime) else local
    return _written(day, get_language())


@lru_cache(maxsize=4_000)
def _written(day: date, language: str | None) -> str:
    return date_format(day, "j F Y")


def day_month(value: Any) -> str:
    """14 mrt"""
    # Django's M begins with a capital, which Dutch does not want.
    letter = "M" if (get_language() or "").startswith("en") else "b"
    return date_format(_local(value), f"j {letter}") if value else ""


def weekday(value: Any) -> str:
    """zaterdag"""
    return date_format(_local(value), "l") if value else ""


def moment(value: Any) -> str:
    """zaterdag 14 maart 16:00; with the year when it is not this one."""
    if not value:
        return ""
    local = _local(value)
    # Django's days begin with a small letter in Dutch, as they should.
    return date_format(local, "l j F H:i" if local.year == timezone.localdate().year else "j F Y H:i")


def hour(value: Any) -> str:
    """16:00"""
    return date_format(_local(value), "H:i") if value else ""


def number_nl(value: Any) -> str:
    """1.234"""
    if type(value) is int and 0 <= value < 1000:
        return str(value)
    return str(number_format(value, use_l10n=True, force_grouping=True)) if value is not None else ""


def ago(value: Any) -> str:
    """How long ago, in whole units: "12 dagen"."""
    if not value:
        return ""
    moment = value if isinstance(value, datetime) else _midnight(value)
    seconds = max(0, int((timezone.now() - moment).total_seconds()))
    days = seconds // DAY
    if days >= 730:
        return ngettext("%(n)s jaar", "%(n)s jaar", days // 365) % {"n": days // 365}
    if days >= 60:
        return ngettext("%(n)s maand", "%(n)s maanden", days // 30) % {"n": days // 30}
    if days:
        return ngettext("%(n)s dag", "%(n)s dagen", days) % {"n": days}
    if seconds >= HOUR:
        return ngettext("%(n)s uur", "%(n)s uur", seconds // HOUR) % {"n": seconds // HOUR}
    if seconds >= MINUTE:
        return ngettext("%(n)s minuut", "%(n)s minuten", seconds // MINUTE) % {"n": seconds // MINUTE}
    return gettext("net")


def size(value: int | None) -> str:
    """1,2 MB"""
    if value is None:
        return ""
    amount, unit = float(value), "bytes"
    for larger in ("kB", "MB", "GB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    places = 1 if unit in ("MB", "GB") and amount < 100 else 0
    return f"{number_format(round(amount, places), decimal_pos=places, use_l10n=True)} {unit}"


def iso(value: Any) -> str:
    """The value of a datetime attribute."""
    if not value:
        return ""
    local = _local(value)
    return local.isoformat(timespec="seconds") if isinstance(local, datetime) else local.isoformat()


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _midnight(value: date) -> datetime:
    return datetime(value.year, value.month, value.day, tzinfo=timezone.get_current_timezone())


def _partial(value: str) -> str:
    if "/" in value:
        first, _, last = value.partition("/")
        return f"{_partial(first)} – {_partial(last)}"
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except ValueError:
        pass
    try:
        return date_format(date.fromisoformat(f"{value}-01"), "F Y") if len(value) == 7 else value
    except ValueError:
        return value
