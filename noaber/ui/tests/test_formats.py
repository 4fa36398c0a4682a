# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from noaber.ui import formats


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2024, 3, 14), "14 maart 2024"),
        ("2024-03-14", "14 maart 2024"),
        ("2024-03", "maart 2024"),
        ("2024", "2024"),
        ("2020/2022", "2020 – 2022"),
        ("voorjaar 2020", "voorjaar 2020"),
        ("2024-13", "2024-13"),
        (None, ""),
    ],
)
def test_dates(value, expected):
    assert formats.date_nl(value) == expected


def test_a_moment_tells_the_day_and_leaves_out_this_year():
    later = timezone.localtime().replace(month=3, day=14, hour=16, minute=5)
    assert formats.moment(later) == f"{formats.date_format(later, 'l')} 14 maart 16:05"
    assert formats.moment(datetime(2020, 3, 14, 15, 5, tzinfo=UTC)) == "14 maart 2020 16:05"
    assert formats.moment(None) == ""


def test_numbers_and_sizes():
    assert formats.number_nl(1234) == "1.234"
    assert formats.number_nl(None) == ""
    assert formats.size(1_234_567) == "1,2 MB"
    assert formats.size(800) == "800 bytes"
    assert formats.size(None) == ""


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        (timedelta(seconds=5), "net"),
        (timedelta(minutes=5), "5 minuten"),
        (timedelta(hours=3), "3 uur"),
        (timedelta(days=1), "1 dag"),
        (timedelta(days=12), "12 dagen"),
        (timedelta(days=90), "3 maanden"),
        (timedelta(days=1000), "2 jaar"),
    ],
)
def test_ago(back, expected):
    assert formats.ago(timezone.now() - back) == expected


def test_iso_and_day():
    assert formats.iso(date(2024, 3, 4)) == "2024-03-04"
    assert formats.day_month(date(2024, 3, 4)) == "4 mrt"


def test_an_instant_has_no_fraction():
    assert formats.iso(datetime(2024, 3, 4, 5, 6, 7, 89, tzinfo=UTC)) == "2024-03-04T06:06:07+01:00"


def test_dates_and_numbers_in_english():
    with translation.override("en"):
        assert formats.date_nl(date(2024, 3, 14)) == "14 March 2024"
        assert formats.date_nl("2024-03") == "March 2024"
        assert formats.day_month(date(2024, 3, 14)) == "14 Mar"
        assert formats.number_nl(1234) == "1,234"
        assert formats.size(1_234_567) == "1.2 MB"
        assert formats.ago(timezone.now() - timedelta(days=12)) == "12 days"
        assert formats.ago(timezone.now() - timedelta(days=1)) == "1 day"
