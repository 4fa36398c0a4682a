# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports, the desk, the log; nobody judges their own."""

import datetime as dt

import pytest
from django.test import Client

from noaber import ledger
from noaber.base.models import OutgoingMail
from noaber.base.testing import at as moment
from noaber.base.verdicts import Refused
from noaber.knowledge.testing import make_product, make_published, make_review
from noaber.members.testing import make_profile
from noaber.moderation import actions, policies, queries
from noaber.moderation.models import Report, Signal, State
from noaber.moderation.own_data_actions import ModerationHolder
from noaber.moderation.testing import make_report
from noaber.people.models import Visibility
from noaber.people.testing import make_organisation, make_person
from noaber.questions import triage_actions
from noaber.questions.testing import make_contribution, make_question, marks

pytestmark = pytest.mark.django_db
# Who reads it and what they do here, then one question for each table with things that wait.
MOST_ASKED = 14


def signed_in(person):
    client = Client()
    if person is not None and person.email:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def report_at(thing):
    return f"/melden/?over={thing.KIND}:{thing.ref}"


def test_a_reader_reports_without_account_and_hears_what_came_of_it(client, twente, carla, deliver):
    product = make_product(home=twente)
    assert report_at(product) in client.get(product.get_absolute_url()).content.decode().replace("%3A", ":")
    assert "Wonen met een luisterend oor" in client.get(report_at(product)).content.decode()
    sent = marks(why="wrong", words="De link is stuk.", email="Lezer@Example.org", submission="eens")
    for _twice in range(2):
        assert client.post(report_at(product), sent).headers["Location"] == "/melden/dank/"
    report = Report.objects.get()
    assert (report.signals.count(), report.werkplaats, report.since) == (1, twente, report.since)
    deliver()
    assert OutgoingMail.objects.get(to="carla@example.org").subject == "Iemand meldt dat er iets niet klopt"
    page = signed_in(carla).get("/werkbank/").content.decode()
    assert report.title in page
    assert "lezer@example.org" not in signed_in(carla).get(report.get_absolute_url()).content.decode()
    answer = signed_in(carla).post(report.get_absolute_url(), {"verdict": "changed", "reason": "De link klopt weer."})
    assert answer.headers["Location"] == "/werkbank/"
    deliver()
    mail = OutgoingMail.objects.get(to="lezer@example.org")
    assert "De link klopt weer." in mail.text
    assert not Signal.objects.exclude(email="").exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [({"why": ""}, "Kies wat er niet klopt"), ({"why": "other"}, "in een paar woorden"), ({"email": "x"}, "klopt niet"),
     ({"website": "x"}, "robots"), ({"words": "x" * 2001}, "Er passen er 2000")],
)  # fmt: skip
def test_a_wrong_report_keeps_what_was_typed(client, twente, wrong, told):
    product = make_product(home=twente)
    page = client.post(report_at(product), marks(**{"why": "wrong", "email": "a@b.nl", **wrong})).content.decode()
    assert told in page
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "over", ["", "product", "product:niets", "vliegtuig:x", "question:\x00", "product:" + "x" * 999]
)
def test_what_is_not_there_cannot_be_reported(client, over):
    assert client.get("/melden/", {"over": over}).status_code == 404


def test_what_is_hidden_cannot_be_reported(client, twente):
    product = make_product(home=twente, visibility="hidden")
    held = make_question(home=twente, text="Bel 06-12345678")
    assert client.get(report_at(product)).status_code == client.get(report_at(held)).status_code == 404


def test_a_flood_is_stopped_with_words(client, twente, monkeypatch):
    monkeypatch.setattr("noaber.moderation.views.AN_HOUR", 1)
    product = make_product(home=twente)
    client.post(report_at(product), marks(why="wrong", submission="1"))
    page = client.post(report_at(product), marks(why="wrong", words="Nog iets", submission="2")).content.decode()
    assert "te vaak" in page
    assert "Nog iets" in page


def test_the_same_thing_twice_is_one_item_with_a_count(twente, carla, at):
    product = make_product(home=twente)
    one = make_report(product)
    assert make_report(product, words="Ik zag het ook.") == one
    assert [item.label for item in queries.waiting(carla)] == ["Melding, 2 keer"]
    actions.judge(one, verdict=State.NOTHING, reason="Het klopt.", by=carla, at=at)
    assert make_report(product) != one


def test_who_judges_a_report(twente, elsewhere, inge, pieter, nadia, carla, bas, sam, nobody, at):
    report = make_report(make_product(home=twente))
    for person in (nobody, inge, pieter, nadia, bas, sam):
        assert not policies.may_judge_report(person, report)
        with pytest.raises(Refused):
            actions.judge(report, verdict=State.NOTHING, reason="Nee", by=person, at=at)
        if person is not None:
            assert queries.waiting(person) == []
    with pytest.raises(Refused, match="Schrijf waarom"):
        actions.judge(report, verdict=State.NOTHING, reason=" ", by=carla, at=at)
    actions.judge(report, verdict=State.NOTHING, reason="Klopt.", by=carla, at=at)
    with pytest.raises(Refused, match="Carla heeft deze melding net beoordeeld"):
        actions.judge(report, verdict=State.HIDDEN, reason="Te laat.", by=carla, at=at)


def test_nobody_judges_what_they_made_or_reported(twente, carla, at):
    editor = make_person(name="Eva", email="eva@example.org", role="editor", werkplaats=twente)
    mine = make_published(editor, twente)
    report = make_report(mine)
    reported = make_report(make_product(home=twente), email=carla.email)
    question = make_question(home=twente, email=carla.email, text="Bel 06-12345678")
    made = make_contribution(make_question(home=twente), email=carla.email)
    assert [item.title for item in queries.waiting(editor)] == [reported.title]
    assert [item.title for item in queries.waiting(carla)] == [report.title]
    for person, thing in ((editor, report), (carla, reported)):
        with pytest.raises(Refused, match="collega"):
            actions.judge(thing, verdict=State.NOTHING, reason="Ik vind van wel", by=person, at=at)
    for act in (triage_actions.release, triage_actions.decline):
        with pytest.raises(Refused, match="eigen vraag"):
            act(question, text="Kan best", by=carla, at=at)
    with pytest.raises(Refused, match="zelf in"):
        triage_actions.judge(made, accept=True, by=carla, at=at)


def test_what_is_wrong_is_hidden_and_everybody_concerned_is_told(client, twente, carla, at, deliver):
    product, organisation = make_product(home=twente), make_organisation(home=twente)
    question = make_question(home=twente)
    for thing in (product, organisation, question):
        actions.judge(make_report(thing), verdict=State.HIDDEN, reason="Er stond een naam.", by=carla, at=at)
    product.refresh_from_db()
    organisation.refresh_from_db()
    question.refresh_from_db()
    assert product.visibility == organisation.visibility == Visibility.HIDDEN
    assert question.state == "refused"
    assert client.get(product.get_absolute_url()).status_code == 410
    assert "Er stond een naam." in client.get(product.get_absolute_url()).content.decode()
    assert client.get(organisation.get_absolute_url()).status_code == 404
    assert client.get(question.get_absolute_url()).status_code == 404
    deliver()
    assert OutgoingMail.objects.filter(subject="Je vraag is niet meer openbaar").count() == 1
    with pytest.raises(Refused):
        triage_actions.hide(question, text="Nog eens", by=carla, at=at)
    triage_actions.release(question, by=carla, at=at)


def test_the_desk_holds_everything_that_waits_longest_first(client, twente, elsewhere, nadia, carla, sam, at):
    make_review(nadia, twente, at=at)
    make_report(make_product(home=twente), at=at - dt.timedelta(days=9))
    make_question(home=twente, title="Wie belt?", text="Bel 06-12345678", at=at - dt.timedelta(days=3))
    make_contribution(make_question(home=twente), at=at - dt.timedelta(days=5))
    found = queries.waiting(carla)
    assert [one.kind for one in found] == ["report", "contribution", "question", "product"]
    assert {one.werkplaats for one in found} == {"twente"}
    page = signed_in(carla).get("/werkbank/?soort=product&werkplaats=twente").content.decode()
    assert "Eerst meelopen" in page
    assert "Wie belt?" not in page
    for one in found:
        assert signed_in(carla).get(one.href).status_code == 200
    assert queries.waiting(sam) == []
    count = signed_in(carla).get("/werkbank/aantal/").content.decode()
    assert "(4" in count
    assert client.get("/werkbank/aantal/").content.decode().strip() == ""
    assert "Hiervan wacht niets" in signed_in(carla).get("/werkbank/?soort=niets").content.decode()


def test_the_desk_asks_the_same_whatever_waits(twente, nadia, carla, at, django_assert_max_num_queries):
    client = signed_in(carla)

    def fill(number):
        make_review(nadia, twente, at=at + dt.timedelta(hours=number), title=f"Stuk {number}")
        for thing in (make_product(f"Product {number}", home=twente), make_question(home=twente)):
            make_report(thing)
        make_contribution(make_question(home=twente))

    fill(0)
    client.get("/werkbank/")
    with django_assert_max_num_queries(MOST_ASKED) as few:
        client.get("/werkbank/")
    for number in range(1, 5):
        fill(number)
    with django_assert_max_num_queries(MOST_ASKED) as many:
        client.get("/werkbank/")
    assert len(many) == len(few)


def test_a_public_page_asks_nothing_for_the_desk(twente, carla):
    page = signed_in(carla).get("/huisregels/").content.decode()
    assert 'data-hx-get="/werkbank/aantal/"' in page


def test_the_log_says_who_judged_what_and_why(twente, elsewhere, nadia, carla, sam, at):
    make_published(nadia, twente)
    report = make_report(make_product(home=twente))
    actions.judge(report, verdict=State.NOTHING, reason="Het klopt gewoon.", by=carla, at=at)
    triage_actions.decline(make_question(home=twente), text="Niet voor ons.", by=carla, at=at)
    page = signed_in(carla).get("/werkbank/logboek/").content.decode()
    for told in ("Carla", "Het klopt gewoon.", "Niet voor ons.", "Eva", "publiceerde", "beoordeelde een melding"):
        assert told in page
    assert queries.log(sam) == []
    assert "Nog geen oordelen" in signed_in(sam).get("/werkbank/logboek/").content.decode()


def test_what_is_kept_of_a_person(twente, carla, nadia, at):
    report = make_report(make_product(home=twente), email=nadia.email)
    actions.judge(report, verdict=State.NOTHING, reason="Klopt.", by=carla, at=at)
    holder = ModerationHolder()
    assert holder.export(nadia)["reports"][0]["words"] == "Dit is verouderd."
    assert holder.export(carla)["judged"][0]["reason"] == "Klopt."
    for person in (nadia, carla):
        holder.erase(person, by=None, at=at)
    report.refresh_from_db()
    assert report.judged_by is None
    assert not report.signals.exclude(email="").exists()
    assert [entry.verb for entry in ledger.trail(report)] == ["report.made", "report.judged"]


def test_a_profile_is_reported_hidden_and_back_when_its_person_mends_it(client, twente, carla, nadia, deliver):
    profile = make_profile(nadia, about="Koop hier uw horloges.")
    about = f"/melden/?over=profile:{profile.ref}"
    assert about in client.get(profile.get_absolute_url()).content.decode().replace("%3A", ":")
    assert client.post(about, marks(why="wrong", words="Reclame.", submission="p")).status_code == 302
    report = Report.objects.get()
    assert (report.werkplaats, report.title) == (twente, "Een profiel")
    assert "nadia" not in f"{report.title} {report.href}".lower()
    assert signed_in(nadia).get(report.get_absolute_url()).status_code == 404
    assert client.get(report.href).status_code == 200
    signed_in(carla).post(report.get_absolute_url(), {"verdict": "hidden", "reason": "Dit is reclame."})
    deliver()
    for address in (profile.get_absolute_url(), report.href, about):
        assert client.get(address).status_code == 404
    assert "Nadia" not in client.get("/mensen/").content.decode()
    assert "Dit is reclame." in OutgoingMail.objects.get(to=nadia.email).text
    assert "Dit is reclame." in signed_in(nadia).get("/mensen/mijn-profiel/").content.decode()
    make_profile(nadia, about="Ik ben docent.")
    assert client.get(profile.get_absolute_url()).status_code == 200


def test_nobody_judges_their_own_profile(twente, carla):
    profile = make_profile(carla)
    report = actions.report(queries.subject_of(f"profile:{profile.ref}"), why="wrong", by=None, at=moment())
    assert not policies.may_judge_report(carla, report, report.since.date())
    assert report.get_absolute_url() not in [one.href for one in queries.waiting(carla)]
