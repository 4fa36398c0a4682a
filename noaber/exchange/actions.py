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
from noaber.base.refs import slug_for
from noaber.base.verdicts import Refused, require
from noaber.exchange import format as exchange
from noaber.exchange import queries
from noaber.exchange.format import Item
from noaber.exchange.queries import Known
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
    elsewhere = queries.kinds_of([item.ref for item in items])
    for kind in {item.kind: None for item in items}:
        group = []
        for item in (item for item in items if item.kind == kind):
            if elsewhere.get(item.ref, kind) != kind:
                taken.rejected[item.ref] = f"this id is already known as a {elsewhere[item.ref]}"
            else:
                group.append(item)
                taken.unknown += [f"werkplaats {one!r}" for one in item.werkplaatsen if one not in known.werkplaatsen]
                taken.unknown += [f"theme {one!r}" for one in item.themes if one not in known.themes]
        if kind == "question":
            _questions(group, taken, by=by, at=at)
        else:
            _described(kind, group, taken, known, by=by, at=at)
    if taken.written:
        ledger.record(
            "exchange.taken_in",
            f"import:{items[0].ref}",
            by=by,
            at=at,
            data={"written": taken.written, "unchanged": taken.unchanged, "rejected": len(taken.rejected)},
        )
    return taken


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
    found_as = {thing.ref: _search_kind(kind, getattr(thing, "type", "")) for thing in rows}
    before = as_they_are([item.ref for item in changed]) if kind == "product" else {}
    # What a room keeps beside the format stays as it is.
    columns = [*changed[0].fields, "home", "extra", "fingerprint", "updated_at"]
    model._default_manager.bulk_create(
        [_thing(model, item, known, at) for item in changed],
        update_conflicts=True, unique_fields=["ref"], update_fields=columns, batch_size=500,
    )  # fmt: skip
    keys = dict(model._default_manager.filter(ref__in=[item.ref for item in changed]).values_list("ref", "pk"))
    if kind == "organisation":
        known.organisations.update({item.fields["title"].lower(): keys[item.ref] for item in changed})
    _links(model, {keys[item.ref]: item for item in changed}, known)
    keep_changes(before, told=_("Bijgewerkt bij het binnenhalen."), by=by, at=at)
    _tell_loop(kind, changed, by=by, at=at)
    for item in changed:
        now = _search_kind(kind, item.fields.get("type", ""))
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


def _links(model: type[Described], items: Mapping[int, Item], known: Known) -> None:
    """Which werkplaatsen show it, what it is about and whose it is."""
    organisations = {
        key: [known.organisations.get(name.strip().lower()) for name in item.fields["organisation_names"]]
        for key, item in items.items()
    }
    _link(model, "shown_by", "werkplaats", {key: _others(item, known) for key, item in items.items()})
    _link(model, "themes", "concept", {k: [known.themes.get(slug) for slug in i.themes] for k, i in items.items()})
    _link(model, "organisations", "organisation", organisations)


def put(
    kind: str, item: Item, known: Known, *, thing: Described | None = None, told: str = "", by: Person | None,
    at: dt.datetime,
) -> Described:  # fmt: skip
    """Write one item: a new thing, or into the one that is there; who may was asked before."""
    fresh = _thing(queries.MODELS[kind], item, known, at)
    found_as = _search_kind(kind, getattr(thing, "type", ""))
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
    _links(type(thing), {thing.pk: item}, known)
    keep_changes(before, told=told, by=by, at=at)
    now = _search_kind(kind, getattr(thing, "type", ""))
    if now != found_as:
        search.removed(found_as, thing.ref)
    search.changed(now, thing.ref)
    return thing


def _thing(model: type[Described], item: Item, known: Known, at: dt.datetime) -> Described:
    slugs = [slug for slug in item.werkplaatsen if slug in known.werkplaatsen]
    canonical = slugs[:1] + sorted(set(slugs[1:]) - set(slugs[:1]))
    themes = sorted({slug for slug in item.themes if slug in known.themes})
    own = exchange.written(item.kind, item.ref, item.fields, canonical, themes)
    return model(
        **item.fields,
        ref=item.ref,
        slug=slug_for(item.fields["title"], item.ref),
        home_id=known.werkplaatsen[slugs[0]] if slugs else None,
        extra=exchange.leftover(item.record, own),
        fingerprint=item.fingerprint,
        created_at=at,
        updated_at=at,
    )


def _others(item: Item, known: Known) -> list[int]:
    slugs = [slug for slug in item.werkplaatsen if slug in known.werkplaatsen]
    return [known.werkplaatsen[slug] for slug in slugs[1:] if slug != slugs[0]]


def _link(model: type[Described], name: str, other: str, wanted: Mapping[int, Sequence[int | None]]) -> None:
    through = model._meta.get_field(name).remote_field.through  # type: ignore[union-attr]
    mine = str(model._meta.model_name)
    # A model that points at its own kind has two columns of the same name.
    mine, other = ("from_organisation", "to_organisation") if mine == other else (mine, other)
    through._default_manager.filter(**{f"{mine}__in": list(wanted)}).delete()
    rows = [
        through(**{f"{mine}_id": key, f"{other}_id": one})
        for key, ones in wanted.items()
        for one in dict.fromkeys(ones)
        if one is not None and not (name == "organisations" and mine.startswith("from_") and one == key)
    ]
    through._default_manager.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def _search_kind(kind: str, of_type: str) -> str:
    return of_type if of_type in ("method", "dossier") else kind


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
