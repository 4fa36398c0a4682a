# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes in from elsewhere: sources, runs and their rows; and the addresses of others that we link to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.base import clock
from noaber.base.lifecycle import Lifecycle
from noaber.people.models import Person, Visibility, Werkplaats


class ImportSource(models.Model):
    """A place that a werkplaats takes knowledge in from, with how its fields are read."""

    KIND: ClassVar[str] = "import-source"

    class Sort(models.TextChoices):
        FEED = "feed", _("RSS of Atom")
        OAI = "oai", _("OAI-PMH")
        SHEET = "sheet", _("rekenblad")
        EXCHANGE = "exchange", _("bestand in ons eigen formaat")

    werkplaats = models.ForeignKey(Werkplaats, on_delete=models.CASCADE, related_name="import_sources")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    name = models.CharField(_("naam"), max_length=200)
    address = models.CharField(_("adres"), max_length=2000, blank=True)
    oai_set = models.CharField(_("verzameling"), max_length=300, blank=True)
    prefix = models.CharField(_("metadataformaat"), max_length=60, blank=True)
    # Which column is read as what, and what holds where the source does not say.
    mapping = models.JSONField(default=dict, blank=True)
    # What the source told of itself: its name, its sets, whether it remembers what it removed.
    facts = models.JSONField(default=dict, blank=True)
    harvested_until = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("name", "pk")
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="importsource_has_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return str(self.pk)


class ImportRun(models.Model):
    """One time that something was taken in from a source: read, compared, looked at, put in, and perhaps undone."""

    KIND: ClassVar[str] = "import"

    class State(models.TextChoices):
        READING = "reading", _("wordt opgehaald")
        MAPPING = "mapping", _("velden kiezen")
        MATCHING = "matching", _("wordt vergeleken")
        PREVIEW = "preview", _("klaar om te bekijken")
        IMPORTING = "importing", _("wordt overgenomen")
        DONE = "done", _("overgenomen")
        UNDOING = "undoing", _("wordt teruggedraaid")
        UNDONE = "undone", _("teruggedraaid")
        STOPPED = "stopped", _("gestopt")

    LIFECYCLE = Lifecycle(
        {
            State.READING: {State.MAPPING, State.MATCHING, State.STOPPED},
            State.MAPPING: {State.MATCHING, State.STOPPED},
            State.MATCHING: {State.PREVIEW, State.MAPPING, State.STOPPED},
            State.PREVIEW: {State.MAPPING, State.MATCHING, State.IMPORTING, State.STOPPED},
            State.IMPORTING: {State.DONE},
            State.DONE: {State.UNDOING},
            State.UNDOING: {State.UNDONE, State.DONE},
            State.UNDONE: set(),
            State.STOPPED: set(),
        }
    )
    # The states in which the worker has something to do.
    AT_WORK = (State.READING, State.MATCHING, State.IMPORTING, State.UNDOING)

    source = models.ForeignKey(ImportSource, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    file = models.FileField(upload_to="binnenhalen/%Y/", max_length=300, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    # Only what changed since the last time, instead of everything.
    since = models.CharField(max_length=30, blank=True)
    until = models.CharField(max_length=30, blank=True)
    token = models.TextField(blank=True)
    columns = models.JSONField(default=list, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.HIDDEN)
    # What went wrong or is worth knowing, as a code and what it is about (see exchange.problems).
    message = models.JSONField(default=list, blank=True)
    # At an undo: leave what was changed since as it is, instead of doing nothing.
    keep_edited = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(default=clock.now)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["state", "due_at"], name="importrun_at_work"),)

    def __str__(self) -> str:
        return f"{self.source} {self.created_at:%Y-%m-%d}"

    @property
    def ref(self) -> str:
        return str(self.pk)

    @property
    def at_work(self) -> bool:
        """Whether the worker still has something to do with it."""
        return self.state in self.AT_WORK


class ImportRow(models.Model):
    """One record of a run: as it came, as we read it, what it looks like here, and what became of it."""

    class State(models.TextChoices):
        NEW = "new", _("nieuw")
        KNOWN = "known", _("staat er al")
        REMOVED = "removed", _("weg bij de bron")
        UNUSABLE = "unusable", _("niet bruikbaar")

    class Choice(models.TextChoices):
        ADD = "add", _("zet erbij")
        UPDATE = "update", _("werk bij")
        HIDE = "hide", _("verberg")
        SKIP = "skip", _("sla over")

    class Outcome(models.TextChoices):
        ADDED = "added", _("toegevoegd")
        UPDATED = "updated", _("bijgewerkt")
        SAME = "same", _("was al gelijk")
        HIDDEN = "hidden", _("verborgen")
        SKIPPED = "skipped", _("overgeslagen")
        FAILED = "failed", _("niet gelukt")
        UNDONE = "undone", _("teruggedraaid")
        KEPT = "kept", _("gebleven")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    identifier = models.CharField(max_length=500, blank=True)
    raw = models.JSONField(default=dict, blank=True)
    record = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    problems = models.JSONField(default=list, blank=True)
    match_kind = models.CharField(max_length=20, blank=True)
    match_ref = models.CharField(max_length=200, blank=True)
    match_why = models.JSONField(default=list, blank=True)
    choice = models.CharField(max_length=10, choices=Choice.choices, default=Choice.ADD)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    outcome_kind = models.CharField(max_length=20, blank=True)
    outcome_ref = models.CharField(max_length=200, blank=True)
    # What it was before an update, what it was right after, and up to where the ledger had come then.
    before = models.JSONField(default=dict, blank=True)
    after = models.CharField(max_length=64, blank=True)
    entry = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("run", "number")
        constraints = (models.UniqueConstraint("run", "number", name="importrow_number_once"),)
        indexes = (
            models.Index(fields=["identifier"], name="importrow_identifier", condition=~Q(outcome_ref="")),
            models.Index(fields=["run", "state"], name="importrow_state"),
            models.Index(fields=["run", "outcome"], name="importrow_outcome"),
        )

    def __str__(self) -> str:
        return f"{self.run_id}:{self.number}"


class LinkCheck(models.Model):
    """An address elsewhere that we link to, and whether it still leads somewhere."""

    KIND: ClassVar[str] = "link"

    class State(models.TextChoices):
        UNKNOWN = "unknown", _("nog niet nagekeken")
        FINE = "fine", _("werkt")
        DOUBT = "doubt", _("werkte de laatste keer niet")
        BROKEN = "broken", _("werkt niet meer")
        UNCHECKED = "unchecked", _("niet na te gaan")

    # An address can be longer than an index entry may be.
    key = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=2000)
    host = models.CharField(max_length=253)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNKNOWN)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    said = models.JSONField(default=list, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=clock.now)
    archived_url = models.CharField(_("bewaarde kopie"), max_length=2000, blank=True)

    class Meta:
        ordering = ("address",)
        indexes = (
            models.Index(fields=["due_at"], name="linkcheck_due"),
            models.Index(fields=["state"], name="linkcheck_state"),
        )

    def __str__(self) -> str:
        return self.address

    @property
    def ref(self) -> str:
        return self.key[:16]


class LinkPlace(models.Model):
    """Where an address stands: a thing of ours that links to it."""

    link = models.ForeignKey(LinkCheck, on_delete=models.CASCADE, related_name="places")
    source = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    href = models.CharField(max_length=500)
    werkplaats = models.CharField(max_length=60, blank=True, db_index=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("link", "kind", "ref", name="linkplace_once"),)
        indexes = (models.Index(fields=["source", "seen_at"], name="linkplace_seen"),)

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"
