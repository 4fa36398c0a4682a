# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links about uses, stories, changes, rounds, hints and readers: forged, of another thing, too old, twice, too late."""

import pytest
from django.urls import reverse

from noaber.base import clock
from noaber.effects import links as effect_links
from noaber.effects import msc_actions, telling_actions
from noaber.effects.story_models import Substantiation
from noaber.knowledge import care_links, outside_actions, outside_links, review_actions
from noaber.knowledge.models import Product
from noaber.ledger.models import Entry
from noaber.matching import hint_actions
from noaber.matching import links as hint_links
from noaber.matching.models import Hint
from noaber.matching.testing import make_consent
from noaber.members import HOLDERS
from noaber.people.models import Visibility
from noaber.projects.models import Project
from noaber.questions.testing import mails_to, marks
from tests.attacks.mailed import DAY, World
from tests.attacks.test_links import forgeries

pytestmark = pytest.mark.django_db
# Every address that a mailed link opens: what seals it, and what follows the token.
SEALED = [
    ("effect_confirm", effect_links.CONFIRM),
    ("effect_manage", effect_links.MANAGE),
    ("change_ask", effect_links.MANAGE),
    ("use_after", effect_links.AFTER),
    ("change_whether", effect_links.WHETHER),
    ("msc_choose", effect_links.PANEL),
    ("hint_answer", hint_links.FIRST),
    ("hint_asked", hint_links.OTHER),
    ("outside_read", outside_links.OUTSIDE),
    ("outside_step", outside_links.OUTSIDE, "zeggen"),
    ("outside_step", outside_links.OUTSIDE, "klaar"),
    ("outside_step", outside_links.OUTSIDE, "afzeggen"),
    ("outside_file", outside_links.OUTSIDE, 1),
    ("product_check_link", care_links.CARE),
]
SENT = {
    "still": "yes", "text": "Gekaapt", "agrees": "yes", "role": "Gekaapt", "email": "kaper@example.org",
    "antwoord": "ja", "months": "12", "d1-reason": "Gekaapt", "domain": "1",
}  # fmt: skip


@pytest.fixture
def world(twente, elsewhere, nadia, carla):
    return World(twente, elsewhere, nadia, carla)


def refused(client, address, status):
    """Sent both ways, filled in: a page in words with this status, and nothing written."""
    before = Entry.objects.count()
    seen = set()
    for answer in (client.get(address), client.post(address, marks(**SENT))):
        if answer.status_code != 405:
            text = answer.content.decode()
            assert "<h1>Deze link werkt niet" in text
            assert '<p class="lead">' in text
            seen.add(answer.status_code)
    return seen == {status} and Entry.objects.count() == before


def named(rows):
    return {"argvalues": rows, "ids": ["-".join(map(str, (row[0], *row[2:]))) for row in rows]}


@pytest.mark.parametrize("link", **named(SEALED))
def test_a_link_that_is_not_ours_opens_nothing(client, world, link):
    name, purpose, *more = link
    for what, token in forgeries(purpose, world.values):
        assert refused(client, reverse(name, args=[token, *more]), 404), what


@pytest.mark.parametrize("link", **named(SEALED))
def test_a_link_about_nothing_or_something_else_opens_nothing(client, world, link):
    name, purpose, *more = link
    if purpose == care_links.CARE:
        others = [f"0 {world.nadia.pk} 2026-01-01", f"{world.product.pk} 0 2026-01-01"]
    else:
        others = ["niets", "use:niets", f"story:{world.round.ref}", "product:1", ""]
        others += [f"story:{world.story.ref}"] if name in ("use_after", "change_ask") else []
        others += [f"use:{world.use.ref}"] if name == "change_ask" else []
    for value in others:
        assert refused(client, world.link(name, purpose, *more, value=value), 404), value


@pytest.mark.parametrize("link", **named(SEALED))
def test_a_link_that_is_too_old_opens_nothing(client, world, link, monkeypatch):
    past = -DAY
    for purpose in effect_links.AGES:
        monkeypatch.setitem(effect_links.AGES, purpose, past)
    monkeypatch.setattr(hint_links, "AGE", past)
    monkeypatch.setattr(outside_links, "OUTSIDE_AGE", past)
    monkeypatch.setattr(care_links, "CARE_AGE", past)
    assert refused(client, world.link(*link), 410)


@pytest.mark.parametrize("link", **named(SEALED))
def test_the_control_the_right_link_does_open(client, world, link):
    name, purpose, *more = link
    world.wanted() if name == "hint_asked" else None
    address = world.link(name, purpose, *[world.file.pk if one == 1 else one for one in more])
    answers = [client.get(address), client.post(address, marks(**SENT))]
    assert {answer.status_code for answer in answers} - {405} <= {200, 302}
    for answer in answers:
        answer.close()


# ── Twice ────────────────────────────────────────────────────────────────────────────────────────────────────────────
ONCE = [
    ("effect_confirm", effect_links.CONFIRM, {}, {}),
    ("use_after", effect_links.AFTER, {"still": "yes", "text": "Eerst"}, {"still": "no", "text": "Later"}),
    ("change_whether", effect_links.WHETHER, {"agrees": "yes", "role": "Buur"}, {"agrees": "no", "role": "Baas"}),
    ("hint_answer", hint_links.FIRST, {"antwoord": "nee"}, {"antwoord": "ja"}),
    ("product_check_link", care_links.CARE, {"months": "6"}, {"months": "24"}),
]


@pytest.mark.parametrize("link", **named(ONCE))
def test_a_link_used_twice_counts_once_and_says_so(client, world, link, deliver):
    name, purpose, first, second = link
    address = world.link(name, purpose)
    assert client.post(address, marks(**first)).status_code in (200, 302)
    deliver()
    before, mailed = Entry.objects.count(), len(mails_to("els@example.org"))
    page = client.post(address, marks(**second), follow=True)
    deliver()
    assert page.status_code == 200
    assert (Entry.objects.count(), len(mails_to("els@example.org"))) == (before, mailed)
    page = client.get(address).content.decode()
    assert any(words in page for words in ("Dank je wel", "Bedankt", "Dit is nagekeken", "al bevestigd")), page


def test_taking_back_twice_says_that_it_is_gone(client, world):
    address = world.link("effect_manage", effect_links.MANAGE)
    assert client.post(address).status_code == 302
    assert refused(client, address, 404)


# ── Too late ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_was_taken_back_is_not_told_on(client, world):
    for thing in (world.told, world.use, world.change):
        telling_actions.withdraw(thing, by=None, at=clock.now())
    for link in SEALED[:5]:
        assert refused(client, world.link(*link), 404), link
    assert not Substantiation.objects.exclude(answered_at=None).exists()


def test_a_story_that_was_taken_back_is_not_chosen(client, world):
    address = world.link("msc_choose", effect_links.PANEL)
    telling_actions.withdraw(world.story, by=None, at=clock.now())
    assert world.story.title not in client.get(address).content.decode()
    page = client.post(address, {**SENT, "d1-story": world.story.ref})
    assert page.status_code == 200
    assert not world.domain.choices.exists()
    # What was typed is not lost.
    assert "Gekaapt" in page.content.decode()


def test_who_chooses_after_the_round_is_told_that_it_is_over(client, world):
    told = {"reason": "Te weinig verhalen.", "by": world.lead, "at": clock.now()}
    msc_actions.move(world.round, to="cancelled", **told)
    assert refused(client, world.link("msc_choose", effect_links.PANEL), 404)


def test_who_took_consent_back_is_introduced_to_nobody(client, world, deliver):
    world.wanted()
    hint_actions.choose(world.nadia, given=False, words="", by=world.nadia, at=clock.now())
    address = world.link("hint_asked", hint_links.OTHER)
    page = client.post(address, {"antwoord": "ja"}, follow=True).content.decode()
    deliver()
    assert "Je adres ging naar niemand" in page
    assert Hint.objects.get().state == "declined"
    for address in ("els@example.org", "nadia@example.org"):
        assert not any("Maak kennis" in mail.subject for mail in mails_to(address))
    # Wanting hints again does not bring the old yes back.
    make_consent(world.nadia)
    assert Hint.objects.get().state == "declined"


def test_never_after_a_yes_takes_the_yes_back(client, world):
    world.wanted()
    client.post(world.link("hint_answer", hint_links.FIRST), {"antwoord": "nooit"})
    assert Hint.objects.get().state == "declined"


@pytest.mark.parametrize("gone", ["erased", "left"])
@pytest.mark.parametrize("side", ["nadia", "els"])
def test_who_left_is_introduced_to_nobody(client, world, gone, side):
    world.wanted()
    person = getattr(world, side)
    if gone == "erased":
        HOLDERS["matching"].erase(person, by=person, at=clock.now())
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    for link in (("hint_answer", hint_links.FIRST), ("hint_asked", hint_links.OTHER)):
        assert refused(client, world.link(*link), 404)


def test_nobody_is_introduced_about_what_was_hidden(client, world):
    world.wanted()
    Project.objects.filter(title="Praten over geld").update(visibility=Visibility.HIDDEN)
    page = client.post(world.link("hint_asked", hint_links.OTHER), {"antwoord": "ja"})
    assert "Dit voorstel kan niet meer" in page.content.decode()
    assert Hint.objects.get().state == "wanted"


@pytest.mark.parametrize("end", ["withdrawn", "declined", "published"])
def test_who_read_along_reads_nothing_afterwards(client, world, end):
    given = {"by": world.nadia, "at": clock.now()}
    if end == "withdrawn":
        outside_actions.withdraw(world.reader, **given)
    elif end == "declined":
        outside_actions.decline(world.reader, by=None, at=clock.now())
    else:
        review_actions.ask_review(world.version, **given)
        review_actions.publish(world.version, by=world.lead, at=clock.now())
    for link in SEALED[8:13]:
        assert refused(client, world.link(*link), 410), link


def test_what_was_withdrawn_is_not_checked(client, world):
    review_actions.withdraw(world.product, text="Het klopt niet meer.", by=world.lead, at=clock.now())
    assert refused(client, world.link("product_check_link", care_links.CARE), 404)


def test_who_may_no_longer_keep_a_product_does_not_check_it(client, world):
    world.nadia.roles.all().delete()
    page = client.post(world.link("product_check_link", care_links.CARE), {"months": "12"})
    assert page.status_code == 200
    assert Product.objects.get(pk=world.product.pk).review_on == world.product.review_on
