# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following and stopping: by account and by mail, with proof of consent; what is kept of whom, and for how long."""

from datetime import timedelta

import pytest

from noaber.base.models import OutgoingMail
from noaber.base.verdicts import Refused
from noaber.following import follow_actions, queries
from noaber.following.models import Consent, Follow, Follower, Notice, Pace
from noaber.following.testing import make_follow, paint, spread_all, tell_all
from noaber.ledger.models import Entry
from noaber.members import HOLDERS
from noaber.members.own_data_actions import erase
from noaber.people.testing import make_person
from noaber.questions.testing import make_question, make_voice
from noaber.search.testing import make_saved_search

pytestmark = pytest.mark.django_db


def test_without_an_account_the_mailed_link_comes_first(wall, deliver, at):
    follow = make_follow(wall.lay("a"), confirmed=False, at=at)
    assert follow.confirmed_at is None
    assert not Consent.objects.exists()
    deliver()
    sent = OutgoingMail.objects.get()
    assert "/volgen/ja/" in sent.text
    assert "Steen a." in sent.text
    for _twice in range(2):
        follow_actions.confirm_follow(follow, consent="Mail mij.", by=None, at=at)
    (proof,) = Consent.objects.all()
    assert (proof.about, proof.given, proof.words) == ("brick:a", True, "Mail mij.")
    # Asking again mails the link to what one follows.
    make_follow("brick:a", confirmed=False, at=at)
    deliver()
    assert OutgoingMail.objects.latest("pk").subject == "Wat je volgt"
    assert Follow.objects.count() == 1


def test_who_is_signed_in_follows_at_once(wall, pieter, at):
    assert make_follow(wall.lay("a"), by=pieter, confirmed=False, at=at).confirmed_at == at
    assert Follower.objects.get().person == pieter


def test_the_ledger_holds_no_address_and_no_thing(wall, at):
    follow_actions.unfollow(make_follow(wall.lay("a"), at=at), by=None, at=at)
    for entry in Entry.objects.filter(verb__startswith="follow."):
        assert "lotte" not in f"{entry.ref}{entry.data}{entry.reason}"
        assert "brick" not in f"{entry.kind}{entry.ref}{entry.data}"


def test_only_what_one_may_see_can_be_followed(wall, pieter, nadia, at):
    wall.lay("a")
    wall.hide("a", nadia)
    for key, by in (("brick:a", None), ("brick:a", pieter), ("brick:z", pieter), ("zomaar", None), ("x:\x00", None)):
        with pytest.raises(Refused, match="niet volgen"):
            make_follow(key, by=by, at=at)
    assert make_follow("brick:a", by=nadia, at=at)


def test_an_account_without_an_address_cannot_be_mailed(wall, inge, at):
    with pytest.raises(Refused, match="geen mailadres"):
        make_follow(wall.lay("a"), by=inge, at=at)


def test_a_consent_is_never_changed(wall, at):
    make_follow(wall.lay("a"), at=at)
    proof = Consent.objects.get()
    proof.given = False
    with pytest.raises(TypeError):
        proof.save()


def test_too_many_is_told_in_the_mail_only(wall, pieter, deliver, at, monkeypatch):
    monkeypatch.setattr(follow_actions, "MOST", 2)
    for ref in "abc":
        wall.lay(ref)
    for ref in "ab":
        make_follow(f"brick:{ref}", by=pieter, at=at)
        make_follow(f"brick:{ref}", at=at)
    with pytest.raises(Refused, match="al 2 dingen"):
        make_follow("brick:c", by=pieter, at=at)
    assert follow_actions.ask_follow("brick:c", consent="", email="lotte@example.org", by=None, at=at) is None
    deliver()
    assert OutgoingMail.objects.latest("pk").subject == "Wat je volgt"


def test_one_address_cannot_be_made_to_get_a_mail_a_minute(wall, at):
    for ref in "abcdefg":
        wall.lay(ref)
    for ref in "abcdef":
        make_follow(f"brick:{ref}", confirmed=False, at=at)
    with pytest.raises(Refused, match="te vaak"):
        make_follow("brick:g", confirmed=False, at=at)


def test_a_link_is_asked_and_says_nothing(wall, deliver, at):
    make_follow(wall.lay("a"), at=at)
    deliver()
    before = OutgoingMail.objects.count()
    for email in ("lotte@example.org", "niemand@example.org"):
        follow_actions.ask_follow_link(email=email, by=None, at=at)
    deliver()
    assert [sent.to for sent in OutgoingMail.objects.order_by("pk")[before:]] == ["lotte@example.org"]


def test_who_only_has_a_list_or_a_question_gets_the_same_page(deliver, at):
    make_saved_search("lijst@example.org")
    make_voice(make_question(), email="vraag@example.org")
    deliver()
    before = OutgoingMail.objects.count()
    for email in ("lijst@example.org", "vraag@example.org"):
        follow_actions.ask_follow_link(email=email, by=None, at=at)
        rows = queries.preferences(queries.of_address(email)).beside
        assert len(rows) == 1
        assert len(rows[0][1]) == 1
    deliver()
    assert [sent.subject for sent in OutgoingMail.objects.order_by("pk")[before:]] == ["Wat je volgt"] * 2


def test_what_an_address_followed_joins_the_person_who_has_it(wall, deliver, at):
    for ref in "abc":
        wall.lay(ref)
    make_follow("brick:a", "zoe@example.org", at=at)
    zoe = make_person(email="zoe@example.org")
    make_follow("brick:b", by=zoe, at=at)
    (follower,) = Follower.objects.all()
    assert follower.person == zoe
    assert follower.follows.count() == 2


def test_another_address_brings_what_it_followed(wall, deliver, at):
    for ref in "ab":
        wall.lay(ref)
    zoe = make_person(email="zoe@example.org")
    mine = make_follow("brick:a", by=zoe, at=at).follower
    loose = make_follow("brick:a", "nieuw@example.org", at=at).follower
    make_follow("brick:b", "nieuw@example.org", at=at)
    follow_actions.choose_paces(loose, kinds={"brick": "once"}, werkplaatsen={}, by=None, at=at)
    for ref in "ab":
        paint(ref, at=at)
    spread_all(at)
    zoe.email = "nieuw@example.org"
    zoe.save(update_fields=["email"])
    from noaber import ledger

    ledger.record("person.address_changed", zoe, by=zoe, at=at)
    deliver()
    (follower,) = Follower.objects.all()
    assert follower == mine
    assert sorted(follower.follows.values_list("about", flat=True)) == ["a", "b"]
    assert follower.paces.get().pace == Pace.ONCE
    assert Consent.objects.filter(follower=mine).count() == 3
    tell_all(at + timedelta(days=9))
    sent = OutgoingMail.objects.filter(key__startswith="digest:").get()
    assert sent.text.count("geverfd") == 2


def test_own_data_is_handed_over_and_erased(wall, pieter, at):
    make_follow(wall.lay("a"), by=pieter, at=at)
    make_follow("brick:a", "ander@example.org", at=at)
    follow_actions.choose_paces(pieter.follower, kinds={"brick": "once"}, werkplaatsen={}, by=pieter, at=at)
    paint("a", at=at)
    tell_all(at)
    kept = HOLDERS["following"].export(pieter)
    assert kept["follows"][0]["about"] == "brick:a"
    assert kept["told"][0]["about"] == "brick:a"
    assert kept["consents"][0]["words"] == "Ja"
    assert kept["how_often"][0]["pace"] == "meteen"
    erase(pieter, by=pieter, at=at)
    assert not Follower.objects.filter(person__isnull=False).exists()
    assert Follower.objects.count() == 1
    assert not Notice.objects.filter(told_at__isnull=False).exists()


def test_an_address_alone_is_handed_over_and_erased_too(wall, at):
    make_follow(wall.lay("a"), "zoe@example.org", at=at)
    zoe = make_person(email="zoe@example.org")
    assert HOLDERS["following"].export(zoe)["follows"]
    HOLDERS["following"].erase(zoe, by=zoe, at=at)
    assert not Follower.objects.exists()
    assert HOLDERS["following"].export(zoe) == {}
    HOLDERS["following"].erase(zoe, by=zoe, at=at)


def test_what_was_never_confirmed_goes_and_who_follows_nothing_is_forgotten(wall, at):
    make_follow(wall.lay("a"), "nooit@example.org", confirmed=False, at=at)
    follow = make_follow("brick:a", "gestopt@example.org", at=at)
    make_follow("brick:a", "blijft@example.org", at=at)
    assert follow_actions.end_old(by=None, at=at + timedelta(days=13)) == 0
    follow_actions.end_old(by=None, at=at + timedelta(days=15))
    assert Follow.objects.count() == 2
    follow_actions.unfollow(follow, by=None, at=at + timedelta(days=40))
    follow_actions.end_old(by=None, at=at + timedelta(days=41))
    assert sorted(Follower.objects.values_list("email", flat=True)) == ["blijft@example.org", "gestopt@example.org"]
    follow_actions.end_old(by=None, at=at + timedelta(days=71))
    assert [one.email for one in Follower.objects.all()] == ["blijft@example.org"]
