# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of a round: its dates and rules, its methods and its candidates. What is voted and what is decided
stands in `weighing_models` and `decision_models`.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber.base.lifecycle import Lifecycle
from noaber.people.models import AnyPerson, Period, Person, Perspective, Role, Werkplaats
from noaber.people.queries import roles_of
from noaber.questions.models import Question

TITLE_LENGTH = 200
TEXT_LENGTH = 5000
# Who runs rounds, and who may decide on what they bring.
RUNS = (Role.Kind.COORDINATOR,)
DECIDES = (Role.Kind.COORDINATOR, Role.Kind.BOARD)


class State(models.TextChoices):
    """What people did with a round; where it is in time is its phase."""

    DRAFT = "draft", _("concept")
    ANNOUNCED = "announced", _("aangekondigd")
    DECIDED = "decided", _("besloten")
    REPORTED = "reported", _("afgerond")
    CANCELLED = "cancelled", _("gaat niet door")


LIFECYCLE = Lifecycle(
    {
        State.DRAFT: {State.ANNOUNCED, State.CANCELLED},
        State.ANNOUNCED: {State.DECIDED, State.CANCELLED},
        State.DECIDED: {State.REPORTED},
        State.REPORTED: set(),
        State.CANCELLED: set(),
    }
)


class Phase(models.TextChoices):
    """Where a round is at a moment: from its dates and its state, never kept."""

    DRAFT = "draft", _("concept")
    SOON = "soon", _("begint nog")
    COLLECT = "collect", _("verzamelen")
    CLARIFY = "clarify", _("verhelderen")
    WEIGH = "weigh", _("wegen")
    DECIDE = "decide", _("besluiten")
    REPORT = "report", _("terugkoppelen")
    OVER = "over", _("afgerond")
    CANCELLED = "cancelled", _("gaat niet door")


# In which order they come; before the weighing rules and candidates may still change.
STEPS = (Phase.COLLECT, Phase.CLARIFY, Phase.WEIGH, Phase.DECIDE, Phase.REPORT)
BEFORE_WEIGHING = frozenset({Phase.DRAFT, Phase.SOON, Phase.COLLECT, Phase.CLARIFY})
AFTER_WEIGHING = frozenset({Phase.DECIDE, Phase.REPORT, Phase.OVER})


class Unit(models.TextChoices):
    """What there is to spend."""

    PLACES = "places", _("plekken")
    HOURS = "hours", _("uren")
    EUROS = "euros", _("euro")


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds, narrowed in words."""

    def visible_to(self, person: AnyPerson) -> RoundQuerySet:
        """What this person may read: everything announced, and drafts where they run or decide."""
        if not isinstance(person, Person) or not person.is_active:
            return self.exclude(state=State.DRAFT)
        if person.is_superuser:
            return self
        mine = roles_of(person).filter(role__in=DECIDES).values("werkplaats")
        return self.filter(~Q(state=State.DRAFT) | Q(werkplaats__in=mine))


class Round(models.Model):
    """One time that candidates for the agenda of a period are collected, weighed and decided on."""

    KIND = "round"

    ref = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=90, unique=True)
    werkplaats = models.ForeignKey(Werkplaats, on_delete=models.PROTECT, related_name="rounds")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(_("titel"), max_length=TITLE_LENGTH)
    intro = models.TextField(_("inleiding"), blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    collect_from = models.DateTimeField(_("verzamelen vanaf"))
    clarify_from = models.DateTimeField(_("verhelderen vanaf"))
    weigh_from = models.DateTimeField(_("wegen vanaf"))
    decide_from = models.DateTimeField(_("wegen tot"))
    report_by = models.DateTimeField(_("besluit uiterlijk"))
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Weighing was closed early.")
    closed_because = models.TextField(blank=True)
    unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.PLACES)
    places = models.PositiveSmallIntegerField(_("plekken"), null=True, blank=True)
    budget = models.PositiveIntegerField(_("te verdelen"), null=True, blank=True)
    open_to_all = models.BooleanField(_("iedereen mag meedoen"), default=True)
    room_code = models.CharField(max_length=12, null=True, blank=True, unique=True)
    room_seats = models.PositiveSmallIntegerField(default=0)
    room_open = models.BooleanField(default=False)
    seed = models.PositiveIntegerField(help_text="Draws lots where nothing else decides; everybody may read it.")
    counted_at = models.DateTimeField(null=True, blank=True, help_text="No ballot is taken any more from here on.")
    phase_told = models.CharField(max_length=10, blank=True, help_text="The last phase that the ledger knows of.")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    example = models.BooleanField(default=False)
    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("ronde")
        verbose_name_plural = _("rondes")
        ordering = ["-weigh_from", "-pk"]
        indexes = [models.Index(fields=["period", "state"], name="agenda_round_period")]
        constraints = [
            models.CheckConstraint(
                name="agenda_round_dates_in_order",
                condition=Q(collect_from__lte=F("clarify_from"))
                & Q(clarify_from__lte=F("weigh_from"))
                & Q(weigh_from__lt=F("decide_from"))
                & Q(decide_from__lte=F("report_by")),
            ),
            models.CheckConstraint(
                name="agenda_round_one_limit",
                condition=Q(unit="places", places__gt=0, budget__isnull=True)
                | Q(unit__in=("hours", "euros"), places__isnull=True, budget__gt=0),
            ),
            models.CheckConstraint(
                name="agenda_round_closed_says_why", condition=Q(closed_at__isnull=True) | ~Q(closed_because="")
            ),
            models.CheckConstraint(name="agenda_round_room_has_code", condition=Q(room_open=False) | ~Q(room_code="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The lasting address."""
        return reverse("round_detail", args=[self.slug])

    @property
    def version(self) -> str:
        """Changes with every change; two coordinators with the same page compare by it."""
        return f"{self.state}-{self.changed_at.timestamp():.6f}"

    @property
    def is_public(self) -> bool:
        return self.state != State.DRAFT

    @property
    def closes_at(self) -> datetime:
        """When weighing ends: as announced, or earlier."""
        return self.closed_at or self.decide_from

    @property
    def limit(self) -> int:
        """How many places, hours or euros there are."""
        return self.places or self.budget or 0

    def phase(self, at: datetime) -> Phase:
        """Where the round is at a moment."""
        fixed = {State.DRAFT: Phase.DRAFT, State.CANCELLED: Phase.CANCELLED, State.DECIDED: Phase.REPORT}
        if self.state in fixed:
            return fixed[State(self.state)]
        if self.state == State.REPORTED:
            return Phase.OVER
        begins = (
            (self.closes_at, Phase.DECIDE),
            (self.weigh_from, Phase.WEIGH),
            (self.clarify_from, Phase.CLARIFY),
            (self.collect_from, Phase.COLLECT),
        )
        return next((phase for moment, phase in begins if at >= moment), Phase.SOON)


class RoundMethod(models.Model):
    """One way in which a round is weighed, with its settings: `kind` is a name of `noaber.agenda.kinds`."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="methods")
    kind = models.CharField(max_length=20)
    settings = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "kind"], name="agenda_method_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.kind}"


class CandidateState(models.TextChoices):
    """Where a candidate is."""

    UNCONFIRMED = "unconfirmed", _("wacht op bevestiging")
    PROPOSED = "proposed", _("voorgesteld")
    ADMITTED = "admitted", _("kandidaat")
    DECLINED = "declined", _("niet toegelaten")
    WITHDRAWN = "withdrawn", _("teruggetrokken")
    MERGED = "merged", _("samengevoegd")


CANDIDATE_LIFECYCLE = Lifecycle(
    {
        CandidateState.UNCONFIRMED: {CandidateState.PROPOSED, CandidateState.WITHDRAWN},
        CandidateState.PROPOSED: {CandidateState.ADMITTED, CandidateState.DECLINED, CandidateState.WITHDRAWN},
        CandidateState.ADMITTED: {CandidateState.DECLINED, CandidateState.WITHDRAWN, CandidateState.MERGED},
        CandidateState.DECLINED: {CandidateState.ADMITTED},
        CandidateState.WITHDRAWN: set(),
        CandidateState.MERGED: {CandidateState.ADMITTED},
    }
)


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Candidates, narrowed in words."""

    def public(self) -> CandidateQuerySet:
        """What everybody may read once the round is announced."""
        return self.filter(state__in=(CandidateState.ADMITTED, CandidateState.MERGED))

    def weighed(self) -> CandidateQuerySet:
        """What is on the ballot, by number."""
        return self.filter(state=CandidateState.ADMITTED).order_by("number")


class Candidate(models.Model):
    """Something that may come onto the agenda: a question without an answer, or what somebody proposed."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="candidates")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("voorstel"), max_length=TITLE_LENGTH)
    text = models.TextField(_("wat er speelt"), blank=True)
    cost = models.PositiveIntegerField(_("kosten"), default=1)
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="candidacies")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="candidates"
    )
    perspective = models.CharField(max_length=20, choices=Perspective.choices, blank=True)
    state = models.CharField(max_length=12, choices=CandidateState.choices, default=CandidateState.UNCONFIRMED)
    reason = models.TextField(blank=True)
    into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    proposed_at = models.DateTimeField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True)
    submission = models.CharField(max_length=64, null=True, unique=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("kandidaat")
        verbose_name_plural = _("kandidaten")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="agenda_candidate_number"),
            models.UniqueConstraint(fields=["round", "question"], name="agenda_candidate_question_once"),
            models.CheckConstraint(name="agenda_candidate_costs", condition=Q(cost__gt=0)),
            models.CheckConstraint(
                name="agenda_candidate_merged_into",
                condition=Q(state="merged", into__isnull=False) | ~Q(state="merged") & Q(into__isnull=True),
            ),
            models.CheckConstraint(name="agenda_candidate_not_into_itself", condition=~Q(into=F("id"))),
            models.CheckConstraint(
                name="agenda_candidate_declined_says_why", condition=~Q(state="declined", reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.title


import noaber.agenda.decision_models  # noqa: E402
import noaber.agenda.weighing_models  # noqa: E402, F401  (where Django looks for tables)
