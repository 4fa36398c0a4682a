# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from noaber.base.models import OutgoingMail
from noaber.base.verdicts import Refused
from noaber.ledger.models import Delivery, Entry
from noaber.questions import merge_actions, triage_actions
from noaber.questions.models import Question, State
from noaber.questions.queries import voices_by_perspective
from noaber.questions.testing import answer, mails_to, make_question, make_voice, some_link

pytestmark = pytest.mark.django_db

STEPS = {
    "clarify": {"text": "Hoe oud?"},
    "answer": {"links": [some_link()]},
    "connect": {"email": "kenner@example.org", "text": "Jij kent dit."},
    "mark_gap": {"text": "Niemand weet het."},
    "decline": {"text": "Hoort niet hier."},
}


@pytest.mark.parametrize("step", STEPS)
def test_sam_never_writes_in_twente(step, twente, sam, at):
    question = make_question(home=twente)
    before = Entry.objects.count()
    with pytest.raises(Refused, match="Twente"):
        getattr(triage_actions, step)(question, **STEPS[step], by=sam, at=at)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("step", STEPS)
def test_every_change_tells_asker_and_followers_once(step, twente, carla, at, deliver):
    question = make_question(home=twente, email="inge@example.org")
    follower = make_voice(question, part="follows")
    deliver()
    before = OutgoingMail.objects.filter(to="inge@example.org").count()
    getattr(triage_actions, step)(question, **STEPS[step], by=carla, at=at)
    deliver()
    # Should a handler run again, nobody is mailed again.
    Delivery.objects.update(done_at=None)
    deliver()
    assert len(mails_to("inge@example.org")) == before + 1
    assert question.title in mails_to(follower.person.email)[-1].text


def test_an_answer_needs_a_source_and_a_reason(twente, carla, at):
    question = make_question(home=twente)
    for links in ([], [some_link(why=" ")]):
        with pytest.raises(Refused):
            triage_actions.answer(question, links=links, text="Zomaar.", by=carla, at=at)
    answer(question, carla, at)
    assert question.answered_at == at
    answer(question, carla, at)
    assert question.answers.count() == 2


def test_connecting_tells_both_sides(twente, elsewhere, carla, sam, at, deliver):
    question = make_question(home=twente, email="inge@example.org")
    triage_actions.connect(question, werkplaats=elsewhere, text="Zelfde vraag.", by=carla, at=at)
    triage_actions.connect(question, email="kenner@example.org", text="Jij kent dit.", by=carla, at=at)
    deliver()
    assert "Zelfde vraag." in mails_to("sam@example.org")[-1].text
    assert "Jij kent dit." in mails_to("kenner@example.org")[-1].text
    told = "".join(mail.text for mail in mails_to("inge@example.org"))
    assert "Zuyd" in told
    assert "kenner@example.org" not in told
    for wrong in ({}, {"werkplaats": twente}, {"werkplaats": elsewhere, "email": "a@example.org"}):
        with pytest.raises(Refused):
            triage_actions.connect(question, **wrong, text="x", by=carla, at=at)


def test_moving_gives_it_to_another_desk(twente, elsewhere, carla, sam, at, deliver):
    question = make_question(home=twente)
    triage_actions.move_home(question, werkplaats=elsewhere, text="Past beter.", by=carla, at=at)
    deliver()
    assert mails_to("sam@example.org")
    with pytest.raises(Refused):
        triage_actions.mark_gap(question, text="x", by=carla, at=at)
    triage_actions.mark_gap(question, text="x", by=sam, at=at)


def test_declining_needs_a_reason_and_can_be_taken_back(twente, carla, at):
    question = make_question(home=twente)
    with pytest.raises(Refused, match="waarom"):
        triage_actions.decline(question, text=" ", by=carla, at=at)
    triage_actions.decline(question, text="Hoort niet hier.", by=carla, at=at)
    assert triage_actions.reopen(question, text="Toch wel.", by=carla, at=at).state == State.RAISED
    with pytest.raises(Refused):
        triage_actions.reopen(question, text="x", by=carla, at=at)
    with pytest.raises(Refused):
        triage_actions.release(question, by=carla, at=at)


def test_who_was_slower_hears_who_was_faster(twente, carla, at):
    question = make_question(home=twente)
    seen = question.version
    triage_actions.mark_gap(question, text="x", seen=seen, by=carla, at=at)
    with pytest.raises(triage_actions.Overtaken, match="nog geen antwoord bekend") as refusal:
        triage_actions.answer(question, links=[some_link()], seen=seen, by=carla, at=at)
    assert "Wat je typte staat er nog" in refusal.value.reason


def test_merging_keeps_every_asker_and_counts_each_once(twente, carla, at, deliver):
    root, other, third = (make_question(home=twente, email=f"{name}@example.org") for name in "abc")
    make_voice(other, email="a@example.org")
    make_voice(third, email="both@example.org")
    make_voice(root, email="both@example.org")
    merge_actions.merge(third, other, text="Zelfde.", by=carla, at=at)
    merge_actions.merge(other, root, text="Zelfde.", by=carla, at=at)
    third.refresh_from_db()
    assert (third.merged_into, third.root_id) == (other, root.ref)
    assert voices_by_perspective(root) == {"professional": 3, "resident": 1}
    answer(Question.objects.get(pk=root.pk), carla, at)
    deliver()
    for name in ("a", "b", "c", "both"):
        assert sum("Loop eerst mee." in mail.text for mail in mails_to(f"{name}@example.org")) == 1


def test_a_merge_can_be_undone(twente, carla, at, deliver):
    root, other, third = (make_question(home=twente, email=f"{name}@example.org") for name in "abc")
    triage_actions.mark_gap(other, text="x", by=carla, at=at)
    make_voice(other, email="a@example.org")
    merge_actions.merge(third, other, by=carla, at=at)
    merge_actions.merge(other, root, by=carla, at=at)
    back = merge_actions.undo_merge(other, text="Toch anders.", by=carla, at=at)
    third.refresh_from_db()
    assert (back.state, back.root_id, third.root_id) == (State.GAP, None, other.ref)
    assert voices_by_perspective(root) == {"professional": 1}
    assert voices_by_perspective(back) == {"professional": 2, "resident": 1}
    with pytest.raises(Refused):
        merge_actions.undo_merge(other, by=carla, at=at)
    deliver()
    assert "Toch anders." in mails_to("c@example.org")[-1].text


def test_merging_into_what_was_answered_brings_the_answer_along(twente, carla, at, deliver):
    root, late = make_question(home=twente), make_question(home=twente, email="laat@example.org")
    answer(root, carla, at)
    merge_actions.merge(late, root, by=carla, at=at)
    deliver()
    assert "Eerst meelopen" in mails_to("laat@example.org")[-1].text


def test_a_merged_question_is_taken_care_of_where_it_lives_on(twente, carla, at):
    root, other, third = (make_question(home=twente) for _number in range(3))
    merge_actions.merge(other, root, by=carla, at=at)
    with pytest.raises(Refused, match="samengevoegd met"):
        answer(other, carla, at)
    with pytest.raises(Refused):
        merge_actions.merge(root, other, by=carla, at=at)
    with pytest.raises(Refused):
        merge_actions.merge(third, other, by=carla, at=at)
    with pytest.raises(Refused):
        merge_actions.merge(third, third, by=carla, at=at)


def test_whoever_shares_a_merged_question_counts_in_its_root(twente, carla, at):
    root, other = make_question(home=twente), make_question(home=twente)
    merge_actions.merge(other, root, by=carla, at=at)
    make_voice(other)
    assert voices_by_perspective(root) == {"professional": 2, "resident": 1}
