# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A voter's page: every method without account, cookie or script; and what came of it, the moment that it closes."""

import pytest
from django.urls import reverse

from noaber.agenda import round_actions
from noaber.agenda.keys import key_of
from noaber.agenda.models import Round
from noaber.agenda.testing import CLOSED, COLLECTING, WEIGHING, make_participant, make_round, make_votes, vote
from noaber.agenda.weighing_models import Ballot, Participant, Way
from noaber.base import clock
from noaber.questions.testing import link_in, mails_to, marks

pytestmark = pytest.mark.django_db
FOUR = [
    ("dots", {"dots": 4, "most": 3}),
    ("ranking", {}),
    ("scoring", {"criteria": "Is dringend; 2\nPast"}),
    ("pairwise", {}),
]


@pytest.fixture
def now(monkeypatch):
    """Sets the clock of the pages."""

    def at(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    at(WEIGHING)
    return at


@pytest.fixture
def round(twente, carla, now):
    return make_round(twente, carla, methods=FOUR)


def page_of(participant):
    return reverse("round_weigh", args=[key_of(participant)])


def test_one_slip_after_the_other(client, round):
    inge = make_participant(round)
    here = page_of(inge)
    page = client.get(here).content.decode()
    assert "je weegt mee als inwoner" in page
    assert 'name="dots-1"' in page
    assert "Nog niet opgeslagen" in page
    sent = {
        "dots": {"dots-1": "3", "dots-2": "1"},
        "ranking": {"ranking-1": "1", "ranking-3": "2"},
        "scoring": {"scoring-1-is-dringend": "5", "scoring-1-past": "0"},
        "pairwise": {},
    }
    for kind, given in sent.items():
        assert f'name="deel" value="{kind}"' in client.get(here).content.decode()
        answer = client.post(here, {"deel": kind, **given})
        assert answer.status_code == 302
        page = client.get(answer.url).content.decode()
        assert "Opgeslagen: " in page
    assert "Je stem is opgeslagen" in page
    assert Ballot.objects.filter(participant=inge).count() == 4
    assert not client.cookies


def test_all_at_once_and_again_changes_nothing(client, round):
    inge = make_participant(round)
    filled = {"dots-1": "2", "ranking-2": "1", "scoring-4-past": "3", "pairwise-1-2": "1"}
    for _time in range(2):
        assert client.post(page_of(inge), filled).status_code == 302
    ballots = {one.method.kind: one for one in Ballot.objects.select_related("method")}
    assert ballots["dots"].content == {"1": 2}
    assert ballots["ranking"].content == {"order": [2]}
    assert {one.times for one in ballots.values()} == {1}
    changed = client.get(f"{page_of(inge)}?deel=dots").content.decode()
    assert 'name="dots-1" value="2"' in changed
    assert "Opgeslagen" in changed


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        ("dots", {"dots-1": "3", "dots-2": "3"}, "Haal er 2 weg"),
        ("dots", {"dots-1": "veel"}, "“veel” kan hier niet"),
        ("dots", {"dots-1": "-1"}, "kan hier niet"),
        ("ranking", {"ranking-1": "1", "ranking-2": "1"}, "staat er twee keer"),
        ("scoring", {"scoring-1-past": "9"}, "kan hier niet"),
    ],
)
def test_what_is_wrong_is_told_and_stays_typed(client, round, kind, given, told):
    inge = make_participant(round)
    answer = client.post(page_of(inge), {"deel": kind, **given})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert told in page
    assert "Wat je invulde staat er nog" in page
    if kind == "dots":
        assert f'name="dots-1" value="{given["dots-1"]}"' in page
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("odd", ["x\x00y", "9" * 400, "<script>", "²", "1e3"])
def test_odd_input_never_breaks(client, round, odd):
    inge = make_participant(round)
    for kind in ("dots", "ranking", "scoring", "pairwise"):
        pair = "-2" if kind == "pairwise" else "-past" if kind == "scoring" else ""
        answer = client.post(page_of(inge), {"deel": kind, f"{kind}-1{pair}": odd})
        assert answer.status_code in (200, 302)
        assert b"<script>&" not in answer.content
    assert client.get(f"{page_of(inge)}?deel=%00&bewaard={odd}").status_code == 200
    assert client.post(page_of(inge), {"deel": "verzonnen"}).status_code == 302


@pytest.mark.parametrize("key", ["1-aaaaaaaaaaaaaaaa", "verzonnen", "0-" + "a" * 16, "9" * 19 + "-" + "a" * 16])
def test_a_link_of_nobody(client, round, key):
    for name in ("round_weigh", "round_leave"):
        page = client.get(reverse(name, args=[key]))
        assert page.status_code == 404
        assert "Deze link werkt niet" in page.content.decode()
        assert client.post(reverse(name, args=[key]), {"dots-1": "1"}).status_code == 404


def test_before_weighing_the_link_confirms_by_a_button(client, round, now, deliver):
    now(COLLECTING)
    path = reverse("round_join", args=[round.slug])
    assert client.post(path, marks(email="inge@example.org", perspective="resident")).status_code == 302
    deliver()
    here = link_in(mails_to("inge@example.org")[-1], "/agenda/stem/")
    assert "Ja, ik doe mee" in client.get(here).content.decode()
    assert not Participant.objects.ready().exists()
    assert client.post(here, {"stap": "meedoen"}).status_code == 302
    assert "Je doet mee" in client.get(here).content.decode()
    assert Participant.objects.ready().count() == 1
    assert "Je doet mee" in client.post(here, {"dots-1": "1"}).content.decode()
    assert not Ballot.objects.exists()


def test_the_outcome_shows_at_closing_and_not_before(client, round, carla, now):
    make_votes(round, resident=[(1, 2)] * 3, policy=[(3, 4)] * 4)
    inge = Participant.objects.filter(perspective="resident").first()
    assert "uitslag</h2>" not in client.get(page_of(inge)).content.decode()
    stand = reverse("round_stand", args=[round.slug])
    assert client.get(stand).content == b"weigh"
    round_actions.close_early(round, text="Iedereen is klaar.", by=carla, at=WEIGHING)
    page = client.get(page_of(inge)).content.decode()
    assert "Jouw stem telt mee" in page
    assert "7 mensen wogen mee" in page
    assert "Dit stelt eerlijk delen voor" in page
    late = client.post(page_of(inge), {"deel": "dots", "dots-3": "1"}, follow=True)
    assert "De uitslag" in late.content.decode()
    assert Ballot.objects.filter(participant=inge, content={"1": 2, "2": 2}).exists()


def test_the_stand_follows_the_clock(client, round, now):
    stand = reverse("round_stand", args=[round.slug])
    assert client.get(stand).content == b"weigh"
    now(CLOSED)
    answer = client.get(stand)
    assert answer.content == b"decide"
    assert "no-store" in answer["Cache-Control"]
    assert client.get(reverse("round_stand", args=["er-is-niets"])).status_code == 404


def test_the_stand_asks_hardly_anything(client, round, django_assert_num_queries):
    stand = reverse("round_stand", args=[round.slug])
    client.get(stand)
    with django_assert_num_queries(0):
        assert client.get(stand).content == b"weigh"


def test_coming_in_with_the_code_of_the_room(client, round, carla):
    round_actions.open_room(round, seats=1, by=carla, at=WEIGHING)
    code = Round.objects.get().room_code
    path = reverse("room_enter")
    assert round.title in client.get(f"{path}?code={code}").content.decode()
    assert "Kies wat het best bij je past" in client.post(path, {"code": code}).content.decode()
    wrong = client.post(path, {"code": "zzzzzz", "perspective": "resident"}).content.decode()
    assert "Deze code kennen we niet" in wrong
    assert 'value="zzzzzz"' in wrong
    sent = {"code": code.upper(), "perspective": "resident", "submission": "eens"}
    first, again = client.post(path, sent), client.post(path, sent)
    assert first.url == again.url
    assert client.get(first.url).status_code == 200
    assert Participant.objects.get().way == Way.ROOM
    assert "Alle plekken" in client.post(path, {**sent, "submission": "nog"}).content.decode()
    assert not client.cookies


def test_leaving_takes_the_ballots_along(client, round):
    inge = make_participant(round)
    vote(inge, 1)
    leave = reverse("round_leave", args=[key_of(inge)])
    assert "Ja, haal mij weg" in client.get(leave).content.decode()
    assert "Ja, haal mij weg" in client.post(leave).content.decode()
    assert "Je doet niet meer mee" in client.post(leave, {"zeker": "1"}).content.decode()
    assert not Participant.objects.exists()
    assert not Ballot.objects.exists()
    assert client.get(leave).status_code == 404


def test_a_link_by_mail_again(client, round, deliver):
    make_participant(round, email="inge@example.org")
    path = reverse("round_link", args=[round.slug])
    for email in ("inge@example.org", "niemand@example.org"):
        assert client.post(path, marks(email=email)).status_code == 302
    deliver()
    assert "/agenda/stem/" in mails_to("inge@example.org")[-1].text
    assert mails_to("niemand@example.org") == []
