# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who follows a werkplaats or a theme hears of its new pages: each once, and only of what readers may read."""

from datetime import timedelta

import pytest

from noaber.base import clock
from noaber.base.models import OutgoingMail
from noaber.following.testing import make_follow, spread_all, tell_all
from noaber.pages.testing import again, make_prose, publish
from noaber.people.testing import make_concept

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=8)


@pytest.fixture
def now():
    return clock.now()


def digests():
    return [one.text for one in OutgoingMail.objects.filter(key__startswith="digest:").order_by("pk")]


def told(now):
    """What is mailed when the week is over."""
    before = len(digests())
    spread_all(now)
    tell_all(now + WEEK)
    return digests()[before:]


def test_who_follows_a_werkplaats_hears_of_its_news_once(twente, now):
    make_follow(f"werkplaats:{twente.ref}", at=now - timedelta(hours=1))
    page = make_prose(twente, title="Het wijkhuis is open", sort="news")
    (text,) = told(now)
    assert "Het wijkhuis is open" in text
    assert "Dit is nieuw op de site." in text
    assert f"http://localhost:8000{page.get_absolute_url()}" in text
    publish(again(page), title="Het wijkhuis is al lang open")
    assert told(now + WEEK) == []


def test_who_follows_a_theme_hears_of_a_page_about_it(twente, now):
    theme = make_concept("wonen", pref_nl="wonen")
    make_follow(f"concept:{theme.slug}", at=now - timedelta(hours=1))
    make_prose(twente, title="Zo wonen wij", themes=[theme])
    make_prose(twente, title="Over iets anders", slug="anders")
    (text,) = told(now)
    assert "Zo wonen wij" in text
    assert "Over iets anders" not in text


def test_a_draft_and_what_was_withdrawn_are_not_told(twente, now):
    make_follow(f"werkplaats:{twente.ref}", at=now - timedelta(hours=1))
    make_prose(twente, title="Nog niet af", slug="concept", live=False)
    page = make_prose(twente, title="Toch niet")
    spread_all(now)
    page.unpublish()
    assert told(now) == []
    # What readers saw before is not new when it comes back.
    publish(again(page))
    assert told(now + WEEK) == []


def test_a_page_that_is_made_up_says_so(twente, now):
    make_follow(f"werkplaats:{twente.ref}", at=now - timedelta(hours=1))
    make_prose(twente, title="Een verzonnen feest", sort="news", example=True)
    assert "Wat hier gebeurt is verzonnen" in told(now)[0]
