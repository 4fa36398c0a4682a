# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker's steps with what an import reads: keep rows, compare them with what is known. Each safe to repeat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.lifecycle import IllegalMove
from noaber.base.verdicts import require
from noaber.exchange import mapping, match_queries
from noaber.exchange.import_actions import held, note
from noaber.exchange.match_queries import Match, Resemblance
from noaber.exchange.models import ImportRow, ImportRun, ImportSource
from noaber.exchange.policies import may_import
from noaber.exchange.queries import MODELS, print_of
from noaber.people.models import Person, Visibility

ledger.declare(
    {
        "import.read": "the rows of an import were read",
        "import.matched": "the rows of an import were compared",
        "import.waits": "an import goes on later",
    }
)
State, Choice = ImportRun.State, ImportRow.Choice


@dataclass(frozen=True)
class Given:
    """One record as a source gave it."""

    number: int
    values: Mapping[str, Any]
    identifier: str = ""
    removed: bool = False
    formulas: Sequence[str] = ()
    problems: Sequence[tuple[str, str]] = field(default=())


def _being_read(run: ImportRun) -> ImportRun:
    """The run, unless an editor stopped it or another worker is further with it."""
    run = held(run)
    if run.state != State.READING:
        raise IllegalMove(_("Dit wordt niet meer gelezen: de status is nu “%s”.") % run.get_state_display())
    return run


@transaction.atomic
def begin_reading(
    run: ImportRun, *, facts: Mapping[str, Any] | None = None, by: Person | None, at: dt.datetime
) -> None:
    """Start with nothing read, so that reading again after an interruption gives the same rows."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = _being_read(run)
    run.rows.all().delete()
    run.done, run.token = 0, ""
    run.save(update_fields=["done", "token"])
    if facts is not None:
        run.source.facts = dict(facts)
        run.source.prefix = run.source.prefix or str(facts.get("prefix") or "")
        if facts.get("name") and run.source.name == run.source.address[:200]:
            run.source.name = str(facts["name"])[:200]
        run.source.save(update_fields=["facts", "prefix", "name"])


@transaction.atomic
def keep_rows(
    run: ImportRun, given: Sequence[Given], *, token: str = "", total: int = 0, until: str = "",
    columns: Sequence[str] = (), message: tuple[str, str] | None = None, by: Person | None, at: dt.datetime,
) -> ImportRun:  # fmt: skip
    """Keep a page of records, and from where to go on."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = _being_read(run)
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                run=run, number=one.number, identifier=one.identifier,
                raw={"values": dict(one.values), "formulas": list(one.formulas), "removed": one.removed,
                     "problems": [list(problem) for problem in one.problems]},
            )
            for one in given
        ],
        ignore_conflicts=True, batch_size=500,
    )  # fmt: skip
    run.columns = list(dict.fromkeys([*run.columns, *columns]))
    run.token, run.done, run.total = token, run.rows.count(), max(total, run.total)
    run.until = run.until or until
    run.message = list(message) if message else run.message
    run.save()
    return run


@transaction.atomic
def wait(
    run: ImportRun, *, seconds: int, problem: tuple[str, str] = ("busy", ""), by: Person | None, at: dt.datetime
) -> None:
    """Go on later, because the source asked for it or because something is in the way for now."""
    run = held(run)
    run.due_at, run.message = at + dt.timedelta(seconds=seconds), list(problem)
    run.save(update_fields=["due_at", "message"])
    note(run, "import.waits", by=by, at=at, seconds=seconds, why=problem[0])


@transaction.atomic
def rows_read(run: ImportRun, *, by: Person | None, at: dt.datetime) -> ImportRun:
    """All is read: compare at once where the fields are known, and otherwise wait for the editor to say."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = _being_read(run)
    source = run.source
    fields = source.mapping.get("fields", {})
    known = bool(source.mapping) and all(column in run.columns for column in fields.values())
    _add_missing(run)
    ImportRun.LIFECYCLE.move(run, State.MATCHING if known else State.MAPPING)
    run.total, run.done, run.token = run.rows.count(), 0, ""
    if run.file:
        # The rows have it all; what somebody uploaded need not lie about.
        run.file.delete(save=False)
    if source.sort == ImportSource.Sort.OAI and run.until:
        source.harvested_until = run.until
        source.save(update_fields=["harvested_until"])
    run.save()
    note(run, "import.read", by=by, at=at, rows=run.total)
    return run


def _add_missing(run: ImportRun) -> None:
    """A source that forgets what it removed tells by its silence, when everything was asked."""
    source = run.source
    if source.sort != ImportSource.Sort.OAI or run.since or source.facts.get("deleted") == "persistent":
        return
    if not run.rows.exists() or run.message[:1] == ["oai_lost"]:
        return
    first = (run.rows.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    ImportRow.objects.bulk_create(
        [
            ImportRow(run=run, number=number, identifier=identifier, raw={"values": {}, "removed": True, "gone": True})
            for number, (identifier, _key) in enumerate(match_queries.missing_from(run), first)
        ],
        batch_size=500,
    )


@transaction.atomic
def compare(run: ImportRun, resemblance: Resemblance, *, many: int = 200, by: Person | None, at: dt.datetime) -> bool:
    """Read the next rows as records and say what they look like; whether there are more."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = held(run)
    if run.state != State.MATCHING:
        return False
    rows = list(run.rows.order_by("number")[run.done : run.done + many])
    if resemblance.seen is None:
        resemblance.seen = _earlier(run, rows)
    for row in rows:
        _consider(run, row, resemblance, resemblance.seen)
    fields = ["record", "identifier", "state", "problems", "match_kind", "match_ref", "match_why", "choice"]
    ImportRow.objects.bulk_update(rows, fields, batch_size=200)
    run.done += len(rows)
    if len(rows) < many:
        ImportRun.LIFECYCLE.move(run, State.PREVIEW)
        note(run, "import.matched", by=by, at=at, rows=run.done)
    run.save(update_fields=["done", "state"])
    return run.state == State.MATCHING


def _earlier(run: ImportRun, rows: Sequence[ImportRow]) -> dict[str, int]:
    """On which row something stands that the next rows may repeat."""
    if not rows:
        return {}
    seen: dict[str, int] = {}
    before = run.rows.filter(number__lt=rows[0].number).exclude(state=ImportRow.State.UNUSABLE)
    for number, identifier, record in before.values_list("number", "identifier", "record").iterator():
        for mark in _marks(identifier, record):
            seen.setdefault(mark, number)
    return seen


def _marks(identifier: str, record: Mapping[str, Any]) -> list[str]:
    return [f"id {identifier}"] * bool(identifier) + [str(one) for one in record.get("identifiers") or ()]


def _consider(run: ImportRun, row: ImportRow, resemblance: Resemblance, earlier: dict[str, int]) -> None:
    row.match_kind, row.match_ref, row.match_why = "", "", []
    if row.raw.get("removed"):
        _consider_removed(run, row, resemblance)
        return
    if row.raw.get("problems"):
        row.problems, row.state, row.choice = row.raw["problems"], ImportRow.State.UNUSABLE, Choice.SKIP
        return
    found = _mapped(run, row)
    row.record, row.identifier = found.record, row.identifier or found.identifier
    row.problems = [list(problem) for problem in found.problems]
    if not found.usable:
        row.state, row.choice = ImportRow.State.UNUSABLE, Choice.SKIP
        return
    repeated = next((earlier[mark] for mark in _marks(row.identifier, row.record) if mark in earlier), None)
    for mark in _marks(row.identifier, row.record):
        earlier.setdefault(mark, row.number)
    match = resemblance.match(row.identifier, row.record)
    if repeated is not None:
        row.state, row.choice, row.match_why = ImportRow.State.KNOWN, Choice.SKIP, ["same_row", str(repeated)]
    elif match is None:
        row.state, row.choice = ImportRow.State.NEW, Choice.ADD
    else:
        row.state, row.match_kind, row.match_ref, row.match_why = (
            ImportRow.State.KNOWN, match.kind, match.ref, list(match.why),
        )  # fmt: skip
        row.choice = Choice.UPDATE if _may_follow(run, row, match) else Choice.SKIP


def _mapped(run: ImportRun, row: ImportRow) -> mapping.Mapped:
    source = run.source
    if source.sort == ImportSource.Sort.EXCHANGE:
        return mapping.as_it_is(row.raw["values"], source.werkplaats.slug)
    return mapping.mapped(row.raw["values"], source.mapping, source.werkplaats.slug, row.raw.get("formulas", ()))


def _consider_removed(run: ImportRun, row: ImportRow, resemblance: Resemblance) -> None:
    """What the source took away: hide it, when it came from there and is to be seen still."""
    key = resemblance.by_source.get(row.identifier)
    row.problems = [["gone" if row.raw.get("gone") else "removed", ""]]
    row.state, row.choice = ImportRow.State.REMOVED, Choice.SKIP
    if key is None or key[1] not in resemblance.refs:
        row.state = ImportRow.State.UNUSABLE
        return
    row.match_kind, row.match_ref, row.match_why = *key, ["same_source", ""]
    row.record = {"title": ""}
    thing = MODELS[key[0]]._default_manager.filter(ref=key[1], home=run.source.werkplaats).first()
    if thing is not None and thing.visibility != Visibility.HIDDEN:
        row.choice = Choice.HIDE


def _may_follow(run: ImportRun, row: ImportRow, match: Match) -> bool:
    """Follow the source by itself only where nobody changed here what came from it."""
    if match.why[0] not in ("same_source", "same_ref"):
        return False
    thing = MODELS[match.kind]._default_manager.filter(ref=match.ref, home=run.source.werkplaats).first()
    last = (
        ImportRow.objects.filter(outcome_kind=match.kind, outcome_ref=match.ref)
        .exclude(after="")
        .order_by("-pk")
        .values_list("after", flat=True)
        .first()
    )
    if thing is None:
        return False
    if last is not None and last != print_of(match.kind, thing):
        row.problems = [*row.problems, ["edited", ""]]
        return False
    return True
