# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an editor does with an import: name a source, start a run, say which field is what, choose, take over, undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.exchange.import_queries import WRITTEN
from noaber.exchange.mapping import TARGETS
from noaber.exchange.models import ImportRow, ImportRun, ImportSource
from noaber.exchange.policies import may_import
from noaber.people.models import Person, Visibility, Werkplaats
from noaber.people.policies import may_manage_network

ledger.declare(
    {
        "import.source_added": "a source elsewhere was named, to take knowledge in from",
        "import.started": "an import was started",
        "import.mapped": "an editor said which field of a source is what",
        "import.chosen": "an editor chose what to take in",
        "import.begun": "what was chosen in an import is being taken in",
        "import.stopped": "an import was stopped, or could not go on",
        "import.undoing": "an editor asked to undo an import",
        "import.person_forgotten": "somebody who left was taken out of the imports they started",
    }
)
State, Choice = ImportRun.State, ImportRow.Choice
MAY_CHOOSE = {
    ImportRow.State.NEW: {Choice.ADD, Choice.SKIP},
    ImportRow.State.KNOWN: {Choice.UPDATE, Choice.ADD, Choice.SKIP},
    ImportRow.State.REMOVED: {Choice.HIDE, Choice.SKIP},
    ImportRow.State.UNUSABLE: {Choice.SKIP},
}


def note(run: ImportRun, verb: str, *, by: Person | None, at: dt.datetime, **data: Any) -> int:
    """Add to the ledger of a run; the number of the entry."""
    return ledger.record(verb, run, by=by, at=at, werkplaats=run.source.werkplaats.slug, data=data).seq


def held(run: ImportRun) -> ImportRun:
    """The run as it is now, kept from others for the rest of the transaction."""
    return ImportRun.objects.select_for_update(of=("self",)).select_related("source__werkplaats").get(pk=run.pk)


@transaction.atomic
def add_source(
    werkplaats: Werkplaats, *, sort: str, name: str, address: str = "", oai_set: str = "", by: Person, at: dt.datetime
) -> ImportSource:
    """Name a source; the same address again is the same source."""
    require(may_import(by, werkplaats, clock.day(at)))
    known = werkplaats.import_sources.filter(sort=sort, address=address, oai_set=oai_set)
    if sort in (ImportSource.Sort.SHEET, ImportSource.Sort.EXCHANGE):
        known = known.filter(name=name[:200])
    source = known.first()
    if source is None:
        source = ImportSource.objects.create(
            werkplaats=werkplaats, sort=sort, name=name[:200], address=address, oai_set=oai_set, created_at=at
        )
        ledger.record("import.source_added", source, by=by, at=at, werkplaats=werkplaats.slug)
    return source


@transaction.atomic
def start(
    source: ImportSource, *, file: File[Any] | None = None, name: str = "", everything: bool = False, by: Person,
    at: dt.datetime,
) -> ImportRun:  # fmt: skip
    """Have a source read. One that is being read already is not read twice at the same time."""
    require(may_import(by, source.werkplaats, clock.day(at)))
    source = ImportSource.objects.select_for_update(of=("self",)).select_related("werkplaats").get(pk=source.pk)
    busy = source.runs.filter(state__in=ImportRun.AT_WORK).first()
    if busy is not None:
        if file is None:
            return busy
        raise Refused(_("Deze bron wordt nu al ingelezen. Wacht tot dat klaar is, of stop het."))
    run = ImportRun.objects.create(
        source=source, by=by, due_at=at, created_at=at, file_name=name[:200],
        since="" if everything else source.harvested_until,
    )  # fmt: skip
    if file is not None:
        run.file.save(f"{run.pk}.bin", file)
    note(run, "import.started", by=by, at=at, source=source.name)
    return run


@transaction.atomic
def map_fields(
    run: ImportRun, *, fields: Mapping[str, str], defaults: Mapping[str, Any], by: Person, at: dt.datetime
) -> ImportRun:
    """Say which column is what; the source remembers it, and the rows are compared anew."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = held(run)
    ImportRun.LIFECYCLE.move(run, State.MATCHING)
    chosen = {target: fields[target] for target in TARGETS if fields.get(target) in run.columns}
    if "title" not in chosen and run.source.sort != ImportSource.Sort.EXCHANGE:
        raise Refused(_("Kies in welke kolom de titel staat. Zonder titel kunnen we niets overnemen."))
    run.source.mapping = {"fields": chosen, "defaults": dict(defaults)}
    run.source.save(update_fields=["mapping"])
    run.done, run.due_at = 0, at
    run.save(update_fields=["state", "done", "due_at"])
    note(run, "import.mapped", by=by, at=at, fields=chosen)
    return run


@transaction.atomic
def reconsider(run: ImportRun, *, by: Person, at: dt.datetime) -> ImportRun:
    """Go back from the preview to the fields."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = held(run)
    if run.state != State.MAPPING:
        ImportRun.LIFECYCLE.move(run, State.MAPPING)
        run.save(update_fields=["state"])
        note(run, "import.mapped", by=by, at=at, again=True)
    return run


@transaction.atomic
def choose(run: ImportRun, choices: Mapping[int, str], *, by: Person, at: dt.datetime) -> int:
    """Keep what the editor chose for these rows, by number; a choice that a row does not have is left out."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = held(run)
    if run.state != State.PREVIEW:
        raise Refused(_("Er wordt nu niet gekozen: de status is “%(state)s”.") % {"state": run.get_state_display()})
    changed = []
    for row in run.rows.filter(number__in=list(choices)):
        choice = choices[row.number]
        if choice != row.choice and choice in MAY_CHOOSE[ImportRow.State(row.state)]:
            row.choice = choice
            changed.append(row)
    ImportRow.objects.bulk_update(changed, ["choice"], batch_size=500)
    if changed:
        note(run, "import.chosen", by=by, at=at, rows=len(changed))
    return len(changed)


@transaction.atomic
def choose_all(run: ImportRun, *, state: str, choice: str, by: Person, at: dt.datetime) -> int:
    """One choice for all rows in a state."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = held(run)
    if run.state != State.PREVIEW or choice not in MAY_CHOOSE.get(ImportRow.State(state), set()):
        raise Refused(_("Dat kun je hier niet kiezen."))
    changed = run.rows.filter(state=state).update(choice=choice)
    note(run, "import.chosen", by=by, at=at, rows=changed)
    return changed


@transaction.atomic
def begin(run: ImportRun, *, visibility: str, by: Person, at: dt.datetime) -> ImportRun:
    """Take over what was chosen, hidden or for everybody."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = held(run)
    if run.state in (State.IMPORTING, State.DONE):
        return run
    ImportRun.LIFECYCLE.move(run, State.IMPORTING)
    wanted = run.rows.exclude(choice=Choice.SKIP)
    if not wanted.exists():
        raise Refused(_("Je hebt niets gekozen om over te nemen."))
    if visibility not in Visibility.values:
        raise Refused(_("Kies wie het mag zien."))
    run.visibility, run.done, run.total, run.by, run.due_at = visibility, 0, wanted.count(), by, at
    run.save()
    note(run, "import.begun", by=by, at=at, rows=run.total, visibility=visibility)
    return run


@transaction.atomic
def stop(run: ImportRun, *, problem: tuple[str, str] = ("", ""), by: Person | None, at: dt.datetime) -> ImportRun:
    """End a run before anything was taken over: an editor wanted so, or a problem did."""
    if by is not None:
        require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = held(run)
    ImportRun.LIFECYCLE.move(run, State.STOPPED)
    run.message = list(problem) if problem[0] else []
    run.finished_at = at
    if run.file:
        run.file.delete(save=False)
    run.save()
    note(run, "import.stopped", by=by, at=at, why=problem[0])
    return run


@transaction.atomic
def undo(run: ImportRun, *, keep_edited: bool = False, by: Person, at: dt.datetime) -> ImportRun:
    """Have a whole import taken back; what was edited since stands in the way, unless it may stay as it is."""
    require(may_import(by, run.source.werkplaats, clock.day(at)))
    run = held(run)
    if run.state in (State.UNDOING, State.UNDONE):
        return run
    ImportRun.LIFECYCLE.move(run, State.UNDOING)
    run.keep_edited, run.message, run.done, run.by, run.due_at = keep_edited, [], 0, by, at
    run.total = run.rows.filter(outcome__in=WRITTEN).count()
    run.save()
    note(run, "import.undoing", by=by, at=at, keep_edited=keep_edited)
    return run


@transaction.atomic
def forget_person(person: Person, *, by: Person | None, at: dt.datetime) -> int:
    """Take a person out of the imports they started; by themselves, or by who keeps the platform."""
    if by != person:
        require(may_manage_network(by))
    forgotten = ImportRun.objects.filter(by=person).update(by=None)
    if forgotten:
        ledger.record("import.person_forgotten", "import:", by=None, at=at, data={"runs": forgotten})
    return forgotten
