# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping the thesaurus: words, places, going on in another concept, and what was asked in vain."""

from datetime import timedelta

import pytest

from noaber import search
from noaber.base import clock
from noaber.base.testing import at
from noaber.base.verdicts import Refused
from noaber.knowledge import review_actions
from noaber.knowledge.forms import DraftForm
from noaber.knowledge.testing import make_draft
from noaber.ledger.models import Entry
from noaber.moderation import DESKS
from noaber.people import queries as people
from noaber.people.models import Concept, Person, Role
from noaber.people.testing import make_concept, make_person, make_werkplaats
from noaber.questions.testing import make_question
from noaber.search import policies, thesaurus_actions, thesaurus_queries
from noaber.search.documents import SearchRequest
from noaber.search.models import Replacement, ZeroHit
from noaber.search.testing import make_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("by_words")]


@pytest.fixture
def lien(db):
    """An editor of the national layer: who keeps the thesaurus."""
    national = make_werkplaats("landelijk", status="national")
    return make_person(name="Lien", email="lien@example.org", role=Role.Kind.EDITOR, werkplaats=national)


def facts(concept, **changes):
    kept = thesaurus_queries.facts_of(concept)
    return kept | {"broader": concept.broader, "related": list(concept.related.all())} | changes


def change(concept, by, **changes):
    return thesaurus_actions.change_concept(concept, **facts(concept, **changes), by=by, at=clock.now())


def hits(asked):
    return [hit.ref for hit in search.find(SearchRequest(asked)).hits]


def test_the_thesaurus_is_kept_nationally(lien, carla, sam, nadia, twente):
    editor = make_person(email="e@example.org", role=Role.Kind.EDITOR, werkplaats=twente)
    superuser = Person.objects.create_superuser("s@example.org")
    assert policies.may_keep_thesaurus(lien)
    assert policies.may_keep_thesaurus(superuser)
    for person in (carla, sam, nadia, editor):
        assert not policies.may_keep_thesaurus(person)
        with pytest.raises(Refused, match="landelijke redactie"):
            change(make_concept(), person, alt=["x"])


def test_a_changed_word_is_searched_with_at_once_and_stands_in_the_ledger(shelf, lien, deliver):
    shelf.put(make_document("p-1", title="Praatplek in de winkel"), make_document("p-2", title="Iets over wonen"))
    concept = make_concept("praatplek")
    search.catch_up()
    assert hits("kletskassa") == []
    change(concept, lien, alt=["kletskassa"], note="Bij de kassa.")
    deliver()
    search.catch_up()
    assert hits("kletskassa") == ["p-1"]
    assert "kletskassa" not in search.find(SearchRequest("kletskassa")).did_you_mean
    (moment,) = thesaurus_queries.history(concept)[:1]
    assert moment.by == "Lien"
    assert moment.told == ["andere woorden: + kletskassa", "uitleg: — → Bij de kassa."]
    before = Entry.objects.count()
    change(Concept.objects.get(pk=concept.pk), lien)
    assert Entry.objects.count() == before


def test_a_word_belongs_to_one_concept(lien):
    make_concept("schulden", alt=["geldzorgen"])
    wonen = make_concept("wonen")
    with pytest.raises(Refused, match="“Geldzorgen” hoort al bij het thema “schulden”"):
        change(wonen, lien, alt=["Geldzorgen"])
    with pytest.raises(Refused, match="hoort al bij"):
        thesaurus_actions.add_concept("Schulden", by=lien, at=clock.now())
    # Its own preferred word among the others is left out, and so is a word given twice.
    assert change(wonen, lien, alt=["Wonen", "huis"], ambiguous=["huis"]).alt == ["huis"]


def test_no_circle_in_what_falls_under_what(lien):
    top = make_concept("a")
    middle = make_concept("b", broader=top)
    low = make_concept("c", broader=middle)
    for above in (top, middle, low):
        with pytest.raises(Refused, match="onder zichzelf"):
            change(top, lien, broader=above)
    assert thesaurus_queries.under("a") == ("a", "b", "c")


def test_the_facet_goes_along_with_what_it_falls_under(lien):
    money, home = make_concept("f-geld", scheme="facet"), make_concept("f-wonen", scheme="facet")
    top = make_concept("a", broader=money, facet="f-geld")
    low = make_concept("b", broader=top, facet="f-geld")
    change(top, lien, broader=home)
    low.refresh_from_db()
    assert low.facet == "f-wonen"


def test_a_new_concept_has_an_address_of_its_own(lien):
    make_concept("warme-wissel", pref_nl="warme wissels")
    made = thesaurus_actions.add_concept("Warme wissel", alt=["overgang"], by=lien, at=clock.now())
    assert made.slug == "warme-wissel-2"
    assert Entry.objects.get(verb="concept.added").ref == made.slug


def test_a_concept_goes_on_in_another_with_words_children_and_what_is_about_it(shelf, lien, deliver):
    old = make_concept("geldzorgen", alt=["rood staan"], ambiguous=["rood staan"])
    into = make_concept("schulden", alt=["betalingsproblemen"])
    near, below = make_concept("armoede"), make_concept("huurschuld", broader=old)
    old.related.add(near, into)
    question = make_question()
    question.themes.set([old])
    thesaurus_actions.replace_concept(old, into=into, reason="Hetzelfde", by=lien, at=clock.now())
    into.refresh_from_db()
    below.refresh_from_db()
    assert into.alt == ["betalingsproblemen", "geldzorgen", "rood staan"]
    assert into.ambiguous == ["rood staan"]
    assert below.broader == into
    assert list(into.related.all()) == [near]
    assert list(question.themes.all()) == [into]
    assert thesaurus_queries.replaced_by(old) == into
    assert old not in thesaurus_queries.current()
    assert {row.document for row in search.actions.Outbox.objects.all()} >= {f"question:{question.ref}"}
    further = make_concept("geld")
    thesaurus_actions.replace_concept(into, into=further, reason="Eenvoudiger", by=lien, at=clock.now())
    assert Replacement.objects.get(concept=old).into == further


def test_what_went_on_in_another_can_be_chosen_nowhere(client, shelf, lien, twente, nadia):
    old, into = make_concept("geldzorgen"), make_concept("schulden", alt=["rood staan"])
    draft = make_draft(home=twente, by=nadia, themes=["geldzorgen"])
    thesaurus_actions.replace_concept(old, into=into, reason="Hetzelfde", by=lien, at=clock.now())
    assert set(people.theme_labels()) == {"schulden"}
    assert people.theme_labels(gone=True)["geldzorgen"] == "geldzorgen"
    assert (
        list(people.themes())
        == [one for one in thesaurus_queries.current() if one.scheme == Concept.Scheme.THEME]
        == [into]
    )
    for slugs in (["geldzorgen"], ["schulden"], ["geldzorgen", "schulden", "bestaat-niet"]):
        assert list(people.concepts_now(slugs)) == [into]
    assert 'value="geldzorgen"' not in client.get("/vragen/stellen/").content.decode()
    # A draft of before shows, keeps and publishes the theme of now.
    form = DraftForm(version=draft)
    assert [slug for slug, _word in form.fields["themes"].choices] == form.initial["themes"] == ["schulden"]
    review = review_actions.ask_review(draft, text="Kijk je mee?", by=nadia, at=clock.now())
    product = review_actions.publish(review, by=make_person(role="editor", werkplaats=twente), at=clock.now())
    assert list(product.themes.all()) == [into]


def test_what_cannot_go_on_in_another(lien):
    old = make_concept("a")
    below = make_concept("b", broader=old)
    facet, other = make_concept("f", scheme="facet"), make_concept("c")
    for into, why in ((below, "valt zelf onder"), (facet, "dezelfde soort"), (old, "valt zelf onder")):
        with pytest.raises(Refused, match=why):
            thesaurus_actions.replace_concept(old, into=into, reason="x", by=lien, at=clock.now())
    thesaurus_actions.replace_concept(old, into=other, reason="x", by=lien, at=clock.now())
    with pytest.raises(Refused, match="al in een ander"):
        thesaurus_actions.replace_concept(old, into=below, reason="x", by=lien, at=clock.now())


# ── Words that were asked in vain ────────────────────────────────────────────────────────────────────────────────────
def asked_together(words, times):
    for number in range(times):
        search.asked_in_vain(words, at=at("2026-03-02 09:00") + timedelta(hours=2 * number))


def asked(word, times, days=1):
    for number in range(times):
        moment = at("2026-03-02 09:00") + timedelta(days=min(number, days - 1), hours=2 * number % 12)
        search.asked_in_vain(word, at=moment)
    return ZeroHit.objects.get(text=word)


def test_candidates_come_by_days_and_not_before_three_moments(shelf):
    make_concept("wonen")
    asked("kletskassa", 3, days=3)
    asked("buurtbankje", 5)
    asked("eenmalig", 2, days=2)
    asked("wonen", 4)
    assert [one.text for one in thesaurus_queries.candidates()] == ["kletskassa", "buurtbankje"]


def test_words_that_were_only_asked_together_are_one_candidate(shelf):
    asked_together("warme wissel", 3)
    assert [one.text for one in thesaurus_queries.candidates()] == ["warme wissel"]
    search.asked_in_vain("wissel", at=at("2026-04-02 09:00"))
    assert [one.text for one in thesaurus_queries.candidates()] == ["wissel", "warme wissel"]


def test_a_candidate_becomes_another_word(shelf, lien, deliver):
    shelf.put(make_document("p-1", title="Praatplek in de winkel"))
    concept, term = make_concept("praatplek"), asked("kletskassa", 3)
    (line,) = DESKS["thesaurus"].waiting(lien)
    assert "1 woord" in line.title
    thesaurus_actions.judge_term(term, decision="label", concept=concept, by=lien, at=clock.now())
    deliver()
    search.catch_up()
    assert hits("kletskassa") == ["p-1"]
    assert DESKS["thesaurus"].waiting(lien) == []
    with pytest.raises(Refused, match="al beslist"):
        thesaurus_actions.judge_term(term, decision="declined", reason="x", by=lien, at=clock.now())


def test_a_candidate_becomes_a_concept_or_is_declined_with_a_reason(shelf, lien):
    above = make_concept("ontmoeten")
    made = thesaurus_actions.judge_term(
        asked("kletskassa", 3), decision="concept", concept=above, by=lien, at=clock.now()
    )
    assert made.broader == above
    term = asked("jansen", 3)
    with pytest.raises(Refused, match="waarom"):
        thesaurus_actions.judge_term(term, decision="declined", by=lien, at=clock.now())
    thesaurus_actions.judge_term(term, decision="declined", reason="Een naam", by=lien, at=clock.now())
    assert thesaurus_queries.candidates() == []
    assert Entry.objects.filter(verb="term.judged", reason="Een naam").count() == 1
    assert "jansen" not in str(list(Entry.objects.values("data", "ref")))


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def desk(client, lien, shelf):
    client.force_login(lien, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_keeper_changes_a_concept_on_its_page(desk):
    make_concept("armoede")
    make_concept("schulden", alt=["geldzorgen"])
    page = desk.get("/thesaurus/thema/schulden/").content.decode()
    assert "geldzorgen" in page
    fields = {
        "pref_nl": "schulden",
        "alt": "geldzorgen\r\nrood staan\r\n",
        "broader": "armoede",
        "related": ["armoede"],
    }
    answer = desk.post("/thesaurus/thema/schulden/", fields, follow=True).content.decode()
    assert "Bewaard" in answer
    assert "andere woorden: + rood staan" in answer
    assert "verwant met: + armoede" in answer
    strange = desk.post("/thesaurus/thema/schulden/", {**fields, "related": "niets"}).content.decode()
    assert "“niets” staat niet in de thesaurus" in strange
    assert "rood staan" in strange
    wrong = desk.post("/thesaurus/thema/armoede/", {"pref_nl": "", "broader": "schulden"}).content.decode()
    assert "Er klopt nog iets niet" in wrong
    circle = desk.post("/thesaurus/thema/armoede/", {"pref_nl": "armoede", "broader": "schulden"}).content.decode()
    assert "onder zichzelf" in circle
    assert desk.get("/thesaurus/thema/bestaat-niet/").status_code == 404


def test_a_keeper_finds_adds_and_replaces(desk):
    make_concept("schulden", alt=["geldzorgen"])
    make_concept("wonen")
    page = desk.get("/thesaurus/?q=GELDZ").content.decode()
    assert "schulden" in page
    assert "wonen" not in page
    assert "kent de thesaurus nog niet" in desk.get("/thesaurus/?q=qqq").content.decode()
    assert desk.post("/thesaurus/nieuw/", {"pref_nl": "geldstress"})["Location"] == "/thesaurus/thema/geldstress/"
    assert "hoort al bij" in desk.post("/thesaurus/nieuw/", {"pref_nl": "Wonen"}).content.decode()
    assert desk.get("/thesaurus/thema/geldstress/vervangen/").status_code == 200
    wrong = desk.post("/thesaurus/thema/geldstress/vervangen/", {"into": "schulden"}).content.decode()
    assert "Er klopt nog iets niet" in wrong
    done = desk.post("/thesaurus/thema/geldstress/vervangen/", {"into": "schulden", "reason": "Gelijk"}, follow=True)
    assert "nam “geldstress” in zich op" in done.content.decode()
    old = desk.get("/thesaurus/thema/geldstress/").content.decode()
    assert "gaat verder in een ander" in old
    assert "gaat verder in" in desk.get("/thesaurus/").content.decode()


def test_a_keeper_judges_words_on_one_page(desk):
    concept = make_concept("praatplek")
    term, other = asked("kletskassa", 4, days=2), asked("jansen", 3)
    page = desk.get("/thesaurus/woorden/").content.decode()
    assert "4 keer gezocht, op 2 dagen" in page
    address = f"/thesaurus/woorden/{term.pk}/"
    assert "Kies het thema" in desk.post(address, {"decision": "label"}).content.decode()
    assert "Schrijf kort waarom" in desk.post(address, {"decision": "declined"}).content.decode()
    assert desk.post(address, {"decision": "label", "concept": concept.slug}).status_code == 302
    desk.post(f"/thesaurus/woorden/{other.pk}/", {"decision": "declined", "reason": "Een naam"})
    page = desk.get("/thesaurus/woorden/").content.decode()
    assert "Alle woorden zijn bekeken" in page
    assert "afgewezen: Een naam" in page


def test_the_rooms_take_the_same_number_of_queries_however_much_there_is(desk, django_assert_max_num_queries):
    for number in range(30):
        make_concept(f"thema-{number}", alt=[f"woord {number}"])
        asked(f"vain{'abcdefghijklmnopqrstuvwxyzabcd'[number]}{'x' * (number % 3)}", 3)
    for address in ("/thesaurus/", "/thesaurus/woorden/", "/thesaurus/thema/thema-3/"):
        with django_assert_max_num_queries(12):
            assert desk.get(address).status_code == 200
