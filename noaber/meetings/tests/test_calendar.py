# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The calendar: its pages, its feeds, and somebody's own."""

import datetime as dt

import pytest
from django.urls import reverse
from icalendar import Calendar

from noaber.base.testing import at as moment
from noaber.base.testing_calendars import faults
from noaber.meetings import calendar_actions, calendar_queries, calendar_side_queries, feed_queries, planning_actions
from noaber.meetings.calendar_queries import Chosen
from noaber.meetings.models import Meeting, Registration, RegistrationState, Sort
from noaber.meetings.testing import make_draft, make_meeting
from noaber.people.testing import make_concept, make_werkplaats

pytestmark = pytest.mark.django_db
NOW = moment("2026-03-14 10:00")


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("noaber.base.clock.now", lambda: NOW)


@pytest.fixture
def nijmegen():
    return make_werkplaats("nijmegen")


def sign_up(meeting, person, state=RegistrationState.IN):
    told = {"name": person.name, "email": person.email, "state": state, "number": 1, "ref": f"r-{person.pk}"}
    return Registration.objects.create(meeting=meeting, person=person, registered_at=NOW, changed_at=NOW, **told)


def events(text):
    return {str(one.get("SUMMARY")): one for one in Calendar.from_ical(text).walk("VEVENT")}


def read(client, path, **headers):
    answer = client.get(path, **headers)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_first_comes_what_is_ahead_and_below_it_everything(client, nadia, twente):
    make_meeting(nadia, twente, title="Straks")
    make_meeting(nadia, twente, title="Geweest", starts_at=moment("2026-03-13 19:30"))
    make_draft(nadia, twente, title="Nog niet")
    page = read(client, reverse("meeting_list"))
    coming = page[page.index('id="komt"') : page.index("Alle bijeenkomsten doorzoeken")]
    assert "Straks" in coming
    assert "Geweest" not in coming
    assert "Nog niet" not in page
    assert "agenda.ics" in page
    assert 'id="komt"' not in read(client, f"{reverse('meeting_list')}?q=straks")


@pytest.mark.parametrize("view", ["meeting_of_month", "meeting_days_of"])
def test_a_month_shows_its_meetings_and_turns_to_the_next(client, nadia, twente, view):
    make_meeting(nadia, twente, title="In april")
    make_meeting(nadia, twente, title="In mei", starts_at=moment("2026-05-20 10:00"))
    page = read(client, reverse(view, args=[2026, 4]))
    assert "In april" in page
    assert "In mei" not in page
    assert reverse(view, args=[2026, 3]) in page
    assert reverse(view, args=[2026, 5]) in page
    assert "noindex" not in page


def test_a_calendar_ends_somewhere(client):
    assert client.get(reverse("meeting_of_month", args=[2027, 9])).status_code == 200
    assert "noindex" in read(client, reverse("meeting_of_month", args=[2027, 9]))
    for year, number in ((2027, 10), (2023, 2), (2026, 13), (2026, 0), (1, 1), (99999, 1)):
        assert client.get(f"/bijeenkomsten/maand/{year}/{number}/").status_code == 404


def test_what_takes_days_is_on_each_of_them(nadia, twente):
    begins, ends = moment("2026-04-30 00:00"), moment("2026-05-02 00:00")
    make_meeting(nadia, twente, title="Tweedaagse", starts_at=begins, ends_at=ends, whole_days=True)
    days = calendar_queries.month(None, Chosen(), dt.date(2026, 5, 1), NOW).days
    assert [day.date.day for day in days] == [1]
    shown = days[0].happenings[0]
    assert (shown.first_day, shown.last_day) == (dt.date(2026, 4, 30), dt.date(2026, 5, 1))


def test_a_calendar_can_be_narrowed(client, nadia, twente, nijmegen):
    theme = make_concept("schulden")
    make_meeting(nadia, twente, title="Een café", themes=[theme], organisers=[nijmegen], series="Kenniscafés")
    make_meeting(nadia, twente, title="Een webinar", sort=Sort.WEBINAR)
    series = Meeting.objects.get(title="Een café").series
    for query in ("werkplaats=nijmegen", "thema=schulden", "soort=kenniscafe", f"reeks={series.slug}"):
        for path in (f"/bijeenkomsten/maand/2026/4/?{query}", f"/bijeenkomsten/agenda.ics?{query}"):
            page = read(client, path)
            assert "Een café" in page, path
            assert "Een webinar" not in page, path
    assert "Een webinar" in read(client, "/bijeenkomsten/agenda.ics?soort=bestaatniet%00")


def test_a_page_of_the_calendar_asks_little(client, nadia, twente, settings, django_assert_max_num_queries):
    settings.REMEMBER = True
    for day in range(1, 25):
        make_meeting(nadia, twente, title=f"Dag {day}", starts_at=moment(f"2026-04-{day:02} 19:30"))
    for path in ("/bijeenkomsten/", "/bijeenkomsten/maand/2026/4/", "/bijeenkomsten/agenda/2026/4/"):
        with django_assert_max_num_queries(12):
            read(client, path)


# ── Feeds ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_feed_is_right_and_keeps_what_was_called_off(client, nadia, twente):
    meeting = make_meeting(nadia, twente, title="Café", online_url="https://bellen.example/geheim")
    before = events(read(client, reverse("meeting_feed")))["Café"]
    planning_actions.cancel(meeting, reason="Ziek", by=nadia, at=NOW)
    answer = client.get(reverse("meeting_feed"))
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert faults(text) == []
    after = events(text)["Café"]
    assert (str(after["UID"]), str(after["STATUS"])) == (str(before["UID"]), "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    # Only who signed up gets the link.
    assert "bellen.example" not in text
    assert "bellen.example" not in read(client, reverse("meeting_ical", args=[meeting.slug]))


def test_a_feed_tells_nothing_that_is_not_for_everybody(client, nadia, twente):
    make_meeting(nadia, twente, title="Bestuur", sort=Sort.BOARD)
    client.force_login(nadia)
    assert "Bestuur" not in read(client, reverse("meeting_feed"))
    assert "Bestuur" in read(client, "/bijeenkomsten/maand/2026/4/")


def test_what_did_not_change_is_not_sent_again(client, nadia, twente, settings):
    settings.PAGE_CACHE = True
    make_meeting(nadia, twente)
    first = client.get(reverse("meeting_feed"))
    for headers in ({"If-None-Match": first["ETag"]}, {"If-None-Match": f'"x", W/{first["ETag"]}'},
                    {"If-Modified-Since": first["Last-Modified"]}):  # fmt: skip
        assert client.get(reverse("meeting_feed"), headers=headers).status_code == 304, headers
    for headers in ({"If-None-Match": '"x"'}, {"If-Modified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"},
                    {"If-Modified-Since": "gisteren"}):  # fmt: skip
        assert client.get(reverse("meeting_feed"), headers=headers).status_code == 200, headers


def test_one_meeting_can_be_put_in_a_calendar(client, nadia, twente):
    meeting = make_meeting(nadia, twente, title="Café")
    path = reverse("meeting_ical", args=[meeting.slug])
    assert path in read(client, meeting.get_absolute_url())
    text = read(client, path)
    assert faults(text) == []
    assert list(events(text)) == ["Café"]
    draft = make_draft(nadia, twente)
    assert client.get(reverse("meeting_ical", args=[draft.slug])).status_code == 404


# ── Somebody's own ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_ones_own_calendar_has_what_one_signed_up_for(client, nadia, bas, twente):
    mine = make_meeting(nadia, twente, title="Mijn café", online_url="https://bellen.example/geheim")
    make_meeting(nadia, twente, title="Ander café")
    sign_up(mine, bas)
    client.force_login(bas)
    page = read(client, reverse("meeting_mine"))
    assert "Mijn café" in page
    assert "Ander café" not in page
    shown = read(client, "/bijeenkomsten/maand/2026/4/?van=mij")
    assert "Mijn café" in shown
    assert "Ander café" not in shown
    client.post(reverse("meeting_own_address"))
    client.logout()
    text = read(client, feed_queries.address_of(bas.calendar_key))
    assert faults(text) == []
    assert list(events(text)) == ["Mijn café"]
    assert "bellen.example" in text.replace("\r\n ", "")


def test_who_waits_gets_no_link_and_who_went_out_nothing(nadia, bas, twente):
    meeting = make_meeting(nadia, twente, title="Café", online_url="https://bellen.example/geheim")
    row = sign_up(meeting, bas, RegistrationState.WAITING)
    assert list(events(feed_queries.own(bas, NOW))) == ["Café"]
    assert "bellen.example" not in feed_queries.own(bas, NOW)
    Registration.objects.filter(pk=row.pk).update(state=RegistrationState.OUT)
    assert events(feed_queries.own(bas, NOW)) == {}


def test_an_old_address_works_no_more(client, bas):
    first = feed_queries.address_of(calendar_actions.give_address(bas, by=bas, at=NOW))
    second = feed_queries.address_of(calendar_actions.give_address(bas, by=bas, at=NOW))
    assert client.get(first).status_code == 404
    answer = client.get(second)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    client.force_login(bas)
    client.post(reverse("meeting_own_address"), {"stop": "1"})
    assert client.get(second).status_code == 404
    assert client.get(reverse("meeting_own_feed", args=["verzonnen"])).status_code == 404


def test_a_kept_own_calendar_goes_with_its_address(client, bas, settings):
    settings.PAGE_CACHE = True
    path = feed_queries.address_of(calendar_actions.give_address(bas, by=bas, at=NOW))
    assert client.get(path)["Cache-Control"].startswith("private")
    mark = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": mark}).status_code == 304
    bas.is_active = False
    bas.save()
    calendar_actions.CalendarKey.objects.all().delete()
    from noaber.site.page_cache import SHELF

    SHELF.empty()
    assert client.get(path).status_code == 404


def test_nobody_gives_an_address_for_another(bas, sam):
    from noaber.base.verdicts import Refused

    with pytest.raises(Refused):
        calendar_actions.give_address(bas, by=sam, at=NOW)


def test_without_signing_in_there_is_no_own_calendar(client):
    for path in (reverse("meeting_mine"), "/bijeenkomsten/maand/?van=mij"):
        assert client.get(path).status_code == 302


# ── While planning ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_plans_sees_what_else_goes_on_around_that_time(client, nadia, twente, nijmegen):
    mine = make_meeting(nadia, twente, title="Het mijne")
    make_meeting(nadia, twente, title="Tegelijk", starts_at=moment("2026-04-16 20:00"))
    make_meeting(nadia, twente, title="Die ochtend", starts_at=moment("2026-04-16 09:00"))
    make_meeting(nadia, twente, title="Een dag later", starts_at=moment("2026-04-17 19:30"))
    found = calendar_side_queries.overlaps(mine, nadia)
    assert [(one.title, same) for one, same in found] == [("Tegelijk", True), ("Die ochtend", False)]
    client.force_login(nadia)
    page = read(client, reverse("meeting_manage", args=[mine.slug]))
    assert "Rond dezelfde tijd in de buurt" in page
    assert "Een dag later" not in page


# ── For machines ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_meeting_tells_machines_when_and_where_it_is_and_not_how_to_get_in(client, nadia, twente):
    told = {"address": "Grotestraat 1, Almelo", "online_url": "https://bellen.example/geheim"}
    meeting = make_meeting(nadia, twente, **told)
    page = read(client, meeting.get_absolute_url())
    assert '"startDate": "2026-04-16T19:30:00+02:00"' in page
    assert '"endDate": "2026-04-16T21:30:00+02:00"' in page
    assert '"eventStatus": "https://schema.org/EventScheduled"' in page
    assert "MixedEventAttendanceMode" in page
    assert '"@type": "VirtualLocation"' in page
    assert '"isAccessibleForFree": true' in page
    assert "bellen.example" not in page
    planning_actions.cancel(meeting, reason="Ziek", by=nadia, at=NOW)
    assert "https://schema.org/EventCancelled" in read(client, meeting.get_absolute_url())
