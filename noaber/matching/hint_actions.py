# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hints: wanting them, being told, saying yes or no; and at two times yes, being introduced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from noaber import ledger
from noaber.base.refs import new_ref
from noaber.matching.hint_queries import MOST, Found, due, lead_of, wants
from noaber.matching.models import HINTS, Hint, HintConsent, HintState
from noaber.people.models import Person

YES, NO, NEVER = "ja", "nee", "nooit"
ANSWERS = (YES, NO, NEVER)

ledger.declare(
    {
        "hint.consented": "somebody wants hints by mail about others who work on the same",
        "hint.stopped": "somebody wants no hints by mail, or no longer",
        "hint.told": "who leads a work was told of works elsewhere",
        "hint.wanted": "who got a hint wants to be introduced; the other side is asked",
        "hint.declined": "who got a hint does not want to be introduced, or no longer",
        "hint.introduced": "both sides wanted it, and were introduced to each other",
        "hint.refused": "the other side does not want to be introduced",
    }
)


@transaction.atomic
def choose(person: Person, *, given: bool, words: str, by: Person | None, at: datetime) -> bool:
    """Want hints, or not any more, which takes back a yes that waits. The same again changes nothing."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if wants(person) is given:
        return False
    HintConsent.objects.create(person=person, given=given, words=words, at=at)
    ledger.record("hint.consented" if given else "hint.stopped", f"person:{person.ref}", by=by, at=at)
    for hint in () if given else Hint.objects.select_for_update().filter(person=person, state=HintState.WANTED):
        _move(hint, HintState.DECLINED, by, at)
    return True


@transaction.atomic
def tell(person: Person, found: Sequence[Found], *, by: Person | None, at: datetime) -> list[Hint]:
    """Tell of a few works elsewhere, in one mail. Who does not want it, or was told this week, is told nothing."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not found or person not in due(at):
        return []
    made = []
    for one in found[:MOST]:
        facts = {"ref": new_ref("h"), "person": person, "own": one.own.key, "about": one.near.work.key, "told_at": at}
        hint, new = Hint.objects.get_or_create(pair=one.pair, defaults=facts)
        # Who leads the other work may have been told of this one a moment ago.
        made += [hint] if new else []
    if made:
        ledger.record("hint.told", made[0], by=by, at=at, data={"hints": [hint.ref for hint in made]})
    return made


@transaction.atomic
def answer(hint: Hint, *, first: bool, said: str, words: str, by: Person | None, at: datetime) -> Hint:
    """What one side said; what was said before stays. "Never" is no to this and to all that would come."""
    who = hint.person if first else hint.other
    # Before the hint is held: whoever changes a consent holds the person first, and then their hints.
    if said == NEVER and who is not None:
        choose(who, given=False, words=words, by=by, at=at)
    hint = Hint.objects.select_for_update(of=("self",)).select_related("person", "other").get(pk=hint.pk)
    if hint.state != (HintState.TOLD if first else HintState.WANTED):
        return hint
    other = lead_of(hint.about, hint.person) if first and said == YES else None
    if first and said == YES and other is not None:
        hint.other = other
        _move(hint, HintState.WANTED, by, at)
    elif first:
        _move(hint, HintState.DECLINED, by, at)
    else:
        _move(hint, HintState.INTRODUCED if said == YES else HintState.REFUSED, by, at)
    return hint


def _move(hint: Hint, state: HintState, by: Person | None, at: datetime) -> None:
    HINTS.move(hint, state)
    hint.answered_at = at
    hint.save(update_fields=["state", "other", "answered_at"])
    ledger.record(f"hint.{state.value}", hint, by=by, at=at)


@transaction.atomic
def erase(person: Person, *, by: Person | None, at: datetime) -> None:
    """Take a person out of hints, and what they agreed to. Safe to repeat."""
    if HintConsent.objects.filter(person=person).exists():
        ledger.record("hint.stopped", f"person:{person.ref}", by=by, at=at, reason="erased")
    HintConsent.objects.filter(person=person).erase_all()
    Hint.objects.filter(person=person).delete()
    Hint.objects.filter(other=person).delete()
