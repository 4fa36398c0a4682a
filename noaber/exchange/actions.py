# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking records in: a batch at a time, all of it or nothing, and the same record twice changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger, loop, search
from noaber.base.verdicts import Refused, require
from noaber.exchange import queries
from noaber.exchange.format import Item
from noaber.exchange.queries import Known
from noaber.exchange.rests_actions import take_in_rests
from noaber.exchange.rests_queries import of_others
from noaber.exchange.row_actions import link_all, row_of, search_kind
from noaber.exchange.told_actions import take_in_elements, take_in_told
from noaber.exchange.told_queries import MODELS
from noaber.knowledge.import_actions import Before, as_they_are, keep_changes
from noaber.ledger.actions import record_many
from noaber.loop.actions import refresh
from noaber.loop.stations import Standing
from noaber.people.models import Described, Person, Visibility
from noaber.people.policies import may_manage_network
from noaber.questions.import_actions import take_in_question
from noaber.questions.models import Question

ledger.declare(
    {
        "exchange.taken_in": "a batch of records in the exchange format was taken in",
        "exchange.recorded": "a thing of the loop was recorded from a file in the exchange format",
        "exchange.demo_loaded": "the demo network was built, or looked over",
    }
)


# What others refer to comes first.
FIRST = ("organisation", "element")
NONE: Mapping[str, str] = {}


@dataclass
class Taken:
    """What became of a batch."""

    written: int = 0
    unchanged: int = 0
    rejected: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


@transaction.atomic
def take_in(items: Sequence[Item], *, known: Known | None = None, by: Person | None, at: dt.datetime) -> Taken:
    """Write the items that are new or changed; an id keeps its kind, its address and its first date."""
    require(may_manage_network(by))
    known = known or queries.known()
    taken = Taken()
    elsewhere, kinds = queries.kinds_of([item.ref for item in items]), {item.ref: item.kind for item in items}
    wrong = {ref: f"this id is already known as a {kind}" for ref, kind in elsewhere.items() if kind != kinds[ref]}
    taken.rejected |= wrong | of_others(items)
    for kind, group in _by_kind([item for item in items if item.ref not in taken.rejected]):
        taken.unknown += [f"werkplaats {o!r}" for i in group for o in i.werkplaatsen if o not in known.werkplaatsen]
        taken.unknown += [f"theme {one!r}" for item in group for one in item.themes if one not in known.themes]
        if kind == "question":
            _questions(group, taken, by=by, at=at)
        elif kind in MODELS:
            count, rejected = take_in_told(kind, group, known, by=by, at=at)
            _count(taken, group, count, rejected)
        elif kind == "element":
            _count(taken, group, take_in_elements(group, by=by, at=at))
        else:
            _described(kind, group, taken, known, by=by, at=at)
    taken.rejected |= take_in_rests([item for item in items if item.ref not in taken.rejected], by=by, at=at)
    if taken.written:
        ledger.record(
            "exchange.taken_in",
            f"import:{items[0].ref}",
            by=by,
            at=at,
            data={"written": taken.written, "unchanged": taken.unchanged, "rejected": len(taken.rejected)},
        )
    return taken


@transaction.atomic
def take_in_last(items: Sequence[Item], *, known: Known | None = None, by: Person | None, at: dt.datetime) -> Taken:
    """Write what is told of other things, and lay once more what products rest on: now everything is here."""
    taken = take_in([item for item in items if item.kind != "product"], known=known, by=by, at=at)
    taken.rejected |= take_in_rests(items, by=by, at=at)
    return taken


def _by_kind(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """The items of each kind: first those that others refer to, last what is told of others."""
    kinds = sorted({item.kind: None for item in items}, key=lambda kind: (kind in MODELS, kind not in FIRST))
    return [(kind, [item for item in items if item.kind == kind]) for kind in kinds]


def _count(taken: Taken, items: Sequence[Item], written: int, rejected: Mapping[str, str] = NONE) -> None:
    taken.written += written
    taken.unchanged += len(items) - written - len(rejected)
    taken.rejected.update(rejected)


def _questions(items: Sequence[Item], taken: Taken, *, by: Person | None, at: dt.datetime) -> None:
    rows = Question.objects.filter(ref__in=[item.ref for item in items]).values_list("ref", "imported")
    before = dict(rows)
    for item in items:
        if before.get(item.ref) == item.record:
            taken.unchanged += 1
            continue
        try:
            take_in_question(item.record, by=by, at=at)
            taken.written += 1
        except Refused as refusal:
            taken.rejected[item.ref] = refusal.reason


def _described(
    kind: str, items: Sequence[Item], taken: Taken, known: Known, *, by: Person | None, at: dt.datetime
) -> None:
    model = queries.MODELS[kind]
    rows = model._default_manager.filter(ref__in=[item.ref for item in items])
    prints = dict(rows.values_list("ref", "fingerprint"))
    changed = sorted((item for item in items if prints.get(item.ref) != item.fingerprint), key=lambda item: item.ref)
    taken.unchanged += len(items) - len(changed)
    taken.written += len(changed)
    if not changed:
        return
    found_as = {thing.ref: search_kind(kind, getattr(thing, "type", "")) for thing in rows}
    before = as_they_are([item.ref for item in changed]) if kind == "product" else {}
    # What a room keeps beside the format stays as it is.
    columns = [*changed[0].fields, "home", "extra", "fingerprint", "updated_at"]
    model._default_manager.bulk_create(
        [row_of(model, item, known, at) for item in changed],
        update_conflicts=True, unique_fields=["ref"], update_fields=columns, batch_size=500,
    )  # fmt: skip
    keys = dict(model._default_manager.filter(ref__in=[item.ref for item in changed]).values_list("ref", "pk"))
    if kind == "organisation":
        known.organisations.update({item.fields["title"].lower(): keys[item.ref] for item in changed})
    link_all(model, {keys[item.ref]: item for item in changed}, known)
    keep_changes(before, told=_("Bijgewerkt bij het binnenhalen."), by=by, at=at)
    _tell_loop(kind, changed, by=by, at=at)
    for item in changed:
        now = search_kind(kind, item.fields.get("type", ""))
        if found_as.get(item.ref, now) != now:
            search.removed(found_as[item.ref], item.ref)
        search.changed(now, item.ref)


def _tell_loop(kind: str, items: Sequence[Item], *, by: Person | None, at: dt.datetime) -> None:
    """Write of each thing of the loop where it stands; thousands at once, so the loop is folded here."""
    if kind in loop.KINDS:
        entries = ((f"{kind}:{item.ref}", next(iter(item.werkplaatsen), ""), _stands(item)) for item in items)
        record_many("exchange.recorded", entries, by=by, at=at)
        refresh(kind, [item.ref for item in items])


def _stands(item: Item) -> dict[str, Any]:
    began = str(item.fields.get("on_date") or item.fields.get("year") or "")
    return loop_facts(str(item.fields.get("visibility") or Visibility.PUBLIC), item.themes, began)


def loop_facts(visibility: str, themes: Iterable[str], began: str = "") -> dict[str, Any]:
    """What the entry about something from elsewhere tells of it for the loop: it is done, unless it is not public."""
    standing = Standing.DONE if visibility == Visibility.PUBLIC else Standing.HIDDEN
    return {"standing": standing.value, "themes": sorted(themes)} | ({"on": began} if began else {})


def put(
    kind: str, item: Item, known: Known, *, thing: Described | None = None, told: str = "", by: Person | None,
    at: dt.datetime,
) -> Described:  # fmt: skip
    """Write one item: a new thing, or into the one that is there; who may was asked before."""
    fresh = row_of(queries.MODELS[kind], item, known, at)
    found_as = search_kind(kind, getattr(thing, "type", ""))
    before: Mapping[str, Before] = {}
    if thing is None:
        thing = fresh
        thing.full_clean(exclude=["home", "slug"], validate_unique=False, validate_constraints=False)
        thing.save(force_insert=True)
    else:
        if kind == "product":
            before = as_they_are([thing.ref])
        columns = [*item.fields, "extra", "fingerprint", "updated_at"]
        for column in columns:
            setattr(thing, column, getattr(fresh, column))
        thing.full_clean(exclude=["home", "slug"], validate_unique=False, validate_constraints=False)
        thing.save(update_fields=columns)
    link_all(type(thing), {thing.pk: item}, known)
    keep_changes(before, told=told, by=by, at=at)
    now = search_kind(kind, getattr(thing, "type", ""))
    if now != found_as:
        search.removed(found_as, thing.ref)
    search.changed(now, thing.ref)
    return thing


@transaction.atomic
def load_demo(*, by: Person | None = None, at: dt.datetime) -> None:
    """Build the demo network, whole or not at all; what is there already stays."""
    from noaber.exchange import (
        demo,
        demo_activity,
        demo_agenda,
        demo_effects,
        demo_evidence,
        demo_learning,
        demo_matching,
        demo_meetings,
        demo_people,
        demo_prose,
    )

    require(may_manage_network(by))
    demo.load_themes(by=by, at=at)
    demo.load_werkplaatsen(by=by, at=at)
    demo.load_items("organisations.jsonl", by=by, at=at)
    demo.load_items("items.jsonl", by=by, at=at)
    demo.load_partners(by=by, at=at)
    demo.load_house_styles(by=by, at=at)
    demo.load_old_addresses(by=by, at=at)
    demo_activity.load_activity(by=by, at=at)
    demo_people.load_people(by=by, at=at)
    demo_agenda.load_agendas(by=by, at=at)
    demo_learning.load_learning(at=at)
    demo_matching.load_matching(at=at)
    demo_meetings.load_meetings(at=at)
    demo_evidence.load_evidence(at=at)
    demo_effects.load_effects(by=by, at=at)
    demo_effects.load_stories(by=by, at=at)
    demo_effects.load_next_questions(by=by, at=at)
    demo_effects.load_rounds(by=by, at=at)
    demo_prose.load_prose(by=by, at=at)
    ledger.record("exchange.demo_loaded", "exchange:demo", by=by, at=at)
