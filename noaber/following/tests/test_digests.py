# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What followers hear: once, at their pace, only what they may see, and never what they did themselves."""

from datetime import timedelta

import pytest
from django.core import mail as outbox

from noaber import following
from noaber.base import mail
from noaber.base.models import OutgoingMail
from noaber.following import digest_tasks, follow_actions, spread_tasks
from noaber.following.models import News, Notice, Pace
from noaber.following.testing import make_follow, paint, spread_all, tell_all
from noaber.ledger.models import Entry
from noaber.people.actions import record_werkplaats
from noaber.people.testing import make_concept, make_person, make_werkplaats

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def monday(at):
    """The Monday after the fixed moment, at eight."""
    return (at + timedelta(days=2)).replace(hour=8)


def digests(to=None):
    """The digests that were written, oldest first."""
    found = OutgoingMail.objects.filter(key__startswith="digest:").order_by("pk")
    return list(found.filter(to=to) if to else found)


def later(moment):
    """All that the worker does: spread the day before, told now."""
    spread_all(moment - timedelta(days=1))
    tell_all(moment)


def pace(follow, *, at, **kinds):
    follow_actions.choose_paces(follow.follower, kinds=kinds, werkplaatsen={}, by=None, at=at)


def test_what_happened_is_told_once_on_monday(wall, at, monday):
    make_follow(wall.lay("a"), at=at)
    paint("a", at=at)
    tell_all(at)
    assert digests() == []
    tell_all(monday)
    (sent,) = digests()
    assert sent.to == "lotte@example.org"
    assert sent.subject == "Nieuws over “Steen a.”"
    assert sent.text.count("Deze steen is geverfd.") == 1
    assert "http://localhost:8000/stenen/a/" in sent.text
    assert "Steen a." in sent.html
    tell_all(monday)
    tell_all(monday + WEEK)
    assert len(digests()) == 1
    assert not News.objects.exists()


def test_what_happens_after_monday_waits_for_the_next(wall, at, monday):
    make_follow(wall.lay("a"), at=at)
    paint("a", at=monday + timedelta(hours=1))
    tell_all(monday + timedelta(hours=2))
    tell_all(monday + timedelta(days=6))
    assert digests() == []
    tell_all(monday + WEEK)
    assert len(digests()) == 1


def test_at_once_and_every_day(wall, at):
    pace(make_follow(wall.lay("a"), "nu@example.org", at=at), brick=Pace.ONCE, at=at)
    pace(make_follow("brick:a", "dag@example.org", at=at), brick=Pace.DAILY, at=at)
    paint("a", at=at)
    tell_all(at)
    assert [sent.to for sent in digests()] == ["nu@example.org"]
    tell_all(at.replace(hour=23))
    tell_all((at + timedelta(days=1)).replace(hour=6))
    assert len(digests()) == 1
    tell_all((at + timedelta(days=1)).replace(hour=7, minute=1))
    assert [sent.to for sent in digests()] == ["nu@example.org", "dag@example.org"]


def test_nothing_before_one_followed_is_news(wall, at, monday):
    paint(wall.lay("a").removeprefix("brick:"), at=at - timedelta(hours=1))
    make_follow("brick:a", at=at)
    later(monday)
    assert digests() == []


def test_unconfirmed_is_never_mailed_a_digest(wall, at, monday):
    make_follow(wall.lay("a"), confirmed=False, at=at)
    paint("a", at=at)
    later(monday)
    assert digests() == []


def test_several_follows_that_match_are_one_line(wall, twente, at, monday):
    make_concept("wonen", broader=make_concept("leven"))
    key = wall.lay("a", werkplaats="twente", themes=("wonen",))
    for one in (key, f"werkplaats:{twente.ref}", "concept:wonen", "concept:leven"):
        make_follow(one, at=at)
    paint("a", at=at, werkplaats="twente")
    later(monday)
    (sent,) = digests()
    assert sent.text.count("Deze steen is geverfd.") == 1
    assert "Omdat je dit volgt" not in sent.text


@pytest.mark.parametrize(("key", "name"), [("werkplaats:w-twente", "Werkplaats Twente"), ("concept:leven", "leven")])
def test_following_a_werkplaats_or_a_wider_theme_is_enough_and_says_why(key, name, wall, twente, at, monday):
    make_concept("wonen", broader=make_concept("leven"))
    wall.lay("a", werkplaats="twente", themes=("wonen",))
    make_follow(key, at=at)
    paint("a", at=at)
    later(monday)
    assert f"Omdat je dit volgt: {name}" in digests()[0].text


def test_never_what_one_did_oneself(wall, pieter, nadia, at, monday):
    wall.lay("a")
    make_follow("brick:a", by=pieter, at=at)
    make_follow("brick:a", by=nadia, at=at)
    # An address may be that of somebody who is known by now.
    make_follow("brick:a", "later@example.org", at=at)
    known = make_person(email="later@example.org")
    paint("a", by=pieter, at=at)
    paint("a", by=known, at=at)
    later(monday)
    assert {sent.to: 1 + sent.text.count("(2 keer)") for sent in digests()} == {
        "pieter@example.org": 1, "nadia@example.org": 2, "later@example.org": 1,
    }  # fmt: skip


def test_never_what_is_hidden_or_became_hidden(wall, pieter, nadia, at, monday):
    for ref in ("a", "b"):
        wall.lay(ref)
        for by in (pieter, nadia):
            make_follow(f"brick:{ref}", by=by, at=at)
        make_follow(f"brick:{ref}", at=at)
        paint(ref, at=at)
    spread_all(at)
    wall.hide("a", nadia)
    later(monday)
    assert {sent.to: ("Steen a." in sent.text + sent.html, "Steen b." in sent.text) for sent in digests()} == {
        "pieter@example.org": (False, True), "nadia@example.org": (True, True), "lotte@example.org": (False, True),
    }  # fmt: skip
    wall.hide("b")
    paint("b", at=monday)
    later(monday + WEEK)
    assert len(digests()) == 3
    assert not Notice.objects.filter(told_at__isnull=True).exists()


def test_the_name_of_what_is_hidden_is_no_reason_either(wall, at, monday):
    wall.lay("a")
    wall.lay("geheim")
    following.concerns("brick.painted", lambda entry: ["brick:geheim"])
    make_follow("brick:geheim", at=at)
    paint("a", at=at)
    wall.hide("geheim")
    later(monday)
    assert "geheim" not in digests()[0].text
    del following.CONCERNS["brick.painted"]


def test_what_an_entry_concerns_is_what_its_room_says(wall, at, monday, caplog):
    wall.lay("muur")
    make_follow("brick:muur", at=at)
    following.concerns("brick.painted", lambda entry: ["brick:muur"])
    # About what has no page of its own: told under the wall.
    paint("voeg", at=at)
    later(monday)
    assert "Steen muur." in digests()[0].text

    def broken(entry):
        raise ValueError("no")

    following.concerns("brick.painted", broken)
    paint("muur", at=monday)
    later(monday + WEEK)
    assert len(digests()) == 2
    assert "not known" in caplog.text
    del following.CONCERNS["brick.painted"]


def test_who_stopped_following_hears_no_more_of_it(wall, at, monday):
    follow = make_follow(wall.lay("a"), at=at)
    make_follow(wall.lay("b"), at=at)
    for ref in ("a", "b"):
        paint(ref, at=at)
    spread_all(at)
    for _twice in range(2):
        follow_actions.unfollow(follow, by=None, at=at)
    later(monday)
    assert "Steen a." not in digests()[0].text


def test_never_is_never_and_nothing_piles_up(wall, at, monday):
    follow = make_follow(wall.lay("a"), at=at)
    paint("a", at=at)
    spread_all(at)
    pace(follow, brick=Pace.NEVER, at=at)
    paint("a", at=at)
    later(monday)
    pace(follow, brick=Pace.ONCE, at=monday)
    later(monday)
    assert digests() == []
    paint("a", at=monday)
    later(monday)
    assert digests()[0].text.count("geverfd") == 1


def test_a_werkplaats_goes_before_a_kind_and_never_before_all(wall, twente, at):
    follow = make_follow(wall.lay("a", werkplaats="twente"), at=at)
    make_follow(wall.lay("b"), at=at)
    follow_actions.choose_paces(
        follow.follower, kinds={"brick": "weekly"}, werkplaatsen={"twente": "once"}, by=None, at=at
    )
    for ref in ("a", "b"):
        paint(ref, at=at)
    tell_all(at)
    assert "Steen a." in digests()[0].text
    assert "Steen b." not in digests()[0].text
    follow_actions.choose_paces(follow.follower, kinds={"brick": "never"}, werkplaatsen={}, by=None, at=at)
    paint("a", at=at)
    tell_all(at)
    assert len(digests()) == 1
    assert not Notice.objects.filter(told_at__isnull=True).exists()


def test_a_pace_that_was_chosen_while_notices_were_written_counts(wall, at):
    """As when both happen at the same moment: the notice still says what was chosen before."""
    follow = make_follow(wall.lay("a"), at=at)
    paint("a", at=at)
    spread_all(at)
    pace(follow, brick=Pace.DAILY, at=at)
    Notice.objects.update(pace=Pace.ONCE)
    tell_all(at)
    assert digests() == []
    assert Notice.objects.get().pace == Pace.DAILY
    pace(follow, brick=Pace.NEVER, at=at)
    Notice.objects.create(
        follower=follow.follower, entry=Entry.objects.filter(verb="brick.painted").get(), kind="brick", about="a",
        via=[follow.pk], pace=Pace.ONCE, made_at=at,
    )  # fmt: skip
    tell_all(at)
    assert digests() == []
    assert not Notice.objects.exists()


def test_who_wants_no_mail_gets_none_and_can_begin_again(wall, at, monday):
    follow = make_follow(wall.lay("a"), at=at)
    paint("a", at=at)
    spread_all(at)
    for _twice in range(2):
        follow_actions.stop_mail(follow.follower, by=None, at=at)
    paint("a", at=at)
    later(monday)
    assert digests() == []
    follow_actions.resume_mail(follow.follower, consent="Ja", by=None, at=monday)
    paint("a", at=monday)
    later(monday + WEEK)
    assert digests()[0].text.count("geverfd") == 1
    assert [one.given for one in follow.follower.consents.all()] == [True, False, True]


def test_who_takes_part_no_more_is_not_mailed(wall, pieter, at, monday):
    make_follow(wall.lay("a"), by=pieter, at=at)
    paint("a", at=at)
    spread_all(at)
    pieter.is_active = False
    pieter.save(update_fields=["is_active"])
    later(monday)
    assert digests() == []


def test_a_digest_wears_the_name_words_and_colour_of_its_werkplaats(wall, twente, at, monday):
    record_werkplaats("twente", brand="#7a1f5c", words={"questions": "Kwesties"}, by=None, at=at)
    wall.word = "questions"
    make_follow(wall.lay("a", werkplaats="twente"), at=at)
    paint("a", at=at)
    later(monday)
    (sent,) = digests()
    assert "WERKPLAATS TWENTE" in sent.text
    assert "Kwesties" in sent.text
    assert 'bgcolor="#7a1f5c"' in sent.html
    make_werkplaats("zuyd")
    make_follow(wall.lay("z", werkplaats="zuyd"), at=monday)
    for ref in ("a", "z"):
        paint(ref, at=monday)
    later(monday + WEEK)
    both = digests()[1]
    assert both.subject == "Nieuw bij wat je volgt (2)"
    assert both.text.index("WERKPLAATS TWENTE") < both.text.index("WERKPLAATS ZUYD")
    assert "Werkplaats Zuyd" in both.html


def test_what_is_made_up_says_so_in_a_digest_too(wall, at, monday):
    for ref, example in (("a", True), ("b", False)):
        make_follow(wall.lay(ref, example=example), at=at)
        paint(ref, at=at)
    later(monday)
    (sent,) = digests()
    for words in (sent.text, sent.html):
        assert words.index("Steen a.") < words.index("Wat hier gebeurt is verzonnen") < words.index("Steen b.")
        assert words.count("Wat hier gebeurt is verzonnen") == 1


def test_a_digest_is_in_the_readers_language_and_leads_to_its_pages(wall, pieter, at, monday):
    pieter.language = "en"
    pieter.save(update_fields=["language"])
    make_follow(wall.lay("a"), by=pieter, at=at)
    paint("a", at=at)
    later(monday)
    assert "http://localhost:8000/en/stenen/a/" in digests()[0].text
    assert digests()[0].language == "en"


def test_a_digest_can_be_stopped_by_one_press(wall, at, monday):
    make_follow(wall.lay("a"), at=at)
    paint("a", at=at)
    later(monday)
    mail.send_due(monday)
    sent = outbox.outbox[-1]
    assert sent.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/volgen/geen-mail/" in sent.message()["List-Unsubscribe"].replace("\n ", "")
    assert sent.alternatives[0].content.startswith("<!doctype html>")


def test_entries_are_spread_a_bounded_number_at_a_time(wall, at, monkeypatch):
    monkeypatch.setattr(spread_tasks, "ENTRIES", 2)
    make_follow(wall.lay("a"), at=at)
    for _n in range(5):
        paint("a", at=at)
    spread_all(at)
    assert Notice.objects.count() == 5


def test_followers_are_told_a_bounded_number_at_a_time(wall, at, monday, monkeypatch):
    monkeypatch.setattr(digest_tasks, "FOLLOWERS", 3)
    monkeypatch.setattr(digest_tasks, "TOGETHER", 2)
    wall.lay("a")
    for number in range(5):
        make_follow("brick:a", f"lezer{number}@example.org", at=at)
    paint("a", at=at)
    spread_all(at)
    assert digest_tasks.tell_due(at=monday) == 3
    assert digest_tasks.tell_due(at=monday) == 2
    assert len({sent.to for sent in digests()}) == 5
