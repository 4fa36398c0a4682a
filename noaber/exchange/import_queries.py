# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about imports: whose they are, how far they are, and what their rows look like here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.exchange import problems
from noaber.exchange.models import ImportRow, ImportRun, ImportSource
from noaber.exchange.queries import MODELS, print_of
from noaber.ledger.models import Entry
from noaber.moderation import Waiting
from noaber.people.models import AnyPerson, Person, Role, Werkplaats
from noaber.people.queries import roles_of

WRITTEN = (ImportRow.Outcome.ADDED, ImportRow.Outcome.UPDATED, ImportRow.Outcome.HIDDEN)
AT_ONCE = 500
EDITS = (Role.Kind.COORDINATOR, Role.Kind.EDITOR)


def edits(person: AnyPerson) -> QuerySet[Werkplaats]:
    """The werkplaatsen that a person takes knowledge in for."""
    if isinstance(person, Person) and person.is_superuser:
        return Werkplaats.objects.prefetch_related("names")
    mine = roles_of(person).filter(role__in=EDITS).values("werkplaats")
    return Werkplaats.objects.filter(pk__in=mine).prefetch_related("names")


def sources_of(werkplaats: Werkplaats) -> QuerySet[ImportSource]:
    """The sources of a werkplaats, by name."""
    return werkplaats.import_sources.annotate(times=Count("runs"))


def runs_of(werkplaats: Werkplaats) -> QuerySet[ImportRun]:
    """The imports of a werkplaats, newest first."""
    return ImportRun.objects.filter(source__werkplaats=werkplaats).select_related("source", "by")


def counts(run: ImportRun, field_name: str) -> dict[str, int]:
    """How many rows there are in each state, choice or outcome."""
    return dict(run.rows.order_by().values_list(field_name).annotate(Count("pk")))


class Desk:
    """Imports that wait for their editors, on the desk where everything waits."""

    def waiting(self, person: Person) -> list[Waiting]:
        """Runs of which somebody must say which field is what, or what comes in."""
        states = (ImportRun.State.MAPPING, ImportRun.State.PREVIEW)
        runs = ImportRun.objects.filter(state__in=states, source__werkplaats__in=edits(person))
        found = runs.select_related("source__werkplaats").order_by("created_at")[:50]
        return [
            Waiting(
                "import", _("Binnenhalen"), run.source.name,
                reverse("import_run", args=[run.source.werkplaats.slug, run.pk]), run.created_at,
                run.source.werkplaats.slug,
            )
            for run in found
        ]  # fmt: skip


@dataclass(frozen=True)
class ShownRow:
    """A row as the preview and the result show it."""

    row: ImportRow
    title: str
    meta: str
    remarks: list[str] = field(default_factory=list)
    known_title: str = ""
    known_href: str = ""
    known_why: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)


def shown(rows: Iterable[ImportRow], person: AnyPerson) -> list[ShownRow]:
    """Rows with what they look like here, in as many queries as there are kinds, whatever their number."""
    rows = list(rows)
    wanted: dict[str, set[str]] = {}
    for row in rows:
        for kind, ref in ((row.match_kind, row.match_ref), (row.outcome_kind, row.outcome_ref)):
            if kind in MODELS and ref:
                wanted.setdefault(kind, set()).add(ref)
    things = {
        (kind, thing.ref): thing
        for kind, refs in wanted.items()
        for thing in MODELS[kind]._default_manager.filter(ref__in=refs).visible_to(person)  # type: ignore[attr-defined]
    }
    return [_shown(row, things) for row in rows]


def _shown(row: ImportRow, things: Mapping[tuple[str, str], Any]) -> ShownRow:
    thing = things.get((row.outcome_kind, row.outcome_ref)) or things.get((row.match_kind, row.match_ref))
    record = row.record or {}
    raw = row.raw.get("values", {})
    title = str(record.get("title") or (thing.title if thing else ""))[:200]
    parts = [record.get("year"), ", ".join(map(str, (record.get("authors") or [])[:3])), record.get("url")]
    if not title:
        # What there is of it, so that the editor knows which row is meant.
        parts = list(raw.values())[:4]
    return ShownRow(
        row, title, " · ".join(str(part)[:80] for part in parts if part), problems.all_told(row.problems),
        thing.title if thing else "", thing.get_absolute_url() if thing else "",
        problems.told(row.match_why) if row.match_why else "",
        [(str(choice), str(choice.label)) for choice in _choices(row)],
    )  # fmt: skip


def _choices(row: ImportRow) -> list[ImportRow.Choice]:
    choice, state = ImportRow.Choice, ImportRow.State
    if row.state == state.KNOWN:
        return [choice.SKIP, *([choice.UPDATE] if row.match_ref else []), choice.ADD]
    return {state.NEW: [choice.ADD, choice.SKIP], state.REMOVED: [choice.HIDE, choice.SKIP]}.get(
        ImportRow.State(row.state), []
    )


def samples(run: ImportRun, times: int = 3) -> dict[str, list[str]]:
    """The first values of each column that has any, to recognise it by."""
    found: dict[str, list[str]] = {column: [] for column in run.columns}
    for raw in run.rows.order_by("number").values_list("raw", flat=True)[:30]:
        for column, value in raw.get("values", {}).items():
            told = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
            if column in found and len(found[column]) < times and told:
                found[column].append(told[:80])
    return found


def edited_among(rows: Iterable[ImportRow]) -> set[int]:
    """The numbers of those of these rows with whose things anybody did anything since; as many queries as kinds."""
    found, by_kind = set[int](), defaultdict[str, dict[str, list[ImportRow]]](dict)
    for row in rows:
        by_kind[row.outcome_kind].setdefault(row.outcome_ref, []).append(row)
    for kind, of_kind in by_kind.items():
        things = MODELS[kind]._default_manager.filter(ref__in=list(of_kind)).select_related("home")
        entries = Entry.objects.filter(kind=kind, ref__in=list(of_kind)).order_by()
        last = dict(entries.values_list("ref").annotate(Max("seq")))
        for thing in things.prefetch_related("shown_by", "themes"):
            now, seq = print_of(kind, thing), last.get(thing.ref, 0)
            found |= {row.number for row in of_kind[thing.ref] if now != row.after or seq > row.entry}
    return found


def edited_rows(run: ImportRun) -> list[int]:
    """The numbers of the rows that an undo would take somebody's work away from."""
    rows = run.rows.filter(outcome__in=WRITTEN).order_by("number").defer("raw", "before").iterator(chunk_size=AT_ONCE)
    found = set[int]()
    while some := list(islice(rows, AT_ONCE)):
        found |= edited_among(some)
    return sorted(found)


def at_work() -> QuerySet[ImportRun]:
    """The runs that the worker has something to do for, longest waiting first."""
    return (
        ImportRun.objects.filter(state__in=ImportRun.AT_WORK)
        .select_related("source__werkplaats", "by")
        .order_by("due_at", "pk")
    )
