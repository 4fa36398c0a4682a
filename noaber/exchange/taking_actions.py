# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The steps of the worker that write: taking over what was chosen, and taking that back.

Every record by itself is written whole or not at all, together with what its row remembers of it; a run that was
interrupted goes on where it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import clock
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.exchange import queries
from noaber.exchange.actions import loop_facts, put
from noaber.exchange.format import Rejected, read
from noaber.exchange.import_actions import held, note
from noaber.exchange.import_queries import WRITTEN, edited_among
from noaber.exchange.mapping import completed
from noaber.exchange.models import ImportRow, ImportRun
from noaber.exchange.policies import may_import
from noaber.exchange.queries import MODELS, Known, print_of
from noaber.loop.stations import Standing
from noaber.people.models import Described, Person, Visibility

ledger.declare(
    {
        "import.item_added": "a thing came in with an import",
        "import.item_updated": "a thing was brought up to date by an import",
        "import.item_hidden": "a thing was hidden because its source took it away",
        "import.item_undone": "what an import did to a thing was taken back",
        "import.done": "an import was taken in",
        "import.undone": "an import was taken back",
        "import.not_undone": "an import was not taken back, because things were edited since",
    }
)
State, Choice, Outcome = ImportRun.State, ImportRow.Choice, ImportRow.Outcome
# What an update leaves alone: a thing keeps its kind, its place and who may see it.
STAYS = ("id", "kind", "werkplaatsen", "visibility")
JOINED = ("themes", "identifiers", "keywords")


class Failed(Exception):
    """A row that cannot be done; the problem says why."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.problem = [code, what]


@transaction.atomic
def take_over(run: ImportRun, *, many: int = 20, by: Person | None, at: dt.datetime) -> bool:
    """Write the next rows that were chosen; whether there are more."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = held(run)
    if run.state != State.IMPORTING:
        return False
    known = queries.known()
    rows = list(run.rows.filter(outcome="").exclude(choice=Choice.SKIP).order_by("number")[:many])
    for row in rows:
        try:
            with transaction.atomic():
                DO[ImportRow.Choice(row.choice)](run, row, known, by, at)
        except Failed as failure:
            row.outcome, row.problems = Outcome.FAILED, [*row.problems, failure.problem]
        except (Refused, Rejected) as refusal:
            row.outcome, row.problems = Outcome.FAILED, [*row.problems, ["refused", refusal.reason]]
        except (ValidationError, IntegrityError) as error:
            told = "; ".join(error.messages) if isinstance(error, ValidationError) else "IntegrityError"
            row.outcome, row.problems = Outcome.FAILED, [*row.problems, ["refused", told[:300]]]
        row.save()
    run.done += len(rows)
    if len(rows) < many:
        _finish(run, by=by, at=at)
    run.save()
    return run.state == State.IMPORTING


def _finish(run: ImportRun, *, by: Person | None, at: dt.datetime) -> None:
    run.rows.filter(outcome="").update(outcome=Outcome.SKIPPED)
    ImportRun.LIFECYCLE.move(run, State.DONE)
    run.finished_at = at
    note(run, "import.done", by=by, at=at, rows=run.done, source=run.source.name)


def _add(run: ImportRun, row: ImportRow, known: Known, by: Person | None, at: dt.datetime) -> None:
    record = completed(row.record, run.source.mapping.get("defaults", {}))
    given = str(record.get("id") or "")
    ref = given if given and not queries.kinds_of([given]) else new_ref("i")
    item = read({**record, "id": ref, "visibility": run.visibility})
    thing = put(item.kind, item, known, by=by, at=at)
    _remember(run, row, item.kind, thing, Outcome.ADDED, "import.item_added", by, at)


def _update(run: ImportRun, row: ImportRow, known: Known, by: Person | None, at: dt.datetime) -> None:
    thing = _mine(run, row, by, at)
    before = queries.record_of(row.match_kind, thing)
    after = {**before, **{name: value for name, value in row.record.items() if value and name not in STAYS}}
    if row.record.get("type") and row.match_kind == "product":
        after["kind"] = "product"
    for name in JOINED:
        if before.get(name) and row.record.get(name):
            after[name] = list(dict.fromkeys([*before[name], *row.record[name]]))
    if read(after).fields == read(before).fields and read(after).themes == read(before).themes:
        row.outcome, row.outcome_kind, row.outcome_ref = Outcome.SAME, row.match_kind, row.match_ref
        row.after = print_of(row.match_kind, thing)
        return
    row.before = before
    told = _("Bijgewerkt uit %(source)s.") % {"source": run.source.name}
    put(row.match_kind, read({**after, "visibility": thing.visibility}), known, thing=thing, told=told, by=by, at=at)
    _remember(run, row, row.match_kind, thing, Outcome.UPDATED, "import.item_updated", by, at)


def _hide(run: ImportRun, row: ImportRow, known: Known, by: Person | None, at: dt.datetime) -> None:
    thing = _mine(run, row, by, at)
    row.before = {**queries.record_of(row.match_kind, thing), "visibility": thing.visibility}
    item = read({**row.before, "visibility": Visibility.HIDDEN})
    put(row.match_kind, item, known, thing=thing, by=by, at=at)
    _remember(run, row, row.match_kind, thing, Outcome.HIDDEN, "import.item_hidden", by, at)


DO: dict[ImportRow.Choice, Any] = {Choice.ADD: _add, Choice.UPDATE: _update, Choice.HIDE: _hide}


def _mine(run: ImportRun, row: ImportRow, by: Person | None, at: dt.datetime) -> Described:
    """The thing that a row is about, when it belongs to this werkplaats."""
    found = MODELS[row.match_kind]._default_manager.select_for_update(of=("self",)).filter(ref=row.match_ref).first()
    if found is None:
        raise Failed("vanished")
    if found.home_id != run.source.werkplaats_id:
        raise Failed("elsewhere", found.home.name if found.home else "–")
    return found


def _remember(
    run: ImportRun,
    row: ImportRow,
    kind: str,
    thing: Described,
    outcome: str,
    verb: str,
    by: Person | None,
    at: dt.datetime,
) -> None:
    row.outcome, row.outcome_kind, row.outcome_ref = outcome, kind, thing.ref
    fresh = MODELS[kind]._default_manager.get(pk=thing.pk)
    row.after = print_of(kind, fresh)
    slug = run.source.werkplaats.slug
    data = {"run": run.pk, "source": run.source.name, **_stands(fresh)}
    row.entry = ledger.record(verb, thing, by=by, at=at, werkplaats=slug, data=data).seq


def _stands(thing: Described) -> dict[str, Any]:
    themes = thing.themes.values_list("slug", flat=True)
    return loop_facts(thing.visibility, themes, thing.on_date or str(thing.year or ""))


# ── Taking back ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def refuse_undo(run: ImportRun, edited: Sequence[int], *, by: Person | None, at: dt.datetime) -> None:
    """Take nothing back, because these rows are about things that were edited since."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = held(run)
    rows = list(run.rows.filter(number__in=edited))
    for row in rows:
        row.problems = [*(one for one in row.problems if one[0] != "edited"), ["edited", ""]]
    ImportRow.objects.bulk_update(rows, ["problems"], batch_size=500)
    ImportRun.LIFECYCLE.move(run, State.DONE)
    run.message = ["not_undone", str(len(edited))]
    run.save(update_fields=["state", "message"])
    note(run, "import.not_undone", by=by, at=at, rows=len(edited))


@transaction.atomic
def take_back(run: ImportRun, *, many: int = 50, by: Person | None, at: dt.datetime) -> bool:
    """Take the next rows back, last first; whether there are more."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = held(run)
    if run.state != State.UNDOING:
        return False
    known = queries.known()
    rows = list(run.rows.filter(outcome__in=WRITTEN).order_by("-number")[:many])
    things = _held_things(rows)
    edited = edited_among(rows)
    for row in rows:
        thing = things.get((row.outcome_kind, row.outcome_ref))
        try:
            with transaction.atomic():
                _take_back(run, row, thing, known, by, at, edited=row.number in edited)
        except (ProtectedError, IntegrityError):
            row.outcome, row.problems = Outcome.KEPT, [*row.problems, ["in_use", ""]]
        row.save()
    run.done += len(rows)
    if len(rows) < many:
        ImportRun.LIFECYCLE.move(run, State.UNDONE)
        note(run, "import.undone", by=by, at=at, source=run.source.name)
        _harvest_again(run)
    run.save()
    return run.state == State.UNDOING


def _held_things(rows: Sequence[ImportRow]) -> dict[tuple[str, str], Described]:
    """What these rows wrote, kept from others for the rest of the transaction."""
    return {
        (kind, thing.ref): thing
        for kind in sorted({row.outcome_kind for row in rows})
        for thing in MODELS[kind]
        ._default_manager.select_for_update(of=("self",))
        .filter(ref__in=[row.outcome_ref for row in rows if row.outcome_kind == kind])
        .order_by("pk")
    }


def _take_back(
    run: ImportRun, row: ImportRow, thing: Described | None, known: Known, by: Person | None, at: dt.datetime,
    *, edited: bool,
) -> None:  # fmt: skip
    if thing is None:
        row.outcome = Outcome.UNDONE
        return
    if edited:
        row.outcome, row.problems = Outcome.KEPT, [*(one for one in row.problems if one[0] != "edited"), ["edited", ""]]
        return
    slug, key = run.source.werkplaats.slug, f"{row.outcome_kind}:{row.outcome_ref}"
    if row.outcome == Outcome.ADDED:
        stands = {"standing": Standing.HIDDEN.value}
        kind = getattr(thing, "search_kind", row.outcome_kind)
        thing.delete()
        search.removed(kind, row.outcome_ref)
    else:
        told = _("Weer zoals het was: het binnenhalen uit %(source)s is teruggedraaid.") % {"source": run.source.name}
        stands = _stands(put(row.outcome_kind, read(row.before), known, thing=thing, told=told, by=by, at=at))
    ledger.record("import.item_undone", key, by=by, at=at, werkplaats=slug, data={"run": run.pk, **stands})
    row.outcome = Outcome.UNDONE


def _harvest_again(run: ImportRun) -> None:
    """What was taken back is offered again when only what is new is asked for."""
    source = run.source
    if run.until and source.harvested_until == run.until:
        source.harvested_until = run.since
        source.save(update_fields=["harvested_until"])
