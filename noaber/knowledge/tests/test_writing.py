# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing together and looking at each other's work."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from noaber import ledger, search
from noaber.base.models import OutgoingMail
from noaber.base.verdicts import Refused
from noaber.knowledge import draft_actions, facts, file_actions, policies, review_actions, writing_queries
from noaber.knowledge.desk_queries import KnowledgeDesk
from noaber.knowledge.draft_actions import Clash
from noaber.knowledge.models import DraftText, Version
from noaber.knowledge.testing import archive, make_draft, make_product, make_published, make_review, pdf
from noaber.people.models import Visibility
from noaber.people.testing import make_concept, make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_who_writes_for_a_werkplaats(twente, inge, pieter, nadia, carla, bas, sam, nobody, at):
    for person in (nadia, carla, bas):
        assert policies.may_write(person, twente)
        assert draft_actions.start(f"Van {person}", home=twente, type="guide", by=person, at=at)
    for person in (nobody, inge, pieter, sam):
        assert not policies.may_write(person, twente)
        with pytest.raises(Refused):
            draft_actions.start("Nee", home=twente, type="guide", by=person, at=at)


def test_begun_twice_is_begun_once(twente, nadia, at):
    one = draft_actions.start("Eerst meelopen", home=twente, type="guide", by=nadia, at=at)
    assert draft_actions.start("Eerst meelopen", home=twente, type="guide", by=nadia, at=at) == one
    later = at + dt.timedelta(hours=1)
    assert draft_actions.start("Eerst meelopen", home=twente, type="guide", by=nadia, at=later) != one


def test_a_draft_is_seen_by_its_werkplaats_and_by_nobody_else(twente, nadia, carla, bas, sam, pieter, nobody):
    version = make_draft(nadia, twente)
    for person in (nadia, carla, bas):
        assert version in Version.objects.workable_by(person)
    for person in (sam, pieter, nobody):
        assert version not in Version.objects.workable_by(person)
    nadia.is_active = False
    assert version not in Version.objects.workable_by(nadia)
    carla.is_superuser = True
    assert version in Version.objects.workable_by(carla)


def test_two_who_write_in_different_fields_both_keep_their_words(twente, nadia, bas, at):
    version = make_draft(nadia, twente)
    seen, said = version.saved, version.facts
    draft_actions.save_draft(version, facts={**said, "summary": "Van Nadia"}, seen=seen, by=nadia, at=at)
    joined = draft_actions.save_draft(version, facts={**said, "what": "Van Bas"}, seen=seen, by=bas, at=at)
    assert (joined.facts["summary"], joined.facts["what"]) == ("Van Nadia", "Van Bas")
    assert set(joined.writers.all()) == {nadia, bas}


def test_two_who_write_in_the_same_field_are_told_and_nothing_is_lost(twente, nadia, bas, at):
    version = make_draft(nadia, twente)
    seen, said = version.saved, version.facts
    mine = {**said, "text": "Van Bas", "what": "Ook van Bas"}
    draft_actions.save_draft(version, facts={**said, "text": "Van Nadia"}, seen=seen, by=nadia, at=at)
    with pytest.raises(Clash, match="Nadia heeft dit concept intussen ook bewaard") as clash:
        draft_actions.save_draft(version, facts=mine, seen=seen, by=bas, at=at)
    assert clash.value.disputed == ["text"]
    assert clash.value.joined["what"] == "Ook van Bas"
    assert clash.value.version.facts["text"] == "Van Nadia"
    saved = draft_actions.save_draft(version, facts=mine, seen=clash.value.version.saved, by=bas, at=at)
    assert saved.facts["text"] == "Van Bas"
    assert "Van Nadia" in [save.facts["text"] for save in version.saves.all()]


def test_saving_the_same_again_changes_nothing(twente, nadia, at):
    version = make_draft(nadia, twente)
    again = draft_actions.save_draft(version, facts=version.facts, seen=version.saved, by=nadia, at=at)
    assert again.saved == version.saved


def test_what_is_typed_is_kept_apart_and_seen_by_nobody_else(twente, nadia, bas, sam, at):
    version = make_draft(nadia, twente)
    before = ledger.generation()
    for text in ("Eer", "Eerst"):
        draft_actions.keep_typed(version, fields={"text": [text]}, seen=1, by=nadia, at=at)
    assert DraftText.objects.get(version=version, person=nadia).fields == {"text": ["Eerst"]}
    assert ledger.generation() == before
    with pytest.raises(Refused):
        draft_actions.keep_typed(version, fields={}, seen=1, by=sam, at=at)
    with pytest.raises(Refused, match="niet is bewaard"):
        review_actions.ask_review(version, by=bas, at=at)
    draft_actions.save_draft(version, facts={**version.facts, "text": "Eerst"}, seen=version.saved, by=nadia, at=at)
    assert not DraftText.objects.exists()


def test_what_is_needed_before_somebody_looks(twente, nadia, at):
    version = make_draft(nadia, twente, licence="", owner="", text="", url="")
    with pytest.raises(Refused, match="Licentie, Eigenaar, een tekst"):
        review_actions.ask_review(version, by=nadia, at=at)
    file_actions.attach(version, file=pdf(), description="Het stuk", by=nadia, at=at)
    said = {**version.facts, "licence": "CC0 1.0", "owner": "Saxion"}
    draft_actions.save_draft(version, facts=said, seen=version.saved, by=nadia, at=at)
    assert review_actions.ask_review(version, by=nadia, at=at).state == "review"


def test_a_review_is_a_conversation_with_mail_at_every_step(twente, elsewhere, nadia, carla, sam, bas, at, deliver):
    editor = make_person(name="Eva", email="eva@example.org", role="editor", werkplaats=twente)
    version = make_draft(nadia, twente)
    review_actions.ask_review(version, text="Kijk je mee?", by=nadia, at=at)
    review_actions.ask_review(version, text="Nog eens", by=nadia, at=at)
    review_actions.remark(version, text="Mooi. Eén vraag.", submission="x", by=carla, at=at)
    review_actions.remark(version, text="Mooi. Eén vraag.", submission="x", by=carla, at=at)
    with pytest.raises(Refused, match="Schrijf wat er anders moet"):
        review_actions.ask_changes(version, text=" ", by=carla, at=at)
    review_actions.ask_changes(version, text="Noem de bron.", by=carla, at=at)
    deliver()
    told = {(mail.to, mail.subject) for mail in OutgoingMail.objects.all()}
    assert told == {
        ("carla@example.org", "Wil je meekijken met een stuk kennis?"),
        ("eva@example.org", "Wil je meekijken met een stuk kennis?"),
        ("nadia@example.org", "Er is iets gezegd over een stuk kennis"),
        ("eva@example.org", "Er is iets gezegd over een stuk kennis"),
        ("nadia@example.org", "De redactie vraagt om iets te veranderen"),
    }
    assert "Noem de bron." in OutgoingMail.objects.get(subject__contains="veranderen").text
    review_actions.ask_review(version, by=nadia, at=at)
    product = review_actions.publish(version, text="Dank!", by=editor, at=at)
    deliver()
    assert OutgoingMail.objects.filter(subject="Je stuk is gepubliceerd").count() == 2
    assert [remark.kind for remark in writing_queries.conversation(version)] == [
        "asked", "said", "changes", "asked", "published"
    ]  # fmt: skip
    verbs = [entry.verb for entry in ledger.trail(product)]
    assert verbs[-2:] == ["product.review_asked", "product.published"]
    for stranger in (sam, bas, None):
        assert not policies.may_talk(stranger, version)
    with pytest.raises(Refused):
        review_actions.remark(version, text="Hoi", by=sam, at=at)
    with pytest.raises(Refused, match="Schrijf eerst iets"):
        review_actions.remark(version, text=" ", by=nadia, at=at)


def test_nobody_judges_their_own_and_who_saw_something_else_looks_again(twente, nadia, carla, sam, bas, at):
    version = make_review(carla, twente)
    for person, why in (
        (carla, "eigen werk"),
        (sam, "deze werkplaats"),
        (nadia, "deze werkplaats"),
        (None, "deze werk"),
    ):
        with pytest.raises(Refused, match=why):
            review_actions.publish(version, by=person, at=at)
    editor = make_person(name="Eva", email="eva@example.org", role="editor", werkplaats=twente)
    with pytest.raises(Refused, match="Kijk eerst nog een keer"):
        review_actions.publish(version, seen=version.saved - 1, by=editor, at=at)
    assert [one.title for one in KnowledgeDesk().waiting(editor)] == ["Eerst meelopen"]
    assert KnowledgeDesk().waiting(carla) == []
    assert KnowledgeDesk().waiting(sam) == []
    review_actions.publish(version, seen=version.saved, by=editor, at=at)
    with pytest.raises(Refused, match="gepubliceerd"):
        review_actions.publish(version, by=editor, at=at)
    with pytest.raises(Refused, match="Begin een nieuwe versie"):
        draft_actions.save_draft(version, facts=version.facts, seen=version.saved, by=nadia, at=at)


def test_the_writers_take_it_back_and_lay_it_aside(twente, nadia, sam, at, deliver):
    version = make_review(nadia, twente)
    with pytest.raises(Refused, match="wordt nu bekeken"):
        draft_actions.save_draft(version, facts=version.facts, seen=version.saved, by=nadia, at=at)
    with pytest.raises(Refused):
        review_actions.take_back(version, by=sam, at=at)
    review_actions.take_back(version, text="Nog iets", by=nadia, at=at)
    draft_actions.drop(version, by=nadia, at=at)
    version.refresh_from_db()
    assert version.state == "dropped"
    assert not Version.objects.workable_by(nadia).exists()


def test_what_is_published_says_what_the_version_says(twente, nadia, at):
    make_concept("schulden")
    saxion = make_organisation("Saxion")
    product = make_published(
        nadia, twente, themes=["schulden"], organisations=[saxion.slug],
        authors=[["J. Jansen", "resident"], ["K.", ""]],
        experience="Ik zag het.", year=2026,
    )  # fmt: skip
    assert (product.authors, product.author_perspectives) == (["J. Jansen", "K."], {"J. Jansen": "resident"})
    assert product.organisation_names == ["Saxion"]
    assert [theme.slug for theme in product.themes.all()] == ["schulden"]
    assert str(product.review_on) == "2027-03-14"
    assert facts.of_product(product) == product.versions.get().facts


def test_a_new_version_leaves_what_is_public_until_it_is_approved(twente, nadia, carla, bas, own_index, at):
    product = make_published(nadia, twente)
    address = product.get_absolute_url()
    version = draft_actions.revise(product, by=bas, at=at)
    assert draft_actions.revise(product, by=nadia, at=at) == version
    said = {**version.facts, "title": "Eerst samen meelopen", "type": "method"}
    version = draft_actions.save_draft(version, facts=said, seen=0, note_text="Andere titel", by=bas, at=at)
    product.refresh_from_db()
    assert product.title == "Eerst meelopen"
    review_actions.ask_review(version, by=bas, at=at)
    review_actions.publish(version, by=carla, at=at)
    product.refresh_from_db()
    assert (product.title, product.get_absolute_url()) == ("Eerst samen meelopen", address)
    assert [(one.number, one.note) for one in writing_queries.published_of(product, None)] == [
        (2, "Andere titel"), (1, "")
    ]  # fmt: skip
    search.catch_up()
    one, two = reversed(writing_queries.published_of(product, None))
    told = writing_queries.changes(one.facts, two.facts)
    assert [change.name for change in told] == ["title", "type"]
    assert "<ins>" in told[0].html
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(
            ref=product.ref, product=product, number=2, state="published", started_at=at, changed_at=at
        )


def test_what_came_from_elsewhere_becomes_the_first_version(twente, nadia, at):
    product = make_product(home=twente, text="Oude tekst", authors=["A"])
    version = draft_actions.revise(product, by=nadia, at=at)
    first = product.versions.get(number=1)
    assert (first.facts["text"], first.facts["markup"], first.published_at) == (
        "Oude tekst",
        "plain",
        product.updated_at,
    )
    assert version.facts["markup"] == "markdown"


def test_versions_keep_their_files(twente, nadia, carla, bas, at, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    draft = make_draft(nadia, twente)
    row = file_actions.attach(draft, file=pdf(), description="Oud", by=nadia, at=at)
    review_actions.ask_review(draft, by=nadia, at=at)
    product = review_actions.publish(draft, by=carla, at=at)
    version = draft_actions.revise(product, by=bas, at=at)
    file_actions.detach(version, file=row.file_id, by=bas, at=at)
    file_actions.attach(version, file=archive("docx"), description="Nieuw", by=bas, at=at)
    assert [file.description for file in product.files.all()] == ["Oud"]
    review_actions.ask_review(version, by=bas, at=at)
    review_actions.publish(version, by=carla, at=at)
    assert [file.description for file in product.files.all()] == ["Nieuw"]
    assert policies.may_read_file(None, product, row.file)
    assert [one.file.name for one in writing_queries.attached_to(draft)] == ["stuk.pdf"]


def test_a_reader_sees_which_files_are_others(client, twente, nadia, carla, bas, at, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    draft = make_draft(nadia, twente)
    rows = {}
    for name in ("blijft.txt", "weg.txt", "beter.txt", "<b>.txt"):
        file = ContentFile(b"tekst", name)
        rows[name] = file_actions.attach(draft, file=file, description="Oud", by=nadia, at=at)
    review_actions.ask_review(draft, by=nadia, at=at)
    product = review_actions.publish(draft, by=carla, at=at)
    version = draft_actions.revise(product, by=bas, at=at)
    for name in ("weg.txt", "beter.txt"):
        file_actions.detach(version, file=rows[name].file_id, by=bas, at=at)
    for name in ("beter.txt", "nieuw.txt"):
        file_actions.attach(version, file=ContentFile(b"x" * 2000, name), description="Oud", by=bas, at=at)
    file_actions.describe(version, told={rows["<b>.txt"].file_id: "<i>Nieuw</i>"}, by=bas, at=at)
    client.force_login(bas, backend="django.contrib.auth.backends.ModelBackend")
    waiting = client.get(version.get_absolute_url()).content.decode()
    review_actions.ask_review(version, by=bas, at=at)
    review_actions.publish(version, by=carla, at=at)
    client.logout()
    for page in (waiting, client.get(f"{product.get_absolute_url()}versie/2/").content.decode()):
        told = page.partition('class="change"')[2].partition("</section>")[0]
        assert "<ins>Erbij: nieuw.txt (2 kB): Oud</ins>" in told
        assert "<del>Weg: weg.txt (5 bytes): Oud</del>" in told
        assert "Vervangen: beter.txt (was 5 bytes, nu 2 kB)" in told
        assert "&lt;i&gt;Nieuw&lt;/i&gt;" in told
        assert "blijft.txt" not in told
        assert "<b>" not in told
        assert "<i>" not in told
    back = client.get(f"{product.get_absolute_url()}versie/1/?met=2").content.decode()
    assert "<del>Weg: nieuw.txt (2 kB): Oud</del>" in back


def test_withdrawing_and_putting_back(twente, nadia, carla, sam, at, deliver):
    product = make_published(nadia, twente)
    with pytest.raises(Refused, match="Schrijf waarom"):
        review_actions.withdraw(product, text=" ", by=carla, at=at)
    for person in (nadia, sam):
        with pytest.raises(Refused):
            review_actions.withdraw(product, text="Nee", by=person, at=at)
    product = review_actions.withdraw(product, text="Er stond een naam in.", by=carla, at=at)
    assert (product.visibility, product.versions.get().state) == (Visibility.HIDDEN, "withdrawn")
    with pytest.raises(Refused, match="al ingetrokken"):
        review_actions.withdraw(product, text="Nog eens", by=carla, at=at)
    with pytest.raises(Refused, match="waarom het terug mag"):
        review_actions.restore(product, text="", by=carla, at=at)
    product = review_actions.restore(product, text="De naam is weg.", by=carla, at=at)
    assert (product.visibility, product.versions.get().state) == (Visibility.PUBLIC, "published")
    with pytest.raises(Refused, match="al weer"):
        review_actions.restore(product, text="Nog eens", by=carla, at=at)
    deliver()
    assert OutgoingMail.objects.filter(to="nadia@example.org", subject__startswith="Je stuk").count() == 3


def test_a_version_for_members_stays_so_when_the_next_is_for_everybody(twente, nadia, carla, bas, sam, at):
    product = make_published(nadia, twente, visibility="members")
    version = draft_actions.revise(product, by=bas, at=at)
    draft_actions.save_draft(version, facts={**version.facts, "visibility": "public"}, seen=0, by=bas, at=at)
    review_actions.ask_review(version, by=bas, at=at)
    review_actions.publish(version, by=carla, at=at)
    for person in (None, sam):
        assert [one.number for one in writing_queries.published_of(product, person)] == [2]
    assert [one.number for one in writing_queries.published_of(product, bas)] == [2, 1]
