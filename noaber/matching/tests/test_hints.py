# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import threading

import pytest
from django.db import connection

from noaber.base.models import OutgoingMail
from noaber.following.models import Follower
from noaber.ledger.models import Entry
from noaber.matching import hint_actions, hint_queries, hint_tasks, links
from noaber.matching.holding import HintsBeside
from noaber.matching.models import Hint, HintConsent
from noaber.matching.testing import make_asked, make_consent, make_hint
from noaber.members import HOLDERS
from noaber.people.models import Visibility
from noaber.people.testing import make_person
from noaber.projects.models import Project
from noaber.projects.testing import make_project
from noaber.questions.testing import link_in, mails_to, make_question

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


@pytest.fixture
def els(elsewhere):
    """A researcher in Zuyd."""
    return make_person(name="Els", email="els@example.org", role="researcher", werkplaats=elsewhere)


@pytest.fixture
def two(twente, elsewhere, nadia, els):
    """Two groups, one in each region, that look into the same question."""
    question = make_question(home=twente)
    began = dt.date(2026, 1, 12)
    one = make_project(nadia, twente, title="Jongeren en geld", questions=[question])
    other = make_project(els, elsewhere, title="Praten over geld", questions=[question], starts_on=began)
    return one, other


def verbs(prefix="hint."):
    return [entry.verb for entry in Entry.objects.filter(verb__startswith=prefix).order_by("seq")]


def mailed(person):
    """What was mailed about hints."""
    return [mail for mail in mails_to(person.email) if mail.key.startswith("hint:")]


def test_who_wants_it_is_told_who_began_with_the_same_question(two, nadia, els, at, deliver):
    make_consent(nadia)
    assert hint_tasks.tell_due(at=at) == 1
    deliver()
    (mail,) = mailed(nadia)
    assert "Zuyd begon in januari met dezelfde vraag." in mail.text
    assert "Praten over geld" in mail.text
    assert "els@example.org" not in mail.text
    assert mailed(els) == []


def test_nobody_hears_anything_who_did_not_ask_for_it(two, nadia, at, deliver):
    assert hint_tasks.tell_due(at=at) == 0
    make_consent(nadia)
    hint_actions.choose(nadia, given=False, words="", by=nadia, at=at)
    assert hint_tasks.tell_due(at=at) == 0
    assert verbs() == ["hint.consented", "hint.stopped"]


def test_never_the_same_pair_twice_whichever_side_is_told(two, nadia, els, at):
    make_consent(nadia)
    make_consent(els)
    assert hint_tasks.tell_due(at=at) == 1
    assert hint_tasks.tell_due(at=at + 2 * WEEK) == 0


def test_at_most_one_mail_a_week_with_three_hints(two, twente, elsewhere, nadia, els, at, deliver):
    question = Project.objects.get(title="Jongeren en geld").questions.get()
    for number in range(4):
        make_project(els, elsewhere, title=f"Nog een {number}", questions=[question])
    make_consent(nadia)
    assert hint_tasks.tell_due(at=at) == 1
    assert Hint.objects.count() == hint_queries.MOST
    assert hint_tasks.tell_due(at=at + WEEK - dt.timedelta(hours=1)) == 0
    assert hint_tasks.tell_due(at=at + WEEK) == 1
    deliver()
    assert len(mailed(nadia)) == 2
    assert Hint.objects.count() == 5


@pytest.mark.parametrize("facts", [{"example": True}, {"visibility": Visibility.MEMBERS}, {"phase": "finished"}])
def test_nothing_is_told_of_examples_of_what_is_hidden_or_over(two, nadia, els, at, facts):
    Project.objects.filter(title="Praten over geld").update(**facts)
    make_consent(nadia)
    assert hint_tasks.tell_due(at=at) == 0


def test_an_example_tells_its_lead_nothing(two, nadia, at):
    Project.objects.filter(title="Jongeren en geld").update(example=True)
    make_consent(nadia)
    assert hint_tasks.tell_due(at=at) == 0


def test_two_times_yes_brings_both_names_and_addresses(two, nadia, els, at, deliver, client):
    make_hint(nadia)
    deliver()
    client.post(link_in(mailed(nadia)[0], "hints/"), {"antwoord": "ja"})
    deliver()
    (asked,) = mailed(els)
    assert "Twente werkt aan hetzelfde als jullie" in asked.text
    assert "nadia@example.org" not in asked.text
    # Nobody has an address yet.
    assert all("els@example.org" not in mail.text for mail in mailed(nadia))
    client.post(link_in(asked, "gevraagd"), {"antwoord": "ja"})
    deliver()
    assert "els@example.org" in mailed(nadia)[-1].text
    assert "nadia@example.org" in mailed(els)[-1].text
    assert verbs() == ["hint.consented", "hint.told", "hint.wanted", "hint.introduced"]


def test_no_is_no_and_the_other_is_not_asked(two, nadia, els, at, deliver):
    hint = make_hint(nadia)
    hint_actions.answer(hint, first=True, said="nee", words="", by=nadia, at=at)
    deliver()
    assert mailed(els) == []
    # A yes after a no, from the same mail, changes nothing any more.
    assert hint_actions.answer(hint, first=True, said="ja", words="", by=nadia, at=at).state == "declined"


def test_no_of_the_other_is_told_without_a_name(two, nadia, els, at, deliver):
    hint = make_asked(nadia)
    hint_actions.answer(hint, first=False, said="nee", words="", by=els, at=at)
    deliver()
    last = mailed(nadia)[-1]
    assert "Het komt nu niet uit" in last.subject
    assert "els" not in last.text.lower()


def test_never_holds_for_all_that_would_come(two, twente, elsewhere, nadia, els, at, deliver):
    hint = make_asked(nadia)
    hint_actions.answer(hint, first=False, said="nooit", words="Nooit meer", by=els, at=at)
    assert HintConsent.objects.get(person=els).given is False
    question = Project.objects.get(title="Jongeren en geld").questions.get()
    make_project(els, elsewhere, title="Nog een", questions=[question])
    assert hint_tasks.tell_due(at=at + WEEK) == 0
    hint_actions.answer(hint, first=True, said="nooit", words="Nooit meer", by=nadia, at=at)
    assert hint_queries.wants(nadia) is False


def test_again_changes_nothing(two, nadia, els, at, deliver):
    hint = make_asked(nadia)
    hint_actions.answer(hint, first=True, said="ja", words="", by=nadia, at=at)
    for _time in range(2):
        hint_actions.answer(hint, first=False, said="ja", words="", by=els, at=at)
    deliver()
    assert verbs() == ["hint.consented", "hint.told", "hint.wanted", "hint.introduced"]
    assert len(mailed(els)) == 2
    assert hint_actions.choose(nadia, given=True, words="", by=nadia, at=at) is False


def test_when_nobody_can_be_asked_any_more_nothing_happens(two, nadia, els, at, deliver):
    hint = make_hint(nadia)
    type(els).objects.filter(pk=els.pk).update(is_active=False)
    assert hint_actions.answer(hint, first=True, said="ja", words="", by=nadia, at=at).state == "declined"


def test_a_coordinator_hears_of_what_is_on_the_agenda_elsewhere(twente, elsewhere, carla, sam, at, deliver):
    from noaber.agenda.testing import make_gap, make_item

    question = make_gap(twente, carla)
    make_item(twente, carla, title="Geld en jongeren", questions=[question])
    make_item(elsewhere, sam, title="Jong en rond", questions=[question])
    make_consent(carla)
    assert hint_tasks.tell_due(at=at) == 1
    deliver()
    assert "Jong en rond" in mailed(carla)[0].text


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_hints_are_switched_on_and_off(client, nadia):
    client.force_login(nadia, backend="django.contrib.auth.backends.ModelBackend")
    assert "Hints staan uit" in client.get("/hints/").content.decode()
    client.post("/hints/", {"hints": "aan"})
    assert "Hints staan aan" in client.get("/hints/").content.decode()
    assert "hoogstens één keer per week" in HintConsent.objects.get().words
    assert [row.note for row in HintsBeside().rows(Follower(person=nadia))] == ["hoogstens één mail per week"]
    client.post("/hints/", {"hints": "uit"})
    assert [row.note for row in HintsBeside().rows(Follower(person=nadia))] == ["uit"]
    assert HintsBeside().rows(Follower(email="iemand@example.org")) == ()
    assert [one.given for one in HintConsent.objects.all()] == [True, False]


def test_a_link_is_only_read_until_a_button_is_pressed(client, two, nadia):
    hint = make_hint(nadia)
    address = links.answer_link(hint, links.FIRST).partition("://")[2].partition("/")[2]
    page = client.get(f"/{address}").content.decode()
    assert "Zuyd begon in januari met dezelfde vraag." in page
    assert Hint.objects.get().state == "told"
    assert client.post(f"/{address}", {"antwoord": "misschien"}).status_code == 200
    assert Hint.objects.get().state == "told"
    client.post(f"/{address}", {"antwoord": "ja"})
    assert "We vragen het nu aan de ander" in client.get(f"/{address}").content.decode()


def test_the_link_of_one_side_does_not_answer_for_the_other(client, two, nadia):
    from noaber.base import signing

    hint = make_asked(nadia)
    token = signing.seal(links.FIRST, hint.ref)
    assert client.post(f"/hints/gevraagd/{token}/", {"antwoord": "ja"}).status_code == 404
    assert Hint.objects.get().state == "wanted"
    assert client.get("/hints/verzonnen/").status_code == 404
    hint.delete()
    assert client.get(f"/hints/{token}/").status_code == 404


def test_what_was_hidden_since_is_not_told_by_an_old_link(client, two, nadia, deliver):
    hint = make_hint(nadia)
    Project.objects.filter(title="Praten over geld").update(visibility=Visibility.HIDDEN)
    address = links.answer_link(hint, links.FIRST).partition("://")[2].partition("/")[2]
    page = client.get(f"/{address}").content.decode()
    assert "Praten over geld" not in page
    assert "Dit voorstel kan niet meer" in page
    deliver()
    assert mailed(nadia) == []


def test_what_is_kept_is_handed_over_and_erased(two, nadia, els, at):
    make_asked(nadia)
    told = HOLDERS["matching"].export(nadia)
    assert told["consents"][0]["given"] is True
    assert told["told"][0]["about"].startswith("project:")
    assert "told" in HOLDERS["matching"].export(els)
    for _time in range(2):
        HOLDERS["matching"].erase(nadia, by=nadia, at=at)
    assert not Hint.objects.exists()
    assert not HintConsent.objects.exists()
    assert HOLDERS["matching"].export(nadia) == {}


def test_a_consent_is_never_changed(nadia):
    make_consent(nadia)
    with pytest.raises(TypeError):
        HintConsent.objects.get().save()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_mail_and_one_introduction(two, nadia, els, at, deliver):
    make_consent(nadia)

    def at_once(act):
        failed = []

        def run():
            try:
                act()
            except Exception as error:
                failed.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _one in range(3)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        return failed

    assert at_once(lambda: hint_tasks.tell_due(at=at)) == []
    hint = Hint.objects.get()
    assert at_once(lambda: hint_actions.answer(hint, first=True, said="ja", words="", by=nadia, at=at)) == []
    assert at_once(lambda: hint_actions.answer(hint, first=False, said="ja", words="", by=els, at=at)) == []
    deliver()
    assert verbs() == ["hint.consented", "hint.told", "hint.wanted", "hint.introduced"]
    assert OutgoingMail.objects.filter(key__startswith="hint:").count() == 4
