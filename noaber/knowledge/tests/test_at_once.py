# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two people at the same moment, with real threads on the real database."""

import pytest

from noaber.base.testing import at_once, refusals
from noaber.knowledge import draft_actions, evidence_actions, review_actions, scale_actions
from noaber.knowledge.models import DraftText, Product, Version
from noaber.knowledge.testing import make_draft, make_evidence, make_product, make_recognition, make_review
from noaber.moderation import actions as moderation
from noaber.moderation.models import Report, State
from noaber.moderation.queries import subject_of
from noaber.people.testing import make_person

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_saves_of_the_same_field_are_one_save_and_a_warning(twente, nadia, bas, at):
    version = make_draft(nadia, twente)
    seen, said = version.saved, version.facts

    def save(who):
        return draft_actions.save_draft(version, facts={**said, "text": f"Van {who}"}, seen=seen, by=who, at=at)

    outcomes = at_once(lambda: save(nadia), lambda: save(bas))
    assert len(refusals(outcomes)) == 1
    assert version.saves.count() == seen + 2


def test_two_saves_of_different_fields_are_both_kept(twente, nadia, bas, at):
    version = make_draft(nadia, twente)
    seen, said = version.saved, version.facts
    at_once(
        lambda: draft_actions.save_draft(version, facts={**said, "text": "Een"}, seen=seen, by=nadia, at=at),
        lambda: draft_actions.save_draft(version, facts={**said, "what": "Twee"}, seen=seen, by=bas, at=at),
    )
    version.refresh_from_db()
    assert (version.facts["text"], version.facts["what"]) == ("Een", "Twee")


def test_two_who_begin_a_new_version_write_the_same_one(twente, nadia, bas, at):
    product = make_product(home=twente)
    outcomes = at_once(*(lambda who=who: draft_actions.revise(product, by=who, at=at) for who in (nadia, bas)))
    assert len({version.pk for version in outcomes}) == 1
    assert Version.objects.count() == 2


def test_publishing_while_asking_for_changes(twente, nadia, carla, at):
    editor = make_person(name="Eva", email="eva@example.org", role="editor", werkplaats=twente)
    version = make_review(nadia, twente)
    outcomes = at_once(
        lambda: review_actions.publish(version, seen=version.saved, by=carla, at=at),
        lambda: review_actions.ask_changes(version, text="Bron?", seen=version.saved, by=editor, at=at),
    )
    assert len(refusals(outcomes)) == 1
    version.refresh_from_db()
    assert (version.state == "published") == Product.objects.exists()


def test_two_tabs_of_one_person(twente, nadia, at):
    version = make_draft(nadia, twente)
    at_once(*[lambda: draft_actions.keep_typed(version, fields={"a": ["b"]}, seen=1, by=nadia, at=at)] * 3)
    assert DraftText.objects.count() == 1


def test_many_readers_report_the_same_and_two_judge(twente, carla, at):
    editor = make_person(name="Eva", email="eva@example.org", role="editor", werkplaats=twente)
    subject = subject_of(f"product:{make_product(home=twente).ref}")
    at_once(*[lambda: moderation.report(subject, why="wrong", by=None, at=at)] * 3)
    report = Report.objects.get()
    assert report.signals.count() == 3
    outcomes = at_once(
        lambda: moderation.judge(report, verdict=State.HIDDEN, reason="Weg", by=carla, at=at),
        lambda: moderation.judge(report, verdict=State.NOTHING, reason="Goed", by=editor, at=at),
    )
    assert len(refusals(outcomes)) == 1


def test_two_who_add_at_once_are_both_counted_and_one_form_twice_is_one(twente, nadia, bas, at):
    product = make_product(home=twente)
    at_once(*(lambda who=who: make_evidence(product, by=who) for who in (nadia, bas)))
    product.refresh_from_db()
    assert product.basis == {"practice": 2}
    said = {"source": "science", "direction": "for", "says": "Een studie."}
    at_once(*[lambda: evidence_actions.add(product, facts=said, submission="s", by=nadia, at=at)] * 3)
    product.refresh_from_db()
    assert product.basis == {"practice": 2, "science": 1}


def test_claiming_a_rung_while_what_it_rests_on_is_withdrawn(twente, nadia, bas, at):
    product = make_product(home=twente, summary="Kort.")
    item = make_evidence(product, by=nadia)
    at_once(
        lambda: scale_actions.set_scale(product, scale="tried", by=nadia, at=at),
        lambda: evidence_actions.withdraw(item, reason="Dubbel", by=bas, at=at),
    )
    product.refresh_from_db()
    assert product.scale in ("", "idea")


def test_two_change_the_same_item(twente, nadia, bas, at):
    item = make_evidence(make_product(home=twente), by=nadia)
    change = evidence_actions.change
    outcomes = at_once(
        *(lambda who=who: change(item, facts={"says": f"Van {who}"}, seen=0, by=who, at=at) for who in (nadia, bas))
    )
    assert len(refusals(outcomes)) == 1


def test_two_take_the_same_recognition_over(twente, carla):
    product = make_product(home=twente)
    at_once(*[lambda: make_recognition(product, by=carla)] * 2)
    assert product.recognitions.count() == 1
