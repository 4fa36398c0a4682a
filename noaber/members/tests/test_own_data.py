# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One's own data: shown whole, taken along, and erased so that it is nowhere any more."""

import io
import json
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from noaber import ledger, search
from noaber.base import clock, mail, signing
from noaber.base.models import OutgoingMail
from noaber.base.testing import at as moment
from noaber.base.verdicts import Refused
from noaber.ledger.models import Entry
from noaber.ledger.testing import deliver_all
from noaber.members import own_data_actions, own_data_queries, own_data_tasks
from noaber.members.testing import make_invitation, make_profile, make_request
from noaber.people.account_testing import link_in, newest_mail, sign_in_by_code, with_app
from noaber.people.models import Person
from noaber.people.testing import make_person
from noaber.questions import actions, triage_actions
from noaber.questions.models import Part, Question
from noaber.questions.testing import make_contribution, make_question, make_voice

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Quirine Zwartjes", "quirine@example.org"
PDF = b"%PDF-1.4 Quirine"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    """What a copy keeps beside its database; what follows a commit, which in a test never comes, is done at once."""
    cache.clear()
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"
    monkeypatch.setattr(transaction, "on_commit", lambda follow, **_words: follow())
    return tmp_path


def taken_part(twente, carla, at):
    """Quirine, without an account, in everything one can take part in without one."""
    mine = {"email": ADDRESS, "home": twente}
    public = make_question(title="Wie helpt bij verhuizen?", text=f"Ik ben {NAME}.", **mine)
    held = make_question(title="Waar is hulp?", text=f"Bel 06-12345678, {NAME}", **mine)
    withdrawn = make_question(title=f"Mag {NAME} ook komen?", **mine)
    actions.withdraw(withdrawn.voices.get(part=Part.ASKED), by=None, at=at)
    triage_actions.clarify(public, text=f"Dag {NAME}, wanneer?", by=carla, at=at)
    other = make_question(home=twente, title="Hoe vind je een maatje?")
    make_voice(other, email=ADDRESS)
    followed = make_question(home=twente, title="Wat doet een buurtteam?")
    make_voice(followed, part=Part.FOLLOWS, email=ADDRESS)
    files = [ContentFile(PDF, name=f"{NAME} {number}.pdf") for number in range(2)]
    placed = make_contribution(other, email=ADDRESS, text=f"Ik, {NAME}, fiets mee.", file=files[0])
    waiting = make_contribution(other, email=ADDRESS, text="Nog iets.", file=files[1])
    triage_actions.judge(placed, accept=True, by=carla, at=at)
    make_request(twente, name=NAME, mail=ADDRESS)
    make_invitation(twente, by=carla, mail=ADDRESS, name=NAME)
    person = Person.objects.get(email=ADDRESS)
    Person.objects.filter(pk=person.pk).update(name=NAME, place="Zwartjesdam")
    person.refresh_from_db()
    Question.objects.filter(pk=public.pk).update(text=f"Ik ben {NAME}, mail {ADDRESS}.")
    deliver_all()
    return SimpleNamespace(
        person=person, public=public, held=held, other=other, followed=followed, placed=placed, waiting=waiting
    )


def rows_that_say(*words):
    """Every row of every table in which one of these words stands."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [
                (table, row) for row in cursor.fetchall() if any(word.lower() in str(row).lower() for word in words)
            ]
    return found


def bytes_that_say(folder, word):
    return [path for path in Path(folder).rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_erasure_leaves_nothing_of_a_resident_anywhere(client, twente, carla, at, own_index, settings, folder):
    settings.EMAIL_BACKEND = "noaber.base.mailbox.FolderBackend"
    settings.PAGE_CACHE = True
    made = taken_part(twente, carla, at)
    mail.send_due(clock.now(), limit=500)
    search.catch_up()
    post, uploads = folder / "post", folder / "uploads"
    reader = Client()
    page = made.public.get_absolute_url()
    # The controls: it is all there before.
    assert NAME in reader.get(page).content.decode()
    assert len({table for table, _row in rows_that_say(NAME, ADDRESS)}) >= 6
    assert search.find(search.SearchRequest("Zwartjes")).total
    assert len(bytes_that_say(uploads, "Quirine")) == 2
    assert bytes_that_say(post, f"To: {ADDRESS}")

    own_data_actions.erase(made.person, by=None, at=at)
    search.catch_up()
    receipt = OutgoingMail.objects.get(to=ADDRESS)
    assert NAME not in receipt.subject + receipt.text
    assert ADDRESS not in receipt.subject + receipt.text
    mail.send_due(clock.now(), limit=500)
    own_data_tasks.forget_receipts()

    assert rows_that_say(NAME, ADDRESS, "zwartjesdam") == []
    assert search.find(search.SearchRequest("Zwartjes")).total == 0
    assert NAME not in reader.get(page).content.decode()
    # What was placed stays, under a name that tells nothing; what waited is gone.
    assert [path.name for path in bytes_that_say(uploads, "Quirine")] == [Path(made.placed.file.name).name]
    assert len(bytes_that_say(post, f"To: {ADDRESS}")) == 1
    # The question is still there and counts; nobody follows it any more.
    made.public.refresh_from_db()
    assert made.public.text == "Ik ben [gewist], mail [gewist]."
    assert made.public.voices.get(part=Part.ASKED).person.email is None
    assert made.other.voices.filter(counts_for=made.other).count() == 2
    assert made.followed.voices.count() == 1
    assert not Question.objects.filter(pk=made.held.pk).exists()
    made.placed.refresh_from_db()
    assert (made.placed.file_name, made.placed.text) == ("bijlage.pdf", "Ik, [gewist], fiets mee.")
    assert not Entry.objects.filter(ref=made.person.ref).exists()
    assert not Person.objects.filter(pk=made.person.pk).exists()


def test_erasure_leaves_nothing_of_somebody_with_an_account(client, twente, carla, at, folder):
    person = make_person(email=ADDRESS, name=NAME, role="coordinator", werkplaats=twente)
    question = make_question(home=twente)
    triage_actions.clarify(question, text="Wanneer?", by=person, at=at)
    make_profile(person, about=f"Ik ben {NAME}", orcid="0000-0002-1825-0097")
    sign_in_by_code(client, ADDRESS)
    client.post("/account/", {"name": NAME, "language": "nl"})
    with_app(person)
    SocialAccount.objects.create(user=person, provider="surfconext", uid="quirine-at-school")
    UserProfile.get_for_user(person).avatar.save("quirine.png", ContentFile(b"quirine"))
    logged = PageLogEntry.objects.create(user=person, action="wagtail.edit", label="x", page_id=1, timestamp=at)
    deliver_all()
    assert len({table for table, _row in rows_that_say(NAME, ADDRESS, "quirine-at-school")}) >= 4
    own_data_actions.erase(person, by=person, at=at)
    OutgoingMail.objects.filter(key__startswith=own_data_actions.RECEIPT).delete()
    assert rows_that_say(NAME, ADDRESS, "quirine", "0000-0002-1825-0097") == []
    assert client.get("/account/").status_code == 302
    assert bytes_that_say(folder, "quirine") == []
    logged.refresh_from_db()
    assert logged.user_id is None
    question.refresh_from_db()
    assert question.state == "clarifying"
    assert Entry.objects.get(verb="question.clarifying").by is None


def test_the_last_coordinator_hands_over_first(carla, at):
    with pytest.raises(Refused, match="Draag die rol eerst over"):
        own_data_actions.erase(carla, by=carla, at=at)
    assert Person.objects.filter(pk=carla.pk).exists()


def test_a_page_tells_the_last_coordinator_so(client, carla):
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/account/gegevens/wissen/", {"sure": "on"}).content.decode()
    assert "Draag die rol eerst over" in page
    assert client.get("/account/").status_code == 200


# ── Reading and taking along ─────────────────────────────────────────────────────────────────────────────────────────
def test_everything_is_shown_and_taken_along(client, twente, carla, at):
    made = taken_part(twente, carla, at)
    client.post("/account/gegevens/", {"email": " Quirine@example.org "})
    path = link_in(newest_mail(ADDRESS))
    page = client.get(path).content.decode()
    for told in (NAME, ADDRESS, "Wie helpt bij verhuizen?", "Nog iets.", "Waar is hulp?", "Dag Quirine"):
        assert told in page
    assert "&lt;" not in page.split("<main")[1]
    answer = client.post(f"{path}download/")
    assert answer["Content-Type"] == "application/zip"
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    kept = json.loads(packed.read("gegevens.json"))
    assert kept["person"]["email"] == ADDRESS
    assert {one["part"] for one in kept["questions"]["voices"]} == {
        "stelde de vraag", "heeft deze vraag ook", "volgt deze vraag",
    }  # fmt: skip
    assert len([name for name in packed.namelist() if name.startswith("bestanden/")]) == 2
    assert NAME in packed.read("gegevens.html").decode()
    assert made.person.ref in str(list(Entry.objects.filter(verb="person.data_taken").values_list("ref", flat=True)))


def test_the_link_erases_after_a_tick(client, twente, carla, at):
    made = taken_part(twente, carla, at)
    client.post("/account/gegevens/", {"email": ADDRESS})
    path = link_in(newest_mail(ADDRESS)) + "wissen/"
    assert "Dit kan niet terug" in client.get(path).content.decode()
    assert "Zet een vinkje" in client.post(path).content.decode()
    assert Person.objects.filter(pk=made.person.pk).exists()
    assert client.post(path, {"sure": "on"}).url == "/account/gegevens/gewist/"
    assert client.get("/account/gegevens/gewist/").status_code == 200
    assert not Person.objects.filter(email=ADDRESS).exists()
    assert client.get(path).status_code == 404
    assert "zijn gewist" in newest_mail(ADDRESS)


def test_whoever_is_unknown_hears_the_same_and_gets_no_mail(client, twente, carla, at):
    taken_part(twente, carla, at)
    before = OutgoingMail.objects.count()
    theirs = client.post("/account/gegevens/", {"email": "vreemd@example.org"}).content.decode()
    assert OutgoingMail.objects.count() == before
    hers = client.post("/account/gegevens/", {"email": ADDRESS}).content.decode()
    assert theirs.split("<main")[1] == hers.split("<main")[1]
    assert OutgoingMail.objects.count() == before + 1


def test_whoever_is_only_in_a_request_to_join_finds_it_and_erases_it(client, twente):
    make_request(twente, name=NAME, mail=ADDRESS, confirmed=False)
    Person.objects.filter(email=ADDRESS).delete()
    client.post("/account/gegevens/", {"email": ADDRESS})
    path = link_in(newest_mail(ADDRESS))
    assert NAME in client.get(path).content.decode()
    client.post(f"{path}wissen/", {"sure": "on"})
    OutgoingMail.objects.filter(key__startswith=own_data_actions.RECEIPT).delete()
    assert rows_that_say(NAME, ADDRESS) == []


def test_whoever_has_an_account_signs_in_instead(client, carla):
    client.post("/account/gegevens/", {"email": carla.email})
    text = newest_mail(carla.email)
    assert "Je hebt een account" in text
    assert "/link/" not in text
    token = signing.seal(own_data_actions.LINK, carla.email)
    assert client.get(f"/account/gegevens/link/{token}/").status_code == 404


@pytest.mark.parametrize("token", ["x", "a:b:c"])
def test_a_forged_link_opens_nothing(client, token):
    for path in ("", "download/", "wissen/"):
        answer = client.post(f"/account/gegevens/link/{token}/{path}", {"sure": "on"})
        assert answer.status_code in (404, 405)


def test_an_old_link_opens_nothing(client, inge, monkeypatch):
    monkeypatch.setattr(own_data_actions, "LINK_AGE", own_data_actions.LINK_AGE * -1)
    token = signing.seal(own_data_actions.LINK, "x@example.org")
    assert client.get(f"/account/gegevens/link/{token}/").status_code == 410


def test_asking_often_is_slowed_down(client):
    for _number in range(3):
        client.post("/account/gegevens/", {"email": ADDRESS})
    page = client.post("/account/gegevens/", {"email": ADDRESS}).content.decode()
    assert "te vaak gedaan" in page


def test_sent_mail_is_forgotten_after_a_month(twente, carla):
    old = moment("2026-01-02 09:00")
    for number, sent in enumerate((old, clock.now(), None)):
        mail.enqueue(
            to="x@example.org", subject="s", template="people/mail/login_code.txt", context={"code": "c"},
            at=old, key=str(number),
        )  # fmt: skip
        OutgoingMail.objects.filter(key=str(number)).update(sent_at=sent)
    assert own_data_tasks.forget_sent_mail() == 1
    assert OutgoingMail.objects.filter(to="x@example.org").count() == 2
    assert OutgoingMail.objects.filter(key="0", text="").exists()


def test_a_member_takes_the_own_data_along_and_erases_it(client, nadia):
    client.force_login(nadia, backend="django.contrib.auth.backends.ModelBackend")
    assert "Nadia" in client.get("/account/gegevens/").content.decode()
    assert client.get("/account/gegevens/download/").status_code == 405
    assert client.post("/account/gegevens/download/").status_code == 200
    assert client.post("/account/gegevens/wissen/", {"sure": "on"}).url == "/account/gegevens/gewist/"
    assert "_auth_user_id" not in client.session
    assert not Person.objects.filter(email="nadia@example.org").exists()


def test_what_somebody_did_is_told_in_sentences(twente, carla, at):
    question = make_question(home=twente)
    triage_actions.mark_gap(question, text="Nog nergens bekend.", by=carla, at=at)
    told = {(row["what"], row["about"]) for row in own_data_queries.collected(carla)["ledger"]}
    assert ("gezien dat niemand het antwoord op een vraag weet", f"vraag {question.ref}") in told
    assert "een taak in een werkplaats gegeven" in {what for what, _about in told}
    assert not {what for what, _about in told} & set(ledger.VERBS)
