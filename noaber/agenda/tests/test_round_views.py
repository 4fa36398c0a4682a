# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of a round: for everybody, and for who runs it and decides."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from noaber.agenda import candidate_actions, recount, round_actions, tasks
from noaber.agenda.decision_models import AgendaItem, Choice, Decision
from noaber.agenda.models import Candidate, CandidateState, Round, State
from noaber.agenda.testing import (
    CLOSED,
    COLLECTING,
    WEIGHING,
    make_decision,
    make_gap,
    make_item,
    make_live_round,
    make_participant,
    make_period,
    make_proposal,
    make_round,
    make_votes,
)
from noaber.agenda.weighing_models import Participant
from noaber.base import clock
from noaber.questions.testing import link_in, mails_to, make_question, marks

pytestmark = pytest.mark.django_db
FOUR: list[tuple[str, dict[str, int]]] = [("dots", {}), ("ranking", {}), ("scoring", {}), ("pairwise", {})]


@pytest.fixture
def now(monkeypatch):
    """Sets the clock of the pages."""

    def at(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    at(COLLECTING)
    return at


@pytest.fixture
def round(twente, carla, now):
    return make_round(twente, carla)


@pytest.fixture
def as_carla(client, carla):
    client.force_login(carla)
    return client


def at_desk(name, round, *more):
    return reverse(name, args=[round.slug, *more])


def text_of(answer):
    return answer.content.decode()


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_rules_stand_there_before_it_begins(client, twente, carla, now):
    round = make_round(twente, carla, methods=FOUR)
    page = text_of(client.get(round.get_absolute_url()))
    for words in ("Zo wegen we", "Je hebt", "Is dringend voor inwoners", "Te verdelen: 2 plekken", "Stel iets voor"):
        assert words in page
    assert "De uitslag</h2>" not in page
    assert str(round.seed) in page


def test_a_draft_is_for_who_runs_or_decides(client, twente, carla, bas, sam, now):
    draft = make_round(twente, carla, announced=False)
    for name in ("round_detail", "round_join", "candidate_propose", "round_link", "round_stand", "round_export"):
        assert client.get(at_desk(name, draft)).status_code == 404
    for person, expected in ((carla, 200), (bas, 200), (sam, 404)):
        client.force_login(person)
        assert client.get(draft.get_absolute_url()).status_code == expected


def test_reading_sets_no_cookie_and_a_moving_page_is_not_kept(client, round, now):
    answer = client.get(round.get_absolute_url())
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert not client.get("/agenda/").cookies


def test_the_outcome_is_for_everybody_after_closing(client, round, now):
    make_votes(round, resident=[(1, 2)] * 4, policy=[(3, 4)] * 3, research=[(1,)])
    assert client.get(at_desk("round_export", round)).status_code == 404
    now(CLOSED)
    page = text_of(client.get(round.get_absolute_url()))
    for words in (
        "8 mensen wogen mee",
        "Dit stelt eerlijk delen voor",
        "top van inwoners",
        "Waarom wel?",
        "Zelf natellen",
    ):
        assert words in page
    # Three perspectives weighed; the one of a single person does not stand apart.
    assert "overige perspectieven" in page
    assert "inwoners <b>" not in page


def test_the_download_counts_to_the_same(client, round, now):
    make_votes(round, resident=[(1, 2)] * 4, policy=[(3, 4)] * 3)
    now(CLOSED)
    client.get(round.get_absolute_url())
    answer = client.get(at_desk("round_export", round))
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        files = {name.rpartition("/")[2]: folder.read(name).decode() for name in folder.namelist()}
    assert recount.differences(files) == []
    assert "@" not in "".join(files.values())


def test_nobody_weighed(client, round, now):
    now(CLOSED)
    assert "Niemand woog mee" in text_of(client.get(round.get_absolute_url()))


def test_the_agenda_of_a_period(client, twente, carla, round, now):
    make_votes(round, resident=[(1, 2)] * 4)
    decision = make_decision(round, carla, chosen=(1, 3))
    now(CLOSED)
    page = text_of(client.get(decision.get_absolute_url().partition("#")[0]))
    for words in ("Op de agenda", "Zo woog iedereen mee.", "wijkt af van inwoners", "Dit past nu het best."):
        assert words in page
    item = AgendaItem.objects.first()
    assert item.title in page
    assert "Dit past nu het best." in text_of(client.get(item.get_absolute_url()))
    assert client.get("/agenda/twente/").url == reverse("agenda_period", args=["twente", item.period.slug])
    assert client.get("/agenda/nergens/").status_code == 404
    assert client.get("/agenda/twente/nooit/").status_code == 404


def test_all_regions_side_by_side(client, twente, carla, elsewhere, sam, now):
    make_item(twente, carla)
    make_item(elsewhere, sam, title="Iets heel anders")
    now(timezone.now())
    running = make_live_round(twente, carla)
    page = text_of(client.get("/agenda/"))
    for words in ("Eenzaamheid in kleine kernen", "Iets heel anders", running.title):
        assert words in page
    assert client.get("/agenda/?thema=%00bestaat-niet").status_code == 200


# ── How much a page asks ─────────────────────────────────────────────────────────────────────────────────────────────
def asked(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_pages_ask_few_and_no_more_for_more(client, twente, carla, round, now, remembering):
    gap = make_gap(twente, carla)
    candidate_actions.add_question(round, gap, by=carla, at=COLLECTING)
    make_votes(round, resident=[(1, 2)] * 3)
    now(CLOSED)
    client.get(round.get_absolute_url())
    make_decision(round, carla)
    item = AgendaItem.objects.first()
    paths = [
        "/agenda/",
        reverse("agenda_period", args=["twente", item.period.slug]),
        round.get_absolute_url(),
        item.get_absolute_url(),
    ]
    for path in paths:
        client.get(path)
    first = [asked(client, path) for path in paths]
    for number in range(6):
        make_item(twente, carla, title=f"Nog een punt {number}", questions=[make_gap(twente, carla)])
    for path in paths:
        client.get(path)
    assert [asked(client, path) for path in paths] == first
    assert max(first) <= 12


# ── Proposing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_proposing_ends_in_a_candidate(client, as_carla, round, carla, deliver):
    path = at_desk("candidate_propose", round)
    filled = {"title": "Hoe houd je een winkel in het dorp?", "perspective": "resident", "email": "inge@example.org"}
    assert "robots" in text_of(client.post(path, marks(**filled, step="send") | {"website": "x"}))
    assert client.post(path, marks(**filled, step="send", submission="eens")).status_code == 302
    assert client.post(path, marks(**filled, step="send", submission="eens")).status_code == 302
    deliver()
    confirm = link_in(mails_to("inge@example.org")[-1], "/agenda/voorstel/")
    assert "Ja, dit stel ik voor" in text_of(client.get(confirm))
    assert "Je voorstel is ontvangen" in text_of(client.post(confirm, {"step": "bevestig"}))
    candidate = Candidate.objects.get(title=filled["title"])
    assert candidate.state == CandidateState.PROPOSED
    assert filled["title"] in text_of(as_carla.get(at_desk("candidate_list", round)))
    here = at_desk("candidate_detail", round, candidate.number)
    assert "Schrijf waarom" in text_of(as_carla.post(here, {"step": "afwijzen"}))
    assert as_carla.post(here, {"step": "toelaten"}).status_code == 302
    candidate.refresh_from_db()
    assert candidate.state == CandidateState.ADMITTED


def test_taking_a_proposal_back(client, round, deliver):
    candidate = candidate_actions.confirm(make_proposal(round), by=None, at=COLLECTING)
    confirm = reverse("candidate_confirm", args=[tasks.proposal_token(candidate)])
    assert "Je voorstel is teruggetrokken" in text_of(client.post(confirm, {"step": "weg"}))
    assert client.get(reverse("candidate_confirm", args=["verzonnen"])).status_code == 404


def test_the_same_question_is_offered_first(client, round, twente, carla):
    from noaber import search

    make_question(home=twente, title="Hoe bereik je jongeren met schulden op tijd?")
    search.catch_up()
    path = at_desk("candidate_propose", round)
    filled = {"title": "Hoe bereik je jongeren met schulden?", "perspective": "resident", "email": "i@example.org"}
    page = text_of(client.post(path, marks(**filled, step="compare")))
    assert "Is dit hetzelfde?" in page
    assert "Toch voorstellen" in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "👪 hoe dan?", "nul\x00byte", "{{ 7*7 }}", "x" * 300])
def test_odd_words_stay_words(client, as_carla, round, text):
    path = at_desk("candidate_propose", round)
    client.post(path, marks(title=text, text=text, perspective="resident", email="inge@example.org", step="send"))
    as_carla.post(at_desk("candidate_list", round), {"title": text, "text": text})
    for name in ("round_detail", "candidate_list", "round_desk"):
        answer = as_carla.get(at_desk(name, round))
        assert answer.status_code == 200
        assert "<script>alert" not in text_of(answer)


# ── Running ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def rules(**given):
    filled = {
        "title": "Nieuwe ronde", "intro": "Samen kiezen.", "collect_from": "2026-03-02T09:00", "unit": "places",
        "clarify_from": "2026-03-09T09:00", "weigh_from": "2026-03-14T09:00", "decide_from": "2026-03-21T17:00",
        "report_by": "2026-04-01T17:00", "limit": "3", "open_to_all": "on", "kinds": ["dots", "scoring"], "dots": "6",
        "most": "2", "scale": "5", "criteria": "Is dringend; 2\nKan hier",
    }  # fmt: skip
    return {**filled, **given}


def test_making_a_round_with_the_defaults(as_carla, twente, now):
    period = make_period(twente)
    path = reverse("round_new", args=["twente"])
    page = text_of(as_carla.get(path))
    assert "Alles is al ingevuld" in page
    filled = rules(period=period.slug, submission="eens")
    first, again = as_carla.post(path, filled), as_carla.post(path, filled)
    assert first.status_code == again.status_code == 302
    round = Round.objects.get()
    assert round.state == State.DRAFT
    assert [one.kind for one in round.methods.all()] == ["dots", "scoring"]
    assert round.methods.get(kind="scoring").settings["criteria"][0]["weight"] == 2
    assert "Kies kandidaten" in text_of(as_carla.get(first.url))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"title": ""}, "Titel"),
        ({"title": "x" * 900}, "900 tekens"),
        ({"weigh_from": "2026-03-01T09:00"}, "De datums moeten na elkaar komen"),
        ({"weigh_from": "morgen"}, "Vul een dag en een tijd in"),
        ({"weigh_from": "0001-01-01T00:00"}, "Kies een jaar"),
        ({"limit": "0"}, "limit"),
        ({"limit": "9" * 30}, "limit"),
        ({"kinds": []}, "Kies minstens één manier"),
        ({"kinds": ["verzonnen"]}, "kinds"),
        ({"dots": "5", "most": "9"}, "kan hier niet"),
        ({"criteria": "a\na"}, "staat er twee keer"),
        ({"period": "nooit"}, "period"),
    ],
)
def test_rules_that_cannot_be(as_carla, twente, now, given, told):
    filled = rules(**{"period": make_period(twente).slug, **given})
    page = as_carla.post(reverse("round_new", args=["twente"]), filled)
    assert page.status_code == 200
    assert told in text_of(page)
    assert "Samen kiezen." in text_of(page)
    assert not Round.objects.exists()


def test_changing_the_rules_tells_who_was_faster(as_carla, round, carla):
    path = at_desk("round_rules", round)
    seen = round.version
    assert "Bewaar" in text_of(as_carla.get(path))
    round_actions.change(round, title="Anders", by=carla, at=COLLECTING)
    page = text_of(as_carla.post(path, rules(seen=seen)))
    assert "net veranderd" in page
    assert "Samen kiezen." in page
    fresh = Round.objects.get()
    assert as_carla.post(path, rules(seen=fresh.version)).status_code == 302
    assert Round.objects.get().title == "Nieuwe ronde"


def test_once_weighing_began_the_rules_stay(as_carla, round, now):
    now(WEIGHING)
    path = at_desk("round_rules", round)
    assert "Dit kan niet meer veranderen" in text_of(as_carla.get(path))
    assert "liggen nu vast" in text_of(as_carla.post(path, rules(seen=round.version)))


def test_every_step_of_a_round(as_carla, twente, carla, now, deliver):
    round = make_round(twente, carla, announced=False)
    step = lambda name: at_desk("round_step", round, name)  # noqa: E731 (short)
    announced = as_carla.post(step("aankondigen"), {"seen": Round.objects.get().version})
    assert announced.url == at_desk("round_desk", round)
    now(WEIGHING)
    make_participant(round, carla, email="inge@example.org")
    assert as_carla.post(step("herinneren")).status_code == 302
    deliver()
    assert "Je kunt nog meewegen" in [mail.subject for mail in mails_to("inge@example.org")]
    assert "Schrijf waarom" in text_of(as_carla.post(step("sluiten")))
    assert as_carla.post(step("sluiten"), {"text": "Iedereen is klaar."}).status_code == 302
    assert "Iedereen is klaar." in text_of(as_carla.get(round.get_absolute_url()))
    assert "Dit kan nu niet" in text_of(as_carla.get(step("herinneren")))
    assert as_carla.get(step("verzonnen")).status_code == 404
    make_decision(Round.objects.get(), carla)
    assert as_carla.post(step("terugkoppelen"), {"text": "Wij gaan aan de slag."}).status_code == 302
    assert Round.objects.get().state == State.REPORTED
    assert "afgerond" in text_of(as_carla.get(round.get_absolute_url()))


def test_calling_a_round_off(as_carla, round):
    path = at_desk("round_step", round, "afgelasten")
    assert as_carla.post(path, {"text": "Te weinig tijd."}).status_code == 302
    assert "gaat niet door" in text_of(as_carla.get(round.get_absolute_url()))
    assert "niets meer te doen" in text_of(as_carla.get(at_desk("round_desk", round)))


def test_inviting_by_pasting(as_carla, round):
    path = at_desk("round_invite", round)
    pasted = "Inge de Boer <inge@example.org>, b@example.org;\nc@example.org c@example.org"
    page = text_of(as_carla.post(path, {"perspective": "resident", "addresses": pasted}, follow=True))
    assert "3 mensen zijn uitgenodigd" in page
    again = text_of(as_carla.post(path, {"perspective": "resident", "addresses": "b@example.org"}, follow=True))
    assert "1 deed al mee" in again
    assert Participant.objects.count() == 3
    wrong = text_of(as_carla.post(path, {"perspective": "resident", "addresses": "goed@example.org fout@"}))
    assert "fout@" in wrong
    assert "Kies één perspectief" in text_of(as_carla.post(path, {"addresses": "b@example.org"}))
    assert "Hier staat geen e-mailadres" in text_of(as_carla.post(path, {"perspective": "policy", "addresses": "niks"}))


def test_the_room_shows_its_code(as_carla, round):
    path = at_desk("round_room", round)
    assert "Open de zaal" in text_of(as_carla.get(path))
    assert "1" in text_of(as_carla.post(path, {"seats": "0"}))
    assert as_carla.post(path, {"seats": "40"}).status_code == 302
    code = Round.objects.get().room_code
    page = text_of(as_carla.get(path))
    assert code in page
    assert "<svg" in page
    assert as_carla.post(path, {"step": "dicht"}).status_code == 302
    assert not Round.objects.get().room_open


def test_putting_candidates_in(as_carla, round, twente, elsewhere, carla, sam):
    own, other = make_gap(twente, carla), make_gap(elsewhere, sam, title="Wie rijdt er naar het ziekenhuis?")
    path = at_desk("candidate_list", round)
    assert own.title in text_of(as_carla.get(path))
    for question in (own, other):
        assert as_carla.post(path, {"question": question.ref}).status_code == 302
    assert as_carla.post(path, {"title": "Zelf bedacht"}).status_code == 302
    assert round.candidates.weighed().count() == 7
    assert "Deze vraag is er niet meer" in text_of(as_carla.post(path, {"question": "v-nergens"}))
    assert "De vraag staat er niet in" in text_of(as_carla.post(path, {"question": "v-nergens\x00"}))
    answered = make_question(home=twente)
    assert "zonder antwoord" in text_of(as_carla.post(path, {"question": answered.ref}))
    here = at_desk("candidate_detail", round, 1)
    assert as_carla.post(here, {"step": "woorden", "title": "Duidelijker gezegd", "text": ""}).status_code == 302
    assert "Kies met welke" in text_of(as_carla.post(here, {"step": "samenvoegen"}))
    into = round.candidates.get(number=2)
    assert as_carla.post(here, {"step": "samenvoegen", "into": into.pk}).status_code == 302
    assert round.candidates.get(number=1).state == CandidateState.MERGED
    assert as_carla.get(at_desk("candidate_detail", round, 99)).status_code == 404


# ── Deciding ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def decision(round, choices, **given):
    lines = {f"c{number}-choice": choice for number, choice in choices.items()}
    return {"body": "programmateam", "decided_on": "2026-03-21", "reason": "Zo woog men.", **lines, **given}


def test_departing_from_residents_needs_a_reason(as_carla, round, now):
    make_votes(round, resident=[(1, 2)] * 4, policy=[(3, 4)] * 9)
    now(CLOSED)
    path = at_desk("round_decide", round)
    page = text_of(as_carla.get(path))
    assert page.count("top van inwoners") == 2
    choices = {1: "in", 2: "out", 3: "in", 4: "later"}
    refused = text_of(as_carla.post(path, decision(round, choices)))
    assert "Schrijf waarom jullie daarvan afwijken" in refused
    assert "Zo woog men." in refused
    assert not Decision.objects.exists()
    sent = decision(round, choices, **{"c2-reason": "Daar loopt al iets.", "c1-lead": "Saxion", "submission": "eens"})
    assert as_carla.post(path, sent).status_code == 302
    assert as_carla.post(path, sent).status_code == 302
    made = Decision.objects.get()
    assert made.lines.get(departs_from_residents=True).reason == "Daar loopt al iets."
    assert set(made.lines.filter(choice=Choice.IN).values_list("item__lead", flat=True)) == {"Saxion", ""}
    assert "Besluiten kan nu niet" in text_of(as_carla.get(path))


def test_deciding_second_tells_who_was_first(as_carla, round, carla, now):
    make_votes(round, resident=[(1, 2)] * 4)
    now(CLOSED)
    path = at_desk("round_decide", round)
    as_carla.get(path)
    seen = Round.objects.get().version
    make_decision(round, carla)
    late = decision(round, dict.fromkeys((1, 2, 3, 4), "in"), seen=seen)
    page = text_of(as_carla.post(path, late))
    assert "Zo woog men." in page
    assert Decision.objects.count() == 1


def test_the_board_decides_but_does_not_run(client, bas, round, now):
    make_votes(round, resident=[(1, 2)] * 4)
    now(CLOSED)
    client.force_login(bas)
    assert client.get(at_desk("round_rules", round)).status_code == 403
    assert "Leg het besluit vast" in text_of(client.get(at_desk("round_desk", round)))
    assert (
        client.post(at_desk("round_decide", round), decision(round, {1: "in", 2: "in", 3: "out", 4: "out"})).status_code
        == 302
    )


def test_adding_and_taking_off_between_rounds(as_carla, twente, carla, now):
    period, gap = make_period(twente), make_gap(twente, carla)
    path = reverse("agenda_add", args=["twente"])
    filled = {
        "title": "Er komt iets bij", "questions": f"https://x.example{gap.get_absolute_url()}", "reason": "Nu nodig.",
        "body": "programmateam", "decided_on": "2026-03-02", "period": period.slug, "submission": "eens",
    }  # fmt: skip
    wrong = text_of(as_carla.post(path, {**filled, "questions": "https://elders.example/x"}))
    assert "Deze vraag kennen we niet" in wrong
    assert "Nu nodig." in wrong
    assert "toekomst" in text_of(as_carla.post(path, {**filled, "decided_on": "2126-01-01"}))
    for _time in range(2):
        assert as_carla.post(path, filled).status_code == 302
    item = AgendaItem.objects.get()
    assert list(item.questions.all()) == [gap]
    off = reverse("agenda_item_withdraw", args=[item.slug])
    assert "Schrijf waarom" in text_of(as_carla.post(off, {"body": "programmateam", "decided_on": "2026-03-03"}))
    assert (
        as_carla.post(off, {"body": "programmateam", "decided_on": "2026-03-03", "reason": "Klaar."}).status_code == 302
    )
    item.refresh_from_db()
    assert not item.is_on
    assert "Van de agenda af" in text_of(as_carla.get(reverse("agenda_period", args=["twente", period.slug])))


def test_asking_another_region_to_join_forces(as_carla, twente, elsewhere, carla, sam, deliver):
    from noaber import search

    own, other = make_item(twente, carla), make_item(elsewhere, sam, title="Eenzaamheid in kleine kernen aanpakken")
    search.catch_up()
    path = reverse("agenda_item_together", args=[own.slug])
    page = text_of(as_carla.get(path))
    assert other.title in page
    assert "Kies met wie" in text_of(as_carla.post(path, {"text": "Zullen we?"}))
    assert as_carla.post(path, {"other": other.ref, "text": "Zullen we?"}).status_code == 302
    deliver()
    mail = mails_to("sam@example.org")[-1]
    assert "Zullen we?" in mail.text
    assert "carla@example.org" in mail.text
    assert mails_to("carla@example.org") == []
