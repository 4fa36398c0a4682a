# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following a list by mail: asked, confirmed, told, managed, stopped; and what is kept of whom."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox

from noaber import search
from noaber.base import clock, mail, signing
from noaber.base.models import OutgoingMail
from noaber.base.verdicts import Refused
from noaber.ledger.models import Entry
from noaber.members import HOLDERS
from noaber.people.models import Person
from noaber.people.testing import make_concept, make_person
from noaber.search import alert_actions, alert_mail, saved_actions, saved_queries
from noaber.search.models import Alert, Arrival, SavedSearch
from noaber.search.testing import make_document

pytestmark = pytest.mark.django_db
OFTEN = SavedSearch.Often


@pytest.fixture
def now():
    """A Wednesday at breakfast, this week: what the outbox writes down is of the machine's own clock."""
    today = clock.now()
    return (today - timedelta(days=today.weekday() - 2)).replace(hour=8, minute=0)


@pytest.fixture
def looking_out(shelf, by_words):
    """A search with one old document, that looks out from now on."""
    shelf.put(make_document("oud", title="Schulden van vroeger"))
    search.catch_up()
    alert_actions.look_out(at=clock.now())
    return shelf


def save(page="find", email="inge@example.org", by=None, often=OFTEN.DAILY, since=None, **chosen):
    """A saved search that was confirmed some days ago."""
    at = since or clock.now() - timedelta(days=9)
    saved = saved_actions.ask_saved(page, given=chosen, often=often, consent="Ja", email=email, by=by, at=at)
    return saved_actions.confirm_saved(saved, by=None, at=at)


def at_breakfast():
    return (clock.now() + timedelta(days=8)).replace(hour=8, minute=0)


def told(at=None):
    """Look out, and send what is due; the mails that went."""
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    alert_actions.look_out(at=clock.now())
    alert_mail.tell_due(at or at_breakfast())
    return list(OutgoingMail.objects.exclude(pk__in=before))


def test_what_is_new_is_told_once_with_its_reason(looking_out):
    save(q="schulden jongeren")
    looking_out.put(
        make_document("n-1", title="Jongeren met schulden", url="/kennis/n-1/"),
        make_document("n-2", title="Dagbesteding voor jongeren"),
    )
    (sent,) = told()
    assert sent.to == "inge@example.org"
    assert "Jongeren met schulden" in sent.text
    assert "/kennis/n-1/" in sent.text
    assert "Zelfde woorden" in sent.text
    assert "Dagbesteding" not in sent.text
    assert "van vroeger" not in sent.text
    assert told(at_breakfast() + timedelta(days=1)) == []
    search.changed("product", "n-1")
    search.changed("product", "oud")
    assert told(at_breakfast() + timedelta(days=2)) == []


def test_nothing_new_is_no_mail(looking_out):
    save(q="schulden")
    assert told() == []


def test_nobody_is_mailed_at_night_and_weekly_is_weekly(looking_out):
    save(q="schulden", often=OFTEN.WEEKLY, since=clock.now() - timedelta(minutes=5))
    looking_out.put(make_document("n-1", title="Schulden"))
    assert told(clock.now().replace(hour=3)) == []
    assert told(at_breakfast().replace(hour=4)) == []
    assert len(told()) == 1


def test_one_address_gets_one_mail_about_everything(looking_out):
    save(q="schulden")
    save(q="wonen")
    looking_out.put(make_document("n-1", title="Schulden"), make_document("n-2", title="Wonen in de wijk"))
    (sent,) = told()
    assert "Schulden" in sent.text
    assert "Wonen in de wijk" in sent.text


def test_who_may_not_see_it_is_not_told(looking_out, nadia, sam):
    save(q="schulden")
    save(q="schulden", by=nadia, email="")
    save(q="schulden", by=sam, email="")
    looking_out.put(make_document("n-1", title="Schulden", visibility="members:twente"))
    looking_out.put(make_document("n-2", title="Schulden", visibility="hidden"))
    assert [sent.to for sent in told()] == ["nadia@example.org"]
    # Nadia saw it as a member; to the others it is new when everybody may see it.
    looking_out.put(make_document("n-1", title="Schulden"))
    later = told(at_breakfast() + timedelta(days=1))
    assert sorted(sent.to for sent in later) == ["inge@example.org", "sam@example.org"]


def test_what_is_hidden_again_before_the_mail_is_not_told(looking_out):
    save(q="schulden")
    looking_out.put(make_document("n-1", title="Schulden"))
    alert_actions.look_out(at=clock.now())
    looking_out.put(make_document("n-1", title="Schulden", visibility="hidden"))
    assert told() == []
    # It was not told, so it is new when it comes back.
    looking_out.put(make_document("n-1", title="Schulden"))
    assert len(told(at_breakfast() + timedelta(days=1))) == 1


def test_a_theme_is_met_by_everything_under_it(looking_out):
    below = make_concept("armoede", broader=make_concept("bestaanszekerheid"))
    save(page="theme_detail", thema="bestaanszekerheid")
    looking_out.put(make_document("n-1", title="Zomaar iets", themes=(below.slug,)))
    looking_out.put(make_document("n-2", title="Nog iets", themes=("wonen",)))
    (sent,) = told()
    assert "Zomaar iets" in sent.text
    assert "Gaat over “armoede”" in sent.text
    assert "Nog iets" not in sent.text


def test_a_pause_is_a_pause_and_does_not_pile_up(looking_out):
    saved = save(q="schulden")
    saved_actions.change_saved(saved, what="pause", by=None, at=clock.now())
    looking_out.put(make_document("n-1", title="Schulden"))
    assert told() == []
    saved_actions.change_saved(saved, what="resume", by=None, at=clock.now())
    assert told() == []
    looking_out.put(make_document("n-2", title="Weer schulden"))
    (sent,) = told()
    assert "Weer schulden" in sent.text


def test_a_mail_can_be_stopped_by_one_press_and_by_post_only(looking_out, client, mailoutbox):
    save(q="schulden")
    looking_out.put(make_document("n-1", title="Schulden"))
    told()
    mail.send_due(at_breakfast())
    sent = outbox.outbox[-1]
    headers = sent.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https?://[^/]+(/volgen/stop/[^>]+/)>", headers["List-Unsubscribe"].replace("\n ", ""))[1]
    assert address in sent.body
    assert "Ja, stop ermee" in client.get(address).content.decode()
    assert SavedSearch.objects.count() == 1
    from django.test import Client

    program = Client(enforce_csrf_checks=True)
    for _twice in range(2):
        answer = program.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
        assert not answer.cookies
    assert not SavedSearch.objects.exists()
    assert "niet meer" in client.get(address).content.decode()
    assert client.post(address[:-4] + "x/").status_code == 404


def test_the_same_search_by_the_same_address_is_one(looking_out):
    first = save(q="schulden")
    assert save(q=" Schulden ").pk == first.pk
    assert save(page="product_list", q="schulden").pk != first.pk
    assert save(q="schulden", soort="kennis").fingerprint == save(page="product_list", q="schulden").fingerprint
    assert save(q="schulden", email="Pieter@Example.org").pk != first.pk


def test_a_search_for_everything_is_refused(looking_out):
    with pytest.raises(Refused, match="Kies eerst"):
        save()
    assert save(page="product_list").page == "product_list"
    with pytest.raises(Refused):
        save(page="geen-lijst", q="x")


def test_twenty_is_enough_and_only_the_mail_says_so(looking_out, deliver, monkeypatch):
    monkeypatch.setattr(saved_actions, "MAILS_AN_HOUR", 1000)
    for number in range(saved_actions.MOST):
        save(q=f"woord {number}")
    assert saved_actions.ask_saved(
        "find", given={"q": "nog een"}, often="daily", consent="", email="inge@example.org", by=None, at=clock.now()
    ).confirmed_at
    assert SavedSearch.objects.count() == saved_actions.MOST
    deliver()
    assert OutgoingMail.objects.latest("pk").subject == "Wat je volgt"


def test_one_address_is_not_mailed_without_end(looking_out):
    at = clock.now().replace(minute=5)
    for number in range(saved_actions.MAILS_AN_HOUR):
        save(q=f"woord {number}", since=at)
    with pytest.raises(Refused, match="te vaak"):
        save(q="nog een", since=at)


def test_after_a_year_it_asks_and_then_it_ends(looking_out):
    saved = save(q="schulden", since=clock.now() - timedelta(days=350))
    assert alert_mail.ask_to_stay(clock.now()) == 1
    assert alert_mail.ask_to_stay(clock.now()) == 0
    (sent,) = OutgoingMail.objects.all()
    assert "blijven volgen" in sent.subject
    assert sent.headers["List-Unsubscribe"]
    stays = save(q="wonen", since=clock.now() - timedelta(days=350))
    saved_actions.change_saved(stays, what="stay", by=None, at=clock.now())
    save(q="nooit bevestigd")
    SavedSearch.objects.filter(chosen__q="nooit bevestigd").update(confirmed_at=None, since=None, ends_at=None)
    saved_actions.end_old(by=None, at=saved.ends_at + timedelta(days=1))
    assert [one.chosen["q"] for one in SavedSearch.objects.all()] == ["wonen"]


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────────────────────
def marks():
    opened = signing.seal("base.form", (clock.now() - timedelta(seconds=9)).isoformat())
    return {"started": opened, "submission": "s", "website": ""}


def links(text):
    return re.findall(r"https?://[^/\s]+(/volgen/\S+)", text)


def test_without_an_account_from_asking_to_stopping(client, shelf, deliver):
    page = client.get("/volgen/lijst/?lijst=find&q=schulden&soort=kennis").content.decode()
    assert "schulden" in page
    fields = {"lijst": "find", "c-q": "schulden", "c-soort": "kennis", "often": "daily", "email": "inge@example.org"}
    wrong = client.post("/volgen/lijst/", {**fields, **marks(), "email": "inge"})
    assert "klopt niet" in wrong.content.decode()
    assert 'value="schulden"' in wrong.content.decode()
    assert client.post("/volgen/lijst/", {**fields, **marks()})["Location"] == "/volgen/verstuurd/?wat=lijst"
    assert not Person.objects.exists()
    saved = SavedSearch.objects.get()
    assert saved.confirmed_at is None
    assert "altijd mee stoppen" in saved.consent
    deliver()
    (confirm,) = links(OutgoingMail.objects.get().text)
    client.get(confirm)
    saved.refresh_from_db()
    assert saved.confirmed_at is None
    manage = client.post(confirm)["Location"]
    saved.refresh_from_db()
    assert saved.confirmed_at is not None
    assert "elke dag" in client.get(manage).content.decode()
    for what in ("weekly", "pause", "resume", "stay", "onzin"):
        assert client.post(manage, {"ref": saved.ref, "wat": what}).status_code == 302
    saved.refresh_from_db()
    assert saved.often == "weekly"
    assert client.post(manage, {"ref": saved.ref, "wat": "stop"}).status_code == 302
    assert client.get(manage).status_code == 404
    assert not SavedSearch.objects.exists()
    verbs = Entry.objects.filter(kind="saved_search").values_list("verb", flat=True)
    assert list(verbs)[0] == "saved_search.asked"
    assert list(verbs)[-1] == "saved_search.stopped"
    assert "inge@" not in str(list(Entry.objects.values("data", "reason")))


def test_who_is_signed_in_needs_no_mail(client, shelf, nadia, sam):
    client.force_login(nadia, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/volgen/lijst/?lijst=product_list&thema=schulden").content.decode()
    assert "nadia@example.org" in page
    client.post("/volgen/lijst/", {"lijst": "product_list", "c-thema": "schulden", "often": "weekly", **marks()})
    saved = SavedSearch.objects.get(person=nadia)
    assert saved.confirmed_at is not None
    assert "Kennis" in client.get("/volgen/lijsten/").content.decode()
    other = save(q="wonen", by=sam, email="")
    client.post("/volgen/lijsten/", {"ref": other.ref, "wat": "stop"})
    assert SavedSearch.objects.filter(pk=other.pk).exists()
    client.post("/volgen/lijsten/", {"ref": saved.ref, "wat": "stop"})
    assert not SavedSearch.objects.filter(person=nadia).exists()
    assert "Je volgt nu niets" in client.get("/volgen/lijsten/").content.decode()


def test_a_link_to_what_one_follows_says_nothing_about_who_follows(client, shelf, deliver):
    save(q="schulden")
    deliver()
    OutgoingMail.objects.all().delete()
    for email in ("inge@example.org", "niemand@example.org"):
        answer = client.post("/volgen/lijsten/", {"email": email, **marks()})
        assert answer["Location"] == "/volgen/verstuurd/?wat=link"
    deliver()
    (sent,) = OutgoingMail.objects.filter(subject="Wat je volgt")
    assert sent.to == "inge@example.org"
    assert "schulden" in client.get(links(sent.text)[0]).content.decode()


def test_a_list_that_does_not_exist_is_not_found(client, shelf):
    assert client.get("/volgen/lijst/").status_code == 404
    assert client.get("/volgen/lijst/?lijst=admin").status_code == 404
    assert client.get("/volgen/bevestig/onzin/").status_code == 404
    assert client.get("/volgen/beheer/onzin/").status_code == 404


def test_the_page_of_all_one_follows_takes_the_same_number_of_queries(
    client, shelf, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(saved_actions, "MAILS_AN_HOUR", 1000)
    saved = [save(q=f"woord {number}") for number in range(15)]
    address = f"/volgen/beheer/{signing.seal(alert_mail.MANAGE, saved[0].ref)}/"
    with django_assert_max_num_queries(12):
        assert client.get(address).content.decode().count("woord ") >= 15


# ── What is kept of somebody ─────────────────────────────────────────────────────────────────────────────────────────
def test_all_of_a_person_is_given_and_erased_also_what_the_address_saved_before(looking_out, sam):
    save(q="wonen", email="lotte@example.org")
    lotte = make_person(name="Lotte", email="lotte@example.org")
    save(q="schulden", by=lotte, email="")
    save(q="schulden", by=sam, email="")
    looking_out.put(make_document("n-1", title="Schulden"))
    told()
    holder = HOLDERS["saved searches"]
    given = holder.export(lotte)
    assert {one["mail"] for one in given} == {"lotte@example.org"}
    assert len(given) == 2
    assert [document for one in given for document in one["told"]][0]["document"] == "product:n-1"
    for _twice in range(2):
        holder.erase(lotte, by=None, at=clock.now())
    assert holder.export(lotte) == []
    assert list(SavedSearch.objects.values_list("person", flat=True)) == [sam.pk]
    assert not Alert.objects.exclude(saved__person=sam).exists()


def test_looking_out_begins_with_what_is_there(shelf, by_words):
    shelf.put(make_document("oud", title="Schulden"))
    assert alert_actions.look_out(at=clock.now()) == 0
    assert not Arrival.objects.exists()
    search.catch_up()
    alert_actions.look_out(at=clock.now())
    assert list(Arrival.objects.values_list("document", "visibility")) == [("product:oud", "")]


def test_a_page_that_is_gone_is_said_so(monkeypatch, looking_out):
    saved = save(q="schulden")
    monkeypatch.delitem(search.WATCHABLE, "find")
    assert saved_queries.address_of(saved) == ""
    assert "er niet meer" in saved_queries.words_of(saved.page, saved.chosen)[0]
    looking_out.put(make_document("n-1", title="Schulden"))
    assert told() == []
